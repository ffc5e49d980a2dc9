//! Making a kernel, step by step.

use super::{Inner, Kernel};
use crate::{
    error::Error,
    pipeline::Cache,
    submission::{LogSink, Logged},
    warning::Sink,
};
use kernsmith_msl::{
    contract::{self, BodyKernel},
    diagnostic::Diagnostics,
    ir::MathMode,
    source::SourceMap,
};
use std::sync::{Arc, RwLock};

/// A kernel in the making; see [`Kernel::builder`].
#[derive(Clone, Debug)]
pub struct KernelBuilder {
    body: BodyKernel,
    ensure_row_contiguous: bool,
    sink: Sink,
    log: LogSink,
}

impl KernelBuilder {
    pub(super) fn new(name: String) -> Self {
        Self {
            body: BodyKernel {
                name,
                ..BodyKernel::default()
            },
            ensure_row_contiguous: true,
            sink: Sink::default(),
            log: LogSink::default(),
        }
    }

    /// Names of the inputs, in order.
    #[must_use]
    pub fn inputs(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.body.inputs = names.into_iter().map(Into::into).collect();
        self
    }

    /// Names of the outputs, in order.
    #[must_use]
    pub fn outputs(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.body.outputs = names.into_iter().map(Into::into).collect();
        self
    }

    /// Text before the kernel function: includes, macros, helper functions, structs.
    #[must_use]
    pub fn header(mut self, text: impl Into<String>) -> Self {
        self.body.header = text.into();
        self
    }

    /// The statements of the kernel function.
    #[must_use]
    pub fn source(mut self, text: impl Into<String>) -> Self {
        self.body.source = text.into();
        self
    }

    /// What diagnostics call the source, and at which line of that file it begins (from 1).
    #[must_use]
    pub fn source_file(mut self, name: impl Into<String>, first_line: u32) -> Self {
        self.body.source_name = name.into();
        self.body.source_first_line = first_line;
        self
    }

    /// What diagnostics call the header, and at which line of that file it begins (from 1).
    #[must_use]
    pub fn header_file(mut self, name: impl Into<String>, first_line: u32) -> Self {
        self.body.header_name = name.into();
        self.body.header_first_line = first_line;
        self
    }

    /// A file that the header or the source may include by `name`.
    #[must_use]
    pub fn include(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.body.includes.insert(name.into(), text.into());
        self
    }

    /// Defines an object macro, as `-D` does for other compilers.
    #[must_use]
    pub fn define(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.body.defines.push((name.into(), value.into()));
        self
    }

    /// Whether inputs that are not row-contiguous are copied before the launch, as they are unless
    /// this is turned off. Then the source uses their strides.
    #[must_use]
    pub fn ensure_row_contiguous(mut self, ensure: bool) -> Self {
        self.ensure_row_contiguous = ensure;
        self
    }

    /// Whether the elements of outputs are atomic.
    #[must_use]
    pub fn atomic_outputs(mut self, atomic: bool) -> Self {
        self.body.atomic_outputs = atomic;
        self
    }

    /// How exact arithmetic is; `Safe` unless set.
    #[must_use]
    pub fn math_mode(mut self, mode: MathMode) -> Self {
        self.body.math_mode = mode;
        self
    }

    /// Hands the warnings of each launch to a function, each place in the text once: what the compiler
    /// and its lints say, and what lints say of the launch. Without it they are dropped unless
    /// [`Kernel::warnings`] asks for them.
    ///
    /// # Examples
    ///
    /// ```
    /// use kernsmith_runtime::{DType, Device, Kernel, Launch};
    /// use std::sync::{Arc, Mutex};
    ///
    /// let heard = Arc::new(Mutex::new(Vec::new()));
    /// let sink = Arc::clone(&heard);
    /// let kernel = Kernel::builder("fill")
    ///     .outputs(["out"])
    ///     .source("out[thread_position_in_grid.x] = 1;")
    ///     .on_warnings(move |warnings, _| {
    ///         let names = warnings.iter().map(|warning| warning.name);
    ///         sink.lock().unwrap().extend(names);
    ///     })
    ///     .build()?;
    /// // The grid counts threads; this one was given the number of threadgroups.
    /// let launch = Launch::new()
    ///     .output([128], DType::F32)
    ///     .grid([4, 1, 1])
    ///     .threadgroup([32, 1, 1]);
    /// kernel.call(&Device::cpu().default_stream()?, &launch)?;
    /// assert_eq!(*heard.lock().unwrap(), ["grid-smaller-than-outputs"]);
    /// # Ok::<(), kernsmith_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn on_warnings(
        mut self,
        tell: impl Fn(&Diagnostics, &SourceMap) + Send + Sync + 'static,
    ) -> Self {
        self.sink = Sink::new(tell);
        self
    }

    /// Hands what each launch logs to a function, before the launch's event happens. Without it the
    /// messages are written to standard error.
    ///
    /// # Examples
    ///
    /// ```
    /// use kernsmith_runtime::{DType, Device, Kernel, Launch};
    /// use std::sync::{Arc, Mutex};
    ///
    /// let heard = Arc::new(Mutex::new(Vec::new()));
    /// let log = Arc::clone(&heard);
    /// let kernel = Kernel::builder("thirds")
    ///     .outputs(["out"])
    ///     .source("
    ///         uint i = thread_position_in_grid.x;
    ///         out[i] = i / 3.0f;
    ///         os_log_default.log(\"%u: %.3f\", i, out[i]);
    ///     ")
    ///     .on_log(move |logged| {
    ///         let texts = logged.messages.iter().map(|message| message.text.clone());
    ///         log.lock().unwrap().extend(texts);
    ///     })
    ///     .build()?;
    /// let launch = Launch::new()
    ///     .output([3], DType::F32)
    ///     .grid([3, 1, 1])
    ///     .threadgroup([32, 1, 1]);
    /// kernel.call(&Device::cpu().default_stream()?, &launch)?[0].to_vec::<f32>()?;
    /// assert_eq!(*heard.lock().unwrap(), ["0: 0.000", "1: 0.333", "2: 0.667"]);
    /// # Ok::<(), kernsmith_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn on_log(mut self, tell: impl Fn(&Logged) + Send + Sync + 'static) -> Self {
        self.log = LogSink::new(tell);
        self
    }

    /// Lets a lint that is advice speak, too; `kernsmith explain` lists the lints.
    #[must_use]
    pub fn advice(mut self, lint: impl Into<String>) -> Self {
        self.body.advice.insert(lint.into());
        self
    }

    /// Makes the kernel. Its text is compiled at the first call with each combination of types.
    ///
    /// # Errors
    /// If a name is no identifier or is used twice, there is no output, and the like.
    pub fn build(self) -> Result<Kernel, Error> {
        contract::validate(&self.body)?;
        Ok(Kernel(Arc::new(Inner {
            name: self.body.name.as_str().into(),
            output_names: self
                .body
                .outputs
                .iter()
                .map(|name| name.as_str().into())
                .collect(),
            body: self.body,
            ensure_row_contiguous: self.ensure_row_contiguous,
            sink: self.sink,
            log: self.log,
            compiled: Cache::default(),
            last: RwLock::default(),
        })))
    }
}
