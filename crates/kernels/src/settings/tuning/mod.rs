//! The tuning file: what is best on which device, as JSON; and the one that is built in, below the user's.
//!
//! ```json
//! {"cuda": {"sm_90": {"gemm_tiles": {"av": "128x128", "atb": "64x64"}, "gemm": {"pad": true}},
//!           "default": {"gemm_tiles": {"av": "64x64", "atb": "64x64"}}}}
//! ```
//!
//! Sections are `metal`, `cuda` and `cpu`; a file without sections is one of `metal` (the older form). In a
//! section the device's model is looked for, its architecture, a part of the model, then `default`. `av` and
//! `atb` may also stand in the entry itself. Members that this version does not know are left to others. A schema is
//! in [`SCHEMA`].

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use kernsmith_runtime::{Device, DeviceKind};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    Place, Setting, Tile,
    environment::TUNING,
    ivf::{self, THREADS_EXPECTED},
    qr::{DotRule, MODE_EXPECTED},
    rates::Rates,
    resolve::Variables,
    svd::{self, BAND_EXPECTED, STREAMS_EXPECTED},
    winner::{NoWinner, Winner, Winners, is_bucket},
};
use crate::Error;

/// The JSON Schema of tuning files.
pub const SCHEMA: &str = include_str!("tuning.schema.json");

/// What is built in, with the reasons.
const DEFAULTS: &str = include_str!("defaults.json");

const BACK_ENDS: [&str; 3] = ["metal", "cuda", "cpu"];

/// What files say of one device: the user's, then the one that is built in.
#[derive(Debug, Default)]
pub(super) struct Tuning(Vec<Layer>);

/// What one file says of the device.
#[derive(Debug)]
struct Layer {
    path: Option<PathBuf>,
    entry: String,
    values: Values,
}

/// Values of an entry, each of a right form.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub(super) pad: Option<bool>,
    pub(super) align_execw: Option<bool>,
    pub(super) double_buffer: Option<bool>,
    pub(super) simdgroups: Option<bool>,
    pub(super) split_k: Option<bool>,
    pub(super) library: Option<bool>,
    pub(super) winners: BTreeMap<String, Winner>,
    pub(super) rates: Option<Rates>,
    pub(super) tile_av: Option<Tile>,
    pub(super) tile_atb: Option<Tile>,
    pub(super) svd_band: Option<u32>,
    pub(super) svd_streams: Option<u32>,
    pub(super) ivf_tpb: Option<u32>,
    pub(super) qr_dot: Option<DotRule>,
    pub(super) fast_head: Option<bool>,
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
    rates: Option<Rates>,
    #[serde(default)]
    gemm_winners: BTreeMap<String, String>,
    svd_band: Option<u32>,
    svd_streams: Option<u32>,
    ivf_tpb: Option<u32>,
    qr_dot_mode: Option<String>,
    fast_head: Option<bool>,
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
    split_k: Option<bool>,
    library: Option<bool>,
}

/// What was read last for each device, with the user's file it was read of: files are read at each call, so that a
/// change takes effect, but not understood again.
static READ: Mutex<BTreeMap<&'static str, Read>> = Mutex::new(BTreeMap::new());

struct Read {
    user: Option<(String, PathBuf)>,
    tuning: Arc<Tuning>,
}

impl Tuning {
    /// What the user's file and the built-in one say of a device.
    pub(super) fn of(device: &Device, variables: Variables<'_>) -> Result<Arc<Self>, Error> {
        let path = variables(TUNING).map(PathBuf::from);
        let text = path.as_ref().map(fs::read_to_string).transpose();
        let text = text.map_err(|error| Error::Setting {
            name: TUNING.to_owned(),
            expected: "the path of a tuning file".to_owned(),
            found: format!(
                "{}`: `{error}",
                path.as_deref().unwrap_or("".as_ref()).display()
            ),
        })?;
        let user = text.zip(path);
        let lock = || READ.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(read) = lock().get(device.name())
            && read.user == user
        {
            return Ok(Arc::clone(&read.tuning));
        }
        let given = user.as_ref();
        let given = given.map(|(text, path)| (text.as_str(), Some(path.clone())));
        let tuning = Arc::new(Self::parse(given, DEFAULTS, device)?);
        let read = Read {
            user,
            tuning: Arc::clone(&tuning),
        };
        lock().insert(device.name(), read);
        Ok(tuning)
    }

    /// What the user's text, if there is one, and the built-in one say of a device.
    pub(super) fn parse(
        user: Option<(&str, Option<PathBuf>)>,
        defaults: &str,
        device: &Device,
    ) -> Result<Self, Error> {
        let all = user.into_iter().chain([(defaults, None)]);
        let layers = all.map(|(text, path)| Layer::parse(text, path, device));
        let layers: Result<Vec<_>, _> = layers.collect();
        Ok(Self(layers?.into_iter().flatten().collect()))
    }

    /// What was found fastest, the user's before the built-in ones.
    pub(super) fn winners(&self) -> Winners {
        let mut winners = Winners::new();
        for layer in &self.0 {
            for (bucket, winner) in &layer.values.winners {
                let setting = || layer.setting(*winner);
                winners.entry(bucket.clone()).or_insert_with(setting);
            }
        }
        winners
    }

    /// The first file's that says it.
    pub(super) fn find<T>(&self, value: impl Fn(&Values) -> Option<T>) -> Option<Setting<T>> {
        self.0.iter().find_map(|layer| {
            let value = value(&layer.values)?;
            Some(layer.setting(value))
        })
    }
}

