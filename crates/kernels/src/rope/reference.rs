//! The rotation in double precision, in plain loops.

/// Rotates neighbors `(x[2p], x[2p + 1])` by the angle whose cosine and sine are entry `p`.
pub(super) fn rotate(x: &[f64], cosines: &[f64], sines: &[f64]) -> Vec<f64> {
    let mut y = Vec::with_capacity(x.len());
    for (pair, (c, s)) in x.chunks_exact(2).zip(cosines.iter().zip(sines)) {
        y.push(pair[0] * c - pair[1] * s);
        y.push(pair[0] * s + pair[1] * c);
    }
    y
}

/// Each row of `nope`, followed by the rotated row of `rope`.
pub(super) fn pack(
    nope: &[f64],
    rope: &[f64],
    cosines: &[f64],
    sines: &[f64],
    rows: usize,
) -> Vec<f64> {
    let (dn, dr) = (nope.len() / rows.max(1), rope.len() / rows.max(1));
    let mut packed = Vec::with_capacity(nope.len() + rope.len());
    for row in 0..rows {
        packed.extend_from_slice(&nope[row * dn..][..dn]);
        packed.extend(rotate(&rope[row * dr..][..dr], cosines, sines));
    }
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rotating_pairs_gives_the_golden_vector() {
        let y = rotate(&[1.0, 2.0, 3.0, 4.0], &[0.8, 0.6], &[0.6, -0.8]);
        for (found, expected) in y.iter().zip([-0.4, 2.2, 5.0, 0.0]) {
            assert!(
                (found - expected).abs() < 1e-12,
                "{found} against {expected}"
            );
        }
    }
}
