//! The launch contract, rule by rule (section 1 of the language page), on every device.

use kernsmith_runtime::{
    DType, Device, Error, Kernel, KernelBuilder, Launch, Limits, MathMode, Stream, Tensor,
};

/// Calls `check` with a stream of each device.
fn on_each_device(check: impl Fn(&Stream)) {
    for device in Device::all() {
        check(&device.default_stream().unwrap());
    }
}

/// A kernel without inputs that writes `out`.
fn writer(source: &str) -> KernelBuilder {
    Kernel::builder("writer").outputs(["out"]).source(source)
}

/// A kernel that reads `a` and writes `out`.
fn mapper(source: &str) -> KernelBuilder {
    writer(source).inputs(["a"])
}

fn grid(threads: usize) -> Launch {
    Launch::new().grid([threads, 1, 1]).threadgroup([32, 1, 1])
}

fn floats(stream: &Stream, elements: &[f32]) -> Tensor {
    Tensor::from_slice(stream.device(), elements, [elements.len()]).unwrap()
}

fn run(stream: &Stream, kernel: &Kernel, launch: &Launch) -> Vec<f32> {
    match read(stream, kernel, launch) {
        Ok(elements) => elements,
        Err(error) => panic!("on {}:\n{error}", stream.device()),
    }
}

fn read(stream: &Stream, kernel: &Kernel, launch: &Launch) -> Result<Vec<f32>, Error> {
    kernel.call(stream, launch)?[0].to_vec()
}

fn run_u32(stream: &Stream, kernel: &Kernel, launch: &Launch) -> Vec<u32> {
    match kernel
        .call(stream, launch)
        .and_then(|outputs| outputs[0].to_vec())
    {
        Ok(elements) => elements,
        Err(error) => panic!("on {}:\n{error}", stream.device()),
    }
}

fn call_error(stream: &Stream, kernel: &Kernel, launch: &Launch) -> String {
    let outputs = kernel.call(stream, launch);
    outputs.expect_err("the launch is refused").to_string()
}

#[test]
fn rule_1_header_then_signature_then_source() {
    let kernel =
        mapper("out[thread_position_in_grid.x] = SCALE * twice(a[thread_position_in_grid.x]);")
            .header("#define SCALE 10.0f\nfloat twice(float x) { return x + x; }")
            .build()
            .unwrap();
    on_each_device(|stream| {
        let launch = grid(2)
            .inputs([&floats(stream, &[1.0, 2.0])])
            .output([2], DType::F32);
        assert_eq!(run(stream, &kernel, &launch), [20.0, 40.0]);
        let text = kernel.source_for(stream.device(), &launch).unwrap();
        let place = |part: &str| {
            text.find(part)
                .unwrap_or_else(|| panic!("`{part}` in:\n{text}"))
        };
        assert!(place("#define SCALE") < place("[[buffer(0)]]"), "{text}");
        assert!(
            place("[[buffer(0)]]") < place("out[thread_position_in_grid.x]"),
            "{text}"
        );
    });
}

#[test]
fn rule_2_template_arguments() {
    let kernel = writer(
        "
        T values[N];
        for (int i = 0; i < N; i++) values[i] = T(i);
        T sum = 0;
        for (int i = 0; i < N; i++) sum += values[i];
        if (NEGATE) sum = -sum;
        #if NOT_A_MACRO
        sum = 1000;
        #endif
        out[0] = sum;
        ",
    )
    .build()
    .unwrap();
    on_each_device(|stream| {
        let launch = |count: i32, negate: bool| {
            let launch = grid(1).template("T", DType::F32).template("N", count);
            launch.template("NEGATE", negate).output([1], DType::F32)
        };
        assert_eq!(run(stream, &kernel, &launch(4, false)), [6.0]);
        assert_eq!(run(stream, &kernel, &launch(5, true)), [-10.0]);
        let twice = call_error(stream, &kernel, &launch(4, true).template("N", 1));
        assert!(twice.contains("`N`"), "{twice}");
        let missing = grid(1).template("T", DType::F32).template("NEGATE", true);
        let missing = call_error(stream, &kernel, &missing.output([1], DType::F32));
        assert!(missing.contains("`N`"), "{missing}");
    });
}

