//! Each rule broken once, by IR built by hand, and a module that breaks none.

use super::{Violation, validate};
use crate::ir::{
    AddressSpace, AtomicOp, BarrierScope, BinaryOp, BufferAccess, BuiltIn, Case, CompareOp, Const,
    EntryParam, EntryPoint, Field, FunctionBuilder, FunctionId, Global, Loop, MathFn, MemoryFlags,
    MemoryOrder, Module, Op, Param, Precision, Scalar, SimdOp, Stmt, Type, TypeArena, TypeId,
    UnaryOp, ValueId,
};
use crate::source::{FileId, Span};

const AT: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};

/// A function `f(a: device float*, n: uint, c: constant float*, t: device atomic<uint>*)` under
/// construction.
struct Builder<'a> {
    types: &'a mut TypeArena,
    b: FunctionBuilder,
}

impl Builder<'_> {
    fn scalar(&mut self, scalar: Scalar) -> TypeId {
        self.types.scalar(scalar)
    }

    fn constant(&mut self, scalar: Scalar, bits: u64) -> ValueId {
        let ty = self.scalar(scalar);
        self.b.constant(ty, Const::Scalar(bits), AT)
    }

    fn zero(&mut self, scalar: Scalar, lanes: u8) -> ValueId {
        let ty = self.types.vector(scalar, lanes);
        self.b.constant(ty, Const::Zero, AT)
    }

    fn eval(&mut self, op: Op, ty: TypeId) -> ValueId {
        self.b.eval(op, ty, AT)
    }

    fn eval_as(&mut self, op: Op, scalar: Scalar) -> ValueId {
        let ty = self.scalar(scalar);
        self.eval(op, ty)
    }

    fn effect(&mut self, op: Op) {
        let void = self.types.intern(Type::Void);
        self.eval(op, void);
    }

    fn math(&mut self, function: MathFn, args: Vec<ValueId>, ret: Scalar) {
        let op = Op::Math {
            function,
            args,
            precision: Precision::Default,
        };
        self.eval_as(op, ret);
    }
}

