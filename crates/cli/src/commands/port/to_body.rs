//! From a Metal file to a body.

use std::collections::{BTreeMap, BTreeSet};

use kernsmith_msl::contract::{
    TemplateValue,
    port::{self, Operand, Ported},
};
use serde_json::json;

use super::{Args, Launches, Made, python, rust};
use crate::{
    array::{Number, decode},
    commands::whole_file,
    error::Error,
    launch::{Body, Form, Input, Kernel, LaunchFile, Output, Text, by_name, constants},
};

pub(super) fn make(args: &Args) -> Result<Made, Error> {
    let (sources, mut unit, included) = whole_file::unit(&args.file, &args.options)?;
    if let (Some(kernel), given @ [_, ..]) = (&args.kernel, args.arrays.constants()) {
        let library = whole_file::library(&args.file, &args.options)?;
        // Says what is wrong with the values.
        library.function_with(kernel, &constants(given, &library))?;
        unit.constants = Some(by_name(given, &library));
    }
    let made = port::to_body(sources, &unit, args.kernel.as_deref());
    let ported = made.map_err(|error| match error {
        port::Error::Source(diagnostics, sources) => Error::Compile {
            diagnostics,
            sources: whole_file::with_paths(&sources, &included),
        },
        other => Error::Port(Box::new(other)),
    })?;
    let launches = match &args.kernel {
        Some(kernel) if args.arrays.is_given() => {
            let given = whole_file::launch((&args.file, kernel), &args.arrays, &args.options)?;
            Some(launch(&ported, given)?)
        }
        _ => None,
    };
    let init_value = launches
        .as_ref()
        .and_then(|launches| launches.ported.init_value);
    Ok(Made {
        metal: metal(&ported),
        python: Some(python::module(&ported)),
        rust: rust::of_body(&ported, init_value),
        facts: facts(&ported),
        launches,
    })
}

/// The parts of the kernel, with what is not text in comments.
fn metal(ported: &Ported) -> String {
    let kernel = &ported.kernel;
    let mut text = format!("// name     {}\n", kernel.name);
    let operands = |operands: &[Operand]| {
        let all = operands.iter().map(|operand| {
            let form = if operand.scalar { ", a number" } else { "" };
            format!("{} ({}{form})", operand.name, operand.dtype)
        });
        all.collect::<Vec<_>>().join(", ")
    };
    if !ported.inputs.is_empty() {
        text += &format!("// inputs   {}\n", operands(&ported.inputs));
    }
    text += &format!("// outputs  {}\n", operands(&ported.outputs));
    if kernel.atomic_outputs {
        text += "// outputs are atomic\n";
    }
    if !ported.template.is_empty() {
        let pairs = ported.template.iter();
        let pairs = pairs.map(|(name, value)| format!("{name} = {}", shown(*value)));
        text += &format!("// template {}\n", pairs.collect::<Vec<_>>().join(", "));
    }
    if !kernel.header.is_empty() {
        text += &format!("\n// header\n{}", kernel.header);
    }
    text + &format!("\n// source\n{}", kernel.source)
}

fn facts(ported: &Ported) -> serde_json::Value {
    let kernel = &ported.kernel;
    let operands = |operands: &[Operand]| {
        let all = operands.iter().map(|operand| {
            json!({
                "name": operand.name,
                "parameter": operand.parameter,
                "dtype": operand.dtype.to_string(),
                "zero_dimensional": operand.scalar,
            })
        });
        all.collect::<Vec<_>>()
    };
    let template = ported.template.iter();
    json!({
        "name": kernel.name,
        "header": kernel.header,
        "source": kernel.source,
        "inputs": operands(&ported.inputs),
        "outputs": operands(&ported.outputs),
        "template": template.map(|(name, value)| json!([name, shown(*value)])).collect::<Vec<_>>(),
        "atomic_outputs": kernel.atomic_outputs,
    })
}

fn shown(value: TemplateValue) -> String {
    match value {
        TemplateValue::Type(dtype) => dtype.to_string(),
        TemplateValue::Int(value) => value.to_string(),
        TemplateValue::Bool(value) => value.to_string(),
    }
}

