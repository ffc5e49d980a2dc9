//! Operations that memory limits on a GPU, beside a copy of as many bytes, torch.compile and Liger. Run by
//! `cargo xtask gpu`.
//!
//! Each result is compared with the double-precision reference before anything is timed. Times are of
//! captured graphs with many calls: what the longer of two graphs takes more, for each of its calls more,
//! so that neither starting a graph nor the clock counts. The copy is a kernel, timed in the same way.
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

mod measure;
mod products;

use kernsmith_kernels::{
    HostTensor, OpSpec,
    activation::swiglu_plan,
    bank::InputSet,
    dispatch::{kernel, prepare, upload},
    host,
    norm::rms_norm_residual_plan,
    ops::find,
    plan::Plan,
};
use kernsmith_runtime::{DType, Device, Kernel, Launch, Stream, Tensor};
use measure::each;
use std::process::{Command, Stdio};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// What a share of the copy's bandwidth has to reach, and one row's time in microseconds.
const LEAST_SHARE: f64 = 0.93;
const MOST_MICROSECONDS: f64 = 2.0;
const PEERS: &str = include_str!("peers.py");
const USAGE: &str = "expected no argument, or one of `memory`, `products` and `tiles`";

/// The plan of an operation's call.
type Planned = fn(&[Tensor]) -> Result<Plan, kernsmith_kernels::Error>;

const OPS: [(&str, Planned, &[[u64; 2]]); 2] = [
    (
        "rms_norm_residual",
        |inputs| rms_norm_residual_plan(&inputs[0], &inputs[1], &inputs[2]),
        &[[4096, 4096], [16_384, 2048], [1, 4096], [1, 2048]],
    ),
    (
        "swiglu",
        |inputs| swiglu_plan(&inputs[0], &inputs[1]),
        &[[4096, 11_008], [1, 11_008]],
    ),
];

fn main() -> Fallible<()> {
    let device = Device::cuda(0)?;
    let stream = Stream::new(&device)?;
    println!("{}: {}", device.name(), device.info().model);
    let is_met = match std::env::args().nth(1).as_deref() {
        None => memory(&stream)? & products::table(&stream, false)?,
        Some("memory") => memory(&stream)?,
        Some("products") => products::table(&stream, false)?,
        Some("tiles") => products::table(&stream, true)?,
        Some(_) => return Err(USAGE.into()),
    };
    match is_met {
        true => Ok(()),
        false => Err("a row is not met".into()),
    }
}

/// What memory limits.
fn memory(stream: &Stream) -> Fallible<bool> {
    println!("| bfloat16 | whose | us | share of copy | target | met |\n|---|---|---|---|---|---|");
    let mut is_met = true;
    for (name, plan, shapes) in OPS {
        for sizes in shapes {
            is_met &= row(stream, name, plan, *sizes)?;
        }
    }
    for line in peers(PEERS).lines() {
        match line.split('\t').collect::<Vec<_>>()[..] {
            [what, whose, us, share] => println!("| {what} | {whose} | {us} | {share} | | |"),
            _ => println!("{line}"),
        }
    }
    Ok(is_met)
}

/// Checks and times one shape, prints it, and says whether it is as fast as it should be.
fn row(stream: &Stream, name: &str, plan: Planned, sizes: [u64; 2]) -> Fallible<bool> {
    let op = find(name)?;
    let (kernel, launch) = checked(stream, op, plan, sizes)?;
    let [rows, d] = sizes;
    let calls = if rows == 1 { 1000 } else { 20 };
    let time = each(stream, (&kernel, &launch), calls)?;
    let copied = op.bytes_moved(&op.signature(&sizes), DType::BF16);
    let (copy, copying) = copy(stream, usize::try_from(copied / 2)?)?;
    let share = each(stream, (&copy, &copying), calls)?.as_secs_f64() / time.as_secs_f64();
    let us = time.as_secs_f64() * 1e6;
    let (target, is_met) = match rows {
        1 => (
            format!("<= {MOST_MICROSECONDS} us"),
            us <= MOST_MICROSECONDS,
        ),
        _ => (format!(">= {LEAST_SHARE}"), share >= LEAST_SHARE),
    };
    let met = if is_met { "yes" } else { "**no**" };
    println!("| {name} {rows}x{d} | kernsmith | {us:.2} | {share:.3} | {target} | {met} |");
    Ok(is_met)
}

/// The launch of an operation on arrays of the device, whose results are right.
fn checked(
    stream: &Stream,
    op: &dyn OpSpec,
    plan: Planned,
    sizes: [u64; 2],
) -> Fallible<(Kernel, Launch)> {
    let (shape, dtype) = (op.signature(&sizes), DType::BF16);
    let hosts = op.generate(&shape, dtype, InputSet::Normal(1));
    let upload = |host: &HostTensor| upload(op.name(), stream, host);
    let inputs: Vec<Tensor> = hosts.iter().map(upload).collect::<Result<_, _>>()?;
    let plan = plan(&inputs)?;
    let kernel = kernel(plan.op, plan.source)?;
    let launch = prepare(&plan, &inputs.iter().collect::<Vec<_>>());
    let outputs = kernel.call(stream, &launch)?;
    for (output, expected) in outputs.iter().zip(op.reference(&shape, &hosts)) {
        let found = host::decode(dtype, &output.to_bytes()?);
        let closeness = op.closeness(dtype);
        let gap = closeness.compare(dtype, op.rows(&shape).elems, &found, &expected);
        if !gap.passes() {
            return Err(format!("{} {shape} is wrong: {gap:?}", op.name()).into());
        }
    }
    Ok((kernel, launch))
}

/// A copy of so many bytes.
fn copy(stream: &Stream, bytes: usize) -> Fallible<(Kernel, Launch)> {
    let words = bytes / 16 * 4;
    let values: Vec<u32> = (0..u32::try_from(words)?).collect();
    let from = Tensor::from_slice(stream.device(), &values, [words])?;
    let kernel = Kernel::builder("copy")
        .inputs(["a"])
        .outputs(["out"])
        .source(
            "const uint i = thread_position_in_grid.x;
            ((device uint4*)out)[i] = ((const device uint4*)a)[i];",
        )
        .build()?;
    let launch = Launch::new()
        .input(&from)
        .output([words], DType::U32)
        .grid([words / 4, 1, 1])
        .threadgroup([256, 1, 1]);
    match kernel.call(stream, &launch)?[0].to_vec::<u32>()? == values {
        true => Ok((kernel, launch)),
        false => Err("a copy is wrong".into()),
    }
}

/// What a script says of others, where there is a Python that has them.
fn peers(script: &str) -> String {
    let mut python = Command::new("python3");
    let output = python
        .args(["-c", script])
        .stderr(Stdio::inherit())
        .output();
    match &output {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(error) => format!("no python3: {error}"),
    }
}
