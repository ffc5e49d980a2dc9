//! Products of matrices by every candidate and by the choice among them: `gemm_bench [DEVICE]`.
//!
//! Needs nothing but itself. Of each candidate's result 256 elements are compared with sums in double precision, and
//! what is wrong ends the run. Then all candidates are timed in turns. On a GPU a time is what the longer of two captured
//! graphs takes more, for each of its products more, so that neither starting a graph nor the clock counts; on a processor
//! it is that of a call. The share is what the choice reaches of the best candidate's rate; it ends with 1 where one
//! is less than 0.97.
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

use kernsmith_kernels::{
    Error as KernelsError, HostTensor,
    gemm::{Activation, Bounded, GemmCall, gemm, gemm_plan, gemm_reference},
    host,
    settings::{GemmOverrides, scoped},
};
use kernsmith_runtime::{DType, Device, Error as RuntimeError, Stream, Tensor};
use std::{process::ExitCode, time::Instant};

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// Batches, rows, columns, `k`, and which matrices are transposed.
type Case = ([usize; 4], [bool; 2]);

const PLAIN: [bool; 2] = [false, false];
const CASES: [Case; 14] = [
    ([1, 256, 256, 256], PLAIN),
    ([1, 512, 512, 512], PLAIN),
    ([1, 1024, 1024, 1024], PLAIN),
    ([1, 2048, 2048, 2048], PLAIN),
    ([1, 4096, 4096, 4096], PLAIN),
    ([1, 64, 64, 65_536], [true, false]),
    ([1, 64, 64, 65_536], PLAIN),
    ([1, 1, 4096, 4096], PLAIN),
    ([1, 1, 4096, 4096], [false, true]),
    ([1, 1024, 1024, 1024], [false, true]),
    ([1, 1000, 1000, 1000], [true, true]),
    ([64, 128, 128, 128], PLAIN),
    ([64, 128, 128, 64], [false, true]),
    ([1, 4095, 4095, 4095], PLAIN),
];
const TYPES: [DType; 2] = [DType::F32, DType::BF16];
/// Operations of a product that a processor is asked for, at most.
const MOST_OPERATIONS: usize = 1 << 35;
const TILES: [&str; 5] = ["128x128", "128x64", "64x64", "32x64", "32x32"];
/// Elements of each result that are compared.
const COMPARED: usize = 256;
/// Times of each candidate, of which the median counts.
const ROUNDS: usize = 9;
/// How many times as long as the fastest a candidate may take and be timed again.
const HOPELESS: f64 = 2.5;
/// How long the products of one time take, at least, in seconds.
const LONG: f64 = 2e-3;
const LEAST_SHARE: f64 = 0.97;

