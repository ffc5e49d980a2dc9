//! Computed again and again by kernels, everything has the same bits: what threads do in another order would show. On
//! the processor, and on a GPU where there is one; the device `check` looks for races itself.

use kernsmith_kernels::settings::DotMode;
use kernsmith_linalg::{
    Executor, Policy,
    cholesky::{CholeskyOptions, cholesky},
    lu::{SolveOptions, inv, lu, solve},
    projection::{ProjectionOptions, project_coeffs, update_vector},
    qr::{QrMethod, QrOptions, qr},
    svd::{SvdMethod, SvdOptions, TopkOptions, svd, topk_svd},
    triangular::{TriangularOptions, inv_triangular, solve_triangular},
};
use kernsmith_runtime::{DType, Device, DeviceKind, Stream, Tensor};

use crate::matrix::{Kind, Matrix};

const KERNELS: Policy = Policy {
    executor: Executor::Kernels,
    check_finite: false,
};

/// Runs on a GPU.
const RUNS: usize = 100;

/// What is computed again.
struct Family {
    name: &'static str,
    /// Threads of a threadgroup, which no setting changes, and why.
    threads: &'static str,
    /// On the processor; fewer where a run is many launches one after another.
    runs: usize,
    run: fn(&Stream) -> Vec<Tensor>,
}

const FAMILIES: [Family; 9] = [
    Family {
        name: "project_coeffs, by simdgroups",
        threads: "32 for each four columns: slices of a block, added in order",
        runs: 50,
        run: |stream| vec![coefficients(stream, DotMode::Simd)],
    },
    Family {
        name: "project_coeffs, by threads",
        threads: "a thread for each four columns",
        runs: 50,
        run: |stream| vec![coefficients(stream, DotMode::Simple)],
    },
    Family {
        name: "update_vector",
        threads: "128: a simdgroup for two rows, which adds as a tree",
        runs: 100,
        run: |stream| {
            let [q, c, v] = [[70, 33], [33, 1], [70, 1]].map(|shape| array(stream, shape));
            let [c, v] = [c, v].map(|of| of.reshape([of.elements()]).unwrap());
            vec![update_vector(stream, &q, &c, &v, KERNELS).unwrap()]
        },
    },
    Family {
        name: "cholesky",
        threads: "256: what threadgroup memory holds of a block of 64 is shared out so",
        runs: 5,
        run: |stream| {
            let options = CholeskyOptions {
                policy: KERNELS,
                ..CholeskyOptions::default()
            };
            let a = square(stream, 67, 67.0);
            vec![cholesky(stream, &a, &options).unwrap().factor]
        },
    },
    Family {
        name: "substitution",
        threads: "256: as a block of 64 is shared out",
        runs: 5,
        run: |stream| {
            let options = TriangularOptions {
                policy: KERNELS,
                ..TriangularOptions::default()
            };
            let (a, b) = (square(stream, 67, 2.0), array(stream, [67, 3]));
            vec![
                solve_triangular(stream, &a, &b, &options).unwrap(),
                inv_triangular(stream, &a, &options).unwrap(),
            ]
        },
    },
    Family {
        name: "lu",
        threads: "512: as the rows of a panel are shared out",
        runs: 3,
        run: |stream| {
            let options = SolveOptions {
                policy: KERNELS,
                ..SolveOptions::default()
            };
            let (a, b) = (array(stream, [37, 37]), array(stream, [37, 3]));
            let found = lu(stream, &a, KERNELS).unwrap();
            vec![
                found.l,
                found.u,
                found.rows,
                solve(stream, &a, &b, &options).unwrap(),
                inv(stream, &a, KERNELS).unwrap(),
            ]
        },
    },
    Family {
        name: "qr",
        threads: "256: as a panel of 64 columns is shared out",
        runs: 5,
        run: |stream| {
            let options = QrOptions {
                policy: KERNELS,
                ..QrOptions::default()
            };
            let found = qr(stream, &array(stream, [37, 5]), &options).unwrap();
            assert_eq!(found.method, QrMethod::Cholesky);
            vec![found.q.unwrap(), found.r]
        },
    },
    Family {
        name: "svd",
        threads: "256, 192 and 512: as pairs of blocks of 32 columns are shared out",
        runs: 2,
        run: |stream| {
            let options = SvdOptions {
                policy: KERNELS,
                ..SvdOptions::default()
            };
            let found = svd(stream, &array(stream, [7, 6]), &options).unwrap();
            assert_eq!(found.method, SvdMethod::Jacobi);
            vec![found.s, found.u.unwrap(), found.vt.unwrap()]
        },
    },
    Family {
        name: "topk_svd",
        threads: "those of its products and of `qr`",
        runs: 3,
        run: |stream| {
            let options = TopkOptions {
                iterations: 2,
                policy: KERNELS,
                ..TopkOptions::default()
            };
            let found = topk_svd(stream, &array(stream, [33, 20]), 2, &options).unwrap();
            vec![found.s, found.u, found.vt]
        },
    },
];

fn array(stream: &Stream, [m, n]: [usize; 2]) -> Tensor {
    Matrix::of_kind(Kind::Random, m, n).tensor(stream.device(), DType::F32)
}

/// Small numbers beside a diagonal.
fn square(stream: &Stream, n: usize, diagonal: f64) -> Tensor {
    let number = |i: usize, j: usize| ((i * j + i + j) % 13) as f64 / 13.0;
    let a = Matrix::from_fn(n, n, |i, j| match i == j {
        true => diagonal,
        false => number(i, j),
    });
    a.tensor(stream.device(), DType::F32)
}

fn coefficients(stream: &Stream, mode: DotMode) -> Tensor {
    let v = array(stream, [700, 1]).reshape([700]).unwrap();
    let options = ProjectionOptions {
        mode: Some(mode),
        policy: KERNELS,
        ..ProjectionOptions::default()
    };
    project_coeffs(stream, &array(stream, [700, 9]), &v, &options).unwrap()
}

#[test]
fn kernels_give_the_same_bits_each_time() {
    for device in Device::all() {
        if device.kind() == DeviceKind::Check {
            continue;
        }
        let stream = device.default_stream().unwrap();
        for family in &FAMILIES {
            let bytes = || {
                let found = (family.run)(&stream);
                let bytes = found.iter().map(|tensor| tensor.to_bytes().unwrap());
                bytes.collect::<Vec<_>>()
            };
            let runs = match device.kind().is_gpu() {
                true => RUNS,
                false => family.runs,
            };
            let first = bytes();
            for run in 1..runs {
                let (name, threads) = (family.name, family.threads);
                assert!(
                    bytes() == first,
                    "{name}, run {run} on {device}; threads: {threads}"
                );
            }
        }
    }
}
