//! Eigenvalues and vectors of symmetric float32 matrices by kernels (`shifted.metal`): those of `c I - A` are its singular
//! values and vectors where `c` is at least `|A|`.
//!
//! Not for every matrix: one that is not finite, or whose singular values failed, is left to the host.
//!
//! ```text
//! A scaled by a power of two;  c^8 = 1.01 |A^4|_F^2, which is the sum of the eighth powers of A's eigenvalues
//! c I - A = V S V^T by block one-sided Jacobi;  A v = (c - s) v, the least first
//! ```
//!
//! The nearer `c` is to `|A|`, the fewer digits are lost to it: of `n` eigenvalues like those of a random matrix it is at
//! most `n^(1/8)` times as large, 2.4 times for 1024. For the greatest first, it is `c I + A`.

use kernsmith_kernels::{gemm::gemm_av, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Tensor};

use super::{Eigh, EighMethod, Order};
use crate::{
    Error,
    error::runtime,
    host::Operand,
    svd::{Launcher, Stacked, SvdMode, WIDTH, by_kernels, column_lengths, largest},
};

/// The file, for those who launch it themselves.
pub static SHIFTED: WholeFile = WholeFile {
    file: "shifted.metal",
    text: include_str!("shifted.metal"),
};

/// More than rounding takes from the fourth power.
const MARGIN: f64 = 1.01;
/// Exponents of two by which matrices are divided, up and down: their powers are normal numbers.
const EXPONENTS: [i32; 2] = [-126, 126];

/// Values and vectors of all matrices; `None` where one failed.
pub(super) fn factor(
    launcher: Launcher<'_>,
    a: Operand<'_>,
    order: Order,
    has_vectors: bool,
) -> Result<Option<Eigh>, Error> {
    let Some((symmetric, scales)) = Symmetric::of(launcher, a)? else {
        return Ok(None);
    };
    let bounds = symmetric.bounds(&scales)?;
    let sign = match order {
        Order::Ascending => -1.0,
        Order::Descending => 1.0,
    };
    let numbers: Vec<[f32; 2]> = (scales.iter().zip(&bounds))
        .map(|(scale, c)| [sign * scale, *c])
        .collect();
    let shifted = symmetric.shifted(&numbers, symmetric.side)?;
    let shifted = shifted.reshape(a.tensor.shape());
    let operand = Operand {
        tensor: &shifted.map_err(runtime(launcher.op))?,
        ..a
    };
    let mode = match has_vectors {
        true => SvdMode::Thin,
        false => SvdMode::Values,
    };
    let Some(found) = by_kernels((launcher.op, launcher.stream), operand, mode)? else {
        return Ok(None);
    };
    Ok(Some(Eigh {
        values: symmetric.values(&found.s, &numbers)?,
        vectors: match found.vt {
            Some(vt) => Some(symmetric.columns(&vt)?),
            None => None,
        },
        method: EighMethod::Jacobi,
    }))
}

/// Symmetric matrices, of which the lower half counts.
struct Symmetric<'a> {
    launcher: Launcher<'a>,
    a: Tensor,
    batches: usize,
    side: usize,
}

impl<'a> Symmetric<'a> {
    /// The matrices with their scales; `None` where one is not finite.
    fn of(launcher: Launcher<'a>, a: Operand<'_>) -> Result<Option<(Self, Vec<f32>)>, Error> {
        let (batches, side) = (a.outer.iter().product(), a.rows);
        let flat = a.tensor.contiguous();
        let flat = flat.and_then(|a| a.reshape([batches, side, side]));
        let symmetric = Self {
            launcher,
            a: flat.map_err(runtime(launcher.op))?,
            batches,
            side,
        };
        let scales = symmetric.scales()?;
        Ok(scales.map(|scales| (symmetric, scales)))
    }

