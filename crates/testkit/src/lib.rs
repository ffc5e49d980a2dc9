//! What the tests of several crates share: goldens, closeness, the corpus format, generated kernels.
//!
//! Only tests depend on this crate. It knows the front end and the interpreter, and no device.
#![forbid(unsafe_code)]

pub mod array;
pub mod closeness;
pub mod corpus;
pub mod data;
pub mod generate;
pub mod golden;
