//! Inverted files against brute force on the lists that are read.

use kernsmith_kernels::settings::{IvfOverrides, scoped_ivf};
use kernsmith_runtime::{Device, Stream, Tensor};
use kernsmith_search::{
    Error, Executor, Index, IvfFlat, Metric, Search,
    ivf::{ListTopk, ivf_list_topk_l2, ivf_list_topk_l2_batch, ivf_list_topk_l2_chunked},
    kmeans::KMeans,
};

use crate::{
    brute_force::{Numbers, assert_found, first, neighbors, ranked},
    stream,
};

const DIMS: usize = 6;

/// An index of whole numbers, its vectors and their ids.
fn index(metric: Metric, lists: usize, count: usize) -> (IvfFlat, Vec<f32>, Vec<i64>) {
    let mut vectors = Numbers::new(3).vectors(count, DIMS);
    let mut index = IvfFlat::new(DIMS, lists, metric).unwrap();
    index.train(&vectors, &KMeans::new(lists)).unwrap();
    // After training: a row of NaN and many that are equal, with ids in no order.
    vectors[7 * DIMS] = f32::NAN;
    let ids: Vec<i64> = (0..count as i64)
        .map(|id| (id * 7919) % count as i64)
        .collect();
    let cut = count / 2;
    index
        .add_with_ids(&vectors[..cut * DIMS], &ids[..cut])
        .unwrap();
    index
        .add_with_ids(&vectors[cut * DIMS..], &ids[cut..])
        .unwrap();
    (index, vectors, ids)
}

fn check(stream: &Stream, metric: Metric, executor: Executor, shape: [usize; 3]) {
    check_lists(stream, metric, executor, shape, [13, 500]);
}

fn check_lists(
    stream: &Stream,
    metric: Metric,
    executor: Executor,
    [batch, k, probes]: [usize; 3],
    [lists, count]: [usize; 2],
) {
    let (index, vectors, ids) = index(metric, lists, count);
    let queries = Numbers::new(8).vectors(batch, DIMS);
    let search = Search::new(k).probes(probes).executor(executor);
    let found = index.search(stream, &queries, &search).unwrap();
    let place = |id: i64| ids.iter().position(|other| *other == id).unwrap();
    let probed = index.probed(&queries, probes).unwrap();
    for (query, row) in queries.chunks_exact(DIMS).enumerate() {
        let per = probes.min(lists);
        let lists = &probed[query * per..(query + 1) * per];
        let read = lists.iter().flat_map(|&list| index.list(list as usize));
        let distance = |&id: &i64| {
            let at = place(id) * DIMS;
            (ranked(metric, row, &vectors[at..at + DIMS]), id)
        };
        assert_found(
            metric,
            &found,
            query,
            &first(read.map(distance).collect(), k),
        );
    }
}

#[test]
fn neighbors_are_those_of_brute_force_on_the_lists() {
    for executor in [Executor::Host, Executor::Kernels] {
        for shape in [[1, 1, 1], [33, 10, 13], [2, 600, 40]] {
            check(&stream(), Metric::L2, executor, shape);
        }
        for shape in [[7, 33, 4], [1, 1500, 5], [15, 2, 13]] {
            check(&stream(), Metric::InnerProduct, executor, shape);
        }
    }
}

#[test]
fn neighbors_are_those_of_brute_force_for_every_k_and_batch() {
    for k in [31, 32, 100, 1024] {
        let shape = [2, k, 2];
        check_lists(&stream(), Metric::L2, Executor::Kernels, shape, [3, 200]);
    }
    for batch in [16, 300] {
        let shape = [batch, 3, 2];
        check_lists(&stream(), Metric::L2, Executor::Kernels, shape, [2, 60]);
    }
}

