//! Expressions.

use super::{
    BinaryOp, Block, Ident, Literal, NamedCast, Parameter, Path, PathSegment, PostfixOp, Type,
    UnaryOp,
};
use crate::source::Span;

/// An expression.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    /// What.
    pub kind: ExprKind,
    /// The whole of it.
    pub span: Span,
}

/// The kinds of [`Expr`].
#[derive(Clone, Debug, PartialEq)]
pub enum ExprKind {
    /// A literal.
    Literal(Literal),
    /// `"text"`, in attributes and logging.
    String(String),
    /// A name.
    Path(Path),
    /// `decltype(e)::value`.
    TypeMember(Box<Type>, Box<Path>),
    /// `this`.
    This,
    /// `(e)`.
    Paren(Box<Expr>),
    /// `-e`, `!e`, `++e`, `*e`, `&e`, …
    Unary(UnaryOp, Box<Expr>),
    /// `e++`, `e--`.
    Postfix(PostfixOp, Box<Expr>),
    /// `a + b`, `a && b`, `a, b`, …
    Binary(BinaryOp, Box<Expr>, Box<Expr>),
    /// `a = b`, or `a += b` with the operator.
    Assign(Option<BinaryOp>, Box<Expr>, Box<Expr>),
    /// `c ? a : b`.
    Conditional(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `f(args)`; also a functional cast to a named type, `float(x)`, whose callee is a path.
    Call(Box<Expr>, Vec<Expr>),
    /// `T(args)` where only a type can stand, such as `unsigned int(x)` or `decltype(a)(x)`.
    Construct(Box<Type>, Vec<Expr>),
    /// `T{args}`.
    BraceConstruct(Box<Type>, Vec<Expr>),
    /// `a[i]`.
    Index(Box<Expr>, Box<Expr>),
    /// `a.b`, or `a->b` where `arrow`.
    Member {
        /// Left side.
        base: Box<Expr>,
        /// Field, method or swizzle.
        member: PathSegment,
        /// Written with an arrow.
        arrow: bool,
    },
    /// `(T)e`.
    Cast(Box<Type>, Box<Expr>),
    /// `static_cast<T>(e)`, `reinterpret_cast<T>(e)`, `as_type<T>(e)`, `const_cast<T>(e)`.
    NamedCast(NamedCast, Box<Type>, Box<Expr>),
    /// `sizeof(T)`.
    SizeofType(Box<Type>),
    /// `sizeof e`.
    SizeofExpr(Box<Expr>),
    /// `alignof(T)`.
    Alignof(Box<Type>),
    /// `__is_empty(T)`.
    IsEmpty(Box<Type>),
    /// `[i] = e` and `[i ... j] = e` in a list.
    DesignatedElements(Box<Elements>),
    /// `.field = e` in a list.
    Designated(Ident, Box<Expr>),
    /// `{a, b}` as an initialiser.
    InitList(Vec<Expr>),
    /// `[captures](params) -> T { body }`.
    Lambda(Box<Lambda>),
    /// `e...`, an expansion of a pack.
    PackExpansion(Box<Expr>),
    /// `sizeof...(xs)`.
    SizeofPack(Ident),
    /// `(xs + ...)` and its three sisters.
    Fold(Box<Fold>),
    /// Did not parse, and was reported.
    Error,
}

/// A fold over a pack, whose other side is the value to begin with.
#[derive(Clone, Debug, PartialEq)]
pub struct Fold {
    /// The operator.
    pub op: FoldOp,
    /// What stands before the first operator; there is none in `(... + xs)`.
    pub left: Option<Expr>,
    /// What stands after the last operator; there is none in `(xs + ...)`.
    pub right: Option<Expr>,
}

/// The operator of a fold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoldOp {
    /// `+`, `&&`, `,` and so on.
    Binary(BinaryOp),
    /// `=`, or `+=` with its operator.
    Assign(Option<BinaryOp>),
}

/// Elements of an array that a list gives one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Elements {
    /// The first.
    pub first: Expr,
    /// The last; absent where it is the first.
    pub last: Option<Expr>,
    /// Their value.
    pub value: Expr,
}

/// A lambda.
#[derive(Clone, Debug, PartialEq)]
pub struct Lambda {
    /// `[=]`, `[&]` or a list, as spelled between the brackets.
    pub captures: String,
    /// `x = e` among them, and `&x = e`.
    pub inits: Vec<CaptureInit>,
    /// Parameters.
    pub params: Vec<Parameter>,
    /// `mutable`: what it copied may change, and stays changed.
    pub mutable: bool,
    /// Return type, where written.
    pub ret: Option<Type>,
    /// Body.
    pub body: Block,
}

/// A variable that a lambda brings with it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaptureInit {
    /// Name.
    pub name: Ident,
    /// `&` before it.
    pub reference: bool,
    /// Value.
    pub value: Expr,
}
