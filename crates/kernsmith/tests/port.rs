//! The Rust that `kernsmith port` writes: it is what the golden files hold, it compiles, and it computes
//! what the kernel computes.

use kernsmith::{DType, Device, Tensor};
use kernsmith_testkit::golden;

use crate::{root, transcript};

#[expect(unreachable_pub, reason = "written for a crate of its own")]
mod body {
    include!("ported/soft_cap.rs");
}

#[expect(unreachable_pub, reason = "written for a crate of its own")]
mod whole {
    include!("ported/row_norm.rs");
}

fn check(name: &str, arguments: &[&str]) {
    let output = transcript::kernsmith(root())
        .args(["port", "--as", "rust", "--no-verify"])
        .args(arguments)
        .output()
        .expect("the command was built for this test");
    assert!(output.status.success(), "{output:?}");
    let path = root().join("crates/kernsmith/tests/ported").join(name);
    let text = String::from_utf8(output.stdout).expect("source is text");
    golden::check(path, &text);
}

#[test]
fn the_golden_files_are_what_is_written() {
    let file = "crates/kernels/src/activation/soft_cap.metal";
    let kernel = ["--to", "body", file, "--kernel", "soft_cap_kernel"];
    check("soft_cap.rs", &kernel);
    let launch = "examples/row_norm/row_norm.toml";
    check("row_norm.rs", &["--to", "full", launch]);
}

#[test]
fn the_function_of_a_body_computes() {
    let device = Device::cpu();
    let stream = device.default_stream().expect("there are threads");
    let x = Tensor::from_slice(&device, &[20.0f32, -3.0], [2]).expect("there is room");
    let cap = Tensor::from_slice(&device, &[15.0f32], []).expect("there is room");
    let size = Tensor::from_slice(&device, &[2u32], []).expect("there is room");
    let inputs = [&x, &cap, &size];
    let outputs = body::soft_cap_kernel(&stream, inputs, [&[2]], [2, 1, 1], [2, 1, 1]);
    let y = outputs.expect("it launches")[0].to_vec::<f32>();
    let y = y.expect("it ran");
    assert!((y[0] - 13.050_925).abs() < 1e-5 && (y[1] + 2.960_63).abs() < 1e-5);
}

#[test]
fn the_function_of_a_whole_file_computes() {
    let device = Device::cpu();
    let stream = device.default_stream().expect("there are threads");
    let two = 0x4000_u16.to_ne_bytes().repeat(300);
    let x = Tensor::from_bytes(&device, &two, DType::BF16, [1, 300]).expect("there is room");
    let eps = Tensor::from_slice(&device, &[0.0f32], []).expect("there is room");
    let grid = [128, 1, 1];
    let outputs = whole::row_norm(&stream, [&x, &eps], [&[1, 300]], grid, grid);
    let y = outputs.expect("it launches")[0].to_bytes();
    let one = 0x3f80_u16.to_ne_bytes().repeat(300);
    assert_eq!(y.expect("it ran"), one);
}
