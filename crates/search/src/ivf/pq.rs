//! Lists of codes.

use kernsmith_kernels::settings::ivf_config;
use kernsmith_runtime::{DType, Device, Stream, Tensor};

use super::{Batches, Coarse, Kept, Pass, Read};
use crate::{
    Error, Index, Metric, Neighbors, Search, SearchPlan,
    flat::BATCH,
    index::{check_ids, count, next_ids},
    kmeans::KMeans,
    list::{OnDevices, Packed},
    plan::Count,
    pq::{AdcScan, CodeBlocks, CodeRows, CodeTiles, ProductQuantizer, tables},
    rank::Ranked,
    scan::{NO_LIST, Rows, Work, entries, scan},
};

/// Queries of one pass of kernels, each of which has a table for each list that it reads.
const TABLES_BATCH: usize = 64;

const BATCHES: Batches = Batches {
    host: BATCH,
    kernels: TABLES_BATCH,
    kept: 0,
};

/// An inverted file of codes: of what is left of each vector after its list's center, or of whole vectors.
///
/// # Examples
/// ```
/// use kernsmith_runtime::Device;
/// use kernsmith_search::{Index, IvfPq, Metric, Search, kmeans::KMeans, pq::ProductQuantizer};
///
/// let vectors: Vec<f32> = (0..4000).map(|i| (i * i % 97) as f32).collect();
/// let mut index = IvfPq::new(4, ProductQuantizer::new(8, 4, 4)?, Metric::L2)?;
/// index.train(&vectors, &KMeans::new(4))?;
/// index.add(&vectors)?;
/// let stream = Device::cpu().default_stream()?;
/// let found = index.search(&stream, &vectors[..8], &Search::new(5).probes(4))?;
/// assert_eq!(found.ids().len(), 5);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct IvfPq {
    pub(crate) metric: Metric,
    pub(crate) len: usize,
    pub(crate) coarse: Coarse,
    pub(crate) quantizer: ProductQuantizer,
    /// Codes are of what is left after the list's center.
    pub(crate) by_residual: bool,
    pub(crate) lists: Vec<CodeBlocks>,
    packed: OnDevices,
}

impl IvfPq {
    /// An index of so many lists, without centers; its codes are of what is left after a list's center.
    ///
    /// # Errors
    /// [`Error::Count`] for no lists.
    pub fn new(lists: usize, quantizer: ProductQuantizer, metric: Metric) -> Result<Self, Error> {
        Ok(Self {
            metric,
            len: 0,
            coarse: Coarse::new(quantizer.dims(), lists, metric)?,
            quantizer,
            by_residual: true,
            lists: vec![CodeBlocks::default(); lists],
            packed: OnDevices::default(),
        })
    }

    /// Codes of whole vectors instead; to be called before training.
    #[must_use]
    pub fn of_whole_vectors(mut self) -> Self {
        self.by_residual = false;
        self
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
        let dims = self.quantizer.dims();
        let rows = count(vectors, dims)?;
        check_ids(rows, ids)?;
        let prepared = self.metric.prepare(vectors, dims);
        let (residuals, nearest) = self.residuals(stream, &prepared)?;
        let codes = self.quantizer.encode_on(stream, &residuals)?;
        self.packed.clear();
        let codes = codes.chunks_exact(self.quantizer.code_bytes());
        for ((code, &list), &id) in codes.zip(&nearest).zip(ids) {
            self.lists[list as usize].push(code, id);
        }
        self.len += rows;
        Ok(())
    }

    /// The quantizer of parts.
    #[must_use]
    pub fn quantizer(&self) -> &ProductQuantizer {
        &self.quantizer
    }

    /// Centers of the lists, one after another; none before training.
    #[must_use]
    pub fn centers(&self) -> &[f32] {
        self.coarse.numbers()
    }

    /// Ids and codes of a list, in the order in which they were added.
    ///
    /// # Panics
    /// If there are not so many lists.
    #[must_use]
    pub fn list(&self, list: usize) -> (&[i64], Vec<Vec<u8>>) {
        let list = &self.lists[list];
        let bytes = self.quantizer.code_bytes();
        let codes = (0..list.ids.len()).map(|row| list.code(row, bytes));
        (&list.ids, codes.collect())
    }

    /// The lists that each query would read, nearest first: `probes` a query, all where there are fewer.
    ///
    /// # Errors
    /// [`Error::Untrained`] and [`Error::Dimensions`].
    pub fn probed(&self, queries: &[f32], probes: usize) -> Result<Vec<u32>, Error> {
        self.coarse.probed(queries, probes)
    }

    /// What codes are of, and the list of each vector.
    fn residuals(&self, stream: &Stream, prepared: &[f32]) -> Result<(Vec<f32>, Vec<u32>), Error> {
        let dims = self.quantizer.dims();
        let nearest = self.coarse.nearest(stream, prepared)?;
        let mut residuals = prepared.to_vec();
        if self.by_residual {
            let centers = self.coarse.numbers();
            for (row, &list) in residuals.chunks_exact_mut(dims).zip(&nearest) {
                let center = &centers[list as usize * dims..];
                for (x, center) in row.iter_mut().zip(center) {
                    *x -= center;
                }
            }
        }
        Ok((residuals, nearest))
    }

