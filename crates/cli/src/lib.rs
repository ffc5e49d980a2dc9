//! kernsmith-cli.
#![forbid(unsafe_code)]