    /// Eigenvalues, of singular values of the matrices that these numbers were shifted by.
    fn values(&self, found: &Tensor, numbers: &[[f32; 2]]) -> Result<Tensor, Error> {
        let failed = runtime(self.launcher.op);
        let values = found.to_vec::<f32>().map_err(&failed)?;
        let value = |(at, value): (usize, &f32)| {
            let [factor, c] = numbers[at / self.side].map(f64::from);
            #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
            let value = ((f64::from(*value) - c) / factor) as f32;
            value
        };
        let values: Vec<f32> = values.iter().enumerate().map(value).collect();
        Tensor::from_slice(self.launcher.stream.device(), &values, found.shape()).map_err(failed)
    }

    /// Rows of each matrix as columns.
    fn columns(&self, rows: &Tensor) -> Result<Tensor, Error> {
        let columns = rows
            .reshape([self.batches, self.side, self.side])
            .and_then(|flat| flat.permute([0, 2, 1]))
            .and_then(|flat| flat.contiguous())
            .and_then(|flat| flat.reshape(rows.shape()));
        columns.map_err(runtime(self.launcher.op))
    }

    /// Powers of two that bring each largest element to about 1; `None` where a matrix is not finite.
    fn scales(&self) -> Result<Option<Vec<f32>>, Error> {
        let whole = self.shifted(&vec![[1.0, 0.0]; self.batches], self.side)?;
        let parts = largest(self.launcher, &whole, self.batches, self.side * self.side)?;
        let parts = parts.to_vec::<f32>().map_err(runtime(self.launcher.op))?;
        let scale = |parts: &[f32]| {
            let most = parts.iter().copied().fold(0.0, f32::max);
            let exponent = (most.to_bits() >> 23 & 255).cast_signed() - 127;
            let [low, high] = EXPONENTS;
            most.is_finite()
                .then(|| f32::from_bits(((127 - exponent.clamp(low, high)) as u32) << 23))
        };
        Ok(parts
            .chunks_exact(parts.len() / self.batches)
            .map(scale)
            .collect())
    }

    /// At least the spectral norm of each scaled matrix, and not zero.
    fn bounds(&self, scales: &[f32]) -> Result<Vec<f32>, Error> {
        let width = self.side.next_multiple_of(WIDTH);
        let numbers: Vec<[f32; 2]> = scales.iter().map(|scale| [*scale, 0.0]).collect();
        let scaled = self.shifted(&numbers, width)?;
        let stream = self.launcher.stream;
        let square = gemm_av(stream, &scaled, &scaled)?;
        let stacked = Stacked {
            columns: gemm_av(stream, &square, &square)?,
            batches: self.batches,
            rows: width,
            all_rows: width,
            pitch: width,
        };
        let lengths = column_lengths(self.launcher, &stacked)?.to_vec::<f32>();
        let lengths = lengths.map_err(runtime(self.launcher.op))?;
        let bound = |lengths: &[f32]| {
            let squares = lengths.iter().map(|length| f64::from(*length).powi(2));
            let c = (MARGIN * squares.sum::<f64>()).powf(0.125);
            #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
            let c = c as f32;
            if c > 0.0 { c } else { 1.0 }
        };
        Ok(lengths.chunks_exact(width).map(bound).collect())
    }

    /// A factor times each matrix, with its shift on the diagonal: `[batches, width, width]`, zero beyond the side.
    fn shifted(&self, numbers: &[[f32; 2]], width: usize) -> Result<Tensor, Error> {
        let device = self.launcher.stream.device();
        let numbers = Tensor::from_slice(device, numbers.as_flattened(), [self.batches, 2]);
        let side = u32::try_from(self.side).expect("sides were found to be few");
        let call = Call::new()
            .buffer(0, &self.a)
            .buffer(1, &numbers.map_err(runtime(self.launcher.op))?)
            .output(2, [self.batches, width, width], DType::F32)
            .value(3, side)
            .grid([width, width, self.batches])
            .threadgroup([32, 8, 1]);
        let [out] = self.launcher.outputs(&SHIFTED, "shift_symmetric", call)?;
        Ok(out)
    }
}
