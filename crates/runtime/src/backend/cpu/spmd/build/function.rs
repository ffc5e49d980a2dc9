//! Functions of the library, between lanes and on atomics.

use super::{Builder, Instance, Item};
use crate::backend::cpu::spmd::{Args, Atomic, NodeId, Pure, Stmt};
use kernsmith_msl::ir::{AtomicOp, BinaryOp, MathFn, Scalar, SimdOp, Type, ValueId};

impl<'m> Builder<'m> {
    pub(super) fn math(
        &mut self,
        at: &mut Instance<'m>,
        function: MathFn,
        args: &[ValueId],
        scalar: Scalar,
    ) -> Item {
        match function {
            MathFn::Dot => {
                let (a, b) = (self.nodes(at, args[0]), self.nodes(at, args[1]));
                let product = |(&a, &b): (&NodeId, &NodeId)| {
                    self.pure(Pure::Binary(BinaryOp::Mul), &[a, b], scalar)
                };
                let products: Vec<_> = a.iter().zip(&b).map(product).collect();
                self.fold_all(BinaryOp::Add, &products)
            }
            MathFn::Any | MathFn::All => {
                let nodes = self.nodes(at, args[0]);
                let op = if function == MathFn::Any {
                    BinaryOp::Or
                } else {
                    BinaryOp::And
                };
                self.fold_all(op, &nodes)
            }
            _ => self.map(at, Pure::Math(function), args, scalar),
        }
    }

    fn fold_all(&mut self, op: BinaryOp, nodes: &[NodeId]) -> Item {
        let mut all = nodes[0];
        for &node in &nodes[1..] {
            all = self.integer(op, all, node);
        }
        Item::Nodes(vec![all])
    }

    pub(super) fn simd(
        &mut self,
        at: &mut Instance<'m>,
        op: SimdOp,
        args: &[ValueId],
        ty: &Type,
    ) -> Item {
        let args: Vec<_> = args.iter().map(|&arg| self.nodes(at, arg)).collect();
        let mut nodes = Vec::new();
        for lane in 0..usize::from(ty.lanes().unwrap_or(1)) {
            let operands: Vec<_> = args
                .iter()
                .map(|arg| arg[lane.min(arg.len() - 1)])
                .collect();
            let result = self.defined(ty.scalar().unwrap_or(Scalar::U32));
            self.stmt(Stmt::Simd {
                op,
                result,
                args: Args::new(&operands),
            });
            nodes.push(result);
        }
        Item::Nodes(nodes)
    }

    pub(super) fn atomic(
        &mut self,
        at: &mut Instance<'m>,
        op: AtomicOp,
        pointer: ValueId,
        args: &[ValueId],
    ) -> Item {
        let address = self.address(at, pointer);
        let scalar = match *self.ty(at, pointer) {
            Type::Pointer { pointee, .. } => match self.module.types[pointee] {
                Type::Atomic(scalar) => scalar,
                ref other => other.scalar().unwrap_or(Scalar::U32),
            },
            _ => Scalar::U32,
        };
        let args = args.iter().map(|&arg| self.scalar(at, arg)).collect();
        let result = (op != AtomicOp::Store).then(|| self.defined(scalar));
        self.stmt(Stmt::Atomic(Box::new(Atomic {
            op,
            scalar,
            result,
            address,
            args,
        })));
        Item::Nodes(result.into_iter().collect())
    }
}
