//! From a launch file's body to a whole Metal file.

use std::collections::{BTreeMap, BTreeSet};

use kernsmith_msl::contract::{
    InputForm, Slot, Specialization,
    port::{Whole, to_full},
};
use kernsmith_runtime::{DType, Device};
use serde_json::json;

use super::{Args, Launches, Made, rust};
use crate::{
    array::Array,
    error::Error,
    launch::{Bound, Form, Heard, Input, Kernel, LaunchFile, Output, Text},
};

/// Inputs of fewer elements lie in constant memory.
const CONSTANT_ELEMS: usize = 8;

pub(super) fn make(args: &Args) -> Result<Made, Error> {
    let file = args.options.launch(&args.file)?;
    let device = Device::cpu();
    let bound = file.bind(&device, &Heard::default())?;
    // What is wrong with the text is told in its own form.
    bound.module(&device)?;
    let Bound::Body(kernel, _) = &bound else {
        return Err(Error::Usage(
            "a launch file of a body for `--to full`, found one of a whole file",
        ));
    };
    let spec = Specialization {
        inputs: file.inputs.iter().map(form).collect(),
        outputs: file.outputs.iter().map(|output| output.dtype).collect(),
        template: file.template.clone(),
    };
    let whole = to_full(kernel.body(), &spec)?;
    let facts = whole.parameters.iter().enumerate();
    let facts = facts.map(|(index, (name, _))| json!({ "buffer": index, "name": name }));
    Ok(Made {
        metal: whole.text.clone(),
        python: None,
        rust: rust::of_whole(&whole, &spec.outputs, file.kernel.math_mode),
        facts: json!({ "name": whole.name, "parameters": facts.collect::<Vec<_>>() }),
        launches: launch(&whole, &file).map(|ported| Launches {
            outputs: (0..file.outputs.len()).collect(),
            given: file,
            ported,
        }),
    })
}

fn extents(input: &Input) -> &[usize] {
    let view = input.view.as_ref().map(|view| view.shape.as_slice());
    view.unwrap_or(&input.array.shape)
}

fn form(input: &Input) -> InputForm {
    let shape = extents(input);
    InputForm {
        dtype: input.array.dtype,
        scalar: shape.is_empty(),
        constant: shape.iter().product::<usize>() < CONSTANT_ELEMS,
    }
}

/// The launch of the whole file on the same arrays; none on views, which only the contract lays out.
fn launch(whole: &Whole, given: &LaunchFile) -> Option<LaunchFile> {
    if given.inputs.iter().any(|input| input.view.is_some()) {
        return None;
    }
    let inputs = whole.parameters.iter().filter_map(|(name, slot)| {
        Some(Input {
            name: name.clone(),
            array: content(*slot, given)?,
            view: None,
        })
    });
    let outputs = given.outputs.iter().map(|output| Output {
        name: output.name.clone(),
        dtype: output.dtype,
        shape: output.shape.clone(),
        save: None,
    });
    Some(LaunchFile {
        kernel: Kernel {
            name: whole.name.clone(),
            math_mode: given.kernel.math_mode,
            form: Form::Whole(Text {
                file: format!("{}.metal", whole.name),
                first_line: 1,
                text: whole.text.clone(),
            }),
        },
        includes: BTreeMap::new(),
        defines: Vec::new(),
        advice: BTreeSet::new(),
        inputs: inputs.collect(),
        outputs: outputs.collect(),
        template: Vec::new(),
        grid: given.grid,
        threadgroup: given.threadgroup,
        init_value: given.init_value,
        constants: Vec::new(),
        threadgroup_memory: BTreeMap::new(),
    })
}

/// What a parameter holds that is no output.
fn content(slot: Slot, given: &LaunchFile) -> Option<Array> {
    let extents = |index: usize| &given.inputs[index].array.shape;
    match slot {
        Slot::Input(index) => Some(given.inputs[index].array.clone()),
        Slot::Shape(index) => Some(int32(extents(index))),
        Slot::Ndim(index) => Some(Array {
            shape: Vec::new(),
            ..int32(&[extents(index).len()])
        }),
        Slot::Strides(index) => {
            let mut strides = Vec::new();
            let mut stride = 1_i64;
            for extent in extents(index).iter().rev() {
                strides.push(stride);
                stride = stride.saturating_mul(i64::try_from(*extent).unwrap_or(i64::MAX));
            }
            Some(Array {
                dtype: DType::I64,
                shape: vec![strides.len()],
                bytes: strides.iter().rev().flat_map(|s| s.to_ne_bytes()).collect(),
            })
        }
        Slot::Output(_) => None,
    }
}

fn int32(numbers: &[usize]) -> Array {
    let numbers = numbers
        .iter()
        .map(|n| i32::try_from(*n).unwrap_or(i32::MAX));
    let bytes: Vec<u8> = numbers.flat_map(i32::to_ne_bytes).collect();
    Array {
        dtype: DType::I32,
        shape: vec![bytes.len() / size_of::<i32>()],
        bytes,
    }
}
