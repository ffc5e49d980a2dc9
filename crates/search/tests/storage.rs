//! Vectors in 16 bits, on both executors, against brute force on the vectors as they are kept.

use kernsmith_runtime::{Device, Stream};
use kernsmith_search::{Executor, Flat, Index, IvfFlat, Metric, Search, Storage, kmeans::KMeans};

use crate::{
    brute_force::{Numbers, assert_found, neighbors},
    stream,
};

const EXECUTORS: [Executor; 2] = [Executor::Host, Executor::Kernels];

/// Whole numbers that 16 bits hold: distances are exact.
fn check(stream: &Stream, storage: Storage, [count, dims, batch, k]: [usize; 4]) {
    let mut vectors = Numbers::new(count as u64).vectors(count, dims);
    vectors[3 * dims] = f32::NAN;
    let queries = Numbers::new(7).vectors(batch, dims);
    for metric in [Metric::L2, Metric::InnerProduct] {
        let mut flat = Flat::new(dims, metric).unwrap();
        // One half is rounded when the other comes.
        flat.add(&vectors[..count / 2 * dims]).unwrap();
        let mut flat = flat.with_storage(storage);
        flat.add(&vectors[count / 2 * dims..]).unwrap();
        let mut ivf = IvfFlat::new(dims, 3, metric).unwrap().with_storage(storage);
        ivf.train(&vectors[4 * dims..], &KMeans::new(3)).unwrap();
        ivf.add(&vectors).unwrap();
        let rows = queries.chunks_exact(dims);
        let expected: Vec<_> = rows
            .map(|row| neighbors(metric, row, &vectors, k))
            .collect();
        for (index, executor) in [&flat as &dyn Index, &ivf]
            .into_iter()
            .flat_map(|index| EXECUTORS.map(|executor| (index, executor)))
        {
            let search = Search::new(k).probes(3).executor(executor);
            let found = index.search(stream, &queries, &search).unwrap();
            for (query, expected) in expected.iter().enumerate() {
                assert_found(metric, &found, query, expected);
            }
        }
    }
}

#[test]
fn neighbors_are_those_of_brute_force() {
    for storage in [Storage::F16, Storage::Bf16] {
        for batch in [1, 17] {
            check(&stream(), storage, [70, 17, batch, 5]);
        }
    }
    check(&stream(), Storage::F16, [66_000, 2, 2, 3]);
}

#[test]
fn kernels_have_no_race_and_read_nothing_else() {
    let stream = Device::check().default_stream().unwrap();
    check(&stream, Storage::F16, [40, 3, 1, 2]);
    check(&stream, Storage::Bf16, [40, 2, 2, 2]);
}

#[test]
fn numbers_are_rounded_once_and_distances_have_the_same_bits_everywhere() {
    const DIMS: usize = 37;
    let mut numbers = Numbers::new(5);
    let mut floats = |count: usize| -> Vec<f32> {
        (0..count * DIMS)
            .map(|_| numbers.next() as f32 / 1e9 - 1.0)
            .collect()
    };
    let (vectors, queries) = (floats(100), floats(3));
    for storage in [Storage::F16, Storage::Bf16] {
        let mut index = Flat::new(DIMS, Metric::L2).unwrap().with_storage(storage);
        index.add(&vectors).unwrap();
        let unit = if storage == Storage::F16 {
            2048.0
        } else {
            256.0
        };
        let kept: Vec<f32> = (0..100).flat_map(|at| index.vector(at)).collect();
        for (x, kept) in vectors.iter().zip(&kept) {
            assert!((x - kept).abs() <= x.abs() / unit + 1e-7, "{x} {kept}");
        }
        let mut exact = Flat::new(DIMS, Metric::L2).unwrap();
        exact.add(&kept).unwrap();
        let expected = exact.search(&stream(), &queries, &Search::new(20)).unwrap();
        for executor in EXECUTORS {
            let search = Search::new(20).executor(executor);
            let found = index.search(&stream(), &queries, &search).unwrap();
            assert_eq!(found, expected);
        }
    }
    let index = Flat::new(2, Metric::L2)
        .unwrap()
        .with_storage(Storage::Bf16);
    let plan = index.explain(&Device::cpu(), 1, &Search::new(1)).unwrap();
    assert_eq!(plan.index, "flat of bfloat16, squared distance");
}
