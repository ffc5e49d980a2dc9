//! Launches `join.metal`: partial products together, and what is done at the end.

use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::{
    call::{GemmCall, NAME},
    plan::activation,
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
    header: include_str!("../../include/kernsmith/multiply.h"),
    inputs: &["parts", "rest", "c", "bias", "factors"],
    outputs: &["out"],
};

/// Threads of a threadgroup. Not tuned.
const THREADS: u32 = 256;

/// The sum of `parts`, and of `rest` if there is one, as `call` asks for it.
pub(super) fn join(
    stream: &Stream,
    parts: &Tensor,
    rest: Option<&Tensor>,
    call: &GemmCall<'_>,
    factors: &Tensor,
) -> Result<Tensor, Error> {
    // What is not asked for is never read.
    let inputs = [rest, call.c, call.bias].map(|input| input.unwrap_or(parts));
    let plan = plan(parts.shape(), rest.is_some(), call)?;
    let [rest, c, bias] = inputs;
    Ok(launch(stream, &plan, &[parts, rest, c, bias, factors])?.remove(0))
}

pub(super) fn plan(parts: &[usize], has_rest: bool, call: &GemmCall<'_>) -> Result<Plan, Error> {
    let shape = parts[1..].to_vec();
    let elements: usize = shape.iter().product();
    Ok(Plan {
        op: NAME,
        source: &JOIN,
        function: "kernsmith_gemm_join".to_owned(),
        template: vec![
            ("REST", TemplateValue::Bool(has_rest)),
            ("BETA", TemplateValue::Bool(call.c.is_some())),
            ("BIAS", TemplateValue::Bool(call.bias.is_some())),
            (
                "ACTIVATION",
                TemplateValue::Int(activation(call.activation).cast_signed()),
            ),
        ],
        grid: grid(NAME, format!("{shape:?}"), elements as u128)?,
        threadgroup: [THREADS, 1, 1],
        outputs: vec![(shape, DType::F32)],
        align_elems: 1,
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
        for (activation, asked) in activations.into_iter().zip([None, Some(&parts)]) {
            let call = GemmCall {
                activation,
                c: asked,
                bias: asked,
                ..GemmCall::default()
            };
            let plan = plan(parts.shape(), asked.is_some(), &call).unwrap();
            let launch = prepare(&plan, &[&parts; 5]);
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
