//! Which tile computes a product, and where each choice comes from.

use std::fmt;

use kernsmith_runtime::{Device, TemplateValue, Tensor};

use super::call::{Activation, GemmCall, NAME, Sizes};
use crate::{
    Error,
    plan::Plan,
    settings::{GemmSettings, Place, Setting, Tile, runtime_config},
};

/// Columns of a simdgroup.
const SIMDGROUP: u32 = 32;
/// Threads that a tile of small sides has at most, one for each element.
const MOST_THREADS: u32 = 256;
/// Bytes of threadgroup memory that every device has.
const THREADGROUP_BYTES: u32 = 32 << 10;

/// A product's tile and staging, each with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct GemmPlan {
    /// Rows and columns of a threadgroup.
    pub tile: Setting<Tile>,
    /// Steps of `k` between barriers.
    pub steps: u32,
    /// Rows and columns of a thread.
    pub each: [u32; 2],
    /// One more column in each tile.
    pub pad: Setting<bool>,
    /// Two tiles of each matrix.
    pub double_buffer: Setting<bool>,
    /// Floating-point operations of the whole product.
    pub flops: u128,
    launch: Plan,
}

impl GemmPlan {
    /// The launch, whose inputs are `a`, `b`, `c`, `bias` and the two factors.
    #[must_use]
    pub fn launch(&self) -> &Plan {
        &self.launch
    }
}

impl fmt::Display for GemmPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [rows, columns] = self.each;
        writeln!(f, "tile: {}, {} steps of k", self.tile, self.steps)?;
        writeln!(f, "each thread: {rows}x{columns}")?;
        writeln!(f, "pad: {}", self.pad)?;
        writeln!(f, "double buffer: {}", self.double_buffer)?;
        writeln!(
            f,
            "threads: {:?} in groups of {}",
            self.launch.grid, self.launch.threadgroup[0]
        )?;
        write!(f, "operations: {}", self.flops)
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
    let sizes = Sizes::of(a, b, call)?;
    let settings = runtime_config(device)?;
    let tile = tile(&sizes, call, &settings, device);
    let aligned = match settings.align_execw.value {
        true => aligned(&tile),
        false => tile,
    };
    let each = each(aligned.value);
    let stages = 1 + u32::from(settings.double_buffer.value);
    let steps = steps(aligned.value, stages, settings.pad.value);
    let launch = launch(&sizes, call, (aligned.value, each, steps), &settings)?;
    Ok(GemmPlan {
        tile: aligned,
        steps,
        each,
        pad: settings.pad,
        double_buffer: settings.double_buffer,
        flops: 2 * [sizes.batches, sizes.m, sizes.n, sizes.k]
            .map(|n| n as u128)
            .iter()
            .product::<u128>(),
        launch,
    })
}

/// The tile that some place says, or that the shape asks for.
fn tile(
    sizes: &Sizes,
    call: &GemmCall<'_>,
    settings: &GemmSettings,
    device: &Device,
) -> Setting<Tile> {
    let set = match (call.transpose_a, call.transpose_b) {
        (true, false) => &settings.tile_atb,
        _ => &settings.tile_av,
    };
    if let Some(set) = set {
        return set.clone();
    }
    let least = sizes.m.min(sizes.n);
    let groups = |side: usize| sizes.m.div_ceil(side) * sizes.n.div_ceil(side) * sizes.batches;
    let (side, words) = match device.kind().is_gpu() {
        true if least > 64 && groups(128) >= 128 => (128, "fills a GPU with tiles of 128x128"),
        true if least > 32 && groups(64) >= 64 => (64, "fills a GPU with tiles of 64x64"),
        true => (32, "a small product on a GPU"),
        false => (32, "a processor's caches hold tiles of 32x32"),
    };
    Setting {
        value: Tile {
            rows: side,
            columns: side,
        },
        place: Place::Rule(words),
    }
}

/// The tile with columns of whole simdgroups.
fn aligned(tile: &Setting<Tile>) -> Setting<Tile> {
    let columns = tile.value.columns.next_multiple_of(SIMDGROUP);
    Setting {
        value: Tile {
            columns,
            ..tile.value
        },
        place: tile.place.clone(),
    }
}

