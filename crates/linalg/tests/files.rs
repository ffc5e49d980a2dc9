//! Whole files of kernels: nothing is to be said of them, and they compile for NVIDIA GPUs.

use kernsmith_linalg::{
    cholesky::BLOCKED,
    eigen::SHIFTED,
    lu::{PIVOTED, PIVOTED_TALL, REFINED, TURNED},
    qr::PANEL,
    svd::{JACOBI, SPECTRUM, THIN},
    triangular::SUBSTITUTION,
};
use kernsmith_msl::diagnostic::RenderStyle;
use kernsmith_runtime::{Device, Library};

#[test]
fn files_have_no_warning_and_compile_for_gpus() {
    for file in [
        &PANEL,
        &BLOCKED,
        &SUBSTITUTION,
        &JACOBI,
        &SPECTRUM,
        &THIN,
        &SHIFTED,
        &PIVOTED,
        &PIVOTED_TALL,
        &REFINED,
        &TURNED,
    ] {
        let library = Library::builder()
            .source(file.text)
            .source_file(file.file)
            .build()
            .unwrap();
        let (warnings, sources) = library.warnings();
        let said = warnings.render(sources, RenderStyle::Plain);
        assert!(warnings.is_empty(), "{said}");
        // A machine without NVRTC has nothing to try; CI brings one.
        if Device::cuda_report().nvrtc.is_err() {
            continue;
        }
        for name in library.functions() {
            let function = library.function(name).unwrap();
            let threads = match name {
                "pair_angles" | "lu_step" => 512,
                _ => 256,
            };
            if let Err(error) = function.cubin_for([threads, 1, 1], [threads, 1, 1], 90) {
                panic!("{name} of {}: {error}", file.file);
            }
        }
    }
}
