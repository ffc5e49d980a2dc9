//! How fast a device is at best, as was measured of it.
//!
//! Not a setting: nothing is chosen by it. Plans say with it how long their work takes at least.

use kernsmith_runtime::{DType, Device};
use serde::Deserialize;

use super::{Setting, environment, tuning::Tuning};
use crate::Error;

/// The best that was measured of a device, in 10^9 a second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Rates {
    /// Bytes that are read and written, of a long copy.
    pub gigabytes: Option<u64>,
    /// Operations of large products of float16.
    pub float16: Option<u64>,
    /// Operations of large products of bfloat16.
    pub bfloat16: Option<u64>,
    /// Operations of large products of float32.
    pub float32: Option<u64>,
    /// Operations of large products of float64.
    pub float64: Option<u64>,
}

impl Rates {
    /// Operations on an element type.
    #[must_use]
    pub const fn operations(&self, dtype: DType) -> Option<u64> {
        match dtype {
            DType::F16 => self.float16,
            DType::BF16 => self.bfloat16,
            DType::F32 | DType::C64 => self.float32,
            DType::F64 | DType::C128 => self.float64,
            _ => None,
        }
    }

    /// Whether all are rates.
    pub(super) fn are_positive(&self) -> bool {
        let all = [
            self.gigabytes,
            self.float16,
            self.bfloat16,
            self.float32,
            self.float64,
        ];
        all.into_iter().flatten().all(|rate| rate > 0)
    }
}

/// The rates of a device, where the tuning files have them.
///
/// # Errors
/// [`Error::Setting`] for a tuning file of a wrong form.
pub fn device_rates(device: &Device) -> Result<Option<Setting<Rates>>, Error> {
    let file = Tuning::of(device, &environment::variable)?;
    Ok(file.find(|values| values.rates))
}
