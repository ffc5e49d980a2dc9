//! The syntax tree: what was written, with nothing resolved.
//!
//! Names are strings with spans, types are as spelled, and no node knows what it means; that is
//! the work of `lower`. Every node has the span of the user's text it came from. Where the parser
//! recovered from an error it leaves an `Error` node, which `lower` skips silently because the
//! parser has reported it.

use crate::{diagnostic::Expansion, source::Span};

/// A translation unit: everything that was handed over, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// Program-scope declarations.
    pub items: Vec<Item>,
    /// The uses of the user's macros that its text was made of.
    pub expansions: Vec<Expansion>,
}

/// A spelled name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Ident {
    /// The spelling.
    pub name: String,
    /// Where.
    pub span: Span,
}

/// A name with qualifiers and template arguments: `metal::vec<T, 4>`, `::f`, `Limits<T>::max`.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    /// Whether it begins with `::`.
    pub global: bool,
    /// At least one segment.
    pub segments: Vec<PathSegment>,
    /// From the first to the last character.
    pub span: Span,
}

/// One name of a path.
#[derive(Clone, Debug, PartialEq)]
pub struct PathSegment {
    /// The name.
    pub ident: Ident,
    /// `<...>` after it; `None` where there is none, `Some(vec![])` for `<>`.
    pub arguments: Option<Vec<TemplateArgument>>,
}

/// What stands between the angle brackets of a use.
#[derive(Clone, Debug, PartialEq)]
pub enum TemplateArgument {
    /// Can only be a type.
    Type(Type),
    /// Can only be a value.
    Expr(Expr),
    /// A lone path, which may name either; `lower` knows.
    Ambiguous(Path),
    /// `argument...`: one for each element of the packs that it names.
    Expansion(Box<Self>, Span),
}

// ---- items ------------------------------------------------------------------------------------

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
}

/// `[[name]]` or `[[name(arguments)]]`, one of a possibly longer list.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Name, with a scope as `clang::name`.
    pub name: Ident,
    /// Arguments; a string literal is an `ExprKind::String`.
    pub arguments: Vec<Expr>,
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

// ---- types ------------------------------------------------------------------------------------

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
    Member(Box<Type>, Path),
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

// ---- statements -------------------------------------------------------------------------------

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

// ---- expressions ------------------------------------------------------------------------------

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
    TypeMember(Box<Type>, Path),
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
    pub op: BinaryOp,
    /// What stands before the first operator; there is none in `(... + xs)`.
    pub left: Option<Expr>,
    /// What stands after the last operator; there is none in `(xs + ...)`.
    pub right: Option<Expr>,
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

/// Operators before an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `+`
    Plus,
    /// `-`
    Negate,
    /// `!`
    Not,
    /// `~`
    Complement,
    /// `*`
    Deref,
    /// `&`
    AddressOf,
    /// `++`
    Increment,
    /// `--`
    Decrement,
}

/// Operators after an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PostfixOp {
    /// `++`
    Increment,
    /// `--`
    Decrement,
}

/// Operators between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOp {
    /// `+`
    Add,
    /// `-`
    Sub,
    /// `*`
    Mul,
    /// `/`
    Div,
    /// `%`
    Rem,
    /// `<<`
    Shl,
    /// `>>`
    Shr,
    /// `&`
    BitAnd,
    /// `|`
    BitOr,
    /// `^`
    BitXor,
    /// `&&`
    And,
    /// `||`
    Or,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `,`
    Comma,
}

/// Casts written as a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedCast {
    /// `static_cast`.
    Static,
    /// `reinterpret_cast`.
    Reinterpret,
    /// `const_cast`.
    Const,
    /// `as_type`.
    AsType,
}
