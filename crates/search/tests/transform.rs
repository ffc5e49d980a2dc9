//! Transforms against their definitions in double precision, and indexes behind them.

use kernsmith_runtime::Device;
use kernsmith_search::{
    Error, Flat, Index, IvfPq, Metric, Search, Transformed,
    kmeans::KMeans,
    pq::ProductQuantizer,
    transform::{
        Determinant, Itq, ItqOptions, Linear, Opq, OpqOptions, Pca, PcaOptions, RandomRotation,
        RotationOptions, Transform,
    },
};

use crate::{brute_force::Numbers, stream};

const DIMS: usize = 6;

fn cpu() -> kernsmith_runtime::Stream {
    Device::cpu().default_stream().unwrap()
}

/// Vectors around a point, long in some directions that are no axes.
fn vectors(count: usize, dims: usize) -> Vec<f32> {
    let mut numbers = Numbers::new(dims as u64);
    let mut vectors = Vec::new();
    for _ in 0..count {
        let mut sum = 0.0;
        for at in 0..dims {
            let spread = 1.0 / (1 + at) as f32;
            sum += spread * (numbers.next() % 1000) as f32 / 100.0;
            vectors.push(sum + 3.0);
        }
    }
    vectors
}

/// The greatest difference of `A A^T` or `A^T A` from 1, of which the smaller one is taken.
fn from_orthonormal(matrix: &[f32], [dims_in, dims_out]: [usize; 2]) -> f64 {
    let rows = dims_out <= dims_in;
    let (side, sums) = if rows {
        (dims_out, dims_in)
    } else {
        (dims_in, dims_out)
    };
    let at = |vector: usize, sum: usize| match rows {
        true => f64::from(matrix[vector * dims_in + sum]),
        false => f64::from(matrix[sum * dims_in + vector]),
    };
    let pairs = (0..side * side).map(|pair| (pair / side, pair % side));
    let gap = pairs.map(|(i, j)| {
        let product: f64 = (0..sums).map(|sum| at(i, sum) * at(j, sum)).sum();
        (product - f64::from(u8::from(i == j))).abs()
    });
    gap.fold(0.0, f64::max)
}

fn determinant(matrix: &[f32], side: usize) -> f64 {
    let mut rows: Vec<f64> = matrix.iter().copied().map(f64::from).collect();
    let mut product = 1.0;
    for pivot in 0..side {
        product *= rows[pivot * side + pivot];
        for row in pivot + 1..side {
            let factor = rows[row * side + pivot] / rows[pivot * side + pivot];
            for at in pivot..side {
                rows[row * side + at] -= factor * rows[pivot * side + at];
            }
        }
    }
    product
}

#[track_caller]
fn assert_near(found: &[f32], expected: &[f32], bound: f32) {
    assert_eq!(found.len(), expected.len());
    for (at, (found, expected)) in found.iter().zip(expected).enumerate() {
        assert!(
            (found - expected).abs() <= bound,
            "{at}: {found}, expected {expected}"
        );
    }
}

#[test]
fn rotations_keep_lengths_and_lead_back() {
    let vectors = vectors(5, DIMS);
    for dims_out in [1, 4, DIMS, 9] {
        let options = RotationOptions::default();
        let rotation = RandomRotation::new(DIMS, dims_out, &options).unwrap();
        assert_eq!(
            rotation,
            RandomRotation::new(DIMS, dims_out, &options).unwrap()
        );
        let matrix = rotation.linear().unwrap().matrix();
        assert!(from_orthonormal(matrix, [DIMS, dims_out]) <= 1e-6);
        let there = rotation.apply(&cpu(), &vectors).unwrap();
        let back = rotation.reverse(&cpu(), &there).unwrap();
        if dims_out >= DIMS {
            assert_near(&back, &vectors, 1e-4);
        }
        // What is in the subspace comes back as it is.
        let again = rotation.apply(&cpu(), &back).unwrap();
        assert_near(&again, &there, 1e-4);
    }
    for seed in 0..6 {
        let options = RotationOptions {
            determinant: Determinant::One,
            seed,
        };
        let rotation = RandomRotation::new(5, 5, &options).unwrap();
        let matrix = rotation.linear().unwrap().matrix();
        assert!((determinant(matrix, 5) - 1.0).abs() < 1e-5, "{seed}");
    }
    let options = RotationOptions {
        determinant: Determinant::One,
        seed: 0,
    };
    assert_eq!(
        RandomRotation::new(3, 2, &options).unwrap_err().to_string(),
        "expected `dims_out` 3 as `dims_in`, for a determinant, found 2"
    );
}

