//! Which executor a search takes, and what it reads.

use std::fmt;

use kernsmith_kernels::settings::{Place, Setting};
use kernsmith_runtime::Device;

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
        use kernsmith_runtime::DeviceKind::Cpu;
        let (value, place) = match (asked, device.kind()) {
            (Some(asked), _) => (asked, Place::Block),
            (None, Cpu) => (
                Self::Host,
                Place::Rule("a processor's vector loops need no kernel"),
            ),
            (None, _) => (
                Self::Kernels,
                Place::Rule("vectors are searched where the device is"),
            ),
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
        write!(f, "compared: {}", self.compared)
    }
}
