//! The `kernsmith` command.

fn main() {}
