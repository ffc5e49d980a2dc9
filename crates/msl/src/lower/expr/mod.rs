//! Expressions: one function per kind, each giving an [`Operand`](operand::Operand).

pub(super) mod arithmetic;
mod assign;
mod call;
mod capture;
mod conditional;
mod construct;
mod function;
mod lambda;
mod logic;
mod matrix;
mod member;
mod name;
pub(super) mod operand;
mod operator;

pub(super) use lambda::{Closure, Code};
pub(super) use name::MAKE_CONSTANT;

use super::{Lowerer, ty::Ty};
use crate::{
    ir::{Const, Scalar, narrow},
    source::Span,
    syntax::ast::{self, ExprKind, FloatSuffix, Literal},
};
use operand::{Operand, OperandKind};

impl<'a> Lowerer<'a> {
    /// Lowers an expression; reports what is wrong with it and gives the error operand then.
    pub(super) fn expr(&mut self, expr: &'a ast::Expr) -> Operand {
        let operand = self.nested(expr.span, |lowerer| lowerer.expr_kind(expr));
        let operand = operand.unwrap_or_else(|| Operand::error(expr.span));
        self.doubtful |= operand.is_error();
        operand.at(expr.span)
    }

    fn expr_kind(&mut self, expr: &'a ast::Expr) -> Operand {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Literal(literal) => self.literal(*literal, span),
            ExprKind::Path(path) => self.path_expr(path),
            ExprKind::TypeMember(of, path) => {
                let scope = self.scope();
                let named = self.named_in_type(of, path, scope);
                self.named_expr(named, path, scope)
            }
            ExprKind::This => self.this_pointer(span),
            ExprKind::Paren(inner) => self.expr(inner),
            ExprKind::Unary(op, inner) => self.unary(*op, inner, span),
            ExprKind::Postfix(op, inner) => self.postfix(*op, inner, span),
            ExprKind::Binary(op, left, right) => self.binary(*op, left, right, span),
            ExprKind::Assign(op, target, value) => self.assign(*op, target, value, span),
            ExprKind::Conditional(condition, accept, reject) => {
                self.conditional(condition, accept, reject, span)
            }
            ExprKind::Call(callee, args) => self.call(callee, args, span),
            ExprKind::Construct(ty, args) => {
                let scope = self.scope();
                let ty = self.spelled(ty, scope).ty;
                let args = self.exprs(args);
                self.construct_type(ty, args, span)
            }
            ExprKind::BraceConstruct(ty, args) => {
                let scope = self.scope();
                let ty = self.spelled(ty, scope).ty;
                let args = self.exprs(args);
                self.list_value(ty, args, span)
            }
            ExprKind::Index(base, index) => self.index(base, index, span),
            ExprKind::Member {
                base,
                member,
                arrow,
            } => self.member_expr(base, member, *arrow, span),
            ExprKind::Cast(ty, inner) => {
                let scope = self.scope();
                let to = self.spelled(ty, scope).ty;
                let from = self.expr(inner);
                self.cast(from, to, span)
            }
            ExprKind::NamedCast(cast, ty, inner) => self.named_cast(*cast, ty, inner, span),
            ExprKind::SizeofType(ty) => {
                let scope = self.scope();
                let ty = self.spelled(ty, scope).ty;
                self.size_of(ty, span)
            }
            ExprKind::SizeofExpr(inner) => {
                let scope = self.scope();
                let ty = self.type_of(inner, scope);
                self.size_of(ty, span)
            }
            ExprKind::IsEmpty(ty) => {
                let scope = self.scope();
                let ty = self.spelled(ty, scope).ty;
                let record = self.tys.record(ty);
                let is_empty = record.is_some_and(|id| self.records[id.index()].fields.is_empty());
                Operand::constant(Ty::BOOL, Const::Scalar(is_empty.into()), span)
            }
            ExprKind::Alignof(ty) => self.align_of(ty, span),
            ExprKind::InitList(list) => {
                let list = self.exprs(list);
                Operand::new(Ty::BRACES, OperandKind::Braces(list), span)
            }
            ExprKind::DesignatedElements(elements) => self.designated_elements(elements, span),
            ExprKind::Designated(field, value) => {
                let value = self.expr(value);
                let ty = if value.is_error() {
                    Ty::ERROR
                } else {
                    Ty::BRACES
                };
                Operand::new(
                    ty,
                    OperandKind::Designated(field.name.to_string(), Box::new(value)),
                    span,
                )
            }
            ExprKind::Lambda(lambda) => self.lambda(lambda, span),
            ExprKind::String(text) => self.string(text, span),
            ExprKind::PackExpansion(_) => {
                self.error("type-mismatch", span, "a pack cannot be expanded here");
                Operand::error(span)
            }
            ExprKind::SizeofPack(name) => self.pack_length(name, span),
            ExprKind::Fold(fold) => self.fold(fold, span),
            ExprKind::Error => Operand::error(span),
        }
    }

    pub(super) fn exprs(&mut self, list: &'a [ast::Expr]) -> Vec<Operand> {
        let mut operands = Vec::with_capacity(list.len());
        for expr in list {
            match &expr.kind {
                ExprKind::PackExpansion(pattern) => operands.extend(self.expanded_exprs(pattern)),
                _ => operands.push(self.expr(expr)),
            }
        }
        operands
    }

    /// A string: an array of `char` in constant memory, with a zero at its end.
    fn string(&mut self, text: &str, span: Span) -> Operand {
        let bytes = text.bytes().chain([0]);
        let content = bytes.map(|byte| Const::Scalar(byte.into()));
        let content = Const::Composite(content.collect());
        let length = u32::try_from(text.len() + 1).expect("a source has fewer bytes");
        let ty = self.tys.array(Ty::scalar(Scalar::I8), length);
        let storage = self.constant_storage("string", ty, content, span);
        self.stored(ty, true, &storage, span)
    }

    pub(super) fn unsupported_expr(&mut self, what: &str, span: Span) -> Operand {
        self.unsupported(what, span);
        Operand::error(span)
    }

    fn literal(&mut self, literal: Literal, span: Span) -> Operand {
        let (ty, bits) = match literal {
            Literal::Int {
                value,
                unsigned,
                long,
                decimal,
            } => (
                Ty::scalar(integer_type(value, unsigned, long, decimal)),
                value,
            ),
            Literal::Float(value, FloatSuffix::Float) => {
                (Ty::scalar(Scalar::F32), u64::from((value as f32).to_bits()))
            }
            Literal::Float(value, FloatSuffix::Half) => (
                Ty::scalar(Scalar::F16),
                u64::from(narrow::half(value).to_bits()),
            ),
            Literal::Float(value, FloatSuffix::Bfloat) => (
                Ty::scalar(Scalar::BF16),
                u64::from(narrow::bfloat(value).to_bits()),
            ),
            Literal::Bool(value) => (Ty::BOOL, u64::from(value)),
            Literal::Char(value) => (Ty::scalar(Scalar::I8), u64::from(value)),
            Literal::Null => (Ty::NULL, 0),
        };
        Operand {
            literal: true,
            ..Operand::bits(ty, bits, span)
        }
    }
}

