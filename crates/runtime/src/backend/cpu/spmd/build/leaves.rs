//! The scalars that a type is made of, in order of memory.

use super::Builder;
use crate::backend::cpu::Unsupported;
use kernsmith_msl::{
    analysis::layout::{field_offset, layout},
    ir::{Scalar, Type, TypeId},
};
use std::rc::Rc;

/// Values of more scalars than this are not handled whole.
const MAX_LEAVES: usize = 1 << 16;

/// A scalar (or pointer) of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Bytes from the start.
    pub(super) offset: u64,
    /// `None` for a pointer.
    pub(super) scalar: Option<Scalar>,
}

impl Leaf {
    /// How many nodes it takes.
    pub(super) const fn nodes(self) -> usize {
        if self.scalar.is_some() { 1 } else { 2 }
    }
}

impl Builder<'_> {
    /// All leaves of a type.
    pub(super) fn leaves(&mut self, ty: TypeId) -> Result<Rc<[Leaf]>, Unsupported> {
        if let Some(known) = self.leaves.get(&ty) {
            return Ok(Rc::clone(known));
        }
        let mut all = Vec::new();
        self.collect(ty, 0, &mut all)?;
        let all: Rc<[Leaf]> = all.into();
        self.leaves.insert(ty, Rc::clone(&all));
        Ok(all)
    }

    /// How many nodes a value of the type takes.
    pub(super) fn node_count(&mut self, ty: TypeId) -> Result<usize, Unsupported> {
        Ok(self.leaves(ty)?.iter().map(|leaf| leaf.nodes()).sum())
    }

    fn collect(&mut self, ty: TypeId, offset: u64, all: &mut Vec<Leaf>) -> Result<(), Unsupported> {
        if all.len() > MAX_LEAVES {
            return self.unsupported("a value of more than 65536 scalars");
        }
        let types = &self.module.types;
        match &types[ty] {
            Type::Void => {}
            Type::Scalar(scalar) | Type::Atomic(scalar) => {
                all.push(Leaf {
                    offset,
                    scalar: Some(*scalar),
                });
            }
            Type::Vector { scalar, lanes, .. } => {
                let size = u64::from(scalar.size_bytes());
                let leaf = |lane: u8| Leaf {
                    offset: offset + u64::from(lane) * size,
                    scalar: Some(*scalar),
                };
                all.extend((0..*lanes).map(leaf));
            }
            Type::Pointer { .. } => all.push(Leaf {
                offset,
                scalar: None,
            }),
            Type::Array { element, length } => {
                let stride = layout(types, *element).size_bytes;
                for index in 0..u64::from(*length) {
                    self.collect(*element, offset + index * stride, all)?;
                }
            }
            Type::Struct { union: true, .. } => {
                let size = layout(types, ty).size_bytes;
                all.extend((0..size).map(|byte| Leaf {
                    offset: offset + byte,
                    scalar: Some(Scalar::U8),
                }));
            }
            Type::Struct { fields, .. } => {
                for (index, field) in (0..).zip(fields) {
                    self.collect(field.ty, offset + field_offset(types, ty, index), all)?;
                }
            }
        }
        Ok(())
    }
}
