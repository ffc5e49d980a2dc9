//! Parameters of a library's kernel that a call gives memory for.

use super::Function;
use kernsmith_msl::ir::{BufferAccess, EntryParam, EntryPoint, Module, Type, TypeId};
use std::fmt;

/// A parameter with memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// What the text calls it.
    pub name: String,
    /// What memory it takes.
    pub memory: ParameterMemory,
    /// Its index among those of its kind of memory.
    pub index: u32,
    /// What it points to.
    pub(super) pointee: TypeId,
}

/// What memory a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterMemory {
    /// A buffer that the kernel only reads: `[[buffer(n)]]`, `const` or `constant`.
    Read,
    /// A buffer that it may write: `[[buffer(n)]]`.
    Write,
    /// Threadgroup memory of a length that the call says: `[[threadgroup(n)]]`.
    Threadgroup,
}

/// As errors name it.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.memory {
            ParameterMemory::Read | ParameterMemory::Write => "buffer",
            ParameterMemory::Threadgroup => "threadgroup",
        };
        write!(f, "`{}` [[{kind}({})]]", self.name, self.index)
    }
}

impl Function {
    /// Its parameters that a call gives memory for, in the order of the text.
    #[must_use]
    pub fn parameters(&self) -> Vec<Parameter> {
        parameters(self.module(), self.entry())
    }
}

/// Parameters of a kernel that a call gives memory for, in the order of the text.
pub(super) fn parameters(module: &Module, entry: &EntryPoint) -> Vec<Parameter> {
    let declared = module.functions[entry.function].params.iter();
    let parameters = entry.params.iter().zip(declared);
    let parameters = parameters.filter_map(|(param, declared)| {
        let Type::Pointer { pointee, .. } = module.types[declared.ty] else {
            return None;
        };
        let (memory, index) = match *param {
            EntryParam::Buffer { index, access } => match access {
                BufferAccess::Read => (ParameterMemory::Read, index),
                BufferAccess::ReadWrite => (ParameterMemory::Write, index),
            },
            EntryParam::Threadgroup { index } => (ParameterMemory::Threadgroup, index),
            EntryParam::BuiltIn(_) => return None,
        };
        Some(Parameter {
            name: declared.name.clone(),
            memory,
            index,
            pointee,
        })
    });
    parameters.collect()
}
