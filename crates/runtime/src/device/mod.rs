//! Devices: where kernels run.
//!
//! `cpu` runs kernels fast on the host's processor. `check` runs them slowly on the reference
//! interpreter and reports what is wrong with them. Both use the host's memory, yet a tensor belongs to
//! the device that it was made for, as on devices with memory of their own. `cuda`, `cuda:1` and so on
//! are NVIDIA GPUs; nothing of theirs is loaded before one is asked for.
//!
//! Kernels run on a thread pool of their own, not on Rayon's global one: a program may wait for a
//! kernel inside its own parallel loop without keeping the kernel from its threads.

mod bandwidth;
mod info;
mod limits;
mod memory_use;
mod report;

pub use bandwidth::CopyBandwidth;
pub use info::DeviceInfo;
pub use limits::Limits;
pub use memory_use::MemoryUse;
pub use report::{CudaReport, Library};

use crate::{
    backend::cuda,
    buffer::memory_use,
    error::Error,
    stream::{Queue, Stream},
};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    fmt,
    str::FromStr,
    sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError},
};

/// A device. Cloning is cheap.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{Device, Limits};
///
/// let device: Device = "cpu".parse()?;
/// assert_eq!(device, Device::cpu());
/// assert_eq!(device.limits().max_threads_per_threadgroup, 1024);
/// // A device with other limits is another device, and shares tensors with this one.
/// let roomy = device.with_limits(Limits::default().with_threadgroup_memory_bytes(64 << 10));
/// assert_ne!(device, roomy);
///
/// let error = "gpu".parse::<Device>().unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "expected the name of a device, found `gpu`; help: one of `cpu`, `check`, `cuda`"
/// );
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Device(Arc<Inner>);

struct Inner {
    kind: DeviceKind,
    /// Of a CUDA device.
    cuda: Option<&'static cuda::Context>,
    limits: Limits,
    default_queue: OnceLock<Result<Queue, Error>>,
    /// Others by number, which is not 0.
    queues: Mutex<BTreeMap<u32, Queue>>,
}

/// What devices have in common that share tensors and compiled code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct DeviceId(&'static str);

/// Which back end a device is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DeviceKind {
    /// The host's processor.
    Cpu,
    /// The reference interpreter.
    Check,
    /// An NVIDIA GPU.
    Cuda,
}

impl DeviceKind {
    const ALL: [Self; 3] = [Self::Cpu, Self::Check, Self::Cuda];

    /// `cpu`, `check` or `cuda`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Check => "check",
            Self::Cuda => "cuda",
        }
    }

    /// Whether kernels run on a GPU, which hides the latency of memory behind many threads.
    #[must_use]
    pub const fn is_gpu(self) -> bool {
        matches!(self, Self::Cuda)
    }
}

static CPU: LazyLock<Device> = LazyLock::new(|| Device::new(DeviceKind::Cpu, None));
static CHECK: LazyLock<Device> = LazyLock::new(|| Device::new(DeviceKind::Check, None));
/// `None` where the system gives no threads: then kernels run on the thread that asks.
static THREADS: LazyLock<Option<rayon::ThreadPool>> = LazyLock::new(|| {
    rayon::ThreadPoolBuilder::new()
        .thread_name(|index| format!("kernsmith-{index}"))
        .build()
        .ok()
});

impl Device {
    /// The host's processor.
    #[must_use]
    pub fn cpu() -> Self {
        CPU.clone()
    }

    /// The reference interpreter, which reports what is wrong with a kernel as it runs.
    #[must_use]
    pub fn check() -> Self {
        CHECK.clone()
    }

    /// The NVIDIA GPU of this index.
    ///
    /// # Errors
    /// [`Error::NoCuda`] with the reason why there is none.
    pub fn cuda(index: usize) -> Result<Self, Error> {
        static DEVICES: Mutex<BTreeMap<&'static str, Device>> = Mutex::new(BTreeMap::new());
        let context = cuda::Context::of(index)?;
        let mut devices = DEVICES.lock().unwrap_or_else(PoisonError::into_inner);
        let device = devices.entry(context.name());
        Ok(device
            .or_insert_with(|| Self::new(DeviceKind::Cuda, Some(context)))
            .clone())
    }

    /// Every device there is, the default first. Looks for GPUs.
    #[must_use]
    pub fn all() -> Vec<Self> {
        let gpus = 0..cuda::Context::count().unwrap_or(0);
        let gpus = gpus.filter_map(|index| Self::cuda(index).ok());
        [Self::cpu(), Self::check()]
            .into_iter()
            .chain(gpus)
            .collect()
    }

    fn new(kind: DeviceKind, cuda: Option<&'static cuda::Context>) -> Self {
        Self::limited(kind, cuda, Limits::default())
    }

    fn limited(kind: DeviceKind, cuda: Option<&'static cuda::Context>, limits: Limits) -> Self {
        Self(Arc::new(Inner {
            kind,
            cuda,
            limits,
            default_queue: OnceLock::new(),
            queues: Mutex::default(),
        }))
    }

    /// This device with other limits. It takes this device's tensors, and has streams of its own.
    #[must_use]
    pub fn with_limits(&self, limits: Limits) -> Self {
        Self::limited(self.kind(), self.0.cuda, limits)
    }

