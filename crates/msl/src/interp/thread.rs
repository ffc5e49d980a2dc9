//! One thread: a machine that runs until it must wait for others, or ends.
//!
//! A thread has its own stack of calls, so nothing here recurses with the kernel's calls, and a
//! thread can stop anywhere and go on later.

use super::{
    access::{Followed, Reliance},
    code::{Argument, Code, Inst, Lanes, Program, Slot},
    finding::{Culprit, Findings},
    memory::Memory,
    number,
    objects::Objects,
    pointer::{Pointer, Region},
};
use crate::{
    ir::log::{LogBuffer, LogRecord},
    source::Span,
};
use std::sync::atomic::{Ordering, fence};

/// Where a thread is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// It can run.
    Ready,
    /// It stands before an operation that others take part in.
    Waiting,
    /// It has returned from the kernel, or was stopped.
    Ended,
}

/// A thread's whole state.
#[derive(Debug)]
pub(super) struct Thread {
    pub(super) state: State,
    /// Its position in the grid.
    pub(super) position: [u32; 3],
    /// Its number in its simdgroup.
    pub(super) lane: u32,
    pub(super) registers: Vec<u64>,
    frames: Vec<Frame>,
    loops: Vec<Iteration>,
    pub(super) objects: Objects,
    steps: u64,
}

/// A call.
#[derive(Clone, Copy, Debug)]
struct Frame {
    routine: usize,
    /// The next instruction.
    at: usize,
    /// Its first register, variable and loop.
    base: usize,
    objects: usize,
    loops: usize,
    /// Where the caller wants the result, as an absolute register.
    result: usize,
}

/// A loop that a thread is in.
#[derive(Clone, Copy, Debug)]
struct Iteration {
    /// The instruction that began the loop.
    start: usize,
    count: u64,
}

impl Thread {
    /// A thread about to enter the kernel.
    pub(super) fn new(program: &Program, position: [u32; 3], lane: u32) -> Self {
        let mut thread = Self {
            state: State::Ready,
            position,
            lane,
            registers: Vec::new(),
            frames: Vec::new(),
            loops: Vec::new(),
            objects: Objects::default(),
            steps: 0,
        };
        thread.enter(program, program.entry, 0);
        thread
    }

    /// Pushes a call whose arguments are still to be copied; returns its first register.
    fn enter(&mut self, program: &Program, routine: usize, result: usize) -> usize {
        let base = self.registers.len();
        let callee = &program.routines[routine];
        self.frames.push(Frame {
            routine,
            at: 0,
            base,
            objects: self.objects.len(),
            loops: self.loops.len(),
            result,
        });
        self.registers.extend_from_slice(&callee.registers);
        for variable in &callee.variables {
            let object = self.objects.push(variable.len_bytes, variable.name);
            self.registers[base + variable.slot as usize] = Pointer::new(Region::Thread, object).0;
        }
        base
    }

    /// The instruction that it waits at. A thread that ended has none.
    pub(super) fn waiting_at<'p>(&self, program: &'p Program) -> Option<&'p Inst> {
        let frame = self.frames.last()?;
        Some(&program.routines[frame.routine].insts[frame.at])
    }

    /// The first register of the innermost call.
    pub(super) fn base(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.base)
    }

    /// Goes on behind the instruction that it waits at.
    pub(super) fn resume(&mut self) {
        if let Some(frame) = self.frames.last_mut() {
            frame.at += 1;
        }
        self.state = State::Ready;
    }

    /// Where a fault at `span` is told of: there, or where the user calls the library function in
    /// whose text that is.
    pub(super) fn blamed(&self, program: &Program, span: Span) -> Span {
        let is_users = |span: &Span| !program.library.contains(&span.file);
        let outer = self.frames.iter().rev().skip(1);
        // An outer call goes on behind its call instruction.
        let calls = outer.map(|frame| program.routines[frame.routine].insts[frame.at - 1].span);
        let mut spans = std::iter::once(span).chain(calls);
        spans.find(is_users).unwrap_or(span)
    }

    /// Where it stands in the kernel's structure: for each call, the loops with their iterations,
    /// then the instruction. Threads with equal paths meet; a thread with a lesser path stands
    /// before one with a greater, so it may still come to where the other is, never the reverse.
    pub(super) fn path(&self, path: &mut Vec<u64>) {
        path.clear();
        for (depth, frame) in self.frames.iter().enumerate() {
            let end = self.frames.get(depth + 1);
            let end = end.map_or(self.loops.len(), |inner| inner.loops);
            for iteration in &self.loops[frame.loops..end] {
                path.extend([iteration.start as u64, iteration.count]);
            }
            path.push(frame.at as u64);
        }
    }
}

