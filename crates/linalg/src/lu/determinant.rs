//! Determinants, as themselves and as sign and logarithm.

use faer::MatRef;
use kernsmith_runtime::{Stream, Tensor};

use super::{built, pivoted};
use crate::{
    Error, Executor, Policy,
    diagonal::diagonal,
    error::runtime,
    host::{Call, Elimination, Operand, Output, Scalar, Stack, by_scalar, is_odd, real_type},
};

/// Sign and logarithm of a determinant.
#[derive(Clone, Debug)]
pub struct LogDeterminant {
    /// 1, -1 or 0; for complex matrices a number of absolute value 1, or 0.
    pub sign: Tensor,
    /// The logarithm of the absolute value; minus infinity for a singular matrix.
    pub log_magnitude: Tensor,
}

/// The determinant of each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., n, n]`; the result `[...]`. The determinant of a matrix without elements is 1.
///
/// # Numerics
/// The product of the pivots, taken in float64 and rounded once, so that it overflows only where the determinant
/// does. NaN or infinities in a matrix make it NaN.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`],
/// [`Error::Runtime`].
pub fn det(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    let (call, executor) = begin("det", stream, a, policy)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Kernels
        && let Some(pivots) = by_kernels(&call, stream, a)?
    {
        return determinants::<f32>(&call, a, pivots);
    }
    by_scalar!(a.tensor.dtype(), determinants_on_host(&call, a))
}

/// A call, and who computes it.
fn begin<'a>(
    op: &'static str,
    stream: &'a Stream,
    a: &Tensor,
    policy: Policy,
) -> Result<(Call<'a>, Executor), Error> {
    let side = a.shape().last().copied().unwrap_or(0);
    let built = built([side, side], policy.check_finite);
    Call::begin(op, stream, policy, &[("a", a)], built)
}

fn determinants_on_host<T: Scalar>(call: &Call<'_>, a: Operand<'_>) -> Result<Tensor, Error> {
    determinants::<T>(call, a, on_host::<T>(call, a)?)
}

fn determinants<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    pivots: Vec<Option<Pivots>>,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), a.outer, &[])?;
    for found in pivots {
        let Some(found) = found else {
            all.push_nan(1);
            continue;
        };
        let [re, im] = found.mantissa;
        all.push_number(T::of_parts(
            shifted(re, found.exponent),
            shifted(im, found.exponent),
        ));
    }
    all.into_tensor(call)
}

/// Sign and logarithm of the determinant of each matrix of a batch: no overflow, whatever its size.
///
/// # Shapes
/// `a`: `[..., n, n]`; both results `[...]`, the logarithm of a real type.
///
/// # Errors
/// As [`det`].
pub fn slogdet(stream: &Stream, a: &Tensor, policy: Policy) -> Result<LogDeterminant, Error> {
    let (call, executor) = begin("slogdet", stream, a, policy)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Kernels
        && let Some(pivots) = by_kernels(&call, stream, a)?
    {
        return logarithms::<f32>(&call, a, pivots);
    }
    by_scalar!(a.tensor.dtype(), logarithms_on_host(&call, a))
}

fn logarithms_on_host<T: Scalar>(call: &Call<'_>, a: Operand<'_>) -> Result<LogDeterminant, Error> {
    logarithms::<T>(call, a, on_host::<T>(call, a)?)
}

fn logarithms<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    pivots: Vec<Option<Pivots>>,
) -> Result<LogDeterminant, Error> {
    let dtype = a.tensor.dtype();
    let mut signs = Output::<T>::new(call, dtype, a.outer, &[])?;
    let mut logs = Output::<T::Part>::new(call, real_type(dtype), a.outer, &[])?;
    for found in pivots {
        let Some(found) = found else {
            signs.push_nan(1);
            logs.push_nan(1);
            continue;
        };
        let [re, im] = found.mantissa;
        let magnitude = re.hypot(im);
        if magnitude == 0.0 {
            signs.push_number(T::of(0.0));
            logs.push_number(T::Part::of(f64::NEG_INFINITY));
            continue;
        }
        signs.push_number(T::of_parts(re / magnitude, im / magnitude));
        #[expect(clippy::cast_precision_loss, reason = "an exponent is far below 2^53")]
        let log = (found.exponent as f64).mul_add(std::f64::consts::LN_2, magnitude.ln());
        logs.push_number(T::Part::of(log));
    }
    Ok(LogDeterminant {
        sign: signs.into_tensor(call)?,
        log_magnitude: logs.into_tensor(call)?,
    })
}

