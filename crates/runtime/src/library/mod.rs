//! Libraries: whole Metal files with several kernels, whose parameters say what binds to them.
//!
//! Not the body-only contract (`kernel`): no name is injected, nothing is generated, and types are
//! those of the text. The idea of Metal's `MTLLibrary` and `MTLFunction`, with one difference: arrays
//! never change here, so a buffer that a kernel writes is a new array, which may begin as a copy of
//! another ([`Call::update`]).
//!
//! Source: clause 5 of the Metal Shading Language specification.

mod builder;
mod call;
mod constants;
mod parameter;
mod plan;

pub use builder::LibraryBuilder;
pub use call::Call;
pub(crate) use constants::missing;
pub use constants::{ConstantKey, Constants};
pub use parameter::{Parameter, ParameterMemory};

use crate::{
    backend::{Compiled, cuda},
    device::{Device, DeviceId},
    error::Error,
    pipeline::{Cache, Pipeline, Typed, refused},
    stream::Stream,
    submission::{Launched, LogSink, Target, submit},
    tensor::Tensor,
    warning::Sink,
};
use kernsmith_msl::{
    diagnostic::Diagnostics,
    ir::{ConstantValue, EntryPoint, Module},
    source::SourceMap,
    unit::Unit,
};
use plan::Parameters;
use std::{collections::BTreeMap, fmt, sync::Arc};

/// The kernels of a whole file. Cloning is cheap and shares what was compiled.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{Call, DType, Device, Library, Tensor};
///
/// let library = Library::from_source("
///     #include <metal_stdlib>
///     using namespace metal;
///     kernel void scale(
///         device const float* x [[buffer(0)]],
///         device float* y [[buffer(1)]],
///         constant float& by [[buffer(2)]],
///         uint i [[thread_position_in_grid]]
///     ) {
///         y[i] = by * x[i];
///     }
/// ")?;
/// let device = Device::cpu();
/// let x = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0], [3])?;
/// let call = Call::new()
///     .buffer(0, &x)
///     .output(1, [3], DType::F32)
///     .value(2, 10.0f32)
///     .grid([3, 1, 1])
///     .threadgroup([32, 1, 1]);
/// let outputs = library.function("scale")?.call(&device.default_stream()?, &call)?;
/// assert_eq!(outputs[0].to_vec::<f32>()?, [10.0, 20.0, 30.0]);
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Library(Arc<Inner>);

struct Inner {
    name: String,
    /// Without values of function constants.
    typed: Arc<Typed>,
    sink: Sink,
    log: LogSink,
    /// The texts before they were compiled, and how that is done.
    text: (SourceMap, Unit),
    /// With the values of function constants that a host gave.
    specialized: Cache<Values, Typed>,
    /// By device, kernel and function constants.
    pipelines: Cache<(DeviceId, String, Values), Pipeline>,
}

/// Function constants by name.
type Values = BTreeMap<String, ConstantValue>;

impl Library {
    /// Compiles a text. Kernels that need what is not supported, such as a texture, are left out where the
    /// text has others or declares function constants; [`function`](Self::function) says why.
    ///
    /// # Errors
    /// [`Error::Compile`] with all that is wrong with it.
    pub fn from_source(text: impl Into<String>) -> Result<Self, Error> {
        Self::builder().source(text).build()
    }

    /// A library to be completed, for texts with include files, macros or a math mode.
    #[must_use]
    pub fn builder() -> LibraryBuilder {
        LibraryBuilder::default()
    }

    /// The names of its kernels, in the order of the text; and of those that need values of function constants, or
    /// may need nothing that is not supported where these have values.
    pub fn functions(&self) -> impl Iterator<Item = &str> {
        let kernels = self.module().kernels.iter();
        let declares = !self.module().constants.is_empty();
        let waiting = self.0.typed.refused.iter().filter(move |_| declares);
        let waiting = waiting.map(|kernel| kernel.name.as_str());
        kernels.map(|entry| entry.name.as_str()).chain(waiting)
    }

    /// The kernel of this name.
    ///
    /// # Errors
    /// [`Error::NoFunction`] if there is none; [`Error::Compile`] if it needs what is not supported;
    /// [`Error::Argument`] if it needs function constants.
    pub fn function(&self, name: &str) -> Result<Function, Error> {
        self.function_with(name, &Constants::new())
    }

    /// The kernel of this name, made for these values of function constants.
    ///
    /// # Errors
    /// As [`function`](Self::function); [`Error::Argument`] also if a value is of another type than its
    /// constant, or is given twice or for none.
    pub fn function_with(&self, name: &str, constants: &Constants) -> Result<Function, Error> {
        let base = &self.0.typed;
        if base.kernel(name).is_none() && base.refusal(name).is_none() {
            return Err(Error::NoFunction {
                library: self.0.name.clone(),
                name: name.to_owned(),
                known: self.functions().map(str::to_owned).collect(),
            });
        }
        let values = constants.resolve(name, self.module())?;
        let typed = match self.module().constants.is_empty() {
            true => Arc::clone(&self.0.typed),
            false => self.specialized(&values)?,
        };
        // What a constant leaves out may be all that is not supported.
        if let Some(refusal) = typed.refusal(name) {
            return Err(refused(name, refusal.clone(), typed.sources.clone()));
        }
        let entry = typed
            .kernel(name)
            .expect("a kernel exists or is refused whatever the values");
        if let Some(constant) = typed.module.missing_constants(entry).first() {
            return Err(missing(name, &typed.module, constant));
        }
        let parameters = Arc::new(Parameters::of(&typed.module, entry));
        Ok(Function {
            library: self.clone(),
            name: name.into(),
            values,
            typed,
            parameters,
        })
    }

