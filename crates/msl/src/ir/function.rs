//! Functions: variables, values, and a structured body.

use super::{AddressSpace, LocalId, Op, TypeId, ValueId};
use crate::{arena::Arena, source::Span};

/// A function with its body.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Name, unique in the module.
    pub name: String,
    /// Parameters; [`Op::Param`] reads them.
    pub params: Vec<Param>,
    /// Type of the result; `Void` for a kernel.
    pub ret: TypeId,
    /// Variables. They begin without content when the function is called, keep it to the end of the
    /// call, and lose it where [`Op::Forget`] says so.
    pub locals: Arena<Local>,
    /// Values.
    pub values: Arena<Value>,
    /// Body. A path that reaches its end returns nothing.
    pub body: Block,
    /// The declaration.
    pub span: Span,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Param {
    /// Name.
    pub name: String,
    /// Type.
    pub ty: TypeId,
    /// Declaration.
    pub span: Span,
}

/// A variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Local {
    /// Name; empty for one that `lower` made.
    pub name: String,
    /// Type of its content.
    pub ty: TypeId,
    /// `Thread`, or in a kernel's function also `Threadgroup`.
    pub space: AddressSpace,
    /// Declaration.
    pub span: Span,
}

/// An operation with the type of its result.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// What is done.
    pub op: Op,
    /// Type of the result.
    pub ty: TypeId,
    /// The text it came from.
    pub span: Span,
}

/// Statements in order.
pub type Block = Vec<Stmt>;

/// A statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Stmt {
    /// Evaluates a value.
    Eval(ValueId),
    /// Runs one of two blocks.
    If {
        /// A scalar `Bool`.
        condition: ValueId,
        /// Where it is true.
        then: Block,
        /// Where it is not.
        otherwise: Block,
        /// The text.
        span: Span,
    },
    /// Repeats.
    Loop(Box<Loop>),
    /// Runs the case whose label equals the selector, or the default, or nothing.
    Switch {
        /// A scalar integer.
        selector: ValueId,
        /// In order.
        cases: Vec<Case>,
        /// The text.
        span: Span,
    },
    /// Leaves the innermost loop or switch.
    Break(Span),
    /// Goes to the step of the innermost loop.
    Continue(Span),
    /// Leaves the function.
    Return(Option<ValueId>, Span),
}

/// A loop:
///
/// ```text
/// loop {
///     before;
///     if while_ is a value and it is false { leave }
///     body;          // Continue comes to here
///     step;
///     if again_if is a value and it is false { leave }
/// }
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Loop {
    /// Computes the condition of `for` and `while`. No `Break`, `Continue` or `Return` here.
    pub before: Block,
    /// Goes on only where true; a scalar `Bool`.
    pub while_: Option<ValueId>,
    /// Body.
    pub body: Block,
    /// The step of a `for`; the condition of a `do`. No `Break`, `Continue` or `Return` here.
    pub step: Block,
    /// Goes round again only where true; a scalar `Bool`.
    pub again_if: Option<ValueId>,
    /// How often the source asks to unroll: `Some(u32::MAX)` wholly.
    pub unroll: Option<u32>,
    /// The text.
    pub span: Span,
}

/// A case of a switch.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Labels, as sign-extended values of the selector's type.
    pub labels: Vec<i64>,
    /// Whether it is also the default.
    pub default: bool,
    /// Body.
    pub body: Block,
    /// Whether a path that reaches the body's end goes on with the next case.
    pub falls_through: bool,
}

impl Function {
    /// The type of a value.
    #[must_use]
    pub fn ty(&self, value: ValueId) -> TypeId {
        self.values[value].ty
    }

    /// The variable, where the value is the address of one.
    #[must_use]
    pub fn local_of(&self, value: ValueId) -> Option<LocalId> {
        match self.values[value].op {
            Op::LocalAddress(local) => Some(local),
            _ => None,
        }
    }
}
