//! Functions that kernels call, and what the text of a function is written with.

use super::{Unit, ty::spell};
use crate::{
    analysis::spread::Spread,
    emit::namer::Namer,
    ir::{AddressSpace, Function, FunctionId, LocalId, Type, TypeId, ValueId},
    source::{Origin, Span},
};
use std::{
    collections::BTreeMap,
    fmt::{self, Write as _},
};

/// A function that kernels call. One that lanes run together is told which of them do.
pub(super) fn callee(unit: &Unit<'_>, id: FunctionId) -> String {
    let mut writer = Writer::new(*unit, id);
    let function = &unit.module.functions[id];
    let mask = unit.together.is_function(id).then(|| {
        writer.mask = "ks_mask".to_owned();
        "ks_u32 ks_mask".to_owned()
    });
    let params = (function.params.iter())
        .zip(&writer.params)
        .map(|(param, name)| format!("{} {name}", writer.spell(param.ty)));
    let logs = unit.logging.contains(&id);
    let log = logs.then(|| "const ks_logger& ks_log".to_owned());
    let params: Vec<_> = mask.into_iter().chain(log).chain(params).collect();
    let ret = writer.spell(function.ret);
    let name = unit.names.function(id);
    writer.line(&format!(
        "static __device__ {ret} {name}({}) {{",
        params.join(", ")
    ));
    writer.indent += 1;
    writer.body();
    writer.indent -= 1;
    writer.line("}");
    writer.text
}

/// Writes one function.
pub(super) struct Writer<'a> {
    pub(super) unit: Unit<'a>,
    id: FunctionId,
    pub(super) function: &'a Function,
    pub(super) namer: Namer,
    pub(super) params: Vec<String>,
    locals: BTreeMap<LocalId, String>,
    numbers: BTreeMap<ValueId, usize>,
    /// The variable that says which lanes are here, where that matters.
    pub(super) mask: String,
    /// The label of the innermost loop's step, where `continue` does not lead there.
    pub(super) step: Option<String>,
    /// The user's line that the text was said to be of.
    line: Option<(u32, u32)>,
    pub(super) text: String,
    pub(super) indent: usize,
}

impl<'a> Writer<'a> {
    pub(super) fn new(unit: Unit<'a>, id: FunctionId) -> Self {
        let function = &unit.module.functions[id];
        let mut namer = unit.names.inner();
        let params = function.params.iter();
        let params = params.map(|param| namer.name(&param.name)).collect();
        let locals = function.locals.iter();
        let locals = locals
            .map(|(id, local)| (id, namer.name(&local.name)))
            .collect();
        Self {
            unit,
            id,
            function,
            namer,
            params,
            locals,
            numbers: BTreeMap::new(),
            mask: String::new(),
            step: None,
            line: None,
            text: String::new(),
            indent: 0,
        }
    }

    /// The variables of threads and the statements.
    pub(super) fn body(&mut self) {
        for (id, local) in self.function.locals.iter() {
            if local.space == AddressSpace::Thread {
                let ty = self.spell(local.ty);
                let name = self.local(id).to_owned();
                self.line(&format!("{ty} {name};"));
            }
        }
        self.block(&self.function.body);
    }

    pub(super) fn line(&mut self, text: &str) {
        self.write(format_args!("{text}"));
    }

    pub(super) fn write(&mut self, text: fmt::Arguments<'_>) {
        let indent = self.indent * 2;
        writeln!(self.text, "{:indent$}{text}", "").expect("writing to a string never fails");
    }

    /// Says which line of the user's the following text is of.
    pub(super) fn at(&mut self, span: Span) {
        let Some(sources) = self.unit.options.sources else {
            return;
        };
        let file = sources.file(span.file);
        if file.origin != Origin::User {
            return;
        }
        let line = sources.line_column(span).line;
        if self.line != Some((span.file.0, line)) {
            self.line = Some((span.file.0, line));
            writeln!(self.text, "#line {line} {:?}", file.name)
                .expect("writing to a string never fails");
        }
    }

    pub(super) fn local(&self, id: LocalId) -> &str {
        &self.locals[&id]
    }

    /// The variable of a value.
    pub(super) fn variable(&mut self, id: ValueId) -> String {
        let next = self.numbers.len();
        format!("v{}", self.numbers.entry(id).or_insert(next))
    }

    pub(super) fn spell(&self, id: TypeId) -> String {
        spell(self.unit.module, self.unit.names, id)
    }

    /// Whether all lanes that compute a value get the same.
    pub(super) fn is_uniform(&self, value: ValueId) -> bool {
        self.unit.facts.of(self.id, value).spread <= Spread::Simdgroup
    }

    /// The power of two that divides an integer or an address.
    pub(super) fn alignment(&self, value: ValueId) -> u32 {
        self.unit.alignments.of(self.id, value)
    }

    pub(super) fn ty(&self, id: ValueId) -> &'a Type {
        &self.unit.module.types[self.function.ty(id)]
    }
}
