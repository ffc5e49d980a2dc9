//! Launches from many threads, failures that reach whoever waits, and times.

use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Stream, Tensor};

const ADD: &str = "uint i = thread_position_in_grid.x; out[i] = a[i] + T(b);";

fn adder() -> Kernel {
    let builder = Kernel::builder("add").inputs(["a", "b"]).outputs(["out"]);
    builder.source(ADD).build().unwrap()
}

fn add(kernel: &Kernel, stream: &Stream, value: i32) -> Result<i32, Error> {
    // Four combinations of template argument and type, so that threads meet at the cache.
    let a = Tensor::full(stream.device(), 1.0, DType::I32, [100])?;
    let dtype = if value % 2 == 0 {
        DType::I32
    } else {
        DType::I64
    };
    let launch = Launch::new()
        .inputs([&a])
        .input(value)
        .template("T", dtype)
        .template("UNUSED", value % 4 < 2)
        .grid([100, 1, 1])
        .threadgroup([32, 1, 1])
        .output([100], DType::I32);
    let out = kernel.call(stream, &launch)?[0].to_vec::<i32>()?;
    assert!(out.iter().all(|&element| element == out[0]));
    Ok(out[0])
}

#[test]
fn eight_threads_build_and_call() {
    let shared = adder();
    for device in Device::all() {
        let shared_stream = device.default_stream().unwrap();
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (shared, shared_stream, device) = (&shared, &shared_stream, &device);
                scope.spawn(move || {
                    let own = adder();
                    let own_stream = Stream::new(device).unwrap();
                    for value in 0..6 {
                        let value = 10 * thread + value;
                        assert_eq!(add(shared, shared_stream, value).unwrap(), value + 1);
                        assert_eq!(add(shared, &own_stream, value).unwrap(), value + 1);
                        assert_eq!(add(&own, shared_stream, value).unwrap(), value + 1);
                    }
                });
            }
        });
    }
}

/// Reads far outside of its input.
fn faulty() -> (Kernel, Launch) {
    let source = "uint i = thread_position_in_grid.x; out[i] = a[i + 1000];";
    let kernel = Kernel::builder("faulty")
        .inputs(["a"])
        .outputs(["out"])
        .source(source);
    let a = Tensor::from_slice(&Device::check(), &[1.0f32; 10], [10]).unwrap();
    let launch = Launch::new()
        .inputs([&a])
        .grid([10, 1, 1])
        .threadgroup([4, 1, 1]);
    (kernel.build().unwrap(), launch.output([10], DType::F32))
}

#[test]
fn a_finding_is_told_by_the_tensor_and_not_again() {
    let stream = Stream::new(&Device::check()).unwrap();
    let (kernel, launch) = faulty();
    let outputs = kernel.call(&stream, &launch).unwrap();
    let error = outputs[0].to_vec::<f32>().unwrap_err();
    let Error::Findings(findings) = &error else {
        panic!("{error}")
    };
    assert_eq!(findings.list.len(), 1, "{findings}");
    assert_eq!(
        (findings.list[0].name, findings.list[0].count),
        ("out-of-bounds", 10)
    );
    assert_eq!(findings.list[0].thread, [0, 0, 0]);
    assert!(error.to_string().contains("a[i + 1000]"), "{error}");
    let (bytes, _) = outputs[0].to_bytes_and_findings().unwrap();
    assert_eq!(bytes, [0; 40]);
    stream.synchronize().unwrap();
}

#[test]
fn a_finding_that_nobody_read_is_told_by_the_stream_once() {
    let stream = Stream::new(&Device::check()).unwrap();
    let (kernel, launch) = faulty();
    drop(kernel.call(&stream, &launch).unwrap());
    assert!(matches!(stream.synchronize(), Err(Error::Findings(_))));
    stream.synchronize().unwrap();
}

