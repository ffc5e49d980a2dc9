//! What steers products of matrices: tiles, and how they are staged.

use std::cell::RefCell;

use kernsmith_runtime::{Device, DeviceKind};

use super::{
    NoTile, Place, Setting, Tile,
    environment::{
        self, ALIGN_EXECW, DOUBLE_BUFFER, LIBRARY, Names, PAD, SIMDGROUPS, SPLIT_K, TILE_ATB,
        TILE_AV,
    },
    layers::Layers,
    rates::Rates,
    resolve::{Variables, choice, first, or_variable},
    tuning::{Tuning, Values},
    winner::Winners,
};
use crate::Error;

/// What a program asks of products of matrices. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GemmOverrides {
    /// One more column in each tile of threadgroup memory, so that columns lie in different banks.
    pub pad: Option<bool>,
    /// Tiles whose columns are whole simdgroups.
    pub align_execw: Option<bool>,
    /// Two tiles of each matrix: one is loaded while the other is multiplied.
    pub double_buffer: Option<bool>,
    /// Products of 16-bit matrices by simdgroup matrices.
    pub simdgroups: Option<bool>,
    /// Tall sums in parts, which are added at the end.
    pub split_k: Option<bool>,
    /// Products by the device's library: wherever it makes them, or never.
    pub library: Option<bool>,
    /// Rows and columns that a threadgroup computes of `A V`.
    pub tile_av: Option<Tile>,
    /// Rows and columns that a threadgroup computes of `A^T B`.
    pub tile_atb: Option<Tile>,
}

impl GemmOverrides {
    const NONE: Self = Self {
        pad: None,
        align_execw: None,
        double_buffer: None,
        simdgroups: None,
        split_k: None,
        library: None,
        tile_av: None,
        tile_atb: None,
    };

    /// These, and `below` where they say nothing.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            pad: self.pad.or(below.pad),
            align_execw: self.align_execw.or(below.align_execw),
            double_buffer: self.double_buffer.or(below.double_buffer),
            simdgroups: self.simdgroups.or(below.simdgroups),
            split_k: self.split_k.or(below.split_k),
            library: self.library.or(below.library),
            tile_av: self.tile_av.or(below.tile_av),
            tile_atb: self.tile_atb.or(below.tile_atb),
        }
    }
}

/// Settings of products of matrices, as they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GemmSettings {
    /// One more column in each tile of threadgroup memory.
    pub pad: Setting<bool>,
    /// Tiles whose columns are whole simdgroups.
    pub align_execw: Setting<bool>,
    /// Two tiles of each matrix.
    pub double_buffer: Setting<bool>,
    /// Products of 16-bit matrices by simdgroup matrices.
    pub simdgroups: Setting<bool>,
    /// Tall sums in parts.
    pub split_k: Setting<bool>,
    /// Whether the device's library may make products; where a rule says so, the fastest is taken.
    pub library: Setting<bool>,
    /// What the tuning files found fastest.
    pub winners: Winners,
    /// How fast the device is at best, where the tuning files have it.
    pub rates: Option<Setting<Rates>>,
    /// The tile of `A V`; a rule of the shape where no place says one.
    pub tile_av: Option<Setting<Tile>>,
    /// The tile of `A^T B`.
    pub tile_atb: Option<Setting<Tile>>,
}

thread_local! {
    static BLOCKS: RefCell<Vec<GemmOverrides>> = const { RefCell::new(Vec::new()) };
}
static LAYERS: Layers<GemmOverrides> =
    Layers::new(GemmOverrides::NONE, GemmOverrides::over, &BLOCKS);

/// Sets what is `Some`, for the whole process.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, GemmOverrides, Place};
/// use kernsmith_runtime::Device;
///
/// settings::configure_gemm(GemmOverrides { pad: Some(true), ..Default::default() });
/// let config = settings::gemm_config(&Device::cpu())?;
/// assert_eq!((config.pad.value, config.pad.place), (true, Place::Process));
/// settings::reset_runtime_config();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn configure_gemm(overrides: GemmOverrides) {
    LAYERS.configure(overrides);
}

/// Takes back what [`configure_gemm`] set.
pub(super) fn reset() {
    LAYERS.reset();
}

