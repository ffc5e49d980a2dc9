//! Who is fastest for products of about one shape: the device's library, or kernels with a tile.

use kernsmith_discover::evaluate::stats::Interval;
use kernsmith_kernels::{
    HostTensor,
    gemm::{Activation, Bounded, GemmCall, Maker, gemm, gemm_plan, gemm_reference},
    host,
    settings::{GemmOverrides, Winner, scoped},
};
use kernsmith_runtime::{DType, Device, Stream, Tensor};
use serde_json::{Map, Value, json};

use super::{calls::compare, file::merge};
use crate::{error::Error, report::Report, sample};

const TYPES: [DType; 2] = [DType::F32, DType::BF16];
/// Tiles that kernels are tried with on GPUs, beside the one of the rule.
const TILES: [&str; 5] = ["128x128", "128x64", "64x64", "32x64", "32x32"];
/// Elements of a result that are compared, at most.
const COMPARED: usize = 128;

/// Batches, rows, columns and `k`, and which matrices are transposed.
type Case = ([usize; 4], [bool; 2]);

/// Winners of the buckets that were tried.
pub(super) struct Found(Vec<Row>);

struct Row {
    bucket: String,
    winner: Winner,
    /// How much faster than what held before; none where nothing was.
    speedup: Option<Interval>,
    candidates: usize,
}

impl Found {
    /// Into a device's entry.
    pub(super) fn write(&self, entry: &mut Map<String, Value>) -> Value {
        let rows = self.0.iter();
        let winners = rows.map(|row| (row.bucket.clone(), json!(row.winner.to_string())));
        merge(entry, "gemm_winners", winners.collect::<Map<_, _>>().into());
        let rows = self.0.iter().map(|row| {
            let said = match row.speedup {
                Some(Interval { low, median, high }) => json!({
                    "candidates": row.candidates,
                    "speedup": median,
                    "speedup_interval": [low, high],
                    "over": "what held before",
                }),
                None => json!({
                    "candidates": row.candidates,
                    "kept": "no candidate was faster than what held before",
                }),
            };
            (row.bucket.clone(), said)
        });
        json!({ "by_product": rows.collect::<Map<_, _>>() })
    }
}

/// Squares, a tall sum, a row, and a batch, in the sizes that a device is tuned with.
fn cases(side: usize) -> [Case; 7] {
    let plain = [false, false];
    [
        (
            [1, side.div_ceil(4), side.div_ceil(4), side.div_ceil(4)],
            plain,
        ),
        ([1, side, side, side], plain),
        ([1, side, side, side], [false, true]),
        ([1, 64, 64, 32 * side], [true, false]),
        ([1, 1, 2 * side, 2 * side], plain),
        ([1, 1, 2 * side, 2 * side], [false, true]),
        ([side.clamp(2, 32), 64, 64, 128], plain),
    ]
}

/// Times all candidates of all cases beside what holds now.
pub(super) fn sweep(
    device: &Device,
    side: usize,
    seed: u64,
    report: &mut Report<'_>,
) -> Result<Found, Error> {
    let stream = device.default_stream()?;
    let mut rows = Vec::new();
    for dtype in TYPES {
        for case in cases(side) {
            let product = Product::new(&stream, dtype, case)?;
            let row = product.best(seed)?;
            report.line(match row.speedup {
                Some(speedup) => format!(
                    "{}: {}, {:.2} to {:.2} times as fast",
                    row.bucket, row.winner, speedup.low, speedup.high
                ),
                None => format!("{}: {} as before", row.bucket, row.winner),
            });
            rows.push(row);
        }
    }
    Ok(Found(rows))
}

/// One product.
struct Product<'a> {
    stream: &'a Stream,
    dtype: DType,
    a: Tensor,
    b: Tensor,
    call: GemmCall<'static>,
    expected: Vec<(usize, Bounded)>,
}