/// A module of one kernel whose body `build` writes.
fn module(build: impl FnOnce(&mut Builder<'_>)) -> Module {
    let mut module = Module::default();
    let types = &mut module.types;
    let [float, uint] = [Scalar::F32, Scalar::U32].map(|scalar| types.scalar(scalar));
    let atomic = types.intern(Type::Atomic(Scalar::U32));
    let void = types.intern(Type::Void);
    let params = [
        ("a", types.pointer(AddressSpace::Device, float)),
        ("n", uint),
        ("c", types.pointer(AddressSpace::Constant, float)),
        ("t", types.pointer(AddressSpace::Device, atomic)),
    ];
    let params = params.map(|(name, ty)| Param {
        name: name.to_owned(),
        ty,
        span: AT,
    });
    let b = FunctionBuilder::new("f", params.to_vec(), void, AT);
    let mut builder = Builder { types, b };
    build(&mut builder);
    let function = builder.b.finish();
    let function = module.functions.push(function);
    let buffer = |index, access| EntryParam::Buffer { index, access };
    module.kernels.push(EntryPoint {
        name: "f".to_owned(),
        function,
        params: vec![
            buffer(0, BufferAccess::ReadWrite),
            EntryParam::BuiltIn(BuiltIn::ThreadIndexInSimdgroup),
            buffer(1, BufferAccess::Read),
            buffer(2, BufferAccess::ReadWrite),
        ],
        max_threads: None,
    });
    module
}

fn violation(module: &Module) -> Violation {
    validate(module).expect_err("the module breaks a rule")
}

/// The number of the rule that a body breaks.
fn broken(build: impl FnOnce(&mut Builder<'_>)) -> u8 {
    let violation = violation(&module(build));
    assert_eq!(violation.function.as_deref(), Some("f"), "{violation}");
    violation.rule
}

fn a_loop(before: Vec<Stmt>, body: Vec<Stmt>, step: Vec<Stmt>) -> Loop {
    Loop {
        before,
        while_: None,
        body,
        step,
        again_if: None,
        unroll: None,
        span: AT,
    }
}

fn switch(selector: ValueId, labels: &[&[i64]], defaults: usize) -> Stmt {
    let cases = labels.iter().enumerate().map(|(index, labels)| Case {
        labels: labels.to_vec(),
        default: index < defaults,
        body: vec![Stmt::Break(AT)],
        falls_through: false,
    });
    Stmt::Switch {
        selector,
        cases: cases.collect(),
        span: AT,
    }
}

#[test]
fn a_valid_module_breaks_none() {
    let module = module(|b| {
        let (a, n, t) = (b.b.param(0), b.b.param(1), b.b.param(3));
        let ty = b.b.ty(a);
        let op = Op::Offset {
            pointer: a,
            index: n,
        };
        let place = b.eval(op, ty);
        let x = b.eval_as(Op::Load(place), Scalar::F32);
        let one = b.constant(Scalar::F32, 0x3f80_0000);
        let sum = b.eval_as(Op::Binary(BinaryOp::Add, x, one), Scalar::F32);
        let more = b.eval_as(Op::Compare(CompareOp::Less, x, sum), Scalar::Bool);
        let op = Op::Simd {
            op: SimdOp::Sum,
            args: vec![sum],
        };
        let total = b.eval_as(op, Scalar::F32);
        let store = Op::Store {
            pointer: place,
            value: total,
        };
        b.effect(store);
        let op = Op::Atomic {
            op: AtomicOp::Add,
            pointer: t,
            args: vec![n],
            order: MemoryOrder::Relaxed,
        };
        b.eval_as(op, Scalar::U32);
        b.effect(Op::Barrier {
            scope: BarrierScope::Threadgroup,
            flags: MemoryFlags::default(),
        });
        let mut inner = a_loop(vec![], vec![Stmt::Continue(AT)], vec![]);
        inner.while_ = Some(more);
        b.b.stmt(Stmt::Loop(Box::new(inner)));
        b.b.stmt(switch(n, &[&[0, 1], &[-1]], 1));
        b.b.stmt(Stmt::Return(None, AT));
    });
    assert_eq!(validate(&module), Ok(()));
}

#[test]
fn rule_1_types() {
    let bad = |ty: fn(&mut TypeArena) -> Type| {
        let mut module = Module::default();
        let ty = ty(&mut module.types);
        module.types.intern(ty);
        assert_eq!(violation(&module).rule, 1);
    };
    bad(|_| Type::Vector {
        scalar: Scalar::F32,
        lanes: 5,
        packed: false,
    });
    bad(|types| Type::Array {
        element: types.scalar(Scalar::F32),
        length: 0,
    });
    bad(|types| Type::Array {
        element: types.intern(Type::Void),
        length: 2,
    });
    bad(|_| Type::Pointer {
        space: AddressSpace::Device,
        pointee: TypeId::new(9),
    });
    bad(|types| {
        let structure = |fields| Type::Struct {
            name: "S".to_owned(),
            fields,
            union: false,
        };
        types.intern(structure(Vec::new()));
        let ty = types.scalar(Scalar::F32);
        let name = "x".to_owned();
        structure(vec![Field { name, ty }])
    });
}

#[test]
fn rule_2_constants() {
    let wide = |b: &mut Builder<'_>| {
        let value = b.constant(Scalar::U8, 256);
        b.eval_as(Op::Convert(value), Scalar::U32);
    };
    assert_eq!(broken(wide), 2);
    let null = |b: &mut Builder<'_>| {
        let a = b.b.param(0);
        let ty = b.b.ty(a);
        let null = b.b.constant(ty, Const::Zero, AT);
        b.eval_as(Op::Load(null), Scalar::F32);
    };
    assert_eq!(broken(null), 2);
    let mut module = module(|_| {});
    let element = module.types.scalar(Scalar::U32);
    let ty = module.types.intern(Type::Array { element, length: 2 });
    module.globals.push(Global {
        name: "table".to_owned(),
        ty,
        init: Const::Composite(vec![Const::Scalar(1)]),
        span: AT,
    });
    assert_eq!(violation(&module).rule, 2);
}

#[test]
fn rule_3_functions() {
    let calls_itself = |b: &mut Builder<'_>| {
        let args = (0..4).map(|index| b.b.param(index)).collect();
        b.effect(Op::Call {
            function: FunctionId::new(0),
            args,
        });
    };
    assert_eq!(broken(calls_itself), 3);
    let mut module = module(|_| {});
    let twin = module.functions[FunctionId::new(0)].clone();
    module.functions.push(twin);
    assert_eq!(violation(&module).rule, 3);
}

#[test]
fn rule_4_variables() {
    let local = |space| {
        broken(move |b: &mut Builder<'_>| {
            let ty = b.scalar(Scalar::F32);
            b.b.local("x", ty, space, AT);
        })
    };
    assert_eq!(local(AddressSpace::Device), 4);
    assert_eq!(local(AddressSpace::Constant), 4);
    let void = |b: &mut Builder<'_>| {
        let void = b.types.intern(Type::Void);
        b.b.local("x", void, AddressSpace::Thread, AT);
    };
    assert_eq!(broken(void), 4);
    // In a function that is no kernel's.
    let mut module = module(|b| {
        let ty = b.scalar(Scalar::F32);
        b.b.local("x", ty, AddressSpace::Threadgroup, AT);
    });
    assert_eq!(validate(&module), Ok(()));
    module.kernels.clear();
    assert_eq!(violation(&module).rule, 4);
}

#[test]
fn rule_5_evaluation() {
    let ambient = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        b.b.stmt(Stmt::Eval(n));
    };
    assert_eq!(broken(ambient), 5);
    let twice = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        let value = b.eval_as(Op::Convert(n), Scalar::I32);
        b.b.stmt(Stmt::Eval(value));
    };
    assert_eq!(broken(twice), 5);
    assert_eq!(broken(|b| b.b.stmt(Stmt::Eval(ValueId::new(7)))), 5);
}

