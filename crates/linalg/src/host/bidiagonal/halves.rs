//! Singular values and vectors of a bidiagonal matrix, by halves.
//!
//! ```text
//!     [ B1         ]     B1 = U1 [D1 0] V1^T, an n x (n+1) matrix like B2 and B
//! B = [ .. a b ..  ]  =  U' M V'^T,    M = [z; 0 diag(D1, D2)]
//!     [         B2 ]     z: a times the last row of V1, b times the first row of V2
//! ```
//!
//! `M` is an arrow: what needs no equation is taken out ([`deflation`](super::deflation)), the rest is solved
//! ([`arrow`](super::arrow)), and products bring the vectors of `M` to those of `B` ([`basis`](super::basis)). Numbers
//! are float64 for every kind of matrix; vectors, which the products are of, have the kind's own type.
//!
//! Source: Gu and Eisenstat (1995).

use std::iter::once;

use faer::{Mat, Par};

use super::{
    super::{scalar::Scalar, spectral},
    arrow::Solved,
    basis::Basis,
    deflation::Joined,
};

/// Rows of a matrix that is not halved.
const LEAF: usize = 24;

/// How a matrix is taken apart.
#[derive(Clone, Copy)]
pub(super) struct Plan {
    /// Without vectors, only the first and the last row of the right ones are kept, which halves need.
    pub(super) vectors: bool,
    /// What is zero beside the matrix.
    pub(super) tolerance: f64,
}

/// `B = U [diag(d) 0] V^T` of `n` rows, in any order.
pub(super) struct Piece<T> {
    pub(super) d: Vec<f64>,
    /// `n x n`, or no rows.
    pub(super) u: Mat<T>,
    /// `n + 1` columns, of which the last belongs to no value; as many rows, or two.
    pub(super) v: Mat<T>,
}

impl<T: Scalar> Piece<T> {
    /// The factors of the matrix with this diagonal and the same count of numbers beside it, the largest of which is
    /// between 1e-60 and 1e60, so that squares of what is 1e-16 of it are numbers; `None` where an iteration
    /// did not converge.
    pub(super) fn of(diagonal: &[f64], above: &[f64], plan: Plan, par: Par) -> Option<Self> {
        let n = diagonal.len();
        if n <= LEAF {
            return Self::leaf(diagonal, above, plan);
        }
        let middle = n / 2;
        let first = |par| Self::of(&diagonal[..middle], &above[..middle], plan, par);
        let second = |par| Self::of(&diagonal[middle + 1..], &above[middle + 1..], plan, par);
        let (first, second) = match par {
            Par::Seq => (first(par), second(par)),
            Par::Rayon(_) => {
                let half = match par.degree() / 2 {
                    0 | 1 => Par::Seq,
                    degree => Par::rayon(degree),
                };
                rayon::join(|| first(half), || second(half))
            }
        };
        let between = [diagonal[middle], above[middle]];
        Self::merged([first?, second?], between, plan, par)
    }

    /// A small matrix, by faer.
    fn leaf(diagonal: &[f64], above: &[f64], plan: Plan) -> Option<Self> {
        let n = diagonal.len();
        // The last column of the whole matrix is empty, and has to stay alone.
        let is_square = above[n - 1] == 0.0;
        let rows = if is_square { n } else { n + 1 };
        let turned = Mat::from_fn(rows, n, |i, j| match i.wrapping_sub(j) {
            0 => diagonal[j],
            1 => above[j],
            _ => 0.0,
        });
        let found = spectral::singular(turned.as_ref(), [rows, n])?;
        let right = |i: usize, j: usize| match i.max(j) < rows {
            true => T::of(found.u[(i, j)]),
            false => T::of(if i == j { 1.0 } else { 0.0 }),
        };
        let (u_rows, v) = match plan.vectors {
            true => (n, Mat::from_fn(n + 1, n + 1, right)),
            false => (0, Mat::from_fn(2, n + 1, |i, j| right(i * n, j))),
        };
        Some(Self {
            u: Mat::from_fn(u_rows, n, |i, j| T::of(found.v[(i, j)])),
            v,
            d: found.s,
        })
    }