fn main() -> Fallible<ExitCode> {
    let device = match std::env::args().nth(1) {
        Some(name) => name.parse()?,
        None => Device::cuda(0).unwrap_or_else(|_| Device::cpu()),
    };
    let stream = Stream::new(&device)?;
    println!("{}: {}", device.name(), device.info().model);
    match device.product_library() {
        Ok(library) => println!(
            "library: {} {}",
            library.name,
            library.version.unwrap_or_default()
        ),
        Err(reason) => println!("library: none ({reason})"),
    }
    println!(
        "| product | best candidate | us | Top/s | chosen | us | share | a call, us |\n|---|---|---|---|---|---|---|---|"
    );
    let mut least = f64::INFINITY;
    for dtype in TYPES {
        for case in CASES {
            let operations = 2 * case.0.iter().product::<usize>();
            if device.kind().is_gpu() || operations <= MOST_OPERATIONS {
                least = least.min(row(&stream, dtype, case)?);
            }
        }
    }
    println!("\nleast share: {least:.3}");
    Ok(match least >= LEAST_SHARE {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// A product's arguments and what it should be.
struct Product<'a> {
    stream: &'a Stream,
    dtype: DType,
    a: Tensor,
    b: Tensor,
    call: GemmCall<'static>,
    expected: Vec<(usize, Bounded)>,
}

/// Who is asked, by name.
struct Candidate {
    name: String,
    /// Products that are timed at once.
    calls: u32,
    overrides: GemmOverrides,
    times: Vec<f64>,
}

fn row(stream: &Stream, dtype: DType, case: Case) -> Fallible<f64> {
    let product = Product::new(stream, dtype, case)?;
    let mut candidates = product.candidates()?;
    // Where the choice is is not always the same.
    candidates.push(Candidate::new("chosen", GemmOverrides::default()));
    for candidate in &candidates {
        let found = scoped(candidate.overrides, || product.result());
        product.verify(&candidate.name, &found?)?;
    }
    time_all(&product, &mut candidates)?;
    let calls = candidates[candidates.len() - 1].calls;
    let chosen = candidates.pop().expect("it was just pushed").median();
    let best = candidates
        .iter()
        .min_by(|a, b| a.median().total_cmp(&b.median()));
    let best = best.expect("kernels are always a candidate");
    let by = gemm_plan(stream.device(), &product.a, &product.b, &product.call)?.by;
    let ([batches, m, n, k], [ta, tb]) = case;
    let form = |turned| if turned { 't' } else { 'n' };
    let operations = 2.0 * (batches * m * n) as f64 * k as f64;
    let share = best.median() / chosen;
    println!(
        "| {dtype} {}{} {batches}x{m}x{n}x{k} | {} | {:.1} | {:.2} | {} | {:.1} | {share:.2} | {:.1} |",
        form(ta),
        form(tb),
        best.name,
        1e6 * best.median(),
        operations / best.median() / 1e12,
        by.value,
        1e6 * chosen,
        1e6 * product.host_time(calls)?,
    );
    Ok(share)
}

/// Times all in turns; the choice is the last.
fn time_all(product: &Product<'_>, candidates: &mut Vec<Candidate>) -> Fallible<()> {
    for candidate in candidates.iter_mut() {
        candidate.calls = scoped(candidate.overrides, || product.calls())?;
        let time = scoped(candidate.overrides, || product.time(candidate.calls))?;
        candidate.times.push(time);
    }
    // What takes several times as long is not timed again; the choice stays.
    let chosen = candidates.pop().expect("the choice is there");
    let times = candidates.iter().map(Candidate::median);
    let least = times.fold(f64::INFINITY, f64::min);
    candidates.retain(|candidate| candidate.median() <= HOPELESS * least);
    candidates.push(chosen);
    for round in 0..ROUNDS {
        let count = candidates.len();
        for at in 0..count {
            let candidate = &mut candidates[(at + round) % count];
            let time = scoped(candidate.overrides, || product.time(candidate.calls))?;
            candidate.times.push(time);
        }
    }
    Ok(())
}

impl Candidate {
    fn new(name: &str, overrides: GemmOverrides) -> Self {
        Self {
            name: name.to_owned(),
            overrides,
            calls: 1,
            times: Vec::new(),
        }
    }

    fn median(&self) -> f64 {
        let mut times = self.times.clone();
        times.sort_unstable_by(f64::total_cmp);
        times[times.len() / 2]
    }
}

impl<'a> Product<'a> {
    fn new(stream: &'a Stream, dtype: DType, (sizes, transposed): Case) -> Fallible<Self> {
        let [batches, m, n, k] = sizes;
        let numbers = |count: usize, seed: u64| -> Vec<f64> {
            let of = |at: u64| (at + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            (0..count as u64)
                .map(|at| host::round(dtype, of(at) as f64 / f64::from(1 << 24) - 0.5))
                .collect()
        };
        let (a, b) = (
            numbers(batches * m * k, 0),
            numbers(batches * k * n, 1 << 32),
        );
        let elements = batches * m * n;
        let step = (elements / COMPARED).max(1) | 1;
        let expected = (0..elements).step_by(step).map(|at| {
            let (batch, i, j) = (at / (m * n), at / n % m, at % n);
            let products: Vec<_> = (0..k)
                .map(|p| {
                    let of_a = if transposed[0] { p * m + i } else { i * k + p };
                    let of_b = if transposed[1] { j * k + p } else { p * n + j };
                    [a[batch * m * k + of_a], b[batch * k * n + of_b]]
                })
                .collect();
            (
                at,
                gemm_reference(&products, [1.0, 0.0], [0.0; 2], Activation::None),
            )
        });
        let expected = expected.collect();
        let tensor = |values: &[f64], [rows, columns]: [usize; 2], turned: bool| {
            let sides = if turned {
                [columns, rows]
            } else {
                [rows, columns]
            };
            let shape = match batches {
                1 => sides.to_vec(),
                _ => vec![batches, sides[0], sides[1]],
            };
            let host = HostTensor::from_values(dtype, &shape, values);
            Tensor::from_bytes(stream.device(), &host.bytes, dtype, shape)
        };
        Ok(Self {
            stream,
            dtype,
            a: tensor(&a, [m, k], transposed[0])?,
            b: tensor(&b, [k, n], transposed[1])?,
            call: GemmCall {
                transpose_a: transposed[0],
                transpose_b: transposed[1],
                ..GemmCall::default()
            },
            expected,
        })
    }

    /// The library, kernels by their rules, whole where they are in parts, and by other tiles.
    fn candidates(&self) -> Fallible<Vec<Candidate>> {
        let kernels = GemmOverrides {
            library: Some(false),
            ..GemmOverrides::default()
        };
        let plan = |overrides| {
            let device = self.stream.device();
            scoped(overrides, || {
                gemm_plan(device, &self.a, &self.b, &self.call)
            })
        };
        let library = GemmOverrides {
            library: Some(true),
            ..GemmOverrides::default()
        };
        let mut candidates = vec![Candidate::new("kernels", kernels)];
        if plan(library)?.by.value == kernsmith_kernels::gemm::Maker::Library {
            candidates.push(Candidate::new("library", library));
        }
        let own = plan(kernels)?;
        if own.parts.value > 1 {
            candidates[0].name = format!("kernels in {} parts", own.parts.value);
            let whole = GemmOverrides {
                split_k: Some(false),
                ..kernels
            };
            candidates.push(Candidate::new("kernels, whole", whole));
        }
        for tile in TILES {
            let overrides = GemmOverrides {
                tile_av: tile.parse().ok(),
                tile_atb: tile.parse().ok(),
                ..kernels
            };
            if plan(overrides)?.tiling != own.tiling {
                candidates.push(Candidate::new(&format!("kernels, {tile}"), overrides));
            }
        }
        Ok(candidates)
    }

    fn make(&self, stream: &Stream) -> Result<Tensor, KernelsError> {
        gemm(stream, &self.a, &self.b, &self.call)
    }

    fn result(&self) -> Fallible<Vec<f64>> {
        let product = self.make(self.stream)?;
        Ok(host::decode(self.dtype, &product.to_bytes()?))
    }

    fn verify(&self, who: &str, found: &[f64]) -> Fallible<()> {
        for (at, expected) in &self.expected {
            if !expected.admits(self.dtype, found[*at]) {
                let said = format!("{who}: element {at}: {}, {expected:?}", found[*at]);
                return Err(said.into());
            }
        }
        Ok(())
    }

    /// How many products are timed at once.
    fn calls(&self) -> Fallible<u32> {
        let once = self.host_time(1)?.min(self.host_time(1)?).max(1e-7);
        let calls = (LONG / once).ceil().min(256.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 to 256"
        )]
        Ok(calls as u32)
    }

    /// Seconds of one product.
    fn time(&self, calls: u32) -> Fallible<f64> {
        if !self.stream.device().kind().is_gpu() {
            return self.host_time(calls);
        }
        let (short, long) = (self.graph_time(calls)?, self.graph_time(2 * calls)?);
        Ok((long - short).max(1e-9) / f64::from(calls))
    }

    /// Seconds of one call among many, with all that the host does for it.
    fn host_time(&self, calls: u32) -> Fallible<f64> {
        self.stream.synchronize()?;
        let start = Instant::now();
        for _ in 0..calls {
            self.make(self.stream)?;
        }
        self.stream.synchronize()?;
        Ok(start.elapsed().as_secs_f64() / f64::from(calls))
    }

    /// Seconds of a graph of so many products.
    fn graph_time(&self, calls: u32) -> Fallible<f64> {
        let graph = self.stream.capture(&[], |stream, _| {
            for _ in 0..calls {
                self.make(stream).map_err(|error| match error {
                    KernelsError::Runtime { source, .. } => *source,
                    _ => RuntimeError::Recorded,
                })?;
            }
            Ok(Vec::new())
        })?;
        graph.replay(self.stream, &[])?;
        self.stream.synchronize()?;
        let start = Instant::now();
        graph.replay(self.stream, &[])?;
        self.stream.synchronize()?;
        Ok(start.elapsed().as_secs_f64())
    }
}
