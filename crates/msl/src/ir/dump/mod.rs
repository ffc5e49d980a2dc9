//! The IR as text: for people, goldens and `emit --target ir`. It is not read back.
//!
//! ```text
//! kernel "twice" = twice_0
//!   a: device float* = buffer(0) read
//!
//! fn twice_0($a: device float*, $i: uint) {
//!   %0: device float* = offset $a, $i
//!   %1: float = load %0
//! }
//! ```
//!
//! Values are numbered in the order in which they appear. What is ambient stands where it is used:
//! a constant as `1.5:float`, a parameter as `$a`, the address of a variable as `&x`, that of a
//! table as `&@t`. The text depends on the module alone.

mod constant;
mod operation;
#[cfg(test)]
mod tests;

use crate::ir::{
    AddressSpace, Block, BufferAccess, BuiltIn, EntryParam, EntryPoint, Function, Global,
    HostValue, LocalId, Loop, Module, Op, Stmt, Type, TypeArena, TypeId, ValueId,
};
use constant::dump_const;
use operation::describe;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

impl Module {
    /// The module as text; equal modules give equal texts.
    #[must_use]
    pub fn dump(&self) -> String {
        let mut text = format!("math {}\n", format!("{:?}", self.math_mode).to_lowercase());
        for (_, ty) in self.types.iter() {
            if let Type::Struct { .. } = ty {
                text.push_str(&dump_struct(&self.types, ty));
            }
        }
        for (_, global) in self.globals.iter() {
            text.push_str(&dump_global(&self.types, global));
        }
        for kernel in &self.kernels {
            text.push_str(&dump_kernel(self, kernel));
        }
        for (_, function) in self.functions.iter() {
            text.push('\n');
            text.push_str(&FunctionDump::new(self, function).dump());
        }
        text
    }
}

fn dump_struct(types: &TypeArena, ty: &Type) -> String {
    let Type::Struct {
        name,
        fields,
        union,
    } = ty
    else {
        return String::new();
    };
    let keyword = if *union { "union" } else { "struct" };
    let fields: Vec<_> = fields
        .iter()
        .map(|field| {
            let align = match field.align_bytes {
                1 => String::new(),
                bytes => format!(" align({bytes})"),
            };
            format!("{}: {}{align}", field.name, types.name(field.ty))
        })
        .collect();
    format!("\n{keyword} {name} {{ {} }}\n", fields.join(", "))
}

fn dump_global(types: &TypeArena, global: &Global) -> String {
    let init = match &global.host {
        None => dump_const(types, global.ty, &global.init),
        Some(HostValue::Given(index)) => format!("function_constant({index})"),
        Some(HostValue::Defined(index)) => format!("function_constant_defined({index})"),
        Some(HostValue::Derived(indices)) => format!("function_constants{indices:?}"),
    };
    format!(
        "\nglobal @{}: {} = {init}\n",
        global.name,
        types.name(global.ty)
    )
}

fn dump_kernel(module: &Module, kernel: &EntryPoint) -> String {
    let function = module.functions.get(kernel.function);
    let name = function.map_or("?", |function| &function.name);
    let mut text = format!("\nkernel {:?} = {name}", kernel.name);
    if let Some(threads) = kernel.max_threads {
        text.push_str(&format!(" max_threads({threads})"));
    }
    text.push('\n');
    for (index, param) in kernel.params.iter().enumerate() {
        let declared = function.and_then(|function| function.params.get(index));
        let name = declared.map_or("?", |param| &param.name);
        let ty = declared.map_or_else(String::new, |param| module.types.name(param.ty));
        let binding = match param {
            EntryParam::Buffer { index, access } => {
                let access = match access {
                    BufferAccess::Read => "read",
                    BufferAccess::ReadWrite => "read_write",
                };
                format!("buffer({index}) {access}")
            }
            EntryParam::Threadgroup { index } => format!("threadgroup({index})"),
            EntryParam::BuiltIn(built_in) => built_in.metal_name().to_owned(),
        };
        let maybe = kernel.undecided.get(&index);
        let maybe = maybe.map_or_else(String::new, |indices| format!(" if{indices:?}"));
        text.push_str(&format!("  {name}: {ty} = {binding}{maybe}\n"));
    }
    text
}

