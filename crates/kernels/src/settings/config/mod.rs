//! All settings of a device by name, as they hold.

use std::fmt;

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{
        self, ALIGN_EXECW, DOUBLE_BUFFER, FAST_HEAD, IVF_TPB, LIBRARY, Names, PAD, QR_DOT,
        SIMDGROUPS, SPLIT_K, SVD_BAND, SVD_STREAMS, TILE_ATB, TILE_AV,
    },
    gemm, ivf, model, qr,
    resolve::Variables,
    svd,
    tuning::Tuning,
};
use crate::Error;

/// A setting by name, as it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knob {
    /// Its name, as in `--gemm-pad`, with underscores.
    pub name: &'static str,
    /// Its value as files write it; `None` where it is decided for each call, by the rule that `place` names.
    pub value: Option<String>,
    /// Where it comes from.
    pub place: Place,
    /// Variables that say it, the first before the others.
    pub variables: &'static [&'static str],
}

impl fmt::Display for Knob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.value {
            Some(value) => write!(f, "{}: {value} ({})", self.name, self.place),
            None => write!(f, "{}: {}", self.name, self.place),
        }
    }
}

/// All settings of a device, a copy that no one else changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuntimeConfig(Vec<Knob>);

impl RuntimeConfig {
    /// All of them, in a fixed order.
    #[must_use]
    pub fn knobs(&self) -> &[Knob] {
        &self.0
    }

    /// The one of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Knob> {
        self.0.iter().find(|knob| knob.name == name)
    }
}

impl fmt::Display for RuntimeConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        for knob in &self.0 {
            write!(f, "{separator}{knob}")?;
            separator = "\n";
        }
        Ok(())
    }
}

/// All settings as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, IvfOverrides};
/// use kernsmith_runtime::Device;
///
/// settings::configure_ivf(IvfOverrides { tpb: Some(64) })?;
/// let config = settings::get_runtime_config(&Device::cpu())?;
/// let knob = |name| config.get(name).map(ToString::to_string);
/// assert_eq!(knob("ivf_tpb").as_deref(), Some("ivf_tpb: 64 (set by the program)"));
/// assert_eq!(knob("gemm_tile_av").as_deref(), Some("gemm_tile_av: a rule of the shape"));
/// settings::reset_runtime_config();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn get_runtime_config(device: &Device) -> Result<RuntimeConfig, Error> {
    let variables = &environment::variable;
    resolve(device, variables, &*Tuning::of(device, variables)?)
}

/// With what the program has set, and these variables and files.
fn resolve(
    device: &Device,
    variables: Variables<'_>,
    file: &Tuning,
) -> Result<RuntimeConfig, Error> {
    const SHAPE: &str = "a rule of the shape";
    let gemm = gemm::resolve(device, variables, file)?;
    let model = model::resolve(variables, file)?;
    let svd = svd::resolve(variables, file)?;
    let tpb = ivf::asked(variables, file)?;
    Ok(RuntimeConfig(vec![
        knob("gemm_pad", &PAD, Some(gemm.pad), ""),
        knob("gemm_align_execw", &ALIGN_EXECW, Some(gemm.align_execw), ""),
        knob(
            "gemm_double_buffer",
            &DOUBLE_BUFFER,
            Some(gemm.double_buffer),
            "",
        ),
        knob("gemm_simdgroups", &SIMDGROUPS, Some(gemm.simdgroups), ""),
        knob("gemm_split_k", &SPLIT_K, Some(gemm.split_k), ""),
        knob("gemm_library", &LIBRARY, Some(gemm.library), ""),
        knob("gemm_tile_av", &TILE_AV, gemm.tile_av, SHAPE),
        knob("gemm_tile_atb", &TILE_ATB, gemm.tile_atb, SHAPE),
        knob("qr_dot_mode", &QR_DOT, Some(qr::text(variables, file)?), ""),
        knob("svd_band", &SVD_BAND, Some(svd.band), ""),
        knob("svd_streams", &SVD_STREAMS, Some(svd.streams), ""),
        knob("ivf_tpb", &IVF_TPB, tpb, ivf::RULE),
        knob("fast_head", &FAST_HEAD, Some(model.fast_head), ""),
    ]))
}

fn knob<T: fmt::Display>(
    name: &'static str,
    names: &Names,
    setting: Option<Setting<T>>,
    rule: &'static str,
) -> Knob {
    let (value, place) = match setting {
        Some(Setting { value, place }) => (Some(value.to_string()), place),
        None => (None, Place::Rule(rule)),
    };
    Knob {
        name,
        value,
        place,
        variables: names.0,
    }
}

#[cfg(test)]
mod tests;
