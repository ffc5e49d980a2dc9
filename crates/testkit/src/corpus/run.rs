//! Runs a case on the reference interpreter alone, with no device.

use super::Case;
use crate::array::Array;
use kernsmith_msl::{
    compile::compile,
    contract::{InputForm, Slot, Specialization, assemble},
    diagnostic::{Diagnostics, RenderStyle},
    interp::{BufferInit, Launch, Memory},
    ir::log::{LogBuffer, LogRecord, render},
    ir::{LogFormat, LogLevel, Module},
    source::SourceMap,
};
use std::collections::BTreeSet;

/// Inputs of fewer elements are passed in constant memory.
const CONSTANT_ELEMENTS: usize = 8;
/// Threadgroup memory of the device that is imitated.
const THREADGROUP_BYTES: u32 = 32 * 1024;

/// A case that was compiled.
#[derive(Debug)]
pub struct CompiledCase {
    /// The module.
    pub module: Module,
    /// The kernel's host name in it.
    pub kernel: String,
    /// What each `[[buffer(i)]]` takes.
    pub slots: Vec<Slot>,
}

/// What a case made.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Its outputs. A device that found something may have none.
    pub outputs: Vec<Array>,
    /// Names of the findings, sorted, each fault once.
    pub findings: Vec<String>,
    /// What it logged, as [`log_line`] has it.
    pub log: Vec<String>,
}

/// Compiles a case and interprets it.
///
/// # Errors
/// The rendered diagnostics, if it does not compile.
pub fn run(case: &Case) -> Result<Outcome, String> {
    interpret(case, &compile_case(case)?)
}

/// Compiles a case.
///
/// # Errors
/// The rendered diagnostics, if it does not compile.
pub fn compile_case(case: &Case) -> Result<CompiledCase, String> {
    let mut assembled =
        assemble(&case.kernel, &specialization(case)).map_err(|error| error.to_string())?;
    let compilation = compile(&mut assembled.sources, &assembled.unit);
    let Some(module) = compilation.module else {
        let list = compilation.diagnostics.iter();
        let texts: Vec<String> = list
            .map(|diagnostic| diagnostic.render(&assembled.sources, RenderStyle::Plain))
            .collect();
        return Err(format!("{}:\n{}", case.name, texts.join("\n")));
    };
    Ok(CompiledCase {
        module,
        kernel: assembled.kernel,
        slots: assembled.slots,
    })
}

/// A case as one whole file: header, generated signature and body.
///
/// # Errors
/// If the contract does not take the kernel.
pub fn text(case: &Case) -> Result<String, String> {
    let assembled = assemble(&case.kernel, &specialization(case));
    Ok(assembled.map_err(|error| error.to_string())?.text())
}

/// Everything that the contract and the compiler say about a case's text, with that text.
///
/// # Errors
/// If the contract does not take the kernel.
pub fn diagnose(case: &Case) -> Result<(Diagnostics, SourceMap), String> {
    let mut assembled =
        assemble(&case.kernel, &specialization(case)).map_err(|error| error.to_string())?;
    let compilation = compile(&mut assembled.sources, &assembled.unit);
    let mut said = assembled.warnings;
    said.append(compilation.diagnostics);
    Ok((said, assembled.sources))
}