/// Runs `work` with settings that hold for the calls of this thread in it, and not after it, also if it
/// panics.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, GemmOverrides, Place};
/// use kernsmith_runtime::Device;
///
/// let overrides = GemmOverrides { double_buffer: Some(true), ..Default::default() };
/// let inside = settings::scoped(overrides, || settings::gemm_config(&Device::cpu()))?;
/// assert_eq!(inside.double_buffer.place, Place::Block);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scoped<R>(overrides: GemmOverrides, work: impl FnOnce() -> R) -> R {
    LAYERS.scoped(overrides, work)
}

/// Settings of products as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn gemm_config(device: &Device) -> Result<GemmSettings, Error> {
    let variables = &environment::variable;
    resolve(device, variables, &*Tuning::of(device, variables)?)
}

/// With what the program has set, and these variables and files.
pub(super) fn resolve(
    device: &Device,
    variables: Variables<'_>,
    file: &Tuning,
) -> Result<GemmSettings, Error> {
    let overrides = LAYERS.now();
    let switch = |switch: &Switch| {
        let set = first(&overrides, switch.set);
        let set = or_variable(set, &switch.names, variables, choice, "0 or 1")?;
        let tuned = || file.find(switch.tuned);
        Ok::<_, Error>(set.or_else(tuned).unwrap_or_else(|| (switch.rule)(device)))
    };
    let tile = |set: fn(&GemmOverrides) -> Option<Tile>,
                names: &Names,
                tuned: fn(&Values) -> Option<Tile>| {
        let parse = |text: &str| text.parse().ok();
        let set = or_variable(first(&overrides, set), names, variables, parse, NoTile)?;
        Ok::<_, Error>(set.or_else(|| file.find(tuned)))
    };
    Ok(GemmSettings {
        pad: switch(&Switch {
            names: PAD,
            set: |set| set.pad,
            tuned: |file| file.pad,
            rule: |device| on_gpus(device, GPU_PADS),
        })?,
        align_execw: switch(&Switch {
            names: ALIGN_EXECW,
            set: |set| set.align_execw,
            tuned: |file| file.align_execw,
            rule: |_| rule(false, "tiles are taken as they are"),
        })?,
        double_buffer: switch(&Switch {
            names: DOUBLE_BUFFER,
            set: |set| set.double_buffer,
            tuned: |file| file.double_buffer,
            rule: |device| on_gpus(device, GPU_OVERLAPS),
        })?,
        simdgroups: switch(&Switch {
            names: SIMDGROUPS,
            set: |set| set.simdgroups,
            tuned: |file| file.simdgroups,
            rule: |device| on_gpus(device, GPU_MULTIPLIES),
        })?,
        split_k: switch(&Switch {
            names: SPLIT_K,
            set: |set| set.split_k,
            tuned: |file| file.split_k,
            rule: |device| on_gpus(device, GPU_IS_WIDE),
        })?,
        library: switch(&Switch {
            names: LIBRARY,
            set: |set| set.library,
            tuned: |file| file.library,
            rule: |device| match device.kind() {
                DeviceKind::Check => rule(false, "the checking device checks kernels"),
                kind if kind.is_gpu() => rule(true, "a GPU's library is faster than kernels"),
                _ => rule(true, "a processor's library is faster than kernels"),
            },
        })?,
        winners: file.winners(),
        rates: file.find(|values| values.rates),
        tile_av: tile(|set| set.tile_av, &TILE_AV, |file| file.tile_av)?,
        tile_atb: tile(|set| set.tile_atb, &TILE_ATB, |file| file.tile_atb)?,
    })
}

/// A setting that is on or off, in all places.
struct Switch {
    names: Names,
    set: fn(&GemmOverrides) -> Option<bool>,
    tuned: fn(&Values) -> Option<bool>,
    rule: fn(&Device) -> Setting<bool>,
}

const GPU_PADS: &str = "a GPU's threadgroup memory has banks, a processor's has none";
const GPU_MULTIPLIES: &str = "a GPU multiplies 16-bit matrices as such, a processor does not";
const GPU_IS_WIDE: &str =
    "a GPU has more threadgroups than a tall sum has tiles, a processor has not";
const GPU_OVERLAPS: &str = "a GPU loads while it multiplies, a processor does not";

fn on_gpus(device: &Device, words: &'static str) -> Setting<bool> {
    rule(device.kind().is_gpu(), words)
}

const fn rule(value: bool, words: &'static str) -> Setting<bool> {
    Setting {
        value,
        place: Place::Rule(words),
    }
}
