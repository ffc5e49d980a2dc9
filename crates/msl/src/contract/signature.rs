//! The generated function: its parameters, its name, and the instantiation after it.
//!
//! 1. Template arguments are template parameters: `typename T`, `int N`, `bool B`.
//! 2. Each input: a const pointer, or a const reference where it is zero-dimensional; in constant
//!    memory where it has fewer than 8 elements.
//! 3. After an input of at least one dimension come `NAME_shape`, `NAME_strides`, `NAME_ndim`,
//!    each where the body's text contains that name, be it in a comment or within a longer name.
//! 4. Outputs, then each built-in whose name the body's text contains.

use super::{
    BodyKernel, Error, InputForm, Role, Specialization, TemplateValue, names::Names,
    names::validate_template,
};
use crate::{dtype::DType, ir::BuiltIn};
use std::fmt::Write as _;

/// What a `[[buffer(i)]]` of the generated function takes. Numbers count inputs or outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// The elements of an input.
    Input(usize),
    /// The shape of an input, as `int`s.
    Shape(usize),
    /// The strides of an input in elements, as 64-bit integers.
    Strides(usize),
    /// The rank of an input, as one `int`.
    Ndim(usize),
    /// The elements of an output.
    Output(usize),
}

/// The generated text around a body.
pub(super) struct Signature {
    /// Up to and with the opening brace.
    pub(super) open: String,
    /// From the closing brace.
    pub(super) close: String,
    /// The name a host launches the kernel by.
    pub(super) host_name: String,
    pub(super) slots: Vec<Slot>,
    /// Names that are there because the body's text holds them.
    pub(super) searched: Vec<String>,
}

pub(super) fn signature(kernel: &BodyKernel, spec: &Specialization) -> Result<Signature, Error> {
    check_counts(kernel, spec)?;
    check_types(kernel, spec)?;
    validate_template(kernel, &spec.template)?;
    let mut params = Params::new(kernel);
    for (index, (name, form)) in kernel.inputs.iter().zip(&spec.inputs).enumerate() {
        params.input(index, name, *form)?;
    }
    for (index, (name, dtype)) in kernel.outputs.iter().zip(&spec.outputs).enumerate() {
        params.output(index, name, *dtype)?;
    }
    params.built_ins();
    let function = function_name(&kernel.name, spec);
    let open = format!(
        "{}[[kernel]] void {function}({}) {{\n",
        template_head(&spec.template),
        params.lines.join(",")
    );
    let close = format!("\n}}\n{}", instantiation(&function, spec));
    Ok(Signature {
        open,
        close,
        host_name: function,
        slots: params.slots,
        searched: params.searched,
    })
}

fn check_counts(kernel: &BodyKernel, spec: &Specialization) -> Result<(), Error> {
    let counts = [
        ("inputs", kernel.inputs.len(), spec.inputs.len()),
        ("output_dtypes", kernel.outputs.len(), spec.outputs.len()),
    ];
    for (what, expected, found) in counts {
        if expected != found {
            return Err(Error::CountMismatch {
                kernel: kernel.name.clone(),
                what,
                expected,
                found,
            });
        }
    }
    Ok(())
}

/// Every element type has to be one that Metal has.
fn check_types(kernel: &BodyKernel, spec: &Specialization) -> Result<(), Error> {
    let inputs = kernel.inputs.iter().zip(&spec.inputs);
    let outputs = kernel.outputs.iter().zip(&spec.outputs);
    let template = spec
        .template
        .iter()
        .filter_map(|(name, value)| match value {
            TemplateValue::Type(dtype) => Some((Role::Template, name, *dtype)),
            TemplateValue::Int(_) | TemplateValue::Bool(_) => None,
        });
    let mut types = inputs
        .map(|(name, form)| (Role::Input, name, form.dtype))
        .chain(outputs.map(|(name, dtype)| (Role::Output, name, *dtype)))
        .chain(template);
    match types.find(|(.., dtype)| !dtype.is_of_kernels()) {
        None => Ok(()),
        Some((role, name, dtype)) => Err(Error::NoDouble {
            kernel: kernel.name.clone(),
            role,
            name: name.clone(),
            dtype,
            instead: match dtype {
                DType::C128 => DType::C64,
                _ => DType::F32,
            },
        }),
    }
}

/// The parameters so far.
struct Params<'a> {
    kernel: &'a BodyKernel,
    names: Names<'a>,
    lines: Vec<String>,
    slots: Vec<Slot>,
    searched: Vec<String>,
}

impl<'a> Params<'a> {
    fn new(kernel: &'a BodyKernel) -> Self {
        Self {
            kernel,
            names: Names::new(kernel),
            lines: Vec::new(),
            slots: Vec::new(),
            searched: Vec::new(),
        }
    }

