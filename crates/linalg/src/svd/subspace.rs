//! The largest singular values of a float32 matrix by kernels: the iteration of [`topk`](super::topk), with products and
//! factors on the device, and the small matrix on the host.
//!
//! Not for more columns than a panel has, nor for batches. Where a factor fails, the host starts anew.
//!
//! With a tolerance the host looks after every turn; without one it looks once, and the device is never left waiting.
//! Then bases on the way are made orthonormal once, not twice: they span the same, and that is all that is asked of them.
//! All bases are in rows of 64, with zeros beyond their columns.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::{Factors, SvdMode, TopkOptions, jacobi::Launcher, thin::Thin};
use crate::{
    Error,
    error::runtime,
    host::Operand,
    policy::Built,
    qr::{
        gram_schmidt::{self, SHIFT, Turns, is_good},
        panel::{Columns, Combination, Panel, Target, Turn, WIDTH},
    },
};

/// Sides that kernels count.
const MOST: usize = 1 << 24;

/// What there is as kernels for arrays of this shape and bases of so many columns.
pub(crate) fn built(shape: &[usize], columns: usize, check_finite: bool) -> Built {
    let [outer @ .., rows, inner] = shape else {
        return Built::NO_SIDES;
    };
    if check_finite {
        return Built::LOOKS_FOR_FINITE;
    }
    if !outer.is_empty() {
        return Built::Not(
            "its form as kernels for batches",
            "no kernels for batches: the processor computes",
        );
    }
    if columns > WIDTH {
        return Built::Not(
            "its form as kernels for more than 51 values",
            "no kernels for more than 51 values: the processor computes",
        );
    }
    match *rows.min(inner) == 0 || *rows.max(inner) >= MOST || columns == 0 {
        true => Built::NO_SIDES,
        false => Built::Single,
    }
}

/// The leading factors of `A`, on the device.
pub(super) struct Leading {
    pub(super) u: Tensor,
    pub(super) vt: Tensor,
    pub(super) values: Vec<f64>,
    pub(super) residuals: Vec<f64>,
    pub(super) turns: i64,
}

/// A matrix, which counts as its transpose where that is taller.
struct Problem<'a> {
    panel: Panel<'a>,
    a: Thin<'a>,
    sides: [usize; 2],
    /// Columns of a basis.
    columns: usize,
    turns: Turns,
}

/// Orthonormal columns, and what they were made of.
struct Basis {
    q: Tensor,
    r: Tensor,
    status: Tensor,
}

/// The pairs that a basis holds.
struct Pairs {
    /// In 64 columns, those beyond the pairs zero.
    left: Tensor,
    /// What the basis of the right side is multiplied by, likewise.
    right: Tensor,
    values: Vec<f64>,
    /// Whose diagonal has the squares of residuals.
    squares: Tensor,
}

