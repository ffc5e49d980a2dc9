//! The peer of `linalg_device_bench.py`, which starts it: factorizations on a device, verified in float64 on the host before
//! they are timed, one line of JSON each.
//!
//! ```text
//! linalg_device_bench [cuda|cpu] [small] [CASE ...]    { "case": ..., "shape": [...], "ms": ..., "error": ..., "how": ... }
//! ```
//!
//! Of named cases only those are run. A time is from the call to the end of what it enqueued, with all that it asks the device for on the way: the median
//! of 20, after two that do not count. Projections, which ask for nothing, are timed in captured graphs.
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::{
    env,
    error::Error,
    time::{Duration, Instant},
};

use kernsmith_kernels::random::{Key, normal};
use kernsmith_linalg::{
    Policy,
    cholesky::{CholeskyOptions, cholesky},
    eigen::{EighOptions, eigh},
    lu::{SolveOptions, inv, solve},
    projection::{ProjectionOptions, project_coeffs, update_vector},
    qr::{QrOptions, qr},
    svd::{LstsqOptions, SvdOptions, TopkOptions, lstsq, svd, topk_svd},
};
use kernsmith_runtime::{Device, Stream, Tensor};

type Fallible<T> = Result<T, Box<dyn Error>>;

/// Calls that are timed.
const CALLS: usize = 20;
/// Calls in a captured graph.
const CAPTURED: u32 = 50;

/// What is found of a case: how far off it is, and how it was computed.
struct Found {
    error: f64,
    how: String,
}

fn main() -> Fallible<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let has = |word: &str| words.iter().any(|given| given == word);
    let device = match has("cpu") {
        true => Device::cpu(),
        false => Device::cuda(0)?,
    };
    let stream = Stream::new(&device)?;
    let scale = if has("small") { 16 } else { 1 };
    let cases = words
        .iter()
        .filter(|word| !["cpu", "cuda", "small"].contains(&word.as_str()));
    let named: Vec<&String> = cases.collect();
    let is_asked = |case: &str| named.is_empty() || named.iter().any(|name| *name == case);
    for [rows, columns] in [[65_536, 64], [16_384, 256], [1024, 1024], [4096, 1024]] {
        if is_asked("qr") {
            case_qr(&stream, [rows / scale, columns.min(rows / scale)])?;
        }
    }
    for (case, sides, run) in CASES {
        for side in sides.iter().filter(|_| is_asked(case)) {
            run(&stream, side / scale)?;
        }
    }
    if is_asked("project") {
        case_projections(&stream, [65_536 / scale, 256])?;
    }
    Ok(())
}

/// A case of a square matrix or one of that many columns.
type Case = fn(&Stream, usize) -> Fallible<()>;

/// Cases with their sides.
const CASES: [(&str, &[usize], Case); 8] = [
    ("cholesky", &[1024, 4096], case_cholesky),
    ("svd", &[512, 1024, 2048], case_svd),
    ("topk_svd", &[4096], |stream, side| {
        case_topk(stream, side, 32)
    }),
    ("solve", &[1024, 2048], |stream, side| {
        case_solve(stream, side, 1)
    }),
    ("solve", &[1024, 2048], |stream, side| {
        case_solve(stream, side, 64)
    }),
    ("inv", &[1024, 2048], case_inverse),
    ("eigh", &[1024, 2048], case_eigh),
    ("lstsq", &[1024, 2048], case_lstsq),
];

fn case_qr(stream: &Stream, shape: [usize; 2]) -> Fallible<()> {
    let a = normal(stream, Key::new(1), shape)?;
    let options = QrOptions::default();
    let found = qr(stream, &a, &options)?;
    let q = found.q.as_ref().ok_or("the reduced form has a Q")?;
    let error = off_orthonormal(&q.to_vec()?, shape).max(off_product(
        [&a.to_vec()?, &q.to_vec()?, &found.r.to_vec()?],
        shape,
    ));
    let how = found.method.to_string();
    let time = timed(stream, || Ok(qr(stream, &a, &options)?))?;
    say("qr", &shape, time, &Found { error, how });
    Ok(())
}

fn case_cholesky(stream: &Stream, side: usize) -> Fallible<()> {
    // Far more rows than columns would be needed for a good condition; the diagonal does it.
    let mut numbers = normal(stream, Key::new(2), [side, side])?.to_vec::<f32>()?;
    for i in 0..side {
        for j in 0..i {
            numbers[i * side + j] = numbers[j * side + i];
        }
        numbers[i * side + i] += 4.0 * f32::sqrt(u16::try_from(side)?.into());
    }
    let a = Tensor::from_slice(stream.device(), &numbers, [side, side])?;
    let options = CholeskyOptions::default();
    let found = cholesky(stream, &a, &options)?;
    let l = found.factor.to_vec::<f32>()?;
    let error = off_square(&numbers, &l, side);
    let time = timed(stream, || Ok(cholesky(stream, &a, &options)?))?;
    let how = "L L^T".to_owned();
    say("cholesky", &[side, side], time, &Found { error, how });
    Ok(())
}

