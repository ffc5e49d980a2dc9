//! Launches `join.metal`: partial products together, and what is done at the end.

use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::{
    call::{GemmCall, NAME},
    plan::activation,
    split::factors,
};
use crate::{
    Error,
    dispatch::launch,
    plan::{BodySource, Plan, grid},
};

pub(super) static JOIN: BodySource = BodySource {
    name: "gemm_join",
    file: "join.metal",
    source: include_str!("join.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/wide.h"),
        include_str!("../../include/kernsmith/multiply.h")
    ),
    inputs: &["parts", "c", "bias", "factors"],
    outputs: &["out"],
};

/// Threads of a threadgroup. Not tuned.
const THREADS: u32 = 256;

/// The sum of `parts` as `call` asks for it, in an element type.
pub(super) fn join(
    stream: &Stream,
    parts: &Tensor,
    dtype: DType,
    call: &GemmCall<'_>,
) -> Result<Tensor, Error> {
    // What is not asked for is never read.
    let [c, bias] = [call.c, call.bias].map(|input| input.unwrap_or(parts));
    let factors = factors(stream.device(), call)?;
    let plan = plan(parts.shape(), dtype, call)?;
    Ok(launch(stream, &plan, &[parts, c, bias, &factors])?.remove(0))
}

pub(super) fn plan(parts: &[usize], dtype: DType, call: &GemmCall<'_>) -> Result<Plan, Error> {
    let shape = parts[1..].to_vec();
    let elements: usize = shape.iter().product();
    Ok(Plan {
        op: NAME,
        source: &JOIN,
        function: "kernsmith_gemm_join".to_owned(),
        template: vec![
            ("R", TemplateValue::Type(dtype)),
            ("BETA", TemplateValue::Bool(call.c.is_some())),
            ("BIAS", TemplateValue::Bool(call.bias.is_some())),
            (
                "ACTIVATION",
                TemplateValue::Int(activation(call.activation).cast_signed()),
            ),
        ],
        grid: grid(NAME, format!("{shape:?}"), elements as u128)?,
        threadgroup: [THREADS, 1, 1],
        outputs: vec![(shape, dtype)],
        align_elems: 1,
        memory_bytes: None,
    })
}

#[cfg(test)]
mod tests {
    use kernsmith_msl::diagnostic::RenderStyle;
    use kernsmith_runtime::Device;

    use super::*;
    use crate::{
        dispatch::{kernel, prepare},
        gemm::Activation,
    };

    #[test]
    fn the_kernel_has_no_warning_and_compiles_for_gpus() {
        let device = Device::cpu();
        let parts = Tensor::full(&device, 1.0, DType::F32, [4, 64, 32]).unwrap();
        let activations = [Activation::None, Activation::Gelu];
        let half = Tensor::full(&device, 1.0, DType::F16, [64, 32]).unwrap();
        for (activation, asked) in activations.into_iter().zip([None, Some(&half)]) {
            let call = GemmCall {
                activation,
                c: asked,
                bias: asked,
                ..GemmCall::default()
            };
            let dtype = asked.map_or(DType::F32, Tensor::dtype);
            let plan = plan(parts.shape(), dtype, &call).unwrap();
            let more = asked.unwrap_or(&parts);
            let launch = prepare(&plan, &[&parts, more, more, &parts]);
            let kernel = kernel(NAME, &JOIN).unwrap();
            let (warnings, sources) = kernel.warnings(&device, &launch).unwrap();
            let said = warnings.render(&sources, RenderStyle::Plain);
            assert!(warnings.is_empty(), "{said}");
            // A machine without NVRTC has nothing to try; CI brings one.
            if Device::cuda_report().nvrtc.is_ok() {
                kernel.cubin_for(&device, &launch, 90).unwrap();
            }
        }
    }
}
