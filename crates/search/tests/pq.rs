//! Product quantization against exact sums of tables.

use kernsmith_runtime::{Device, Tensor};
use kernsmith_search::{
    Executor, Index, IvfPq, Metric, Search,
    kmeans::KMeans,
    pq::{
        CodeList, ProductQuantizer, build_pq_lut, ivfpq_list_topk_adc, ivfpq_list_topk_adc_batch,
    },
};

use crate::{
    brute_force::{Numbers, first, ranked},
    stream,
};

const DIMS: usize = 12;

/// Centers of whole numbers, so that tables and sums are exact.
fn quantizer(parts: usize, bits: u32) -> ProductQuantizer {
    let centers = Numbers::new(u64::from(bits)).vectors(1 << bits, DIMS);
    ProductQuantizer::from_centers(DIMS, parts, bits, centers).unwrap()
}

#[test]
fn codes_are_the_nearest_centers_of_parts() {
    for (parts, bits) in [(3, 8), (4, 4), (3, 4), (12, 8)] {
        let quantizer = quantizer(parts, bits);
        let vectors = Numbers::new(5).vectors(20, DIMS);
        let codes = quantizer.encode(&vectors).unwrap();
        let codes = codes.chunks_exact(quantizer.code_bytes());
        let width = quantizer.width();
        for (vector, code) in vectors.chunks_exact(DIMS).zip(codes) {
            let decoded = quantizer.decode(code);
            for part in 0..parts {
                let range = part * width..(part + 1) * width;
                let entries = quantizer.entries();
                let centers = &quantizer.centers()[part * entries * width..][..entries * width];
                let distance = |row: &[f32]| ranked(Metric::L2, &vector[range.clone()], row);
                let nearest = centers
                    .chunks_exact(width)
                    .map(distance)
                    .fold(f64::MAX, f64::min);
                assert_eq!(
                    distance(&decoded[range.clone()]),
                    nearest,
                    "{parts} x {bits}"
                );
            }
        }
    }
}

#[test]
fn tables_and_their_sums_are_exact_on_every_device() {
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        for (parts, bits, rows) in [(4, 4, 50), (3, 4, 33), (2, 8, 20)] {
            let quantizer = quantizer(parts, bits);
            let (entries, width) = (quantizer.entries(), quantizer.width());
            let array = |values: &[f32], shape: &[usize]| {
                Tensor::from_slice(&device, values, shape).unwrap()
            };
            let mut numbers = Numbers::new(11);
            let (queries, origins) = (numbers.vectors(2, DIMS), numbers.vectors(2, DIMS));
            let centers = array(quantizer.centers(), &[parts, entries, width]);
            let tables = build_pq_lut(
                &stream,
                &array(&queries, &[2, DIMS]),
                &array(&origins, &[2, DIMS]),
                &centers,
            );
            let tables = tables.unwrap();
            assert_eq!(tables.shape(), [2, parts, entries]);
            let one = build_pq_lut(
                &stream,
                &array(&queries[..DIMS], &[DIMS]),
                &array(&origins[..DIMS], &[DIMS]),
                &centers,
            );
            let one = one.unwrap();
            let all = tables.to_vec::<f32>().unwrap();
            assert_eq!(one.to_vec::<f32>().unwrap(), all[..parts * entries]);
            let residual = |query: usize| -> Vec<f32> {
                let pairs = queries[query * DIMS..].iter().zip(&origins[query * DIMS..]);
                pairs.take(DIMS).map(|(q, o)| q - o).collect()
            };
            for (at, &entry) in all.iter().enumerate() {
                let (query, part) = (at / entries / parts, at / entries % parts);
                let residual = &residual(query)[part * width..][..width];
                let center = &quantizer.centers()[at % (parts * entries) * width..][..width];
                assert_eq!(f64::from(entry), ranked(Metric::L2, residual, center));
            }
            let bytes = quantizer.code_bytes();
            let mask = if (parts * bits as usize).is_multiple_of(8) {
                255
            } else {
                15
            };
            let codes: Vec<u8> = (0..rows * bytes)
                .map(|at| numbers.next() as u8 & if at % bytes == bytes - 1 { mask } else { 255 })
                .collect();
            let list = CodeList {
                codes: &Tensor::from_slice(&device, &codes, [rows, bytes]).unwrap(),
                ids: &Tensor::from_slice(&device, &(0..rows as i64).collect::<Vec<_>>(), [rows])
                    .unwrap(),
                k: 40,
                tpb: Some(64),
            };
            let expected = |query: usize| {
                let sums = codes.chunks_exact(bytes).zip(0..).map(|(code, id)| {
                    (
                        ranked(Metric::L2, &residual(query), &quantizer.decode(code)),
                        id,
                    )
                });
                first(sums.collect(), 40)
            };
            let same = |found: (Tensor, Tensor), expected: Vec<(f64, i64)>| {
                let sums = found.0.to_vec::<f32>().unwrap();
                let ids = found.1.to_vec::<i64>().unwrap();
                assert!(
                    sums.into_iter().map(f64::from).zip(ids).eq(expected),
                    "{parts} {bits}"
                );
            };
            let found = ivfpq_list_topk_adc_batch(&stream, &tables, &list).unwrap();
            same(found, [expected(0), expected(1)].concat());
            same(
                ivfpq_list_topk_adc(&stream, &one, &list).unwrap(),
                expected(0),
            );
        }
    }
}

