//! Functions between threads: barriers, atomics and fences, and what simdgroups and quadgroups do
//! together (clauses 6.7, 6.9 and 6.15).

pub(super) mod atomic;
pub(super) mod barrier;
pub(super) mod matrix;
pub(super) mod quadgroup;
pub(super) mod simdgroup;
