//! Nothing is to be said of the kernels, and they compile for NVIDIA GPUs. No GPU is needed.

use kernsmith_kernels::plan::BodySource;
use kernsmith_msl::diagnostic::RenderStyle;
use kernsmith_runtime::{DType, Device, Kernel, Launch, TemplateValue, Tensor};
use kernsmith_search::sources::{
    ADC, BATCH, CANDIDATES, LUT, MEANS, NEAREST, PROBES, SCAN, SELECT_K,
};

const FLOAT: DType = DType::F32;
const LONG: DType = DType::I64;

#[track_caller]
fn check(
    source: &'static BodySource,
    inputs: &[(&[usize], DType)],
    template: &[(&str, TemplateValue)],
) {
    let device = Device::cpu();
    let mut launch = Launch::new().grid([256, 1, 1]).threadgroup([256, 1, 1]);
    for (shape, dtype) in inputs {
        let tensor = Tensor::full(&device, 1.0, *dtype, *shape).unwrap();
        launch = launch.input(&tensor);
    }
    for (name, value) in template {
        launch = launch.template(*name, *value);
    }
    for name in source.outputs {
        let dtype = match *name {
            "ids" => LONG,
            "counts" | "nearest" | "changed" | "sizes" => DType::U32,
            _ => FLOAT,
        };
        launch = launch.output([1, 8], dtype);
    }
    let kernel = Kernel::builder(source.name)
        .inputs(source.inputs.iter().copied())
        .outputs(source.outputs.iter().copied())
        .header(source.header)
        .source(source.source)
        .source_file(source.file, 1)
        .build()
        .unwrap();
    let (warnings, sources) = kernel.warnings(&device, &launch).unwrap();
    let said = warnings.render(&sources, RenderStyle::Plain);
    assert!(warnings.is_empty(), "{said}");
    // A machine without NVRTC has nothing to try; CI brings one.
    if Device::cuda_report().nvrtc.is_ok() {
        kernel.cubin_for(&device, &launch, 90).unwrap();
    }
}

const TPB: (&str, TemplateValue) = ("TPB", TemplateValue::Int(256));
const ROOM: (&str, TemplateValue) = ("ROOM", TemplateValue::Int(2048));

#[test]
fn selections_have_no_warning_and_compile_for_gpus() {
    for given in [false, true] {
        check(
            &SELECT_K,
            &[
                (&[64], FLOAT),
                (&[1, 3], LONG),
                (&[64], LONG),
                (&[], DType::I32),
            ],
            &[TPB, ROOM, ("GIVEN", TemplateValue::Bool(given))],
        );
    }
}

#[test]
fn scans_have_no_warning_and_compile_for_gpus() {
    for at in [1, 6] {
        let bit = |bit: u32| TemplateValue::Bool(at >> bit & 1 == 1);
        check(
            &SCAN,
            &[
                (&[1, 4], FLOAT),
                (&[64], FLOAT),
                (&[64], LONG),
                (&[1, 4], LONG),
                (&[], DType::I32),
            ],
            &[
                TPB,
                ROOM,
                ("SIMILARITY", bit(0)),
                ("BLOCKED", bit(1)),
                ("SELECT", bit(2)),
            ],
        );
        check(
            &BATCH,
            &[
                (&[3, 4], FLOAT),
                (&[256], FLOAT),
                (&[], DType::I32),
                (&[], DType::I32),
            ],
            &[
                TPB,
                ("Q", TemplateValue::Int(8)),
                ("CHUNK", TemplateValue::Int(64)),
                ("SIMILARITY", bit(0)),
            ],
        );
    }
}

#[test]
fn probed_lists_have_no_warning_and_compile_for_gpus() {
    for (at, most, dtype) in [(0, 32, FLOAT), (1, 256, DType::BF16)] {
        check(
            &PROBES,
            &[
                (&[3, 40], FLOAT),
                (&[2560], dtype),
                (&[64], LONG),
                (&[5, 2], LONG),
                (&[3, 2], LONG),
                (&[], DType::I32),
            ],
            &[
                TPB,
                ROOM,
                ("PROBES", TemplateValue::Int(most)),
                ("SIMILARITY", TemplateValue::Bool(at == 1)),
            ],
        );
    }
}

#[test]
fn training_has_no_warning_and_compiles_for_gpus() {
    for at in [1, 2] {
        let bit = |bit: u32| TemplateValue::Bool(at >> bit & 1 == 1);
        check(
            &NEAREST,
            &[(&[9, 6], FLOAT), (&[2, 5, 3], FLOAT), (&[2, 9], DType::U32)],
            &[("SIMILARITY", bit(0)), ("COMPARE", bit(1))],
        );
    }
    check(
        &MEANS,
        &[
            (&[9, 6], FLOAT),
            (&[2, 9], DType::U32),
            (&[2, 5, 3], FLOAT),
            (&[2], DType::U32),
        ],
        &[TPB],
    );
}

#[test]
fn candidates_have_no_warning_and_compile_for_gpus() {
    for (at, each, dtype) in [(0, 4, FLOAT), (1, 8, DType::F16), (0, 4, DType::BF16)] {
        check(
            &CANDIDATES,
            &[
                (&[3, 4], FLOAT),
                (&[256], dtype),
                (&[64], LONG),
                (&[3], LONG),
                (&[1, 4], LONG),
                (&[3, 2], FLOAT),
                (&[3, 2], LONG),
                (&[], DType::I32),
                (&[], DType::I32),
            ],
            &[
                ("T", TemplateValue::Type(dtype)),
                ("QN", TemplateValue::Int(each)),
                ("CHUNK", TemplateValue::Int(8)),
                ("SIMILARITY", TemplateValue::Bool(at == 1)),
            ],
        );
    }
}

#[test]
fn tables_and_codes_have_no_warning_and_compile_for_gpus() {
    for at in [1, 6] {
        let bit = |bit: u32| TemplateValue::Bool(at >> bit & 1 == 1);
        let vectors: &[usize] = &[1, 8];
        check(
            &LUT,
            &[
                (vectors, FLOAT),
                (vectors, FLOAT),
                (&[1, 2], LONG),
                (&[2, 16, 4], FLOAT),
            ],
            &[("SIMILARITY", bit(0)), ("LOCAL", bit(1))],
        );
        check(
            &ADC,
            &[
                (&[1, 2, 16], FLOAT),
                (&[1], FLOAT),
                (&[64], DType::U8),
                (&[64], LONG),
                (&[1, 4], LONG),
                (&[], DType::I32),
            ],
            &[
                TPB,
                ROOM,
                ("SIMILARITY", bit(0)),
                ("BLOCKED", bit(1)),
                ("SELECT", bit(2)),
                ("BITS", TemplateValue::Int(4 + 4 * (at % 2))),
            ],
        );
    }
}
