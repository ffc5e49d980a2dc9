//! Lints of the syntax tree: what the IR no longer shows, such as variables that became values.
//!
//! They look at each function's text once, however many instances a template has.

pub(super) mod assignment_in_condition;
pub(super) mod flow;
pub(super) mod function;
pub(super) mod missing_include;
pub(super) mod missing_kernel_keyword;
pub(super) mod missing_return;
pub(super) mod self_assignment;
pub(super) mod shadowed_variable;
pub(super) mod unreachable_code;
pub(super) mod unused_function;
pub(super) mod unused_variable;
pub(super) mod words;
