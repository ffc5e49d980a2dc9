//! Functions and kernels: the head, the variables, the body.

use super::{
    declaration::declared_inside,
    ty::{declare, spell},
};
use crate::{
    emit::{Error, namer::Namer, names::Names},
    ir::{
        AddressSpace, BufferAccess, EntryParam, EntryPoint, Function, FunctionId, LocalId, Module,
        ValueId,
    },
    source::Span,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

/// A function that kernels call.
pub(super) fn helper(module: &Module, names: &Names, id: FunctionId) -> Result<String, Error> {
    let mut writer = Writer::new(module, names, id);
    let function = &module.functions[id];
    let params: Vec<_> = function
        .params
        .iter()
        .zip(writer.params.clone())
        .map(|(param, name)| declare(module, names, param.ty, &name))
        .collect();
    let ret = spell(module, names, function.ret);
    let head = format!("{ret} {}({}) {{", names.function(id), params.join(", "));
    writer.line(&head);
    writer.body()
}

/// A kernel with its own copy of its function.
pub(super) fn kernel(module: &Module, names: &Names, index: usize) -> Result<String, Error> {
    let kernel = &module.kernels[index];
    let function = &module.functions[kernel.function];
    if !kernel.undecided.is_empty() {
        let feature = "a parameter that exists only if a function constant says so";
        return Err(Error::unsupported("Metal", feature, function.span));
    }
    let mut writer = Writer::new(module, names, kernel.function);
    let mut lines = Vec::new();
    let mut casts = Vec::new();
    for (at, (binding, param)) in kernel.params.iter().zip(&function.params).enumerate() {
        let name = writer.params[at].clone();
        let attribute = match binding {
            EntryParam::Buffer { index, .. } => format!("buffer({index})"),
            EntryParam::Threadgroup { index } => format!("threadgroup({index})"),
            EntryParam::BuiltIn(built_in) => built_in.metal_name().to_owned(),
        };
        let ty = spell(module, names, param.ty);
        if reads_device(module, *binding, function, at) {
            let given = writer.namer.name(&format!("{name}_const"));
            lines.push(format!("\n  const {ty} {given} [[{attribute}]]"));
            casts.push(format!("{ty} {name} = ({ty}){given};"));
        } else {
            lines.push(format!("\n  {ty} {name} [[{attribute}]]"));
        }
    }
    let attributes = attributes(kernel, names.kernel(index));
    let name = names.kernel(index);
    let head = format!("{attributes}void {name}({}) {{", lines.join(","));
    writer.line(&head);
    writer.indent += 1;
    for cast in casts {
        writer.line(&cast);
    }
    writer.indent -= 1;
    writer.body()
}

/// A buffer in device memory that was declared `const`.
fn reads_device(module: &Module, binding: EntryParam, function: &Function, at: usize) -> bool {
    let EntryParam::Buffer { access, .. } = binding else {
        return false;
    };
    let ty = &module.types[function.params[at].ty];
    let in_device = matches!(
        ty,
        crate::ir::Type::Pointer {
            space: AddressSpace::Device,
            ..
        }
    );
    access == BufferAccess::Read && in_device
}

fn attributes(kernel: &EntryPoint, name: &str) -> String {
    let mut attributes = String::new();
    if kernel.name != name {
        attributes.push_str(&format!("[[host_name({:?})]] ", kernel.name));
    }
    attributes.push_str("[[kernel]] ");
    if let Some(threads) = kernel.max_threads {
        attributes.push_str(&format!(
            "[[max_total_threads_per_threadgroup({threads})]] "
        ));
    }
    attributes
}

/// Writes one function.
pub(super) struct Writer<'a> {
    pub(super) module: &'a Module,
    pub(super) names: &'a Names,
    pub(super) function: &'a Function,
    pub(super) namer: Namer,
    pub(super) params: Vec<String>,
    locals: BTreeMap<LocalId, String>,
    /// Variables that are not declared at the top.
    inside: BTreeSet<LocalId>,
    numbers: BTreeMap<ValueId, usize>,
    text: String,
    pub(super) indent: usize,
}

impl<'a> Writer<'a> {
    fn new(module: &'a Module, names: &'a Names, id: FunctionId) -> Self {
        let function = &module.functions[id];
        let mut namer = names.inner();
        let params = function.params.iter();
        let params = params.map(|param| namer.name(&param.name)).collect();
        let locals = function.locals.iter();
        let locals = locals
            .map(|(id, local)| (id, namer.name(&local.name)))
            .collect();
        Self {
            module,
            names,
            function,
            namer,
            params,
            locals,
            inside: declared_inside(function),
            numbers: BTreeMap::new(),
            text: String::new(),
            indent: 0,
        }
    }

    /// The variables, the statements and the end.
    fn body(mut self) -> Result<String, Error> {
        self.indent += 1;
        for (id, _) in self.function.locals.iter() {
            if !self.inside.contains(&id) {
                self.declare_local(id);
            }
        }
        self.block(&self.function.body, None)?;
        self.indent -= 1;
        self.line("}");
        Ok(self.text)
    }

    fn declare_local(&mut self, id: LocalId) {
        let local = &self.function.locals[id];
        let space = match local.space {
            AddressSpace::Threadgroup => "threadgroup ",
            _ => "",
        };
        let declared = declare(self.module, self.names, local.ty, self.local(id));
        self.line(&format!("{space}{declared};"));
    }

    /// Begins a variable anew, if no other place declares it.
    pub(super) fn forget(&mut self, id: LocalId) {
        if self.inside.contains(&id) {
            self.declare_local(id);
        }
    }

    pub(super) fn line(&mut self, text: &str) {
        let indent = self.indent * 2;
        writeln!(self.text, "{:indent$}{text}", "").expect("writing to a string never fails");
    }

    /// A line at the left edge.
    pub(super) fn directive(&mut self, text: &str) {
        writeln!(self.text, "{text}").expect("writing to a string never fails");
    }

    pub(super) fn local(&self, id: LocalId) -> &str {
        &self.locals[&id]
    }

    /// The variable of a value.
    pub(super) fn variable(&mut self, id: ValueId) -> String {
        let next = self.numbers.len();
        format!("v{}", self.numbers.entry(id).or_insert(next))
    }

    pub(super) fn unsupported(feature: &str, span: Span) -> Error {
        Error::unsupported("Metal", feature, span)
    }
}
