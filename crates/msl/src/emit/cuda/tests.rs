//! Emitted texts of small kernels; that they compile and compute the right thing is tested where there
//! is a compiler, and a device.

use super::{Options, emit};
use crate::{
    compile::compile,
    diagnostic::RenderStyle,
    ir::{MathMode, Module},
    source::{Origin, SourceMap},
    unit::Unit,
};

fn module(text: &str) -> (Module, SourceMap) {
    let mut sources = SourceMap::default();
    let text = format!("#include <metal_stdlib>\nusing namespace metal;\n{text}");
    let file = sources.add("kernel.metal", text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
    let said = compilation.diagnostics.render(&sources, RenderStyle::Plain);
    let module = compilation.module.unwrap_or_else(|| panic!("{said}"));
    (module, sources)
}

/// The text of the kernel `k` behind the prelude.
fn text(source: &str) -> String {
    let (module, _) = module(source);
    let program = emit(&module, "k", Options::default()).unwrap();
    let start = program.text.find("namespace ks_user").unwrap();
    program.text[start..].to_owned()
}

#[test]
fn threads_beyond_the_edge_vote_before_they_end() {
    let text = text(
        "kernel void k(device float* a, uint i [[thread_position_in_grid]]) { a[i] = simd_sum(a[i]); }",
    );
    let vote = text
        .find("__ballot_sync(0xffffffffu, ks_here.index < ks_here.count)")
        .unwrap();
    let end = text
        .find("if (ks_here.index >= ks_here.count) return;")
        .unwrap();
    assert!(vote < end, "{text}");
    assert!(
        text.contains("ks_reduce<ks_join_sum, 32>(ks_mask, "),
        "{text}"
    );
}

#[test]
fn lanes_vote_where_they_part_and_not_where_they_agree() {
    let parts = text(
        "kernel void k(device int* a, constant int& n, uint i [[thread_index_in_simdgroup]]) {
           if (int(i) < n) a[i] = simd_max(a[i]);
         }",
    );
    assert!(
        parts.contains("const ks_u32 mask = __ballot_sync(ks_mask, "),
        "{parts}"
    );
    assert!(
        parts.contains("ks_reduce<ks_join_max, 32>(mask, "),
        "{parts}"
    );
    let together = text(
        "kernel void k(device int* a, constant int& n, uint i [[thread_index_in_simdgroup]]) {
           for (int j = 0; j < n; ++j) a[i] = simd_max(a[i]);
         }",
    );
    assert_eq!(together.matches("__ballot_sync").count(), 1, "{together}");
}

#[test]
fn names_of_the_language_are_not_taken() {
    let text = text(
        "int ks_add(int blockIdx) { int union_ = blockIdx; return union_; }
         kernel void k(device int* threadIdx, uint warpSize [[thread_position_in_grid]]) {
           threadIdx[warpSize] = ks_add(1);
         }",
    );
    for name in ["threadIdx_1", "warpSize_1", "blockIdx_1", "xks_add"] {
        assert!(text.contains(name), "{name}: {text}");
    }
}

#[test]
fn threadgroup_variables_have_places_and_sizes() {
    let (module, _) = module(
        "kernel void k(device float* a, threadgroup float* given [[threadgroup(0)]],
                       uint i [[thread_index_in_threadgroup]]) {
           threadgroup char small[3];
           threadgroup float4 large[2];
           small[i] = 1;
           large[i] = 2;
           given[i] = 3;
           threadgroup_barrier(mem_flags::mem_threadgroup);
           a[i] = small[i] + large[i].x + given[i];
         }",
    );
    let program = emit(&module, "k", Options::default()).unwrap();
    assert_eq!(
        (program.entry.as_str(), program.threadgroup_bytes),
        ("ks_k", 48)
    );
    for place in [
        "ks_memory + 0)",
        "ks_memory + 16)",
        "ks_memory + ks_offset0)",
    ] {
        assert!(program.text.contains(place), "{place}");
    }
}

#[test]
fn the_users_lines_are_named() {
    let (module, sources) = module(
        "kernel void k(device int* a, uint i [[thread_position_in_grid]]) {\n  a[i] = 7;\n}",
    );
    let options = Options {
        sources: Some(&sources),
        max_threads: Some(100),
    };
    let text = emit(&module, "k", options).unwrap().text;
    assert!(text.contains("#line 4 \"kernel.metal\"\n"), "{text}");
    assert!(text.contains("__launch_bounds__(128)"), "{text}");
}

#[test]
fn lanes_vote_in_the_cases_of_a_switch() {
    let text = text(
        "kernel void k(device int* a, uint i [[thread_index_in_simdgroup]]) {
           switch (a[i]) {
             case 0: a[i] = simd_sum(1); break;
             default: a[i] = simd_sum(2);
           }
         }",
    );
    assert_eq!(
        text.matches("= __ballot_sync(ks_mask, ").count(),
        2,
        "{text}"
    );
}

#[test]
fn pairs_and_rows_of_a_matrix_are_one_access_where_that_is_sure() {
    let load = |from: &str| {
        text(&format!(
            "kernel void k(device half* a, uint i [[thread_index_in_simdgroup]]) {{
               threadgroup half rows[8 * 24];
               rows[i] = a[i];
               simdgroup_barrier(mem_flags::mem_threadgroup);
               simdgroup_half8x8 m;
               simdgroup_load(m, {from});
               simdgroup_store(m, a, 8);
             }}"
        ))
    };
    assert!(load("rows + 8, 24").contains("ks_matrix_load_rows("));
    assert!(load("rows + 4, 24").contains("ks_matrix_load<true>"));
    assert!(load("rows, 20").contains("ks_matrix_load<true>"));
    assert!(load("rows + i, 24").contains("ks_matrix_load<false>"));
    assert!(load("rows, 23").contains("ks_matrix_load<false>"));
}

#[test]
fn a_kernel_without_matrices_knows_none() {
    let (module, _) = module(
        "kernel void m(device half* a) { simdgroup_half8x8 m; simdgroup_load(m, a); simdgroup_store(m, a); }
         kernel void k(device float* a, uint i [[thread_index_in_simdgroup]]) { a[i] = simd_sum(a[i]); }",
    );
    let of = |kernel| emit(&module, kernel, Options::default()).unwrap().text;
    assert!(of("m").contains("#define KS_MATRIX") && of("m").contains("ks_held<ks_half> "));
    assert!(!of("k").contains("#define KS_MATRIX") && !of("k").contains("ks_held"));
}
