//! Copies: the floor under everything that is bound by memory.

mod memcpy;
mod memcpy_flat;

pub use memcpy::{MEMCPY, memcpy};
pub use memcpy_flat::Memcpy;
