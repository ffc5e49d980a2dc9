//! The flat index, on both executors, against brute force.

use kernsmith_runtime::{Device, Stream};
use kernsmith_search::{Executor, Flat, Index, Metric, Search};

use crate::{
    brute_force::{Numbers, assert_found, neighbors, ranked},
    stream,
};

const EXECUTORS: [Executor; 2] = [Executor::Host, Executor::Kernels];

/// Vectors with duplicates and rows of NaN.
fn vectors(count: usize, dims: usize) -> Vec<f32> {
    let mut vectors = Numbers::new(count as u64).vectors(count, dims);
    for row in 0..count {
        if row % 11 == 5 {
            vectors.copy_within((row - 4) * dims..(row - 3) * dims, row * dims);
        }
        if row % 17 == 3 {
            vectors[row * dims] = f32::NAN;
        }
    }
    vectors
}

fn check(stream: &Stream, metric: Metric, [count, dims, batch, k]: [usize; 4]) {
    let vectors = vectors(count, dims);
    let queries = Numbers::new(77).vectors(batch, dims);
    let mut index = Flat::new(dims, metric).unwrap();
    // In two parts, that neither begins nor ends with a block.
    let cut = count / 3 * dims;
    index.add(&vectors[..cut]).unwrap();
    index.add(&vectors[cut..]).unwrap();
    for executor in EXECUTORS {
        let search = Search::new(k).executor(executor);
        let found = index.search(stream, &queries, &search).unwrap();
        for (query, row) in queries.chunks_exact(dims).enumerate() {
            let expected = neighbors(metric, row, &vectors, k);
            assert_found(metric, &found, query, &expected);
        }
    }
}

#[test]
fn neighbors_are_those_of_brute_force_for_every_k() {
    for k in [1, 31, 32, 33, 100, 1024, 1500] {
        for metric in [Metric::L2, Metric::InnerProduct] {
            check(&stream(), metric, [1300, 9, 3, k]);
        }
    }
}

#[test]
fn neighbors_are_those_of_brute_force_for_every_batch_and_size() {
    for batch in [1, 2, 7, 33, 300] {
        check(&stream(), Metric::L2, [100, 4, batch, 10]);
    }
    for count in [0, 1, 5, 31, 32, 33, 65] {
        for dims in [1, 3, 16] {
            check(&stream(), Metric::InnerProduct, [count, dims, 5, 40]);
        }
    }
}

/// So many that a sample bounds them.
#[test]
fn neighbors_among_many_are_those_of_brute_force() {
    check(&stream(), Metric::L2, [66_001, 2, 3, 5]);
    check(&stream(), Metric::InnerProduct, [65_600, 5, 2, 33]);
}

/// So many parts of one query that they are merged in steps.
#[test]
fn neighbors_of_one_query_among_many_are_those_of_brute_force() {
    check(&stream(), Metric::L2, [9000, 17, 1, 300]);
    check(&stream(), Metric::InnerProduct, [2000, 2, 1, 5]);
}

/// Every fourth block, of which the sample is, lies far from what is near.
#[test]
fn a_sample_that_tells_nothing_costs_time_only() {
    let mut vectors = vec![1.0; 70_000];
    for row in (0..70_000).filter(|row| row / 32 % 4 == 0) {
        vectors[row] = 5.0 + row as f32;
    }
    let mut index = Flat::new(1, Metric::L2).unwrap();
    index.add(&vectors).unwrap();
    let search = Search::new(3).executor(Executor::Kernels);
    let found = index.search(&stream(), &[0.0, 37.0], &search).unwrap();
    for (query, row) in [[0.0], [37.0]].iter().enumerate() {
        let expected = neighbors(Metric::L2, row, &vectors, 3);
        assert_found(Metric::L2, &found, query, &expected);
    }
}

#[test]
fn kernels_have_no_race_and_read_nothing_else() {
    let stream = Device::check().default_stream().unwrap();
    check(&stream, Metric::L2, [70, 3, 2, 5]);
    check(&stream, Metric::InnerProduct, [40, 2, 1, 33]);
    check(&stream, Metric::InnerProduct, [300, 70, 9, 4]);
}

