//! Runs the threadgroups of a grid, in parallel.
//!
//! The lanes of a group are split into blocks. A block runs until it ends or meets a barrier; the
//! blocks of a group take turns so, and nothing else is needed for them to meet. Groups share
//! nothing but device memory. Groups at the end of an axis may be smaller; they run code of their
//! own, made for their size.

mod block;
mod worker;

pub(super) use worker::Worker;

use super::{Binding, Program, code::Code, frame::Object, spmd};
use crate::device::on_kernel_threads;
use kernsmith_msl::ir::log::LogBuffer;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use std::sync::{Arc, Mutex, PoisonError};
use worker::Lent;

/// Lanes that are worth a task of their own, not tuned.
const LANES_A_TASK: u64 = 8192;
/// Threadgroup variables begin at multiples of this.
const ALIGN_BYTES: usize = 64;

/// A launch in progress.
struct Launch<'p> {
    program: &'p Program,
    grid: [u32; 3],
    threadgroup: [u32; 3],
    groups: [u32; 3],
    /// Code for each size that a group has: by axis, whether it is the short one at the end.
    codes: [Option<Arc<Code>>; 8],
    objects: Vec<Slot>,
    shared_bytes: usize,
    /// Messages of the threadgroups that have ended.
    log: Mutex<LogBuffer>,
}

/// An object of a launch.
#[derive(Clone, Copy)]
enum Slot {
    Memory(Object),
    /// In the worker's threadgroup memory: start and length.
    Shared(usize, u64),
}

// SAFETY: a launch is shared by its workers. The pointers in it are to buffers that the caller
// of `Program::launch` keeps alive until it returns, and to tables that are only read.
unsafe impl Sync for Launch<'_> {}

impl Program {
    /// Makes the code that a launch needs, which otherwise the launch does.
    ///
    /// # Panics
    /// If an axis of the threadgroup is zero.
    pub(crate) fn prepare(&self, grid: [u32; 3], threadgroup: [u32; 3]) {
        for size in group_sizes(grid, threadgroup).into_iter().flatten() {
            self.code(size);
        }
    }

    /// Runs the kernel on every thread of the grid, and returns when all have ended, with what they
    /// logged.
    ///
    /// `threadgroup` is no larger than `grid` on any axis. `threadgroup_lengths` are bytes of the
    /// `[[threadgroup(n)]]` parameters.
    ///
    /// # Safety
    /// Every binding's memory is valid for reads, and for writes if it is writable, until this
    /// returns, and nobody else writes it meanwhile.
    pub(crate) unsafe fn launch(
        &self,
        grid: [u32; 3],
        threadgroup: [u32; 3],
        buffers: &[Binding],
        threadgroup_lengths: &[u32],
    ) -> LogBuffer {
        let log = LogBuffer::new(threadgroup);
        if grid.contains(&0) || threadgroup.contains(&0) {
            return log;
        }
        let groups: [u32; 3] = std::array::from_fn(|axis| grid[axis].div_ceil(threadgroup[axis]));
        let (objects, shared_bytes) = self.slots(buffers, threadgroup_lengths);
        let mut launch = Launch {
            program: self,
            grid,
            threadgroup,
            groups,
            codes: [const { None }; 8],
            objects,
            shared_bytes,
            log: Mutex::new(log),
        };
        launch.compile();
        let total = groups.iter().map(|&by| u64::from(by)).product::<u64>();
        let lanes = threadgroup.iter().map(|&by| u64::from(by)).product::<u64>();
        let each = (LANES_A_TASK / lanes).max(1);
        if total <= each {
            let mut worker = launch.worker();
            worker.groups(&launch, 0..total);
            launch.keep(worker);
            return launch.into_log();
        }
        let tasks = usize::try_from(total.div_ceil(each)).unwrap_or(usize::MAX);
        let running = &launch;
        on_kernel_threads(|| {
            (0..tasks).into_par_iter().with_min_len(1).for_each_init(
                || Lent {
                    worker: Some(running.worker()),
                    launch: running,
                },
                |lent, task| {
                    let start = task as u64 * each;
                    if let Some(worker) = &mut lent.worker {
                        worker.groups(running, start..total.min(start + each));
                    }
                },
            );
        });
        launch.into_log()
    }

