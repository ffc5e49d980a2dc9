//! What a lambda takes along of its surroundings (\[expr.prim.lambda.capture\]): the list in its brackets,
//! and the values or addresses that it stands for.

use super::operand::OperandKind;
use crate::{
    ir::{AddressSpace, ValueId},
    lower::{
        Lowerer, Storage, Variable,
        scope::Entity,
        ty::{Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};
use std::collections::BTreeSet;

/// A variable that a lambda uses.
#[derive(Clone)]
pub(in crate::lower) struct Capture<'a> {
    pub(in crate::lower) name: &'a ast::Ident,
    /// A reference, or the type of the copy.
    pub(in crate::lower) ty: Ty,
    pub(in crate::lower) constant: bool,
    /// Its place in the pack of this name.
    pub(in crate::lower) element: Option<usize>,
}

/// What stands between a lambda's brackets.
pub(super) struct CaptureList {
    pub(super) default_reference: bool,
    pub(super) default_copy: bool,
    /// `this`.
    pub(super) this: bool,
    /// `*this`.
    pub(super) object: bool,
    /// Names with `&` and names without.
    references: BTreeSet<String>,
    copies: BTreeSet<String>,
}

impl CaptureList {
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut list = Self {
            default_reference: false,
            default_copy: false,
            this: false,
            object: false,
            references: BTreeSet::new(),
            copies: BTreeSet::new(),
        };
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            match part.strip_prefix('&') {
                Some("") => list.default_reference = true,
                Some(name) => {
                    let name = name.trim_end_matches("...").trim();
                    list.references.insert(name.to_owned());
                }
                None if part == "=" => list.default_copy = true,
                None if part == "this" => list.this = true,
                None if part == "*this" => list.object = true,
                None if part.contains(['=', '*']) => return None,
                None => {
                    let name = part.trim_end_matches("...").trim();
                    list.copies.insert(name.to_owned());
                }
            }
        }
        Some(list)
    }

    /// Whether a name is captured, and whether by reference.
    fn by_reference(&self, name: &str) -> Option<bool> {
        if self.references.contains(name) {
            Some(true)
        } else if self.copies.contains(name) {
            Some(false)
        } else if self.default_reference {
            Some(true)
        } else {
            self.default_copy.then_some(false)
        }
    }
}

impl<'a> Lowerer<'a> {
    /// The object that a lambda stands in, copied for it.
    pub(super) fn copy_of_object(
        &mut self,
        mutable: bool,
        span: Span,
    ) -> Option<(ValueId, Target)> {
        let (pointer, target) = self.cx().this?;
        let object = self.place_at(pointer, target, span);
        let value = self.content_value(&object);
        let copy = self.local_place("this", target.ty, AddressSpace::Thread, span);
        self.store_value(copy, value, span);
        let target = Target {
            ty: target.ty,
            space: AddressSpace::Thread,
            constant: !mutable,
        };
        Some((copy, target))
    }

    /// How a lambda takes a variable along, or the variables of a pack: nothing for names that are no
    /// variable of the function, or that need no capture.
    pub(super) fn capture(
        &mut self,
        name: &'a ast::Ident,
        list: &CaptureList,
        mutable: bool,
    ) -> Vec<(Capture<'a>, Vec<ValueId>)> {
        let scope = self.scope();
        let (entity, by_reference) = (
            self.lookup(scope, &name.name),
            list.by_reference(&name.name),
        );
        let (Some((entity, _)), Some(by_reference)) = (entity, by_reference) else {
            return Vec::new();
        };
        let mut captured = Vec::new();
        match entity {
            Entity::Local(index) => {
                captured.extend(self.capture_variable((name, None), index, by_reference, mutable));
            }
            Entity::Pack(elements) => {
                for (at, element) in elements.into_iter().enumerate() {
                    if let Entity::Local(index) = element {
                        let name = (name, Some(at));
                        captured.extend(self.capture_variable(name, index, by_reference, mutable));
                    }
                }
            }
            _ => {}
        }
        captured
    }

