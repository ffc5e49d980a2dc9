//! Random arrays by key.

use kernsmith_runtime::{DType, Launch, Stream, Tensor};

use super::philox::philox;
use crate::{Error, dispatch, plan::BodySource};

const NAME: &str = "random";

/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;
/// Elements of a thread: the words of a block.
const PER_THREAD: usize = 4;

/// The body, for those who launch it themselves.
pub static DRAW: BodySource = BodySource {
    name: "draw",
    file: "draw.metal",
    source: include_str!("draw.metal"),
    header: include_str!("../../include/kernsmith/philox.h"),
    inputs: &["key", "count"],
    outputs: &["out"],
};

/// What random numbers are drawn from: the same key gives the same numbers, on every device, with any
/// number of threads, in any order. A key is used for one array; for more, more are derived from it.
///
/// # Examples
/// ```
/// use kernsmith_kernels::random::{Key, uniform};
/// use kernsmith_runtime::Device;
///
/// let stream = Device::cpu().default_stream()?;
/// let key = Key::new(42);
/// let a = uniform(&stream, key.derive(0), [3])?.to_vec::<f32>()?;
/// let b = uniform(&stream, key.derive(1), [3])?.to_vec::<f32>()?;
/// assert_ne!(a, b);
/// assert_eq!(a, uniform(&stream, key.derive(0), [3])?.to_vec::<f32>()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key([u32; 2]);

impl Key {
    /// The key of a seed.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of the seed"
    )]
    pub const fn new(seed: u64) -> Self {
        Self([seed as u32, (seed >> 32) as u32])
    }

    /// A key of its own for each number.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the two halves of the number"
    )]
    pub fn derive(self, number: u64) -> Self {
        // Elements of arrays have a last word of 0, so that no key is among a key's numbers.
        let [a, b, ..] = philox([number as u32, (number >> 32) as u32, 0, 1], self.0);
        Self([a, b])
    }
}

#[derive(Clone, Copy)]
enum Kind {
    Words,
    Uniform,
    Normal,
}

/// Random 32-bit words.
///
/// # Numerics
/// Element `i` is word `i % 4` of [`philox`](super::philox()) at the counter `i / 4`.
///
/// # Errors
/// [`Error::TooLarge`] for 2^34 elements and more, [`Error::Runtime`] if there is no room.
pub fn words(stream: &Stream, key: Key, shape: impl AsRef<[usize]>) -> Result<Tensor, Error> {
    random(stream, key, shape.as_ref(), Kind::Words)
}

/// Random float32 in \[0, 1), multiples of 2^-24 that are all as likely.
///
/// # Numerics
/// The upper 24 bits of [`words`]. The same bits on every device.
///
/// # Errors
/// As [`words`].
pub fn uniform(stream: &Stream, key: Key, shape: impl AsRef<[usize]>) -> Result<Tensor, Error> {
    random(stream, key, shape.as_ref(), Kind::Uniform)
}

/// Random float32 of the standard normal distribution.
///
/// # Numerics
/// The inverse of the distribution function, for the upper 23 bits of [`words`]: no number is further
/// than 5.42 from 0. Written in products, sums and one square root, so that the bits are the same on
/// every device.
///
/// # Errors
/// As [`words`].
pub fn normal(stream: &Stream, key: Key, shape: impl AsRef<[usize]>) -> Result<Tensor, Error> {
    random(stream, key, shape.as_ref(), Kind::Normal)
}

fn random(stream: &Stream, key: Key, shape: &[usize], kind: Kind) -> Result<Tensor, Error> {
    let count: usize = shape
        .iter()
        .try_fold(1usize, |all, &axis| all.checked_mul(axis))
        .unwrap_or(usize::MAX);
    let threads = count.div_ceil(PER_THREAD);
    let too_large = || Error::TooLarge {
        op: NAME,
        shape: format!("{shape:?}"),
        threads: threads as u128,
    };
    let threads = u32::try_from(threads).map_err(|_| too_large())?;
    let count = i64::try_from(count).map_err(|_| too_large())?;
    let key = Tensor::from_slice(stream.device(), &key.0, [2]).map_err(dispatch::runtime(NAME))?;
    let (dtype, number) = match kind {
        Kind::Words => (DType::U32, 0),
        Kind::Uniform => (DType::F32, 1),
        Kind::Normal => (DType::F32, 2),
    };
    let launch = Launch::new()
        .input(&key)
        .input(count)
        .template("T", dtype)
        .template("KIND", number)
        .output(shape, dtype)
        .grid([threads, 1, 1])
        .threadgroup([THREADS, 1, 1]);
    let outputs = dispatch::kernel(NAME, &DRAW)?.call(stream, &launch);
    Ok(outputs.map_err(dispatch::runtime(NAME))?.remove(0))
}
