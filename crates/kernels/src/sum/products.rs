//! Sums of products of columns, and what is made of them.

use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::{
    AccumMode, compensated::COMPENSATED, compensated_round::COMPENSATED_ROUND, exact::EXACT,
    exact_round::EXACT_ROUND,
};
use crate::{
    Error,
    dispatch::{expect, launch, reshape, runtime},
    plan::{BodySource, Plan},
};

const NAME: &str = "products";

/// Limbs of a sum, and what is not finite.
const WORDS: usize = 40;
const SIMDGROUP: usize = 32;
/// Simdgroups of a threadgroup. Not tuned.
const HEIGHT: u32 = 8;
/// Threads that share a sum, so that limbs that are added stay in 32 bits (`limbs.h`).
const MOST_SHARERS: usize = 1 << 14;
/// Threads of a launch that are enough for every device. Not tuned.
const ENOUGH_THREADS: usize = 1 << 17;
/// Rows that a thread takes at least, where there are so many. Not tuned.
const ROWS: usize = 32;
/// Sums from which on each has one thread in a slice, and slices there are at most then. Not tuned.
const MANY: usize = 256;
const MOST_OF_MANY: usize = 64;
/// Sums that a launch has at most: what 32 threads for each leave of 32 bits.
const MOST_SUMS: usize = 1 << 27;

/// How sums are kept and shared out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SumOptions {
    /// What a sum is kept in.
    pub mode: AccumMode,
    /// Slices that rows are dealt out to, from 1 to 512; `None` asks a rule of the shape. Exact sums do not depend on it,
    /// others have another order.
    pub slices: Option<u32>,
}

impl From<AccumMode> for SumOptions {
    fn from(mode: AccumMode) -> Self {
        Self { mode, slices: None }
    }
}

/// `A^T B`, each element a sum over rows that is kept as the options say.
///
/// # Shapes
/// `a`: `[rows, left]`, `b`: `[rows, right]`; the result `[left, right]`, zero without rows.
///
/// # Numerics
/// Float16, bfloat16 or float32 come in, float32 comes out; the bounds are those of the [module](super). The same
/// bits on every device, for `exact` also with other slices and with rows in another order. NaN and infinities
/// go through as IEEE has them; an exact zero is plus zero.
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, [`Error::Setting`] for slices that do
/// not, [`Error::TooLarge`] for 2^31 rows or 2^27 sums, [`Error::Runtime`] if a kernel does not compile or
/// launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::sum::{AccumMode, products};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[1e8f32, 1.0, -1e8], [3, 1])?;
/// let ones = Tensor::from_slice(&device, &[1.0f32; 3], [3, 1])?;
/// let of = |mode: AccumMode| {
///     let sum = products(&device.default_stream()?, &a, &ones, mode)?;
///     Ok::<_, Box<dyn std::error::Error>>(sum.to_vec::<f32>()?[0])
/// };
/// assert_eq!(of(AccumMode::Exact)?, 1.0);
/// assert_eq!(of(AccumMode::DoubleSingle)?, 1.0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn products(
    stream: &Stream,
    a: &Tensor,
    b: &Tensor,
    options: impl Into<SumOptions>,
) -> Result<Tensor, Error> {
    let form = Form {
        options: options.into(),
        root: false,
    };
    sums(stream, a, b, form)
}

/// The sum of `a[i] b[i]`: two arrays of one shape, the result without dimensions.
///
/// # Errors
/// As [`products`].
pub fn dot(stream: &Stream, a: &Tensor, b: &Tensor, mode: AccumMode) -> Result<Tensor, Error> {
    expect(NAME, "b", b, a.shape(), a.dtype())?;
    let product = products(stream, &column(a)?, &column(b)?, mode)?;
    reshape(NAME, &product, &[])
}

/// The sum of the squares of an array's elements, without dimensions.
///
/// # Errors
/// As [`products`].
pub fn sum_squares(stream: &Stream, a: &Tensor, mode: AccumMode) -> Result<Tensor, Error> {
    dot(stream, a, a, mode)
}

/// The square root of the sum of the squares, without dimensions. Kept exactly, the sum may be larger or smaller than any
/// float, and the root is rounded once.
///
/// # Errors
/// As [`products`].
///
/// # Examples
/// ```
/// use kernsmith_kernels::sum::{AccumMode, norm};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let x = Tensor::from_slice(&device, &[3e30f32, 4e30], [2])?;
/// let found = norm(&device.default_stream()?, &x, AccumMode::Exact)?;
/// assert_eq!(found.to_vec::<f32>()?, [5e30]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn norm(stream: &Stream, a: &Tensor, mode: AccumMode) -> Result<Tensor, Error> {
    let form = Form {
        options: mode.into(),
        root: true,
    };
    let column = column(a)?;
    reshape(NAME, &sums(stream, &column, &column, form)?, &[])
}

