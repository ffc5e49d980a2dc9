//! Writes instructions, statement by statement.

use super::{
    Addr, AtomicForm, Code, Extend, Inst, NO_MASK, Operand, Preset, SimdForm,
    allocate::{Register, allocate},
    control::Target,
    reads,
};
use crate::backend::cpu::{
    isa::Chosen,
    lanes::Opcode,
    spmd::{
        ConstructId, Kernel, NodeId, NodeOp, Stmt, VarId,
        shape::{Arrangement, Path, Shape, Shapes, Stride, analyze},
    },
};
use kernsmith_msl::ir::{MathFn, Scalar, SimdOp};
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

struct OpenLoop {
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
    arrangement: Arrangement,
    copies: Vec<bool>,
    values: Vec<Value>,
    /// Affine nodes that are in a lane register too, and the journal to forget them by.
    spread: HashMap<NodeId, Operand>,
    journal: Vec<NodeId>,
    vars: Vec<Option<Operand>>,
    scalars: Vec<u64>,
    constants: HashMap<u64, Operand>,
    registers: Vec<Register>,
    loops: Vec<OpenLoop>,
    labels: Vec<usize>,
    lists: Vec<Operand>,
    simds: Vec<SimdForm>,
    atomics: Vec<AtomicForm>,
    integers: Vec<(MathFn, Scalar)>,
    presets: Vec<Preset>,
    /// First row of each array, narrow and wide ones counted apart.
    rows: Vec<u32>,
    row_counts: [u32; 2],
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
            arrangement,
            copies: reads::copies(kernel),
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

    fn new_lanes(&mut self, wide: bool, depth: usize) -> Operand {
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

    fn touch(&mut self, operand: Operand) {
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

    // ---- statements ----

    /// A block; what it spreads to lanes is forgotten after it.
    pub(super) fn block(&mut self, block: &[Stmt]) {
        let mark = self.journal.len();
        for stmt in block {
            self.statement(stmt);
            if matches!(stmt, Stmt::Leave { .. }) {
                break;
            }
        }
        for node in self.journal.drain(mark..) {
            self.spread.remove(&node);
        }
    }

    fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(node) => {
                let value = self.pure(*node);
                self.set_value(*node, value);
            }
            Stmt::Get { result, var } => self.get(*result, *var),
            Stmt::Set { var, value } => self.set(*var, *value),
            Stmt::Load { results, address } => {
                let scalar = self.kernel.ty(results[0]);
                let x = self.address(address);
                let registers: Vec<_> = results.iter().map(|&result| self.result(result)).collect();
                let (a, b) = self.list(&registers);
                self.push(Draft {
                    a,
                    b,
                    x,
                    ..Draft::new(load_op(scalar))
                });
            }
            Stmt::Store { values, address } => {
                let scalar = self.kernel.ty(values[0]);
                let registers: Vec<_> = values.iter().map(|&value| self.operand(value)).collect();
                let x = self.address(address);
                let (a, b) = self.list(&registers);
                self.push(Draft {
                    a,
                    b,
                    x,
                    ..Draft::new(store_op(scalar))
                });
            }
            Stmt::LoadPointer { .. } | Stmt::StorePointer { .. } => {
                unreachable!("pointers in memory are packed when variables have their homes")
            }
            Stmt::RowGet {
                result,
                rows,
                index,
            } => {
                let a = self.operand(*index);
                let d = self.result(*result);
                let (b, x) = self.row(*rows);
                let wide = is_wide(self.kernel.ty(*result));
                let op = if wide {
                    Opcode::RowGet64
                } else {
                    Opcode::RowGet32
                };
                self.push(Draft {
                    op,
                    d,
                    a,
                    b,
                    c: NO_MASK,
                    x,
                });
            }
            Stmt::RowSet { rows, index, value } => {
                let (a, c) = (self.operand(*index), self.operand(*value));
                let (b, x) = self.row(*rows);
                let wide = is_wide(self.kernel.ty(*value));
                let op = if wide {
                    Opcode::RowSet64
                } else {
                    Opcode::RowSet32
                };
                self.push(Draft {
                    op,
                    d: NO_MASK,
                    a,
                    b,
                    c,
                    x,
                });
            }
            Stmt::Atomic(atomic) => self.atomic(atomic),
            Stmt::Simd { op, result, args } => self.simd(*op, *result, args.as_slice()),
            Stmt::Barrier => self.push(Draft::new(Opcode::Barrier)),
            Stmt::If { .. }
            | Stmt::Loop(_)
            | Stmt::Switch { .. }
            | Stmt::Region { .. }
            | Stmt::Leave { .. } => {
                self.control(stmt);
            }
        }
    }

