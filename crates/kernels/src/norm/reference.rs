//! Normalizations in double precision, in plain loops.

use kernsmith_runtime::DType;

use crate::host;

/// `y = x * w / sqrt(mean(x^2) + eps)` for rows of `w.len()` elements.
pub(super) fn rms_norm(x: &[f64], w: &[f64], eps: f64) -> Vec<f64> {
    let mut y = Vec::with_capacity(x.len());
    for row in x.chunks_exact(w.len().max(1)) {
        let mut squares = 0.0;
        for value in row {
            squares += value * value;
        }
        let root = (squares / row.len() as f64 + eps).sqrt();
        for (value, weight) in row.iter().zip(w) {
            y.push(value / root * weight);
        }
    }
    y
}

/// `u = x + r`, rounded to the element type, and the normalization of the rounded `u`.
pub(super) fn rms_norm_residual(
    dtype: DType,
    x: &[f64],
    r: &[f64],
    w: &[f64],
    eps: f64,
) -> [Vec<f64>; 2] {
    let mut u = Vec::with_capacity(x.len());
    for (x, r) in x.iter().zip(r) {
        u.push(host::round(dtype, x + r));
    }
    [rms_norm(&u, w, eps), u]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rms_norm_residual_gives_the_golden_vector() {
        let [y, u] = rms_norm_residual(
            DType::F32,
            &[1.0, -2.0, 3.0, 0.5],
            &[0.5, 0.25, -1.0, 2.0],
            &[1.0, 0.5, 2.0, -1.0],
            1e-6,
        );
        assert_eq!(u, [1.5, -1.75, 2.0, 2.5]);
        let expected = [0.760469003, -0.443606918, 2.027917341, -1.267448338];
        for (found, expected) in y.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-9,
                "{found} against {expected}"
            );
        }
    }

    #[test]
    fn the_mean_is_that_of_the_rounded_sum() {
        // In float16, 2048 + 1 is a tie that rounds to 2048; the normalization must not see 2049.
        let [y, u] = rms_norm_residual(DType::F16, &[2048.0], &[1.0], &[1.0], 0.0);
        assert_eq!((y[0], u[0]), (1.0, 2048.0));
    }
}
