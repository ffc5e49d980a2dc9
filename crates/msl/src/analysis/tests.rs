//! The analyses, over small kernels in Metal.

use super::{
    context::Contexts,
    iteration::Iterations,
    origin::{Object, origin},
    spread::{Facts, Spread, Step},
    variables::Variables,
};
use crate::{
    compile::compile,
    ir::{Function, FunctionId, MathMode, Module, Op, ValueId},
    source::{Origin, SourceMap},
    unit::Unit,
};

/// A module of one kernel over `a`, `n` and the position `i`, with the given statements.
fn kernel(body: &str) -> Module {
    let text = format!(
        "kernel void k(device float* a [[buffer(0)]], constant int& n [[buffer(1)]],
           uint3 g [[thread_position_in_grid]], uint s [[simdgroup_index_in_threadgroup]],
           uint3 group [[threadgroup_position_in_grid]]) {{ uint i = g.x; {body} }}"
    );
    let mut sources = SourceMap::default();
    let file = sources.add("k.metal", text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
    let said = compilation
        .diagnostics
        .render(&sources, crate::diagnostic::RenderStyle::Plain);
    compilation.module.unwrap_or_else(|| panic!("{said}"))
}

fn main_function(module: &Module) -> (FunctionId, &Function) {
    let id = module.kernels[0].function;
    (id, &module.functions[id])
}

/// The pointers of all stores to `a`, in order.
fn stores(function: &Function) -> Vec<ValueId> {
    let contexts = Contexts::new(function);
    let pointers = contexts
        .values()
        .filter_map(|value| match function.values[value].op {
            Op::Store { pointer, .. } => Some(pointer),
            _ => None,
        });
    pointers
        .filter(|pointer| super::variables::local_of(function, *pointer).is_none())
        .collect()
}

/// Spread and step of the address of each store to `a`.
fn addresses(body: &str) -> Vec<(Spread, Step)> {
    let module = kernel(body);
    let (id, function) = main_function(&module);
    let facts = Facts::new(&module);
    stores(function)
        .into_iter()
        .map(|pointer| facts.of(id, pointer))
        .map(|fact| (fact.spread, fact.step))
        .collect()
}

#[test]
fn addresses_have_steps_in_bytes() {
    let cases = [
        ("a[i] = 1;", Spread::Thread, Step::By(4)),
        ("a[3 * i + n] = 1;", Spread::Thread, Step::By(12)),
        ("a[(i << 3) + 1] = 1;", Spread::Thread, Step::By(32)),
        ("a[int(i) * n] = 1;", Spread::Thread, Step::AtRunTime),
        ("a[i % n] = 1;", Spread::Thread, Step::Unknown),
        ("a[group.x] = 1;", Spread::Threadgroup, Step::By(0)),
        ("a[s] = 1;", Spread::Simdgroup, Step::By(0)),
        ("a[g.y] = 1;", Spread::Unknown, Step::By(0)),
        (
            "uint2 p = g.xy; p.y += 1; a[p.y * n + p.x] = 1;",
            Spread::Thread,
            Step::By(4),
        ),
        (
            "device float* p = a + i; p += n; *p = 1;",
            Spread::Thread,
            Step::By(4),
        ),
        ("a[simd_sum(i)] = 1;", Spread::Simdgroup, Step::By(0)),
    ];
    for (body, spread, step) in cases {
        let body = format!("using namespace metal; {body}");
        assert_eq!(addresses(&body), [(spread, step)], "{body}");
    }
}

