//! Writes instructions, statement by statement.

use super::{
    Addr, AtomicForm, Batch, Code, Dot, LogForm, NO_MASK, Operand, Preset, SimdForm,
    allocate::Register,
    control::Target,
    reads,
    uses::Uses,
    value::{Value, is_wide},
};
use crate::backend::cpu::{
    isa::Chosen,
    lanes::Opcode,
    spmd::{
        ConstructId, Kernel, NodeId,
        shape::{Arrangement, Path, Shapes, analyze},
    },
};
use kernsmith_msl::ir::{MathFn, Scalar};
use std::collections::{BTreeMap, HashMap};

/// A place to jump to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(usize);

/// An instruction before registers have rows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft {
    pub(super) op: Opcode,
    pub(super) d: Operand,
    pub(super) a: Operand,
    pub(super) b: Operand,
    pub(super) c: Operand,
    pub(super) x: u32,
}

impl Draft {
    pub(super) fn new(op: Opcode) -> Self {
        Self {
            op,
            d: NO_MASK,
            a: NO_MASK,
            b: NO_MASK,
            c: NO_MASK,
            x: 0,
        }
    }
}

/// A loop that is being written.
pub(super) struct OpenLoop {
    start: usize,
    /// Registers from outside of it that are mentioned in it.
    pub(super) touched: Vec<u32>,
}

pub(super) struct Emitter<'k> {
    pub(super) kernel: &'k Kernel,
    pub(super) shapes: Shapes,
    pub(super) drafts: Vec<Draft>,
    pub(super) path: Path,
    pub(super) merges: Vec<Label>,
    pub(super) targets: BTreeMap<ConstructId, Target>,
    pub(super) free_masks: Vec<u32>,
    pub(super) masks: u32,
    pub(super) addrs: Vec<Addr>,
    pub(super) dots: Vec<Dot>,
    pub(super) arrangement: Arrangement,
    pub(super) turns: usize,
    pub(super) batches: Vec<Batch>,
    pub(super) copies: Vec<bool>,
    pub(super) uses: Uses,
    pub(super) values: Vec<Value>,
    /// Affine nodes that are in a lane register too, and the journal to forget them by.
    pub(super) spread: HashMap<NodeId, Operand>,
    pub(super) journal: Vec<NodeId>,
    pub(super) vars: Vec<Option<Operand>>,
    pub(super) scalars: Vec<u64>,
    pub(super) constants: HashMap<u64, Operand>,
    pub(super) registers: Vec<Register>,
    pub(super) loops: Vec<OpenLoop>,
    pub(super) labels: Vec<usize>,
    /// Where the last label was bound: what is before it is not to be taken back.
    pub(super) bound_at: usize,
    pub(super) lists: Vec<Operand>,
    pub(super) simds: Vec<SimdForm>,
    pub(super) atomics: Vec<AtomicForm>,
    pub(super) logs: Vec<LogForm>,
    pub(super) integers: Vec<(MathFn, Scalar)>,
    pub(super) presets: Vec<Preset>,
    /// First row of each array, narrow and wide ones counted apart.
    pub(super) rows: Vec<u32>,
    pub(super) row_counts: [u32; 2],
}

/// The blocks that code is for.
#[derive(Clone, Copy, Debug)]
pub(in crate::backend::cpu) struct Block {
    pub(in crate::backend::cpu) arrangement: Arrangement,
    /// Lanes, at most.
    pub(in crate::backend::cpu) width: usize,
    /// Turns of a loop that there may be registers for.
    pub(in crate::backend::cpu) turns: usize,
}

/// The code of a kernel for these blocks.
pub(in crate::backend::cpu) fn emit(kernel: &Kernel, block: Block, isa: Chosen) -> Code {
    let mut emitter = Emitter::new(kernel, block);
    let end = emitter.label();
    emitter.merges.push(end);
    emitter.built_ins();
    emitter.block(&kernel.body);
    emitter.bind(end);
    emitter.push(Draft::new(Opcode::End));
    emitter.finish(block.width, isa)
}

impl<'k> Emitter<'k> {
    fn new(kernel: &'k Kernel, block: Block) -> Self {
        let mut row_counts = [0; 2];
        let mut rows = Vec::new();
        for array in &kernel.rows {
            let count = &mut row_counts[usize::from(is_wide(array.ty))];
            rows.push(*count);
            *count += array.length;
        }
        Self {
            kernel,
            shapes: analyze(kernel, block.arrangement),
            drafts: Vec::new(),
            path: Vec::new(),
            merges: Vec::new(),
            targets: BTreeMap::new(),
            free_masks: Vec::new(),
            masks: 1,
            addrs: Vec::new(),
            dots: Vec::new(),
            arrangement: block.arrangement,
            turns: block.turns,
            batches: Vec::new(),
            copies: reads::copies(kernel),
            uses: Uses::of(kernel),
            bound_at: 0,
            values: vec![Value::None; kernel.nodes.len()],
            spread: HashMap::new(),
            journal: Vec::new(),
            vars: vec![None; kernel.vars.len()],
            scalars: Vec::new(),
            constants: HashMap::new(),
            registers: Vec::new(),
            loops: Vec::new(),
            labels: Vec::new(),
            lists: Vec::new(),
            simds: Vec::new(),
            atomics: Vec::new(),
            logs: Vec::new(),
            integers: Vec::new(),
            presets: Vec::new(),
            rows,
            row_counts,
        }
    }

    pub(super) fn label(&mut self) -> Label {
        self.labels.push(usize::MAX);
        Label(self.labels.len() - 1)
    }

    pub(super) fn bind(&mut self, label: Label) {
        self.labels[label.0] = self.drafts.len();
        self.bound_at = self.drafts.len();
    }

    /// Whether a read of a variable is a copy of it.
    pub(super) fn is_copy(&self, node: NodeId) -> bool {
        self.copies[node.0 as usize]
    }

    /// A label where an operand is; patched at the end.
    pub(super) fn label_operand(&self, label: Label) -> Operand {
        Operand::number(u32::try_from(label.0).expect("labels are fewer than nodes"))
    }

    /// The last instruction, if no jump comes in after it.
    pub(super) fn last(&mut self) -> Option<&mut Draft> {
        if self.bound_at == self.drafts.len() {
            None
        } else {
            self.drafts.last_mut()
        }
    }

    /// A jump; `x` is patched at the end.
    pub(super) fn jump(&mut self, draft: Draft, to: Label) {
        let x = u32::try_from(to.0).expect("labels are fewer than nodes");
        self.push(Draft { x, ..draft });
    }

    pub(super) fn open_loop(&mut self) {
        self.loops.push(OpenLoop {
            start: self.drafts.len(),
            touched: Vec::new(),
        });
    }

    pub(super) fn close_loop(&mut self) {
        let Some(OpenLoop { start, touched }) = self.loops.pop() else {
            return;
        };
        let end = self.drafts.len();
        for register in touched {
            let it = &mut self.registers[register as usize];
            it.start = it.start.min(start);
            it.end = it.end.max(end);
            if let Some(outer) = self.loops.get_mut(it.depth) {
                outer.touched.push(register);
            }
        }
    }
}
