//! What a pipeline is compiled for.

use crate::device::DeviceKind;
use kernsmith_msl::contract::Specialization;

/// Everything that changes the compiled code of one kernel. Its texts, names and math mode are the
/// kernel's own and never change, and each kernel has a cache to itself, so kernels of one name do
/// not meet.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct PipelineKey {
    pub(crate) device: DeviceKind,
    pub(crate) specialization: Specialization,
}
