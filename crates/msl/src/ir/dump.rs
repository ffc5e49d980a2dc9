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

use super::{
    AddressSpace, BarrierScope, Block, BufferAccess, BuiltIn, Const, EntryParam, EntryPoint,
    Function, Global, LocalId, Loop, MemoryFlags, Module, Op, Precision, Scalar, Stmt, Type,
    TypeArena, TypeId, ValueId,
};
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
        .map(|field| format!("{}: {}", field.name, types.name(field.ty)))
        .collect();
    format!("\n{keyword} {name} {{ {} }}\n", fields.join(", "))
}

fn dump_global(types: &TypeArena, global: &Global) -> String {
    let init = dump_const(types, global.ty, &global.init);
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
        text.push_str(&format!("  {name}: {ty} = {binding}\n"));
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

/// The content of a constant, without its type.
fn dump_const(types: &TypeArena, ty: TypeId, constant: &Const) -> String {
    let part = |index: usize| match &types[ty] {
        Type::Vector { scalar, .. } => types.find(&Type::Scalar(*scalar)),
        Type::Array { element, .. } => Some(*element),
        Type::Struct { fields, .. } => fields.get(index).map(|field| field.ty),
        _ => None,
    };
    match (constant, &types[ty]) {
        (Const::Zero, _) => "zero".to_owned(),
        (Const::Scalar(bits), Type::Scalar(scalar)) => dump_scalar(*scalar, *bits),
        (Const::Scalar(bits), _) => format!("{bits:#x}"),
        (Const::Composite(parts), Type::Vector { scalar, .. }) => {
            let parts = parts.iter().map(|part| match part {
                Const::Scalar(bits) => dump_scalar(*scalar, *bits),
                _ => "zero".to_owned(),
            });
            format!("({})", parts.collect::<Vec<_>>().join(", "))
        }
        (Const::Composite(parts), _) => {
            let parts = parts.iter().enumerate().map(|(index, inner)| {
                part(index).map_or_else(|| "?".to_owned(), |ty| dump_const(types, ty, inner))
            });
            format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn dump_scalar(scalar: Scalar, bits: u64) -> String {
    let narrow = |bits: u64| u16::try_from(bits).unwrap_or_default();
    let float = match scalar {
        Scalar::Bool => return (bits != 0).to_string(),
        Scalar::F16 => half::f16::from_bits(narrow(bits)).to_f32(),
        Scalar::BF16 => half::bf16::from_bits(narrow(bits)).to_f32(),
        Scalar::F32 => f32::from_bits(u32::try_from(bits).unwrap_or_default()),
        _ if scalar.is_signed() => {
            let unused = 64 - scalar.size_bytes() * 8;
            return (bits.cast_signed() << unused >> unused).to_string();
        }
        _ => return bits.to_string(),
    };
    if float.is_nan() {
        return format!("nan({bits:#x})");
    }
    format!("{float:?}")
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

/// The operation's name, and what stands after its operands.
fn describe(module: &Module, op: &Op) -> (String, Option<String>) {
    let name = match op {
        Op::Const(_) | Op::Param(_) | Op::LocalAddress(_) | Op::GlobalAddress(_) => "ambient",
        Op::Load(_) => "load",
        Op::Store { .. } => "store",
        Op::Field { index, .. } => return ("field".to_owned(), Some(index.to_string())),
        Op::Element { .. } => "element",
        Op::Offset { .. } => "offset",
        Op::PointerDifference { .. } => "pointer_difference",
        Op::PointerCast(_) => "pointer_cast",
        Op::Forget(local) => return ("forget".to_owned(), Some(format!("%{}", local.index()))),
        Op::Unary(op, _) => return (snake(op), None),
        Op::Binary(op, ..) => return (snake(op), None),
        Op::Compare(op, ..) => return (snake(op), None),
        Op::Select { .. } => "select",
        Op::Convert(_) => "convert",
        Op::Bitcast(_) => "bitcast",
        Op::Splat(_) => "splat",
        Op::Compose(_) => "compose",
        Op::Extract { index, .. } => return ("extract".to_owned(), Some(index.to_string())),
        Op::ExtractDynamic { .. } => "extract_dynamic",
        Op::Swizzle { order, .. } => {
            let order = order.iter().map(|&at| match at {
                0 => 'x',
                1 => 'y',
                2 => 'z',
                3 => 'w',
                _ => '?',
            });
            return ("swizzle".to_owned(), Some(order.collect()));
        }
        Op::Math {
            function,
            precision,
            ..
        } => {
            let namespace = match precision {
                Precision::Default => "",
                Precision::Fast => "fast::",
                Precision::Precise => "precise::",
            };
            return (format!("{namespace}{}", snake(function)), None);
        }
        Op::Call { function, .. } => {
            let function = module.functions.get(*function);
            let name = function.map_or("?", |function| &function.name);
            return (format!("call {name}"), None);
        }
        Op::Simd { op, .. } => return (format!("simd {}", snake(op)), None),
        Op::Matrix { op, .. } => return (format!("matrix {}", snake(op)), None),
        Op::Atomic { op, order, .. } => {
            return (format!("atomic {}", snake(op)), Some(snake(order)));
        }
        Op::Barrier { scope, flags } => return (dump_barrier(*scope, *flags), None),
        Op::Fence { flags, order } => {
            return (format!("fence {}", dump_flags(*flags)), Some(snake(order)));
        }
    };
    (name.to_owned(), None)
}

fn dump_barrier(scope: BarrierScope, flags: MemoryFlags) -> String {
    let scope = match scope {
        BarrierScope::Threadgroup => "threadgroup",
        BarrierScope::Simdgroup => "simdgroup",
    };
    format!("{scope}_barrier {}", dump_flags(flags))
}

const fn dump_flags(flags: MemoryFlags) -> &'static str {
    match (flags.device, flags.threadgroup) {
        (false, false) => "none",
        (true, false) => "device",
        (false, true) => "threadgroup",
        (true, true) => "device+threadgroup",
    }
}

/// A variant's name as the dump writes it: `FrexpMantissa` is `frexp_mantissa`.
fn snake(variant: &impl std::fmt::Debug) -> String {
    let mut text = String::new();
    for (at, char) in format!("{variant:?}").chars().enumerate() {
        if char.is_ascii_uppercase() && at > 0 {
            text.push('_');
        }
        text.push(char.to_ascii_lowercase());
    }
    text
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

#[cfg(test)]
mod tests {
    use crate::ir::{
        AddressSpace, BufferAccess, BuiltIn, CompareOp, Const, EntryParam, EntryPoint, Function,
        FunctionBuilder, Loop, Module, Op, Param, Scalar, Stmt, Type, TypeId, UnaryOp,
    };
    use crate::source::{FileId, Span};

    const AT: Span = Span {
        file: FileId(0),
        start: 0,
        end: 0,
    };

    /// `for (uint i = 0; i < 4; ) { if (!(a[at] < 1.5)) break; i = 4294967295; } a[at] = x`.
    fn function(module: &mut Module) -> Function {
        let types = &mut module.types;
        let [uint, float, bool] = [Scalar::U32, Scalar::F32, Scalar::Bool].map(|s| types.scalar(s));
        let [pointer, void] = [
            types.pointer(AddressSpace::Device, float),
            types.intern(Type::Void),
        ];
        let param = |name: &str, ty: TypeId| Param {
            name: name.to_owned(),
            ty,
            span: AT,
        };
        let params = vec![param("a", pointer), param("at", uint)];
        let mut b = FunctionBuilder::new("example", params, void, AT);
        let local = b.local("i", uint, AddressSpace::Thread, AT);
        let i = b.local_address(types, local, AT);
        let zero = b.constant(uint, Const::Zero, AT);
        b.store(types, i, zero, AT);
        b.open();
        let value = b.load(types, i, AT);
        let four = b.constant(uint, Const::Scalar(4), AT);
        let less = b.eval(Op::Compare(CompareOp::Less, value, four), bool, AT);
        let before = b.close();
        b.open();
        let (pointer_param, index) = (b.param(0), b.param(1));
        let op = Op::Offset {
            pointer: pointer_param,
            index,
        };
        let place = b.eval(op, pointer, AT);
        let element = b.load(types, place, AT);
        let limit = b.constant(float, Const::Scalar(u64::from(1.5f32.to_bits())), AT);
        let small = b.eval(Op::Compare(CompareOp::Less, element, limit), bool, AT);
        let not = b.eval(Op::Unary(UnaryOp::Not, small), bool, AT);
        let most = b.constant(uint, Const::Scalar(0xffff_ffff), AT);
        b.stmt(Stmt::If {
            condition: not,
            then: vec![Stmt::Break(AT)],
            otherwise: Vec::new(),
            span: AT,
        });
        b.store(types, i, most, AT);
        let body = b.close();
        b.stmt(Stmt::Loop(Box::new(Loop {
            before,
            while_: Some(less),
            body,
            step: Vec::new(),
            again_if: None,
            unroll: Some(u32::MAX),
            span: AT,
        })));
        b.finish()
    }

    #[test]
    fn a_module_reads_well() {
        let mut module = Module::default();
        let function = function(&mut module);
        let function = module.functions.push(function);
        module.kernels.push(EntryPoint {
            name: "custom kernel".to_owned(),
            function,
            params: vec![
                EntryParam::Buffer {
                    index: 0,
                    access: BufferAccess::ReadWrite,
                },
                EntryParam::BuiltIn(BuiltIn::ThreadIndexInThreadgroup),
            ],
            max_threads: Some(64),
        });
        let expected = r#"math safe

kernel "custom kernel" = example max_threads(64)
  a: device float* = buffer(0) read_write
  at: uint = thread_index_in_threadgroup

fn example($a: device float*, $at: uint) {
  var i: uint
  store &i, zero:uint
  loop unroll {
    %0: uint = load &i
    %1: bool = less %0, 4:uint
    while %1
  body:
    %2: device float* = offset $a, $at
    %3: float = load %2
    %4: bool = less %3, 1.5:float
    %5: bool = not %4
    if %5 {
      break
    }
    store &i, 4294967295:uint
  }
}
"#;
        assert_eq!(module.dump(), expected);
    }
}
