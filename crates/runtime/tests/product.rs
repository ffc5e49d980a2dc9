//! Products by the device's library, against plain loops in double precision.

use kernsmith_runtime::{DType, Device, Element, Number, Product, Stream, Tensor};

/// Numbers between -1 and 1, of few bits, so that every element type holds them.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    let of = |at: u32| (at.wrapping_add(seed).wrapping_mul(0x9e37_79b9) >> 20) % 129;
    let number = |at: usize| of(u32::try_from(at).unwrap()) as f32 / 64.0 - 1.0;
    (0..count).map(number).collect()
}

/// The devices that have a library here.
fn streams() -> Vec<Stream> {
    let mut devices = Device::all();
    devices.retain(|device| device.product_library().is_ok());
    devices
        .iter()
        .map(|device| Stream::new(device).unwrap())
        .collect()
}

fn tensor(device: &Device, dtype: DType, values: &[f32], shape: &[usize]) -> Tensor {
    fn of<T: Element>(device: &Device, values: Vec<T>, shape: &[usize]) -> Tensor {
        Tensor::from_slice(device, &values, shape).unwrap()
    }
    let values = values.iter();
    match dtype {
        DType::F16 => of(
            device,
            values.map(|v| half::f16::from_f32(*v)).collect(),
            shape,
        ),
        DType::BF16 => of(
            device,
            values.map(|v| half::bf16::from_f32(*v)).collect(),
            shape,
        ),
        DType::F64 => of(device, values.map(|v| f64::from(*v)).collect(), shape),
        _ => of(device, values.copied().collect(), shape),
    }
}

fn decoded(tensor: &Tensor) -> Vec<f64> {
    match tensor.dtype() {
        DType::F16 => tensor
            .to_vec::<half::f16>()
            .unwrap()
            .into_iter()
            .map(f64::from)
            .collect(),
        DType::BF16 => tensor
            .to_vec::<half::bf16>()
            .unwrap()
            .into_iter()
            .map(f64::from)
            .collect(),
        DType::F64 => tensor.to_vec::<f64>().unwrap(),
        _ => tensor
            .to_vec::<f32>()
            .unwrap()
            .into_iter()
            .map(f64::from)
            .collect(),
    }
}

/// What one rounding of an element type may be, relative.
fn unit(dtype: DType) -> f64 {
    match dtype {
        DType::F16 => 2f64.powi(-11),
        DType::BF16 => 2f64.powi(-8),
        DType::F64 => 2f64.powi(-52),
        _ => 2f64.powi(-24),
    }
}

#[track_caller]
fn check(launched: &Tensor, [a, b]: [&Tensor; 2], end: impl Fn(usize, usize, f64) -> f64) {
    let &[batches, m, k] = a.shape() else {
        panic!()
    };
    let n = b.shape()[2];
    let (found, a_numbers, b_numbers) = (decoded(launched), decoded(a), decoded(b));
    assert_eq!(launched.shape(), [batches, m, n]);
    for (at, found) in found.into_iter().enumerate() {
        let (batch, i, j) = (at / (m * n), at / n % m, at % n);
        let b_batch = if b.shape()[0] == 1 { 0 } else { batch };
        let product =
            |p: usize| a_numbers[(batch * m + i) * k + p] * b_numbers[(b_batch * k + p) * n + j];
        let sum: f64 = (0..k).map(product).sum();
        let size: f64 = (0..k).map(|p| product(p).abs()).sum();
        let expected = end(at, j, sum);
        // Sums of halves are in float32, and those of float64 in float64.
        let of_sums = if a.dtype() == DType::F64 {
            DType::F64
        } else {
            DType::F32
        };
        let bound =
            (k + 4) as f64 * unit(of_sums) * (size + 4.0) + unit(a.dtype()) * expected.abs();
        assert!(
            (found - expected).abs() <= bound,
            "{at}: {found}, {expected}"
        );
    }
}

const TYPES: [DType; 4] = [DType::F32, DType::F16, DType::BF16, DType::F64];

#[test]
fn views_batches_and_all_types_are_within_their_bounds() {
    for stream in streams() {
        let device = stream.device();
        for dtype in TYPES {
            for [m, n, k] in [
                [1, 1, 1],
                [5, 3, 7],
                [33, 65, 40],
                [1, 50, 130],
                [70, 1, 20],
            ] {
                let a = tensor(
                    device,
                    dtype,
                    &numbers(3 * (m + 2) * (k + 3), 1),
                    &[3, m + 2, k + 3],
                );
                let b = tensor(device, dtype, &numbers(3 * n * k, 2), &[3, n, k]);
                // Rows with gaps, columns without, and every second row backwards.
                let a = a.slice(1, 1..m + 1).unwrap().slice(2, 2..k + 2).unwrap();
                let turned = b.permute([0, 2, 1]).unwrap();
                let odd = b.flip(2).unwrap().permute([0, 2, 1]).unwrap();
                let one = turned.slice(0, 1..2).unwrap();
                for b in [&turned, &odd, &one] {
                    let product = Product::new(&a, b);
                    let launched = product.launch(&stream).unwrap();
                    check(&launched.outputs[0], [&a, b], |_, _, sum| sum);
                }
            }
        }
    }
}

