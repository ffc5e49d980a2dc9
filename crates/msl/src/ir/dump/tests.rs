//! What a dump looks like.

use crate::ir::{
    AddressSpace, BufferAccess, BuiltIn, CompareOp, Const, EntryParam, EntryPoint, Function,
    FunctionBuilder, Loop, Module, Op, Param, Scalar, Stmt, Type, TypeId, UnaryOp,
};
use crate::source::{FileId, Span};

const AT: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};

/// `for (uint i = 0; i < 4; ) { if (!(a[at] < 1.5)) break; i = 4294967295; } a[at] = x`.
fn function(module: &mut Module) -> Function {
    let types = &mut module.types;
    let [uint, float, bool] = [Scalar::U32, Scalar::F32, Scalar::Bool].map(|s| types.scalar(s));
    let [pointer, void] = [
        types.pointer(AddressSpace::Device, float),
        types.intern(Type::Void),
    ];
    let param = |name: &str, ty: TypeId| Param {
        name: name.to_owned(),
        ty,
        span: AT,
    };
    let params = vec![param("a", pointer), param("at", uint)];
    let mut b = FunctionBuilder::new("example", params, void, AT);
    let local = b.local("i", uint, AddressSpace::Thread, AT);
    let i = b.local_address(types, local, AT);
    let zero = b.constant(uint, Const::Zero, AT);
    b.store(types, i, zero, AT);
    b.open();
    let value = b.load(types, i, AT);
    let four = b.constant(uint, Const::Scalar(4), AT);
    let less = b.eval(Op::Compare(CompareOp::Less, value, four), bool, AT);
    let before = b.close();
    b.open();
    let (pointer_param, index) = (b.param(0), b.param(1));
    let op = Op::Offset {
        pointer: pointer_param,
        index,
    };
    let place = b.eval(op, pointer, AT);
    let element = b.load(types, place, AT);
    let limit = b.constant(float, Const::Scalar(u64::from(1.5f32.to_bits())), AT);
    let small = b.eval(Op::Compare(CompareOp::Less, element, limit), bool, AT);
    let not = b.eval(Op::Unary(UnaryOp::Not, small), bool, AT);
    let most = b.constant(uint, Const::Scalar(0xffff_ffff), AT);
    b.stmt(Stmt::If {
        condition: not,
        then: vec![Stmt::Break(AT)],
        otherwise: Vec::new(),
        span: AT,
    });
    b.store(types, i, most, AT);
    let body = b.close();
    b.stmt(Stmt::Loop(Box::new(Loop {
        before,
        while_: Some(less),
        body,
        step: Vec::new(),
        again_if: None,
        unroll: Some(u32::MAX),
        span: AT,
    })));
    b.finish()
}

#[test]
fn a_module_reads_well() {
    let mut module = Module::default();
    let function = function(&mut module);
    let function = module.functions.push(function);
    module.kernels.push(EntryPoint {
        name: "custom kernel".to_owned(),
        function,
        params: vec![
            EntryParam::Buffer {
                index: 0,
                access: BufferAccess::ReadWrite,
            },
            EntryParam::BuiltIn(BuiltIn::ThreadIndexInThreadgroup),
        ],
        undecided: std::collections::BTreeMap::new(),
        max_threads: Some(64),
    });
    let expected = r#"math safe

kernel "custom kernel" = example max_threads(64)
  a: device float* = buffer(0) read_write
  at: uint = thread_index_in_threadgroup

fn example($a: device float*, $at: uint) {
  var i: uint
  store &i, zero:uint
  loop unroll {
    %0: uint = load &i
    %1: bool = less %0, 4:uint
    while %1
  body:
    %2: device float* = offset $a, $at
    %3: float = load %2
    %4: bool = less %3, 1.5:float
    %5: bool = not %4
    if %5 {
      break
    }
    store &i, 4294967295:uint
  }
}
"#;
    assert_eq!(module.dump(), expected);
}
