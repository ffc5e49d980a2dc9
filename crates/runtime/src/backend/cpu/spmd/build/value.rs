//! Operations, component by component.

use super::{Builder, Instance, Item};
use crate::backend::cpu::{
    Unsupported,
    spmd::{Address, Base, NodeId, Object, Pure, Stmt},
};
use kernsmith_msl::{
    analysis::layout::{field_offset, layout},
    ir::{BarrierScope, Const, GlobalId, Op, Scalar, SimdOp, Type, TypeId, ValueId},
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
                match (&self.module.types[it.ty], &nodes[..]) {
                    // The null pointer: an object on which every access fails.
                    (Type::Pointer { .. }, &[object, offset]) => self.pointer_of([object, offset]),
                    _ => Item::Nodes(nodes),
                }
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
            Op::Address(pointer) => {
                let address = self.address(at, *pointer);
                Item::Nodes(vec![self.address_number(&address)])
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
            Op::Log { format, args } => {
                let mut values = Vec::new();
                for arg in args {
                    values.extend(self.nodes(at, *arg));
                }
                let format = *format;
                self.stmt(Stmt::Log { format, values });
                Item::Nodes(Vec::new())
            }
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
}