    fn row(&self, rows: u32) -> (Operand, u32) {
        (
            Operand::number(self.kernel.rows[rows as usize].length),
            self.rows[rows as usize],
        )
    }

    fn var(&mut self, var: VarId) -> Operand {
        if let Some(known) = self.vars[var.0 as usize] {
            return known;
        }
        let register = match self.shapes.vars[var.0 as usize] {
            Shape::Varying => {
                let home = &self.shapes.homes[var.0 as usize];
                let depth = self.loop_depth(home);
                self.new_lanes(is_wide(self.kernel.vars[var.0 as usize].ty), depth)
            }
            _ => self.scalar(),
        };
        self.vars[var.0 as usize] = Some(register);
        register
    }

    /// How many of the open loops a path goes into.
    fn loop_depth(&self, home: &Path) -> usize {
        home.iter()
            .filter(|(construct, _)| self.targets.get(construct).is_some_and(|it| it.is_loop))
            .count()
    }

    fn get(&mut self, result: NodeId, var: VarId) {
        let register = self.var(var);
        let shape = self.shapes.vars[var.0 as usize];
        let wide = is_wide(self.kernel.ty(result));
        let register = if self.copies[result.0 as usize] {
            let op = if wide { Opcode::Copy64 } else { Opcode::Copy32 };
            self.op(op, wide, &[register])
        } else {
            register
        };
        let value = match Shapes::known_strides(shape) {
            Some(strides) if strides != (0, 0) => {
                let (sx, sy) = (
                    self.constant(strides.0 as u64),
                    self.constant(strides.1 as u64),
                );
                Value::Affine {
                    base: register,
                    sx,
                    sy,
                }
            }
            _ => Value::In(register),
        };
        self.set_value(result, value);
    }

    fn set(&mut self, var: VarId, value: NodeId) {
        let wide = is_wide(self.kernel.vars[var.0 as usize].ty);
        let home = self.shapes.homes[var.0 as usize].len();
        let varying = self.shapes.vars[var.0 as usize] == Shape::Varying;
        let a = if varying {
            self.operand(value)
        } else {
            self.parts(value)[0]
        };
        let d = self.var(var);
        let op = match (varying && self.shapes.diverges(&self.path, home), wide) {
            (true, false) => Opcode::Blend32,
            (true, true) => Opcode::Blend64,
            (false, false) => Opcode::Copy32,
            (false, true) => Opcode::Copy64,
        };
        self.push(Draft {
            d,
            a,
            ..Draft::new(op)
        });
    }

    fn atomic(&mut self, atomic: &crate::backend::cpu::spmd::Atomic) {
        let args: Vec<_> = atomic.args.iter().map(|&arg| self.operand(arg)).collect();
        let zero = self.constant(0);
        let addr = self.address(&atomic.address);
        let d = atomic.result.map(|result| self.result(result));
        let form = AtomicForm {
            op: atomic.op,
            scalar: atomic.scalar,
            addr,
            result: d.is_some(),
        };
        let c = Operand::number(u32::try_from(self.atomics.len()).expect("fewer than nodes"));
        self.atomics.push(form);
        let at = |index: usize| args.get(index).copied().unwrap_or(zero);
        let op = if is_wide(atomic.scalar) {
            Opcode::Atomic64
        } else {
            Opcode::Atomic32
        };
        self.push(Draft {
            op,
            d: d.unwrap_or(NO_MASK),
            a: at(0),
            b: at(1),
            c,
            x: 0,
        });
    }