#[test]
fn variables_are_followed_through_loops_and_branches() {
    let strided = "for (uint j = i; j < uint(n); j += 64) { a[j] = 1; }";
    assert_eq!(addresses(strided), [(Spread::Thread, Step::By(4))]);
    let after = "uint j = i; while (j < uint(n)) { j += 64; } a[j] = 1;";
    assert_eq!(addresses(after), [(Spread::Thread, Step::Unknown)]);
    let chosen = "uint j = 0; if (i > 3) { j = 5; } a[j] = 1;";
    assert_eq!(addresses(chosen), [(Spread::Thread, Step::Unknown)]);
    let uniform = "uint j = i; if (n > 3) { j = i + 5; } a[j] = 1;";
    assert_eq!(addresses(uniform), [(Spread::Thread, Step::By(4))]);
    let inner = "if (i > 3) { int k = 0; for (; k < n; ++k) { a[k] = 1; } }";
    assert_eq!(addresses(inner), [(Spread::Threadgroup, Step::By(0))]);
}

#[test]
fn helpers_know_what_all_calls_hand_them() {
    let text = "float at(device float* p, uint i) { return p[i]; }
        kernel void k(device float* a [[buffer(0)]], uint i [[thread_position_in_grid]]) {
            a[i] = at(a, 4 * i);
        }";
    let mut sources = SourceMap::default();
    let file = sources.add("k.metal", text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
    let module = compilation.module.unwrap();
    let facts = Facts::new(&module);
    let (id, helper) = module
        .functions
        .iter()
        .find(|(_, f)| f.name.starts_with("at"))
        .unwrap();
    let load = helper.values.iter().find_map(|(_, value)| match value.op {
        Op::Load(pointer) => Some(pointer),
        _ => None,
    });
    assert_eq!(facts.of(id, load.unwrap()).step, Step::By(16));
}

#[test]
fn loops_of_constants_are_counted() {
    let cases = [
        ("for (int j = 0; j < 4; ++j) { a[j] = 1; }", Some(4)),
        ("for (int j = 1; j <= 9; j += 3) { a[j] = 1; }", Some(3)),
        ("for (uint j = 8; j > 0; --j) { a[j] = 1; }", Some(8)),
        ("for (int j = 0; 5 > j; ++j) { a[j] = 1; }", Some(5)),
        ("for (int j = 0; j < n; ++j) { a[j] = 1; }", None),
        ("for (int j = 0; j < 4; ++j) { a[j] = 1; j += n; }", None),
        ("for (int j = 0; j < 4; j *= 2) { a[j] = 1; }", None),
    ];
    for (body, expected) in cases {
        let module = kernel(body);
        let (_, function) = main_function(&module);
        let (variables, contexts) = (Variables::new(function), Contexts::new(function));
        let iterations = Iterations {
            module: &module,
            function,
            variables: &variables,
            contexts: &contexts,
        };
        let store = contexts
            .values()
            .find(|value| contexts.loops(*value).next().is_some());
        let repeat = contexts.loops(store.unwrap()).next().unwrap();
        assert_eq!(iterations.count(repeat), expected, "{body}");
        let (Op::Element { index, .. } | Op::Offset { index, .. }) =
            function.values[stores(function)[0]].op
        else {
            panic!("{body}");
        };
        assert_eq!(
            iterations.is_settled(index, 64),
            expected.is_some(),
            "{body}"
        );
        assert!(iterations.varies(index, repeat), "{body}");
    }
}

#[test]
fn pointers_are_followed_to_their_object() {
    let module = kernel("device float* p = a; p += n; for (; n > *p; ++p) { *p = 1; }");
    let (_, function) = main_function(&module);
    let variables = Variables::new(function);
    let pointer = stores(function)[0];
    assert_eq!(
        origin(function, &variables, pointer),
        Some(Object::Param(0))
    );
}

#[test]
fn a_loop_nest_too_deep_to_walk_is_unknown() {
    let (open, close) = (0..40).fold((String::new(), String::new()), |(open, close), depth| {
        let open = format!(
            "{open}for (uint j{depth} = i; j{depth} < uint(n); j{depth} += j) {{ j += j{depth}; "
        );
        (open, close + "}")
    });
    let body = format!("uint j = 0; {open} a[j] = 1; {close}");
    let found = addresses(&body);
    assert!(
        matches!(found[..], [(Spread::Unknown | Spread::Thread, _)]),
        "{found:?}"
    );
}