/// Means and covariance in double precision.
fn moments(vectors: &[f32], dims: usize) -> (Vec<f64>, Vec<f64>) {
    let count = (vectors.len() / dims) as f64;
    let column = |at: usize| vectors[at..].iter().step_by(dims).map(|x| f64::from(*x));
    let means: Vec<f64> = (0..dims)
        .map(|at| column(at).sum::<f64>() / count)
        .collect();
    let pairs = (0..dims * dims).map(|pair| (pair / dims, pair % dims));
    let covariance = pairs.map(|(i, j)| {
        let pairs = column(i).zip(column(j));
        let sum: f64 = pairs.map(|(x, y)| (x - means[i]) * (y - means[j])).sum();
        sum / (count - 1.0)
    });
    let covariance = covariance.collect();
    (means, covariance)
}

#[test]
fn components_are_uncorrelated_and_lead_back() {
    let vectors = vectors(400, DIMS);
    let total: f64 = moments(&vectors, DIMS).1.iter().step_by(DIMS + 1).sum();
    for (eigen_power, rotation) in [(0.0, false), (0.0, true), (-1.0, false), (-1.0, true)] {
        let options = PcaOptions {
            eigen_power,
            rotation,
            ..PcaOptions::default()
        };
        for dims_out in [3, DIMS] {
            let mut pca = Pca::new(DIMS, dims_out, options).unwrap();
            pca.train(&vectors).unwrap();
            let there = pca.apply(&cpu(), &vectors).unwrap();
            let (means, covariance) = moments(&there, dims_out);
            assert!(means.iter().all(|mean| mean.abs() < 1e-4), "{means:?}");
            for (pair, &x) in covariance.iter().enumerate() {
                let (i, j) = (pair / dims_out, pair % dims_out);
                let variance = f64::from(pca.variances()[i]);
                let expected = match (i == j, eigen_power == 0.0) {
                    (true, true) => variance,
                    (true, false) => variance / (variance + 1e-5),
                    (false, _) => 0.0,
                };
                assert!(
                    eigen_power == 0.0 && rotation || (x - expected).abs() < 1e-3,
                    "{i} {j}: {x} {expected}"
                );
            }
            let back = pca.reverse(&cpu(), &there).unwrap();
            if dims_out == DIMS {
                assert_near(&back, &vectors, 2e-4);
                let all: f64 = pca.variances().iter().map(|x| f64::from(*x)).sum();
                assert!((all - total).abs() < 1e-4 * total);
            }
            // The mean square of what is lost is what the dropped variances say.
            let lost: f64 = vectors
                .iter()
                .zip(&back)
                .map(|(x, y)| f64::from(x - y).powi(2))
                .sum();
            let dropped = &pca.variances()[dims_out..];
            let dropped: f64 = dropped.iter().map(|x| f64::from(*x)).sum();
            assert!((lost / 399.0 - dropped).abs() < 1e-4 * total);
        }
    }
}

#[test]
fn components_of_few_and_of_flat_vectors_are_finite() {
    // One vector, two vectors, and vectors in a plane.
    let plane: Vec<f32> = (0..40)
        .flat_map(|at| [at as f32, (at * at % 7) as f32, 2.0, at as f32])
        .collect();
    for (vectors, rank) in [(&plane[..4], 0), (&plane[..8], 1), (&plane[..], 2)] {
        for epsilon in [0.0, 1e-5] {
            let options = PcaOptions {
                eigen_power: -1.0,
                epsilon,
                ..PcaOptions::default()
            };
            let mut pca = Pca::new(4, 3, options).unwrap();
            pca.train(vectors).unwrap();
            assert_eq!(pca.rank(), Some(rank));
            let there = pca.apply(&cpu(), vectors).unwrap();
            assert!(there.iter().all(|x| x.is_finite()));
            let back = pca.reverse(&cpu(), &there).unwrap();
            assert_near(&back, vectors, 1e-3);
        }
    }
}