impl BuiltIn {
    /// The spelling of its attribute.
    #[must_use]
    pub fn metal_name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(built_in, _)| *built_in == self);
        found.expect("`ALL` has every one").1
    }
}

/// Writes one function.
struct FunctionDump<'a> {
    module: &'a Module,
    function: &'a Function,
    numbers: BTreeMap<ValueId, usize>,
    /// Names that more than one variable has.
    shared: BTreeSet<&'a str>,
    text: String,
    indent: usize,
}

impl<'a> FunctionDump<'a> {
    fn new(module: &'a Module, function: &'a Function) -> Self {
        let mut seen = BTreeSet::new();
        let mut shared = BTreeSet::from([""]);
        for (_, local) in function.locals.iter() {
            if !seen.insert(local.name.as_str()) {
                shared.insert(&local.name);
            }
        }
        Self {
            module,
            function,
            numbers: BTreeMap::new(),
            shared,
            text: String::new(),
            indent: 0,
        }
    }

    fn dump(mut self) -> String {
        let types = &self.module.types;
        let params: Vec<_> = self
            .function
            .params
            .iter()
            .enumerate()
            .map(|(index, param)| format!("{}: {}", self.param(index), types.name(param.ty)))
            .collect();
        let ret = match types[self.function.ret] {
            Type::Void => String::new(),
            _ => format!(" -> {}", types.name(self.function.ret)),
        };
        let head = format!("fn {}({}){ret} {{", self.function.name, params.join(", "));
        self.line(&head);
        self.indent += 1;
        for (id, local) in self.function.locals.iter() {
            let space = match local.space {
                AddressSpace::Thread => String::new(),
                space => format!("{} ", space.metal_name()),
            };
            let line = format!("{space}var {}: {}", self.local(id), types.name(local.ty));
            self.line(&line);
        }
        self.block(&self.function.body);
        self.indent -= 1;
        self.line("}");
        self.text
    }

    fn line(&mut self, text: &str) {
        let indent = self.indent * 2;
        writeln!(self.text, "{:indent$}{text}", "").expect("writing to a string never fails");
    }

    fn local(&self, id: LocalId) -> String {
        match self.function.locals.get(id) {
            Some(local) if !self.shared.contains(local.name.as_str()) => local.name.clone(),
            Some(local) => format!("{}.{}", local.name, id.index()),
            None => "?".to_owned(),
        }
    }

    fn param(&self, index: usize) -> String {
        match self.function.params.get(index) {
            Some(param) if !param.name.is_empty() => format!("${}", param.name),
            _ => format!("${index}"),
        }
    }

    /// The value as an operand.
    fn operand(&mut self, id: ValueId) -> String {
        let Some(value) = self.function.values.get(id) else {
            return "?".to_owned();
        };
        let types = &self.module.types;
        match &value.op {
            Op::Const(constant) => {
                let content = dump_const(types, value.ty, constant);
                format!("{content}:{}", types.name(value.ty))
            }
            Op::Param(index) => self.param(*index as usize),
            Op::LocalAddress(local) => format!("&{}", self.local(*local)),
            Op::GlobalAddress(global) => {
                let global = self.module.globals.get(*global);
                format!("&@{}", global.map_or("?", |global| &global.name))
            }
            _ => {
                let next = self.numbers.len();
                format!("%{}", self.numbers.entry(id).or_insert(next))
            }
        }
    }

    fn block(&mut self, block: &Block) {
        for stmt in block {
            self.stmt(stmt);
        }
    }

