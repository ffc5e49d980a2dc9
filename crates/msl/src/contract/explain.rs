//! What a body's author should know about a name that does not exist: facts of the launch contract
//! that the compiler, which sees a whole translation unit, does not have.

use super::{Assembled, BodyKernel, Specialization};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    ir::BuiltIn,
};

/// Adds to findings of undeclared names why the contract does not bring them into being.
#[must_use]
pub fn explain(
    kernel: &BodyKernel,
    spec: &Specialization,
    (assembled, found): (&Assembled, Diagnostics),
) -> Diagnostics {
    found.map(|diagnostic| {
        let file = diagnostic.span.file;
        if diagnostic.name != "undeclared-identifier" || !assembled.is_callers(file) {
            return diagnostic;
        }
        let name = assembled.sources.text(diagnostic.span).to_owned();
        if assembled.is_body(file) {
            of_body(kernel, spec, &name, diagnostic)
        } else {
            of_header(kernel, &name, diagnostic)
        }
    })
}

/// Rule 3: a zero-dimensional input is a value.
fn of_body(
    kernel: &BodyKernel,
    spec: &Specialization,
    name: &str,
    found: Diagnostic,
) -> Diagnostic {
    let mut inputs = kernel.inputs.iter().zip(&spec.inputs);
    let scalar = inputs.find(|(input, form)| {
        let fact = name.strip_prefix(input.as_str());
        form.scalar && matches!(fact, Some("_shape" | "_strides" | "_ndim"))
    });
    match scalar {
        Some((input, _)) => found.with_note(format!(
            "input `{input}` is zero-dimensional here: it is passed as a value, without shape, strides and rank"
        )),
        None => found,
    }
}

/// Rule 6: what stands before the kernel function does not see its parameters.
fn of_header(kernel: &BodyKernel, name: &str, found: Diagnostic) -> Diagnostic {
    let is_param = |list: &[String]| list.iter().any(|known| known == name);
    let what = if BuiltIn::ALL.iter().any(|(_, known)| *known == name) {
        "a built-in"
    } else if is_param(&kernel.inputs) {
        "an input"
    } else if is_param(&kernel.outputs) {
        "an output"
    } else {
        return found;
    };
    found
        .with_note(format!(
            "`{name}` is {what}, a parameter of the kernel function: the header does not see it"
        ))
        .with_help("pass it to the helper as a parameter")
}
