//! `v - Q c` by `update_vector.metal`, or on the host.

use faer::Mat;
use kernsmith_kernels::{
    dispatch::launch,
    plan::{BodySource, Plan, WIDE},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::sides;
use crate::{
    Error, Executor, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
    policy::Built,
};

const NAME: &str = "update_vector";

/// The body, for those who launch it themselves.
pub static UPDATE: BodySource = BodySource {
    name: "update_vector",
    file: "update_vector.metal",
    source: include_str!("update_vector.metal"),
    header: WIDE,
    inputs: &["q", "c", "v"],
    outputs: &["out"],
};

/// Simdgroups of a threadgroup, and rows of each: of those tried on an H100, the fastest for 256 columns.
const SIMDGROUPS: u32 = 4;
const EACH: u32 = 2;

/// `v - Q c`: what remains of `v` without so much of each column of `Q`.
///
/// # Shapes
/// `q`: `[m, k]`, `c`: `[k]`, `v`: `[m]`; the result `[m]`.
///
/// # Numerics
/// The kernel sums in float32 with fused steps, in 32 parts that are added as a tree: off by at most
/// `(k / 32 + 7) u (|v| + |Q| |c|)`. NaN and infinities go through.
///
/// # Errors
/// As [`project_coeffs`](super::project_coeffs).
///
/// # Examples
/// ```
/// use kernsmith_linalg::{Policy, projection::update_vector};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let q = Tensor::from_slice(&device, &[1.0f32, 0.0, 0.0, 1.0, 0.0, 0.0], [3, 2])?;
/// let v = Tensor::from_slice(&device, &[5.0f32, 6.0, 7.0], [3])?;
/// let c = Tensor::from_slice(&device, &[5.0f32, 6.0], [2])?;
/// let rest = update_vector(&device.default_stream()?, &q, &c, &v, Policy::default())?;
/// assert_eq!(rest.to_vec::<f32>()?, [0.0, 0.0, 7.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn update_vector(
    stream: &Stream,
    q: &Tensor,
    c: &Tensor,
    v: &Tensor,
    policy: Policy,
) -> Result<Tensor, Error> {
    let (call, executor) = Call::begin(
        NAME,
        stream,
        policy,
        &[("q", q), ("c", c), ("v", v)],
        Built::Single,
    )?;
    sides(&call, q, ("c", c), false)?;
    let [rows, columns] = sides(&call, q, ("v", v), true)?;
    if executor == Executor::Kernels {
        return Ok(launch(stream, &plan(rows, columns, is_whole(q, c))?, &[q, c, v])?.remove(0));
    }
    let operand = |argument, tensor, rows, columns| Operand {
        argument,
        tensor,
        outer: &[],
        rows,
        columns,
    };
    let operands = [
        operand("q", q, rows, columns),
        operand("c", c, columns, 1),
        operand("v", v, rows, 1),
    ];
    by_scalar!(q.dtype(), on_host(&call, operands))
}

fn on_host<T: Scalar>(call: &Call<'_>, [q, c, v]: [Operand<'_>; 3]) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, q.tensor.dtype(), &[], &[q.rows])?;
    let [qs, cs, vs] = [q, c, v].map(|operand| Stack::<T>::read(call, &operand));
    let (qs, cs, vs) = (qs?, cs?, vs?);
    let product = multiply(qs.matrix(0), cs.matrix(0));
    let v = vs.matrix(0);
    all.push(Mat::from_fn(q.rows, 1, |i, _| v[(i, 0)] - product[(i, 0)]).as_ref());
    all.into_tensor(call)
}

/// Whether four elements of both are one access.
fn is_whole(q: &Tensor, c: &Tensor) -> bool {
    is_wide(q) && (!c.is_row_contiguous() || c.offset().is_multiple_of(4))
}

/// Whether rows are whole accesses of four elements, and so long that a simdgroup reads nothing else.
fn is_wide(q: &Tensor) -> bool {
    let begins_whole = !q.is_row_contiguous() || q.offset().is_multiple_of(4);
    let columns = q.shape()[1];
    begins_whole && columns >= 128 && columns.is_multiple_of(4)
}

fn plan(rows: usize, columns: usize, is_wide: bool) -> Result<Plan, Error> {
    let height = u32::try_from(rows)
        .ok()
        .filter(|_| rows.max(columns) < 1 << 31);
    let height = height.ok_or_else(|| {
        Error::Kernels(kernsmith_kernels::Error::TooLarge {
            op: NAME,
            shape: format!("[{rows}, {columns}]"),
            threads: 32 * rows as u128,
        })
    })?;
    Ok(Plan {
        op: NAME,
        source: &UPDATE,
        function: "kernsmith_update_vector".to_owned(),
        template: vec![
            ("EACH", TemplateValue::Int(EACH.cast_signed())),
            ("WIDE", TemplateValue::Bool(is_wide)),
        ],
        grid: [32, height.div_ceil(EACH), 1],
        threadgroup: [32, SIMDGROUPS, 1],
        outputs: vec![(vec![rows], DType::F32)],
        align_elems: 1,
        memory_bytes: None,
    })
}
