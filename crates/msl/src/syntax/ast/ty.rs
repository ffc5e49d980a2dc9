//! Types as spelled.

use super::{Expr, Parameter, Path, Record};
use crate::source::Span;

/// A type as spelled, with the declarator's part folded in: `device const T* x[3]` gives an array
/// of 3 pointers to `T`.
#[derive(Clone, Debug, PartialEq)]
pub struct Type {
    /// What.
    pub kind: TypeKind,
    /// Qualifiers of this level: of `const device T*` the pointee has `const` and `device`.
    pub qualifiers: Qualifiers,
    /// Where.
    pub span: Span,
}

/// The kinds of [`Type`].
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// A name, such as `uint4`, `vec<half, 4>` or a template parameter. Built-in types of
    /// several words are one segment with the canonical spelling: `unsigned int` gives `uint`,
    /// `unsigned long long` gives `ulong`.
    Path(Path),
    /// `auto`.
    Auto,
    /// `decltype(e)`.
    Decltype(Box<Expr>),
    /// `decltype(e)::type`.
    Member(Box<Type>, Box<Path>),
    /// `T*`.
    Pointer(Box<Type>),
    /// `T&` (and `T&&`, which means the same here).
    Reference(Box<Type>),
    /// `T[n]`; the length is missing in `T[]`.
    Array(Box<Type>, Option<Box<Expr>>),
    /// `R(A, B)`: what a pointer to a function leads to.
    Function(Box<Type>, Vec<Parameter>),
    /// `struct { … }` in place, as a declaration's type.
    Record(Box<Record>),
    /// Did not parse, and was reported.
    Error,
}

/// Qualifiers of one level of a type, or of a declaration.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Qualifiers {
    /// `const`.
    pub constant: bool,
    /// `volatile`.
    pub volatile: bool,
    /// Address space, where one was written.
    pub space: Option<AddressSpaceName>,
}

/// An address space keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressSpaceName {
    /// `device`.
    Device,
    /// `constant`.
    Constant,
    /// `threadgroup`.
    Threadgroup,
    /// `thread`.
    Thread,
}
