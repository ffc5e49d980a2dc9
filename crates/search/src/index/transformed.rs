//! An index behind transforms.

use kernsmith_runtime::{Device, Stream};

use super::{Index, Neighbors, Search, count};
use crate::{Error, Metric, SearchPlan, kmeans::KMeans, transform::AnyTransform};

/// Vectors and queries go through transforms, one after another, and then to an index.
///
/// # Examples
/// ```
/// use kernsmith_runtime::Device;
/// use kernsmith_search::{
///     Flat, Index, Metric, Search, Transformed,
///     kmeans::KMeans,
///     transform::{Pca, PcaOptions},
/// };
///
/// let vectors: Vec<f32> = (0..600).map(|i| ((i * i) % 101) as f32).collect();
/// let pca = Pca::new(6, 3, PcaOptions::default())?;
/// let mut index = Transformed::new([pca.into()], Flat::new(3, Metric::L2)?)?;
/// index.train(&vectors, &KMeans::new(1))?;
/// index.add(&vectors)?;
/// let stream = Device::cpu().default_stream()?;
/// let found = index.search(&stream, &vectors[..6], &Search::new(1))?;
/// assert_eq!(found.ids(), [0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct Transformed<I> {
    pub(crate) transforms: Vec<AnyTransform>,
    pub(crate) index: I,
}

impl<I: Index> Transformed<I> {
    /// An index behind transforms, the first of which is applied first.
    ///
    /// # Errors
    /// [`Error::Count`] where one does not take as many numbers as come from the one before.
    pub fn new(
        transforms: impl IntoIterator<Item = AnyTransform>,
        index: I,
    ) -> Result<Self, Error> {
        let transforms: Vec<AnyTransform> = transforms.into_iter().collect();
        let before = transforms.iter().map(|any| any.transform().dims_out());
        let after = transforms.iter().skip(1);
        let after = after.map(|any| any.transform().dims_in());
        for (before, after) in before.zip(after.chain([index.dims()])) {
            if before != after {
                return Err(Error::Count {
                    name: "dims_out",
                    expected: format!("{after}, as what comes next takes"),
                    found: before,
                });
            }
        }
        Ok(Self { transforms, index })
    }

    /// The transforms, the first first.
    #[must_use]
    pub fn transforms(&self) -> &[AnyTransform] {
        &self.transforms
    }

    /// The index behind them.
    #[must_use]
    pub fn index(&self) -> &I {
        &self.index
    }

    /// What comes to the index.
    fn applied(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<f32>, Error> {
        let mut vectors = vectors.to_vec();
        for any in &self.transforms {
            vectors = any.transform().apply(stream, &vectors)?;
        }
        Ok(vectors)
    }
}

impl<I: Index> Index for Transformed<I> {
    fn dims(&self) -> usize {
        let first = self.transforms.first();
        first.map_or(self.index.dims(), |any| any.transform().dims_in())
    }

    fn metric(&self) -> Metric {
        self.index.metric()
    }

    fn len(&self) -> usize {
        self.index.len()
    }

    /// Each transform is trained with what the ones before it give, on the host, then the index.
    fn train_on(&mut self, stream: &Stream, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error> {
        count(vectors, self.dims())?;
        let mut vectors = vectors.to_vec();
        for any in &mut self.transforms {
            any.transform_mut().train(&vectors)?;
            vectors = any.transform().apply(stream, &vectors)?;
        }
        self.index.train_on(stream, &vectors, kmeans)
    }

    fn add_on(&mut self, stream: &Stream, vectors: &[f32]) -> Result<(), Error> {
        let vectors = self.applied(stream, vectors)?;
        self.index.add_on(stream, &vectors)
    }

    fn search(
        &self,
        stream: &Stream,
        queries: &[f32],
        search: &Search,
    ) -> Result<Neighbors, Error> {
        let queries = self.applied(stream, queries)?;
        self.index.search(stream, &queries, search)
    }

    fn explain(
        &self,
        device: &Device,
        queries: usize,
        search: &Search,
    ) -> Result<SearchPlan, Error> {
        let mut plan = self.index.explain(device, queries, search)?;
        for any in self.transforms.iter().rev() {
            let transform = any.transform();
            let (from, to) = (transform.dims_in(), transform.dims_out());
            plan.index = format!(
                "{} of {from} numbers to {to}, then {}",
                any.name(),
                plan.index
            );
        }
        Ok(plan)
    }
}
