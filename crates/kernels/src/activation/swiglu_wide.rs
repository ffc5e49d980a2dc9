//! The gated linear unit, sixteen bytes at a time.

use kernsmith_runtime::{TemplateValue, Tensor};

use super::swiglu::NAME;
use crate::plan::{ACCESS_BYTES, BodySource, Plan, begins_whole};

static KERNEL: BodySource = BodySource {
    name: "swiglu_wide",
    file: "swiglu_wide.metal",
    source: include_str!("swiglu_wide.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/access.h"),
        include_str!("../../include/kernsmith/sigmoid.h"),
    ),
    inputs: &["g", "u"],
    outputs: &["y"],
};

/// Threads of a threadgroup.
const THREADS: u32 = 128;

/// The launch of this form, or `None` where an argument's place or the length does not allow it.
pub(super) fn swiglu_wide(gate: &Tensor, up: &Tensor) -> Option<Plan> {
    let (elems, dtype) = (gate.elements(), gate.dtype());
    let vec = ACCESS_BYTES / dtype.size_bytes();
    let is_whole = begins_whole(gate, vec) && begins_whole(up, vec);
    if !is_whole || elems.checked_add(vec)? > u32::MAX as usize {
        return None;
    }
    let threads = u32::try_from(elems.div_ceil(vec)).ok()?;
    Some(Plan {
        op: NAME,
        source: &KERNEL,
        function: format!("kernsmith_swiglu_wide_v{vec}"),
        template: vec![
            ("T", TemplateValue::Type(dtype)),
            ("VEC", TemplateValue::Int(i32::try_from(vec).ok()?)),
        ],
        grid: [threads, 1, 1],
        threadgroup: [THREADS.min(threads.max(1)), 1, 1],
        outputs: vec![(vec![elems], dtype)],
        align_elems: u32::try_from(vec).ok()?,
        memory_bytes: None,
    })
}
