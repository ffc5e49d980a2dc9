//! What steers products of matrices: tiles, and how they are staged.

use std::cell::RefCell;

use kernsmith_runtime::Device;

use super::{
    NoTile, Place, Setting, Tile,
    environment::{self, ALIGN_EXECW, DOUBLE_BUFFER, Names, PAD, SIMDGROUPS, TILE_ATB, TILE_AV},
    layers::Layers,
    resolve::{Variables, first, or_variable},
    tuning::{self, Tuning},
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
/// let config = settings::runtime_config(&Device::cpu())?;
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
/// let inside = settings::scoped(overrides, || settings::runtime_config(&Device::cpu()))?;
/// assert_eq!(inside.double_buffer.place, Place::Block);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scoped<R>(overrides: GemmOverrides, work: impl FnOnce() -> R) -> R {
    LAYERS.scoped(overrides, work)
}

/// All settings as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn runtime_config(device: &Device) -> Result<GemmSettings, Error> {
    let file = tuning::of(device, &environment::variable)?;
    resolve(LAYERS.now(), &environment::variable, &file, device)
}

/// All settings, from the program's overrides (the strongest first), variables and a file.
fn resolve(
    overrides: [GemmOverrides; 2],
    variables: Variables<'_>,
    file: &Tuning,
    device: &Device,
) -> Result<GemmSettings, Error> {
    let program = |value: fn(&GemmOverrides) -> Option<bool>| first(&overrides, value);
    let tile = |value: fn(&GemmOverrides) -> Option<Tile>| first(&overrides, value);
    let choice = |set: Option<Setting<bool>>, names: &Names, tuned: Option<bool>, rule| {
        let set = or_variable(set, names, variables, choice, "0 or 1")?;
        let tuned = tuned.map(|value| file.setting(value));
        Ok::<_, Error>(set.or(tuned).unwrap_or(rule))
    };
    let sides = |set, names: &Names, tuned: Option<Tile>| {
        let parse = |text: &str| text.parse().ok();
        let expected = NoTile.to_string();
        let set = or_variable(set, names, variables, parse, &expected)?;
        Ok::<_, Error>(set.or(tuned.map(|value| file.setting(value))))
    };
    let gpu = device.kind().is_gpu();
    Ok(GemmSettings {
        pad: choice(program(|set| set.pad), &PAD, file.pad, rule(gpu, GPU_PADS))?,
        align_execw: choice(
            program(|set| set.align_execw),
            &ALIGN_EXECW,
            file.align_execw,
            rule(false, "tiles are taken as they are"),
        )?,
        double_buffer: choice(
            program(|set| set.double_buffer),
            &DOUBLE_BUFFER,
            file.double_buffer,
            rule(gpu, GPU_OVERLAPS),
        )?,
        simdgroups: choice(
            program(|set| set.simdgroups),
            &SIMDGROUPS,
            file.simdgroups,
            rule(gpu, GPU_MULTIPLIES),
        )?,
        tile_av: sides(tile(|set| set.tile_av), &TILE_AV, file.tile_av)?,
        tile_atb: sides(tile(|set| set.tile_atb), &TILE_ATB, file.tile_atb)?,
    })
}

const GPU_PADS: &str = "a GPU's threadgroup memory has banks, a processor's has none";
const GPU_MULTIPLIES: &str = "a GPU multiplies 16-bit matrices as such, a processor does not";
const GPU_OVERLAPS: &str = "a GPU loads while it multiplies, a processor does not";

const fn rule(value: bool, words: &'static str) -> Setting<bool> {
    Setting {
        value,
        place: Place::Rule(words),
    }
}

