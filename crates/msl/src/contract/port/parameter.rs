//! Parameters of a whole kernel as the contract's inputs, outputs and positions.
//!
//! | parameter | becomes |
//! |---|---|
//! | `device const T* x`, `constant T* x`, `device T* x` that is only read | input `x` |
//! | `constant T& x` | zero-dimensional input `x` |
//! | `constant float4& x` | input `x_elements`, and `const float4 x = ...;` |
//! | `device T* x` that is only written | output `x` |
//! | `device float4* x` | input or output `x_elements`, and a pointer `x` to it |
//! | `uint id [[thread_position_in_grid]]` | `uint id = thread_position_in_grid.x;` |
//! | `device T* x` that a function constant leaves out | `device T* x = nullptr;` |
//!
//! Refused: memory that is read and written, structs, threadgroup memory of the launch.

use super::{body::Operand, choice::Choice, refusal};
use crate::{
    analysis::access::Access,
    contract::TemplateValue,
    diagnostic::{Diagnostic, Diagnostics},
    dtype::DType,
    ir::{BuiltIn, EntryParam, Module, Type, TypeId},
    source::{SourceMap, Span},
    syntax::ast::{self, TypeKind},
};

/// Views an array of elements as one of vectors, in either memory that the contract puts an input in.
pub(super) const VIEW: &str = "\
template <typename V, typename T>
inline const device V* elements_as(const device T* elements) { return (const device V*)elements; }
template <typename V, typename T>
inline const constant V* elements_as(const constant T* elements) { return (const constant V*)elements; }
";

/// A kernel on its way.
pub(super) struct Port<'a> {
    pub(super) sources: &'a SourceMap,
    pub(super) module: &'a Module,
    pub(super) inputs: Vec<Operand>,
    pub(super) outputs: Vec<Operand>,
    pub(super) template: Vec<(String, TemplateValue)>,
    /// What the statements need before them.
    pub(super) declarations: Vec<String>,
    /// Names of positions that the statements spell, and what they have to spell instead.
    pub(super) renamed: Vec<(String, String)>,
    /// Whether inputs are seen as vectors.
    pub(super) needs_view: bool,
    /// Where outputs are atomic.
    pub(super) atomic: Vec<Span>,
    pub(super) refusals: Diagnostics,
}

/// A parameter that leads to memory.
struct Memory<'p> {
    name: &'p str,
    span: Span,
    /// The spelling of what it leads to, without qualifiers.
    spelled: String,
    pointee: TypeId,
    reference: bool,
    access: Access,
    /// Declared as memory that may be written.
    writable: bool,
}