#[test]
fn rule_3_inputs_by_size() {
    let kernel = Kernel::builder("forms")
        .inputs(["few", "many", "one"])
        .outputs(["out"])
        .source("uint i = thread_position_in_grid.x; out[i] = few[i % 7] + many[i] * one;")
        .build()
        .unwrap();
    on_each_device(|stream| {
        let few = floats(stream, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        let many = floats(stream, &[1.0; 8]);
        let launch = grid(8)
            .inputs([&few, &many])
            .input(0.5)
            .output([8], DType::F32);
        let expected = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 0.5];
        assert_eq!(run(stream, &kernel, &launch), expected);
        let text = kernel.source_for(stream.device(), &launch).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "const constant float* few",
            "const device float* many",
            "const constant float& one",
        ] {
            assert!(text.contains(part), "`{part}` in:\n{text}");
        }
    });
}

#[test]
fn rule_4_shape_strides_and_ndim() {
    let kernel = mapper(
        "
        out[0] = a_ndim;
        for (int i = 0; i < a_ndim; i++) { out[1 + i] = a_shape[i]; out[4 + i] = a_strides[i]; }
        ",
    )
    .ensure_row_contiguous(false)
    .build()
    .unwrap();
    on_each_device(|stream| {
        let a = floats(stream, &[0.0; 24]).reshape([2, 3, 4]).unwrap();
        let launch = |a: &Tensor| grid(1).inputs([a]).output([7], DType::F32);
        let contiguous = run(stream, &kernel, &launch(&a));
        assert_eq!(contiguous, [3.0, 2.0, 3.0, 4.0, 12.0, 4.0, 1.0]);
        let permuted = a.permute([2, 0, 1]).unwrap();
        let as_it_lies = run(stream, &kernel, &launch(&permuted));
        assert_eq!(as_it_lies, [3.0, 4.0, 2.0, 3.0, 1.0, 12.0, 4.0]);
        let repeated = floats(stream, &[0.0; 4]).broadcast_to([2, 3, 4]).unwrap();
        let as_it_lies = run(stream, &kernel, &launch(&repeated));
        assert_eq!(as_it_lies, [3.0, 2.0, 3.0, 4.0, 0.0, 0.0, 1.0]);
    });
}

#[test]
fn rule_4_the_search_is_textual() {
    on_each_device(|stream| {
        let a = floats(stream, &[1.0, 2.0]);
        let launch = grid(1).inputs([&a]).output([1], DType::F32);
        for source in [
            "out[0] = a[0]; // not a_shape",
            "int data_shape = 3; out[0] = data_shape;",
        ] {
            let kernel = mapper(source).build().unwrap();
            let text = kernel.source_for(stream.device(), &launch).unwrap();
            let before = &text[..text.find(source).unwrap()];
            assert!(before.contains("a_shape"), "{text}");
            run(stream, &kernel, &launch);
        }
        let in_header = mapper("out[0] = a[0];")
            .header("// a_shape")
            .build()
            .unwrap();
        let text = in_header.source_for(stream.device(), &launch).unwrap();
        assert_eq!(text.matches("a_shape").count(), 1, "{text}");
    });
}

#[test]
fn rule_5_atomic_outputs() {
    let kernel = writer("atomic_fetch_add_explicit(&out[0], 1u, memory_order_relaxed);")
        .atomic_outputs(true)
        .build()
        .unwrap();
    on_each_device(|stream| {
        let launch = grid(1000).output([1], DType::U32).init_value(5.0);
        assert_eq!(run_u32(stream, &kernel, &launch), [1005]);
    });
}

