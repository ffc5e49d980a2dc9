//! The `kernsmith` command.
#![forbid(unsafe_code)]

fn main() {}
