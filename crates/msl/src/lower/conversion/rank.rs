//! How good an implicit conversion is (\[over.best.ics\]).

use crate::ir::{AddressSpace, Scalar};
use crate::lower::{
    Lowerer,
    expr::operand::{Operand, OperandKind},
    ty::{Target, Ty, TyKind},
};

/// How good an implicit conversion is; the first is best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::lower) enum Rank {
    /// Nothing to do.
    Exact,
    /// `const` is added, or a copy is made.
    Adjusted,
    /// A reference to thread memory binds to a copy of what lies elsewhere.
    Copied,
    /// A small integer to `int`, `half` or `bfloat` to `float`.
    Promotion,
    /// Any other number, enumeration or pointer.
    Conversion,
    /// A scalar to a vector.
    Splat,
    /// Through a constructor or conversion function.
    User,
}

impl<'a> Lowerer<'a> {
    /// How an operand converts to a parameter's type, if it does.
    pub(in crate::lower) fn rank(&mut self, from: &Operand, to: Ty) -> Option<Rank> {
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
                let found = self.conversion_function(record, from, to);
                found.map(|_| Rank::User)
            }
            (TyKind::Record(_), TyKind::Record(_)) if self.is_base(to, from.ty) => {
                Some(Rank::Conversion)
            }
            (_, TyKind::Record(record)) => self
                .converting_constructor(record, from)
                .map(|_| Rank::User),
            (TyKind::Array { element, .. }, TyKind::Pointer(target)) => {
                let OperandKind::Place(place) = &from.kind else {
                    return None;
                };
                let copied = target.space == AddressSpace::Thread && self.is_local_table(place);
                let space = if copied { target.space } else { place.space };
                let constant = place.constant;
                rank_pointer(
                    Target {
                        ty: element,
                        space,
                        constant,
                    },
                    target,
                )
            }
            (TyKind::Pointer(from), TyKind::Pointer(to))
                if from.ty != to.ty && self.is_base(to.ty, from.ty) =>
            {
                let fits = from.space == to.space && (to.constant || !from.constant);
                fits.then_some(Rank::Conversion)
            }
            (TyKind::Pointer(from), TyKind::Pointer(to)) => rank_pointer(from, to),
            (TyKind::Closure(_), TyKind::Function { .. }) => {
                let found = self.function_as(from.ty, to, from.span);
                found.map(|_| Rank::Exact)
            }
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
            (TyKind::Null, TyKind::Pointer(_) | TyKind::Function { .. }) => Some(Rank::Conversion),
            (TyKind::Scalar(scalar), TyKind::Pointer(_) | TyKind::Function { .. }) => {
                let zero = scalar.is_integer() && from.literal && from.known() == Some(0);
                zero.then_some(Rank::Conversion)
            }
            (
                TyKind::Pointer(_) | TyKind::Array { .. } | TyKind::Null | TyKind::Function { .. },
                TyKind::Scalar(Scalar::Bool),
            ) => Some(Rank::Conversion),
            _ => None,
        }
    }

    fn rank_reference(&mut self, from: &Operand, target: Target) -> Option<Rank> {
        if let OperandKind::Place(place) = &from.kind
            && (from.ty == target.ty || self.is_base(target.ty, from.ty))
        {
            let fits = place.space == target.space && (target.constant || !place.constant);
            if fits && from.ty != target.ty {
                return Some(Rank::Conversion);
            }
            if fits {
                let same = place.constant == target.constant;
                return Some(if same { Rank::Exact } else { Rank::Adjusted });
            }
        }
        if self.is_program_constant(from, target) {
            return Some(Rank::Conversion);
        }
        let temporary = target.constant && target.space == AddressSpace::Thread;
        if !temporary {
            return None;
        }
        let copied = match &from.kind {
            OperandKind::Place(place) if place.space != target.space => Rank::Copied,
            _ => Rank::Adjusted,
        };
        self.rank(from, target.ty).map(|rank| rank.max(copied))
    }

    fn rank_braces(&self, length: usize, to: Ty) -> Option<Rank> {
        match &self.tys[to] {
            TyKind::Record(_) | TyKind::Array { .. } => Some(Rank::User),
            TyKind::Vector { .. } => Some(Rank::Conversion),
            TyKind::Scalar(_) if length <= 1 => Some(Rank::Conversion),
            _ => None,
        }
    }
}

pub(super) fn rank_scalar(from: Scalar, to: Scalar) -> Rank {
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
