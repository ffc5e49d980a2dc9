//! kernsmith-testkit.
#![forbid(unsafe_code)]
