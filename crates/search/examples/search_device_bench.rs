//! The peer of `search_device_bench.py`, which starts it: builds a flat index and an inverted file, and answers, on each line
//! of the input, how long a search on the fastest device takes, with the way of queries there and of neighbors back.
//!
//! ```text
//! search_device_bench VECTORS QUERIES DIMS LISTS        files of float32 numbers
//! > probes batch k repeats                       0 probes: the flat index; the first `batch` queries
//! < seconds                                      the median, after one search that is compared with the host's
//! ```

use std::{
    env,
    error::Error,
    fs,
    io::{self, BufRead, Write},
    time::Instant,
};

use kernsmith_runtime::{Device, DeviceKind, Stream};
use kernsmith_search::{Executor, Flat, Index, IvfFlat, Metric, Search, kmeans::KMeans};

/// Queries that the host searches for, too.
const COMPARED: usize = 16;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, vectors, queries, dims, lists] = &arguments[..] else {
        return Err("expected vectors, queries, their length and lists".into());
    };
    let (dims, lists) = (dims.parse()?, lists.parse()?);
    let (vectors, queries) = (numbers(vectors)?, numbers(queries)?);
    let mut flat = Flat::new(dims, Metric::L2)?;
    flat.add(&vectors)?;
    let mut ivf = IvfFlat::new(dims, lists, Metric::L2)?;
    let mut devices = Device::all();
    devices.retain(|device| device.kind() != DeviceKind::Check);
    let device = devices.last().ok_or("expected a device")?;
    let stream = device.default_stream()?;
    let mut seconds = Vec::new();
    for device in [&Device::cpu(), device] {
        let stream = device.default_stream()?;
        // Once before, so that kernels are compiled.
        ivf.train_on(&stream, &vectors[..lists * dims], &KMeans::new(lists))?;
        let start = Instant::now();
        ivf.train_on(&stream, &vectors, &KMeans::new(lists))?;
        seconds.push(start.elapsed().as_secs_f64());
        let start = Instant::now();
        ivf.add_on(&stream, &vectors)?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    drop(vectors);
    let mut output = io::stdout();
    writeln!(
        output,
        "{device}; seconds to train and to add: host {:.2} and {:.2}, there {:.2} and {:.2}",
        seconds[0], seconds[1], seconds[2], seconds[3]
    )?;
    output.flush()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Result<Vec<usize>, _> = line.split_whitespace().map(str::parse).collect();
        let [probes, batch, k, repeats] = words?[..] else {
            return Err("expected probes, batch, k and repeats".into());
        };
        let index: &dyn Index = if probes == 0 { &flat } else { &ivf };
        let search = Search::new(k)
            .probes(probes.max(1))
            .executor(Executor::Kernels);
        let seconds = time(&stream, index, &queries[..batch * dims], (&search, repeats))?;
        writeln!(output, "{seconds}")?;
        output.flush()?;
    }
    Ok(())
}

fn numbers(path: &str) -> io::Result<Vec<f32>> {
    let bytes = fs::read(path)?;
    let number = |bytes: &[u8]| f32::from_le_bytes(bytes.try_into().expect("chunks of four bytes"));
    Ok(bytes.chunks_exact(4).map(number).collect())
}

/// The median of so many searches, after one that has to find what the host finds.
fn time(
    stream: &Stream,
    index: &dyn Index,
    queries: &[f32],
    (search, repeats): (&Search, usize),
) -> Result<f64, Box<dyn Error>> {
    let found = index.search(stream, queries, search)?;
    let some = &queries[..queries.len().min(COMPARED * index.dims())];
    let host = index.search(stream, some, &search.executor(Executor::Host))?;
    for query in 0..some.len() / index.dims() {
        if found.of(query) != host.of(query) {
            return Err(format!("query {query} finds other neighbors than on the host").into());
        }
    }
    let mut seconds = Vec::new();
    for _ in 0..repeats {
        let start = Instant::now();
        index.search(stream, queries, search)?;
        seconds.push(start.elapsed().as_secs_f64());
    }
    seconds.sort_by(f64::total_cmp);
    Ok(seconds[repeats / 2])
}
