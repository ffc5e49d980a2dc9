//! A kernel compiled for a device: CUDA text, then a cubin, then a function that can be launched.
//!
//! The function depends on the launch ([`Form`]), and is compiled when a launch first asks for it. NVRTC
//! gives a thread as many registers as it likes, and a block of many threads may then not fit. So a
//! kernel is compiled without a bound first, which is fastest, and once more with one where a launch has
//! more threads than that fits.

use super::{
    device::{Context, lock},
    driver::{FunctionHandle, Module},
    nvrtc::{self, CudaRefused, Nvrtc},
};
use crate::{
    backend::Compiled,
    error::{Error, Unsupported},
    pipeline::disk,
};
use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics},
    emit::{self, cuda},
    ir::{EntryParam, MathMode},
    source::SourceMap,
};
use std::{
    borrow::Cow,
    ffi::{CString, c_int},
    sync::{Arc, Mutex, OnceLock},
};

/// `CU_FUNC_ATTRIBUTE_MAX_THREADS_PER_BLOCK`.
const MAX_THREADS_PER_BLOCK: c_int = 0;
/// `CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES`.
const MAX_DYNAMIC_SHARED_BYTES: c_int = 8;
/// What a block may have of shared memory without asking.
const SHARED_BYTES_UNASKED: u32 = 48 << 10;

/// A compiled kernel.
pub(crate) struct Program {
    context: &'static Context,
    pub(super) kernel: Arc<str>,
    emitted: cuda::Program,
    math_mode: MathMode,
    sources: SourceMap,
    pub(super) params: Vec<Param>,
    /// By [`Form::number`].
    codes: [OnceLock<Result<Code, Error>>; Form::COUNT],
}

/// What code was compiled for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Form {
    /// Threadgroups of one row.
    pub(super) in_rows: bool,
    /// Launches in several parts.
    pub(super) in_parts: bool,
    /// So few registers that a block of 1024 threads fits.
    bounded: bool,
}

impl Form {
    const COUNT: usize = 8;

    pub(super) const fn new(in_rows: bool, in_parts: bool) -> Self {
        Self {
            in_rows,
            in_parts,
            bounded: false,
        }
    }

    fn number(self) -> usize {
        usize::from(self.in_rows) + 2 * usize::from(self.in_parts) + 4 * usize::from(self.bounded)
    }

    fn options<'a>(self) -> impl Iterator<Item = &'a str> {
        let Self {
            in_rows,
            in_parts,
            bounded,
        } = self;
        let options = [
            in_rows.then_some(cuda::IN_ROWS),
            in_parts.then_some(cuda::IN_PARTS),
            // 65,536 registers of a multiprocessor for 1024 threads.
            bounded.then_some("--maxrregcount=64"),
        ];
        options.into_iter().flatten()
    }
}

/// A parameter that a launch gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Param {
    /// The pointer to a buffer, by its index.
    Buffer(u32),
    /// The place of a threadgroup argument, by its index.
    Threadgroup(u32),
}

/// Loaded code.
pub(super) struct Code {
    context: &'static Context,
    module: Module,
    pub(super) function: FunctionHandle,
    max_threads: u32,
    /// What a block has asked for of shared memory so far.
    shared_bytes: Mutex<u32>,
}

impl Program {
    /// The program of a kernel of a valid module.
    pub(crate) fn new(context: &'static Context, compiled: Compiled) -> Result<Self, Error> {
        let emitted = emit(context.name(), &compiled)?;
        let Compiled {
            kernel,
            module,
            entry,
            sources,
        } = compiled;
        let entry_point = module.kernels.iter().find(|found| found.name == entry);
        let entry_point = entry_point.expect("a program is made of a kernel of its module");
        let params = entry_point.params.iter().filter_map(|param| match param {
            EntryParam::Buffer { index, .. } => Some(Param::Buffer(*index)),
            EntryParam::Threadgroup { index } => Some(Param::Threadgroup(*index)),
            EntryParam::BuiltIn(_) => None,
        });
        let params = params.collect();
        Ok(Self {
            codes: [const { OnceLock::new() }; Form::COUNT],
            context,
            kernel: kernel.into(),
            math_mode: module.math_mode,
            sources,
            params,
            emitted,
        })
    }

    /// Whether its launches have a log buffer.
    pub(super) fn logs(&self) -> bool {
        self.emitted.logs
    }

    /// Bytes of its own threadgroup variables.
    pub(super) fn threadgroup_bytes(&self) -> u32 {
        self.emitted.threadgroup_bytes
    }

    /// The code for blocks of so many threads and so much shared memory.
    pub(super) fn code(&self, form: Form, threads: u32, shared_bytes: u32) -> Result<&Code, Error> {
        let mut code = self.compiled(form)?;
        if threads > code.max_threads {
            let bounded = true;
            code = self.compiled(Form { bounded, ..form })?;
        }
        if threads > code.max_threads {
            return Err(Error::ThreadgroupTooLarge {
                kernel: self.kernel.to_string(),
                threads: threads.into(),
                limit: code.max_threads,
                device: self.context.name().to_owned(),
            });
        }
        if shared_bytes > SHARED_BYTES_UNASKED {
            code.ask_for(shared_bytes)?;
        }
        Ok(code)
    }

