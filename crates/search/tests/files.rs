//! Index files: those that FAISS wrote, our own, and broken ones.

use std::{fs, path::PathBuf};

use kernsmith_runtime::Device;
use kernsmith_search::{
    AnyIndex, Flat, Index, IvfFlat, IvfPq, Metric, Search, Storage, Transformed,
    kmeans::KMeans,
    pq::ProductQuantizer,
    transform::{Itq, ItqOptions, Pca, PcaOptions},
};

use crate::brute_force::Numbers;

const DIMS: usize = 8;
/// As `write_with_faiss.py` has them.
const FILES: [&str; 13] = [
    "flat_l2",
    "flat_ip",
    "flat_cosine",
    "ivf_flat",
    "ivf_flat_sparse",
    "ivf_pq",
    "ivf_pq_whole",
    "flat_pca",
    "flat_itq",
    "ivf_rotated",
    "ivf_opq",
    "flat_f16",
    "ivf_bf16",
];

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/{name}"))
}

fn queries() -> Vec<f32> {
    (0..6 * DIMS as i64)
        .map(|at| ((at * 11 + at * at / 5) % 7 - 3) as f32)
        .collect()
}

fn search(index: &dyn Index, queries: &[f32]) -> (Vec<f32>, Vec<i64>) {
    let stream = Device::cpu().default_stream().unwrap();
    let search = Search::new(10).probes(3);
    let found = index.search(&stream, queries, &search).unwrap();
    (found.distances().to_vec(), found.ids().to_vec())
}

#[test]
fn what_faiss_wrote_is_read_and_the_same_is_found() {
    for name in FILES {
        let index = AnyIndex::load(fixture(&format!("{name}.index"))).unwrap();
        let (distances, ids) = search(index.index(), &queries());
        let text = fs::read_to_string(fixture(&format!("{name}.found"))).unwrap();
        let theirs: Vec<(f32, i64)> = text
            .lines()
            .map(|line| line.split_once(' ').unwrap())
            .map(|(distance, id)| (distance.parse().unwrap(), id.parse().unwrap()))
            .collect();
        assert_eq!(theirs.len(), ids.len(), "{name}");
        for (at, &(distance, id)) in theirs.iter().enumerate() {
            // FAISS has its own worst distance where there is no vector.
            assert_eq!(id == -1, ids[at] == -1, "{name} {at}");
            let near = |a: f32, b: f32| (a - b).abs() <= 1e-5 * b.abs().max(1.0);
            assert!(id == -1 || near(distances[at], distance), "{name} {at}");
            // Equal distances may come in another order there, and the last ones may be others.
            let row = at / 10 * 10..at / 10 * 10 + 10;
            let last = near(distance, theirs[row.end - 1].0);
            assert!(last || ids[row].contains(&id), "{name} {at}: {id}");
        }
    }
    let cosine = Flat::load(fixture("flat_cosine.index")).unwrap();
    assert_eq!(cosine.metric(), Metric::Cosine);
}