#[test]
fn everything_that_is_added_is_added() {
    for stream in streams() {
        let device = stream.device();
        for dtype in TYPES {
            let [m, n, k] = [19, 24, 33];
            let values = [
                numbers(2 * m * k, 1),
                numbers(k * n, 2),
                numbers(2 * m * n, 3),
                numbers(n, 4),
            ];
            let a = tensor(device, dtype, &values[0], &[2, m, k]);
            let b = tensor(device, dtype, &values[1], &[1, k, n]);
            let c = tensor(device, dtype, &values[2], &[2, m, n]);
            let bias = tensor(device, dtype, &values[3], &[n]);
            let product = Product {
                c: Some(&c),
                bias: Some(&bias),
                alpha: 0.75,
                beta: -0.5,
                ..Product::new(&a, &b)
            };
            let launched = product.launch(&stream).unwrap();
            check(&launched.outputs[0], [&a, &b], |at, j, sum| {
                0.75 * sum - 0.5 * f64::from(values[2][at]) + f64::from(values[3][j])
            });
            let activated = Product {
                activation: Some(|x| if x < 0.0 { 0.0 } else { x }),
                ..product
            };
            match activated.check(device) {
                Ok(()) => {
                    let launched = activated.launch(&stream).unwrap();
                    assert!(decoded(&launched.outputs[0]).iter().all(|x| *x >= 0.0));
                }
                Err(refused) => {
                    assert!(refused.to_string().contains("does not make an activation"))
                }
            }
        }
    }
}

/// On the host also sums of nothing; libraries for GPUs refuse them in a sentence.
#[test]
fn what_is_not_finite_goes_through_and_sums_of_nothing_are_zero() {
    for stream in streams() {
        let device = stream.device();
        let full =
            |value: f32, shape: [usize; 3]| Tensor::full(device, value, DType::F32, shape).unwrap();
        let product = |a: &Tensor, b: &Tensor| {
            let launched = Product::new(a, b).launch(&stream)?;
            launched.outputs[0].to_vec::<f32>()
        };
        for side in [3, 40] {
            let square = [1, side, side];
            let infinite = full(f32::INFINITY, square);
            let found = product(&infinite, &full(1.0, square)).unwrap();
            assert!(found.iter().all(|value| *value == f32::INFINITY));
            let found = product(&infinite, &full(0.0, square)).unwrap();
            assert!(found.iter().all(|value| value.is_nan()));
        }
        match product(&full(1.0, [1, 4, 0]), &full(1.0, [1, 0, 3])) {
            Ok(found) => assert_eq!(found, [0.0; 12]),
            Err(refused) => assert!(refused.to_string().contains("without elements")),
        }
    }
}

#[test]
fn a_product_is_a_launch_like_others() {
    for stream in streams() {
        let device = stream.device();
        let a = tensor(device, DType::F32, &numbers(64 * 64, 1), &[1, 64, 64]);
        let b = tensor(device, DType::F32, &numbers(64 * 64, 2), &[1, 64, 64]);
        let timed = Product {
            repeats: 3,
            ..Product::new(&a, &b)
        };
        let launched = timed.launch(&stream).unwrap();
        assert_eq!(launched.event.durations().unwrap().len(), 3);
        check(&launched.outputs[0], [&a, &b], |_, _, sum| sum);
        // Another stream waits for it; a graph makes it again with other arrays.
        let other = Stream::new(device).unwrap();
        let twice = Product::new(&launched.outputs[0], &b)
            .launch(&other)
            .unwrap();
        check(
            &twice.outputs[0],
            [&launched.outputs[0], &b],
            |_, _, sum| sum,
        );
        let graph = stream
            .capture(&[&a], |stream, inputs| {
                Ok(Product::new(&inputs[0], &b).launch(stream)?.outputs)
            })
            .unwrap();
        for values in [1, 5] {
            let new = tensor(device, DType::F32, &numbers(64 * 64, values), &[1, 64, 64]);
            let replayed = graph.replay(&stream, &[&new]).unwrap();
            check(&replayed.outputs[0], [&new, &b], |_, _, sum| sum);
        }
        let scalar = Tensor::scalar(device, Number::from(1.0f32)).unwrap();
        assert!(Product::new(&scalar, &b).launch(&stream).is_err());
    }
}
