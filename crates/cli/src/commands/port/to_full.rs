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
    launch::{Bound, Form, Heard, Input, Kernel, LaunchFile, Output, Text, View},
};

/// Inputs of fewer elements lie in constant memory.
const CONSTANT_ELEMS: usize = 8;

/// Views of more elements are not copied: one element may stand for all of them.
const MAX_COPIED_ELEMS: usize = 1 << 28;

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
        launches: match args.no_verify {
            true => None,
            false => Some(Launches {
                outputs: (0..file.outputs.len()).collect(),
                ported: launch(&whole, &file)?,
                given: file,
            }),
        },
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
        constant: elements(shape) < CONSTANT_ELEMS,
    }
}

/// The launch of the whole file on what the contract gives the body: views are copied, or lie as they
/// lie, with their strides.
fn launch(whole: &Whole, given: &LaunchFile) -> Result<LaunchFile, Error> {
    let contiguous = matches!(&given.kernel.form, Form::Body(body) if body.ensure_row_contiguous);
    let laid_out = given.inputs.iter().map(|input| laid_out(input, contiguous));
    let laid_out: Vec<LaidOut> = laid_out.collect::<Result<_, _>>()?;
    let inputs = whole.parameters.iter().filter_map(|(name, slot)| {
        Some(Input {
            name: name.clone(),
            array: content(*slot, &laid_out)?,
            view: None,
        })
    });
    let outputs = given.outputs.iter().map(|output| Output {
        name: output.name.clone(),
        dtype: output.dtype,
        shape: output.shape.clone(),
        save: None,
    });
    Ok(LaunchFile {
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

/// An input as a kernel finds it.
struct LaidOut {
    /// From where its pointer points on.
    memory: Array,
    shape: Vec<usize>,
    strides: Vec<i64>,
}

fn laid_out(input: &Input, contiguous: bool) -> Result<LaidOut, Error> {
    let array = &input.array;
    let Some(view) = &input.view else {
        return Ok(LaidOut {
            memory: array.clone(),
            shape: array.shape.clone(),
            strides: row_major(&array.shape),
        });
    };
    let shape = view.shape.clone();
    if contiguous {
        if elements(&shape) > MAX_COPIED_ELEMS {
            return Err(Error::NoLaunch(format!(
                "expected a view of at most {MAX_COPIED_ELEMS} elements for `{}`, which is copied, found \
                 {shape:?}; help: `--no-verify` prints the file alone",
                input.name
            )));
        }
        let memory = Array {
            dtype: array.dtype,
            shape: shape.clone(),
            bytes: gathered(array, view),
        };
        let strides = row_major(&shape);
        return Ok(LaidOut {
            memory,
            shape,
            strides,
        });
    }
    if view.strides.iter().any(|stride| *stride < 0) {
        return Err(Error::NoLaunch(format!(
            "expected strides from 0 on for `{}`, whose buffer begins where its pointer points, found \
             {:?}; help: `ensure_row_contiguous` copies it, `--no-verify` prints the file alone",
            input.name, view.strides
        )));
    }
    let size = array.dtype.size_bytes();
    let start = view.offset.saturating_mul(size);
    let bytes = array.bytes.get(start..).unwrap_or_default();
    Ok(LaidOut {
        memory: Array {
            dtype: array.dtype,
            shape: vec![bytes.len() / size],
            bytes: bytes.to_vec(),
        },
        strides: view.strides.clone(),
        shape,
    })
}

/// The elements of a view, which lies within the array, in row-major order.
fn gathered(array: &Array, view: &View) -> Vec<u8> {
    let size = array.dtype.size_bytes();
    let count = elements(&view.shape);
    let mut bytes = Vec::with_capacity(count * size);
    for index in 0..count {
        let (mut rest, mut at) = (index, i64::try_from(view.offset).unwrap_or(i64::MAX));
        for (&extent, &stride) in view.shape.iter().zip(&view.strides).rev() {
            let place = i64::try_from(rest % extent).unwrap_or(i64::MAX);
            at = at.saturating_add(stride.saturating_mul(place));
            rest /= extent;
        }
        let at = usize::try_from(at)
            .unwrap_or(usize::MAX)
            .saturating_mul(size);
        bytes.extend(&array.bytes[at..at + size]);
    }
    bytes
}

/// How many elements a shape has; a view of few may have more than memory.
fn elements(shape: &[usize]) -> usize {
    shape
        .iter()
        .fold(1, |count, &extent| count.saturating_mul(extent))
}

fn row_major(shape: &[usize]) -> Vec<i64> {
    let mut strides = Vec::with_capacity(shape.len());
    let mut stride = 1_i64;
    for extent in shape.iter().rev() {
        strides.push(stride);
        stride = stride.saturating_mul(i64::try_from(*extent).unwrap_or(i64::MAX));
    }
    strides.reverse();
    strides
}

/// What a parameter holds that is no output.
fn content(slot: Slot, inputs: &[LaidOut]) -> Option<Array> {
    match slot {
        Slot::Input(index) => Some(inputs[index].memory.clone()),
        Slot::Shape(index) => Some(int32(&inputs[index].shape)),
        Slot::Ndim(index) => Some(Array {
            shape: Vec::new(),
            ..int32(&[inputs[index].shape.len()])
        }),
        Slot::Strides(index) => {
            let strides = &inputs[index].strides;
            Some(Array {
                dtype: DType::I64,
                shape: vec![strides.len()],
                bytes: strides.iter().flat_map(|s| s.to_ne_bytes()).collect(),
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

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows backwards, every second column.
    #[test]
    fn a_view_is_gathered_in_its_own_order() {
        let array = Array {
            dtype: DType::U8,
            shape: vec![12],
            bytes: (0..12).collect(),
        };
        let view = View {
            shape: vec![2, 2],
            strides: vec![-4, 2],
            offset: 5,
        };
        assert_eq!(gathered(&array, &view), [5, 7, 1, 3]);
        let empty = View {
            shape: vec![0, 2],
            ..view
        };
        assert!(gathered(&array, &empty).is_empty());
        assert_eq!(row_major(&[2, 3, 4]), [12, 4, 1]);
    }

    #[test]
    fn a_view_without_end_is_not_copied() {
        let input = Input {
            name: "x".to_owned(),
            array: int32(&[7]),
            view: Some(View {
                shape: vec![1 << 40, 1 << 40],
                strides: vec![0, 0],
                offset: 0,
            }),
        };
        let refused = laid_out(&input, true).err().expect("it has 2^80 elements");
        assert!(
            refused
                .to_string()
                .starts_with("expected a view of at most 268435456")
        );
        let lies = laid_out(&input, false).expect("one element lies there");
        assert_eq!(lies.memory.bytes.len(), 4);
    }
}