/// The leading factors; `None` where factors failed, in few turns and in many.
pub(super) fn leading(
    (op, stream): (&'static str, &Stream),
    a: Operand<'_>,
    (k, start): (usize, &Tensor),
    options: &TopkOptions,
) -> Result<Option<Leading>, Error> {
    for turns in [Turns::PLAIN, Turns::SHIFTED] {
        let problem = Problem {
            panel: Panel { op, stream },
            a: Thin::new(
                Launcher { op, stream },
                a.tensor.contiguous().map_err(runtime(op))?,
            )?,
            sides: [a.rows, a.columns],
            columns: start.shape()[1],
            turns,
        };
        if let Some(found) = problem.iterate(start, k, options)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

impl Problem<'_> {
    fn is_wide(&self) -> bool {
        self.sides[0] < self.sides[1]
    }

    fn iterate(
        &self,
        start: &Tensor,
        k: usize,
        options: &TopkOptions,
    ) -> Result<Option<Leading>, Error> {
        let mut status = gram_schmidt::status(self.panel)?;
        let mut image = self.product(&self.a.widened(start)?, false)?;
        let mut before = vec![f64::INFINITY; k];
        for turn in 1.. {
            let is_last = turn >= options.iterations.max(1);
            let looks = is_last || options.tolerance > 0.0;
            let turns = match looks || self.turns == Turns::SHIFTED {
                true => self.turns,
                false => Turns::ONCE,
            };
            let basis = self.orthonormal(image, turns, status)?;
            let right = self.product(&basis.q, true)?;
            let right = self.orthonormal(right, turns, basis.status)?;
            status = right.status;
            image = self.product(&right.q, false)?;
            if !looks {
                continue;
            }
            if !is_good(self.panel, &status)? {
                return Ok(None);
            }
            let Some(pairs) = self.pairs([&basis.q, &image, &right.r], k)? else {
                return Ok(None);
            };
            if is_last || self.is_settled(&pairs, &before, options.tolerance)? {
                return self.finish(&right.q, &pairs, turn as i64).map(Some);
            }
            before = pairs.values;
        }
        Ok(None)
    }

    /// `A x`, or `A^T x`, of the taller form, in 64 columns.
    fn product(&self, x: &Tensor, transposed: bool) -> Result<Tensor, Error> {
        let by_columns = transposed != self.is_wide();
        self.a.product(x, self.columns, by_columns)
    }

    /// A basis of columns, by Cholesky factors of their products.
    fn orthonormal(
        &self,
        columns: Tensor,
        turns: Turns,
        mut status: Tensor,
    ) -> Result<Basis, Error> {
        let (mut q, mut kept, mut r) = (columns, None, None::<Tensor>);
        let rows = q.shape()[0];
        for turn in 0..turns.all {
            let input = self.all(&q);
            let sums = match kept {
                Some(sums) => sums,
                None => self.panel.cross(input, input, rows)?,
            };
            let is_last = turn + 1 == turns.all;
            let is_near = is_last && turns != Turns::ONCE;
            let asked = Turn {
                columns: self.columns,
                shift: if turn < turns.shifted { SHIFT } else { 0.0 },
                is_last: is_near,
            };
            let factor = self.panel.factor(sums, &status, &asked)?;
            let scaled = Combination {
                base: None,
                left: input,
                right: &factor.inverse,
                factor: (!is_near).then_some(&factor.r),
                rows,
                gram: !is_last,
            };
            let (next, sums) = self.panel.combine(&scaled, Target::New(WIDTH))?;
            r = Some(match &r {
                None => factor.r,
                Some(before) => {
                    let parts = [&factor.r, &factor.r];
                    let before = Some([&factor.r, before]);
                    (self.panel).assemble(before, parts, (0, true), Target::New(WIDTH))?
                }
            });
            status = factor.status;
            (q, kept) = (next, (!is_last).then_some(sums));
        }
        let r = r.expect("there is a turn");
        Ok(Basis { q, r, status })
    }

    /// Singular pairs of `R^T`, as pairs of the matrix: `A = Q R^T W^T`.
    fn pairs(&self, [q, image, r]: [&Tensor; 3], k: usize) -> Result<Option<Pairs>, Error> {
        let numbers = r.to_vec::<f32>().map_err(runtime(self.panel.op))?;
        let side = self.columns;
        let transpose = Mat::from_fn(side, side, |i, j| f64::from(numbers[j * WIDTH + i]));
        let Some(small) = Factors::of(transpose.as_ref(), SvdMode::Thin) else {
            return Ok(None);
        };
        let [u, right, scale] = self.upload(&small, k)?;
        let (left, image) = (self.times(q, &u)?, self.times(image, &right)?);
        let rest = Combination {
            base: Some(self.all(&image)),
            left: self.all(&left),
            right: &scale,
            factor: None,
            rows: left.shape()[0],
            gram: true,
        };
        let (_, squares) = self.panel.combine(&rest, Target::New(WIDTH))?;
        Ok(Some(Pairs {
            left,
            right,
            values: small.s[..k].to_vec(),
            squares: self.panel.added(squares)?,
        }))
    }

    /// `|A v - s u|` of each pair: waits for it.
    fn residuals(&self, pairs: &Pairs) -> Result<Vec<f64>, Error> {
        let squares = pairs.squares.to_vec::<f32>();
        let squares = squares.map_err(runtime(self.panel.op))?;
        let residual = |j: usize| f64::from(squares[j * (WIDTH + 1)]).sqrt();
        Ok((0..pairs.values.len()).map(residual).collect())
    }

    /// Whether values do not change any more, and residuals are small.
    fn is_settled(&self, pairs: &Pairs, before: &[f64], tolerance: f64) -> Result<bool, Error> {
        let largest = pairs.values.first().copied().unwrap_or(0.0);
        let mut changes = pairs.values.iter().zip(before);
        let is_still = changes.all(|(now, before)| (now - before).abs() <= tolerance * now);
        let residuals = self.residuals(pairs)?;
        Ok(is_still && residuals.iter().all(|rest| *rest <= tolerance * largest))
    }

    /// The vectors, with signs by which the largest element of each left one is positive.
    fn finish(&self, w: &Tensor, pairs: &Pairs, turns: i64) -> Result<Leading, Error> {
        let k = pairs.values.len();
        let right = self.times(w, &pairs.right)?;
        let (u, v) = match self.is_wide() {
            true => (&right, &pairs.left),
            false => (&pairs.left, &right),
        };
        let signs = self.panel.signs(u)?;
        let turned = |vectors: &Tensor| {
            let combination = Combination {
                base: None,
                left: self.all(vectors),
                right: &signs,
                factor: None,
                rows: vectors.shape()[0],
                gram: false,
            };
            self.panel.combine(&combination, Target::New(k))
        };
        let vt = turned(v)?.0.transpose().contiguous();
        Ok(Leading {
            u: turned(u)?.0,
            vt: vt.map_err(runtime(self.panel.op))?,
            values: pairs.values.clone(),
            residuals: self.residuals(pairs)?,
            turns,
        })
    }

    /// A product with a small matrix of 64 columns.
    fn times(&self, left: &Tensor, right: &Tensor) -> Result<Tensor, Error> {
        let combination = Combination {
            base: None,
            left: self.all(left),
            right,
            factor: None,
            rows: left.shape()[0],
            gram: false,
        };
        Ok(self.panel.combine(&combination, Target::New(WIDTH))?.0)
    }

    /// The first left and right vectors of a small matrix, and its values on a diagonal: 64 columns each, from the host.
    #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
    fn upload(&self, small: &Factors<f64>, k: usize) -> Result<[Tensor; 3], Error> {
        let at = |part: usize, i: usize, j: usize| match part {
            _ if j >= k || i >= self.columns => 0.0,
            0 => small.u[(i, j)] as f32,
            1 => small.v[(i, j)] as f32,
            _ if i == j => small.s[j] as f32,
            _ => 0.0,
        };
        let numbers: Vec<f32> = (0..3 * WIDTH * WIDTH)
            .map(|place| at(place / WIDTH / WIDTH, place / WIDTH % WIDTH, place % WIDTH))
            .collect();
        let failed = runtime(self.panel.op);
        let device = self.panel.stream.device();
        let all = Tensor::from_slice(device, &numbers, [3 * WIDTH, WIDTH]).map_err(&failed)?;
        let part = |part: usize| {
            all.slice(0, part * WIDTH..(part + 1) * WIDTH)
                .map_err(&failed)
        };
        Ok([part(0)?, part(1)?, part(2)?])
    }

    /// The columns of a basis, or all columns of another matrix.
    fn all<'t>(&self, matrix: &'t Tensor) -> Columns<'t> {
        let pitch = matrix.shape()[1];
        Columns {
            tensor: matrix,
            first: 0,
            pitch,
            count: self.columns.min(pitch),
        }
    }
}
