//! `A = Q R` of float32 by kernels: block Gram-Schmidt, each panel made orthonormal by Cholesky factors.
//!
//! Not for every matrix: where columns depend on others to the last bit, or numbers are so large that their squares are
//! not numbers, it says that it failed. It never gives a `Q` that is not orthonormal.
//!
//! ```text
//! for each panel W of 64 columns, and each turn:
//!     S = Q^T W;  W -= Q S;  G = W^T W;  G = R^T R;  W = W R^-1          then W is the next panel of Q
//! R's block column: of turns 1 and 2  S1 + S2 R1  above  R2 R1
//! ```
//!
//! Two turns leave `Q` orthonormal to rounding where the first one's condition is below about `1 / sqrt(u)`; that it was
//! is seen from the second one's `G`, which is the identity to a tenth then. Otherwise there are five turns, the first
//! three with a shifted diagonal: each divides the condition by about 200, whatever it is, so that rounding decides what
//! columns that depend on others become. `W R^-1` is `W` times the inverse, and what that leaves of `W` once more: the
//! explicit inverse alone would be off by the condition. Nothing waits for the host but one look at the end.
//!
//! Source: Barlow and Smoktunowicz, *Reorthogonalized block classical Gram-Schmidt* (2013); Yamamoto et al., *Roundoff
//! error analysis of the CholeskyQR2 algorithm* (2015); Fukaya et al., *Shifted Cholesky QR* (2020).

use kernsmith_runtime::{DType, Tensor};

use super::panel::{Blocks, Columns, Combination, Factor, Panel, Target, Turn, WIDTH};
use crate::{Error, error::runtime, host::Operand};

/// What the diagonal is shifted by: more than rounding makes of a block of zeros on it, of columns of length 1.
pub(crate) const SHIFT: f32 = 2e-5;
/// How far from the identity the last turn's sums may be: then its factor is as good as any.
const NEAR: f32 = 0.1;

/// How many turns there are, and how many of them are shifted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Turns {
    pub(crate) all: usize,
    pub(crate) shifted: usize,
}

impl Turns {
    /// For columns that need not be orthonormal but to some digits, and do not nearly depend on each other.
    pub(crate) const ONCE: Self = Self { all: 1, shifted: 0 };
    /// For columns that do not nearly depend on each other.
    pub(crate) const PLAIN: Self = Self { all: 2, shifted: 0 };
    /// For those that do.
    pub(crate) const SHIFTED: Self = Self { all: 5, shifted: 3 };
}

/// `Q` of `min(m, n)` columns and `R` of each matrix.
pub(crate) struct Factors {
    pub(crate) q: Tensor,
    pub(crate) r: Tensor,
    /// Whether they are, and whether those were that came before: [`is_good`].
    pub(crate) status: Tensor,
}

/// What nothing has gone wrong before is said by.
pub(crate) fn status(panel: Panel<'_>) -> Result<Tensor, Error> {
    Tensor::full(panel.stream.device(), 0.0, DType::F32, [2]).map_err(runtime(panel.op))
}

/// Waits, and says whether all factors with this status are those of their matrices.
pub(crate) fn is_good(panel: Panel<'_>, status: &Tensor) -> Result<bool, Error> {
    let found = status.to_vec::<f32>().map_err(runtime(panel.op))?;
    Ok(found[0] == 0.0 && found[1] <= NEAR)
}

/// The factors of all matrices; `None` where they failed for one. No matrix is empty.
pub(crate) fn factor(
    panel: Panel<'_>,
    a: Operand<'_>,
    turns: Turns,
) -> Result<Option<Factors>, Error> {
    let found = enqueue(panel, a, turns, status(panel)?)?;
    Ok(is_good(panel, &found.status)?.then_some(found))
}

