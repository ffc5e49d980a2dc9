//! From a body to a whole file.

use super::header::inlined;
use crate::contract::{BodyKernel, Error, Slot, Specialization, assemble};

/// A kernel as a whole file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// The file.
    pub text: String,
    /// The kernel's name in it.
    pub name: String,
    /// Name and content of each `[[buffer(i)]]`.
    pub parameters: Vec<(String, Slot)>,
}

/// What every file begins with.
const START: &str = "#include <metal_stdlib>\nusing namespace metal;\n";
/// Names of the contract's that a file has to declare by itself.
const OWN: &str = "<names>";

/// The kernel with the signature that the contract generates for these types.
///
/// # Errors
/// If the types do not fit the kernel, as for [`assemble`].
pub fn to_full(kernel: &BodyKernel, spec: &Specialization) -> Result<Whole, Error> {
    let plain = BodyKernel {
        header: inlined(&kernel.header, &kernel.includes),
        source: inlined(&kernel.source, &kernel.includes),
        ..kernel.clone()
    };
    let assembled = assemble(&plain, spec)?;
    let mut text = START.to_owned();
    for (name, value) in &kernel.defines {
        text.push_str(&format!("#define {name} {value}\n"));
    }
    let own = assembled.text();
    for (_, file) in assembled.sources.files() {
        let is_prelude = file.origin == crate::source::Origin::Builtin
            && !["<signature>", "<instantiation>"].contains(&file.name.as_str());
        let is_needed = file.name != OWN || own.contains("bfloat16_t");
        if is_prelude && is_needed {
            let is_title = |line: &&str| line.is_empty() || line.starts_with("//");
            let lines = file.text.lines().skip_while(is_title);
            let lines = lines.filter(|line| *line != "using namespace metal;" && !line.is_empty());
            text.extend(lines.flat_map(|line| [line, "\n"]));
        }
    }
    for line in own.split_inclusive('\n') {
        if !START.lines().any(|start| start == line.trim()) {
            text.push_str(line);
        }
    }
    Ok(Whole {
        text: text.replace(&assembled.kernel, &kernel.name),
        name: kernel.name.clone(),
        parameters: assembled
            .slots
            .iter()
            .map(|slot| (parameter(&plain, *slot), *slot))
            .collect(),
    })
}

fn parameter(kernel: &BodyKernel, slot: Slot) -> String {
    match slot {
        Slot::Input(index) => kernel.inputs[index].clone(),
        Slot::Shape(index) => format!("{}_shape", kernel.inputs[index]),
        Slot::Strides(index) => format!("{}_strides", kernel.inputs[index]),
        Slot::Ndim(index) => format!("{}_ndim", kernel.inputs[index]),
        Slot::Output(index) => kernel.outputs[index].clone(),
    }
}
