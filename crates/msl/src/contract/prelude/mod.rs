//! Names that exist before the header, without an include: MLX's. What the standard library declares
//! in Metal text comes in when the unit is compiled.
//!
//! The prelude is several Metal files. Each comes in only where its names, or a type that needs
//! it, occur in the kernel's texts, since most kernels use none and every file takes time to
//! parse. That is not seen from outside: a name that occurs nowhere cannot be missed. (A name
//! joined from parts by `##` could be; nobody was seen to.)

use super::{BodyKernel, Specialization, TemplateValue};
use crate::{
    dtype::DType,
    source::{FileId, Origin, SourceMap},
};

/// A file of the prelude.
struct Part {
    name: &'static str,
    text: &'static str,
    /// Occurs in the kernel's texts; none: always there.
    names: &'static [&'static str],
}

/// In order: a later part may use an earlier one.
const PARTS: [Part; 5] = [
    Part {
        name: "<names>",
        text: include_str!("names.metal"),
        names: &[],
    },
    Part {
        name: "<complex>",
        text: include_str!("complex.metal"),
        names: &["complex64_t"],
    },
    Part {
        name: "<limits>",
        text: include_str!("limits.metal"),
        names: &["Limits"],
    },
    Part {
        name: "<indexing>",
        text: include_str!("indexing.metal"),
        names: &["elem_to_loc"],
    },
    Part {
        name: "<arithmetic>",
        text: include_str!("arithmetic.metal"),
        names: &["ceildiv", "cast_to"],
    },
];

/// Adds the parts that a kernel needs, in order.
pub(super) fn add(
    kernel: &BodyKernel,
    spec: &Specialization,
    sources: &mut SourceMap,
) -> Vec<FileId> {
    let complex = uses_complex(spec);
    PARTS
        .iter()
        .filter(|part| {
            let asked = part.names.iter().any(|name| mentions(kernel, name));
            part.names.is_empty() || asked || complex && part.name == "<complex>"
        })
        .map(|part| sources.add(part.name, part.text, Origin::Builtin))
        .collect()
}

fn mentions(kernel: &BodyKernel, name: &str) -> bool {
    kernel.source.contains(name)
        || kernel.header.contains(name)
        || kernel.includes.values().any(|text| text.contains(name))
}

fn uses_complex(spec: &Specialization) -> bool {
    let inputs = spec.inputs.iter().map(|form| form.dtype);
    let template = spec.template.iter().filter_map(|(_, value)| match value {
        TemplateValue::Type(dtype) => Some(*dtype),
        TemplateValue::Int(_) | TemplateValue::Bool(_) => None,
    });
    inputs
        .chain(spec.outputs.iter().copied())
        .chain(template)
        .any(|dtype| dtype == DType::C64)
}