#[test]
fn rule_6_built_ins_of_a_ragged_grid() {
    let names = [
        "thread_position_in_threadgroup.x",
        "threadgroup_position_in_grid.x",
        "threads_per_threadgroup.x",
        "dispatch_threads_per_threadgroup.x",
        "threadgroups_per_grid.x",
        "threads_per_grid.x",
        "grid_size.x",
        "grid_origin.x",
        "thread_index_in_threadgroup",
        "thread_index_in_simdgroup",
        "simdgroup_index_in_threadgroup",
        "simdgroups_per_threadgroup",
        "dispatch_simdgroups_per_threadgroup",
        "threads_per_simdgroup",
        "thread_execution_width",
    ];
    let store = |(at, name)| format!("out[thread_position_in_grid.x * 15 + {at}] = {name};\n");
    let kernel = writer(&names.iter().enumerate().map(store).collect::<String>())
        .build()
        .unwrap();
    on_each_device(|stream| {
        let launch = Launch::new().grid([5, 1, 1]).threadgroup([3, 1, 1]);
        let found = run_u32(stream, &kernel, &launch.output([5, 15], DType::U32));
        let expected = [
            [0, 0, 3, 3, 2, 5, 5, 0, 0, 0, 0, 1, 1, 32, 32],
            [1, 0, 3, 3, 2, 5, 5, 0, 1, 1, 0, 1, 1, 32, 32],
            [2, 0, 3, 3, 2, 5, 5, 0, 2, 2, 0, 1, 1, 32, 32],
            [0, 1, 2, 3, 2, 5, 5, 0, 0, 0, 0, 1, 1, 32, 32],
            [1, 1, 2, 3, 2, 5, 5, 0, 1, 1, 0, 1, 1, 32, 32],
        ];
        assert_eq!(found, expected.concat());
    });
}

#[test]
fn rule_6_a_helper_does_not_see_them() {
    let kernel = writer("out[0] = helper();")
        .header("uint helper() { return thread_position_in_grid.x; }")
        .build()
        .unwrap();
    on_each_device(|stream| {
        let launch = grid(1).output([1], DType::U32);
        let error = kernel.call(stream, &launch).unwrap_err();
        assert!(matches!(error, Error::Compile(_)), "{error}");
        assert!(
            error.to_string().contains("`thread_position_in_grid`"),
            "{error}"
        );
    });
}

#[test]
fn rule_7_inputs_are_made_row_contiguous() {
    let source = "uint i = thread_position_in_grid.x; out[i] = a[i];";
    let ensured = mapper(source).build().unwrap();
    let as_it_lies = mapper(source).ensure_row_contiguous(false).build().unwrap();
    let backwards = mapper("int i = thread_position_in_grid.x; out[i] = a[-i];");
    let backwards = backwards.ensure_row_contiguous(false).build().unwrap();
    on_each_device(|stream| {
        let a = floats(stream, &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0])
            .reshape([2, 3])
            .unwrap();
        let launch = |a: &Tensor| grid(6).inputs([a]).output([6], DType::F32);
        let transposed = launch(&a.transpose());
        assert_eq!(
            run(stream, &ensured, &transposed),
            [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]
        );
        assert_eq!(
            run(stream, &as_it_lies, &transposed),
            [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
        );
        let flipped = launch(&a.flip(1).unwrap());
        // The kernel's pointer begins at the first element, which is the third in memory.
        let back = grid(3)
            .inputs([&a.flip(1).unwrap()])
            .output([3], DType::F32);
        assert_eq!(run(stream, &backwards, &back), [2.0, 1.0, 0.0]);
        assert_eq!(
            run(stream, &ensured, &flipped),
            [2.0, 1.0, 0.0, 5.0, 4.0, 3.0]
        );
        let row = a.slice(0, 1..2).unwrap().broadcast_to([2, 3]).unwrap();
        assert_eq!(
            run(stream, &ensured, &launch(&row)),
            [3.0, 4.0, 5.0, 3.0, 4.0, 5.0]
        );
    });
}

