//! Products of matrices, beside cuBLAS through PyTorch.
//!
//! Of each result one element of every 16 rows and 256 columns is compared with a sum in double precision.

use crate::{Fallible, measure::each};
use kernsmith_kernels::{
    dispatch::{kernel, prepare},
    gemm::{Activation, Bounded, GemmCall, GemmPlan, gemm_plan, gemm_reference},
    host,
    settings::{GemmOverrides, scoped},
};
use kernsmith_runtime::{DType, Stream, Tensor};
use std::{
    io::Write,
    process::{Command, Stdio},
};

const PEERS: &str = include_str!("products.py");
/// What is asked of a product, as a share of cuBLAS: float32 by threads, 16 bits by simdgroup matrices.
const LEAST_SHARE: [f64; 2] = [0.75, 0.4];
const CALLS: u32 = 10;
/// Every so manyth row and column is compared.
const STEP: usize = 16;

const SHAPES: [(DType, [usize; 3]); 5] = [
    (DType::F32, [4096, 4096, 4096]),
    (DType::BF16, [4096, 4096, 4096]),
    (DType::BF16, [8192, 8192, 8192]),
    (DType::F16, [4096, 4096, 4096]),
    (DType::F32, [1024, 1024, 1024]),
];
const TILES: [&str; 6] = ["128x128", "128x64", "64x128", "64x64", "32x64", "32x32"];

/// Prints a row a shape, or with `sweeps` one a tile and staging; says whether all are as fast as they should be.
pub(crate) fn table(stream: &Stream, sweeps: bool) -> Fallible<bool> {
    let peers = peers();
    println!(
        "| product | cut | TFLOP/s | cuBLAS | share | target | met |\n|---|---|---|---|---|---|---|"
    );
    let mut is_met = true;
    for (dtype, shape) in SHAPES {
        let matrices = Matrices::new(stream, dtype, shape)?;
        let [m, n, k] = shape;
        let what = format!("{dtype} {m} {n} {k}");
        let peer = (peers.lines())
            .find_map(|line| line.strip_prefix(&format!("{what}\t"))?.parse::<f64>().ok());
        for overrides in overrides(sweeps) {
            let (plan, rate) = scoped(overrides, || matrices.rate(stream))?;
            let least = LEAST_SHARE[usize::from(dtype != DType::F32)];
            let share = peer.map(|peer| rate / peer);
            let counts = !sweeps && m >= 4096;
            let met = !counts || share.is_none_or(|share| share >= least);
            is_met &= met;
            println!(
                "| {what} | {}, {} | {rate:.1} | {} | {} | {} | {} |",
                plan.tiling,
                if plan.double_buffer.value {
                    "two tiles"
                } else {
                    "one tile"
                },
                peer.map_or_else(|| "?".to_owned(), |peer| format!("{peer:.1}")),
                share.map_or_else(|| "?".to_owned(), |share| format!("{share:.2}")),
                if counts {
                    format!(">= {least}")
                } else {
                    String::new()
                },
                if met { "yes" } else { "**no**" },
            );
        }
    }
    Ok(is_met)
}

fn overrides(sweeps: bool) -> Vec<GemmOverrides> {
    if !sweeps {
        return vec![GemmOverrides::default()];
    }
    let of = |tile: &&str| {
        let tile = tile.parse().ok();
        [false, true].map(|double_buffer| GemmOverrides {
            double_buffer: Some(double_buffer),
            tile_av: tile,
            ..GemmOverrides::default()
        })
    };
    TILES.iter().flat_map(of).collect()
}

/// What cuBLAS does with the same shapes.
fn peers() -> String {
    let mut python = Command::new("python3");
    let python = python
        .args(["-c", PEERS])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let said = python.spawn().and_then(|mut child| {
        let mut asked = child.stdin.take().expect("it was asked for");
        for (dtype, [m, n, k]) in SHAPES {
            writeln!(asked, "{dtype} {m} {n} {k}")?;
        }
        drop(asked);
        child.wait_with_output()
    });
    match said {
        Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
        Err(error) => format!("no python3: {error}"),
    }
}

struct Matrices {
    shape: [usize; 3],
    dtype: DType,
    a: Tensor,
    b: Tensor,
    factors: Tensor,
    /// Rows, columns, and what their elements should be.
    expected: Vec<(usize, usize, Bounded)>,
}

impl Matrices {
    fn new(stream: &Stream, dtype: DType, shape: [usize; 3]) -> Fallible<Self> {
        let [m, n, k] = shape;
        let values = |count: usize, seed: u64| -> Vec<f64> {
            let of = |at: u64| (at + seed).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40;
            let number = |at: u64| {
                f64::from(u32::try_from(of(at)).expect("24 bits")) / f64::from(1 << 24) - 0.5
            };
            (0..count as u64)
                .map(|at| host::round(dtype, number(at)))
                .collect()
        };
        let (a, b) = (values(m * k, 0), values(k * n, 1 << 32));
        let element = |i: usize, j: usize| {
            let products: Vec<_> = (0..k).map(|p| [a[i * k + p], b[p * n + j]]).collect();
            gemm_reference(&products, [1.0, 0.0], [0.0, 0.0], Activation::None)
        };
        let places = (0..m).step_by(STEP).flat_map(|i| {
            (0..n)
                .step_by(16 * STEP)
                .map(move |j| (i, j + i % (16 * STEP)))
        });
        let expected = places.map(|(i, j)| (i, j, element(i, j))).collect();
        let tensor = |values: &[f64], shape: [usize; 2]| {
            let host = kernsmith_kernels::HostTensor::from_values(dtype, &shape, values);
            Tensor::from_bytes(stream.device(), &host.bytes, dtype, shape)
        };
        Ok(Self {
            shape,
            dtype,
            a: tensor(&a, [m, k])?,
            b: tensor(&b, [k, n])?,
            factors: Tensor::from_slice(stream.device(), &[1.0f32, 0.0], [2])?,
            expected,
        })
    }

    /// The plan and its teraflops, after its result was found right.
    fn rate(&self, stream: &Stream) -> Fallible<(GemmPlan, f64)> {
        let [m, n, k] = self.shape;
        let plan = gemm_plan(stream.device(), &self.a, &self.b, &GemmCall::default())?;
        let (a, b) = (self.a.reshape([1, m, k])?, self.b.reshape([1, k, n])?);
        let launch = prepare(plan.launch(), &[&a, &b, &a, &a, &self.factors]);
        let kernel = kernel("gemm", plan.launch().source)?;
        let output = kernel.call(stream, &launch)?.remove(0);
        let found = host::decode(self.dtype, &output.to_bytes()?);
        for (i, j, expected) in &self.expected {
            if !expected.admits(self.dtype, found[i * n + j]) {
                let value = found[i * n + j];
                return Err(format!("{plan}: element {i}, {j}: {value}, {expected:?}").into());
            }
        }
        let time = each(stream, (&kernel, &launch), CALLS)?.as_secs_f64();
        #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
        let flops = plan.cost.operations as f64;
        Ok((plan, flops / time / 1e12))
    }
}
