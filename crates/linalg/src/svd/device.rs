//! Singular values and vectors of float32 matrices by kernels: block one-sided Jacobi.
//!
//! Not for every matrix: one that is not finite, or whose columns did not come to be orthogonal, is left to the host.
//!
//! ```text
//! m >= n, by transposition;  much taller: A = Q R, and R^T instead of A
//! [A; I] scaled by a power of two  ->  sweeps of rotations of columns  ->  [U S; V]
//! columns in order of their lengths, which are S;  U = U S / S;  U and V a step nearer to orthonormal
//! U of values that are zero: noise, made orthogonal to the others by Q R
//! ```
//!
//! A square matrix is not factored to `Q R` first: that spares one sweep in eight or ten, and costs more. `A^T A` is
//! formed of 64 columns at a time alone, to find angles; values are lengths of columns, small ones as good as their
//! columns. Rotations are rounded as they add up, so `U` and `V` would be orthonormal to about 4e-6 for 1024 columns;
//! the step at the end leaves the square of that.
//!
//! Found good are columns of `U` and `V` before that step: products of two different ones are at most [`CLOSE`] and
//! [`NEAR`].

use kernsmith_kernels::gemm::gemm_av;
use kernsmith_runtime::{Stream, Tensor};

use super::{
    Svd, SvdMethod, SvdMode,
    jacobi::{Launcher, Stacked, orthogonal},
    spectrum::{Order, Source, begin, order},
};
use crate::{
    Error,
    error::runtime,
    host::Operand,
    plan::is_tall,
    qr::{
        gram_schmidt::{self, Turns},
        panel::Panel,
    },
};

/// Products of directions that are found at most.
const CLOSE: f32 = 2e-5;
/// Products of columns that were turned, of which nothing is left but rounding.
const NEAR: f32 = 1e-3;

/// The factors of all matrices; `None` where one failed.
pub(crate) fn by_kernels(
    (op, stream): (&'static str, &Stream),
    a: Operand<'_>,
    mode: SvdMode,
) -> Result<Option<Svd>, Error> {
    let work = Work {
        launcher: Launcher { op, stream },
        batches: a.outer.iter().product(),
        rows: a.rows.max(a.columns),
        columns: a.rows.min(a.columns),
        has_vectors: mode != SvdMode::Values,
    };
    let is_wide = a.rows < a.columns;
    let tall = work.flat(a.tensor, [a.rows, a.columns], is_wide)?;
    let Some((found, method)) = work.factor(&tall)? else {
        return Ok(None);
    };
    let shaped = |tensor: &Tensor, inner: &[usize]| {
        let shape = [a.outer, inner].concat();
        tensor.reshape(shape).map_err(runtime(op))
    };
    let k = work.columns;
    let s = Tensor::from_slice(stream.device(), &found.values, [work.batches, k]);
    let s = shaped(&s.map_err(runtime(op))?, &[k])?;
    let (u, vt) = match found.vectors {
        None => (None, None),
        Some([left, right]) => {
            let [u, v] = if is_wide {
                [right, left]
            } else {
                [left, right]
            };
            let vt = work.flat(&v, [a.columns, k], true)?;
            (
                Some(shaped(&u, &[a.rows, k])?),
                Some(shaped(&vt, &[k, a.columns])?),
            )
        }
    };
    Ok(Some(Svd { u, s, vt, method }))
}

/// Values, and left and right vectors as columns if asked for.
struct Found {
    values: Vec<f32>,
    vectors: Option<[Tensor; 2]>,
}

/// Matrices of at least as many rows as columns.
struct Work<'a> {
    launcher: Launcher<'a>,
    batches: usize,
    rows: usize,
    columns: usize,
    has_vectors: bool,
}