#[test]
fn what_depends_on_a_failed_launch_fails_with_its_error() {
    let stream = Stream::new(&Device::check()).unwrap();
    let other = Stream::new(&Device::check()).unwrap();
    let (kernel, launch) = faulty();
    let first = kernel.call(&stream, &launch).unwrap();
    let next = Launch::new()
        .inputs([&first[0]])
        .input(1)
        .template("T", DType::F32);
    let next = next
        .grid([10, 1, 1])
        .threadgroup([4, 1, 1])
        .output([10], DType::F32);
    let second = adder().call(&other, &next).unwrap();
    let error = second[0].to_vec::<f32>().unwrap_err();
    assert!(
        matches!(&error, Error::Findings(f) if f.kernel.contains("faulty")),
        "{error}"
    );
}

#[test]
fn repeats_are_timed_one_by_one_and_start_alike() {
    let kernel = Kernel::builder("count")
        .outputs(["out"])
        .atomic_outputs(true);
    let kernel = kernel.source("atomic_fetch_add_explicit(&out[0], 1, memory_order_relaxed);");
    let kernel = kernel.build().unwrap();
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        let launch = Launch::new().grid([64, 1, 1]).threadgroup([32, 1, 1]);
        let launch = launch.output([1], DType::I32).init_value(0.0).repeats(5);
        let launched = kernel.launch(&stream, &launch).unwrap();
        assert_eq!(launched.event.durations().unwrap().len(), 5);
        assert!(launched.event.duration().unwrap() >= launched.event.durations().unwrap()[0]);
        assert_eq!(launched.outputs[0].item::<i32>().unwrap(), 64);
    }
}

#[test]
fn waiting_inside_of_a_parallel_loop_does_not_block_the_kernel() {
    use rayon::prelude::*;
    let kernel = adder();
    let stream = Device::cpu().default_stream().unwrap();
    let sums: Vec<i32> = (0..64)
        .into_par_iter()
        .map(|value| add(&kernel, &stream, value).unwrap())
        .collect();
    assert_eq!(sums, (1..65).collect::<Vec<i32>>());
}

#[test]
fn many_launches_do_not_pile_up() {
    let stream = Stream::new(&Device::cpu()).unwrap();
    let kernel = adder();
    let a = Tensor::full(stream.device(), 0.0, DType::I32, [1 << 17]).unwrap();
    let launch = Launch::new()
        .inputs([&a])
        .input(1)
        .template("T", DType::I32);
    let launch = launch
        .grid([1 << 17, 1, 1])
        .threadgroup([256, 1, 1])
        .output([1 << 17], DType::I32);
    // More than a queue takes: it makes the host wait.
    let mut last = None;
    for _ in 0..300 {
        last = Some(kernel.call(&stream, &launch).unwrap());
    }
    stream.synchronize().unwrap();
    assert_eq!(
        last.unwrap()[0]
            .slice(0, 0..1)
            .unwrap()
            .item::<i32>()
            .unwrap(),
        1
    );
}

#[test]
fn a_copy_has_a_bandwidth() {
    let copy = Device::cpu().copy_bandwidth(1 << 20).unwrap();
    assert_eq!(copy.bytes, 1 << 20);
    assert!(copy.gb_per_s() > 0.01 && copy.gb_per_s() < 10_000.0);
}

/// 128,000 messages of 24 bytes, of which a MiB is kept: the first ones, whoever wrote first.
#[test]
fn what_does_not_fit_in_the_log_is_counted_and_the_rest_is_the_same_everywhere() {
    use std::sync::{Arc, Mutex};
    let mut seen = Vec::new();
    for device in [Device::cpu(), Device::check()] {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&heard);
        let kernel = Kernel::builder("chatty")
            .outputs(["out"])
            .source(
                "uint i = thread_position_in_grid.x;
                for (int turn = 0; turn < 2000; turn++) {
                    os_log_default.log_debug(\"%u %d\", i, turn);
                }
                out[i] = i;",
            )
            .on_log(move |logged| log.lock().unwrap().push(logged.clone()))
            .build()
            .unwrap();
        let launch = Launch::new().grid([64, 1, 1]).threadgroup([8, 1, 1]);
        let launch = launch.output([64], DType::U32);
        let stream = device.default_stream().unwrap();
        kernel
            .launch(&stream, &launch)
            .unwrap()
            .event
            .wait()
            .unwrap();
        let logged = std::mem::take(&mut *heard.lock().unwrap());
        assert_eq!(logged.len(), 1);
        seen.extend(logged);
    }
    let kept = (1 << 20) / 24;
    assert_eq!(seen[0].messages.len(), kept);
    assert_eq!(seen[0].lost, 128_000 - kept as u64);
    let last = seen[0].messages.last().unwrap();
    assert_eq!(
        last.text,
        format!("{} {}", (kept - 1) / 2000, (kept - 1) % 2000)
    );
    assert_eq!(last.threadgroup, [last.thread[0] / 8, 0, 0]);
    assert!(seen.iter().all(|other| *other == seen[0]));
    let all = seen[0].to_string();
    assert!(
        all.starts_with("[debug] <source>:3, thread [0, 0, 0]: 0 0\n"),
        "{}",
        &all[..80]
    );
    assert!(
        all.ends_with(
            "\n[log] 84310 more messages of kernel `chatty` did not fit in the log buffer"
        )
    );
}

