//! Metal from IR: a whole file that compiles again to the same meaning.
//!
//! What it is not: it does not give back the source. Templates are instantiated, macros expanded,
//! overloads settled, and each value has a variable of its own.
//!
//! # The idea
//!
//! * An operation of memory is written as a place: `a[v1].x = v2`. Addresses have no variables of
//!   their own, since C++ has no readable spelling for a pointer to an array; an address is made of
//!   values that never change, so that it may be written where it is used.
//! * Every other value becomes `T v3 = …;` where it is evaluated.
//! * A loop becomes `for (;;)` with its exits as `break`. A `continue` must go to the step: the body
//!   then stands in `do { … } while (false)`, where C++'s `continue` leads to its end.
//! * A buffer that is only read is `const`; the body works on a pointer that is not.
//!
//! # What Metal lacks
//!
//! `erf` and `expm1`. A compare and exchange may fail spuriously there, and does not in the IR.

mod constant;
mod declaration;
mod expr;
mod function;
mod matrix;
mod reserved;
mod stmt;
#[cfg(test)]
mod tests;
mod ty;

pub(crate) use constant::literal;

use super::{Error, names::Names};
use crate::ir::{HostValue, Module, Type, TypeId};
use expr::quoted;
use std::collections::{BTreeMap, BTreeSet};

/// The module as Metal text.
///
/// # Errors
/// If Metal has no counterpart for something in it.
pub fn emit(module: &Module) -> Result<String, Error> {
    let names = Names::new(module, reserved::reserved());
    let mut functions = String::new();
    let kernels: Vec<_> = module
        .kernels
        .iter()
        .map(|kernel| kernel.function)
        .collect();
    for (id, _) in module.functions.iter() {
        if !kernels.contains(&id) {
            functions.push('\n');
            functions.push_str(&function::helper(module, &names, id)?);
        }
    }
    for (index, _) in module.kernels.iter().enumerate() {
        functions.push('\n');
        functions.push_str(&function::kernel(module, &names, index)?);
    }
    let mut text = "#include <metal_stdlib>\n".to_owned();
    if !module.logs.is_empty() {
        text += "#include <metal_logging>\n";
    }
    text += "using namespace metal;\n";
    for (logger, name) in names.loggers() {
        let (subsystem, category) = (quoted(&logger.subsystem), quoted(&logger.category));
        text.push_str(&format!(
            "\nconstant os_log {name}({subsystem}, {category});\n"
        ));
    }
    declare_types(module, &names, &functions, &mut text);
    for (id, global) in module.globals.iter() {
        let declared = ty::declare(module, &names, global.ty, names.global(id));
        let content = match &global.host {
            None => {
                let init = constant::initializer(module, &names, global.ty, &global.init);
                format!(" = {init}")
            }
            Some(HostValue::Given(index)) => format!(" [[function_constant({index})]]"),
            Some(HostValue::Defined(index)) => {
                format!(
                    " = is_function_constant_defined({})",
                    given(module, &names, *index)
                )
            }
            Some(HostValue::Derived(_)) => {
                let feature = "a constant that follows from function constants without values";
                return Err(Error::unsupported("Metal", feature, global.span));
            }
        };
        text.push_str(&format!("\nconstant {declared}{content};\n"));
    }
    text.push_str(&functions);
    Ok(text)
}

/// The name of a function constant.
fn given<'n>(module: &Module, names: &'n Names, index: u32) -> &'n str {
    let host = Some(HostValue::Given(index));
    let mut globals = module.globals.iter();
    let found = globals.find(|(_, global)| global.host == host);
    let (id, _) = found.expect("a constant that may be given has a table while none is");
    names.global(id)
}

/// Structs, and names for the arrays that pointers point to.
fn declare_types(module: &Module, names: &Names, functions: &str, text: &mut String) {
    let structs: BTreeMap<_, _> = module
        .types
        .iter()
        .filter_map(|(id, _)| Some((id, declare_struct(module, names, id)?)))
        .collect();
    let texts = structs.values().map(String::as_str).chain([functions]);
    let identifiers: BTreeSet<_> = texts
        .flat_map(|text| text.split(|char: char| char != '_' && !char.is_ascii_alphanumeric()))
        .collect();
    for (id, ty) in module.types.iter() {
        if let Some(declared) = structs.get(&id) {
            text.push_str(declared);
        } else if let Type::Array { .. } = ty
            && identifiers.contains(names.of_type(id))
        {
            let declared = ty::declare(module, names, id, names.of_type(id));
            text.push_str(&format!("\ntypedef {declared};\n"));
        }
    }
}

fn declare_struct(module: &Module, names: &Names, id: TypeId) -> Option<String> {
    let Type::Struct { fields, union, .. } = &module.types[id] else {
        return None;
    };
    let keyword = if *union { "union" } else { "struct" };
    let mut text = format!("\n{keyword} {} {{\n", names.of_type(id));
    for (index, field) in fields.iter().enumerate() {
        let declared = ty::declare(module, names, field.ty, names.field(id, index));
        let align = match field.align_bytes {
            1 => String::new(),
            bytes => format!("alignas({bytes}) "),
        };
        text.push_str(&format!("  {align}{declared};\n"));
    }
    text.push_str("};\n");
    Some(text)
}
