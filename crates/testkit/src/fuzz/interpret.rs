//! Text to what its kernels do.

use super::compiled;
use kernsmith_msl::{
    interp::{BufferInit, Launch, Memory},
    ir::{BufferAccess, EntryParam, EntryPoint, Module},
};

/// Two threadgroups, the second of them with fewer threads.
const GRID: [u32; 3] = [6, 2, 1];
const THREADGROUP: [u32; 3] = [4, 2, 1];
/// Of a Metal device.
const THREADGROUP_BYTES: u32 = 32 * 1024;
/// Of each buffer.
const BUFFER_BYTES: usize = 256;
/// Bytes of each `[[threadgroup(n)]]` parameter.
const LENGTH_BYTES: u32 = 128;
/// So few that a text with endless loops does not hold the fuzzer up.
const STEPS: u64 = 20_000;

/// Whatever a kernel does wrong is a finding and nothing worse.
///
/// # Panics
/// If not.
pub fn interpret(text: &str) {
    let Some(module) = compiled(text).module else {
        return;
    };
    for kernel in &module.kernels {
        run(&module, kernel);
    }
}

fn run(module: &Module, kernel: &EntryPoint) {
    let threadgroups = |param: &&EntryParam| matches!(param, EntryParam::Threadgroup { .. });
    let lengths = kernel.params.iter().filter(threadgroups).count();
    let launch = Launch {
        module,
        kernel: &kernel.name,
        grid: GRID,
        threadgroup: THREADGROUP,
        threadgroup_limit_bytes: THREADGROUP_BYTES,
        threadgroup_lengths: vec![LENGTH_BYTES; lengths],
    };
    // A kernel that is too large is refused by name.
    let Ok(prepared) = launch.prepare() else {
        return;
    };
    let prepared = prepared.with_step_limit(STEPS);
    let memory = Memory::new(buffers(kernel));
    let [width, height, _] = prepared.threadgroups();
    for y in 0..height {
        for x in 0..width {
            let findings = prepared.run_threadgroup(&memory, [x, y, 0], &mut prepared.log());
            assert!(findings.iter().all(|finding| !finding.message.is_empty()));
        }
    }
    let lengths = memory.into_buffers().into_iter().map(|buffer| buffer.len());
    assert!(lengths.into_iter().all(|length| length == BUFFER_BYTES));
}

/// One buffer for each index up to the largest one, of bytes that look like small numbers.
fn buffers(kernel: &EntryPoint) -> Vec<BufferInit> {
    let mut list = Vec::new();
    for param in &kernel.params {
        let EntryParam::Buffer { index, access } = param else {
            continue;
        };
        let index = *index as usize;
        let bytes = (0..BUFFER_BYTES).map(|at| if at % 4 == 0 { (at / 4) as u8 } else { 0 });
        let empty = BufferInit {
            bytes: bytes.collect(),
            initialized: true,
            writable: false,
        };
        list.resize(list.len().max(index + 1), empty);
        list[index].writable = *access == BufferAccess::ReadWrite;
        list[index].initialized = !list[index].writable || index.is_multiple_of(2);
    }
    list
}
