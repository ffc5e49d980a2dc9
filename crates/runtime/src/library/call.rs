//! What a call of a library's kernel binds, by index.

use crate::{
    launch::{Extent, extent},
    submission::Again,
    tensor::{Element, Tensor},
};
use kernsmith_msl::dtype::DType;
use std::fmt::Display;

/// Arguments of a kernel, and its grid.
#[derive(Clone, Debug, Default)]
pub struct Call {
    /// In the order given.
    pub(super) bindings: Vec<(u32, Bound)>,
    pub(super) threadgroup_bytes: Vec<(u32, u32)>,
    pub(super) grid: Option<Extent>,
    pub(super) threadgroup: Option<Extent>,
    pub(super) init_value: Option<f32>,
    pub(super) poison: Option<u8>,
    pub(super) repeats: Option<u32>,
    pub(super) timed: bool,
    /// What the last calls came to. Whoever changes the rest begins it anew.
    pub(super) again: Again,
}

/// What is bound at a buffer index.
#[derive(Clone, Debug)]
pub(super) enum Bound {
    Array(Tensor),
    /// The bytes of a number or a struct, and the number's type.
    Bytes(Vec<u8>, Option<DType>),
    Output(Vec<usize>, DType),
    Update(Tensor),
}

impl Call {
    /// A call without arguments.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Binds an array that the kernel reads. One that is not row-contiguous is copied first.
    #[must_use]
    pub fn buffer(self, index: u32, array: &Tensor) -> Self {
        self.bound(index, Bound::Array(array.clone()))
    }

    /// Binds a number, as for `constant T&`. Its type must be the parameter's.
    #[must_use]
    pub fn value<T: Element>(self, index: u32, value: T) -> Self {
        let bytes = T::bytes_of(std::slice::from_ref(&value)).to_vec();
        self.bound(index, Bound::Bytes(bytes, Some(T::DTYPE)))
    }

    /// Binds bytes, as for a struct in `constant` memory, laid out as Metal lays it out.
    #[must_use]
    pub fn bytes(self, index: u32, bytes: impl Into<Vec<u8>>) -> Self {
        self.bound(index, Bound::Bytes(bytes.into(), None))
    }

    /// Binds a new array, which the call gives back. What it begins with is undefined.
    #[must_use]
    pub fn output(self, index: u32, shape: impl AsRef<[usize]>, dtype: DType) -> Self {
        self.bound(index, Bound::Output(shape.as_ref().to_vec(), dtype))
    }

    /// Binds a new array that begins as a copy of `array`, which itself does not change. The call
    /// gives it back.
    #[must_use]
    pub fn update(self, index: u32, array: &Tensor) -> Self {
        self.bound(index, Bound::Update(array.clone()))
    }

    /// Sets the length of the threadgroup memory at `[[threadgroup(index)]]`.
    #[must_use]
    pub fn threadgroup_memory(mut self, index: u32, bytes: u32) -> Self {
        self.again = Again::default();
        self.threadgroup_bytes.push((index, bytes));
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

    /// Fills every [`output`](Self::output) with a value before the kernel runs, converted as
    /// [`Launch::init_value`](crate::Launch::init_value) says.
    #[must_use]
    pub fn init_value(mut self, value: f32) -> Self {
        self.again = Again::default();
        self.init_value = Some(value);
        self
    }

    /// Fills every byte of every [`output`](Self::output) with a pattern before the kernel runs, so
    /// that what the kernel does not write stands out. The device `check` still counts such bytes as
    /// never written.
    #[must_use]
    pub fn poison_outputs(mut self, pattern: u8) -> Self {
        self.again = Again::default();
        self.poison = Some(pattern);
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

    fn bound(mut self, index: u32, bound: Bound) -> Self {
        self.again = Again::default();
        self.bindings.push((index, bound));
        self
    }
}
