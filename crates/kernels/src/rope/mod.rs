//! Rotary position embedding.

mod decode;
mod reference;

pub use decode::{DecodeInputs, RopeDecode, rope_decode};
