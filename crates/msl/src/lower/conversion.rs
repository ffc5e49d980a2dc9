//! Conversions: which are implicit and how good each is (\[conv\], \[over.best.ics\]), and casts.
//!
//! Metal's additions (clause 2): a scalar becomes a vector of equal components, vectors of
//! different element types convert only where a cast says so, and pointers keep their address
//! space.

use super::{
    Lowerer,
    expr::operand::{Operand, OperandKind},
    ty::{Target, Ty, TyKind, space_name},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, CompareOp, Const, Op, Scalar, ValueId},
    source::Span,
};

/// How good an implicit conversion is; the first is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// Nothing to do.
    Exact,
    /// `const` is added, or a copy is made.
    Adjusted,
    /// A small integer to `int`, `half` or `bfloat` to `float`.
    Promotion,
    /// Any other number, enumeration or pointer.
    Conversion,
    /// A scalar to a vector.
    Splat,
    /// Through a constructor or conversion function.
    User,
}

/// What a conversion is for; messages say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
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
    /// How an operand converts to a parameter's type, if it does.
    pub(super) fn rank(&mut self, from: &Operand, to: Ty) -> Option<Rank> {
        if from.is_error() || to == Ty::ERROR {
            return Some(Rank::Exact);
        }
        if let TyKind::Reference(target) = self.tys[to] {
            return self.rank_reference(from, target);
        }
        if let OperandKind::Braces(list) = &from.kind {
            return self.rank_braces(list.len(), to);
        }
        if from.ty == to {
            return Some(Rank::Exact);
        }
        match (self.tys[from.ty].clone(), self.tys[to].clone()) {
            (TyKind::Record(record), _) if self.tys.record(to).is_none() => {
                self.conversion_function(record, to).map(|_| Rank::User)
            }
            (_, TyKind::Record(record)) => self
                .converting_constructor(record, from)
                .map(|_| Rank::User),
            (TyKind::Array { element, .. }, TyKind::Pointer(target)) => {
                let OperandKind::Place(place) = &from.kind else {
                    return None;
                };
                let (space, constant) = (place.space, place.constant);
                rank_pointer(
                    Target {
                        ty: element,
                        space,
                        constant,
                    },
                    target,
                )
            }
            (TyKind::Pointer(from), TyKind::Pointer(to)) => rank_pointer(from, to),
            (from_kind, to_kind) => self.rank_value(from, &from_kind, &to_kind),
        }
    }

    fn rank_value(&self, from: &Operand, from_kind: &TyKind, to: &TyKind) -> Option<Rank> {
        match (from_kind, to) {
            (TyKind::Scalar(from), TyKind::Scalar(to)) => Some(rank_scalar(*from, *to)),
            (TyKind::Enum(id), TyKind::Scalar(to)) => {
                let info = &self.enums[*id as usize];
                let promoted = *to == info.underlying;
                let rank = if promoted {
                    Rank::Promotion
                } else {
                    Rank::Conversion
                };
                (!info.scoped).then_some(rank)
            }
            (TyKind::Scalar(_) | TyKind::Enum(_), TyKind::Vector { .. }) => Some(Rank::Splat),
            (
                TyKind::Vector {
                    scalar: a,
                    lanes: n,
                    ..
                },
                TyKind::Vector {
                    scalar: b,
                    lanes: m,
                    ..
                },
            ) => (a == b && n == m).then_some(Rank::Conversion),
            (TyKind::Null, TyKind::Pointer(_)) => Some(Rank::Conversion),
            (TyKind::Scalar(scalar), TyKind::Pointer(_)) => {
                let zero = scalar.is_integer() && from.literal && from.known() == Some(0);
                zero.then_some(Rank::Conversion)
            }
            (
                TyKind::Pointer(_) | TyKind::Array { .. } | TyKind::Null,
                TyKind::Scalar(Scalar::Bool),
            ) => Some(Rank::Conversion),
            _ => None,
        }
    }

    fn rank_reference(&mut self, from: &Operand, target: Target) -> Option<Rank> {
        if let OperandKind::Place(place) = &from.kind
            && from.ty == target.ty
        {
            let fits = place.space == target.space && (target.constant || !place.constant);
            if fits {
                let same = place.constant == target.constant;
                return Some(if same { Rank::Exact } else { Rank::Adjusted });
            }
        }
        let temporary = target.constant && target.space == AddressSpace::Thread;
        if !temporary {
            return None;
        }
        self.rank(from, target.ty)
            .map(|rank| rank.max(Rank::Adjusted))
    }

    fn rank_braces(&self, length: usize, to: Ty) -> Option<Rank> {
        match &self.tys[to] {
            TyKind::Record(_) | TyKind::Array { .. } => Some(Rank::User),
            TyKind::Vector { .. } => Some(Rank::Conversion),
            TyKind::Scalar(_) if length <= 1 => Some(Rank::Conversion),
            _ => None,
        }
    }

    /// Converts implicitly, or reports that it cannot.
    pub(super) fn convert(&mut self, from: Operand, to: Ty, purpose: Purpose) -> Operand {
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
                match self.conversion_function(record, to) {
                    Some(decl) => {
                        let converted = self.call_conversion(decl, from);
                        self.convert(converted, to, purpose)
                    }
                    None => self.cannot_convert(&from, to, purpose),
                }
            }
            (_, TyKind::Record(record)) if self.converting_constructor(record, &from).is_some() => {
                self.construct(to, vec![from], span)
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
            (TyKind::Scalar(_) | TyKind::Null, TyKind::Pointer(_)) => self.null_pointer(span),
            (TyKind::Scalar(_), _) | (TyKind::Vector { .. }, _) => self.convert_value(&from, to),
            (TyKind::Null, _) => Operand::bits(to, 0, span),
            (TyKind::Pointer(_) | TyKind::Array { .. }, TyKind::Scalar(_)) => {
                // Every pointer leads somewhere: there is no way to make a null pointer.
                Operand::bits(Ty::BOOL, 1, span)
            }
            (TyKind::Pointer(_) | TyKind::Array { .. }, TyKind::Pointer(_)) => {
                let pointer = self.rvalue(from);
                self.pointer_cast(&pointer, to)
            }
            _ => Operand::error(span),
        }
    }

    /// The IR has no null pointer; comparing with `nullptr` is settled here.
    pub(super) fn null_pointer(&mut self, span: Span) -> Operand {
        self.unsupported("a null pointer as a value", span);
        Operand::error(span)
    }

    pub(super) fn compare_pointers(
        &mut self,
        op: CompareOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
        let (a, b) = (self.value(left), self.value(right));
        let bool_ty = self.ir(Ty::BOOL);
        let value = self.eval(Op::Compare(op, a, b), bool_ty, span);
        Operand::value(Ty::BOOL, value, span)
    }

    /// The same address as another pointer type of the same space.
    pub(super) fn pointer_cast(&mut self, pointer: &Operand, to: Ty) -> Operand {
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
                self.error("address-space-mismatch", span, message);
                return Operand::error(span);
            }
            if found.ty == expected.ty && found.constant {
                let message = format!("this drops `const`: expected `{}`", self.ty_name(to));
                self.error("const-violation", span, message);
                return Operand::error(span);
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
                Some("name a component, such as `.x`".into())
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
            _ => None,
        }
    }

    /// A condition as a `bool`.
    pub(super) fn condition_value(&mut self, operand: Operand) -> Operand {
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

    /// The address that a reference takes from an operand.
    pub(super) fn bind_reference(
        &mut self,
        from: Operand,
        target: Target,
        purpose: Purpose,
    ) -> Option<ValueId> {
        let span = from.span;
        if from.is_error() || target.ty == Ty::ERROR {
            return None;
        }
        let found = match &from.kind {
            OperandKind::Place(place) if from.ty == target.ty => Some(*place),
            _ => None,
        };
        if let Some(place) = found {
            if place.space == target.space && (target.constant || !place.constant) {
                return Some(place.pointer);
            }
            if place.space == target.space {
                self.error(
                    "const-violation",
                    span,
                    "a reference that may change this needs it not to be `const`",
                );
                return None;
            }
        }
        if target.constant && target.space == AddressSpace::Thread {
            let converted = self.convert(from, target.ty, purpose);
            if converted.is_error() {
                return None;
            }
            return Some(self.spill(&converted, span).pointer);
        }
        self.cannot_bind(&from, found.is_some(), target, purpose);
        None
    }

    fn cannot_bind(&mut self, from: &Operand, same: bool, target: Target, purpose: Purpose) {
        let span = from.span;
        if let (true, OperandKind::Place(place)) = (same, &from.kind) {
            let message = format!(
                "expected a reference to `{}` memory {}, found `{}` memory",
                space_name(target.space),
                purpose.text(),
                space_name(place.space)
            );
            return self.error("address-space-mismatch", span, message);
        }
        let expected = self.ty_name(target.ty);
        let found = self.ty_name(from.ty);
        if expected == found {
            self.error(
                "not-assignable",
                span,
                "a reference needs a variable to refer to, found a value",
            );
        } else {
            let message = format!("expected a variable of type `{expected}`, found `{found}`");
            self.error("type-mismatch", span, message);
        }
    }

    /// `(T)e`, `static_cast<T>(e)` and `T(e)` with one argument.
    pub(super) fn cast(&mut self, from: Operand, to: Ty, span: Span) -> Operand {
        if from.is_error() || to == Ty::ERROR {
            return Operand::error(span);
        }
        if to == Ty::VOID {
            return Operand::constant(Ty::VOID, Const::Zero, span);
        }
        let from = from.at(span);
        match (self.tys[from.ty].clone(), self.tys[to].clone()) {
            (TyKind::Enum(_), TyKind::Scalar(_) | TyKind::Vector { .. } | TyKind::Enum(_)) => {
                let from = self.rvalue(from);
                let plain = self.unpacked(from);
                self.cast(plain, to, span)
            }
            (TyKind::Scalar(_), TyKind::Enum(id)) => {
                let plain =
                    self.convert_value(&from, Ty::scalar(self.enums[id as usize].underlying));
                Operand { ty: to, ..plain }
            }
            (TyKind::Vector { lanes: a, .. }, TyKind::Vector { lanes: b, .. }) if a == b => {
                self.convert_value(&from, to)
            }
            (TyKind::Pointer(_) | TyKind::Array { .. }, TyKind::Pointer(target)) => {
                let pointer = self.rvalue(from);
                self.cast_pointer(&pointer, to, target)
            }
            (TyKind::Pointer(_), TyKind::Scalar(scalar)) if scalar != Scalar::Bool => {
                self.unsupported("a pointer as an integer", span);
                Operand::error(span)
            }
            (TyKind::Scalar(scalar), TyKind::Pointer(_))
                if scalar.is_integer() && from.known() != Some(0) =>
            {
                self.unsupported("an integer as a pointer", span);
                Operand::error(span)
            }
            _ => {
                let result = self.convert(from, to, Purpose::Operand);
                Operand {
                    literal: false,
                    ..result
                }
            }
        }
    }

    fn cast_pointer(&mut self, pointer: &Operand, to: Ty, target: Target) -> Operand {
        let TyKind::Pointer(from) = self.tys[pointer.ty] else {
            return Operand::error(pointer.span);
        };
        if from.space != target.space {
            let message = format!(
                "a cast cannot turn a pointer to `{}` memory into one to `{}` memory",
                space_name(from.space),
                space_name(target.space)
            );
            self.error("address-space-mismatch", pointer.span, message);
            return Operand::error(pointer.span);
        }
        self.pointer_cast(pointer, to)
    }

    /// `as_type<T>(e)`.
    pub(super) fn as_type(&mut self, from: Operand, to: Ty, span: Span) -> Operand {
        let from = self.unpacked(from);
        if from.is_error() || to == Ty::ERROR {
            return Operand::error(span);
        }
        let size = |lowerer: &mut Self, ty: Ty| {
            let shape = lowerer.tys.shape(ty)?;
            let ir = lowerer.ir(ty);
            (shape.0 != Scalar::Bool)
                .then(|| crate::analysis::layout::layout(&lowerer.types, ir).size_bytes)
        };
        let (found, expected) = (size(self, from.ty), size(self, to));
        if found.is_none() || found != expected {
            let message = format!(
                "`as_type` needs types of one size, found `{}` and `{}`",
                self.ty_name(from.ty),
                self.ty_name(to)
            );
            self.error("type-mismatch", span, message);
            return Operand::error(span);
        }
        self.bitcast(&from, to, span)
    }
}

