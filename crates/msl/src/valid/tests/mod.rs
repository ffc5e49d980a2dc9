//! Each rule broken once, by IR built by hand, and a module that breaks none.

mod operation;
mod structure;

use crate::ir::{
    AddressSpace, AtomicOp, BarrierScope, BinaryOp, BufferAccess, BuiltIn, Case, CompareOp, Const,
    EntryParam, EntryPoint, FunctionBuilder, Loop, MathFn, MemoryFlags, MemoryOrder, Module, Op,
    Param, Precision, Scalar, SimdOp, Stmt, Type, TypeArena, TypeId, ValueId,
};
use crate::source::{FileId, Span};
use crate::valid::{Violation, validate};

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
        undecided: std::collections::BTreeMap::new(),
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
