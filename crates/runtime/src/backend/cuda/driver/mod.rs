//! The NVIDIA driver's functions, found when first asked for.
//!
//! Not the CUDA runtime, and no bindings crate: the functions that are called here are few, and a
//! table that is filled at once says of a driver that is too old what it lacks, before anything is
//! called. Results are plain numbers, because newer drivers give ones that no header here names.
//!
//! Source: the CUDA driver API reference; names with `_v2` are what its header's macros stand for.

pub(crate) mod failure;
pub(crate) mod library;
mod link;
pub(crate) mod places;
pub(crate) mod unavailable;

use library::{Library, functions};
use std::{
    ffi::{CStr, c_char, c_int, c_uint, c_void},
    ptr,
    sync::LazyLock,
};
use unavailable::CudaUnavailable;

/// Something of the driver's that is only handed back to it.
macro_rules! handles {
    ($($name:ident),*) => {$(
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(transparent)]
        pub(crate) struct $name(pub(crate) *mut std::ffi::c_void);

        // SAFETY: the driver takes its handles from any thread.
        unsafe impl Send for $name {}
        // SAFETY: as above; a handle is a number to us.
        unsafe impl Sync for $name {}

        impl $name {
            pub(crate) const NULL: Self = Self(std::ptr::null_mut());
        }
    )*};
}
pub(crate) use handles;

handles!(
    Ctx,
    StreamHandle,
    EventHandle,
    Module,
    Link,
    FunctionHandle,
    Graph,
    GraphExec
);

/// An address of the device's memory.
pub(crate) type DevicePtr = u64;

functions! {
    /// What the driver can do.
    struct Functions;
    fn cuInit(c_uint) -> u32;
    fn cuDriverGetVersion(*mut c_int) -> u32;
    fn cuGetErrorName(u32, *mut *const c_char) -> u32;
    fn cuGetErrorString(u32, *mut *const c_char) -> u32;
    fn cuDeviceGetCount(*mut c_int) -> u32;
    fn cuDeviceGet(*mut c_int, c_int) -> u32;
    fn cuDeviceGetName(*mut c_char, c_int, c_int) -> u32;
    fn cuDeviceGetAttribute(*mut c_int, c_int, c_int) -> u32;
    fn cuDeviceTotalMem_v2(*mut usize, c_int) -> u32;
    fn cuDevicePrimaryCtxRetain(*mut Ctx, c_int) -> u32;
    fn cuCtxGetCurrent(*mut Ctx) -> u32;
    fn cuCtxSetCurrent(Ctx) -> u32;
    fn cuCtxSynchronize() -> u32;
    fn cuStreamCreate(*mut StreamHandle, c_uint) -> u32;
    fn cuStreamDestroy_v2(StreamHandle) -> u32;
    fn cuStreamWaitEvent(StreamHandle, EventHandle, c_uint) -> u32;
    fn cuEventCreate(*mut EventHandle, c_uint) -> u32;
    fn cuEventDestroy_v2(EventHandle) -> u32;
    fn cuEventRecord(EventHandle, StreamHandle) -> u32;
    fn cuEventQuery(EventHandle) -> u32;
    fn cuEventSynchronize(EventHandle) -> u32;
    fn cuEventElapsedTime(*mut f32, EventHandle, EventHandle) -> u32;
    fn cuMemAlloc_v2(*mut DevicePtr, usize) -> u32;
    fn cuMemFree_v2(DevicePtr) -> u32;
    fn cuMemHostAlloc(*mut *mut c_void, usize, c_uint) -> u32;
    fn cuMemFreeHost(*mut c_void) -> u32;
    fn cuPointerGetAttribute(*mut c_void, c_int, DevicePtr) -> u32;
    fn cuMemcpyHtoDAsync_v2(DevicePtr, *const c_void, usize, StreamHandle) -> u32;
    fn cuMemcpyDtoHAsync_v2(*mut c_void, DevicePtr, usize, StreamHandle) -> u32;
    fn cuMemcpyDtoDAsync_v2(DevicePtr, DevicePtr, usize, StreamHandle) -> u32;
    fn cuMemsetD8Async(DevicePtr, u8, usize, StreamHandle) -> u32;
    fn cuMemsetD16Async(DevicePtr, u16, usize, StreamHandle) -> u32;
    fn cuMemsetD32Async(DevicePtr, c_uint, usize, StreamHandle) -> u32;
    fn cuMemsetD2D32Async(DevicePtr, usize, c_uint, usize, usize, StreamHandle) -> u32;
    fn cuModuleLoadData(*mut Module, *const c_void) -> u32;
    fn cuModuleUnload(Module) -> u32;
    fn cuLinkCreate_v2(c_uint, *mut c_int, *mut *mut c_void, *mut Link) -> u32;
    fn cuLinkAddData_v2(
        Link, c_uint, *mut c_void, usize, *const c_char, c_uint, *mut c_int, *mut *mut c_void
    ) -> u32;
    fn cuLinkComplete(Link, *mut *mut c_void, *mut usize) -> u32;
    fn cuLinkDestroy(Link) -> u32;
    fn cuModuleGetFunction(*mut FunctionHandle, Module, *const c_char) -> u32;
    fn cuFuncGetAttribute(*mut c_int, c_int, FunctionHandle) -> u32;
    fn cuFuncSetAttribute(FunctionHandle, c_int, c_int) -> u32;
    fn cuLaunchKernel(
        FunctionHandle, c_uint, c_uint, c_uint, c_uint, c_uint, c_uint, c_uint, StreamHandle,
        *mut *mut c_void, *mut *mut c_void
    ) -> u32;
    fn cuLaunchKernelEx(
        *const LaunchConfig, FunctionHandle, *mut *mut c_void, *mut *mut c_void
    ) -> u32;
    fn cuStreamBeginCapture_v2(StreamHandle, c_int) -> u32;
    fn cuStreamEndCapture(StreamHandle, *mut Graph) -> u32;
    fn cuGraphInstantiateWithFlags(*mut GraphExec, Graph, u64) -> u32;
    fn cuGraphLaunch(GraphExec, StreamHandle) -> u32;
    fn cuGraphExecDestroy(GraphExec) -> u32;
    fn cuGraphDestroy(Graph) -> u32;
}

