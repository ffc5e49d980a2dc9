//! By which power of two an address or an integer can be divided, whatever the launch.
//!
//! What it is not: it knows no ranges, and of memory only variables that are loaded and stored whole. Of
//! a vector it knows what divides all components.
//!
//! # The idea
//!
//! A fact is a number of trailing zero bits. All facts begin at sixteen and only fall; functions are
//! walked, callers first, until none falls any more. A variable has the least of what is stored in it, a
//! parameter the least of what calls give.

use super::{
    layout::{field_offset, layout},
    variables::for_each_eval,
};
use crate::ir::{
    AddressSpace, BinaryOp, Block, Const, EntryParam, Function, FunctionId, Module, Op, Stmt, Type,
    TypeId, ValueId,
};

/// More zero bits are not counted. Of zero itself there are so many.
const MOST: u8 = 16;
/// What a place in threadgroup memory of 16 bytes or more begins at, and a threadgroup argument.
const THREADGROUP: u8 = 4;

/// Trailing zero bits of all values of a module.
#[derive(Clone, Debug)]
pub struct Alignments {
    functions: Vec<Facts>,
}

#[derive(Clone, Debug)]
struct Facts {
    values: Vec<u8>,
    locals: Vec<u8>,
    params: Vec<u8>,
    result: u8,
}

impl Alignments {
    /// Analyzes a valid module, of whose buffers each begins at a multiple of its element's alignment.
    #[must_use]
    pub fn new(module: &Module) -> Self {
        let functions = module.functions.iter().map(|(_, function)| Facts {
            values: vec![MOST; function.values.len()],
            locals: (function.locals.iter())
                .map(|(_, local)| if is_plain(module, local.ty) { MOST } else { 0 })
                .collect(),
            params: vec![MOST; function.params.len()],
            result: MOST,
        });
        let mut known = Self {
            functions: functions.collect(),
        };
        known.launch(module);
        while (module.functions.iter().rev())
            .map(|(id, function)| Pass::run(module, id, function, &mut known))
            .fold(false, |any, fell| any | fell)
        {}
        known
    }

    /// The power of two that divides a value; of a pointer, in bytes.
    #[must_use]
    pub fn of(&self, function: FunctionId, value: ValueId) -> u32 {
        1 << self.functions[function.index()].values[value.index()]
    }

    fn launch(&mut self, module: &Module) {
        for kernel in &module.kernels {
            let params = &module.functions[kernel.function].params;
            let facts = &mut self.functions[kernel.function.index()];
            for (at, (binding, param)) in kernel.params.iter().zip(params).enumerate() {
                let given = match binding {
                    EntryParam::Buffer { .. } => natural(module, param.ty),
                    EntryParam::Threadgroup { .. } => THREADGROUP,
                    EntryParam::BuiltIn(_) => 0,
                };
                facts.params[at] = facts.params[at].min(given);
            }
        }
    }
}

/// One walk over a function.
struct Pass<'a> {
    module: &'a Module,
    id: FunctionId,
    function: &'a Function,
    known: &'a mut Alignments,
    fell: bool,
}

impl<'a> Pass<'a> {
    /// Whether a fact fell.
    fn run(
        module: &'a Module,
        id: FunctionId,
        function: &'a Function,
        known: &'a mut Alignments,
    ) -> bool {
        let mut pass = Self {
            module,
            id,
            function,
            known,
            fell: false,
        };
        for (value, content) in function.values.iter() {
            if content.op.is_ambient() {
                pass.value(value);
            }
        }
        for_each_eval(&function.body, &mut |value| pass.value(value));
        pass.returns(&function.body);
        pass.fell
    }

    fn lower(&mut self, place: impl FnOnce(&mut Alignments) -> &mut u8, to: u8) {
        let place = place(self.known);
        if to < *place {
            *place = to;
            self.fell = true;
        }
    }

    fn of(&self, value: ValueId) -> u8 {
        self.known.functions[self.id.index()].values[value.index()]
    }

