//! What steers projections on orthonormal columns: how `Q^T v` is summed.

use std::{cell::RefCell, fmt, str::FromStr};

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{self, QR_DOT},
    layers::Layers,
    resolve::{Variables, first, or_variable},
    tuning::{self, Tuning},
};
use crate::Error;

/// Rows from which on simdgroups share a column.
const THRESHOLD: usize = 512;
const EXPECTED: &str = "`auto`, `simd` or `simple`";

/// How `Q^T v` is summed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DotMode {
    /// By the number of rows: `simd` from 512 on.
    Auto,
    /// Simdgroups take stretches of rows, whose sums are added in a second launch.
    Simd,
    /// One thread for each column.
    Simple,
}

impl fmt::Display for DotMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Simd => "simd",
            Self::Simple => "simple",
        })
    }
}

/// A text that is no mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `auto`, `simd` or `simple`")]
pub struct NoDotMode;

impl FromStr for DotMode {
    type Err = NoDotMode;

    /// Also the name that older tuning files have for `auto`.
    fn from_str(text: &str) -> Result<Self, NoDotMode> {
        match text {
            "auto" | "simd_threshold_512" => Ok(Self::Auto),
            "simd" => Ok(Self::Simd),
            "simple" => Ok(Self::Simple),
            _ => Err(NoDotMode),
        }
    }
}

/// What a program asks of projections. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QrOverrides {
    /// How `Q^T v` is summed.
    pub dot_mode: Option<DotMode>,
}

impl QrOverrides {
    const NONE: Self = Self { dot_mode: None };

    /// These, and `below` where they say nothing.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            dot_mode: self.dot_mode.or(below.dot_mode),
        }
    }
}

/// Settings of projections, as they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QrSettings {
    /// `simd` or `simple`: what `auto` comes to is decided.
    pub dot_mode: Setting<DotMode>,
}

thread_local! {
    static BLOCKS: RefCell<Vec<QrOverrides>> = const { RefCell::new(Vec::new()) };
}
static LAYERS: Layers<QrOverrides> = Layers::new(QrOverrides::NONE, QrOverrides::over, &BLOCKS);

/// Sets what is `Some`, for the whole process.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, DotMode, QrOverrides};
/// use kernsmith_runtime::Device;
///
/// let rule = settings::qr_config(&Device::cpu(), 4096)?;
/// assert_eq!(rule.dot_mode.to_string(), "simd (512 rows or more)");
/// settings::configure_qr(QrOverrides { dot_mode: Some(DotMode::Simple) });
/// let config = settings::qr_config(&Device::cpu(), 4096)?;
/// assert_eq!(config.dot_mode.to_string(), "simple (set by the program)");
/// settings::reset_runtime_config();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn configure_qr(overrides: QrOverrides) {
    LAYERS.configure(overrides);
}

/// Takes back what [`configure_qr`] set.
pub(super) fn reset() {
    LAYERS.reset();
}

/// Runs `work` with settings that hold for the calls of this thread in it.
pub fn scoped_qr<R>(overrides: QrOverrides, work: impl FnOnce() -> R) -> R {
    LAYERS.scoped(overrides, work)
}

/// Settings of projections on columns of `rows` rows, as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn qr_config(device: &Device, rows: usize) -> Result<QrSettings, Error> {
    let file = tuning::of(device, &environment::variable)?;
    resolve(LAYERS.now(), &environment::variable, &file, rows)
}

fn resolve(
    overrides: [QrOverrides; 2],
    variables: Variables<'_>,
    file: &Tuning,
    rows: usize,
) -> Result<QrSettings, Error> {
    let parse = |text: &str| text.parse().ok();
    let set = first(&overrides, |set: &QrOverrides| set.dot_mode);
    let set = or_variable(set, &QR_DOT, variables, parse, EXPECTED)?;
    let tuned = match &file.qr_dot_mode {
        None => None,
        Some(text) => match text.parse() {
            Ok(mode) => Some(file.setting(mode)),
            Err(NoDotMode) => {
                return Err(Error::Setting {
                    name: "qr_dot_mode".to_owned(),
                    expected: EXPECTED.to_owned(),
                    found: text.clone(),
                });
            }
        },
    };
    let dot_mode = match set.or(tuned) {
        Some(set) if set.value != DotMode::Auto => set,
        _ => by_rule(rows),
    };
    Ok(QrSettings { dot_mode })
}

const fn by_rule(rows: usize) -> Setting<DotMode> {
    let (value, words) = match rows >= THRESHOLD {
        true => (DotMode::Simd, "512 rows or more"),
        false => (DotMode::Simple, "less than 512 rows"),
    };
    Setting {
        value,
        place: Place::Rule(words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(
        overrides: [Option<DotMode>; 2],
        variables: &[(&str, &str)],
        file: &str,
    ) -> Result<String, Error> {
        let file = Tuning::parse(file, Some("t.json".into()), &Device::cpu())?;
        let find = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let overrides = overrides.map(|dot_mode| QrOverrides { dot_mode });
        Ok(resolve(overrides, &find, &file, 100)?.dot_mode.to_string())
    }

    #[test]
    fn places_have_one_order() {
        const FILE: &str = r#"{"cpu": {"default": {"qr_dot_mode": "simd"}}}"#;
        let (simple, simd) = (Some(DotMode::Simple), Some(DotMode::Simd));
        for name in QR_DOT.0 {
            let variables = &[(*name, "simd")][..];
            let steps = [
                (
                    [simple, simd],
                    variables,
                    FILE,
                    "simple (set for a block)".to_owned(),
                ),
                (
                    [None, simple],
                    variables,
                    FILE,
                    "simple (set by the program)".to_owned(),
                ),
                ([None, None], variables, "{}", format!("simd (`{name}`)")),
                (
                    [None, None],
                    &[][..],
                    FILE,
                    "simd (`default` of `t.json`)".to_owned(),
                ),
                (
                    [None, None],
                    &[][..],
                    "{}",
                    "simple (less than 512 rows)".to_owned(),
                ),
                (
                    [Some(DotMode::Auto), simd],
                    variables,
                    FILE,
                    "simple (less than 512 rows)".to_owned(),
                ),
            ];
            for (overrides, variables, file, expected) in steps {
                assert_eq!(resolved(overrides, variables, file).unwrap(), expected);
            }
        }
        let older = r#"{"cpu": {"default": {"qr_dot_mode": "simd_threshold_512"}}}"#;
        assert_eq!(
            resolved([None; 2], &[], older).unwrap(),
            "simple (less than 512 rows)"
        );
    }

    #[test]
    fn what_has_a_wrong_form_is_named() {
        let error = resolved([None; 2], &[("QR_DOT_MODE", "fast")], "{}").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected `QR_DOT_MODE` to be `auto`, `simd` or `simple`, found `fast`"
        );
        let file = r#"{"cpu": {"default": {"qr_dot_mode": "fast"}}}"#;
        let error = resolved([None; 2], &[], file).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected `qr_dot_mode` to be `auto`, `simd` or `simple`, found `fast`"
        );
    }
}
