//! The launch contract of MLX's `mx.fast.metal_kernel`: from a body and the types of one call to
//! a whole translation unit.
//!
//! What it is not: it compiles nothing, and it binds nothing. It says which text is compiled and
//! which argument each `[[buffer(i)]]` takes ([`Assembled::slots`]).
//!
//! # The idea
//!
//! The kernel function is a template over the template arguments, and an explicit instantiation
//! follows it. Each text is a file of its own in the [`SourceMap`](crate::source::SourceMap): the prelude, the header, the
//! signature, the body, the end. So a span in the caller's text is one in the caller's file.
//!
//! # Source
//!
//! The documentation and observed behaviour of MLX 0.32. What holds is restated at each step:
//! names in `names`, the signature in `signature`, names that exist without an include in
//! `prelude`.

mod assemble;
mod error;
mod explain;
mod names;
pub mod port;
mod prelude;
mod signature;
#[cfg(test)]
mod tests;
mod trap;

pub use assemble::{Assembled, assemble};
pub use error::Error;
pub use explain::explain;
pub(crate) use names::KEYWORDS;
pub use names::{Role, validate};
pub use signature::Slot;

use crate::{dtype::DType, ir::MathMode};
use std::collections::{BTreeMap, BTreeSet};

/// A kernel as a caller describes it once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BodyKernel {
    /// Name: an identifier. It goes into the name of the generated function.
    pub name: String,
    /// Names of the inputs, in order.
    pub inputs: Vec<String>,
    /// Names of the outputs, in order; at least one.
    pub outputs: Vec<String>,
    /// What stands before the kernel function.
    pub header: String,
    /// The kernel function's statements.
    pub source: String,
    /// What `#include` finds, besides the system's headers: name and text.
    pub includes: BTreeMap<String, String>,
    /// Object macros that are defined before everything: name and replacement.
    pub defines: Vec<(String, String)>,
    /// Whether outputs are pointers to `atomic<T>`.
    pub atomic_outputs: bool,
    /// How inexact arithmetic may be.
    pub math_mode: MathMode,
    /// Lints that are advice and speak nonetheless.
    pub advice: BTreeSet<String>,
    /// What diagnostics call the body.
    pub source_name: String,
    /// The line of `source_name` at which the body begins, from 1.
    pub source_first_line: u32,
    /// What diagnostics call the header.
    pub header_name: String,
    /// The line of `header_name` at which the header begins, from 1.
    pub header_first_line: u32,
}

impl Default for BodyKernel {
    fn default() -> Self {
        Self {
            name: String::new(),
            inputs: Vec::new(),
            outputs: Vec::new(),
            header: String::new(),
            source: String::new(),
            includes: BTreeMap::new(),
            defines: Vec::new(),
            atomic_outputs: false,
            math_mode: MathMode::default(),
            advice: BTreeSet::new(),
            source_name: "<source>".to_owned(),
            source_first_line: 1,
            header_name: "<header>".to_owned(),
            header_first_line: 1,
        }
    }
}

/// A template argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TemplateValue {
    /// A type parameter.
    Type(DType),
    /// An `int` parameter.
    Int(i32),
    /// A `bool` parameter.
    Bool(bool),
}

impl From<DType> for TemplateValue {
    fn from(dtype: DType) -> Self {
        Self::Type(dtype)
    }
}

impl From<i32> for TemplateValue {
    fn from(value: i32) -> Self {
        Self::Int(value)
    }
}

impl From<bool> for TemplateValue {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// How an input is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InputForm {
    /// Its element type.
    pub dtype: DType,
    /// Zero-dimensional: passed by reference, without shape, strides and rank.
    pub scalar: bool,
    /// Fewer than 8 elements: in constant memory.
    pub constant: bool,
}

/// What one call adds to a kernel; calls that are equal in it share the compiled code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Specialization {
    /// One an input.
    pub inputs: Vec<InputForm>,
    /// Element types, one an output.
    pub outputs: Vec<DType>,
    /// Template arguments, in order.
    pub template: Vec<(String, TemplateValue)>,
}