    /// Which back end it is of.
    #[must_use]
    pub fn kind(&self) -> DeviceKind {
        self.0.kind
    }

    /// `cpu`, `check`, `cuda` or such as `cuda:1`. Devices of one name share tensors.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.0.cuda.map_or(self.kind().name(), cuda::Context::name)
    }

    /// Whether both are clones of one.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    pub(crate) fn id(&self) -> DeviceId {
        DeviceId(self.name())
    }

    /// The context of a CUDA device.
    pub(crate) fn cuda_context(&self) -> Option<&'static cuda::Context> {
        self.0.cuda
    }

    /// What a launch may ask for.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// The threadgroup memory that the device itself has for a threadgroup; [`limits`](Self::limits) are what all have.
    #[must_use]
    pub fn threadgroup_memory_bytes(&self) -> u32 {
        let limit = self.limits().threadgroup_memory_bytes;
        self.0
            .cuda
            .map_or(limit, |context| context.facts().shared_bytes)
    }

    /// What is known about it.
    #[must_use]
    pub fn info(&self) -> DeviceInfo {
        match self.0.cuda {
            Some(context) => DeviceInfo::of_cuda(context, self.limits()),
            None => DeviceInfo::new(self.name(), Self::threads(), self.limits()),
        }
    }

    /// How much of the memory that its buffers are in is used, and how much is kept for later ones.
    ///
    /// # Examples
    ///
    /// ```
    /// use kernsmith_runtime::{DType, Device, Tensor};
    ///
    /// let device = Device::cpu();
    /// let x = Tensor::full(&device, 0.0, DType::F32, [1 << 20])?;
    /// assert!(device.memory().in_use_bytes >= 4 << 20);
    /// # Ok::<(), kernsmith_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn memory(&self) -> MemoryUse {
        self.0
            .cuda
            .map_or_else(memory_use, cuda::Context::memory_use)
    }

    /// What there is of CUDA on this machine, and what is missing. Loads what it finds.
    #[must_use]
    pub fn cuda_report() -> CudaReport {
        CudaReport::new()
    }

    /// The stream that calls use which name none.
    ///
    /// # Errors
    /// If the system gives no thread for it.
    pub fn default_stream(&self) -> Result<Stream, Error> {
        let queue = self.0.default_queue.get_or_init(|| Queue::new(self));
        Ok(Stream::on(self, queue.clone()?))
    }

    /// A stream that the device keeps by number, so that nobody has to make one for each call: the same sequence of
    /// launches each time. Number 0 is the default stream.
    ///
    /// # Errors
    /// If the system gives no thread for it, or the driver no stream.
    ///
    /// # Examples
    ///
    /// ```
    /// let device = kernsmith_runtime::Device::cpu();
    /// let streams = [device.default_stream()?, device.stream(1)?];
    /// // ... launches on both, which overlap ...
    /// for stream in &streams {
    ///     stream.synchronize()?;
    /// }
    /// # Ok::<(), kernsmith_runtime::Error>(())
    /// ```
    pub fn stream(&self, number: u32) -> Result<Stream, Error> {
        if number == 0 {
            return self.default_stream();
        }
        let mut queues = self.0.queues.lock().unwrap_or_else(PoisonError::into_inner);
        let queue = match queues.entry(number) {
            Entry::Occupied(kept) => kept.get().clone(),
            Entry::Vacant(place) => place.insert(Queue::new(self)?).clone(),
        };
        Ok(Stream::on(self, queue))
    }

    /// Measures how fast the device's memory is copied, in a buffer of so many bytes; on the host by
    /// all of the threads that kernels run on.
    ///
    /// # Errors
    /// If there is no room for twice as many bytes.
    pub fn copy_bandwidth(&self, bytes: usize) -> Result<CopyBandwidth, Error> {
        match self.0.cuda {
            Some(context) => {
                let bytes = bytes.max(1);
                let time = cuda::copy_time(context, bytes)?;
                Ok(CopyBandwidth { bytes, time })
            }
            None => bandwidth::measure(bytes),
        }
    }

    fn threads() -> usize {
        on_kernel_threads(rayon::current_num_threads)
    }
}

/// Runs work on the threads of kernels, so that parallel loops in it use them and not Rayon's global
/// ones.
pub(crate) fn on_kernel_threads<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match &*THREADS {
        Some(threads) => threads.install(work),
        None => work(),
    }
}

impl PartialEq for Device {
    fn eq(&self, other: &Self) -> bool {
        (self.id(), self.limits()) == (other.id(), other.limits())
    }
}

impl Eq for Device {}

impl FromStr for Device {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match (name, cuda::Context::index_of(name)) {
            ("cpu", _) => Ok(Self::cpu()),
            ("check", _) => Ok(Self::check()),
            (_, Some(index)) => Self::cuda(index),
            _ => Err(Error::UnknownDevice {
                name: name.to_owned(),
                known: DeviceKind::ALL
                    .map(|kind| format!("`{}`", kind.name()))
                    .join(", "),
            }),
        }
    }
}

impl fmt::Debug for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Device({})", self.name())
    }
}

impl fmt::Display for Device {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
