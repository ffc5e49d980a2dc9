//! Loads and stores of values of any type.

use super::{Builder, Item};
use crate::backend::cpu::{
    Unsupported,
    spmd::{Address, NodeId, Stmt},
};
use kernsmith_msl::ir::{Scalar, Type, TypeId};

/// As many scalars as one statement moves at most.
const MAX_RUN: usize = 4;

impl Builder<'_> {
    /// The content of a place.
    pub(super) fn load(&mut self, ty: TypeId, address: &Address) -> Result<Item, Unsupported> {
        if matches!(self.module.types[ty], Type::Pointer { .. }) {
            let parts = self.load_pointer(address.clone());
            return Ok(self.pointer_of(parts));
        }
        let mut nodes = Vec::new();
        for (offset, scalar, count) in self.runs(ty)? {
            let address = at(address, offset);
            match scalar {
                None => nodes.extend(self.load_pointer(address)),
                Some(scalar) => {
                    let results: Vec<_> = (0..count).map(|_| self.defined(scalar)).collect();
                    nodes.extend(&results);
                    self.stmt(Stmt::Load { results, address });
                }
            }
        }
        Ok(Item::Nodes(nodes))
    }

    /// Writes a value to a place.
    pub(super) fn store(
        &mut self,
        ty: TypeId,
        address: &Address,
        value: Item,
    ) -> Result<(), Unsupported> {
        let nodes = self.flatten(value);
        let mut rest = nodes.as_slice();
        for (offset, scalar, count) in self.runs(ty)? {
            let address = at(address, offset);
            if scalar.is_none() {
                self.stmt(Stmt::StorePointer {
                    values: [rest[0], rest[1]],
                    address,
                });
                rest = &rest[2..];
            } else {
                let values = rest[..count].to_vec();
                rest = &rest[count..];
                self.stmt(Stmt::Store { values, address });
            }
        }
        Ok(())
    }

    /// The nodes of a value in order of memory.
    pub(super) fn flatten(&mut self, item: Item) -> Vec<NodeId> {
        match item {
            Item::Nodes(nodes) => nodes,
            Item::Pointer(address) => self.materialize(&address).to_vec(),
        }
    }

    /// Leaves side by side of one scalar: offset, scalar, count.
    fn runs(&mut self, ty: TypeId) -> Result<Vec<(u64, Option<Scalar>, usize)>, Unsupported> {
        let mut runs: Vec<(u64, Option<Scalar>, usize)> = Vec::new();
        for leaf in self.leaves(ty)?.iter() {
            if let (Some((offset, scalar, count)), Some(next)) = (runs.last_mut(), leaf.scalar)
                && *scalar == Some(next)
                && *count < MAX_RUN
                && *offset + (*count as u64) * u64::from(next.size_bytes()) == leaf.offset
            {
                *count += 1;
            } else {
                runs.push((leaf.offset, leaf.scalar, 1));
            }
        }
        Ok(runs)
    }

    fn load_pointer(&mut self, address: Address) -> [NodeId; 2] {
        let results = [self.defined(Scalar::U32), self.defined(Scalar::I64)];
        self.stmt(Stmt::LoadPointer { results, address });
        results
    }
}

fn at(address: &Address, offset: u64) -> Address {
    let constant = address.constant.wrapping_add(offset as i64);
    Address {
        constant,
        ..address.clone()
    }
}
