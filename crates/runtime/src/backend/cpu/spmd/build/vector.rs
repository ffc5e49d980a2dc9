//! Components: operations on each, and values taken apart and put together.

use super::{Builder, Instance, Item};
use crate::backend::cpu::{
    Unsupported,
    spmd::{NodeId, Pure},
};
use kernsmith_msl::ir::{BinaryOp, CompareOp, Scalar, Type, ValueId};

impl<'m> Builder<'m> {
    /// One pure operation a component.
    pub(super) fn map(
        &mut self,
        at: &mut Instance<'m>,
        op: Pure,
        args: &[ValueId],
        scalar: Scalar,
    ) -> Item {
        let args: Vec<_> = args.iter().map(|&arg| self.nodes(at, arg)).collect();
        let lanes = args.iter().map(Vec::len).max().unwrap_or(1);
        let mut nodes = Vec::with_capacity(lanes);
        for lane in 0..lanes {
            // A scalar operand of a vector operation acts on every component.
            let operands: Vec<_> = args
                .iter()
                .map(|arg| arg[lane.min(arg.len() - 1)])
                .collect();
            nodes.push(self.pure(op, &operands, scalar));
        }
        Item::Nodes(nodes)
    }

    pub(super) fn select(
        &mut self,
        at: &mut Instance<'m>,
        condition: ValueId,
        accept: ValueId,
        reject: ValueId,
    ) -> Item {
        let conditions = self.nodes(at, condition);
        let (accept, reject) = (self.item(at, accept), self.item(at, reject));
        let pointer = matches!(accept, Item::Pointer(_));
        let (accept, reject) = (self.flatten(accept), self.flatten(reject));
        let mut nodes = Vec::with_capacity(accept.len());
        for (lane, (&accept, &reject)) in accept.iter().zip(&reject).enumerate() {
            let condition = conditions[lane.min(conditions.len() - 1)];
            let ty = self.kernel.ty(accept);
            nodes.push(self.pure(Pure::Select, &[condition, accept, reject], ty));
        }
        if pointer {
            self.pointer_of([nodes[0], nodes[1]])
        } else {
            Item::Nodes(nodes)
        }
    }

    pub(super) fn bitcast(
        &mut self,
        at: &mut Instance<'m>,
        from: ValueId,
        to: &Type,
    ) -> Result<Item, Unsupported> {
        let nodes = self.nodes(at, from);
        let (Some(scalar), Some(lanes)) = (to.scalar(), to.lanes()) else {
            return self.unsupported("a change of type of a value that is no scalar and no vector");
        };
        if nodes.len() == usize::from(lanes) {
            let cast = |&node: &NodeId| self.pure(Pure::Bitcast, &[node], scalar);
            return Ok(Item::Nodes(nodes.iter().map(cast).collect()));
        }
        let from_bytes = self.kernel.ty(nodes[0]).size_bytes();
        let to_bytes = scalar.size_bytes();
        let piece = from_bytes.min(to_bytes);
        let mut pieces = Vec::new();
        for node in nodes {
            let bits = self.pure(Pure::Bitcast, &[node], unsigned(from_bytes));
            for part in 0..from_bytes / piece {
                let shift = self.constant(u64::from(part * piece * 8), unsigned(from_bytes));
                let bits = self.integer(BinaryOp::Shr, bits, shift);
                pieces.push(self.pure(Pure::Convert, &[bits], unsigned(piece)));
            }
        }
        let zero = self.constant(0, unsigned(piece));
        pieces.resize(usize::from(lanes) * (to_bytes / piece) as usize, zero);
        let mut out = Vec::new();
        for parts in pieces.chunks((to_bytes / piece) as usize) {
            let mut whole = self.constant(0, unsigned(to_bytes));
            for (at, &part) in (0u32..).zip(parts) {
                let part = self.pure(Pure::Convert, &[part], unsigned(to_bytes));
                let shift = self.constant(u64::from(at * piece * 8), unsigned(to_bytes));
                let part = self.integer(BinaryOp::Shl, part, shift);
                whole = self.integer(BinaryOp::Or, whole, part);
            }
            out.push(self.pure(Pure::Bitcast, &[whole], scalar));
        }
        Ok(Item::Nodes(out))
    }

    pub(super) fn extract(
        &mut self,
        at: &mut Instance<'m>,
        whole: ValueId,
        index: u32,
    ) -> Result<Item, Unsupported> {
        let nodes = self.nodes(at, whole);
        let types = &self.module.types;
        let (start, member) = match self.ty(at, whole) {
            Type::Array { element, .. } => {
                let each = self.node_count(*element)?;
                (each * index as usize, *element)
            }
            Type::Struct { union: true, .. } => {
                return self.unsupported("a member of a union value");
            }
            Type::Struct { fields, .. } => {
                let mut start = 0;
                for field in &fields[..index as usize] {
                    start += self.node_count(field.ty)?;
                }
                (start, fields[index as usize].ty)
            }
            _ => return Ok(Item::Nodes(vec![nodes[index as usize]])),
        };
        let part = &nodes[start..start + self.node_count(member)?];
        if matches!(types[member], Type::Pointer { .. }) {
            return Ok(self.pointer_of([part[0], part[1]]));
        }
        Ok(Item::Nodes(part.to_vec()))
    }

    pub(super) fn extract_dynamic(
        &mut self,
        at: &mut Instance<'m>,
        whole: ValueId,
        index: ValueId,
        scalar: Scalar,
    ) -> Item {
        let nodes = self.nodes(at, whole);
        let index = self.scalar(at, index);
        let mut result = self.constant(0, scalar);
        for (lane, &node) in (0..).zip(&nodes) {
            let lane = self.constant(lane, self.kernel.ty(index));
            let here = self.pure(
                Pure::Compare(CompareOp::Equal),
                &[index, lane],
                Scalar::Bool,
            );
            result = self.pure(Pure::Select, &[here, node, result], scalar);
        }
        Item::Nodes(vec![result])
    }
}

fn unsigned(bytes: u32) -> Scalar {
    match bytes {
        1 => Scalar::U8,
        2 => Scalar::U16,
        4 => Scalar::U32,
        _ => Scalar::U64,
    }
}