/// `A^T A`, symmetric to the last bit.
///
/// # Errors
/// As [`products`].
pub fn gram(stream: &Stream, a: &Tensor, mode: AccumMode) -> Result<Tensor, Error> {
    products(stream, a, a, mode)
}

/// `Q^T v`: `q` is `[m, k]`, `v` is `[m]`, the result `[k]`.
///
/// # Errors
/// As [`products`].
pub fn project(stream: &Stream, q: &Tensor, v: &Tensor, mode: AccumMode) -> Result<Tensor, Error> {
    let rows = matrix("q", q)?[0];
    expect(NAME, "v", v, &[rows], q.dtype())?;
    let product = products(stream, q, &column(v)?, mode)?;
    reshape(NAME, &product, &[q.shape()[1]])
}

#[derive(Clone, Copy)]
struct Form {
    options: SumOptions,
    root: bool,
}

fn column(a: &Tensor) -> Result<Tensor, Error> {
    reshape(NAME, a, &[a.elements(), 1])
}

fn matrix(argument: &'static str, tensor: &Tensor) -> Result<[usize; 2], Error> {
    tensor.shape().try_into().map_err(|_| Error::Shape {
        op: NAME,
        argument,
        expected: "[rows, columns]".to_owned(),
        found: tensor.shape().to_vec(),
    })
}

fn sums(stream: &Stream, a: &Tensor, b: &Tensor, form: Form) -> Result<Tensor, Error> {
    if !a.dtype().is_float() {
        return Err(Error::ElementType {
            op: NAME,
            argument: "a",
            expected: "`float16`, `bfloat16` or `float32`".to_owned(),
            found: a.dtype(),
        });
    }
    let ([rows, left], [_, right]) = (matrix("a", a)?, matrix("b", b)?);
    expect(NAME, "b", b, &[rows, right], a.dtype())?;
    let sides = Sides { rows, left, right };
    sides.check()?;
    let slices = slices(&sides, form.options)?;
    if rows * left * right == 0 {
        let zeros = Tensor::full(stream.device(), 0.0, DType::F32, [left, right]);
        return zeros.map_err(runtime(NAME));
    }
    let first = launch(stream, &first_plan(&sides, slices, form), &[a, b])?.remove(0);
    let all = match slices {
        1 => first,
        _ => launch(stream, &second_plan(&sides, form), &[&first])?.remove(0),
    };
    reshape(NAME, &all, &[left, right])
}

struct Sides {
    rows: usize,
    left: usize,
    right: usize,
}

impl Sides {
    fn sums(&self) -> usize {
        self.left * self.right
    }

    /// Few sums: 32 threads for each.
    fn shared(&self) -> bool {
        self.sums() < MANY
    }

    fn check(&self) -> Result<(), Error> {
        let sums = self.left.checked_mul(self.right);
        let fits = sums.is_some_and(|sums| sums < MOST_SUMS) && self.rows < 1 << 31;
        match fits {
            true => Ok(()),
            false => Err(Error::TooLarge {
                op: NAME,
                shape: format!("[{}, {}] by {}", self.rows, self.left, self.right),
                threads: SIMDGROUP as u128 * self.left as u128 * self.right as u128,
            }),
        }
    }
}

/// Rows are dealt out to so many.
fn slices(sides: &Sides, options: SumOptions) -> Result<u32, Error> {
    const RANGE: std::ops::RangeInclusive<u32> = 1..=(MOST_SHARERS / SIMDGROUP) as u32;
    match options.slices {
        Some(slices) if RANGE.contains(&slices) => return Ok(slices),
        Some(slices) => {
            return Err(Error::Setting {
                name: "slices".to_owned(),
                expected: "from 1 to 512".to_owned(),
                found: slices.to_string(),
            });
        }
        None => {}
    }
    let (each, most) = match sides.shared() {
        true => (SIMDGROUP, MOST_SHARERS / SIMDGROUP),
        false => (1, MOST_OF_MANY),
    };
    let wanted = sides.rows.div_ceil(ROWS * each);
    let enough = ENOUGH_THREADS / (each * sides.sums()).max(1);
    let found = wanted.min(enough).clamp(1, most);
    Ok(u32::try_from(found).expect("at most 512"))
}

