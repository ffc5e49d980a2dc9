//! What steers scans of inverted lists: the threads of a threadgroup.

use std::cell::RefCell;

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{self, IVF_TPB},
    layers::Layers,
    resolve::{Variables, first, or_variable},
    tuning::Tuning,
};
use crate::Error;

/// Threads that a threadgroup may have.
const THREADS: std::ops::RangeInclusive<u32> = 32..=1024;
const SIMDGROUP: u32 = 32;
pub(super) const THREADS_EXPECTED: &str = "a multiple of 32 from 32 to 1024";
/// Entries that a threadgroup's queue had in the seeds: with more neighbors, fewer threads.
const ENTRIES: u32 = 1024;
const MOST_BY_RULE: u32 = 256;

/// What a program asks of scans. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct IvfOverrides {
    /// Threads of a threadgroup: a multiple of 32 from 32 to 1024.
    pub tpb: Option<u32>,
}

impl IvfOverrides {
    const NONE: Self = Self { tpb: None };

    /// These, and `below` where they say nothing.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            tpb: self.tpb.or(below.tpb),
        }
    }

    fn check(self) -> Result<(), Error> {
        match self.tpb {
            Some(tpb) if !fits(tpb) => Err(wrong(tpb.to_string())),
            _ => Ok(()),
        }
    }
}

/// Settings of scans, as they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IvfSettings {
    /// Threads of a threadgroup.
    pub tpb: Setting<u32>,
}

thread_local! {
    static BLOCKS: RefCell<Vec<IvfOverrides>> = const { RefCell::new(Vec::new()) };
}
static LAYERS: Layers<IvfOverrides> = Layers::new(IvfOverrides::NONE, IvfOverrides::over, &BLOCKS);

/// Sets what is `Some`, for the whole process.
///
/// # Errors
/// [`Error::Setting`] for threads that do not fit.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, IvfOverrides};
/// use kernsmith_runtime::Device;
///
/// settings::configure_ivf(IvfOverrides { tpb: Some(64) })?;
/// let config = settings::ivf_config(&Device::cpu(), 10)?;
/// assert_eq!(config.tpb.to_string(), "64 (set by the program)");
/// settings::reset_runtime_config();
///
/// let error = settings::configure_ivf(IvfOverrides { tpb: Some(65) }).unwrap_err();
/// assert_eq!(error.to_string(), "expected `tpb` to be a multiple of 32 from 32 to 1024, found `65`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn configure_ivf(overrides: IvfOverrides) -> Result<(), Error> {
    overrides.check()?;
    LAYERS.configure(overrides);
    Ok(())
}

/// Takes back what [`configure_ivf`] set.
pub(super) fn reset() {
    LAYERS.reset();
}

/// Runs `work` with settings that hold for the calls of this thread in it.
///
/// # Errors
/// [`Error::Setting`] for threads that do not fit; then nothing is run.
pub fn scoped_ivf<R>(overrides: IvfOverrides, work: impl FnOnce() -> R) -> Result<R, Error> {
    overrides.check()?;
    Ok(LAYERS.scoped(overrides, work))
}

/// Settings of a scan for `k` neighbors, as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn ivf_config(device: &Device, k: usize) -> Result<IvfSettings, Error> {
    let variables = &environment::variable;
    let asked = asked(variables, &*Tuning::of(device, variables)?)?;
    let tpb = asked.unwrap_or_else(|| Setting {
        value: by_rule(k),
        place: Place::Rule(RULE),
    });
    Ok(IvfSettings { tpb })
}

pub(super) const RULE: &str = "1024 threads divided by the neighbors, from 32 to 256";

/// What some place says, where it is not the rule of the neighbors.
pub(super) fn asked(
    variables: Variables<'_>,
    file: &Tuning,
) -> Result<Option<Setting<u32>>, Error> {
    let parse = |text: &str| text.parse().ok().filter(|tpb| fits(*tpb));
    let set = first(&LAYERS.now(), |set: &IvfOverrides| set.tpb);
    let set = or_variable(set, &IVF_TPB, variables, parse, THREADS_EXPECTED)?;
    Ok(set.or_else(|| file.find(|values| values.ivf_tpb)))
}

fn by_rule(k: usize) -> u32 {
    let k = u32::try_from(k).unwrap_or(u32::MAX).max(1);
    let whole = ENTRIES / k / SIMDGROUP * SIMDGROUP;
    whole.clamp(SIMDGROUP, MOST_BY_RULE)
}

pub(super) fn fits(tpb: u32) -> bool {
    tpb.is_multiple_of(SIMDGROUP) && THREADS.contains(&tpb)
}

fn wrong(found: String) -> Error {
    Error::Setting {
        name: "tpb".to_owned(),
        expected: THREADS_EXPECTED.to_owned(),
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::by_rule;

    #[test]
    fn the_rule_is_that_of_the_neighbors() {
        let rule = [0, 1, 4, 5, 10, 31, 32, 100, 5000].map(by_rule);
        assert_eq!(rule, [256, 256, 256, 192, 96, 32, 32, 32, 32]);
    }
}
