//! Which lists a vector or a query belongs to.

use kernsmith_kernels::settings::ivf_config;
use kernsmith_runtime::{Device, Stream, Tensor};

use crate::{
    Error, Executor, Flat, Index, Metric, Neighbors, Search, SearchPlan,
    flat::{place, selection},
    index::{count, pass, room},
    kmeans::{KMeans, Parts},
    plan::Count,
    rank::Ranked,
    scan::{fits, probe_threads},
};

/// The centers of lists.
#[derive(Clone, Debug)]
pub(crate) struct Coarse {
    pub(crate) lists: usize,
    pub(crate) metric: Metric,
    /// Centers; none before training.
    centers: Flat,
    /// The same, one after another.
    numbers: Vec<f32>,
}

/// Queries that are searched for at once.
pub(crate) struct Pass<'a> {
    /// Prepared, one after another.
    pub(crate) queries: &'a [f32],
    /// The same on the device, where kernels search.
    pub(crate) array: Option<&'a Tensor>,
    /// Lists of each query, `per` a query; none where the device keeps them.
    pub(crate) probes: &'a [u32],
    /// The same on the device, `[b, per]`, where it keeps them.
    pub(crate) kept: Option<&'a Tensor>,
    pub(crate) per: usize,
    /// Neighbors.
    pub(crate) k: usize,
}

/// How queries are searched for at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Batches {
    /// Queries of a pass of the host.
    pub(crate) host: usize,
    /// Queries of a pass of kernels.
    pub(crate) kernels: usize,
    /// Fewer queries than this find their lists on the device, which keeps them.
    pub(crate) kept: usize,
}

/// What lists hold, for a plan of a search.
pub(crate) struct Kept<W> {
    /// The index, in words.
    pub(crate) index: String,
    /// Vectors or codes.
    pub(crate) len: usize,
    pub(crate) batches: Batches,
    /// Bytes of a vector or a code.
    pub(crate) row_bytes: usize,
    /// Counts what is done with those that are read.
    pub(crate) work: W,
}

/// What queries read, where lists are of the same length.
#[derive(Clone, Copy)]
pub(crate) struct Read {
    /// Pairs of a query and a list.
    pub(crate) pairs: u128,
    /// Pairs of a query and a vector or a code.
    pub(crate) compared: u128,
    /// Vectors or codes that come from memory at least: all queries may read the same lists.
    pub(crate) rows: u128,
}

impl Batches {
    fn most(&self, executor: Executor) -> usize {
        match executor {
            Executor::Host => self.host,
            Executor::Kernels => self.kernels,
        }
    }

    /// Whether the device keeps the lists of so many queries.
    fn keeps(&self, queries: usize, (per, k): (usize, usize)) -> bool {
        queries < self.kept && fits(per, k)
    }
}

impl Coarse {
    pub(crate) fn new(dims: usize, lists: usize, metric: Metric) -> Result<Self, Error> {
        Error::positive("lists", lists)?;
        if lists >= u32::MAX as usize {
            return Err(Error::Count {
                name: "lists",
                expected: "below 2^32 - 1".to_owned(),
                found: lists,
            });
        }
        // Prepared vectors are compared as they are.
        let compared = match metric {
            Metric::L2 => Metric::L2,
            Metric::InnerProduct | Metric::Cosine => Metric::InnerProduct,
        };
        Ok(Self {
            lists,
            metric,
            centers: Flat::new(dims, compared)?,
            numbers: Vec::new(),
        })
    }

    /// As many centers as there are lists.
    pub(crate) fn train(
        &mut self,
        stream: &Stream,
        kmeans: &KMeans,
        vectors: &[f32],
    ) -> Result<(), Error> {
        let dims = self.centers.dims();
        let kmeans = KMeans {
            centers: self.lists,
            ..*kmeans
        };
        let centers = kmeans.train_on(stream, vectors, dims, self.metric)?;
        let mut flat = Flat::new(dims, self.centers.metric())?;
        flat.add(&centers)?;
        self.set(flat);
        Ok(())
    }

    /// Takes centers as they are: as many as there are lists, of the same numbers.
    pub(crate) fn set(&mut self, centers: Flat) {
        self.numbers = (0..centers.len())
            .flat_map(|at| centers.vector(at))
            .collect();
        self.centers = centers;
    }

    /// # Errors
    /// [`Error::Untrained`].
    pub(crate) fn trained(&self) -> Result<&Flat, Error> {
        match self.centers.len() == self.lists {
            true => Ok(&self.centers),
            false => Err(Error::Untrained),
        }
    }

    /// Centers, one after another; none before training.
    pub(crate) fn numbers(&self) -> &[f32] {
        &self.numbers
    }

