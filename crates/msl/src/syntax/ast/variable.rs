//! Variables and how they are initialized.

use super::{Attribute, Expr, Ident, Path, TemplateArgument, TemplateParameter, Type};
use crate::source::Span;

/// `static constexpr T a = 1, *b;`
#[derive(Clone, Debug, PartialEq)]
pub struct Declaration {
    /// Attributes before it.
    pub attributes: Vec<Attribute>,
    /// `template <…>` of a variable template; `Some(vec![])` for `template <>`.
    pub template: Option<Vec<TemplateParameter>>,
    /// `constexpr` was written.
    pub constexpr: bool,
    /// `static` was written.
    pub is_static: bool,
    /// The variables. Each has its whole type.
    pub variables: Vec<Variable>,
}

/// One declared variable.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Type; qualifiers (also the address space of the variable itself) on its outermost level.
    /// For an array they are on the element, as C++ has it.
    pub ty: Type,
    /// Name.
    pub name: Ident,
    /// `A` of `A::x`, where a static member is defined outside of its struct.
    pub owner: Option<Path>,
    /// `<…>` after the name of a specialisation of a variable template.
    pub arguments: Option<Vec<TemplateArgument>>,
    /// `[[function_constant(0)]]` and others.
    pub attributes: Vec<Attribute>,
    /// Initialiser.
    pub init: Option<Initializer>,
    /// Width of a bit-field; `lower` reports it as not supported.
    pub bit_width: Option<Expr>,
    /// From name to the end of the initialiser.
    pub span: Span,
}

/// The forms of initialisation.
#[derive(Clone, Debug, PartialEq)]
pub enum Initializer {
    /// `= e`, where `e` may be an `ExprKind::InitList`.
    Assign(Expr),
    /// `(a, b)`.
    Parens(Vec<Expr>),
    /// `{a, b}`.
    Braces(Vec<Expr>),
}
