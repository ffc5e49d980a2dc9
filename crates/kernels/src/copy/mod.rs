//! Copies: the floor under everything that is bound by memory.

mod memcpy;

pub use memcpy::{MEMCPY, memcpy};
