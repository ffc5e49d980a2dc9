//! Corpus cases and generated kernels on devices of the runtime.

use crate::{
    array::Array,
    corpus::{Case, Outcome, log_line, lost_line},
    generate::{Disagreement, Program, Run, generate},
};
use kernsmith_runtime::{Device, DeviceKind, Error, Kernel, KernelBuilder, Launch, Logged, Tensor};
use std::{
    ops::Range,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex},
};

/// Runs a case.
///
/// # Errors
/// If the kernel is refused, or its launch fails in another way than by findings.
pub fn run(case: &Case, device: &Device) -> Result<Outcome, Error> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let kernel = builder(case)
        .on_log(move |logged| hear(&log, logged))
        .build()?;
    let outputs = kernel.call(&device.default_stream()?, &launch(case, device)?)?;
    let mut outcome = Outcome {
        outputs: Vec::new(),
        findings: Vec::new(),
        log: Vec::new(),
    };
    for tensor in outputs {
        match tensor.to_bytes() {
            Ok(bytes) => outcome.outputs.push(Array {
                dtype: tensor.dtype(),
                shape: tensor.shape().to_vec(),
                bytes,
            }),
            Err(Error::Findings(found)) => {
                let names = found.list.iter().map(|finding| finding.name.to_owned());
                outcome.findings = names.collect();
                outcome.findings.sort();
            }
            Err(other) => return Err(other),
        }
    }
    outcome.log = std::mem::take(&mut *heard.lock().expect("no one panics with the lock"));
    Ok(outcome)
}

/// Compiles a case for NVIDIA GPUs of an architecture such as 90. Needs no GPU.
///
/// # Errors
/// If the kernel is refused, or NVRTC does not compile it.
pub fn cubin(case: &Case, architecture: i32) -> Result<Vec<u8>, Error> {
    let device = Device::cpu();
    builder(case)
        .build()?
        .cubin_for(&device, &launch(case, &device)?, architecture)
}

fn builder(case: &Case) -> KernelBuilder {
    let body = &case.kernel;
    let mut builder = Kernel::builder(&body.name)
        .inputs(&body.inputs)
        .outputs(&body.outputs)
        .header(&body.header)
        .source(&body.source)
        .header_file(&body.header_name, body.header_first_line)
        .source_file(&body.source_name, body.source_first_line)
        .ensure_row_contiguous(case.row_contiguous)
        .atomic_outputs(body.atomic_outputs)
        .math_mode(body.math_mode);
    for (name, text) in &body.includes {
        builder = builder.include(name, text);
    }
    builder
}

fn hear(log: &Mutex<Vec<String>>, logged: &Logged) {
    let messages = logged.messages.iter();
    let lines = messages.map(|message| log_line(message.level, message.thread, &message.text));
    let mut log = log.lock().expect("no one panics with the lock");
    log.extend(lines.chain(lost_line(logged.lost)));
}

fn launch(case: &Case, device: &Device) -> Result<Launch, Error> {
    let mut launch = Launch::new().grid(case.grid).threadgroup(case.threadgroup);
    for input in &case.inputs {
        let array = if input.transposed {
            input.stored()
        } else {
            input.array.clone()
        };
        let tensor = Tensor::from_bytes(device, &array.bytes, array.dtype, &array.shape)?;
        launch = launch.input(if input.transposed {
            tensor.transpose()
        } else {
            tensor
        });
    }
    for (name, value) in &case.template {
        launch = launch.template(name, *value);
    }
    for output in &case.outputs {
        launch = launch.output(&output.shape, output.dtype);
    }
    Ok(match case.init_value {
        Some(value) => launch.init_value(value),
        None => launch,
    })
}

/// Compares a device with the checker on one generated kernel.
///
/// # Errors
/// Says how they differ.
pub fn compare(program: &Program, device: &Device) -> Result<(), Disagreement> {
    let case = program.case();
    let run = |device: &Device| -> Run {
        // A panic is a disagreement like any other, and shrinks like one.
        let outcome = catch_unwind(AssertUnwindSafe(|| run(&case, device)));
        let outcome = outcome.map_err(|_| format!("a panic on `{}`", device.name()))?;
        outcome.map_err(|error| error.to_string())
    };
    program.compare(run(&Device::check()), run(device))
}

/// Compares a device with the checker on generated kernels.
///
/// # Errors
/// The first disagreement as text, with the smallest kernel that shows it.
pub fn compare_generated(seeds: Range<u64>, device: &Device) -> Result<(), String> {
    for seed in seeds {
        let program = generate(seed);
        if device.kind() == DeviceKind::Cuda && program.case().logs() {
            continue;
        }
        let Err(disagreement) = compare(&program, device) else {
            continue;
        };
        let kind = disagreement.kind();
        let mut same_kind = |candidate: &Program| match compare(candidate, device) {
            Err(other) => other.kind() == kind,
            Ok(()) => false,
        };
        let small = program.shrink(&mut same_kind);
        let last = match compare(&small, device) {
            Err(last) => last.to_string(),
            Ok(()) => "it does not always differ".to_owned(),
        };
        let text = small.text();
        return Err(format!(
            "seed {seed}: {disagreement}\nsmaller: {last}\n{text}"
        ));
    }
    Ok(())
}
