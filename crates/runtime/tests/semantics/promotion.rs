//! The type of every operation on every pair of operand types. (C++14 [expr]/9 and [expr]/11,
//! [conv.prom], [expr.shift]/1, [expr.rel]; MSL, Scalar Data Types.)

use super::{
    row::rows,
    scalar::{Kind, SCALARS, Scalar},
};
use kernsmith_runtime::{DType, Device, Kernel, Launch};
use std::fmt::Write;

/// After integral promotion.
fn promoted(ty: Scalar) -> &'static str {
    match ty.kind {
        Kind::Bool | Kind::Signed | Kind::Unsigned if ty.bits < 32 => "int",
        _ => ty.name,
    }
}

/// The usual arithmetic conversions: floats win over integers, wide ones over narrow ones, and
/// unsigned ones over signed ones of their width. Half and bfloat have no common type.
fn common(one: Scalar, other: Scalar) -> Option<&'static str> {
    const ORDER: [&str; 5] = ["float", "ulong", "long", "uint", "int"];
    let small = |ty: Scalar| matches!(ty.kind, Kind::Half | Kind::Bfloat);
    match (one.is_float(), other.is_float()) {
        _ if small(one) && small(other) => (one == other).then_some(one.name),
        (true, false) => Some(one.name),
        (false, true) => Some(other.name),
        _ => {
            let both = [promoted(one), promoted(other)];
            ORDER.into_iter().find(|name| both.contains(name))
        }
    }
}

/// Compiles assertions, on any device.
fn assert_types(assertions: &str) {
    let kernel = Kernel::builder("types")
        .outputs(["out"])
        .source(format!("{assertions}\nout[0] = 1;"))
        .build()
        .unwrap();
    let device = Device::check();
    let launch = Launch::new()
        .grid([1, 1, 1])
        .threadgroup([1, 1, 1])
        .output([1], DType::F32);
    let outputs = kernel.call(&device.default_stream().unwrap(), &launch);
    outputs.unwrap_or_else(|error| panic!("{error}"));
}

fn assertion(expression: &str, ty: &str) -> String {
    format!("static_assert(is_same_v<decltype({expression}), {ty}>, \"{expression} is {ty}\");\n")
}

#[test]
fn operators_on_every_pair_of_types() {
    let mut text = String::new();
    for one in SCALARS {
        for other in SCALARS {
            let (a, b) = (format!("{}(1)", one.name), format!("{}(1)", other.name));
            let Some(common) = common(one, other) else {
                continue;
            };
            for operator in ["+", "-", "*", "/"] {
                text += &assertion(&format!("{a} {operator} {b}"), common);
            }
            for operator in ["<", "==", "&&"] {
                text += &assertion(&format!("{a} {operator} {b}"), "bool");
            }
            if !one.is_float() && !other.is_float() {
                for operator in ["%", "&", "|", "^"] {
                    text += &assertion(&format!("{a} {operator} {b}"), common);
                }
                for operator in ["<<", ">>"] {
                    text += &assertion(&format!("{a} {operator} {b}"), promoted(one));
                }
            }
        }
    }
    assert_types(&text);
}

#[test]
fn the_table_of_types() {
    let mut text = String::new();
    for row in rows("types") {
        text += "{ ";
        for operand in &row.operands {
            let _ = write!(text, "{0} {1} = {0}(); ", operand.ty, operand.name);
        }
        let _ = write!(text, "auto r = {}; ", row.expression);
        text += &assertion("r", &row.result);
        text += "}\n";
    }
    assert_types(&text);
}
