//! Rules 10 to 14: memory, values, functions of the library, threads, kernels.

use super::{Builder, broken, module, violation};
use crate::ir::{
    AtomicOp, BarrierScope, BinaryOp, BufferAccess, BuiltIn, CompareOp, EntryParam, EntryPoint,
    FunctionId, MathFn, MemoryFlags, MemoryOrder, Op, Scalar, SimdOp, Type, UnaryOp,
};

#[test]
fn rule_10_memory() {
    let table: [fn(&mut Builder<'_>); 8] = [
        // A load of another type.
        |b| {
            let a = b.b.param(0);
            b.eval_as(Op::Load(a), Scalar::U32);
        },
        // A store to constant memory.
        |b| {
            let (pointer, value) = (b.b.param(2), b.zero(Scalar::F32, 1));
            b.effect(Op::Store { pointer, value });
        },
        // A plain load of an atomic.
        |b| {
            let t = b.b.param(3);
            let atomic = b.types.intern(Type::Atomic(Scalar::U32));
            b.eval(Op::Load(t), atomic);
        },
        // A field of no struct.
        |b| {
            let pointer = b.b.param(0);
            let ty = b.b.ty(pointer);
            b.eval(Op::Field { pointer, index: 0 }, ty);
        },
        // An element of no array.
        |b| {
            let (pointer, index) = (b.b.param(0), b.b.param(1));
            let ty = b.b.ty(pointer);
            b.eval(Op::Element { pointer, index }, ty);
        },
        // An index that is a float.
        |b| {
            let (pointer, index) = (b.b.param(0), b.zero(Scalar::F32, 1));
            let ty = b.b.ty(pointer);
            b.eval(Op::Offset { pointer, index }, ty);
        },
        // A difference between spaces.
        |b| {
            let (left, right) = (b.b.param(0), b.b.param(2));
            b.eval_as(Op::PointerDifference { left, right }, Scalar::I64);
        },
        // A cast to another space.
        |b| {
            let (a, c) = (b.b.param(0), b.b.param(2));
            let ty = b.b.ty(c);
            b.eval(Op::PointerCast(a), ty);
        },
    ];
    for (index, build) in table.into_iter().enumerate() {
        assert_eq!(broken(build), 10, "row {index}");
    }
}

/// Writes an operation with the scalar of its result.
type Build = fn(&mut Builder<'_>) -> (Op, Scalar);

#[test]
fn rule_11_values() {
    let table: [Build; 13] = [
        |b| (Op::Unary(UnaryOp::Not, b.b.param(1)), Scalar::U32),
        |b| {
            (
                Op::Unary(UnaryOp::Complement, b.zero(Scalar::F32, 1)),
                Scalar::F32,
            )
        },
        |b| {
            let (n, one) = (b.b.param(1), b.constant(Scalar::I32, 1));
            (Op::Binary(BinaryOp::Add, n, one), Scalar::U32)
        },
        |b| {
            let x = b.zero(Scalar::F32, 1);
            (Op::Binary(BinaryOp::Rem, x, x), Scalar::F32)
        },
        |b| {
            let yes = b.constant(Scalar::Bool, 1);
            (Op::Binary(BinaryOp::Add, yes, yes), Scalar::Bool)
        },
        |b| {
            let n = b.b.param(1);
            (Op::Compare(CompareOp::Less, n, n), Scalar::U32)
        },
        |b| {
            let n = b.b.param(1);
            let op = Op::Select {
                condition: n,
                accept: n,
                reject: n,
            };
            (op, Scalar::U32)
        },
        |b| (Op::Convert(b.zero(Scalar::F32, 2)), Scalar::U32),
        |b| (Op::Bitcast(b.b.param(1)), Scalar::U64),
        |b| (Op::Splat(b.b.param(1)), Scalar::U32),
        |b| (Op::Compose(vec![b.b.param(1)]), Scalar::U32),
        |b| {
            let whole = b.zero(Scalar::F32, 2);
            (Op::Extract { whole, index: 2 }, Scalar::F32)
        },
        |b| {
            let whole = b.zero(Scalar::F32, 2);
            let order = vec![3];
            (Op::Swizzle { whole, order }, Scalar::F32)
        },
    ];
    for (index, build) in table.into_iter().enumerate() {
        let rule = broken(|b| {
            let (op, ret) = build(b);
            b.eval_as(op, ret);
        });
        assert_eq!(rule, 11, "row {index}");
    }
}

#[test]
fn rule_12_math() {
    let table: [(MathFn, &[Scalar], Scalar); 8] = [
        (MathFn::Exp, &[Scalar::U32], Scalar::U32),
        (MathFn::Exp, &[Scalar::F32, Scalar::F32], Scalar::F32),
        (
            MathFn::Fma,
            &[Scalar::F32, Scalar::F32, Scalar::F16],
            Scalar::F32,
        ),
        (MathFn::Ilogb, &[Scalar::F32], Scalar::F32),
        (MathFn::IsNan, &[Scalar::F32], Scalar::F32),
        (MathFn::AbsDiff, &[Scalar::I32, Scalar::I32], Scalar::I32),
        (
            MathFn::ExtractBits,
            &[Scalar::I32, Scalar::I32, Scalar::U32],
            Scalar::I32,
        ),
        (MathFn::Dot, &[Scalar::F32, Scalar::F32], Scalar::F32),
    ];
    for (function, args, ret) in table {
        let rule = broken(|b| {
            let args = args.iter().map(|&scalar| b.zero(scalar, 1)).collect();
            b.math(function, args, ret);
        });
        assert_eq!(rule, 12, "{function:?}");
    }
    assert_eq!(
        broken(|b| b.math(MathFn::Sqrt, Vec::new(), Scalar::F32)),
        12
    );
}

#[test]
fn rule_13_threads() {
    let simd = |op, args: &'static [Scalar], ret| {
        broken(move |b: &mut Builder<'_>| {
            let args = args.iter().map(|&scalar| b.zero(scalar, 1)).collect();
            b.eval_as(Op::Simd { op, args }, ret);
        })
    };
    assert_eq!(simd(SimdOp::And, &[Scalar::F32], Scalar::F32), 13);
    assert_eq!(
        simd(SimdOp::Shuffle, &[Scalar::F32, Scalar::U32], Scalar::F32),
        13
    );
    assert_eq!(simd(SimdOp::Ballot, &[Scalar::Bool], Scalar::U32), 13);
    assert_eq!(simd(SimdOp::IsFirst, &[Scalar::Bool], Scalar::Bool), 13);
    let atomic = |op, pointer, operands: usize| {
        broken(move |b: &mut Builder<'_>| {
            let (pointer, n) = (b.b.param(pointer), b.b.param(1));
            let args = vec![n; operands];
            let order = MemoryOrder::Relaxed;
            b.eval_as(
                Op::Atomic {
                    op,
                    pointer,
                    args,
                    order,
                },
                Scalar::U32,
            );
        })
    };
    assert_eq!(atomic(AtomicOp::Add, 0, 1), 13);
    assert_eq!(atomic(AtomicOp::Add, 3, 2), 13);
    assert_eq!(atomic(AtomicOp::Store, 3, 1), 13);
    let barrier = |b: &mut Builder<'_>| {
        let scope = BarrierScope::Simdgroup;
        let flags = MemoryFlags::default();
        b.eval_as(Op::Barrier { scope, flags }, Scalar::U32);
    };
    assert_eq!(broken(barrier), 13);
}

#[test]
fn rule_14_kernels() {
    let table: [fn(&mut EntryPoint); 6] = [
        |kernel| kernel.function = FunctionId::new(3),
        |kernel| kernel.max_threads = Some(0),
        |kernel| {
            kernel.params.pop();
        },
        |kernel| kernel.params[1] = EntryParam::BuiltIn(BuiltIn::GridSize),
        |kernel| kernel.params[2] = kernel.params[0],
        |kernel| {
            kernel.params[2] = EntryParam::Buffer {
                index: 5,
                access: BufferAccess::ReadWrite,
            };
        },
    ];
    for (index, change) in table.into_iter().enumerate() {
        let mut module = module(|_| {});
        change(&mut module.kernels[0]);
        assert_eq!(violation(&module).rule, 14, "row {index}");
    }
    let mut module = module(|_| {});
    module.kernels.push(module.kernels[0].clone());
    let violation = violation(&module);
    assert_eq!(
        violation.to_string(),
        "rule 14: kernel `f`: the name is there twice"
    );
}
