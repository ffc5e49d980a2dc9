//! Kernels in Metal beside the same by hand in CUDA: sums, copies and products of matrices.
//!
//! Both run on the same arrays' values, are compared with the host's 64-bit result (sums in every
//! element, products in some), and are timed in turns by the device's own events.

use crate::{
    Fallible, Outcome, differs, median,
    peer::Peer,
    report::{Row, Target},
};
use cudarc::driver::{
    CudaFunction, CudaSlice, LaunchConfig, PushKernelArg, sys::CUevent_flags::CU_EVENT_DEFAULT,
};
use half::f16;
use kernsmith_runtime::{Call, DType, Device, Library, Stream, Tensor};
use std::time::Duration;

const METAL: &str = include_str!("kernels.metal");
const CUDA: &str = include_str!("kernels.cu");

/// Elements of a sum.
const LENGTH: usize = 16 << 20;
/// Rows and columns of a matrix.
const SIDE: usize = 4096;
const ROUNDS: usize = 9;
/// Elements of a product that are compared.
const SAMPLES: usize = 500;

pub(crate) fn rows(device: &Device) -> Outcome {
    let bench = Bench {
        stream: Stream::new(device)?,
        library: Library::from_source(METAL)?,
        peer: Peer::new()?,
    };
    let mut rows = Vec::new();
    rows.extend(bench.elementwise("add4", 2, 0.97)?);
    rows.extend(bench.elementwise("copy4", 1, 0.97)?);
    rows.push(bench.product("gemm16", "16x16 tiled float32 GEMM 4096", 16)?);
    rows.push(bench.product("gemm4x4", "4x4 register-tiled float32 GEMM 4096", 64)?);
    rows.push(bench.half_product()?);
    Ok(rows)
}

struct Bench {
    stream: Stream,
    library: Library,
    peer: Peer,
}

/// Numbers between -1 and 1, each from its index.
fn numbers(count: usize, seed: u32) -> Vec<f32> {
    (0..u32::try_from(count).unwrap_or(u32::MAX))
        .map(|index| {
            let bits = (index ^ seed).wrapping_mul(2_654_435_761);
            f32::from(i16::from_ne_bytes(((bits >> 16) as u16).to_ne_bytes())) / 32_768.0
        })
        .collect()
}

impl Bench {
    /// Of one or two arrays of `float4`.
    fn elementwise(&self, name: &str, inputs: usize, least: f64) -> Outcome {
        let values: Vec<_> = [3, 5][..inputs]
            .iter()
            .map(|&seed| numbers(LENGTH, seed))
            .collect();
        let expected: Vec<f32> = (0..LENGTH)
            .map(|at| values.iter().map(|values| values[at]).sum())
            .collect();
        let mut call = Call::new();
        for (index, values) in (0..).zip(&values) {
            let array = Tensor::from_slice(self.stream.device(), values, [LENGTH])?;
            call = call.buffer(index, &array);
        }
        let call = call
            .output(u32::try_from(inputs)?, [LENGTH], DType::F32)
            .grid([LENGTH / 4, 1, 1])
            .threadgroup([256, 1, 1]);
        let function = self.peer.function(CUDA, name)?;
        let given: Vec<_> = (values.iter())
            .map(|values| self.peer.stream.clone_htod(values))
            .collect::<Result<_, _>>()?;
        let mut out = self.peer.stream.alloc_zeros::<f32>(LENGTH)?;
        let config = LaunchConfig {
            grid_dim: (u32::try_from(LENGTH / 4 / 256)?, 1, 1),
            block_dim: (256, 1, 1),
            shared_mem_bytes: 0,
        };
        let is_right = |found: &[f32]| found == expected;
        let (mine, hand) = self.in_turns(name, &call, is_right, || {
            self.hand((&function, config), &given, (&mut out, None), is_right)
        })?;
        let bytes = (4 * LENGTH * (inputs + 1)) as f64;
        let rate = |time: Duration| bytes / time.as_secs_f64() / 1e12;
        let what = match inputs {
            1 => "copy of 16M float32 by float4",
            _ => "sum of 16M float32 by float4",
        };
        Ok(vec![Row::new(
            what,
            format!("{:.2} TB/s, by hand {:.2} TB/s", rate(mine), rate(hand)),
            hand.as_secs_f64() / mine.as_secs_f64(),
            Target::AtLeast(least),
        )])
    }

    /// Of two matrices of `float`, in tiles of so many rows and columns by 256 threads.
    fn product(&self, name: &str, what: &str, tile: usize) -> Fallible<Row> {
        let values = [3, 5].map(|seed| numbers(SIDE * SIDE, seed));
        let arrays = values
            .each_ref()
            .map(|values| Tensor::from_slice(self.stream.device(), values, [SIDE, SIDE]));
        let [a, b] = arrays;
        let threads = SIDE / tile * 16;
        let call = product_call(&a?, &b?)?
            .grid([threads, threads, 1])
            .threadgroup([16, 16, 1]);
        let function = self.peer.function(CUDA, name)?;
        let given: Vec<_> = (values.iter())
            .map(|values| self.peer.stream.clone_htod(values))
            .collect::<Result<_, _>>()?;
        let mut out = self.peer.stream.alloc_zeros::<f32>(SIDE * SIDE)?;
        let tiles = u32::try_from(SIDE / tile)?;
        let config = LaunchConfig {
            grid_dim: (tiles, tiles, 1),
            block_dim: (16, 16, 1),
            shared_mem_bytes: 0,
        };
        let [a, b] = &values;
        let is_right = |found: &[f32]| is_product(a, b, found);
        let (mine, hand) = self.in_turns(name, &call, is_right, || {
            let side = u32::try_from(SIDE)?;
            self.hand(
                (&function, config),
                &given,
                (&mut out, Some(side)),
                is_right,
            )
        })?;
        Ok(Row::new(
            what,
            format!(
                "{:.1} TFLOP/s, by hand {:.1} TFLOP/s",
                rate(mine),
                rate(hand)
            ),
            hand.as_secs_f64() / mine.as_secs_f64(),
            Target::AtLeast(0.97),
        ))
    }

