//! A Rust function around a kernel, in either form.

use kernsmith_msl::{
    contract::{Slot, TemplateValue, port::Ported, port::Whole},
    dtype::DType,
    ir::MathMode,
};

use super::literal::{rust as literal, variable};

/// A function that launches a body.
pub(super) fn of_body(ported: &Ported, init_value: Option<f32>) -> String {
    let kernel = &ported.kernel;
    let uses_types = !kernel.outputs.is_empty() || !ported.template.is_empty();
    let mut text = imports(uses_types, "Kernel, Launch", kernel.math_mode);
    text += &format!("const HEADER: &str = {};\n\n", literal(&kernel.header));
    text += &format!("const SOURCE: &str = {};\n\n", literal(&kernel.source));
    text += &format!("/// Launches `{}`.\n", kernel.name);
    for (index, input) in ported.inputs.iter().enumerate() {
        let form = if input.scalar {
            " without dimensions"
        } else {
            ""
        };
        text += "///\n".repeat(usize::from(index == 0)).as_str();
        text += &format!(
            "/// `inputs[{index}]` is `{}`: {}{form}.\n",
            input.name, input.dtype
        );
    }
    text += &signature(&kernel.name, kernel.inputs.len(), kernel.outputs.len());
    text += &format!("    let kernel = Kernel::builder(\"{}\")\n", kernel.name);
    if !kernel.inputs.is_empty() {
        text += &format!("        .inputs({:?})\n", kernel.inputs);
    }
    text += &format!("        .outputs({:?})\n", kernel.outputs);
    text += "        .header(HEADER)\n        .source(SOURCE)\n";
    if kernel.atomic_outputs {
        text += "        .atomic_outputs(true)\n";
    }
    text += &math_mode(kernel.math_mode);
    text += "        .build()?;\n";
    text += "    let launch = Launch::new()\n";
    if !kernel.inputs.is_empty() {
        text += "        .inputs(inputs)\n";
    }
    for (name, value) in &ported.template {
        text += &format!("        .template(\"{name}\", {})\n", argument(*value));
    }
    for (index, output) in ported.outputs.iter().enumerate() {
        text += &format!(
            "        .output(shapes[{index}], DType::{:?})\n",
            output.dtype
        );
    }
    let start = init_value.or(kernel.atomic_outputs.then_some(0.0));
    if let Some(value) = start {
        text += &format!("        .init_value({value:?})\n");
    }
    text + "        .grid(grid)\n        .threadgroup(threadgroup);\n    kernel.call(stream, &launch)\n}\n"
}

/// A function that calls a kernel of a whole file. The types are those of the outputs.
pub(super) fn of_whole(whole: &Whole, outputs: &[DType], math: MathMode) -> String {
    let inputs = whole.parameters.iter();
    let inputs = inputs.filter(|(_, slot)| !matches!(slot, Slot::Output(_)));
    let mut text = imports(true, "Call, Library", math);
    text += &format!("const FILE: &str = {};\n\n", literal(&whole.text));
    text += &format!("/// Calls `{}`.\n///\n", whole.name);
    for (index, (name, slot)) in inputs.clone().enumerate() {
        let what = match slot {
            Slot::Shape(_) => ": the shape, as int32",
            Slot::Strides(_) => ": the strides in elements, as int64",
            Slot::Ndim(_) => ": the number of dimensions, as int32",
            Slot::Input(_) | Slot::Output(_) => "",
        };
        text += &format!("/// `inputs[{index}]` is `{name}`{what}.\n");
    }
    text += &signature(&whole.name, inputs.count(), outputs.len());
    text += "    let library = Library::builder()\n        .source(FILE)\n";
    text += &math_mode(math);
    text += "        .build()?;\n    let call = Call::new()\n";
    let mut input = 0;
    for (index, (_, slot)) in whole.parameters.iter().enumerate() {
        match slot {
            Slot::Output(output) => {
                text += &format!(
                    "        .output({index}, shapes[{output}], DType::{:?})\n",
                    outputs[*output]
                );
            }
            _ => {
                text += &format!("        .buffer({index}, inputs[{input}])\n");
                input += 1;
            }
        }
    }
    text += "        .grid(grid)\n        .threadgroup(threadgroup);\n";
    text + &format!(
        "    library.function(\"{}\")?.call(stream, &call)\n}}\n",
        whole.name
    )
}

fn imports(types: bool, own: &str, math: MathMode) -> String {
    let types = if types { "DType, " } else { "" };
    let math = if math == MathMode::Safe {
        ""
    } else {
        "MathMode, "
    };
    let mut names: Vec<&str> = own.split(", ").collect();
    names.extend(types.split(", ").filter(|name| !name.is_empty()));
    names.extend(math.split(", ").filter(|name| !name.is_empty()));
    names.extend(["Error", "Stream", "Tensor"]);
    names.sort_unstable();
    format!("use kernsmith::{{{}}};\n\n", names.join(", "))
}

fn signature(name: &str, inputs: usize, outputs: usize) -> String {
    let inputs = match inputs {
        0 => String::new(),
        count => format!("    inputs: [&Tensor; {count}],\n"),
    };
    format!(
        "pub fn {}(\n    stream: &Stream,\n{inputs}    shapes: [&[usize]; {outputs}],\n    \
         grid: [u32; 3],\n    threadgroup: [u32; 3],\n) -> Result<Vec<Tensor>, Error> {{\n",
        variable(name)
    )
}

fn math_mode(mode: MathMode) -> String {
    match mode {
        MathMode::Safe => String::new(),
        other => format!("        .math_mode(MathMode::{other:?})\n"),
    }
}

fn argument(value: TemplateValue) -> String {
    match value {
        TemplateValue::Type(dtype) => format!("DType::{dtype:?}"),
        TemplateValue::Int(value) => value.to_string(),
        TemplateValue::Bool(value) => value.to_string(),
    }
}
