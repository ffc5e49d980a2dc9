//! Emitted texts of IR built by hand; what the front end makes of such texts is tested where it
//! compiles kernels.

use super::emit;
use crate::{
    diagnostic::{Diagnostics, RenderStyle},
    emit::Error,
    ir::{
        AddressSpace, BinaryOp, BufferAccess, BuiltIn, CompareOp, Const, EntryParam, EntryPoint,
        FunctionBuilder, Loop, MathFn, MathMode, Module, Op, Param, Precision, Scalar, Stmt, Type,
        TypeId, UnaryOp, ValueId,
    },
    source::{FileId, Origin, SourceMap, Span},
    syntax::parse,
    unit::Unit,
};

const AT: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};

/// A kernel `k(a: const device float*, i: uint)` whose body `build` writes.
fn module(build: impl FnOnce(&mut FunctionBuilder, &mut Module)) -> Module {
    let mut module = Module::default();
    let float = module.types.scalar(Scalar::F32);
    let uint = module.types.scalar(Scalar::U32);
    let a = module.types.pointer(AddressSpace::Device, float);
    let void = module.types.intern(Type::Void);
    let param = |name: &str, ty: TypeId| Param {
        name: name.to_owned(),
        ty,
        span: AT,
    };
    let params = vec![param("a", a), param("i", uint)];
    let mut builder = FunctionBuilder::new("k", params, void, AT);
    build(&mut builder, &mut module);
    let function = module.functions.push(builder.finish());
    module.kernels.push(EntryPoint {
        name: "the kernel".to_owned(),
        function,
        params: vec![
            EntryParam::Buffer {
                index: 0,
                access: BufferAccess::Read,
            },
            EntryParam::BuiltIn(BuiltIn::ThreadIndexInThreadgroup),
        ],
        undecided: std::collections::BTreeMap::new(),
        max_threads: Some(64),
    });
    module
}

/// The text, which must parse.
fn text(module: &Module) -> String {
    let text = emit(module).unwrap();
    let mut sources = SourceMap::default();
    let file = sources.add("emitted.metal", text.as_str(), Origin::User);
    let unit = Unit::new(vec![file], MathMode::Safe);
    let mut diagnostics = Diagnostics::default();
    parse(&mut sources, &unit, &mut diagnostics);
    let rendered = diagnostics.render(&sources, RenderStyle::Plain);
    assert!(diagnostics.is_empty(), "{text}\n{rendered}");
    text
}

/// `int n = 0; for (;; ++n) { if (n == 2) continue; if (a[i] < 1.5) break; tile[n] = a[i]; }`.
fn a_loop(b: &mut FunctionBuilder, module: &mut Module) {
    let types = &mut module.types;
    let [int, bool, float] = [Scalar::I32, Scalar::Bool, Scalar::F32].map(|s| types.scalar(s));
    let tile = types.intern(Type::Array {
        element: float,
        length: 8,
    });
    let n = b.local("n", int, AddressSpace::Thread, AT);
    let tile = b.local("tile", tile, AddressSpace::Threadgroup, AT);
    let (n, tile) = (
        b.local_address(types, n, AT),
        b.local_address(types, tile, AT),
    );
    let zero = b.constant(int, Const::Zero, AT);
    b.store(types, n, zero, AT);
    b.open();
    let now = b.load(types, n, AT);
    let two = b.constant(int, Const::Scalar(2), AT);
    let equal = b.eval(Op::Compare(CompareOp::Equal, now, two), bool, AT);
    let leaves = |condition, stmt| Stmt::If {
        condition,
        then: vec![stmt],
        otherwise: Vec::new(),
        span: AT,
    };
    b.stmt(leaves(equal, Stmt::Continue(AT)));
    let (pointer, index) = (b.param(0), b.param(1));
    let ty = b.ty(pointer);
    let place = b.eval(Op::Offset { pointer, index }, ty, AT);
    let x = b.load(types, place, AT);
    let limit = b.constant(float, Const::Scalar(u64::from(1.5f32.to_bits())), AT);
    let less = b.eval(Op::Compare(CompareOp::Less, x, limit), bool, AT);
    b.stmt(leaves(less, Stmt::Break(AT)));
    let to = types.pointer(AddressSpace::Threadgroup, float);
    let op = Op::Element {
        pointer: tile,
        index: now,
    };
    let to = b.eval(op, to, AT);
    b.store(types, to, x, AT);
    let body = b.close();
    b.open();
    let now = b.load(types, n, AT);
    let one = b.constant(int, Const::Scalar(1), AT);
    let next = b.eval(Op::Binary(BinaryOp::Add, now, one), int, AT);
    b.store(types, n, next, AT);
    let step = b.close();
    b.stmt(Stmt::Loop(Box::new(Loop {
        before: Vec::new(),
        while_: None,
        body,
        step,
        again_if: None,
        unroll: Some(4),
        span: AT,
    })));
}

