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
    code::{Code, Inst, Lanes, Slot},
    finding::{Culprit, Finding, Findings},
    launch,
    memory::Memory,
    objects::Objects,
    simd::{self, Operands, WIDTH},
    thread::{State, Thread, Turn},
};
use crate::{
    ir::{BarrierScope, SimdOp},
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
    findings: Findings,
}

impl<'a> Group<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, memory: &'a Memory, position: [u32; 3]) -> Self {
        Self {
            prepared,
            memory,
            position,
            threads: launch::threads(prepared, memory, position),
            shared: launch::shared(prepared),
            findings: Findings::default(),
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
            self.pass_barrier(&front, inst.span, self.threads.len());
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
            match &inst.code {
                Code::Simd {
                    op,
                    dst,
                    args,
                    lanes,
                } => {
                    let meeting = Meeting {
                        first,
                        front: &front,
                        span: inst.span,
                    };
                    self.meet(&meeting, *op, *dst, (args, *lanes));
                }
                Code::Barrier {
                    scope: BarrierScope::Simdgroup,
                } => self.pass_barrier(&front, inst.span, members.len()),
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
            findings: &mut self.findings,
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

    fn culprit(&self, index: usize) -> Culprit {
        Culprit {
            thread: self.threads[index].position,
            threadgroup: self.position,
        }
    }

    /// Lets threads go on behind a barrier that so many should stand at.
    fn pass_barrier(&mut self, front: &[usize], span: Span, expected: usize) {
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
        for &index in front {
            self.threads[index].resume();
        }
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
        let fills = matches!(op, SimdOp::ShuffleAndFillDown | SimdOp::ShuffleAndFillUp);
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
        let fills = matches!(op, SimdOp::ShuffleAndFillDown | SimdOp::ShuffleAndFillUp);
        let data = &args[..args.len().min(if fills { 2 } else { 1 })];
        for &index in meeting.front {
            let thread = &self.threads[index];
            let missing = |slot: &Slot| {
                let mask = thread.base() + *slot as usize + usize::from(lanes.count);
                lanes.count > 1 && thread.registers[mask] != 0
            };
            if data.iter().any(missing) {
                let culprit = self.culprit(index);
                self.findings
                    .push("uninitialized-read", meeting.span, culprit, || {
                        let message = "a component that nothing wrote is used".into();
                        (message, Vec::new())
                    });
            }
        }
        if let (SimdOp::Broadcast | SimdOp::QuadBroadcast, Some(&slot)) = (op, args.get(1)) {
            let lane = |index: usize| {
                let thread = &self.threads[index];
                thread.registers[thread.base() + slot as usize]
            };
            let group = |index: usize| {
                if op == SimdOp::Broadcast {
                    0
                } else {
                    index / 4
                }
            };
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