/// The mean square of what coding loses.
fn lost(vectors: &[f32], quantizer: &mut ProductQuantizer) -> f64 {
    let dims = quantizer.dims();
    quantizer.train(vectors, &KMeans::new(1)).unwrap();
    let codes = quantizer.encode(vectors).unwrap();
    let codes = codes.chunks_exact(quantizer.code_bytes());
    let rows = vectors.chunks_exact(dims).zip(codes);
    let lost = rows.flat_map(|(row, code)| {
        let coded = quantizer.decode(code);
        let pairs: Vec<f64> = row
            .iter()
            .zip(coded)
            .map(|(x, y)| f64::from(x - y).powi(2))
            .collect();
        pairs
    });
    lost.sum()
}

#[test]
fn rotations_for_codes_lose_less() {
    let vectors = vectors(500, 8);
    let options = OpqOptions {
        iterations: 8,
        codebook_iterations: 5,
        bits: 4,
        ..OpqOptions::default()
    };
    let mut quantizer = ProductQuantizer::new(8, 4, 4).unwrap();
    let plain = lost(&vectors, &mut quantizer);
    let mut opq = Opq::new(8, 8, 4, options).unwrap();
    opq.train(&vectors).unwrap();
    assert!(from_orthonormal(opq.linear().unwrap().matrix(), [8, 8]) <= 1e-6);
    let rotated = opq.apply(&cpu(), &vectors).unwrap();
    let better = lost(&rotated, &mut quantizer);
    assert!(better < 0.8 * plain, "{better} {plain}");
    // Fewer numbers than before.
    let mut opq = Opq::new(8, 4, 2, options).unwrap();
    opq.train(&vectors).unwrap();
    assert!(from_orthonormal(opq.linear().unwrap().matrix(), [8, 4]) <= 1e-6);
}

#[test]
fn rotations_for_signs_bring_vectors_nearer_to_them() {
    let mut pca = Pca::new(8, 8, PcaOptions::default()).unwrap();
    let vectors = vectors(300, 8);
    pca.train(&vectors).unwrap();
    let vectors = pca.apply(&cpu(), &vectors).unwrap();
    let gap = |iterations: usize| {
        let options = ItqOptions {
            iterations,
            ..ItqOptions::default()
        };
        let mut itq = Itq::new(8, options).unwrap();
        itq.train(&vectors).unwrap();
        assert!(from_orthonormal(itq.linear().unwrap().matrix(), [8, 8]) <= 1e-6);
        let rotated = itq.apply(&cpu(), &vectors).unwrap();
        let gaps = rotated.iter().map(|x| f64::from(x.signum() - x).powi(2));
        gaps.sum::<f64>()
    };
    assert!(gap(30) < gap(1) && gap(1) < gap(0));
}

#[test]
fn any_matrix_leads_back_as_far_as_it_can() {
    // Rank 1: what is lost is lost, the rest is the shortest vector there is.
    let flat = Linear::new([2, 2], vec![1.0, 2.0, 2.0, 4.0], vec![1.0, 0.0]).unwrap();
    let there = flat.apply(&cpu(), &[3.0, -1.0]).unwrap();
    assert_eq!(there, [2.0, 2.0]);
    let back = flat.reverse(&cpu(), &there).unwrap();
    assert_near(&back, &[0.2, 0.4], 1e-6);
    let zero = Linear::new([2, 1], vec![0.0, 0.0], Vec::new()).unwrap();
    assert_eq!(zero.reverse(&cpu(), &[5.0]).unwrap(), [0.0, 0.0]);
}

#[test]
fn devices_transform_as_the_host_does() {
    let vectors = vectors(7, DIMS);
    let mut pca = Pca::new(DIMS, 4, PcaOptions::default()).unwrap();
    pca.train(&vectors).unwrap();
    let host = pca.apply(&cpu(), &vectors).unwrap();
    let back = pca.reverse(&cpu(), &host).unwrap();
    for device in [Device::check(), stream().device().clone()] {
        let stream = device.default_stream().unwrap();
        assert_near(&pca.apply(&stream, &vectors).unwrap(), &host, 1e-4);
        assert_near(&pca.reverse(&stream, &host).unwrap(), &back, 1e-4);
        assert!(pca.apply(&stream, &[]).unwrap().is_empty());
    }
}

