//! What steers projections on orthonormal columns: how `Q^T v` is summed.

use std::{cell::RefCell, fmt, str::FromStr};

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{self, QR_DOT},
    layers::Layers,
    resolve::{Variables, first, or_variable},
    tuning::{Tuning, Values},
};
use crate::Error;

/// Rows from which on simdgroups share a column.
const THRESHOLD: usize = 512;
const EXPECTED: &str = "`auto`, `simd` or `simple`";
pub(super) const MODE_EXPECTED: &str = "`auto`, `simd`, `simple` or `simd_threshold_ROWS`";

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

    fn from_str(text: &str) -> Result<Self, NoDotMode> {
        match text {
            "auto" => Ok(Self::Auto),
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
    let variables = &environment::variable;
    let file = Tuning::of(device, variables)?;
    let asked = asked(variables, &file)?;
    let dot_mode = match (asked.value, file.find(threshold)) {
        (DotMode::Auto, Some(Setting { value, place })) => Setting {
            value: if rows >= value {
                DotMode::Simd
            } else {
                DotMode::Simple
            },
            place,
        },
        (DotMode::Auto, None) => by_rule(rows),
        _ => asked,
    };
    Ok(QrSettings { dot_mode })
}

/// What is asked for, as files write it.
pub(super) fn text(variables: Variables<'_>, file: &Tuning) -> Result<Setting<String>, Error> {
    let Setting { value, place } = asked(variables, file)?;
    Ok(match (value, file.find(threshold)) {
        (DotMode::Auto, Some(rows)) => Setting {
            value: format!("{THRESHOLD_WORD}{}", rows.value),
            place: rows.place,
        },
        _ => Setting {
            value: value.to_string(),
            place,
        },
    })
}

/// Also [`DotMode::Auto`].
fn asked(variables: Variables<'_>, file: &Tuning) -> Result<Setting<DotMode>, Error> {
    let parse = |text: &str| text.parse().ok();
    let set = first(&LAYERS.now(), |set: &QrOverrides| set.dot_mode);
    let set = or_variable(set, &QR_DOT, variables, parse, EXPECTED)?;
    let tuned = || file.find(|values| values.qr_dot.map(|rule| rule.mode));
    Ok(set.or_else(tuned).unwrap_or(Setting {
        value: DotMode::Auto,
        place: Place::Rule("`simd` from 512 rows on"),
    }))
}

fn threshold(values: &Values) -> Option<usize> {
    values.qr_dot.and_then(|rule| rule.threshold)
}

const THRESHOLD_WORD: &str = "simd_threshold_";

/// What a tuning file says: a mode, or from how many rows on `auto` is `simd`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct DotRule {
    mode: DotMode,
    threshold: Option<usize>,
}

impl DotRule {
    pub(super) fn of_file(text: &str) -> Option<Self> {
        let (mode, threshold) = match text.strip_prefix(THRESHOLD_WORD) {
            Some(rows) => (DotMode::Auto, Some(rows.parse().ok()?)),
            None => (text.parse().ok()?, None),
        };
        Some(Self { mode, threshold })
    }
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
