//! Row loops, of which the processor does several turns at once.

use super::source::{names, program};
use crate::backend::cpu::Binding;
use kernsmith_msl::dtype::DType;

/// Threads of the only group.
const LANES: usize = 64;
/// Lengths of rows: nothing, less than a turn, whole turns, all but one lane of them, many.
const LENGTHS: [usize; 9] = [0, 5, 64, 127, 128, 192, 1023, 1024, 5000];

fn numbers(count: usize) -> Vec<f32> {
    (0..count as u32)
        .map(|at| (at.wrapping_mul(0x9e37_79b9) >> 8) as f32 / 8_388_608.0 - 1.0)
        .collect()
}

fn binding(floats: &mut [f32], start: usize, writable: bool) -> Binding {
    Binding {
        ptr: floats.as_mut_ptr().cast(),
        len_bytes: size_of_val(floats),
        start_bytes: start * size_of::<f32>(),
        writable,
    }
}

/// Runs a body on a row of this length.
fn run(source: &str, x: &mut [f32], outputs: usize, step: i32) -> Vec<f32> {
    let template = [("N", x.len() as i32), ("STEP", step)];
    let program = program(&["x"], source, &template, DType::F32);
    let mut out = vec![0f32; outputs];
    let buffers = [binding(x, 0, false), binding(&mut out, 0, true)];
    // SAFETY: both buffers outlive the launch, and nothing else uses them.
    unsafe { program.launch([LANES as u32, 1, 1], [LANES as u32, 1, 1], &buffers, &[]) };
    out
}

#[test]
fn each_lane_accumulates_in_order() {
    let source = "
        uint lane = thread_position_in_threadgroup.x;
        float sum = 0, squares = 0, most = -2;
        for (uint i = lane; i < N; i += STEP) {
            float v = x[i];
            sum += v;
            squares += v * v;
            most = max(most, v);
        }
        out[lane] = sum; out[64 + lane] = squares; out[128 + lane] = most;";
    for (length, step) in LENGTHS
        .into_iter()
        .flat_map(|n| [(n, 64), (n, 32), (n, 100)])
    {
        let mut x = numbers(length);
        let lane = |lane: usize, start: f32, f: &dyn Fn(f32, f32) -> f32| {
            let row = x.get(lane..).unwrap_or_default();
            row.iter().step_by(step).fold(start, |held, &v| f(held, v))
        };
        let mut expected: Vec<_> = (0..LANES)
            .map(|at| lane(at, 0.0, &|sum, v| sum + v))
            .collect();
        expected.extend((0..LANES).map(|at| lane(at, 0.0, &|sum, v| sum + v * v)));
        expected.extend((0..LANES).map(|at| lane(at, -2.0, &f32::max)));
        let found = run(source, &mut x, 3 * LANES, step as i32);
        assert_eq!(found, expected, "{length} by {step}");
    }
}

#[test]
fn rows_are_mapped_whatever_the_counter() {
    let bodies = [
        "for (uint i = lane; i < N; i += threads_per_threadgroup.x) out[i] = 2 * x[i] + i;",
        "for (int i = int(lane); i < N; i += STEP) out[i] = x[i] * 2 + float(i);",
        "for (uint i = lane; i < N; i = STEP + i) { float v = x[i] + x[i]; out[i] = v + i; }",
    ];
    for body in bodies {
        let source = format!("uint lane = thread_position_in_threadgroup.x; {body}");
        for length in LENGTHS {
            let mut x = numbers(length);
            let expected: Vec<_> = (x.iter().zip(0u32..))
                .map(|(x, i)| 2.0 * x + i as f32)
                .collect();
            let found = run(&source, &mut x, length, 64);
            assert_eq!(found, expected, "{length}: {body}");
        }
        let widened = program(&["x"], &source, &[("N", 5000), ("STEP", 64)], DType::F32);
        let code = widened.code([64, 1, 1]);
        assert!(names(&code).contains(&"Widen"), "{}", code.listing);
    }
}

#[test]
fn turns_that_read_what_others_write_are_done_one_by_one() {
    let source = "
        for (uint i = thread_position_in_threadgroup.x; i < N; i += 64) out[i] = x[i];";
    let template = [("N", 1024), ("STEP", 64)];
    let program = program(&["x"], source, &template, DType::F32);
    let mut memory = numbers(1024 + LANES);
    let first = memory[..LANES].to_vec();
    let (input, output) = (
        binding(&mut memory, 0, false),
        binding(&mut memory, LANES, true),
    );
    // SAFETY: the buffer outlives the launch, and nothing else uses it; one thread of the host
    // runs the only group.
    unsafe { program.launch([64, 1, 1], [64, 1, 1], &[input, output], &[]) };
    // Every turn copies what the turn before has written.
    assert_eq!(memory, first.repeat(1024 / LANES + 1));
}

#[test]
fn what_differs_between_turns_in_other_ways_is_not_done_at_once() {
    let bodies = [
        // A value of the lane, not of the counter.
        "for (uint i = lane; i < N; i += 64) out[i] = x[i] + lane;",
        // A variable that is not only accumulated.
        "float v = 0; for (uint i = lane; i < N; i += 64) { out[i] = v; v += x[i]; }",
        // One buffer, loaded and stored.
        "for (uint i = lane; i < N; i += 64) out[i] = out[i] + x[i];",
        // A branch.
        "for (uint i = lane; i < N; i += 64) if (x[i] > 0) out[i] = x[i];",
    ];
    for body in bodies {
        let source = format!("uint lane = thread_position_in_threadgroup.x; {body}");
        let code = program(&["x"], &source, &[("N", 5000)], DType::F32).code([64, 1, 1]);
        assert!(!names(&code).contains(&"Widen"), "{}", code.listing);
    }
}
