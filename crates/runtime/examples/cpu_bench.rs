//! What the `cpu` device reaches on this machine, against a plain parallel copy in the same run.
//!
//! Every kernel is compared with a reference in plain loops before it is timed. Times are medians
//! of the device's own. The copy is measured right before and right after each kernel, and the
//! faster one counts, since other work on the machine slows both. Arguments are names to look
//! for; without any, all kernels run.

use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Stream, Tensor};
use std::io::{self, Write};

/// What a copy moves: far more than caches hold.
const COPIED_BYTES: usize = 64 << 20;
/// Runs that are timed.
const SAMPLES: u32 = 9;

/// A kernel with a launch and what it should give.
struct Bench {
    name: &'static str,
    kernel: Kernel,
    launch: Launch,
    expected: Vec<f32>,
    /// Largest relative error.
    tolerance: f32,
    /// Bytes read and written, for a kernel that memory limits.
    bytes: Option<usize>,
    /// Floating-point operations, for one that arithmetic does.
    operations: Option<f64>,
}

fn main() -> Result<(), Error> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let device = Device::cpu();
    let stream = device.default_stream()?;
    let mut out = io::stdout();
    let info = device.info();
    let copy = || Ok::<_, Error>(device.copy_bandwidth(COPIED_BYTES)?.gb_per_s());
    let mut line = |text: String| writeln!(out, "{text}").expect("stdout is open");
    line(format!(
        "{}, {}, {} threads",
        info.model, info.instruction_set, info.threads
    ));
    line(format!("{:<24} {:8.2} GB/s", "copy", copy()?));
    for (name, make) in BENCHES {
        if !wanted.is_empty() && !wanted.iter().any(|wanted| name.contains(wanted)) {
            continue;
        }
        let bench = make(name, &device)?;
        let before = copy()?;
        let (seconds, busy) = measure(&stream, &bench)?;
        let rate = match (bench.bytes, bench.operations) {
            (Some(bytes), _) => {
                let rate = bytes as f64 / seconds / 1e9;
                let copy = before.max(copy()?);
                format!("{rate:8.2} GB/s   {:.2} of copy at {copy:.2}", rate / copy)
            }
            (None, Some(operations)) => format!("{:8.2} GFLOP/s", operations / seconds / 1e9),
            (None, None) => String::new(),
        };
        let busy = busy.map_or(String::new(), |busy| format!(", threads {:.3}", busy * 1e3));
        line(format!(
            "{:<24} {rate}   {:.3} ms{busy}",
            bench.name,
            seconds * 1e3
        ));
    }
    Ok(())
}

/// Seconds that the threads of this process have run so far, where the system says so. On a busy
/// machine it tells more than time does.
fn busy_seconds() -> Option<f64> {
    let mut total = 0.0;
    for task in std::fs::read_dir("/proc/self/task").ok()? {
        let text = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        total += text.split(' ').next()?.parse::<f64>().ok()? / 1e9;
    }
    Some(total)
}

/// Median seconds, after the result was compared, and seconds of all processors together.
fn measure(stream: &Stream, bench: &Bench) -> Result<(f64, Option<f64>), Error> {
    let found = bench.kernel.call(stream, &bench.launch)?[0].to_vec::<f32>();
    let found = match found {
        Ok(found) => found,
        Err(_) if bench.name.ends_with("bf16") => {
            let halves = bench.kernel.call(stream, &bench.launch)?[0].to_vec::<half::bf16>()?;
            halves.into_iter().map(half::bf16::to_f32).collect()
        }
        Err(_) => {
            let halves = bench.kernel.call(stream, &bench.launch)?[0].to_vec::<half::f16>()?;
            halves.into_iter().map(half::f16::to_f32).collect()
        }
    };
    assert_eq!(found.len(), bench.expected.len(), "{}", bench.name);
    for (at, (found, expected)) in found.iter().zip(&bench.expected).enumerate() {
        let near = (found - expected).abs() <= bench.tolerance * expected.abs().max(1e-3);
        assert!(
            near,
            "{}: element {at} is {found} instead of {expected}",
            bench.name
        );
    }
    let before = busy_seconds();
    let launched = bench
        .kernel
        .launch(stream, &bench.launch.clone().repeats(SAMPLES))?;
    let mut times = launched.event.durations()?.to_vec();
    let busy = busy_seconds()
        .zip(before)
        .map(|(after, before)| (after - before) / f64::from(SAMPLES));
    times.sort_unstable();
    Ok((times[times.len() / 2].as_secs_f64(), busy))
}

