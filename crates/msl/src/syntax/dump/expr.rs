//! Types and expressions as text on one line.

use crate::syntax::ast::{
    AddressSpaceName, BinaryOp, Expr, ExprKind, FloatSuffix, FoldOp, Lambda, Literal, NamedCast,
    Path, PathSegment, PostfixOp, Qualifiers, TemplateArgument, Type, TypeKind, UnaryOp,
};

/// Expressions with commas between them.
pub(super) fn list(values: &[Expr]) -> String {
    values.iter().map(expr).collect::<Vec<_>>().join(", ")
}

/// An expression in prefix form.
pub(super) fn expr(value: &Expr) -> String {
    match &value.kind {
        ExprKind::Literal(value) => literal(*value),
        ExprKind::String(text) => format!("{text:?}"),
        ExprKind::Path(value) => path(value),
        ExprKind::TypeMember(of, name) => format!("(member {} {})", ty(of), path(name)),
        ExprKind::This => "this".to_owned(),
        ExprKind::Paren(inner) => format!("(paren {})", expr(inner)),
        ExprKind::Unary(op, inner) => format!("({} {})", unary_op(*op), expr(inner)),
        ExprKind::Postfix(PostfixOp::Increment, inner) => format!("(post++ {})", expr(inner)),
        ExprKind::Postfix(PostfixOp::Decrement, inner) => format!("(post-- {})", expr(inner)),
        ExprKind::Binary(op, left, right) => {
            format!("({} {} {})", binary_op(*op), expr(left), expr(right))
        }
        ExprKind::Assign(op, left, right) => {
            format!(
                "({}= {} {})",
                op.map_or("", binary_op),
                expr(left),
                expr(right)
            )
        }
        ExprKind::Conditional(condition, then, otherwise) => {
            format!("(? {} {} {})", expr(condition), expr(then), expr(otherwise))
        }
        ExprKind::Call(callee, arguments) => format!("(call {}{})", expr(callee), more(arguments)),
        ExprKind::Construct(of, arguments) => format!("(new {}{})", ty(of), more(arguments)),
        ExprKind::BraceConstruct(of, arguments) => format!("{}{{{}}}", ty(of), list(arguments)),
        ExprKind::Index(base, index) => format!("(index {} {})", expr(base), expr(index)),
        ExprKind::Member {
            base,
            member,
            arrow,
        } => {
            let dot = if *arrow { "->" } else { "." };
            format!("({dot}{} {})", segment(member), expr(base))
        }
        ExprKind::Cast(to, inner) => format!("(cast {} {})", ty(to), expr(inner)),
        ExprKind::NamedCast(cast, to, inner) => {
            format!("({} {} {})", named_cast(*cast), ty(to), expr(inner))
        }
        ExprKind::SizeofType(of) => format!("(sizeof type {})", ty(of)),
        ExprKind::IsEmpty(of) => format!("(is_empty type {})", ty(of)),
        ExprKind::SizeofExpr(inner) => format!("(sizeof {})", expr(inner)),
        ExprKind::Alignof(of) => format!("(alignof type {})", ty(of)),
        ExprKind::DesignatedElements(of) => {
            let last = of.last.as_ref().map(|last| format!(" ... {}", expr(last)));
            let last = last.unwrap_or_default();
            format!("([{}{last}] = {})", expr(&of.first), expr(&of.value))
        }
        ExprKind::Designated(name, value) => format!("(.{} = {})", name.name, expr(value)),
        ExprKind::InitList(values) => format!("{{{}}}", list(values)),
        ExprKind::Lambda(value) => lambda(value),
        ExprKind::PackExpansion(inner) => format!("(... {})", expr(inner)),
        ExprKind::SizeofPack(name) => format!("(sizeof... {})", name.name),
        ExprKind::Fold(of) => {
            let side = |side: &Option<Expr>| side.as_ref().map_or(String::new(), |e| expr(e) + " ");
            let (left, right) = (side(&of.left), side(&of.right));
            let op = match of.op {
                FoldOp::Binary(op) => binary_op(op).to_owned(),
                FoldOp::Assign(op) => format!("{}=", op.map_or("", binary_op)),
            };
            format!("(fold {op} {left}... {right}")
                .trim_end()
                .to_owned()
                + ")"
        }
        ExprKind::Error => "error".to_owned(),
    }
}

fn more(arguments: &[Expr]) -> String {
    arguments
        .iter()
        .map(|argument| format!(" {}", expr(argument)))
        .collect()
}