    fn simd(&mut self, op: SimdOp, result: NodeId, args: &[NodeId]) {
        let scalar = self.kernel.ty(result);
        let args: Vec<_> = args.iter().map(|&arg| self.operand(arg)).collect();
        let modulo = args.get(3).copied();
        modulo.into_iter().for_each(|it| self.touch(it));
        let d = self.result(result);
        let zero = self.constant(0);
        let at = |index: usize| args.get(index).copied().unwrap_or(zero);
        let x = u32::try_from(self.simds.len()).expect("fewer than nodes");
        self.simds.push(SimdForm { op, scalar, modulo });
        let opcode = if is_wide(scalar) {
            Opcode::Simd64
        } else {
            Opcode::Simd32
        };
        self.push(Draft {
            op: opcode,
            d,
            a: at(0),
            b: at(1),
            c: at(2),
            x,
        });
    }

    // ---- the end ----

    fn finish(mut self, width: usize, isa: Chosen) -> Code {
        // Positions are there from the first instruction on.
        for preset in &self.presets {
            if let Some(register) = preset.register.lanes() {
                self.registers[register as usize].start = 0;
            }
        }
        let allocation = allocate(&self.registers);
        let place = |operand: Operand| match operand.lanes() {
            Some(register) => Operand::number(allocation.rows[register as usize]),
            None => operand,
        };
        let drafts = std::mem::take(&mut self.drafts);
        let insts = drafts.iter().map(|draft| {
            let x = match draft.op {
                op if is_jump(op) => u32::try_from(self.labels[draft.x as usize]).expect("few"),
                Opcode::RowGet32 | Opcode::RowSet32 => draft.x + allocation.narrow,
                Opcode::RowGet64 | Opcode::RowSet64 => draft.x + allocation.wide,
                _ => draft.x,
            };
            let [d, a, b, c] = [draft.d, draft.a, draft.b, draft.c].map(place);
            Inst {
                run: draft.op.handler(isa),
                d,
                a,
                b,
                c,
                x,
            }
        });
        let insts = insts.collect();
        for addr in &mut self.addrs {
            addr.object = place(addr.object);
            for term in &mut addr.lanes {
                term.register = allocation.rows[term.register as usize];
            }
        }
        self.lists
            .iter_mut()
            .for_each(|operand| *operand = place(*operand));
        for form in &mut self.simds {
            form.modulo = form.modulo.map(place);
        }
        for preset in &mut self.presets {
            preset.register = place(preset.register);
        }
        Code {
            insts,
            addrs: self.addrs,
            lists: self.lists,
            simds: self.simds,
            atomics: self.atomics,
            integers: self.integers,
            presets: self.presets,
            scalars: self.scalars,
            masks: self.masks as usize,
            narrow_registers: (allocation.narrow + self.row_counts[0]) as usize,
            wide_registers: (allocation.wide + self.row_counts[1]) as usize,
            thread_bytes: usize::try_from(self.kernel.thread_bytes.next_multiple_of(16))
                .expect("bounded"),
            arrangement: self.arrangement,
            width,
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

const fn is_jump(op: Opcode) -> bool {
    matches!(
        op,
        Opcode::Jump
            | Opcode::JumpIfZero
            | Opcode::JumpIfNotZero
            | Opcode::JumpIfNone
            | Opcode::JoinMask
            | Opcode::IfThen
            | Opcode::IfElse
            | Opcode::JoinRest
            | Opcode::Filter
            | Opcode::LeaveMask
            | Opcode::Case
    )
}

const fn load_op(scalar: Scalar) -> Opcode {
    match scalar {
        Scalar::Bool => Opcode::LoadBool,
        Scalar::I8 => Opcode::LoadI8,
        Scalar::U8 => Opcode::LoadU8,
        Scalar::I16 => Opcode::LoadI16,
        Scalar::U16 => Opcode::LoadU16,
        Scalar::F16 => Opcode::LoadF16,
        Scalar::BF16 => Opcode::LoadBf16,
        Scalar::I32 | Scalar::U32 | Scalar::F32 => Opcode::Load32,
        Scalar::I64 | Scalar::U64 => Opcode::Load64,
    }
}

const fn store_op(scalar: Scalar) -> Opcode {
    match scalar {
        Scalar::Bool => Opcode::StoreBool,
        Scalar::I8 | Scalar::U8 => Opcode::Store8,
        Scalar::I16 | Scalar::U16 => Opcode::Store16,
        Scalar::F16 => Opcode::StoreF16,
        Scalar::BF16 => Opcode::StoreBf16,
        Scalar::I32 | Scalar::U32 | Scalar::F32 => Opcode::Store32,
        Scalar::I64 | Scalar::U64 => Opcode::Store64,
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