impl Port<'_> {
    pub(super) fn refuse(&mut self, refusal: Diagnostic) {
        self.refusals.push(refusal);
    }

    /// Takes all parameters.
    pub(super) fn parameters(&mut self, choice: &Choice<'_>, accesses: &[Access]) {
        let function = &self.module.functions[choice.entry.function];
        // Function constants may leave parameters out; the entry has the others, in order.
        let mut bindings = choice.entry.params.iter().enumerate().peekable();
        for param in &choice.function.params {
            let exists =
                |index: usize| !is_optional(param) || covers(param, function.params[index].span);
            let Some((index, binding)) = bindings.next_if(|(index, _)| exists(*index)) else {
                self.absent(param);
                continue;
            };
            let Some(name) = param.name.as_ref().map(|name| name.name.as_str()) else {
                // What has no name is used by nobody.
                continue;
            };
            match *binding {
                EntryParam::BuiltIn(built_in) => self.built_in(built_in, name, param),
                EntryParam::Threadgroup { .. } => self.refuse(refusal(
                    param.span,
                    format!("`{name}` is threadgroup memory of a length that the launch gives"),
                    "declare it in the kernel with a fixed size, such as `threadgroup float x[256];`",
                )),
                EntryParam::Buffer { access, .. } => {
                    let Type::Pointer { pointee, .. } = self.module.types[function.params[index].ty]
                    else {
                        continue;
                    };
                    let (target, reference) = match &param.ty.kind {
                        TypeKind::Pointer(target) => (target, false),
                        TypeKind::Reference(target) => (target, true),
                        _ => {
                            let message = format!("the type of `{name}` hides that it is a pointer");
                            self.refuse(refusal(param.span, message, "spell it out"));
                            continue;
                        }
                    };
                    self.memory(&Memory {
                        name,
                        span: param.span,
                        spelled: bare(self.sources.text(target.span)),
                        pointee,
                        reference,
                        access: accesses.get(index).copied().unwrap_or_default(),
                        writable: access == crate::ir::BufferAccess::ReadWrite,
                    });
                }
            }
        }
    }

    /// A position: the contract's own has all three components.
    fn built_in(&mut self, built_in: BuiltIn, name: &str, param: &ast::Parameter) {
        let mut known = BuiltIn::ALL.iter();
        let spelled = known
            .find(|(known, _)| *known == built_in)
            .map_or("", |(_, name)| *name);
        let ty = bare(self.text(param.ty.span));
        let lanes = ty.chars().last().filter(char::is_ascii_digit);
        let lanes = lanes.unwrap_or('1');
        let part = match (built_in.is_vector(), lanes) {
            (false, _) | (true, '3') => "",
            (true, '2') => ".xy",
            (true, _) => ".x",
        };
        let same = matches!(
            (built_in.is_vector(), ty.as_str()),
            (true, "uint3") | (false, "uint")
        );
        let value = match ty.as_str() {
            "uint" | "uint2" | "uint3" => format!("{spelled}{part}"),
            _ => format!("{ty}({spelled}{part})"),
        };
        if name != spelled {
            let constant = if param.ty.qualifiers.constant {
                "const "
            } else {
                ""
            };
            self.declarations
                .push(format!("{constant}{ty} {name} = {value};"));
        } else if !same {
            self.renamed.push((name.to_owned(), value));
        } else {
            // The contract brings it by itself where the statements name it.
        }
    }

    fn memory(&mut self, memory: &Memory<'_>) {
        let name = memory.name;
        let (dtype, lanes, atomic) = match self.module.types[memory.pointee] {
            Type::Scalar(scalar) => (DType::from(scalar), 1, false),
            Type::Vector { scalar, lanes, .. } => (DType::from(scalar), lanes, false),
            Type::Atomic(scalar) => (DType::from(scalar), 1, true),
            _ => {
                let (what, help) = match memory.reference {
                    true => (
                        "a struct",
                        "pass each of its fields as a number of its own: `constant float& a, constant uint& b`",
                    ),
                    false => (
                        "structs",
                        "pass each field as an array of its own, or the bytes as an array of `uint`",
                    ),
                };
                let message = format!(
                    "`{name}` is {what}, and the contract passes numbers and arrays of numbers"
                );
                return self.refuse(refusal(memory.span, message, help));
            }
        };
        if memory.access.read && memory.access.written && !atomic {
            let message =
                format!("`{name}` is read and written, and arrays never change in the contract");
            let help = format!(
                "read `{name}` and write a new array, such as `device {}* {name}_out`",
                memory.spelled
            );
            return self.refuse(refusal(memory.span, message, help));
        }
        let is_output = memory.access.written || atomic;
        let declaration = self.declaration(memory, lanes, is_output);
        let passed = match declaration {
            Some(_) => format!("{name}_elements"),
            None => name.to_owned(),
        };
        self.declarations.extend(declaration);
        let operand = Operand {
            name: passed,
            parameter: name.to_owned(),
            dtype,
            scalar: memory.reference && lanes == 1 && !is_output,
            writable: memory.writable,
        };
        if atomic {
            self.atomic.push(memory.span);
        }
        if is_output {
            self.outputs.push(operand);
        } else {
            self.inputs.push(operand);
        }
    }

    /// What makes the parameter out of what the contract passes, where that differs.
    fn declaration(&mut self, memory: &Memory<'_>, lanes: u8, is_output: bool) -> Option<String> {
        let (name, ty) = (memory.name, &memory.spelled);
        match (memory.reference, is_output) {
            (false, _) if lanes == 1 => None,
            (false, true) => Some(format!(
                "device {ty}* {name} = (device {ty}*){name}_elements;"
            )),
            (false, false) => {
                self.needs_view = true;
                Some(format!("auto {name} = elements_as<{ty}>({name}_elements);"))
            }
            (true, true) => Some(format!(
                "device {ty}& {name} = *(device {ty}*){name}_elements;"
            )),
            (true, false) if lanes == 1 => None,
            (true, false) => {
                let elements = (0..lanes).map(|lane| format!("{name}_elements[{lane}]"));
                let elements: Vec<String> = elements.collect();
                Some(format!(
                    "const {ty} {name} = {ty}({});",
                    elements.join(", ")
                ))
            }
        }
    }
}

/// Whether a function constant says if the parameter exists.
fn is_optional(param: &ast::Parameter) -> bool {
    let mut attributes = param.attributes.iter();
    attributes.any(|attribute| attribute.name.name == "function_constant")
}

fn covers(param: &ast::Parameter, span: Span) -> bool {
    let whole = param.span;
    whole.file == span.file && whole.start <= span.start && span.end <= whole.end
}

/// A spelled type without what qualifies it.
fn bare(spelled: &str) -> String {
    let words = spelled.split_whitespace();
    let words = words.filter(|word| {
        !matches!(
            *word,
            "const" | "device" | "constant" | "volatile" | "threadgroup"
        )
    });
    words.collect::<Vec<_>>().join(" ")
}
