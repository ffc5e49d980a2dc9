//! A threadgroup: its threads take turns, and meet where the kernel makes them meet.
//!
//! # Who meets
//!
//! Each thread runs alone until it stands before a simdgroup operation or a barrier. A thread's
//! path ([`Thread::path`]) says where in the kernel's structure it stands. Once all threads of a
//! simdgroup wait or have ended, the ones with the least path go first: no other thread can still
//! come to where they are. So threads that took a branch do its operations without those that did
//! not, those that left a loop wait behind it for those that did not, and after the branch or the
//! loop all are together again. It is what execution in lock step under structured control flow
//! does, and what the fast executor does with masks.
//!
//! A barrier of the threadgroup is passed when no simdgroup can go on otherwise. Where not all
//! threads of its scope stand at it on the same path, that is a finding, and those that do go on.

use super::{
    Prepared,
    access::{Barrier, Followed},
    code::{Code, Inst, Lanes, Slot},
    finding::{Culprit, Finding, Findings},
    launch,
    memory::Memory,
    number,
    objects::Objects,
    simd::{self, Operands, WIDTH},
    thread::{State, Thread, Turn},
};
use crate::{
    ir::log::LogBuffer,
    ir::{BarrierScope, Scalar, SimdOp},
    source::Span,
};

/// A running threadgroup.
pub(super) struct Group<'a> {
    prepared: &'a Prepared<'a>,
    memory: &'a Memory,
    /// Its position in the grid, in threadgroups.
    position: [u32; 3],
    threads: Vec<Thread>,
    shared: Objects,
    followed: Option<Followed>,
    findings: Findings,
    log: &'a mut LogBuffer,
}

impl<'a> Group<'a> {
    pub(super) fn new(
        prepared: &'a Prepared<'a>,
        memory: &'a Memory,
        position: [u32; 3],
        log: &'a mut LogBuffer,
    ) -> Self {
        let threads = launch::threads(prepared, memory, position);
        let shared = launch::shared(prepared);
        Self {
            followed: Followed::new(&prepared.program, threads.len()),
            prepared,
            memory,
            position,
            threads,
            shared,
            findings: Findings::default(),
            log,
        }
    }

    /// Runs all threads to their ends.
    pub(super) fn run(mut self) -> Vec<Finding> {
        loop {
            for first in (0..self.threads.len()).step_by(WIDTH) {
                self.run_simdgroup(first);
            }
            let everyone = 0..self.threads.len();
            let Some((front, inst)) = self.front(everyone) else {
                return self.findings.into_list();
            };
            let span = self.blamed(&front, inst);
            let expected = self.threads.len();
            self.pass_barrier(&front, inst, span, expected);
        }
    }

    /// Runs a simdgroup until all its threads have ended or some must wait for other simdgroups.
    fn run_simdgroup(&mut self, first: usize) {
        let members = first..self.threads.len().min(first + WIDTH);
        loop {
            for index in members.clone() {
                self.run_thread(index);
            }
            let Some((front, inst)) = self.front(members.clone()) else {
                return;
            };
            let meeting = Meeting {
                first,
                front: &front,
                span: self.blamed(&front, inst),
            };
            match &inst.code {
                Code::Simd {
                    op,
                    dst,
                    args,
                    lanes,
                } => {
                    self.meet(&meeting, *op, *dst, (args, *lanes));
                }
                Code::Meet { uniform } => {
                    self.check_whole(&meeting, uniform);
                    self.resume(&front);
                }
                Code::Multiply { dst, factors } => {
                    self.multiply(&meeting, *dst, factors);
                }
                Code::Barrier {
                    scope: BarrierScope::Simdgroup,
                    ..
                } => self.pass_barrier(&front, inst, meeting.span, members.len()),
                _ => return,
            }
        }
    }

    fn run_thread(&mut self, index: usize) {
        let thread = &mut self.threads[index];
        if thread.state != State::Ready {
            return;
        }
        Turn {
            program: &self.prepared.program,
            memory: self.memory,
            shared: &mut self.shared,
            index,
            followed: self.followed.as_mut(),
            findings: &mut self.findings,
            log: self.log,
            threadgroup: self.position,
            step_limit: self.prepared.step_limit,
            base: 0,
            thread,
        }
        .run();
    }

