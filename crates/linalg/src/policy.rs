//! Who computes, and what is checked before: the options that all functions have.

use std::fmt;

use kernsmith_kernels::settings::{Place, Setting};
use kernsmith_runtime::{Device, DeviceKind};

use crate::Error;

/// Who computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Executor {
    /// [`Executor::Host`] on the device `cpu`, [`Executor::Kernels`] on every other.
    #[default]
    Auto,
    /// The processor, whatever device the arrays are on: they are moved.
    Host,
    /// Metal kernels on the stream's device.
    Kernels,
}

impl fmt::Display for Executor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto => "auto",
            Self::Host => "host",
            Self::Kernels => "kernels",
        })
    }
}

/// Options of every function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    /// Who computes.
    pub executor: Executor,
    /// NaN and infinities in an argument are an error, where otherwise they propagate.
    pub check_finite: bool,
}

impl Policy {
    /// Who computes an operation, and why.
    ///
    /// # Errors
    /// [`Error::Unbuilt`] where that executor does not have it.
    pub(crate) fn resolve(
        self,
        op: &'static str,
        device: &Device,
        has_kernels: bool,
    ) -> Result<Setting<Executor>, Error> {
        let on_processor = device.kind() == DeviceKind::Cpu;
        let (value, words) = match self.executor {
            Executor::Auto if on_processor => (Executor::Host, "the arrays are in host memory"),
            Executor::Auto => (Executor::Kernels, "the arrays are on a device of its own"),
            asked => (asked, "asked for by the call"),
        };
        if value == Executor::Kernels && !has_kernels {
            return Err(Error::Unbuilt {
                op,
                what: format!("its form as kernels, for device `{}`,", device.name()),
                help: "ask for `Executor::Host`, which computes on the processor",
            });
        }
        Ok(Setting {
            value,
            place: Place::Rule(words),
        })
    }
}
