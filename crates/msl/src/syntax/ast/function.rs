//! Functions with their parameters, and the parameters of templates.

use super::{Attribute, Block, Expr, Ident, Path, Qualifiers, TemplateArgument, Type};
use crate::source::Span;

/// A function of any kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Function {
    /// Attributes before or after the declarator.
    pub attributes: Vec<Attribute>,
    /// `template <…>`; `None` where there is none, `Some(vec![])` for `template <>`.
    pub template: Option<Vec<TemplateParameter>>,
    /// Specifiers that were written.
    pub specifiers: FunctionSpecifiers,
    /// Return type; `None` for a constructor.
    pub ret: Option<Type>,
    /// Name: an identifier, or an operator.
    pub name: FunctionName,
    /// `A<T>` of `A<T>::f`, where a member is defined outside of its struct.
    pub owner: Option<Path>,
    /// The outer of two `template <…>`: the struct's, before that of a member.
    pub outer_template: Option<Vec<TemplateParameter>>,
    /// `<…>` after the name of an explicit specialisation.
    pub arguments: Option<Vec<TemplateArgument>>,
    /// Parameters.
    pub params: Vec<Parameter>,
    /// `const`, `thread`, `device`, … after the parameter list of a method.
    pub method_qualifiers: Qualifiers,
    /// `: a(x), Base<T>(y)` of a constructor.
    pub initializers: Vec<(Path, Vec<Expr>)>,
    /// Body; `None` for a declaration.
    pub body: Option<Block>,
}

/// Name of a function.
#[derive(Clone, Debug, PartialEq)]
pub enum FunctionName {
    /// An ordinary name; a constructor has its struct's.
    Ident(Ident),
    /// `operator+`, `operator[]`, `operator()`, …: the punctuation.
    Operator(String, Span),
    /// `operator T()`.
    Conversion(Box<Type>, Span),
}

/// Specifiers before a function's return type.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FunctionSpecifiers {
    /// `kernel` or `[[kernel]]`.
    pub kernel: bool,
    /// `inline`, `static` or `METAL_FUNC`; they change nothing here.
    pub inline: bool,
    /// `static`, which makes a member a function without an object.
    pub is_static: bool,
    /// `constexpr`.
    pub constexpr: bool,
    /// `friend`: no member, but seen from inside of the struct.
    pub friend: bool,
    /// `= delete`.
    pub deleted: bool,
    /// `= default`.
    pub defaulted: bool,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// Type, with address space.
    pub ty: Type,
    /// Name; may be missing.
    pub name: Option<Ident>,
    /// `[[buffer(0)]]` and others.
    pub attributes: Vec<Attribute>,
    /// Default argument.
    pub default: Option<Expr>,
    /// `T... xs`.
    pub pack: bool,
    /// The whole parameter.
    pub span: Span,
}

/// One parameter of a template.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateParameter {
    /// Name; may be missing.
    pub name: Option<Ident>,
    /// What it stands for.
    pub kind: TemplateParameterKind,
    /// `...` before the name.
    pub pack: bool,
    /// The whole parameter.
    pub span: Span,
}

/// The kinds of [`TemplateParameter`], each with its default argument.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateParameterKind {
    /// `typename T = float`.
    Type(Option<Type>),
    /// `int N = 4`.
    Value(Type, Option<Expr>),
    /// `template <typename> class C = Vector`.
    Template(Option<Path>),
}
