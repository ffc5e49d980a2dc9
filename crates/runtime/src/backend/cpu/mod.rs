//! Runs kernels on the processor, many threads of a kernel at a time.
//!
//! What it is not: it knows no tensors, no streams and no source; it takes checked IR and raw
//! buffers, and it finds no faults (the `check` device does). A kernel that never ends never ends
//! here.
//!
//! ```text
//! ir::Module -> spmd::Kernel -> code::Code -> frame by frame, on all processors
//! ```
//!
//! [`spmd`] writes the kernel as scalar operations and finds what is uniform over the lanes of a
//! block, what is affine and what varies; [`code`] turns that into a register program whose
//! instructions act on all lanes of a block at once; [`lanes`] are those instructions, as loops
//! that the compiler vectorizes for each of the instruction sets of [`isa`]; [`launch`] runs the
//! blocks of all threadgroups. Programs are made for the arrangement of threads that a launch
//! asks for, and kept. Products of matrices by a library are programs of another kind ([`product`]).

mod code;
mod frame;
mod isa;
mod lanes;
mod launch;
mod math;
pub(crate) mod product;
mod spmd;
mod tables;
#[cfg(test)]
mod tests;
mod vector;

use code::{Block, Code, Table};
use isa::Chosen;
use kernsmith_msl::{ir::Module, source::Span};
use launch::Worker;
use spmd::{Kernel, shape::Arrangement};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, OnceLock},
};

/// What this back end cannot run.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cpu back end cannot run {feature}")]
pub(crate) struct Unsupported {
    /// What it is.
    pub(crate) feature: &'static str,
    /// Where.
    pub(crate) span: Span,
}

impl Unsupported {
    const fn new(feature: &'static str, span: Span) -> Self {
        Self { feature, span }
    }
}

/// A buffer for the time of a launch.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Binding {
    /// Where it starts.
    pub(crate) ptr: *mut u8,
    /// How long it is.
    pub(crate) len_bytes: usize,
    /// Where in it the kernel's pointer begins.
    pub(crate) start_bytes: usize,
    /// Whether the kernel may write it.
    pub(crate) writable: bool,
}

/// A compiled kernel. It may be launched from many threads at once.
#[derive(Debug)]
pub(crate) struct Program {
    kernel: Kernel,
    tables: Vec<Table>,
    isa: Chosen,
    /// Code by the size of the threadgroup that it is for.
    codes: Mutex<BTreeMap<[u32; 3], Arc<Code>>>,
    workers: Mutex<Vec<Worker>>,
}

/// Sizes of threadgroups whose code is kept.
const MAX_CODES: usize = 64;
/// Lanes of a block, if its registers fit: measured best between 128 and 256.
const WIDTHS: [usize; 4] = [256, 128, 64, 32];
/// Lanes of a block that does several turns of a loop.
const MAX_LANES: usize = 1024;
/// What registers of a block may take, so that they stay close to the processor.
const MAX_REGISTER_BYTES: usize = 64 << 10;

impl Program {
    /// Compiles a kernel of a valid module.
    ///
    /// # Errors
    /// If it uses what this back end cannot do.
    pub(crate) fn compile(module: &Module, kernel: &str) -> Result<Self, Unsupported> {
        let mut kernel = spmd::build::build(module, kernel)?;
        spmd::locals::promote(&mut kernel, false)?;
        spmd::forward::forward(&mut kernel);
        spmd::forward::constant_variables(&mut kernel);
        spmd::locals::promote(&mut kernel, true)?;
        spmd::forward::forward(&mut kernel);
        spmd::hoist::hoist(&mut kernel);
        spmd::forward::forward(&mut kernel);
        let tables = tables::tables(module, &kernel.objects);
        Ok(Self {
            kernel,
            tables,
            isa: chosen(),
            codes: Mutex::new(BTreeMap::new()),
            workers: Mutex::new(Vec::new()),
        })
    }

    /// Code for threadgroups of this size.
    fn code(&self, size: [u32; 3]) -> Arc<Code> {
        let mut codes = self
            .codes
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(known) = codes.get(&size) {
            return Arc::clone(known);
        }
        let threads = size.iter().map(|&by| by as usize).product::<usize>().max(1);
        let mut best = None;
        for (width, several) in WIDTHS
            .into_iter()
            .flat_map(|width| [(width, true), (width, false)])
        {
            let width = width.min(threads.next_multiple_of(frame::SIMDGROUP));
            // Only where the next turn goes on after the whole group, and lanes have no memory of
            // their own.
            let several = several && width == threads && self.kernel.thread_bytes == 0;
            let block = Block {
                arrangement: arrange(size, width),
                width,
                turns: if several { MAX_LANES / width } else { 1 },
            };
            let code = code::emit(&self.kernel, block, self.isa);
            let fits = code.register_bytes() <= MAX_REGISTER_BYTES;
            best = Some(code);
            if fits {
                break;
            }
        }
        let code = Arc::new(best.expect("there is a width"));
        if codes.len() >= MAX_CODES {
            codes.clear();
        }
        codes.insert(size, Arc::clone(&code));
        code
    }
}

impl Code {
    /// What the registers of one block take.
    fn register_bytes(&self) -> usize {
        (self.narrow_registers * 4 + self.wide_registers * 8 + self.thread_bytes)
            * self.width
            * self.turns
    }
}

/// How blocks of this many lanes lie in a threadgroup of this size.
fn arrange(size: [u32; 3], width: usize) -> Arrangement {
    let [x, y, z] = size.map(|by| by as usize);
    if y * z == 1 || x.is_multiple_of(width) {
        Arrangement::Linear
    } else if width.is_multiple_of(x) && (z == 1 || (x * y).is_multiple_of(width)) {
        Arrangement::Tiled(size[0])
    } else {
        Arrangement::General
    }
}

/// The instruction set of this machine.
fn chosen() -> Chosen {
    static CHOSEN: OnceLock<Chosen> = OnceLock::new();
    *CHOSEN.get_or_init(Chosen::detect)
}

/// What the instruction set in use is called.
pub(crate) fn instruction_set() -> &'static str {
    chosen().name()
}
