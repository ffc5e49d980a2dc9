//! CUDA C++ from IR: one kernel as a text that stands alone, for a run-time compiler with no headers
//! beside it.
//!
//! What it is not: it loads and launches nothing, and optimises nothing that the compiler does. It
//! has no bounds checks: an access outside of a buffer is undefined, as on a Mac's GPU.
//!
//! # The idea
//!
//! * A simdgroup is a warp. A block is launched as one row of whole warps; the kernel finds out where
//!   its thread stands ([`Program`] has the contract), and threads beyond the grid's edge end at once,
//!   so that simdgroups of an edge group are made up as the specification says.
//! * Operations between lanes name the lanes that take part. A function that holds such operations has
//!   its jumps turned into flags ([`without_jumps`]), and votes wherever lanes may part.
//! * What C++ leaves undefined and the IR does not (wrapping, shifts, division by zero, conversions) is
//!   written out, by functions of the prelude where it takes more than an expression.
//! * `half` and `bfloat` are structs of 16 bits, with arithmetic through PTX.
//! * A vector is a struct aligned as in Metal, so that a whole one is one access where it may be.
//! * Everything of the prelude is called `ks_…`, and nothing of the user's is.

mod constant;
mod expr;
mod function;
mod kernel;
mod log;
mod ptx;
mod reserved;
mod stmt;
#[cfg(test)]
mod tests;
mod together;
mod ty;

pub use ptx::{feed_tensor_cores, guard_faults};

use super::{Error, names::Names};
use crate::{
    analysis::{alignment::Alignments, layout::layout, spread::Facts},
    ir::{AddressSpace, FunctionId, MathMode, Module, Op, without_jumps},
    source::{SourceMap, Span},
};
use log::logging;
use std::collections::BTreeSet;
use together::{Together, has_matrices};

/// Words of a log buffer behind its header (see [`ir::log`](crate::ir::log)), four times what is kept: which
/// messages a GPU has room for depends on their order, and which of them are kept then does not.
pub const LOG_WORDS: u32 = 1 << 20;
/// Room for tables in constant memory.
const CONSTANT_BYTES: u64 = 60 << 10;

/// What else matters for the text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// The texts of the module's spans, for `#line` directives.
    pub sources: Option<&'a SourceMap>,
    /// Threads of a threadgroup for which registers must be left, at most.
    pub max_threads: Option<u32>,
}

/// A kernel as CUDA C++, and how it is launched.
///
/// Arguments stand in the order of [`EntryPoint::params`](crate::ir::EntryPoint::params), of which
/// built-ins have none: a buffer is the device address of its first element (a buffer that is written
/// overlaps no other); a threadgroup argument is
/// a `u32`, its offset in dynamic shared memory, a multiple of 16 that is at least
/// [`threadgroup_bytes`](Self::threadgroup_bytes). A structure of twelve `u32` follows: threads of the
/// grid, threads of a threadgroup (at most the grid's), threadgroups, and the first one, by x, y and z
/// each. The last argument of a kernel that [logs](Self::logs) is the address of its log buffer.
///
/// A block is one row of as many threads as a threadgroup, rounded up to 32. The grid has as many
/// blocks by x, y and z as there are threadgroups. More than CUDA has blocks are several launches, each
/// from another first threadgroup on: for these the text is compiled with [`IN_PARTS`]. With [`IN_ROWS`]
/// it is for threadgroups of one row only, takes less time to compile and a little less to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Program {
    /// The translation unit.
    pub text: String,
    /// The kernel's symbol.
    pub entry: String,
    /// Whether it multiplies matrices: then its PTX gains by [`feed_tensor_cores`].
    pub has_products: bool,
    /// Whether it logs.
    pub logs: bool,
    /// What the kernel's own threadgroup variables take of dynamic shared memory, from offset 0.
    pub threadgroup_bytes: u32,
}

/// The option for launches whose threadgroups have one row: a size of 1 along y and z.
pub const IN_ROWS: &str = "-DKS_ROW";
/// The option for launches that are made in parts.
pub const IN_PARTS: &str = "-DKS_PART";

