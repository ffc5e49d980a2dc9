//! What the tests of several crates share: goldens, closeness, the corpus format, generated kernels.
//!
//! Only tests depend on this crate. It knows the front end and no device.
#![forbid(unsafe_code)]

pub mod golden;
