//! Lists of whole vectors.

use kernsmith_kernels::settings::ivf_config;
use kernsmith_runtime::{Device, Stream, Tensor};

use super::{
    Batches, Coarse, Kept, Pass, Read,
    device::{Lists, MANY},
};
use crate::{
    Error, Index, Metric, Neighbors, Search, SearchPlan,
    flat::{BATCH, kept},
    index::{check_ids, count, next_ids},
    kmeans::KMeans,
    list::{List, OnDevices, Packed, Storage},
    plan::Count,
    rank::Ranked,
    scan::{Tiles, Work, scan},
};

const BATCHES: Batches = Batches {
    host: BATCH,
    kernels: BATCH,
    kept: MANY,
};

/// An inverted file of vectors.
///
/// # Examples
/// ```
/// use kernsmith_runtime::Device;
/// use kernsmith_search::{Index, IvfFlat, Metric, Search, kmeans::KMeans};
///
/// let vectors: Vec<f32> = (0..200).map(|i| (i % 50) as f32).collect();
/// let mut index = IvfFlat::new(2, 5, Metric::L2)?;
/// index.train(&vectors, &KMeans::new(5))?;
/// index.add(&vectors)?;
/// let stream = Device::cpu().default_stream()?;
/// let found = index.search(&stream, &[3.0, 4.0], &Search::new(3).probes(5))?;
/// assert_eq!(found.distances(), [2.0, 2.0, 2.0]); // (2, 3) and (4, 5)
/// assert_eq!(found.ids(), [1, 2, 26]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct IvfFlat {
    dims: usize,
    pub(crate) metric: Metric,
    pub(crate) len: usize,
    pub(crate) coarse: Coarse,
    pub(crate) lists: Vec<List>,
    storage: Storage,
    packed: OnDevices,
}

impl IvfFlat {
    /// An index of so many lists, without centers.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers and for no lists.
    pub fn new(dims: usize, lists: usize, metric: Metric) -> Result<Self, Error> {
        Ok(Self {
            dims,
            metric,
            len: 0,
            coarse: Coarse::new(dims, lists, metric)?,
            lists: vec![List::new(dims); lists],
            storage: Storage::F32,
            packed: OnDevices::default(),
        })
    }

    /// Keeps numbers of vectors in so many bits, those that are there, too; centers stay in float32.
    #[must_use]
    pub fn with_storage(mut self, storage: Storage) -> Self {
        let lists = self.lists.iter().map(|list| list.kept_as(storage));
        self.lists = lists.collect();
        self.storage = storage;
        self.packed.clear();
        self
    }

    /// What numbers of vectors are kept as.
    #[must_use]
    pub fn storage(&self) -> Storage {
        self.storage
    }

    /// Adds vectors with ids of the caller's.
    ///
    /// # Errors
    /// As [`Index::add`], [`Error::Ids`] for another number of ids, and [`Error::Id`] for one below 0.
    pub fn add_with_ids(&mut self, vectors: &[f32], ids: &[i64]) -> Result<(), Error> {
        self.add_with_ids_on(&Device::cpu().default_stream()?, vectors, ids)
    }

    /// As [`add_with_ids`](Self::add_with_ids), on the stream's device: by kernels where it is not `cpu`.
    ///
    /// # Errors
    /// As [`add_with_ids`](Self::add_with_ids), and [`Error::Kernels`] if a kernel cannot be launched.
    pub fn add_with_ids_on(
        &mut self,
        stream: &Stream,
        vectors: &[f32],
        ids: &[i64],
    ) -> Result<(), Error> {
        let rows = count(vectors, self.dims)?;
        check_ids(rows, ids)?;
        let prepared = self.metric.prepare(vectors, self.dims);
        let nearest = self.coarse.nearest(stream, &prepared)?;
        self.packed.clear();
        let mut counts = vec![0; self.lists.len()];
        for &list in &nearest {
            counts[list as usize] += 1;
        }
        for (list, count) in self.lists.iter_mut().zip(counts) {
            list.reserve(count);
        }
        let vectors = prepared.chunks_exact(self.dims);
        for ((vector, &list), &id) in vectors.zip(&nearest).zip(ids) {
            self.lists[list as usize].push(vector, id);
        }
        self.len += rows;
        Ok(())
    }