    fn nested(&mut self, head: &str, block: &Block) {
        self.line(head);
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(value) => self.eval(*value),
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                let condition = self.operand(*condition);
                self.nested(&format!("if {condition} {{"), then);
                if !otherwise.is_empty() {
                    self.nested("} else {", otherwise);
                }
                self.line("}");
            }
            Stmt::Loop(inner) => self.repeat(inner),
            Stmt::Switch {
                selector, cases, ..
            } => {
                let selector = self.operand(*selector);
                self.line(&format!("switch {selector} {{"));
                for case in cases {
                    let mut labels: Vec<_> = case.labels.iter().map(i64::to_string).collect();
                    labels.extend(case.default.then(|| "default".to_owned()));
                    self.nested(&format!("case {} {{", labels.join(", ")), &case.body);
                    let end = if case.falls_through {
                        "} fall through"
                    } else {
                        "}"
                    };
                    self.line(end);
                }
                self.line("}");
            }
            Stmt::Break(_) => self.line("break"),
            Stmt::Continue(_) => self.line("continue"),
            Stmt::Return(None, _) => self.line("return"),
            Stmt::Return(Some(value), _) => {
                let value = self.operand(*value);
                self.line(&format!("return {value}"));
            }
        }
    }

    fn repeat(&mut self, inner: &Loop) {
        let unroll = match inner.unroll {
            None => String::new(),
            Some(u32::MAX) => " unroll".to_owned(),
            Some(factor) => format!(" unroll({factor})"),
        };
        self.nested(&format!("loop{unroll} {{"), &inner.before);
        self.indent += 1;
        if let Some(condition) = inner.while_ {
            let condition = self.operand(condition);
            self.line(&format!("while {condition}"));
        }
        self.indent -= 1;
        self.nested("body:", &inner.body);
        if !inner.step.is_empty() || inner.again_if.is_some() {
            self.nested("step:", &inner.step);
        }
        if let Some(condition) = inner.again_if {
            self.indent += 1;
            let condition = self.operand(condition);
            self.line(&format!("again if {condition}"));
            self.indent -= 1;
        }
        self.line("}");
    }

    fn eval(&mut self, id: ValueId) {
        let Some(value) = self.function.values.get(id) else {
            return self.line("?");
        };
        let mut operands = Vec::new();
        value.op.for_each_operand(|operand| operands.push(operand));
        let mut operands: Vec<_> = operands.into_iter().map(|id| self.operand(id)).collect();
        let (name, extra) = describe(self.module, &value.op);
        operands.extend(extra);
        let operation = format!("{name} {}", operands.join(", "));
        let operation = operation.trim_end();
        let types = &self.module.types;
        if matches!(types[value.ty], Type::Void) {
            self.line(operation);
        } else {
            let result = self.operand(id);
            self.line(&format!("{result}: {} = {operation}", types.name(value.ty)));
        }
    }
}

impl TypeArena {
    /// The type as a reader of a diagnostic knows it: `float4`, `device uint*`, `int[3][2]`.
    #[must_use]
    pub fn name(&self, id: TypeId) -> String {
        match &self[id] {
            Type::Void => "void".to_owned(),
            Type::Scalar(scalar) => scalar.metal_name().to_owned(),
            Type::Vector {
                scalar,
                lanes,
                packed,
            } => {
                let packed = if *packed { "packed_" } else { "" };
                format!("{packed}{}{lanes}", scalar.metal_name())
            }
            Type::Pointer { space, pointee } => {
                format!("{} {}*", space.metal_name(), self.name(*pointee))
            }
            Type::Array { .. } => {
                let mut lengths = String::new();
                let mut element = id;
                while let Type::Array {
                    element: inner,
                    length,
                } = &self[element]
                {
                    lengths.push_str(&format!("[{length}]"));
                    element = *inner;
                }
                self.name(element) + &lengths
            }
            Type::Struct { name, .. } => name.clone(),
            Type::Atomic(scalar) => format!("atomic<{}>", scalar.metal_name()),
        }
    }
}

impl AddressSpace {
    /// The keyword in Metal.
    #[must_use]
    pub const fn metal_name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Constant => "constant",
            Self::Threadgroup => "threadgroup",
            Self::Thread => "thread",
        }
    }
}