#[test]
fn an_index_behind_transforms_finds_what_it_would_find_of_transformed_vectors() {
    let vectors = vectors(200, DIMS);
    let mut index = Transformed::new(
        [
            Pca::new(DIMS, 4, PcaOptions::default()).unwrap().into(),
            RandomRotation::new(4, 5, &RotationOptions::default())
                .unwrap()
                .into(),
        ],
        Flat::new(5, Metric::L2).unwrap(),
    )
    .unwrap();
    assert_eq!(
        index.add(&vectors).unwrap_err().to_string(),
        "the transform `pca` is not trained; help: call `train` with vectors like those to be added"
    );
    index.train(&vectors, &KMeans::new(1)).unwrap();
    index.add(&vectors).unwrap();
    assert_eq!((index.dims(), index.len()), (DIMS, 200));
    let mut there = vectors.clone();
    for any in index.transforms() {
        there = any.transform().apply(&cpu(), &there).unwrap();
    }
    let found = index
        .search(&cpu(), &vectors[..2 * DIMS], &Search::new(9))
        .unwrap();
    let mut flat = Flat::new(5, Metric::L2).unwrap();
    flat.add(&there).unwrap();
    let same = flat.search(&cpu(), &there[..10], &Search::new(9)).unwrap();
    assert_eq!(found, same);
    assert_eq!(found.of(0).1[0], 0);
    let plan = index.explain(&Device::cpu(), 1, &Search::new(9)).unwrap();
    assert_eq!(
        plan.index,
        "pca of 6 numbers to 4, then rotation of 4 numbers to 5, then flat, squared distance"
    );
    let quantizer = ProductQuantizer::new(4, 2, 4).unwrap();
    let opq = Opq::new(
        4,
        4,
        2,
        OpqOptions {
            bits: 4,
            ..OpqOptions::default()
        },
    )
    .unwrap();
    let codes = IvfPq::new(2, quantizer, Metric::Cosine).unwrap();
    let first = Pca::new(DIMS, 4, PcaOptions::default()).unwrap();
    let mut codes = Transformed::new([first.into(), opq.into()], codes).unwrap();
    codes.train(&vectors, &KMeans::new(2)).unwrap();
    codes.add(&vectors).unwrap();
    let found = codes.search(&cpu(), &vectors[..DIMS], &Search::new(3).probes(2));
    assert!(found.unwrap().distances()[0] > 0.9);
}

#[test]
fn what_does_not_fit_is_said() {
    let said = |error: Error| error.to_string();
    let pca = Pca::new(3, 2, PcaOptions::default()).unwrap();
    assert!(matches!(
        pca.apply(&cpu(), &[1.0; 3]),
        Err(Error::UntrainedTransform { transform: "pca" })
    ));
    assert_eq!(
        said(Pca::new(3, 4, PcaOptions::default()).unwrap_err()),
        "expected `dims_out` of 3 at most, found 4"
    );
    let mut pca = pca;
    assert_eq!(
        said(pca.train(&[1.0, f32::NAN, 2.0]).unwrap_err()),
        "expected finite numbers to train with, found others in vector 0"
    );
    assert_eq!(
        said(pca.train(&[]).unwrap_err()),
        "expected `vectors` of 1 and more, found 0"
    );
    let linear = Linear::new([2, 3], vec![0.0; 6], Vec::new()).unwrap();
    assert_eq!(
        said(linear.apply(&cpu(), &[1.0; 3]).unwrap_err()),
        "expected vectors of 2 numbers, found 3 numbers"
    );
    assert_eq!(
        said(linear.reverse(&cpu(), &[1.0; 4]).unwrap_err()),
        "expected vectors of 3 numbers, found 4 numbers"
    );
    let flat = Flat::new(2, Metric::L2).unwrap();
    assert_eq!(
        said(Transformed::new([linear.into()], flat).unwrap_err()),
        "expected `dims_out` 2, as what comes next takes, found 3"
    );
    let mut opq = Opq::new(4, 4, 2, OpqOptions::default()).unwrap();
    assert_eq!(
        said(opq.train(&[0.0; 40]).unwrap_err()),
        "expected `vectors` for 256 centers, found 10"
    );
}
