//! The values of an arrow and its vectors, ordered for the products that they go into.

use faer::{Mat, MatMut, Par};
use pulp::Arch;
use rayon::prelude::*;

use super::{
    super::{householder::column, scalar::Scalar},
    deflation::Deflated,
    secular::{Arrow, Refined, Root, Roots, Vectors},
};

/// Numbers of the equations from which on threads share them.
const SHARED: usize = 1 << 14;

/// Values and vectors.
pub(super) struct Solved<T> {
    pub(super) values: Vec<f64>,
    /// The place of each row of the vectors: first those of the first half alone, then of both, then of the second.
    pub(super) order: Vec<usize>,
    /// Where the second and the third group begin.
    pub(super) groups: [usize; 2],
    pub(super) left: Mat<T>,
    pub(super) right: Mat<T>,
}

impl<T: Scalar> Solved<T> {
    /// Of an arrow's `d` and `z`, whose places up to `first` are the first half's. `None` where a root was not found.
    pub(super) fn new(
        (d, z): (&[f64], &[f64]),
        deflated: &Deflated,
        first: usize,
        par: Par,
    ) -> Option<Self> {
        let kept = &deflated.kept;
        let group = |place: usize| match (deflated.mixed[place], place <= first) {
            (true, _) => 1,
            (false, true) => 0,
            (false, false) => 2,
        };
        let mut ranks: Vec<usize> = (0..kept.len()).collect();
        ranks.sort_by_key(|&rank| group(kept[rank]));
        let par = match kept.len().pow(2) < SHARED {
            true => Par::Seq,
            false => par,
        };
        let of = |all: &[f64], at: &[usize]| -> Vec<f64> { at.iter().map(|&k| all[k]).collect() };
        let (d, z) = (of(d, kept), of(z, kept));
        let (roots, z) = solve(Arrow { d: &d, z: &z }, T::EPSILON, par)?;
        let (d, z) = (of(&d, &ranks), of(&z, &ranks));
        let order: Vec<usize> = ranks.iter().map(|&rank| kept[rank]).collect();
        let zero = ranks.iter().position(|&rank| rank == 0)?;
        let [left, right] = vectors(Arrow { d: &d, z: &z }, zero, &roots, par);
        let before = |least: u8| order.iter().filter(|&&place| group(place) < least).count();
        Some(Self {
            values: roots.iter().map(|root| root.value()).collect(),
            groups: [before(1), before(2)],
            order,
            left,
            right,
        })
    }
}

/// The roots, and the `z` that belong to them exactly.
fn solve(arrow: Arrow<'_>, epsilon: f64, par: Par) -> Option<(Vec<Root>, Vec<f64>)> {
    let n = arrow.d.len();
    // Values to a thousandth of what the kind of number can tell; vectors are orthogonal whatever it is.
    let precision = (epsilon * 1e-3).max(8.0 * f64::EPSILON);
    let each = part(n, par);
    let arch = Arch::new();
    let mut roots = vec![Root::default(); n];
    let found = |(at, out): (usize, &mut [Root])| {
        arch.dispatch(Roots {
            arrow,
            first: at * each,
            out,
            precision,
        })
    };
    let all = match par {
        Par::Seq => roots.chunks_mut(each).enumerate().all(found),
        Par::Rayon(_) => roots.par_chunks_mut(each).enumerate().all(found),
    };
    if !all {
        return None;
    }
    let mut z = vec![0.0; n];
    let refine = |(at, out): (usize, &mut [f64])| {
        arch.dispatch(Refined {
            arrow,
            roots: &roots,
            first: at * each,
            out,
        });
    };
    match par {
        Par::Seq => z.chunks_mut(each).enumerate().for_each(refine),
        Par::Rayon(_) => z.par_chunks_mut(each).enumerate().for_each(refine),
    }
    Some((roots, z))
}

/// How many of so many are a task.
fn part(n: usize, par: Par) -> usize {
    match par {
        Par::Seq => n,
        par @ Par::Rayon(_) => n.div_ceil(4 * par.degree()),
    }
}

/// Left and right vectors, whose rows are in the order of the arrow. Its `d` of zero is at `zero`.
fn vectors<T: Scalar>(arrow: Arrow<'_>, zero: usize, roots: &[Root], par: Par) -> [Mat<T>; 2] {
    let n = roots.len();
    let mut both = [Mat::zeros(n, n), Mat::zeros(n, n)];
    let each = part(n, par);
    let arch = Arch::new();
    let [left, right] = &mut both;
    let fill = |((mut left, mut right), roots): ((MatMut<'_, T>, MatMut<'_, T>), &[Root])| {
        let mut wide = [vec![0.0; n], vec![0.0; n]];
        for (j, &root) in roots.iter().enumerate() {
            let [wide_left, wide_right] = &mut wide;
            arch.dispatch(Vectors {
                arrow,
                zero,
                root,
                left: wide_left,
                right: wide_right,
            });
            for (matrix, wide) in [(&mut left, wide_left), (&mut right, wide_right)] {
                for (entry, &wide) in column(matrix.as_mut(), j).iter_mut().zip(&*wide) {
                    *entry = T::of(wide);
                }
            }
        }
    };
    match par {
        Par::Seq => fill(((left.as_mut(), right.as_mut()), roots)),
        Par::Rayon(_) => left
            .par_col_chunks_mut(each)
            .zip(right.par_col_chunks_mut(each))
            .zip(roots.par_chunks(each))
            .for_each(fill),
    }
    both
}