#[test]
fn a_continue_goes_to_the_step() {
    let expected = r#"#include <metal_stdlib>
using namespace metal;

[[host_name("the kernel")]] [[kernel]] [[max_total_threads_per_threadgroup(64)]] void the_kernel(
  const device float* a_const [[buffer(0)]],
  uint i [[thread_index_in_threadgroup]]) {
  device float* a = (device float*)a_const;
  int n;
  threadgroup float tile[8];
  n = 0;
#pragma unroll(4)
  for (;;) {
    bool left = false;
    do {
      int v0 = n;
      bool v1 = v0 == 2;
      if (v1) {
        continue;
      }
      float v2 = a[i];
      bool v3 = v2 < 1.5f;
      if (v3) {
        left = true;
        break;
      }
      tile[v0] = v2;
    } while (false);
    if (left) break;
    int v4 = n;
    int v5 = v4 + 1;
    n = v5;
  }
}
"#;
    assert_eq!(text(&module(a_loop)), expected);
}

/// The lines of a body that ends with one value, after the head.
fn value(op: impl FnOnce(&mut FunctionBuilder, &mut Module) -> (Op, TypeId)) -> String {
    let module = module(|b, module| {
        let (op, ty) = op(b, module);
        b.eval(op, ty, AT);
    });
    let text = text(&module);
    let lines: Vec<_> = text
        .lines()
        .skip_while(|line| !line.ends_with("a_const;"))
        .skip(1)
        .map(str::trim)
        .collect();
    lines[..lines.len() - 1].join(" ")
}

fn constant(b: &mut FunctionBuilder, module: &mut Module, scalar: Scalar, lanes: u8) -> ValueId {
    let ty = module.types.vector(scalar, lanes);
    b.constant(ty, Const::Zero, AT)
}

#[test]
fn values_are_exact() {
    // Small integers shift by their own width.
    let shift = value(|b, module| {
        let x = constant(b, module, Scalar::U8, 1);
        (Op::Binary(BinaryOp::Shl, x, x), b.ty(x))
    });
    assert_eq!(shift, "uchar v0 = uchar(0) << (uchar(0) & 7);");
    let select = value(|b, module| {
        let condition = constant(b, module, Scalar::Bool, 2);
        let x = constant(b, module, Scalar::F16, 2);
        let op = Op::Select {
            condition,
            accept: x,
            reject: x,
        };
        (op, b.ty(x))
    });
    assert_eq!(
        select,
        "half2 v0 = select(half2(0.0h), half2(0.0h), bool2(false));"
    );
    let fast = value(|b, module| {
        let x = constant(b, module, Scalar::F32, 1);
        let op = Op::Math {
            function: MathFn::Exp,
            args: vec![x],
            precision: Precision::Fast,
        };
        (op, b.ty(x))
    });
    assert_eq!(fast, "float v0 = fast::exp(0.0f);");
    let exponent = value(|b, module| {
        let x = constant(b, module, Scalar::F32, 3);
        let op = Op::Math {
            function: MathFn::FrexpExponent,
            args: vec![x],
            precision: Precision::Default,
        };
        (op, module.types.vector(Scalar::I32, 3))
    });
    assert_eq!(
        exponent,
        "int3 exponent; frexp(float3(0.0f), exponent); int3 v0 = exponent;"
    );
    let not = value(|b, module| {
        let x = constant(b, module, Scalar::Bool, 1);
        (Op::Unary(UnaryOp::Not, x), b.ty(x))
    });
    assert_eq!(not, "bool v0 = !false;");
}

#[test]
fn what_metal_lacks_is_an_error() {
    let module = module(|b, module| {
        let x = constant(b, module, Scalar::F32, 1);
        let op = Op::Math {
            function: MathFn::Erf,
            args: vec![x],
            precision: Precision::Default,
        };
        let ty = b.ty(x);
        b.eval(op, ty, AT);
    });
    let error = emit(&module).unwrap_err();
    assert!(matches!(&error, Error::Unsupported { span: AT, .. }));
    assert_eq!(error.to_string(), "`Erf` cannot be written as Metal");
}
