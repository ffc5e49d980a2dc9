//! Tiles of products of matrices.

use kernsmith_discover::evaluate::{
    measure::{Bench, Paired, Sampling, Side, paired_by_seed},
    stats::median,
};
use kernsmith_kernels::{
    Error as KernelsError,
    dispatch::{kernel, prepare},
    gemm::{GemmCall, GemmPlan, gemm_plan},
    settings::{GemmOverrides, Tile, scoped},
};
use kernsmith_runtime::{Device, Kernel, Launch, Stream, Tensor};
use serde_json::{Map, Value, json};

use super::file::merge;
use crate::{error::Error, report::Report, sample};

const OP: &str = "gemm";
/// Rows and columns that threadgroups are tried with.
const TILES: [[u32; 2]; 14] = [
    [8, 32],
    [16, 16],
    [16, 32],
    [16, 64],
    [32, 16],
    [32, 32],
    [32, 64],
    [64, 16],
    [64, 32],
    [64, 64],
    [64, 128],
    [128, 32],
    [128, 64],
    [128, 128],
];

/// The best tile of each form.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) side: usize,
    pub(super) candidates: usize,
    pub(super) av: Best,
    pub(super) atb: Best,
}

/// A tile, how it is staged, and what was measured of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Best {
    pub(super) tile: Tile,
    pub(super) pad: bool,
    pub(super) double_buffer: bool,
    /// Median time, and the interval of the times as fast as before; none where nothing was faster.
    pub(super) measured: Option<[f64; 4]>,
}

impl Found {
    /// Into a device's entry.
    pub(super) fn write(&self, entry: &mut Map<String, Value>) -> Value {
        let tiles = json!({ "av": self.av.tile.to_string(), "atb": self.atb.tile.to_string() });
        merge(entry, "gemm_tiles", tiles);
        let options = json!({ "pad": self.av.pad, "double_buffer": self.av.double_buffer });
        merge(entry, "gemm", options);
        json!({
            "side": self.side,
            "candidates": self.candidates,
            "av": self.av.rationale(),
            "atb": self.atb.rationale(),
        })
    }
}

impl Best {
    fn rationale(&self) -> Value {
        match self.measured {
            Some([us, low, median, high]) => json!({
                "us": us,
                "speedup": median,
                "speedup_interval": [low, high],
                "over": "what held before",
            }),
            None => json!({ "kept": "no candidate was faster than what held before" }),
        }
    }
}

/// Tries all tiles and both ways of staging for `A V`, then all tiles for `A^T B`.
pub(super) fn sweep(
    device: &Device,
    side: usize,
    seed: u64,
    report: &mut Report<'_>,
) -> Result<Found, Error> {
    let stream = device.default_stream()?;
    let matrix = |seed| Ok::<_, Error>(sample::array(device, &[side, side], seed)?.0);
    let product = Product {
        stream: &stream,
        a: matrix(1)?,
        b: matrix(2)?,
        factors: Tensor::from_slice(device, &[1.0f32, 0.0], [2])?,
        seed,
    };
    let staged: Vec<GemmOverrides> = [false, true]
        .into_iter()
        .flat_map(|pad| [false, true].map(|double_buffer| (pad, double_buffer)))
        .flat_map(|(pad, double_buffer)| TILES.map(|tile| overrides(tile, pad, double_buffer)))
        .collect();
    let av = product.best(false, &staged, report)?;
    let staged_alike: Vec<GemmOverrides> = TILES
        .map(|tile| overrides(tile, av.pad, av.double_buffer))
        .to_vec();
    let atb = product.best(true, &staged_alike, report)?;
    Ok(Found {
        side,
        candidates: staged.len() + staged_alike.len(),
        av,
        atb,
    })
}

fn overrides([rows, columns]: [u32; 2], pad: bool, double_buffer: bool) -> GemmOverrides {
    let tile = Tile::new(rows, columns).ok();
    GemmOverrides {
        pad: Some(pad),
        double_buffer: Some(double_buffer),
        tile_av: tile,
        tile_atb: tile,
        ..GemmOverrides::default()
    }
}

