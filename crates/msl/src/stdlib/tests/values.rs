//! What calls compute: resolved, written as IR, validated, and run by the interpreter.

use super::{Argument, Namespace, resolve, scalar, ty};
use crate::{
    interp::{BufferInit, Launch, Memory, run_threadgroup},
    ir::{
        AddressSpace, BufferAccess, Const, EntryParam, EntryPoint, FunctionBuilder, Module, Op,
        Param, Scalar, Type, TypeId, ValueId,
    },
    source::{FileId, Span},
    stdlib::{emit, named_constant},
    valid::validate,
};

const AT: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};

/// A value as text: `float 1.5`, `int3 1 2 3`.
struct Value {
    scalar: Scalar,
    lanes: u8,
    bits: Vec<u64>,
}

fn value(text: &str) -> Value {
    let (name, parts) = text.trim().split_once(' ').unwrap();
    let stem = name.trim_end_matches(['2', '3', '4']);
    let scalar = scalar(stem);
    let bits: Vec<_> = parts.split(' ').map(|part| bits(scalar, part)).collect();
    let lanes = name[stem.len()..].parse().unwrap_or(1);
    assert_eq!(bits.len(), usize::from(lanes), "{text}");
    Value {
        scalar,
        lanes,
        bits,
    }
}

fn bits(scalar: Scalar, text: &str) -> u64 {
    let float = || text.parse::<f32>().unwrap();
    match scalar {
        Scalar::Bool => u64::from(text.parse::<bool>().unwrap()),
        Scalar::F16 => half::f16::from_f32(float()).to_bits().into(),
        Scalar::BF16 => half::bf16::from_f32(float()).to_bits().into(),
        Scalar::F32 => float().to_bits().into(),
        _ => {
            let wide = text.parse::<i128>().unwrap();
            let mask = u64::MAX >> (64 - scalar.size_bytes() * 8);
            u64::try_from(wide & i128::from(u64::MAX)).unwrap() & mask
        }
    }
}

fn render(scalar: Scalar, lanes: u8, bytes: &[u8]) -> String {
    let size = scalar.size_bytes() as usize;
    let parts = bytes.chunks(size).take(usize::from(lanes)).map(|chunk| {
        let mut word = [0; 8];
        word[..size].copy_from_slice(chunk);
        let bits = u64::from_le_bytes(word);
        match scalar {
            Scalar::Bool => (bits != 0).to_string(),
            Scalar::F16 => half::f16::from_bits(bits as u16).to_string(),
            Scalar::BF16 => half::bf16::from_bits(bits as u16).to_string(),
            Scalar::F32 => f32::from_bits(bits as u32).to_string(),
            _ if scalar.is_signed() => {
                let unused = 64 - size * 8;
                (bits.cast_signed() << unused >> unused).to_string()
            }
            _ => bits.to_string(),
        }
    });
    let name = match lanes {
        1 => scalar.metal_name().to_owned(),
        lanes => format!("{}{lanes}", scalar.metal_name()),
    };
    format!("{name} {}", parts.collect::<Vec<_>>().join(" "))
}

/// A kernel around one call. `[[buffer(i)]]` holds 16 bytes for what the call hands back: the
/// result, then what it writes to `&` and `@` arguments.
struct Call {
    module: Module,
    builder: FunctionBuilder,
    args: Vec<Argument>,
    values: Vec<ValueId>,
    /// Variables that `&` arguments name.
    places: Vec<ValueId>,
    /// Contents of the buffers so far.
    buffers: Vec<Vec<u8>>,
    /// Shapes of what is handed back.
    shapes: Vec<(Scalar, u8)>,
}

impl Call {
    fn buffer(&mut self, pointee: TypeId, bytes: Vec<u8>) -> Param {
        self.buffers.push(bytes);
        Param {
            name: format!("b{}", self.buffers.len()),
            ty: self.module.types.pointer(AddressSpace::Device, pointee),
            span: AT,
        }
    }