/// The launch of the body on the same arrays.
fn launch(ported: &Ported, given: LaunchFile) -> Result<Launches, Error> {
    let inputs = ported.inputs.iter().map(|operand| input(operand, &given));
    let inputs = inputs.collect::<Result<_, _>>()?;
    let outputs = ported.outputs.iter().map(|operand| place(operand, &given));
    let outputs: Vec<usize> = outputs.collect::<Result<_, _>>()?;
    let named = ported.outputs.iter().zip(&outputs);
    let named = named.map(|(operand, place)| Output {
        name: operand.name.clone(),
        dtype: given.outputs[*place].dtype,
        shape: given.outputs[*place].shape.clone(),
        save: None,
    });
    let kernel = &ported.kernel;
    let launch = LaunchFile {
        kernel: form(ported),
        includes: kernel.includes.clone(),
        defines: kernel.defines.clone(),
        advice: BTreeSet::new(),
        inputs,
        outputs: named.collect(),
        template: ported.template.clone(),
        grid: given.grid,
        threadgroup: given.threadgroup,
        init_value: start(ported, &given)?.or(given.init_value),
        constants: Vec::new(),
        threadgroup_memory: BTreeMap::new(),
    };
    Ok(Launches {
        given,
        ported: launch,
        outputs,
    })
}

fn form(ported: &Ported) -> Kernel {
    let kernel = &ported.kernel;
    let text = |what: &str, text: &str| Text {
        file: format!("{what} of `{}`", kernel.name),
        first_line: 1,
        text: text.to_owned(),
    };
    Kernel {
        name: kernel.name.clone(),
        math_mode: kernel.math_mode,
        form: Form::Body(Body {
            source: text("the source", &kernel.source),
            header: Some(text("the header", &kernel.header)),
            ensure_row_contiguous: true,
            atomic_outputs: kernel.atomic_outputs,
        }),
    }
}

fn input(operand: &Operand, given: &LaunchFile) -> Result<Input, Error> {
    let parameter = &operand.parameter;
    let found = given.inputs.iter().find(|input| input.name == *parameter);
    let found = found.ok_or_else(|| {
        Error::NoLaunch(format!(
            "expected `--input {parameter}=...`, which the kernel reads"
        ))
    })?;
    let mut array = found.array.clone();
    if operand.scalar && array.len_elems() == 1 {
        array.shape.clear();
    }
    Ok(Input {
        name: operand.name.clone(),
        array,
        view: None,
    })
}

/// The output's place among those given.
fn place(operand: &Operand, given: &LaunchFile) -> Result<usize, Error> {
    let parameter = &operand.parameter;
    let mut outputs = given.outputs.iter();
    let found = outputs.position(|output| output.name == *parameter);
    found.ok_or_else(|| {
        Error::NoLaunch(format!(
            "expected `--output {parameter}=...`, which the kernel writes"
        ))
    })
}

/// The one number that all outputs begin with, where the whole file's begin as inputs.
fn start(ported: &Ported, given: &LaunchFile) -> Result<Option<f32>, Error> {
    let updated = |operand: &Operand| {
        let parameter = &operand.parameter;
        given.inputs.iter().find(|input| input.name == *parameter)
    };
    let mut numbers = Vec::new();
    for input in ported.outputs.iter().filter_map(updated) {
        let array = &input.array;
        let elements = array.bytes.chunks_exact(array.dtype.size_bytes());
        numbers.extend(elements.map(|element| decode(array.dtype, element)));
    }
    let Some(first) = numbers.first().copied() else {
        return Ok(None);
    };
    #[expect(clippy::cast_possible_truncation, reason = "compared right after")]
    let value = first.to_f64() as f32;
    let is_value = |number: &Number| *number == first;
    if numbers.iter().all(is_value) && f64::from(value) == first.to_f64() {
        return Ok(Some(value));
    }
    Err(Error::NoLaunch(
        "outputs start from different numbers, and the contract starts all from one; \
         help: add what they start from in a step of its own"
            .to_owned(),
    ))
}
