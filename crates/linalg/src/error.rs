//! What can be wrong with a call.

use kernsmith_runtime::DType;

/// Arguments, options or numbers that a function cannot work with.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An argument's shape does not fit.
    #[error("{op}: expected `{argument}` of shape {expected}, found {found:?}")]
    Shape {
        /// The function.
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
        /// The function.
        op: &'static str,
        /// The argument.
        argument: &'static str,
        /// What would fit.
        expected: String,
        /// Its element type.
        found: DType,
    },
    /// An option that does not fit the arguments.
    #[error("{op}: expected `{option}` to be {expected}, found {found}")]
    Choice {
        /// The function.
        op: &'static str,
        /// The option.
        option: &'static str,
        /// What it may be.
        expected: String,
        /// What it is.
        found: String,
    },
    /// NaN or an infinity, where the caller asked for none.
    #[error("{op}: expected finite numbers, found {value} at {index:?} of `{argument}`")]
    NotFinite {
        /// The function.
        op: &'static str,
        /// The argument.
        argument: &'static str,
        /// The first of them.
        index: Vec<usize>,
        /// What it is.
        value: f64,
    },
    /// A matrix that has no Cholesky factor.
    #[error("{op}: matrix {matrix:?} is not positive definite: pivot {pivot} is not positive")]
    NotPositiveDefinite {
        /// The function.
        op: &'static str,
        /// Which matrix of the batch; empty where there is one.
        matrix: Vec<usize>,
        /// The first pivot that is not positive, from 0.
        pivot: usize,
    },
    /// A matrix without an inverse.
    #[error("{op}: matrix {matrix:?} is singular: pivot {pivot} is zero")]
    Singular {
        /// The function.
        op: &'static str,
        /// Which matrix of the batch; empty where there is one.
        matrix: Vec<usize>,
        /// The first pivot that is zero, from 0.
        pivot: usize,
    },
    /// An iteration that did not come to an end.
    #[error("{op}: the iteration for matrix {matrix:?} did not converge")]
    NoConvergence {
        /// The function.
        op: &'static str,
        /// Which matrix of the batch; empty where there is one.
        matrix: Vec<usize>,
    },
    /// What this executor does not have.
    #[error("{op}: {what} is not built; help: {help}")]
    Unbuilt {
        /// The function.
        op: &'static str,
        /// What is missing.
        what: String,
        /// What there is instead.
        help: &'static str,
    },
    /// A kernel's arguments or settings are wrong, or it did not launch.
    #[error(transparent)]
    Kernels(#[from] kernsmith_kernels::Error),
    /// An array could not be read or made.
    #[error("{op}: {source}")]
    Runtime {
        /// The function.
        op: &'static str,
        /// What happened.
        #[source]
        source: Box<kernsmith_runtime::Error>,
    },
}

/// The runtime's error, as this function's.
pub(crate) fn runtime(op: &'static str) -> impl Fn(kernsmith_runtime::Error) -> Error {
    move |source| Error::Runtime {
        op,
        source: Box::new(source),
    }
}
