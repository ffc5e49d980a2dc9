//! What lanes do together: which functions and blocks hold operations between the threads of a
//! simdgroup, and so must know which of them take part. In operations on matrices all of them do.

use crate::{
    analysis::variables::for_each_eval,
    ir::{BarrierScope, Block, Function, FunctionId, Module, Op, SimdOp, ValueId},
};
use std::collections::BTreeSet;

/// The functions of a module that hold such operations, be it in a function that they call.
pub(super) struct Together {
    functions: BTreeSet<FunctionId>,
}

impl Together {
    pub(super) fn new(module: &Module) -> Self {
        let mut together = Self {
            functions: BTreeSet::new(),
        };
        // A callee comes before its callers.
        for (id, function) in module.functions.iter() {
            if together.is_block(function, &function.body) {
                together.functions.insert(id);
            }
        }
        together
    }

    pub(super) fn is_function(&self, id: FunctionId) -> bool {
        self.functions.contains(&id)
    }

    /// Whether such an operation stands in a block of the function.
    pub(super) fn is_block(&self, function: &Function, block: &Block) -> bool {
        let mut found = false;
        for_each_eval(block, &mut |value| found |= self.is_value(function, value));
        found
    }

    fn is_value(&self, function: &Function, value: ValueId) -> bool {
        match &function.values[value].op {
            Op::Simd { op, .. } => *op != SimdOp::MultiplyMatrices,
            Op::Barrier { scope, .. } => *scope == BarrierScope::Simdgroup,
            Op::Call { function, .. } => self.is_function(*function),
            _ => false,
        }
    }
}

/// Whether an operation on matrices stands in the function.
pub(super) fn has_matrices(function: &Function) -> bool {
    let mut values = function.values.iter();
    values.any(|(_, value)| {
        matches!(
            value.op,
            Op::Matrix { .. }
                | Op::Simd {
                    op: SimdOp::MultiplyMatrices,
                    ..
                }
        )
    })
}
