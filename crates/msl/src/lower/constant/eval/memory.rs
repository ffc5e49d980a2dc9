//! Variables of a constant expression: addresses as paths into them, loads and stores.

use super::{Machine, NotConstant, Result, Slot, refuse};
use crate::lower::constant::budget::Budget;
use crate::{
    ir::{Const, GlobalId, LocalId, Type, TypeArena, TypeId},
    source::Span,
};

#[derive(Clone, Debug)]
pub(super) struct Pointer {
    pub(super) base: Base,
    pub(super) path: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    Local(usize, LocalId),
    Global(GlobalId),
}

impl<'w> Machine<'w> {
    pub(super) fn load(&self, pointer: &Pointer, span: Span) -> Result<Slot> {
        let mut constant = match pointer.base {
            Base::Global(global) if self.world.globals[global].host.is_some() => {
                let name = &self.world.globals[global].name;
                return Err(NotConstant {
                    span,
                    reason: format!("a pipeline is made with the value of `{name}`"),
                    waits: true,
                });
            }
            Base::Global(global) => &self.world.globals[global].init,
            Base::Local(frame, local) => {
                let frame = self.frames.get(frame);
                match frame.and_then(|frame| frame.locals.get(&local)) {
                    Some(Slot::Const(constant)) => constant,
                    Some(slot) if pointer.path.is_empty() => return Ok(slot.clone()),
                    Some(Slot::Pointer(_)) => return refuse(span, "it uses an address"),
                    None => &Const::Zero,
                }
            }
        };
        for &index in &pointer.path {
            constant = child(constant, usize::try_from(index).unwrap_or(usize::MAX), span)?;
        }
        self.budget.copy(constant, span).map(Slot::Const)
    }

    pub(super) fn store(&mut self, pointer: &Pointer, slot: Slot, span: Span) -> Result<()> {
        let Base::Local(frame, local) = pointer.base else {
            return refuse(span, "it stores to constant memory");
        };
        let Some(frame) = self.frames.get_mut(frame) else {
            return refuse(span, "it stores to a variable that is gone");
        };
        if pointer.path.is_empty() {
            frame.locals.insert(local, slot);
            return Ok(());
        }
        let Slot::Const(value) = slot else {
            return refuse(span, "it stores an address");
        };
        let ty = frame.function.locals[local].ty;
        let place = frame
            .locals
            .entry(local)
            .or_insert(Slot::Const(Const::Zero));
        match place {
            Slot::Const(place) => {
                let at = (self.world.types, self.budget, span);
                *member_at(at, ty, place, &pointer.path)? = value;
                Ok(())
            }
            Slot::Pointer(_) => refuse(span, "it uses an address"),
        }
    }
}

pub(super) fn child(whole: &Const, index: usize, span: Span) -> Result<&Const> {
    match crate::lower::expr::operand::child(whole, index) {
        Some(child) => Ok(child),
        None => refuse(span, "an index is out of range"),
    }
}

/// The member that a path leads to; zeros on the way are written out.
fn member_at<'c>(
    (types, budget, span): (&TypeArena, Budget<'_>, Span),
    ty: TypeId,
    place: &'c mut Const,
    path: &[i64],
) -> Result<&'c mut Const> {
    let Some((&index, rest)) = path.split_first() else {
        return Ok(place);
    };
    let length = match &types[ty] {
        Type::Vector { lanes, .. } => usize::from(*lanes),
        Type::Array { length, .. } => *length as usize,
        Type::Struct { fields, .. } => fields.len(),
        _ => return refuse(span, "it stores into something that has no members"),
    };
    if *place == Const::Zero {
        budget.take(length as u64, span)?;
        *place = Const::Composite(vec![Const::Zero; length]);
    }
    let Const::Composite(members) = place else {
        return refuse(span, "it stores into something that has no members");
    };
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    let member_ty = match &types[ty] {
        Type::Array { element, .. } => *element,
        Type::Struct { fields, .. } if index < fields.len() => fields[index].ty,
        _ => ty,
    };
    match members.get_mut(index) {
        Some(member) => member_at((types, budget, span), member_ty, member, rest),
        None => refuse(span, "an index is out of range"),
    }
}
