//! Generated kernels: the fast executor against the reference interpreter.

use kernsmith_runtime::Device;
use kernsmith_testkit::device::compare_generated;

/// Kernels of a test run; `cargo xtask generated` does more.
const COUNT: u64 = 300;

#[test]
fn cpu_and_check_agree_on_generated_kernels() {
    if let Err(disagreement) = compare_generated(0..COUNT, &Device::cpu()) {
        panic!("{disagreement}");
    }
}
