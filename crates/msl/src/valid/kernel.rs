//! Rule 14: kernels.

use super::{Checked, Violation, ensure};
use crate::ir::{AddressSpace, BufferAccess, EntryParam, EntryPoint, Module, Scalar, Type, TypeId};
use std::collections::BTreeSet;

pub(super) fn check(module: &Module) -> Checked {
    let mut names = BTreeSet::new();
    for kernel in &module.kernels {
        let in_kernel = |violation: Violation| Violation {
            message: format!("kernel `{}`: {}", kernel.name, violation.message),
            ..violation
        };
        ensure(14, names.insert(&kernel.name), || {
            "the name is there twice".to_owned()
        })
        .and_then(|()| check_kernel(module, kernel))
        .map_err(in_kernel)?;
    }
    Ok(())
}

fn check_kernel(module: &Module, kernel: &EntryPoint) -> Checked {
    let Some(function) = module.functions.get(kernel.function) else {
        return Err(Violation::new(14, "its function does not exist"));
    };
    ensure(14, module.types[function.ret] == Type::Void, || {
        "it returns a value".to_owned()
    })?;
    ensure(14, kernel.params.len() == function.params.len(), || {
        "it has not one binding a parameter".to_owned()
    })?;
    ensure(14, kernel.max_threads != Some(0), || {
        "it allows no thread".to_owned()
    })?;
    let mut buffers = BTreeSet::new();
    let mut lengths = BTreeSet::new();
    for (binding, param) in kernel.params.iter().zip(&function.params) {
        let unique = match binding {
            EntryParam::Buffer { index, .. } => buffers.insert(*index),
            EntryParam::Threadgroup { index } => lengths.insert(*index),
            EntryParam::BuiltIn(_) => true,
        };
        ensure(14, unique || !kernel.undecided.is_empty(), || {
            format!("parameter `{}` shares its index", param.name)
        })?;
        ensure(14, is_of_kind(module, *binding, param.ty), || {
            format!("parameter `{}` has not the type of its binding", param.name)
        })?;
    }
    Ok(())
}

fn is_of_kind(module: &Module, binding: EntryParam, ty: TypeId) -> bool {
    let ty = &module.types[ty];
    match (binding, ty) {
        (EntryParam::Buffer { access, .. }, Type::Pointer { space, .. }) => match space {
            AddressSpace::Device => true,
            AddressSpace::Constant => access == BufferAccess::Read,
            AddressSpace::Threadgroup | AddressSpace::Thread => false,
        },
        (EntryParam::Threadgroup { .. }, Type::Pointer { space, .. }) => {
            *space == AddressSpace::Threadgroup
        }
        (EntryParam::BuiltIn(built_in), Type::Scalar(Scalar::U32)) => !built_in.is_vector(),
        (
            EntryParam::BuiltIn(built_in),
            Type::Vector {
                scalar: Scalar::U32,
                lanes: 3,
                packed: false,
            },
        ) => built_in.is_vector(),
        _ => false,
    }
}