    fn specialized(&self, values: &Values) -> Result<Arc<Typed>, Error> {
        let Inner {
            name,
            text,
            specialized,
            ..
        } = &*self.0;
        specialized.get_or_compile(values.clone(), |values| {
            let (mut sources, mut unit) = text.clone();
            unit.constants = Some(values.clone());
            Typed::compile(name, &mut sources, &unit)
        })
    }

    /// What the compiler warned of, and the texts that the warnings speak of.
    #[must_use]
    pub fn warnings(&self) -> (&Diagnostics, &SourceMap) {
        (&self.0.typed.warnings, &self.0.typed.sources)
    }

    /// The typed form, for tools that look at it.
    #[must_use]
    pub fn module(&self) -> &Module {
        &self.0.typed.module
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let functions: Vec<&str> = self.functions().collect();
        write!(f, "Library({}: {functions:?})", self.0.name)
    }
}

/// A kernel of a library.
#[derive(Clone)]
pub struct Function {
    library: Library,
    name: Arc<str>,
    values: Values,
    /// With these values.
    typed: Arc<Typed>,
    parameters: Arc<Parameters>,
}

impl Function {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The library that it is of.
    #[must_use]
    pub fn library(&self) -> &Library {
        &self.library
    }

    /// Checks the call, compiles where needed, and submits. Returns at once; reading an output waits.
    /// The outputs are in the order of their buffer indices.
    ///
    /// # Errors
    /// If the call does not fit the kernel's parameters or a limit of the device, or there is no room.
    pub fn call(&self, stream: &Stream, call: &Call) -> Result<Vec<Tensor>, Error> {
        Ok(self.launch(stream, call)?.outputs)
    }

    /// As [`call`](Self::call), with the event of the launch, which knows how long the kernel took.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn launch(&self, stream: &Stream, call: &Call) -> Result<Launched, Error> {
        if let Some(launched) = call.again.submit((&self.typed, &self.name), stream) {
            return launched;
        }
        let device = stream.device();
        let pipeline = self.pipeline(device)?;
        let submission = plan::submission(self, device, pipeline, call)?;
        let sink = &self.library.0.sink;
        if sink.is_open() {
            sink.tell(submission.warnings(Vec::new()), &self.typed.sources);
            return submit(stream, submission);
        }
        let target = Target {
            owner: Arc::clone(&self.typed) as _,
            name: &self.name,
        };
        call.again.begin(target, stream, submission)
    }

    /// As [`launch`](Self::launch), of a call that is made once. An array at [`Call::update`] that nobody else holds
    /// any more is not copied on a device of its own: the kernel writes it where it lies.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn launch_once(&self, stream: &Stream, call: Call) -> Result<Launched, Error> {
        let device = stream.device();
        let pipeline = self.pipeline(device)?;
        let submission = plan::submission(self, device, pipeline, &call)?;
        // From here on the submission may be the only one that holds the arrays.
        drop(call);
        let sink = &self.library.0.sink;
        if sink.is_open() {
            sink.tell(submission.warnings(Vec::new()), &self.typed.sources);
        }
        submit(stream, submission)
    }

    /// The warnings of a call, without a run: those of the library, and those of the call itself, such
    /// as a grid that is too small for an output.
    ///
    /// # Errors
    /// As [`call`](Self::call), as far as they come before the run.
    pub fn warnings(
        &self,
        device: &Device,
        call: &Call,
    ) -> Result<(Diagnostics, SourceMap), Error> {
        let submission = plan::submission(self, device, self.pipeline(device)?, call)?;
        let sources = self.typed.sources.clone();
        Ok((submission.warnings(Vec::new()), sources))
    }

    /// Its code for NVIDIA GPUs of an architecture such as 90, as NVRTC makes it for a grid and a threadgroup. Needs
    /// NVRTC and no GPU.
    ///
    /// # Errors
    /// [`Error::NoCuda`] where there is no NVRTC; what NVRTC says of a text that it does not compile.
    pub fn cubin_for(
        &self,
        grid: [u32; 3],
        threadgroup: [u32; 3],
        architecture: i32,
    ) -> Result<Vec<u8>, Error> {
        let compiled = Compiled {
            kernel: self.name().to_owned(),
            module: self.typed.module.clone(),
            entry: self.entry().name.clone(),
            sources: self.typed.sources.clone(),
        };
        cuda::cubin(&compiled, architecture, (grid, threadgroup))
    }

    /// Its parameters as the text has them.
    fn entry(&self) -> &EntryPoint {
        let entry = self.typed.kernel(&self.name);
        entry.expect("a function is of its library")
    }

    /// The typed form of its library, with the function constants that it was made for.
    #[must_use]
    pub fn module(&self) -> &Module {
        &self.typed.module
    }

    fn pipeline(&self, device: &Device) -> Result<Arc<Pipeline>, Error> {
        let inner = &self.library.0;
        let key = (device.id(), self.name.to_string(), self.values.clone());
        inner.pipelines.get_or_compile(key, |(_, name, _)| {
            Pipeline::compile(device, name, self.entry(), &self.typed)
        })
    }
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Function({} of {})", self.name, self.library.0.name)
    }
}
