//! What becomes of kernels, text by text.

use super::*;
use crate::{
    contract::{BodyKernel, InputForm, Slot, Specialization, TemplateValue},
    dtype::DType,
    ir::{ConstantValue, MathMode},
    source::Origin,
    unit::Unit,
};

fn port_with(text: &str, kernel: Option<&str>, includes: &[(&str, &str)]) -> Result<Ported, Error> {
    let (sources, mut unit) = whole(text);
    let includes = includes.iter();
    unit.includes = includes
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    to_body(sources, &unit, kernel)
}

fn whole(text: &str) -> (SourceMap, Unit) {
    let mut sources = SourceMap::default();
    let file = sources.add("k.metal", text, Origin::User);
    (sources, Unit::new(vec![file], MathMode::Safe))
}

/// With function constants.
fn port_for(text: &str, constants: &[(&str, ConstantValue)]) -> Result<Ported, Error> {
    let (sources, mut unit) = whole(text);
    let constants = constants.iter();
    let constants = constants.map(|(name, value)| ((*name).to_owned(), value.clone()));
    unit.constants = Some(constants.collect());
    to_body(sources, &unit, None)
}

fn port(text: &str) -> Ported {
    port_with(text, None, &[]).unwrap_or_else(|error| panic!("{error}"))
}

/// The refusals' messages and helps.
fn refused(text: &str) -> Vec<(String, String)> {
    let Err(Error::Source(list, _)) = port_with(text, None, &[]) else {
        panic!("it has no other form: {text}");
    };
    let of = |d: &Diagnostic| {
        assert_eq!(d.name, NOT_PORTABLE, "{}", d.message);
        (
            d.message.clone(),
            d.help.clone().expect("it says what to do"),
        )
    };
    list.iter().map(of).collect()
}

#[test]
fn comments_layout_and_order_stay() {
    let ported = port(
        "#include <metal_stdlib>
using namespace metal;

#define CAP(x) tanh(x) // a macro

// Another kernel,
// with a comment.
kernel void other(device float* x) { x[0] = 1; }

/* Caps
 * smoothly. */
kernel void cap(device float* input [[buffer(0)]],
                device float* output [[buffer(1)]],
                constant float& by [[buffer(2)]],
                constant uint& size [[buffer(3)]],
                const ushort2 id [[thread_position_in_grid]],
                uint lane [[thread_index_in_simdgroup]])
{
    if (id.x >= size) return; // the edge

    output[id.x]  =  by * CAP(input[id.x] / by) + lane;
}

kernel void later(device float* x) { x[0] = 2; }
"
        .replace("kernel void other(device float* x) { x[0] = 1; }\n", "")
        .replace("kernel void later(device float* x) { x[0] = 2; }\n", "")
        .as_str(),
    );
    assert_eq!(ported.kernel.inputs, ["input", "by", "size"]);
    assert_eq!(ported.kernel.outputs, ["output"]);
    assert_eq!(
        ported.kernel.source,
        "    /* Caps
    * smoothly. */
    const ushort2 id = ushort2(thread_position_in_grid.xy);
    uint lane = thread_index_in_simdgroup;
    if (id.x >= size) return; // the edge

    output[id.x]  =  by * CAP(input[id.x] / by) + lane;
"
    );
    let scalars: Vec<(bool, bool)> = ported
        .inputs
        .iter()
        .map(|i| (i.scalar, i.writable))
        .collect();
    assert_eq!(scalars, [(false, true), (true, false), (true, false)]);
}