fn case_svd(stream: &Stream, side: usize) -> Fallible<()> {
    let a = normal(stream, Key::new(6), [side, side])?;
    let options = SvdOptions::default();
    let found = svd(stream, &a, &options)?;
    let (u, vt) = (found.u.as_ref(), found.vt.as_ref());
    let u = u.ok_or("there are left vectors")?.to_vec::<f32>()?;
    let vt = vt.ok_or("there are right vectors")?.to_vec::<f32>()?;
    let s = found.s.to_vec::<f32>()?;
    let scaled: Vec<f32> = (0..side * side).map(|at| u[at] * s[at % side]).collect();
    let v: Vec<f32> = (0..side * side)
        .map(|at| vt[at % side * side + at / side])
        .collect();
    let error = off_orthonormal(&u, [side, side])
        .max(off_orthonormal(&v, [side, side]))
        .max(off_factors([&a.to_vec()?, &scaled, &vt], side));
    let time = timed(stream, || Ok(svd(stream, &a, &options)?))?;
    let how = found.method.to_string();
    say("svd", &[side, side], time, &Found { error, how });
    Ok(())
}

fn case_solve(stream: &Stream, side: usize, columns: usize) -> Fallible<()> {
    let a = normal(stream, Key::new(7), [side, side])?;
    let b = normal(stream, Key::new(8), [side, columns])?;
    let options = SolveOptions::default();
    let x = solve(stream, &a, &b, &options)?.to_vec::<f32>()?;
    let rest = rest([&a.to_vec()?, &x, &b.to_vec()?], [side, side, columns]);
    let error = rest.of_product;
    let time = timed(stream, || Ok(solve(stream, &a, &b, &options)?))?;
    let how = format!("|b - A x| / |b| {:.1e}", rest.of_right);
    say("solve", &[side, side, columns], time, &Found { error, how });
    Ok(())
}

fn case_inverse(stream: &Stream, side: usize) -> Fallible<()> {
    let a = normal(stream, Key::new(7), [side, side])?;
    let x = inv(stream, &a, Policy::default())?.to_vec::<f32>()?;
    let mut one = vec![0.0; side * side];
    (0..side).for_each(|k| one[k * (side + 1)] = 1.0);
    let rest = rest([&a.to_vec()?, &x, &one], [side; 3]);
    let error = rest.of_product;
    let time = timed(stream, || Ok(inv(stream, &a, Policy::default())?))?;
    let how = format!("|I - A X| / |I| {:.1e}", rest.of_right);
    say("inv", &[side, side], time, &Found { error, how });
    Ok(())
}

fn case_eigh(stream: &Stream, side: usize) -> Fallible<()> {
    let mut numbers = normal(stream, Key::new(9), [side, side])?.to_vec::<f32>()?;
    for i in 0..side {
        for j in 0..i {
            numbers[j * side + i] = numbers[i * side + j];
        }
    }
    let a = Tensor::from_slice(stream.device(), &numbers, [side, side])?;
    let options = EighOptions::default();
    let found = eigh(stream, &a, &options)?;
    let v = found.vectors.as_ref().ok_or("there are vectors")?;
    let (v, values) = (v.to_vec::<f32>()?, found.values.to_vec::<f32>()?);
    let scaled: Vec<f32> = (0..side * side)
        .map(|at| v[at] * values[at % side])
        .collect();
    let turned: Vec<f32> = (0..side * side)
        .map(|at| v[at % side * side + at / side])
        .collect();
    let error =
        off_orthonormal(&v, [side, side]).max(off_factors([&numbers, &scaled, &turned], side));
    let time = timed(stream, || Ok(eigh(stream, &a, &options)?))?;
    let how = format!("{:?}", found.method);
    say("eigh", &[side, side], time, &Found { error, how });
    Ok(())
}

