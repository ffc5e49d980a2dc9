//! Centers by kernels against those of the host, and what is added by kernels against what the host adds.

use kernsmith_runtime::{Device, Stream};
use kernsmith_search::{
    Executor, Index, IvfFlat, IvfPq, Metric, kmeans::KMeans, pq::ProductQuantizer,
};

use crate::{
    brute_force::{Numbers, neighbors},
    stream,
};

/// Numbers that round when they are added.
fn floats(count: usize, dims: usize) -> Vec<f32> {
    let mut numbers = Numbers::new(count as u64);
    (0..count * dims)
        .map(|_| (numbers.next() as f32 / 1e8).sin())
        .collect()
}

fn by(kmeans: KMeans, stream: &Stream, vectors: &[f32], dims: usize, metric: Metric) -> Vec<f32> {
    let kernels = kmeans.executor(Executor::Kernels);
    kernels.train_on(stream, vectors, dims, metric).unwrap()
}

#[test]
fn sums_that_are_exact_give_the_centers_of_the_host() {
    for [count, dims, centers] in [[180, 3, 140], [130, 17, 5], [60, 260, 2], [20, 1, 20]] {
        let vectors = Numbers::new(dims as u64).vectors(count, dims);
        let kmeans = KMeans {
            iterations: 3,
            ..KMeans::new(centers)
        };
        let host = kmeans.train(&vectors, dims, Metric::L2).unwrap();
        let kernels = by(kmeans, &stream(), &vectors, dims, Metric::L2);
        assert_eq!(host, kernels, "{count} {dims} {centers}");
    }
}

#[test]
fn centers_without_points_are_split_as_the_host_does() {
    // 40 different vectors, each of them often, for 30 centers.
    let different = Numbers::new(1).vectors(40, 6);
    let vectors: Vec<f32> = different.iter().copied().cycle().take(400 * 6).collect();
    let kmeans = KMeans::new(30);
    let host = kmeans.train(&vectors, 6, Metric::L2).unwrap();
    assert_eq!(host, by(kmeans, &stream(), &vectors, 6, Metric::L2));
}

#[test]
fn centers_are_as_near_as_those_of_the_host_and_the_same_each_time() {
    let (count, dims) = (250, 5);
    let vectors = floats(count, dims);
    for metric in [Metric::L2, Metric::InnerProduct] {
        let kmeans = KMeans {
            iterations: 3,
            ..KMeans::new(9)
        };
        let host = kmeans.train(&vectors, dims, metric).unwrap();
        let kernels = by(kmeans, &stream(), &vectors, dims, metric);
        assert_eq!(kernels, by(kmeans, &stream(), &vectors, dims, metric));
        for (a, b) in host.iter().zip(&kernels) {
            assert!((a - b).abs() <= 2e-7, "{metric}: {a} {b}");
        }
    }
    // One iteration: means in double precision of the points that are nearest to the first ones.
    let kmeans = KMeans {
        iterations: 1,
        ..KMeans::new(4)
    };
    let start = KMeans {
        iterations: 0,
        ..kmeans
    };
    let start = start.train(&vectors, dims, Metric::L2).unwrap();
    let kernels = by(kmeans, &stream(), &vectors, dims, Metric::L2);
    let mut sums = vec![0.0; 4 * dims];
    let mut sizes = [0.0; 4];
    for point in vectors.chunks_exact(dims) {
        let nearest = neighbors(Metric::L2, point, &start, 1)[0].1 as usize;
        sizes[nearest] += 1.0;
        for (sum, &x) in sums[nearest * dims..].iter_mut().zip(point) {
            *sum += f64::from(x);
        }
    }
    for (at, (sum, center)) in sums.iter().zip(&kernels).enumerate() {
        let mean = sum / sizes[at / dims];
        let error = (f64::from(*center) - mean).abs();
        assert!(error <= 6e-8 * mean.abs(), "{at}: {center} {mean}");
    }
}

#[test]
fn kernels_have_no_race() {
    let stream = Device::check().default_stream().unwrap();
    let vectors = Numbers::new(4).vectors(140, 3);
    let kmeans = KMeans {
        iterations: 2,
        ..KMeans::new(3)
    };
    let host = kmeans.train(&vectors, 3, Metric::L2).unwrap();
    // The device decides: it has kernels.
    let kernels = kmeans.train_on(&stream, &vectors, 3, Metric::L2).unwrap();
    assert_eq!(host, kernels);
}

#[test]
fn parts_are_trained_at_once_as_they_are_one_by_one() {
    let vectors = Numbers::new(3).vectors(200, 6);
    let kmeans = KMeans::new(1).executor(Executor::Kernels);
    let mut host = ProductQuantizer::new(6, 3, 4).unwrap();
    let mut kernels = host.clone();
    host.train(&vectors, &KMeans::new(1)).unwrap();
    kernels.train_on(&stream(), &vectors, &kmeans).unwrap();
    assert_eq!(host.centers(), kernels.centers());
}

#[test]
fn what_is_added_on_a_device_is_what_the_host_adds() {
    const DIMS: usize = 6;
    for device in [Device::check(), stream().device().clone()] {
        let stream = device.default_stream().unwrap();
        let mut vectors = floats(60, DIMS);
        let kmeans = KMeans {
            iterations: 1,
            ..KMeans::new(3)
        };
        let mut host = IvfFlat::new(DIMS, 3, Metric::Cosine).unwrap();
        let quantizer = ProductQuantizer::new(DIMS, 3, 4).unwrap();
        let mut codes = IvfPq::new(3, quantizer, Metric::L2).unwrap();
        host.train(&vectors, &kmeans).unwrap();
        codes.train(&vectors, &kmeans).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("index");
        host.save(&path).unwrap();
        let mut kernels = IvfFlat::load(&path).unwrap();
        codes.save(&path).unwrap();
        let mut codes_by_kernels = IvfPq::load(&path).unwrap();
        vectors[7 * DIMS] = f32::NAN;
        host.add(&vectors).unwrap();
        kernels.add_on(&stream, &vectors).unwrap();
        codes.add(&vectors).unwrap();
        codes_by_kernels.add_on(&stream, &vectors).unwrap();
        assert_eq!((kernels.len(), codes_by_kernels.len()), (60, 60));
        for list in 0..3 {
            assert_eq!(host.list(list), kernels.list(list));
            assert_eq!(codes.list(list), codes_by_kernels.list(list));
        }
    }
}

#[test]
fn a_plan_says_who_trains() {
    let kmeans = KMeans::new(4);
    assert_eq!(
        kmeans.explain(&Device::check(), 5000).to_string(),
        "executor: kernels (centers are found where the device is)\n\
         centers: 4\nvectors: 1024 of 5000\niterations: at most 10"
    );
    let host = kmeans.explain(&Device::cpu(), 100);
    assert_eq!(
        (host.executor.value, host.vectors),
        (Executor::Host, [100, 100])
    );
}