#[test]
fn the_header_has_no_other_kernels() {
    let text = "// A helper.
float twice(float x);

// Another kernel.
kernel void other(device float* x [[buffer(0)]]) { x[0] = 1; }

template <typename T>
kernel void copy(device const T* x, device T* y, uint i [[thread_position_in_grid]]) { y[i] = x[i]; }
#define instantiate(T) template [[host_name(\"copy_\" #T)]] [[kernel]] decltype(copy<T>) copy<T>;
instantiate(half)
template [[host_name(\"copy_float\")]] [[kernel]] decltype(copy<float>) copy<float>;

kernel void use(device float* y, uint i [[thread_position_in_grid]]) { y[i] = twice(i); }

float twice(float x) { return 2 * x; }
float unused(float x) { return x; }
";
    let ported = port_with(text, Some("use"), &[]).unwrap_or_else(|error| panic!("{error}"));
    let expected = "// A helper.
float twice(float x);

#define instantiate(T) template [[host_name(\"copy_\" #T)]] [[kernel]] decltype(copy<T>) copy<T>;

float twice(float x) { return 2 * x; }
";
    assert_eq!(ported.kernel.header, expected);
    let ported = port_with(text, Some("copy_float"), &[]).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(
        ported.template,
        [("T".to_owned(), TemplateValue::Type(DType::F32))]
    );
    let names = port_with(text, None, &[]).expect_err("there are several");
    assert_eq!(
        names.to_string(),
        "expected the name of a kernel, found none; help: one of `other`, `copy_half`, `copy_float`, `use`"
    );
}

#[test]
fn include_files_come_to_their_places_once() {
    let includes = [
        (
            "a.h",
            "#pragma once\n#include \"b.h\"\nfloat a(float x) { return b(x); }\n",
        ),
        ("b.h", "#pragma once\nfloat b(float x) { return x; }\n"),
    ];
    let text = "#include <metal_stdlib>\n#include \"a.h\"\n#include \"b.h\"\n
        kernel void k(device float* y) { y[0] = a(1) + b(2); }";
    let ported = port_with(text, None, &includes).unwrap_or_else(|error| panic!("{error}"));
    let expected = "#include <metal_stdlib>\nfloat b(float x) { return x; }\nfloat a(float x) { return b(x); }\n";
    assert_eq!(ported.kernel.header, expected);
    assert!(ported.kernel.includes.is_empty());
}

#[test]
fn include_files_that_double_each_other_end() {
    let (mut kernel, spec) = body();
    let name = |level: usize| format!("level{level}.h");
    for level in 0..60 {
        let twice = format!("#include \"{}\"\n", name(level + 1)).repeat(2);
        kernel.includes.insert(name(level), twice);
    }
    kernel.includes.insert(name(60), String::new());
    kernel.header.push_str("#include \"level0.h\"\n");
    assert!(to_full(&kernel, &spec).is_ok());
}

#[test]
fn vectors_are_views_of_elements() {
    let ported = port(
        "kernel void k(device const float4* x, device packed_float3* y, constant uint2& size,
                       constant half2* w, uint3 thread_position_in_grid [[thread_position_in_grid]]) {
            uint i = thread_position_in_grid.x;
            if (i < size.x) { y[i] = x[i].xyz * float(w[0].x); }
        }",
    );
    assert_eq!(
        ported.kernel.inputs,
        ["x_elements", "size_elements", "w_elements"]
    );
    assert_eq!(ported.kernel.outputs, ["y_elements"]);
    let source = &ported.kernel.source;
    for line in [
        "auto x = elements_as<float4>(x_elements);",
        "device packed_float3* y = (device packed_float3*)y_elements;",
        "const uint2 size = uint2(size_elements[0], size_elements[1]);",
        "auto w = elements_as<half2>(w_elements);",
    ] {
        assert!(source.contains(line), "{line}\n{source}");
    }
    assert!(!source.contains("uint3 thread_position"), "{source}");
}

#[test]
fn positions_of_the_contracts_own_names_are_respelled() {
    let ported = port(
        "struct S { uint thread_position_in_grid; };
         kernel void k(device uint* y, uint thread_position_in_grid [[thread_position_in_grid]]) {
            S s; s.thread_position_in_grid = 3; // thread_position_in_grid
            y[thread_position_in_grid] = s.thread_position_in_grid;
        }",
    );
    let expected = "            S s; s.thread_position_in_grid = 3; // thread_position_in_grid
            y[thread_position_in_grid.x] = s.thread_position_in_grid;\n";
    assert_eq!(ported.kernel.source, expected);
}

#[test]
fn template_arguments_are_passed() {
    let ported = port(
        "template <typename T, int N, bool B, uint M = 2>
         kernel void k(device const T* x, device T* y, uint i [[thread_position_in_grid]]) {
             y[i] = B ? x[i] * N : x[i] / M;
         }
         template [[host_name(\"k-half\")]] [[kernel]] decltype(k<half, -3, true>) k<half, -3, true>;",
    );
    assert_eq!(ported.kernel.name, "k_half");
    let expected = [
        ("T", TemplateValue::Type(DType::F16)),
        ("N", TemplateValue::Int(-3)),
        ("B", TemplateValue::Bool(true)),
        ("M_value", TemplateValue::Int(2)),
    ];
    let expected = expected.map(|(name, value)| (name.to_owned(), value));
    assert_eq!(ported.template, expected);
    assert!(ported.kernel.source.contains("constexpr uint M = M_value;"));
}

#[test]
fn atomic_outputs_are_outputs() {
    let ported = port(
        "#include <metal_stdlib>
        using namespace metal;
        kernel void count(device const uint* x, device atomic_uint* bins, uint i [[thread_position_in_grid]]) {
            atomic_fetch_add_explicit(bins + x[i] % 4, 1u, memory_order_relaxed);
        }",
    );
    assert!(ported.kernel.atomic_outputs);
    assert_eq!(ported.kernel.outputs, ["bins"]);
}

/// Clause 5.8.1: constants that a host gives, one that it does not, and a parameter that they leave out.
const FAMILY: &str = "\
constant int count [[function_constant(0)]]; // how many
constant float2 scale [[ function_constant(1) ]];
constant bool biased [[function_constant(2)]];
constant uint unread [[function_constant(3)]];
constant uint step = is_function_constant_defined(unread) ? 2 : 1;

kernel void k(device const float* x, device const float* bias [[function_constant(biased)]],
              device float* y, uint i [[thread_position_in_grid]]) {
    float sum = biased ? bias[i] : 0.0f;
    for (int turn = 0; turn < count; turn += step) {
        sum += scale.x * x[i] + scale.y;
    }
    y[i] = is_function_constant_defined(biased) ? sum : -1.0f;
}
";

#[test]
fn function_constants_are_written_into_the_header() {
    let constants = [
        ("count", ConstantValue::from(3)),
        ("scale", ConstantValue::from([0.5f32, -2.0])),
        ("biased", ConstantValue::from(true)),
    ];
    let ported = port_for(FAMILY, &constants).unwrap_or_else(|error| panic!("{error}"));
    let header = &ported.kernel.header;
    for line in [
        "constant int count = 3; // how many\n",
        "constant float2 scale = float2(0.5f, (-2.0f));\n",
        "constant bool biased = true;\n",
        "constant uint unread = 0u;\n",
        "constant uint step = false ? 2 : 1;\n",
    ] {
        assert!(header.contains(line), "{line}{header}");
    }
    assert_eq!(ported.kernel.inputs, ["x", "bias"]);
    assert!(ported.kernel.source.contains("y[i] = true ? sum : -1.0f;"));
}

#[test]
fn a_parameter_that_function_constants_leave_out_is_no_input() {
    let constants = [
        ("count", ConstantValue::from(3)),
        ("scale", ConstantValue::from([0.5f32, -2.0])),
        ("biased", ConstantValue::from(false)),
    ];
    let ported = port_for(FAMILY, &constants).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ported.kernel.inputs, ["x"]);
    let declared = "device const float* bias = nullptr;";
    assert!(
        ported.kernel.source.contains(declared),
        "{}",
        ported.kernel.source
    );
}

#[test]
fn function_constants_that_the_header_cannot_hold_are_refused() {
    let reference = "constant bool on [[function_constant(0)]];
        kernel void k(device float* y, constant float& x [[function_constant(on)]]) { y[0] = on ? x : 1.0f; }";
    let elsewhere = "#define CONSTANT(name) constant int name [[function_constant(0)]];
        CONSTANT(n)
        kernel void k(device float* y) { y[0] = n; }";
    let cases = [
        (
            (reference, "on", ConstantValue::from(false)),
            "a function constant leaves `x` out, and no variable can stand for it",
        ),
        (
            (elsewhere, "n", ConstantValue::from(1)),
            "the value of `n` cannot be written into this file",
        ),
    ];
    for ((text, name, value), message) in cases {
        let Err(Error::Source(list, _)) = port_for(text, &[(name, value)]) else {
            panic!("it has no other form: {text}");
        };
        let messages: Vec<_> = list.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, [message]);
    }
}

#[test]
fn what_the_contract_cannot_say_is_refused_with_a_way_out() {
    let cases = [
        (
            "kernel void k(device float* x) { x[0] += 1; }",
            "`x` is read and written, and arrays never change in the contract",
            "read `x` and write a new array, such as `device float* x_out`",
        ),
        (
            "kernel void k(device float* y, threadgroup float* t [[threadgroup(0)]]) { t[0] = 1; y[0] = t[0]; }",
            "`t` is threadgroup memory of a length that the launch gives",
            "declare it in the kernel with a fixed size, such as `threadgroup float x[256];`",
        ),
        (
            "constant int n [[function_constant(0)]]; kernel void k(device float* y) { y[0] = n; }",
            "`n` is a function constant, and a body has none",
            "give its value, take it as a parameter, or write it here: `constant ... n = ...;`",
        ),
        (
            "struct P { float a; uint b; }; kernel void k(device float* y, constant P& p) { y[p.b] = p.a; }",
            "`p` is a struct, and the contract passes numbers and arrays of numbers",
            "pass each of its fields as a number of its own: `constant float& a, constant uint& b`",
        ),
        (
            "struct P { float a; }; kernel void k(device float* y, device const P* p) { y[0] = p->a; }",
            "`p` is structs, and the contract passes numbers and arrays of numbers",
            "pass each field as an array of its own, or the bytes as an array of `uint`",
        ),
        (
            "#include <metal_stdlib>\nusing namespace metal;
             kernel void k(device float* y, device atomic_uint* n) {
                y[0] = 1; atomic_store_explicit(n, 1u, memory_order_relaxed); }",
            "some outputs are atomic and some are not, and the contract has one answer for all",
            "write the others with `atomic_store_explicit` too, or in a kernel of their own",
        ),
        (
            "#if 1\nkernel void k(device float* y) { y[0] = 1; }\n#endif",
            "kernel `k` stands within `#if` and `#endif`",
            "move it out of them; its statements may hold conditions",
        ),
        (
            "namespace n { kernel void k(device float* y) { y[0] = 1; } }",
            "kernel `k` is not written out at the top of this file",
            "move it out of its include file, namespace or macro",
        ),
        (
            "#define K(name) kernel void name(device float* y) { y[0] = 1; }\nK(k)",
            "kernel `k` is not written out at the top of this file",
            "move it out of its include file, namespace or macro",
        ),
        (
            "template <typename T> kernel void k(device float* y) { y[0] = T(1).x; }
             template [[host_name(\"k2\")]] [[kernel]] decltype(k<float2>) k<float2>;",
            "the contract cannot pass what `T` stands for",
            "arguments of the contract are element types, ints and bools; write others into the header",
        ),
    ];
    for (text, message, help) in cases {
        assert_eq!(
            refused(text),
            [(message.to_owned(), help.to_owned())],
            "{text}"
        );
    }
    let all = "kernel void k(device float* x, device float* z) { x[0] += 1; z[0] -= 1; }";
    assert_eq!(refused(all).len(), 2, "all refusals come at once");
}

#[test]
fn what_does_not_compile_as_a_body_is_told_there() {
    let text = "void put(device float* to, device float* from) { *to = *from; }
        kernel void k(device float* x, device float* y) { put(y, x); }";
    let error = port_with(text, None, &[]).expect_err("an input is const");
    let told = error.to_string();
    assert!(
        told.contains("no-matching-function") && told.contains("in which inputs are `const`"),
        "{told}"
    );
}

#[test]
fn kernels_without_outputs_or_names_are_errors_of_the_contract() {
    let error = port_with(
        "kernel void k(device const float* x) { float y = x[0]; }",
        None,
        &[],
    );
    assert!(matches!(error, Err(Error::Contract(_))), "{error:?}");
    let error = port_with("float f() { return 1; }", None, &[]);
    assert!(matches!(error, Err(Error::Empty)), "{error:?}");
}

/// A body with everything that the contract brings.
fn body() -> (BodyKernel, Specialization) {
    let kernel = BodyKernel {
        name: "rows".into(),
        inputs: vec!["a".into(), "eps".into()],
        outputs: vec!["out".into()],
        header: "#include \"twice.h\"\n".into(),
        source: "uint i = thread_position_in_grid.x;\nif (i < uint(a_shape[0])) { out[i] = T(twice(a[i * a_strides[0]]) + eps + N); }".into(),
        includes: [("twice.h".into(), "inline float twice(float x) { return FACTOR * x; }\n".into())].into(),
        defines: vec![("FACTOR".into(), "2".into())],
        ..BodyKernel::default()
    };
    let array = |scalar| InputForm {
        dtype: DType::F32,
        scalar,
        constant: scalar,
    };
    let spec = Specialization {
        inputs: vec![array(false), array(true)],
        outputs: vec![DType::BF16],
        template: vec![
            ("T".into(), TemplateValue::Type(DType::BF16)),
            ("N".into(), TemplateValue::Int(3)),
        ],
    };
    (kernel, spec)
}

#[test]
fn a_body_becomes_a_file_that_compiles() {
    let (kernel, spec) = body();
    let whole = to_full(&kernel, &spec).expect("it is a kernel");
    let names: Vec<_> = whole
        .parameters
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["a", "a_shape", "a_strides", "eps", "out"]);
    assert_eq!(whole.parameters[1].1, Slot::Shape(0));
    let mut sources = SourceMap::default();
    let file = sources.add("rows.metal", whole.text.as_str(), Origin::User);
    let unit = Unit::new(vec![file], MathMode::Safe);
    let compilation = crate::compile::compile(&mut sources, &unit);
    let style = crate::diagnostic::RenderStyle::Plain;
    let told = compilation.diagnostics.render(&sources, style);
    let module = compilation
        .module
        .unwrap_or_else(|| panic!("{told}\n{}", whole.text));
    assert_eq!(module.kernels[0].name, "rows");
    assert!(
        !whole.text.contains("custom_kernel") && whole.text.contains("typedef bfloat bfloat16_t;")
    );
}

#[test]
fn there_and_back_again_the_statements_stay() {
    let text = "kernel void k(device const float* x, device float* y, constant float& by,
                              uint3 thread_position_in_grid [[thread_position_in_grid]]) {
    uint i = thread_position_in_grid.x;
    y[i] = by * x[i]; // each
}";
    let once = port(text);
    let array = |operand: &Operand| InputForm {
        dtype: operand.dtype,
        scalar: operand.scalar,
        constant: operand.scalar,
    };
    let spec = Specialization {
        inputs: once.inputs.iter().map(array).collect(),
        outputs: vec![DType::F32],
        template: Vec::new(),
    };
    let whole = to_full(&once.kernel, &spec).expect("it is a kernel");
    let twice = port(&whole.text);
    assert_eq!(once.kernel.source, twice.kernel.source);
    assert_eq!(once.inputs, twice.inputs);
}
