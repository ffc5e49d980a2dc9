//! Kernels from their source.

use crate::backend::cpu::{Program, code::Code};
use kernsmith_msl::{
    compile,
    contract::{self, BodyKernel, InputForm, Specialization, TemplateValue},
    diagnostic::RenderStyle,
    dtype::DType,
    ir::MathMode,
};
use std::sync::Arc;

/// The code of a body over float inputs and outputs, for threadgroups of this size.
fn code(inputs: &[&str], source: &str, template: &[(&str, i32)], size: [u32; 3]) -> Arc<Code> {
    program(inputs, source, template, DType::F32).code(size)
}

/// A body over inputs and an output of one type.
pub(super) fn program(
    inputs: &[&str],
    source: &str,
    template: &[(&str, i32)],
    dtype: DType,
) -> Program {
    let kernel = BodyKernel {
        name: "k".into(),
        inputs: inputs.iter().map(|&name| name.into()).collect(),
        outputs: vec!["out".into()],
        header: "using namespace metal;".into(),
        source: source.into(),
        atomic_outputs: false,
        math_mode: MathMode::Safe,
        ..BodyKernel::default()
    };
    let form = InputForm {
        dtype,
        scalar: false,
        constant: false,
    };
    let spec = Specialization {
        inputs: vec![form; inputs.len()],
        outputs: vec![dtype],
        template: template
            .iter()
            .map(|&(name, value)| (name.into(), TemplateValue::Int(value)))
            .collect(),
    };
    let mut assembled = contract::assemble(&kernel, &spec).expect("the kernel is well formed");
    let compilation = compile::compile(&mut assembled.sources, &assembled.unit);
    let module = compilation.module.unwrap_or_else(|| {
        panic!(
            "{}",
            compilation
                .diagnostics
                .render(&assembled.sources, RenderStyle::Plain)
        )
    });
    Program::compile(&module, &assembled.kernel).expect("all of it is supported")
}

/// The instructions' names in order.
pub(super) fn names(code: &Code) -> Vec<&str> {
    code.listing
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect()
}

/// The names from the first instruction of a kind to the next of another.
fn between<'c>(names: &[&'c str], first: &str, last: &str) -> Vec<&'c str> {
    let rest = names.iter().skip_while(|&&name| name != first);
    let mut rest: Vec<_> = rest.take_while(|&&name| name != last).copied().collect();
    rest.push("");
    rest
}

#[test]
fn a_loop_over_a_row_touches_lanes_only_to_load_and_to_add() {
    let source = "
        uint row = threadgroup_position_in_grid.x;
        float sum = 0;
        for (uint i = thread_position_in_threadgroup.x; i < D; i += 256) {
            float v = x[row * D + i];
            sum += v * v;
        }
        out[row] = simd_sum(sum);";
    let code = code(&["x"], source, &[("D", 4096)], [256, 1, 1]);
    let names = names(&code);
    // Where all lanes go on, the test jumps past the comparison and the mask.
    assert_eq!(
        between(&names, "RangeTest", "RestoreMask"),
        [
            "RangeTest",
            "Iota32",
            "LtU32",
            "Filter",
            "AddI32",
            "Load32",
            "MulAddF32",
            "AddI32",
            "Jump",
            "",
        ],
        "{}",
        code.listing
    );
}

#[test]
fn a_tiled_product_runs_its_inner_loop_as_one_instruction() {
    let source = "
        threadgroup float As[16][16];
        threadgroup float Bs[16][16];
        uint tx = thread_position_in_threadgroup.x;
        uint ty = thread_position_in_threadgroup.y;
        uint row = thread_position_in_grid.y;
        uint col = thread_position_in_grid.x;
        float acc = 0;
        for (uint t = 0; t < N / 16; t++) {
            As[ty][tx] = a[row * N + t * 16 + tx];
            Bs[ty][tx] = b[(t * 16 + ty) * N + col];
            threadgroup_barrier(mem_flags::mem_threadgroup);
            for (uint k = 0; k < 16; k++) acc += As[ty][k] * Bs[k][tx];
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        out[row * N + col] = acc;";
    let code = code(&["a", "b"], source, &[("N", 512)], [16, 16, 1]);
    let names = names(&code);
    let count = |name: &str| names.iter().filter(|&&other| other == name).count();
    assert_eq!(
        (count("DotBegin"), count("DotRun")),
        (1, 1),
        "{}",
        code.listing
    );
    // No position is spread to lanes, and nothing is masked.
    assert_eq!(
        (count("Iota32"), count("Filter"), count("Blend32")),
        (0, 0, 0),
        "{}",
        code.listing
    );
}

#[test]
fn a_guard_against_a_ragged_end_is_one_test_for_a_whole_block() {
    let source = "
        uint i = thread_position_in_grid.x;
        if (i >= N) return;
        out[i] = 2 * x[i];";
    let code = code(&["x"], source, &[("N", 1000)], [256, 1, 1]);
    let names = names(&code);
    assert_eq!(names.first(), Some(&"SaveMask"), "{}", code.listing);
    assert_eq!(names.get(1), Some(&"RangeTest"), "{}", code.listing);
}

#[test]
fn what_is_the_same_is_computed_once_and_outside_of_loops() {
    let source = "
        uint row = threadgroup_position_in_grid.x;
        for (uint i = thread_position_in_threadgroup.x; i < D; i += 256)
            out[row * D + i] = x[row * D + i] + 1;
        for (uint i = thread_position_in_threadgroup.x; i < D; i += 256)
            out[row * D + i] += 2;";
    let code = code(&["x"], source, &[("D", 4096)], [256, 1, 1]);
    let count = |name: &str| names(&code).iter().filter(|&&it| it == name).count();
    assert_eq!(count("MulI32"), 1, "{}", code.listing);
    // In each loop one for the index and one for the counter; the first loop is there twice.
    assert_eq!(count("AddI32"), 6, "{}", code.listing);
}

#[test]
fn a_product_and_a_sum_are_one_instruction_though_loads_lie_between() {
    let source = "
        uint i = thread_position_in_grid.x;
        out[i] = 1.5f * x[i] + y[i];";
    let code = code(&["x", "y"], source, &[], [256, 1, 1]);
    assert_eq!(
        names(&code),
        ["Load32", "Load32", "MulAddF32", "Store32", "End"],
        "{}",
        code.listing
    );
}