/// A kernel by its name, made when it is to run.
type Make = (
    &'static str,
    fn(&'static str, &Device) -> Result<Bench, Error>,
);

const BENCHES: [Make; 8] = [
    ("exp(a*x+y)", exponential),
    ("rms_norm f32", |name, device| {
        rms_norm(device, name, RMS_NORM, DType::F32)
    }),
    ("rms_norm f32x4", |name, device| {
        rms_norm(device, name, RMS_NORM_4, DType::F32)
    }),
    ("rms_norm f16", |name, device| {
        rms_norm(device, name, RMS_NORM, DType::F16)
    }),
    ("rms_norm bf16", |name, device| {
        rms_norm(device, name, RMS_NORM, DType::BF16)
    }),
    ("gemm 16x16 tiles", gemm),
    ("divergent loop", collatz),
    ("small launch", small),
];

/// Numbers in `-1..1`, the same each time.
fn numbers(count: usize) -> Vec<f32> {
    (0..count as u32)
        .map(|at| (at.wrapping_mul(0x9e37_79b9) >> 8) as f32 / 8_388_608.0 - 1.0)
        .collect()
}

fn exponential(name: &'static str, device: &Device) -> Result<Bench, Error> {
    let count = 16 << 20;
    let (x, y) = (numbers(count), numbers(count));
    let kernel = Kernel::builder("exponential")
        .inputs(["x", "y"])
        .outputs(["out"])
        .source("uint i = thread_position_in_grid.x; out[i] = metal::exp(1.5f * x[i] + y[i]);")
        .build()?;
    let expected = x.iter().zip(&y).map(|(x, y)| (1.5 * x + y).exp()).collect();
    let launch = Launch::new()
        .inputs([
            &Tensor::from_slice(device, &x, [count])?,
            &Tensor::from_slice(device, &y, [count])?,
        ])
        .output([count], DType::F32)
        .grid([count, 1, 1])
        .threadgroup([256, 1, 1]);
    Ok(Bench {
        name,
        kernel,
        launch,
        expected,
        tolerance: 1e-5,
        bytes: Some(count * 12),
        operations: None,
    })
}

const RMS_NORM: &str = "
    uint row = threadgroup_position_in_grid.x;
    uint lid = thread_position_in_threadgroup.x;
    threadgroup float partial[8];
    float sum = 0;
    for (uint i = lid; i < D; i += 256) {
        float v = x[row * D + i];
        sum += v * v;
    }
    sum = simd_sum(sum);
    if (thread_index_in_simdgroup == 0) partial[simdgroup_index_in_threadgroup] = sum;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float total = 0;
    for (uint i = 0; i < 8; i++) total += partial[i];
    float scale = metal::rsqrt(total / D + 1e-5f);
    for (uint i = lid; i < D; i += 256) {
        out[row * D + i] = T(float(x[row * D + i]) * scale * float(w[i]));
    }
";

const RMS_NORM_4: &str = "
    uint row = threadgroup_position_in_grid.x;
    uint lid = thread_position_in_threadgroup.x;
    threadgroup float partial[8];
    const device float4* x4 = (const device float4*)(x + row * D);
    const device float4* w4 = (const device float4*)w;
    device float4* out4 = (device float4*)(out + row * D);
    float sum = 0;
    for (uint i = lid; i < D / 4; i += 256) {
        float4 v = x4[i];
        sum += dot(v, v);
    }
    sum = simd_sum(sum);
    if (thread_index_in_simdgroup == 0) partial[simdgroup_index_in_threadgroup] = sum;
    threadgroup_barrier(mem_flags::mem_threadgroup);
    float total = 0;
    for (uint i = 0; i < 8; i++) total += partial[i];
    float scale = metal::rsqrt(total / D + 1e-5f);
    for (uint i = lid; i < D / 4; i += 256) {
        out4[i] = x4[i] * scale * w4[i];
    }
";

fn rms_norm(
    device: &Device,
    name: &'static str,
    source: &str,
    dtype: DType,
) -> Result<Bench, Error> {
    let (rows, d) = (4096usize, 4096usize);
    let kernel = Kernel::builder("rms_norm")
        .inputs(["x", "w"])
        .outputs(["out"])
        .header("using namespace metal;")
        .source(source)
        .build()?;
    let round = |x: f32| match dtype {
        DType::F16 => half::f16::from_f32(x).to_f32(),
        DType::BF16 => half::bf16::from_f32(x).to_f32(),
        _ => x,
    };
    let x: Vec<f32> = numbers(rows * d).into_iter().map(round).collect();
    let w: Vec<f32> = numbers(d).into_iter().map(round).collect();
    let mut expected = Vec::with_capacity(x.len());
    for row in x.chunks(d) {
        let mean = row
            .iter()
            .map(|&v| f64::from(v) * f64::from(v))
            .sum::<f64>()
            / d as f64;
        let scale = 1.0 / (mean + 1e-5).sqrt();
        expected.extend(
            row.iter()
                .zip(&w)
                .map(|(&v, &w)| (f64::from(v) * scale * f64::from(w)) as f32),
        );
    }
    let tensor = |values: &[f32], shape: &[usize]| match dtype {
        DType::F16 => {
            let halves: Vec<_> = values.iter().map(|&v| half::f16::from_f32(v)).collect();
            Tensor::from_slice(device, &halves, shape)
        }
        DType::BF16 => {
            let halves: Vec<_> = values.iter().map(|&v| half::bf16::from_f32(v)).collect();
            Tensor::from_slice(device, &halves, shape)
        }
        _ => Tensor::from_slice(device, values, shape),
    };
    let launch = Launch::new()
        .inputs([&tensor(&x, &[rows, d])?, &tensor(&w, &[d])?])
        .output([rows, d], dtype)
        .template("T", dtype)
        .template("D", d as i32)
        .grid([rows * 256, 1, 1])
        .threadgroup([256, 1, 1]);
    let (tolerance, bytes) = match dtype {
        DType::F16 => (2e-3, rows * d * 4),
        DType::BF16 => (1.6e-2, rows * d * 4),
        _ => (1e-5, rows * d * 8),
    };
    Ok(Bench {
        name,
        kernel,
        launch,
        expected,
        tolerance,
        bytes: Some(bytes),
        operations: None,
    })
}

const GEMM: &str = "
    constexpr uint TILE = 16;
    threadgroup float As[TILE][TILE];
    threadgroup float Bs[TILE][TILE];
    uint tx = thread_position_in_threadgroup.x;
    uint ty = thread_position_in_threadgroup.y;
    uint row = thread_position_in_grid.y;
    uint col = thread_position_in_grid.x;
    float acc = 0;
    for (uint t = 0; t < N / TILE; t++) {
        As[ty][tx] = a[row * N + t * TILE + tx];
        Bs[ty][tx] = b[(t * TILE + ty) * N + col];
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint k = 0; k < TILE; k++) acc += As[ty][k] * Bs[k][tx];
        threadgroup_barrier(mem_flags::mem_threadgroup);
    }
    out[row * N + col] = acc;