    /// `float 1`, `&int`, `=memory_order_relaxed`.
    fn argument(&mut self, text: &str) {
        let types = &mut self.module.types;
        if let Some(name) = text.strip_prefix('&') {
            let ty = ty(types, name);
            let local = self.builder.local("out", ty, AddressSpace::Thread, AT);
            let place = self.builder.local_address(types, local, AT);
            self.places.push(place);
            self.args.push(Argument::value(ty));
            self.values.push(place);
            return;
        }
        let (ty, content, constant) = if let Some(name) = text.strip_prefix('=') {
            let constant = named_constant(name);
            let uint = types.scalar(Scalar::U32);
            (uint, Const::Scalar(constant.unwrap()), constant)
        } else {
            let Value {
                scalar,
                lanes,
                bits,
            } = value(text);
            let content = match lanes {
                1 => Const::Scalar(bits[0]),
                _ => Const::Composite(bits.into_iter().map(Const::Scalar).collect()),
            };
            (types.vector(scalar, lanes), content, None)
        };
        self.args.push(Argument {
            constant,
            ..Argument::value(ty)
        });
        self.values.push(self.builder.constant(ty, content, AT));
    }
}

/// What a call hands back, as text.
fn run(call: &str) -> String {
    let (name, args) = call.strip_suffix(')').unwrap().split_once('(').unwrap();
    let texts: Vec<_> = args.split(", ").filter(|arg| !arg.is_empty()).collect();
    let mut module = Module::default();
    let void = module.types.intern(Type::Void);
    let mut call = Call {
        module,
        builder: FunctionBuilder::new("f", Vec::new(), void, AT),
        args: Vec::new(),
        values: Vec::new(),
        places: Vec::new(),
        buffers: Vec::new(),
        shapes: Vec::new(),
    };
    // The types of all buffers are known only after resolving, so the first pass resolves.
    for text in &texts {
        match text.strip_prefix('@') {
            None => call.argument(text),
            Some(atomic) => {
                let value = value(atomic);
                let content = call.module.types.intern(Type::Atomic(value.scalar));
                let ty = call.module.types.pointer(AddressSpace::Device, content);
                call.args.push(Argument::value(ty));
            }
        }
    }
    let args = call.args.clone();
    let resolved = resolve(name, Namespace::Plain, &args, &mut call.module.types).unwrap();
    let shape =
        |types: &crate::ir::TypeArena, ty: TypeId| types[ty].scalar().zip(types[ty].lanes());
    let mut params = Vec::new();
    let result = shape(&call.module.types, resolved.ret);
    if let Some(shape) = result {
        call.shapes.push(shape);
        params.push(call.buffer(resolved.ret, vec![0; 16]));
    }
    let outs: Vec<_> = call
        .places
        .iter()
        .map(|&place| call.builder.ty(place))
        .collect();
    for pointer in outs {
        let Type::Pointer { pointee, .. } = call.module.types[pointer] else {
            unreachable!("a variable's address is a pointer");
        };
        call.shapes.extend(shape(&call.module.types, pointee));
        params.push(call.buffer(pointee, vec![0; 16]));
    }
    for atomic in texts.iter().filter_map(|text| text.strip_prefix('@')) {
        let Value { scalar, bits, .. } = value(atomic);
        let content = call.module.types.intern(Type::Atomic(scalar));
        call.shapes.push((scalar, 1));
        params.push(call.buffer(content, bits[0].to_le_bytes().to_vec()));
    }
    finish(call, &texts, (params, result.is_some()), &resolved)
}

