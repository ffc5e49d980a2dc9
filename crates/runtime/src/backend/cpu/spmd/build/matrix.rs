//! Matrices of 8 by 8, of which each lane holds two elements of a row: where those lie in memory is
//! arithmetic on the lane's number, so loads and stores are ordinary ones.

use super::{Builder, Instance, Item};
use crate::backend::cpu::spmd::{Address, Args, NodeId, NodeOp, Pure, Stmt};
use kernsmith_msl::ir::{BinaryOp, BuiltIn, CompareOp, MatrixOp, Scalar, SimdOp, Type, ValueId};

impl<'m> Builder<'m> {
    pub(super) fn matrix(&mut self, at: &mut Instance<'m>, op: MatrixOp, args: &[ValueId]) -> Item {
        match *args {
            [value] => self.diagonal(at, value),
            [pointer, ref values @ .., stride, transposed] => {
                let scalar = self.pointee(at, pointer);
                let start = self.address(at, pointer);
                let addresses = self.elements(at, start, (stride, transposed, scalar));
                match values {
                    [value] if op == MatrixOp::Store => {
                        let values = self.nodes(at, *value);
                        for (address, &value) in addresses.into_iter().zip(&values) {
                            let values = vec![value];
                            self.stmt(Stmt::Store { values, address });
                        }
                        Item::Nodes(Vec::new())
                    }
                    _ => Item::Nodes(
                        addresses
                            .map(|address| self.element(scalar, address))
                            .to_vec(),
                    ),
                }
            }
            _ => unreachable!("the validator finds operands of all operations on matrices"),
        }
    }

    fn pointee(&self, at: &Instance<'m>, pointer: ValueId) -> Scalar {
        let Type::Pointer { pointee, .. } = *self.ty(at, pointer) else {
            unreachable!("the validator lets only pointers to floats here")
        };
        let scalar = self.module.types[pointee].scalar();
        scalar.expect("the validator lets only pointers to floats here")
    }

    fn element(&mut self, scalar: Scalar, address: Address) -> NodeId {
        let result = self.defined(scalar);
        let results = vec![result];
        self.stmt(Stmt::Load { results, address });
        result
    }

    /// Elements of one matrix, one component of the result a statement.
    pub(super) fn multiply_matrices(
        &mut self,
        at: &mut Instance<'m>,
        args: &[ValueId],
        scalar: Scalar,
    ) -> Item {
        let [a, b, c] = [0, 1, 2].map(|index| self.nodes(at, args[index]));
        let component = |index: usize| {
            let result = self.defined(scalar);
            self.stmt(Stmt::Simd {
                op: SimdOp::MultiplyMatrices,
                result,
                args: Args::new(&[a[0], a[1], b[index], c[index]]),
            });
            result
        };
        Item::Nodes([0, 1].map(component).to_vec())
    }

    fn diagonal(&mut self, at: &mut Instance<'m>, value: ValueId) -> Item {
        let value = self.scalar(at, value);
        let scalar = self.kernel.ty(value);
        let zero = self.constant(0, scalar);
        let [row, column] = self.held();
        let one = self.constant(1, Scalar::U32);
        let right = self.integer(BinaryOp::Add, column, one);
        let nodes = [column, right].map(|column| {
            let equal = Pure::Compare(CompareOp::Equal);
            let on = self.pure(equal, &[row, column], Scalar::Bool);
            self.pure(Pure::Select, &[on, value, zero], scalar)
        });
        Item::Nodes(nodes.to_vec())
    }

    /// Row and column of the lane's first element: with `q = lane / 4`, `(q & 4) + lane / 2 % 4` and
    /// `2 * (q & 2) + 2 * (lane % 2)`.
    fn held(&mut self) -> [NodeId; 2] {
        let built_in = NodeOp::BuiltIn(BuiltIn::ThreadIndexInSimdgroup, 0);
        let lane = self.kernel.node(built_in, Scalar::U32);
        let mut step = |op, left, right: u64| {
            let right = self.constant(right, Scalar::U32);
            self.integer(op, left, right)
        };
        let quad = step(BinaryOp::Shr, lane, 2);
        let half = step(BinaryOp::And, quad, 4);
        let pair = step(BinaryOp::Shr, lane, 1);
        let pair = step(BinaryOp::And, pair, 3);
        let side = step(BinaryOp::And, quad, 2);
        let side = step(BinaryOp::Shl, side, 1);
        let odd = step(BinaryOp::And, lane, 1);
        let odd = step(BinaryOp::Shl, odd, 1);
        [
            self.integer(BinaryOp::Add, half, pair),
            self.integer(BinaryOp::Add, side, odd),
        ]
    }

    /// The addresses of the lane's two elements.
    fn elements(
        &mut self,
        at: &mut Instance<'m>,
        mut first: Address,
        (stride, transposed, scalar): (ValueId, ValueId, Scalar),
    ) -> [Address; 2] {
        let size = i64::from(scalar.size_bytes());
        let stride = self.scalar(at, stride);
        let stride = self.pure(Pure::Convert, &[stride], Scalar::I64);
        let transposed = self.scalar(at, transposed);
        let [row, column] = self
            .held()
            .map(|node| self.pure(Pure::Convert, &[node], Scalar::I64));
        let mut choose = |yes, no| self.pure(Pure::Select, &[transposed, yes, no], Scalar::I64);
        let (major, minor) = (choose(column, row), choose(row, column));
        let one = self.constant(1, Scalar::I64);
        let right = self.pure(Pure::Select, &[transposed, stride, one], Scalar::I64);
        let index = self.integer(BinaryOp::Mul, major, stride);
        self.advance(&mut first, index, size);
        self.advance(&mut first, minor, size);
        let mut second = first.clone();
        self.advance(&mut second, right, size);
        [first, second]
    }
}