    fn compiled(&self, form: Form) -> Result<&Code, Error> {
        let compile = || {
            let text = Text {
                context: self.context,
                kernel: &self.kernel,
                emitted: &self.emitted,
                math_mode: self.math_mode,
                sources: &self.sources,
            };
            text.compile(form)
        };
        let code = self.codes[form.number()].get_or_init(compile);
        code.as_ref().map_err(Clone::clone)
    }
}

/// What is compiled.
struct Text<'a> {
    context: &'static Context,
    kernel: &'a str,
    emitted: &'a cuda::Program,
    math_mode: MathMode,
    sources: &'a SourceMap,
}

impl Text<'_> {
    fn compile(&self, form: Form) -> Result<Code, Error> {
        let architecture = format!(
            "--gpu-architecture=sm_{}",
            self.context.facts().architecture
        );
        let mut options: Vec<&str> = vec![&architecture];
        options.extend(cuda::options(self.math_mode));
        options.extend(form.options());
        let text = &self.emitted.text;
        let joins = self.emitted.has_products;
        let source = Source {
            text,
            options: &options,
            joins,
        };
        let code = compiled_with(self.context, source, |cubin| self.load(cubin));
        code.map_err(|refusal| match refusal {
            Refusal::Text(log) => Error::CudaRefused(Arc::new(CudaRefused {
                kernel: self.kernel.to_owned(),
                log,
                text: self.emitted.text.clone(),
                sources: self.sources.clone(),
            })),
            Refusal::Code(error) => error,
        })
    }

    fn load(&self, cubin: &[u8]) -> Result<Code, Error> {
        let context = self.context;
        context.bind()?;
        let functions = &context.driver().functions;
        let mut module = Module::NULL;
        // SAFETY: the bytes are a whole cubin, by NVRTC or by a file whose checksum is right.
        let code = unsafe { (functions.cuModuleLoadData)(&raw mut module, cubin.as_ptr().cast()) };
        context.check("cuModuleLoadData", code)?;
        let mut code = Code {
            context,
            module,
            function: FunctionHandle::NULL,
            max_threads: 0,
            shared_bytes: Mutex::new(SHARED_BYTES_UNASKED),
        };
        let symbol = CString::new(self.emitted.entry.as_str()).expect("a symbol has no zero byte");
        let mut max_threads = 0;
        // SAFETY: the module was loaded above; one handle and one number are written.
        let (found, asked) = unsafe {
            let function = &raw mut code.function;
            let found = (functions.cuModuleGetFunction)(function, module, symbol.as_ptr());
            let get = functions.cuFuncGetAttribute;
            let asked = match found {
                0 => get(&raw mut max_threads, MAX_THREADS_PER_BLOCK, code.function),
                _ => 0,
            };
            (found, asked)
        };
        context.check("cuModuleGetFunction", found)?;
        context.check("cuFuncGetAttribute", asked)?;
        code.max_threads = u32::try_from(max_threads).unwrap_or(0);
        Ok(code)
    }
}

/// Why there is no code.
enum Refusal {
    /// NVRTC's words.
    Text(String),
    /// The driver's.
    Code(Error),
}

/// Compiles a text of our own, whose kernels are found by name, and loads it.
pub(super) fn own_text<T>(
    context: &'static Context,
    text: &str,
    load: impl Fn(&[u8]) -> Result<T, Error>,
) -> Result<T, Error> {
    let architecture = format!("--gpu-architecture=sm_{}", context.facts().architecture);
    let source = Source {
        text,
        options: &[&architecture],
        joins: false,
    };
    let code = compiled_with(context, source, load);
    code.map_err(|refusal| match refusal {
        Refusal::Text(log) => Error::CudaRefused(Arc::new(CudaRefused {
            kernel: "kernsmith's own".to_owned(),
            log,
            text: text.to_owned(),
            sources: SourceMap::default(),
        })),
        Refusal::Code(error) => error,
    })
}

/// What a cubin is made of.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    options: &'a [&'a str],
    /// Whether products of matrices are joined.
    joins: bool,
}

/// Code that was kept, or else compiles it and keeps it. Kept code that does not load is made anew.
fn compiled_with<T>(
    context: &'static Context,
    source: Source<'_>,
    load: impl Fn(&[u8]) -> Result<T, Error>,
) -> Result<T, Refusal> {
    let toolchain = context.toolchain();
    let Source {
        text,
        options,
        joins,
    } = source;
    let kind = if joins {
        "cuda, tensor cores fed, guarded twice"
    } else {
        "cuda, guarded twice"
    };
    let key = disk::Key::of(&[&[kind, &toolchain, text][..], options].concat());
    if let Some(code) = disk::load(&key).and_then(|cubin| load(&cubin).ok()) {
        return Ok(code);
    }
    let compiled = context
        .nvrtc()
        .compile(text, options)
        .map_err(Refusal::Text)?;
    let cubin = assembled(context, compiled, source)?;
    let code = load(&cubin).map_err(Refusal::Code)?;
    disk::save(&key, &cubin);
    Ok(code)
}

