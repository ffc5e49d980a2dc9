//! Launches `lut.metal`.

use kernsmith_kernels::{
    dispatch::launch,
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use crate::{
    Error,
    select::{expect_type, groups, shape},
};

/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;
const NAME: &str = "build_pq_lut";

/// The body, for those who launch it themselves.
pub static LUT: BodySource = BodySource {
    name: "lut",
    file: "lut.metal",
    source: include_str!("lut.metal"),
    header: "",
    inputs: &["queries", "origins", "pairs", "centers"],
    outputs: &["tables", "bases"],
};

/// Squared distances of each part of `query - origin` to each of the part's centers.
///
/// # Shapes
/// `query` and `origin`: `[d]` or both `[n, d]`; `centers`: `[M, E, d / M]`; the result `[M, E]` or `[n, M, E]`.
///
/// # Numerics
/// Float32, by fused steps in the order of the components.
///
/// # Errors
/// [`Error::Kernels`] for arrays that do not fit, and if the kernel cannot be launched.
pub fn build_pq_lut(
    stream: &Stream,
    query: &Tensor,
    origin: &Tensor,
    centers: &Tensor,
) -> Result<Tensor, Error> {
    let &[parts, entries, width] = centers.shape() else {
        return Err(shape(NAME, "centers", "[M, E, d / M]", centers));
    };
    let d = parts * width;
    let outer = match query.shape() {
        [last] if *last == d => &[][..],
        [rows, last] if *last == d => &[*rows][..],
        _ => return Err(shape(NAME, "query", &format!("[{d}] or [n, {d}]"), query)),
    };
    if origin.shape() != query.shape() {
        return Err(shape(
            NAME,
            "origin",
            &format!("{:?}", query.shape()),
            origin,
        ));
    }
    for (argument, tensor) in [("query", query), ("origin", origin), ("centers", centers)] {
        expect_type(NAME, argument, tensor, DType::F32)?;
    }
    let rows = outer.iter().product();
    let pairs: Vec<[usize; 2]> = (0..rows).map(|row| [row, row]).collect();
    let [query, origin] = [query, origin].map(|array| array.reshape([rows, d]));
    let origin = Some(&origin?).cloned();
    let (tables, _) = tables(stream, (&query?, origin.as_ref()), &pairs, centers, false)?;
    Ok(tables.reshape([outer, &[parts, entries]].concat())?)
}

/// Tables and bases of pairs of a query and an origin, of products for a similarity.
pub(crate) fn tables(
    stream: &Stream,
    (queries, origins): (&Tensor, Option<&Tensor>),
    pairs: &[[usize; 2]],
    centers: &Tensor,
    similarity: bool,
) -> Result<(Tensor, Tensor), Error> {
    let device = stream.device();
    let &[parts, entries, _] = centers.shape() else {
        unreachable!("the centers have three dimensions");
    };
    let shapes = [vec![pairs.len(), parts, entries], vec![pairs.len()]];
    let all = pairs.len() * parts * entries;
    if all == 0 {
        let [tables, bases] = shapes.map(|shape| Tensor::from_slice::<f32>(device, &[], shape));
        return Ok((tables?, bases?));
    }
    let number = |value: usize| i64::try_from(value).expect("arrays are shorter than 2^63");
    let table: Vec<i64> = pairs.iter().flatten().copied().map(number).collect();
    let table = Tensor::from_slice(device, &table, [pairs.len(), 2])?;
    let plan = Plan {
        op: LUT.name,
        source: &LUT,
        function: "kernsmith_lut".to_owned(),
        template: vec![
            ("SIMILARITY", TemplateValue::Bool(similarity)),
            ("LOCAL", TemplateValue::Bool(origins.is_some())),
        ],
        grid: groups(LUT.name, all.div_ceil(THREADS as usize), THREADS)?,
        threadgroup: [THREADS, 1, 1],
        outputs: shapes.map(|shape| (shape, DType::F32)).to_vec(),
        align_elems: 1,
        memory_bytes: None,
    };
    let inputs = [queries, origins.unwrap_or(queries), &table, centers];
    let mut outputs = launch(stream, &plan, &inputs)?;
    let bases = outputs.remove(1);
    Ok((outputs.remove(0), bases))
}
