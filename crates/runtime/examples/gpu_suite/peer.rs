//! Hand-written CUDA through the crate `cudarc`, on the same device.

use crate::Fallible;
use cudarc::{
    driver::{CudaContext, CudaFunction, CudaStream},
    nvrtc::{CompileOptions, Ptx, compile_ptx_with_opts, result as nvrtc},
};
use std::sync::Arc;

/// The device as the other crate sees it.
pub(crate) struct Peer {
    pub(crate) context: Arc<CudaContext>,
    pub(crate) stream: Arc<CudaStream>,
}

impl Peer {
    pub(crate) fn new() -> Fallible<Self> {
        let context = CudaContext::new(0)?;
        // SAFETY: each array is used on one stream. Without this a launch of the other crate's would
        // also record events, and not be bare.
        unsafe { context.disable_event_tracking() };
        let stream = context.new_stream()?;
        Ok(Self { context, stream })
    }

    /// A kernel of a text.
    pub(crate) fn function(&self, text: &str, name: &str) -> Fallible<CudaFunction> {
        let ptx = self.compile(text)?;
        Ok(self.context.load_module(ptx)?.load_function(name)?)
    }

    /// A text compiled to the device's own code, as ours is.
    pub(crate) fn compile_to_code(&self, text: &str) -> Fallible<()> {
        let (major, minor) = self.context.compute_capability()?;
        let text = std::ffi::CString::new(text)?;
        let program = nvrtc::create_program(&text, None)?;
        let option = format!("--gpu-architecture=sm_{major}{minor}");
        // SAFETY: the program was made above and is destroyed once.
        unsafe {
            nvrtc::compile_program(program, &[option])?;
            nvrtc::destroy_program(program)?;
        }
        Ok(())
    }

    /// A text compiled for the device.
    fn compile(&self, text: &str) -> Fallible<Ptx> {
        let (major, minor) = self.context.compute_capability()?;
        let options = CompileOptions {
            options: vec![format!("--gpu-architecture=compute_{major}{minor}")],
            ..CompileOptions::default()
        };
        Ok(compile_ptx_with_opts(text, options)?)
    }
}
