//! What one call of a kernel is given.
//!
//! Not the call: a [`Launch`] is a value, may be kept and used again, and checks nothing. The
//! [call](crate::Kernel::call) checks it against the kernel and the device.

use crate::{
    device::Limits,
    error::Error,
    submission::Again,
    tensor::{Number, Room, Tensor},
};
use kernsmith_msl::{contract::TemplateValue, dtype::DType};
use std::fmt::Display;

/// Arguments of a call: inputs, outputs, template arguments, grid and threadgroup.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{DType, Device, Launch, Tensor};
///
/// let a = Tensor::from_slice(&Device::cpu(), &[1.0f32; 100], [100])?;
/// let launch = Launch::new()
///     .inputs([&a])
///     .input(0.5) // a number is a zero-dimensional array
///     .template("T", DType::F32)
///     .template("N", 4)
///     .grid([a.elements(), 1, 1])
///     .threadgroup([32, 1, 1])
///     .output([100], DType::F32);
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Launch {
    pub(crate) inputs: Vec<Input>,
    pub(crate) outputs: Vec<Output>,
    pub(crate) template: Vec<(String, TemplateValue)>,
    pub(crate) grid: Option<Extent>,
    pub(crate) threadgroup: Option<Extent>,
    pub(crate) init_value: Option<f32>,
    pub(crate) poison: Option<u8>,
    pub(crate) limits: Option<Limits>,
    pub(crate) repeats: Option<u32>,
    pub(crate) timed: bool,
    /// What the last calls came to. Whoever changes the rest begins it anew.
    pub(crate) again: Again,
}

/// An array or a number.
#[derive(Clone, Debug)]
pub enum Input {
    /// An array.
    Tensor(Tensor),
    /// A number, which becomes a zero-dimensional array.
    Number(Number),
}

impl From<&Tensor> for Input {
    fn from(tensor: &Tensor) -> Self {
        Self::Tensor(tensor.clone())
    }
}

impl From<Tensor> for Input {
    fn from(tensor: Tensor) -> Self {
        Self::Tensor(tensor)
    }
}

impl<N: Into<Number>> From<N> for Input {
    fn from(number: N) -> Self {
        Self::Number(number.into())
    }
}

/// Shape and type of an output.
#[derive(Clone, Debug)]
pub(crate) struct Output {
    pub(crate) dtype: DType,
    /// Or why there is none.
    pub(crate) room: Result<Room, Error>,
}

/// Threads along each axis; `Err` holds the axis and the value that is no count.
pub(crate) type Extent = Result<[u32; 3], (usize, String)>;

impl Launch {
    /// A launch of nothing on nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds arrays or numbers for the kernel's next inputs.
    #[must_use]
    pub fn inputs(mut self, inputs: impl IntoIterator<Item = impl Into<Input>>) -> Self {
        self.again = Again::default();
        self.inputs.extend(inputs.into_iter().map(Into::into));
        self
    }

    /// Adds an array or a number for the kernel's next input.
    #[must_use]
    pub fn input(self, input: impl Into<Input>) -> Self {
        self.inputs([input])
    }

    /// Adds shape and type of the kernel's next output.
    #[must_use]
    pub fn output(mut self, shape: impl AsRef<[usize]>, dtype: DType) -> Self {
        self.again = Again::default();
        self.outputs.push(Output {
            dtype,
            room: Room::new("kernel output", shape.as_ref(), dtype),
        });
        self
    }

    /// Adds a template argument: an element type, an `i32` or a `bool`.
    #[must_use]
    pub fn template(mut self, name: impl Into<String>, value: impl Into<TemplateValue>) -> Self {
        self.again = Again::default();
        self.template.push((name.into(), value.into()));
        self
    }

    /// Sets the number of threads along each axis.
    #[must_use]
    pub fn grid<N: TryInto<u32> + Copy + Display>(mut self, threads: [N; 3]) -> Self {
        self.again = Again::default();
        self.grid = Some(extent(threads));
        self
    }

    /// Sets the number of threads of a threadgroup along each axis.
    #[must_use]
    pub fn threadgroup<N: TryInto<u32> + Copy + Display>(mut self, threads: [N; 3]) -> Self {
        self.again = Again::default();
        self.threadgroup = Some(extent(threads));
        self
    }

    /// Fills every output with a value before the kernel runs. To `bool_` it says whether the value is
    /// not zero; to an integer it goes toward zero and saturates, and NaN becomes 0; to a smaller float
    /// it rounds to nearest even; of `complex64` it is the real part.
    #[must_use]
    pub fn init_value(mut self, value: f32) -> Self {
        self.again = Again::default();
        self.init_value = Some(value);
        self
    }

    /// Fills every byte of every output with a pattern before the kernel runs, so that what the kernel
    /// does not write stands out. The device `check` still counts such bytes as never written. An
    /// initial value comes before it.
    #[must_use]
    pub fn poison_outputs(mut self, pattern: u8) -> Self {
        self.again = Again::default();
        self.poison = Some(pattern);
        self
    }

    /// Limits of this launch, instead of the device's: of a kernel that is for devices which have more than all have
    /// (see [`Device::threadgroup_memory_bytes`](crate::Device::threadgroup_memory_bytes)).
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.again = Again::default();
        self.limits = Some(limits);
        self
    }

    /// Asks for the time of each run, which is measured everywhere on the host and elsewhere only where
    /// this or [`repeats`](Self::repeats) asks: [`Event::durations`](crate::Event::durations).
    #[must_use]
    pub fn timed(mut self) -> Self {
        self.again = Again::default();
        self.timed = true;
        self
    }

    /// Runs the kernel so many times (at least once), one after the other, each with outputs as the
    /// first run found them. [`Event::durations`](crate::Event::durations) has the time of each.
    #[must_use]
    pub fn repeats(mut self, times: u32) -> Self {
        self.again = Again::default();
        self.repeats = Some(times.max(1));
        self
    }

    pub(crate) const fn is_timed(&self) -> bool {
        self.timed || self.repeats.is_some()
    }
}

/// Threads along each axis as a caller gives them.
pub(crate) fn extent<N: TryInto<u32> + Copy + Display>(threads: [N; 3]) -> Extent {
    let mut extent = [0; 3];
    for (axis, (count, given)) in extent.iter_mut().zip(threads).enumerate() {
        *count = given.try_into().map_err(|_| (axis, given.to_string()))?;
    }
    Ok(extent)
}
