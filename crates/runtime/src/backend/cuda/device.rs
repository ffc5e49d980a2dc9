//! A CUDA device: its context, what is known about it, and what all of its streams share.
//!
//! Not [`crate::Device`], which holds one of these. The context is the device's primary one, which
//! other libraries of the process use too, and stays to the end of the process.

use super::{
    blas,
    driver::failure::CudaFailure,
    driver::unavailable::CudaUnavailable,
    driver::{Ctx, Driver, EventHandle, Module, SUCCESS, StreamHandle, driver},
    memory::allocator::Allocator,
    memory::constant::Constants,
    memory::staging::Staging,
    nvrtc::Nvrtc,
    queue::Queue,
};
use crate::{device::MemoryUse, error::Error, submission::NoProduct};
use std::{
    ffi::{CStr, c_int},
    sync::{
        Arc, Mutex, MutexGuard, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

/// Names of devices. More are not offered.
const NAMES: [&str; 16] = [
    "cuda", "cuda:1", "cuda:2", "cuda:3", "cuda:4", "cuda:5", "cuda:6", "cuda:7", "cuda:8",
    "cuda:9", "cuda:10", "cuda:11", "cuda:12", "cuda:13", "cuda:14", "cuda:15",
];

/// A device's context.
pub(crate) struct Context {
    driver: &'static Driver,
    nvrtc: &'static Nvrtc,
    ctx: Ctx,
    name: &'static str,
    facts: Facts,
    pub(super) allocator: Allocator,
    pub(super) constants: Constants,
    pub(super) staging: Staging,
    /// Where copies from the host and to the host are enqueued, when first asked for.
    copies: [OnceLock<Arc<Queue>>; 2],
    /// cuBLASLt, started when first asked for.
    blas: OnceLock<Result<blas::Handle, NoProduct>>,
    /// Set once the context is lost.
    lost: OnceLock<Error>,
    /// Events that nobody uses.
    events: Mutex<Vec<EventHandle>>,
    /// Modules whose kernels may still run.
    retired: Mutex<Vec<Module>>,
    queues: AtomicU64,
}

/// What the driver tells of a device.
#[derive(Clone, Debug)]
pub(crate) struct Facts {
    pub(crate) model: String,
    /// Such as 90 for `sm_90`.
    pub(crate) architecture: i32,
    pub(crate) multiprocessors: usize,
    pub(crate) threads_per_multiprocessor: usize,
    pub(crate) memory_bytes: usize,
    /// What a block may have when it asks.
    pub(crate) shared_bytes: u32,
}

/// Which way a copy goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    ToDevice,
    ToHost,
}

impl Context {
    /// The context of the device of this index, made when first asked for.
    pub(crate) fn of(index: usize) -> Result<&'static Self, CudaUnavailable> {
        static CONTEXTS: [OnceLock<Result<&'static Context, CudaUnavailable>>; NAMES.len()] =
            [const { OnceLock::new() }; NAMES.len()];
        let driver = driver()?;
        let none = CudaUnavailable::NoSuchDevice {
            index,
            count: driver.devices.min(NAMES.len()),
        };
        let slot = CONTEXTS
            .get(index)
            .filter(|_| index < driver.devices)
            .ok_or(none)?;
        slot.get_or_init(|| Self::new(driver, index).map(|context| &*Box::leak(Box::new(context))))
            .clone()
    }

    /// The index of a device of this name; `None` where it is no name of one.
    pub(crate) fn index_of(name: &str) -> Option<usize> {
        match name.strip_prefix("cuda")? {
            "" => Some(0),
            rest => rest.strip_prefix(':')?.parse().ok(),
        }
    }

    /// How many devices the driver finds.
    pub(crate) fn count() -> Result<usize, CudaUnavailable> {
        Ok(driver()?.devices.min(NAMES.len()))
    }

    /// The version of CUDA that the driver is for.
    pub(crate) fn driver_version() -> Result<String, CudaUnavailable> {
        Ok(driver()?.version_text())
    }

    /// How much memory is used and kept.
    pub(crate) fn memory_use(&self) -> MemoryUse {
        self.allocator.memory_use(self)
    }

    fn new(driver: &'static Driver, index: usize) -> Result<Self, CudaUnavailable> {
        let (device, facts) = facts(driver, index)?;
        let version = driver.version_text();
        let nvrtc = Nvrtc::matching((driver.version, &version), facts.architecture)?;
        let mut ctx = Ctx::NULL;
        // SAFETY: the device is one of the driver's; the context is kept to the end.
        let code = unsafe { (driver.functions.cuDevicePrimaryCtxRetain)(&raw mut ctx, device) };
        if code != SUCCESS {
            let (name, text) = driver.describe(code);
            return Err(CudaUnavailable::Init { name, text });
        }
        Ok(Self {
            driver,
            nvrtc,
            ctx,
            name: NAMES[index],
            facts,
            allocator: Allocator::default(),
            constants: Constants::default(),
            staging: Staging::default(),
            copies: [const { OnceLock::new() }; 2],
            blas: OnceLock::new(),
            lost: OnceLock::new(),
            events: Mutex::default(),
            retired: Mutex::default(),
            queues: AtomicU64::new(0),
        })
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn facts(&self) -> &Facts {
        &self.facts
    }

    pub(super) fn nvrtc(&self) -> &'static Nvrtc {
        self.nvrtc
    }

    pub(super) fn driver(&self) -> &'static Driver {
        self.driver
    }

    /// cuBLASLt on this device, or why there is none.
    pub(crate) fn blas(&'static self) -> Result<&'static blas::Handle, NoProduct> {
        let blas = self.blas.get_or_init(|| blas::Handle::new(self));
        blas.as_ref().map_err(Clone::clone)
    }

    /// Says which versions code is made with, for keys of kept code.
    pub(super) fn toolchain(&self) -> String {
        let (nvrtc, driver) = (self.nvrtc.version_text(), self.driver.version);
        format!("nvrtc {nvrtc}, driver {driver}")
    }

    /// A number that no other queue of this device has.
    pub(super) fn next_queue(&self) -> u64 {
        self.queues.fetch_add(1, Ordering::Relaxed)
    }

    /// Makes this thread's calls go to the device.
    pub(super) fn bind(&self) -> Result<(), Error> {
        if let Some(lost) = self.lost.get() {
            return Err(lost.clone());
        }
        let functions = &self.driver.functions;
        let mut current = Ctx::NULL;
        // SAFETY: both only read or set what this thread's calls go to.
        let code = unsafe {
            match (functions.cuCtxGetCurrent)(&raw mut current) {
                SUCCESS if current == self.ctx => SUCCESS,
                SUCCESS => (functions.cuCtxSetCurrent)(self.ctx),
                code => code,
            }
        };
        self.check("cuCtxSetCurrent", code)
    }

    /// What a call of the driver gave, as a result.
    #[inline]
    pub(super) fn check(&self, call: &'static str, code: u32) -> Result<(), Error> {
        match code {
            SUCCESS => Ok(()),
            code => Err(self.failure(call, code, Vec::new)),
        }
    }

    /// The error of a call; `kernels` are those that may be at fault.
    #[cold]
    pub(super) fn failure(
        &self,
        call: &'static str,
        code: u32,
        kernels: impl FnOnce() -> Vec<String>,
    ) -> Error {
        let mut failure = CudaFailure::new(self.driver, self.name, call, code);
        if !failure.context_lost {
            return Error::Cuda(Arc::new(failure));
        }
        failure.kernels = kernels();
        self.lost
            .get_or_init(|| Error::Cuda(Arc::new(failure)))
            .clone()
    }

    /// Where copies of a direction are enqueued.
    pub(super) fn copies(
        &'static self,
        direction: Direction,
    ) -> Result<&'static Arc<Queue>, Error> {
        let slot = &self.copies[usize::from(direction == Direction::ToHost)];
        if let Some(queue) = slot.get() {
            return Ok(queue);
        }
        let queue = Queue::new(self)?;
        Ok(slot.get_or_init(|| queue))
    }

    /// An event that orders and does not time.
    pub(super) fn take_event(&'static self) -> Result<PooledEvent, Error> {
        let kept = lock(&self.events).pop();
        let handle = match kept {
            Some(handle) => handle,
            // 2: CU_EVENT_DISABLE_TIMING, without which it costs more.
            None => self.new_event(2)?,
        };
        Ok(PooledEvent {
            context: self,
            handle,
            timing: false,
        })
    }

    /// An event that times.
    pub(super) fn timing_event(&'static self) -> Result<PooledEvent, Error> {
        Ok(PooledEvent {
            context: self,
            handle: self.new_event(0)?,
            timing: true,
        })
    }

    fn new_event(&self, flags: u32) -> Result<EventHandle, Error> {
        let mut handle = EventHandle::NULL;
        // SAFETY: the context is bound by whoever enqueues; the handle is written.
        let code = unsafe { (self.driver.functions.cuEventCreate)(&raw mut handle, flags) };
        self.check("cuEventCreate", code)?;
        Ok(handle)
    }

    /// Takes a module back whose kernels may still run; some are unloaded now and then.
    pub(super) fn retire(&self, module: Module) {
        /// Modules that are kept before the device is waited for.
        const KEPT: usize = 64;
        let mut retired = lock(&self.retired);
        retired.push(module);
        if retired.len() < KEPT || self.bind().is_err() {
            return;
        }
        let functions = &self.driver.functions;
        // SAFETY: nobody launches these modules' kernels again, and all that were launched end here.
        unsafe {
            if (functions.cuCtxSynchronize)() == SUCCESS {
                for module in retired.drain(..) {
                    (functions.cuModuleUnload)(module);
                }
            }
        }
    }
}

