//! Streams and events on every device: overlap, being told, and memory.

use kernsmith_runtime::{DType, Device, DeviceKind, Error, Event, Kernel, Launch, Stream, Tensor};
use std::{
    future::{Future, IntoFuture},
    pin::pin,
    sync::{Arc, mpsc},
    task::{Context, Poll, Wake, Waker},
    thread,
};

fn kernel(name: &str, source: &str) -> Kernel {
    let builder = Kernel::builder(name).inputs(["a"]).outputs(["out"]);
    builder.source(source).build().unwrap()
}

/// Adds one to each element.
fn increment() -> Kernel {
    kernel(
        "increment",
        "uint i = thread_position_in_grid.x; out[i] = a[i] + 1;",
    )
}

/// One threadgroup that is at work for a while.
fn slow() -> Kernel {
    let source = "
        uint x = uint(a[0]);
        for (uint i = 0; i < uint(TURNS); i++) { x = x * 1664525u + 1013904223u + (x >> 3); }
        out[0] = float(x & 1u);
    ";
    kernel("slow", source)
}

fn launch(a: &Tensor) -> Launch {
    let threads = a.elements();
    Launch::new()
        .inputs([a])
        .output([threads], DType::F32)
        .grid([threads, 1, 1])
        .threadgroup([32, 1, 1])
}

fn ones(device: &Device, elements: usize) -> Tensor {
    Tensor::full(device, 1.0, DType::F32, [elements]).unwrap()
}

#[test]
fn a_chain_over_two_streams_keeps_its_order() {
    let kernel = increment();
    for device in Device::all() {
        let streams = [
            Stream::new(&device).unwrap(),
            device.default_stream().unwrap(),
        ];
        let mut x = ones(&device, 1000);
        for step in 0..50 {
            x = kernel
                .call(&streams[step % 2], &launch(&x))
                .unwrap()
                .remove(0);
        }
        assert_eq!(x.to_vec::<f32>().unwrap(), [51.0; 1000], "{device}");
    }
}

#[test]
fn work_on_one_stream_does_not_wait_for_another() {
    // With one processor there is nothing to overlap with.
    if thread::available_parallelism().is_ok_and(|count| count.get() < 2) {
        return;
    }
    let (slow, quick) = (slow(), increment());
    let run_slowly = |device: &Device| {
        let stream = Stream::new(device).unwrap();
        let launch = launch(&ones(device, 1)).template("TURNS", 40_000_000);
        slow.launch(&stream, &launch).unwrap().event
    };
    let all = Device::all();
    let fast = |device: &&Device| device.kind() != DeviceKind::Check;
    // The same device twice, and each with each other: a GPU works while the host does.
    for busy in all.iter().filter(fast) {
        for other in all.iter().filter(fast) {
            let stream = Stream::new(other).unwrap();
            let x = ones(other, 64);
            // Compiled before, so that only the runs overlap.
            quick.call(&stream, &launch(&x)).unwrap()[0]
                .to_vec::<f32>()
                .unwrap();
            let event = run_slowly(busy);
            let outputs = quick.call(&stream, &launch(&x)).unwrap();
            assert_eq!(outputs[0].to_vec::<f32>().unwrap(), [2.0; 64]);
            assert!(!event.is_done(), "{other} waited for {busy}");
            event.wait().unwrap();
        }
    }
}

struct Unpark(thread::Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The smallest executor there is.
fn block_on<F: IntoFuture>(future: F) -> F::Output {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut future = pin!(future.into_future());
    loop {
        match future.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => thread::park(),
        }
    }
}

#[test]
fn who_asks_is_told_by_a_call_and_by_await() {
    let kernel = increment();
    for device in Device::all() {
        let stream = Stream::new(&device).unwrap();
        let x = ones(&device, 100);
        let launched = kernel.launch(&stream, &launch(&x)).unwrap();
        let (sender, told) = mpsc::channel();
        let send = |what: &'static str| {
            let sender = sender.clone();
            move |result: Result<(), Error>| sender.send((what, result.is_ok())).unwrap()
        };
        launched.event.on_complete(send("launch"));
        stream.event().unwrap().on_complete(send("stream"));
        Event::after([&x, &launched.outputs[0]]).on_complete(send("tensors"));
        let mut all: Vec<_> = (0..3).map(|_| told.recv().unwrap()).collect();
        all.sort_unstable();
        assert_eq!(
            all,
            [("launch", true), ("stream", true), ("tensors", true)],
            "{device}"
        );
        let next = kernel
            .launch(&stream, &launch(&launched.outputs[0]))
            .unwrap();
        block_on(next.event).unwrap();
        assert_eq!(next.outputs[0].to_vec::<f32>().unwrap(), [3.0; 100]);
    }
}

#[test]
fn a_failure_is_told_to_who_asks() {
    let kernel = kernel("faulty", "out[thread_position_in_grid.x] = a[1000];");
    let stream = Stream::new(&Device::check()).unwrap();
    let event = kernel
        .launch(&stream, &launch(&ones(&Device::check(), 4)))
        .unwrap()
        .event;
    let (sender, told) = mpsc::channel();
    event.on_complete(move |result| sender.send(result).unwrap());
    assert!(matches!(told.recv().unwrap(), Err(Error::Findings(_))));
    assert!(matches!(block_on(event), Err(Error::Findings(_))));
}

#[test]
fn times_are_measured_where_they_are_asked_for() {
    let kernel = increment();
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        let event = |launch: &Launch| kernel.launch(&stream, launch).unwrap().event;
        let x = ones(&device, 1000);
        assert_eq!(event(&launch(&x).timed()).durations().unwrap().len(), 1);
        assert_eq!(event(&launch(&x).repeats(3)).durations().unwrap().len(), 3);
        let untimed = event(&launch(&x));
        let is_cuda = device.kind() == DeviceKind::Cuda;
        assert_eq!(matches!(untimed.durations(), Err(Error::NotTimed)), is_cuda);
    }
}

#[test]
fn memory_is_counted_and_comes_back() {
    const ELEMENTS: usize = 3 << 20;
    for device in Device::all() {
        let x = ones(&device, ELEMENTS);
        let with = device.memory();
        assert!(with.in_use_bytes >= 4 * ELEMENTS && with.peak_bytes >= with.in_use_bytes);
        assert!(with.total_bytes > with.in_use_bytes, "{with}");
        drop(x);
        assert!(
            device.memory().cached_bytes >= 4 * ELEMENTS,
            "{device}: {}",
            device.memory()
        );
    }
}

#[test]
fn large_arrays_go_in_and_come_back_in_pieces() {
    // Several chunks and a rest.
    let elements: Vec<u32> = (0..(9 << 20) + 3)
        .map(|i: u32| i.wrapping_mul(2_654_435_761))
        .collect();
    for device in Device::all() {
        let tensor = Tensor::from_slice(&device, &elements, [elements.len()]).unwrap();
        assert!(tensor.to_vec::<u32>().unwrap() == elements, "{device}");
        let part = tensor.slice(0, 5..elements.len() - 7).unwrap();
        let mut target = vec![0u32; part.elements()];
        part.copy_to(&mut target).unwrap();
        assert!(target == elements[5..elements.len() - 7], "{device}");
        let wrong = part.copy_to(&mut target[1..]).unwrap_err().to_string();
        assert!(wrong.starts_with("copy_to: expected"), "{wrong}");
    }
}
