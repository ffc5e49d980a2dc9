//! The peer of `search_bench.py`, which starts it: answers, on each line of the input, how long a search of an inverted
//! file takes on the host, and writes what is found beside the queries.
//!
//! ```text
//! search_bench INDEX QUERIES DIMS          a FAISS file, and float32 numbers
//! > probes batch k repeats                 all queries, so many at a time
//! < seconds                                of the fastest pass over all queries
//! ```

use std::{
    env,
    error::Error,
    fs,
    io::{self, BufRead, Write},
    time::Instant,
};

use kernsmith_runtime::Device;
use kernsmith_search::{AnyIndex, Search};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, index, path, dims] = &arguments[..] else {
        return Err("expected an index, queries and their length".into());
    };
    let dims: usize = dims.parse()?;
    let queries: Vec<f32> = fs::read(path)?
        .chunks_exact(4)
        .map(|bytes| f32::from_le_bytes(bytes.try_into().expect("chunks of four bytes")))
        .collect();
    let index = AnyIndex::load(index)?;
    let index = index.index();
    let stream = Device::cpu().default_stream()?;
    let mut output = io::stdout();
    writeln!(output, "{} vectors", index.len())?;
    output.flush()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Result<Vec<usize>, _> = line.split_whitespace().map(str::parse).collect();
        let [probes, batch, k, repeats] = words?[..] else {
            return Err("expected probes, batch, k and repeats".into());
        };
        let search = Search::new(k).probes(probes);
        let mut best = f64::INFINITY;
        let mut ids = Vec::new();
        for _ in 0..repeats {
            ids.clear();
            let start = Instant::now();
            for queries in queries.chunks(batch * dims) {
                ids.extend_from_slice(index.search(&stream, queries, &search)?.ids());
            }
            best = best.min(start.elapsed().as_secs_f64());
        }
        let bytes: Vec<u8> = ids.iter().flat_map(|id| id.to_le_bytes()).collect();
        fs::write(format!("{path}.found"), bytes)?;
        writeln!(output, "{best}")?;
        output.flush()?;
    }
    Ok(())
}
