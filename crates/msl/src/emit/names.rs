//! What everything in the module is called in the text.

use super::namer::Namer;
use crate::ir::{FunctionId, GlobalId, Logger, Module, Type, TypeId};
use std::{collections::BTreeMap, rc::Rc};

/// Names of the module's scope.
pub(super) struct Names {
    types: BTreeMap<TypeId, String>,
    fields: BTreeMap<(TypeId, usize), String>,
    globals: BTreeMap<GlobalId, String>,
    functions: BTreeMap<FunctionId, String>,
    kernels: Vec<String>,
    loggers: Vec<(Logger, String)>,
    /// All of them, for the names within a function.
    namer: Rc<Namer>,
}

impl Names {
    /// Names that are none of the `reserved` ones.
    pub(super) fn new(module: &Module, reserved: impl Iterator<Item = String>) -> Self {
        let reserved = Rc::new(Namer::reserving(reserved));
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
        let mut loggers: Vec<(Logger, String)> = Vec::new();
        for logger in module.logs.iter().filter_map(|log| log.logger.as_ref()) {
            if loggers.iter().all(|(known, _)| known != logger) {
                loggers.push((logger.clone(), namer.name("logger")));
            }
        }
        Self {
            loggers,
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

    /// Of the variable that logs so.
    pub(super) fn logger(&self, logger: Option<&Logger>) -> &str {
        let named = self.loggers.iter().find(|(known, _)| Some(known) == logger);
        named.map_or("os_log_default", |(_, name)| name)
    }

    /// All loggers but the default one.
    pub(super) fn loggers(&self) -> &[(Logger, String)] {
        &self.loggers
    }

    pub(super) fn kernel(&self, index: usize) -> &str {
        &self.kernels[index]
    }

    /// A namer for a function's scope.
    pub(super) fn inner(&self) -> Namer {
        Namer::inside(&self.namer)
    }
}
