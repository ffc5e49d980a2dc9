//! Who computes a product and by which tile, and where each choice comes from.

use std::fmt;

use kernsmith_runtime::{DType, Device, DeviceKind, TemplateValue, Tensor};

use super::{
    call::{Activation, GemmCall, NAME, Sizes},
    maker::{self, Candidate, Maker, Question},
    split,
    tiling::{LARGE_BYTES, PAD, THREADGROUP_BYTES, Tiling, Unit},
};
use crate::{
    Error,
    plan::{Cost, Costed, Plan, begins_whole},
    settings::{Bucket, GemmSettings, Place, Setting, Tile, Winner, gemm_config},
};

/// Columns of a simdgroup.
const SIMDGROUP: u32 = 32;

/// Who computes a product, and the kernels' tile and staging, each with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct GemmPlan {
    /// Who computes. What follows is what kernels do or would do.
    pub by: Setting<Maker>,
    /// What is measured as one with it.
    pub bucket: Bucket,
    /// Who could.
    pub candidates: Vec<Candidate>,
    /// Rows and columns of a threadgroup.
    pub tile: Setting<Tile>,
    /// How it is shared out.
    pub tiling: Tiling,
    /// Rows of tiles are longer than what they hold.
    pub pad: Setting<bool>,
    /// Two tiles of each matrix.
    pub double_buffer: Setting<bool>,
    /// Whether 16-bit matrices are multiplied by simdgroup matrices, where the tile can be shared out so.
    pub simdgroups: Setting<bool>,
    /// How many parts `k` is in, each a product of its own; 1 where it is whole.
    pub parts: Setting<u32>,
    /// Whether several elements are one access, for which matrices have to lie well.
    pub wide: bool,
    /// What the whole product costs.
    pub cost: Cost,
    launch: Plan,
}

impl GemmPlan {
    /// The launch, whose inputs are `a`, `b`, `c`, `bias` and the two factors; of parts, a batch of `a` and `b` cut along
    /// `k`, whose products are then added.
    #[must_use]
    pub fn launch(&self) -> &Plan {
        &self.launch
    }
}

impl Costed for GemmPlan {
    fn cost(&self) -> &Cost {
        &self.cost
    }
}

impl fmt::Display for GemmPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "by: {}", self.by)?;
        for candidate in &self.candidates {
            writeln!(f, "candidate: {candidate}")?;
        }
        writeln!(f, "tile: {}", self.tile)?;
        writeln!(f, "cut: {}", self.tiling)?;
        writeln!(f, "pad: {}", self.pad)?;
        writeln!(f, "double buffer: {}", self.double_buffer)?;
        writeln!(f, "simdgroup matrices: {}", self.simdgroups)?;
        writeln!(f, "parts of k: {}", self.parts)?;
        writeln!(f, "wide accesses: {}", self.wide)?;
        writeln!(
            f,
            "threads: {:?} in groups of {}",
            self.launch.grid, self.launch.threadgroup[0]
        )?;
        write!(f, "{}", self.cost)
    }
}

/// What [`super::gemm`] would do with these arguments.
///
/// # Errors
/// As [`super::gemm`], but nothing is compiled.
pub fn gemm_plan(
    device: &Device,
    a: &Tensor,
    b: &Tensor,
    call: &GemmCall<'_>,
) -> Result<GemmPlan, Error> {
    let whole = Sizes::of(a, b, call)?;
    let settings = gemm_config(device)?;
    let transposed = [call.transpose_a, call.transpose_b];
    let bucket = maker::bucket(&whole, [a, b], transposed);
    let winner = match settings.winners.is_empty() {
        true => None,
        false => settings.winners.get(&bucket.to_string()),
    };
    let parts = split::parts(&whole, (&settings, winner));
    let asked = call;
    // What is done at the end is done when the parts are together.
    let part = GemmCall {
        transpose_a: call.transpose_a,
        transpose_b: call.transpose_b,
        ..GemmCall::default()
    };
    let (sizes, call) = match parts.value {
        1 => (whole.clone(), call),
        parts => (split::sizes_of_part(&whole, parts), &part),
    };
    let stages = 1 + u32::from(settings.double_buffer.value);
    // Sums of simdgroup matrices leave in 16 bits.
    let is_narrow = sizes.dtype.size_bytes() == 2 && parts.value == 1;
    let is_direct = device.kind() == DeviceKind::Cuda && settings.double_buffer.value;
    let is_wide_by = |unit| is_wide(&whole, [a, b], transposed, unit);
    let fits_large = settings.simdgroups.value
        && is_narrow
        && is_direct
        && is_wide_by(Unit::Simdgroups)
        && device.threadgroup_memory_bytes() >= LARGE_BYTES;
    let mut tile = tile(&sizes, call, (&settings, winner), (device, fits_large));
    if settings.align_execw.value {
        tile.value.columns = tile.value.columns.next_multiple_of(SIMDGROUP);
    }
    let by_simdgroups = match settings.simdgroups.value && is_narrow {
        true => Tiling::of_simdgroups(tile.value, stages, device.threadgroup_memory_bytes()),
        false => None,
    };
    let tiling =
        by_simdgroups.unwrap_or_else(|| Tiling::of_threads(tile.value, stages, settings.pad.value));
    let wide = is_wide_by(tiling.unit);
    let form = Form {
        tiling: &tiling,
        wide,
        is_direct: is_direct && wide,
        is_part: parts.value > 1,
    };
    let launch = launch(&sizes, call, &form, &settings)?;
    let own = match parts.value {
        1 => format!("kernels, {tiling}"),
        parts => format!("kernels in {parts} parts of k, {tiling}"),
    };
    let cost = cost(&whole, asked, &settings);
    let question = Question {
        settings: &settings,
        tile: &tile,
        winner,
    };
    let (by, candidates) = question.ask(device, [a, b], (asked, own))?;
    Ok(GemmPlan {
        by,
        bucket,
        candidates,
        tile,
        tiling,
        pad: settings.pad,
        double_buffer: settings.double_buffer,
        simdgroups: settings.simdgroups,
        parts,
        wide,
        cost,
        launch,
    })
}

