//! What the tests of several crates share: goldens, closeness, the corpus format, generated kernels.
//!
//! Only tests depend on this crate. With the feature `device` it knows the runtime too.
#![forbid(unsafe_code)]

pub mod array;
pub mod closeness;
pub mod corpus;
pub mod data;
#[cfg(feature = "device")]
pub mod device;
pub mod fuzz;
pub mod generate;
pub mod golden;
pub mod shapes;
