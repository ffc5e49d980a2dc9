//! What each instruction does to the lanes of a block.
//!
//! An instruction of the table is a loop over the lanes, or one evaluation where all lanes share
//! the value; its name says what and on which kind of register. `bool` is all ones or all zeros
//! in a 32-bit lane, so that it also serves as a mask. Integers narrower than 32 bits are kept
//! extended by their sign, `half` and `bfloat` as the `float` of the same value.

mod atomic;
mod batch;
mod control;
mod dot;
mod element;
mod log;
mod loops;
mod matrix;
mod memory;
mod place;
mod quads;
mod rows;
mod simd;
mod stream;
mod table;

pub(super) use batch::SWAPPED;
pub(super) use control::RangeForm;
pub(super) use loops::MASKED;
pub(super) use table::Opcode;
