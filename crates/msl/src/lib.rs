//! Metal compute source to typed IR, checks, meaning and text. Pure: no I/O, no unsafe, no GPU.
#![forbid(unsafe_code)]

pub mod analysis;
pub mod compile;
pub mod contract;
pub mod diagnostic;
pub mod dtype;
pub mod emit;
pub mod interp;
pub mod ir;
pub mod lint;
pub mod lower;
pub mod source;
pub mod stdlib;
pub mod syntax;
pub mod unit;
pub mod valid;

pub use ir::arena;
pub(crate) use ir::hash;
