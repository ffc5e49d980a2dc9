//! The public functions: golden vectors, shapes of any rank, arguments that do not fit.

use half::f16;
use kernsmith_kernels::{
    activation::swiglu,
    norm::{rms_norm, rms_norm_residual},
    rope::{DecodeInputs, rope_decode},
};
use kernsmith_runtime::{DType, Device, Element, Stream, Tensor};

fn stream() -> Stream {
    Stream::new(&Device::cpu()).expect("there are threads")
}

fn tensor<T: Element>(elements: &[T], shape: &[usize]) -> Tensor {
    Tensor::from_slice(&Device::cpu(), elements, shape).expect("there is room")
}

#[track_caller]
fn assert_close(found: &Tensor, expected: &[f64]) {
    let found = found.to_vec::<f32>().expect("it ran");
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let error = (f64::from(*found) - expected).abs();
        assert!(
            error <= 1e-6 * expected.abs() + 1e-9,
            "{found} against {expected}"
        );
    }
}

/// Golden vector G3.
#[test]
fn rms_norm_residual_gives_the_golden_vector() {
    let x = tensor(&[1.0f32, -2.0, 3.0, 0.5], &[4]);
    let residual = tensor(&[0.5f32, 0.25, -1.0, 2.0], &[4]);
    let weight = tensor(&[1.0f32, 0.5, 2.0, -1.0], &[4]);
    let (y, u) = rms_norm_residual(&stream(), &x, &residual, &weight, 1e-6).expect("it fits");
    assert_close(&u, &[1.5, -1.75, 2.0, 2.5]);
    assert_close(&y, &[0.760469003, -0.443606918, 2.027917341, -1.267448338]);
}

/// Golden vector G4.
#[test]
fn swiglu_gives_the_golden_vector() {
    let gate = tensor(&[-3.0f32, -0.5, 0.0, 1.0, 4.0], &[5]);
    let up = tensor(&[2.0f32, -1.0, 5.0, 0.5, -0.25], &[5]);
    let y = swiglu(&stream(), &gate, &up).expect("it fits");
    assert_close(
        &y,
        &[-0.284555239, 0.188770334, 0.0, 0.365529289, -0.98201379],
    );
}

/// Golden vector G5, packed after one element without position.
#[test]
fn rope_gives_the_golden_vector() {
    let nope = tensor(&[7.0f32], &[1, 1, 1, 1]);
    let rope = tensor(&[1.0f32, 2.0, 3.0, 4.0], &[1, 1, 1, 4]);
    let inputs = DecodeInputs {
        q_nope: &nope,
        q_rope: &rope,
        kv_nope: &nope,
        k_rope: &rope,
        cosines: &tensor(&[0.8f32, 0.6], &[2]),
        sines: &tensor(&[0.6f32, -0.8], &[2]),
    };
    let (q, k) = rope_decode(&stream(), inputs).expect("it fits");
    for packed in [q, k] {
        assert_eq!(packed.shape(), [1, 1, 1, 5]);
        assert_close(&packed, &[7.0, -0.4, 2.2, 5.0, 0.0]);
    }
}

/// Queries in half precision take their angles in float.
#[test]
fn rope_takes_angles_in_float() {
    let half = |values: &[f32], shape: &[usize]| {
        let values: Vec<f16> = values.iter().map(|value| f16::from_f32(*value)).collect();
        tensor(&values, shape)
    };
    let (nope, rope) = (
        half(&[1.0], &[1, 1, 1, 1]),
        half(&[1.0, 0.0], &[1, 1, 1, 2]),
    );
    let inputs = DecodeInputs {
        q_nope: &nope,
        q_rope: &rope,
        kv_nope: &nope,
        k_rope: &rope,
        cosines: &tensor(&[0.6f32], &[1]),
        sines: &tensor(&[0.8f32], &[1]),
    };
    let (q, _) = rope_decode(&stream(), inputs).expect("it fits");
    let expected = [1.0, 0.6, 0.8].map(f16::from_f32);
    assert_eq!(q.to_vec::<f16>().expect("it ran"), expected);
}

#[test]
fn arrays_of_any_rank_and_views_are_taken() {
    let stream = stream();
    let x = tensor(&[3.0f32, 4.0, 6.0, 8.0, 0.0, 0.0], &[3, 1, 2]);
    let weight = tensor(&[1.0f32, 1.0], &[2]);
    let y = rms_norm(&stream, &x, &weight, 0.0).expect("it fits");
    assert_eq!(y.shape(), [3, 1, 2]);
    let root = 12.5f64.sqrt();
    let zero = rms_norm(&stream, &x, &weight, 1e-6)
        .expect("it fits")
        .to_vec::<f32>();
    assert_eq!(
        zero.expect("it ran")[4..],
        [0.0, 0.0],
        "zeros stay zeros where eps is not"
    );
    let found = y.to_vec::<f32>().expect("it ran");
    assert!((f64::from(found[0]) - 3.0 / root).abs() < 1e-6 && found[4].is_nan());
    // A transposed view: rows (3, 6, 0) and (4, 8, 0).
    let view = x.reshape([3, 2]).expect("as many elements").transpose();
    let ones = tensor(&[1.0f32; 3], &[3]);
    let y = rms_norm(&stream, &view, &ones, 0.0).expect("it fits");
    let root = 15.0f64.sqrt();
    assert_close(
        &y.slice(0, 0..1).expect("a row"),
        &[3.0 / root, 6.0 / root, 0.0],
    );
}

#[test]
fn nothing_is_computed_of_nothing() {
    let stream = stream();
    let none: [f32; 0] = [];
    for (shape, width) in [(&[0, 4][..], 4), (&[3, 0], 0), (&[0], 0)] {
        let weight = tensor(&vec![1.0f32; width], &[width]);
        let y = rms_norm(&stream, &tensor(&none, shape), &weight, 1e-6).expect("it fits");
        assert_eq!(
            (y.shape(), y.to_vec::<f32>().expect("it ran")),
            (shape, vec![])
        );
    }
    let y = swiglu(&stream, &tensor(&none, &[0]), &tensor(&none, &[0])).expect("it fits");
    assert_eq!(y.shape(), [0]);
}

#[test]
fn arguments_that_do_not_fit_are_named() {
    let stream = stream();
    let x = tensor(&[1.0f32; 8], &[2, 4]);
    let integers = tensor(&[1i32; 8], &[2, 4]);
    let weight = tensor(&[1.0f32; 4], &[4]);
    let halves = tensor(&[f16::ONE; 4], &[4]);
    let scalar = tensor(&[1.0f32], &[]);
    let norm = |x: &Tensor, weight: &Tensor| {
        rms_norm(&stream, x, weight, 1e-6)
            .expect_err("it does not fit")
            .to_string()
    };
    assert_eq!(
        norm(&x, &tensor(&[1.0f32; 3], &[3])),
        "rmsnorm: expected `weight` of shape [4], found [3]"
    );
    assert_eq!(
        norm(&scalar, &weight),
        "rmsnorm: expected `x` of shape [..., d], found []"
    );
    assert_eq!(
        norm(&x, &halves),
        "rmsnorm: expected `weight` of type `float32`, found `float16`"
    );
    assert_eq!(
        norm(&integers, &weight),
        "rmsnorm: expected `x` of type `float16`, `bfloat16` or `float32`, found `int32`"
    );
    let error = swiglu(&stream, &x, &weight)
        .expect_err("it does not fit")
        .to_string();
    assert_eq!(error, "swiglu: expected `up` of shape [2, 4], found [4]");
    assert_eq!(x.dtype(), DType::F32);
}
