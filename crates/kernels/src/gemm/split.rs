//! Long sums in parts: products whose tiles are too few for a GPU, where `k` is long.
//!
//! ```text
//! k in parts of so many steps -> a partial product each, in float32, of a and b as they lie -> their sum, in order
//! ```
//!
//! Not for batches, which are as good as parts.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use kernsmith_runtime::{DType, Device, Stream, Tensor};

use super::{
    call::{GemmCall, NAME, Sizes},
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
/// What steps of a part are a multiple of: those between barriers divide it.
const STEP: usize = 32;

/// How many parts `k` is in; 1 where it is whole.
pub(super) fn parts(
    sizes: &Sizes,
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
    if !sizes.outer.is_empty() || sizes.m * sizes.n * sizes.k == 0 || sizes.dtype == DType::F64 {
        return whole("parts are for one product that has elements");
    }
    if let Some(Setting {
        value: Winner::Kernels {
            parts: Some(parts), ..
        },
        place,
    }) = winner
    {
        return Setting {
            value: count(sizes, *parts as usize),
            place: place.clone(),
        };
    }
    let tiles = sizes.m.div_ceil(SIDE) * sizes.n.div_ceil(SIDE);
    // Partial products are written and read; that is to be less than the matrices are.
    let read_bytes = (sizes.m + sizes.n) * sizes.k * sizes.dtype.size_bytes();
    let worth = read_bytes / (8 * sizes.m * sizes.n);
    let parts = (GROUPS / tiles).min(sizes.k / STEPS).min(worth);
    match parts {
        0 | 1 => whole("there are tiles enough, or few steps"),
        parts => Setting {
            value: count(sizes, parts),
            place: Place::Rule("a long `k`, and few tiles"),
        },
    }
}

/// Steps of each of so many parts, but for the last, which may have fewer.
pub(super) fn steps(sizes: &Sizes, parts: usize) -> usize {
    sizes.k.div_ceil(parts.max(1)).next_multiple_of(STEP)
}

/// How many parts there are, of about so many.
fn count(sizes: &Sizes, parts: usize) -> u32 {
    let count = sizes.k.div_ceil(steps(sizes, parts));
    u32::try_from(count).expect("there are few parts")
}

/// Sizes of the partial products, a batch.
pub(super) fn sizes_of_part(sizes: &Sizes, parts: u32) -> Sizes {
    Sizes {
        outer: vec![parts as usize],
        batches: parts as usize,
        k: steps(sizes, parts as usize),
        one_b: false,
        ..sizes.clone()
    }
}

/// The product by parts, of matrices with a leading axis of one.
pub(super) fn by_parts(
    stream: &Stream,
    [a, b]: [&Tensor; 2],
    call: &GemmCall<'_>,
    plan: &GemmPlan,
) -> Result<Tensor, Error> {
    let plain = factors(stream.device(), &GemmCall::default())?;
    let products = launch(stream, plan.launch(), &[a, b, a, a, &plain])?.remove(0);
    join(stream, &products, a.dtype(), call)
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
