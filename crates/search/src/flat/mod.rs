//! Every vector is compared with every query.
//!
//! Not an approximation: what it finds is what the order says. It is the oracle of the other indexes, and their
//! quantizer.

mod device;

use kernsmith_kernels::settings::{Place, Setting};
use kernsmith_runtime::{Device, Stream, Tensor};

use self::device::Rows;
use crate::{
    Error, Executor, Index, Metric, Neighbors, Search, SearchPlan,
    index::{count, pass, room},
    kmeans::KMeans,
    list::{List, OnDevices, Packed, Storage},
    plan::Count,
    rank::Ranked,
    scan::{KernelScan, NO_LIST, ProbeScan, Tiles, Work, entries, probe_threads, probed, scan},
    select::MOST,
};

/// Queries of one pass, so that what threads keep for each stays small.
pub(crate) const BATCH: usize = 1024;
/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;

/// All vectors, one after another.
#[derive(Debug)]
pub struct Flat {
    dims: usize,
    pub(crate) metric: Metric,
    pub(crate) list: List,
    packed: OnDevices,
}

impl Clone for Flat {
    fn clone(&self) -> Self {
        Self {
            dims: self.dims,
            metric: self.metric,
            list: self.list.clone(),
            packed: OnDevices::default(),
        }
    }
}

impl Flat {
    /// An index without vectors.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers.
    pub fn new(dims: usize, metric: Metric) -> Result<Self, Error> {
        Error::positive("dims", dims)?;
        Ok(Self {
            dims,
            metric,
            list: List::new(dims),
            packed: OnDevices::default(),
        })
    }

    /// Keeps numbers in so many bits, those that are there, too.
    ///
    /// # Examples
    /// ```
    /// use kernsmith_search::{Flat, Index, Metric, Storage};
    ///
    /// let mut index = Flat::new(2, Metric::L2)?.with_storage(Storage::F16);
    /// index.add(&[1.0, 1.0001])?;
    /// assert_eq!(index.vector(0), [1.0, 1.0]);
    /// # Ok::<(), kernsmith_search::Error>(())
    /// ```
    #[must_use]
    pub fn with_storage(mut self, storage: Storage) -> Self {
        self.list = self.list.kept_as(storage);
        self.packed.clear();
        self
    }

    /// What numbers are kept as.
    #[must_use]
    pub fn storage(&self) -> Storage {
        self.list.blocks.storage()
    }

    /// A vector as the index keeps it; its id is its place.
    ///
    /// # Panics
    /// If there are not so many vectors.
    #[must_use]
    pub fn vector(&self, id: usize) -> Vec<f32> {
        assert!(id < self.len(), "id {id} of {} vectors", self.len());
        self.list.blocks.row(id).collect()
    }

    /// The first `k` of prepared queries, in order.
    pub(crate) fn ranked(&self, queries: &[f32], k: usize) -> Vec<Ranked> {
        let count = queries.len() / self.dims;
        let work = Work::new(&vec![0; count], 1, |_| self.list.len(), self.dims);
        let tiles = Tiles {
            metric: self.metric,
            dims: self.dims,
            queries,
            lists: std::slice::from_ref(&self.list),
            arch: pulp::Arch::new(),
        };
        scan(&work, count, k, &tiles)
    }

    /// The place of the nearest vector to each of prepared queries, of which there is one at least.
    pub(crate) fn nearest(&self, queries: &[f32]) -> Vec<u32> {
        let batches = queries.chunks(BATCH * self.dims);
        let found = batches.flat_map(|queries| self.ranked(queries, 1));
        found.map(place).collect()
    }

    pub(crate) fn ranked_by_kernels(
        &self,
        stream: &Stream,
        queries: &Tensor,
        k: usize,
    ) -> Result<Vec<Ranked>, Error> {
        let packed = self.packed(stream.device())?;
        let batch = queries.shape()[0];
        if batch > 1 && !self.is_empty() {
            let rows = Rows {
                metric: self.metric,
                packed: &packed,
                count: self.len(),
            };
            return rows.search(stream, queries, k);
        }
        if k <= MOST && !self.is_empty() {
            let (distances, ids) = self.first_by_kernels(stream, queries, k)?;
            return entries(&distances, &ids);
        }
        let asked = probed(&vec![0; batch], 1, &packed.offsets, |_| self.list.len());
        let scan = KernelScan::of(self.metric, queries, &packed, THREADS);
        let (distances, ids) = scan.search(stream, &asked, k)?;
        entries(&distances, &ids)
    }
}

impl Flat {
    fn packed(&self, device: &Device) -> Result<Packed, Error> {
        self.packed.get(device, || {
            let dtype = self.list.blocks.storage().dtype();
            Packed::new(device, dtype, std::iter::once(self.list.parts()))
        })
    }

