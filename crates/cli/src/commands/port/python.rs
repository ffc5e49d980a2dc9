//! A Python module around a body: the kernel made once, and a function that launches it.

use kernsmith_msl::{
    contract::{TemplateValue, port::Ported},
    dtype::DType,
    ir::MathMode,
};

use super::literal::{python as literal, variable};

/// The module.
pub(super) fn module(ported: &Ported) -> String {
    let kernel = &ported.kernel;
    let mut text = String::from("import mlx.core as mx\n\n");
    text += &format!("HEADER = {}\n\n", literal(&kernel.header));
    text += &format!("SOURCE = {}\n\n", literal(&kernel.source));
    text += "kernel = mx.fast.metal_kernel(\n";
    text += &format!("    name=\"{}\",\n", kernel.name);
    text += &format!("    input_names={},\n", names(&kernel.inputs));
    text += &format!("    output_names={},\n", names(&kernel.outputs));
    text += "    header=HEADER,\n    source=SOURCE,\n";
    if kernel.atomic_outputs {
        text += "    atomic_outputs=True,\n";
    }
    text += ")\n\n\n";
    if kernel.math_mode != MathMode::Safe {
        text += "# The whole file is compiled with a math mode that is not `safe`.\n";
    }
    text + &function(ported)
}

fn function(ported: &Ported) -> String {
    let kernel = &ported.kernel;
    let start = if kernel.atomic_outputs {
        ", init_value=0"
    } else {
        ""
    };
    let inputs = kernel.inputs.iter().map(|name| variable(name));
    let parameters: String = inputs.map(|name| format!("{name}, ")).collect();
    let mut text = format!(
        "def {}({parameters}*, output_shapes, grid, threadgroup{start}):\n",
        variable(&kernel.name)
    );
    text += &format!("    \"\"\"Gives {}.\"\"\"\n", listed(&kernel.outputs));
    text += "    return kernel(\n        inputs=[\n";
    for input in &ported.inputs {
        let (name, dtype) = (variable(&input.name), dtype(input.dtype));
        text += &match input.scalar {
            true => format!("            mx.array({name}, dtype={dtype}),\n"),
            false => format!("            {name},  # {dtype}\n"),
        };
    }
    text += "        ],\n";
    if !ported.template.is_empty() {
        let pairs = ported.template.iter();
        let pairs = pairs.map(|(name, value)| format!("(\"{name}\", {})", argument(*value)));
        let pairs: Vec<String> = pairs.collect();
        text += &format!("        template=[{}],\n", pairs.join(", "));
    }
    let types = ported.outputs.iter().map(|output| dtype(output.dtype));
    let types: Vec<String> = types.collect();
    text += "        output_shapes=output_shapes,\n";
    text += &format!("        output_dtypes=[{}],\n", types.join(", "));
    if kernel.atomic_outputs {
        text += "        init_value=init_value,\n";
    }
    text += "        grid=grid,\n        threadgroup=threadgroup,\n    )\n";
    text
}

fn names(names: &[String]) -> String {
    let quoted = names.iter().map(|name| format!("\"{name}\""));
    format!("[{}]", quoted.collect::<Vec<_>>().join(", "))
}

fn listed(names: &[String]) -> String {
    let quoted = names.iter().map(|name| format!("`{name}`"));
    quoted.collect::<Vec<_>>().join(", ")
}

fn argument(value: TemplateValue) -> String {
    match value {
        TemplateValue::Type(ty) => dtype(ty),
        TemplateValue::Int(value) => value.to_string(),
        TemplateValue::Bool(true) => "True".to_owned(),
        TemplateValue::Bool(false) => "False".to_owned(),
    }
}

fn dtype(dtype: DType) -> String {
    match dtype {
        DType::Bool => "mx.bool_".to_owned(),
        other => format!("mx.{other}"),
    }
}