    /// Of two matrices of `half`, by simdgroup matrices.
    fn half_product(&self) -> Fallible<Row> {
        let values = [3, 5].map(|seed| numbers(SIDE * SIDE, seed));
        let halves = values.each_ref().map(|values| -> Vec<f16> {
            values.iter().map(|&value| f16::from_f32(value)).collect()
        });
        let device = self.stream.device();
        let a = Tensor::from_slice(device, &halves[0], [SIDE, SIDE])?;
        let b = Tensor::from_slice(device, &halves[1], [SIDE, SIDE])?;
        let call = product_call(&a, &b)?
            .grid([SIDE, SIDE / 128, 1])
            .threadgroup([128, 1, 1]);
        let wide = halves.map(|halves| -> Vec<f32> { halves.iter().map(|x| x.to_f32()).collect() });
        let is_right = |found: &[f32]| is_product(&wide[0], &wide[1], found);
        let mut times = Vec::new();
        for _ in 0..ROUNDS {
            times.push(self.ours("half_matrices", &call, is_right)?);
        }
        let time = median(times);
        Ok(Row::new(
            "half GEMM 4096 by simdgroup matrices",
            format!("{:.1} TFLOP/s", rate(time)),
            rate(time),
            Target::AtLeast(150.0),
        ))
    }

    /// Ours and theirs, one after the other, many times.
    fn in_turns(
        &self,
        name: &str,
        call: &Call,
        is_right: impl Fn(&[f32]) -> bool,
        mut hand: impl FnMut() -> Fallible<Duration>,
    ) -> Fallible<(Duration, Duration)> {
        let (mut mine, mut theirs) = (Vec::new(), Vec::new());
        for round in 0..=ROUNDS {
            let times = (self.ours(name, call, &is_right)?, hand()?);
            if round > 0 {
                mine.push(times.0);
                theirs.push(times.1);
            }
        }
        Ok((median(mine), median(theirs)))
    }

    fn ours(
        &self,
        name: &str,
        call: &Call,
        is_right: impl Fn(&[f32]) -> bool,
    ) -> Fallible<Duration> {
        let call = call.clone().repeats(3);
        let launched = self.library.function(name)?.launch(&self.stream, &call)?;
        if !is_right(&launched.outputs[0].to_vec::<f32>()?) {
            return Err(differs(name));
        }
        Ok(median(launched.event.durations()?.to_vec()))
    }

    fn hand(
        &self,
        (function, config): (&CudaFunction, LaunchConfig),
        inputs: &[CudaSlice<f32>],
        (out, side): (&mut CudaSlice<f32>, Option<u32>),
        is_right: impl Fn(&[f32]) -> bool,
    ) -> Fallible<Duration> {
        let stream = &self.peer.stream;
        let mut times = Vec::new();
        for _ in 0..3 {
            let start = stream.record_event(Some(CU_EVENT_DEFAULT))?;
            let mut builder = stream.launch_builder(function);
            for input in inputs {
                builder.arg(input);
            }
            builder.arg(&mut *out);
            if let Some(side) = &side {
                builder.arg(side);
            }
            // SAFETY: the kernel takes these arrays, which are as long as its grid says.
            unsafe { builder.launch(config) }?;
            let end = stream.record_event(Some(CU_EVENT_DEFAULT))?;
            times.push(Duration::from_secs_f32(start.elapsed_ms(&end)? / 1e3));
        }
        if !is_right(&stream.clone_dtoh(out)?) {
            return Err(differs("a kernel by hand"));
        }
        Ok(median(times))
    }
}

fn product_call(a: &Tensor, b: &Tensor) -> Fallible<Call> {
    Ok(Call::new()
        .buffer(0, a)
        .buffer(1, b)
        .output(2, [SIDE, SIDE], DType::F32)
        .value(3, u32::try_from(SIDE)?))
}

/// Whether some elements, spread over all, are those of `a * b`.
fn is_product(a: &[f32], b: &[f32], found: &[f32]) -> bool {
    (0..SAMPLES).all(|sample| {
        let at = sample * 33_554_393 % (SIDE * SIDE);
        let (row, column) = (at / SIDE, at % SIDE);
        let expected: f64 = (0..SIDE)
            .map(|k| f64::from(a[row * SIDE + k]) * f64::from(b[k * SIDE + column]))
            .sum();
        // Sums of 4096 products below 1 in 24 bits.
        (f64::from(found[at]) - expected).abs() <= 2e-3
    })
}

/// Of a product of two matrices, in TFLOP/s.
fn rate(time: Duration) -> f64 {
    2.0 * (SIDE as f64).powi(3) / time.as_secs_f64() / 1e12
}
