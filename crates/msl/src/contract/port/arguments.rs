//! Template arguments of an instance, as the contract passes them: element types, ints and bools.

use super::{choice::Choice, parameter::Port, refusal};
use crate::{
    contract::TemplateValue,
    dtype::DType,
    source::Span,
    syntax::ast::{
        self, Expr, ExprKind, Literal, TemplateArgument, TemplateParameter, TemplateParameterKind,
        TypeKind, UnaryOp,
    },
};

const HELP: &str =
    "arguments of the contract are element types, ints and bools; write others into the header";

impl Port<'_> {
    /// Takes the arguments of the chosen instance, and what the statements need to see them as before.
    pub(super) fn template(&mut self, choice: &Choice<'_>) {
        let params = choice.function.template.iter().flatten();
        for (index, param) in params.enumerate() {
            let Some(name) = param.name.as_ref().map(|name| name.name.clone()) else {
                continue;
            };
            match self.argument(param, choice.arguments.get(index)) {
                Some(value) => {
                    let name = self.argument_name(name.to_string(), param);
                    self.template.push((name, value));
                }
                None => {
                    let message = format!("the contract cannot pass what `{name}` stands for");
                    self.refuse(refusal(param.span, message, HELP));
                }
            }
        }
    }

    /// The name that is passed: a `uint N` is passed as an int of another name.
    fn argument_name(&mut self, name: String, param: &TemplateParameter) -> String {
        let TemplateParameterKind::Value(ty, _) = &param.kind else {
            return name;
        };
        let spelled = self.text(ty.span);
        if matches!(spelled, "int" | "bool") {
            return name;
        }
        let passed = format!("{name}_value");
        self.declarations
            .push(format!("constexpr {spelled} {name} = {passed};"));
        passed
    }

    fn argument(
        &self,
        param: &TemplateParameter,
        given: Option<&TemplateArgument>,
    ) -> Option<TemplateValue> {
        match (&param.kind, given) {
            (TemplateParameterKind::Type(default), None) => element_type(default.as_ref()?),
            (TemplateParameterKind::Type(_), Some(TemplateArgument::Type(ty))) => element_type(ty),
            (TemplateParameterKind::Type(_), Some(TemplateArgument::Ambiguous(path))) => {
                named_type(path)
            }
            (TemplateParameterKind::Value(_, default), None) => number(default.as_ref()?, 1),
            (TemplateParameterKind::Value(..), Some(TemplateArgument::Expr(expr))) => {
                number(expr, 1)
            }
            _ => None,
        }
    }

    /// The text of a span.
    pub(super) fn text(&self, span: Span) -> &str {
        self.sources.text(span)
    }
}

fn element_type(ty: &ast::Type) -> Option<TemplateValue> {
    match &ty.kind {
        TypeKind::Path(path) => named_type(path),
        _ => None,
    }
}

fn named_type(path: &ast::Path) -> Option<TemplateValue> {
    let [segment] = &path.segments[..] else {
        return None;
    };
    let dtype = match segment.ident.name.as_str() {
        "bool" => DType::Bool,
        "uchar" | "uint8_t" => DType::U8,
        "ushort" | "uint16_t" => DType::U16,
        "uint" | "uint32_t" => DType::U32,
        "ulong" | "uint64_t" => DType::U64,
        "char" | "int8_t" => DType::I8,
        "short" | "int16_t" => DType::I16,
        "int" | "int32_t" => DType::I32,
        "long" | "int64_t" => DType::I64,
        "half" => DType::F16,
        "bfloat" | "bfloat16_t" => DType::BF16,
        "float" => DType::F32,
        _ => return None,
    };
    Some(TemplateValue::Type(dtype))
}

/// A number as written.
fn number(expr: &Expr, sign: i64) -> Option<TemplateValue> {
    match &expr.kind {
        ExprKind::Paren(inner) => number(inner, sign),
        ExprKind::Unary(UnaryOp::Negate, inner) if sign == 1 => number(inner, -1),
        ExprKind::Literal(Literal::Int { value, .. }) => {
            let value = sign.checked_mul(i64::try_from(*value).ok()?)?;
            Some(TemplateValue::Int(i32::try_from(value).ok()?))
        }
        ExprKind::Literal(Literal::Bool(value)) if sign == 1 => Some(TemplateValue::Bool(*value)),
        _ => None,
    }
}
