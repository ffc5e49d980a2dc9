//! What steers scans of inverted lists: the threads of a threadgroup.

use std::cell::RefCell;

use kernsmith_runtime::Device;

use super::{
    Place, Setting,
    environment::{self, IVF_TPB},
    layers::Layers,
    resolve::{Variables, first, or_variable},
    tuning::{self, Tuning},
};
use crate::Error;

/// Threads that a threadgroup may have.
const THREADS: std::ops::RangeInclusive<u32> = 32..=1024;
const SIMDGROUP: u32 = 32;
const EXPECTED: &str = "a multiple of 32 from 32 to 1024";
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
            Some(tpb) if !fits(tpb) => Err(wrong("tpb", tpb.to_string())),
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
    let file = tuning::of(device, &environment::variable)?;
    resolve(LAYERS.now(), &environment::variable, &file, k)
}

fn resolve(
    overrides: [IvfOverrides; 2],
    variables: Variables<'_>,
    file: &Tuning,
    k: usize,
) -> Result<IvfSettings, Error> {
    let parse = |text: &str| text.parse().ok().filter(|tpb| fits(*tpb));
    let set = first(&overrides, |set: &IvfOverrides| set.tpb);
    let set = or_variable(set, &IVF_TPB, variables, parse, EXPECTED)?;
    let tuned = match file.ivf_tpb {
        Some(tpb) if !fits(tpb) => return Err(wrong("ivf_tpb", tpb.to_string())),
        tuned => tuned.map(|tpb| file.setting(tpb)),
    };
    let tpb = set.or(tuned).unwrap_or_else(|| Setting {
        value: by_rule(k),
        place: Place::Rule("1024 threads divided by the neighbors, from 32 to 256"),
    });
    Ok(IvfSettings { tpb })
}

fn by_rule(k: usize) -> u32 {
    let k = u32::try_from(k).unwrap_or(u32::MAX).max(1);
    let whole = ENTRIES / k / SIMDGROUP * SIMDGROUP;
    whole.clamp(SIMDGROUP, MOST_BY_RULE)
}

fn fits(tpb: u32) -> bool {
    tpb.is_multiple_of(SIMDGROUP) && THREADS.contains(&tpb)
}

fn wrong(name: &str, found: String) -> Error {
    Error::Setting {
        name: name.to_owned(),
        expected: EXPECTED.to_owned(),
        found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(
        overrides: [Option<u32>; 2],
        variables: &[(&str, &str)],
        file: &str,
    ) -> Result<String, Error> {
        let file = Tuning::parse(file, Some("t.json".into()), &Device::cpu())?;
        let find = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        };
        let overrides = overrides.map(|tpb| IvfOverrides { tpb });
        Ok(resolve(overrides, &find, &file, 10)?.tpb.to_string())
    }

    #[test]
    fn places_have_one_order_also_after_the_first_use() {
        const FILE: &str = r#"{"cpu": {"default": {"ivf_tpb": 512}}}"#;
        let none: &[(&str, &str)] = &[];
        for name in IVF_TPB.0 {
            let variables = &[(*name, "128")][..];
            let steps = [
                (
                    [Some(32), Some(64)],
                    variables,
                    FILE,
                    "32 (set for a block)".to_owned(),
                ),
                (
                    [None, Some(64)],
                    variables,
                    FILE,
                    "64 (set by the program)".to_owned(),
                ),
                ([None, None], variables, FILE, format!("128 (`{name}`)")),
                (
                    [None, None],
                    none,
                    FILE,
                    "512 (`default` of `t.json`)".to_owned(),
                ),
                (
                    [None, None],
                    none,
                    "{}",
                    "96 (1024 threads divided by the neighbors, from 32 to 256)".to_owned(),
                ),
                (
                    [Some(32), None],
                    none,
                    FILE,
                    "32 (set for a block)".to_owned(),
                ),
            ];
            for (overrides, variables, file, expected) in steps {
                assert_eq!(resolved(overrides, variables, file).unwrap(), expected);
            }
        }
    }

    #[test]
    fn what_has_a_wrong_form_is_named() {
        let error = resolved([None; 2], &[("IVF_TPB", "100")], "{}").unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected `IVF_TPB` to be a multiple of 32 from 32 to 1024, found `100`"
        );
        let file = r#"{"cpu": {"default": {"ivf_tpb": 33}}}"#;
        let error = resolved([None; 2], &[], file).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected `ivf_tpb` to be a multiple of 32 from 32 to 1024, found `33`"
        );
    }

    #[test]
    fn the_rule_is_that_of_the_neighbors() {
        let rule = [0, 1, 4, 5, 10, 31, 32, 100, 5000].map(by_rule);
        assert_eq!(rule, [256, 256, 256, 192, 96, 32, 32, 32, 32]);
    }
}
