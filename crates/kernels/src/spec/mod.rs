//! What tuning needs to know of an operation.
//!
//! An [`OpSpec`] is data and pure functions: it starts nothing. `discover` reads the search space,
//! draws configurations from it, asks for a [`Plan`] for each shape, and compares what the plan's
//! kernel computes with [`OpSpec::reference`] under [`OpSpec::closeness`].

pub mod knob;
pub mod ops;
pub mod shape;

use std::collections::BTreeMap;

use kernsmith_runtime::DType;

use crate::{
    Error, HostTensor,
    bank::InputSet,
    close::Closeness,
    knob::{Configuration, Knob},
    plan::{BodySource, Plan},
    shape::{Signature, Suite},
};

/// An input or output of an operation, by the names of its dimensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operand {
    /// Its name in the kernel.
    pub name: &'static str,
    /// Names of dimensions of the signature, or numbers; empty for a scalar.
    pub shape: &'static [&'static str],
    /// Its element type where that is not the operation's.
    pub dtype: Option<DType>,
}

impl Operand {
    /// The number that normalizations add to the mean square.
    pub const EPS: Self = Self {
        name: "eps",
        shape: &[],
        dtype: Some(DType::F32),
    };

    /// An operand of the operation's element type.
    #[must_use]
    pub const fn of(name: &'static str, shape: &'static [&'static str]) -> Self {
        Self {
            name,
            shape,
            dtype: None,
        }
    }
}

/// Rows of an array.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rows {
    /// Rows of the smallest output.
    pub count: usize,
    /// Elements of a row.
    pub elems: usize,
}

/// An operation that can be tuned.
pub trait OpSpec: Sync {
    /// Its name in records and on the command line.
    fn name(&self) -> &'static str;

    /// What it computes, in one line.
    fn summary(&self) -> &'static str;

    /// The kernel; one source for all variants.
    fn kernel(&self) -> &'static BodySource;

    /// How the launch geometry follows from shape and configuration, as pinned entries name it.
    fn launch_kind(&self) -> &'static str;

    /// Inputs in the kernel's order.
    fn inputs(&self) -> &'static [Operand];

    /// Outputs in the kernel's order.
    fn outputs(&self) -> &'static [Operand];

    /// Element types that it takes; the first is the default.
    fn dtypes(&self) -> &'static [DType] {
        &[DType::F16, DType::BF16, DType::F32]
    }

    /// Named lists of shapes; the first is the default.
    fn suites(&self) -> &'static [Suite];

    /// The names of the dimensions that a suite's shapes list, in order.
    fn dimensions(&self) -> &'static [&'static str];

    /// The shape as records and lookups know it: the dimensions, and what follows from them.
    ///
    /// # Panics
    /// If there are not as many sizes as [`OpSpec::dimensions`].
    fn signature(&self, sizes: &[u64]) -> Signature;

    /// Small shapes for the checking device: one that every width of access divides, and one that
    /// none does.
    fn check_shapes(&self) -> &'static [&'static [u64]] {
        &[&[2, 260], &[1, 261]]
    }

    /// Everything else that decides what is computed, such as `eps`; part of every key.
    fn attributes(&self) -> BTreeMap<&'static str, f64> {
        BTreeMap::new()
    }

    /// The search space: its knobs, each with its values and its baseline.
    fn knobs(&self) -> &'static [Knob];

    /// How to launch a configuration on a shape.
    ///
    /// # Errors
    /// [`Error::Configuration`] for a knob or a value that is not in the space, [`Error::TooLarge`]
    /// for a shape that a launch cannot hold.
    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error>;

    /// How the outputs of a shape are divided: the absolute part of [`Closeness`] follows each row.
    fn rows(&self, shape: &Signature) -> Rows {
        Rows {
            count: shape.elems("rows"),
            elems: shape.elems("D"),
        }
    }

    /// Inputs for a shape: the same set gives the same values, always.
    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor>;

    /// The outputs in double precision, in plain loops. Only what the operation defines to be
    /// rounded on the way is rounded.
    fn reference(&self, shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>>;

    /// How far from the reference an output may be.
    fn closeness(&self, dtype: DType) -> Closeness {
        Closeness::single_rounding(dtype)
    }

    /// Bytes that any implementation has to read and write.
    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64;

    /// Operations on numbers.
    fn flops(&self, shape: &Signature) -> u64;

    /// The configuration that every other one is compared with.
    fn baseline(&self) -> Configuration {
        Configuration::baseline(self.knobs())
    }
}