/// Sums that round: the same bits by both executors, and by a plain loop of fused steps.
#[test]
fn distances_have_the_same_bits_everywhere() {
    const DIMS: usize = 37;
    let mut numbers = Numbers::new(5);
    let mut floats = |count: usize| -> Vec<f32> {
        let count = count * DIMS;
        (0..count).map(|_| numbers.next() as f32 / 1e9).collect()
    };
    let (vectors, queries) = (floats(333), floats(9));
    for metric in [Metric::L2, Metric::InnerProduct, Metric::Cosine] {
        let mut index = Flat::new(DIMS, metric).unwrap();
        index.add(&vectors).unwrap();
        let [host, kernels] = EXECUTORS.map(|executor| {
            let search = Search::new(20).executor(executor);
            index.search(&stream(), &queries, &search).unwrap()
        });
        assert_eq!(host, kernels, "{metric}");
        // A query finds the same whoever is in its batch.
        let alone = index.search(&stream(), &queries[2 * DIMS..3 * DIMS], &Search::new(20));
        assert_eq!(alone.unwrap().of(0), host.of(2), "{metric}");
        let search = Search::new(20).executor(Executor::Kernels);
        let alone = index.search(&stream(), &queries[2 * DIMS..3 * DIMS], &search);
        assert_eq!(alone.unwrap().of(0), host.of(2), "{metric}");
        let (distances, ids) = host.of(0);
        for (&distance, &id) in distances.iter().zip(ids) {
            let vector = index.vector(id as usize);
            let fused = queries
                .iter()
                .zip(&vector)
                .fold(0f32, |sum, (&q, &x)| match metric {
                    Metric::L2 => (q - x).mul_add(q - x, sum),
                    _ => q.mul_add(x, sum),
                });
            if metric != Metric::Cosine {
                assert_eq!(distance.to_bits(), fused.to_bits(), "{metric}");
            }
            let length = |v: &[f32]| v.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>().sqrt();
            let scale = match metric {
                Metric::Cosine => 1.0 / length(&queries[..DIMS]),
                _ => 1.0,
            };
            let sign = if metric.is_similarity() { -1.0 } else { 1.0 };
            let exact = sign * scale * ranked(metric, &queries[..DIMS], &vector);
            let error = (f64::from(distance) - exact).abs();
            assert!(
                error <= 1e-5 * exact.abs().max(1.0),
                "{metric}: {distance} {exact}"
            );
        }
    }
}

#[test]
fn what_does_not_fit_is_said() {
    let stream = stream();
    assert_eq!(
        Flat::new(0, Metric::L2).unwrap_err().to_string(),
        "expected `dims` of 1 and more, found 0"
    );
    let mut index = Flat::new(3, Metric::L2).unwrap();
    let error = index.add(&[1.0; 4]).unwrap_err().to_string();
    assert_eq!(error, "expected vectors of 3 numbers, found 4 numbers");
    let error = index
        .search(&stream, &[1.0; 3], &Search::new(0))
        .unwrap_err();
    assert_eq!(error.to_string(), "expected `k` of 1 and more, found 0");
    for k in [usize::MAX, 1 << 31] {
        let search = Search::new(k);
        let error = index.search(&stream, &[1.0; 6], &search).unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("expected `k` that memory holds for 2 queries, below 2^31, found {k}")
        );
    }
}

#[test]
fn a_plan_says_who_computes_and_why() {
    let mut index = Flat::new(2, Metric::Cosine).unwrap();
    index.add(&[1.0; 20]).unwrap();
    let plan =
        |device: &Device, search: &Search| index.explain(device, 3, search).unwrap().to_string();
    assert_eq!(
        plan(&Device::cpu(), &Search::new(5)),
        "index: flat, cosine\n\
         executor: host (a processor's vector loops need no kernel)\n\
         selection: each thread of the host keeps the first, then merged\n\
         lists: 1 of 1\ncompared: 30\noperations: 120\nbytes: 284"
    );
    let kernels = plan(&Device::check(), &Search::new(2000));
    assert!(kernels.contains("executor: kernels (vectors are searched where the device is)"));
    assert!(kernels.contains("sorted on the host: a queue holds 1024"));
}
