//! `Q^T v` by `project_coeffs.metal`, or on the host.

use kernsmith_kernels::{
    dispatch::launch,
    plan::{BodySource, Plan, WIDE},
    settings::{DotMode, Place, Setting, qr_config},
    sum::{AccumMode, project},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::sides;
use crate::{
    Error, Executor, Policy,
    error::runtime,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
    policy::Built,
};

const NAME: &str = "project_coeffs";

/// The body, for those who launch it themselves.
pub static PROJECT: BodySource = BodySource {
    name: "project_coeffs",
    file: "project_coeffs.metal",
    source: include_str!("project_coeffs.metal"),
    header: WIDE,
    inputs: &["q", "v"],
    outputs: &["partial"],
};

/// Rows of a block, and threads that share a column of them: of those tried on an H100, the fastest for 256 columns.
const ROWS: usize = 512;
const SLICES: u32 = 32;
/// Threads of a threadgroup along a row, at most: of rows that are read once, and of sums, of which there are few.
const LANES: [u32; 2] = [32, 8];

/// Options of [`project_coeffs`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ProjectionOptions {
    /// How the kernel sums; `None` asks the settings ([`qr_config`]).
    pub mode: Option<DotMode>,
    /// What a sum is kept in. All but `float32` are kernels', on every device.
    pub accum: AccumMode,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

impl ProjectionOptions {
    /// Who computes, where kernels alone sum in other modes than float32.
    fn policy_of_sums(&self) -> Result<Policy, Error> {
        match (self.accum, self.policy.executor) {
            (AccumMode::Float32, _) => Ok(self.policy),
            (mode, Executor::Host) => Err(Error::Unbuilt {
                op: NAME,
                what: format!("a sum of kind `{mode}` on the host"),
                help: "ask for `Executor::Kernels`, which sum so on the device `cpu` too",
            }),
            (_, _) => Ok(Policy {
                executor: Executor::Kernels,
                ..self.policy
            }),
        }
    }
}

/// `Q^H v`: how much of each column of `Q` is in `v`.
///
/// # Shapes
/// `q`: `[m, k]`, `v`: `[m]`; the result `[k]`. Without rows it is zero.
///
/// # Numerics
/// The kernel sums in float32 with fused steps: `simd` in 32 slices of blocks of 512 rows, which are added in order,
/// so that the result is the same every time and on every device, and off by at most `(m / 32 + 32) u |Q|^T |v|` for up
/// to 512 rows and `(m / 2^14 + 80) u |Q|^T |v|` for up to 2^18; `simple` row by row, off by at most `m u |Q|^T |v|`. With another [`AccumMode`] the bounds are those of [`kernsmith_kernels::sum`]. NaN and infinities go
/// through.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for on the host, [`Error::Unbuilt`] where
/// kernels are asked for on other types than float32 and where the host is asked for sums in another mode than
/// `float32`, [`Error::Kernels`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::projection::{ProjectionOptions, project_coeffs};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::check();
/// let q = Tensor::from_slice(&device, &[1.0f32, 0.0, 0.0, 1.0, 0.0, 0.0], [3, 2])?;
/// let v = Tensor::from_slice(&device, &[5.0f32, 6.0, 7.0], [3])?;
/// let c = project_coeffs(&device.default_stream()?, &q, &v, &ProjectionOptions::default())?;
/// assert_eq!(c.to_vec::<f32>()?, [5.0, 6.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn project_coeffs(
    stream: &Stream,
    q: &Tensor,
    v: &Tensor,
    options: &ProjectionOptions,
) -> Result<Tensor, Error> {
    let policy = options.policy_of_sums()?;
    let arguments = [("q", q), ("v", v)];
    let (call, executor) = Call::begin(NAME, stream, policy, &arguments, Built::Single)?;
    let [rows, columns] = sides(&call, q, ("v", v), true)?;
    if executor == Executor::Kernels {
        if options.accum != AccumMode::Float32 {
            return Ok(project(stream, q, v, options.accum)?);
        }
        let mode = projection_mode(stream, rows, options)?;
        return by_kernel(stream, q, v, mode.value);
    }
    let operand = |argument, tensor, columns| Operand {
        argument,
        tensor,
        outer: &[],
        rows,
        columns,
    };
    let (q, v) = (operand("q", q, columns), operand("v", v, 1));
    by_scalar!(q.tensor.dtype(), on_host(&call, q, v))
}

