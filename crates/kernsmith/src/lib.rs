//! kernsmith.
#![forbid(unsafe_code)]
