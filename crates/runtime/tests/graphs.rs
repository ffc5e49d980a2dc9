//! Graphs on every device: recorded once, replayed with other inputs.

use kernsmith_runtime::{Call, DType, Device, Error, Kernel, Launch, Library, Stream, Tensor};

fn scale() -> Kernel {
    let builder = Kernel::builder("scale")
        .inputs(["a", "by"])
        .outputs(["out"]);
    let source = "uint i = thread_position_in_grid.x; out[i] = a[i] * by[i % by_shape[0]];";
    builder.source(source).build().unwrap()
}

fn launch(inputs: [&Tensor; 2]) -> Launch {
    Launch::new()
        .inputs(inputs)
        .output([6], DType::F32)
        .grid([6, 1, 1])
        .threadgroup([4, 1, 1])
}

fn floats(device: &Device, elements: &[f32]) -> Tensor {
    Tensor::from_slice(device, elements, [elements.len()]).unwrap()
}

#[test]
fn each_replay_has_its_own_inputs_and_outputs() {
    let kernel = scale();
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        let weights = floats(&device, &[2.0, 3.0]);
        let x = floats(&device, &[0.0; 6]);
        let graph = stream
            .capture(&[&x], |stream, inputs| {
                let once = kernel
                    .call(stream, &launch([&inputs[0], &weights]))?
                    .remove(0);
                // A view of what is recorded, and one that is copied row after row first.
                let pairs = once.reshape([2, 3])?.transpose();
                let twice = kernel.call(stream, &launch([&pairs, &weights]))?.remove(0);
                Ok(vec![twice, once.slice(0, 1..3)?])
            })
            .unwrap();
        assert_eq!(graph.launches(), 2);
        drop(weights);
        let first = graph
            .replay(&stream, &[&floats(&device, &[1.0; 6])])
            .unwrap()
            .outputs;
        let other_stream = Stream::new(&device).unwrap();
        let all = floats(&device, &[9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 9.0]);
        let part = all.slice(0, 1..7).unwrap();
        let second = graph.replay(&other_stream, &[&part]).unwrap();
        second.event.wait().unwrap();
        let read = |tensor: &Tensor| tensor.to_vec::<f32>().unwrap();
        // once: 2 3 2 3 2 3; its columns: 2 3 3 2 2 3
        assert_eq!(read(&first[0]), [4.0, 9.0, 6.0, 6.0, 4.0, 9.0], "{device}");
        assert_eq!(read(&first[1]), [3.0, 2.0]);
        // once: 2 6 6 12 10 18; its columns: 2 12 6 10 6 18
        assert_eq!(
            read(&second.outputs[0]),
            [4.0, 36.0, 12.0, 30.0, 12.0, 54.0],
            "{device}"
        );
        assert_eq!(read(&second.outputs[1]), [6.0, 6.0]);
    }
}

#[test]
fn outputs_that_begin_with_something_begin_so_at_each_replay() {
    let library = Library::from_source(
        "#include <metal_stdlib>
        using namespace metal;
        kernel void add(device float* x [[buffer(0)]], device float* y [[buffer(1)]],
                        uint i [[thread_position_in_grid]]) {
            x[i] += 1.0f;
            if (i == 0) { y[0] = x[0]; }
        }",
    )
    .unwrap();
    let add = library.function("add").unwrap();
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        let x = floats(&device, &[1.0, 2.0, 3.0]);
        let graph = stream.capture(&[&x], |stream, inputs| {
            let call = Call::new()
                .update(0, &inputs[0])
                .output(1, [3], DType::F32)
                .init_value(7.0)
                .grid([3, 1, 1])
                .threadgroup([3, 1, 1]);
            add.call(stream, &call)
        });
        let graph = graph.unwrap();
        for _ in 0..3 {
            let outputs = graph.replay(&stream, &[&x]).unwrap().outputs;
            assert_eq!(
                outputs[0].to_vec::<f32>().unwrap(),
                [2.0, 3.0, 4.0],
                "{device}"
            );
            assert_eq!(
                outputs[1].to_vec::<f32>().unwrap(),
                [2.0, 7.0, 7.0],
                "{device}"
            );
        }
        assert_eq!(x.to_vec::<f32>().unwrap(), [1.0, 2.0, 3.0]);
    }
}

#[test]
fn what_a_graph_does_not_take_is_said() {
    let device = Device::cpu();
    let stream = device.default_stream().unwrap();
    let x = floats(&device, &[1.0; 6]);
    let graph = stream
        .capture(&[&x], |_, inputs| Ok(inputs.to_vec()))
        .unwrap();
    let refused = |inputs: &[&Tensor]| graph.replay(&stream, inputs).unwrap_err().to_string();
    assert_eq!(
        refused(&[&floats(&device, &[1.0; 5])]),
        "replay: expected `float32` [6] on `cpu` for input 0 of the graph, found `float32` [5] on `cpu`"
    );
    assert_eq!(
        refused(&[]),
        "replay: expected 1 arrays on `cpu` for input 0 of the graph, found 0 on a stream of `cpu`"
    );
    assert_eq!(
        graph.replay(&stream, &[&x]).unwrap().outputs[0]
            .to_vec::<f32>()
            .unwrap(),
        [1.0; 6]
    );
    let within = stream.capture(&[], |stream, _| {
        assert!(matches!(stream.synchronize(), Err(Error::Recorded)));
        stream
            .capture(&[], |_, _| Ok(Vec::new()))
            .map(|_| Vec::new())
    });
    assert!(matches!(within, Err(Error::Recorded)));
}
