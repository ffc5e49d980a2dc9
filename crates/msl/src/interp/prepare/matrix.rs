//! Operations on matrices: all threads of a simdgroup meet, then each does its part.

use super::{
    super::code::{Code, Matrix},
    Preparation,
};
use crate::ir::{MatrixOp, ValueId};

impl Preparation<'_> {
    pub(super) fn matrix(&mut self, value: ValueId, op: MatrixOp, args: &[ValueId]) {
        let span = self.function.values[value].span;
        let (elements, place) = match *args {
            [pointer, stored, ref place @ ..] if op == MatrixOp::Store => {
                (stored, [&[pointer], place].concat())
            }
            _ => (value, args.to_vec()),
        };
        let uniform: Vec<_> = place.iter().map(|&value| self.slot(value)).collect();
        let at = |index: usize| uniform.get(index).copied().unwrap_or(uniform[0]);
        let matrix = Matrix {
            op,
            scalar: self.scalar(elements),
            elements: self.slot(elements),
            from: at(0),
            stride: at(1),
            transposed: at(2),
        };
        let uniform = match op {
            MatrixOp::Diagonal => Box::default(),
            _ => uniform.into(),
        };
        self.emit(Code::Meet { uniform }, span);
        self.emit(Code::Matrix(matrix), span);
    }
}