/// Of twice as many rows as columns: `|A^T (b - A x)| / |A| |b - A x|`, which is zero of the least residual.
fn case_lstsq(stream: &Stream, columns: usize) -> Fallible<()> {
    let rows = 2 * columns;
    let a = normal(stream, Key::new(10), [rows, columns])?;
    let b = normal(stream, Key::new(11), [rows])?;
    let options = LstsqOptions::default();
    let found = lstsq(stream, &a, &b, &options)?;
    let (numbers, x) = (a.to_vec::<f32>()?, found.x.to_vec::<f32>()?);
    let mut inner = vec![0.0f64; columns];
    let (mut of_a, mut of_rest) = (0.0, 0.0);
    for (row, right) in numbers.chunks_exact(columns).zip(b.to_vec::<f32>()?) {
        let product: f64 = (row.iter().zip(&x))
            .map(|(a, x)| f64::from(*a) * f64::from(*x))
            .sum();
        let rest = f64::from(right) - product;
        of_rest += rest * rest;
        for (sum, &a) in inner.iter_mut().zip(row) {
            *sum += f64::from(a) * rest;
            of_a += f64::from(a).powi(2);
        }
    }
    let error = f64::sqrt(inner.iter().map(|x| x * x).sum::<f64>() / of_a / of_rest);
    let time = timed(stream, || Ok(lstsq(stream, &a, &b, &options)?))?;
    let how = found.method.to_string();
    say("lstsq", &[rows, columns], time, &Found { error, how });
    Ok(())
}

fn case_topk(stream: &Stream, side: usize, rank: usize) -> Fallible<()> {
    let a = normal(stream, Key::new(3), [side, side])?;
    let options = TopkOptions {
        iterations: 3,
        tolerance: 0.0,
        ..TopkOptions::default()
    };
    let rank = rank.min(side);
    let found = topk_svd(stream, &a, rank, &options)?;
    let error = off_orthonormal(&found.u.to_vec()?, [side, rank]);
    let how = format!(
        "{:?} turns, largest residual {:.1e}",
        found.iterations.to_vec::<i64>()?,
        found
            .residuals
            .to_vec::<f32>()?
            .into_iter()
            .fold(0.0, f32::max)
    );
    let time = timed(stream, || Ok(topk_svd(stream, &a, rank, &options)?))?;
    say("topk_svd", &[side, side, rank], time, &Found { error, how });
    Ok(())
}

fn case_projections(stream: &Stream, [m, k]: [usize; 2]) -> Fallible<()> {
    let (q, v) = (
        normal(stream, Key::new(4), [m, k])?,
        normal(stream, Key::new(5), [m])?,
    );
    let options = ProjectionOptions::default();
    let c = project_coeffs(stream, &q, &v, &options)?;
    let rest = update_vector(stream, &q, &c, &v, Policy::default())?;
    let (numbers, vector) = (q.to_vec::<f32>()?, v.to_vec::<f32>()?);
    let (found_c, found_rest) = (c.to_vec::<f32>()?, rest.to_vec::<f32>()?);
    let mut right = vec![0.0f64; k];
    let mut off_rest = 0.0f64;
    for (i, row) in numbers.chunks_exact(k).enumerate() {
        let mut left = f64::from(vector[i]);
        for (j, &number) in row.iter().enumerate() {
            right[j] += f64::from(number) * f64::from(vector[i]);
            left -= f64::from(number) * f64::from(found_c[j]);
        }
        off_rest = off_rest.max((left - f64::from(found_rest[i])).abs());
    }
    let size = right.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    let off = right
        .iter()
        .zip(&found_c)
        .map(|(x, y)| (x - f64::from(*y)).abs());
    let off_c = off.fold(0.0, f64::max) / size;
    let how = |bytes: usize| format!("{bytes} bytes");
    let bytes = 4 * m * k;
    let time = captured(stream, |stream| {
        project_coeffs(stream, &q, &v, &options).map(drop)
    })?;
    let found = Found {
        error: off_c,
        how: how(bytes),
    };
    say("project_coeffs", &[m, k], time, &found);
    let time = captured(stream, |stream| {
        update_vector(stream, &q, &c, &v, Policy::default()).map(drop)
    })?;
    let found = Found {
        error: off_rest / size,
        how: how(bytes),
    };
    say("update_vector", &[m, k], time, &found);
    Ok(())
}

/// The median of some calls.
fn timed<T>(stream: &Stream, call: impl Fn() -> Fallible<T>) -> Fallible<Duration> {
    let mut times = Vec::new();
    for turn in 0..CALLS + 2 {
        stream.synchronize()?;
        let start = Instant::now();
        call()?;
        stream.synchronize()?;
        if turn >= 2 {
            times.push(start.elapsed());
        }
    }
    times.sort_unstable();
    Ok(times[CALLS / 2])
}

/// The time of a call among many in a graph.
fn captured(
    stream: &Stream,
    call: impl Fn(&Stream) -> Result<(), kernsmith_linalg::Error>,
) -> Fallible<Duration> {
    let graph = stream.capture(&[], |stream, _| {
        for _ in 0..CAPTURED {
            call(stream).map_err(|error| kernsmith_runtime::Error::Panicked {
                kernel: "linalg_device_bench".to_owned(),
                message: error.to_string(),
            })?;
        }
        Ok(Vec::new())
    })?;
    let time = timed(stream, || Ok(graph.replay(stream, &[])?))?;
    Ok(time / CAPTURED)
}

