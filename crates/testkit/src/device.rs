//! Corpus cases and generated kernels on devices of the runtime.

use crate::{
    array::Array,
    corpus::{Case, FileRun, Outcome, log_line, lost_line},
    generate::{Disagreement, Program, Run, generate},
};
use kernsmith_runtime::{
    Call, Constants, Device, Error, Function, Kernel, KernelBuilder, Launch, Library, Logged,
    Tensor,
};
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
    outcome(outputs, &heard)
}

/// Runs a kernel of a whole file.
///
/// # Errors
/// As [`run`], and for names that no parameter has.
pub fn run_file(run: &FileRun, device: &Device) -> Result<Outcome, Error> {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let library = Library::builder()
        .source(&run.text)
        .source_file(&run.case.name)
        .math_mode(run.case.kernel.math_mode)
        .on_log(move |logged| hear(&log, logged))
        .build()?;
    let given = run.constants.iter();
    let constants = given.fold(Constants::new(), |all, (name, value)| {
        all.set(name.as_str(), value.clone())
    });
    let function = library.function_with(&run.case.kernel.name, &constants)?;
    let call = call(run, &function, device)?;
    let given = function.call(&device.default_stream()?, &call)?;
    // The outputs come in the order of their indices.
    let mut written = function.parameters();
    written.retain(|parameter| run.case.kernel.outputs.contains(&parameter.name));
    written.sort_by_key(|parameter| parameter.index);
    let names = run.case.kernel.outputs.iter();
    let place = |name: &String| written.iter().position(|p| p.name == *name);
    let ordered = names.filter_map(place).map(|at| given[at].clone());
    outcome(ordered.collect(), &heard)
}

/// The arrays at the parameters of their names.
fn call(run: &FileRun, function: &Function, device: &Device) -> Result<Call, Error> {
    let case = &run.case;
    let mut call = Call::new().grid(case.grid).threadgroup(case.threadgroup);
    for parameter in function.parameters() {
        let named = |names: &[String]| names.iter().position(|name| *name == parameter.name);
        let shared = run.shared.iter().find(|(name, _)| *name == parameter.name);
        let input = named(&case.kernel.inputs).map(|at| &case.inputs[at].array);
        let input = input.map(|a| Tensor::from_bytes(device, &a.bytes, a.dtype, &a.shape));
        let output = named(&case.kernel.outputs).map(|at| &case.outputs[at]);
        call = match (input.transpose()?, output, shared) {
            (Some(start), Some(_), _) => call.update(parameter.index, &start),
            (Some(input), None, _) => call.buffer(parameter.index, &input),
            (None, Some(output), _) => call.output(parameter.index, &output.shape, output.dtype),
            (None, None, Some((_, bytes))) => call.threadgroup_memory(parameter.index, *bytes),
            (None, None, None) => call,
        };
    }
    Ok(match case.init_value {
        Some(value) => call.init_value(value),
        None => call,
    })
}

/// What a launch left and said.
fn outcome(outputs: Vec<Tensor>, heard: &Mutex<Vec<String>>) -> Result<Outcome, Error> {
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