fn choice(text: &str) -> Option<bool> {
    match text {
        "0" => Some(false),
        "1" => Some(true),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"cpu": {"default": {"gemm_tiles": {"av": "32x8", "atb": "8x32"},
        "gemm": {"pad": true, "align_execw": true, "double_buffer": true, "simdgroups": true}}}}"#;

    fn resolved(
        overrides: [GemmOverrides; 2],
        variables: &[(&str, &str)],
        file: Option<&str>,
    ) -> Result<GemmSettings, Error> {
        let device = Device::cpu();
        let path = std::path::PathBuf::from("tuning.json");
        let file = match file {
            Some(text) => Tuning::parse(text, Some(path), &device)?,
            None => Tuning::default(),
        };
        let find = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        resolve(overrides, &find, &file, &device)
    }

    /// Every knob, each place above the ones below it.
    #[test]
    fn the_block_goes_before_the_process_the_environment_the_file_and_the_rule() {
        let none = GemmOverrides::default();
        let all = |value, tile: &str| GemmOverrides {
            pad: Some(value),
            align_execw: Some(value),
            double_buffer: Some(value),
            simdgroups: Some(value),
            tile_av: tile.parse().ok(),
            tile_atb: tile.parse().ok(),
        };
        let names = [
            PAD,
            ALIGN_EXECW,
            DOUBLE_BUFFER,
            SIMDGROUPS,
            TILE_AV,
            TILE_ATB,
        ];
        let entry = Place::Tuning {
            path: Some("tuning.json".into()),
            entry: "default".into(),
        };
        for alias in 0..4 {
            let mut variables = Vec::new();
            for (at, names) in names.iter().enumerate() {
                let name = names.0[alias.min(names.0.len() - 1)];
                variables.push((name, if at < 4 { "0" } else { "64x16" }));
            }
            let environment = |at: usize| Place::Environment(variables[at].0);
            let steps = [
                (
                    [all(true, "4x8"), all(false, "8x4")],
                    &variables[..],
                    Some(FILE),
                ),
                ([none, all(false, "8x4")], &variables[..], Some(FILE)),
                ([none, none], &variables[..], Some(FILE)),
                ([none, none], &[][..], Some(FILE)),
                ([none, none], &[][..], None),
            ];
            for (step, (overrides, variables, file)) in steps.into_iter().enumerate() {
                let found = resolved(overrides, variables, file).unwrap();
                let values = [
                    &found.pad,
                    &found.align_execw,
                    &found.double_buffer,
                    &found.simdgroups,
                ];
                for (at, setting) in values.into_iter().enumerate() {
                    let (value, place) = match step {
                        0 => (true, Place::Block),
                        1 => (false, Place::Process),
                        2 => (false, environment(at)),
                        3 => (true, entry.clone()),
                        _ => (false, setting.place.clone()),
                    };
                    assert_eq!(
                        (setting.value, &setting.place),
                        (value, &place),
                        "{step} {at}"
                    );
                }
                assert!(step < 4 || matches!(found.pad.place, Place::Rule(_)));
                for (at, setting) in [found.tile_av, found.tile_atb].into_iter().enumerate() {
                    let expected = match step {
                        0 => Some(("4x8", Place::Block)),
                        1 => Some(("8x4", Place::Process)),
                        2 => Some(("64x16", environment(4 + at))),
                        3 => Some((["32x8", "8x32"][at], entry.clone())),
                        _ => None,
                    };
                    let found = setting.map(|setting| (setting.value.to_string(), setting.place));
                    let expected = expected.map(|(tile, place)| (tile.to_owned(), place));
                    assert_eq!(found, expected, "{step}");
                }
            }
        }
    }

    #[test]
    fn a_variable_of_a_wrong_form_is_named() {
        let none = [GemmOverrides::default(); 2];
        let error = |name, value| {
            resolved(none, &[(name, value)], None)
                .unwrap_err()
                .to_string()
        };
        assert_eq!(
            error("XLSTM_GEMM_PAD", "yes"),
            "expected `XLSTM_GEMM_PAD` to be 0 or 1, found `yes`"
        );
        assert_eq!(
            error("KERNSMITH_GEMM_TILE_AV", "32"),
            "expected `KERNSMITH_GEMM_TILE_AV` to be a tile such as `32x8`, whose sides are multiples of 4 \
             from 4 to 128, found `32`"
        );
    }
}
