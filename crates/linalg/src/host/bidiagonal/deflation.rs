//! What of an arrow needs no equation: columns whose `z` is about zero, and one of two whose `d` are about equal.
//!
//! Source: Gu and Eisenstat (1995), section 4; the bounds are LAPACK's (`dlasd2`).

use faer::Mat;

use super::super::scalar::Scalar;

/// The arrow of two joined halves: `d[0]` is zero, the others in any order.
pub(super) struct Joined<'a, T> {
    pub(super) d: Vec<f64>,
    pub(super) z: Vec<f64>,
    /// Columns for each of them.
    pub(super) left: &'a mut Mat<T>,
    pub(super) right: &'a mut Mat<T>,
    /// Where the columns of the second half begin.
    pub(super) second: usize,
    /// What is zero.
    pub(super) tolerance: f64,
}

/// Places in the arrow, in the order of their `d`.
pub(super) struct Deflated {
    /// Those of the equation, the first of them 0.
    pub(super) kept: Vec<usize>,
    /// Those whose `d` is a singular value.
    pub(super) dropped: Vec<usize>,
    /// Which columns have parts in both halves.
    pub(super) mixed: Vec<bool>,
}

impl<T: Scalar> Joined<'_, T> {
    /// Rotates columns until what is left of the arrow is well apart. `d` and `z` become those of the result.
    pub(super) fn deflate(&mut self) -> Deflated {
        let mut order: Vec<usize> = (1..self.d.len()).collect();
        order.sort_unstable_by(|&i, &j| self.d[i].total_cmp(&self.d[j]));
        let mut found = Deflated {
            kept: vec![0],
            dropped: Vec::new(),
            mixed: vec![false; self.d.len()],
        };
        found.mixed[0] = true;
        self.z[0] = self.z[0].max(self.tolerance);
        let mut pending: Option<usize> = None;
        for place in order {
            if self.z[place].abs() <= self.tolerance {
                found.dropped.push(place);
                continue;
            }
            if let Some(before) = pending.replace(place) {
                if self.d[place] - self.d[before] > self.tolerance {
                    found.kept.push(before);
                    continue;
                }
                self.rotate(before, place);
                let both = (before < self.second) != (place < self.second);
                found.mixed[place] |= both || found.mixed[before];
                found.dropped.push(before);
            }
        }
        found.kept.extend(pending);
        if let Some(&place) = found.kept.get(1) {
            self.d[place] = self.d[place].max(self.tolerance / 2.0);
        }
        found
    }

    /// Brings the `z` of two places with the same `d` to the second.
    fn rotate(&mut self, before: usize, place: usize) {
        let (sine, cosine) = (-self.z[before], self.z[place]);
        let norm = sine.hypot(cosine);
        self.z[before] = 0.0;
        self.z[place] = norm;
        let (sine, cosine) = (T::of(sine / norm), T::of(cosine / norm));
        for matrix in [&mut *self.left, &mut *self.right] {
            for row in 0..matrix.nrows() {
                let (x, y) = (matrix[(row, before)], matrix[(row, place)]);
                matrix[(row, before)] = x * cosine + y * sine;
                matrix[(row, place)] = y * cosine - x * sine;
            }
        }
    }
}
