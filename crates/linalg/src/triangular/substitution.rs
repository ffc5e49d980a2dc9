//! `T X = B` of float32 by kernels (`substitution.metal`): diagonal blocks are inverted, and everything else is products.
//!
//! Not for one right side at a time: a strip of 64 of them costs as much as one. An upper triangle is a lower one from the
//! last row to the first. Where a diagonal element is zero, or a result is not a number, the host has the last word.
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
    let mut work = Work::begin((op, stream), (a, b), options)?;
    for first in (0..work.blocks).step_by(GROUP) {
        let end = work.blocks.min(first + GROUP);
        work.rows(first, end)?;
        if end < work.blocks {
            work.update(first, end)?;
        }
    }
    let (x, status) = work.end(b.unwrap_or(a).tensor.shape())?;
    let status = status.item::<u32>().map_err(runtime(op))?;
    Ok((status == 0).then_some(x))
}

/// Equations on their way.
struct Work<'a> {
    op: &'static str,
    stream: &'a Stream,
    batches: usize,
    blocks: usize,
    strips: usize,
    form: Vec<u8>,
    sides: [usize; 2],
    lower: Tensor,
    inverses: Tensor,
    status: Option<Tensor>,
    /// Taken out while it is written.
    x: Option<Tensor>,
}

impl<'a> Work<'a> {
    fn begin(
        (op, stream): (&'static str, &'a Stream),
        (a, b): (Operand<'_>, Option<Operand<'_>>),
        options: &TriangularOptions,
    ) -> Result<Self, Error> {
        let batches: usize = a.outer.iter().product();
        let wanted = b.map_or(a.rows, |b| b.columns);
        let (blocks, strips) = (a.rows.div_ceil(SIDE), wanted.div_ceil(SIDE));
        let [side, columns] = [blocks * SIDE, strips * SIDE];
        let flags = [
            options.triangle == Triangle::Upper,
            options.transpose,
            options.unit,
            b.is_none(),
        ]
        .map(usize::from);
        let form = words(&[&[a.rows, side, wanted, columns][..], &flags[..]].concat());
        let element_wise =
            |name, input: &Tensor, [rows, columns]: [usize; 2]| -> Result<Tensor, Error> {
                let call = Call::new()
                    .buffer(0, input)
                    .output(1, [batches, rows, columns], DType::F32)
                    .bytes(2, form.clone())
                    .grid([columns, rows, batches])
                    .threadgroup([32, 8, 1]);
                Ok(launch((op, stream), name, call)?.remove(0))
            };
        let lower = element_wise("tri_begin", a.tensor, [side, side])?;
        let x = element_wise("tri_sides", b.unwrap_or(a).tensor, [side, columns])?;
        let status = Tensor::full(stream.device(), 0.0, DType::U32, [1]).map_err(runtime(op))?;
        let call = Call::new()
            .buffer(0, &lower)
            .output(1, [batches, blocks, SIDE, SIDE], DType::F32)
            .update(2, &status)
            .bytes(3, words(&[blocks]))
            .grid([THREADS * blocks, batches, 1])
            .threadgroup([THREADS, 1, 1]);
        let mut made = launch((op, stream), "tri_invert", call)?;
        let (status, inverses) = (made.pop(), made.remove(0));
        Ok(Self {
            op,
            stream,
            batches,
            blocks,
            strips,
            form,
            sides: [a.rows, wanted],
            lower,
            inverses,
            status,
            x: Some(x),
        })
    }

    /// A group of block rows of the solution.
    fn rows(&mut self, first: usize, end: usize) -> Result<(), Error> {
        let call = Call::new()
            .buffer(0, &self.lower)
            .buffer(1, &self.inverses)
            .bytes(3, words(&[self.blocks, self.strips, first, end]))
            .grid([THREADS * self.strips, self.batches, 1]);
        self.in_place("tri_rows", call, 2)
    }

    /// What it leaves of the right sides below.
    fn update(&mut self, first: usize, end: usize) -> Result<(), Error> {
        let rows = self.blocks - end;
        let call = Call::new()
            .buffer(0, &self.lower)
            .bytes(2, words(&[self.blocks, self.strips, first, end]))
            .grid([THREADS * rows, self.strips, self.batches]);
        self.in_place("tri_update", call, 1)
    }

    fn in_place(&mut self, name: &'static str, call: Call, index: u32) -> Result<(), Error> {
        let x = self.x.take().expect("it is put back after each launch");
        let call = call.update(index, &x).threadgroup([THREADS, 1, 1]);
        // From here on the call alone holds it.
        drop(x);
        self.x = Some(launch((self.op, self.stream), name, call)?.remove(0));
        Ok(())
    }

    /// The solution in the caller's shape, and whether it is one.
    fn end(self, shape: &[usize]) -> Result<(Tensor, Tensor), Error> {
        let [rows, columns] = self.sides;
        let call = Call::new()
            .buffer(0, &self.x.expect("it is put back after each launch"))
            .output(1, shape, DType::F32)
            .update(2, &self.status.expect("the inverses came with it"))
            .bytes(3, self.form)
            .grid([columns, rows, self.batches])
            .threadgroup([32, 8, 1]);
        let mut made = launch((self.op, self.stream), "tri_end", call)?;
        let status = made
            .pop()
            .expect("a kernel has as many outputs as were bound");
        Ok((made.remove(0), status))
    }
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
