//! Launches `thin.metal`: products of a matrix with at most 48 columns.
//!
//! Not for matrices whose rows do not begin at multiples of four elements.

use kernsmith_kernels::plan::WholeFile;
use kernsmith_runtime::{Call, DType, Tensor};

use super::jacobi::{Launcher, words};
use crate::Error;

/// The file, for those who launch it themselves.
pub static THIN: WholeFile = WholeFile {
    file: "thin.metal",
    text: include_str!("thin.metal"),
};

/// Columns that count, as the kernels have it.
const WIDTH: usize = 48;
/// Columns that there are.
const PITCH: usize = 64;
const LENGTH: usize = 128;
const STEPS: usize = 32;
const THREADS: usize = 192;
/// Threadgroups that a product is cut into: about two for each multiprocessor of a large GPU. Not tuned.
const GROUPS: usize = 264;

/// Whether there is a product of a matrix with so many columns.
pub(super) fn is_thin(a: &Tensor, count: usize) -> bool {
    count <= WIDTH && a.shape()[1].is_multiple_of(4) && a.offset().is_multiple_of(4)
}

/// `A Y`, or `A^T Y`, where `Y` has 64 columns, of which no more than 48 are not zero.
pub(super) fn product(
    launcher: Launcher<'_>,
    a: &Tensor,
    y: &Tensor,
    is_transposed: bool,
) -> Result<Tensor, Error> {
    let [rows, columns] = [a.shape()[0], a.shape()[1]];
    let (name, length, steps) = match is_transposed {
        true => ("column_parts", columns, rows),
        false => ("row_parts", rows, columns),
    };
    let blocks = length.div_ceil(LENGTH);
    let slab = (steps * blocks).div_ceil(GROUPS).next_multiple_of(STEPS);
    let slabs = steps.div_ceil(slab);
    let call = Call::new()
        .buffer(0, a)
        .buffer(1, y)
        .output(2, [slabs, length, WIDTH], DType::F32)
        .bytes(3, words(&[rows, columns, slab]))
        .grid([THREADS * blocks, slabs, 1])
        .threadgroup([THREADS, 1, 1]);
    let [partial] = launcher.outputs(&THIN, name, call)?;
    let call = Call::new()
        .buffer(0, &partial)
        .output(1, [length, PITCH], DType::F32)
        .bytes(2, words(&[slabs]))
        .grid([PITCH, length, 1])
        .threadgroup([PITCH, 4, 1]);
    let [out] = launcher.outputs(&THIN, "part_sums", call)?;
    Ok(out)
}
