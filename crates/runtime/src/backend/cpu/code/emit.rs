//! Writes instructions, statement by statement.

use super::{
    Addr, AtomicForm, Code, Dot, Extend, NO_MASK, Operand, Preset, SimdForm, allocate::Register,
    control::Target, reads, uses::Uses,
};
use crate::backend::cpu::{
    isa::Chosen,
    lanes::Opcode,
    spmd::{
        ConstructId, Kernel, NodeId, NodeOp,
        shape::{Arrangement, Path, Shape, Shapes, Stride, analyze},
    },
};
use kernsmith_msl::ir::{MathFn, Scalar};
use std::collections::{BTreeMap, HashMap};

/// A place to jump to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Label(usize);

/// Where a node's value is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// Not evaluated (yet).
    None,
    /// In a scalar or lane register.
    In(Operand),
    /// In three scalar registers.
    Affine {
        base: Operand,
        sx: Operand,
        sy: Operand,
    },
}

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

pub(super) struct OpenLoop {
    start: usize,
    touched: Vec<u32>,
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
    pub(super) integers: Vec<(MathFn, Scalar)>,
    pub(super) presets: Vec<Preset>,
    /// First row of each array, narrow and wide ones counted apart.
    pub(super) rows: Vec<u32>,
    pub(super) row_counts: [u32; 2],
}

/// The code of a kernel for blocks of this arrangement and at most this many lanes.
pub(in crate::backend::cpu) fn emit(
    kernel: &Kernel,
    arrangement: Arrangement,
    width: usize,
    isa: Chosen,
) -> Code {
    let mut emitter = Emitter::new(kernel, arrangement);
    let end = emitter.label();
    emitter.merges.push(end);
    emitter.built_ins();
    emitter.block(&kernel.body);
    emitter.bind(end);
    emitter.push(Draft::new(Opcode::End));
    emitter.finish(width, isa)
}

/// Whether a scalar lives in 64-bit registers.
pub(super) const fn is_wide(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::I64 | Scalar::U64)
}

impl<'k> Emitter<'k> {
    fn new(kernel: &'k Kernel, arrangement: Arrangement) -> Self {
        let mut row_counts = [0; 2];
        let mut rows = Vec::new();
        for array in &kernel.rows {
            let count = &mut row_counts[usize::from(is_wide(array.ty))];
            rows.push(*count);
            *count += array.length;
        }
        Self {
            kernel,
            shapes: analyze(kernel, arrangement),
            drafts: Vec::new(),
            path: Vec::new(),
            merges: Vec::new(),
            targets: BTreeMap::new(),
            free_masks: Vec::new(),
            masks: 1,
            addrs: Vec::new(),
            dots: Vec::new(),
            arrangement,
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
            integers: Vec::new(),
            presets: Vec::new(),
            rows,
            row_counts,
        }
    }

    // ---- labels, loops ----

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

    // ---- registers ----

    pub(super) fn new_lanes(&mut self, wide: bool, depth: usize) -> Operand {
        let at = self.drafts.len();
        self.registers.push(Register {
            wide,
            start: at,
            end: at,
            depth,
        });
        let number =
            u32::try_from(self.registers.len() - 1).expect("registers are fewer than nodes");
        Operand::of_lanes(number)
    }

    /// A lane register for a value that is defined here.
    pub(super) fn lanes(&mut self, wide: bool) -> Operand {
        self.new_lanes(wide, self.loops.len())
    }

    pub(super) fn scalar(&mut self) -> Operand {
        self.scalars.push(0);
        Operand::of_scalar(u32::try_from(self.scalars.len() - 1).expect("fewer than nodes"))
    }

    /// A scalar register that always holds these bits.
    pub(super) fn constant(&mut self, bits: u64) -> Operand {
        if let Some(&known) = self.constants.get(&bits) {
            return known;
        }
        let register = self.scalar();
        self.scalars[register.index()] = bits;
        self.constants.insert(bits, register);
        register
    }

    pub(super) fn touch(&mut self, operand: Operand) {
        let Some(register) = operand.lanes() else {
            return;
        };
        let it = &mut self.registers[register as usize];
        it.end = it.end.max(self.drafts.len());
        if let Some(outer) = self.loops.get_mut(it.depth) {
            outer.touched.push(register);
        }
    }

    pub(super) fn push(&mut self, draft: Draft) {
        for operand in [draft.d, draft.a, draft.b, draft.c] {
            self.touch(operand);
        }
        self.drafts.push(draft);
    }

    pub(super) fn list(&mut self, operands: &[Operand]) -> (Operand, Operand) {
        let start = u32::try_from(self.lists.len()).expect("fewer than nodes");
        for &operand in operands {
            self.touch(operand);
        }
        self.lists.extend(operands);
        let len = u32::try_from(operands.len()).expect("few");
        (Operand::number(start), Operand::number(len))
    }

