//! `T X = B` of float32 by kernels (`substitution.metal`): diagonal blocks are inverted, and everything else is products.
//!
//! A strip of 64 right sides costs as much as one of them, so that up to four have kernels of their own. An upper
//! triangle is a lower one from the last row to the first. Where a diagonal element is zero, or a result is not a number, the host has the last word.
//!
//! Source: Du Croz and Higham, *Stability of methods for matrix inversion* (1992), on inverted diagonal blocks.

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use super::TriangularOptions;
use crate::{Error, cholesky::Triangle, error::runtime, host::Operand, policy::Built};

/// The file, for those who launch it themselves.
pub static SUBSTITUTION: WholeFile = WholeFile {
    file: "substitution.metal",
    text: concat!(
        include_str!("../../include/kernsmith/side.h"),
        include_str!("../../include/kernsmith/block.h"),
        include_str!("substitution.metal")
    ),
};

/// Rows and columns of a block, as the kernels have it.
const SIDE: usize = 64;
/// Block rows of a group. Not tuned.
const GROUP: usize = 4;
/// Right sides that have kernels of their own.
const FEW: usize = 4;
/// Rows of a threadgroup of the update of few right sides.
const ROWS_OF_FEW: usize = 8;
const THREADS: usize = 256;
/// Sides and right sides that kernels count.
const MOST: usize = 1 << 20;

/// What there is as kernels for matrices of this side and so many right sides.
pub(crate) fn built(side: usize, columns: usize, check_finite: bool) -> Built {
    match check_finite {
        true => Built::LOOKS_FOR_FINITE,
        false if side.min(columns) == 0 || side.max(columns) > MOST => Built::NO_SIDES,
        false => Built::Single,
    }
}

/// The solutions for all matrices, or without right sides the inverses; `None` where a diagonal element is zero or a number is none.
pub(crate) fn solve(
    (op, stream): (&'static str, &Stream),
    (a, b): (Operand<'_>, Option<Operand<'_>>),
    options: &TriangularOptions,
) -> Result<Option<Tensor>, Error> {
    let status = new_status((op, stream))?;
    let (triangles, status) = Triangles::of((op, stream), a, options, status)?;
    let sides = Sides {
        columns: b.map_or(a.rows, |b| b.columns),
        shape: b.unwrap_or(a).tensor.shape(),
        numbers: b.map(|b| b.tensor),
    };
    let (x, status) = triangles.solve(&sides, status)?;
    let status = status.item::<u32>().map_err(runtime(op))?;
    Ok((status == 0).then_some(x))
}

/// What triangles and solutions add to where they fail: zero is none that did.
pub(crate) fn new_status((op, stream): (&'static str, &Stream)) -> Result<Tensor, Error> {
    Tensor::full(stream.device(), 0.0, DType::U32, [1]).map_err(runtime(op))
}

/// Right sides.
pub(crate) struct Sides<'a> {
    pub(crate) columns: usize,
    /// As the caller has them.
    pub(crate) shape: &'a [usize],
    /// The identity where there are none.
    pub(crate) numbers: Option<&'a Tensor>,
}

/// Triangular matrices whose diagonal blocks are inverted, for right sides one after another.
pub(crate) struct Triangles<'a> {
    op: &'static str,
    stream: &'a Stream,
    batches: usize,
    side: usize,
    /// Which half is read, whether it is the transpose that is meant, and whether the diagonal is ones.
    flags: [usize; 3],
    lower: Tensor,
    inverses: Tensor,
}

impl<'a> Triangles<'a> {
    /// Of an argument, and the status with what failed.
    pub(crate) fn of(
        (op, stream): (&'static str, &'a Stream),
        a: Operand<'_>,
        options: &TriangularOptions,
        status: Tensor,
    ) -> Result<(Self, Tensor), Error> {
        let batches: usize = a.outer.iter().product();
        let blocks = a.rows.div_ceil(SIDE);
        let is_upper = options.triangle == Triangle::Upper;
        let flags = [is_upper, options.transpose, options.unit].map(usize::from);
        let side = blocks * SIDE;
        let form = form([a.rows, a.rows], flags, false);
        let call = element_wise(a.tensor, form, [batches, side, side]);
        let lower = launch((op, stream), "tri_begin", call)?.remove(0);
        let call = Call::new()
            .buffer(0, &lower)
            .output(1, [batches, blocks, SIDE, SIDE], DType::F32)
            .update(2, &status)
            .bytes(3, words(&[blocks]))
            .grid([THREADS * blocks, batches, 1])
            .threadgroup([THREADS, 1, 1]);
        drop(status);
        let made = launch((op, stream), "tri_invert", call)?;
        let [inverses, status] = outputs(made);
        let triangles = Self {
            op,
            stream,
            batches,
            side: a.rows,
            flags,
            lower,
            inverses,
        };
        Ok((triangles, status))
    }