    /// Centers of the lists, one after another; none before training.
    #[must_use]
    pub fn centers(&self) -> &[f32] {
        self.coarse.numbers()
    }

    /// Ids of the vectors of a list, in the order in which they were added.
    ///
    /// # Panics
    /// If there are not so many lists.
    #[must_use]
    pub fn list(&self, list: usize) -> &[i64] {
        &self.lists[list].ids
    }

    /// The lists that each query would read, nearest first: `probes` a query, all where there are fewer.
    ///
    /// # Errors
    /// [`Error::Untrained`] and [`Error::Dimensions`].
    pub fn probed(&self, queries: &[f32], probes: usize) -> Result<Vec<u32>, Error> {
        self.coarse.probed(queries, probes)
    }

    fn on_host(&self, pass: &Pass<'_>) -> Vec<Ranked> {
        let work = Work::new(
            pass.probes,
            pass.per,
            |list| self.lists[list].len(),
            self.dims,
        );
        let tiles = Tiles {
            metric: self.metric,
            dims: self.dims,
            queries: pass.queries,
            lists: &self.lists,
            arch: pulp::Arch::new(),
        };
        scan(&work, pass.queries.len() / self.dims, pass.k, &tiles)
    }

    fn by_kernels(
        &self,
        stream: &Stream,
        queries: &Tensor,
        pass: &Pass<'_>,
    ) -> Result<Vec<Ranked>, Error> {
        let device = stream.device();
        let packed = self.packed.get(device, || {
            let lists = self.lists.iter().map(List::parts);
            Packed::new(device, self.storage.dtype(), lists)
        })?;
        let lists = Lists {
            metric: self.metric,
            lists: &self.lists,
            packed: &packed,
            threads: ivf_config(device, pass.k)?.tpb.value,
        };
        lists.search(stream, queries, pass)
    }
}

impl Index for IvfFlat {
    fn dims(&self) -> usize {
        self.dims
    }

    fn metric(&self) -> Metric {
        self.metric
    }

    fn len(&self) -> usize {
        self.len
    }

    fn train_on(&mut self, stream: &Stream, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error> {
        self.coarse.train(stream, kmeans, vectors)?;
        self.lists = vec![List::stored(self.dims, self.storage); self.coarse.lists];
        self.len = 0;
        self.packed.clear();
        Ok(())
    }

    fn add_on(&mut self, stream: &Stream, vectors: &[f32]) -> Result<(), Error> {
        let ids = next_ids(self.len, count(vectors, self.dims)?);
        self.add_with_ids_on(stream, vectors, &ids)
    }

    fn search(
        &self,
        stream: &Stream,
        queries: &[f32],
        search: &Search,
    ) -> Result<Neighbors, Error> {
        self.coarse
            .search(stream, (queries, search), BATCHES, |pass| {
                match pass.array {
                    None => Ok(self.on_host(pass)),
                    Some(array) => self.by_kernels(stream, array, pass),
                }
            })
    }

    fn explain(
        &self,
        device: &Device,
        queries: usize,
        search: &Search,
    ) -> Result<SearchPlan, Error> {
        let index = format!(
            "inverted file of vectors{}, {}",
            kept(self.storage),
            self.metric
        );
        let dims = self.dims();
        let kept = Kept {
            index,
            len: self.len,
            batches: BATCHES,
            row_bytes: dims * self.storage.bytes(),
            work: |count: Count, read: Read| count.distances(read.compared, dims),
        };
        self.coarse.explain(device, kept, queries, search)
    }
}