    /// An operation whose result is as its operands: scalar if all of them are.
    pub(super) fn op(&mut self, op: Opcode, wide: bool, operands: &[Operand]) -> Operand {
        let uniform = operands.iter().all(|operand| operand.is_scalar());
        let d = if uniform {
            self.scalar()
        } else {
            self.lanes(wide)
        };
        let at = |index: usize| operands.get(index).copied().unwrap_or(NO_MASK);
        self.push(Draft {
            op,
            d,
            a: at(0),
            b: at(1),
            c: at(2),
            x: 0,
        });
        d
    }

    /// An integer function by its number.
    pub(super) fn integer_function(
        &mut self,
        function: MathFn,
        ty: Scalar,
        operands: &[Operand],
    ) -> Operand {
        let uniform = operands.iter().all(|operand| operand.is_scalar());
        let wide = is_wide(ty);
        let (a, b) = self.list(operands);
        let d = if uniform {
            self.scalar()
        } else {
            self.lanes(wide)
        };
        let x = u32::try_from(self.integers.len()).expect("fewer than nodes");
        self.integers.push((function, ty));
        let op = if wide {
            Opcode::Integer64
        } else {
            Opcode::Integer32
        };
        self.push(Draft {
            op,
            d,
            a,
            b,
            c: NO_MASK,
            x,
        });
        d
    }

    // ---- values ----

    pub(super) fn shape(&self, node: NodeId) -> Shape {
        self.shapes.nodes[self.kernel.resolve(node).0 as usize]
    }

    pub(super) fn value(&mut self, node: NodeId) -> Value {
        let node = self.kernel.resolve(node);
        if let NodeOp::Const(bits) = self.kernel.nodes[node.0 as usize].op {
            let bits = super::convert::register_bits(bits, self.kernel.ty(node));
            return Value::In(self.constant(bits));
        }
        self.values[node.0 as usize]
    }

    pub(super) fn set_value(&mut self, node: NodeId, value: Value) {
        self.values[node.0 as usize] = value;
    }

    /// The register of a node's value, spread to lanes if it is affine.
    pub(super) fn operand(&mut self, node: NodeId) -> Operand {
        let node = self.kernel.resolve(node);
        match self.value(node) {
            Value::In(operand) => operand,
            Value::Affine { base, sx, sy } => {
                if let Some(&known) = self.spread.get(&node) {
                    return known;
                }
                let wide = is_wide(self.kernel.ty(node));
                let op = if wide { Opcode::Iota64 } else { Opcode::Iota32 };
                let d = self.lanes(wide);
                self.push(Draft {
                    op,
                    d,
                    a: base,
                    b: sx,
                    c: sy,
                    x: 0,
                });
                self.spread.insert(node, d);
                self.journal.push(node);
                d
            }
            // Only what no path evaluates.
            Value::None => self.constant(0),
        }
    }

    /// Base and strides of a uniform or affine value.
    pub(super) fn parts(&mut self, node: NodeId) -> [Operand; 3] {
        match self.value(node) {
            Value::Affine { base, sx, sy } => [base, sx, sy],
            Value::In(operand) => {
                let zero = self.constant(0);
                [operand, zero, zero]
            }
            Value::None => [self.constant(0); 3],
        }
    }

    /// A register for the result of a statement.
    pub(super) fn result(&mut self, node: NodeId) -> Operand {
        let d = match self.shape(node) {
            Shape::Uniform => self.scalar(),
            _ => self.lanes(is_wide(self.kernel.ty(node))),
        };
        self.set_value(node, Value::In(d));
        d
    }

    fn built_ins(&mut self) {
        for index in 0..self.kernel.nodes.len() {
            let NodeOp::BuiltIn(built_in, component) = self.kernel.nodes[index].op else {
                continue;
            };
            let value = match self.shapes.nodes[index] {
                Shape::Affine {
                    x: Stride::Known(x),
                    y: Stride::Known(y),
                    ..
                } => {
                    let base = self.scalar();
                    let (sx, sy) = (self.constant(x as u64), self.constant(y as u64));
                    Value::Affine { base, sx, sy }
                }
                Shape::Varying => Value::In(self.lanes(false)),
                _ => Value::In(self.scalar()),
            };
            let (Value::In(register) | Value::Affine { base: register, .. }) = value else {
                unreachable!("set above")
            };
            self.presets.push(Preset {
                built_in,
                component,
                register,
            });
            self.values[index] = value;
        }
    }

    /// Keeps the registers of an address alive to this instruction.
    pub(super) fn touch_addr(&mut self, addr: &Addr) {
        self.touch(addr.object);
        for term in &addr.lanes {
            self.touch(Operand::of_lanes(term.register));
        }
    }
}

/// How an index of this type is extended.
pub(super) const fn extension(scalar: Scalar) -> Extend {
    match scalar {
        Scalar::I64 | Scalar::U64 => Extend::Wide,
        Scalar::I8 | Scalar::I16 | Scalar::I32 => Extend::Signed,
        _ => Extend::Unsigned,
    }
}