    /// The waiting threads with the least path, and where they stand.
    fn front(&self, members: std::ops::Range<usize>) -> Option<(Vec<usize>, &'a Inst)> {
        let mut front: Vec<usize> = Vec::new();
        let mut least = Vec::new();
        let mut path = Vec::new();
        for index in members {
            if self.threads[index].state != State::Waiting {
                continue;
            }
            self.threads[index].path(&mut path);
            if front.is_empty() || path < least {
                front.clear();
                std::mem::swap(&mut path, &mut least);
                front.push(index);
            } else if path == least {
                front.push(index);
            }
        }
        let inst = self.threads[*front.first()?].waiting_at(&self.prepared.program)?;
        Some((front, inst))
    }

    /// Where a fault of these threads, which stand at `inst`, is told of.
    fn blamed(&self, front: &[usize], inst: &Inst) -> Span {
        self.threads[front[0]].blamed(&self.prepared.program, inst.span)
    }

    fn culprit(&self, index: usize) -> Culprit {
        Culprit {
            thread: self.threads[index].position,
            threadgroup: self.position,
        }
    }

    /// Lets threads go on behind a barrier that so many should stand at.
    fn pass_barrier(&mut self, front: &[usize], inst: &Inst, span: Span, expected: usize) {
        if let (Some(followed), &Code::Barrier { scope, orders }) = (&mut self.followed, &inst.code)
        {
            let barrier = Barrier {
                scope,
                orders,
                span,
            };
            followed.pass(barrier, front[0]);
        }
        if front.len() < expected {
            let start = front[0]
                - if expected > WIDTH {
                    front[0]
                } else {
                    front[0] % WIDTH
                };
            let missing = (start..self.threads.len()).find(|index| !front.contains(index));
            let who = missing.unwrap_or(front[0]);
            let culprit = self.culprit(who);
            let elsewhere = self.threads[who].waiting_at(&self.prepared.program);
            let elsewhere = elsewhere.filter(|_| self.threads[who].state == State::Waiting);
            let count = front.len();
            self.findings.push("divergent-barrier", span, culprit, || {
                let message = format!("{count} of {expected} threads reach the barrier together");
                let related = elsewhere.map_or_else(Vec::new, |inst| {
                    vec![(inst.span, "another thread waits here".into())]
                });
                (message, related)
            });
        }
        self.resume(front);
    }

    fn resume(&mut self, front: &[usize]) {
        for &index in front {
            self.threads[index].resume();
        }
    }

    fn register(&self, index: usize, slot: Slot) -> u64 {
        let thread = &self.threads[index];
        thread.registers[thread.base() + slot as usize]
    }

    /// Reports an operation on matrices that not all lanes come to, or with different values.
    fn check_whole(&mut self, meeting: &Meeting, uniform: &[Slot]) {
        let count = meeting.front.len();
        let first = meeting.front[0];
        let same = |index: usize, slot| self.register(index, slot) == self.register(first, slot);
        let differs = |index: &usize| !uniform.iter().all(|&slot| same(*index, slot));
        let odd = meeting.front.iter().copied().find(differs);
        let (who, message) = match odd {
            _ if count < WIDTH => {
                let message = format!("{count} of the simdgroup's {WIDTH} threads take part");
                (first, message)
            }
            Some(who) => {
                let message = "the simdgroup's threads bring different pointers or strides";
                (who, message.to_owned())
            }
            None => return,
        };
        let culprit = self.culprit(who);
        self.findings
            .push("divergent-matrix", meeting.span, culprit, || {
                (message, Vec::new())
            });
    }

    /// `a * b + c` of the matrices that the lanes hold.
    fn multiply(&mut self, meeting: &Meeting, dst: Slot, factors: &[(Slot, Scalar); 3]) {
        self.check_whole(meeting, &[]);
        let mut elements = [[[0.0; 2]; WIDTH]; 3];
        for (matrix, &(slot, scalar)) in elements.iter_mut().zip(factors) {
            for &index in meeting.front {
                let pair = [slot, slot + 1].map(|slot| self.register(index, slot));
                matrix[index - meeting.first] = pair.map(|bits| number::float(scalar, bits));
                if self.register(index, slot + 2) != 0 {
                    self.unwritten(meeting, index);
                }
            }
        }
        let product = simd::multiply(&elements);
        for &index in meeting.front {
            let [left, right] =
                product[index - meeting.first].map(|value| number::from_float(factors[2].1, value));
            let thread = &mut self.threads[index];
            let first = thread.base() + dst as usize;
            thread.registers[first..first + 3].copy_from_slice(&[left, right, 0]);
        }
        self.resume(meeting.front);
    }

