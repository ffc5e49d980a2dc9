//! Orthogonal matrices at random.

use kernsmith_kernels::random::{Key, normal};
use kernsmith_runtime::{Stream, Tensor};

use super::columns::{exchanged, orthonormal_columns};
use crate::{Error, Policy, error::runtime, lu::slogdet};

/// Options of [`orthogonal`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OrthogonalOptions {
    /// What the matrix is multiplied with.
    pub gain: f32,
    /// What the random numbers are drawn from.
    pub seed: u64,
    /// Who computes.
    pub policy: Policy,
}

impl Default for OrthogonalOptions {
    fn default() -> Self {
        Self {
            gain: 1.0,
            seed: 0,
            policy: Policy::default(),
        }
    }
}

/// A random float32 array whose matrix of `shape[0]` rows has orthonormal columns, or rows where those are fewer.
///
/// The matrix is `Q` of a tall matrix of normal numbers with `R_kk >= 0`, so that every orthogonal matrix is as likely
/// as every other (Haar's measure; Stewart 1980, Mezzadri 2007). The same seed gives the same numbers.
///
/// # Shapes
/// `shape` has two axes or more; the matrix has `shape[0]` rows, and the other axes are its columns.
///
/// # Errors
/// [`Error::Choice`] for less than two axes; otherwise as [`qr`](crate::qr::qr).
///
/// # Examples
/// ```
/// use kernsmith_linalg::orthogonal::{OrthogonalOptions, orthogonal};
/// use kernsmith_runtime::Device;
///
/// let stream = Device::cpu().default_stream()?;
/// let q = orthogonal(&stream, [2, 2, 2], &OrthogonalOptions::default())?.to_vec::<f32>()?;
/// let product: f32 = (0..4).map(|k| q[k] * q[4 + k]).sum();
/// assert!(product.abs() < 1e-6, "two rows of four");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn orthogonal(
    stream: &Stream,
    shape: impl AsRef<[usize]>,
    options: &OrthogonalOptions,
) -> Result<Tensor, Error> {
    const NAME: &str = "orthogonal";
    let shape = shape.as_ref();
    let [rows, rest @ ..] = shape else {
        return Err(too_few(NAME, shape));
    };
    if rest.is_empty() {
        return Err(too_few(NAME, shape));
    }
    let columns = rest
        .iter()
        .try_fold(1usize, |all, &axis| all.checked_mul(axis));
    let columns = columns.unwrap_or(usize::MAX);
    let sides = [(*rows).max(columns), (*rows).min(columns)];
    let tall = normal(stream, Key::new(options.seed), sides)?;
    let q = orthonormal_columns(stream, &tall, options.policy)?;
    let q = if *rows < columns {
        exchanged(NAME, &q)?
    } else {
        q
    };
    scaled(NAME, &q, options.gain)?
        .reshape(shape)
        .map_err(runtime(NAME))
}

fn scaled(op: &'static str, x: &Tensor, gain: f32) -> Result<Tensor, Error> {
    if gain == 1.0 {
        return Ok(x.clone());
    }
    let mut numbers = x.to_vec::<f32>().map_err(runtime(op))?;
    numbers.iter_mut().for_each(|number| *number *= gain);
    Tensor::from_slice(x.device(), &numbers, x.shape()).map_err(runtime(op))
}

fn too_few(op: &'static str, shape: &[usize]) -> Error {
    Error::Choice {
        op,
        option: "shape",
        expected: "two axes or more".to_owned(),
        found: format!("{shape:?}"),
    }
}

/// The determinants that a random rotation may have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Determinant {
    /// 1 or -1.
    #[default]
    Any,
    /// 1: a rotation in the strict sense.
    One,
}

/// Options of [`random_rotation`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RotationOptions {
    /// The determinants that are drawn.
    pub determinant: Determinant,
    /// What the random numbers are drawn from.
    pub seed: u64,
    /// Who computes.
    pub policy: Policy,
}

/// A random orthogonal float32 matrix of `n` rows and columns.
///
/// # Errors
/// As [`orthogonal`].
pub fn random_rotation(
    stream: &Stream,
    n: usize,
    options: &RotationOptions,
) -> Result<Tensor, Error> {
    const NAME: &str = "random_rotation";
    let drawn = OrthogonalOptions {
        seed: options.seed,
        policy: options.policy,
        ..OrthogonalOptions::default()
    };
    let q = orthogonal(stream, [n, n], &drawn)?;
    if options.determinant == Determinant::Any || n == 0 {
        return Ok(q);
    }
    let sign = slogdet(stream, &q, options.policy)?.sign;
    if sign.item::<f32>().map_err(runtime(NAME))? > 0.0 {
        return Ok(q);
    }
    let mut numbers = q.to_vec::<f32>().map_err(runtime(NAME))?;
    numbers
        .iter_mut()
        .step_by(n)
        .for_each(|number| *number = -*number);
    Tensor::from_slice(q.device(), &numbers, [n, n]).map_err(runtime(NAME))
}
