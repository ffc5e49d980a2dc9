//! Assembled texts of a dozen kernels as goldens, and the names that are refused.

use super::{
    Assembled, BodyKernel, Error, InputForm, Slot, Specialization, TemplateValue, assemble,
    explain, validate,
};
use crate::{
    compile::compile,
    diagnostic::{Diagnostics, RenderStyle},
    dtype::DType,
    syntax::parse,
};
use std::path::Path;

/// A kernel of this name with inputs, outputs and body.
fn kernel(name: &str, inputs: &[&str], outputs: &[&str], source: &str) -> BodyKernel {
    let owned = |names: &[&str]| names.iter().map(ToString::to_string).collect();
    BodyKernel {
        name: name.to_owned(),
        inputs: owned(inputs),
        outputs: owned(outputs),
        source: source.to_owned(),
        ..BodyKernel::default()
    }
}

fn array(dtype: DType) -> InputForm {
    InputForm {
        dtype,
        scalar: false,
        constant: false,
    }
}

fn spec(inputs: &[InputForm], outputs: &[DType]) -> Specialization {
    Specialization {
        inputs: inputs.to_vec(),
        outputs: outputs.to_vec(),
        template: Vec::new(),
    }
}

fn with_template(spec: Specialization, template: &[(&str, TemplateValue)]) -> Specialization {
    Specialization {
        template: template
            .iter()
            .map(|(name, value)| ((*name).to_owned(), *value))
            .collect(),
        ..spec
    }
}

fn check(kernel: &BodyKernel, spec: &Specialization) -> Assembled {
    let assembled = assemble(kernel, spec).unwrap();
    let parts: Vec<_> = assembled
        .unit
        .files
        .iter()
        .map(|&file| assembled.sources.file(file).name.as_str())
        .collect();
    let text = format!(
        "// host name: {}\n// buffers: {:?}\n// files: {}\n{}",
        assembled.kernel,
        assembled.slots,
        parts.join(" "),
        assembled.text()
    );
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/assembled");
    kernsmith_testkit::golden::check(golden.join(format!("{}.metal", kernel.name)), &text);
    assembled
}

const F32: InputForm = InputForm {
    dtype: DType::F32,
    scalar: false,
    constant: false,
};

#[test]
fn inputs_and_built_ins() {
    let body = "uint i = thread_position_in_grid.x;\nout[i] = metal::exp(a[i]);";
    check(
        &kernel("exp1d", &["a"], &["out"], body),
        &spec(&[F32], &[DType::F32]),
    );
    let body = "out[0] = 1; // dispatch_threads_per_threadgroup brings two in";
    check(
        &kernel("no_inputs", &[], &["out"], body),
        &spec(&[], &[DType::I64]),
    );
}

#[test]
fn passing_forms() {
    let scalar = InputForm {
        scalar: true,
        constant: true,
        ..F32
    };
    let small = InputForm {
        constant: true,
        ..array(DType::I32)
    };
    let body = "out[thread_index_in_threadgroup] = s + float(n[0]) + float(h[0]);";
    let forms = [scalar, small, array(DType::F16)];
    let assembled = check(
        &kernel("forms", &["s", "n", "h"], &["out"], body),
        &spec(&forms, &[DType::BF16]),
    );
    let expected = [
        Slot::Input(0),
        Slot::Input(1),
        Slot::Input(2),
        Slot::Output(0),
    ];
    assert_eq!(assembled.slots, expected);
}

#[test]
fn shape_strides_and_rank_follow_their_input() {
    let body = "uint e = thread_position_in_grid.x;\n\
                uint at = elem_to_loc(e, a_shape, a_strides, a_ndim);\n\
                out[e] = a[at] + b[e]; // data_shape names b's no\n";
    let assembled = check(
        &kernel("strided", &["a", "b"], &["out"], body),
        &spec(&[F32, F32], &[DType::F32]),
    );
    let expected = [
        Slot::Input(0),
        Slot::Shape(0),
        Slot::Strides(0),
        Slot::Ndim(0),
        Slot::Input(1),
        Slot::Output(0),
    ];
    assert_eq!(assembled.slots, expected);
}

#[test]
fn the_search_is_textual_and_skips_scalars_and_the_header() {
    let scalar = InputForm {
        scalar: true,
        constant: true,
        ..F32
    };
    let mut textual = kernel("textual", &["a", "x"], &["out"], "// data_shape x_shape\n");
    textual.header = "// a_strides thread_position_in_grid".to_owned();
    let assembled = check(&textual, &spec(&[F32, scalar], &[DType::F32]));
    let expected = [
        Slot::Input(0),
        Slot::Shape(0),
        Slot::Input(1),
        Slot::Output(0),
    ];
    assert_eq!(assembled.slots, expected);
}

