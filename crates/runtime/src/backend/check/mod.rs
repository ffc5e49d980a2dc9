//! The device `check`: kernels on the reference interpreter, with what they do wrong.
//!
//! Not the interpreter, which is in `msl`: here its threadgroups run in parallel, their findings are
//! merged, and the launch's outputs are looked through for elements that nothing wrote.

mod findings;

pub use findings::Findings;

use super::{Binding, Compiled, Dispatch};
use crate::{device::on_kernel_threads, error::Error};
use findings::Merged;
use kernsmith_msl::{
    interp::{self, BufferInit, Finding, Memory},
    ir::log::LogBuffer,
    ir::{EntryParam, EntryPoint},
    source::Span,
};
use rayon::prelude::*;
use std::{ops::Range, sync::Arc};

/// Name of the finding that part of an output has no value.
const NEVER_WRITTEN: &str = "never-written";

/// A kernel for the interpreter.
pub(crate) struct Program(Compiled);

impl Program {
    pub(super) fn new(compiled: Compiled) -> Self {
        Self(compiled)
    }

    /// Runs all threadgroups. Outputs are filled also where something is found.
    pub(super) fn run(
        &self,
        dispatch: &Dispatch<'_>,
        bindings: &mut [Binding<'_>],
    ) -> (Result<(), Error>, LogBuffer) {
        let mut log = LogBuffer::new(dispatch.threadgroup);
        let result = self.run_logged(dispatch, bindings, &mut log);
        (result, log)
    }

    fn run_logged(
        &self,
        dispatch: &Dispatch<'_>,
        bindings: &mut [Binding<'_>],
        log: &mut LogBuffer,
    ) -> Result<(), Error> {
        let mut memory = Memory::new(bindings.iter().map(initial).collect());
        for (index, binding) in bindings.iter().enumerate() {
            if let Binding::Read { start_bytes, .. } = binding {
                memory = memory.starting_at(index, *start_bytes);
            }
        }
        let launch = interp::Launch {
            module: &self.0.module,
            kernel: &self.0.entry,
            grid: dispatch.grid,
            threadgroup: dispatch.threadgroup,
            threadgroup_limit_bytes: dispatch.device.limits().threadgroup_memory_bytes,
            threadgroup_lengths: dispatch.threadgroup_lengths.to_vec(),
        };
        let prepared = launch.prepare().map_err(|error| Error::TooLargeToCheck {
            kernel: self.0.kernel.clone(),
            error,
        })?;
        let groups = prepared.threadgroups().map(u64::from);
        let none = || (Merged::default(), prepared.log());
        let (merged, mut logged) = on_kernel_threads(|| {
            (0..groups.iter().product::<u64>())
                .into_par_iter()
                .fold(none, |(mut merged, mut log), group| {
                    let at = position(group, groups);
                    let found = prepared.run_threadgroup(&memory, at, &mut log);
                    merged.add(group, found);
                    (merged, log)
                })
                .reduce(none, |(merged, mut log), (other, mut others)| {
                    log.append(&mut others);
                    (merged.merge(other), log)
                })
        });
        log.append(&mut logged);
        let mut found = merged.into_list();
        for (index, binding) in bindings.iter().enumerate() {
            found.extend(self.never_written(&memory, index, binding));
        }
        give_back(memory, bindings);
        if found.is_empty() {
            return Ok(());
        }
        Err(Error::Findings(Arc::new(Findings {
            kernel: self.0.kernel.clone(),
            list: found,
            sources: self.0.sources.clone(),
        })))
    }

    fn never_written(
        &self,
        memory: &Memory,
        index: usize,
        binding: &Binding<'_>,
    ) -> Option<Finding> {
        let Binding::Write {
            bytes,
            initialized: false,
            element_bytes,
            name,
        } = binding
        else {
            return None;
        };
        let (first, count) = elements_in(&memory.never_written(index), *element_bytes)?;
        let elements = bytes.len() / element_bytes;
        let are = if count == 1 { "is" } else { "are" };
        Some(Finding {
            name: NEVER_WRITTEN,
            message: format!(
                "{count} of the {elements} elements of output `{name}` {are} never written, the first at {first}"
            ),
            span: self.span_of(index),
            thread: [0; 3],
            threadgroup: [0; 3],
            count: 1,
            related: Vec::new(),
        })
    }

    /// Where the parameter is declared that a buffer is bound to; else the kernel.
    fn span_of(&self, buffer: usize) -> Span {
        let is_it = |param: &EntryParam| matches!(param, EntryParam::Buffer { index, .. } if *index as usize == buffer);
        let entry = self.entry();
        let function = &self.0.module.functions[entry.function];
        let param = entry.params.iter().position(is_it);
        param.map_or(function.span, |param| function.params[param].span)
    }

    fn entry(&self) -> &EntryPoint {
        let mut kernels = self.0.module.kernels.iter();
        kernels
            .find(|entry| entry.name == self.0.entry)
            .expect("a program is made of a kernel of its module")
    }
}

/// The first element that has bytes in one of the ranges, which are in order, and how many have.
fn elements_in(ranges: &[Range<usize>], element_bytes: usize) -> Option<(usize, usize)> {
    let first = ranges.first()?.start / element_bytes;
    let (mut count, mut next) = (0, first);
    for range in ranges {
        let start = next.max(range.start / element_bytes);
        next = range.end.div_ceil(element_bytes);
        count += next - start.min(next);
    }
    Some((first, count))
}

/// Position of the threadgroup of this index; x is fastest.
fn position(index: u64, groups: [u64; 3]) -> [u32; 3] {
    let axis = |position: u64| u32::try_from(position).expect("less than the grid's 32 bits");
    [
        axis(index % groups[0]),
        axis(index / groups[0] % groups[1]),
        axis(index / groups[0] / groups[1]),
    ]
}

fn initial(binding: &Binding<'_>) -> BufferInit {
    match binding {
        Binding::Read { bytes, .. } => BufferInit {
            bytes: bytes.to_vec(),
            initialized: true,
            writable: false,
        },
        Binding::Write {
            bytes, initialized, ..
        } => BufferInit {
            bytes: bytes.to_vec(),
            initialized: *initialized,
            writable: true,
        },
    }
}

fn give_back(memory: Memory, bindings: &mut [Binding<'_>]) {
    for (binding, content) in bindings.iter_mut().zip(memory.into_buffers()) {
        if let Binding::Write { bytes, .. } = binding {
            bytes.copy_from_slice(&content);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{elements_in, position};

    #[test]
    fn an_element_counts_once_however_many_of_its_bytes_are_missing() {
        assert_eq!(elements_in(&[], 4), None);
        assert_eq!(elements_in(std::slice::from_ref(&(0..12)), 4), Some((0, 3)));
        assert_eq!(elements_in(&[5..6, 7..8], 4), Some((1, 1)));
        assert_eq!(elements_in(&[5..6, 7..9, 11..17], 4), Some((1, 4)));
    }

    #[test]
    fn positions_count_x_first() {
        let positions: Vec<_> = (0..6).map(|index| position(index, [2, 1, 3])).collect();
        let expected = [
            [0, 0, 0],
            [1, 0, 0],
            [0, 0, 1],
            [1, 0, 1],
            [0, 0, 2],
            [1, 0, 2],
        ];
        assert_eq!(positions, expected);
    }
}
