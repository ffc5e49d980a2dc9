//! How fast a device is at best: a long copy, and large products of each element type.

use kernsmith_kernels::{
    HostTensor,
    gemm::{GemmCall, gemm},
    host,
};
use kernsmith_runtime::{DType, Device, Tensor};
use serde_json::{Map, Value, json};

use crate::{clock, error::Error, report::Report, sample};

const TYPES: [DType; 3] = [DType::F32, DType::F16, DType::BF16];
/// Sides of the products, as many as those that are tuned with. Not tuned.
const SIDES: usize = 2;
/// Bytes that are copied: more than caches hold.
const COPY_BYTES: usize = 128 << 20;
/// Times, of which the best counts.
const ROUNDS: usize = 5;

/// Rates in 10^9 a second, by name.
pub(super) struct Found {
    side: usize,
    rates: Vec<(&'static str, u64)>,
}

impl Found {
    /// Into a device's entry.
    pub(super) fn write(&self, entry: &mut Map<String, Value>) -> Value {
        let rates = self
            .rates
            .iter()
            .map(|(name, rate)| ((*name).to_owned(), json!(rate)));
        entry.insert("rates".to_owned(), rates.collect::<Map<_, _>>().into());
        json!({ "side": self.side, "copied_bytes": COPY_BYTES, "best_of": ROUNDS })
    }
}

/// Measures all of them; products were verified before, when their makers were compared.
pub(super) fn measure(
    device: &Device,
    side: usize,
    report: &mut Report<'_>,
) -> Result<Found, Error> {
    let stream = device.default_stream()?;
    let side = SIDES * side;
    let gigabytes = whole(device.copy_bandwidth(COPY_BYTES)?.gb_per_s());
    let mut rates = vec![("gigabytes", gigabytes)];
    let numbers = sample::numbers(side * side, 1).into_iter().map(f64::from);
    let numbers: Vec<f64> = numbers.collect();
    for dtype in TYPES {
        let rounded: Vec<f64> = numbers.iter().map(|x| host::round(dtype, *x)).collect();
        let held = HostTensor::from_values(dtype, &[side, side], &rounded);
        let a = Tensor::from_bytes(device, &held.bytes, dtype, [side, side])?;
        let mut best = f64::INFINITY;
        for _ in 0..ROUNDS {
            let call = || Ok(gemm(&stream, &a, &a, &GemmCall::default()).map(drop)?);
            best = best.min(clock::each_us(&stream, 3, call)?);
        }
        let operations = 2.0 * (side as f64).powi(3);
        rates.push((dtype.name(), whole(operations / best / 1e3)));
    }
    report.line(format!(
        "at best {gigabytes} GB/s copied, {} Gop/s of float32, {} of float16, {} of bfloat16",
        rates[1].1, rates[2].1, rates[3].1
    ));
    Ok(Found { side, rates })
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a rate of less than 2^64, and at least 1"
)]
fn whole(rate: f64) -> u64 {
    rate.round().max(1.0) as u64
}