/// One product, which tiles compute.
struct Product<'a> {
    stream: &'a Stream,
    a: Tensor,
    b: Tensor,
    factors: Tensor,
    seed: u64,
}

impl Product<'_> {
    fn best(
        &self,
        transpose_a: bool,
        candidates: &[GemmOverrides],
        report: &mut Report<'_>,
    ) -> Result<Best, Error> {
        let form = if transpose_a { "A^T B" } else { "A V" };
        let (plan, reference) = self.launch(transpose_a, GemmOverrides::default())?;
        let expected = self.bytes(&plan, &reference)?;
        let mut best = Best {
            tile: plan.tile.value,
            pad: plan.pad.value,
            double_buffer: plan.double_buffer.value,
            measured: None,
        };
        report.line(format!("{form}: {} now", plan.tile));
        for &candidate in candidates {
            let (plan, launch) = self.launch(transpose_a, candidate)?;
            if self.bytes(&plan, &launch)? != expected {
                return Err(Error::WrongResult(plan.to_string()));
            }
            let paired = self.time(&plan, [&reference, &launch])?;
            let faster = best.measured.map_or(1.0, |[_, low, ..]| low);
            if paired.speedup.low > faster {
                let [us, ..] = paired.candidate_summary();
                let speedup = paired.speedup;
                report.line(format!(
                    "{form}: {}, {us:.1} us, {:.2} to {:.2} times as fast",
                    plan.tiling, speedup.low, speedup.high
                ));
                best = Best {
                    tile: plan.tile.value,
                    pad: plan.pad.value,
                    double_buffer: plan.double_buffer.value,
                    measured: Some([us, speedup.low, speedup.median, speedup.high]),
                };
            }
        }
        Ok(best)
    }

    fn launch(
        &self,
        transpose_a: bool,
        overrides: GemmOverrides,
    ) -> Result<(GemmPlan, Launch), Error> {
        let call = GemmCall {
            transpose_a,
            ..GemmCall::default()
        };
        let device = self.stream.device();
        let plan = scoped(overrides, || gemm_plan(device, &self.a, &self.b, &call))?;
        let batch = |matrix: &Tensor| matrix.reshape([&[1], matrix.shape()].concat());
        let (a, b) = (batch(&self.a)?, batch(&self.b)?);
        let launch = prepare(plan.launch(), &[&a, &b, &a, &a, &self.factors]);
        Ok((plan, launch))
    }

    fn bytes(&self, plan: &GemmPlan, launch: &Launch) -> Result<Vec<u8>, Error> {
        let kernel = kernel(OP, plan.launch().source)?;
        Ok(kernel.call(self.stream, launch)?.remove(0).to_bytes()?)
    }

    fn time(&self, plan: &GemmPlan, launches: [&Launch; 2]) -> Result<Paired, Error> {
        let mut pair = Pair {
            kernel: kernel(OP, plan.launch().source)?,
            stream: self.stream,
            launches,
        };
        let paired = paired_by_seed(&mut pair, &Sampling::screening(), self.seed);
        paired.map_err(|source| {
            let source = Box::new(source);
            KernelsError::Runtime { op: OP, source }.into()
        })
    }
}

/// What holds now, and a candidate.
struct Pair<'a> {
    kernel: Kernel,
    stream: &'a Stream,
    launches: [&'a Launch; 2],
}

impl Bench for Pair<'_> {
    type Error = kernsmith_runtime::Error;

    fn sample(&mut self, side: Side, launches: u32) -> Result<f64, Self::Error> {
        let launch = self.launches[usize::from(side == Side::Candidate)].clone();
        let launched = self.kernel.launch(self.stream, &launch.repeats(launches))?;
        let durations = launched.event.durations()?.iter();
        let times: Vec<f64> = durations.map(|time| time.as_secs_f64() * 1e6).collect();
        Ok(median(&times))
    }
}
