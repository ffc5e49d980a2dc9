//! Addresses: what they count from, and the terms they add up.

use super::{Builder, Instance, Item};
use crate::backend::cpu::spmd::{Address, Base, NodeId, NodeOp, Pure, THREAD_OBJECT, Term, signed};
use kernsmith_msl::ir::{BinaryOp, CompareOp, Scalar, ValueId};

/// Sums in indices are taken apart this far.
const MAX_DEPTH: u32 = 8;

impl<'m> Builder<'m> {
    /// The address that a value of pointer type stands for.
    pub(super) fn address(&mut self, instance: &mut Instance<'m>, value: ValueId) -> Address {
        match self.item(instance, value) {
            Item::Pointer(address) => address,
            Item::Nodes(_) => {
                unreachable!("the validator lets no other value be used as an address")
            }
        }
    }

    /// `address + index * scale`.
    pub(super) fn advance(&mut self, address: &mut Address, index: NodeId, scale: i64) {
        self.add_term(address, index, scale, 0);
    }

    fn add_term(&mut self, address: &mut Address, index: NodeId, scale: i64, depth: u32) {
        let index = self.kernel.resolve(index);
        let node = self.kernel.nodes[index.0 as usize];
        if let NodeOp::Const(bits) = node.op {
            let by = signed(bits, node.ty).wrapping_mul(scale);
            address.constant = address.constant.wrapping_add(by);
            return;
        }
        let wide = matches!(node.ty, Scalar::I64 | Scalar::U64);
        if let (NodeOp::Pure(op, args), true, true) = (node.op, wide, depth < MAX_DEPTH) {
            let args = args.as_slice();
            match op {
                Pure::Convert if self.kernel.ty(args[0]).is_integer() => {
                    return self.add_term(address, args[0], scale, depth + 1);
                }
                Pure::Binary(BinaryOp::Add) => {
                    self.add_term(address, args[0], scale, depth + 1);
                    return self.add_term(address, args[1], scale, depth + 1);
                }
                Pure::Binary(BinaryOp::Mul) => {
                    for (factor, other) in [(args[0], args[1]), (args[1], args[0])] {
                        if let Some(bits) = self.kernel.constant(factor) {
                            let scale = scale.wrapping_mul(bits as i64);
                            return self.add_term(address, other, scale, depth + 1);
                        }
                    }
                }
                _ => {}
            }
        }
        match address.terms.iter_mut().find(|term| term.index == index) {
            Some(term) => term.scale = term.scale.wrapping_add(scale),
            None => address.terms.push(Term { index, scale }),
        }
    }

    /// Object number and byte offset as nodes.
    pub(super) fn materialize(&mut self, address: &Address) -> [NodeId; 2] {
        let (object, mut offset) = match address.base {
            Base::Object(object) => (object, self.constant(address.constant as u64, Scalar::I64)),
            Base::Local(local) => {
                self.kernel.locals[local as usize].escapes = true;
                let object = self.constant(u64::from(THREAD_OBJECT), Scalar::U32);
                let base = self.kernel.node(NodeOp::LocalBase(local), Scalar::I64);
                let constant = self.constant(address.constant as u64, Scalar::I64);
                (object, self.integer(BinaryOp::Add, base, constant))
            }
        };
        for term in &address.terms {
            let index = self.pure(Pure::Convert, &[term.index], Scalar::I64);
            let scale = self.constant(term.scale as u64, Scalar::I64);
            let scaled = self.integer(BinaryOp::Mul, index, scale);
            offset = self.integer(BinaryOp::Add, offset, scaled);
        }
        [object, offset]
    }

    /// The address of an object number and a byte offset.
    pub(super) fn pointer_of(&mut self, [object, offset]: [NodeId; 2]) -> Item {
        let mut address = Address {
            base: Base::Object(object),
            constant: 0,
            terms: Vec::new(),
        };
        self.advance(&mut address, offset, 1);
        Item::Pointer(address)
    }

    /// An operation on two integers of one type.
    pub(super) fn integer(&mut self, op: BinaryOp, left: NodeId, right: NodeId) -> NodeId {
        let ty = self.kernel.ty(left);
        self.pure(Pure::Binary(op), &[left, right], ty)
    }

    pub(super) fn compare_pointers(
        &mut self,
        op: CompareOp,
        left: &Address,
        right: &Address,
    ) -> NodeId {
        let [left_object, left] = self.materialize(left);
        let [right_object, right] = self.materialize(right);
        let same = self.pure(
            Pure::Compare(CompareOp::Equal),
            &[left_object, right_object],
            Scalar::Bool,
        );
        let offsets = self.pure(Pure::Compare(op), &[left, right], Scalar::Bool);
        let objects = self.pure(
            Pure::Compare(op),
            &[left_object, right_object],
            Scalar::Bool,
        );
        self.pure(Pure::Select, &[same, offsets, objects], Scalar::Bool)
    }

    /// The address as a number: that of the object in the upper bits, where no offset reaches.
    pub(super) fn address_number(&mut self, address: &Address) -> NodeId {
        const OFFSET_BITS: u64 = 40;
        let [object, offset] = self.materialize(address);
        let object = self.pure(Pure::Convert, &[object], Scalar::U64);
        let bits = self.constant(OFFSET_BITS, Scalar::U64);
        let start = self.integer(BinaryOp::Shl, object, bits);
        let offset = self.pure(Pure::Convert, &[offset], Scalar::U64);
        self.integer(BinaryOp::Add, start, offset)
    }

    pub(super) fn pointer_difference(
        &mut self,
        left: &Address,
        right: &Address,
        stride: u64,
    ) -> NodeId {
        let left = self.materialize(left)[1];
        let right = self.materialize(right)[1];
        let bytes = self.integer(BinaryOp::Sub, left, right);
        let stride = self.constant(stride.max(1), Scalar::I64);
        self.integer(BinaryOp::Div, bytes, stride)
    }
}