/// `max |Q^T Q - I|`, in float64.
fn off_orthonormal(q: &[f32], [rows, columns]: [usize; 2]) -> f64 {
    let mut gram = vec![0.0f64; columns * columns];
    for row in q.chunks_exact(columns).take(rows) {
        for (i, &left) in row.iter().enumerate() {
            let line = &mut gram[i * columns..][i..columns];
            for (sum, &right) in line.iter_mut().zip(&row[i..]) {
                *sum += f64::from(left) * f64::from(right);
            }
        }
    }
    let mut most = 0.0f64;
    for i in 0..columns {
        for j in i..columns {
            let one = f64::from(u8::from(i == j));
            most = most.max((gram[i * columns + j] - one).abs());
        }
    }
    most
}

/// `|A - Q R| / |A|` of about 256 rows.
fn off_product([a, q, r]: [&Vec<f32>; 3], [rows, columns]: [usize; 2]) -> f64 {
    let (mut apart, mut all) = (0.0, 0.0);
    for i in (0..rows).step_by(rows.div_ceil(256)) {
        let mut row = vec![0.0f64; columns];
        for k in 0..columns {
            let left = f64::from(q[i * columns + k]);
            for (sum, &right) in row[k..].iter_mut().zip(&r[k * columns..][k..columns]) {
                *sum += left * f64::from(right);
            }
        }
        for (found, &right) in row.iter().zip(&a[i * columns..][..columns]) {
            apart += (found - f64::from(right)).powi(2);
            all += f64::from(right).powi(2);
        }
    }
    f64::sqrt(apart / all)
}

/// `|A - B C| / |A|` of about 64 rows.
fn off_factors([a, b, c]: [&Vec<f32>; 3], side: usize) -> f64 {
    let (mut apart, mut all) = (0.0, 0.0);
    for i in (0..side).step_by(side.div_ceil(64)) {
        let mut row = vec![0.0f64; side];
        for (&left, line) in b[i * side..][..side].iter().zip(c.chunks_exact(side)) {
            for (sum, &right) in row.iter_mut().zip(line) {
                *sum += f64::from(left) * f64::from(right);
            }
        }
        for (found, &right) in row.iter().zip(&a[i * side..][..side]) {
            apart += (found - f64::from(right)).powi(2);
            all += f64::from(right).powi(2);
        }
    }
    f64::sqrt(apart / all)
}

/// What a solution leaves, beside the product of the sizes of the matrix and the solution, and beside the right side.
struct Rest {
    of_product: f64,
    of_right: f64,
}

/// Of about 64 rows.
fn rest([a, x, b]: [&Vec<f32>; 3], [rows, inner, columns]: [usize; 3]) -> Rest {
    let square = |numbers: &[f32]| numbers.iter().map(|x| f64::from(*x).powi(2)).sum::<f64>();
    let (mut apart, mut of_a, mut of_b) = (0.0, 0.0, 0.0);
    for i in (0..rows).step_by(rows.div_ceil(64)) {
        let right = &b[i * columns..][..columns];
        let mut row: Vec<f64> = right.iter().map(|x| f64::from(*x)).collect();
        let left = &a[i * inner..][..inner];
        for (&left, line) in left.iter().zip(x.chunks_exact(columns)) {
            for (rest, &x) in row.iter_mut().zip(line) {
                *rest -= f64::from(left) * f64::from(x);
            }
        }
        apart += row.iter().map(|x| x * x).sum::<f64>();
        of_a += square(left);
        of_b += square(right);
    }
    Rest {
        of_product: f64::sqrt(apart / of_a / square(x)),
        of_right: f64::sqrt(apart / of_b),
    }
}

/// `|A - L L^T| / |A|` of about 64 rows.
fn off_square(a: &[f32], l: &[f32], side: usize) -> f64 {
    let (mut apart, mut all) = (0.0, 0.0);
    for i in (0..side).step_by(side.div_ceil(64)) {
        for j in 0..=i {
            let pairs = l[i * side..][..=j].iter().zip(&l[j * side..][..=j]);
            let sum: f64 = pairs.map(|(x, y)| f64::from(*x) * f64::from(*y)).sum();
            apart += (sum - f64::from(a[i * side + j])).powi(2);
            all += f64::from(a[i * side + j]).powi(2);
        }
    }
    f64::sqrt(apart / all)
}

fn say(case: &str, shape: &[usize], time: Duration, found: &Found) {
    let ms = 1e3 * time.as_secs_f64();
    let Found { error, how } = found;
    println!(
        "{{\"case\": \"{case}\", \"shape\": {shape:?}, \"ms\": {ms:.4}, \"error\": {error:.1e}, \"how\": \"{how}\"}}"
    );
}
