//! What a launch gives to its threads: their number, positions and sizes, and threadgroup memory.

use super::{
    Memory, Prepared,
    code::{Bound, NAMELESS, Program},
    objects::Objects,
    pointer::{Pointer, Region},
    simd::WIDTH,
    thread::Thread,
};
use crate::ir::BuiltIn;

/// Threads of a quadgroup.
const QUAD: u32 = 4;

/// The existing threads of a threadgroup, in order of their index in it.
pub(super) fn threads(prepared: &Prepared, memory: &Memory, position: [u32; 3]) -> Vec<Thread> {
    let place = Placement::new(prepared, memory, position);
    let [width, height, depth] = place.extent;
    let mut threads = Vec::new();
    for z in 0..depth {
        for y in 0..height {
            for x in 0..width {
                let index = u32::try_from(threads.len()).expect("a group has few threads");
                threads.push(place.thread(prepared, [x, y, z], index));
            }
        }
    }
    threads
}

/// The threadgroup's variables, without content.
pub(super) fn shared(prepared: &Prepared) -> Objects {
    let mut shared = Objects::default();
    for &(size, name) in &prepared.program.shared {
        shared.push(size as usize, name);
    }
    for &length in &prepared.threadgroup_lengths {
        shared.push(length as usize, NAMELESS);
    }
    shared
}

/// Bytes of threadgroup memory that a launch takes.
pub(super) fn shared_bytes(program: &Program, lengths: &[u32]) -> u64 {
    let fixed = program.shared.iter().map(|(size, _)| *size);
    let given = lengths.iter().map(|&length| u64::from(length));
    fixed.chain(given).fold(0, u64::saturating_add)
}

/// A threadgroup in the grid.
struct Placement<'a> {
    memory: &'a Memory,
    grid: [u32; 3],
    threadgroup: [u32; 3],
    position: [u32; 3],
    /// Threads that exist, by axis.
    extent: [u32; 3],
}

impl<'a> Placement<'a> {
    fn new(prepared: &Prepared, memory: &'a Memory, position: [u32; 3]) -> Self {
        let (grid, threadgroup) = (prepared.grid, prepared.threadgroup);
        let extent = |axis: usize| {
            let start = u64::from(position[axis]) * u64::from(threadgroup[axis]);
            let rest = u64::from(grid[axis]).saturating_sub(start);
            // No more than the threadgroup's own size.
            rest.min(threadgroup[axis].into()) as u32
        };
        Self {
            memory,
            grid,
            threadgroup,
            position,
            extent: std::array::from_fn(extent),
        }
    }

    fn thread(&self, prepared: &Prepared, local: [u32; 3], index: u32) -> Thread {
        let at = |axis: usize| self.position[axis] * self.threadgroup[axis] + local[axis];
        let position: [u32; 3] = std::array::from_fn(at);
        let program = &prepared.program;
        let mut thread = Thread::new(program, position, index % WIDTH as u32);
        let entry = &program.routines[program.entry];
        for (&(slot, _), bound) in entry.params.iter().zip(&program.bindings) {
            let slot = slot as usize;
            match *bound {
                Bound::Buffer(buffer) => {
                    let start = self.memory.start_bytes(buffer) as i64;
                    thread.registers[slot] = Pointer::new(Region::Buffer, buffer).add(start).0;
                }
                Bound::Threadgroup(object) => {
                    thread.registers[slot] = Pointer::new(Region::Threadgroup, object).0;
                }
                Bound::BuiltIn(builtin) => {
                    let values = self.builtin(builtin, position, local, index);
                    let count = if builtin.is_vector() { 3 } else { 1 };
                    for (register, value) in
                        thread.registers[slot..].iter_mut().zip(&values[..count])
                    {
                        *register = u64::from(*value);
                    }
                }
            }
        }
        thread
    }

    /// The value of a built-in; of a single one, in the first place.
    fn builtin(
        &self,
        builtin: BuiltIn,
        position: [u32; 3],
        local: [u32; 3],
        index: u32,
    ) -> [u32; 3] {
        let simd = WIDTH as u32;
        let own: u32 = self.extent.iter().product();
        let full: u32 = self.threadgroup.iter().product();
        let groups = |axis: usize| self.grid[axis].div_ceil(self.threadgroup[axis]);
        let one = |value: u32| [value, 0, 0];
        match builtin {
            BuiltIn::ThreadPositionInGrid => position,
            BuiltIn::ThreadPositionInThreadgroup => local,
            BuiltIn::ThreadgroupPositionInGrid => self.position,
            BuiltIn::ThreadsPerThreadgroup => self.extent,
            BuiltIn::ThreadsPerGrid | BuiltIn::GridSize => self.grid,
            BuiltIn::ThreadgroupsPerGrid => std::array::from_fn(groups),
            BuiltIn::GridOrigin => [0; 3],
            BuiltIn::DispatchThreadsPerThreadgroup => self.threadgroup,
            BuiltIn::ThreadIndexInThreadgroup => one(index),
            BuiltIn::ThreadIndexInSimdgroup => one(index % simd),
            BuiltIn::SimdgroupIndexInThreadgroup => one(index / simd),
            BuiltIn::SimdgroupsPerThreadgroup => one(own.div_ceil(simd)),
            BuiltIn::ThreadsPerSimdgroup | BuiltIn::ThreadExecutionWidth => one(simd),
            BuiltIn::DispatchSimdgroupsPerThreadgroup => one(full.div_ceil(simd)),
            BuiltIn::ThreadIndexInQuadgroup => one(index % QUAD),
            BuiltIn::QuadgroupIndexInThreadgroup => one(index / QUAD),
            BuiltIn::QuadgroupsPerThreadgroup => one(own.div_ceil(QUAD)),
            BuiltIn::DispatchQuadgroupsPerThreadgroup => one(full.div_ceil(QUAD)),
        }
    }
}