#[test]
fn rule_8_grid_counts_threads_and_zero_runs_nothing() {
    let kernel = writer("atomic_fetch_add_explicit(&out[0], 1, memory_order_relaxed);")
        .atomic_outputs(true)
        .build()
        .unwrap();
    on_each_device(|stream| {
        let count = |grid: [u32; 3], threadgroup: [u32; 3]| {
            let launch = Launch::new().grid(grid).threadgroup(threadgroup);
            let launch = launch.output([1], DType::I32).init_value(0.0);
            kernel.call(stream, &launch)?[0].item::<i32>()
        };
        assert_eq!(count([100, 1, 1], [32, 1, 1]).unwrap(), 100);
        assert_eq!(count([7, 5, 3], [4, 4, 4]).unwrap(), 105);
        assert_eq!(count([7, 5, 3], [1024, 1, 1]).unwrap(), 105);
        assert_eq!(count([7, 0, 3], [1, 1, 1]).unwrap(), 0);
        let error = count([7, 5, 3], [4, 0, 4]).unwrap_err().to_string();
        let expected = "kernel `writer`: expected a threadgroup of at least 1 thread along each axis, \
                        found [4, 0, 4]";
        assert_eq!(error, expected);
    });
}

#[test]
fn rule_8_an_edge_group_has_the_threads_there_are() {
    let source = "
        uint i = thread_position_in_grid.x;
        float sum = simd_sum(1.0f);
        threadgroup_barrier(mem_flags::mem_threadgroup);
        out[i] = sum;
    ";
    let kernel = writer(source).build().unwrap();
    on_each_device(|stream| {
        let launch = Launch::new().grid([70, 1, 1]).threadgroup([64, 1, 1]);
        let sums = run(stream, &kernel, &launch.output([70], DType::F32));
        assert_eq!(sums[..64], [32.0; 64]);
        assert_eq!(sums[64..], [6.0; 6]);
    });
}

#[test]
fn rule_8_extents_are_counts() {
    let kernel = writer("out[0] = 1;").build().unwrap();
    on_each_device(|stream| {
        let launch = |grid: [i64; 3]| {
            Launch::new()
                .grid(grid)
                .threadgroup([1, 1, 1])
                .output([1], DType::F32)
        };
        let refused = |grid| call_error(stream, &kernel, &launch(grid));
        assert_eq!(
            refused([1, -2, 1]),
            "kernel `writer`: expected a grid of 0 to 4294967295 threads along each axis, found -2 along axis 1"
        );
        assert!(refused([1 << 32, 1, 1]).contains("found 4294967296 along axis 0"));
        let most = i64::from(u32::MAX);
        assert!(refused([most, most, most]).contains("fewer than 2^63 threads"));
        let none = Launch::new().threadgroup([1, 1, 1]).output([1], DType::F32);
        assert_eq!(
            call_error(stream, &kernel, &none),
            "kernel `writer`: expected a grid, found none"
        );
    });
}

#[test]
fn rule_9_limits_are_checked_before_anything_runs() {
    let kernel = writer("threadgroup float big[9000]; big[0] = 1; out[0] = big[0];")
        .build()
        .unwrap();
    let plain = writer("out[0] = 1;").build().unwrap();
    on_each_device(|stream| {
        let launch = grid(1).output([1], DType::F32);
        let error = call_error(stream, &kernel, &launch);
        assert!(
            error.contains("needs 36000 bytes of threadgroup memory"),
            "{error}"
        );
        assert!(
            error.contains("has 32768") && error.contains("`writer`"),
            "{error}"
        );
        let roomy = Limits::default().with_threadgroup_memory_bytes(36_000);
        let roomy = stream.device().with_limits(roomy).default_stream().unwrap();
        assert_eq!(run(&roomy, &kernel, &launch), [1.0]);
        let launch = Launch::new().grid([1, 1, 1]).threadgroup([32, 33, 1]);
        let error = call_error(stream, &plain, &launch.output([1], DType::F32));
        assert_eq!(
            error,
            "Thread group size (1056) is greater than  the maximum allowed threads per threadgroup (1024)."
        );
    });
}

