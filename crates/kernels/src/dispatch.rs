//! Launching a plan: the kernel is built once for the process, its pipelines are the runtime's.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::{Mutex, PoisonError},
};

use kernsmith_runtime::{DType, Function, Kernel, Launch, Library, Limits, Stream, Tensor};

use crate::{
    Error, HostTensor,
    plan::{BodySource, Plan, WholeFile, begins_whole},
};

/// Kernels by name. Names are those of files of this crate, so no two sources share one.
static KERNELS: Mutex<BTreeMap<&'static str, Kernel>> = Mutex::new(BTreeMap::new());

/// Whole files by name, with those of their kernels that were asked for.
static LIBRARIES: Mutex<BTreeMap<&'static str, Kept>> = Mutex::new(BTreeMap::new());

struct Kept {
    library: Library,
    functions: BTreeMap<String, Function>,
}

/// The kernel of a source, built at its first use.
///
/// # Errors
/// [`Error::Runtime`] if its names are refused; the text is compiled at the first launch.
pub fn kernel(op: &'static str, source: &'static BodySource) -> Result<Kernel, Error> {
    let mut kernels = KERNELS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kernel) = kernels.get(source.name) {
        return Ok(kernel.clone());
    }
    let kernel = Kernel::builder(source.name)
        .inputs(source.inputs.iter().copied())
        .outputs(source.outputs.iter().copied())
        .header(source.header)
        .source(source.source)
        .source_file(source.file, 1)
        .build()
        .map_err(runtime(op))?;
    kernels.insert(source.name, kernel.clone());
    Ok(kernel)
}

/// A kernel of a whole file; the file is compiled at its first use.
///
/// # Errors
/// [`Error::Runtime`] if the file does not compile.
pub fn function(op: &'static str, file: &'static WholeFile, name: &str) -> Result<Function, Error> {
    find(file, name).map_err(runtime(op))
}

fn find(file: &'static WholeFile, name: &str) -> Result<Function, kernsmith_runtime::Error> {
    let mut libraries = LIBRARIES.lock().unwrap_or_else(PoisonError::into_inner);
    let kept = match libraries.entry(file.file) {
        Entry::Occupied(kept) => kept.into_mut(),
        Entry::Vacant(place) => {
            let library = Library::builder()
                .source(file.text)
                .source_file(file.file)
                .build()?;
            place.insert(Kept {
                library,
                functions: BTreeMap::new(),
            })
        }
    };
    if let Some(function) = kept.functions.get(name) {
        return Ok(function.clone());
    }
    let function = kept.library.function(name)?;
    kept.functions.insert(name.to_owned(), function.clone());
    Ok(function)
}

/// The launch of a plan on these inputs.
#[must_use]
pub fn prepare(plan: &Plan, inputs: &[&Tensor]) -> Launch {
    let mut launch = Launch::new()
        .inputs(inputs.iter().copied())
        .grid(plan.grid)
        .threadgroup(plan.threadgroup);
    for (name, value) in &plan.template {
        launch = launch.template(*name, *value);
    }
    for (shape, dtype) in &plan.outputs {
        launch = launch.output(shape, *dtype);
    }
    if let Some(bytes) = plan.memory_bytes {
        launch = launch.limits(Limits::default().with_threadgroup_memory_bytes(bytes));
    }
    launch
}

/// Launches a plan; the outputs are ready when the stream has come so far.
///
/// # Errors
/// [`Error::Alignment`] for an input that begins where the variant cannot read it,
/// [`Error::Runtime`] if the kernel does not compile or launch.
pub fn launch(stream: &Stream, plan: &Plan, inputs: &[&Tensor]) -> Result<Vec<Tensor>, Error> {
    for (input, name) in inputs.iter().zip(plan.source.inputs) {
        if !begins_whole(input, plan.align_elems as usize) {
            return Err(Error::Alignment {
                op: plan.op,
                argument: name,
                expected: plan.align_elems,
                found: input.offset(),
            });
        }
    }
    kernel(plan.op, plan.source)?
        .call(stream, &prepare(plan, inputs))
        .map_err(runtime(plan.op))
}

/// Moves an array to the stream's device.
///
/// # Errors
/// [`Error::Runtime`] if there is no room for it.
pub fn upload(op: &'static str, stream: &Stream, host: &HostTensor) -> Result<Tensor, Error> {
    Tensor::from_bytes(stream.device(), &host.bytes, host.dtype, &host.shape).map_err(runtime(op))
}

/// A zero-dimensional float32 on the stream's device.
pub(crate) fn scalar(op: &'static str, stream: &Stream, value: f32) -> Result<Tensor, Error> {
    Tensor::scalar(stream.device(), value).map_err(runtime(op))
}

/// The tensor in another shape of as many elements.
pub(crate) fn reshape(op: &'static str, tensor: &Tensor, shape: &[usize]) -> Result<Tensor, Error> {
    tensor.reshape(shape).map_err(runtime(op))
}

/// An argument has to have this shape and type.
pub(crate) fn expect(
    op: &'static str,
    argument: &'static str,
    tensor: &Tensor,
    shape: &[usize],
    dtype: DType,
) -> Result<(), Error> {
    if tensor.shape() != shape {
        return Err(Error::Shape {
            op,
            argument,
            expected: format!("{shape:?}"),
            found: tensor.shape().to_vec(),
        });
    }
    if tensor.dtype() != dtype {
        return Err(Error::ElementType {
            op,
            argument,
            expected: format!("`{dtype}`"),
            found: tensor.dtype(),
        });
    }
    Ok(())
}

/// The runtime's error, as this operation's.
pub(crate) fn runtime(op: &'static str) -> impl FnOnce(kernsmith_runtime::Error) -> Error {
    move |source| Error::Runtime {
        op,
        source: Box::new(source),
    }
}
