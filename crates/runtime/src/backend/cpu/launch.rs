//! Runs the threadgroups of a grid, in parallel.
//!
//! The lanes of a group are split into blocks. A block runs until it ends or meets a barrier; the
//! blocks of a group take turns so, and nothing else is needed for them to meet. Groups share
//! nothing but device memory. Groups at the end of an axis may be smaller; they run code of their
//! own, made for their size.

use super::{
    Binding, Program,
    code::{Code, Preset},
    frame::{Aligned, Flow, Frame, MaskState, Object, SIMDGROUP},
    spmd,
};
use crate::device::on_kernel_threads;
use kernsmith_msl::ir::BuiltIn;
use rayon::iter::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};
use spmd::shape::Arrangement;
use std::sync::{Arc, PoisonError};

/// Lanes that are worth a task of their own, not tuned.
const LANES_A_TASK: u64 = 8192;
/// Threadgroup variables begin at multiples of this.
const ALIGN_BYTES: usize = 64;

/// What one thread of the host works with; kept between launches.
#[derive(Debug, Default)]
pub(super) struct Worker {
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

    /// Runs the kernel on every thread of the grid, and returns when all have ended.
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
    ) {
        if grid.contains(&0) || threadgroup.contains(&0) {
            return;
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
        };
        launch.compile();
        let total = groups.iter().map(|&by| u64::from(by)).product::<u64>();
        let lanes = threadgroup.iter().map(|&by| u64::from(by)).product::<u64>();
        let each = (LANES_A_TASK / lanes).max(1);
        if total <= each {
            let mut worker = launch.worker();
            (0..total).for_each(|group| worker.group(&launch, group));
            launch.keep(worker);
            return;
        }
        let tasks = usize::try_from(total.div_ceil(each)).unwrap_or(usize::MAX);
        let launch = &launch;
        on_kernel_threads(|| {
            (0..tasks).into_par_iter().with_min_len(1).for_each_init(
                || Lent {
                    worker: Some(launch.worker()),
                    launch,
                },
                |lent, task| {
                    let start = task as u64 * each;
                    if let Some(worker) = &mut lent.worker {
                        (start..total.min(start + each))
                            .for_each(|group| worker.group(launch, group));
                    }
                },
            );
        });
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

/// A worker that goes back to its program.
struct Lent<'l, 'p> {
    worker: Option<Worker>,
    launch: &'l Launch<'p>,
}

impl Drop for Lent<'_, '_> {
    fn drop(&mut self) {
        if let Some(worker) = self.worker.take() {
            self.launch.keep(worker);
        }
    }
}

impl Launch<'_> {
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

    fn worker(&self) -> Worker {
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

    fn keep(&self, worker: Worker) {
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

/// One group of a launch.
struct Group {
    position: [u32; 3],
    size: [u32; 3],
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

    /// Runs one group.
    fn group(&mut self, launch: &Launch, number: u64) {
        let [gx, gy, _] = launch.groups.map(u64::from);
        let position = [number % gx, number / gx % gy, number / gx / gy].map(|it| it as u32);
        let size: [u32; 3] = std::array::from_fn(|axis| {
            let start = position[axis] * launch.threadgroup[axis];
            launch.threadgroup[axis].min(launch.grid[axis] - start)
        });
        let edges = (0..3).filter(|&axis| size[axis] < launch.threadgroup[axis]);
        let edges: usize = edges.map(|axis| 1 << axis).sum();
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
    }
}

impl Frame {
    /// Runs until a barrier or the end; once ended, does nothing.
    fn run(&mut self) -> Flow {
        let code = Arc::as_ptr(&self.code);
        loop {
            // SAFETY: the frame keeps its code alive and unchanged.
            let insts = unsafe { &(*code).insts };
            let inst = &insts[self.pc];
            self.pc += 1;
            // SAFETY: the instruction is of this frame's code, and was compiled for the
            // instruction set that was detected.
            match unsafe { (inst.run)(self, inst) } {
                Flow::Next => {}
                Flow::Barrier => return Flow::Barrier,
                Flow::End => {
                    self.pc -= 1;
                    return Flow::End;
                }
            }
        }
    }

    /// Makes ready to run the `count` lanes of the group from `first` on.
    fn begin(&mut self, launch: &Launch, group: &Group, first: usize, count: usize) {
        self.pc = 0;
        self.first = first;
        self.count = count;
        self.span = count.next_multiple_of(SIMDGROUP);
        self.masks[0] = MaskState::Full;
        (self.columns, self.rows) = match self.code.arrangement {
            Arrangement::Tiled(columns) => (columns as usize, count / columns as usize),
            Arrangement::Linear | Arrangement::General => (count, 1),
        };
        let code = Arc::clone(&self.code);
        for preset in &code.presets {
            self.preset(launch, group, preset);
        }
    }

    fn preset(&mut self, launch: &Launch, group: &Group, preset: &Preset) {
        let Preset {
            built_in,
            component,
            register,
        } = *preset;
        if register.is_scalar() {
            let value = built_in_value(launch, group, built_in, component, self.first);
            self.set_scalar(register, value);
            return;
        }
        let first = self.first;
        for (lane, value) in self.write::<u32>(register.raw()).iter_mut().enumerate() {
            *value = built_in_value(launch, group, built_in, component, first + lane);
        }
    }
}

/// A built-in of the thread of this index in its group.
fn built_in_value(
    launch: &Launch,
    group: &Group,
    built_in: BuiltIn,
    component: u8,
    index: usize,
) -> u32 {
    let axis = usize::from(component.min(2));
    let index = index as u32;
    let [sx, sy, _] = group.size;
    let position = [index % sx, index / sx % sy, index / sx / sy];
    let threads = |size: [u32; 3]| size.iter().product::<u32>();
    let simdgroups = |size: [u32; 3]| threads(size).div_ceil(SIMDGROUP as u32);
    match built_in {
        BuiltIn::ThreadPositionInGrid => {
            group.position[axis] * launch.threadgroup[axis] + position[axis]
        }
        BuiltIn::ThreadPositionInThreadgroup => position[axis],
        BuiltIn::ThreadgroupPositionInGrid => group.position[axis],
        BuiltIn::ThreadsPerThreadgroup => group.size[axis],
        BuiltIn::ThreadsPerGrid | BuiltIn::GridSize => launch.grid[axis],
        BuiltIn::ThreadgroupsPerGrid => launch.groups[axis],
        BuiltIn::GridOrigin => 0,
        BuiltIn::DispatchThreadsPerThreadgroup => launch.threadgroup[axis],
        BuiltIn::ThreadIndexInThreadgroup => index,
        BuiltIn::ThreadIndexInSimdgroup => index % SIMDGROUP as u32,
        BuiltIn::SimdgroupIndexInThreadgroup => index / SIMDGROUP as u32,
        BuiltIn::SimdgroupsPerThreadgroup => simdgroups(group.size),
        BuiltIn::ThreadsPerSimdgroup | BuiltIn::ThreadExecutionWidth => SIMDGROUP as u32,
        BuiltIn::DispatchSimdgroupsPerThreadgroup => simdgroups(launch.threadgroup),
        BuiltIn::ThreadIndexInQuadgroup => index % 4,
        BuiltIn::QuadgroupIndexInThreadgroup => index / 4,
        BuiltIn::QuadgroupsPerThreadgroup => threads(group.size).div_ceil(4),
        BuiltIn::DispatchQuadgroupsPerThreadgroup => threads(launch.threadgroup).div_ceil(4),
    }
}