#[test]
fn rule_10_outputs_are_undefined_unless_filled() {
    let kernel = writer("if (thread_position_in_grid.x == 1) out[1] = 7;")
        .build()
        .unwrap();
    on_each_device(|stream| {
        let launch = grid(3).output([3], DType::F32);
        assert_eq!(
            run(stream, &kernel, &launch.clone().init_value(0.5)),
            [0.5, 7.0, 0.5]
        );
        let bytes = grid(3).output([3], DType::U8).init_value(300.0);
        let bytes = kernel.call(stream, &bytes).unwrap()[0]
            .to_vec::<u8>()
            .unwrap();
        assert_eq!(bytes, [255, 7, 255]);
        let outputs = kernel.call(stream, &launch.poison_outputs(0xff)).unwrap();
        let (bytes, findings) = outputs[0].to_bytes_and_findings().unwrap();
        assert_eq!(bytes[..4], [0xff; 4]);
        assert_eq!(bytes[4..8], 7f32.to_ne_bytes());
        if stream.device() == &Device::check() {
            let findings = findings.expect("two elements are never written");
            assert_eq!(findings.list.len(), 1);
            let message = "2 of the 3 elements of output `out` are never written, the first at 0";
            assert_eq!(
                (findings.list[0].name, &*findings.list[0].message),
                ("never-written", message)
            );
        } else {
            assert!(findings.is_none());
        }
    });
}

#[test]
fn rule_11_counts() {
    let kernel = mapper("out[0] = a[0];").build().unwrap();
    on_each_device(|stream| {
        let a = floats(stream, &[1.0]);
        let launch = grid(1).inputs([&a, &a]).output([1], DType::F32);
        let expected = "[metal_kernel] Expected `inputs` to have size 1 but got size 2.";
        assert_eq!(call_error(stream, &kernel, &launch), expected);
        let expected = "[metal_kernel] Expected `output_shapes` to have size 1 but got size 0.";
        assert_eq!(call_error(stream, &kernel, &grid(1).inputs([&a])), expected);
    });
    assert!(Kernel::builder("none").source("").build().is_err());
}

#[test]
fn rule_12_every_element_type_goes_through() {
    let kernel = mapper("out[thread_position_in_grid.x] = a[thread_position_in_grid.x];").build();
    let kernel = kernel.unwrap();
    on_each_device(|stream| {
        for &dtype in DType::of_kernels() {
            let bytes: Vec<u8> = match dtype {
                DType::Bool => [0, 1].repeat(10),
                _ => (1..=20 * dtype.size_bytes())
                    .map(|at| (at % 120) as u8)
                    .collect(),
            };
            let a = Tensor::from_bytes(stream.device(), &bytes, dtype, [20]).unwrap();
            let launch = grid(20).inputs([&a]).output([20], dtype);
            let outputs = kernel.call(stream, &launch);
            let copied = outputs.and_then(|outputs| outputs[0].to_bytes());
            let copied =
                copied.unwrap_or_else(|error| panic!("{dtype} on {}:\n{error}", stream.device()));
            assert_eq!(copied, bytes, "{dtype} on {}", stream.device());
        }
    });
}

