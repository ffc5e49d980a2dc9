//! What steers the products of leading singular values: columns of a launch, and streams that launches go to.
//!
//! Each element is summed in the same order whatever they are, so that no bit of a result changes.

use std::{cell::RefCell, ops::RangeInclusive};

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{self, SVD_BAND, SVD_STREAMS},
    layers::Layers,
    resolve::{Variables, first, or_variable},
    tuning::Tuning,
};
use crate::Error;

/// Columns of a launch, where not all of them.
const BANDS: RangeInclusive<u32> = 8..=48;
/// Threads of a threadgroup share columns by eights.
const EIGHT: u32 = 8;
pub(super) const BAND_EXPECTED: &str = "0 for all columns or a multiple of 8 from 8 to 48";
const STREAMS: RangeInclusive<u32> = 1..=8;
pub(super) const STREAMS_EXPECTED: &str = "from 1 to 8";

/// What a program asks of the products of leading singular values. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SvdOverrides {
    /// Columns of a launch: 0 for all of them, or a multiple of 8 from 8 to 48.
    pub band: Option<u32>,
    /// Streams that launches go to in turn: from 1 to 8.
    pub streams: Option<u32>,
}

impl SvdOverrides {
    const NONE: Self = Self {
        band: None,
        streams: None,
    };

    /// These, and `below` where they say nothing.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            band: self.band.or(below.band),
            streams: self.streams.or(below.streams),
        }
    }

    fn check(self) -> Result<(), Error> {
        let wrong = |name: &str, expected: &str, found: u32| Error::Setting {
            name: name.to_owned(),
            expected: expected.to_owned(),
            found: found.to_string(),
        };
        match self {
            Self {
                band: Some(band), ..
            } if !is_band(band) => Err(wrong("band", BAND_EXPECTED, band)),
            Self {
                streams: Some(streams),
                ..
            } if !are_streams(streams) => Err(wrong("streams", STREAMS_EXPECTED, streams)),
            _ => Ok(()),
        }
    }
}

/// Settings of the products of leading singular values, as they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SvdSettings {
    /// Columns of a launch; 0 for all of them.
    pub band: Setting<u32>,
    /// Streams that launches go to in turn.
    pub streams: Setting<u32>,
}

thread_local! {
    static BLOCKS: RefCell<Vec<SvdOverrides>> = const { RefCell::new(Vec::new()) };
}
static LAYERS: Layers<SvdOverrides> = Layers::new(SvdOverrides::NONE, SvdOverrides::over, &BLOCKS);

/// Sets what is `Some`, for the whole process.
///
/// # Errors
/// [`Error::Setting`] for a band or streams that there are not.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, SvdOverrides};
/// use kernsmith_runtime::Device;
///
/// let band = SvdOverrides { band: Some(32), streams: None };
/// settings::configure_svd(band)?;
/// let config = settings::svd_config(&Device::cpu())?;
/// assert_eq!(config.band.to_string(), "32 (set by the program)");
/// assert_eq!(config.streams.to_string(), "1 (launches wait for each other)");
/// settings::reset_runtime_config();
///
/// let error = settings::configure_svd(SvdOverrides { band: Some(20), streams: None }).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected `band` to be 0 for all columns or a multiple of 8 from 8 to 48, found `20`"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn configure_svd(overrides: SvdOverrides) -> Result<(), Error> {
    overrides.check()?;
    LAYERS.configure(overrides);
    Ok(())
}

/// Takes back what [`configure_svd`] set.
pub(super) fn reset() {
    LAYERS.reset();
}

/// Runs `work` with settings that hold for the calls of this thread in it.
///
/// # Errors
/// [`Error::Setting`] for a band or streams that there are not; then nothing is run.
pub fn scoped_svd<R>(overrides: SvdOverrides, work: impl FnOnce() -> R) -> Result<R, Error> {
    overrides.check()?;
    Ok(LAYERS.scoped(overrides, work))
}

/// Settings of the products of leading singular values, as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn svd_config(device: &Device) -> Result<SvdSettings, Error> {
    let variables = &environment::variable;
    resolve(variables, &*Tuning::of(device, variables)?)
}

pub(super) fn resolve(variables: Variables<'_>, file: &Tuning) -> Result<SvdSettings, Error> {
    let parse = |is: fn(u32) -> bool| {
        move |text: &str| text.parse().ok().filter(|number: &u32| is(*number))
    };
    let now = LAYERS.now();
    let band = first(&now, |set: &SvdOverrides| set.band);
    let band = or_variable(band, &SVD_BAND, variables, parse(is_band), BAND_EXPECTED)?;
    let streams = first(&now, |set: &SvdOverrides| set.streams);
    let of_streams = parse(are_streams);
    let streams = or_variable(
        streams,
        &SVD_STREAMS,
        variables,
        of_streams,
        STREAMS_EXPECTED,
    )?;
    let rule = |value, words| Setting {
        value,
        place: Place::Rule(words),
    };
    Ok(SvdSettings {
        band: band
            .or_else(|| file.find(|values| values.svd_band))
            .unwrap_or(rule(0, "a launch for all columns reads the matrix once")),
        streams: streams
            .or_else(|| file.find(|values| values.svd_streams))
            .unwrap_or(rule(1, "launches wait for each other")),
    })
}

pub(super) fn is_band(columns: u32) -> bool {
    columns == 0 || columns.is_multiple_of(EIGHT) && BANDS.contains(&columns)
}

pub(super) fn are_streams(count: u32) -> bool {
    STREAMS.contains(&count)
}