/// The second pass writes the body with the parameters known.
fn finish(
    mut call: Call,
    texts: &[&str],
    (params, has_result): (Vec<Param>, bool),
    resolved: &super::super::Resolved,
) -> String {
    let void = call.module.types.intern(Type::Void);
    call.builder = FunctionBuilder::new("f", params.clone(), void, AT);
    call.values.clear();
    call.places.clear();
    let first_atomic = params.len() - texts.iter().filter(|text| text.starts_with('@')).count();
    for text in texts {
        if text.starts_with('@') {
            let pointer = call.builder.param(u32::try_from(first_atomic).unwrap());
            call.values.push(pointer);
        } else {
            call.argument(text);
        }
    }
    let b = &mut call.builder;
    let types = &mut call.module.types;
    let args = call.values.iter().zip(&resolved.params);
    let args: Vec<_> = args
        .map(
            |(&value, &param)| match (b.ty(value) == param, &types[param]) {
                (true, _) | (_, Type::Pointer { .. }) => value,
                _ => b.eval(Op::Convert(value), param, AT),
            },
        )
        .collect();
    let result = emit(resolved, &args, AT, b, types);
    let mut next = 0;
    if has_result {
        let to = b.param(0);
        b.store(types, to, result, AT);
        next = 1;
    }
    for &place in &call.places {
        let content = b.load(types, place, AT);
        let to = b.param(next);
        b.store(types, to, content, AT);
        next += 1;
    }
    launch(call)
}

fn launch(mut call: Call) -> String {
    let function = call.module.functions.push(call.builder.finish());
    let params = (0..).take(call.buffers.len());
    call.module.kernels.push(EntryPoint {
        name: "f".to_owned(),
        function,
        params: params
            .map(|index| EntryParam::Buffer {
                index,
                access: BufferAccess::ReadWrite,
            })
            .collect(),
        undecided: std::collections::BTreeMap::new(),
        max_threads: None,
    });
    validate(&call.module).unwrap_or_else(|error| panic!("{error}\n{}", call.module.dump()));
    let buffers = call.buffers.into_iter().map(|bytes| BufferInit {
        bytes,
        initialized: true,
        writable: true,
    });
    let memory = Memory::new(buffers.collect());
    let launch = Launch {
        module: &call.module,
        kernel: "f",
        grid: [1, 1, 1],
        threadgroup: [1, 1, 1],
        threadgroup_limit_bytes: 0,
        threadgroup_lengths: Vec::new(),
    };
    let findings = run_threadgroup(&launch, &memory, [0, 0, 0]).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    let buffers = memory.into_buffers();
    let texts = buffers.iter().zip(&call.shapes);
    let texts = texts.map(|(bytes, &(scalar, lanes))| render(scalar, lanes, bytes));
    texts.collect::<Vec<_>>().join("; ")
}

