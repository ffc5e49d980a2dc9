//! Devices: where kernels run.
//!
//! Two today. `cpu` runs kernels fast on the host's processor. `check` runs them slowly on the
//! reference interpreter and reports what is wrong with them. Both use the host's memory, yet a
//! tensor belongs to the device that it was made for, as on devices with memory of their own.
//!
//! Kernels run on a thread pool of their own, not on Rayon's global one: a program may wait for a
//! kernel inside its own parallel loop without keeping the kernel from its threads.

mod bandwidth;
mod info;
mod limits;

pub use bandwidth::CopyBandwidth;
pub use info::DeviceInfo;
pub use limits::Limits;

use crate::{
    error::Error,
    stream::{Queue, Stream},
};
use std::{
    fmt,
    str::FromStr,
    sync::{Arc, LazyLock, OnceLock},
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
///     "expected the name of a device, found `gpu`; help: one of `cpu`, `check`"
/// );
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Device(Arc<Inner>);

struct Inner {
    kind: DeviceKind,
    limits: Limits,
    default_queue: OnceLock<Result<Arc<Queue>, Error>>,
}

/// Which back end a device is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum DeviceKind {
    /// The host's processor.
    Cpu,
    /// The reference interpreter.
    Check,
}

impl DeviceKind {
    const ALL: [Self; 2] = [Self::Cpu, Self::Check];

    /// `cpu` or `check`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cpu => "cpu",
            Self::Check => "check",
        }
    }
}

static CPU: LazyLock<Device> = LazyLock::new(|| Device::new(DeviceKind::Cpu, Limits::default()));
static CHECK: LazyLock<Device> =
    LazyLock::new(|| Device::new(DeviceKind::Check, Limits::default()));
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

    /// Every device there is, the default first.
    #[must_use]
    pub fn all() -> Vec<Self> {
        vec![Self::cpu(), Self::check()]
    }

    fn new(kind: DeviceKind, limits: Limits) -> Self {
        Self(Arc::new(Inner {
            kind,
            limits,
            default_queue: OnceLock::new(),
        }))
    }

    /// This device with other limits. It takes this device's tensors, and has streams of its own.
    #[must_use]
    pub fn with_limits(&self, limits: Limits) -> Self {
        Self::new(self.kind(), limits)
    }

    /// Which back end it is of. Devices of one kind share tensors.
    #[must_use]
    pub fn kind(&self) -> DeviceKind {
        self.0.kind
    }

    /// `cpu` or `check`.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.kind().name()
    }

    /// What a launch may ask for.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.0.limits
    }

    /// What is known about it.
    #[must_use]
    pub fn info(&self) -> DeviceInfo {
        DeviceInfo::new(self.name(), Self::threads(), self.limits())
    }

    /// The stream that calls use which name none.
    ///
    /// # Errors
    /// If the system gives no thread for it.
    pub fn default_stream(&self) -> Result<Stream, Error> {
        let queue = self.0.default_queue.get_or_init(Queue::start).clone()?;
        Ok(Stream::on(self, queue))
    }

    /// Measures how fast the device's memory is copied, in a buffer of so many bytes, by all of the
    /// threads that kernels run on. The copy is verified.
    ///
    /// # Errors
    /// If there is no room for twice as many bytes.
    pub fn copy_bandwidth(&self, bytes: usize) -> Result<CopyBandwidth, Error> {
        bandwidth::measure(bytes)
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
        (self.kind(), self.limits()) == (other.kind(), other.limits())
    }
}

impl Eq for Device {}

impl FromStr for Device {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        match DeviceKind::ALL.into_iter().find(|kind| kind.name() == name) {
            Some(DeviceKind::Cpu) => Ok(Self::cpu()),
            Some(DeviceKind::Check) => Ok(Self::check()),
            None => Err(Error::UnknownDevice {
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
