//! The nearest rows of one list that lies in an array, by kernels on the array's device.

use kernsmith_runtime::{DType, Stream, Tensor};

use crate::{
    Error,
    scan::{KernelScan, Rows, threads},
    select::{expect_type, shape},
};

/// Rows of a part where nothing else is said.
const ROWS_PER_CHUNK: usize = 4096;

/// One list: its vectors, one after another, and their ids.
#[derive(Clone, Copy, Debug)]
pub struct ListTopk<'a> {
    /// `[m, d]` of `float32`.
    pub vectors: &'a Tensor,
    /// `[m]` of `int64`; one below 0 is no vector.
    pub ids: &'a Tensor,
    /// Neighbors.
    pub k: usize,
    /// Threads of a threadgroup, a multiple of 32 from 32 to 1024; the setting where it is `None`.
    pub tpb: Option<u32>,
}

/// The `k` nearest rows of a list to one query, by squared distance, then id.
///
/// # Shapes
/// `query`: `[d]`; distances and ids: `[k]`, with infinity and -1 where the list has fewer.
///
/// # Errors
/// [`Error::Kernels`] for arrays and threads that do not fit.
pub fn ivf_list_topk_l2(
    stream: &Stream,
    query: &Tensor,
    list: &ListTopk<'_>,
) -> Result<(Tensor, Tensor), Error> {
    ivf_list_topk_l2_chunked(stream, query, list, ROWS_PER_CHUNK)
}

/// As [`ivf_list_topk_l2`], with the list cut into parts of so many rows. The parts make no difference to what is found.
///
/// # Errors
/// As [`ivf_list_topk_l2`], and [`Error::Count`] for parts of no rows.
pub fn ivf_list_topk_l2_chunked(
    stream: &Stream,
    query: &Tensor,
    list: &ListTopk<'_>,
    rows_per_chunk: usize,
) -> Result<(Tensor, Tensor), Error> {
    Error::positive("rows_per_chunk", rows_per_chunk)?;
    let &[d] = query.shape() else {
        return Err(shape("ivf_list_topk_l2", "query", "[d]", query));
    };
    let (distances, ids) = batch(stream, &query.reshape([1, d])?, list, rows_per_chunk)?;
    Ok((distances.reshape([list.k])?, ids.reshape([list.k])?))
}

/// The `k` nearest rows of a list to each query.
///
/// # Shapes
/// `queries`: `[b, d]`; distances and ids: `[b, k]`.
///
/// # Errors
/// As [`ivf_list_topk_l2`].
pub fn ivf_list_topk_l2_batch(
    stream: &Stream,
    queries: &Tensor,
    list: &ListTopk<'_>,
) -> Result<(Tensor, Tensor), Error> {
    batch(stream, queries, list, ROWS_PER_CHUNK)
}

fn batch(
    stream: &Stream,
    queries: &Tensor,
    list: &ListTopk<'_>,
    part: usize,
) -> Result<(Tensor, Tensor), Error> {
    const NAME: &str = "ivf_list_topk_l2";
    let &[rows, d] = list.vectors.shape() else {
        return Err(shape(NAME, "vectors", "[m, d]", list.vectors));
    };
    let &[batch, _] = queries.shape() else {
        return Err(shape(NAME, "queries", "[b, d]", queries));
    };
    if queries.shape()[1] != d {
        return Err(shape(NAME, "queries", &format!("[b, {d}]"), queries));
    }
    if list.ids.shape() != [rows] {
        return Err(shape(NAME, "ids", &format!("[{rows}]"), list.ids));
    }
    expect_type(NAME, "queries", queries, DType::F32)?;
    expect_type(NAME, "vectors", list.vectors, DType::F32)?;
    expect_type(NAME, "ids", list.ids, DType::I64)?;
    let scan = KernelScan {
        similarity: false,
        blocked: false,
        queries,
        numbers: list.vectors,
        ids: list.ids,
        threads: threads(stream.device(), list.k, list.tpb)?,
        part,
    };
    scan.search(stream, &Rows::of_one_list(batch, rows), list.k)
}
