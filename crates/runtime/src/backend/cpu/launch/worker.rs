//! What one thread of the host needs to run groups, and how it runs one.

use super::{Launch, Slot, block::Group};
use crate::backend::cpu::{
    code::Code,
    frame::{Aligned, Flow, Frame, Object},
    spmd,
};
use kernsmith_msl::ir::log::LogBuffer;
use std::{
    ops::Range,
    sync::{Arc, PoisonError},
};

/// What one thread of the host works with; kept between launches.
#[derive(Debug, Default)]
pub(in crate::backend::cpu) struct Worker {
    sets: Vec<Set>,
    shared: Option<Aligned>,
    shared_bytes: usize,
}

/// Frames of one code.
#[derive(Debug)]
struct Set {
    code: Arc<Code>,
    frames: Vec<Frame>,
}

/// A worker that goes back to its program.
pub(super) struct Lent<'l, 'p> {
    pub(super) worker: Option<Worker>,
    pub(super) launch: &'l Launch<'p>,
}

impl Drop for Lent<'_, '_> {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            self.launch.keep(worker);
        }
    }
}

impl Launch<'_> {
    /// A worker that is ready for this launch.
    pub(super) fn worker(&self) -> Worker {
        let mut workers = self
            .program
            .workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut worker = workers.pop().unwrap_or_default();
        drop(workers);
        worker.prepare(self);
        worker
    }

    /// Takes the messages of a block that has ended.
    fn keep_log(&self, frame: &mut Frame) {
        if !frame.log.is_empty() {
            let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
            log.append(&mut frame.log);
        }
    }

    /// Keeps a worker for launches to come.
    pub(super) fn keep(&self, worker: Worker) {
        let mut workers = self
            .program
            .workers
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if workers.len() < rayon::current_num_threads() {
            workers.push(worker);
        }
    }
}

impl Worker {
    /// Makes ready for a launch: frames of its codes, its objects in them.
    fn prepare(&mut self, launch: &Launch) {
        if self.shared_bytes < launch.shared_bytes || self.shared.is_none() {
            self.shared = Some(Aligned::new(launch.shared_bytes));
            self.shared_bytes = launch.shared_bytes;
        }
        let shared = self
            .shared
            .as_mut()
            .map_or(std::ptr::null_mut(), Aligned::as_mut_ptr);
        let object = |slot: &Slot| match *slot {
            Slot::Memory(object) => object,
            Slot::Shared(start, len_bytes) => Object {
                // SAFETY: `shared` has room for all threadgroup variables.
                start: unsafe { shared.add(start) },
                before_bytes: 0,
                len_bytes,
                writable: true,
            },
        };
        self.sets.retain(|set| {
            launch
                .codes
                .iter()
                .flatten()
                .any(|code| Arc::ptr_eq(code, &set.code))
        });
        for code in launch.codes.iter().flatten() {
            if !self.sets.iter().any(|set| Arc::ptr_eq(&set.code, code)) {
                self.sets.push(Set {
                    code: Arc::clone(code),
                    frames: Vec::new(),
                });
            }
        }
        let threads = launch
            .threadgroup
            .iter()
            .map(|&by| by as usize)
            .product::<usize>();
        for set in &mut self.sets {
            let blocks = if launch.program.kernel.cooperative {
                threads.div_ceil(set.code.width)
            } else {
                1
            };
            while set.frames.len() < blocks {
                set.frames.push(Frame::new(&set.code));
            }
            for frame in &mut set.frames {
                frame.log = LogBuffer::new(launch.threadgroup);
                frame.objects.clear();
                frame.objects.extend(launch.objects.iter().map(object));
                let (start, len_bytes) = (frame.private(), set.code.thread_bytes as u64);
                frame.objects[spmd::THREAD_OBJECT as usize] = Object {
                    start,
                    before_bytes: 0,
                    len_bytes,
                    writable: true,
                };
            }
        }
    }

    /// Runs the groups of these numbers.
    pub(super) fn groups(&mut self, launch: &Launch, numbers: Range<u64>) {
        let mut position = launch.position(numbers.start);
        for _ in numbers {
            self.group(launch, position);
            position = launch.next(position);
        }
    }

    /// Runs one group.
    fn group(&mut self, launch: &Launch, position: [u32; 3]) {
        let size: [u32; 3] = std::array::from_fn(|axis| {
            let start = position[axis] * launch.threadgroup[axis];
            launch.threadgroup[axis].min(launch.grid[axis] - start)
        });
        let short = |axis: usize| usize::from(size[axis] < launch.threadgroup[axis]) << axis;
        let edges = short(0) | short(1) | short(2);
        let Some(code) = &launch.codes[edges] else {
            return;
        };
        let Some(set) = self
            .sets
            .iter_mut()
            .find(|set| Arc::ptr_eq(&set.code, code))
        else {
            return;
        };
        let group = Group { position, size };
        let threads = size.iter().map(|&by| by as usize).product::<usize>();
        let width = code.width;
        let mut blocks = (0..threads)
            .step_by(width)
            .map(|first| (first, width.min(threads - first)));
        if !launch.program.kernel.cooperative {
            let frame = &mut set.frames[0];
            for (first, count) in blocks {
                frame.begin(launch, &group, first, count);
                frame.run();
            }
            launch.keep_log(frame);
            return;
        }
        let frames = &mut set.frames[..threads.div_ceil(width)];
        for frame in frames.iter_mut() {
            if let Some((first, count)) = blocks.next() {
                frame.begin(launch, &group, first, count);
            }
        }
        let mut running = true;
        while running {
            running = false;
            for frame in frames.iter_mut() {
                running |= frame.run() == Flow::Barrier;
            }
        }
        frames.iter_mut().for_each(|frame| launch.keep_log(frame));
    }
}