fn facts(driver: &Driver, index: usize) -> Result<(c_int, Facts), CudaUnavailable> {
    let functions = &driver.functions;
    let (mut device, mut memory_bytes, mut name) = (0, 0, [0u8; 256]);
    let ordinal = c_int::try_from(index).expect("there are few devices");
    // SAFETY: each function writes what it is given room for; a name is cut to its room.
    let code = unsafe {
        let found = (functions.cuDeviceGet)(&raw mut device, ordinal);
        let named = (functions.cuDeviceGetName)(name.as_mut_ptr().cast(), 255, device);
        found | named | (functions.cuDeviceTotalMem_v2)(&raw mut memory_bytes, device)
    };
    if code != SUCCESS {
        let (name, text) = driver.describe(code);
        return Err(CudaUnavailable::Init { name, text });
    }
    let attribute = |number: c_int| {
        let mut value = 0;
        // SAFETY: the function writes one number.
        unsafe { (functions.cuDeviceGetAttribute)(&raw mut value, number, device) };
        value
    };
    // The numbers are those of `CUdevice_attribute`.
    let name = CStr::from_bytes_until_nul(&name).map_or("?".into(), CStr::to_string_lossy);
    let facts = Facts {
        model: name.into_owned(),
        architecture: attribute(75) * 10 + attribute(76),
        multiprocessors: usize::try_from(attribute(16)).unwrap_or(0),
        threads_per_multiprocessor: usize::try_from(attribute(39)).unwrap_or(0),
        memory_bytes,
        shared_bytes: u32::try_from(attribute(97)).unwrap_or(0).max(48 << 10),
    };
    Ok((device, facts))
}

