//! Tall sums in parts: `A^T B` where `k` is much longer than both sides, so that its tiles are few.
//!
//! ```text
//! k in equal parts -> a batch of partial products, views of a and b as they lie -> their sum, in order
//! ```
//!
//! Not for 16-bit results, whose parts would be rounded to 16 bits each, and not for batches.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use kernsmith_runtime::{DType, Device, Stream, Tensor};

use super::{
    call::{GemmCall, NAME, Sizes},
    gemm::gemm,
    join::join,
    plan::GemmPlan,
};
use crate::{
    Error,
    dispatch::{launch, runtime},
    settings::{GemmSettings, Place, Setting, Winner},
};

/// Factors of products on their devices, by the device's name and the bits of both.
static FACTORS: Mutex<BTreeMap<(&'static str, [u32; 2]), Tensor>> = Mutex::new(BTreeMap::new());
/// Programs have few; of more, all are made anew.
const KEPT: usize = 64;

/// Threadgroups that fill a device, of tiles of so many rows and columns. Not tuned.
const GROUPS: usize = 256;
const SIDE: usize = 64;
/// Steps of `k` of a part, at least. Not tuned.
const STEPS: usize = 512;
/// How many times as long as both sides `k` is.
const TALL: usize = 16;

/// How many parts `k` is in; 1 where it is whole.
pub(super) fn parts(
    sizes: &Sizes,
    [a, b]: [&Tensor; 2],
    call: &GemmCall<'_>,
    (settings, winner): (&GemmSettings, Option<&Setting<Winner>>),
) -> Setting<u32> {
    let whole = |words| Setting {
        value: 1,
        place: Place::Rule(words),
    };
    if !settings.split_k.value {
        return Setting {
            value: 1,
            place: settings.split_k.place.clone(),
        };
    }
    let lies_by_rows = a.is_row_contiguous() && b.is_row_contiguous();
    if !(call.transpose_a && !call.transpose_b && sizes.outer.is_empty() && lies_by_rows) {
        return whole("parts are for `A^T B` of two matrices that lie by rows");
    }
    if sizes.dtype != DType::F32 {
        return whole("parts of 16 bits would be rounded");
    }
    if let Some(Setting {
        value: Winner::Kernels {
            parts: Some(parts), ..
        },
        place,
    }) = winner
    {
        return Setting {
            value: (*parts)
                .min(u32::try_from(sizes.k).unwrap_or(u32::MAX))
                .max(1),
            place: place.clone(),
        };
    }
    if sizes.m * sizes.n == 0 || sizes.k < TALL * sizes.m.max(sizes.n) {
        return whole("`k` is not much longer than both sides");
    }
    let tiles = sizes.m.div_ceil(SIDE) * sizes.n.div_ceil(SIDE);
    let parts = (GROUPS / tiles).min(sizes.k / STEPS);
    match u32::try_from(parts) {
        Ok(parts @ 2..) => Setting {
            value: parts,
            place: Place::Rule("a long `k`, and few tiles"),
        },
        _ => whole("there are tiles enough, or few steps"),
    }
}

/// Sizes of the partial products, a batch.
pub(super) fn sizes_of_part(sizes: &Sizes, parts: u32) -> Sizes {
    Sizes {
        outer: vec![parts as usize],
        batches: parts as usize,
        k: sizes.k / parts as usize,
        one_b: false,
        ..sizes.clone()
    }
}

/// The product by parts.
pub(super) fn by_parts(
    stream: &Stream,
    [a, b]: [&Tensor; 2],
    call: &GemmCall<'_>,
    plan: &GemmPlan,
) -> Result<Tensor, Error> {
    let parts = plan.parts.value as usize;
    let steps = a.shape()[0] / parts;
    let taken = parts * steps;
    let stacked = |matrix: &Tensor| {
        let rows = matrix.slice(0, 0..taken)?;
        rows.reshape([parts, steps, matrix.shape()[1]])
    };
    let batches = [stacked(a), stacked(b)];
    let [batch_a, batch_b] = batches.map(|batch| batch.map_err(runtime(NAME)));
    let (batch_a, batch_b) = (batch_a?, batch_b?);
    let device = stream.device();
    let plain = factors(device, &GemmCall::default())?;
    let inputs = [&batch_a, &batch_b, &batch_a, &batch_a, &plain];
    let products = launch(stream, plan.launch(), &inputs)?.remove(0);
    // At most a step less than there are parts.
    let left = a.shape()[0] - taken;
    let rest = match left {
        0 => None,
        _ => {
            let rows = |matrix: &Tensor| matrix.slice(0, taken..taken + left);
            let call = GemmCall {
                transpose_a: true,
                ..GemmCall::default()
            };
            let (a, b) = (
                rows(a).map_err(runtime(NAME))?,
                rows(b).map_err(runtime(NAME))?,
            );
            Some(gemm(stream, &a, &b, &call)?)
        }
    };
    join(
        stream,
        &products,
        rest.as_ref(),
        call,
        &factors(device, call)?,
    )
}

/// `alpha` and `beta` on the device.
pub(super) fn factors(device: &Device, call: &GemmCall<'_>) -> Result<Tensor, Error> {
    let values = [call.alpha, call.beta];
    let key = (device.name(), values.map(f32::to_bits));
    let lock = || FACTORS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = lock().get(&key) {
        return Ok(known.clone());
    }
    let factors = Tensor::from_slice(device, &values, [2]).map_err(runtime(NAME))?;
    let mut kept = lock();
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, factors.clone());
    Ok(factors)
}