impl Layer {
    fn setting<T>(&self, value: T) -> Setting<T> {
        let place = Place::Tuning {
            path: self.path.clone(),
            entry: self.entry.clone(),
        };
        Setting { value, place }
    }

    fn parse(text: &str, path: Option<PathBuf>, device: &Device) -> Result<Option<Self>, Error> {
        let name = path.as_ref().map_or_else(
            || "defaults.json".to_owned(),
            |path| path.display().to_string(),
        );
        let sections = sections(text).map_err(|error| Error::Setting {
            name: name.clone(),
            expected: "tuning of devices in JSON".to_owned(),
            found: error.to_string(),
        })?;
        let back_end = match device.kind() {
            DeviceKind::Cuda => "cuda",
            _ => "cpu",
        };
        let mut of_device = None;
        for (section_name, section) in sections {
            let entry = (section_name == back_end).then(|| entry_of(&section, device));
            for (entry_name, found) in section {
                // What is wrong with other devices' entries is said, too.
                let values = found.values(&name)?;
                if entry.as_ref() == Some(&entry_name) {
                    of_device = Some((entry_name, values));
                }
            }
        }
        Ok(of_device.map(|(entry, values)| Self {
            path,
            entry,
            values,
        }))
    }
}

/// Sections by back end; a file without sections is one of `metal`.
fn sections(text: &str) -> Result<BTreeMap<&'static str, Section>, serde_json::Error> {
    let mut file: Map<String, Value> = serde_json::from_str(text)?;
    file.remove("$schema");
    if !file.is_empty() && BACK_ENDS.iter().all(|name| !file.contains_key(*name)) {
        return Ok([("metal", serde_json::from_value(Value::Object(file))?)].into());
    }
    let mut sections = BTreeMap::new();
    for name in BACK_ENDS {
        if let Some(section) = file.remove(name) {
            sections.insert(name, serde_json::from_value(section)?);
        }
    }
    Ok(sections)
}

/// The name of the entry that is the device's.
fn entry_of(section: &Section, device: &Device) -> String {
    let info = device.info();
    let (model, architecture) = (
        info.model.to_lowercase(),
        info.instruction_set.to_lowercase(),
    );
    let find = |fits: &dyn Fn(&str) -> bool| {
        let mut names = section.keys().filter(|name| *name != "default");
        names.find(|name| fits(&name.to_lowercase())).cloned()
    };
    find(&|name| name == model)
        .or_else(|| find(&|name| name == architecture))
        .or_else(|| find(&|name| model.contains(name)))
        .unwrap_or_else(|| "default".to_owned())
}

impl Entry {
    fn values(self, file: &str) -> Result<Values, Error> {
        let wrong = |name: &str, expected: &str, found: String| Error::Setting {
            name: name.to_owned(),
            expected: expected.to_owned(),
            found,
        };
        let tile = |nested: Option<String>, flat: Option<String>| {
            let Some(text) = nested.or(flat) else {
                return Ok(None);
            };
            let tile = text.parse();
            tile.map(Some)
                .map_err(|no: super::tile::NoTile| wrong(file, &no.to_string(), text))
        };
        let qr_dot = match self.qr_dot_mode {
            None => None,
            Some(text) => match DotRule::of_file(&text) {
                None => return Err(wrong("qr_dot_mode", MODE_EXPECTED, text)),
                rule => rule,
            },
        };
        if let Some(band) = self.svd_band.filter(|band| !svd::is_band(*band)) {
            return Err(wrong("svd_band", BAND_EXPECTED, band.to_string()));
        }
        if let Some(streams) = self.svd_streams.filter(|count| !svd::are_streams(*count)) {
            return Err(wrong("svd_streams", STREAMS_EXPECTED, streams.to_string()));
        }
        if let Some(tpb) = self.ivf_tpb.filter(|tpb| !ivf::fits(*tpb)) {
            return Err(wrong("ivf_tpb", THREADS_EXPECTED, tpb.to_string()));
        }
        if let Some(rates) = self.rates.filter(|rates| !rates.are_positive()) {
            let expected = "10^9 bytes and operations a second, 1 or more";
            return Err(wrong("rates", expected, format!("{rates:?}")));
        }
        let mut winners = BTreeMap::new();
        for (bucket, text) in self.gemm_winners {
            if !is_bucket(&bucket) {
                let expected = "products such as `float32 nn 1x4096x4096x4096`";
                return Err(wrong("gemm_winners", expected, bucket));
            }
            let winner = text.parse();
            let winner = winner.map_err(|no: NoWinner| wrong(&bucket, &no.to_string(), text))?;
            winners.insert(bucket, winner);
        }
        Ok(Values {
            pad: self.gemm.pad,
            align_execw: self.gemm.align_execw,
            double_buffer: self.gemm.double_buffer,
            simdgroups: self.gemm.simdgroups,
            split_k: self.gemm.split_k,
            library: self.gemm.library,
            winners,
            rates: self.rates,
            tile_av: tile(self.gemm_tiles.av, self.tiles.av)?,
            tile_atb: tile(self.gemm_tiles.atb, self.tiles.atb)?,
            svd_band: self.svd_band,
            svd_streams: self.svd_streams,
            ivf_tpb: self.ivf_tpb,
            qr_dot,
            fast_head: self.fast_head,
        })
    }
}

#[cfg(test)]
mod tests;