/// How the kernel would sum for so many rows, and where that comes from.
///
/// # Errors
/// [`Error::Kernels`] for a setting of a wrong form.
pub fn projection_mode(
    stream: &Stream,
    rows: usize,
    options: &ProjectionOptions,
) -> Result<Setting<DotMode>, Error> {
    match options.mode {
        Some(mode) if mode != DotMode::Auto => Ok(Setting {
            value: mode,
            place: Place::Rule("asked for by the call"),
        }),
        _ => Ok(qr_config(stream.device(), rows)?.dot_mode),
    }
}

fn on_host<T: Scalar>(call: &Call<'_>, q: Operand<'_>, v: Operand<'_>) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, q.tensor.dtype(), &[], &[q.columns])?;
    let (qs, vs) = (Stack::<T>::read(call, &q)?, Stack::<T>::read(call, &v)?);
    let adjoint = qs.matrix(0).adjoint().to_owned();
    all.push(multiply(adjoint.as_ref(), vs.matrix(0)).as_ref());
    all.into_tensor(call)
}

fn by_kernel(stream: &Stream, q: &Tensor, v: &Tensor, mode: DotMode) -> Result<Tensor, Error> {
    let [rows, columns] = [q.shape()[0], q.shape()[1]];
    if rows * columns == 0 {
        return Tensor::full(stream.device(), 0.0, DType::F32, [columns]).map_err(runtime(NAME));
    }
    let cut = |rows: usize, is_weighted: bool| {
        let (block, slices) = match mode {
            DotMode::Simple => (rows, 1),
            DotMode::Auto | DotMode::Simd => (ROWS, SLICES),
        };
        let is_first = !is_weighted || !q.is_row_contiguous() || q.offset().is_multiple_of(4);
        Cut {
            block,
            slices,
            is_weighted,
            is_wide: is_first && columns.is_multiple_of(4),
        }
    };
    let first = plan([rows, columns], cut(rows, true))?;
    let mut partial = launch(stream, &first, &[q, v])?.remove(0);
    // The sums of the blocks are summed in the same way.
    while partial.shape()[0] > 1 {
        let blocks = partial.shape()[0];
        let next = plan([blocks, columns], cut(blocks, false))?;
        partial = launch(stream, &next, &[&partial, &partial])?.remove(0);
    }
    partial.reshape([columns]).map_err(runtime(NAME))
}

/// How rows and columns are shared out.
struct Cut {
    /// Rows of a block.
    block: usize,
    /// Threads that share a column of them.
    slices: u32,
    is_weighted: bool,
    /// Whether four elements are one access.
    is_wide: bool,
}

impl Cut {
    /// Threads of a threadgroup along a row: no more than there are fours.
    fn lanes(&self, columns: usize) -> u32 {
        let most = LANES[usize::from(!self.is_weighted)];
        let fours = u32::try_from(columns.div_ceil(4)).unwrap_or(most);
        fours.min(most).next_power_of_two()
    }
}

fn plan([rows, columns]: [usize; 2], cut: Cut) -> Result<Plan, Error> {
    let lanes = cut.lanes(columns);
    let Cut {
        block,
        slices,
        is_weighted,
        is_wide,
    } = cut;
    let count = |count: usize| {
        u32::try_from(count)
            .ok()
            .filter(|count| *count < 1 << 31)
            .ok_or_else(|| {
                Error::Kernels(kernsmith_kernels::Error::TooLarge {
                    op: NAME,
                    shape: format!("[{rows}, {columns}]"),
                    threads: count as u128,
                })
            })
    };
    let blocks = count(rows.div_ceil(block))?;
    let height = count(blocks as usize * slices as usize)?;
    Ok(Plan {
        op: NAME,
        source: &PROJECT,
        function: format!("kernsmith_project_coeffs_r{block}_s{slices}"),
        template: vec![
            ("ROWS", TemplateValue::Int(count(block)?.cast_signed())),
            ("SLICES", TemplateValue::Int(slices.cast_signed())),
            ("LANES", TemplateValue::Int(lanes.cast_signed())),
            (
                "UNROLL",
                TemplateValue::Int(if is_weighted { 8 } else { 4 }),
            ),
            ("WEIGHTED", TemplateValue::Bool(is_weighted)),
            ("WIDE", TemplateValue::Bool(is_wide)),
        ],
        grid: [
            count(columns.div_ceil(4))?.next_multiple_of(lanes),
            height,
            1,
        ],
        threadgroup: [lanes, slices, 1],
        outputs: vec![(vec![blocks as usize, columns], DType::F32)],
        align_elems: 1,
        memory_bytes: None,
    })
}