    /// The first `k` of a few queries, which stay on the device: `[b, k]`. There is a vector, and a kernel selects `k`.
    pub(crate) fn first_by_kernels(
        &self,
        stream: &Stream,
        queries: &Tensor,
        k: usize,
    ) -> Result<(Tensor, Tensor), Error> {
        let device = stream.device();
        let scan = ProbeScan {
            metric: self.metric,
            queries,
            lists: &self.packed(device)?,
            threads: probe_threads(device, k)?.value,
        };
        let batch = queries.shape()[0];
        let probes = Tensor::from_slice(device, &vec![0i64; batch], [batch, 1])?;
        scan.search(stream, &probes, k)
    }
}

impl Index for Flat {
    fn dims(&self) -> usize {
        self.dims
    }

    fn metric(&self) -> Metric {
        self.metric
    }

    fn len(&self) -> usize {
        self.list.len()
    }

    fn train_on(
        &mut self,
        _stream: &Stream,
        vectors: &[f32],
        _kmeans: &KMeans,
    ) -> Result<(), Error> {
        count(vectors, self.dims).map(drop)
    }

    /// Nothing depends on the device.
    fn add_on(&mut self, _stream: &Stream, vectors: &[f32]) -> Result<(), Error> {
        let rows = count(vectors, self.dims)?;
        self.packed.clear();
        self.list.reserve(rows);
        let prepared = self.metric.prepare(vectors, self.dims);
        for row in prepared.chunks_exact(self.dims) {
            let id = i64::try_from(self.list.len()).expect("memory holds fewer than 2^63 vectors");
            self.list.push(row, id);
        }
        Ok(())
    }

    fn search(
        &self,
        stream: &Stream,
        queries: &[f32],
        search: &Search,
    ) -> Result<Neighbors, Error> {
        let count = count(queries, self.dims)?;
        Error::positive("k", search.k)?;
        let mut found = room(count, search.k)?;
        let queries = self.metric.prepare(queries, self.dims);
        for queries in queries.chunks(pass(search.k, BATCH) * self.dims) {
            found.extend(
                match Executor::resolve(search.executor, stream.device()).value {
                    Executor::Host => self.ranked(queries, search.k),
                    Executor::Kernels => {
                        let shape = [queries.len() / self.dims, self.dims];
                        let queries = Tensor::from_slice(stream.device(), queries, shape)?;
                        self.ranked_by_kernels(stream, &queries, search.k)?
                    }
                },
            );
        }
        Ok(Neighbors::new(search.k, self.metric, &found))
    }

    fn explain(
        &self,
        device: &Device,
        queries: usize,
        search: &Search,
    ) -> Result<SearchPlan, Error> {
        Error::positive("k", search.k)?;
        let executor = Executor::resolve(search.executor, device);
        let kernels = executor.value == Executor::Kernels;
        Ok(SearchPlan {
            index: format!("flat{}, {}", kept(self.storage()), self.metric),
            threads: match (kernels, queries) {
                (false, _) => None,
                (true, 0 | 1) if search.k <= MOST => Some(probe_threads(device, search.k)?),
                (true, _) => Some(Setting {
                    value: THREADS,
                    place: Place::Rule("a GPU's processors hold eight"),
                }),
            },
            selection: match kernels && queries > 1 && search.k <= MOST {
                true => device::selection(self.len(), search.k),
                false => selection(executor.value, search.k),
            },
            probes: [1, 1],
            compared: (self.len() as u64).saturating_mul(queries as u64),
            cost: self.count(queries, search.k).cost(device, executor.value)?,
            executor,
        })
    }
}

impl Flat {
    /// What so many queries cost. A place is its own id.
    fn count(&self, queries: usize, k: usize) -> Count {
        let rows = self.len() as u128;
        let count = Count::of(self.metric, [queries, self.dims], k);
        let count = count.distances(rows * queries as u128, self.dims);
        match queries {
            0 => count,
            _ => count.rows(rows, self.dims * self.storage().bytes()),
        }
    }
}

/// What is said of how numbers are kept.
pub(crate) fn kept(storage: Storage) -> String {
    match storage {
        Storage::F32 => String::new(),
        Storage::F16 | Storage::Bf16 => format!(" of {storage}"),
    }
}

/// The place of a vector, or [`NO_LIST`].
pub(crate) fn place(entry: Ranked) -> u32 {
    u32::try_from(entry.id()).unwrap_or(NO_LIST)
}

/// Who selects the first `k`, in words.
pub(crate) fn selection(executor: Executor, k: usize) -> &'static str {
    match (executor, k <= MOST) {
        (Executor::Host, _) => "each thread of the host keeps the first, then merged",
        (Executor::Kernels, true) => "a queue of each threadgroup, then merged by `select_k`",
        (Executor::Kernels, false) => "distances are sorted on the host: a queue holds 1024",
    }
}
