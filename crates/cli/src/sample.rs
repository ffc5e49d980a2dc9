//! Arrays for measurements: numbers between -1/2 and 1/2, the same every time.

use kernsmith_runtime::{Device, Tensor};

use crate::error::Error;

/// So many numbers; another seed gives others.
pub(crate) fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let mut state = (u64::from(seed) << 1) | 1;
    let mut next = || {
        // Knuth's generator of MMIX; its upper bits are the random ones.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((state >> 40) as f32) / (1 << 24) as f32 - 0.5
    };
    (0..count).map(|_| next()).collect()
}

/// An array and its numbers.
pub(crate) fn array(
    device: &Device,
    shape: &[usize],
    seed: u32,
) -> Result<(Tensor, Vec<f32>), Error> {
    let numbers = numbers(shape.iter().product(), seed);
    Ok((Tensor::from_slice(device, &numbers, shape)?, numbers))
}