/// Enqueues what makes the factors; whether they are any, their status says.
pub(crate) fn enqueue(
    panel: Panel<'_>,
    a: Operand<'_>,
    turns: Turns,
    status: Tensor,
) -> Result<Factors, Error> {
    let inner = a.rows.min(a.columns);
    let zeros = |shape: &[usize]| {
        Tensor::full(panel.stream.device(), 0.0, DType::F32, shape).map_err(runtime(panel.op))
    };
    let mut work = Work {
        panel,
        a: &a.tensor.contiguous().map_err(runtime(panel.op))?,
        sides: [a.rows, a.columns, inner],
        turns,
        matrix: 0,
        q: Some(zeros(&[a.outer, &[a.rows, inner]].concat())?),
        r: Some(zeros(&[a.outer, &[inner, a.columns]].concat())?),
        status,
    };
    for matrix in 0..a.outer.iter().product() {
        work.matrix = matrix;
        for first in (0..inner).step_by(WIDTH) {
            work.next_panel(first)?;
        }
        for first in (inner..a.columns).step_by(WIDTH) {
            work.rest_of_r(first)?;
        }
    }
    let put_back = "it is put back after each launch";
    Ok(Factors {
        q: work.q.take().expect(put_back),
        r: work.r.take().expect(put_back),
        status: work.status,
    })
}

/// Factors in the making.
struct Work<'a> {
    panel: Panel<'a>,
    a: &'a Tensor,
    /// Rows, columns, and columns of `Q`.
    sides: [usize; 3],
    turns: Turns,
    /// Which matrix of the batch.
    matrix: usize,
    /// Taken out while it is written.
    q: Option<Tensor>,
    r: Option<Tensor>,
    status: Tensor,
}

/// What a turn made of a panel.
struct Step {
    /// `Q^T W`, unless it is the first panel.
    s: Option<Tensor>,
    /// `W - Q S`, likewise.
    rest: Option<Tensor>,
    factor: Factor,
}

/// A block column of `R` after some turns.
struct BlockColumn {
    s: Tensor,
    r: Tensor,
}