/// What a GPU keeps of a launch for the next time fits no other kernel, device, stream or arguments.
#[test]
fn the_same_launch_again_by_others_and_changed() {
    let kernel = |name: &str, sign: char| {
        let builder = Kernel::builder(name).inputs(["a"]).outputs(["out"]);
        let source = format!("uint i = thread_position_in_grid.x; out[i] = a[i] {sign} 2;");
        builder.source(source).build().unwrap()
    };
    // Two of one name, so that the name alone tells nothing.
    let (plus, minus) = (kernel("shift", '+'), kernel("shift", '-'));
    for device in Device::all() {
        let limited = device.with_limits(device.limits().with_max_threads_per_threadgroup(8));
        let streams = [Stream::new(&device).unwrap(), Stream::new(&device).unwrap()];
        let a = Tensor::full(&device, 5.0, DType::I32, [16]).unwrap();
        let launch = Launch::new()
            .inputs([&a])
            .output([16], DType::I32)
            .grid([16, 1, 1])
            .threadgroup([16, 1, 1]);
        let run = |kernel: &Kernel, stream: &Stream| {
            kernel
                .call(stream, &launch)
                .map(|mut outputs| outputs.remove(0))
        };
        let mut sums = Vec::new();
        for turn in 0..6 {
            sums.push(run(&plus, &streams[turn % 2]).unwrap());
            let difference = run(&minus, &streams[turn % 2]).unwrap();
            assert_eq!(difference.to_vec::<i32>().unwrap(), [3; 16], "{device}");
            let error = run(&plus, &Stream::new(&limited).unwrap()).unwrap_err();
            assert!(
                matches!(error, Error::ThreadgroupTooLarge { .. }),
                "{error}"
            );
        }
        for sum in sums {
            assert_eq!(sum.to_vec::<i32>().unwrap(), [7; 16], "{device}");
        }
        let changed = launch.input(1).output([1], DType::I32);
        assert!(plus.call(&streams[0], &changed).is_err(), "{device}");
    }
}

#[test]
fn pinned_memory_is_a_slice_that_tensors_are_copied_from_and_to() {
    for device in Device::all() {
        // Long enough to be copied in another way than short arrays.
        let mut numbers = device.pinned::<u32>(50_000).unwrap();
        assert!(numbers.iter().all(|&number| number == 0), "{device}");
        (numbers.iter_mut().zip(0..)).for_each(|(number, at)| *number = at);
        let tensor = Tensor::from_slice(&device, &numbers, [50_000]).unwrap();
        numbers.fill(7);
        let expected: Vec<u32> = (0..50_000).collect();
        assert_eq!(tensor.to_vec::<u32>().unwrap(), expected, "{device}");
        let tail = tensor.slice(0, 10_000..50_000).unwrap();
        tail.copy_to(&mut numbers[..40_000]).unwrap();
        assert_eq!(numbers[..40_000], expected[10_000..], "{device}");
        assert_eq!(numbers[40_000..], [7; 10_000], "{device}");
        assert!(device.pinned::<u8>(0).unwrap().is_empty(), "{device}");
        let error = device.pinned::<u64>(usize::MAX / 4).unwrap_err();
        assert!(
            matches!(error, Error::OutOfMemory { .. } | Error::Cuda(_)),
            "{error}"
        );
    }
}
