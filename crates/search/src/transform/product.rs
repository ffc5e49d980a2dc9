//! Products on the host: of vectors and a matrix in float32, and sums of products of two sets of vectors in float64.
//!
//! Not a matrix library: sums go in one order, whatever the threads, and columns are lanes.

use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

/// Vectors of a thread's turn.
const ROWS: usize = 64;
/// Vectors whose products are added by all threads before the next come.
const CHUNK: usize = 256;

/// Each vector times `weights` (`[from, to]`), plus `shift`.
pub(super) fn product(vectors: &[f32], from: usize, weights: &[f32], shift: &[f32]) -> Vec<f32> {
    let to = shift.len();
    let mut all = vec![0.0; vectors.len() / from * to];
    let arch = Arch::new();
    let pieces = vectors.par_chunks(ROWS * from);
    let pieces = pieces.zip(all.par_chunks_mut(ROWS * to));
    pieces.for_each(|(vectors, found)| {
        arch.dispatch(Rows {
            vectors,
            from,
            weights,
            shift,
            found,
        });
    });
    all
}

struct Rows<'a> {
    vectors: &'a [f32],
    from: usize,
    weights: &'a [f32],
    shift: &'a [f32],
    found: &'a mut [f32],
}

impl WithSimd for Rows<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let to = self.shift.len();
        let rows = self.vectors.chunks_exact(self.from);
        for (vector, sums) in rows.zip(self.found.chunks_exact_mut(to)) {
            for (&x, weights) in vector.iter().zip(self.weights.chunks_exact(to)) {
                for (sum, &weight) in sums.iter_mut().zip(weights) {
                    *sum = x.mul_add(weight, *sum);
                }
            }
            for (sum, &shift) in sums.iter_mut().zip(self.shift) {
                *sum += shift;
            }
        }
    }
}

/// The mean of vectors.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are fewer than 2^53 vectors"
)]
pub(super) fn mean(vectors: &[f32], dims: usize) -> Vec<f64> {
    let mut sums = vec![0.0; dims];
    for vector in vectors.chunks_exact(dims) {
        for (sum, &x) in sums.iter_mut().zip(vector) {
            *sum += f64::from(x);
        }
    }
    let count = (vectors.len() / dims).max(1) as f64;
    sums.iter().map(|sum| sum / count).collect()
}

/// `sum_r (left_r - from)_i (right_r - from)_j`, where there is a `from`, of all pairs of vectors: `[left, right]`.
pub(super) fn products(
    (left, left_dims): (&[f32], usize),
    (right, right_dims): (&[f32], usize),
    from: Option<&[f64]>,
) -> Vec<f64> {
    let mut sums = vec![0.0; left_dims * right_dims];
    let doubles = |vectors: &[f32], dims: usize| -> Vec<f64> {
        let at = |(at, &x): (usize, &f32)| f64::from(x) - from.map_or(0.0, |from| from[at % dims]);
        vectors.iter().enumerate().map(at).collect()
    };
    let chunks = left.chunks(CHUNK * left_dims);
    for (left, right) in chunks.zip(right.chunks(CHUNK * right_dims)) {
        let (left, right) = (doubles(left, left_dims), doubles(right, right_dims));
        let rows = sums.par_chunks_exact_mut(right_dims).enumerate();
        rows.for_each(|(at, sums)| {
            let pairs = left[at..].iter().step_by(left_dims);
            for (&x, vector) in pairs.zip(right.chunks_exact(right_dims)) {
                for (sum, &y) in sums.iter_mut().zip(vector) {
                    *sum += x * y;
                }
            }
        });
    }
    sums
}