/// Elements of a thread: one where that is few threads, otherwise squares of up to 8x8.
fn each(tile: Tile) -> [u32; 2] {
    let mut each = [1, 1];
    let threads = |each: [u32; 2]| (tile.rows / each[0]) * (tile.columns / each[1]);
    let sides = [tile.rows, tile.columns];
    for turn in 0.. {
        let side = turn % 2;
        let halves = sides[side].is_multiple_of(2 * each[side]) && each[side] < 8;
        if threads(each) <= MOST_THREADS || turn > 8 {
            break;
        }
        if halves {
            each[side] *= 2;
        }
    }
    each
}

/// Steps of `k` for which the tiles fit into threadgroup memory.
fn steps(tile: Tile, stages: u32, pad: bool) -> u32 {
    let row = tile.rows + tile.columns + 2 * u32::from(pad);
    let fits = |steps: &u32| 4 * stages * steps * row <= THREADGROUP_BYTES;
    [16, 8].into_iter().find(fits).unwrap_or(4)
}

fn launch(
    sizes: &Sizes,
    call: &GemmCall<'_>,
    (tile, each, steps): (Tile, [u32; 2], u32),
    settings: &GemmSettings,
) -> Result<Plan, Error> {
    let threads = (tile.rows / each[0]) * (tile.columns / each[1]);
    let groups = [
        sizes.n.div_ceil(tile.columns as usize) * threads as usize,
        sizes.m.div_ceil(tile.rows as usize),
        sizes.batches,
    ];
    let too_large = |found: usize| Error::TooLarge {
        op: NAME,
        shape: format!("{:?}", sizes.shape()),
        threads: found as u128,
    };
    let mut grid = [0; 3];
    for (axis, count) in grid.iter_mut().zip(groups) {
        *axis = u32::try_from(count).map_err(|_| too_large(count))?;
    }
    // Rows and columns are 32-bit in the kernel.
    let sides = [sizes.m, sizes.n, sizes.k];
    if let Some(side) = sides.into_iter().find(|side| *side > i32::MAX as usize / 2) {
        return Err(too_large(side));
    }
    let int = |value: u32| TemplateValue::Int(value.cast_signed());
    let activation = match call.activation {
        Activation::None => 0,
        Activation::Relu => 1,
        Activation::Silu => 2,
        Activation::Gelu => 3,
    };
    Ok(Plan {
        op: NAME,
        source: &super::gemm::KERNEL,
        function: format!("kernsmith_gemm_{tile}_{}x{}_k{steps}", each[0], each[1]),
        template: vec![
            ("T", TemplateValue::Type(sizes.dtype)),
            ("TA", TemplateValue::Bool(call.transpose_a)),
            ("TB", TemplateValue::Bool(call.transpose_b)),
            ("BM", int(tile.rows)),
            ("BN", int(tile.columns)),
            ("BK", int(steps)),
            ("RM", int(each[0])),
            ("RN", int(each[1])),
            ("PAD", int(settings.pad.value.into())),
            ("DB", TemplateValue::Bool(settings.double_buffer.value)),
            ("BETA", TemplateValue::Bool(call.c.is_some())),
            ("BIAS", TemplateValue::Bool(call.bias.is_some())),
            ("ACTIVATION", int(activation)),
        ],
        grid,
        threadgroup: [threads, 1, 1],
        outputs: vec![(vec![sizes.batches, sizes.m, sizes.n], sizes.dtype)],
        align_elems: 1,
    })
}

#[cfg(test)]
mod tests {
    use super::{each, steps};
    use crate::settings::Tile;

    #[test]
    fn threads_are_at_most_so_many_and_tiles_fit() {
        for rows in (4..=128).step_by(4) {
            for columns in (4..=128).step_by(4) {
                let tile = Tile::new(rows, columns).unwrap();
                let [x, y] = each(tile);
                assert!(rows % x == 0 && columns % y == 0);
                let threads = (rows / x) * (columns / y);
                assert!(threads <= 1024, "{tile}: {threads}");
                for (stages, pad) in [(1, false), (2, true)] {
                    let steps = steps(tile, stages, pad);
                    assert!(
                        4 * stages * steps * (rows + columns + 2) <= 33 << 10,
                        "{tile} {steps}"
                    );
                }
            }
        }
        assert_eq!(each(Tile::new(128, 128).unwrap()), [8, 8]);
        assert_eq!(each(Tile::new(32, 8).unwrap()), [1, 1]);
    }
}
