//! The typed intermediate representation: what a kernel means, with nothing left to resolve.
//!
//! What it is not: it knows no templates, overloads, macros, implicit conversions or names in
//! scope. `lower` has settled all of that. It is not SSA over joins either: a variable that is
//! assigned in two branches is a [`Local`] that is stored to and loaded from.
//!
//! # Shape
//!
//! A [`Module`] holds types, constant tables, functions and kernels. A [`Function`] holds an arena
//! of [`Value`]s, one operation each, and a body: a tree of [`Block`]s. Control flow is
//! structured: [`Stmt::If`], [`Stmt::Loop`], [`Stmt::Switch`], `Break`, `Continue`, `Return`.
//!
//! # Values and evaluation
//!
//! * A value is evaluated where a [`Stmt::Eval`] names it, each time control passes there. Nothing
//!   else has an effect or a cost. The order of `Eval`s is the order of evaluation.
//! * *Ambient* values ([`Op::is_ambient`]: constants, parameters, addresses of locals and globals)
//!   are never in an `Eval` and may be used anywhere in their function.
//! * Any other value may be used only after its `Eval`, in the same block or in a block nested in
//!   a later statement of it. What [`Loop::before`] evaluates may be used in the loop's body,
//!   step and conditions; what the body evaluates may not be used in the step.
//! * Each value is named by at most one `Eval`.
//! * Operations with an effect and no result have type [`Type::Void`].
//!
//! # Types and memory
//!
//! * Arithmetic is between operands of one type; every conversion is an [`Op::Convert`].
//! * [`Type::Bool`-scalars](Scalar::Bool) take one byte in memory, 0 or 1; a load of any other
//!   byte counts as true.
//! * A pointer carries its address space and pointee. The address of a place is formed with
//!   [`Op::Field`], [`Op::Element`] and [`Op::Offset`]; nothing is computed by byte arithmetic except
//!   through [`Op::Offset`] over a byte pointee. References are pointers.
//! * A pointer loaded, stored or cast keeps what it points into: an implementation may represent it
//!   as an object and a byte offset. An access outside that object is undefined (a finding on the
//!   interpreter; executors read zero and drop the write, and never touch foreign memory).
//! * A pointer may be null: the constant [`Const::Zero`] of its type. It points into no object, and
//!   equals null pointers only.
//! * An access must be aligned to its type's alignment ([`Layout`](crate::analysis::layout)).
//! * Loads and stores of device and threadgroup memory are not atomic and not ordered between
//!   threads except by barriers and atomics.
//!
//! # Arithmetic
//!
//! * Integers wrap. Shift counts are masked by the width. Division and remainder by zero give
//!   zero (a finding on the interpreter); `MIN / -1` wraps.
//! * `half` and `bfloat` operations round each result to their type, to nearest even. `float` is
//!   IEEE binary32; subnormals are kept. No product and sum are contracted; [`MathFn::Fma`] is
//!   always fused.
//! * Comparisons are ordered, except `NotEqual`, which is true for NaN. `Bool` compares as 0 and 1.
//! * [`Op::Convert`]: integer to integer truncates or extends by the source's signedness; to `Bool`
//!   is `!= 0`; float to integer truncates toward zero, saturates, and gives 0 for NaN; to a
//!   float rounds to nearest even, once, from the exact source value.
//! * A vector operation acts on each component. Comparisons of vectors give vectors of `Bool`.
//!
//! # Matrices
//!
//! A matrix of 8 rows and 8 columns of floats is held by the 32 threads of a simdgroup, two elements
//! each, as a vector of two. With `q = lane / 4`, a thread holds in row `(q & 4) + lane / 2 % 4` the
//! columns `2 * (q & 2) + 2 * (lane % 2)` and the next, as Apple's hardware has it. All threads of a
//! simdgroup must come to [`Op::Matrix`] and [`SimdOp::MultiplyMatrices`] together, with equal pointers
//! and strides; what absent ones hold counts as zero.
//!
//! # Function constants
//!
//! A [`Global`] with a [`HostValue`] stands for a value that the host gives, and a parameter that is
//! [undecided](EntryPoint::undecided) exists only if such values say so. A module is run only where
//! its kernel reaches neither ([`Module::missing_constants`]).
//!
//! # Threads
//!
//! * A kernel runs once per thread of the grid. Threadgroup locals are one object per group.
//! * A barrier must be reached by all existing threads of its scope, or by none, in the same
//!   iteration of every enclosing loop. Simdgroup operations act on the threads of the simdgroup
//!   that reach them together (the active threads).
//! * Functions do not recurse: the call graph is acyclic.
//!
//! # Log messages
//!
//! [`Op::Log`] adds a record to the launch's log buffer, which kernels cannot read. There is room for
//! [`LOG_BUFFER_BYTES`]; what does not fit is lost, and counted.

pub mod arena;
mod builder;
mod dump;
mod function;
mod function_constant;
pub(crate) mod hash;
mod jumps;
pub mod log;
mod math;
mod module;
pub mod narrow;
mod op;
mod thread;
mod ty;

pub use builder::FunctionBuilder;
pub use function::{Block, Case, Function, Local, Loop, Param, Stmt, Value};
pub use function_constant::{ConstantValue, FunctionConstant, HostValue};
pub use jumps::without_jumps;
pub use log::{
    LOG_BUFFER_BYTES, LOG_BUFFER_HEADER_WORDS, LOG_RECORD_HEADER_WORDS, LogConversion, LogFlags,
    LogFormat, LogLength, LogLevel, LogPart, Logger, is_logged,
};
pub use math::{MathFn, Precision};
pub use module::{BufferAccess, BuiltIn, EntryParam, EntryPoint, Global, MathMode, Module};
pub use op::{BinaryOp, CompareOp, Const, Op, UnaryOp};
pub use thread::{AtomicOp, BarrierScope, MatrixOp, MemoryFlags, MemoryOrder, SimdOp};
pub use ty::{AddressSpace, Field, Scalar, Type, TypeArena, TypeId};

use arena::Handle;

/// A value of a function.
pub type ValueId = Handle<Value>;
/// A variable of a function.
pub type LocalId = Handle<Local>;
/// A function of a module.
pub type FunctionId = Handle<Function>;
/// A constant table of a module.
pub type GlobalId = Handle<Global>;