impl Work<'_> {
    /// `[batches, rows, columns]`, without gaps, of matrices or their transposes.
    fn flat(
        &self,
        tensor: &Tensor,
        [rows, columns]: [usize; 2],
        is_transposed: bool,
    ) -> Result<Tensor, Error> {
        let flat = tensor
            .contiguous()
            .and_then(|tensor| tensor.reshape([self.batches, rows, columns]));
        let flat = match is_transposed {
            true => flat
                .and_then(|flat| flat.permute([0, 2, 1]))
                .and_then(|flat| flat.contiguous()),
            false => flat,
        };
        flat.map_err(runtime(self.launcher.op))
    }

    fn factor(&self, a: &Tensor) -> Result<Option<(Found, SvdMethod)>, Error> {
        if self.batches == 1 && is_tall(self.rows, self.columns) {
            let panel = Panel {
                op: self.launcher.op,
                stream: self.launcher.stream,
            };
            let operand = operand(a, &[], [self.rows, self.columns]);
            let factors = gram_schmidt::factor(panel, operand, Turns::PLAIN)?;
            let found = match &factors {
                Some(factors) => self.of(&factors.r, [self.columns, self.columns], true)?,
                None => None,
            };
            if let (Some(factors), Some(found)) = (factors, found) {
                return self.after_qr(&factors.q, found).map(Some);
            }
        }
        let found = self.of(a, [self.rows, self.columns], false)?;
        Ok(found.map(|found| (found, SvdMethod::Jacobi)))
    }

    /// `A = Q R` and `R^T = U S V^T`, so that `A = (Q V) S U^T`.
    fn after_qr(&self, q: &Tensor, found: Found) -> Result<(Found, SvdMethod), Error> {
        let vectors = match found.vectors {
            None => None,
            Some([left, right]) => {
                let right = right.reshape([self.columns, self.columns]);
                let right = right.map_err(runtime(self.launcher.op))?;
                Some([gemm_av(self.launcher.stream, q, &right)?, left])
            }
        };
        let values = found.values;
        Ok((Found { values, vectors }, SvdMethod::JacobiAfterQr))
    }

    fn of(
        &self,
        tensor: &Tensor,
        [rows, columns]: [usize; 2],
        is_transposed: bool,
    ) -> Result<Option<Found>, Error> {
        let source = Source {
            tensor,
            batches: self.batches,
            rows,
            columns,
            is_transposed,
        };
        let (stacked, exponents) = begin(self.launcher, &source, self.has_vectors)?;
        let Some(stacked) = orthogonal(self.launcher, stacked)? else {
            return Ok(None);
        };
        let Some(order) = order(self.launcher, &stacked, &exponents, columns)? else {
            return Ok(None);
        };
        let vectors = match self.has_vectors {
            false => None,
            true => match self.vectors(&order, &stacked, rows)? {
                None => return Ok(None),
                found => found,
            },
        };
        let values = order.lengths;
        Ok(Some(Found { values, vectors }))
    }

    /// Left and right vectors; `None` where they are not orthogonal.
    fn vectors(
        &self,
        order: &Order,
        stacked: &Stacked,
        rows: usize,
    ) -> Result<Option<[Tensor; 2]>, Error> {
        let launcher = self.launcher;
        let directions = order.directions(launcher, stacked, rows)?;
        let (left, far_left) = order.polished(launcher, &directions, true)?;
        let turned = order.turned(launcher, stacked)?;
        let (right, far_right) = order.polished(launcher, &turned, false)?;
        for (far, most) in [(far_left, CLOSE), (far_right, NEAR)] {
            let far = far.to_vec::<f32>().map_err(runtime(launcher.op))?;
            if !far.iter().all(|far| *far <= most) {
                return Ok(None);
            }
        }
        if order.is_whole() {
            return Ok(Some([left, right]));
        }
        let panel = Panel {
            op: launcher.op,
            stream: launcher.stream,
        };
        let filled = order.filled(launcher, &left)?;
        let outer = [self.batches];
        let operand = operand(&filled, &outer, [rows, self.columns]);
        let completed = gram_schmidt::factor(panel, operand, Turns::SHIFTED)?;
        Ok(completed.map(|completed| [completed.q, right]))
    }
}

fn operand<'a>(tensor: &'a Tensor, outer: &'a [usize], [rows, columns]: [usize; 2]) -> Operand<'a> {
    Operand {
        argument: "a",
        tensor,
        outer,
        rows,
        columns,
    }
}