    fn on_host(&self, pass: &Pass<'_>) -> Vec<Ranked> {
        let dims = self.quantizer.dims();
        // A look-up takes as long as three numbers from memory.
        let numbers = 3 * self.quantizer.parts();
        let work = Work::new(
            pass.probes,
            pass.per,
            |list| self.lists[list].ids.len(),
            numbers,
        );
        let tiles = CodeTiles {
            metric: self.metric,
            quantizer: &self.quantizer,
            queries: pass.queries,
            origins: self.by_residual.then(|| self.coarse.numbers()),
            lists: &self.lists,
            arch: pulp::Arch::new(),
        };
        scan(&work, pass.queries.len() / dims, pass.k, &tiles)
    }

    fn by_kernels(
        &self,
        stream: &Stream,
        queries: &Tensor,
        pass: &Pass<'_>,
    ) -> Result<Vec<Ranked>, Error> {
        let device = stream.device();
        let lists = || self.lists.iter().map(CodeBlocks::parts);
        let packed = self
            .packed
            .get(device, || Packed::new(device, DType::U8, lists()))?;
        let (pairs, asked) = self.pairs(pass.probes, pass.per, &packed.offsets);
        let dims = self.quantizer.dims();
        let numbers = self.coarse.numbers();
        let origins = Tensor::from_slice(device, numbers, [numbers.len() / dims, dims])?;
        let quantizer = &self.quantizer;
        let shape = [quantizer.parts(), quantizer.entries(), quantizer.width()];
        let centers = Tensor::from_slice(device, quantizer.centers(), shape)?;
        let origins = self.by_residual.then_some(&origins);
        let similarity = self.metric.is_similarity();
        let (tables, bases) = tables(stream, (queries, origins), &pairs, &centers, similarity)?;
        let scan = AdcScan {
            similarity,
            tables: &tables,
            bases: &bases,
            rows: CodeRows {
                codes: &packed.numbers,
                ids: &packed.ids,
                blocked: true,
                bits: quantizer.bits(),
            },
            threads: ivf_config(device, pass.k)?.tpb.value,
        };
        let (distances, ids) = scan.search(stream, queries.shape()[0], &asked, pass.k)?;
        entries(&distances, &ids)
    }

    /// The tables of each query and list, and a sum of their entries for each code.
    fn of_codes(&self, count: Count, read: Read) -> Count {
        let (dims, entries) = (self.quantizer.dims(), self.quantizer.entries());
        // Of residuals, the query's differences to a list's center, or its product with it.
        let each = match (self.by_residual, self.metric.is_similarity()) {
            (false, _) => 0,
            (true, false) => dims,
            (true, true) => 2 * dims,
        };
        count
            .distances(read.pairs * entries as u128, dims)
            .operations(read.pairs * each as u128)
            .operations(read.compared * self.quantizer.parts() as u128)
            .numbers(self.quantizer.centers().len())
    }

    /// Pairs of a query and a list that have a table, and the rows that it is for.
    fn pairs(&self, probes: &[u32], per: usize, offsets: &[usize]) -> (Vec<[usize; 2]>, Vec<Rows>) {
        let probes = probes.iter().enumerate();
        let lists = probes
            .filter(|(_, list)| **list != NO_LIST)
            .map(|(at, &list)| (at / per, list as usize))
            .filter(|(_, list)| !self.lists[*list].ids.is_empty());
        let rows = |(source, (query, list)): (usize, (usize, usize))| Rows {
            query,
            source,
            first: offsets[list],
            count: self.lists[list].ids.len(),
        };
        let pairs: Vec<[usize; 2]> = lists.clone().map(|(query, list)| [query, list]).collect();
        (pairs, lists.enumerate().map(rows).collect())
    }
}

impl Index for IvfPq {
    fn dims(&self) -> usize {
        self.quantizer.dims()
    }

    fn metric(&self) -> Metric {
        self.metric
    }

    fn len(&self) -> usize {
        self.len
    }

    fn train_on(&mut self, stream: &Stream, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error> {
        self.coarse.train(stream, kmeans, vectors)?;
        let dims = self.quantizer.dims();
        let most = self.quantizer.entries() * kmeans.most_vectors.max(1);
        let chosen = crate::kmeans::chosen(kmeans.seed, vectors, dims, most);
        let prepared = self.metric.prepare(&chosen, dims);
        let (residuals, _) = self.residuals(stream, &prepared)?;
        self.quantizer.train_on(stream, &residuals, kmeans)?;
        self.lists = vec![CodeBlocks::default(); self.coarse.lists];
        self.len = 0;
        self.packed.clear();
        Ok(())
    }

    fn add_on(&mut self, stream: &Stream, vectors: &[f32]) -> Result<(), Error> {
        let ids = next_ids(self.len, count(vectors, self.dims())?);
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
        let codes = match self.by_residual {
            true => "residuals",
            false => "vectors",
        };
        let (parts, bits) = (self.quantizer.parts(), self.quantizer.bits());
        let index = format!(
            "inverted file of {parts} x {bits} bit codes of {codes}, {}",
            self.metric
        );
        let kept = Kept {
            index,
            len: self.len,
            batches: BATCHES,
            row_bytes: self.quantizer.code_bytes(),
            work: |count: Count, read: Read| self.of_codes(count, read),
        };
        self.coarse.explain(device, kept, queries, search)
    }
}