/// Interprets a compiled case.
///
/// # Errors
/// If the interpreter refuses the kernel.
pub fn interpret(case: &Case, compiled: &CompiledCase) -> Result<Outcome, String> {
    let threadgroup = std::array::from_fn(|axis| case.threadgroup[axis].min(case.grid[axis]));
    let launch = Launch {
        module: &compiled.module,
        kernel: &compiled.kernel,
        grid: case.grid,
        threadgroup,
        threadgroup_limit_bytes: THREADGROUP_BYTES,
        threadgroup_lengths: Vec::new(),
    };
    let prepared = launch.prepare().map_err(|error| error.to_string())?;
    let buffers = compiled.slots.iter().map(|slot| buffer(case, *slot));
    let memory = Memory::new(buffers.collect());
    let mut log = prepared.log();
    let mut findings = BTreeSet::new();
    let [width, height, depth] = prepared.threadgroups();
    for z in 0..depth {
        for y in 0..height {
            for x in 0..width {
                let found = prepared.run_threadgroup(&memory, [x, y, z], &mut log);
                findings.extend(
                    found
                        .into_iter()
                        .map(|finding| (finding.name, finding.span)),
                );
            }
        }
    }
    let mut names: Vec<String> = findings
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    for (buffer, slot) in compiled.slots.iter().enumerate() {
        if matches!(slot, Slot::Output(_)) && !memory.never_written(buffer).is_empty() {
            names.push("never-written".to_owned());
        }
    }
    names.sort();
    let buffers = memory.into_buffers();
    let bound = compiled.slots.iter().zip(buffers);
    let outputs = bound.filter_map(|(slot, bytes)| match slot {
        Slot::Output(output) => Some(Array {
            dtype: case.outputs[*output].dtype,
            shape: case.outputs[*output].shape.clone(),
            bytes,
        }),
        _ => None,
    });
    Ok(Outcome {
        outputs: outputs.collect(),
        findings: names,
        log: log_lines(log, &compiled.module.logs),
    })
}

fn log_lines(log: LogBuffer, formats: &[LogFormat]) -> Vec<String> {
    let (records, lost) = log.finish();
    let line = |record: &LogRecord| {
        let format = &formats[record.format as usize];
        log_line(format.level, record.thread, &render(format, &record.values))
    };
    records.iter().map(line).chain(lost_line(lost)).collect()
}

/// A message as a case's `log:` has it.
#[must_use]
pub fn log_line(level: LogLevel, thread: [u32; 3], text: &str) -> String {
    let [x, y, z] = thread;
    let text = text.replace('\n', "\\n");
    format!("{} {x},{y},{z} {text}", level.name())
}

/// The last line where some messages had no room.
#[must_use]
pub fn lost_line(lost: u64) -> Option<String> {
    (lost > 0).then(|| format!("lost {lost}"))
}

fn specialization(case: &Case) -> Specialization {
    let inputs = case.inputs.iter().map(|input| InputForm {
        dtype: input.array.dtype,
        scalar: input.array.shape.is_empty(),
        constant: input.array.elements() < CONSTANT_ELEMENTS,
    });
    Specialization {
        inputs: inputs.collect(),
        outputs: case.outputs.iter().map(|output| output.dtype).collect(),
        template: case.template.clone(),
    }
}

fn buffer(case: &Case, slot: Slot) -> BufferInit {
    let given = |bytes: Vec<u8>| BufferInit {
        bytes,
        initialized: true,
        writable: false,
    };
    match slot {
        Slot::Input(input) => given(lying(case, input).0),
        Slot::Shape(input) => {
            let dims = case.inputs[input].array.shape.iter();
            given(dims.flat_map(|&dim| (dim as i32).to_le_bytes()).collect())
        }
        Slot::Strides(input) => {
            let strides = lying(case, input).1;
            given(
                strides
                    .iter()
                    .flat_map(|stride| stride.to_le_bytes())
                    .collect(),
            )
        }
        Slot::Ndim(input) => {
            let rank = case.inputs[input].array.shape.len() as i32;
            given(rank.to_le_bytes().to_vec())
        }
        Slot::Output(output) => {
            let output = &case.outputs[output];
            let count: usize = output.shape.iter().product();
            let value = f64::from(case.init_value.unwrap_or(0.0));
            let array = Array::from_floats(output.dtype, &[count], &vec![value; count]);
            BufferInit {
                bytes: array.bytes,
                initialized: case.init_value.is_some(),
                writable: true,
            }
        }
    }
}

/// An input's bytes as they lie in memory, and its strides in elements.
fn lying(case: &Case, input: usize) -> (Vec<u8>, Vec<i64>) {
    let input = &case.inputs[input];
    let row_major = |shape: &[usize]| {
        let mut strides = vec![1; shape.len()];
        for axis in (1..shape.len()).rev() {
            strides[axis - 1] = strides[axis] * shape[axis] as i64;
        }
        strides
    };
    if !input.transposed || case.row_contiguous {
        return (input.array.bytes.clone(), row_major(&input.array.shape));
    }
    let stored = input.stored();
    let mut strides = row_major(&stored.shape);
    strides.reverse();
    (stored.bytes, strides)
}
