//! What stays in memory: accesses by address, pointers packed into 64 bits.

use super::{Home, rewrite::Rewrite};
use crate::backend::cpu::spmd::{Address, Base, NodeId, NodeOp, Pure, Stmt, THREAD_OBJECT};
use kernsmith_msl::ir::{BinaryOp, Scalar};

/// Bits of a pointer in memory that hold the byte offset; the object number is above them.
const OFFSET_BITS: u64 = 48;

impl Rewrite<'_> {
    /// Leaves the access in memory; pointers are packed there when everything is decided.
    pub(super) fn in_memory(&mut self, mut stmt: Stmt, out: &mut Vec<Stmt>) {
        match &mut stmt {
            Stmt::Load { address, .. }
            | Stmt::Store { address, .. }
            | Stmt::LoadPointer { address, .. }
            | Stmt::StorePointer { address, .. } => self.rebase(address),
            _ => {}
        }
        match stmt {
            Stmt::LoadPointer { results, address } if self.last => {
                let packed = self.kernel.node(NodeOp::Defined, Scalar::U64);
                out.push(Stmt::Load {
                    results: vec![packed],
                    address,
                });
                self.unpack(packed, results, out);
            }
            Stmt::StorePointer { values, address } if self.last => {
                let packed = self.pack(values, out);
                out.push(Stmt::Store {
                    values: vec![packed],
                    address,
                });
            }
            other => out.push(other),
        }
    }

    pub(super) fn rebase(&mut self, address: &mut Address) {
        if let Home::Bytes(start) = self.home_of(address) {
            address.base = Base::Object(self.constant(u64::from(THREAD_OBJECT), Scalar::U32));
            address.constant = address.constant.wrapping_add(start as i64);
        }
    }

    fn unpack(&mut self, packed: NodeId, [object, offset]: [NodeId; 2], out: &mut Vec<Stmt>) {
        let bits = self.constant(OFFSET_BITS, Scalar::U64);
        let high = self.pure(
            Pure::Binary(BinaryOp::Shr),
            &[packed, bits],
            Scalar::U64,
            out,
        );
        self.define(object, Pure::Convert, &[high], out);
        let unused = self.constant(64 - OFFSET_BITS, Scalar::I64);
        let low = self.pure(Pure::Convert, &[packed], Scalar::I64, out);
        let low = self.pure(
            Pure::Binary(BinaryOp::Shl),
            &[low, unused],
            Scalar::I64,
            out,
        );
        self.define(offset, Pure::Binary(BinaryOp::Shr), &[low, unused], out);
    }

    fn pack(&mut self, [object, offset]: [NodeId; 2], out: &mut Vec<Stmt>) -> NodeId {
        let bits = self.constant(OFFSET_BITS, Scalar::U64);
        let high = self.pure(Pure::Convert, &[object], Scalar::U64, out);
        let high = self.pure(Pure::Binary(BinaryOp::Shl), &[high, bits], Scalar::U64, out);
        let mask = self.constant((1 << OFFSET_BITS) - 1, Scalar::U64);
        let low = self.pure(Pure::Convert, &[offset], Scalar::U64, out);
        let low = self.pure(Pure::Binary(BinaryOp::And), &[low, mask], Scalar::U64, out);
        self.pure(Pure::Binary(BinaryOp::Or), &[high, low], Scalar::U64, out)
    }
}
