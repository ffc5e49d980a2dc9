//! Least squares of float32 by kernels: singular values and vectors, and three products with them.
//!
//! Not for numbers that are not finite: these are left to the host.
//!
//! ```text
//! A = U S V^T;  x = (V S^-1) (U^T b), of the values that count;  b - A x
//! ```

use kernsmith_kernels::gemm::{GemmCall, gemm, gemm_at_b, gemm_av};
use kernsmith_runtime::{Stream, Tensor};

use super::{
    LeastSquares, Svd, SvdMode, by_kernels as svd_by_kernels, jacobi::Launcher, spectrum::scaled,
};
use crate::{Error, error::runtime, host::Operand};

/// The solutions of all matrices, where values of at most `rcond` times the largest count as zero; `None` where one failed.
pub(super) fn by_kernels(
    (op, stream): (&'static str, &Stream),
    [a, b]: [Operand<'_>; 2],
    rcond: f64,
) -> Result<Option<LeastSquares>, Error> {
    let Some(svd) = svd_by_kernels((op, stream), a, SvdMode::Thin)? else {
        return Ok(None);
    };
    let failed = runtime(op);
    let fit = Fit {
        launcher: Launcher { op, stream },
        a,
        b,
        batches: a.outer.iter().product(),
    };
    let values = svd.s.to_vec::<f32>().map_err(&failed)?;
    let (factors, ranks) = fit.inverses(&values, rcond);
    let x = fit.solution(&svd, &factors)?;
    let Some(residuals) = fit.residuals(&x)? else {
        return Ok(None);
    };
    let device = stream.device();
    let inner = |rows: &[usize]| match b.tensor.ndim() {
        1 => rows.to_vec(),
        _ => [a.outer, rows, &[b.columns]].concat(),
    };
    let x = x.reshape(inner(&[a.columns])).map_err(&failed)?;
    let residuals = Tensor::from_slice(device, &residuals, inner(&[]));
    Ok(Some(LeastSquares {
        x,
        residuals: residuals.map_err(&failed)?,
        rank: Tensor::from_slice(device, &ranks, a.outer).map_err(&failed)?,
        s: svd.s,
        method: svd.method,
    }))
}

/// Matrices and their right sides.
struct Fit<'a> {
    launcher: Launcher<'a>,
    a: Operand<'a>,
    b: Operand<'a>,
    batches: usize,
}

impl Fit<'_> {
    /// One over each singular value, or zero where it does not count; and how many do, of each matrix.
    fn inverses(&self, values: &[f32], rcond: f64) -> (Vec<f32>, Vec<i64>) {
        let (mut factors, mut ranks) = (Vec::with_capacity(values.len()), Vec::new());
        for own in values.chunks_exact(values.len() / self.batches) {
            let least = rcond * f64::from(own[0]);
            let counts = |value: f32| f64::from(value) > least;
            factors.extend(own.iter().map(|value| match counts(*value) {
                true => value.recip(),
                false => 0.0,
            }));
            ranks.push(own.iter().filter(|value| counts(**value)).count() as i64);
        }
        (factors, ranks)
    }

    /// `[batches, columns, right sides]`.
    fn solution(&self, svd: &Svd, factors: &[f32]) -> Result<Tensor, Error> {
        let Launcher { op, stream } = self.launcher;
        let failed = runtime(op);
        let (Some(u), Some(vt)) = (&svd.u, &svd.vt) else {
            unreachable!("vectors were asked for");
        };
        let k = self.a.rows.min(self.a.columns);
        let u = u.reshape([self.batches, self.a.rows, k]).map_err(&failed)?;
        let v = vt
            .reshape([self.batches, k, self.a.columns])
            .and_then(|vt| vt.permute([0, 2, 1]))
            .and_then(|v| v.contiguous());
        let v = scaled(self.launcher, &v.map_err(&failed)?, factors)?;
        let inner = gemm_at_b(stream, &u, &self.sides()?)?;
        Ok(gemm_av(stream, &v, &inner)?)
    }

    /// The right sides: `[batches, rows, right sides]`.
    fn sides(&self) -> Result<Tensor, Error> {
        let b = self.b.tensor.contiguous();
        b.and_then(|b| b.reshape([self.batches, self.b.rows, self.b.columns]))
            .map_err(runtime(self.launcher.op))
    }

    /// `|b - A x|^2` of each right side, summed in float64; `None` where one is not finite.
    fn residuals(&self, x: &Tensor) -> Result<Option<Vec<f32>>, Error> {
        let failed = runtime(self.launcher.op);
        let a = self.a.tensor.contiguous();
        let a = a.and_then(|a| a.reshape([self.batches, self.a.rows, self.a.columns]));
        let sides = self.sides()?;
        let rest = GemmCall {
            alpha: -1.0,
            beta: 1.0,
            c: Some(&sides),
            ..GemmCall::default()
        };
        let rest = gemm(self.launcher.stream, &a.map_err(&failed)?, x, &rest)?;
        let rest = rest.to_vec::<f32>().map_err(&failed)?;
        let columns = self.b.columns;
        let mut sums = vec![0.0f64; self.batches * columns];
        if columns > 0 {
            for (row, numbers) in rest.chunks_exact(columns).enumerate() {
                let own = &mut sums[row / self.b.rows * columns..][..columns];
                for (sum, &number) in own.iter_mut().zip(numbers) {
                    *sum += f64::from(number).powi(2);
                }
            }
        }
        #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
        let residuals: Vec<f32> = sums.iter().map(|sum| *sum as f32).collect();
        let is_finite = residuals.iter().all(|residual| residual.is_finite());
        Ok(is_finite.then_some(residuals))
    }
}