/// The options that the compiler needs for a math mode, besides the architecture.
#[must_use]
pub const fn options(mode: MathMode) -> &'static [&'static str] {
    match mode {
        MathMode::Safe => &["-w", "--fmad=false"],
        MathMode::Relaxed => &["-w", "--fmad=true"],
        MathMode::Fast => &[
            "-w",
            "--fmad=true",
            "--ftz=true",
            "--prec-div=false",
            "--prec-sqrt=false",
        ],
    }
}

/// The kernel of a valid module that a host launches by this name.
///
/// # Errors
/// If CUDA has no counterpart for something in it.
///
/// # Panics
/// If the module has no such kernel.
pub fn emit(module: &Module, kernel: &str, options: Options<'_>) -> Result<Program, Error> {
    let mut module = module.clone();
    let index = (module.kernels.iter().position(|entry| entry.name == kernel))
        .expect("a kernel of this name");
    let entry = module.kernels[index].clone();
    if !entry.undecided.is_empty() {
        let feature = "a parameter that exists only if a function constant says so";
        let span = module.functions[entry.function].span;
        return Err(Error::unsupported("CUDA", feature, span));
    }
    let together = Together::new(&module);
    let reached = reached(&module, entry.function);
    for &id in &reached {
        if together.is_function(id) {
            let function = module.functions[id].clone();
            let within = |block: &_| together.is_block(&function, block);
            let rewritten = without_jumps(&mut module.types, &function, &within);
            module.functions[id] = rewritten;
        }
    }
    let names = Names::new(&module, reserved::reserved());
    let matrices = reached
        .iter()
        .any(|&id| has_matrices(&module.functions[id]));
    let unit = Unit {
        module: &module,
        facts: &Facts::new(&module),
        alignments: &Alignments::new(&module),
        matrices,
        names: &names,
        together: &together,
        logging: &logging(&module),
        options,
    };
    let mut functions = String::new();
    for &id in reached.iter().filter(|&&id| id != entry.function) {
        functions.push('\n');
        functions.push_str(&function::callee(&unit, id));
    }
    functions.push('\n');
    let kernel = kernel::kernel(&unit, index)?;
    functions.push_str(&kernel.text);
    let has_products = functions.contains("ks_matrix_multiply");
    let mut text = prelude(&functions, matrices);
    text.push_str("\nnamespace ks_user {\n");
    for (id, _) in module.types.iter() {
        text.push_str(&ty::declare_struct(&module, &names, matrices, id));
    }
    text.push_str(&tables(&unit, &reached)?);
    text.push_str(&functions);
    text.push_str("\n}\n");
    Ok(Program {
        text,
        entry: kernel.symbol,
        has_products,
        logs: unit.logging.contains(&entry.function),
        threadgroup_bytes: kernel.threadgroup_bytes,
    })
}

/// What every part of the text looks things up in.
#[derive(Clone, Copy)]
struct Unit<'a> {
    module: &'a Module,
    names: &'a Names,
    together: &'a Together,
    /// Functions that log.
    logging: &'a BTreeSet<FunctionId>,
    facts: &'a Facts,
    alignments: &'a Alignments,
    /// Whether lanes are numbered as matrices have them.
    matrices: bool,
    options: Options<'a>,
}

