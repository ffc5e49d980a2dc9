//! Activations in double precision, in plain loops.

/// `y = g * sigmoid(g) * u`.
pub(super) fn swiglu(gate: &[f64], up: &[f64]) -> Vec<f64> {
    let mut y = Vec::with_capacity(gate.len());
    for (gate, up) in gate.iter().zip(up) {
        y.push(gate / (1.0 + (-gate).exp()) * up);
    }
    y
}

/// `y = cap * tanh(x / cap)`.
pub(super) fn soft_cap(x: &[f64], cap: f64) -> Vec<f64> {
    let mut y = Vec::with_capacity(x.len());
    for x in x {
        y.push(cap * (x / cap).tanh());
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swiglu_gives_the_golden_vector() {
        let y = swiglu(&[-3.0, -0.5, 0.0, 1.0, 4.0], &[2.0, -1.0, 5.0, 0.5, -0.25]);
        let expected = [-0.284555239, 0.188770334, 0.0, 0.365529289, -0.98201379];
        for (found, expected) in y.iter().zip(expected) {
            assert!(
                (found - expected).abs() < 1e-9,
                "{found} against {expected}"
            );
        }
    }
}
