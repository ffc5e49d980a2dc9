//! A scan of a list for its nearest rows.

use kernsmith_kernels::settings::ivf_config;
use kernsmith_runtime::{Stream, Tensor};
use kernsmith_search::ivf::{ListTopk, ivf_list_topk_l2_batch};

use super::case::{Built, Case, U, Verified};
use crate::{error::Error, sample};

const DIMS: usize = 64;
const QUERIES: usize = 16;
const NEIGHBORS: usize = 10;

/// The 10 nearest of `32 side` vectors to each of 16.
pub(super) fn list(stream: &Stream, side: usize) -> Result<Built<'_>, Error> {
    let rows = 32 * side;
    let device = stream.device();
    let (queries, q) = sample::array(device, &[QUERIES, DIMS], 1)?;
    let (vectors, x) = sample::array(device, &[rows, DIMS], 2)?;
    let ids: Vec<i64> = (0i64..).take(rows).collect();
    let ids = Tensor::from_slice(device, &ids, [rows])?;
    let call = move || {
        let list = ListTopk {
            vectors: &vectors,
            ids: &ids,
            k: NEIGHBORS,
            tpb: None,
        };
        Ok::<_, Error>(ivf_list_topk_l2_batch(stream, &queries, &list)?)
    };
    let (distances, found) = call()?;
    let (distances, found) = (distances.to_vec::<f32>()?, found.to_vec::<i64>()?);
    let distance = |query: usize, row: usize| -> f64 {
        let pairs = q[query * DIMS..][..DIMS]
            .iter()
            .zip(&x[row * DIMS..][..DIMS]);
        pairs
            .map(|(q, x)| (f64::from(*q) - f64::from(*x)).powi(2))
            .sum()
    };
    let errors = (0..QUERIES).flat_map(|query| {
        let mut right: Vec<f64> = (0..rows).map(|row| distance(query, row)).collect();
        right.sort_by(f64::total_cmp);
        // What is found is as near as what brute force finds, and is said to be.
        let places = query * NEIGHBORS..(query + 1) * NEIGHBORS;
        let pairs: Vec<_> = places
            .zip(right)
            .flat_map(|(at, right)| {
                let bound = (DIMS as f64 + 3.0) * U * right;
                let row = usize::try_from(found[at]).ok().filter(|row| *row < rows);
                let true_distance = row.map_or(f64::NAN, |row| distance(query, row));
                let said = (f64::from(distances[at]) - true_distance).abs();
                [[said, bound], [(true_distance - right).abs(), 2.0 * bound]]
            })
            .collect();
        pairs
    });
    Ok(Built::Ready(Box::new(Case {
        sizes: format!("{rows}x{DIMS}, {QUERIES} by {NEIGHBORS}"),
        plan: format!("threads {}", ivf_config(device, NEIGHBORS)?.tpb),
        operations: 3.0 * (rows * DIMS * QUERIES) as f64,
        verified: Verified::of(errors),
        call: Box::new(move || call().map(drop)),
    })))
}
