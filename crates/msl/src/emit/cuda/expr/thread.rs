//! Matrices, atomics, barriers and fences.

use super::super::function::Writer;
use crate::ir::{AddressSpace, AtomicOp, BarrierScope, MatrixOp, MemoryOrder, Type, ValueId};

impl Writer<'_> {
    pub(super) fn matrix(&mut self, id: ValueId, op: MatrixOp, args: &[ValueId]) {
        let operands = self.operands(args);
        let call = match op {
            MatrixOp::Diagonal => format!("ks_matrix_diagonal({operands})"),
            MatrixOp::Load if self.in_rows(args[0], args[1], id) => {
                format!("ks_matrix_load_rows({operands})")
            }
            MatrixOp::Load => {
                let aligned = self.in_pairs(args[0], args[1], id);
                format!("ks_matrix_load<{aligned}>({operands})")
            }
            MatrixOp::Store => {
                let aligned = self.in_pairs(args[0], args[2], args[1]);
                format!("ks_matrix_store<{aligned}>({operands})")
            }
        };
        self.define(id, &call);
    }

    /// Whether all pairs of a matrix's elements in memory are surely aligned as two.
    fn in_pairs(&self, pointer: ValueId, stride: ValueId, matrix: ValueId) -> bool {
        let pair = 2 * self.scalar(matrix).size_bytes();
        self.alignment(pointer) >= pair && self.alignment(stride) >= 2
    }

    /// Whether a matrix's elements have 16 bits and lie in threadgroup memory, in rows that surely begin at
    /// multiples of their size.
    fn in_rows(&self, pointer: ValueId, stride: ValueId, matrix: ValueId) -> bool {
        let row = 8 * self.scalar(matrix).size_bytes();
        let space = match self.ty(pointer) {
            Type::Pointer { space, .. } => *space,
            _ => AddressSpace::Thread,
        };
        space == AddressSpace::Threadgroup
            && row == 16
            && self.alignment(pointer) >= row
            && self.alignment(stride) >= 8
    }

    pub(super) fn atomic(
        &mut self,
        id: ValueId,
        op: AtomicOp,
        (pointer, args): (ValueId, &[ValueId]),
        order: MemoryOrder,
    ) {
        let name = match op {
            AtomicOp::Load => "load",
            AtomicOp::Store => "store",
            AtomicOp::Exchange => "exchange",
            AtomicOp::CompareExchange => "compare_exchange",
            AtomicOp::Add => "add",
            AtomicOp::Sub => "sub",
            AtomicOp::Min => "min",
            AtomicOp::Max => "max",
            AtomicOp::And => "and",
            AtomicOp::Or => "or",
            AtomicOp::Xor => "xor",
        };
        let operands: Vec<_> = std::iter::once(pointer)
            .chain(args.iter().copied())
            .map(|value| self.operand(value))
            .collect();
        let (before, after) = match order {
            MemoryOrder::Relaxed => (false, false),
            MemoryOrder::Acquire => (false, true),
            MemoryOrder::Release => (true, false),
            MemoryOrder::AcquireRelease | MemoryOrder::SequentiallyConsistent => (true, true),
        };
        if before {
            self.line("ks_fence();");
        }
        self.define(id, &format!("ks_atomic_{name}({})", operands.join(", ")));
        if after {
            self.line("ks_fence();");
        }
    }

    /// Either barrier also orders memory among those who meet at it, whatever its flags.
    pub(super) fn barrier(&mut self, scope: BarrierScope) {
        match scope {
            BarrierScope::Threadgroup => self.line("__syncthreads();"),
            BarrierScope::Simdgroup => {
                let mask = self.mask.clone();
                self.line(&format!("__syncwarp({mask});"));
            }
        }
    }

    pub(super) fn fence(&mut self, order: MemoryOrder) {
        if order != MemoryOrder::Relaxed {
            self.line("ks_fence();");
        }
    }
}
