//! Metal's standard library: which functions there are, which form a call means, and what it does.
//!
//! What it is not: it declares nothing in Metal text (but [`PRELUDE`]), and it converts no
//! argument: it says to which types the caller converts them. It knows no user function.
//!
//! # The idea
//!
//! A function is one or more rows of a table, a row for each overload family: a class of types
//! that `T` may stand for, parameters and result in terms of `T`, and either one operation of the
//! IR or a function here that writes several. [`resolve`] deduces `T` from the arguments,
//! [`emit`] writes the operations.
//!
//! # How `T` is found
//!
//! Metal declares each function once for each scalar and vector type, so that C++ calls mixed
//! arguments ambiguous more often than a reader would. Here:
//!
//! * a vector argument decides; scalars beside it are converted and repeated;
//! * literals follow the other arguments: `max(x, 0)` is of `x`'s type;
//! * otherwise integers and floats meet as in arithmetic (C++14 \[expr\] and clause 2.7), but
//!   `half`, `bfloat` and `float` do not mix: that stays ambiguous, with a help;
//! * a function of floats takes an integer as `float`.
//!
//! # What the caller does
//!
//! * Names: a call of `f`, `metal::f`, `fast::f`, `precise::f` (also `metal::fast::f`) with
//!   [`is_function`] comes here. Where the user has functions of that name too, one that matches
//!   without a conversion goes first, then this library, then the user's others.
//! * Arguments: `Argument::ty` is the type of the value. Each is converted to `Resolved::params`
//!   implicitly. Where a parameter is a pointer and the argument is none, the parameter is a
//!   reference and takes the address of the argument's place, which must lie in `thread` memory.
//! * Constants: `mem_flags::…`, `memory_order_…` and `thread_scope_…` are `uint` constants
//!   ([`named_constant`]); their sum of bits by `|` is folded by the caller and handed over in
//!   `Argument::constant`.
//! * `simd_ballot` and `simd_active_threads_mask` give `ulong` for `simd_vote`; so their `quad_` forms.
//!
//! Source: Metal Shading Language Specification 3.2, clauses 6.1 to 6.10 and 6.13 to 6.15.

mod absent;
mod constant;
mod emit;
mod geometric;
mod integer;
mod macros;
mod math;
mod pack;
mod prelude;
mod relational;
mod resolve;
mod row;
#[cfg(test)]
mod tests;
mod threads;

pub(crate) use absent::{family, type_family};
pub use constant::{is_memory_flag, memory_flag_names, named_constant};
pub use emit::{Expansion, emit};
pub use macros::MACROS;
pub use prelude::{PRELUDE, Part, missing_parts};
pub use resolve::resolve;

use threads::{atomic, barrier, matrix};

use crate::{
    hash::HashSet,
    ir::{
        AtomicOp, BarrierScope, MathFn, MatrixOp, MemoryFlags, MemoryOrder, Precision, SimdOp,
        TypeId,
    },
};
use std::sync::LazyLock;

/// Whether the standard library has a function of this name.
#[must_use]
pub fn is_function(name: &str) -> bool {
    static NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| all_names().collect());
    NAMES.contains(name)
}

/// All names of functions, sorted; for hints.
#[must_use]
pub fn function_names() -> Vec<&'static str> {
    let mut names: Vec<_> = all_names().collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn all_names() -> impl Iterator<Item = &'static str> {
    let rows = row::all().map(|row| row.name);
    let threads = atomic::names().chain(barrier::names());
    rows.chain(threads).chain(matrix::names())
}

/// The function that means just this operation; `None` for what Metal has no name for.
#[must_use]
pub fn math_name(function: MathFn) -> Option<&'static str> {
    let named = |row: &row::Row| matches!(row.what, row::What::Math(known) if known == function);
    match function {
        MathFn::All => Some("all"),
        MathFn::Any => Some("any"),
        _ => row::all().find(|row| named(row)).map(|row| row.name),
    }
}

/// The function that means just this operation.
#[must_use]
pub fn simd_name(op: SimdOp) -> &'static str {
    let named = |row: &row::Row| matches!(row.what, row::What::Simd(known) if known == op);
    let found = row::all().find(|row| named(row));
    found.expect("each operation is a row's").name
}

/// How a call qualifies the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// Not at all, or `metal::`.
    Plain,
    /// `fast::`.
    Fast,
    /// `precise::`.
    Precise,
}

/// An argument of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Type of its value.
    pub ty: TypeId,
    /// Whether it is a number as written, which takes the type that the others have.
    pub literal: bool,
    /// Its bits, where it is an integer constant.
    pub constant: Option<u64>,
}

impl Argument {
    /// An argument that is neither a literal nor a constant.
    #[must_use]
    pub const fn value(ty: TypeId) -> Self {
        Self {
            ty,
            literal: false,
            constant: None,
        }
    }
}

/// The form of a function that a call means.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// What each argument is converted to first. A pointer where the argument is none is a
    /// reference: it takes the argument's address.
    pub params: Vec<TypeId>,
    /// Type of the call.
    pub ret: TypeId,
    /// What [`emit`] writes.
    pub action: Action,
}

/// What a call does.
#[derive(Clone, Copy, Debug)]
pub enum Action {
    /// One function of the math library.
    Math(MathFn, Precision),
    /// One operation between the threads of a simdgroup.
    Simd(SimdOp),
    /// One atomic operation.
    Atomic(AtomicOp, MemoryOrder),
    /// An atomic compare and exchange that hands back whether it took place.
    CompareExchange(MemoryOrder),
    /// A barrier.
    Barrier(BarrierScope, MemoryFlags),
    /// One operation on a matrix.
    Matrix(MatrixOp),
    /// A fence.
    Fence(MemoryFlags, MemoryOrder),
    /// Several operations.
    Expand(Expansion, Precision),
}

/// Why no form of a function fits a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    /// What is wrong.
    pub kind: MismatchKind,
    /// One line about it.
    pub message: String,
    /// The forms that there are.
    pub candidates: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
}

/// The ways in which a call does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MismatchKind {
    /// No form takes so many arguments.
    Count,
    /// No form takes arguments of these types.
    Types,
    /// Several forms fit equally well.
    Ambiguous,
    /// An argument must be a constant.
    NotConstant,
}