/// Whether rows as they lie are whole accesses, and both matrices begin at one.
fn is_wide(sizes: &Sizes, matrices: [&Tensor; 2], transposed: [bool; 2], unit: Unit) -> bool {
    let elements = match unit {
        Unit::Threads => 4,
        Unit::Simdgroups => 8,
    };
    let [a_columns, b_columns] = [
        if transposed[0] { sizes.m } else { sizes.k },
        if transposed[1] { sizes.k } else { sizes.n },
    ];
    [a_columns, b_columns]
        .iter()
        .all(|n| n.is_multiple_of(elements))
        && matrices.iter().all(|matrix| begins_whole(matrix, elements))
}

/// The tile that some place says, or that the shape asks for; whether the largest fits is told.
fn tile(
    sizes: &Sizes,
    call: &GemmCall<'_>,
    (settings, winner): (&GemmSettings, Option<&Setting<Winner>>),
    (device, fits_large): (&Device, bool),
) -> Setting<Tile> {
    let set = match (call.transpose_a, call.transpose_b) {
        (true, false) => &settings.tile_atb,
        _ => &settings.tile_av,
    };
    let won = winner.and_then(|winner| match winner.value {
        Winner::Kernels { tile, .. } => Some(Setting {
            value: tile?,
            place: winner.place.clone(),
        }),
        Winner::Library => None,
    });
    match (set, won) {
        (Some(set), Some(won)) if won.place.strength() <= set.place.strength() => return won,
        (Some(set), _) => return set.clone(),
        (None, Some(won)) => return won,
        (None, None) => {}
    }
    let least = sizes.m.min(sizes.n);
    let groups = |rows: usize, columns: usize| {
        sizes.m.div_ceil(rows) * sizes.n.div_ceil(columns) * sizes.batches
    };
    let (rows, columns, words) = match device.kind().is_gpu() {
        true if fits_large && least > 256 && groups(256, 128) >= 512 => {
            (256, 128, "fills a GPU four times with tiles of 256x128")
        }
        true if least > 64 && groups(128, 128) >= 128 => {
            (128, 128, "fills a GPU with tiles of 128x128")
        }
        true if least > 32 && groups(64, 64) >= 64 => (64, 64, "fills a GPU with tiles of 64x64"),
        true => (32, 32, "a small product on a GPU"),
        false => (32, 32, "a processor's caches hold tiles of 32x32"),
    };
    Setting {
        value: Tile { rows, columns },
        place: Place::Rule(words),
    }
}

/// How a kernel computes.
struct Form<'a> {
    tiling: &'a Tiling,
    /// Several elements are one access.
    wide: bool,
    /// Tiles go to threadgroup memory without a stop.
    is_direct: bool,
    /// Its result is one of several that are added.
    is_part: bool,
}

