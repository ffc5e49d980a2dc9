//! Projections on columns, and what they leave, by kernels.

use kernsmith_linalg::{
    Executor, Policy,
    projection::{ProjectionOptions, project_coeffs, projection_mode, update_vector},
};
use kernsmith_runtime::Stream;

use super::case::{Built, Case, U, Verified, column, sum};
use crate::{error::Error, sample};

const KERNELS: Policy = Policy {
    executor: Executor::Kernels,
    check_finite: false,
};

/// Rows and columns of `Q`.
const fn sides(side: usize) -> [usize; 2] {
    [16 * side, side / 2]
}

/// `Q^T v` of `[16 side, side / 2]`.
pub(super) fn project(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    let [rows, columns] = sides(side);
    let (q, qs) = sample::array(stream.device(), &[rows, columns], 1)?;
    let (v, vs) = sample::array(stream.device(), &[rows], 2)?;
    let options = ProjectionOptions {
        policy: KERNELS,
        ..ProjectionOptions::default()
    };
    let mode = projection_mode(stream, rows, &options)?;
    let call = move || Ok::<_, Error>(project_coeffs(stream, &q, &v, &options)?);
    let found = call()?.to_vec::<f32>()?;
    let errors = found.iter().enumerate().map(|(at, found)| {
        let terms = column(&qs, columns, at).zip(&vs);
        let [sum, size] = sum(terms.map(|(q, v)| [q, *v]));
        [(f64::from(*found) - sum).abs(), rows as f64 * U * size]
    });
    Ok(Built::Ready(Box::new(Case {
        sizes: format!("{rows}x{columns}"),
        plan: format!("sums {mode}"),
        operations: 2.0 * rows as f64 * columns as f64,
        verified: Verified::of(errors),
        call: Box::new(move || call().map(drop)),
    })))
}

/// `v - Q c` of the same `Q`.
pub(super) fn update(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    let [rows, columns] = sides(side);
    let (q, qs) = sample::array(stream.device(), &[rows, columns], 1)?;
    let (c, cs) = sample::array(stream.device(), &[columns], 2)?;
    let (v, vs) = sample::array(stream.device(), &[rows], 3)?;
    let call = move || Ok::<_, Error>(update_vector(stream, &q, &c, &v, KERNELS)?);
    let found = call()?.to_vec::<f32>()?;
    let errors = found.iter().enumerate().map(|(at, found)| {
        let row = qs[at * columns..][..columns].iter().zip(&cs);
        let terms = row.map(|(q, c)| [-*q, *c]).chain([[vs[at], 1.0]]);
        let [sum, size] = sum(terms);
        [
            (f64::from(*found) - sum).abs(),
            (columns as f64 + 2.0) * U * size,
        ]
    });
    Ok(Built::Ready(Box::new(Case {
        sizes: format!("{rows}x{columns}"),
        plan: "a simdgroup for each row".to_owned(),
        operations: 2.0 * rows as f64 * columns as f64,
        verified: Verified::of(errors),
        call: Box::new(move || call().map(drop)),
    })))
}