    /// The list of each prepared vector.
    pub(crate) fn nearest(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<u32>, Error> {
        let centers = self.trained()?;
        let parts = Parts {
            points: vectors,
            count: 1,
            width: centers.dims(),
        };
        parts.nearest(stream, centers.metric(), &self.numbers)
    }

    /// Lists that a query reads.
    ///
    /// # Errors
    /// [`Error::Untrained`], and [`Error::Count`] for no neighbors or probes.
    pub(crate) fn per(&self, search: &Search) -> Result<usize, Error> {
        Error::positive("k", search.k)?;
        Error::positive("probes", search.probes)?;
        self.trained()?;
        Ok(search.probes.min(self.lists))
    }

    /// The nearest lists of queries, `probes` each; all where there are fewer.
    pub(crate) fn probed(&self, queries: &[f32], probes: usize) -> Result<Vec<u32>, Error> {
        let dims = self.centers.dims();
        count(queries, dims)?;
        let centers = self.trained()?;
        let queries = self.metric.prepare(queries, dims);
        let found = centers.ranked(&queries, probes.clamp(1, self.lists));
        Ok(found.into_iter().map(place).collect())
    }

    /// The nearest lists of prepared queries, `per` each: by kernels where there is an array of them.
    pub(crate) fn probes(
        &self,
        stream: &Stream,
        (queries, array): (&[f32], Option<&Tensor>),
        per: usize,
    ) -> Result<Vec<u32>, Error> {
        let centers = self.trained()?;
        let ranked: Vec<Ranked> = match array {
            Some(queries) => centers.ranked_by_kernels(stream, queries, per)?,
            None => centers.ranked(queries, per),
        };
        Ok(ranked.into_iter().map(place).collect())
    }

    /// Searches lists for queries, as many at once as `batch` says, with what `find` finds for those of a pass.
    pub(crate) fn search(
        &self,
        stream: &Stream,
        (queries, search): (&[f32], &Search),
        batches: Batches,
        find: impl Fn(&Pass<'_>) -> Result<Vec<Ranked>, Error>,
    ) -> Result<Neighbors, Error> {
        let dims = self.centers.dims();
        let count = count(queries, dims)?;
        let per = self.per(search)?;
        let executor = Executor::resolve(search.executor, stream.device()).value;
        let mut found = room(count, search.k)?;
        let queries = self.metric.prepare(queries, dims);
        for queries in queries.chunks(pass(search.k, batches.most(executor)) * dims) {
            let shape = [queries.len() / dims, dims];
            let array = match executor {
                Executor::Host => None,
                Executor::Kernels => Some(Tensor::from_slice(stream.device(), queries, shape)?),
            };
            let few = array
                .as_ref()
                .filter(|_| batches.keeps(shape[0], (per, search.k)));
            let (probes, kept) = match few {
                Some(few) => {
                    let first = self.trained()?.first_by_kernels(stream, few, per)?;
                    (Vec::new(), Some(first.1))
                }
                None => (self.probes(stream, (queries, array.as_ref()), per)?, None),
            };
            found.extend(find(&Pass {
                queries,
                array: array.as_ref(),
                probes: &probes,
                kept: kept.as_ref(),
                per,
                k: search.k,
            })?);
        }
        Ok(Neighbors::new(search.k, self.metric, &found))
    }

    /// What a search of an index of these lists would do.
    pub(crate) fn explain(
        &self,
        device: &Device,
        Kept {
            index,
            len,
            batches,
            row_bytes,
            work,
        }: Kept<impl Fn(Count, Read) -> Count>,
        queries: usize,
        search: &Search,
    ) -> Result<SearchPlan, Error> {
        let per = self.per(search)?;
        let executor = Executor::resolve(search.executor, device);
        let threads = match executor.value {
            Executor::Host => None,
            Executor::Kernels if batches.keeps(queries, (per, search.k)) => {
                Some(probe_threads(device, search.k)?)
            }
            Executor::Kernels => Some(ivf_config(device, search.k)?.tpb),
        };
        let of_query = len as u128 * per as u128;
        let read = Read {
            pairs: queries as u128 * per as u128,
            compared: of_query * queries as u128 / self.lists as u128,
            rows: of_query / self.lists as u128,
        };
        let dims = self.centers.dims();
        let count = Count::of(self.metric, [queries, dims], search.k)
            .distances(queries as u128 * self.lists as u128, dims);
        let count = match queries {
            0 => count,
            _ => {
                let count = count.numbers(self.lists * dims);
                work(count.rows(read.rows, row_bytes).ids(read.rows), read)
            }
        };
        Ok(SearchPlan {
            cost: count.cost(device, executor.value)?,
            index,
            threads,
            selection: selection(executor.value, search.k),
            executor,
            probes: [per, self.lists],
            compared: u64::try_from(read.compared).unwrap_or(u64::MAX),
        })
    }
}
