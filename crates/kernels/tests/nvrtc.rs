//! Every operation as code for NVIDIA GPUs, where there is an NVRTC. No GPU is needed.

use kernsmith_kernels::{
    bank::InputSet,
    dispatch::{kernel, prepare, upload},
    ops::OPS,
};
use kernsmith_runtime::Device;

/// What the code is for.
const ARCHITECTURE: i32 = 90;

#[test]
fn the_baseline_of_every_operation_compiles() {
    // A machine without NVRTC has nothing to try; CI brings one.
    if Device::cuda_report().nvrtc.is_err() {
        return;
    }
    let device = Device::cpu();
    let stream = device.default_stream().unwrap();
    for op in OPS {
        for &dtype in op.dtypes() {
            let signature = op.signature(op.check_shapes()[0]);
            let plan = op.plan(&signature, dtype, &op.baseline()).unwrap();
            let inputs = op.generate(&signature, dtype, InputSet::Normal(1));
            let tensors: Vec<_> = inputs
                .iter()
                .map(|input| upload(op.name(), &stream, input).unwrap())
                .collect();
            let launch = prepare(&plan, &tensors.iter().collect::<Vec<_>>());
            let kernel = kernel(op.name(), plan.source).unwrap();
            if let Err(error) = kernel.cubin_for(&device, &launch, ARCHITECTURE) {
                panic!("{} of {dtype}: {error}", op.name());
            }
        }
    }
}
