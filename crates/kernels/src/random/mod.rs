//! Random numbers by key: no state, the same bits on every device.
//!
//! Not a generator that is advanced: element `i` of an array is a function of the key and of `i`, so
//! threads, devices and shapes make no difference. From a key, others are derived ([`Key::derive`]).
//! Kernels that draw numbers themselves use `include/kernsmith/philox.h`.

mod draw;
mod philox;

pub use draw::{DRAW, Key, normal, uniform, words};
pub use philox::philox;
