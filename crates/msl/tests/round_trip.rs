//! IR to Metal text and back: every kernel of the corpus, and generated ones, compute the same and
//! make the same findings.

use kernsmith_msl::{
    compile::compile,
    contract::{InputForm, Slot, Specialization, assemble},
    diagnostic::RenderStyle,
    emit,
    interp::{BufferInit, Launch, Memory},
    ir::{MathMode, Module},
    source::{Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::{
    corpus::{Case, Input},
    generate::generate,
};
use std::{collections::BTreeSet, path::Path};

/// Elements below which an input lies in constant memory.
const CONSTANT_ELEMS: usize = 8;

/// Apple's threadgroup memory.
const THREADGROUP_BYTES: u32 = 32 << 10;

/// A compiled case: the module, the kernel's host name and what its buffers are.
struct Compiled {
    module: Module,
    kernel: String,
    slots: Vec<Slot>,
}

fn compile_case(case: &Case) -> Compiled {
    let form = |input: &Input| InputForm {
        dtype: input.array.dtype,
        scalar: input.array.shape.is_empty(),
        constant: input.array.elements() < CONSTANT_ELEMS,
    };
    let spec = Specialization {
        inputs: case.inputs.iter().map(form).collect(),
        outputs: case.outputs.iter().map(|output| output.dtype).collect(),
        template: case.template.clone(),
    };
    let assembled = assemble(&case.kernel, &spec).expect("the corpus follows the contract");
    let mut sources = assembled.sources;
    let compilation = compile(&mut sources, &assembled.unit);
    let said = compilation.diagnostics.render(&sources, RenderStyle::Plain);
    Compiled {
        module: compilation
            .module
            .unwrap_or_else(|| panic!("{}: {said}", case.name)),
        kernel: assembled.kernel,
        slots: assembled.slots,
    }
}

fn compile_text(text: &str, math_mode: MathMode) -> Result<Module, String> {
    let mut sources = SourceMap::default();
    let file = sources.add("emitted.metal", text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], math_mode));
    let said = compilation.diagnostics.render(&sources, RenderStyle::Plain);
    compilation.module.ok_or(said)
}

fn buffer(case: &Case, slot: Slot) -> BufferInit {
    let shape = |input: usize| case.inputs[input].array.shape.clone();
    let (bytes, writable) = match slot {
        Slot::Input(input) => (case.inputs[input].array.bytes.clone(), false),
        Slot::Shape(input) => {
            let lengths = shape(input).into_iter();
            let lengths = lengths.flat_map(|length| (length as i32).to_le_bytes());
            (lengths.collect(), false)
        }
        Slot::Strides(input) => {
            let shape = shape(input);
            let strides = (0..shape.len()).map(|axis| shape[axis + 1..].iter().product::<usize>());
            let strides = strides.flat_map(|stride| (stride as i64).to_le_bytes());
            (strides.collect(), false)
        }
        Slot::Ndim(input) => ((shape(input).len() as i32).to_le_bytes().to_vec(), false),
        Slot::Output(output) => {
            let output = &case.outputs[output];
            let elements: usize = output.shape.iter().product();
            (vec![0; elements * output.dtype.size_bytes()], true)
        }
    };
    BufferInit {
        bytes,
        initialized: !writable || case.init_value.is_some(),
        writable,
    }
}

/// The buffers after a launch, and the names of what was found.
fn run(
    case: &Case,
    module: &Module,
    compiled: &Compiled,
) -> (Vec<Vec<u8>>, BTreeSet<&'static str>) {
    let launch = Launch {
        module,
        kernel: &compiled.kernel,
        grid: case.grid,
        threadgroup: std::array::from_fn(|axis| case.threadgroup[axis].min(case.grid[axis])),
        threadgroup_limit_bytes: THREADGROUP_BYTES,
        threadgroup_lengths: Vec::new(),
    };
    let buffers = compiled.slots.iter().map(|&slot| buffer(case, slot));
    let memory = Memory::new(buffers.collect());
    let prepared = launch.prepare().expect("the kernel can be run");
    let [x, y, z] = prepared.threadgroups();
    let mut found = BTreeSet::new();
    for group in 0..x * y * z {
        let group = [group % x, group / x % y, group / (x * y)];
        let findings = prepared.run_threadgroup(&memory, group);
        found.extend(findings.iter().map(|finding| finding.name));
    }
    (memory.into_buffers(), found)
}

/// What is wrong with a case's way to text and back.
fn round_trip(case: &Case) -> Result<(), String> {
    let compiled = compile_case(case);
    let text = emit::msl::emit(&compiled.module).map_err(|error| error.to_string())?;
    let again = compile_text(&text, case.kernel.math_mode)
        .map_err(|said| format!("{}\n{said}\n{text}", case.name))?;
    if run(case, &compiled.module, &compiled) == run(case, &again, &compiled) {
        Ok(())
    } else {
        Err(format!("{}: results differ\n{text}", case.name))
    }
}

fn check(cases: &[Case]) {
    let failed: Vec<_> = cases
        .iter()
        .filter_map(|case| round_trip(case).err())
        .collect();
    let count = failed.len();
    assert!(
        failed.is_empty(),
        "{count} fail:\n\n{}",
        failed.join("\n\n")
    );
}

#[test]
fn corpus() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for folder in ["seeds", "run"] {
        let cases = Case::all_in(corpus.join(folder));
        assert!(!cases.is_empty(), "{folder} is empty");
        check(&cases);
    }
}

#[test]
fn generated() {
    let cases: Vec<_> = (0..60).map(|seed| generate(seed).case()).collect();
    check(&cases);
}