fn launch(
    sizes: &Sizes,
    call: &GemmCall<'_>,
    form: &Form<'_>,
    settings: &GemmSettings,
) -> Result<Plan, Error> {
    let Form {
        tiling,
        wide,
        is_direct,
        is_part,
    } = *form;
    let Tiling {
        tile, each, steps, ..
    } = *tiling;
    let int = |value: u32| TemplateValue::Int(value.cast_signed());
    let (result, part) = match is_part {
        true => (DType::F32, sizes.k),
        false => (sizes.dtype, 0),
    };
    let part = i32::try_from(part).map_err(|_| too_large(sizes, part))?;
    let mut template = vec![
        ("T", TemplateValue::Type(sizes.dtype)),
        ("TA", TemplateValue::Bool(call.transpose_a)),
        ("TB", TemplateValue::Bool(call.transpose_b)),
        ("BM", int(tile.rows)),
        ("BN", int(tile.columns)),
        ("BK", int(steps)),
        ("WIDE", TemplateValue::Bool(wide)),
        ("DB", TemplateValue::Bool(settings.double_buffer.value)),
        ("BETA", TemplateValue::Bool(call.c.is_some())),
        ("BIAS", TemplateValue::Bool(call.bias.is_some())),
        ("ACTIVATION", int(activation(call.activation))),
    ];
    let [rows, columns] = each.map(int);
    let source = match tiling.unit {
        Unit::Threads => {
            let pad = if settings.pad.value { PAD } else { 0 };
            template.extend([("RM", rows), ("RN", columns), ("PAD", int(pad))]);
            template.push(("R", TemplateValue::Type(result)));
            template.push(("PART", TemplateValue::Int(part)));
            &super::gemm::KERNEL
        }
        Unit::Simdgroups => {
            template.extend([("WM", rows), ("WN", columns)]);
            template.push(("DIRECT", TemplateValue::Bool(is_direct)));
            &super::gemm_simdgroup::KERNEL
        }
    };
    Ok(Plan {
        op: NAME,
        source,
        function: format!(
            "kernsmith_{}_{tile}_{}x{}_k{steps}",
            source.name, each[0], each[1]
        ),
        template,
        grid: grid(sizes, tiling)?,
        threadgroup: [tiling.threads(), 1, 1],
        outputs: vec![(vec![sizes.batches, sizes.m, sizes.n], result)],
        align_elems: 1,
        memory_bytes: memory_bytes(tiling, settings),
    })
}

/// What simdgroups need, where that is more than all devices have.
fn memory_bytes(tiling: &Tiling, settings: &GemmSettings) -> Option<u32> {
    let stages = 1 + u32::from(settings.double_buffer.value);
    let bytes = tiling.matrices_bytes(stages);
    (tiling.unit == Unit::Simdgroups && bytes > THREADGROUP_BYTES).then_some(bytes)
}

fn grid(sizes: &Sizes, tiling: &Tiling) -> Result<[u32; 3], Error> {
    let groups = [
        sizes.n.div_ceil(tiling.tile.columns as usize) * tiling.threads() as usize,
        sizes.m.div_ceil(tiling.tile.rows as usize),
        sizes.batches,
    ];
    let mut grid = [0; 3];
    for (axis, count) in grid.iter_mut().zip(groups) {
        *axis = u32::try_from(count).map_err(|_| too_large(sizes, count))?;
    }
    // Rows and columns are 32-bit in the kernel.
    let sides = [sizes.m, sizes.n, sizes.k];
    match sides.into_iter().find(|side| *side > i32::MAX as usize / 2) {
        Some(side) => Err(too_large(sizes, side)),
        None => Ok(grid),
    }
}

/// Each array once, also where kernels read it more often.
fn cost(sizes: &Sizes, call: &GemmCall<'_>, settings: &GemmSettings) -> Cost {
    let [batches, m, n, k] =
        [sizes.batches, sizes.m, sizes.n, sizes.k].map(|extent| extent as u128);
    let matrices_of_b = if sizes.one_b { 1 } else { batches };
    let results = if call.c.is_some() { 2 } else { 1 };
    let bias = if call.bias.is_some() { n } else { 0 };
    let elements = batches * m * k + matrices_of_b * k * n + results * batches * m * n + bias;
    let bytes = elements * sizes.dtype.size_bytes() as u128;
    Cost::new(
        settings.rates.as_ref(),
        sizes.dtype,
        2 * batches * m * n * k,
        bytes,
    )
}

fn too_large(sizes: &Sizes, found: usize) -> Error {
    Error::TooLarge {
        op: NAME,
        shape: format!("{:?}", sizes.shape()),
        threads: found as u128,
    }
}

pub(super) const fn activation(activation: Activation) -> u32 {
    match activation {
        Activation::None => 0,
        Activation::Relu => 1,
        Activation::Silu => 2,
        Activation::Gelu => 3,
    }
}
