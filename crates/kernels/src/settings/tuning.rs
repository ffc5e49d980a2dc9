//! The tuning file: what is best on which device, as JSON.
//!
//! ```json
//! {"cuda": {"sm_90": {"gemm_tiles": {"av": "128x128", "atb": "64x64"}, "gemm": {"pad": true}},
//!           "default": {"gemm_tiles": {"av": "64x64", "atb": "64x64"}}}}
//! ```
//!
//! Sections are `metal`, `cuda` and `cpu`; a file without sections is one of `metal` (the older form). In a
//! section the device's model is looked for, its architecture, a part of the model, then `default`. `av` and
//! `atb` may also stand in the entry itself. Members that this version does not know are left to others.

use std::{collections::BTreeMap, fs, path::PathBuf};

use kernsmith_runtime::{Device, DeviceKind};
use serde::Deserialize;

use super::{Place, Setting, Tile, environment::TUNING, resolve::Variables};
use crate::Error;

/// What a file says of one device.
#[derive(Debug, Default)]
pub(super) struct Tuning {
    path: Option<PathBuf>,
    entry: String,
    pub(super) pad: Option<bool>,
    pub(super) align_execw: Option<bool>,
    pub(super) double_buffer: Option<bool>,
    pub(super) ivf_tpb: Option<u32>,
    pub(super) qr_dot_mode: Option<String>,
    pub(super) simdgroups: Option<bool>,
    pub(super) tile_av: Option<Tile>,
    pub(super) tile_atb: Option<Tile>,
}

type Section = BTreeMap<String, Entry>;

#[derive(Debug, Default, Deserialize)]
struct Entry {
    #[serde(default)]
    gemm_tiles: Tiles,
    #[serde(flatten)]
    tiles: Tiles,
    #[serde(default)]
    gemm: Options,
    ivf_tpb: Option<u32>,
    qr_dot_mode: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Tiles {
    av: Option<String>,
    atb: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Options {
    pad: Option<bool>,
    align_execw: Option<bool>,
    double_buffer: Option<bool>,
    simdgroups: Option<bool>,
}

/// What the user's file says of a device; nothing where there is no file.
pub(super) fn of(device: &Device, variables: Variables<'_>) -> Result<Tuning, Error> {
    let Some(path) = variables(TUNING).map(PathBuf::from) else {
        return Ok(Tuning::default());
    };
    let text = fs::read_to_string(&path).map_err(|error| Error::Setting {
        name: TUNING.to_owned(),
        expected: "the path of a tuning file".to_owned(),
        found: format!("{}`: `{error}", path.display()),
    })?;
    Tuning::parse(&text, Some(path), device)
}

impl Tuning {
    /// What a text says of a device.
    pub(super) fn parse(text: &str, path: Option<PathBuf>, device: &Device) -> Result<Self, Error> {
        let name = path
            .as_ref()
            .map_or_else(String::new, |path| path.display().to_string());
        let wrong = |expected: &str, found: String| Error::Setting {
            name: name.clone(),
            expected: expected.to_owned(),
            found,
        };
        let Some((entry, found)) = entry(text, device)
            .map_err(|error| wrong("tuning of devices in JSON", error.to_string()))?
        else {
            return Ok(Self::default());
        };
        let tile = |nested: Option<String>, flat: Option<String>| {
            let Some(text) = nested.or(flat) else {
                return Ok(None);
            };
            let tile = text.parse();
            tile.map(Some)
                .map_err(|no: super::tile::NoTile| wrong(&no.to_string(), text))
        };
        Ok(Self {
            tile_av: tile(found.gemm_tiles.av, found.tiles.av)?,
            tile_atb: tile(found.gemm_tiles.atb, found.tiles.atb)?,
            ivf_tpb: found.ivf_tpb,
            qr_dot_mode: found.qr_dot_mode,
            pad: found.gemm.pad,
            align_execw: found.gemm.align_execw,
            double_buffer: found.gemm.double_buffer,
            simdgroups: found.gemm.simdgroups,
            path,
            entry,
        })
    }

    /// A value of this file.
    pub(super) fn setting<T>(&self, value: T) -> Setting<T> {
        Setting {
            value,
            place: Place::Tuning {
                path: self.path.clone(),
                entry: self.entry.clone(),
            },
        }
    }
}

/// The entry of a device, with its name.
fn entry(text: &str, device: &Device) -> Result<Option<(String, Entry)>, serde_json::Error> {
    let mut file: BTreeMap<String, serde_json::Value> = serde_json::from_str(text)?;
    let section = match device.kind() {
        DeviceKind::Cuda => "cuda",
        _ => "cpu",
    };
    let Some(value) = file.remove(section) else {
        return Ok(None);
    };
    let mut section: Section = serde_json::from_value(value)?;
    let info = device.info();
    let (model, architecture) = (
        info.model.to_lowercase(),
        info.instruction_set.to_lowercase(),
    );
    let find = |fits: &dyn Fn(&str) -> bool| {
        let mut names = section.keys().filter(|name| *name != "default");
        names.find(|name| fits(&name.to_lowercase())).cloned()
    };
    let found = find(&|name| name == model)
        .or_else(|| find(&|name| name == architecture))
        .or_else(|| find(&|name| model.contains(name)))
        .unwrap_or_else(|| "default".to_owned());
    Ok(section.remove(&found).map(|entry| (found, entry)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tile(text: &str) -> Result<Option<String>, Error> {
        let tuning = Tuning::parse(text, Some("t.json".into()), &Device::cpu())?;
        Ok(tuning.tile_av.map(|tile| tile.to_string()))
    }

    #[test]
    fn both_forms_of_an_entry_are_read() {
        let nested =
            r#"{"cpu": {"default": {"gemm_tiles": {"av": "32x8"}, "qr_dot_mode": "auto"}}}"#;
        let flat = r#"{"metal": {}, "cpu": {"default": {"av": "32x8", "svd_band": 32}}}"#;
        for text in [nested, flat] {
            assert_eq!(tile(text).unwrap().as_deref(), Some("32x8"), "{text}");
        }
        // The older form is of Apple's devices.
        assert_eq!(
            tile(r#"{"m3": {"av": "32x8"}, "default": {"av": "16x16"}}"#).unwrap(),
            None
        );
    }

    #[test]
    fn a_model_goes_before_an_architecture_a_part_and_the_default() {
        let info = Device::cpu().info();
        let part = info.model.split(' ').next().unwrap().to_lowercase();
        let entries = [
            (info.model.clone(), "4x4"),
            (info.instruction_set.clone(), "8x8"),
            (part, "16x16"),
            ("default".to_owned(), "32x32"),
        ];
        for from in 0..entries.len() {
            let members: Vec<String> = entries[from..]
                .iter()
                .map(|(name, tile)| format!(r#""{name}": {{"av": "{tile}"}}"#))
                .collect();
            let text = format!(r#"{{"cpu": {{{}}}}}"#, members.join(", "));
            assert_eq!(
                tile(&text).unwrap().as_deref(),
                Some(entries[from].1),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_wrong_with_a_file_is_said() {
        let error = |text| tile(text).unwrap_err().to_string();
        assert_eq!(
            error(r#"{"cpu": {"default": {"av": "3x3"}}}"#),
            "expected `t.json` to be a tile such as `32x8`, whose sides are multiples of 4 from 4 to 128, \
             found `3x3`"
        );
        assert!(
            error("{").starts_with("expected `t.json` to be tuning of devices in JSON, found `EOF")
        );
    }
}
