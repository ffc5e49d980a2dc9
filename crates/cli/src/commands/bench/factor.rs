//! Factorizations, by whoever computes them on the device.

use kernsmith_kernels::settings::SvdSettings;
use kernsmith_linalg::{
    Error as LinalgError,
    plan::{Operation, plan},
    qr::{QrOptions, qr as factor},
    svd::{TopkOptions, topk_svd},
};
use kernsmith_runtime::{DType, Stream};

use super::case::{Built, Case, U, Verified, column, sum};
use crate::{error::Error, sample};

/// Orthonormality and reconstruction that are asked for, in units of rounding times the longer side's root.
const STEPS: f64 = 32.0;

/// `Q R` of `[4 side, side]`.
pub(super) fn qr(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    let (m, n) = (4 * side, side);
    let (a, numbers) = sample::array(stream.device(), &[m, n], 1)?;
    let call = move || factor(stream, &a, &QrOptions::default());
    let factors = match call() {
        Ok(factors) => factors,
        Err(error) => return missing(error),
    };
    let q = factors.q.as_ref().expect("a reduced Q R has both");
    let (q, r) = (q.to_vec::<f32>()?, factors.r.to_vec::<f32>()?);
    let bound = STEPS * U * (m as f64).sqrt();
    let again = (0..m * n).map(|at| {
        let (i, j) = (at / n, at % n);
        let terms = q[i * n..][..n].iter().copied().zip(column(&r, n, j));
        let [sum, _] = sum(terms.map(|(q, r)| [q, r]));
        [(sum - f64::from(numbers[at])).abs(), bound]
    });
    let errors = orthonormal(&q, n, bound).chain(again);
    let plan = plan(
        stream.device(),
        Operation::Qr,
        [m, n],
        DType::F32,
        QrOptions::default().policy,
    );
    Ok(Built::Ready(Box::new(Case {
        sizes: format!("{m}x{n}"),
        plan: plan.map_or_else(
            |error| error.to_string(),
            |plan| plan.algorithm.value.to_owned(),
        ),
        operations: 4.0 * (m * n * n) as f64 - 4.0 / 3.0 * (n * n * n) as f64,
        verified: Verified::of(errors),
        call: Box::new(move || Ok(call().map(drop)?)),
    })))
}

/// The `side / 8` leading values of `[2 side, side]`.
pub(super) fn topk(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    let (m, n, k) = (2 * side, side, (side / 8).max(1));
    let (a, numbers) = sample::array(stream.device(), &[m, n], 1)?;
    let call = move || topk_svd(stream, &a, k, &TopkOptions::default());
    let found = match call() {
        Ok(found) => found,
        Err(error) => return missing(error),
    };
    let [u, s, vt] = [&found.u, &found.s, &found.vt].map(|tensor| tensor.to_vec::<f32>());
    let (u, s, vt) = (u?, s?, vt?);
    let turns = found.iterations.to_vec::<i64>()?[0];
    let bound = STEPS * U * (m as f64).sqrt();
    // `u^T A v` is the value.
    let values = (0..k).map(|at| {
        let v = &vt[at * n..][..n];
        let image = numbers.chunks_exact(n).map(|row| {
            let terms = row.iter().zip(v).map(|(a, v)| [*a, *v]);
            sum(terms)[0]
        });
        let value: f64 = image
            .zip(column(&u, k, at))
            .map(|(image, u)| image * f64::from(u))
            .sum();
        [(value - f64::from(s[at])).abs(), bound * f64::from(s[0])]
    });
    let v: Vec<f32> = (0..n * k).map(|at| vt[(at % k) * n + at / k]).collect();
    let errors: Vec<_> = orthonormal(&u, k, bound)
        .chain(orthonormal(&v, k, bound))
        .chain(values)
        .collect();
    let schedule = schedule(stream, [m, n], k);
    Ok(Built::Ready(Box::new(Case {
        sizes: format!("{m}x{n}, {k} values"),
        plan: format!("{turns} turns of a randomized subspace{}", schedule?),
        operations: (turns as f64 + 1.0) * 4.0 * (m * n * k) as f64,
        verified: Verified::of(errors),
        call: Box::new(move || Ok(call().map(drop)?)),
    })))
}

/// Columns of a launch and streams, where kernels compute.
fn schedule(stream: &Stream, sides: [usize; 2], k: usize) -> Result<String, Error> {
    let policy = TopkOptions::default().policy;
    let operation = Operation::TopkSvd(k);
    let plan = plan(stream.device(), operation, sides, DType::F32, policy)?;
    Ok(plan.schedule.map_or_else(String::new, |schedule| {
        let SvdSettings { band, streams } = schedule;
        format!("; columns of a launch {band}; streams {streams}")
    }))
}

/// How far the columns' products are from those of the unit matrix.
fn orthonormal(q: &[f32], columns: usize, bound: f64) -> impl Iterator<Item = [f64; 2]> {
    (0..columns * columns).map(move |at| {
        let (i, j) = (at / columns, at % columns);
        let terms = column(q, columns, i).zip(column(q, columns, j));
        let [sum, _] = sum(terms.map(|(a, b)| [a, b]));
        [(sum - f64::from(u8::from(i == j))).abs(), bound]
    })
}

fn missing<'s>(error: LinalgError) -> Result<Built<'s>, Error> {
    match error {
        LinalgError::Unbuilt { .. } => Ok(Built::Missing(error.to_string())),
        error => Err(error.into()),
    }
}