    fn slots(&self, buffers: &[Binding], lengths: &[u32]) -> (Vec<Slot>, usize) {
        let mut slots = vec![Slot::Memory(Object::NONE); spmd::FIRST_OBJECT as usize];
        let mut shared = 0usize;
        let mut tables = self.tables.iter();
        let mut share = |bytes: u64| {
            let start = shared;
            shared += usize::try_from(bytes)
                .unwrap_or(0)
                .next_multiple_of(ALIGN_BYTES);
            Slot::Shared(start, bytes)
        };
        for object in &self.kernel.objects {
            slots.push(match *object {
                spmd::Object::Buffer { index, writable } => match buffers.get(index as usize) {
                    Some(binding) => Slot::Memory(Object {
                        start: binding.start(),
                        before_bytes: binding.start_bytes.min(binding.len_bytes) as u64,
                        len_bytes: binding.len_bytes.saturating_sub(binding.start_bytes) as u64,
                        writable: writable && binding.writable,
                    }),
                    None => Slot::Memory(Object::NONE),
                },
                spmd::Object::ThreadgroupParam(index) => {
                    share(u64::from(lengths.get(index as usize).copied().unwrap_or(0)))
                }
                spmd::Object::Threadgroup(bytes) => share(bytes),
                spmd::Object::Global(_) => match tables.next() {
                    Some(table) => Slot::Memory(Object {
                        start: table.bytes.as_ptr().cast_mut(),
                        before_bytes: 0,
                        len_bytes: table.bytes.len() as u64,
                        writable: false,
                    }),
                    None => Slot::Memory(Object::NONE),
                },
            });
        }
        (slots, shared)
    }
}

impl Binding {
    /// Where the kernel's pointer begins.
    fn start(&self) -> *mut u8 {
        // SAFETY: not past the end.
        unsafe { self.ptr.add(self.start_bytes.min(self.len_bytes)) }
    }
}

impl Launch<'_> {
    fn into_log(self) -> LogBuffer {
        self.log
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the code for every size of group that there is.
    fn compile(&mut self) {
        for (code, size) in self
            .codes
            .iter_mut()
            .zip(group_sizes(self.grid, self.threadgroup))
        {
            *code = size.map(|size| self.program.code(size));
        }
    }

    /// Position of a group by its number.
    fn position(&self, number: u64) -> [u32; 3] {
        let [x, y, _] = self.groups.map(u64::from);
        [number % x, number / x % y, number / x / y].map(|it| it as u32)
    }

    /// The position after this one.
    fn next(&self, [x, y, z]: [u32; 3]) -> [u32; 3] {
        match [x + 1 < self.groups[0], y + 1 < self.groups[1]] {
            [true, _] => [x + 1, y, z],
            [false, true] => [0, y + 1, z],
            [false, false] => [0, 0, z.wrapping_add(1)],
        }
    }
}

/// The sizes that groups have: by axis, whether it is the short one at the end.
fn group_sizes(grid: [u32; 3], threadgroup: [u32; 3]) -> [Option<[u32; 3]>; 8] {
    std::array::from_fn(|edges| {
        let short = |axis: usize| edges >> axis & 1 == 1;
        let size = std::array::from_fn(|axis| {
            if short(axis) {
                grid[axis] % threadgroup[axis]
            } else {
                threadgroup[axis]
            }
        });
        let exists =
            |axis: usize| size[axis] > 0 && (short(axis) || grid[axis] >= threadgroup[axis]);
        (0..3).all(exists).then_some(size)
    })
}