/// An event of the driver's, which goes back when it is dropped.
pub(super) struct PooledEvent {
    context: &'static Context,
    pub(super) handle: EventHandle,
    timing: bool,
}

impl PooledEvent {
    /// Makes it happen when what was enqueued so far has ended.
    pub(super) fn record(&self, stream: StreamHandle) -> Result<(), Error> {
        let record = self.context.driver.functions.cuEventRecord;
        // SAFETY: event and stream are live ones of this context.
        let code = unsafe { record(self.handle, stream) };
        self.context.check("cuEventRecord", code)
    }
}

impl Drop for PooledEvent {
    fn drop(&mut self) {
        if !self.timing {
            lock(&self.context.events).push(self.handle);
        } else if self.context.bind().is_ok() {
            // SAFETY: the event was made by `timing_event` and is destroyed once; the driver keeps
            // what pending work needs of it.
            unsafe { (self.context.driver.functions.cuEventDestroy_v2)(self.handle) };
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::Context;

    #[test]
    fn names_of_devices_have_an_index() {
        assert_eq!(Context::index_of("cuda"), Some(0));
        assert_eq!(Context::index_of("cuda:3"), Some(3));
        for other in ["cpu", "cuda:", "cuda3", "cuda:x", "cudax"] {
            assert_eq!(Context::index_of(other), None, "{other}");
        }
    }
}
