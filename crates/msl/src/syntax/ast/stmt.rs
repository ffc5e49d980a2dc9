//! Statements.

use super::{Declaration, Expr, Ident, Initializer, Item, Variable};
use crate::source::Span;

/// `{ … }`.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Content.
    pub stmts: Vec<Stmt>,
    /// With its braces.
    pub span: Span,
}

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Stmt {
    /// What.
    pub kind: StmtKind,
    /// The whole of it.
    pub span: Span,
}

/// The kinds of [`Stmt`].
#[derive(Clone, Debug, PartialEq)]
pub enum StmtKind {
    /// `e;`
    Expr(Expr),
    /// Variables.
    Declare(Declaration),
    /// A type, alias, `using` or `static_assert` of block scope.
    Item(Box<Item>),
    /// `{ … }`
    Block(Block),
    /// `if (c) a else b`
    If {
        /// `if constexpr`.
        constexpr: bool,
        /// Condition.
        condition: Expr,
        /// Where it is true.
        then: Box<Stmt>,
        /// Where it is not.
        otherwise: Option<Box<Stmt>>,
    },
    /// `for (init; c; step) body`
    For {
        /// A declaration, an expression statement or `Empty`.
        init: Box<Stmt>,
        /// Absent means true.
        condition: Option<Expr>,
        /// After each pass.
        step: Option<Expr>,
        /// Body.
        body: Box<Stmt>,
        /// `#pragma unroll` before it, with its factor.
        unroll: Option<Unroll>,
    },
    /// `for (T x : range) body`
    RangeFor {
        /// The variable, which has no initializer.
        variable: Box<Variable>,
        /// What its values come from.
        range: Expr,
        /// Body.
        body: Box<Stmt>,
        /// `#pragma unroll` before it.
        unroll: Option<Unroll>,
    },
    /// `auto [a, b] = e;`
    Bindings(Box<Bindings>),
    /// `while (c) body`
    While {
        /// Condition.
        condition: Expr,
        /// Body.
        body: Box<Stmt>,
        /// `#pragma unroll` before it.
        unroll: Option<Unroll>,
    },
    /// `do body while (c);`
    DoWhile {
        /// Body.
        body: Box<Stmt>,
        /// Condition.
        condition: Expr,
    },
    /// `switch (e) { … }`; `Case` and `Default` stand among the body's statements.
    Switch {
        /// Selector.
        selector: Expr,
        /// Body.
        body: Block,
    },
    /// `case e:`
    Case(Expr),
    /// `default:`
    Default,
    /// `break;`
    Break,
    /// `continue;`
    Continue,
    /// `return e;`
    Return(Option<Expr>),
    /// `;`
    Empty,
    /// Did not parse, and was reported.
    Error,
}

/// Names for the members of an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Bindings {
    /// Whether they are `const`.
    pub constant: bool,
    /// Whether they name the members of what was there, not of a copy.
    pub reference: bool,
    /// One for each member.
    pub names: Vec<Ident>,
    /// The object.
    pub init: Initializer,
}

/// A request to unroll the next loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unroll {
    /// Wholly.
    Full,
    /// By a factor; 1 means not at all.
    By(u32),
}