/// A lambda, its body's lines put one after another.
fn lambda(value: &Lambda) -> String {
    let params: Vec<String> = value.params.iter().map(super::parameter_text).collect();
    let inits: String = value
        .inits
        .iter()
        .map(|init| format!(" {} = {}", init.name.name, expr(&init.value)))
        .collect();
    let ret = value
        .ret
        .as_ref()
        .map(|of| format!(" -> {}", ty(of)))
        .unwrap_or_default();
    let mut dump = super::Dump {
        text: String::new(),
        depth: 0,
    };
    value.body.stmts.iter().for_each(|stmt| dump.stmt(stmt));
    let body: Vec<&str> = dump.text.lines().map(str::trim_start).collect();
    format!(
        "(lambda [{}{inits}] ({}){ret} {{ {} }})",
        value.captures,
        params.join(", "),
        body.join("; ")
    )
}

fn literal(value: Literal) -> String {
    match value {
        Literal::Int {
            value,
            unsigned,
            long,
            decimal,
        } => {
            let unsigned = if unsigned { "u" } else { "" };
            let long = if long { "l" } else { "" };
            if decimal {
                format!("{value}{unsigned}{long}")
            } else {
                format!("{value:#x}{unsigned}{long}")
            }
        }
        Literal::Float(value, FloatSuffix::Float) => format!("{value:?}f"),
        Literal::Float(value, FloatSuffix::Half) => format!("{value:?}h"),
        Literal::Float(value, FloatSuffix::Bfloat) => format!("{value:?}bf"),
        Literal::Bool(value) => value.to_string(),
        Literal::Char(byte) => format!("{:?}", char::from(byte)),
        Literal::Null => "nullptr".to_owned(),
    }
}

/// A path as it is written.
pub(super) fn path(value: &Path) -> String {
    let segments: Vec<String> = value.segments.iter().map(segment).collect();
    let global = if value.global { "::" } else { "" };
    format!("{global}{}", segments.join("::"))
}

fn segment(value: &PathSegment) -> String {
    format!(
        "{}{}",
        value.ident.name,
        template_arguments(value.arguments.as_deref())
    )
}

/// `<…>`, or nothing; what is a type says so.
pub(super) fn template_arguments(arguments: Option<&[TemplateArgument]>) -> String {
    let Some(arguments) = arguments else {
        return String::new();
    };
    let arguments: Vec<String> = arguments.iter().map(template_argument).collect();
    format!("<{}>", arguments.join(", "))
}

fn template_argument(argument: &TemplateArgument) -> String {
    match argument {
        TemplateArgument::Type(of) => format!("type {}", ty(of)),
        TemplateArgument::Expr(value) => expr(value),
        TemplateArgument::Ambiguous(value) => format!("either {}", path(value)),
        TemplateArgument::Expansion(inner, _) => format!("{}...", template_argument(inner)),
    }
}

/// Each qualifier with a space after it.
pub(super) fn qualifiers(value: Qualifiers) -> String {
    let space = match value.space {
        None => "",
        Some(AddressSpaceName::Device) => "device ",
        Some(AddressSpaceName::Constant) => "constant ",
        Some(AddressSpaceName::Threadgroup) => "threadgroup ",
        Some(AddressSpaceName::Thread) => "thread ",
    };
    let constant = if value.constant { "const " } else { "" };
    let volatile = if value.volatile { "volatile " } else { "" };
    format!("{space}{constant}{volatile}")
}

/// A type in prefix form.
pub(super) fn ty(value: &Type) -> String {
    let kind = match &value.kind {
        TypeKind::Path(name) => path(name),
        TypeKind::Auto => "auto".to_owned(),
        TypeKind::Decltype(of) => format!("decltype({})", expr(of)),
        TypeKind::Member(of, name) => format!("member({}, {})", ty(of), path(name)),
        TypeKind::Pointer(to) => format!("pointer({})", ty(to)),
        TypeKind::Reference(to) => format!("reference({})", ty(to)),
        TypeKind::Array(of, None) => format!("array({})", ty(of)),
        TypeKind::Array(of, Some(length)) => format!("array({}, {})", ty(of), expr(length)),
        TypeKind::Function(ret, params) => {
            let params: Vec<String> = params.iter().map(|param| ty(&param.ty)).collect();
            format!("function({}; {})", ty(ret), params.join(", "))
        }
        TypeKind::Record(_) => "record".to_owned(),
        TypeKind::Error => "error".to_owned(),
    };
    format!("{}{kind}", qualifiers(value.qualifiers))
}

fn named_cast(cast: NamedCast) -> &'static str {
    match cast {
        NamedCast::Static => "static_cast",
        NamedCast::Reinterpret => "reinterpret_cast",
        NamedCast::Const => "const_cast",
        NamedCast::AsType => "as_type",
    }
}

fn unary_op(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Plus => "+",
        UnaryOp::Negate => "-",
        UnaryOp::Not => "!",
        UnaryOp::Complement => "~",
        UnaryOp::Deref => "*",
        UnaryOp::AddressOf => "&",
        UnaryOp::Increment => "++",
        UnaryOp::Decrement => "--",
    }
}

fn binary_op(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::Comma => ",",
    }
}
