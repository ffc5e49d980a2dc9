//! What plans say of a search's cost, against numbers counted by hand.

use kernsmith_kernels::{plan::Cost, settings::device_rates};
use kernsmith_runtime::{DType, Device};
use kernsmith_search::{
    Executor, Flat, Index, IvfFlat, IvfPq, Metric, Search, Storage, Transformed, kmeans::KMeans,
    pq::ProductQuantizer, transform::Pca,
};

use crate::brute_force::Numbers;

const DIMS: usize = 6;
const COUNT: usize = 100;
const LISTS: usize = 4;
const QUERIES: usize = 5;
/// Seven neighbors from two lists of four, where there are lists.
const SEARCH: Search = Search::new(7).probes(2);

/// Operations and bytes, and the time of a device whose rates are known.
#[track_caller]
fn check(index: &dyn Index, operations: u128, bytes: u128) {
    for device in Device::all() {
        for executor in [Executor::Host, Executor::Kernels] {
            let search = SEARCH.executor(executor);
            let plan = index.explain(&device, QUERIES, &search).unwrap();
            let of_device = executor == Executor::Kernels || !device.kind().is_gpu();
            let rates = device_rates(&device).unwrap().filter(|_| of_device);
            let expected = Cost::new(rates.as_ref(), DType::F32, operations, bytes);
            assert_eq!(plan.cost, expected, "{executor} on {device}");
            assert!(plan.to_string().ends_with(&expected.to_string()), "{plan}");
        }
    }
}

fn vectors() -> Vec<f32> {
    Numbers::new(3).vectors(COUNT, DIMS)
}

fn filled<I: Index>(mut index: I) -> I {
    index.train(&vectors(), &KMeans::new(LISTS)).unwrap();
    index.add(&vectors()).unwrap();
    index
}

/// Queries of 24 bytes, and seven neighbors of 12.
const ASKED: u128 = 5 * (24 + 84);

#[test]
fn a_flat_search_reads_all_vectors_once() {
    let flat = |metric| filled(Flat::new(DIMS, metric).unwrap());
    // 500 distances of 6 numbers: three operations each, or two.
    check(&flat(Metric::L2), 9000, ASKED + 2400);
    check(&flat(Metric::InnerProduct), 6000, ASKED + 2400);
    let halves = flat(Metric::Cosine).with_storage(Storage::Bf16);
    check(&halves, 6000, ASKED + 1200);
    let plan = halves.explain(&Device::cpu(), 0, &SEARCH).unwrap();
    assert_eq!((plan.cost.operations, plan.cost.bytes), (0, 0));
}

#[test]
fn lists_are_chosen_and_then_read() {
    let index = IvfFlat::new(DIMS, LISTS, Metric::L2).unwrap();
    let index = filled(index.with_storage(Storage::F16));
    // 20 distances to centers; 250 to the vectors of lists, 50 of which all queries may share, with their ids.
    check(&index, 360 + 4500, ASKED + 96 + 600 + 400);
    let plan = index.explain(&Device::cpu(), 0, &SEARCH).unwrap();
    assert_eq!((plan.cost.operations, plan.cost.bytes), (0, 0));
    let every = index.explain(&Device::cpu(), 1, &SEARCH.probes(99));
    assert_eq!(every.unwrap().cost.bytes, 108 + 96 + 1200 + 800);
}

#[test]
fn codes_are_sums_of_tables() {
    let quantizer = || ProductQuantizer::new(DIMS, 3, 4).unwrap();
    // 12 bits of a code are two bytes; 16 centers of each part.
    let bytes = ASKED + 96 + 100 + 400 + 384;
    // Lists, ten tables of 16 distances, what is left after the list's center, and three entries for each of 250 codes.
    let index = IvfPq::new(LISTS, quantizer(), Metric::L2).unwrap();
    check(&filled(index), 360 + 2880 + 60 + 750, bytes);
    let index = IvfPq::new(LISTS, quantizer(), Metric::InnerProduct).unwrap();
    check(&filled(index), 240 + 1920 + 120 + 750, bytes);
    let index = IvfPq::new(LISTS, quantizer(), Metric::InnerProduct).unwrap();
    check(&filled(index.of_whole_vectors()), 240 + 1920 + 750, bytes);
}

#[test]
fn what_comes_before_a_search_is_not_counted() {
    let pca = Pca::new(DIMS, 2, Default::default()).unwrap();
    let index = Transformed::new([pca.into()], Flat::new(2, Metric::L2).unwrap()).unwrap();
    check(&filled(index), 3000, 5 * (8 + 84) + 800);
}