/// Sums of entries: of what the codes say, on the lists that are read.
#[test]
fn an_index_finds_the_smallest_sums_by_both_executors() {
    for (metric, bits, whole) in [
        (Metric::L2, 8, false),
        (Metric::L2, 4, true),
        (Metric::InnerProduct, 4, false),
        (Metric::InnerProduct, 8, true),
    ] {
        let vectors = Numbers::new(21).vectors(600, DIMS);
        let mut index = IvfPq::new(7, ProductQuantizer::new(DIMS, 3, bits).unwrap(), metric);
        if whole {
            index = index.map(IvfPq::of_whole_vectors);
        }
        let mut index = index.unwrap();
        index.train(&vectors, &KMeans::new(7)).unwrap();
        index.add(&vectors).unwrap();
        let queries = Numbers::new(22).vectors(5, DIMS);
        for (k, probes) in [(10, 3), (1100, 7)] {
            let search = Search::new(k).probes(probes);
            let [host, kernels] = [Executor::Host, Executor::Kernels].map(|executor| {
                let search = search.executor(executor);
                index.search(&stream(), &queries, &search).unwrap()
            });
            assert_eq!(host.ids(), kernels.ids(), "{metric} {bits} {whole}");
            assert_eq!(
                host.distances(),
                kernels.distances(),
                "{metric} {bits} {whole}"
            );
            check_sums(&index, metric, whole, &queries, (&host, probes));
        }
    }
}

fn check_sums(
    index: &IvfPq,
    metric: Metric,
    whole: bool,
    queries: &[f32],
    (found, probes): (&kernsmith_search::Neighbors, usize),
) {
    let probed = index.probed(queries, probes).unwrap();
    let centers = index.centers();
    for (query, row) in queries.chunks_exact(DIMS).enumerate() {
        let mut all = Vec::new();
        for &list in &probed[query * probes..(query + 1) * probes] {
            let (ids, codes) = index.list(list as usize);
            for (id, code) in ids.iter().zip(codes) {
                let mut vector = index.quantizer().decode(&code);
                let center = &centers[list as usize * DIMS..][..DIMS];
                if !whole {
                    for (x, center) in vector.iter_mut().zip(center) {
                        *x += center;
                    }
                }
                all.push((ranked(metric, row, &vector), *id));
            }
        }
        let expected = first(all, found.k());
        let (distances, ids) = found.of(query);
        let mut seen: Vec<i64> = ids.iter().copied().filter(|id| *id >= 0).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(
            seen.len(),
            expected.iter().filter(|entry| entry.1 >= 0).count()
        );
        let sign = if metric.is_similarity() { -1.0 } else { 1.0 };
        for (&distance, (exact, id)) in distances.iter().zip(expected) {
            let error = (sign * f64::from(distance) - exact).abs();
            // Distances of decoded vectors round elsewhere.
            assert!(
                id < 0 || error <= 1e-4 * exact.abs().max(1.0),
                "{distance} {exact}"
            );
        }
    }
}

#[test]
fn whole_numbers_are_found_in_exact_order() {
    // One list whose center is zero, and centers of parts that are whole: nothing rounds.
    let quantizer = quantizer(4, 4);
    let codes: Vec<u8> = (0..200u32)
        .flat_map(|at| [(at * 37) as u8, (at * 91) as u8])
        .collect();
    let stream = stream();
    let device = stream.device();
    let table = {
        let array =
            |values: &[f32], shape: &[usize]| Tensor::from_slice(device, values, shape).unwrap();
        let zero = array(&[0.0; DIMS], &[DIMS]);
        build_pq_lut(
            &stream,
            &zero,
            &zero,
            &array(quantizer.centers(), &[4, 16, 3]),
        )
        .unwrap()
    };
    let list = CodeList {
        codes: &Tensor::from_slice(device, &codes, [200, 2]).unwrap(),
        ids: &Tensor::from_slice(device, &(0..200).collect::<Vec<i64>>(), [200]).unwrap(),
        k: 200,
        tpb: None,
    };
    let (sums, ids) = ivfpq_list_topk_adc(&stream, &table, &list).unwrap();
    let pairs = sums
        .to_vec::<f32>()
        .unwrap()
        .into_iter()
        .zip(ids.to_vec::<i64>().unwrap());
    let pairs: Vec<(f32, i64)> = pairs.collect();
    assert!(pairs.is_sorted_by(|a, b| (a.0, a.1) < (b.0, b.1)));
}

#[test]
fn what_does_not_fit_is_said() {
    let said = |parts, bits| {
        ProductQuantizer::new(12, parts, bits)
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        said(5, 8),
        "expected `parts` that divide vectors of 12 numbers, found 5"
    );
    assert_eq!(said(3, 6), "expected `bits` of 4 or 8, found 6");
    let untrained = ProductQuantizer::new(12, 3, 8).unwrap().encode(&[0.0; 12]);
    assert!(
        untrained
            .unwrap_err()
            .to_string()
            .starts_with("the index is not trained")
    );
}