/// A part of the prelude, and names whose mention asks for it.
type Part = (&'static str, &'static [&'static str]);

/// In their order: each may mention those before it.
const PARTS: [Part; 9] = [
    (include_str!("prelude/scalar.cuh"), &[""]),
    (
        include_str!("prelude/narrow.cuh"),
        &[
            "ks_half",
            "ks_bfloat",
            "ks_f16",
            "ks_bf16",
            "ks_add",
            "ks_sub",
            "ks_mul",
        ],
    ),
    (include_str!("prelude/math.cuh"), &["ks_math_"]),
    (include_str!("prelude/integer.cuh"), &["ks_int_"]),
    (include_str!("prelude/simd.cuh"), &["ks_mask", "ks_lane"]),
    (include_str!("prelude/matrix.cuh"), &["ks_matrix_"]),
    (
        include_str!("prelude/atomic.cuh"),
        &["ks_atomic_", "ks_fence"],
    ),
    (include_str!("prelude/log.cuh"), &["ks_log_"]),
    (include_str!("prelude/place.cuh"), &[""]),
];

/// The parts of the prelude that a text needs. What it does not need would take time to compile.
fn prelude(text: &str, matrices: bool) -> String {
    let mut needed: Vec<&str> = Vec::new();
    for (part, names) in PARTS.iter().rev() {
        let mentions = |text: &str| names.iter().any(|name| text.contains(name));
        if mentions(text) || needed.iter().any(|later| mentions(later)) {
            needed.push(part);
        }
    }
    let mut prelude = String::new();
    if matrices {
        prelude.push_str("#define KS_MATRIX\n");
    }
    if text.contains("ks_log_") {
        prelude.push_str(&format!("#define KS_LOG_WORDS {LOG_WORDS}u\n"));
    }
    prelude.extend(needed.into_iter().rev());
    prelude
}

/// The kernel's function and all that it calls, callees first.
fn reached(module: &Module, kernel: FunctionId) -> BTreeSet<FunctionId> {
    let mut reached = BTreeSet::from([kernel]);
    let mut open = vec![kernel];
    while let Some(id) = open.pop() {
        for (_, value) in module.functions[id].values.iter() {
            if let Op::Call { function, .. } = value.op
                && reached.insert(function)
            {
                open.push(function);
            }
        }
    }
    reached
}

/// The tables that the functions speak of: in constant memory as far as there is room.
fn tables(unit: &Unit<'_>, functions: &BTreeSet<FunctionId>) -> Result<String, Error> {
    let module = unit.module;
    let mut used = BTreeSet::new();
    for &id in functions {
        for (_, value) in module.functions[id].values.iter() {
            if let Op::GlobalAddress(global) = value.op {
                used.insert(global);
            }
        }
    }
    let mut text = String::new();
    let mut room = CONSTANT_BYTES;
    for id in used {
        let global = &module.globals[id];
        if global.host.is_some() {
            let feature = "a constant that follows from function constants without values";
            return Err(Error::unsupported("CUDA", feature, global.span));
        }
        let bytes = layout(&module.types, global.ty).size_bytes;
        let space = match room.checked_sub(bytes) {
            Some(left) => {
                room = left;
                "__constant__"
            }
            None => "__device__",
        };
        let ty = ty::spell(module, unit.names, global.ty);
        let name = unit.names.global(id);
        let init = constant::initializer(module, unit.names, global.ty, &global.init);
        text.push_str(&format!("\nstatic {space} const {ty} {name} = {init};\n"));
    }
    Ok(text)
}

/// The threadgroup variables of a kernel by offset, and what they take together.
fn threadgroup_memory(
    unit: &Unit<'_>,
    id: FunctionId,
) -> Result<(Vec<(crate::ir::LocalId, u32)>, u32), Error> {
    let function = &unit.module.functions[id];
    let mut end = 0u64;
    let mut places = Vec::new();
    for (local, variable) in function.locals.iter() {
        if variable.space == AddressSpace::Threadgroup {
            let layout = layout(&unit.module.types, variable.ty);
            // As `analysis::alignment` says.
            let least = if layout.size_bytes >= 16 { 16 } else { 1 };
            let start = end.next_multiple_of(u64::from(layout.align_bytes.max(least)));
            end = start.saturating_add(layout.size_bytes);
            let start = offset(start, variable.span)?;
            places.push((local, start));
        }
    }
    Ok((places, offset(end, function.span)?))
}

fn offset(bytes: u64, span: Span) -> Result<u32, Error> {
    u32::try_from(bytes)
        .map_err(|_| Error::unsupported("CUDA", "threadgroup memory of 4 GiB or more", span))
}