/// `CUlaunchConfig`.
#[derive(Debug)]
#[repr(C)]
pub(crate) struct LaunchConfig {
    pub(crate) blocks: [c_uint; 3],
    pub(crate) threads: [c_uint; 3],
    pub(crate) shared_bytes: c_uint,
    pub(crate) stream: StreamHandle,
    pub(crate) attributes: *const LaunchAttribute,
    pub(crate) attribute_count: c_uint,
}

/// `CUlaunchAttribute`.
#[derive(Debug)]
#[repr(C, align(8))]
pub(crate) struct LaunchAttribute {
    id: c_uint,
    pad: c_uint,
    value: [c_uint; 16],
}

// As the driver's header lays them out.
const _: () = assert!(size_of::<LaunchConfig>() == 56 && size_of::<LaunchAttribute>() == 72);

impl LaunchAttribute {
    /// `CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION`: the kernel may begin while the one before
    /// it on the stream ends, and waits by itself until that one's memory is there.
    pub(crate) const OVERLAPPED: Self = {
        let mut value = [0; 16];
        value[0] = 1;
        Self {
            id: 6,
            pad: 0,
            value,
        }
    };
}

/// `CUDA_SUCCESS`.
pub(crate) const SUCCESS: u32 = 0;
/// `CUDA_ERROR_OUT_OF_MEMORY`.
pub(crate) const OUT_OF_MEMORY: u32 = 2;
/// `CUDA_ERROR_NOT_READY`: an event that has not happened.
pub(crate) const NOT_READY: u32 = 600;
/// `CUDA_ERROR_STUB_LIBRARY`.
const STUB_LIBRARY: u32 = 34;
/// `CUDA_ERROR_NO_DEVICE`.
const NO_DEVICE: u32 = 100;

/// What the driver is called.
#[cfg(not(windows))]
const LIBRARY: &str = "libcuda.so.1";
#[cfg(windows)]
const LIBRARY: &str = "nvcuda.dll";

/// The driver of this machine, started.
pub(crate) struct Driver {
    pub(crate) functions: Functions,
    /// Such as 12040 for CUDA 12.4.
    pub(crate) version: c_int,
    pub(crate) devices: usize,
}

static DRIVER: LazyLock<Result<Driver, CudaUnavailable>> = LazyLock::new(Driver::load);

/// The driver, or why there is none. Loads it at the first call.
pub(crate) fn driver() -> Result<&'static Driver, CudaUnavailable> {
    DRIVER.as_ref().map_err(Clone::clone)
}

impl Driver {
    fn load() -> Result<Self, CudaUnavailable> {
        let library = Library::open(LIBRARY);
        let library = library.ok_or(CudaUnavailable::NoDriver { library: LIBRARY })?;
        let functions = Functions::load(&library)
            .map_err(|function| CudaUnavailable::OldDriver { function })?;
        let (mut version, mut devices) = (0, 0);
        // SAFETY: the driver is started by this call, and before any other.
        let code = unsafe { (functions.cuInit)(0) };
        let code = match code {
            // SAFETY: both write one number to where they are told.
            SUCCESS => unsafe {
                (functions.cuDriverGetVersion)(&raw mut version);
                (functions.cuDeviceGetCount)(&raw mut devices)
            },
            code => code,
        };
        let devices = usize::try_from(devices).unwrap_or(0);
        match code {
            SUCCESS if devices > 0 => Ok(Self {
                functions,
                version,
                devices,
            }),
            SUCCESS | NO_DEVICE => Err(CudaUnavailable::NoDevice),
            STUB_LIBRARY => Err(CudaUnavailable::Stub { library: LIBRARY }),
            code => {
                let (name, text) = describe(&functions, code);
                Err(CudaUnavailable::Init { name, text })
            }
        }
    }

    /// The driver's name of a result, and its words.
    pub(crate) fn describe(&self, code: u32) -> (String, String) {
        describe(&self.functions, code)
    }

    /// Such as `12.4`.
    pub(crate) fn version_text(&self) -> String {
        format!("{}.{}", self.version / 1000, self.version % 1000 / 10)
    }
}

fn describe(functions: &Functions, code: u32) -> (String, String) {
    let said = |function: unsafe extern "system" fn(u32, *mut *const c_char) -> u32| {
        let mut text = ptr::null();
        // SAFETY: the function writes a pointer to a text of its own that is never freed.
        let found = unsafe { function(code, &raw mut text) };
        if found != SUCCESS || text.is_null() {
            return None;
        }
        // SAFETY: as above, the text ends with a zero.
        Some(
            unsafe { CStr::from_ptr(text) }
                .to_string_lossy()
                .into_owned(),
        )
    };
    let name = said(functions.cuGetErrorName).unwrap_or_else(|| format!("error {code}"));
    let text = said(functions.cuGetErrorString).unwrap_or_else(|| "no words for it".to_owned());
    (name, text)
}
