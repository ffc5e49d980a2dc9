//! Launches `select_k.metal`.

use kernsmith_kernels::{
    Error as KernelsError,
    dispatch::launch,
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use crate::{
    Error, index,
    rank::{Best, first},
};

/// Entries that a kernel selects; more are selected on the host.
pub const MOST: usize = 1024;
/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;
/// Values of a row for which one threadgroup is enough; longer rows are cut, and their parts merged. Not tuned.
const PART: usize = 8192;

/// The body, for those who launch it themselves.
pub static SELECT_K: BodySource = BodySource {
    name: "select_k",
    file: "select_k.metal",
    source: include_str!("select_k.metal"),
    header: include_str!("../../include/kernsmith/queue.h"),
    inputs: &["values", "segments", "given", "k"],
    outputs: &["distances", "ids"],
};

/// Values that lie one after another, and the id of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) first: usize,
    pub(crate) count: usize,
    pub(crate) first_id: usize,
}

/// The `k` smallest values of each row and their places in it, ascending; equal values by place, NaN after all numbers.
///
/// # Shapes
/// `values`: `[..., n]`; both results `[..., k]`, the second of `int64`. Where a row has fewer than `k`, infinity and -1.
///
/// # Numerics
/// Float32. Values are those of the array, with -0 as 0.
///
/// # Errors
/// [`Error::Kernels`] for arrays of other types and of no dimension, and if the kernel cannot be launched.
///
/// # Examples
/// ```
/// use kernsmith_runtime::{Device, Tensor};
/// use kernsmith_search::select::topk;
///
/// let device = Device::cpu();
/// let values = Tensor::from_slice(&device, &[3.0f32, 1.0, 2.0, 1.0], [4])?;
/// let (smallest, places) = topk(&device.default_stream()?, &values, 3)?;
/// assert_eq!(smallest.to_vec::<f32>()?, [1.0, 1.0, 2.0]);
/// assert_eq!(places.to_vec::<i64>()?, [1, 3, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn topk(stream: &Stream, values: &Tensor, k: usize) -> Result<(Tensor, Tensor), Error> {
    const NAME: &str = "topk";
    let Some((&n, outer)) = values.shape().split_last() else {
        return Err(shape(NAME, "values", "[..., n]", values));
    };
    expect_type(NAME, "values", values, DType::F32)?;
    let rows: usize = outer.iter().product();
    let flat = values.reshape([values.elements()])?;
    let segments: Vec<Segment> = (0..rows)
        .flat_map(|row| {
            (0..n.div_ceil(PART).max(1)).map(move |part| Segment {
                first: row * n + part * PART,
                count: PART.min(n - part * PART),
                first_id: part * PART,
            })
        })
        .collect();
    let shape = [outer, &[k]].concat();
    let (distances, ids) = match segments.len() == rows || k > MOST {
        true => {
            let segments = (0..rows).map(|row| Segment {
                first: row * n,
                count: n,
                first_id: 0,
            });
            select(stream, &flat, None, &segments.collect::<Vec<_>>(), k)?
        }
        false => {
            let (parts, ids) = select(stream, &flat, None, &segments, k)?;
            merge(stream, (&parts, &ids), rows, k)?
        }
    };
    Ok((distances.reshape(&shape)?, ids.reshape(&shape)?))
}

/// The first `k` of partial results: by value, then id. An id below 0 is no entry.
///
/// # Shapes
/// `values` and `ids`: `[..., parts, n]`, the second of `int64`; both results `[..., k]`, with infinity and -1 where
/// there are fewer. A part need not be in order.
///
/// # Errors
/// [`Error::Kernels`] for arrays that do not fit, and if the kernel cannot be launched.
pub fn device_topk_merge(
    stream: &Stream,
    values: &Tensor,
    ids: &Tensor,
    k: usize,
) -> Result<(Tensor, Tensor), Error> {
    const NAME: &str = "device_topk_merge";
    let [outer @ .., _, _] = values.shape() else {
        return Err(shape(NAME, "values", "[..., parts, n]", values));
    };
    expect_type(NAME, "values", values, DType::F32)?;
    expect_type(NAME, "ids", ids, DType::I64)?;
    if ids.shape() != values.shape() {
        return Err(shape(NAME, "ids", &format!("{:?}", values.shape()), ids));
    }
    let shape = [outer, &[k]].concat();
    let rows = outer.iter().product();
    let flat = [values.elements()];
    let parts = (&values.reshape(flat)?, &ids.reshape(flat)?);
    let (values, ids) = merge(stream, parts, rows, k)?;
    Ok((values.reshape(&shape)?, ids.reshape(&shape)?))
}

/// Partial results of each row as one.
fn merge(
    stream: &Stream,
    (values, ids): (&Tensor, &Tensor),
    rows: usize,
    k: usize,
) -> Result<(Tensor, Tensor), Error> {
    let count = values.elements() / rows.max(1);
    let segments: Vec<Segment> = (0..rows)
        .map(|row| Segment {
            first: row * count,
            count,
            first_id: 0,
        })
        .collect();
    let flat = [values.elements()];
    let (values, ids) = (values.reshape(flat)?, ids.reshape(flat)?);
    select(stream, &values, Some(&ids), &segments, k)
}

/// Entries of a step of a merge: what one threadgroup reads before others would have helped. Not tuned.
const STEP: usize = 4096;