    fn input(&mut self, index: usize, name: &str, form: InputForm) -> Result<(), Error> {
        let space = if form.constant { "constant" } else { "device" };
        let mark = if form.scalar { '&' } else { '*' };
        let ty = format!("const {space} {}{mark}", form.dtype.metal_name());
        self.buffer((Role::Input, name), &ty, Slot::Input(index))?;
        if form.scalar {
            return Ok(());
        }
        let facts = [
            ("shape", "const constant int*", Slot::Shape(index)),
            ("strides", "const constant int64_t*", Slot::Strides(index)),
            ("ndim", "const constant int&", Slot::Ndim(index)),
        ];
        for (fact, ty, slot) in facts {
            let name = format!("{name}_{fact}");
            if self.kernel.source.contains(&name) {
                self.buffer((Role::InputInfo, &name), ty, slot)?;
                self.searched.push(name);
            }
        }
        Ok(())
    }

    fn output(&mut self, index: usize, name: &str, dtype: DType) -> Result<(), Error> {
        let element = dtype.metal_name();
        let ty = if self.kernel.atomic_outputs {
            if !may_be_atomic(dtype) {
                return Err(Error::NotAtomic {
                    kernel: self.kernel.name.clone(),
                    name: name.to_owned(),
                    dtype,
                });
            }
            format!("device atomic<{element}>*")
        } else {
            format!("device {element}*")
        };
        self.buffer((Role::Output, name), &ty, Slot::Output(index))
    }

    fn buffer(&mut self, (role, name): (Role, &str), ty: &str, slot: Slot) -> Result<(), Error> {
        self.names.add(role, name)?;
        let index = self.slots.len();
        self.lines
            .push(format!("\n  {ty} {name} [[buffer({index})]]"));
        self.slots.push(slot);
        Ok(())
    }

    fn built_ins(&mut self) {
        for (built_in, name) in BuiltIn::ALL {
            if self.kernel.source.contains(name) {
                let ty = if built_in.is_vector() {
                    "uint3"
                } else {
                    "uint"
                };
                self.lines.push(format!("\n  {ty} {name} [[{name}]]"));
                self.searched.push(name.to_owned());
            }
        }
    }
}

/// Clause 2.6: the types that `atomic<T>` takes.
const fn may_be_atomic(dtype: DType) -> bool {
    matches!(
        dtype,
        DType::Bool | DType::I32 | DType::U32 | DType::U64 | DType::F32
    )
}

fn template_head(template: &[(String, TemplateValue)]) -> String {
    if template.is_empty() {
        return String::new();
    }
    let params: Vec<_> = template
        .iter()
        .map(|(name, value)| match value {
            TemplateValue::Type(_) => format!("typename {name}"),
            TemplateValue::Int(_) => format!("int {name}"),
            TemplateValue::Bool(_) => format!("bool {name}"),
        })
        .collect();
    format!("template <{}>\n", params.join(", "))
}

/// What makes a kernel of the template exist. A function that is no template needs none.
fn instantiation(function: &str, spec: &Specialization) -> String {
    let arguments: Vec<_> = spec
        .template
        .iter()
        .map(|(_, value)| match value {
            TemplateValue::Type(dtype) => dtype.metal_name().to_owned(),
            TemplateValue::Int(value) => value.to_string(),
            TemplateValue::Bool(value) => value.to_string(),
        })
        .collect();
    if arguments.is_empty() {
        return String::new();
    }
    let instance = format!("{function}<{}>", arguments.join(", "));
    format!(
        "\ntemplate [[host_name(\"{function}\")]] [[kernel]]\ndecltype({instance}) {instance};\n"
    )
}

/// The kernel's name, template values, input types (`s`: zero-dimensional, `c`: constant), output
/// types.
fn function_name(kernel: &str, spec: &Specialization) -> String {
    let mut name = format!("custom_kernel_{kernel}");
    let mut add = |part: std::fmt::Arguments<'_>| {
        name.write_fmt(part)
            .expect("writing to a string never fails");
    };
    for (_, value) in &spec.template {
        match value {
            TemplateValue::Type(dtype) => add(format_args!("_{}", dtype.metal_name())),
            TemplateValue::Int(value) => {
                let sign = if *value < 0 { "m" } else { "" };
                add(format_args!("_{sign}{}", value.unsigned_abs()));
            }
            TemplateValue::Bool(value) => add(format_args!("_{value}")),
        }
    }
    for form in &spec.inputs {
        let scalar = if form.scalar { "s" } else { "" };
        let constant = if form.constant { "c" } else { "" };
        add(format_args!("_{}{scalar}{constant}", form.dtype.name()));
    }
    for dtype in &spec.outputs {
        add(format_args!("_{}", dtype.name()));
    }
    name
}