";

fn gemm(name: &'static str, device: &Device) -> Result<Bench, Error> {
    let n = 512usize;
    let kernel = Kernel::builder("gemm")
        .inputs(["a", "b"])
        .outputs(["out"])
        .header("using namespace metal;")
        .source(GEMM)
        .build()?;
    let (a, b) = (numbers(n * n), numbers(n * n));
    let mut expected = vec![0f32; n * n];
    for (row, out) in a.chunks(n).zip(expected.chunks_mut(n)) {
        for (&a, b) in row.iter().zip(b.chunks(n)) {
            for (out, &b) in out.iter_mut().zip(b) {
                *out += a * b;
            }
        }
    }
    let launch = Launch::new()
        .inputs([
            &Tensor::from_slice(device, &a, [n, n])?,
            &Tensor::from_slice(device, &b, [n, n])?,
        ])
        .output([n, n], DType::F32)
        .template("N", n as i32)
        .grid([n, n, 1])
        .threadgroup([16, 16, 1]);
    let operations = 2.0 * (n as f64).powi(3);
    Ok(Bench {
        name,
        kernel,
        launch,
        expected,
        tolerance: 1e-3,
        bytes: None,
        operations: Some(operations),
    })
}

/// Loops of different lengths side by side.
fn collatz(name: &'static str, device: &Device) -> Result<Bench, Error> {
    let count = 1usize << 16;
    let kernel = Kernel::builder("collatz")
        .inputs(["unused"])
        .outputs(["out"])
        .source(
            "uint n = thread_position_in_grid.x + 1; uint steps = 0;
             while (n != 1) { n = (n & 1) ? 3 * n + 1 : n >> 1; steps++; }
             out[thread_position_in_grid.x] = float(steps) + 0 * unused[0];",
        )
        .build()?;
    let mut operations = 0.0;
    let expected = (1..=count as u32)
        .map(|n| {
            let (mut n, mut steps) = (n, 0u32);
            while n != 1 {
                n = if n & 1 == 1 {
                    n.wrapping_mul(3).wrapping_add(1)
                } else {
                    n >> 1
                };
                steps += 1;
            }
            operations += 4.0 * f64::from(steps);
            steps as f32
        })
        .collect();
    let launch = Launch::new()
        .inputs([&Tensor::from_slice(device, &[0f32], [1])?])
        .output([count], DType::F32)
        .grid([count, 1, 1])
        .threadgroup([256, 1, 1]);
    Ok(Bench {
        name,
        kernel,
        launch,
        expected,
        tolerance: 0.0,
        bytes: None,
        operations: Some(operations),
    })
}

/// What a launch costs.
fn small(name: &'static str, device: &Device) -> Result<Bench, Error> {
    let x = numbers(256);
    let kernel = Kernel::builder("small")
        .inputs(["x"])
        .outputs(["out"])
        .source("uint i = thread_position_in_grid.x; out[i] = 2 * x[i];")
        .build()?;
    let expected = x.iter().map(|x| 2.0 * x).collect();
    let launch = Launch::new()
        .inputs([&Tensor::from_slice(device, &x, [256])?])
        .output([256], DType::F32)
        .grid([256, 1, 1])
        .threadgroup([256, 1, 1]);
    Ok(Bench {
        name,
        kernel,
        launch,
        expected,
        tolerance: 0.0,
        bytes: None,
        operations: None,
    })
}