/// The first `k` of partial results of rows, `[rows, parts, n]`, in steps where there are many.
pub(crate) fn merge_parts(
    stream: &Stream,
    (values, ids): (&Tensor, &Tensor),
    k: usize,
) -> Result<(Tensor, Tensor), Error> {
    let &[rows, mut parts, mut n] = values.shape() else {
        unreachable!("partial results have three dimensions");
    };
    let (mut values, mut ids) = (values.clone(), ids.clone());
    loop {
        let together = (STEP / n.max(1)).max(2);
        if parts <= 2 * together {
            return merge(stream, (&values, &ids), rows, k);
        }
        let segments: Vec<Segment> = (0..rows)
            .flat_map(|row| (0..parts).step_by(together).map(move |part| (row, part)))
            .map(|(row, part)| Segment {
                first: (row * parts + part) * n,
                count: together.min(parts - part) * n,
                first_id: 0,
            })
            .collect();
        let flat = [values.elements()];
        let all = (values.reshape(flat)?, ids.reshape(flat)?);
        (values, ids) = select(stream, &all.0, Some(&all.1), &segments, k)?;
        (parts, n) = (parts.div_ceil(together), k);
    }
}

/// The first `k` of each segment: `[segments, k]`.
pub(crate) fn select(
    stream: &Stream,
    values: &Tensor,
    given: Option<&Tensor>,
    segments: &[Segment],
    k: usize,
) -> Result<(Tensor, Tensor), Error> {
    if k > MOST || k == 0 || segments.is_empty() {
        return on_host(stream, values, given, segments, k);
    }
    let number = |value: usize| i64::try_from(value).expect("arrays have fewer than 2^63 elements");
    let table: Vec<i64> = segments
        .iter()
        .flat_map(|segment| [segment.first, segment.count, segment.first_id].map(number))
        .collect();
    let device = stream.device();
    let table = Tensor::from_slice(device, &table, [segments.len(), 3])?;
    let room = room(k, THREADS);
    let plan = Plan {
        op: SELECT_K.name,
        source: &SELECT_K,
        function: format!("kernsmith_select_k_r{room}"),
        template: vec![
            ("TPB", TemplateValue::Int(THREADS.cast_signed())),
            ("ROOM", TemplateValue::Int(room.cast_signed())),
            ("GIVEN", TemplateValue::Bool(given.is_some())),
        ],
        grid: groups(SELECT_K.name, segments.len(), THREADS)?,
        threadgroup: [THREADS, 1, 1],
        outputs: vec![
            (vec![segments.len(), k], DType::F32),
            (vec![segments.len(), k], DType::I64),
        ],
        align_elems: 1,
        memory_bytes: None,
    };
    let k = Tensor::scalar(device, number(k))?;
    let inputs = [values, &table, given.unwrap_or(&table), &k];
    let mut outputs = launch(stream, &plan, &inputs)?;
    let ids = outputs.remove(1);
    Ok((outputs.remove(0), ids))
}

/// Entries of a queue for `k` and a turn of all threads.
pub(crate) fn room(k: usize, threads: u32) -> u32 {
    let k = u32::try_from(k.min(MOST)).expect("as many as a kernel selects");
    (k + threads).next_power_of_two().max(64)
}

/// A grid of so many threadgroups.
pub(crate) fn groups(
    op: &'static str,
    count: usize,
    threads: u32,
) -> Result<[u32; 3], KernelsError> {
    let all = count as u128 * u128::from(threads);
    let width = u32::try_from(all).map_err(|_| KernelsError::TooLarge {
        op,
        shape: format!("a batch of {count} parts"),
        threads: all,
    })?;
    Ok([width, 1, 1])
}

fn on_host(
    stream: &Stream,
    values: &Tensor,
    given: Option<&Tensor>,
    segments: &[Segment],
    k: usize,
) -> Result<(Tensor, Tensor), Error> {
    let mut entries = index::room(segments.len(), k)?;
    let values = values.to_vec::<f32>()?;
    let given = given.map(Tensor::to_vec::<i64>).transpose()?;
    for segment in segments.iter().filter(|_| k > 0) {
        let mut best = Best::new(k);
        for at in 0..segment.count {
            let place = segment.first + at;
            let id = match &given {
                Some(given) => given[place],
                None => i64::try_from(segment.first_id + at).expect("places have 63 bits"),
            };
            if id >= 0 {
                best.offer(values[place], id);
            }
        }
        entries.extend(first(best.into_entries(), k));
    }
    let distances: Vec<f32> = entries.iter().map(|entry| entry.distance()).collect();
    let ids: Vec<i64> = entries.iter().map(|entry| entry.id()).collect();
    let device = stream.device();
    let shape = [segments.len(), k];
    Ok((
        Tensor::from_slice(device, &distances, shape)?,
        Tensor::from_slice(device, &ids, shape)?,
    ))
}

/// An array of another shape than expected.
pub(crate) fn shape(
    op: &'static str,
    argument: &'static str,
    expected: &str,
    found: &Tensor,
) -> Error {
    Error::Kernels(KernelsError::Shape {
        op,
        argument,
        expected: expected.to_owned(),
        found: found.shape().to_vec(),
    })
}

/// An array has to have this element type.
pub(crate) fn expect_type(
    op: &'static str,
    argument: &'static str,
    tensor: &Tensor,
    dtype: DType,
) -> Result<(), Error> {
    match tensor.dtype() {
        found if found == dtype => Ok(()),
        found => Err(Error::Kernels(KernelsError::ElementType {
            op,
            argument,
            expected: format!("`{dtype}`"),
            found,
        })),
    }
}