impl<'a> Work<'a> {
    /// Columns of the matrix from one on, at most a panel.
    fn columns_of_a(&self, first: usize, end: usize) -> Columns<'a> {
        let [rows, columns, _] = self.sides;
        Columns {
            tensor: self.a,
            first: self.matrix * rows * columns + first,
            pitch: columns,
            count: WIDTH.min(end - first),
        }
    }

    /// The first columns of `Q`.
    fn columns_of_q(&self, count: usize) -> Columns<'_> {
        let [rows, _, inner] = self.sides;
        Columns {
            tensor: self.q.as_ref().expect("it is put back after each launch"),
            first: self.matrix * rows * inner,
            pitch: inner,
            count,
        }
    }

    /// The next columns of `Q` and of `R`.
    fn next_panel(&mut self, first: usize) -> Result<(), Error> {
        let source = self.columns_of_a(first, self.sides[2]);
        let mut column = None;
        let mut kept: (Option<Tensor>, Option<Blocks>) = (None, None);
        for turn in 0..self.turns.all {
            let (w, gram) = kept;
            let input = w.as_ref().map_or(source, whole);
            let step = self.step((first, turn), input, gram)?;
            let left = step.rest.as_ref().map_or(input, whole);
            let is_last = turn + 1 == self.turns.all;
            let scaled = Combination {
                base: None,
                left,
                right: &step.factor.inverse,
                factor: (!is_last).then_some(&step.factor.r),
                rows: self.sides[0],
                gram: first == 0 && !is_last,
            };
            if is_last {
                let target = self.target_in_q(first);
                self.q = Some(self.panel.combine(&scaled, target)?.0);
                return self.keep_r(first, column, &step);
            }
            let (next, gram) = self.panel.combine(&scaled, Target::New(WIDTH))?;
            column = Some(self.turned(first, column, &step)?);
            kept = (Some(next), (first == 0).then_some(gram));
        }
        Ok(())
    }

    /// One turn: what of the panel is in `Q`, what is left of it, and the factor of that.
    fn step(
        &mut self,
        (first, turn): (usize, usize),
        input: Columns<'_>,
        gram: Option<Blocks>,
    ) -> Result<Step, Error> {
        let (panel, rows) = (self.panel, self.sides[0]);
        let (s, rest, sums) = match gram {
            Some(gram) => (None, None, gram),
            None if first == 0 => (None, None, panel.cross(input, input, rows)?),
            None => {
                let q = self.columns_of_q(first);
                let s = panel.added(panel.cross(q, input, rows)?)?;
                let rest = Combination {
                    base: Some(input),
                    left: q,
                    right: &s,
                    factor: None,
                    rows,
                    gram: true,
                };
                let (rest, sums) = panel.combine(&rest, Target::New(WIDTH))?;
                (Some(s), Some(rest), sums)
            }
        };
        let is_shifted = turn < self.turns.shifted;
        let turn = Turn {
            columns: WIDTH.min(self.sides[2] - first),
            shift: if is_shifted { SHIFT } else { 0.0 },
            is_last: turn + 1 == self.turns.all,
        };
        let factor = panel.factor(sums, &self.status, &turn)?;
        self.status = factor.status.clone();
        Ok(Step { s, rest, factor })
    }

    /// The block column after one more turn.
    fn turned(
        &self,
        first: usize,
        before: Option<BlockColumn>,
        step: &Step,
    ) -> Result<BlockColumn, Error> {
        let [s, r] = step.parts();
        let Some(before) = before else {
            return Ok(BlockColumn {
                s: s.clone(),
                r: r.clone(),
            });
        };
        let blocks = first / WIDTH;
        let before = Some([&before.s, &before.r]);
        let all = (self.panel).assemble(before, [s, r], (blocks, true), Target::New(WIDTH))?;
        let r = all
            .slice(0, blocks..blocks + 1)
            .map_err(runtime(self.panel.op))?;
        Ok(BlockColumn { s: all, r })
    }

    /// Writes the block column after the last turn.
    fn keep_r(
        &mut self,
        first: usize,
        before: Option<BlockColumn>,
        step: &Step,
    ) -> Result<(), Error> {
        let before = before.as_ref().map(|before| [&before.s, &before.r]);
        let target = self.target_in_r(first, self.sides[2]);
        let blocks = (first / WIDTH, true);
        self.r = Some((self.panel).assemble(before, step.parts(), blocks, target)?);
        Ok(())
    }

    /// `Q^T` of columns that have none of `Q`.
    fn rest_of_r(&mut self, first: usize) -> Result<(), Error> {
        let [rows, columns, inner] = self.sides;
        let (q, input) = (self.columns_of_q(inner), self.columns_of_a(first, columns));
        let s = self.panel.added(self.panel.cross(q, input, rows)?)?;
        let target = self.target_in_r(first, columns);
        let blocks = (inner.div_ceil(WIDTH), false);
        self.r = Some((self.panel).assemble(None, [&s, &s], blocks, target)?);
        Ok(())
    }

    fn target_in_q(&mut self, first: usize) -> Target {
        let [rows, _, inner] = self.sides;
        Target::Into {
            array: self.q.take().expect("it is put back after each launch"),
            first: self.matrix * rows * inner + first,
            pitch: inner,
            sides: [rows, WIDTH.min(inner - first)],
        }
    }

    fn target_in_r(&mut self, first: usize, end: usize) -> Target {
        let [_, columns, inner] = self.sides;
        Target::Into {
            array: self.r.take().expect("it is put back after each launch"),
            first: self.matrix * inner * columns + first,
            pitch: columns,
            sides: [inner, WIDTH.min(end - first)],
        }
    }
}

impl Step {
    /// `S`, or anything for the first panel, and `R`.
    fn parts(&self) -> [&Tensor; 2] {
        [self.s.as_ref().unwrap_or(&self.factor.r), &self.factor.r]
    }
}

/// All of a panel that is an array of its own.
fn whole(panel: &Tensor) -> Columns<'_> {
    Columns {
        tensor: panel,
        first: 0,
        pitch: WIDTH,
        count: WIDTH,
    }
}
