//! Products of matrices, in the two forms that have tiles of their own.

use kernsmith_kernels::gemm::{GemmCall, Maker, gemm, gemm_plan};
use kernsmith_runtime::Stream;

use super::case::{Built, Case, U, Verified, column, sum};
use crate::{error::Error, sample};

/// Elements that are compared, at most.
const COMPARED: usize = 4096;

/// `A V` of `[2 side, 4 side]` and `[4 side, side]`.
pub(super) fn av(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    product(stream, [2 * side, side, 4 * side], false)
}

/// `A^T B` of `[4 side, 2 side]` and `[4 side, side]`.
pub(super) fn at_b(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    product(stream, [2 * side, side, 4 * side], true)
}

fn product(stream: &Stream, [m, n, k]: [usize; 3], transpose_a: bool) -> Result<Built<'_>, Error> {
    let device = stream.device();
    let a_shape = if transpose_a { [k, m] } else { [m, k] };
    let (a, a_numbers) = sample::array(device, &a_shape, 1)?;
    let (b, b_numbers) = sample::array(device, &[k, n], 2)?;
    let call = move || {
        let call = GemmCall {
            transpose_a,
            ..GemmCall::default()
        };
        Ok::<_, Error>((
            gemm_plan(device, &a, &b, &call)?,
            gemm(stream, &a, &b, &call)?,
        ))
    };
    let (plan, found) = call()?;
    let found = found.to_vec::<f32>()?;
    let step = (m * n).div_ceil(COMPARED) | 1;
    let errors = found.iter().enumerate().step_by(step).map(|(at, found)| {
        let (i, j) = (at / n, at % n);
        let row: Vec<f32> = match transpose_a {
            true => column(&a_numbers, m, i).collect(),
            false => a_numbers[i * k..][..k].to_vec(),
        };
        let terms = row.into_iter().zip(column(&b_numbers, n, j));
        let [sum, size] = sum(terms.map(|(a, b)| [a, b]));
        // And the rounding of the end.
        [(f64::from(*found) - sum).abs(), (k as f64 + 1.0) * U * size]
    });
    Ok(Built::Ready(Box::new(Case {
        sizes: format!("{m}x{n}x{k}"),
        plan: match plan.by.value {
            Maker::Kernels => format!("tile {}", plan.tile),
            Maker::Library => format!("by {}", plan.by),
        },
        operations: 2.0 * m as f64 * n as f64 * k as f64,
        verified: Verified::of(errors),
        call: Box::new(move || call().map(drop)),
    })))
}
