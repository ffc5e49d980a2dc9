//! What can be wrong with a call.

use kernsmith_runtime::DType;

/// An operation's arguments, configuration or launch are wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An argument's shape does not fit.
    #[error("{op}: expected `{argument}` of shape {expected}, found {found:?}")]
    Shape {
        /// The operation.
        op: &'static str,
        /// The argument.
        argument: &'static str,
        /// What would fit.
        expected: String,
        /// Its shape.
        found: Vec<usize>,
    },
    /// An argument's element type does not fit.
    #[error("{op}: expected `{argument}` of type {expected}, found `{found}`")]
    ElementType {
        /// The operation.
        op: &'static str,
        /// The argument.
        argument: &'static str,
        /// What would fit.
        expected: String,
        /// Its element type.
        found: DType,
    },
    /// An argument begins where a variant with wide accesses cannot read it.
    #[error(
        "{op}: expected `{argument}` to begin at a multiple of {expected} elements of its buffer, \
         found element {found}; help: take a variant with narrower accesses, or copy the view"
    )]
    Alignment {
        /// The operation.
        op: &'static str,
        /// The argument.
        argument: &'static str,
        /// Elements of an access.
        expected: u32,
        /// Where it begins.
        found: usize,
    },
    /// A configuration is not in the search space.
    #[error("{op}: expected `{knob}` to be one of {{{expected}}}, found {found}")]
    Configuration {
        /// The operation.
        op: &'static str,
        /// The knob.
        knob: String,
        /// Its values.
        expected: String,
        /// What the configuration has.
        found: String,
    },
    /// A setting of the environment or of a tuning file has a wrong form.
    #[error("expected `{name}` to be {expected}, found `{found}`")]
    Setting {
        /// The variable or the file.
        name: String,
        /// What it may be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// An element type that only a library multiplies, and there is none.
    #[error("{op}: kernels take no `{dtype}`, and {obstacle}")]
    NoMaker {
        /// The operation.
        op: &'static str,
        /// The element type.
        dtype: DType,
        /// Why there is no library for it.
        obstacle: String,
    },
    /// A shape needs more threads or a longer index than there are.
    #[error("{op}: {shape} needs {threads} threads, and a launch has fewer than 2^32")]
    TooLarge {
        /// The operation.
        op: &'static str,
        /// The shape.
        shape: String,
        /// Threads that it needs.
        threads: u128,
    },
    /// No operation has this name.
    #[error("expected an operation, found `{name}`; help: one of {known}")]
    UnknownOperation {
        /// What was given.
        name: String,
        /// Names that exist.
        known: String,
    },
    /// The kernel could not be compiled or launched.
    #[error("{op}: {source}")]
    Runtime {
        /// The operation.
        op: &'static str,
        /// What happened.
        #[source]
        source: Box<kernsmith_runtime::Error>,
    },
}
