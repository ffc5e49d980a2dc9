//! What everything in the module is called in the text.

use crate::{
    emit::namer::Namer,
    ir::{BuiltIn, FunctionId, GlobalId, Module, Scalar, Type, TypeId},
    stdlib,
};
use std::{collections::BTreeMap, rc::Rc};

/// Names of the module's scope.
pub(super) struct Names {
    types: BTreeMap<TypeId, String>,
    fields: BTreeMap<(TypeId, usize), String>,
    globals: BTreeMap<GlobalId, String>,
    functions: BTreeMap<FunctionId, String>,
    kernels: Vec<String>,
    /// All of them, for the names within a function.
    namer: Rc<Namer>,
}

impl Names {
    pub(super) fn new(module: &Module) -> Self {
        let reserved = Rc::new(Namer::reserving(reserved()));
        let mut namer = Namer::inside(&reserved);
        let mut types = BTreeMap::new();
        let mut fields = BTreeMap::new();
        for (id, ty) in module.types.iter() {
            match ty {
                Type::Struct {
                    name,
                    fields: members,
                    ..
                } => {
                    types.insert(id, namer.name(name));
                    let mut own = Namer::inside(&reserved);
                    for (index, field) in members.iter().enumerate() {
                        fields.insert((id, index), own.name(&field.name));
                    }
                }
                Type::Array { .. } => {
                    types.insert(id, namer.name("array"));
                }
                _ => {}
            }
        }
        let globals = module.globals.iter();
        let globals = globals
            .map(|(id, global)| (id, namer.name(&global.name)))
            .collect();
        let kernels = module.kernels.iter();
        let kernels = kernels.map(|kernel| namer.name(&kernel.name)).collect();
        let functions = module.functions.iter();
        let functions = functions
            .map(|(id, function)| (id, namer.name(&function.name)))
            .collect();
        Self {
            types,
            fields,
            globals,
            functions,
            kernels,
            namer: Rc::new(namer),
        }
    }

    /// Of a struct or array.
    pub(super) fn of_type(&self, id: TypeId) -> &str {
        &self.types[&id]
    }

    pub(super) fn field(&self, id: TypeId, index: usize) -> &str {
        &self.fields[&(id, index)]
    }

    pub(super) fn global(&self, id: GlobalId) -> &str {
        &self.globals[&id]
    }

    pub(super) fn function(&self, id: FunctionId) -> &str {
        &self.functions[&id]
    }

    pub(super) fn kernel(&self, index: usize) -> &str {
        &self.kernels[index]
    }

    /// A namer for a function's scope.
    pub(super) fn inner(&self) -> Namer {
        Namer::inside(&self.namer)
    }
}

/// What a name must not be: keywords, names of types, functions, macros and built-ins.
fn reserved() -> impl Iterator<Item = String> {
    let scalars = Scalar::ALL.into_iter().flat_map(|scalar| {
        let name = scalar.metal_name();
        let vectors = (2..=4)
            .flat_map(move |lanes| [format!("{name}{lanes}"), format!("packed_{name}{lanes}")]);
        vectors.chain([name.to_owned()])
    });
    let names = stdlib::function_names().into_iter();
    let macros = stdlib::MACROS.iter().map(|(name, _)| *name);
    let built_ins = BuiltIn::ALL.iter().map(|(_, name)| *name);
    let others = OTHERS.iter().copied();
    let words = crate::contract::KEYWORDS.iter().copied();
    names
        .chain(macros)
        .chain(built_ins)
        .chain(words)
        .chain(others)
        .map(str::to_owned)
        .chain(scalars)
}

const OTHERS: &[&str] = &[
    "atomic",
    "fast",
    "int16_t",
    "int32_t",
    "int64_t",
    "int8_t",
    "leave",
    "main",
    "make_filled_simdgroup_matrix",
    "mem_flags",
    "memory_order",
    "metal",
    "metal_stdlib",
    "precise",
    "ptrdiff_t",
    "simdgroup_bfloat8x8",
    "simdgroup_float8x8",
    "simdgroup_half8x8",
    "simdgroup_load",
    "simdgroup_matrix",
    "simdgroup_multiply",
    "simdgroup_multiply_accumulate",
    "simdgroup_store",
    "size_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uint8_t",
    "vec",
];
