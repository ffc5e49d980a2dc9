//! The largest singular values of a float32 matrix by kernels: the iteration of [`topk`](super::topk), with products and
//! factors on the device, and the small matrix on the host.
//!
//! Not for more columns than a panel has, nor for batches. Where a factor fails, the host starts anew.
//!
//! With a tolerance the host looks after every turn; without one it looks once, and the device is never left waiting.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::{Factors, SvdMode, TopkOptions};
use crate::{
    Error,
    error::runtime,
    host::Operand,
    policy::Built,
    qr::{
        gram_schmidt::{self, Turns, is_good},
        panel::{Columns, Combination, Panel, Target, WIDTH},
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
pub(super) struct Problem<'a> {
    panel: Panel<'a>,
    a: Tensor,
    sides: [usize; 2],
    turns: Turns,
}

/// The pairs that a basis holds.
struct Pairs {
    /// In 64 columns, those beyond the pairs zero.
    left: Tensor,
    /// What the basis of the right side is multiplied by, likewise.
    right: Tensor,
    values: Vec<f64>,
    residuals: Vec<f64>,
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
            a: a.tensor.contiguous().map_err(runtime(op))?,
            sides: [a.rows, a.columns],
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
        let status = gram_schmidt::status(self.panel)?;
        let mut basis = self.orthonormal(&self.product(start, false)?, status)?;
        let mut before = vec![f64::INFINITY; k];
        let mut turns = 0;
        loop {
            turns += 1;
            let right = self.orthonormal(&self.product(&basis.q, true)?, basis.status)?;
            let image = self.product(&right.q, false)?;
            let is_last = turns >= options.iterations.max(1);
            if is_last || options.tolerance > 0.0 {
                if !is_good(self.panel, &right.status)? {
                    return Ok(None);
                }
                let Some(pairs) = self.pairs([&basis.q, &image, &right.r], k)? else {
                    return Ok(None);
                };
                if is_last || is_settled(&pairs, &before, options.tolerance) {
                    return self.finish(&right.q, pairs, turns as i64).map(Some);
                }
                before = pairs.values;
            }
            basis = self.orthonormal(&image, right.status)?;
        }
    }

    /// `A x`, or `A^T x`, of the taller form: with as many columns as `x` has.
    fn product(&self, x: &Tensor, transposed: bool) -> Result<Tensor, Error> {
        let [rows, columns] = self.sides;
        let a = Columns {
            tensor: &self.a,
            first: 0,
            pitch: columns,
            count: columns,
        };
        let by_columns = transposed != self.is_wide();
        let sums = match by_columns {
            true => self.panel.cross(a, all(x), rows)?,
            false => self.panel.rows(a, all(x), rows)?,
        };
        let length = if by_columns { columns } else { rows };
        let sums = self.panel.added(sums)?;
        let product = sums
            .reshape([length.next_multiple_of(WIDTH), WIDTH])
            .and_then(|product| product.slice(0, 0..length))
            .and_then(|product| product.slice(1, 0..x.shape()[1]))
            .and_then(|product| product.contiguous());
        product.map_err(runtime(self.panel.op))
    }

    fn orthonormal(
        &self,
        columns: &Tensor,
        status: Tensor,
    ) -> Result<gram_schmidt::Factors, Error> {
        let operand = Operand {
            argument: "a",
            tensor: columns,
            outer: &[],
            rows: columns.shape()[0],
            columns: columns.shape()[1],
        };
        gram_schmidt::enqueue(self.panel, operand, self.turns, status)
    }

    /// Singular pairs of `R^T`, as pairs of the matrix: `A = Q R^T W^T`.
    fn pairs(&self, [q, image, r]: [&Tensor; 3], k: usize) -> Result<Option<Pairs>, Error> {
        let numbers = r.to_vec::<f32>().map_err(runtime(self.panel.op))?;
        let side = r.shape()[0];
        let transpose = Mat::from_fn(side, side, |i, j| f64::from(numbers[j * side + i]));
        let Some(small) = Factors::of(transpose.as_ref(), SvdMode::Thin) else {
            return Ok(None);
        };
        let [u, right] = [&small.u, &small.v].map(|of| {
            self.upload(side, |i, j| match j < k {
                true => of[(i, j)],
                false => 0.0,
            })
        });
        let (left, right) = (self.times(q, &u?)?, right?);
        let values = small.s[..k].to_vec();
        let scale = self.upload(WIDTH, |i, j| if i == j && j < k { values[j] } else { 0.0 })?;
        let image = self.times(image, &right)?;
        let rest = Combination {
            base: Some(all(&image)),
            left: all(&left),
            right: &scale,
            factor: None,
            rows: left.shape()[0],
            gram: true,
        };
        let (_, squares) = self.panel.combine(&rest, Target::New(WIDTH))?;
        let squares = self.panel.added(squares)?.to_vec::<f32>();
        let squares = squares.map_err(runtime(self.panel.op))?;
        let residuals = (0..k).map(|j| f64::from(squares[j * (WIDTH + 1)]).sqrt());
        Ok(Some(Pairs {
            left,
            right,
            residuals: residuals.collect(),
            values,
        }))
    }

    /// The vectors, with signs by which the largest element of each left one is positive.
    fn finish(&self, w: &Tensor, pairs: Pairs, turns: i64) -> Result<Leading, Error> {
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
                left: all(vectors),
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
            values: pairs.values,
            residuals: pairs.residuals,
            turns,
        })
    }

    /// A product with a small matrix of 64 columns.
    fn times(&self, left: &Tensor, right: &Tensor) -> Result<Tensor, Error> {
        let combination = Combination {
            base: None,
            left: all(left),
            right,
            factor: None,
            rows: left.shape()[0],
            gram: false,
        };
        Ok(self.panel.combine(&combination, Target::New(WIDTH))?.0)
    }

    /// A small matrix of 64 columns from the host.
    #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
    fn upload(&self, rows: usize, at: impl Fn(usize, usize) -> f64) -> Result<Tensor, Error> {
        let numbers: Vec<f32> = (0..rows * WIDTH)
            .map(|place| at(place / WIDTH, place % WIDTH) as f32)
            .collect();
        Tensor::from_slice(self.panel.stream.device(), &numbers, [rows, WIDTH])
            .map_err(runtime(self.panel.op))
    }
}

/// Whether values do not change any more, and residuals are small.
fn is_settled(pairs: &Pairs, before: &[f64], tolerance: f64) -> bool {
    let largest = pairs.values.first().copied().unwrap_or(0.0);
    let mut changes = pairs.values.iter().zip(before);
    changes.all(|(now, before)| (now - before).abs() <= tolerance * now)
        && pairs
            .residuals
            .iter()
            .all(|rest| *rest <= tolerance * largest)
}

/// All columns of a matrix.
fn all(matrix: &Tensor) -> Columns<'_> {
    let columns = matrix.shape()[1];
    Columns {
        tensor: matrix,
        first: 0,
        pitch: columns,
        count: columns,
    }
}