    fn value(&mut self, value: ValueId) {
        let fact = self.fact(value);
        let own = self.id.index();
        self.lower(
            |known| &mut known.functions[own].values[value.index()],
            fact,
        );
        match &self.function.values[value].op {
            Op::Store { pointer, value } => {
                if let Some(local) = self.function.local_of(*pointer) {
                    let stored = self.of(*value);
                    self.lower(
                        |known| &mut known.functions[own].locals[local.index()],
                        stored,
                    );
                }
            }
            Op::Call { function, args } => {
                for (at, &arg) in args.iter().enumerate() {
                    let given = self.of(arg);
                    // A variable whose address is handed over may be stored to there.
                    self.escapes(arg);
                    self.lower(
                        |known| &mut known.functions[function.index()].params[at],
                        given,
                    );
                }
            }
            Op::PointerCast(from) => self.escapes(*from),
            op => {
                if !matches!(op, Op::Load(_)) {
                    op.for_each_operand(|operand| self.escapes(operand));
                }
            }
        }
    }

    fn escapes(&mut self, pointer: ValueId) {
        if let Some(local) = self.function.local_of(pointer) {
            let own = self.id.index();
            self.lower(|known| &mut known.functions[own].locals[local.index()], 0);
        }
    }

    fn fact(&self, value: ValueId) -> u8 {
        match &self.module.types[self.function.ty(value)] {
            Type::Scalar(scalar) | Type::Vector { scalar, .. } if scalar.is_integer() => {}
            Type::Pointer { .. } => {}
            _ => return 0,
        }
        let facts = &self.known.functions[self.id.index()];
        match &self.function.values[value].op {
            Op::Const(constant) => of_constant(constant),
            Op::Param(index) => facts.params[*index as usize],
            Op::LocalAddress(local) => {
                let local = &self.function.locals[*local];
                let natural = exponent(layout(&self.module.types, local.ty).align_bytes);
                let large = layout(&self.module.types, local.ty).size_bytes >= 16;
                match local.space {
                    AddressSpace::Threadgroup if large => natural.max(THREADGROUP),
                    _ => natural,
                }
            }
            Op::GlobalAddress(global) => {
                exponent(layout(&self.module.types, self.module.globals[*global].ty).align_bytes)
            }
            Op::Load(pointer) => match self.function.local_of(*pointer) {
                Some(local) => facts.locals[local.index()],
                None => 0,
            },
            Op::Field { pointer, index } => {
                let offset = field_offset(&self.module.types, self.pointee(*pointer), *index);
                self.of(*pointer).min(zeros(offset))
            }
            Op::Element { pointer, index } | Op::Offset { pointer, index } => {
                let step = self.step(value);
                self.of(*pointer).min(self.of(*index) + step)
            }
            Op::PointerCast(from)
            | Op::Convert(from)
            | Op::Splat(from)
            | Op::Extract { whole: from, .. }
            | Op::Swizzle { whole: from, .. } => self.of(*from),
            Op::Compose(parts) => parts.iter().map(|&part| self.of(part)).min().unwrap_or(0),
            Op::Binary(op, a, b) => self.binary(*op, *a, *b),
            Op::Select { accept, reject, .. } => self.of(*accept).min(self.of(*reject)),
            Op::Call { function, .. } => self.known.functions[function.index()].result,
            _ => 0,
        }
        .min(MOST)
    }

    fn binary(&self, op: BinaryOp, a: ValueId, b: ValueId) -> u8 {
        let count = match self.function.values[b].op {
            Op::Const(Const::Scalar(bits)) => Some(bits),
            _ => None,
        };
        let small = |count: u64| u8::try_from(count.min(64)).expect("at most 64");
        let (a, b) = (self.of(a), self.of(b));
        match (op, count) {
            (BinaryOp::And, _) => a.max(b),
            (BinaryOp::Mul, _) => a + b,
            (BinaryOp::Shl, Some(count)) => a.saturating_add(small(count)),
            (BinaryOp::Shl, None) => a,
            (BinaryOp::Shr, Some(count)) => a.saturating_sub(small(count)),
            (BinaryOp::Div, Some(divisor)) if divisor.is_power_of_two() => a.saturating_sub(b),
            (BinaryOp::Div | BinaryOp::Shr, _) => 0,
            _ => a.min(b),
        }
    }

