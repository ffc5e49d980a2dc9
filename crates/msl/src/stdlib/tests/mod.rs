//! Calls and the forms they mean, as a table.

mod names;
mod values;

use super::{
    Argument, MismatchKind, Namespace, function_names, is_function, named_constant, resolve,
};
use crate::ir::{AddressSpace, Scalar, Type, TypeArena, TypeId};

/// `float`, `half4`, `thread int2*`, `device atomic<uint>*`.
fn ty(types: &mut TypeArena, name: &str) -> TypeId {
    if let Some(pointee) = name.strip_suffix('*') {
        let (space, pointee) = pointee.split_once(' ').unwrap();
        let space = match space {
            "device" => AddressSpace::Device,
            "constant" => AddressSpace::Constant,
            "threadgroup" => AddressSpace::Threadgroup,
            _ => AddressSpace::Thread,
        };
        let pointee = ty(types, pointee);
        return types.pointer(space, pointee);
    }
    if let Some(inner) = name.strip_prefix("atomic<") {
        let scalar = scalar(inner.trim_end_matches('>'));
        return types.intern(Type::Atomic(scalar));
    }
    let stem = name.trim_end_matches(['2', '3', '4']);
    let lanes = name[stem.len()..].parse().unwrap_or(1);
    types.vector(scalar(stem), lanes)
}

fn scalar(name: &str) -> Scalar {
    let found = Scalar::ALL.into_iter().find(|s| s.metal_name() == name);
    found.unwrap_or_else(|| panic!("no type {name}"))
}

/// An argument: a type, after `lit ` for a literal, or a constant after `=`.
fn argument(types: &mut TypeArena, text: &str) -> Argument {
    let text = text.trim();
    if let Some(name) = text.strip_prefix('=') {
        let constant = named_constant(name);
        assert!(constant.is_some(), "{name}");
        return Argument {
            constant,
            ..Argument::value(types.scalar(Scalar::U32))
        };
    }
    match text.strip_prefix("lit ") {
        Some(name) => Argument {
            literal: true,
            ..Argument::value(ty(types, name))
        },
        None => Argument::value(ty(types, text)),
    }
}

/// The form as `ret(params)`, or the kind of mismatch.
fn form(call: &str) -> String {
    let mut types = TypeArena::default();
    let (name, args) = call.split_once('(').unwrap();
    let args = args.strip_suffix(')').unwrap();
    let args: Vec<_> = args
        .split(',')
        .filter(|arg| !arg.trim().is_empty())
        .map(|arg| argument(&mut types, arg))
        .collect();
    let (ns, name) = match name.split_once("::") {
        Some(("fast", name)) => (Namespace::Fast, name),
        Some((_, name)) => (Namespace::Precise, name),
        None => (Namespace::Plain, name),
    };
    match resolve(name, ns, &args, &mut types) {
        Ok(resolved) => {
            let params: Vec<_> = resolved.params.iter().map(|&p| types.name(p)).collect();
            format!("{}({})", types.name(resolved.ret), params.join(", "))
        }
        Err(mismatch) => format!("{:?}", mismatch.kind),
    }
}

