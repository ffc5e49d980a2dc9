//! Function constants: values that a host gives when it makes a pipeline (clause 5.8.1).
//!
//! Where they are given, they are constants like any other and nothing of this is left in the module.
//! A module that was made without them holds a [`Global`](super::Global) for each value that is not
//! known, whose content stands for any: it can be checked, and it cannot be run.

use super::{Block, EntryPoint, Function, GlobalId, Module, Op, Scalar, Stmt, TypeId, ValueId};
use crate::{arena::Handle, source::Span};
use half::{bf16, f16};
use std::collections::BTreeSet;

/// A constant that a host may give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FunctionConstant {
    /// What the text calls it.
    pub name: String,
    /// `[[function_constant(n)]]`.
    pub index: u32,
    /// A scalar or a vector.
    pub ty: TypeId,
    /// Declaration.
    pub span: Span,
}

/// What a table of the module holds that only the host knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostValue {
    /// The function constant of this index.
    Given(u32),
    /// Whether the host gives the function constant of this index.
    Defined(u32),
    /// A value that follows from the function constants of these indices.
    Derived(BTreeSet<u32>),
}

impl HostValue {
    /// The indices of the function constants that it follows from.
    #[must_use]
    pub fn indices(&self) -> BTreeSet<u32> {
        match self {
            Self::Given(index) | Self::Defined(index) => BTreeSet::from([*index]),
            Self::Derived(indices) => indices.clone(),
        }
    }
}

/// The value of a function constant.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ConstantValue {
    scalar: Scalar,
    /// One a component, zero-extended.
    bits: Vec<u64>,
}

impl ConstantValue {
    /// A number (one component) or a vector, from the bits of its components.
    #[must_use]
    pub fn new(scalar: Scalar, bits: Vec<u64>) -> Self {
        Self { scalar, bits }
    }

    /// The type of a component.
    #[must_use]
    pub const fn scalar(&self) -> Scalar {
        self.scalar
    }

    /// The bits of the components.
    #[must_use]
    pub fn bits(&self) -> &[u64] {
        &self.bits
    }

    /// The type as Metal spells it.
    #[must_use]
    pub fn type_name(&self) -> String {
        match self.bits.len() {
            1 => self.scalar.metal_name().to_owned(),
            lanes => format!("{}{lanes}", self.scalar.metal_name()),
        }
    }
}

macro_rules! values {
    ($($ty:ty, $scalar:ident, |$value:ident| $bits:expr;)*) => {$(
        impl From<$ty> for ConstantValue {
            fn from($value: $ty) -> Self {
                Self::new(Scalar::$scalar, vec![$bits])
            }
        }

        impl<const N: usize> From<[$ty; N]> for ConstantValue {
            fn from(values: [$ty; N]) -> Self {
                let bits = values.into_iter().map(|$value| $bits);
                Self::new(Scalar::$scalar, bits.collect())
            }
        }
    )*};
}

values! {
    bool, Bool, |value| u64::from(value);
    i8, I8, |value| u64::from(value.cast_unsigned());
    i16, I16, |value| u64::from(value.cast_unsigned());
    i32, I32, |value| u64::from(value.cast_unsigned());
    i64, I64, |value| value.cast_unsigned();
    u8, U8, |value| u64::from(value);
    u16, U16, |value| u64::from(value);
    u32, U32, |value| u64::from(value);
    u64, U64, |value| value;
    f16, F16, |value| u64::from(value.to_bits());
    bf16, BF16, |value| u64::from(value.to_bits());
    f32, F32, |value| u64::from(value.to_bits());
}

impl Module {
    /// The function constants whose values a kernel cannot do without, and that were not given: what
    /// it or a function that it calls reads, and what its parameters' existence follows from.
    #[must_use]
    pub fn missing_constants(&self, kernel: &EntryPoint) -> Vec<&FunctionConstant> {
        let mut indices: BTreeSet<u32> = kernel.undecided.values().flatten().copied().collect();
        let mut seen = BTreeSet::from([kernel.function]);
        let mut open = vec![kernel.function];
        while let Some(id) = open.pop() {
            let function = &self.functions[id];
            let mut uses = Uses {
                function,
                globals: BTreeSet::new(),
                callees: BTreeSet::new(),
            };
            uses.block(&function.body);
            let hosts = uses
                .globals
                .iter()
                .filter_map(|&id| self.globals[id].host.as_ref());
            indices.extend(hosts.flat_map(HostValue::indices));
            open.extend(
                uses.callees
                    .into_iter()
                    .filter(|callee| seen.insert(*callee)),
            );
        }
        let constants = self.constants.iter();
        constants
            .filter(|constant| indices.contains(&constant.index))
            .collect()
    }
}

/// What the statements of a function name.
struct Uses<'a> {
    function: &'a Function,
    globals: BTreeSet<GlobalId>,
    callees: BTreeSet<Handle<Function>>,
}

impl Uses<'_> {
    fn block(&mut self, block: &Block) {
        for stmt in block {
            match stmt {
                Stmt::Eval(value) => self.eval(*value),
                Stmt::If {
                    condition,
                    then,
                    otherwise,
                    ..
                } => {
                    self.operand(*condition);
                    self.block(then);
                    self.block(otherwise);
                }
                Stmt::Loop(inner) => {
                    for block in [&inner.before, &inner.body, &inner.step] {
                        self.block(block);
                    }
                }
                Stmt::Switch { cases, .. } => cases.iter().for_each(|case| self.block(&case.body)),
                Stmt::Return(Some(value), _) => self.operand(*value),
                Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(None, _) => {}
            }
        }
    }

    fn eval(&mut self, value: ValueId) {
        let function = self.function;
        let op = &function.values[value].op;
        op.for_each_operand(|operand| self.operand(operand));
        if let Op::Call { function, .. } = op {
            self.callees.insert(*function);
        }
    }

    fn operand(&mut self, value: ValueId) {
        if let Op::GlobalAddress(global) = self.function.values[value].op {
            self.globals.insert(global);
        }
    }
}
