//! How each variable is reached.

use crate::backend::cpu::spmd::{Base, Kernel, Stmt, Term};
use kernsmith_msl::ir::Scalar;
use std::collections::BTreeMap;

/// How a variable is reached.
#[derive(Clone, Debug, Default)]
pub(super) struct Uses {
    /// Places at known offsets: their scalar, `None` for a pointer.
    pub(super) places: BTreeMap<i64, Option<Scalar>>,
    /// Two accesses overlap without being the same place.
    pub(super) clashes: bool,
    /// Some index is known only at run time.
    pub(super) indexed: bool,
    /// Every offset and scale is a multiple of this.
    pub(super) element_bytes: Option<u32>,
    /// Elements differ in size, or are pointers.
    pub(super) mixed: bool,
    pub(super) scalar: Option<Scalar>,
}

/// Notes every access of a block.
pub(super) fn collect(block: &[Stmt], kernel: &Kernel, uses: &mut [Uses]) {
    for stmt in block {
        match stmt {
            Stmt::Load {
                results: nodes,
                address,
            }
            | Stmt::Store {
                values: nodes,
                address,
            } => {
                if let Base::Local(local) = address.base {
                    let scalar = kernel.ty(nodes[0]);
                    for at in 0..nodes.len() as i64 {
                        let offset = address.constant + at * i64::from(scalar.size_bytes());
                        uses[local as usize].add(offset, Some(scalar), &address.terms);
                    }
                }
            }
            Stmt::LoadPointer { address, .. } | Stmt::StorePointer { address, .. } => {
                if let Base::Local(local) = address.base {
                    uses[local as usize].add(address.constant, None, &address.terms);
                }
            }
            Stmt::Atomic(atomic) => {
                if let Base::Local(local) = atomic.address.base {
                    uses[local as usize].clashes = true;
                    uses[local as usize].mixed = true;
                }
            }
            other => other
                .blocks()
                .into_iter()
                .for_each(|(_, block)| collect(block, kernel, uses)),
        }
    }
}

impl Uses {
    fn add(&mut self, offset: i64, scalar: Option<Scalar>, terms: &[Term]) {
        let size = scalar.map_or(8, Scalar::size_bytes);
        self.indexed |= !terms.is_empty();
        self.scalar = self.scalar.or(scalar);
        let aligned = |by: i64| by % i64::from(size) == 0;
        self.mixed |= scalar.is_none()
            || *self.element_bytes.get_or_insert(size) != size
            || !aligned(offset)
            || !terms.iter().all(|term| aligned(term.scale));
        let end = offset + i64::from(size);
        let overlaps = |(&at, other): (&i64, &Option<Scalar>)| {
            let bytes = other.map_or(8, Scalar::size_bytes);
            let same = at == offset && bytes == size && other.is_some() == scalar.is_some();
            !same && at < end && offset < at + i64::from(bytes)
        };
        self.clashes |= self.places.range(offset - 8..end).any(overlaps);
        self.places.entry(offset).or_insert(scalar);
    }
}