/// Calls and what they hand back, by clause.
const VALUES: &[(&str, &str)] = &[
    // 6.3
    ("clamp(float 5, float 0, float 1)", "float 1"),
    ("clamp(float NaN, float 0, float 1)", "float 0"),
    (
        "mix(float2 0 10, float2 4 20, float2 0.5 0.25)",
        "float2 2 12.5",
    ),
    ("saturate(half -3)", "half 0"),
    ("sign(float -7)", "float -1"),
    ("smoothstep(float 0, float 2, float 1)", "float 0.5"),
    ("step(float 1, float 0.5)", "float 0"),
    // 6.4
    ("abs(int -5)", "int 5"),
    (
        "absdiff(int -2147483648, int 2147483647)",
        "uint 4294967295",
    ),
    ("addsat(char 100, char 100)", "char 127"),
    ("clamp(int -5, int -2, int 2)", "int -2"),
    ("clz(ushort 1)", "ushort 15"),
    ("ctz(uint 0)", "uint 32"),
    ("extract_bits(int 240, uint 4, uint 4)", "int -1"),
    ("extract_bits(uint 240, uint 4, uint 4)", "uint 15"),
    ("hadd(uint 4294967295, uint 4294967293)", "uint 4294967294"),
    ("insert_bits(uint 0, uint 255, uint 4, uint 4)", "uint 240"),
    ("mad24(int 3, int -4, int 5)", "int -7"),
    ("madhi(int 1073741824, int 8, int 1)", "int 3"),
    ("madsat(char 100, char 2, char -100)", "char 100"),
    ("madsat(char 100, char 2, char 0)", "char 127"),
    ("madsat(char -128, char 2, char 0)", "char -128"),
    (
        "madsat(int 2147483647, int 2, int -2147483647)",
        "int 2147483647",
    ),
    ("madsat(int 1073741824, int 2, int -1)", "int 2147483647"),
    ("madsat(int -1073741824, int 2, int 0)", "int -2147483648"),
    ("madsat(int -1073741824, int 2, int -1)", "int -2147483648"),
    (
        "madsat(uint 65536, uint 65535, uint 65535)",
        "uint 4294967295",
    ),
    ("madsat(uint 65536, uint 65536, uint 0)", "uint 4294967295"),
    ("madsat(uint 65535, uint 65537, uint 1)", "uint 4294967295"),
    (
        "madsat(ulong 18446744073709551615, ulong 1, ulong 1)",
        "ulong 18446744073709551615",
    ),
    (
        "madsat(long 9223372036854775807, long -1, long -1)",
        "long -9223372036854775808",
    ),
    (
        "madsat(long 9223372036854775807, long -1, long -2)",
        "long -9223372036854775808",
    ),
    (
        "madsat(short2 300 2, short2 300 3, short2 0 4)",
        "short2 32767 10",
    ),
    ("max3(int 3, int -1, int 2)", "int 3"),
    ("median3(int 3, int -1, int 2)", "int 2"),
    ("min3(uint2 3 9, uint2 1 8, uint2 2 7)", "uint2 1 7"),
    ("mul24(uint 3, uint 5)", "uint 15"),
    ("mulhi(uint 4294967295, uint 2)", "uint 1"),
    ("popcount(ulong 18446744073709551615)", "ulong 64"),
    ("reverse_bits(uchar 1)", "uchar 128"),
    ("rhadd(int 3, int 4)", "int 4"),
    ("rotate(uchar 129, uchar 1)", "uchar 3"),
    ("subsat(uint 1, uint 2)", "uint 0"),
    // 6.5
    ("exp10(float 2)", "float 100"),
    ("divide(float 1, float 4)", "float 0.25"),
    ("fma(float 2, float 3, float 4)", "float 10"),
    ("fmax(float NaN, float 1)", "float 1"),
    ("fmax3(float 1, float 3, float 2)", "float 3"),
    ("fmin3(float 1, float 3, float 2)", "float 1"),
    ("fmedian3(float 3, float 1, float 2)", "float 2"),
    ("fract(float -0.25)", "float 0.75"),
    ("frexp(float -12, &int)", "float -0.75; int 4"),
    ("frexp(half2 8 0.375, &int2)", "half2 0.5 0.75; int2 4 -1"),
    ("ldexp(float 0.75, int 4)", "float 12"),
    ("ilogb(float 9)", "int 3"),
    ("modf(float -2.75, &float)", "float -0.75; float -2"),
    ("modf(float -inf, &float)", "float -0; float -inf"),
    ("modf(float 3, &float)", "float 0; float 3"),
    ("nextafter(float 1, float 2)", "float 1.0000001"),
    ("pow(float -2, float 3)", "float -8"),
    ("rint(float 2.5)", "float 2"),
    ("round(float 2.5)", "float 3"),
    ("rsqrt(float 4)", "float 0.5"),
    ("sincos(float 0, &float)", "float 0; float 1"),
    ("sinpi(float 0.5)", "float 1"),
    ("trunc(float -1.5)", "float -1"),
    // 6.6
    ("all(bool2 true false)", "bool false"),
    ("any(bool2 true false)", "bool true"),
    ("any(bool true)", "bool true"),
    ("isinf(float2 inf 1)", "bool2 true false"),
    ("isordered(float NaN, float 1)", "bool false"),
    ("isunordered(float2 NaN 1, float2 1 1)", "bool2 true false"),
    ("not(bool2 true false)", "bool2 false true"),
    ("select(int2 1 2, int2 3 4, bool2 true false)", "int2 3 2"),
    ("signbit(float -0)", "bool true"),
    // 6.9
    ("cross(float3 1 0 0, float3 0 1 0)", "float3 0 0 1"),
    ("distance(float2 1 1, float2 4 5)", "float 5"),
    ("distance_squared(float2 1 1, float2 4 5)", "float 25"),
    ("dot(float4 1 2 3 4, float4 1 1 1 1)", "float 10"),
    (
        "faceforward(float2 0 1, float2 0 1, float2 0 1)",
        "float2 -0 -1",
    ),
    ("length(half2 300 400)", "half 500"),
    ("length_squared(float3 1 2 2)", "float 9"),
    ("normalize(float2 0 4)", "float2 0 1"),
    ("reflect(float2 1 -1, float2 0 1)", "float2 1 1"),
    ("refract(float2 0 -1, float2 0 1, float 0.5)", "float2 0 -1"),
    ("refract(float2 1 0, float2 0 1, float 2)", "float2 0 0"),
    // 6.9.2 and 6.9.3, of one thread
    ("simd_sum(float 3)", "float 3"),
    ("simd_shuffle(bool true, ushort 0)", "bool true"),
    ("simd_ballot(bool true)", "ulong 1"),
    ("simd_is_first()", "bool true"),
    ("simd_active_threads_mask()", "ulong 1"),
    ("quad_all(bool true)", "bool true"),
    ("quad_all(bool false)", "bool false"),
    ("quad_any(bool false)", "bool false"),
    ("quad_ballot(bool true)", "ulong 1"),
    ("quad_active_threads_mask()", "ulong 1"),
    ("quad_prefix_exclusive_product(int 3)", "int 1"),
    // 6.13, the first component in the lowest bits
    (
        "pack_float_to_unorm4x8(float4 0 1 0.5 2)",
        "uint 4286643968",
    ),
    (
        "pack_float_to_snorm4x8(float4 0 1 -1 -2)",
        "uint 2172747520",
    ),
    ("pack_half_to_unorm2x16(half2 1 0.5)", "uint 2147549183"),
    ("pack_float_to_snorm2x16(float2 -1 1)", "uint 2147450881"),
    ("pack_float_to_unorm10a2(float4 1 0 0 1)", "uint 3221226495"),
    ("pack_float_to_unorm565(float3 1 0 0.5)", "ushort 32799"),
    (
        "pack_float_to_unorm4x8(float4 NaN -inf inf 0)",
        "uint 16711680",
    ),
    (
        "pack_float_to_srgb_unorm4x8(float4 1 0 0.2158605 0.5)",
        "uint 2155872511",
    ),
    (
        "unpack_unorm4x8_to_float(uint 4278190335)",
        "float4 1 0 0 1",
    ),
    (
        "unpack_snorm4x8_to_float(uint 2155970433)",
        "float4 -1 1 -1 -1",
    ),
    ("unpack_snorm2x16_to_half(uint 2147516415)", "half2 1 -1"),
    (
        "unpack_unorm10a2_to_float(uint 3221226495)",
        "float4 1 0 0 1",
    ),
    (
        "unpack_unorm565_to_half(ushort 32799)",
        "half3 1 0 0.5161133",
    ),
    (
        "unpack_unorm4x8_srgb_to_float(uint 2147483903)",
        "float4 1 0 0 0.5019608",
    ),
    // 6.15
    (
        "atomic_fetch_add_explicit(@uint 5, uint 2, =memory_order_relaxed)",
        "uint 5; uint 7",
    ),
    (
        "atomic_fetch_max_explicit(@int -5, int 2, =memory_order_relaxed)",
        "int -5; int 2",
    ),
    (
        "atomic_store_explicit(@float 5, float 2, =memory_order_relaxed)",
        "float 2",
    ),
    (
        "atomic_max_explicit(@ulong 5, ulong 9, =memory_order_relaxed)",
        "ulong 9",
    ),
    (
        "atomic_exchange_explicit(@uint 5, uint 2, =memory_order_acq_rel)",
        "uint 5; uint 2",
    ),
];

#[test]
fn calls_compute() {
    for (call, expected) in VALUES {
        assert_eq!(run(call), *expected, "{call}");
    }
}
