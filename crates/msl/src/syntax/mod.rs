//! Text to tokens to syntax tree. Never fails, never resolves a name.

pub mod ast;
