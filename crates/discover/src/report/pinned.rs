//! `best_kernels.json`: for each shape the variant to use, with all that decides whether it applies.
//!
//! Schema version 2: entries with a key, and in the key everything that must match. Beyond that
//! schema's own fields a key has the attributes (`eps`), the version of this program, and an entry
//! says where it comes from.

use serde_json::{Value, json};

use super::{ShapeSummary, Summary, choose};
use crate::record::{History, Meta, schema::Shape};

pub(super) fn file(meta: &Meta, history: &History, summary: &Summary) -> Value {
    let entries: Vec<Value> = summary
        .shapes
        .iter()
        .filter_map(|shape| entry(meta, history, shape, summary.margin))
        .collect();
    json!({
        "schema_version": "2",
        "runtime": {
            "mlx_version": meta.runtime.mlx_version,
            "device_name": meta.runtime.device_name,
            "device_arch": meta.runtime.device_arch,
            "kernsmith_version": meta.runtime.kernsmith_version,
        },
        "entries": entries,
    })
}

fn entry(meta: &Meta, history: &History, shape: &ShapeSummary, margin: f64) -> Option<Value> {
    let candidate = choose::find(history, &shape.pinned_id)?;
    let (_, metrics) = history
        .measured()
        .find(|(each, _)| each.candidate_id == shape.pinned_id)?;
    let on_shape = metrics
        .per_shape
        .iter()
        .find(|each| each.shape == shape.shape)?;
    let sized = |operands: &[Value]| -> Vec<Value> {
        operands
            .iter()
            .map(|operand| with_sizes(operand, &shape.shape))
            .collect()
    };
    Some(json!({
        "key": {
            "op_name": meta.op_name,
            "mlx_version": meta.runtime.mlx_version,
            "kernsmith_version": meta.runtime.kernsmith_version,
            "device_arch": meta.runtime.device_arch,
            "device_name": meta.runtime.device_name,
            "dtype": meta.dtype,
            "shape_signature": shape.shape,
            "attributes": meta.attributes,
        },
        "candidate_id": candidate.candidate_id,
        "func_name": candidate.func_name,
        "metal_source": meta.kernel.metal_source,
        "source_hash": meta.kernel.source_hash,
        "inputs_spec": sized(&meta.kernel.inputs_spec),
        "outputs_spec": sized(&meta.kernel.outputs_spec),
        "template_params": candidate.template_params,
        "launch_params": candidate.launch_params,
        "metrics": {
            "latency_us": shape.pinned_us,
            "speedup_vs_ref": shape.pinned_speedup.median,
            "speedup_low": shape.pinned_speedup.low,
            "speedup_high": shape.pinned_speedup.high,
            "correctness_max_abs_err": on_shape.max_abs_err,
            "correctness_max_rel_err": on_shape.max_rel_err,
        },
        "provenance": {
            "created_at": meta.created_at,
            "seed": meta.seed,
            "timing_reference": meta.timing_reference,
            "margin": margin,
        },
    }))
}

/// An operand with the sizes of a shape for the names of its dimensions.
fn with_sizes(operand: &Value, shape: &Shape) -> Value {
    let mut operand = operand.clone();
    if let Some(Value::Array(dimensions)) = operand.get_mut("shape") {
        for dimension in dimensions {
            if let Some(size) = dimension.as_str().and_then(|name| size(name, shape)) {
                *dimension = size.into();
            }
        }
    }
    operand
}

/// The size of a dimension, or of its half where the name ends in `/2`.
fn size(name: &str, shape: &Shape) -> Option<u64> {
    match name.strip_suffix("/2") {
        Some(whole) => shape.get(whole).map(|size| size / 2),
        None => shape.get(name).copied(),
    }
}
