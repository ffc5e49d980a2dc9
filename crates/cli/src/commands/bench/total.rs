//! An exact sum.

use kernsmith_kernels::sum::{AccumMode, ExactSum, dot as dot_product};
use kernsmith_runtime::Stream;

use super::case::{Built, Case, Verified};
use crate::{error::Error, sample};

/// The dot product of two arrays of `1024 side`, rounded once.
pub(super) fn dot(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    let count = 1024 * side;
    let (a, a_numbers) = sample::array(stream.device(), &[count], 1)?;
    let (b, b_numbers) = sample::array(stream.device(), &[count], 2)?;
    let call = move || Ok::<_, Error>(dot_product(stream, &a, &b, AccumMode::Exact)?);
    let found = call()?.to_vec::<f32>()?[0];
    let mut sum = ExactSum::new();
    for (a, b) in a_numbers.iter().zip(&b_numbers) {
        sum.add_product(*a, *b);
    }
    // The very same bits.
    let error = f64::from(found) - f64::from(sum.to_f32());
    Ok(Built::Ready(Box::new(Case {
        sizes: count.to_string(),
        plan: "limbs of 16 bits".to_owned(),
        operations: 2.0 * count as f64,
        verified: Verified::of([[error.abs(), 0.0]]),
        call: Box::new(move || call().map(drop)),
    })))
}
