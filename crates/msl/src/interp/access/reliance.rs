//! Threadgroup memory that threads share across a barrier which does not order it.
//!
//! `mem_none` and `mem_device` let threads meet and say nothing of threadgroup memory (clause 6.9.1): what
//! another thread wrote before need not be there. The interpreter and the executors order all memory at every
//! barrier, so such a kernel gives the right numbers here, and a finding.
//!
//! What it is not: a search for races. What threads share without any barrier between them is not looked at.
//!
//! # The idea
//!
//! Each byte remembers who wrote it, and how many barriers that order threadgroup memory, and how many that do
//! not, its writer had passed by then. A read by another thread relies on order that nobody gave if none of
//! the first kind and one of the second came since. Threads of one simdgroup count their own barriers too.
//! A kernel without barriers of the second kind, or with fences, which order by other means, is not followed.

use crate::{
    interp::{
        code::{Code, Program},
        objects::Objects,
        simd::WIDTH,
    },
    ir::BarrierScope,
    source::Span,
};

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

/// A barrier, as far as threadgroup memory is concerned.
#[derive(Clone, Copy, Debug)]
pub(in crate::interp) struct Barrier {
    pub(in crate::interp) scope: BarrierScope,
    pub(in crate::interp) orders: bool,
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
}

/// The threadgroup memory of a running threadgroup.
#[derive(Debug)]
pub(in crate::interp) struct Followed {
    /// Of each object, of each byte.
    writes: Vec<Vec<Option<Write>>>,
    group: Passed,
    simdgroups: Vec<Passed>,
    /// The last barrier that did not order.
    last: Option<Span>,
}

impl Followed {
    /// What has to be followed of a threadgroup's memory; `None` where every barrier orders it.
    pub(in crate::interp) fn new(
        program: &Program,
        shared: &Objects,
        threads: usize,
    ) -> Option<Self> {
        let insts = program.routines.iter().flat_map(|routine| &routine.insts);
        let mut relies = false;
        for inst in insts {
            match inst.code {
                Code::Fence => return None,
                Code::Barrier { orders, .. } => relies |= !orders,
                _ => {}
            }
        }
        let bytes = |object| shared.get(object).map_or(0, |object| object.len_bytes);
        relies.then(|| Self {
            writes: (0..shared.len())
                .map(|object| vec![None; bytes(object)])
                .collect(),
            group: Passed::default(),
            simdgroups: vec![Passed::default(); threads.div_ceil(WIDTH)],
            last: None,
        })
    }

    /// The threads from `first` on pass a barrier, of a simdgroup or all.
    pub(in crate::interp) fn pass(&mut self, barrier: Barrier, first: usize) {
        let passed = match barrier.scope {
            BarrierScope::Threadgroup => &mut self.group,
            BarrierScope::Simdgroup => &mut self.simdgroups[first / WIDTH],
        };
        if barrier.orders {
            passed.ordering += 1;
        } else {
            passed.other += 1;
            self.last = Some(barrier.span);
        }
    }

    /// A thread writes bytes of an object.
    pub(in crate::interp) fn write(
        &mut self,
        thread: usize,
        (object, at, size): (usize, usize, usize),
        span: Span,
    ) {
        let write = Write {
            thread,
            span,
            group: self.group,
            simdgroup: self.simdgroups[thread / WIDTH],
        };
        self.writes[object][at..at + size].fill(Some(write));
    }

    /// What a thread relies on that reads bytes of an object.
    pub(in crate::interp) fn read(
        &self,
        thread: usize,
        (object, at, size): (usize, usize, usize),
    ) -> Option<Reliance> {
        let written = self.writes[object][at..at + size].iter().flatten();
        let mut others = written.filter(|write| write.thread != thread);
        others.find_map(|write| {
            let same = write.thread / WIDTH == thread / WIDTH;
            let simdgroup = self.simdgroups[thread / WIDTH];
            let ordered = write.group.ordering != self.group.ordering
                || (same && write.simdgroup.ordering != simdgroup.ordering);
            let met = write.group.other != self.group.other
                || (same && write.simdgroup.other != simdgroup.other);
            let barrier = self.last.filter(|_| met && !ordered)?;
            Some(Reliance {
                writer: write.thread,
                written: write.span,
                barrier,
            })
        })
    }
}
