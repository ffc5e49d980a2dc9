//! Which executor a search takes, what it reads, and what that costs.

mod cost;

use std::fmt;

use kernsmith_kernels::{
    plan::{Cost, Costed},
    settings::{Place, Setting},
};
use kernsmith_runtime::Device;

pub(crate) use cost::Count;

/// Who computes distances.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Executor {
    /// Vector loops of this crate, on the host's processors.
    Host,
    /// Metal kernels, on the stream's device.
    Kernels,
}

impl fmt::Display for Executor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Host => "host",
            Self::Kernels => "kernels",
        })
    }
}

impl Executor {
    /// What is asked for, or the rule of the device.
    pub(crate) fn resolve(asked: Option<Self>, device: &Device) -> Setting<Self> {
        Self::by_device(asked, device, "vectors are searched where the device is")
    }

    /// As [`resolve`](Self::resolve), for training.
    pub(crate) fn of_training(asked: Option<Self>, device: &Device) -> Setting<Self> {
        Self::by_device(asked, device, "centers are found where the device is")
    }

    fn by_device(asked: Option<Self>, device: &Device, why: &'static str) -> Setting<Self> {
        use kernsmith_runtime::DeviceKind::Cpu;
        let (value, place) = match (asked, device.kind()) {
            (Some(asked), _) => (asked, Place::Block),
            (None, Cpu) => (
                Self::Host,
                Place::Rule("a processor's vector loops need no kernel"),
            ),
            (None, _) => (Self::Kernels, Place::Rule(why)),
        };
        Setting { value, place }
    }
}

/// What a search would do.
#[derive(Clone, Debug, PartialEq)]
pub struct SearchPlan {
    /// The index and its metric, in words.
    pub index: String,
    /// Who computes.
    pub executor: Setting<Executor>,
    /// Threads of a threadgroup, where kernels compute.
    pub threads: Option<Setting<u32>>,
    /// Who selects the first `k`.
    pub selection: &'static str,
    /// Lists that a query reads, of how many.
    pub probes: [usize; 2],
    /// Vectors or codes that are compared, all queries together, where lists are of the same length.
    pub compared: u64,
    /// What it costs at least: the choice of lists, the tables of codes and all that is compared, each list once however
    /// many queries read it, and no transform before it.
    pub cost: Cost,
}

impl Costed for SearchPlan {
    fn cost(&self) -> &Cost {
        &self.cost
    }
}

impl fmt::Display for SearchPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "index: {}", self.index)?;
        writeln!(f, "executor: {}", self.executor)?;
        if let Some(threads) = &self.threads {
            writeln!(f, "threads of a threadgroup: {threads}")?;
        }
        writeln!(f, "selection: {}", self.selection)?;
        writeln!(f, "lists: {} of {}", self.probes[0], self.probes[1])?;
        writeln!(f, "compared: {}", self.compared)?;
        write!(f, "{}", self.cost)
    }
}

/// What training would do.
#[derive(Clone, Debug, PartialEq)]
pub struct TrainPlan {
    /// Who finds the nearest centers and the means.
    pub executor: Setting<Executor>,
    /// Centers.
    pub centers: usize,
    /// Vectors that are trained with, of how many.
    pub vectors: [usize; 2],
    /// Iterations at most.
    pub iterations: usize,
}

impl fmt::Display for TrainPlan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "executor: {}", self.executor)?;
        writeln!(f, "centers: {}", self.centers)?;
        writeln!(f, "vectors: {} of {}", self.vectors[0], self.vectors[1])?;
        write!(f, "iterations: at most {}", self.iterations)
    }
}
