//! Saves an index of each kind, with what it finds, for `tests/fixtures/read_with_faiss.py`:
//! `cargo run -p kernsmith-search --example save_indexes -- FOLDER`.

use std::{env, error::Error, fmt::Write, fs, path::Path};

use kernsmith_kernels::random::{Key, normal};
use kernsmith_runtime::Device;
use kernsmith_search::{
    Flat, Index, IvfFlat, IvfPq, Metric, Search, Storage, Transformed,
    kmeans::KMeans,
    pq::ProductQuantizer,
    transform::{
        Itq, ItqOptions, Opq, OpqOptions, Pca, PcaOptions, RandomRotation, RotationOptions,
    },
};

const DIMS: usize = 16;
const K: usize = 10;
const PROBES: usize = 3;

/// Saves an index, whichever kind it is.
type Save<'a> = &'a dyn Fn(&Path) -> Result<(), kernsmith_search::Error>;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("expected a folder")?;
    let folder = Path::new(&folder);
    let stream = Device::cpu().default_stream()?;
    let random = |seed, count| -> Result<Vec<f32>, Box<dyn Error>> {
        Ok(normal(&stream, Key::new(seed), [count * DIMS])?.to_vec()?)
    };
    let (vectors, queries) = (random(1, 2000)?, random(2, 20)?);
    let mut lines = String::new();
    for query in queries.chunks_exact(DIMS) {
        let numbers: Vec<String> = query.iter().map(f32::to_string).collect();
        writeln!(lines, "{}", numbers.join(" "))?;
    }
    fs::write(folder.join("queries"), lines)?;
    let save = |name: &str, index: &dyn Index, save: Save<'_>| -> Result<(), Box<dyn Error>> {
        let found = index.search(&stream, &queries, &Search::new(K).probes(PROBES))?;
        let mut lines = format!("{K} {PROBES}\n");
        for (distance, id) in found.distances().iter().zip(found.ids()) {
            writeln!(lines, "{distance} {id}")?;
        }
        fs::write(folder.join(format!("{name}.found")), lines)?;
        Ok(save(&folder.join(format!("{name}.index")))?)
    };
    let kmeans = KMeans::new(0);
    for (metric, name) in [
        (Metric::L2, "l2"),
        (Metric::InnerProduct, "ip"),
        (Metric::Cosine, "cosine"),
    ] {
        let mut flat = Flat::new(DIMS, metric)?;
        flat.add(&vectors)?;
        save(&format!("flat_{name}"), &flat, &|path| flat.save(path))?;
        let flat = flat.with_storage(Storage::Bf16);
        save(&format!("halves_{name}"), &flat, &|path| flat.save(path))?;
        for lists in [8, 1500] {
            let mut ivf = IvfFlat::new(DIMS, lists, metric)?;
            ivf.train(&vectors, &kmeans)?;
            ivf.add(if lists == 8 {
                &vectors
            } else {
                &vectors[..500 * DIMS]
            })?;
            save(&format!("ivf{lists}_{name}"), &ivf, &|path| ivf.save(path))?;
            let ivf = ivf.with_storage(Storage::F16);
            save(&format!("ivf{lists}_halves_{name}"), &ivf, &|path| {
                ivf.save(path)
            })?;
        }
        for (parts, bits) in [(4, 8), (8, 4)] {
            let quantizer = ProductQuantizer::new(DIMS, parts, bits)?;
            let mut index = IvfPq::new(8, quantizer, metric)?;
            if bits == 4 {
                index = index.of_whole_vectors();
            }
            index.train(&vectors, &kmeans)?;
            index.add(&vectors)?;
            save(&format!("pq{parts}x{bits}_{name}"), &index, &|path| {
                index.save(path)
            })?;
        }
        let options = PcaOptions {
            eigen_power: -1.0,
            rotation: true,
            ..PcaOptions::default()
        };
        let pca = Pca::new(DIMS, 12, options)?;
        let itq = Itq::new(12, ItqOptions::default())?;
        let mut flat = Transformed::new([pca.into(), itq.into()], Flat::new(12, metric)?)?;
        flat.train(&vectors, &kmeans)?;
        flat.add(&vectors)?;
        save(&format!("pca_itq_{name}"), &flat, &|path| flat.save(path))?;
        let rotation = RandomRotation::new(DIMS, 20, &RotationOptions::default())?;
        let mut ivf = Transformed::new([rotation.into()], IvfFlat::new(20, 8, metric)?)?;
        ivf.train(&vectors, &kmeans)?;
        ivf.add(&vectors)?;
        save(&format!("rotated_{name}"), &ivf, &|path| ivf.save(path))?;
        let opq = Opq::new(
            DIMS,
            8,
            4,
            OpqOptions {
                iterations: 3,
                ..OpqOptions::default()
            },
        )?;
        let codes = IvfPq::new(8, ProductQuantizer::new(8, 4, 8)?, metric)?;
        let mut codes = Transformed::new([opq.into()], codes)?;
        codes.train(&vectors, &kmeans)?;
        codes.add(&vectors)?;
        save(&format!("opq_{name}"), &codes, &|path| codes.save(path))?;
    }
    Ok(())
}