    /// The solutions in the caller's shape, and the status with what failed.
    pub(crate) fn solve(
        &self,
        sides: &Sides<'_>,
        status: Tensor,
    ) -> Result<(Tensor, Tensor), Error> {
        let blocks = self.side.div_ceil(SIDE);
        let mut work = Work::begin(self, sides)?;
        for first in (0..blocks).step_by(GROUP) {
            let end = blocks.min(first + GROUP);
            work.rows(first, end)?;
            if end < blocks {
                work.update(first, end)?;
            }
        }
        work.end(sides.shape, status)
    }
}

/// Equations on their way.
struct Work<'a> {
    of: &'a Triangles<'a>,
    blocks: usize,
    strips: usize,
    columns: usize,
    form: Vec<u8>,
    /// Taken out while it is written.
    x: Option<Tensor>,
}

impl<'a> Work<'a> {
    fn begin(of: &'a Triangles<'a>, sides: &Sides<'_>) -> Result<Self, Error> {
        let (blocks, strips) = (of.side.div_ceil(SIDE), sides.columns.div_ceil(SIDE));
        let form = form([of.side, sides.columns], of.flags, sides.numbers.is_none());
        let shape = [of.batches, blocks * SIDE, strips * SIDE];
        let call = element_wise(sides.numbers.unwrap_or(&of.lower), form.clone(), shape);
        let x = launch((of.op, of.stream), "tri_sides", call)?.remove(0);
        Ok(Self {
            of,
            blocks,
            strips,
            columns: sides.columns,
            form,
            x: Some(x),
        })
    }

    /// A group of block rows of the solution.
    fn rows(&mut self, first: usize, end: usize) -> Result<(), Error> {
        let call = Call::new()
            .buffer(0, &self.of.lower)
            .buffer(1, &self.of.inverses)
            .bytes(3, words(&[self.blocks, self.strips, first, end]))
            .grid([THREADS * self.strips, self.of.batches, 1]);
        let name = match self.columns <= FEW {
            true => "tri_rows_few",
            false => "tri_rows",
        };
        self.in_place(name, call, 2)
    }

    /// What it leaves of the right sides below.
    fn update(&mut self, first: usize, end: usize) -> Result<(), Error> {
        let rows = self.blocks - end;
        let call = Call::new()
            .buffer(0, &self.of.lower)
            .bytes(2, words(&[self.blocks, self.strips, first, end]));
        if self.columns <= FEW {
            let groups = rows * SIDE / ROWS_OF_FEW;
            let call = call.grid([THREADS * groups, self.of.batches, 1]);
            return self.in_place("tri_update_few", call, 1);
        }
        let call = call.grid([THREADS * rows, self.strips, self.of.batches]);
        self.in_place("tri_update", call, 1)
    }

    fn in_place(&mut self, name: &'static str, call: Call, index: u32) -> Result<(), Error> {
        let x = self.x.take().expect("it is put back after each launch");
        let call = call.update(index, &x).threadgroup([THREADS, 1, 1]);
        // From here on the call alone holds it.
        drop(x);
        self.x = Some(launch((self.of.op, self.of.stream), name, call)?.remove(0));
        Ok(())
    }

    fn end(self, shape: &[usize], status: Tensor) -> Result<(Tensor, Tensor), Error> {
        let call = Call::new()
            .buffer(0, &self.x.expect("it is put back after each launch"))
            .output(1, shape, DType::F32)
            .update(2, &status)
            .bytes(3, self.form)
            .grid([self.columns, self.of.side, self.of.batches])
            .threadgroup([32, 8, 1]);
        drop(status);
        let made = launch((self.of.op, self.of.stream), "tri_end", call)?;
        let [x, status] = outputs(made);
        Ok((x, status))
    }
}

/// The sizes of kernels that go through elements.
fn form([side, columns]: [usize; 2], flags: [usize; 3], is_identity: bool) -> Vec<u8> {
    let whole = |count: usize| count.next_multiple_of(SIDE);
    let sides = [side, whole(side), columns, whole(columns)];
    words(&[&sides[..], &flags, &[usize::from(is_identity)]].concat())
}

/// A launch for each element of `[batches, rows, columns]`.
fn element_wise(
    input: &Tensor,
    form: Vec<u8>,
    shape @ [batches, rows, columns]: [usize; 3],
) -> Call {
    Call::new()
        .buffer(0, input)
        .output(1, shape, DType::F32)
        .bytes(2, form)
        .grid([columns, rows, batches])
        .threadgroup([32, 8, 1])
}

fn outputs<const N: usize>(made: Vec<Tensor>) -> [Tensor; N] {
    made.try_into()
        .expect("a kernel has as many outputs as were bound")
}

fn launch(
    (op, stream): (&'static str, &Stream),
    name: &'static str,
    call: Call,
) -> Result<Vec<Tensor>, Error> {
    let launched = function(op, &SUBSTITUTION, name)?.launch_once(stream, call);
    Ok(launched.map_err(runtime(op))?.outputs)
}

/// 32-bit numbers as a structure that the kernels read.
fn words(numbers: &[usize]) -> Vec<u8> {
    let word = |number: &usize| u32::try_from(*number).expect("sides were found to be below 2^20");
    numbers
        .iter()
        .flat_map(|number| word(number).to_ne_bytes())
        .collect()
}