/// A thread with the surroundings it runs in.
pub(super) struct Turn<'a> {
    pub(super) program: &'a Program,
    pub(super) memory: &'a Memory,
    pub(super) shared: &'a mut Objects,
    pub(super) findings: &'a mut Findings,
    pub(super) log: &'a mut LogBuffer,
    pub(super) thread: &'a mut Thread,
    /// Its number in the threadgroup.
    pub(super) index: usize,
    /// Who wrote what in threadgroup memory, where a barrier may leave that open.
    pub(super) followed: Option<&'a mut Followed>,
    pub(super) threadgroup: [u32; 3],
    pub(super) step_limit: u64,
    /// The first register of the innermost call.
    pub(super) base: usize,
}

/// What an instruction does to the flow of control.
enum Flow {
    Next,
    Go(usize),
    /// The innermost call changed.
    Switched,
}

impl Turn<'_> {
    pub(super) fn get(&self, slot: Slot) -> u64 {
        self.thread.registers[self.base + slot as usize]
    }

    pub(super) fn set(&mut self, slot: Slot, bits: u64) {
        self.thread.registers[self.base + slot as usize] = bits;
    }

    pub(super) fn report(
        &mut self,
        name: &'static str,
        span: Span,
        describe: impl FnOnce(&Self) -> String,
    ) {
        let who = Culprit {
            thread: self.thread.position,
            threadgroup: self.threadgroup,
        };
        let span = self.thread.blamed(self.program, span);
        let mut findings = std::mem::take(self.findings);
        findings.push(name, span, who, || (describe(self), Vec::new()));
        *self.findings = findings;
    }

    /// Reports a read of what no barrier ordered.
    pub(super) fn relies(&mut self, reliance: Reliance, span: Span, message: String) {
        let who = Culprit {
            thread: self.thread.position,
            threadgroup: self.threadgroup,
        };
        let span = self.thread.blamed(self.program, span);
        self.findings.push("unordered-read", span, who, || {
            let writer = format!(
                "written here by thread {} of the threadgroup",
                reliance.writer
            );
            let barrier = format!("this barrier does not order {} memory", reliance.memory);
            let related = vec![(reliance.written, writer), (reliance.barrier, barrier)];
            (message, related)
        });
    }

    /// Runs the thread until it waits or ends.
    pub(super) fn run(&mut self) {
        let program = self.program;
        while let Some(&frame) = self.thread.frames.last() {
            self.base = frame.base;
            let insts = &program.routines[frame.routine].insts;
            let mut at = frame.at;
            loop {
                let inst = &insts[at];
                self.thread.steps += 1;
                if self.thread.steps > self.step_limit {
                    self.give_up(inst.span);
                    return;
                }
                match self.step(inst, at) {
                    None => {
                        self.set_position(at);
                        self.thread.state = State::Waiting;
                        return;
                    }
                    Some(Flow::Next) => at += 1,
                    Some(Flow::Go(target)) => at = target,
                    Some(Flow::Switched) => break,
                }
            }
        }
        self.thread.state = State::Ended;
    }

    fn set_position(&mut self, at: usize) {
        if let Some(frame) = self.thread.frames.last_mut() {
            frame.at = at;
        }
    }

    fn give_up(&mut self, span: Span) {
        let limit = self.step_limit;
        self.report("step-limit-exceeded", span, |_| {
            format!("the thread was stopped after {limit} steps")
        });
        self.thread.frames.clear();
        self.thread.state = State::Ended;
    }

    /// One instruction; `None` where the thread has to wait before it.
    fn step(&mut self, inst: &Inst, at: usize) -> Option<Flow> {
        match &inst.code {
            Code::Simd { .. }
            | Code::Barrier { .. }
            | Code::Meet { .. }
            | Code::Multiply { .. } => return None,
            Code::Matrix(matrix) => self.matrix(matrix, inst.span),
            Code::Jump { target } => return Some(Flow::Go(*target)),
            Code::Unless { condition, target } => {
                if self.get(*condition) == 0 {
                    return Some(Flow::Go(*target));
                }
            }
            Code::Switch {
                selector,
                scalar,
                table,
                default,
            } => {
                let value = number::signed(*scalar, self.get(*selector));
                let case = table.iter().find(|(label, _)| *label == value);
                return Some(Flow::Go(case.map_or(*default, |(_, target)| *target)));
            }
            Code::Enter => self.thread.loops.push(Iteration {
                start: at,
                count: 0,
            }),
            Code::Again { target } => {
                if let Some(iteration) = self.thread.loops.last_mut() {
                    iteration.count += 1;
                }
                return Some(Flow::Go(*target));
            }
            Code::Leave => {
                self.thread.loops.pop();
            }
            Code::Call {
                dst,
                function,
                args,
                ..
            } => {
                self.set_position(at + 1);
                self.call(*dst, *function, args);
                return Some(Flow::Switched);
            }
            Code::Return { value, slots } => {
                self.leave(*value, *slots);
                return Some(Flow::Switched);
            }
            Code::Load { .. } | Code::Store { .. } | Code::Atomic(_) => {
                self.access(&inst.code, inst.span);
            }
            // Threadgroups run in parallel; one order for all is the strongest that there is.
            Code::Fence => fence(Ordering::SeqCst),
            Code::Log { format, args } => self.log(*format, args, inst.span),
            Code::Forget { address } => {
                let variable = Pointer(self.get(*address)).object();
                self.thread.objects.forget(variable);
            }
            other => self.evaluate(other, inst.span),
        }
        Some(Flow::Next)
    }

    fn call(&mut self, dst: Slot, function: usize, args: &[Argument]) {
        let from = self.base;
        let to = self
            .thread
            .enter(self.program, function, from + dst as usize);
        for arg in args {
            let first = from + arg.from as usize;
            self.thread
                .registers
                .copy_within(first..first + arg.slots as usize, to + arg.to as usize);
        }
    }

    fn log(&mut self, format: u32, args: &[(Slot, Lanes)], span: Span) {
        let mut values = Vec::new();
        for (slot, lanes) in args {
            self.use_vector(*slot, lanes.count, span);
            for lane in 0..u32::from(lanes.count) {
                let bits = self.get(slot + lane);
                values.push(bits as u32);
                if lanes.scalar.size_bytes() > 4 {
                    values.push((bits >> 32) as u32);
                }
            }
        }
        self.log.push(LogRecord {
            format,
            thread: self.thread.position,
            values,
        });
    }

    fn leave(&mut self, value: Slot, slots: u32) {
        let Some(frame) = self.thread.frames.pop() else {
            return;
        };
        if !self.thread.frames.is_empty() {
            let first = frame.base + value as usize;
            self.thread
                .registers
                .copy_within(first..first + slots as usize, frame.result);
        }
        self.thread.registers.truncate(frame.base);
        self.thread.objects.truncate(frame.objects);
        self.thread.loops.truncate(frame.loops);
    }
}