#[test]
fn rule_12_numbers_become_zero_dimensional_arrays() {
    let kernel = Kernel::builder("numbers")
        .inputs(["yes", "small", "large", "real"])
        .outputs(["out"])
        .source("out[0] = yes; out[1] = small; out[2] = large / 1000000; out[3] = real;")
        .build()
        .unwrap();
    on_each_device(|stream| {
        let launch = grid(1)
            .input(true)
            .input(-3)
            .input(5_000_000_000i64)
            .input(0.25);
        let launch = launch.output([4], DType::F32);
        assert_eq!(run(stream, &kernel, &launch), [1.0, -3.0, 5000.0, 0.25]);
        let text = kernel.source_for(stream.device(), &launch).unwrap();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for part in [
            "bool& yes",
            "int32_t& small",
            "int64_t& large",
            "float& real",
        ] {
            assert!(text.contains(part), "`{part}` in:\n{text}");
        }
    });
}

#[test]
fn rule_13_fast_mode_is_seen_by_the_source() {
    let source = "
        #ifdef __FAST_MATH__
        out[0] = 1;
        #else
        out[0] = 0;
        #endif
    ";
    let modes = [(MathMode::Safe, 0.0), (MathMode::Fast, 1.0)];
    on_each_device(|stream| {
        for (mode, expected) in modes {
            let kernel = writer(source).math_mode(mode).build().unwrap();
            let launch = grid(1).output([1], DType::F32);
            assert_eq!(run(stream, &kernel, &launch), [expected]);
        }
    });
}

#[test]
fn rule_14_names_parameters_and_pointers() {
    let one = writer("out[0] = 1;").build().unwrap();
    let two = writer("out[0] = 2;").build().unwrap();
    let moved = mapper("a += 2; out += 1; out[0] = a[0]; out[-1] = a[-1];")
        .build()
        .unwrap();
    let redeclared = mapper("float a = 1; out[0] = a;").build().unwrap();
    on_each_device(|stream| {
        let launch = grid(1).output([1], DType::F32);
        assert_eq!(run(stream, &one, &launch), [1.0]);
        assert_eq!(run(stream, &two, &launch), [2.0]);
        let a = floats(stream, &[5.0, 6.0, 7.0]);
        let launch = grid(1).inputs([&a]).output([2], DType::F32);
        assert_eq!(run(stream, &moved, &launch), [6.0, 7.0]);
        let error = kernel_error(stream, &redeclared, &launch);
        assert!(
            error.contains("`a`") && error.contains("<source>:1:7"),
            "{error}"
        );
    });
}

fn kernel_error(stream: &Stream, kernel: &Kernel, launch: &Launch) -> String {
    let error = kernel.call(stream, launch).unwrap_err();
    assert!(matches!(error, Error::Compile(_)), "{error}");
    error.to_string()
}

#[test]
fn rule_15_outputs_are_inputs_without_a_wait() {
    let kernel = mapper("uint i = thread_position_in_grid.x; out[i] = a[i] + 1;")
        .build()
        .unwrap();
    on_each_device(|stream| {
        let other = Stream::new(stream.device()).unwrap();
        let mut tensor = floats(stream, &[0.0; 100]);
        for step in 0..20 {
            let on = if step % 3 == 0 { &other } else { stream };
            let launch = grid(100).inputs([&tensor]).output([100], DType::F32);
            tensor = kernel.call(on, &launch).unwrap().remove(0);
        }
        assert_eq!(tensor.to_vec::<f32>().unwrap(), [20.0; 100]);
        stream.synchronize().unwrap();
        other.synchronize().unwrap();
    });
}

#[test]
fn tensors_of_another_device_are_refused() {
    let kernel = mapper("out[0] = a[0];").build().unwrap();
    let a = Tensor::from_slice(&Device::check(), &[1.0f32], [1]).unwrap();
    let stream = Device::cpu().default_stream().unwrap();
    let error = call_error(
        &stream,
        &kernel,
        &grid(1).inputs([&a]).output([1], DType::F32),
    );
    let expected =
        "input `a` of kernel `writer`: expected a tensor on device `cpu`, found one on `check`";
    assert_eq!(error, expected);
}