/// What NVRTC made, or what the driver makes of its PTX where that is faster, or where only that is right.
fn assembled(
    context: &'static Context,
    compiled: nvrtc::Code,
    Source { text, joins, .. }: Source<'_>,
) -> Result<Vec<u8>, Refusal> {
    let guarded = match context.facts().architecture {
        FAULTS.. => cuda::guard_faults(&compiled.ptx),
        _ => Cow::Borrowed(compiled.ptx.as_str()),
    };
    let is_wrong = matches!(guarded, Cow::Owned(_));
    if !joins && !is_wrong {
        return Ok(compiled.cubin);
    }
    context.bind().map_err(Refusal::Code)?;
    let ptx = match joins {
        true => cuda::feed_tensor_cores(&guarded, text).into(),
        false => guarded,
    };
    match context.driver().assemble(&ptx) {
        Some(cubin) => Ok(cubin),
        // The same, slower.
        None if !is_wrong => Ok(compiled.cubin),
        None => Err(Refusal::Text(NO_WAY_AROUND.to_owned())),
    }
}

/// The first architecture for which [`cuda::guard_faults`] is needed.
const FAULTS: i32 = 90;
const NO_WAY_AROUND: &str = "NVIDIA's assembler gets wrong what is in this kernel: a number that is kept \
    within 0 and a bound and then compared with the bound, or the negation of a 16-bit integer; and the driver does \
    not take the PTX that avoids it; hint: update the driver, or keep the number above 0 first and below the bound \
    second, and subtract as `int`";

impl Code {
    pub(super) fn context(&self) -> &'static Context {
        self.context
    }

    /// Lets blocks have more shared memory than they have without asking.
    fn ask_for(&self, bytes: u32) -> Result<(), Error> {
        let mut asked = lock(&self.shared_bytes);
        if *asked >= bytes {
            return Ok(());
        }
        self.context.bind()?;
        let value = c_int::try_from(bytes).expect("the device's limit was checked");
        let set = self.context.driver().functions.cuFuncSetAttribute;
        // SAFETY: the function is of a loaded module.
        let code = unsafe { set(self.function, MAX_DYNAMIC_SHARED_BYTES, value) };
        self.context.check("cuFuncSetAttribute", code)?;
        *asked = bytes;
        Ok(())
    }
}

impl Drop for Code {
    fn drop(&mut self) {
        self.context.retire(self.module);
    }
}

/// A kernel's code for an architecture such as 90 and launches of such a form, by the first compiler that
/// there is. Needs no GPU.
pub(super) fn cubin(compiled: &Compiled, architecture: i32, form: Form) -> Result<Vec<u8>, Error> {
    let emitted = emit("cuda", compiled)?;
    let architecture = format!("--gpu-architecture=sm_{architecture}");
    let mut options: Vec<&str> = vec![&architecture];
    options.extend(cuda::options(compiled.module.math_mode));
    options.extend(form.options());
    Nvrtc::any()?
        .compile(&emitted.text, &options)
        .map(|code| code.cubin)
        .map_err(|log| {
            Error::CudaRefused(Arc::new(CudaRefused {
                kernel: compiled.kernel.clone(),
                log,
                text: emitted.text,
                sources: compiled.sources.clone(),
            }))
        })
}

fn emit(device: &str, compiled: &Compiled) -> Result<cuda::Program, Error> {
    let options = cuda::Options {
        sources: Some(&compiled.sources),
        max_threads: None,
    };
    cuda::emit(&compiled.module, &compiled.entry, options)
        .map_err(|error| unsupported(device, compiled, &error))
}

fn unsupported(device: &str, compiled: &Compiled, error: &emit::Error) -> Error {
    let (feature, span) = match error {
        emit::Error::Unsupported { feature, span, .. } => (feature.clone(), *span),
        // Whatever else an emitter will say, it is about the kernel.
        other => {
            let kernel = compiled
                .module
                .kernels
                .iter()
                .find(|kernel| kernel.name == compiled.entry);
            let function = kernel.expect("the kernel is of its module").function;
            (other.to_string(), compiled.module.functions[function].span)
        }
    };
    let message = format!("device `{device}` cannot run {feature} yet");
    let mut diagnostics = Diagnostics::default();
    diagnostics.push(Diagnostic::error("unsupported-feature", span, message));
    Error::Unsupported(Arc::new(Unsupported {
        kernel: compiled.kernel.clone(),
        device: device.to_owned(),
        diagnostics,
        sources: compiled.sources.clone(),
    }))
}
