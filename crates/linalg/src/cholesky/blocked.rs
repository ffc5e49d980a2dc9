//! `A = L L^T` of float32 by kernels (`blocked.metal`): block columns of 64, one a launch.
//!
//! A block column waits for the one before it, and leaves most of a device idle. So the launch that makes one also
//! subtracts the one before from all that is to the right; the column itself subtracts that on its own. Every threadgroup
//! of a column factors the diagonal block itself, which takes as long as to wait for one that does, and spares a launch.
//!
//! ```text
//! for each block column k, p = k - 1:  A_kk - L_kp L_kp^T = L_kk L_kk^T
//!                                      L_ik = (A_ik - L_ip L_kp^T) L_kk^-T            for i > k
//!                                      A_ij -= L_ip L_jp^T                            for i >= j > k
//! ```
//!
//! The host looks once, at the end, whether a pivot was not positive.

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use super::Triangle;
use crate::{Error, error::runtime, host::Operand, policy::Built};

/// The file, for those who launch it themselves.
pub static BLOCKED: WholeFile = WholeFile {
    file: "blocked.metal",
    text: concat!(
        include_str!("../../include/kernsmith/side.h"),
        include_str!("../../include/kernsmith/factor.h"),
        include_str!("blocked.metal")
    ),
};

/// Rows and columns of a block, as the kernels have it.
pub(crate) const SIDE: usize = 64;
const THREADS: u32 = 256;
/// Rows that a thread copies, as the kernels have it.
const EACH: usize = 4;
/// Sides whose elements are counted in 32 bits along each axis, and whose threads a grid has.
const MOST: usize = 1 << 19;

/// What there is as kernels for matrices of this side.
pub(crate) fn built(side: usize, check_finite: bool) -> Built {
    match check_finite {
        true => Built::LOOKS_FOR_FINITE,
        false if side == 0 || side > MOST => Built::NO_SIDES,
        false => Built::Single,
    }
}

/// `L` of all matrices, or its transpose; `None` where a pivot of one is not positive, or not a number.
pub(crate) fn factor(
    (op, stream): (&'static str, &Stream),
    a: Operand<'_>,
    triangle: Triangle,
) -> Result<Option<Tensor>, Error> {
    let batches: usize = a.outer.iter().product();
    let mut work = Work::begin((op, stream), a, triangle)?;
    let blocks = work.blocks;
    for column in 0..blocks {
        work = work.step(column)?;
    }
    let end = Call::new()
        .buffer(0, &work.matrix)
        .buffer(1, &work.diagonal)
        .output(2, a.tensor.shape(), DType::F32)
        .bytes(
            3,
            words(&[a.rows, blocks, usize::from(triangle == Triangle::Upper)]),
        )
        .grid([a.rows, a.rows.div_ceil(EACH), batches])
        .threadgroup([32, 8, 1]);
    let factor = work.launch("llt_end", end)?.remove(0);
    let status = work.status.to_vec::<u32>().map_err(runtime(op))?;
    let is_good = status.iter().all(|pivot| *pivot == 0);
    Ok(is_good.then_some(factor))
}

/// A factor in the making.
struct Work<'a> {
    op: &'static str,
    stream: &'a Stream,
    blocks: usize,
    batches: usize,
    matrix: Tensor,
    diagonal: Tensor,
    status: Tensor,
}

impl<'a> Work<'a> {
    fn begin(
        (op, stream): (&'static str, &'a Stream),
        a: Operand<'_>,
        triangle: Triangle,
    ) -> Result<Self, Error> {
        let batches: usize = a.outer.iter().product();
        let blocks = a.rows.div_ceil(SIDE);
        let side = blocks * SIDE;
        let call = Call::new()
            .buffer(0, a.tensor)
            .output(1, [batches, side, side], DType::F32)
            .bytes(
                2,
                words(&[a.rows, side, usize::from(triangle == Triangle::Upper)]),
            )
            .grid([side, side / EACH, batches])
            .threadgroup([32, 8, 1]);
        let launched = function(op, &BLOCKED, "llt_begin")?.launch_once(stream, call);
        let matrix = launched.map_err(runtime(op))?.outputs.remove(0);
        let full = |dtype, shape: &[usize]| {
            Tensor::full(stream.device(), 0.0, dtype, shape).map_err(runtime(op))
        };
        Ok(Self {
            op,
            stream,
            blocks,
            batches,
            matrix,
            diagonal: full(DType::F32, &[batches, blocks, SIDE, SIDE])?,
            status: full(DType::U32, &[batches])?,
        })
    }

    fn step(self, column: usize) -> Result<Self, Error> {
        let rows = self.blocks - column;
        // Of what is to the right of the column; before the second one there is nothing to subtract.
        let tiles = if column == 0 { 0 } else { rows / 2 };
        let groups = rows + tiles * (tiles + 1) / 2;
        let mut call = Call::new()
            .bytes(3, words(&[self.blocks, column]))
            .grid([THREADS as usize * groups, self.batches, 1])
            .threadgroup([THREADS, 1, 1]);
        let arrays = [self.matrix, self.diagonal, self.status];
        for (index, array) in (0..).zip(&arrays) {
            call = call.update(index, array);
        }
        // From here on the call alone holds them.
        drop(arrays);
        let launched = function(self.op, &BLOCKED, "llt_step")?.launch_once(self.stream, call);
        let outputs = launched.map_err(runtime(self.op))?.outputs;
        let [matrix, diagonal, status] = outputs
            .try_into()
            .expect("a kernel has as many outputs as were bound");
        Ok(Self {
            matrix,
            diagonal,
            status,
            ..self
        })
    }

    fn launch(&self, name: &'static str, call: Call) -> Result<Vec<Tensor>, Error> {
        let launched = function(self.op, &BLOCKED, name)?.launch_once(self.stream, call);
        Ok(launched.map_err(runtime(self.op))?.outputs)
    }
}

/// 32-bit numbers as a structure that the kernels read.
fn words(numbers: &[usize]) -> Vec<u8> {
    let word = |number: &usize| u32::try_from(*number).expect("sides were found to be below 2^19");
    numbers
        .iter()
        .flat_map(|number| word(number).to_ne_bytes())
        .collect()
}
