//! Operations, component by component.

use super::{Builder, Instance, Item};
use crate::backend::cpu::{
    Unsupported,
    spmd::{Address, Args, Atomic, Base, NodeId, Object, Pure, Stmt},
};
use kernsmith_msl::{
    analysis::layout::{field_offset, layout},
    ir::{
        AtomicOp, BarrierScope, BinaryOp, CompareOp, Const, GlobalId, MathFn, Op, Scalar, SimdOp,
        Type, TypeId, ValueId,
    },
};

impl<'m> Builder<'m> {
    /// What a value stands for; ambient ones are made when first asked for.
    pub(super) fn item(&mut self, at: &mut Instance<'m>, value: ValueId) -> Item {
        if let Some(known) = &at.values[value.index()] {
            return known.clone();
        }
        let it = &at.function.values[value];
        let item = match &it.op {
            Op::Const(constant) => {
                let mut nodes = Vec::new();
                self.constant_nodes(it.ty, constant, &mut nodes);
                Item::Nodes(nodes)
            }
            Op::Param(index) => at.params[*index as usize].clone(),
            Op::LocalAddress(local) => {
                let base = at.locals[local.index()];
                Item::Pointer(Address {
                    base,
                    constant: 0,
                    terms: Vec::new(),
                })
            }
            Op::GlobalAddress(global) => self.global(*global),
            _ => unreachable!("the validator finds every value evaluated before it is used"),
        };
        at.values[value.index()] = Some(item.clone());
        item
    }

    fn global(&mut self, global: GlobalId) -> Item {
        let key = u32::try_from(global.index()).expect("handles have 32 bits");
        if let Some(&object) = self.globals.get(&key) {
            let base = Base::Object(NodeId(object));
            return Item::Pointer(Address {
                base,
                constant: 0,
                terms: Vec::new(),
            });
        }
        let item = self.object(Object::Global(global));
        if let Item::Pointer(Address {
            base: Base::Object(node),
            ..
        }) = &item
        {
            self.globals.insert(key, node.0);
        }
        item
    }

    fn constant_nodes(&mut self, ty: TypeId, constant: &Const, out: &mut Vec<NodeId>) {
        let types = &self.module.types;
        match (&types[ty], constant) {
            (Type::Scalar(scalar), Const::Scalar(bits)) => out.push(self.constant(*bits, *scalar)),
            (Type::Vector { scalar, .. }, Const::Composite(parts)) => {
                let scalar = types.find(&Type::Scalar(*scalar));
                for part in parts {
                    match (part, scalar) {
                        (Const::Scalar(bits), _) => {
                            let scalar = types[ty].scalar().expect("a vector has a scalar");
                            out.push(self.constant(*bits, scalar));
                        }
                        _ => {
                            let scalar = types[ty].scalar().expect("a vector has a scalar");
                            out.push(self.constant(0, scalar));
                        }
                    }
                }
            }
            (Type::Array { element, .. }, Const::Composite(parts)) => {
                parts
                    .iter()
                    .for_each(|part| self.constant_nodes(*element, part, out));
            }
            (Type::Struct { fields, .. }, Const::Composite(parts)) => {
                for (field, part) in fields.iter().zip(parts) {
                    self.constant_nodes(field.ty, part, out);
                }
            }
            _ => {
                // All bits zero. A type too large to hold whole gives no nodes, and its store is
                // refused where it happens.
                let leaves = self
                    .leaves(ty)
                    .map(|leaves| leaves.to_vec())
                    .unwrap_or_default();
                for leaf in leaves {
                    match leaf.scalar {
                        Some(scalar) => out.push(self.constant(0, scalar)),
                        None => {
                            out.push(self.constant(0, Scalar::U32));
                            out.push(self.constant(0, Scalar::I64));
                        }
                    }
                }
            }
        }
    }

    pub(super) fn nodes(&mut self, at: &mut Instance<'m>, value: ValueId) -> Vec<NodeId> {
        let item = self.item(at, value);
        self.flatten(item)
    }