    fn unwritten(&mut self, meeting: &Meeting, index: usize) {
        let culprit = self.culprit(index);
        self.findings
            .push("uninitialized-read", meeting.span, culprit, || {
                let message = "a component that nothing wrote is used".into();
                (message, Vec::new())
            });
    }

    /// Carries out a simdgroup operation for the threads that came to it.
    fn meet(&mut self, meeting: &Meeting, op: SimdOp, dst: Slot, (args, lanes): (&[Slot], Lanes)) {
        self.check_operands(meeting, op, args, lanes);
        for component in 0..u32::from(lanes.count) {
            let operands = self.operands(meeting, op, args, (component, lanes.count));
            let outcome = simd::simd(op, lanes.scalar, &operands);
            for &index in meeting.front {
                let lane = index - meeting.first;
                let thread = &mut self.threads[index];
                let slot = thread.base() + (dst + component) as usize;
                thread.registers[slot] = outcome.values[lane];
                if outcome.read_absent >> lane & 1 == 1 {
                    let culprit = self.culprit(index);
                    self.findings
                        .push("inactive-lane-read", meeting.span, culprit, || {
                            let message =
                                format!("lane {lane} reads a lane that takes no part in this");
                            (message, Vec::new())
                        });
                }
            }
        }
        for &index in meeting.front {
            let thread = &mut self.threads[index];
            if lanes.count > 1 {
                let slot = thread.base() + dst as usize + usize::from(lanes.count);
                thread.registers[slot] = 0;
            }
            thread.resume();
        }
    }

    /// One component of the operands of all lanes.
    fn operands(
        &self,
        meeting: &Meeting,
        op: SimdOp,
        args: &[Slot],
        (component, count): (u32, u8),
    ) -> Operands {
        let fills = op.fills();
        let column = |arg: Option<&Slot>, component: u32| {
            let mut column = [None; WIDTH];
            if let Some(&slot) = arg {
                for &index in meeting.front {
                    let thread = &self.threads[index];
                    let at = thread.base() + (slot + component) as usize;
                    column[index - meeting.first] = Some(thread.registers[at]);
                }
            }
            column
        };
        debug_assert!(component < u32::from(count));
        Operands {
            data: column(args.first(), component),
            filling: column(args.get(1).filter(|_| fills), component),
            selector: column(args.get(if fills { 2 } else { 1 }), 0),
            modulo: column(args.get(3).filter(|_| fills), 0),
            active: meeting.active(),
        }
    }

    /// Reports operands without a value, and a `simd_broadcast` from more than one lane.
    fn check_operands(&mut self, meeting: &Meeting, op: SimdOp, args: &[Slot], lanes: Lanes) {
        let data = &args[..args.len().min(if op.fills() { 2 } else { 1 })];
        for &index in meeting.front {
            let thread = &self.threads[index];
            let missing = |slot: &Slot| {
                let mask = thread.base() + *slot as usize + usize::from(lanes.count);
                lanes.count > 1 && thread.registers[mask] != 0
            };
            if data.iter().any(missing) {
                self.unwritten(meeting, index);
            }
        }
        if let (SimdOp::Broadcast | SimdOp::QuadBroadcast, Some(&slot)) = (op, args.get(1)) {
            let lane = |index: usize| {
                let thread = &self.threads[index];
                thread.registers[thread.base() + slot as usize]
            };
            let group = |index: usize| index / op.width();
            let differs = meeting
                .front
                .windows(2)
                .find(|pair| group(pair[0]) == group(pair[1]) && lane(pair[0]) != lane(pair[1]));
            if let Some(pair) = differs {
                let (one, other) = (lane(pair[0]), lane(pair[1]));
                let culprit = self.culprit(pair[1]);
                self.findings
                    .push("divergent-lane", meeting.span, culprit, || {
                        let message = format!("lanes {one} and {other} are broadcast at once");
                        (message, Vec::new())
                    });
            }
        }
    }
}

/// Threads of one simdgroup at one operation.
struct Meeting<'m> {
    /// The simdgroup's first thread.
    first: usize,
    front: &'m [usize],
    span: Span,
}

impl Meeting<'_> {
    fn active(&self) -> u32 {
        self.front
            .iter()
            .map(|index| 1 << (index - self.first))
            .sum()
    }
}
