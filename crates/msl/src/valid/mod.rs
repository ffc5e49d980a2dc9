//! Checks that a module keeps the contract of [`ir`](crate::ir). A module that fails is a mistake
//! of whoever built it, never of the user.
//!
//! What it is not: it repairs nothing, and it judges no program. Barriers in divergent flow,
//! races and accesses out of bounds are valid IR.
//!
//! # What holds in a valid module
//!
//! 1. Types are finite: each names earlier types only. Vectors have 2 to 4 components, arrays at
//!    least 1 element of a type that has a size, fields have a size, struct names are unique.
//! 2. A constant has its type: scalars their width, composites as many parts as the type, and
//!    no pointer. Tables are constants.
//! 3. Names of functions are unique. A callee comes before its callers.
//! 4. Parameters and variables have a size; a variable lies in `thread` memory, or, in a kernel's
//!    function, in `threadgroup` memory.
//! 5. An `Eval` names no ambient value, and each value has at most one.
//! 6. A value that is not ambient is used only after its `Eval`, in the same block or in one nested
//!    in a later statement. What a loop's `before` evaluates holds in body, step and conditions.
//! 7. `Break` stands in a loop or switch, `Continue` in a loop, neither of them nor `Return` in a
//!    loop's `before` or `step`.
//! 8. Conditions are scalar `bool`, selectors scalar integers. Labels are of the selector's type
//!    and unique, and one case at most is the default.
//! 9. `Return` carries a value of the function's type, and none where that is `void`.
//! 10. Memory operations take pointers to what they say; nothing writes to `constant` memory, and
//!     only atomic operations reach atomics.
//! 11. Arithmetic, comparisons, conversions and the building of values have operands and results
//!     as their operation says.
//! 12. Math functions have operands and results as [`MathFn`](crate::ir::MathFn) says.
//! 13. Operations between threads have operands and results as they say.
//! 14. Kernels have unique names and return nothing. Each parameter has one binding of its kind of
//!     type, and no two share a buffer or threadgroup index.
//! 15. A log message is one of the module's, and its operands are the values that it prints.
//!
//! Source: the contract itself; the form (a numbered list, one function a rule) is cranelift's.

mod constant;
mod function;
mod kernel;
mod math;
mod memory;
mod op;
mod thread;
mod ty;

#[cfg(test)]
mod tests;

use crate::{
    ir::{Module, ValueId},
    source::Span,
};

/// A rule that a module breaks.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("rule {rule}{}: {message}", place(.function.as_deref(), *.value))]
pub struct Violation {
    /// Number of the rule in the list of this module.
    pub rule: u8,
    /// The function, where it is within one.
    pub function: Option<String>,
    /// The value, where it is about one.
    pub value: Option<ValueId>,
    /// What is wrong.
    pub message: String,
    /// The text it came from, where known.
    pub span: Option<Span>,
}

fn place(function: Option<&str>, value: Option<ValueId>) -> String {
    let function = function.map_or_else(String::new, |name| format!(" in `{name}`"));
    let value = value.map_or_else(String::new, |value| format!(" at {value:?}"));
    function + &value
}

impl Violation {
    fn new(rule: u8, message: impl Into<String>) -> Self {
        Self {
            rule,
            function: None,
            value: None,
            message: message.into(),
            span: None,
        }
    }
}

/// What a rule's function returns.
type Checked = Result<(), Violation>;

/// `Err` with the message where the condition does not hold.
fn ensure(rule: u8, holds: bool, message: impl FnOnce() -> String) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Violation::new(rule, message()))
    }
}

/// Checks all of it.
///
/// # Errors
/// The first rule that is broken.
pub fn validate(module: &Module) -> Result<(), Violation> {
    ty::check(module)?;
    constant::check_globals(module)?;
    function::check_all(module)?;
    kernel::check(module)
}