    fn pointee(&self, pointer: ValueId) -> TypeId {
        match self.module.types[self.function.ty(pointer)] {
            Type::Pointer { pointee, .. } => pointee,
            _ => unreachable!("a valid place is reached through a pointer"),
        }
    }

    /// Of the distance between elements.
    fn step(&self, address: ValueId) -> u8 {
        zeros(layout(&self.module.types, self.pointee(address)).size_bytes)
    }

    fn returns(&mut self, block: &Block) {
        for stmt in block {
            match stmt {
                Stmt::Return(Some(value), _) => {
                    let (own, given) = (self.id.index(), self.of(*value));
                    self.lower(|known| &mut known.functions[own].result, given);
                }
                Stmt::If {
                    then, otherwise, ..
                } => {
                    self.returns(then);
                    self.returns(otherwise);
                }
                Stmt::Loop(repeat) => self.returns(&repeat.body),
                Stmt::Switch { cases, .. } => {
                    cases.iter().for_each(|case| self.returns(&case.body))
                }
                Stmt::Eval(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(None, _) => {}
            }
        }
    }
}

/// Whether a variable of the type is loaded and stored whole.
fn is_plain(module: &Module, ty: TypeId) -> bool {
    matches!(
        module.types[ty],
        Type::Scalar(_) | Type::Vector { .. } | Type::Pointer { .. }
    )
}

/// Of an address that a value of the type, a pointer, may hold.
fn natural(module: &Module, ty: TypeId) -> u8 {
    match module.types[ty] {
        Type::Pointer { pointee, .. } => exponent(layout(&module.types, pointee).align_bytes),
        _ => 0,
    }
}

fn of_constant(constant: &Const) -> u8 {
    match constant {
        Const::Zero => MOST,
        Const::Scalar(bits) => zeros(*bits),
        Const::Composite(parts) => parts.iter().map(of_constant).min().unwrap_or(MOST),
    }
}

fn zeros(bits: u64) -> u8 {
    u8::try_from(bits.trailing_zeros()).map_or(MOST, |zeros| zeros.min(MOST))
}

fn exponent(power: u32) -> u8 {
    zeros(u64::from(power))
}

#[cfg(test)]
mod tests {
    use super::Alignments;
    use crate::{
        compile::compile,
        ir::{MathMode, Op},
        source::{Origin, SourceMap},
        unit::Unit,
    };

    /// Alignments of what the kernel `k` stores to, in order.
    fn stores(text: &str) -> Vec<u32> {
        let mut sources = SourceMap::default();
        let text = format!("#include <metal_stdlib>\nusing namespace metal;\n{text}");
        let file = sources.add("kernel.metal", text, Origin::User);
        let module = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe))
            .module
            .unwrap();
        let known = Alignments::new(&module);
        let id = module.kernels[0].function;
        let function = &module.functions[id];
        let values = function.values.iter();
        values
            .filter_map(|(_, value)| match value.op {
                Op::Store { pointer, .. } if function.local_of(pointer).is_none() => {
                    Some(known.of(id, pointer))
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn places_in_threadgroup_memory() {
        let text = "kernel void k(device half* a, uint i [[thread_index_in_threadgroup]]) {
            threadgroup half rows[8 * 40];
            rows[0] = 1;
            rows[i] = 1;
            rows[i * 40] = 1;
            for (uint k = 0; k < 64; k += 4) rows[k] = 1;
            for (uint k = 0; k < 64; k += 1) rows[k] = 1;
            a[8] = rows[i ^ 1];
        }";
        assert_eq!(stores(text), [16, 2, 16, 8, 2, 2]);
    }

    #[test]
    fn a_parameter_has_the_least_of_all_calls() {
        let text = "void put(threadgroup float* at) { *at = 1; }
            kernel void k(device float* a, uint i [[thread_index_in_threadgroup]]) {
            threadgroup float rows[64];
            threadgroup float* p = rows;
            *p = 1;
            p += i * 2;
            *p = 2;
            put(rows + 2);
            a[i] = rows[i];
        }";
        assert_eq!(stores(text), [8, 8, 4]);
    }
}
