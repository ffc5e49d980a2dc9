//! `topk` and `device_topk_merge` on all devices.

use kernsmith_runtime::{Device, Stream, Tensor};
use kernsmith_search::select::{device_topk_merge, topk};

use crate::{
    brute_force::{Numbers, first},
    stream,
};

/// Values with many equal ones, infinities and NaN.
fn values(count: usize) -> Vec<f32> {
    let mut numbers = Numbers::new(count as u64);
    let value = |word: u32| match word % 50 {
        0 => f32::NAN,
        1 => f32::INFINITY,
        2 => f32::NEG_INFINITY,
        3 => -0.0,
        _ => (word % 41) as f32 - 20.0,
    };
    (0..count).map(|_| value(numbers.next())).collect()
}

#[track_caller]
fn check(found: (Tensor, Tensor), expected: impl Iterator<Item = (f64, i64)>) {
    let (values, ids) = (
        found.0.to_vec::<f32>().unwrap(),
        found.1.to_vec::<i64>().unwrap(),
    );
    let mut count = 0;
    for (value, id) in expected {
        let same = f64::from(values[count]) == value || values[count].is_nan() && value.is_nan();
        assert!(
            same && ids[count] == id,
            "{count}: {} {}, expected {value} {id}",
            values[count],
            ids[count]
        );
        count += 1;
    }
    assert_eq!((count, count), (values.len(), ids.len()));
}

fn check_topk(stream: &Stream, rows: usize, n: usize, k: usize) {
    let values = values(rows * n);
    let tensor = Tensor::from_slice(stream.device(), &values, [rows, n]).unwrap();
    let found = topk(stream, &tensor, k).unwrap();
    assert_eq!(found.0.shape(), [rows, k]);
    let row = |row: usize| {
        let row = &values[row * n..(row + 1) * n];
        first(row.iter().map(|&x| f64::from(x)).zip(0..).collect(), k)
    };
    check(found, (0..rows).flat_map(row));
}

#[test]
fn the_smallest_values_of_rows_come_in_order() {
    let stream = stream();
    for k in [1, 31, 32, 33, 100, 1024, 1025, 3000] {
        for [rows, n] in [[1, 1], [3, 100], [2, 1500], [1, 20_000]] {
            check_topk(&stream, rows, n, k);
        }
    }
    for [rows, n, k] in [[0, 5, 3], [2, 0, 3], [2, 5, 0]] {
        check_topk(&stream, rows, n, k);
    }
}

#[test]
fn a_queue_of_a_threadgroup_has_no_race() {
    let stream = Device::check().default_stream().unwrap();
    for [rows, n, k] in [[2, 700, 5], [1, 600, 300], [1, 10, 33]] {
        check_topk(&stream, rows, n, k);
    }
}

#[test]
fn partial_results_are_merged_and_ids_below_zero_are_none() {
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        let (parts, n, k) = (5, 40, 33);
        let values = values(parts * n);
        let mut numbers = Numbers::new(9);
        let ids: Vec<i64> = values
            .iter()
            .zip(0..)
            .map(|(_, id)| {
                if numbers.next().is_multiple_of(3) {
                    -1
                } else {
                    1000 - id
                }
            })
            .collect();
        let shape = [parts, n];
        let device = stream.device();
        let found = device_topk_merge(
            &stream,
            &Tensor::from_slice(device, &values, shape).unwrap(),
            &Tensor::from_slice(device, &ids, shape).unwrap(),
            k,
        );
        let pairs = values.iter().map(|&x| f64::from(x)).zip(ids);
        let pairs = pairs.filter(|(_, id)| *id >= 0).collect();
        check(found.unwrap(), first(pairs, k).into_iter());
    }
}

#[test]
fn arrays_that_do_not_fit_are_named() {
    let device = Device::cpu();
    let stream = device.default_stream().unwrap();
    let ints = Tensor::from_slice(&device, &[1i32, 2], [2]).unwrap();
    let floats = Tensor::from_slice(&device, &[1f32, 2.0], [2]).unwrap();
    let errors = [
        (
            topk(&stream, &ints, 1),
            "topk: expected `values` of type `float32`, found `int32`",
        ),
        (
            device_topk_merge(&stream, &floats, &ints, 1),
            "device_topk_merge: expected `values` of shape [..., parts, n], found [2]",
        ),
    ];
    let error = topk(&stream, &floats, usize::MAX).unwrap_err().to_string();
    assert!(
        error.starts_with("expected `k` that memory holds"),
        "{error}"
    );
    for (result, expected) in errors {
        assert_eq!(result.unwrap_err().to_string(), expected);
    }
}