    /// Evaluates a value here.
    pub(super) fn eval(
        &mut self,
        at: &mut Instance<'m>,
        value: ValueId,
    ) -> Result<(), Unsupported> {
        let it = &at.function.values[value];
        self.span = it.span;
        let ty = &self.module.types[it.ty];
        let scalar = ty.scalar().unwrap_or(Scalar::U32);
        let item = match &it.op {
            // What a variable holds where nothing wrote it is anything, its former content too.
            Op::Const(_)
            | Op::Param(_)
            | Op::LocalAddress(_)
            | Op::GlobalAddress(_)
            // Atomic operations are sequentially consistent already, and order all else.
            | Op::Fence { .. }
            | Op::Forget(_) => {
                return Ok(());
            }
            Op::Load(pointer) => {
                let address = self.address(at, *pointer);
                self.load(it.ty, &address)?
            }
            Op::Store { pointer, value } => {
                let address = self.address(at, *pointer);
                let stored = self.item(at, *value);
                self.store(at.function.ty(*value), &address, stored)?;
                Item::Nodes(Vec::new())
            }
            Op::Field { .. } | Op::Element { .. } | Op::Offset { .. } => self.place(at, &it.op),
            Op::PointerCast(pointer) => Item::Pointer(self.address(at, *pointer)),
            Op::PointerDifference { left, right } => {
                let stride = self.stride(at, *left);
                let (left, right) = (self.address(at, *left), self.address(at, *right));
                Item::Nodes(vec![self.pointer_difference(&left, &right, stride)])
            }
            Op::Unary(op, a) => self.map(at, Pure::Unary(*op), &[*a], scalar),
            Op::Binary(op, a, b) => self.map(at, Pure::Binary(*op), &[*a, *b], scalar),
            Op::Compare(op, a, b) => match (self.item(at, *a), self.item(at, *b)) {
                (Item::Pointer(left), Item::Pointer(right)) => {
                    Item::Nodes(vec![self.compare_pointers(*op, &left, &right)])
                }
                _ => self.map(at, Pure::Compare(*op), &[*a, *b], Scalar::Bool),
            },
            Op::Select {
                condition,
                accept,
                reject,
            } => self.select(at, *condition, *accept, *reject),
            Op::Convert(a) => self.map(at, Pure::Convert, &[*a], scalar),
            Op::Bitcast(a) => self.bitcast(at, *a, ty)?,
            Op::Splat(a) => {
                let node = self.scalar(at, *a);
                Item::Nodes(vec![node; usize::from(ty.lanes().unwrap_or(1))])
            }
            Op::Compose(parts) => {
                if matches!(ty, Type::Struct { union: true, .. }) {
                    return self.unsupported("a union composed as a value");
                }
                let mut nodes = Vec::new();
                for part in parts {
                    nodes.extend(self.nodes(at, *part));
                }
                Item::Nodes(nodes)
            }
            Op::Extract { whole, index } => self.extract(at, *whole, *index)?,
            Op::ExtractDynamic { whole, index } => self.extract_dynamic(at, *whole, *index, scalar),
            Op::Swizzle { whole, order } => {
                let nodes = self.nodes(at, *whole);
                Item::Nodes(order.iter().map(|&from| nodes[usize::from(from)]).collect())
            }
            Op::Math { function, args, .. } => self.math(at, *function, args, scalar),
            Op::Call { function, args } => self.call(at, *function, args)?,
            Op::Simd {
                op: SimdOp::MultiplyMatrices,
                args,
            } => self.multiply_matrices(at, args, scalar),
            Op::Simd { op, args } => self.simd(at, *op, args, ty),
            Op::Matrix { op, args } => self.matrix(at, *op, args),
            Op::Atomic {
                op, pointer, args, ..
            } => self.atomic(at, *op, *pointer, args),
            Op::Barrier { scope, .. } => {
                if *scope == BarrierScope::Threadgroup {
                    self.kernel.cooperative = true;
                    self.stmt(Stmt::Barrier);
                }
                Item::Nodes(Vec::new())
            }
        };
        at.values[value.index()] = Some(item);
        Ok(())
    }

    /// Bytes from one pointee to the next.
    fn stride(&self, at: &Instance<'m>, pointer: ValueId) -> u64 {
        match self.ty(at, pointer) {
            Type::Pointer { pointee, .. } => layout(&self.module.types, *pointee).size_bytes,
            _ => 1,
        }
    }

    fn place(&mut self, at: &mut Instance<'m>, op: &Op) -> Item {
        let types = &self.module.types;
        let (Op::Field { pointer, .. } | Op::Element { pointer, .. } | Op::Offset { pointer, .. }) =
            op
        else {
            unreachable!("the caller passes places only")
        };
        let mut address = self.address(at, *pointer);
        let Type::Pointer { pointee, .. } = *self.ty(at, *pointer) else {
            unreachable!("the validator lets only pointers be addresses")
        };
        let (index, stride) = match op {
            Op::Field { index, .. } => {
                let offset = field_offset(types, pointee, *index);
                address.constant = address.constant.wrapping_add(offset as i64);
                return Item::Pointer(address);
            }
            Op::Element { index, .. } => {
                let stride = match &types[pointee] {
                    Type::Array { element, .. } => layout(types, *element).size_bytes,
                    other => u64::from(other.scalar().map_or(1, Scalar::size_bytes)),
                };
                (index, stride)
            }
            Op::Offset { index, .. } => (index, layout(types, pointee).size_bytes),
            _ => unreachable!("matched above"),
        };
        let index = self.scalar(at, *index);
        self.advance(&mut address, index, stride as i64);
        Item::Pointer(address)
    }

    /// One pure operation a component.
    fn map(&mut self, at: &mut Instance<'m>, op: Pure, args: &[ValueId], scalar: Scalar) -> Item {
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

    fn select(
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

    fn bitcast(
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

    fn extract(
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

    fn extract_dynamic(
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

    fn math(
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

    fn simd(&mut self, at: &mut Instance<'m>, op: SimdOp, args: &[ValueId], ty: &Type) -> Item {
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

    fn atomic(
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

fn unsigned(bytes: u32) -> Scalar {
    match bytes {
        1 => Scalar::U8,
        2 => Scalar::U16,
        4 => Scalar::U32,
        _ => Scalar::U64,
    }
}