/// Some lists hold nothing, and one query's lists nothing at all.
#[test]
fn empty_lists_hold_nothing() {
    let mut index = IvfFlat::new(1, 3, Metric::L2).unwrap();
    index.train(&[0.0, 100.0, 200.0], &KMeans::new(3)).unwrap();
    let find = |index: &IvfFlat, query: f32, probes| {
        let search = Search::new(4).probes(probes).executor(Executor::Kernels);
        let found = index.search(&stream(), &[query], &search).unwrap();
        found.ids().to_vec()
    };
    assert_eq!(find(&index, 0.0, 3), [-1; 4]);
    index.add(&[101.0, 99.0, 98.0]).unwrap();
    assert_eq!(find(&index, 100.0, 1), [0, 1, 2, -1]);
    assert_eq!(find(&index, 0.0, 1), [-1; 4]);
    assert_eq!(find(&index, 0.0, 3), [2, 1, 0, -1]);
    // A vector of NaN is in the first list, and comes before nothing.
    index.add(&[f32::NAN]).unwrap();
    assert_eq!(find(&index, 0.0, 3), [2, 1, 0, 3]);
}

#[test]
fn batches_have_no_race_and_read_nothing_else() {
    let stream = Device::check().default_stream().unwrap();
    check_lists(&stream, Metric::L2, Executor::Kernels, [17, 3, 2], [2, 60]);
}

/// The nearest list is empty and bounds nothing, so that there are more candidates than there is room for.
#[test]
fn queries_of_many_candidates_find_the_same() {
    let mut index = IvfFlat::new(1, 2, Metric::L2).unwrap();
    index.train(&[0.0, 100.0], &KMeans::new(2)).unwrap();
    let vectors: Vec<f32> = (0..1500u16).map(|at| 100.0 + f32::from(at % 37)).collect();
    index.add(&vectors).unwrap();
    let queries: Vec<f32> = (0..70u8).map(|at| f32::from(at % 2) * 103.0).collect();
    let search = Search::new(3).probes(2).executor(Executor::Kernels);
    let found = index.search(&stream(), &queries, &search).unwrap();
    for (query, row) in queries.chunks_exact(1).enumerate() {
        let expected = neighbors(Metric::L2, row, &vectors, 3);
        assert_found(Metric::L2, &found, query, &expected);
    }
}

#[test]
fn results_are_the_same_for_any_threads() {
    let (index, ..) = index(Metric::L2, 13, 500);
    let queries = Numbers::new(8).vectors(5, DIMS);
    let search = Search::new(20).probes(6);
    let host = index.search(&stream(), &queries, &search).unwrap();
    let kernels = search.executor(Executor::Kernels);
    for tpb in [32, 64, 128, 256, 1024] {
        let overrides = IvfOverrides { tpb: Some(tpb) };
        let found = scoped_ivf(overrides, || index.search(&stream(), &queries, &kernels));
        assert_eq!(found.unwrap().unwrap().ids(), host.ids(), "{tpb}");
    }
    let alone = rayon::ThreadPoolBuilder::new()
        .num_threads(7)
        .build()
        .unwrap();
    let found = alone.install(|| index.search(&stream(), &queries, &search).unwrap());
    assert_eq!(found.ids(), host.ids());
}

#[test]
fn kernels_have_no_race() {
    let stream = Device::check().default_stream().unwrap();
    check(&stream, Metric::L2, Executor::Kernels, [2, 5, 2]);
}

#[test]
fn every_list_of_an_index_is_everything() {
    let (index, vectors, ids) = index(Metric::L2, 13, 500);
    let query = Numbers::new(2).vectors(1, DIMS);
    let found = index
        .search(&stream(), &query, &Search::new(500).probes(99))
        .unwrap();
    let mut all: Vec<_> = neighbors(Metric::L2, &query, &vectors, 500);
    for entry in &mut all {
        entry.1 = ids[entry.1 as usize];
    }
    assert_found(Metric::L2, &found, 0, &first(all, 500));
}

