//! Outputs so large that they are written past the caches.

use super::source::program;
use crate::backend::cpu::Binding;
use kernsmith_msl::dtype::DType;

/// Bytes of the output: more than caches are thought to hold, and no multiple of a line.
const OUTPUT_BYTES: usize = (16 << 20) + 52;

/// Runs a body of one input and an output whose every `each` bytes a thread writes; the output
/// begins this far into its buffer. Bytes that no thread owns are left alone.
fn run(source: &str, dtype: DType, each: usize, start: usize) -> Vec<u8> {
    let threads = ((OUTPUT_BYTES - start) / each) as u32;
    let mut input: Vec<u8> = (0..=255).collect();
    let mut output = vec![0xa5u8; OUTPUT_BYTES];
    let bindings = [
        Binding {
            ptr: input.as_mut_ptr(),
            len_bytes: input.len(),
            start_bytes: 0,
            writable: false,
        },
        Binding {
            ptr: output.as_mut_ptr(),
            len_bytes: output.len(),
            start_bytes: start,
            writable: true,
        },
    ];
    let program = program(&["x"], source, &[], dtype);
    // SAFETY: both buffers outlive the launch, and nothing else uses them.
    unsafe { program.launch([threads, 1, 1], [256, 1, 1], &bindings, &[]) };
    let end = start + threads as usize * each;
    assert!(output[..start].iter().all(|&byte| byte == 0xa5));
    assert!(output[end..].iter().all(|&byte| byte == 0xa5));
    output[start..end].to_vec()
}

#[test]
fn every_scalar_arrives_wherever_the_output_begins() {
    let source = "uint i = thread_position_in_grid.x; out[i] = float(i % 2048) + 0 * x[0];";
    for start in [0, 4, 60] {
        let found = run(source, DType::F32, 4, start);
        let wrong = found.chunks_exact(4).enumerate().find(|(at, bytes)| {
            f32::from_le_bytes((*bytes).try_into().unwrap()) != (at % 2048) as f32
        });
        assert_eq!(wrong, None, "from {start}");
    }
}

#[test]
fn halves_and_vectors_arrive() {
    let halves = "uint i = thread_position_in_grid.x; out[i] = half(i % 2048) + 0 * x[0];";
    let found = run(halves, DType::F16, 2, 2);
    let wrong = found.chunks_exact(2).enumerate().find(|(at, bytes)| {
        half::f16::from_le_bytes((*bytes).try_into().unwrap()).to_f32() != (at % 2048) as f32
    });
    assert_eq!(wrong, None);
    let vectors = "
        uint i = thread_position_in_grid.x;
        ((device float4*)out)[i] = float4(i % 2048, 1, 2, x[0] == 7 ? 1 : 3);";
    let found = run(vectors, DType::F32, 16, 32);
    let wrong = found.chunks_exact(16).enumerate().find(|(at, bytes)| {
        let floats: &[f32] = bytemuck::cast_slice(bytes);
        floats != [(at % 2048) as f32, 1.0, 2.0, 3.0]
    });
    assert_eq!(wrong, None);
}
