//! Matrices: in the IR a thread's two elements are a vector, in the text they go through
//! `thread_elements` of a matrix that lives for one operation.

use super::function::Writer;
use crate::ir::{MatrixOp, Scalar, Type, ValueId};

impl Writer<'_> {
    pub(super) fn matrix(&mut self, id: ValueId, op: MatrixOp, args: &[ValueId]) {
        let mut operands = args
            .iter()
            .map(|&arg| self.operand(arg))
            .collect::<Vec<_>>();
        match op {
            MatrixOp::Diagonal => {
                let name = self.spelled(self.scalar(id));
                let text = format!("{name}({}).thread_elements()", operands[0]);
                self.define(id, &text);
            }
            MatrixOp::Load => {
                let matrix = self.empty(id);
                operands.insert(0, matrix.clone());
                self.line(&moved("load", &operands));
                self.define(id, &format!("{matrix}.thread_elements()"));
            }
            MatrixOp::Store => {
                operands[1] = self.holding(args[1]);
                operands.swap(0, 1);
                self.line(&moved("store", &operands));
            }
        }
    }

    pub(super) fn multiply(&mut self, id: ValueId, args: &[ValueId]) {
        let matrices: Vec<_> = args.iter().map(|&arg| self.holding(arg)).collect();
        let sum = &matrices[2];
        let list = matrices.join(", ");
        self.line(&format!("simdgroup_multiply_accumulate({sum}, {list});"));
        self.define(id, &format!("{sum}.thread_elements()"));
    }

    /// A matrix of the value's elements.
    fn holding(&mut self, elements: ValueId) -> String {
        let matrix = self.empty(elements);
        let operand = self.operand(elements);
        self.line(&format!("{matrix}.thread_elements() = {operand};"));
        matrix
    }

    /// A matrix of the value's type.
    fn empty(&mut self, like: ValueId) -> String {
        let matrix = self.namer.name("matrix");
        let ty = self.spelled(self.scalar(like));
        self.line(&format!("{ty} {matrix};"));
        matrix
    }

    fn scalar(&self, id: ValueId) -> Scalar {
        let ty: &Type = self.ty(id);
        ty.scalar().expect("a valid matrix is a vector of floats")
    }

    fn spelled(&self, scalar: Scalar) -> String {
        format!("simdgroup_{}8x8", scalar.metal_name())
    }
}

fn moved(what: &str, operands: &[String]) -> String {
    let [matrix, pointer, stride, transposed] = operands else {
        unreachable!("a valid load or store has a pointer, a stride and an order")
    };
    format!("simdgroup_{what}({matrix}, {pointer}, {stride}, ulong2(0), {transposed});")
}
