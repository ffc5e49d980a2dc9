//! Memory that threads of a threadgroup share across a barrier which does not order it.
//!
//! A barrier orders the memory that its flags name (clause 6.9.1): `mem_none` and `mem_device` say nothing of
//! threadgroup memory, `mem_threadgroup` and `mem_none` nothing of device memory, and what another thread wrote there
//! before need not be there behind it. The interpreter and the executors order all memory at every
//! barrier, so such a kernel gives the right numbers here, and a finding.
//!
//! What it is not: a search for races. What threads share without any barrier between them is not looked at, and
//! neither is what different threadgroups share.
//!
//! # The idea
//!
//! Each byte remembers who wrote it, and how many barriers that order its memory, and how many that do
//! not, its writer had passed by then. A read by another thread relies on order that nobody gave if none of
//! the first kind and one of the second came since. Threads of one simdgroup count their own barriers too.
//! Memory without barriers of the second kind is not followed, and none is in a kernel with fences, which order by
//! other means.

use crate::{
    hash::HashMap,
    interp::{
        code::{Code, Orders, Program},
        pointer::Region,
        simd::WIDTH,
    },
    ir::BarrierScope,
    source::Span,
};

/// Bytes of one threadgroup that are followed; what it writes after so many is not.
const MAX_BYTES: usize = 1 << 22;

/// Barriers of each kind that were passed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Passed {
    ordering: u32,
    other: u32,
}

/// Who wrote a byte, and when.
#[derive(Clone, Copy, Debug)]
struct Write {
    thread: usize,
    span: Span,
    group: Passed,
    simdgroup: Passed,
}

/// A barrier, as far as memory is concerned.
#[derive(Clone, Copy, Debug)]
pub(in crate::interp) struct Barrier {
    pub(in crate::interp) scope: BarrierScope,
    pub(in crate::interp) orders: Orders,
    pub(in crate::interp) span: Span,
}

/// What a read relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::interp) struct Reliance {
    /// The thread that wrote, by its number in the threadgroup.
    pub(in crate::interp) writer: usize,
    pub(in crate::interp) written: Span,
    /// The barrier that lies between and does not order.
    pub(in crate::interp) barrier: Span,
    /// The memory that it does not order.
    pub(in crate::interp) memory: &'static str,
}

/// What a running threadgroup wrote to memory that it shares.
#[derive(Debug)]
pub(in crate::interp) struct Followed {
    threadgroup: Option<Kept>,
    device: Option<Kept>,
}

/// What it wrote to one kind of memory.
#[derive(Debug)]
struct Kept {
    memory: &'static str,
    /// By object and byte.
    writes: HashMap<(usize, usize), Write>,
    group: Passed,
    simdgroups: Vec<Passed>,
    /// The last barrier that did not order.
    last: Option<Span>,
}

impl Followed {
    /// What has to be followed of a threadgroup's memory; `None` where every barrier orders all of it.
    pub(in crate::interp) fn new(program: &Program, threads: usize) -> Option<Self> {
        let insts = program.routines.iter().flat_map(|routine| &routine.insts);
        let mut all = Orders {
            threadgroup: true,
            device: true,
        };
        for inst in insts {
            match inst.code {
                Code::Fence => return None,
                Code::Barrier { orders, .. } => {
                    all.threadgroup &= orders.threadgroup;
                    all.device &= orders.device;
                }
                _ => {}
            }
        }
        let kept = |ordered: bool, memory| (!ordered).then(|| Kept::new(memory, threads));
        (!all.threadgroup || !all.device).then(|| Self {
            threadgroup: kept(all.threadgroup, "threadgroup"),
            device: kept(all.device, "device"),
        })
    }

    /// The threads from `first` on pass a barrier, of a simdgroup or all.
    pub(in crate::interp) fn pass(&mut self, barrier: Barrier, first: usize) {
        if let Some(kept) = &mut self.threadgroup {
            kept.pass(barrier, barrier.orders.threadgroup, first);
        }
        if let Some(kept) = &mut self.device {
            kept.pass(barrier, barrier.orders.device, first);
        }
    }

    /// A thread writes bytes of an object in memory of some kind.
    pub(in crate::interp) fn write(
        &mut self,
        thread: usize,
        region: Region,
        bytes: (usize, usize, usize),
        span: Span,
    ) {
        let kept = match region {
            Region::Threadgroup => &mut self.threadgroup,
            Region::Buffer => &mut self.device,
            _ => return,
        };
        if let Some(kept) = kept {
            kept.write(thread, bytes, span);
        }
    }

    /// What a thread relies on that reads bytes of an object.
    pub(in crate::interp) fn read(
        &self,
        thread: usize,
        region: Region,
        bytes: (usize, usize, usize),
    ) -> Option<Reliance> {
        let kept = match region {
            Region::Threadgroup => &self.threadgroup,
            Region::Buffer => &self.device,
            _ => return None,
        };
        kept.as_ref()?.read(thread, bytes)
    }
}

impl Kept {
    fn new(memory: &'static str, threads: usize) -> Self {
        Self {
            memory,
            writes: HashMap::default(),
            group: Passed::default(),
            simdgroups: vec![Passed::default(); threads.div_ceil(WIDTH)],
            last: None,
        }
    }

    fn pass(&mut self, barrier: Barrier, orders: bool, first: usize) {
        let passed = match barrier.scope {
            BarrierScope::Threadgroup => &mut self.group,
            BarrierScope::Simdgroup => &mut self.simdgroups[first / WIDTH],
        };
        if orders {
            passed.ordering += 1;
        } else {
            passed.other += 1;
            self.last = Some(barrier.span);
        }
    }

    fn write(&mut self, thread: usize, (object, at, size): (usize, usize, usize), span: Span) {
        if self.writes.len() >= MAX_BYTES {
            return;
        }
        let write = Write {
            thread,
            span,
            group: self.group,
            simdgroup: self.simdgroups[thread / WIDTH],
        };
        let places = (at..at + size).map(|byte| ((object, byte), write));
        self.writes.extend(places);
    }

    fn read(&self, thread: usize, (object, at, size): (usize, usize, usize)) -> Option<Reliance> {
        // Nothing to rely on yet.
        let barrier = self.last?;
        let written = (at..at + size).filter_map(|byte| self.writes.get(&(object, byte)));
        let mut others = written.filter(|write| write.thread != thread);
        others.find_map(|write| {
            let same = write.thread / WIDTH == thread / WIDTH;
            let simdgroup = self.simdgroups[thread / WIDTH];
            let ordered = write.group.ordering != self.group.ordering
                || (same && write.simdgroup.ordering != simdgroup.ordering);
            let met = write.group.other != self.group.other
                || (same && write.simdgroup.other != simdgroup.other);
            (met && !ordered).then_some(Reliance {
                writer: write.thread,
                written: write.span,
                barrier,
                memory: self.memory,
            })
        })
    }
}