/// Sums of each slice.
fn first_plan(sides: &Sides, slices: u32, form: Form) -> Plan {
    let sums = sides.sums();
    let shared = sides.shared();
    let direct = slices == 1;
    let width = if shared { sums * SIMDGROUP } else { sums };
    let width = width.next_multiple_of(SIMDGROUP);
    let height = slices as usize;
    let exact = form.options.mode == AccumMode::Exact;
    let (source, words, dtype) = match exact {
        true => (&EXACT, WORDS, DType::I32),
        false => (&COMPENSATED, 2, DType::F32),
    };
    let parts = match shared {
        true => vec![words, sums, height],
        false => vec![words, height, sums],
    };
    let mut template = template(sides, form);
    template.push(("DIRECT", TemplateValue::Bool(direct)));
    Plan {
        grid: [u32::try_from(width).expect("sums were checked"), slices, 1],
        threadgroup: [32, HEIGHT.min(slices), 1],
        outputs: vec![match direct {
            true => (vec![sums], DType::F32),
            false => (parts, dtype),
        }],
        template,
        ..plan(source)
    }
}

/// The slices' sums together.
fn second_plan(sides: &Sides, form: Form) -> Plan {
    let source = match form.options.mode {
        AccumMode::Exact => &EXACT_ROUND,
        _ => &COMPENSATED_ROUND,
    };
    let sums = u32::try_from(sides.sums()).expect("sums were checked");
    let (grid, threadgroup) = match sides.shared() {
        true => ([32, sums, 1], [32, HEIGHT.min(sums), 1]),
        false => ([sums, 1, 1], [32 * HEIGHT, 1, 1]),
    };
    Plan {
        grid,
        threadgroup,
        outputs: vec![(vec![sides.sums()], DType::F32)],
        template: template(sides, form),
        ..plan(source)
    }
}

fn plan(source: &'static BodySource) -> Plan {
    Plan {
        op: NAME,
        source,
        function: format!("kernsmith_{}", source.name),
        template: Vec::new(),
        grid: [1; 3],
        threadgroup: [1; 3],
        outputs: Vec::new(),
        align_elems: 1,
        memory_bytes: None,
    }
}

fn template(sides: &Sides, form: Form) -> Vec<(&'static str, TemplateValue)> {
    let mut template = vec![
        ("ROOT", TemplateValue::Bool(form.root)),
        ("SHARE", TemplateValue::Bool(sides.shared())),
    ];
    let mode = match form.options.mode {
        AccumMode::Float32 => 0,
        AccumMode::Kahan => 1,
        AccumMode::DoubleSingle => 2,
        AccumMode::Exact => return template,
    };
    template.push(("MODE", TemplateValue::Int(mode)));
    template
}

#[cfg(test)]
mod tests {
    use kernsmith_msl::diagnostic::RenderStyle;
    use kernsmith_runtime::Device;

    use super::*;
    use crate::dispatch::{kernel, prepare};

    /// Nothing is to be said of the kernels, and they compile for NVIDIA GPUs.
    #[test]
    fn kernels_have_no_warning_and_compile_for_gpus() {
        let device = Device::cpu();
        let check = |plan: &Plan, inputs: &[&Tensor]| {
            let launch = prepare(plan, inputs);
            let kernel = kernel(NAME, plan.source).unwrap();
            let (warnings, sources) = kernel.warnings(&device, &launch).unwrap();
            let said = warnings.render(&sources, RenderStyle::Plain);
            assert!(warnings.is_empty(), "{said}");
            // A machine without NVRTC has nothing to try; CI brings one.
            if Device::cuda_report().nvrtc.is_ok() {
                kernel.cubin_for(&device, &launch, 90).unwrap();
            }
        };
        let forms = [
            (AccumMode::Exact, DType::F16, 1, 1),
            (AccumMode::Exact, DType::BF16, 2, 300),
            (AccumMode::Exact, DType::F32, 2, 1),
            (AccumMode::Float32, DType::F32, 1, 300),
            (AccumMode::Kahan, DType::F16, 2, 1),
            (AccumMode::DoubleSingle, DType::F32, 2, 40),
        ];
        for (mode, dtype, slices, left) in forms {
            let (rows, right) = (300, 1);
            let sides = Sides { rows, left, right };
            let form = Form {
                options: mode.into(),
                root: left == 1,
            };
            let of = |columns| Tensor::full(&device, 1.0, dtype, [rows, columns]).unwrap();
            let first = first_plan(&sides, slices, form);
            check(&first, &[&of(left), &of(right)]);
            let (shape, dtype) = &first.outputs[0];
            if slices > 1 {
                let parts = Tensor::full(&device, 0.0, *dtype, shape).unwrap();
                check(&second_plan(&sides, form), &[&parts]);
            }
        }
    }
}
