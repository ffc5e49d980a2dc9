//! What object a pointer points into, as far as the text tells.

use super::variables::Variables;
use crate::ir::{Function, GlobalId, LocalId, Op, ValueId};
use std::collections::BTreeSet;

/// An object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Object {
    /// What is bound to, or passed as, the parameter of this index.
    Param(u32),
    /// A variable.
    Local(LocalId),
    /// A table.
    Global(GlobalId),
}

/// The one object that a pointer points into; `None` where it may be one of several, or the pointer
/// was computed in another way than by offsets. A variable that holds a pointer is followed to what is
/// stored there.
#[must_use]
pub fn origin(function: &Function, variables: &Variables, pointer: ValueId) -> Option<Object> {
    let mut found = None;
    let mut seen = BTreeSet::new();
    let mut waiting = vec![pointer];
    while let Some(at) = waiting.pop() {
        let object = match &function.values[at].op {
            Op::Param(index) => Object::Param(*index),
            Op::LocalAddress(local) => Object::Local(*local),
            Op::GlobalAddress(global) => Object::Global(*global),
            Op::Field { pointer, .. }
            | Op::Element { pointer, .. }
            | Op::Offset { pointer, .. }
            | Op::PointerCast(pointer) => {
                waiting.push(*pointer);
                continue;
            }
            Op::Load(place) => {
                let local = function.local_of(*place)?;
                let uses = variables.of(local);
                if uses.escapes {
                    return None;
                }
                if seen.insert(local) {
                    waiting.extend(
                        uses.stores
                            .iter()
                            .filter_map(|store| stored(function, *store)),
                    );
                }
                continue;
            }
            _ => return None,
        };
        if found.is_some_and(|known| known != object) {
            return None;
        }
        found = Some(object);
    }
    found
}

/// What a `Store` stores.
#[must_use]
pub fn stored(function: &Function, store: ValueId) -> Option<ValueId> {
    match function.values[store].op {
        Op::Store { value, .. } => Some(value),
        _ => None,
    }
}