#[test]
fn rule_6_visibility() {
    // Evaluated in a branch and used behind it.
    let behind = |b: &mut Builder<'_>| {
        let (n, yes) = (b.b.param(1), b.constant(Scalar::Bool, 1));
        b.b.open();
        let value = b.eval_as(Op::Convert(n), Scalar::I32);
        let then = b.b.close();
        b.b.stmt(Stmt::If {
            condition: yes,
            then,
            otherwise: Vec::new(),
            span: AT,
        });
        b.eval_as(Op::Convert(value), Scalar::F32);
    };
    assert_eq!(broken(behind), 6);
    // Evaluated in a loop's body and used in its step; used first and evaluated later.
    for (body_first, rule) in [(true, 6), (false, 6)] {
        let found = broken(|b: &mut Builder<'_>| {
            let n = b.b.param(1);
            b.b.open();
            let value = b.eval_as(Op::Convert(n), Scalar::I32);
            let evaluate = b.b.close();
            b.b.open();
            b.eval_as(Op::Convert(value), Scalar::F32);
            let uses = b.b.close();
            let (body, step) = if body_first {
                (evaluate, uses)
            } else {
                (uses, evaluate)
            };
            b.b.stmt(Stmt::Loop(Box::new(a_loop(vec![], body, step))));
        });
        assert_eq!(found, rule);
    }
    // What `before` evaluates holds in body and step, and not behind the loop.
    let before = |behind: bool| {
        module(move |b: &mut Builder<'_>| {
            let n = b.b.param(1);
            b.b.open();
            let value = b.eval_as(Op::Convert(n), Scalar::I32);
            let before = b.b.close();
            let mut uses = Vec::new();
            for _ in 0..2 {
                b.b.open();
                b.eval_as(Op::Convert(value), Scalar::F32);
                uses.push(b.b.close());
            }
            let step = uses.pop().unwrap();
            let body = uses.pop().unwrap();
            b.b.stmt(Stmt::Loop(Box::new(a_loop(before, body, step))));
            if behind {
                b.eval_as(Op::Convert(value), Scalar::F32);
            }
        })
    };
    assert_eq!(validate(&before(false)), Ok(()));
    assert_eq!(violation(&before(true)).rule, 6);
}

#[test]
fn rule_7_jumps() {
    assert_eq!(broken(|b| b.b.stmt(Stmt::Break(AT))), 7);
    assert_eq!(broken(|b| b.b.stmt(Stmt::Continue(AT))), 7);
    let in_switch = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        let mut stmt = switch(n, &[&[1]], 0);
        if let Stmt::Switch { cases, .. } = &mut stmt {
            cases[0].body = vec![Stmt::Continue(AT)];
        }
        b.b.stmt(stmt);
    };
    assert_eq!(broken(in_switch), 7);
    for jump in [Stmt::Break(AT), Stmt::Continue(AT), Stmt::Return(None, AT)] {
        let (in_before, in_step) = (jump.clone(), jump);
        let stmt = |inner| Stmt::Loop(Box::new(inner));
        let before = stmt(a_loop(vec![in_before], vec![], vec![]));
        let step = stmt(a_loop(vec![], vec![], vec![in_step]));
        assert_eq!(broken(|b| b.b.stmt(before)), 7);
        assert_eq!(broken(|b| b.b.stmt(step)), 7);
    }
}

#[test]
fn rule_8_conditions_and_labels() {
    let condition = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        b.b.stmt(Stmt::If {
            condition: n,
            then: Vec::new(),
            otherwise: Vec::new(),
            span: AT,
        });
    };
    assert_eq!(broken(condition), 8);
    let selector = |b: &mut Builder<'_>| {
        let x = b.zero(Scalar::F32, 1);
        b.b.stmt(switch(x, &[&[1]], 0));
    };
    assert_eq!(broken(selector), 8);
    let labels = |labels: &'static [&'static [i64]], defaults| {
        broken(move |b: &mut Builder<'_>| {
            let n = b.b.param(1);
            b.b.stmt(switch(n, labels, defaults));
        })
    };
    assert_eq!(labels(&[&[1], &[1]], 0), 8);
    assert_eq!(labels(&[&[1 << 40]], 0), 8);
    assert_eq!(labels(&[&[1], &[2]], 2), 8);
}

#[test]
fn rule_9_returns() {
    let value = |b: &mut Builder<'_>| {
        let n = b.b.param(1);
        b.b.stmt(Stmt::Return(Some(n), AT));
    };
    assert_eq!(broken(value), 9);
    let mut module = module(|b| b.b.stmt(Stmt::Return(None, AT)));
    module.kernels.clear();
    let ret = module.types.scalar(Scalar::F32);
    module.functions[FunctionId::new(0)].ret = ret;
    assert_eq!(violation(&module).rule, 9);
}

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
