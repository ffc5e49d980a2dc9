//! The peer of `linalg_bench.py`, which starts it: answers, on each line of the input, how long a factorization takes on
//! the host, and writes what is found beside the matrix.
//!
//! ```text
//! linalg_bench MATRIX                      a file of float32 numbers, written anew for each line
//! > operation rows columns repeats         qr, svd, cholesky, eigh or solve (with ones on the right side)
//! < seconds                                of the fastest; R, values, L, values or x are in MATRIX.found
//! ```

use std::{
    env,
    error::Error,
    fs,
    io::{self, BufRead, Write},
    time::Instant,
};

use kernsmith_linalg::{
    cholesky::{CholeskyOptions, cholesky},
    eigen::{EighOptions, eigh},
    lu::{SolveOptions, solve},
    qr::{QrOptions, qr},
    svd::{SvdOptions, svd},
};
use kernsmith_runtime::{DType, Device, Stream, Tensor};

fn main() -> Result<(), Box<dyn Error>> {
    let path = env::args().nth(1).ok_or("expected the file of a matrix")?;
    let stream = Device::cpu().default_stream()?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let words: Vec<&str> = line.split_whitespace().collect();
        let [operation, rows, columns, repeats] = words[..] else {
            return Err("expected an operation, rows, columns and repeats".into());
        };
        let shape = [rows.parse()?, columns.parse()?];
        let a = Tensor::from_bytes(stream.device(), &fs::read(&path)?, DType::F32, shape)?;
        let mut best = f64::INFINITY;
        let mut found = None;
        for _ in 0..repeats.parse::<usize>()? {
            let start = Instant::now();
            found = Some(run(&stream, operation, &a)?);
            best = best.min(start.elapsed().as_secs_f64());
        }
        if let Some(found) = found {
            fs::write(format!("{path}.found"), found.to_bytes()?)?;
        }
        let mut output = io::stdout();
        writeln!(output, "{best}")?;
        output.flush()?;
    }
    Ok(())
}

fn run(stream: &Stream, operation: &str, a: &Tensor) -> Result<Tensor, Box<dyn Error>> {
    Ok(match operation {
        "qr" => qr(stream, a, &QrOptions::default())?.r,
        "svd" => svd(stream, a, &SvdOptions::default())?.s,
        "cholesky" => cholesky(stream, a, &CholeskyOptions::default())?.factor,
        "eigh" => eigh(stream, a, &EighOptions::default())?.values,
        "solve" => {
            let ones = Tensor::full(stream.device(), 1.0, DType::F32, [a.shape()[0]])?;
            solve(stream, a, &ones, &SolveOptions::default())?
        }
        other => return Err(format!("expected an operation, found `{other}`").into()),
    })
}