    fn capture_variable(
        &mut self,
        (name, element): (&'a ast::Ident, Option<usize>),
        index: usize,
        by_reference: bool,
        mutable: bool,
    ) -> Option<(Capture<'a>, Vec<ValueId>)> {
        let Variable {
            ty,
            constant,
            storage,
            context,
            ..
        } = self.variables[index].clone();
        if context != self.cx().id {
            return None;
        }
        let capture = |ty, constant| Capture {
            name,
            ty,
            constant,
            element,
        };
        match storage {
            Storage::Place(pointer, space) if by_reference || !self.is_copyable(ty) => {
                if mutable && !by_reference {
                    self.unsupported("a copy of an array in a `mutable` lambda", name.span);
                }
                let ty = self.reference_to(Target {
                    ty,
                    space,
                    constant,
                });
                Some((capture(ty, constant), vec![pointer]))
            }
            Storage::Place(..) => {
                let operand = self.stored(ty, constant, &storage, name.span);
                let value = self.content_value(&operand);
                let (ty, constant, value) = self.captured_copy((name, ty), value, mutable);
                Some((capture(ty, constant), vec![value]))
            }
            Storage::Value(value) => {
                let mutable = mutable && !by_reference;
                let (ty, constant, value) = self.captured_copy((name, ty), value, mutable);
                Some((capture(ty, constant), vec![value]))
            }
            Storage::Closure(values) => {
                if !by_reference && self.changes_itself(ty) {
                    self.unsupported("a copy of a `mutable` lambda", name.span);
                }
                Some((capture(ty, true), values))
            }
            Storage::Const(_)
            | Storage::Global(_)
            | Storage::BuiltIn(_)
            | Storage::Unknown
            | Storage::Error => None,
        }
    }

    /// What a lambda copied, as a variable that lasts where the lambda may change it.
    fn captured_copy(
        &mut self,
        (name, ty): (&'a ast::Ident, Ty),
        value: ValueId,
        mutable: bool,
    ) -> (Ty, bool, ValueId) {
        if !mutable {
            return (ty, true, value);
        }
        let space = AddressSpace::Thread;
        let place = self.local_place(&name.name, ty, space, name.span);
        self.store_value(place, value, name.span);
        let target = Target {
            ty,
            space,
            constant: false,
        };
        (self.reference_to(target), false, place)
    }

    /// `x = e` and `&x = e`.
    pub(super) fn capture_init(
        &mut self,
        init: &'a ast::CaptureInit,
        mutable: bool,
    ) -> Option<(Capture<'a>, Vec<ValueId>)> {
        let name = &init.name;
        let value = self.expr(&init.value);
        if value.is_error() {
            return None;
        }
        if init.reference {
            let OperandKind::Place(place) = &value.kind else {
                self.error(
                    "not-assignable",
                    init.value.span,
                    "a reference needs a variable",
                );
                return None;
            };
            let constant = place.constant;
            let ty = self.reference_to(Target {
                ty: value.ty,
                space: place.space,
                constant,
            });
            let capture = Capture {
                name,
                ty,
                constant,
                element: None,
            };
            return Some((capture, vec![place.pointer]));
        }
        let value = self.rvalue(value);
        let mut capture = Capture {
            name,
            ty: value.ty,
            constant: true,
            element: None,
        };
        if let OperandKind::Closure(values) = value.kind {
            return Some((capture, values));
        }
        let content = self.value(&value);
        let (ty, constant, content) = self.captured_copy((name, value.ty), content, mutable);
        (capture.ty, capture.constant) = (ty, constant);
        Some((capture, vec![content]))
    }

    /// Whether a value of this type is a lambda that changes what it copied.
    pub(in crate::lower) fn changes_itself(&self, ty: Ty) -> bool {
        match self.tys[ty] {
            TyKind::Closure(closure) => self.closures[closure as usize].changes,
            _ => false,
        }
    }

    fn is_copyable(&self, ty: Ty) -> bool {
        !matches!(self.tys[ty], TyKind::Array { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::CaptureList;

    #[test]
    fn captures_are_by_reference_or_by_copy() {
        let list = CaptureList::parse("&, n").expect("well formed");
        assert_eq!(list.by_reference("n"), Some(false));
        assert_eq!(list.by_reference("sum"), Some(true));
        let none = CaptureList::parse("").expect("well formed");
        assert_eq!(none.by_reference("sum"), None);
        assert!(CaptureList::parse("*this").expect("well formed").object);
        assert_eq!(
            CaptureList::parse("xs...")
                .expect("well formed")
                .by_reference("xs"),
            Some(false)
        );
        assert!(CaptureList::parse("this").expect("well formed").this);
    }
}