/// The first type that holds the value (\[lex.icon\], table 5).
fn integer_type(value: u64, unsigned: bool, long: bool, decimal: bool) -> Scalar {
    let fits_int = i32::try_from(value).is_ok();
    let fits_uint = u32::try_from(value).is_ok();
    let fits_long = i64::try_from(value).is_ok();
    match () {
        () if fits_int && !unsigned && !long => Scalar::I32,
        () if fits_uint && !long && (unsigned || !decimal) => Scalar::U32,
        () if fits_long && !unsigned => Scalar::I64,
        () => Scalar::U64,
    }
}

#[cfg(test)]
mod tests {
    use super::{Scalar, integer_type};

    #[test]
    fn integer_literals_take_the_first_type_that_holds_them() {
        let rows = [
            (1, false, false, true, Scalar::I32),
            (2_147_483_648, false, false, true, Scalar::I64),
            (0x8000_0000, false, false, false, Scalar::U32),
            (1, true, false, true, Scalar::U32),
            (1 << 32, true, false, true, Scalar::U64),
            (1, false, true, true, Scalar::I64),
            (u64::MAX, false, false, false, Scalar::U64),
            (1, true, true, true, Scalar::U64),
        ];
        for (value, unsigned, long, decimal, expected) in rows {
            assert_eq!(
                integer_type(value, unsigned, long, decimal),
                expected,
                "{value}"
            );
        }
    }
}
