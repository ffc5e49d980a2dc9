//! What every index can do.

mod neighbors;
mod transformed;

use kernsmith_runtime::{Device, Stream};

use crate::{Error, Executor, Metric, SearchPlan, kmeans::KMeans, rank::Ranked};

pub use neighbors::Neighbors;
pub use transformed::Transformed;

/// What a search is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Search {
    /// Neighbors of a query.
    pub k: usize,
    /// Lists that a query reads, where the index has lists; all of them where it has fewer.
    pub probes: usize,
    /// Who computes; the device decides where it is `None`.
    pub executor: Option<Executor>,
}

impl Search {
    /// `k` neighbors from one list.
    #[must_use]
    pub const fn new(k: usize) -> Self {
        Self {
            k,
            probes: 1,
            executor: None,
        }
    }

    /// Reads so many lists.
    #[must_use]
    pub const fn probes(mut self, probes: usize) -> Self {
        self.probes = probes;
        self
    }

    /// Computes on this executor.
    #[must_use]
    pub const fn executor(mut self, executor: Executor) -> Self {
        self.executor = Some(executor);
        self
    }
}

/// Vectors that can be searched.
pub trait Index {
    /// Numbers of a vector.
    fn dims(&self) -> usize;

    /// What vectors are compared by.
    fn metric(&self) -> Metric;

    /// Vectors in the index.
    fn len(&self) -> usize;

    /// Whether there is no vector.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Finds what depends on vectors, such as the centers of lists; what was added before is dropped. As many centers as
    /// the index has lists, whatever `kmeans.centers` says. A flat index needs no training, and is left as it is.
    ///
    /// # Errors
    /// As [`KMeans::train`].
    fn train(&mut self, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error> {
        self.train_on(&Device::cpu().default_stream()?, vectors, kmeans)
    }

    /// As [`train`](Self::train), on the stream's device: by kernels where it is not `cpu`.
    ///
    /// # Errors
    /// As [`KMeans::train_on`].
    fn train_on(&mut self, stream: &Stream, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error>;

    /// Adds vectors, whose ids are the next numbers.
    ///
    /// # Errors
    /// [`Error::Dimensions`] for numbers that are not whole vectors, [`Error::Untrained`] for an index without lists.
    fn add(&mut self, vectors: &[f32]) -> Result<(), Error> {
        self.add_on(&Device::cpu().default_stream()?, vectors)
    }

    /// As [`add`](Self::add), with lists and codes found on the stream's device: by kernels where it is not `cpu`. They are
    /// the same.
    ///
    /// # Errors
    /// As [`add`](Self::add), and [`Error::Kernels`] if a kernel cannot be launched.
    fn add_on(&mut self, stream: &Stream, vectors: &[f32]) -> Result<(), Error>;

    /// The nearest vectors of each query, by distance, then id; a NaN distance comes after all numbers.
    ///
    /// # Errors
    /// [`Error::Dimensions`], [`Error::Untrained`], and [`Error::Count`] for no neighbors or no probes;
    /// [`Error::Kernels`] if a kernel cannot be launched.
    fn search(&self, stream: &Stream, queries: &[f32], search: &Search)
    -> Result<Neighbors, Error>;

    /// What [`search`](Self::search) would do for so many queries.
    ///
    /// # Errors
    /// As [`search`](Self::search), but nothing is computed.
    fn explain(
        &self,
        device: &Device,
        queries: usize,
        search: &Search,
    ) -> Result<SearchPlan, Error>;
}

/// How many whole vectors there are.
pub(crate) fn count(numbers: &[f32], dims: usize) -> Result<usize, Error> {
    match numbers.len().is_multiple_of(dims) {
        true => Ok(numbers.len() / dims),
        false => Err(Error::Dimensions {
            dims,
            found: numbers.len(),
        }),
    }
}

/// Entries that threads keep at most for the queries of a pass: 64 MiB each.
const PASS_ENTRIES: usize = 2 << 20;

/// Queries of a pass, of `most`: fewer where many neighbors are asked for.
pub(crate) fn pass(k: usize, most: usize) -> usize {
    (PASS_ENTRIES / k.max(1)).clamp(1, most)
}

/// Room for what is found, of which a caller may have asked too much.
pub(crate) fn room(queries: usize, k: usize) -> Result<Vec<Ranked>, Error> {
    let mut found = Vec::new();
    let entries = queries.checked_mul(k).filter(|_| k <= MOST_NEIGHBORS);
    let reserved = entries.is_some_and(|entries| found.try_reserve_exact(entries).is_ok());
    match reserved {
        true => Ok(found),
        false => Err(Error::Count {
            name: "k",
            expected: format!("that memory holds for {queries} queries, below 2^31"),
            found: k,
        }),
    }
}

/// Neighbors of a query at most.
const MOST_NEIGHBORS: usize = i32::MAX as usize;

/// There is an id from 0 on for each vector.
pub(crate) fn check_ids(rows: usize, ids: &[i64]) -> Result<(), Error> {
    if ids.len() != rows {
        return Err(Error::Ids {
            expected: rows,
            found: ids.len(),
        });
    }
    match ids.iter().find(|id| **id < 0) {
        Some(&found) => Err(Error::Id { found }),
        None => Ok(()),
    }
}

/// Ids of vectors that have none, after so many.
pub(crate) fn next_ids(len: usize, rows: usize) -> Vec<i64> {
    let number = |at: usize| i64::try_from(at).expect("memory holds fewer than 2^63 vectors");
    (len..len + rows).map(number).collect()
}
