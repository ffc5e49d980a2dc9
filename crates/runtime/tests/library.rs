//! Kernels of whole files, launched by their own parameters, on every device.

use kernsmith_runtime::{Call, Constants, DType, Device, Error, Library, Stream, Tensor};

const TEXT: &str = "
#include <metal_stdlib>
using namespace metal;

struct Shape {
    uint rows;
    float scale;
};

kernel void scale_rows(
    device const float* x [[buffer(3)]],
    device float* y [[buffer(5)]],
    constant Shape& shape [[buffer(0)]],
    uint2 at [[thread_position_in_grid]]
) {
    const uint i = at.y * 4 + at.x;
    y[i] = at.y < shape.rows ? shape.scale * x[i] : 0.0f;
}

kernel void reversed(
    device float* x [[buffer(0)]],
    threadgroup float* tile [[threadgroup(0)]],
    uint lid [[thread_index_in_threadgroup]],
    uint size [[threads_per_threadgroup]]
) {
    tile[lid] = x[lid];
    threadgroup_barrier(mem_flags::mem_threadgroup);
    x[lid] = tile[size - 1 - lid];
}

template <typename T>
[[kernel]] void twice(device const T* x, device T* y, uint i [[thread_position_in_grid]]) {
    y[i] = x[i] + x[i];
}
template [[host_name(\"twice_half\")]] [[kernel]] decltype(twice<half>) twice<half>;
template [[host_name(\"twice_int\")]] [[kernel]] decltype(twice<int>) twice<int>;
";

fn library() -> Library {
    Library::from_source(TEXT).unwrap()
}

fn devices() -> [Device; 2] {
    [Device::cpu(), Device::check()]
}

fn run(device: &Device, name: &str, call: &Call) -> Result<Vec<Tensor>, Error> {
    library().function(name)?.call(&Stream::new(device)?, call)
}

#[test]
fn buffers_bind_by_index_and_structs_as_bytes() {
    for device in devices() {
        let x = Tensor::from_slice(&device, &[1.0f32; 12], [3, 4]).unwrap();
        let mut shape = 2u32.to_ne_bytes().to_vec();
        shape.extend(2.5f32.to_ne_bytes());
        let call = Call::new()
            .output(5, [3, 4], DType::F32)
            .buffer(3, &x)
            .bytes(0, shape)
            .grid([4, 3, 1])
            .threadgroup([4, 2, 1]);
        let outputs = run(&device, "scale_rows", &call).unwrap();
        let expected = [[2.5f32; 4], [2.5; 4], [0.0; 4]].concat();
        assert_eq!(outputs[0].to_vec::<f32>().unwrap(), expected);
    }
}

#[test]
fn an_update_begins_with_the_array_and_leaves_it() {
    for device in devices() {
        let x = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0], [3]).unwrap();
        let call = Call::new()
            .update(0, &x)
            .threadgroup_memory(0, 12)
            .grid([3, 1, 1])
            .threadgroup([3, 1, 1]);
        let outputs = run(&device, "reversed", &call.clone().repeats(3)).unwrap();
        assert_eq!(outputs[0].to_vec::<f32>().unwrap(), [3.0, 2.0, 1.0]);
        assert_eq!(x.to_vec::<f32>().unwrap(), [1.0, 2.0, 3.0]);
    }
}

#[test]
fn too_little_threadgroup_memory_is_found() {
    let device = Device::check();
    let x = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0], [3]).unwrap();
    let call = Call::new()
        .update(0, &x)
        .threadgroup_memory(0, 8)
        .grid([3, 1, 1])
        .threadgroup([3, 1, 1]);
    let outputs = run(&device, "reversed", &call).unwrap();
    let Err(Error::Findings(findings)) = outputs[0].to_vec::<f32>() else {
        panic!("the third element lies outside")
    };
    assert_eq!(findings.list[0].name, "out-of-bounds");
}

#[test]
fn instances_of_a_template_are_functions_by_their_host_names() {
    assert!(
        library()
            .functions()
            .eq(["scale_rows", "reversed", "twice_half", "twice_int"])
    );
    for device in devices() {
        let x = Tensor::from_slice(&device, &[1i32, -2], [2]).unwrap();
        let call = Call::new()
            .buffer(0, &x)
            .output(1, [2], DType::I32)
            .grid([2, 1, 1])
            .threadgroup([2, 1, 1]);
        let outputs = run(&device, "twice_int", &call).unwrap();
        assert_eq!(outputs[0].to_vec::<i32>().unwrap(), [2, -4]);
    }
}

/// A call of `scale_rows` that is right but for one thing, and what is said of that.
fn refused(change: impl FnOnce(Call, &Tensor) -> Call) -> String {
    let device = Device::cpu();
    let x = Tensor::from_slice(&device, &[1.0f32; 12], [3, 4]).unwrap();
    let call = change(Call::new(), &x)
        .grid([4, 3, 1])
        .threadgroup([4, 2, 1]);
    run(&device, "scale_rows", &call).unwrap_err().to_string()
}

#[test]
fn what_does_not_fit_a_parameter_is_an_error_that_names_both() {
    let shape = [0u8; 8];
    assert_eq!(
        refused(|call, x| call.buffer(3, x).bytes(0, shape)),
        "kernel `scale_rows`: expected an argument for `y` [[buffer(5)]], found none"
    );
    assert_eq!(
        refused(|call, x| call.buffer(3, x).buffer(5, x).bytes(0, shape)),
        "kernel `scale_rows`: expected `output` or `update`, since the kernel may write it for \
         `y` [[buffer(5)]], found `buffer`"
    );
    assert_eq!(
        refused(|call, _| call.output(3, [12], DType::F32).bytes(0, shape)),
        "kernel `scale_rows`: expected `buffer`, `value` or `bytes`, since the kernel only reads \
         it for `x` [[buffer(3)]], found an output"
    );
    assert_eq!(
        refused(|call, _| call.bytes(0, [0u8; 7])),
        "kernel `scale_rows`: expected at least 8 bytes for `shape` [[buffer(0)]], found 7"
    );
    assert_eq!(
        refused(|call, x| call.buffer(1, x)),
        "kernel `scale_rows`: expected an argument for one of `shape` [[buffer(0)]], `x` \
         [[buffer(3)]], `y` [[buffer(5)]] for its parameters, found one for [[buffer(1)]]"
    );
    assert_eq!(
        refused(|call, x| call.buffer(3, x).buffer(3, x)),
        "kernel `scale_rows`: expected one argument for [[buffer(3)]], found two"
    );
}

#[test]
fn a_number_has_the_type_of_its_parameter() {
    let text = "kernel void fill(device float* y [[buffer(0)]], constant uint& n [[buffer(1)]],
        uint i [[thread_position_in_grid]]) { y[i] = n; }";
    let library = Library::from_source(text).unwrap();
    let stream = Stream::new(&Device::cpu()).unwrap();
    let call = Call::new()
        .output(0, [4], DType::F32)
        .grid([4, 1, 1])
        .threadgroup([4, 1, 1]);
    let function = library.function("fill").unwrap();
    let error = function
        .call(&stream, &call.clone().value(1, 4.0f32))
        .unwrap_err();
    assert_eq!(
        error.to_string(),
        "kernel `fill`: expected a `uint32` for `n` [[buffer(1)]], found a `float32`"
    );
    let outputs = function.call(&stream, &call.value(1, 4u32)).unwrap();
    assert_eq!(outputs[0].to_vec::<f32>().unwrap(), [4.0; 4]);
}

#[test]
fn threadgroup_memory_needs_a_length_within_the_limit() {
    let device = Device::cpu();
    let x = Tensor::from_slice(&device, &[1.0f32; 3], [3]).unwrap();
    let call = Call::new()
        .update(0, &x)
        .grid([3, 1, 1])
        .threadgroup([3, 1, 1]);
    assert_eq!(
        run(&device, "reversed", &call).unwrap_err().to_string(),
        "kernel `reversed`: expected a length in bytes for `tile` [[threadgroup(0)]], found none"
    );
    let error = run(&device, "reversed", &call.threadgroup_memory(0, 1 << 20)).unwrap_err();
    assert!(
        matches!(
            error,
            Error::ThreadgroupMemory {
                need_bytes: 0x10_0000,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn a_function_that_is_not_there_is_an_error() {
    let error = library().function("twice").unwrap_err();
    assert_eq!(
        error.to_string(),
        "library `<source>`: expected the name of a kernel, found `twice`; help: one of \
         `scale_rows`, `reversed`, `twice_half`, `twice_int`"
    );
}

const CONSTANTS: &str = "
#include <metal_stdlib>
using namespace metal;

constant bool has_bias [[function_constant(0)]];
constant bool float_mask [[function_constant(1)]];
constant int steps [[function_constant(2)]];
constant half4 weights [[function_constant(7)]];
constant bool bool_mask = !float_mask;
constant int turns = is_function_constant_defined(steps) ? steps : 3;
constant float scale = turns * 0.5f;

kernel void masked(
    device const float* x [[buffer(0)]],
    device float* y [[buffer(1)]],
    constant float& bias [[buffer(2), function_constant(has_bias)]],
    device const float* mask [[buffer(3), function_constant(float_mask)]],
    device const bool* flags [[buffer(3), function_constant(bool_mask)]],
    uint i [[thread_position_in_grid]]
) {
    float sum = 0;
    for (int turn = 0; turn < turns; turn++) {
        sum += scale * x[i];
    }
    if (has_bias) {
        sum += bias;
    }
    if (float_mask) {
        sum *= mask[i];
    } else {
        sum = flags[i] ? sum : -1.0f;
    }
    y[i] = sum;
}

kernel void weighted(device float* y [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    y[i] = float(weights[i]);
}

kernel void plain(device float* y [[buffer(0)]], uint i [[thread_position_in_grid]]) {
    y[i] = is_function_constant_defined(weights) ? 1 : 2;
}
";

#[test]
fn function_constants_choose_what_a_kernel_does_and_takes() {
    let library = Library::from_source(CONSTANTS).unwrap();
    for device in devices() {
        let stream = Stream::new(&device).unwrap();
        let x = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0], [3]).unwrap();
        let mask = Tensor::from_slice(&device, &[1.0f32, 0.0, 2.0], [3]).unwrap();
        let flags = Tensor::from_slice(&device, &[true, false, true], [3]).unwrap();
        let call = Call::new()
            .buffer(0, &x)
            .output(1, [3], DType::F32)
            .grid([3, 1, 1])
            .threadgroup([32, 1, 1]);
        let with = |constants: &Constants, call: &Call| {
            let function = library.function_with("masked", constants).unwrap();
            function.call(&stream, call).unwrap()[0]
                .to_vec::<f32>()
                .unwrap()
        };
        let constants = Constants::new().set("has_bias", true).set(1, true);
        let biased = call.clone().buffer(3, &mask).value(2, 0.5f32);
        assert_eq!(with(&constants, &biased), [5.0, 0.0, 28.0]);
        let constants = Constants::new()
            .set("has_bias", false)
            .set("float_mask", false)
            .set("steps", 2);
        let flagged = call.clone().buffer(3, &flags);
        assert_eq!(with(&constants, &flagged), [2.0, -1.0, 6.0]);
        let constants = Constants::new().set(7, [1.0, 2.0, 3.0, 4.0].map(half::f16::from_f64));
        let weighted = library.function_with("weighted", &constants).unwrap();
        let call = Call::new()
            .output(0, [4], DType::F32)
            .grid([4, 1, 1])
            .threadgroup([4, 1, 1]);
        let weights = weighted.call(&stream, &call).unwrap();
        assert_eq!(weights[0].to_vec::<f32>().unwrap(), [1.0, 2.0, 3.0, 4.0]);
        let plain = library
            .function("plain")
            .unwrap()
            .call(&stream, &call)
            .unwrap();
        assert_eq!(plain[0].to_vec::<f32>().unwrap(), [2.0; 4]);
    }
}

#[test]
fn a_kernel_waits_for_its_function_constants() {
    let text = "
        constant int width [[function_constant(0)]];
        constant bool has_image [[function_constant(1)]];
        kernel void total(device float* y [[buffer(0)]], uint i [[thread_position_in_grid]]) {
            float kept[width];
            for (int j = 0; j < width; ++j) { kept[j] = j; }
            y[i] = kept[width - 1];
        }
    ";
    let library = Library::from_source(text).unwrap();
    assert_eq!(library.functions().collect::<Vec<_>>(), ["total"]);
    let names = library.constants().map(|constant| constant.name.as_str());
    assert_eq!(names.collect::<Vec<_>>(), ["width", "has_image"]);
    let refused = library.function("total").unwrap_err().to_string();
    assert!(refused.contains("error[undecided-constant]"), "{refused}");
    assert!(refused.contains("the value of `width`"), "{refused}");
    let constants = Constants::new().set("width", 5);
    let function = library.function_with("total", &constants).unwrap();
    let stream = Device::cpu().default_stream().unwrap();
    let call = Call::new()
        .output(0, [2], DType::F32)
        .grid([2, 1, 1])
        .threadgroup([2, 1, 1]);
    let made = function.call(&stream, &call).unwrap();
    assert_eq!(made[0].to_vec::<f32>().unwrap(), [4.0, 4.0]);
}

#[test]
fn function_constants_are_checked() {
    let library = Library::from_source(CONSTANTS).unwrap();
    let refused = |constants: Constants| {
        let refused = library.function_with("masked", &constants);
        refused.unwrap_err().to_string()
    };
    let start = "kernel `masked`: expected ";
    let rows = [
        (
            Constants::new().set("has_bias", true),
            "a value of type `bool` for the function constant `float_mask` (1), found none",
        ),
        (
            Constants::new().set("bias", true),
            "one of `has_bias` (0), `float_mask` (1), `steps` (2), `weights` (7) for the function constants, found `bias`",
        ),
        (
            Constants::new().set(2, 2.0f32),
            "a value of type `int` for the function constant `steps` (2), found one of type `float`",
        ),
        (
            Constants::new().set(0, true).set("has_bias", true),
            "one value for the function constant `has_bias` (0), found two",
        ),
    ];
    for (constants, expected) in rows {
        assert_eq!(refused(constants), format!("{start}{expected}"));
    }
}
