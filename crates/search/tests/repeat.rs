//! Searched again and again, with every number of threads that there is a choice of, what is found has the same bits:
//! what threads do in another order would show. On the processor, and on a GPU where there is one; the device `check`
//! looks for races itself.

use kernsmith_kernels::settings::{IvfOverrides, scoped_ivf};
use kernsmith_runtime::{Device, DeviceKind, Stream, Tensor};
use kernsmith_search::{
    Executor, Flat, Index, IvfFlat, IvfPq, Metric, Search,
    ivf::{ListTopk, ivf_list_topk_l2_chunked},
    kmeans::KMeans,
    pq::ProductQuantizer,
    select::topk,
};

use crate::brute_force::Numbers;

const DIMS: usize = 6;
/// Runs of a family, all numbers of its threads together: on a GPU, and on the processor, which takes its time for them
/// whenever tests run.
const RUNS: [usize; 2] = [100, 12];
const SEARCH: Search = Search::new(5).probes(2).executor(Executor::Kernels);

/// A search, and the bytes of what it finds.
type Run = Box<dyn Fn(&Stream) -> Vec<u8>>;

/// What is run again.
struct Family {
    name: &'static str,
    /// Threads of a threadgroup that a setting chooses; none where they are fixed.
    threads: &'static [u32],
    run: Run,
}

/// As the setting has them.
const ANY: &[u32] = &[32, 64, 128, 256];
/// As the kernel is cut: 256 threads.
const FIXED: &[u32] = &[];

fn bytes(distances: &[f32], ids: &[i64]) -> Vec<u8> {
    let distances = distances.iter().flat_map(|x| x.to_bits().to_ne_bytes());
    let ids = ids.iter().flat_map(|id| id.to_ne_bytes());
    distances.chain(ids).collect()
}

/// A search of an index that is made once.
fn of_index(
    name: &'static str,
    threads: &'static [u32],
    mut index: impl Index + 'static,
    queries: usize,
) -> Family {
    let vectors = Numbers::new(3).vectors(150, DIMS);
    index.train(&vectors, &KMeans::new(3)).unwrap();
    index.add(&vectors).unwrap();
    let queries = Numbers::new(8).vectors(queries, DIMS);
    let run = move |stream: &Stream| {
        let found = index.search(stream, &queries, &SEARCH).unwrap();
        bytes(found.distances(), found.ids())
    };
    Family {
        name,
        threads,
        run: Box::new(run),
    }
}

fn of_arrays(
    name: &'static str,
    threads: &'static [u32],
    run: impl Fn(&Stream) -> (Tensor, Tensor) + 'static,
) -> Family {
    let run = move |stream: &Stream| {
        let (distances, ids) = run(stream);
        bytes(&distances.to_vec().unwrap(), &ids.to_vec().unwrap())
    };
    Family {
        name,
        threads,
        run: Box::new(run),
    }
}

fn families() -> Vec<Family> {
    let flat = || Flat::new(DIMS, Metric::L2).unwrap();
    let lists = || IvfFlat::new(DIMS, 3, Metric::L2).unwrap();
    let codes = ProductQuantizer::new(DIMS, 3, 4).unwrap();
    let codes = IvfPq::new(3, codes, Metric::L2).unwrap();
    let train = |stream: &Stream| {
        let vectors = Numbers::new(4).vectors(90, DIMS);
        let kmeans = KMeans {
            iterations: 2,
            ..KMeans::new(5).executor(Executor::Kernels)
        };
        let centers = kmeans.train_on(stream, &vectors, DIMS, Metric::L2);
        bytes(&centers.unwrap(), &[])
    };
    vec![
        of_index("scan_batch", FIXED, flat(), 3),
        of_index("scan_probes, of one list", ANY, flat(), 1),
        of_index("scan_probes", ANY, lists(), 2),
        of_index("scan_candidates", FIXED, lists(), 16),
        of_index("pq_lut and adc", ANY, codes, 2),
        of_arrays("scan_vectors", ANY, |stream| {
            let array = |numbers: Vec<f32>, shape: &[usize]| {
                Tensor::from_slice(stream.device(), &numbers, shape).unwrap()
            };
            let ids: Vec<i64> = (0..90).collect();
            let list = ListTopk {
                vectors: &array(Numbers::new(4).vectors(90, DIMS), &[90, DIMS]),
                ids: &Tensor::from_slice(stream.device(), &ids, [90]).unwrap(),
                k: 33,
                tpb: None,
            };
            let query = array(Numbers::new(6).vectors(1, DIMS), &[DIMS]);
            ivf_list_topk_l2_chunked(stream, &query, &list, 17).unwrap()
        }),
        of_arrays("select_k", FIXED, |stream| {
            let values = Numbers::new(5).vectors(2, 700);
            let values = Tensor::from_slice(stream.device(), &values, [2, 700]);
            topk(stream, &values.unwrap(), 33).unwrap()
        }),
        Family {
            name: "nearest and means",
            threads: FIXED,
            run: Box::new(train),
        },
    ]
}

#[test]
fn kernels_give_the_same_bits_each_time_and_with_all_their_threads() {
    for device in Device::all() {
        if device.kind() == DeviceKind::Check {
            continue;
        }
        let stream = device.default_stream().unwrap();
        for family in families() {
            let run = |tpb: Option<u32>| {
                let overrides = IvfOverrides { tpb };
                scoped_ivf(overrides, || (family.run)(&stream)).unwrap()
            };
            let sizes: Vec<Option<u32>> = match family.threads {
                [] => vec![None],
                threads => threads.iter().copied().map(Some).collect(),
            };
            let first = run(sizes[0]);
            assert!(!first.is_empty());
            let runs = RUNS[usize::from(!device.kind().is_gpu())];
            for at in 1..runs {
                let tpb = sizes[at % sizes.len()];
                let name = family.name;
                assert!(run(tpb) == first, "{name}, {tpb:?} threads on {device}");
            }
        }
    }
}
