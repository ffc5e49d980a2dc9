//! One block of lanes of a group: where its lanes are, and how it runs.

use super::Launch;
use crate::backend::cpu::{
    code::Preset,
    frame::{Flow, Frame, MaskState, SIMDGROUP},
    spmd::shape::Arrangement,
};
use kernsmith_msl::ir::BuiltIn;
use std::sync::Arc;

/// One group of a launch.
pub(super) struct Group {
    pub(super) position: [u32; 3],
    pub(super) size: [u32; 3],
}

/// A thread of a group.
struct Thread {
    index: u32,
    position: [u32; 3],
}

impl Thread {
    fn of(group: &Group, index: usize) -> Self {
        let index = index as u32;
        let [x, y, _] = group.size;
        let position = if index < x {
            [index, 0, 0]
        } else {
            [index % x, index / x % y, index / x / y]
        };
        Self { index, position }
    }
}

impl Frame {
    /// Runs until a barrier or the end; once ended, does nothing.
    pub(super) fn run(&mut self) -> Flow {
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
    pub(super) fn begin(&mut self, launch: &Launch, group: &Group, first: usize, count: usize) {
        let same = self.lanes_of == Some((first, count));
        self.lanes_of = Some((first, count));
        self.pc = 0;
        self.turn = None;
        self.first = first;
        self.count = count;
        self.span = count.next_multiple_of(SIMDGROUP);
        self.masks[0] = MaskState::Full;
        self.size = group.size;
        self.origin = std::array::from_fn(|axis| group.position[axis] * launch.threadgroup[axis]);
        (self.columns, self.rows) = match self.code.arrangement {
            Arrangement::Tiled(columns) => (columns as usize, count / columns as usize),
            Arrangement::Linear | Arrangement::General => (count, 1),
        };
        // SAFETY: the frame keeps its code alive and unchanged.
        let code = unsafe { &*Arc::as_ptr(&self.code) };
        let thread = Thread::of(group, first);
        for preset in &code.presets {
            if preset.register.is_scalar() {
                let value = preset.value(launch, group, &thread);
                self.set_scalar(preset.register, value);
            } else if !(preset.fixed && same) {
                let lanes = self.write::<u32>(preset.register.raw());
                for (lane, value) in lanes.iter_mut().enumerate() {
                    *value = preset.value(launch, group, &Thread::of(group, first + lane));
                }
            }
        }
    }
}

impl Preset {
    /// What a thread of a group has there.
    fn value(&self, launch: &Launch, group: &Group, thread: &Thread) -> u32 {
        let axis = usize::from(self.component.min(2));
        let Thread { index, position } = *thread;
        let threads = |size: [u32; 3]| size.iter().product::<u32>();
        let simdgroups = |size: [u32; 3]| threads(size).div_ceil(SIMDGROUP as u32);
        match self.built_in {
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
}
