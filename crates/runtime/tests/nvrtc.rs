//! Every corpus kernel as code for NVIDIA GPUs, where there is an NVRTC. No GPU is needed.

use kernsmith_runtime::Device;
use kernsmith_testkit::{
    corpus::{Case, folders},
    device,
    generate::generate,
};
use std::sync::Mutex;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../msl/tests/corpus/");
/// What the code is for.
const ARCHITECTURE: i32 = 90;
/// NVRTC works on one text a thread.
const THREADS: usize = 2;
/// Generated kernels of a run.
const GENERATED: u64 = 60;

/// Compiles all cases and gives what is wrong.
fn failures(cases: Vec<Case>) -> Vec<String> {
    let left = Mutex::new(cases);
    let wrong = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                loop {
                    let Some(case) = left.lock().unwrap().pop() else {
                        return;
                    };
                    if let Err(error) = device::cubin(&case, ARCHITECTURE) {
                        wrong
                            .lock()
                            .unwrap()
                            .push(format!("{}: {error}", case.name));
                    }
                }
            });
        }
    });
    wrong.into_inner().unwrap()
}

#[test]
fn every_kernel_compiles() {
    // A machine without NVRTC has nothing to try; CI brings one.
    if Device::cuda_report().nvrtc.is_err() {
        return;
    }
    let corpus = folders(ROOT)
        .into_iter()
        .flat_map(|folder| Case::all_in(format!("{ROOT}{folder}")));
    let generated = (0..GENERATED).map(|seed| generate(seed).case());
    let cases: Vec<Case> = corpus.chain(generated).collect();
    let count = cases.len();
    let mut wrong = failures(cases);
    wrong.sort();
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