/// Calls and their forms, by clause.
const CALLS: &[(&str, &str)] = &[
    // 6.5: one float type, scalar or vector
    ("exp(float)", "float(float)"),
    ("exp(half4)", "half4(half4)"),
    ("exp(bfloat)", "bfloat(bfloat)"),
    ("exp(lit int)", "float(float)"),
    ("exp(uint)", "float(float)"),
    ("exp(int4)", "Types"),
    ("fast::exp(float)", "float(float)"),
    ("precise::rsqrt(half)", "half(half)"),
    ("pow(half, lit int)", "half(half, half)"),
    ("pow(float, int)", "float(float, float)"),
    (
        "fma(float2, float, lit int)",
        "float2(float2, float2, float2)",
    ),
    ("ldexp(float3, int3)", "float3(float3, int3)"),
    ("ldexp(float3, int)", "float3(float3, int3)"),
    ("ilogb(half2)", "int2(half2)"),
    ("frexp(float, int)", "float(float, thread int*)"),
    ("frexp(float, uint)", "Types"),
    ("modf(half2, half2)", "half2(half2, thread half2*)"),
    (
        "sincos(float, thread float*)",
        "float(float, thread float*)",
    ),
    ("sincos(float)", "Count"),
    ("log1p(bfloat)", "bfloat(bfloat)"),
    // 6.3 and 6.4: the same name for floats and integers
    ("max(float, float)", "float(float, float)"),
    ("max(float, lit int)", "float(float, float)"),
    ("max(half, lit float)", "half(half, half)"),
    ("max(int, lit float)", "float(float, float)"),
    ("max(lit int, short)", "short(short, short)"),
    ("max(short, int)", "int(int, int)"),
    ("max(char, uchar)", "int(int, int)"),
    ("max(int, uint)", "uint(uint, uint)"),
    ("max(uint, long)", "long(long, long)"),
    ("max(half, float)", "Ambiguous"),
    ("max(half, bfloat)", "Ambiguous"),
    ("max(bool, bool)", "int(int, int)"),
    ("max(float4, lit float)", "float4(float4, float4)"),
    ("max(float4, float2)", "Types"),
    ("max(float4, half4)", "Types"),
    ("fast::max(int, int)", "float(float, float)"),
    ("clamp(int2, lit int, lit int)", "int2(int2, int2, int2)"),
    (
        "clamp(float, lit int, lit int)",
        "float(float, float, float)",
    ),
    ("abs(char)", "char(char)"),
    ("abs(half3)", "half3(half3)"),
    ("absdiff(int2, int2)", "uint2(int2, int2)"),
    ("popcount(ulong)", "ulong(ulong)"),
    ("popcount(float)", "Types"),
    (
        "extract_bits(int, lit int, lit int)",
        "int(int, uint, uint)",
    ),
    (
        "insert_bits(uint2, uint2, uint, uint)",
        "uint2(uint2, uint2, uint, uint)",
    ),
    ("fast::popcount(int)", "Types"),
    // 6.6
    ("isnan(float2)", "bool2(float2)"),
    ("any(bool3)", "bool(bool3)"),
    ("all(int)", "bool(bool)"),
    (
        "select(float2, float2, bool2)",
        "float2(float2, float2, bool2)",
    ),
    (
        "select(float2, float2, bool)",
        "float2(float2, float2, bool)",
    ),
    ("select(int, int, int)", "int(int, int, bool)"),
    ("select(bool, bool, bool)", "bool(bool, bool, bool)"),
    // 6.9
    ("dot(half4, half4)", "half(half4, half4)"),
    ("dot(float, float)", "Types"),
    ("cross(float3, float3)", "float3(float3, float3)"),
    ("cross(float4, float4)", "Types"),
    ("normalize(float2)", "float2(float2)"),
    (
        "refract(float2, float2, lit int)",
        "float2(float2, float2, float)",
    ),
    // 6.9.2 and 6.9.3
    ("simd_sum(bfloat)", "bfloat(bfloat)"),
    ("simd_sum(bool)", "int(int)"),
    ("simd_and(float)", "Types"),
    (
        "simd_shuffle_down(float4, lit int)",
        "float4(float4, ushort)",
    ),
    ("simd_shuffle(bool, uint)", "bool(bool, ushort)"),
    ("simd_shuffle(ulong, ushort)", "ulong(ulong, ushort)"),
    (
        "simd_shuffle_and_fill_up(int, lit int, ushort)",
        "int(int, int, ushort)",
    ),
    (
        "simd_shuffle_and_fill_up(int, int, ushort, lit int)",
        "int(int, int, ushort, ushort)",
    ),
    ("simd_ballot(int)", "ulong(bool)"),
    ("simd_active_threads_mask()", "ulong()"),
    ("simd_is_first()", "bool()"),
    ("quad_sum(half)", "half(half)"),
    ("quad_any(bool)", "bool(bool)"),
    ("quad_ballot(bool)", "ulong(bool)"),
    ("quad_xor(half)", "Types"),
    (
        "quad_shuffle_and_fill_up(bool, bool, ushort, lit int)",
        "bool(bool, bool, ushort, ushort)",
    ),
    // 6.13
    ("pack_float_to_unorm4x8(float4)", "uint(float4)"),
    ("pack_float_to_unorm4x8(half4)", "Types"),
    ("pack_half_to_unorm565(half3)", "ushort(half3)"),
    ("unpack_snorm2x16_to_half(uint)", "half2(uint)"),
    ("unpack_unorm565_to_float(lit int)", "float3(ushort)"),
    // 6.9.1
    ("threadgroup_barrier(=mem_threadgroup)", "void(uint)"),
    ("simdgroup_barrier(=mem_none)", "void(uint)"),
    ("threadgroup_barrier(uint)", "NotConstant"),
    ("threadgroup_barrier()", "Count"),
    // 6.15
    (
        "atomic_fetch_add_explicit(device atomic<uint>*, lit int, =memory_order_relaxed)",
        "uint(device atomic<uint>*, uint, uint)",
    ),
    (
        "atomic_store_explicit(threadgroup atomic<float>*, float, =memory_order_release)",
        "void(threadgroup atomic<float>*, float, uint)",
    ),
    (
        "atomic_compare_exchange_weak_explicit(device atomic<int>*, thread int*, lit int, \
             =memory_order_relaxed, =memory_order_relaxed)",
        "bool(device atomic<int>*, thread int*, int, uint, uint)",
    ),
    (
        "atomic_max_explicit(device atomic<ulong>*, ulong, =memory_order_relaxed)",
        "void(device atomic<ulong>*, ulong, uint)",
    ),
    (
        "atomic_load_explicit(device uint*, =memory_order_relaxed)",
        "Types",
    ),
    (
        "atomic_fetch_and_explicit(device atomic<float>*, float, =memory_order_relaxed)",
        "Types",
    ),
    (
        "atomic_load_explicit(device atomic<int>*, uint)",
        "NotConstant",
    ),
    (
        "atomic_thread_fence(=mem_device, =memory_order_seq_cst)",
        "void(uint, uint)",
    ),
    (
        "atomic_thread_fence(=mem_device, =memory_order_acquire, =thread_scope_threadgroup)",
        "void(uint, uint, uint)",
    ),
    ("atomic_thread_fence(=mem_device, uint)", "NotConstant"),
    ("atomic_thread_fence(=mem_device)", "Count"),
];

#[test]
fn calls_find_their_form() {
    for (call, expected) in CALLS {
        assert_eq!(form(call), *expected, "{call}");
    }
}

#[test]
fn an_ambiguous_call_says_what_to_convert() {
    let mut types = TypeArena::default();
    let args = [argument(&mut types, "half"), argument(&mut types, "float")];
    let mismatch = resolve("max", Namespace::Plain, &args, &mut types).unwrap_err();
    assert_eq!(mismatch.kind, MismatchKind::Ambiguous);
    assert_eq!(
        mismatch.message,
        "call of `max` with `half` and `float` is ambiguous"
    );
    assert_eq!(
        mismatch.help.as_deref(),
        Some("convert the `half` argument to `float`: `float(x)`")
    );
}

#[test]
fn names_are_known() {
    let names = function_names();
    assert!(names.len() > 150, "{}", names.len());
    assert!(names.iter().all(|name| is_function(name)));
    assert!(!is_function("mem_flags") && !is_function("erf"));
}
