//! Operations as instructions over registers.

use super::{
    super::code::{Argument, Atomic, Code, Lanes, Orders, Part, Shape, Slot, Whole},
    Preparation,
    registers::shape_of,
};
use crate::{
    analysis::layout::{field_offset, layout},
    ir::{FunctionId, MathFn, Op, Scalar, SimdOp, Type, TypeId, ValueId},
};

impl Preparation<'_> {
    pub(super) fn shape(&mut self, ty: TypeId) -> Shape {
        shape_of(&self.module.types, ty).unwrap_or_else(|| {
            self.too_large = true;
            Shape::Void
        })
    }

    fn ty(&self, value: ValueId) -> TypeId {
        self.function.values[value].ty
    }

    /// The components of a scalar or vector.
    fn lanes(&self, value: ValueId) -> Lanes {
        let ty = &self.module.types[self.ty(value)];
        Lanes {
            scalar: ty.scalar().unwrap_or(Scalar::Bool),
            count: ty.lanes().unwrap_or(1),
        }
    }

    pub(super) fn scalar(&self, value: ValueId) -> Scalar {
        self.lanes(value).scalar
    }

    /// The type that a pointer points to.
    fn pointee(&self, pointer: ValueId) -> TypeId {
        match self.module.types[self.ty(pointer)] {
            Type::Pointer { pointee, .. } => pointee,
            _ => unreachable!("`valid` lets only pointers stand here"),
        }
    }

    fn size(&self, ty: TypeId) -> i64 {
        i64::try_from(layout(&self.module.types, ty).size_bytes).unwrap_or(i64::MAX)
    }

    pub(super) fn operation(&mut self, value: ValueId) {
        let span = self.function.values[value].span;
        if let Op::Matrix { op, args } = &self.function.values[value].op {
            return self.matrix(value, *op, args);
        }
        let code = self.code(value);
        self.emit(code, span);
    }

    fn code(&mut self, value: ValueId) -> Code {
        let function = self.function;
        let op = &function.values[value].op;
        let dst = self.slot(value);
        match op {
            Op::Const(_) | Op::Param(_) | Op::LocalAddress(_) | Op::GlobalAddress(_) => {
                Code::Copy {
                    dst,
                    from: dst,
                    slots: 0,
                }
            }
            Op::Load(_)
            | Op::Store { .. }
            | Op::Field { .. }
            | Op::Element { .. }
            | Op::Offset { .. }
            | Op::PointerDifference { .. }
            | Op::PointerCast(_)
            | Op::Address(_)
            | Op::Forget(_) => self.memory(value, op),
            Op::Unary(op, a) => Code::Unary {
                op: *op,
                dst,
                lanes: self.lanes(*a),
                a: self.slot(*a),
            },
            Op::Binary(op, a, b) => Code::Binary {
                op: *op,
                dst,
                lanes: self.lanes(*a),
                a: self.slot(*a),
                b: self.slot(*b),
            },
            Op::Compare(op, a, b) => {
                let lanes = self.lanes(*a);
                let pointers = self.shape(self.ty(*a)) == Shape::Pointer;
                let (a, b) = (self.slot(*a), self.slot(*b));
                match pointers {
                    true => Code::ComparePointers { op: *op, dst, a, b },
                    false => Code::Compare {
                        op: *op,
                        dst,
                        a,
                        b,
                        lanes,
                    },
                }
            }
            Op::Math { function, args, .. } => self.math(value, *function, args),
            Op::Call { function, args } => self.call(dst, *function, args),
            Op::Simd {
                op: SimdOp::MultiplyMatrices,
                args,
            } => Code::Multiply {
                dst,
                factors: [0, 1, 2].map(|at| (self.slot(args[at]), self.scalar(args[at]))),
            },
            Op::Simd { op, args } => Code::Simd {
                op: *op,
                dst,
                lanes: args.first().map_or(
                    Lanes {
                        scalar: Scalar::Bool,
                        count: 1,
                    },
                    |data| self.lanes(*data),
                ),
                args: args.iter().map(|arg| self.slot(*arg)).collect(),
            },
            Op::Atomic {
                op, pointer, args, ..
            } => {
                let Type::Atomic(scalar) = self.module.types[self.pointee(*pointer)] else {
                    unreachable!("`valid` lets only pointers to atomics stand here")
                };
                Code::Atomic(Atomic {
                    op: *op,
                    dst,
                    pointer: self.slot(*pointer),
                    args: args.iter().map(|arg| self.slot(*arg)).collect(),
                    scalar,
                })
            }
            Op::Barrier { scope, flags } => Code::Barrier {
                scope: *scope,
                orders: Orders {
                    threadgroup: flags.threadgroup,
                    device: flags.device,
                },
            },
            Op::Fence { .. } => Code::Fence,
            Op::Log { format, args } => self.log(*format, args),
            _ => self.rearrange(value, op),
        }
    }

    fn call(&mut self, dst: Slot, function: FunctionId, args: &[ValueId]) -> Code {
        let function = self.callee(function);
        let params = self.program.routines[function].params.clone();
        let args = args.iter().zip(params).map(|(arg, (to, shape))| Argument {
            from: self.slot(*arg),
            to,
            slots: shape.slots(),
        });
        Code::Call {
            dst,
            function,
            args: args.collect(),
        }
    }

    fn log(&mut self, format: u32, args: &[ValueId]) -> Code {
        let args = args.iter();
        let args = args.map(|arg| (self.slot(*arg), self.lanes(*arg)));
        Code::Log {
            format,
            args: args.collect(),
        }
    }

    fn memory(&mut self, value: ValueId, op: &Op) -> Code {
        let dst = self.slot(value);
        match *op {
            Op::Load(pointer) => Code::Load {
                dst,
                pointer: self.slot(pointer),
                shape: self.shape(self.ty(value)),
                align: layout(&self.module.types, self.ty(value)).align_bytes,
            },
            Op::Store { pointer, value } => Code::Store {
                pointer: self.slot(pointer),
                value: self.slot(value),
                shape: self.shape(self.ty(value)),
                // A packed and an unpacked vector are aligned as the place is.
                align: layout(&self.module.types, self.pointee(pointer)).align_bytes,
            },
            Op::Field { pointer, index } => Code::Field {
                dst,
                bytes: field_offset(&self.module.types, self.pointee(pointer), index) as i64,
                pointer: self.slot(pointer),
            },
            Op::Element { pointer, index } => {
                let stride = match self.module.types[self.pointee(pointer)] {
                    Type::Array { element, .. } => self.size(element),
                    Type::Vector { scalar, .. } => scalar.size_bytes().into(),
                    _ => unreachable!("`valid` lets only arrays and vectors have elements"),
                };
                self.index(value, pointer, index, stride)
            }
            Op::Offset { pointer, index } => {
                let stride = self.size(self.pointee(pointer));
                self.index(value, pointer, index, stride)
            }
            Op::PointerDifference { left, right } => Code::Difference {
                dst,
                stride: self.size(self.pointee(left)).max(1),
                left: self.slot(left),
                right: self.slot(right),
            },
            Op::Forget(local) => Code::Forget {
                address: self.variables[local.index()],
            },
            // A packed pointer is a number as `Op::Address` wants it.
            Op::PointerCast(pointer) | Op::Address(pointer) => Code::Copy {
                dst,
                from: self.slot(pointer),
                slots: 1,
            },
            _ => unreachable!("`code` sends memory operations here"),
        }
    }

    fn index(&mut self, value: ValueId, pointer: ValueId, index: ValueId, stride: i64) -> Code {
        Code::Index {
            dst: self.slot(value),
            pointer: self.slot(pointer),
            scalar: self.scalar(index),
            index: self.slot(index),
            stride,
        }
    }

    fn math(&mut self, value: ValueId, function: MathFn, args: &[ValueId]) -> Code {
        let dst = self.slot(value);
        let first = self.lanes(args[0]);
        match function {
            MathFn::Dot => Code::Dot {
                dst,
                a: self.slot(args[0]),
                b: self.slot(args[1]),
                lanes: first,
            },
            MathFn::Any | MathFn::All => Code::Quantify {
                dst,
                a: self.slot(args[0]),
                count: first.count,
                all: function == MathFn::All,
            },
            _ => Code::Math {
                dst,
                function,
                args: args
                    .iter()
                    .map(|arg| (self.slot(*arg), self.lanes(*arg).count))
                    .collect(),
                lanes: Lanes {
                    count: self.lanes(value).count,
                    ..first
                },
            },
        }
    }

    /// Operations that move or convert numbers.
    fn rearrange(&mut self, value: ValueId, op: &Op) -> Code {
        let dst = self.slot(value);
        let result = self.lanes(value);
        match op {
            Op::Select {
                condition,
                accept,
                reject,
            } => {
                let count = self.lanes(*condition).count;
                let slots = self.shape(self.ty(value)).slots();
                let condition = self.slot(*condition);
                let (accept, reject) = (self.slot(*accept), self.slot(*reject));
                match count {
                    1 => Code::Select {
                        dst,
                        condition,
                        accept,
                        reject,
                        slots,
                    },
                    _ => Code::SelectLanes {
                        dst,
                        condition,
                        accept,
                        reject,
                        count,
                    },
                }
            }
            Op::Convert(a) => Code::Convert {
                dst,
                a: self.slot(*a),
                from: self.lanes(*a),
                to: result.scalar,
            },
            Op::Bitcast(a) => Code::Bitcast {
                dst,
                a: self.slot(*a),
                from: self.lanes(*a),
                to: result,
            },
            Op::Splat(a) => Code::Splat {
                dst,
                a: self.slot(*a),
                count: result.count,
            },
            Op::Compose(parts) => self.compose(value, parts),
            Op::Extract { whole, index } => self.extract(value, *whole, *index),
            Op::ExtractDynamic { whole, index } => Code::ComponentAt {
                dst,
                whole: self.slot(*whole),
                index: self.slot(*index),
                scalar: self.scalar(*index),
                count: self.lanes(*whole).count,
            },
            Op::Swizzle { whole, order } => {
                let count = self.lanes(*whole).count;
                let from = self.slot(*whole);
                match order[..] {
                    // A scalar has a single component, itself.
                    [_] if count == 1 => Code::Copy {
                        dst,
                        from,
                        slots: 1,
                    },
                    [index] => Code::Component {
                        dst,
                        whole: from,
                        index,
                        count,
                    },
                    _ if count == 1 => Code::Splat {
                        dst,
                        a: from,
                        count: result.count,
                    },
                    _ => Code::Swizzle {
                        dst,
                        whole: from,
                        order: order[..].into(),
                        count,
                    },
                }
            }
            other => unreachable!("`code` handles {other:?}"),
        }
    }

    fn compose(&mut self, value: ValueId, parts: &[ValueId]) -> Code {
        let ty = self.ty(value);
        let dst = self.slot(value);
        match self.shape(ty) {
            Shape::Bytes(bytes) => {
                let mut placed = Vec::new();
                for (index, part) in (0..).zip(parts) {
                    placed.push(Part {
                        shape: self.shape(self.ty(*part)),
                        slot: self.slot(*part),
                        offset: self.member_offset(ty, index),
                    });
                }
                Code::Compose {
                    whole: Whole { first: dst, bytes },
                    parts: placed.into(),
                }
            }
            _ => Code::Gather {
                dst,
                parts: parts.iter().map(|part| self.slot(*part)).collect(),
            },
        }
    }

    fn extract(&mut self, value: ValueId, whole: ValueId, index: u32) -> Code {
        let ty = self.ty(whole);
        let dst = self.slot(value);
        match self.shape(ty) {
            Shape::Bytes(bytes) => Code::Member {
                whole: Whole {
                    first: self.slot(whole),
                    bytes,
                },
                part: Part {
                    slot: dst,
                    shape: self.shape(self.ty(value)),
                    offset: self.member_offset(ty, index),
                },
            },
            _ => Code::Component {
                dst,
                whole: self.slot(whole),
                index: u8::try_from(index).unwrap_or(u8::MAX),
                count: self.lanes(whole).count,
            },
        }
    }

    /// The byte offset of a member of a struct or array that is handled as a value.
    fn member_offset(&self, ty: TypeId, index: u32) -> u32 {
        let types = &self.module.types;
        let offset = match types[ty] {
            Type::Array { element, .. } => layout(types, element).size_bytes * u64::from(index),
            _ => field_offset(types, ty, index),
        };
        u32::try_from(offset).expect("a value's size is bounded")
    }
}