#[test]
fn template_arguments() {
    let values = [
        ("T", TemplateValue::Type(DType::BF16)),
        ("N", TemplateValue::Int(-4)),
        ("B", TemplateValue::Bool(true)),
    ];
    let mut kernel = kernel(
        "templated",
        &["a"],
        &["out", "sum"],
        "out[0] = T(a[N + 4]);",
    );
    kernel.header = "#include <metal_stdlib>\nusing namespace metal;".to_owned();
    check(
        &kernel,
        &with_template(
            spec(&[array(DType::BF16)], &[DType::BF16, DType::F32]),
            &values,
        ),
    );
}

#[test]
fn atomic_outputs() {
    let body = "atomic_fetch_add_explicit(&out[0], 1, memory_order_relaxed);";
    let mut kernel = kernel("atomic", &[], &["out"], body);
    kernel.atomic_outputs = true;
    check(&kernel, &spec(&[], &[DType::U32]));
    let error = assemble(&kernel, &spec(&[], &[DType::F16])).unwrap_err();
    assert!(
        matches!(
            error,
            Error::NotAtomic {
                dtype: DType::F16,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn doubles_are_refused_wherever_they_stand() {
    let kernel = kernel("k", &["a"], &["out"], "out[0] = T(a[0]);");
    let cases = [
        (
            DType::F64,
            DType::F32,
            DType::F32,
            "an input of kernel `k`, `a`, is `float64`",
        ),
        (
            DType::F32,
            DType::C128,
            DType::F32,
            "an output of kernel `k`, `out`, is `complex128`",
        ),
        (
            DType::F32,
            DType::F32,
            DType::F64,
            "a template argument of kernel `k`, `T`, is `float64`",
        ),
    ];
    for (input, output, template, begin) in cases {
        let mut spec = spec(&[array(input)], &[output]);
        spec.template = vec![("T".to_owned(), template.into())];
        let said = assemble(&kernel, &spec).unwrap_err().to_string();
        let end = ", and Metal has no double; help: convert it to `";
        assert!(said.starts_with(&format!("{begin}{end}")), "{said}");
    }
}

#[test]
fn the_prelude_holds_what_is_named() {
    let body = "out[0] = a[0] * a[1] + complex64_t(Limits<float>::max, 0);\n\
                // ceildiv numeric_limits";
    check(
        &kernel("complex", &["a"], &["out"], body),
        &spec(&[array(DType::C64)], &[DType::C64]),
    );
}

#[test]
fn spans_lead_to_the_callers_lines() {
    let mut kernel = kernel("lines", &[], &["out"], "a;\nb;");
    kernel.source_name = "model.py".to_owned();
    kernel.source_first_line = 40;
    let assembled = assemble(&kernel, &spec(&[], &[DType::F32])).unwrap();
    let found = assembled.unit.files.iter().find_map(|&id| {
        let file = assembled.sources.file(id);
        (file.name == "model.py").then_some(file)
    });
    assert_eq!(found.unwrap().first_line, 40);
    assert_eq!(&*found.unwrap().text, "a;\nb;");
}

/// Each with the error it gives.
#[test]
fn names_that_are_refused() {
    let table: [(BodyKernel, &str); 8] = [
        (
            kernel("my kernel", &[], &["out"], ""),
            "expected an identifier as the name of the kernel of kernel `my kernel`, found `my kernel`",
        ),
        (
            kernel("k", &["3a"], &["out"], ""),
            "expected an identifier as the name of an input of kernel `k`, found `3a`",
        ),
        (
            kernel("k", &[], &[""], ""),
            "expected an identifier as the name of an output of kernel `k`, found ``",
        ),
        (
            kernel("k", &["float"], &["out"], ""),
            "`float` cannot be the name of an input of kernel `k`: it is a keyword",
        ),
        (
            kernel("k", &["grid_size"], &["out"], ""),
            "`grid_size` cannot be the name of an input of kernel `k`: it is a built-in of every thread",
        ),
        (
            kernel("k", &[], &["NAN"], ""),
            "`NAN` cannot be the name of an output of kernel `k`: it is a macro of the standard library",
        ),
        (
            kernel("k", &["a"], &["a"], ""),
            "kernel `k` has two parameters of the name `a`: an input and an output",
        ),
        (
            kernel("k", &["a"], &[], ""),
            "[metal_kernel] Must specify at least one output.",
        ),
    ];
    for (kernel, message) in table {
        assert_eq!(validate(&kernel).unwrap_err().to_string(), message);
    }
}

#[test]
fn calls_that_are_refused() {
    let int = TemplateValue::Int(1);
    let plain = spec(&[F32], &[DType::F32]);
    let table = [
        (
            spec(&[], &[DType::F32]),
            "[metal_kernel] Expected `inputs` to have size 1 but got size 0.",
        ),
        (
            spec(&[F32], &[DType::F32, DType::F32]),
            "[metal_kernel] Expected `output_dtypes` to have size 1 but got size 2.",
        ),
        (
            with_template(plain.clone(), &[("N", int), ("N", int)]),
            "kernel `k` has two parameters of the name `N`: a template argument and a template argument",
        ),
        (
            with_template(plain.clone(), &[("a", int)]),
            "kernel `k` has two parameters of the name `a`: an input and a template argument",
        ),
        (
            with_template(plain, &[("if", int)]),
            "`if` cannot be the name of a template argument of kernel `k`: it is a keyword",
        ),
    ];
    for (spec, message) in table {
        let error = assemble(&kernel("k", &["a"], &["out"], ""), &spec).unwrap_err();
        assert_eq!(error.to_string(), message);
    }
    // An input's shape under the name of another input.
    let clash = kernel("k", &["a", "a_shape"], &["out"], "a_shape");
    let error = assemble(&clash, &spec(&[F32, F32], &[DType::F32])).unwrap_err();
    assert!(matches!(error, Error::DuplicateName { .. }), "{error}");
}

/// The prelude alone, and whatever it pulls in, is a syntax tree without a complaint.
#[test]
fn the_prelude_parses() {
    let all = "numeric_limits complex64_t Limits elem_to_loc ceildiv cast_to";
    let mut kernel = kernel("all", &[], &["out"], "out[0] = 1.0f;");
    kernel.header = format!("// {all}");
    let mut assembled = assemble(&kernel, &spec(&[], &[DType::F32])).unwrap();
    let mut diagnostics = Diagnostics::default();
    parse(&mut assembled.sources, &assembled.unit, &mut diagnostics);
    let rendered = diagnostics.render(&assembled.sources, RenderStyle::Plain);
    assert!(diagnostics.is_empty(), "{rendered}");
}

/// Each body with what is said about the parameters that it gets.
#[test]
fn parameters_by_accident_are_told() {
    let table = [
        ("out[0] = a_shape[0] + thread_position_in_grid.x;", ""),
        (
            "#define T thread_position_in_grid\nout[0] = T.x; // thread_position_in_grid",
            "",
        ),
        (
            "// see grid_size\nout[0] = 1;",
            "`grid_size` becomes a parameter because a comment names it",
        ),
        (
            "int data_shape = 1; out[0] = data_shape;",
            "`a_shape` becomes a parameter because it is a part of `data_shape`",
        ),
        (
            "out[0] = 1;\n#pragma note \"a_ndim\"",
            "`a_ndim` becomes a parameter because a string names it",
        ),
        (
            "uint3 size = dispatch_threads_per_threadgroup; out[0] = size.x;",
            "",
        ),
    ];
    for (body, expected) in table {
        let kernel = kernel("k", &["a"], &["out"], body);
        let assembled = assemble(&kernel, &spec(&[F32], &[DType::F32])).unwrap();
        let said: Vec<_> = assembled.warnings.iter().collect();
        let messages: Vec<_> = said.iter().map(|one| one.message.as_str()).collect();
        assert_eq!(messages.join("; "), expected, "{body}");
        for warning in said {
            let text = assembled.sources.text(warning.span);
            assert!(warning.message.starts_with(&format!("`{text}`")));
        }
    }
}

fn explained(kernel: &BodyKernel, spec: &Specialization) -> String {
    let mut assembled = assemble(kernel, spec).unwrap();
    let found = compile(&mut assembled.sources, &assembled.unit).diagnostics;
    explain(kernel, spec, (&assembled, found)).render(&assembled.sources, RenderStyle::Plain)
}

#[test]
fn names_that_the_contract_does_not_bring_are_explained() {
    let scalar = InputForm {
        scalar: true,
        constant: true,
        ..F32
    };
    let mut kernel = kernel("k", &["s"], &["out"], "out[0] = s_shape[0];");
    let text = explained(&kernel, &spec(&[scalar], &[DType::F32]));
    assert!(
        text.contains("input `s` is zero-dimensional here"),
        "{text}"
    );
    kernel.header = "float half_of() { return 0.5f * grid_size.x; }".to_owned();
    kernel.source = "out[0] = half_of();".to_owned();
    let text = explained(&kernel, &spec(&[F32], &[DType::F32]));
    assert!(
        text.contains("`grid_size` is a built-in, a parameter of the kernel function"),
        "{text}"
    );
}
