//! Float64 references of the corpus' kernels, in plain loops.

use super::{Case, Reference};

/// All of them, by the name that a `reference:` line gives.
pub const REFERENCES: [(&str, Reference); 13] = [
    ("argmax", argmax),
    ("atomic_outputs", atomic_outputs),
    ("gemm_at_b", gemm_at_b),
    ("gemm_av", gemm_av),
    ("half_io", half_io),
    ("maximum", maximum),
    ("nested_loops", nested_loops),
    ("qr_col_dot", qr_col_dot),
    ("qr_update_vec", qr_update_vec),
    ("rms_norm", rms_norm),
    ("simd_reduce", simd_reduce),
    ("simd_reductions", simd_reductions),
    ("softmax", softmax),
];

/// Rows and columns of an input.
fn dims(case: &Case, input: usize) -> (usize, usize) {
    match case.inputs[input].array.shape[..] {
        [rows, columns] => (rows, columns),
        ref shape => panic!("expected a matrix, found {shape:?}"),
    }
}

/// `transpose(Q) v`.
fn qr_col_dot(case: &Case) -> Vec<Vec<f64>> {
    let (q, v) = (case.floats(0), case.floats(1));
    let (m, k) = dims(case, 0);
    let column = |j: usize| (0..m).map(|i| q[i * k + j] * v[i]).sum();
    vec![(0..k).map(column).collect()]
}

/// `v - Q c`.
fn qr_update_vec(case: &Case) -> Vec<Vec<f64>> {
    let (q, c, v) = (case.floats(0), case.floats(1), case.floats(2));
    let (m, k) = dims(case, 0);
    let row = |i: usize| v[i] - (0..k).map(|j| q[i * k + j] * c[j]).sum::<f64>();
    vec![(0..m).map(row).collect()]
}

/// Rows times weights.
fn half_io(case: &Case) -> Vec<Vec<f64>> {
    let (x, w) = (case.floats(0), case.floats(1));
    let (rows, columns) = dims(case, 0);
    let row = |i: usize| (0..columns).map(|j| x[i * columns + j] * w[j]).sum();
    vec![(0..rows).map(row).collect()]
}

fn gemm_av(case: &Case) -> Vec<Vec<f64>> {
    let (a, v) = (case.floats(0), case.floats(1));
    let ((m, n), (_, k)) = (dims(case, 0), dims(case, 1));
    let element = |at: usize| {
        let (i, j) = (at / k, at % k);
        (0..n).map(|p| a[i * n + p] * v[p * k + j]).sum()
    };
    vec![(0..m * k).map(element).collect()]
}

fn gemm_at_b(case: &Case) -> Vec<Vec<f64>> {
    let (a, b) = (case.floats(0), case.floats(1));
    let ((m, n), (_, k)) = (dims(case, 0), dims(case, 1));
    let element = |at: usize| {
        let (i, j) = (at / k, at % k);
        (0..m).map(|p| a[p * n + i] * b[p * k + j]).sum()
    };
    vec![(0..n * k).map(element).collect()]
}

/// The sum of each threadgroup, and the elements less their group's mean.
fn simd_reduce(case: &Case) -> Vec<Vec<f64>> {
    let x = case.floats(0);
    let groups = || x.chunks(case.threadgroup[0] as usize);
    let sum = |group: &[f64]| group.iter().sum::<f64>();
    let centered = groups().flat_map(|group| {
        let mean = sum(group) / group.len() as f64;
        group.iter().map(move |value| value - mean)
    });
    vec![groups().map(sum).collect(), centered.collect()]
}

fn softmax(case: &Case) -> Vec<Vec<f64>> {
    let (_, columns) = dims(case, 0);
    let mut out = Vec::new();
    for row in case.floats(0).chunks(columns) {
        let sum: f64 = row.iter().map(|x| x.exp()).sum();
        out.extend(row.iter().map(|x| x.exp() / sum));
    }
    vec![out]
}

fn rms_norm(case: &Case) -> Vec<Vec<f64>> {
    let (w, eps) = (case.floats(1), case.floats(2)[0]);
    let (_, columns) = dims(case, 0);
    let mut out = Vec::new();
    for row in case.floats(0).chunks(columns) {
        let mean = row.iter().map(|x| x * x).sum::<f64>() / columns as f64;
        let scale = 1.0 / (mean + eps).sqrt();
        out.extend(row.iter().zip(&w).map(|(x, w)| x * scale * w));
    }
    vec![out]
}

/// The greatest element and the first place where it stands.
fn argmax(case: &Case) -> Vec<Vec<f64>> {
    let a = case.floats(0);
    let best = a.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let at = a
        .iter()
        .position(|&x| x == best)
        .expect("the maximum is an element");
    vec![vec![best], vec![at as f64]]
}

fn maximum(case: &Case) -> Vec<Vec<f64>> {
    let a = case.floats(0);
    vec![vec![a.iter().copied().fold(f64::NEG_INFINITY, f64::max)]]
}

fn ints(case: &Case) -> Vec<i64> {
    case.floats(0).iter().map(|&x| x as i64).collect()
}

/// Sum, minimum, maximum, and, or, xor.
fn simd_reductions(case: &Case) -> Vec<Vec<f64>> {
    let a = ints(case);
    let values = [
        a.iter().sum::<i64>(),
        a.iter().copied().min().unwrap_or(0),
        a.iter().copied().max().unwrap_or(0),
        a.iter().fold(-1, |all, x| all & (x | 0x3f)),
        a.iter().fold(0, |all, x| all | x),
        a.iter().fold(0, |all, x| all ^ x),
    ];
    vec![values.iter().map(|&x| x as f64).collect()]
}

/// Sum, maximum, a bit for each value that occurs, and a stored number.
fn atomic_outputs(case: &Case) -> Vec<Vec<f64>> {
    let a = ints(case);
    let bits = a.iter().fold(0i64, |bits, x| bits | 1 << x);
    let greatest = a.iter().copied().max().unwrap_or(0);
    let values = [a.iter().sum::<i64>(), greatest, bits, 77];
    vec![values.iter().map(|&x| x as f64).collect()]
}

/// For each `i`: pairs `x, y` below 8 with `x != i % 5` and no `x * k > i` for `k <= y`.
fn nested_loops(case: &Case) -> Vec<Vec<f64>> {
    let count = |i: usize| {
        let rows = (0..8).filter(|&x| x != i % 5);
        rows.map(|x| (0..8).take_while(|y| x * y <= i).count())
            .sum::<usize>() as f64
    };
    vec![(0..case.grid[0] as usize).map(count).collect()]
}
