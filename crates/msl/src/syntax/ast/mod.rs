//! The syntax tree: what was written, with nothing resolved.
//!
//! Names are strings with spans, types are as spelled, and no node knows what it means; that is
//! the work of `lower`. Every node has the span of the user's text it came from. Where the parser
//! recovered from an error it leaves an `Error` node, which `lower` skips silently because the
//! parser has reported it.

mod expr;
mod function;
mod item;
mod literal;
mod name;
mod operator;
mod stmt;
mod ty;
mod variable;

use crate::diagnostic::Expansion;

pub use expr::{CaptureInit, Elements, Expr, ExprKind, Fold, FoldOp, Lambda};
pub use function::{
    Function, FunctionName, FunctionSpecifiers, Parameter, TemplateParameter, TemplateParameterKind,
};
pub use item::{Alias, Attribute, Enum, Instantiation, Item, ItemKind, Record, StaticAssert};
pub use literal::{FloatSuffix, Literal};
pub use name::{Ident, Name, Path, PathSegment, Segments, TemplateArgument};
pub use operator::{BinaryOp, NamedCast, PostfixOp, UnaryOp};
pub use stmt::{Bindings, Block, Stmt, StmtKind, Unroll};
pub use ty::{AddressSpaceName, Qualifiers, Type, TypeKind};
pub use variable::{Declaration, Initializer, Variable};

/// A translation unit: everything that was handed over, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// Program-scope declarations.
    pub items: Vec<Item>,
    /// The uses of the user's macros that its text was made of.
    pub expansions: Vec<Expansion>,
}