#[test]
fn training_is_the_same_each_time_and_leaves_no_list_empty() {
    // 40 different vectors, each of them often, for 30 lists.
    let different = Numbers::new(1).vectors(40, DIMS);
    let vectors: Vec<f32> = different.iter().copied().cycle().take(400 * DIMS).collect();
    let kmeans = KMeans::new(30);
    let centers = kmeans.train(&vectors, DIMS, Metric::L2).unwrap();
    assert_eq!(centers, kmeans.train(&vectors, DIMS, Metric::L2).unwrap());
    let other = KMeans { seed: 5, ..kmeans };
    assert_ne!(centers, other.train(&vectors, DIMS, Metric::L2).unwrap());
    let loss = |centers: &[f32]| -> f64 {
        let rows = vectors.chunks_exact(DIMS);
        rows.map(|row| neighbors(Metric::L2, row, centers, 1)[0].0)
            .sum()
    };
    let start = KMeans {
        iterations: 0,
        ..kmeans
    };
    let first = start.train(&vectors, DIMS, Metric::L2).unwrap();
    assert!(
        loss(&centers) < 0.8 * loss(&first),
        "{} {}",
        loss(&centers),
        loss(&first)
    );
}

#[test]
fn what_does_not_fit_is_said() {
    let mut index = IvfFlat::new(2, 3, Metric::L2).unwrap();
    let said = |error: Error| error.to_string();
    assert_eq!(
        said(index.add(&[1.0; 2]).unwrap_err()),
        "the index is not trained; help: call `train` with vectors like those to be added"
    );
    let kmeans = KMeans::new(3);
    assert_eq!(
        said(index.train(&[1.0; 4], &kmeans).unwrap_err()),
        "expected `vectors` for 3 centers, found 2"
    );
    let wrong = [1.0, 2.0, 3.0, f32::INFINITY, 5.0, 6.0];
    assert_eq!(
        said(index.train(&wrong, &kmeans).unwrap_err()),
        "expected finite numbers to train with, found others in vector 1"
    );
    index
        .train(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0], &kmeans)
        .unwrap();
    assert_eq!(
        said(index.add_with_ids(&[1.0; 4], &[1]).unwrap_err()),
        "expected an id for each of 2 vectors, found 1"
    );
    assert_eq!(
        said(index.add_with_ids(&[1.0; 2], &[-1]).unwrap_err()),
        "expected ids from 0 on, found -1"
    );
    let search = Search::new(1).probes(0);
    assert_eq!(
        said(index.search(&stream(), &[1.0; 2], &search).unwrap_err()),
        "expected `probes` of 1 and more, found 0"
    );
}

#[test]
fn lists_in_arrays_are_searched_whatever_the_threads_and_parts() {
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        let (count, k) = (90, 33);
        let vectors = Numbers::new(4).vectors(count, DIMS);
        let queries = Numbers::new(6).vectors(3, DIMS);
        let array = Tensor::from_slice(&device, &vectors, [count, DIMS]).unwrap();
        let ids: Vec<i64> = (0..count as i64).map(|id| 2 * id).collect();
        let ids = Tensor::from_slice(&device, &ids, [count]).unwrap();
        let batch = Tensor::from_slice(&device, &queries, [3, DIMS]).unwrap();
        let one = Tensor::from_slice(&device, &queries[..DIMS], [DIMS]).unwrap();
        let expected: Vec<Vec<(f64, i64)>> = queries
            .chunks_exact(DIMS)
            .map(|query| neighbors(Metric::L2, query, &vectors, k))
            .map(|all| {
                all.into_iter()
                    .map(|(distance, id)| (distance, 2 * id))
                    .collect()
            })
            .collect();
        for tpb in [None, Some(32), Some(128)] {
            let list = ListTopk {
                vectors: &array,
                ids: &ids,
                k,
                tpb,
            };
            let same = |found: (Tensor, Tensor), expected: &[Vec<(f64, i64)>]| {
                let distances = found.0.to_vec::<f32>().unwrap();
                let ids = found.1.to_vec::<i64>().unwrap();
                let found = distances.into_iter().map(f64::from).zip(ids);
                assert!(
                    found.eq(expected.iter().flatten().copied()),
                    "{tpb:?} {device}"
                );
            };
            same(
                ivf_list_topk_l2_batch(&stream, &batch, &list).unwrap(),
                &expected,
            );
            same(
                ivf_list_topk_l2(&stream, &one, &list).unwrap(),
                &expected[..1],
            );
            let parts = ivf_list_topk_l2_chunked(&stream, &one, &list, 17);
            same(parts.unwrap(), &expected[..1]);
        }
    }
}