impl<'a> Product<'a> {
    fn new(stream: &'a Stream, dtype: DType, (sizes, transposed): Case) -> Result<Self, Error> {
        let [batches, m, n, k] = sizes;
        let [ta, tb] = transposed;
        let numbers = |count: usize, seed: u32| -> Vec<f64> {
            let numbers = sample::numbers(count, seed).into_iter();
            numbers.map(|x| host::round(dtype, x.into())).collect()
        };
        let (a, b) = (numbers(batches * m * k, 1), numbers(batches * k * n, 2));
        let tensor = |values: &[f64], sides: [usize; 2]| {
            let shape = [batches, sides[0], sides[1]];
            let shape = if batches == 1 { &shape[1..] } else { &shape };
            let host = HostTensor::from_values(dtype, shape, values);
            Tensor::from_bytes(stream.device(), &host.bytes, dtype, shape)
        };
        let elements = batches * m * n;
        let element = |at: usize| {
            let (batch, i, j) = (at / (m * n), at / n % m, at % n);
            let place = |p: usize| {
                let of_a = if ta { p * m + i } else { i * k + p };
                let of_b = if tb { j * k + p } else { p * n + j };
                [a[batch * m * k + of_a], b[batch * k * n + of_b]]
            };
            let products: Vec<_> = (0..k).map(place).collect();
            let expected = gemm_reference(&products, [1.0, 0.0], [0.0; 2], Activation::None);
            (at, expected)
        };
        let step = elements.div_ceil(COMPARED) | 1;
        Ok(Self {
            stream,
            dtype,
            expected: (0..elements).step_by(step).map(element).collect(),
            a: tensor(&a, if ta { [k, m] } else { [m, k] })?,
            b: tensor(&b, if tb { [n, k] } else { [k, n] })?,
            call: GemmCall {
                transpose_a: ta,
                transpose_b: tb,
                ..GemmCall::default()
            },
        })
    }

    /// The candidate that is surely faster than what holds now, and by most.
    fn best(&self, seed: u64) -> Result<Row, Error> {
        let now = gemm_plan(self.stream.device(), &self.a, &self.b, &self.call)?;
        let held = match now.by.value {
            Maker::Library => Winner::Library,
            Maker::Kernels => Winner::Kernels {
                tile: Some(now.tile.value),
                parts: None,
            },
        };
        let candidates = self.candidates(now.by.value)?;
        let mut row = Row {
            bucket: now.bucket.to_string(),
            winner: held,
            speedup: None,
            candidates: candidates.len(),
        };
        self.verify(GemmOverrides::default())?;
        for (winner, overrides) in candidates {
            self.verify(overrides)?;
            let reference = || self.make().map(drop);
            let candidate = || scoped(overrides, || self.make().map(drop));
            let speedup = compare(self.stream, [&reference, &candidate], seed)?.speedup;
            if speedup.low > row.speedup.map_or(1.0, |best| best.low) {
                (row.winner, row.speedup) = (winner, Some(speedup));
            }
        }
        Ok(row)
    }

    /// All but what holds now.
    fn candidates(&self, now: Maker) -> Result<Vec<(Winner, GemmOverrides)>, Error> {
        let by = |library| GemmOverrides {
            library: Some(library),
            ..GemmOverrides::default()
        };
        let device = self.stream.device();
        let plan = |overrides| {
            scoped(overrides, || {
                gemm_plan(device, &self.a, &self.b, &self.call)
            })
        };
        let mut candidates = Vec::new();
        if now == Maker::Kernels && plan(by(true))?.by.value == Maker::Library {
            candidates.push((Winner::Library, by(true)));
        }
        let own = plan(by(false))?;
        let kernels = Winner::Kernels {
            tile: None,
            parts: None,
        };
        if now == Maker::Library {
            candidates.push((kernels, by(false)));
        }
        // A processor's tiles were tuned before, and are all as far from its library.
        let tiles: &[&str] = if device.kind().is_gpu() { &TILES } else { &[] };
        for tile in tiles {
            let overrides = GemmOverrides {
                tile_av: tile.parse().ok(),
                tile_atb: tile.parse().ok(),
                ..by(false)
            };
            let winner = Winner::Kernels {
                tile: overrides.tile_av,
                parts: None,
            };
            if plan(overrides)?.tiling != own.tiling {
                candidates.push((winner, overrides));
            }
        }
        Ok(candidates)
    }

    fn make(&self) -> Result<Tensor, Error> {
        Ok(gemm(self.stream, &self.a, &self.b, &self.call)?)
    }

    /// Nothing wrong is timed.
    fn verify(&self, overrides: GemmOverrides) -> Result<(), Error> {
        let product = scoped(overrides, || self.make())?;
        let found = host::decode(self.dtype, &product.to_bytes()?);
        let is_right = |(at, expected): &(usize, Bounded)| expected.admits(self.dtype, found[*at]);
        match self.expected.iter().all(is_right) {
            true => Ok(()),
            false => Err(Error::WrongResult(format!("a product with {overrides:?}"))),
        }
    }
}
