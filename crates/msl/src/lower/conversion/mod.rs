//! Conversions: which are implicit and how good each is (\[conv\], \[over.best.ics\]), and casts.
//!
//! Metal's additions (clause 2): a scalar becomes a vector of equal components, vectors of
//! different element types convert only where a cast says so, and pointers keep their address
//! space.

mod cast;
mod number;
mod rank;
mod reference;

pub(super) use number::{promote, usual_arithmetic};
pub(super) use rank::Rank;

use crate::lower::{
    Lowerer,
    expr::operand::{Operand, OperandKind},
    spelling::names_no_space,
    ty::{Target, Ty, TyKind, space_name},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, CompareOp, Const, Op, Scalar},
    source::Span,
};

/// What a conversion is for; messages say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lower) enum Purpose {
    Initialize,
    Assign,
    Argument,
    Return,
    Operand,
}

impl Purpose {
    const fn text(self) -> &'static str {
        match self {
            Self::Initialize => "to initialize this",
            Self::Assign => "to assign here",
            Self::Argument => "as an argument",
            Self::Return => "to return",
            Self::Operand => "here",
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Converts implicitly, or reports that it cannot.
    pub(in crate::lower) fn convert(&mut self, from: Operand, to: Ty, purpose: Purpose) -> Operand {
        let span = from.span;
        if from.is_error() || to == Ty::ERROR {
            return Operand::error(span);
        }
        if let OperandKind::Braces(list) = from.kind {
            return self.list_value(to, list, span);
        }
        if from.ty == to {
            return self.content(from);
        }
        match (self.tys[from.ty].clone(), self.tys[to].clone()) {
            (TyKind::Record(record), _) if self.tys.record(to).is_none() => {
                match self.conversion_function(record, &from, to) {
                    Some(candidate) => {
                        let converted = self.call_conversion(&candidate, from);
                        self.convert(converted, to, purpose)
                    }
                    None => self.cannot_convert(&from, to, purpose),
                }
            }
            (TyKind::Record(_), TyKind::Record(_)) if self.is_base(to, from.ty) => {
                let base = self.as_base(from, to);
                self.content(base)
            }
            (_, TyKind::Record(record)) if self.converting_constructor(record, &from).is_some() => {
                self.construct(to, vec![from], span)
            }
            (TyKind::Closure(_), TyKind::Function { .. }) => {
                match self.pointer_to_function(&from, to) {
                    Some(pointer) => pointer,
                    None => self.cannot_convert(&from, to, purpose),
                }
            }
            _ if self.rank(&from, to).is_some() => self.convert_known(from, to),
            _ => self.cannot_convert(&from, to, purpose),
        }
    }

    /// A conversion that [`rank`](Self::rank) allows, between types of the language.
    fn convert_known(&mut self, from: Operand, to: Ty) -> Operand {
        let span = from.span;
        match (self.tys[from.ty].clone(), self.tys[to].clone()) {
            (TyKind::Enum(_), _) => {
                let plain = self.unpacked(from);
                self.convert_known(plain, to)
            }
            (TyKind::Scalar(_), TyKind::Vector { scalar, .. }) => {
                let component = self.convert_value(&from, Ty::scalar(scalar));
                self.splat(&component, to)
            }
            (TyKind::Scalar(_) | TyKind::Null, TyKind::Pointer(_) | TyKind::Function { .. }) => {
                Operand::constant(to, Const::Zero, span)
            }
            (TyKind::Function { .. }, _) => {
                let number = self.function_number(from);
                self.convert_value(&number, to)
            }
            (TyKind::Scalar(_), _) | (TyKind::Vector { .. }, _) => self.convert_value(&from, to),
            (TyKind::Null, _) => Operand::bits(to, 0, span),
            (TyKind::Pointer(_), TyKind::Scalar(_)) => {
                let null = Operand::constant(from.ty, Const::Zero, span);
                self.compare_pointers(CompareOp::NotEqual, &from, &null, span)
            }
            (TyKind::Array { .. }, TyKind::Scalar(_)) => Operand::bits(Ty::BOOL, 1, span),
            (TyKind::Pointer(_) | TyKind::Array { .. }, TyKind::Pointer(target)) => {
                let from = match target.space {
                    AddressSpace::Thread => self.in_thread_memory(from),
                    _ => from,
                };
                let pointer = self.rvalue(from);
                self.pointer_to_base(pointer, to)
            }
            _ => Operand::error(span),
        }
    }

    /// A pointer as one to a base class, or to another type at the same address.
    fn pointer_to_base(&mut self, pointer: Operand, to: Ty) -> Operand {
        let (TyKind::Pointer(from), TyKind::Pointer(target)) =
            (self.tys[pointer.ty].clone(), self.tys[to].clone())
        else {
            return Operand::error(pointer.span);
        };
        if from.ty == target.ty || !self.is_base(target.ty, from.ty) {
            return self.pointer_cast(&pointer, to);
        }
        let span = pointer.span;
        let address = self.value(&pointer);
        let object = self.place_at(address, from, span);
        let base = self.as_base(object, target.ty);
        match base.kind {
            OperandKind::Place(place) => Operand::value(to, place.pointer, span),
            _ => Operand::error(span),
        }
    }

    pub(in crate::lower) fn compare_pointers(
        &mut self,
        op: CompareOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
        if let (OperandKind::Const(_), OperandKind::Const(_)) = (&left.kind, &right.kind) {
            // Both are null.
            let holds = matches!(
                op,
                CompareOp::Equal | CompareOp::LessEqual | CompareOp::GreaterEqual
            );
            return Operand::bits(Ty::BOOL, u64::from(holds), span);
        }
        let (a, b) = (self.value(left), self.value(right));
        let bool_ty = self.ir(Ty::BOOL);
        let value = self.eval(Op::Compare(op, a, b), bool_ty, span);
        Operand::value(Ty::BOOL, value, span)
    }

    /// The same address as another pointer type of the same space.
    pub(in crate::lower) fn pointer_cast(&mut self, pointer: &Operand, to: Ty) -> Operand {
        let span = pointer.span;
        let ir = self.ir(to);
        if let OperandKind::Const(constant) = &pointer.kind {
            return Operand::constant(to, constant.clone(), span);
        }
        let value = self.value(pointer);
        if self.cx().builder.ty(value) == ir {
            return Operand::value(to, value, span);
        }
        let value = self.eval(Op::PointerCast(value), ir, span);
        Operand::value(to, value, span)
    }

    /// A pointer that leads to other memory than its variable says; where that says nothing, what it must
    /// say is known.
    fn not_the_memory(
        &mut self,
        mut diagnostic: Diagnostic,
        found: Target,
        expected: Target,
    ) -> Operand {
        let span = diagnostic.span;
        if let Some(declared) = self.declaring
            && found.ty == expected.ty
        {
            let adds_const =
                found.constant && !expected.constant && found.space != AddressSpace::Constant;
            let space = space_name(found.space);
            let words = match (found.space != expected.space, adds_const) {
                (true, true) => format!("{space} const"),
                (true, false) => space.to_owned(),
                (false, _) => "const".to_owned(),
            };
            if found.space == expected.space || names_no_space(declared) {
                diagnostic
                    .suggestions
                    .extend(self.qualified(declared, &words));
                diagnostic = diagnostic.with_help(format!("declare it `{words}`"));
            }
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    fn cannot_convert(&mut self, from: &Operand, to: Ty, purpose: Purpose) -> Operand {
        let span = from.span;
        let (expected, found) = (self.ty_name(to), self.ty_name(from.ty));
        let spaces = (self.tys[from.ty].clone(), self.tys[to].clone());
        if let (TyKind::Pointer(found), TyKind::Pointer(expected)) = spaces {
            if found.space != expected.space {
                let message = format!(
                    "expected a pointer to `{}` memory {}, found one to `{}` memory",
                    space_name(expected.space),
                    purpose.text(),
                    space_name(found.space)
                );
                let diagnostic = Diagnostic::error("address-space-mismatch", span, message);
                return self.not_the_memory(diagnostic, found, expected);
            }
            if found.ty == expected.ty && found.constant {
                let message = format!("this drops `const`: expected `{}`", self.ty_name(to));
                let diagnostic = Diagnostic::error("const-violation", span, message);
                return self.not_the_memory(diagnostic, found, expected);
            }
        }
        let message = format!("expected `{expected}` {}, found `{found}`", purpose.text());
        let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
        if let Some(help) = self.conversion_help(from.ty, to) {
            diagnostic = diagnostic.with_help(help);
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    fn conversion_help(&self, from: Ty, to: Ty) -> Option<String> {
        match (&self.tys[from], &self.tys[to]) {
            (TyKind::Vector { .. }, TyKind::Scalar(_)) => {
                Some(crate::diagnostic::position::ADVICE.into())
            }
            (TyKind::Vector { lanes: from, .. }, TyKind::Vector { lanes, .. }) if from == lanes => {
                Some(format!(
                    "write `{}(...)` to convert each component",
                    self.ty_name(to)
                ))
            }
            (TyKind::Vector { lanes: from, .. }, TyKind::Vector { lanes, .. }) if from > lanes => {
                Some(format!(
                    "choose components, such as `.{}`",
                    &"xyz"[..usize::from(*lanes)]
                ))
            }
            (TyKind::Pointer(_), TyKind::Scalar(_)) => {
                Some("read what it points to with `*` or `[...]`".into())
            }
            (TyKind::Scalar(_), TyKind::Enum(_)) => Some("cast it with `static_cast`".into()),
            (TyKind::Closure(_), _) => Some("call it: write its arguments in parentheses".into()),
            _ => None,
        }
    }

    /// A condition as a `bool`.
    pub(in crate::lower) fn condition_value(&mut self, operand: Operand) -> Operand {
        if let TyKind::Vector {
            scalar: Scalar::Bool,
            ..
        } = self.tys[operand.ty]
        {
            let diagnostic = Diagnostic::error(
                "type-mismatch",
                operand.span,
                format!("expected a `bool`, found `{}`", self.ty_name(operand.ty)),
            )
            .with_help("reduce it with `any(...)` or `all(...)`");
            self.report(diagnostic);
            return Operand::error(operand.span);
        }
        self.convert(operand, Ty::BOOL, Purpose::Operand)
    }
}