fn rank_scalar(from: Scalar, to: Scalar) -> Rank {
    let small = !from.is_float() && from.size_bytes() < 4;
    let promotes = (small && to == Scalar::I32)
        || (matches!(from, Scalar::F16 | Scalar::BF16) && to == Scalar::F32);
    if from == to {
        Rank::Exact
    } else if promotes {
        Rank::Promotion
    } else {
        Rank::Conversion
    }
}

fn rank_pointer(from: Target, to: Target) -> Option<Rank> {
    if from.space != to.space || (from.constant && !to.constant) {
        return None;
    }
    if to.ty == Ty::VOID && from.ty != Ty::VOID {
        return Some(Rank::Conversion);
    }
    let same = from.constant == to.constant;
    (from.ty == to.ty).then_some(if same { Rank::Exact } else { Rank::Adjusted })
}

/// The type that two numbers are brought to before an operation (\[expr\]/10; clauses 2.1, 2.7).
pub(super) fn usual_arithmetic(left: Scalar, right: Scalar) -> Scalar {
    if left == right && left.is_float() {
        return left;
    }
    match (left.is_float(), right.is_float()) {
        (true, true) => Scalar::F32,
        (true, false) => left,
        (false, true) => right,
        (false, false) => usual_integer(promote(left), promote(right)),
    }
}