/// The pivots of each matrix; `None` for one that is not finite.
fn on_host<T: Scalar>(call: &Call<'_>, a: Operand<'_>) -> Result<Vec<Option<Pivots>>, Error> {
    let stack = Stack::<T>::read(call, &a)?;
    let pivots = |at| stack.is_finite(at).then(|| Pivots::of(stack.matrix(at)));
    Ok((0..stack.count()).map(pivots).collect())
}

/// The same from kernels; `None` where one is not finite.
fn by_kernels(
    call: &Call<'_>,
    stream: &Stream,
    a: Operand<'_>,
) -> Result<Option<Vec<Option<Pivots>>>, Error> {
    let (factors, found) = pivoted::factor((call.op, stream), a)?;
    if pivoted::zeros(call.op, &found)?.is_none() {
        return Ok(None);
    }
    let failed = runtime(call.op);
    let pivots = diagonal(&factors.u, 0, [1, 2])?.to_vec::<f32>();
    let rows = factors.rows.to_vec::<i64>().map_err(&failed)?;
    let pivots = pivots.map_err(&failed)?;
    let of_each = pivots.chunks_exact(a.rows).zip(rows.chunks_exact(a.rows));
    let product = |(pivots, rows): (&[f32], &[i64])| {
        let row = |row: &i64| usize::try_from(*row).expect("rows are counted from 0");
        let rows: Vec<usize> = rows.iter().map(row).collect();
        Some(Pivots::product(pivots.iter().copied(), is_odd(&rows)))
    };
    Ok(Some(of_each.map(product).collect()))
}

/// The product of the pivots with its sign: `mantissa 2^exponent`.
struct Pivots {
    mantissa: [f64; 2],
    exponent: i64,
}

impl Pivots {
    fn of<T: Scalar>(a: MatRef<'_, T>) -> Self {
        let factors = Elimination::of(a);
        Self::product(factors.pivots(), is_odd(factors.rows()))
    }

    fn product<T: Scalar>(pivots: impl Iterator<Item = T>, is_odd: bool) -> Self {
        let sign = if is_odd { -1.0 } else { 1.0 };
        let mut product = Self {
            mantissa: [sign, 0.0],
            exponent: 0,
        };
        pivots.for_each(|pivot| product.multiply(pivot.parts()));
        product
    }

    fn multiply(&mut self, factor: [f64; 2]) {
        let (factor, exponent) = normal(factor);
        let ([a, b], [c, d]) = (self.mantissa, factor);
        let (product, carry) = normal([a * c - b * d, a * d + b * c]);
        self.mantissa = product;
        self.exponent += exponent + carry;
    }
}

/// The number with its larger part between 1 and 2, and the exponent that was taken out.
fn normal([re, im]: [f64; 2]) -> ([f64; 2], i64) {
    let largest = re.abs().max(im.abs());
    if largest == 0.0 {
        return ([re, im], 0);
    }
    #[expect(clippy::cast_possible_truncation, reason = "between -1074 and 1023")]
    let exponent = largest.log2().floor() as i64;
    ([shifted(re, -exponent), shifted(im, -exponent)], exponent)
}

/// `x 2^exponent`, in two steps, since one of them may leave the range of exponents.
fn shifted(x: f64, exponent: i64) -> f64 {
    let exponent = i32::try_from(exponent.clamp(-4000, 4000)).expect("it was clamped");
    let half = exponent / 2;
    let quarter = half / 2;
    let steps = [
        quarter,
        half - quarter,
        (exponent - half) / 2,
        (exponent - half) - (exponent - half) / 2,
    ];
    steps.into_iter().fold(x, |x, step| x * 2f64.powi(step))
}

#[cfg(test)]
mod tests {
    use super::{normal, shifted};

    #[test]
    fn numbers_are_taken_apart_and_put_together() {
        for x in [1.0, -3.5, 1e300, f64::MIN_POSITIVE / 8.0, f64::MAX] {
            let ([re, _], exponent) = normal([x, 0.0]);
            assert!((0.99..2.01).contains(&re.abs()), "{x}: {re}");
            assert_eq!(shifted(re, exponent), x);
        }
        assert_eq!(shifted(1.0, 5000), f64::INFINITY);
        assert_eq!(shifted(-1.0, -5000), 0.0);
    }
}
