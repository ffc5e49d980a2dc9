//! What can be wrong with a kernel's description or with the types of a call.

use super::Role;
use crate::dtype::DType;

/// A kernel that cannot be assembled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A name that C++ does not take as an identifier.
    #[error("expected an identifier as the name of {role} of kernel `{kernel}`, found `{name}`")]
    InvalidName {
        /// The kernel.
        kernel: String,
        /// What is named.
        role: Role,
        /// What was given.
        name: String,
    },
    /// A name that means something else in the kernel's text.
    #[error("`{name}` cannot be the name of {role} of kernel `{kernel}`: it is {meaning}")]
    ReservedName {
        /// The kernel.
        kernel: String,
        /// What is named.
        role: Role,
        /// What was given.
        name: String,
        /// What the name means already.
        meaning: &'static str,
    },
    /// A name that is given twice.
    #[error("kernel `{kernel}` has two parameters of the name `{name}`: {first} and {second}")]
    DuplicateName {
        /// The kernel.
        kernel: String,
        /// The name.
        name: String,
        /// The first that has it.
        first: Role,
        /// The second.
        second: Role,
    },
    /// A kernel without outputs.
    #[error("[metal_kernel] Must specify at least one output.")]
    NoOutputs {
        /// The kernel.
        kernel: String,
    },
    /// A call with more or fewer arrays than there are names.
    #[error("[metal_kernel] Expected `{what}` to have size {expected} but got size {found}.")]
    CountMismatch {
        /// The kernel.
        kernel: String,
        /// `inputs` or `output_dtypes`.
        what: &'static str,
        /// How many names there are.
        expected: usize,
        /// How many were given.
        found: usize,
    },
    /// An output whose elements cannot be atomic.
    #[error(
        "output `{name}` of kernel `{kernel}` cannot be atomic: expected `bool_`, `int32`, \
         `uint32`, `uint64` or `float32`, found `{dtype}`"
    )]
    NotAtomic {
        /// The kernel.
        kernel: String,
        /// The output.
        name: String,
        /// Its element type.
        dtype: DType,
    },
    /// Elements that Metal has no type for.
    #[error(
        "{role} of kernel `{kernel}`, `{name}`, is `{dtype}`, and Metal has no double; help: convert it to `{instead}`"
    )]
    NoDouble {
        /// The kernel.
        kernel: String,
        /// What has the type.
        role: Role,
        /// Its name.
        name: String,
        /// Its element type.
        dtype: DType,
        /// A type that kernels take.
        instead: DType,
    },
    /// A text that is too long to have spans.
    #[error("the {what} of kernel `{kernel}` has {bytes} bytes; expected at most {limit}")]
    TooLong {
        /// The kernel.
        kernel: String,
        /// `header` or `source`.
        what: &'static str,
        /// Its length.
        bytes: usize,
        /// The most that is read.
        limit: usize,
    },
}