#[test]
fn what_is_saved_is_loaded_and_finds_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let vectors = Numbers::new(1).vectors(300, DIMS);
    let queries = Numbers::new(2).vectors(7, DIMS);
    for metric in [Metric::L2, Metric::InnerProduct, Metric::Cosine] {
        let mut flat = Flat::new(DIMS, metric).unwrap();
        flat.save(&path).unwrap();
        assert_eq!(Flat::load(&path).unwrap().len(), 0);
        flat.add(&vectors).unwrap();
        flat.save(&path).unwrap();
        let loaded = Flat::load(&path).unwrap();
        assert_eq!(search(&flat, &queries), search(&loaded, &queries));
        let halves = loaded.with_storage(Storage::F16);
        halves.save(&path).unwrap();
        let loaded = Flat::load(&path).unwrap();
        assert_eq!((loaded.len(), loaded.storage()), (300, Storage::F16));
        assert_eq!(search(&halves, &queries), search(&loaded, &queries));
        // All lists, and most of them empty.
        for lists in [4, 250] {
            let mut ivf = IvfFlat::new(DIMS, lists, metric).unwrap();
            ivf.train(&vectors, &KMeans::new(lists)).unwrap();
            ivf.add(&vectors[..90 * DIMS]).unwrap();
            ivf.save(&path).unwrap();
            let loaded = IvfFlat::load(&path).unwrap();
            assert_eq!((loaded.len(), loaded.metric()), (90, metric));
            assert_eq!(search(&ivf, &queries), search(&loaded, &queries));
            let ivf = ivf.with_storage(Storage::Bf16);
            ivf.save(&path).unwrap();
            let loaded = IvfFlat::load(&path).unwrap();
            assert_eq!((loaded.len(), loaded.storage()), (90, Storage::Bf16));
            assert_eq!(search(&ivf, &queries), search(&loaded, &queries));
        }
        let quantizer = ProductQuantizer::new(DIMS, 4, 4).unwrap();
        let mut pq = IvfPq::new(4, quantizer, metric).unwrap();
        pq.train(&vectors, &KMeans::new(4)).unwrap();
        pq.add(&vectors).unwrap();
        pq.save(&path).unwrap();
        let loaded = IvfPq::load(&path).unwrap();
        assert_eq!(search(&pq, &queries), search(&loaded, &queries));
        // Written again, the bytes are the same.
        let bytes = fs::read(&path).unwrap();
        loaded.save(&path).unwrap();
        assert!(bytes == fs::read(&path).unwrap());
        let pca = Pca::new(DIMS, 6, PcaOptions::default()).unwrap();
        let itq = Itq::new(6, ItqOptions::default()).unwrap();
        let behind = IvfFlat::new(6, 4, metric).unwrap();
        let mut behind = Transformed::new([pca.into(), itq.into()], behind).unwrap();
        behind.train(&vectors, &KMeans::new(4)).unwrap();
        behind.add(&vectors).unwrap();
        behind.save(&path).unwrap();
        let loaded = Transformed::<IvfFlat>::load(&path).unwrap();
        assert_eq!((loaded.len(), loaded.metric()), (300, metric));
        assert_eq!(search(&behind, &queries), search(&loaded, &queries));
        let bytes = fs::read(&path).unwrap();
        loaded.save(&path).unwrap();
        assert!(bytes == fs::read(&path).unwrap());
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_broken_file_is_an_error_and_nothing_worse() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let mut wrong = 0;
    for name in FILES {
        let bytes = fs::read(fixture(&format!("{name}.index"))).unwrap();
        let lengths = (0..bytes.len()).step_by(41);
        for length in lengths {
            fs::write(&path, &bytes[..length]).unwrap();
            AnyIndex::load(&path).unwrap_err();
        }
        // Every byte of what comes first and last, and some between.
        for at in (0..200.min(bytes.len())).chain(bytes.len().saturating_sub(2000)..bytes.len()) {
            if at % if at < 120 { 3 } else { 61 } != 0 {
                continue;
            }
            for value in [0x7f, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] = value;
                fs::write(&path, &bytes).unwrap();
                match AnyIndex::load(&path) {
                    Err(_) => wrong += 1,
                    Ok(index) if index.index().dims() == DIMS => {
                        search(index.index(), &queries());
                    }
                    Ok(_) => {}
                }
            }
        }
    }
    assert!(wrong > 100, "{wrong}");
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("index");
    let said = |bytes: &[u8]| {
        fs::write(&path, bytes).unwrap();
        let error = AnyIndex::load(&path).unwrap_err().to_string();
        let name = format!("`{}`, ", path.display());
        error.strip_prefix(&name).unwrap().to_owned()
    };
    assert_eq!(
        said(b"IxH"),
        "byte 0: expected 4 numbers of 1 bytes, found 3 bytes"
    );
    assert_eq!(
        said(b"IHNf____"),
        "byte 0: expected an index of kind `IxF2`, `IxFI`, `IxSQ`, `IwFl`, `IwSq` or `IwPQ`, found `IHNf`"
    );
    let mut behind = fs::read(fixture("flat_pca.index")).unwrap();
    behind[41..45].copy_from_slice(b"HRot");
    assert_eq!(
        said(&behind),
        "byte 41: expected a transform of kind `VNrm`, `LTra`, `rrot`, `Pcam` or `Viqm`, found `HRot`"
    );
    let flat = fs::read(fixture("flat_l2.index")).unwrap();
    let mut many = flat.clone();
    many[10] = 1;
    assert_eq!(
        said(&many),
        "byte 37: expected 65736 vectors of 8 numbers, found 1600 numbers"
    );
    let mut longer = flat.clone();
    longer.push(0);
    let expected = format!(
        "byte {}: expected the end of the file, found 1 more bytes",
        flat.len()
    );
    assert_eq!(said(&longer), expected);
    fs::write(&path, &flat).unwrap();
    assert_eq!(
        IvfPq::load(&path).unwrap_err().to_string(),
        "expected a file of `IvfPq`, found a flat index"
    );
    let untrained = IvfFlat::new(2, 3, Metric::L2).unwrap();
    let error = untrained.save(&path).unwrap_err().to_string();
    assert!(error.starts_with("the index is not trained"), "{error}");
    // The file of before is still there.
    assert_eq!(fs::read(&path).unwrap(), flat);
}