/// Integer promotion (\[conv.prom\]).
pub(super) fn promote(scalar: Scalar) -> Scalar {
    if scalar.is_float() || scalar.size_bytes() >= 4 {
        scalar
    } else {
        Scalar::I32
    }
}

fn usual_integer(left: Scalar, right: Scalar) -> Scalar {
    match (left.size_bytes(), right.size_bytes()) {
        (a, b) if a > b => left,
        (a, b) if a < b => right,
        _ if left.is_signed() => right,
        _ => left,
    }
}

#[cfg(test)]
mod tests {
    use super::{Rank, Scalar, promote, rank_scalar, usual_arithmetic};

    #[test]
    fn operands_meet_as_the_standard_says() {
        use Scalar::{BF16, Bool, F16, F32, I8, I32, I64, U8, U16, U32, U64};
        let rows = [
            (I32, I32, I32),
            (I8, U8, I32),
            (Bool, Bool, I32),
            (U16, I32, I32),
            (U32, I32, U32),
            (U32, I64, I64),
            (U64, I64, U64),
            (F16, F16, F16),
            (F16, F32, F32),
            (BF16, F32, F32),
            (F16, I32, F16),
            (BF16, U64, BF16),
            (F32, U64, F32),
            (F16, BF16, F32),
        ];
        for (left, right, expected) in rows {
            assert_eq!(
                usual_arithmetic(left, right),
                expected,
                "{left:?} and {right:?}"
            );
            assert_eq!(
                usual_arithmetic(right, left),
                expected,
                "{right:?} and {left:?}"
            );
        }
    }

    #[test]
    fn small_integers_promote_to_int() {
        assert_eq!(promote(Scalar::U16), Scalar::I32);
        assert_eq!(promote(Scalar::U32), Scalar::U32);
        assert_eq!(rank_scalar(Scalar::I8, Scalar::I32), Rank::Promotion);
        assert_eq!(rank_scalar(Scalar::I8, Scalar::I16), Rank::Conversion);
    }
}
