//! What each statement does to the shapes of its nodes, variables and constructs.

use super::{
    Construct, Path, Shape, Shapes, Stride,
    arithmetic::{join, narrowed, scaled, sum},
};
use crate::backend::cpu::spmd::{
    Address, Base, ConstructId, KERNEL, Kernel, Leave, NodeId, NodeOp, Pure, Stmt, THREAD_OBJECT,
    VarId, signed,
};
use kernsmith_msl::ir::{BinaryOp, Scalar, UnaryOp};

/// One walk over the kernel.
pub(super) struct Pass<'k> {
    kernel: &'k Kernel,
    shapes: &'k mut Shapes,
    path: Path,
    changed: bool,
}

impl<'k> Pass<'k> {
    /// Makes shapes less uniform where statements ask for it; whether any changed.
    pub(super) fn run(kernel: &'k Kernel, shapes: &'k mut Shapes) -> bool {
        let mut pass = Self {
            kernel,
            shapes,
            path: Vec::new(),
            changed: false,
        };
        pass.block(&kernel.body);
        pass.changed
    }

    fn shape(&self, node: NodeId) -> Shape {
        self.shapes.nodes[self.kernel.resolve(node).0 as usize]
    }

    fn varies(&self, node: NodeId) -> bool {
        !matches!(self.shape(node), Shape::Uniform | Shape::Unreached)
    }

    fn set_node(&mut self, node: NodeId, shape: Shape) {
        let old = self.shapes.nodes[node.0 as usize];
        let new = join(old, shape);
        self.changed |= new != old;
        self.shapes.nodes[node.0 as usize] = new;
    }

    fn set_var(&mut self, var: VarId, shape: Shape) {
        let old = self.shapes.vars[var.0 as usize];
        let shape = match shape {
            Shape::Affine {
                x: x @ Stride::Known(_),
                y: y @ Stride::Known(_),
                ..
            } => Shape::Affine { x, y, exact: false },
            Shape::Affine { .. } => Shape::Varying,
            other => other,
        };
        let new = join(old, shape);
        self.changed |= new != old;
        self.shapes.vars[var.0 as usize] = new;
    }

    fn flag(&mut self, construct: ConstructId, flag: impl Fn(&mut Construct) -> &mut bool) {
        let flag = flag(&mut self.shapes.constructs[construct as usize]);
        self.changed |= !*flag;
        *flag = true;
    }

    fn block(&mut self, block: &[Stmt]) {
        block.iter().for_each(|stmt| self.statement(stmt));
    }

    fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(node) => {
                let shape = self.pure(*node);
                self.set_node(*node, shape);
            }
            Stmt::Get { result, var } => {
                let shape = self.shapes.vars[var.0 as usize];
                self.set_node(*result, shape);
            }
            Stmt::Set { var, value } => {
                let divergent = self.shapes.parts_users(&self.path, *var);
                let shape = if divergent {
                    Shape::Varying
                } else {
                    self.shape(*value)
                };
                self.set_var(*var, shape);
            }
            Stmt::Load { results, address } => {
                let shape = self.load_shape(address);
                results
                    .iter()
                    .for_each(|&result| self.set_node(result, shape));
            }
            Stmt::LoadPointer { results, .. } => {
                results
                    .iter()
                    .for_each(|&result| self.set_node(result, Shape::Varying));
            }
            Stmt::RowGet { result, .. } | Stmt::Simd { result, .. } => {
                self.set_node(*result, Shape::Varying);
            }
            Stmt::Atomic(atomic) => {
                atomic
                    .result
                    .iter()
                    .for_each(|&result| self.set_node(result, Shape::Varying));
            }
            Stmt::Store { .. }
            | Stmt::StorePointer { .. }
            | Stmt::RowSet { .. }
            | Stmt::Log { .. }
            | Stmt::Barrier => {}
            Stmt::If { id, condition, .. } => self.construct(stmt, *id, &[*condition]),
            Stmt::Switch { id, selector, .. } => self.construct(stmt, *id, &[*selector]),
            Stmt::Region { id, .. } => self.construct(stmt, *id, &[]),
            Stmt::Loop(it) => {
                self.construct(stmt, it.id, &[]);
                let conditions: Vec<_> = it.while_.into_iter().chain(it.again_if).collect();
                self.conditions(it.id, &conditions);
            }
            Stmt::Leave { target, how } => self.leave(*target, *how),
        }
    }

    fn conditions(&mut self, id: ConstructId, conditions: &[NodeId]) {
        if conditions.iter().any(|&node| self.varies(node)) {
            self.flag(id, |it| &mut it.varies);
        }
    }

    fn construct(&mut self, stmt: &Stmt, id: ConstructId, conditions: &[NodeId]) {
        self.conditions(id, conditions);
        for (index, block) in stmt.blocks() {
            self.path.push((id, index));
            self.block(block);
            self.path.pop();
        }
    }

    fn leave(&mut self, target: ConstructId, how: Leave) {
        if !self.shapes.parts(&self.path, target, how) {
            return;
        }
        if target != KERNEL {
            match how {
                Leave::End => self.flag(target, |it| &mut it.parts_at_end),
                Leave::Continue => self.flag(target, |it| &mut it.parts_at_step),
            }
        }
        for (construct, _) in self
            .path
            .clone()
            .into_iter()
            .rev()
            .take_while(|&(at, _)| at != target)
        {
            self.flag(construct, |it| &mut it.crossed);
        }
    }

    fn load_shape(&self, address: &Address) -> Shape {
        let Base::Object(object) = address.base else {
            return Shape::Varying;
        };
        let private = self
            .kernel
            .constant(object)
            .is_none_or(|bits| bits == u64::from(THREAD_OBJECT));
        let shared = !private && address.terms.iter().all(|term| !self.varies(term.index));
        if shared {
            Shape::Uniform
        } else {
            Shape::Varying
        }
    }

    fn pure(&self, node: NodeId) -> Shape {
        let it = self.kernel.nodes[node.0 as usize];
        let NodeOp::Pure(op, args) = it.op else {
            return self.shapes.nodes[node.0 as usize];
        };
        let args = args.as_slice();
        let shape = |at: usize| self.shape(args[at]);
        if args.iter().any(|&arg| self.shape(arg) == Shape::Unreached) {
            return Shape::Unreached;
        }
        if args.iter().all(|&arg| self.shape(arg) == Shape::Uniform) {
            return Shape::Uniform;
        }
        let whole = matches!(it.ty, Scalar::I32 | Scalar::U32 | Scalar::I64 | Scalar::U64);
        if !whole || args.iter().any(|&arg| self.shape(arg) == Shape::Varying) {
            return Shape::Varying;
        }
        let constant = |at: usize| {
            self.kernel
                .constant(args[at])
                .map(|bits| signed(bits, it.ty))
        };
        let narrow = |shape| narrowed(shape, it.ty);
        match op {
            Pure::Unary(UnaryOp::Negate) => narrow(scaled(shape(0), Some(-1))),
            Pure::Binary(BinaryOp::Add) => narrow(sum(shape(0), shape(1))),
            Pure::Binary(BinaryOp::Sub) => narrow(sum(shape(0), scaled(shape(1), Some(-1)))),
            Pure::Binary(BinaryOp::Mul) if shape(1) == Shape::Uniform => {
                narrow(scaled(shape(0), constant(1)))
            }
            Pure::Binary(BinaryOp::Mul) if shape(0) == Shape::Uniform => {
                narrow(scaled(shape(1), constant(0)))
            }
            Pure::Binary(BinaryOp::Shl) => match constant(1) {
                Some(count) => {
                    let count = count as u32 & (it.ty.size_bytes() * 8 - 1);
                    narrow(scaled(shape(0), Some(1i64.wrapping_shl(count))))
                }
                None => Shape::Varying,
            },
            Pure::Convert => self.converted(args[0], it.ty),
            Pure::Bitcast if self.kernel.ty(args[0]).is_integer() => shape(0),
            _ => Shape::Varying,
        }
    }

    fn converted(&self, from: NodeId, to: Scalar) -> Shape {
        let shape = self.shape(from);
        let Shape::Affine { exact, .. } = shape else {
            return shape;
        };
        match (self.kernel.ty(from).size_bytes(), to.size_bytes()) {
            (from, to) if from == to => shape,
            (4, 8) if exact => shape,
            (8, 4) => narrowed(shape, to),
            _ => Shape::Varying,
        }
    }
}
