//! Who computes, and what is checked before: the options that all functions have.

use std::fmt;

use kernsmith_kernels::settings::{Place, Setting};
use kernsmith_runtime::{DType, Device, DeviceKind};

use crate::Error;

/// Who computes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Executor {
    /// [`Executor::Host`] on the device `cpu`. On every other [`Executor::Kernels`] where they are built for the call, and
    /// else [`Executor::Host`]; [`plan`](crate::plan) says which, and why.
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

/// What a function has as kernels, for a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Built {
    /// Nothing.
    No,
    /// All that the call asks for, in float32.
    Single,
    /// Something, but not what the call asks for: what that is, and a sentence of it.
    Not(&'static str, &'static str),
}

impl Built {
    /// Nothing that looks for NaN and infinities.
    pub(crate) const LOOKS_FOR_FINITE: Self = Self::Not(
        "its form as kernels that look for NaN",
        "no kernels that look for NaN: the processor computes",
    );
    /// Nothing for matrices of these sides.
    pub(crate) const NO_SIDES: Self = Self::Not(
        "its form as kernels for these sides",
        "no kernels for sides of 0, or of 2^24 and more: the processor computes",
    );

    /// What is missing for an element type, in words and as a reason.
    fn missing(self, dtype: DType) -> Option<(&'static str, &'static str)> {
        match (self, dtype) {
            (Self::No, _) => Some((
                "its form as kernels",
                "no kernels for this function: the processor computes",
            )),
            (_, DType::F64) => Some((
                "its form as kernels for float64",
                "no kernels for float64: the processor computes",
            )),
            (_, DType::C64) => Some((
                "its form as kernels for complex64",
                "no kernels for complex64: the processor computes",
            )),
            (_, DType::C128) => Some((
                "its form as kernels for complex128",
                "no kernels for complex128: the processor computes",
            )),
            (Self::Not(what, why), _) => Some((what, why)),
            (Self::Single, _) => None,
        }
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
    /// Who computes an operation on an element type, and why.
    ///
    /// # Errors
    /// [`Error::Unbuilt`] where kernels were asked for that there are not.
    pub(crate) fn resolve(
        self,
        op: &'static str,
        device: &Device,
        (dtype, built): (DType, Built),
    ) -> Result<Setting<Executor>, Error> {
        let on_processor = device.kind() == DeviceKind::Cpu;
        let missing = built.missing(dtype);
        let (value, words) = match (self.executor, missing) {
            (Executor::Auto, _) if on_processor => {
                (Executor::Host, "the arrays are in host memory")
            }
            (Executor::Auto, None) => (Executor::Kernels, "the arrays are on a device of its own"),
            (Executor::Auto, Some((_, why))) => (Executor::Host, why),
            (asked, _) => (asked, "asked for by the call"),
        };
        if let (Executor::Kernels, Some((what, _))) = (value, missing) {
            return Err(Error::Unbuilt {
                op,
                what: format!("{what}, for device `{}`,", device.name()),
                help: "ask for `Executor::Host`, which computes on the processor",
            });
        }
        Ok(Setting {
            value,
            place: Place::Rule(words),
        })
    }
}
