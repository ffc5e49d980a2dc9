//! kernsmith-kernels.
#![forbid(unsafe_code)]