    /// Two matrices and the row between them, which has two numbers.
    fn merged(
        [first, second]: [Self; 2],
        [alpha, beta]: [f64; 2],
        plan: Plan,
        par: Par,
    ) -> Option<Self> {
        let mut basis = Basis::new([&first, &second], [alpha, beta], plan.vectors);
        let count = first.d.len();
        let last = first.v.nrows() - 1;
        let ends = (0..count).map(|j| alpha * first.v[(last, j)].parts()[0]);
        let starts = (0..second.d.len()).map(|j| beta * second.v[(0, j)].parts()[0]);
        let mut joined = Joined {
            d: [&[0.0], &first.d[..], &second.d].concat(),
            z: once(basis.norm).chain(ends).chain(starts).collect(),
            left: &mut basis.left,
            right: &mut basis.right,
            second: count + 1,
            tolerance: plan.tolerance,
        };
        let deflated = joined.deflate();
        let (d, z) = (joined.d, joined.z);
        let solved = Solved::new((&d, &z), &deflated, count, par)?;
        Some(basis.turned(&solved, &deflated, &d, par))
    }
}

#[cfg(test)]
mod tests {
    use super::{Mat, Par, Piece, Plan};
    use crate::host::storage::largest;

    const N: usize = 150;

    /// Diagonals and what is beside them, where halves have much, little or nothing in common.
    fn matrices() -> Vec<(&'static str, Vec<f64>, Vec<f64>)> {
        let of = |f: &dyn Fn(usize) -> f64| -> Vec<f64> { (0..N).map(f).collect() };
        let uneven = |k: usize| (k * 7919 % 1009) as f64 / 1009.0 - 0.5;
        vec![
            ("uneven", of(&uneven), of(&|k| uneven(k + 500))),
            ("equal", of(&|_| 1.0), of(&|_| 1.0)),
            ("apart", of(&|k| (k % 3) as f64), of(&|_| 0.0)),
            ("no diagonal", of(&|_| 0.0), of(&|_| -1.0)),
            ("hardly joined", of(&|k| 1.0 + uneven(k)), of(&|_| 1e-14)),
            ("pairs", of(&|k| (k as f64 - 75.0).abs()), of(&|_| 1.0)),
            (
                "falling",
                of(&|k| 0.5f64.powi(k as i32)),
                of(&|k| 0.5f64.powi(k as i32)),
            ),
            ("growing", of(&|k| 1.5f64.powi(k as i32)), of(&|_| 1.0)),
            (
                "far",
                of(&|k| 1e60 * uneven(k)),
                of(&|k| 1e60 * uneven(k + 9)),
            ),
            (
                "near",
                of(&|k| 1e-60 * uneven(k)),
                of(&|k| 1e-60 * uneven(k + 9)),
            ),
            (
                "one number",
                of(&|k| f64::from(u8::from(k == 80))),
                of(&|_| 0.0),
            ),
        ]
    }

    /// Of the matrix, of `U^T U - I` and of `V^T V - I`; the first beside the matrix.
    fn errors(piece: &Piece<f64>, b: &Mat<f64>) -> [f64; 3] {
        let scaled = Mat::from_fn(N, N, |i, j| piece.u[(i, j)] * piece.d[j]);
        let product = &scaled * piece.v.as_ref().subcols(0, N).transpose();
        let off = |q: &Mat<f64>| q.transpose() * q - Mat::<f64>::identity(q.ncols(), q.ncols());
        let apart = largest((product - b).as_ref()) / largest(b.as_ref());
        let [u, v] = [&piece.u, &piece.v].map(|q| largest(off(q).as_ref()));
        [apart, u, v]
    }

    #[test]
    fn halves_make_the_whole() {
        for (name, diagonal, mut above) in matrices() {
            above[N - 1] = 0.0;
            let all = diagonal.iter().chain(&above);
            let most = all.fold(0.0, |most: f64, x| most.max(x.abs()));
            let plan = |vectors| Plan {
                vectors,
                tolerance: 8.0 * f64::EPSILON * most,
            };
            let b = Mat::from_fn(N, N + 1, |i, j| match j.wrapping_sub(i) {
                0 => diagonal[i],
                1 => above[i],
                _ => 0.0,
            });
            let piece = Piece::<f64>::of(&diagonal, &above, plan(true), Par::Seq).unwrap();
            for error in errors(&piece, &b) {
                assert!(error < 5e-14, "{name}: {error:e}");
            }
            let alone = Piece::<f64>::of(&diagonal, &above, plan(false), Par::Seq).unwrap();
            let sorted = |mut values: Vec<f64>| {
                values.sort_by(f64::total_cmp);
                values
            };
            let both = sorted(alone.d).into_iter().zip(sorted(piece.d));
            for (alone, value) in both {
                assert!(
                    (alone - value).abs() <= 1e-13 * most,
                    "{name}: {alone} {value}"
                );
            }
        }
    }
}
