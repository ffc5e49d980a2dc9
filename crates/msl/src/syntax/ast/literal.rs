//! Literals, with their values.

/// A literal with its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// An integer.
    Int {
        /// Value.
        value: u64,
        /// `u` suffix.
        unsigned: bool,
        /// `l` or `ll` suffix.
        long: bool,
        /// Whether it was written in decimal, which decides the types it may take (C++14 [lex.icon]).
        decimal: bool,
    },
    /// A floating literal: the value as written, and its type.
    Float(f64, FloatSuffix),
    /// `true`, `false`.
    Bool(bool),
    /// `'a'`.
    Char(u8),
    /// `nullptr`.
    Null,
}

/// The suffix of a floating literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FloatSuffix {
    /// None or `f`: float. Metal has no double.
    Float,
    /// `h`.
    Half,
    /// `bf`.
    Bfloat,
}
