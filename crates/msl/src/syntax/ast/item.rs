//! Declarations of program scope, of namespaces and of structs.

use super::{
    Declaration, Expr, Function, Ident, Parameter, Path, TemplateArgument, TemplateParameter, Type,
};
use crate::source::Span;

/// A declaration at program scope, in a namespace or in a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// What.
    pub kind: ItemKind,
    /// The whole of it.
    pub span: Span,
}

/// The kinds of [`Item`].
#[derive(Clone, Debug, PartialEq)]
pub enum ItemKind {
    /// A function, kernel, method or constructor, declared or defined.
    Function(Box<Function>),
    /// `struct`, `class` or `union`.
    Record(Box<Record>),
    /// `enum` or `enum class`.
    Enum(Enum),
    /// Variables of program scope.
    Variables(Declaration),
    /// `using A = T;`, `typedef T A;`, or their template form.
    Alias(Alias),
    /// `namespace n { … }`; an unnamed one has no name.
    Namespace {
        /// Name.
        name: Option<Ident>,
        /// Content.
        items: Vec<Item>,
    },
    /// `using namespace n;`
    UsingNamespace(Path),
    /// `namespace a = b::c;`
    NamespaceAlias(Ident, Path),
    /// `using n::f;`
    UsingDeclaration(Path),
    /// `static_assert(cond, "text");`
    StaticAssert(StaticAssert),
    /// `template [[host_name("x")]] [[kernel]] decltype(f<float>) f<float>;` and the older form
    /// with a whole signature.
    Instantiation(Box<Instantiation>),
    /// A lone `;`.
    Empty,
    /// Did not parse, and was reported.
    Error,
}

/// `static_assert`.
#[derive(Clone, Debug, PartialEq)]
pub struct StaticAssert {
    /// Must be a constant that is true.
    pub condition: Expr,
    /// What to say otherwise.
    pub message: Option<String>,
    /// The whole statement.
    pub span: Span,
}

/// Explicit instantiation of a kernel template.
#[derive(Clone, Debug, PartialEq)]
pub struct Instantiation {
    /// `[[host_name("…")]]` and others.
    pub attributes: Vec<Attribute>,
    /// The function with its template arguments.
    pub path: Path,
    /// Its parameters, from which the template arguments follow where none are written; empty otherwise.
    pub params: Vec<Parameter>,
}

/// `[[name]]` or `[[name(arguments)]]`, one of a possibly longer list.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Name, with a scope as `clang::name`.
    pub name: Ident,
    /// Arguments; a string literal is an `ExprKind::String`.
    pub arguments: Vec<Expr>,
}

/// A struct, class or union.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Name; an anonymous one has none.
    pub name: Option<Ident>,
    /// Whether members overlap.
    pub union: bool,
    /// `template <…>`.
    pub template: Option<Vec<TemplateParameter>>,
    /// `<…>` after the name of a specialisation.
    pub arguments: Option<Vec<TemplateArgument>>,
    /// Of each `alignas(…)` the bytes.
    pub align: Vec<Expr>,
    /// Base classes.
    pub bases: Vec<Type>,
    /// Fields (`Variables`), methods (`Function`), nested types and aliases; `None` for a
    /// forward declaration.
    pub members: Option<Vec<Item>>,
}

/// An enumeration.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Name; an anonymous one has none.
    pub name: Option<Ident>,
    /// `enum class` or `enum struct`.
    pub scoped: bool,
    /// `: uint`.
    pub underlying: Option<Type>,
    /// Names with their values.
    pub variants: Vec<(Ident, Option<Expr>)>,
}

/// `using` or `typedef`.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// New name.
    pub name: Ident,
    /// `template <…>` before it.
    pub template: Option<Vec<TemplateParameter>>,
    /// What it stands for.
    pub ty: Type,
}
