//! The three kinds of numbers that the host computes with, and how tensors become them.

use faer::{Mat, c64, traits::ComplexField, traits::RealField};
use kernsmith_runtime::{Complex32, Complex64, DType, Device, Error, Tensor};

use super::{
    bidiagonal,
    spectral::{self, Singular},
};

/// A kind of number: float32, float64 or complex128. The last computes complex64 too.
pub(crate) trait Scalar:
    ComplexField<Real = Self::Part> + Copy + Send + Sync + 'static
{
    /// Its real and imaginary parts.
    type Part: RealField + Scalar<Part = Self::Part>;

    /// Distance from 1 to the next number.
    const EPSILON: f64;

    /// A tensor's numbers in row-major order. It has one of this kind's element types.
    fn read(tensor: &Tensor) -> Result<Vec<Self>, Error>;

    /// A tensor of numbers; they are rounded to an element type of this kind.
    fn write(
        device: &Device,
        numbers: Vec<Self>,
        dtype: DType,
        shape: &[usize],
    ) -> Result<Tensor, Error>;

    /// The nearest number of this kind.
    fn of(real: f64) -> Self;

    /// The number of these parts; a real kind drops the second.
    fn of_parts(re: f64, im: f64) -> Self;

    /// Real and imaginary part.
    fn parts(self) -> [f64; 2];

    /// The number as its conjugate.
    fn conjugate(self) -> Self;

    /// Its absolute value.
    fn magnitude(self) -> f64 {
        let [re, im] = self.parts();
        re.hypot(im)
    }

    /// The square of its absolute value; without overflow for float32.
    fn square(self) -> f64 {
        let [re, im] = self.parts();
        re.mul_add(re, im * im)
    }

    /// Neither NaN nor infinite.
    fn is_number(self) -> bool {
        self.parts().iter().all(|part| part.is_finite())
    }

    /// The largest absolute value of a part of some numbers; not finite where one is not.
    fn largest(numbers: &[Self]) -> f64;

    /// Singular values and vectors, as of [`spectral::singular`].
    fn singular(a: &Mat<Self>, sides: [usize; 2]) -> Option<Singular<Self>>;

    /// Not a number.
    fn nan() -> Self {
        Self::of_parts(f64::NAN, f64::NAN)
    }
}

macro_rules! real_scalar {
    ($kind:ty, $read:expr, $write:expr) => {
        impl Scalar for $kind {
            type Part = Self;
            const EPSILON: f64 = Self::EPSILON as f64;

            fn read(tensor: &Tensor) -> Result<Vec<Self>, Error> {
                $read(tensor)
            }

            fn write(
                device: &Device,
                numbers: Vec<Self>,
                dtype: DType,
                shape: &[usize],
            ) -> Result<Tensor, Error> {
                $write(device, &numbers, dtype, shape)
            }

            fn of(real: f64) -> Self {
                real as Self
            }

            fn of_parts(re: f64, _im: f64) -> Self {
                re as Self
            }

            fn parts(self) -> [f64; 2] {
                [self as f64, 0.0]
            }

            fn conjugate(self) -> Self {
                self
            }

            fn magnitude(self) -> f64 {
                (self as f64).abs()
            }

            fn square(self) -> f64 {
                self as f64 * self as f64
            }

            fn is_number(self) -> bool {
                self.is_finite()
            }

            fn largest(numbers: &[Self]) -> f64 {
                // Of numbers without sign the bits have the same order, and NaN comes last.
                let bits = numbers.iter().map(|number| number.abs().to_bits());
                <$kind>::from_bits(bits.fold(0, Ord::max)) as f64
            }

            fn singular(a: &Mat<Self>, sides: [usize; 2]) -> Option<Singular<Self>> {
                bidiagonal::singular(a, sides)
            }
        }
    };
}

#[expect(
    clippy::cast_possible_truncation,
    trivial_numeric_casts,
    reason = "float64 is rounded to the kind, which may be itself"
)]
mod real {
    use super::{DType, Device, Error, Mat, Scalar, Singular, Tensor, bidiagonal};
    real_scalar!(f32, Tensor::to_vec, |device, numbers: &[Self], _, shape| {
        Tensor::from_slice(device, numbers, shape)
    });
    real_scalar!(f64, read_wide, write_wide);

    /// The real results of complex64 are float32 too.
    fn read_wide(tensor: &Tensor) -> Result<Vec<f64>, Error> {
        match tensor.dtype() {
            DType::F32 => Ok(tensor.to_vec::<f32>()?.into_iter().map(f64::from).collect()),
            _ => tensor.to_vec(),
        }
    }

    fn write_wide(
        device: &Device,
        numbers: &[f64],
        dtype: DType,
        shape: &[usize],
    ) -> Result<Tensor, Error> {
        if dtype == DType::F32 {
            let rounded: Vec<f32> = numbers.iter().map(|&number| number as f32).collect();
            return Tensor::from_slice(device, &rounded, shape);
        }
        Tensor::from_slice(device, numbers, shape)
    }
}

impl Scalar for c64 {
    type Part = f64;
    const EPSILON: f64 = f64::EPSILON;

    fn read(tensor: &Tensor) -> Result<Vec<Self>, Error> {
        if tensor.dtype() == DType::C64 {
            let numbers = tensor.to_vec::<Complex32>()?;
            let wide = |number: Complex32| Self::new(number.re.into(), number.im.into());
            return Ok(numbers.into_iter().map(wide).collect());
        }
        let numbers = tensor.to_vec::<Complex64>()?;
        let own = |number: Complex64| Self::new(number.re, number.im);
        Ok(numbers.into_iter().map(own).collect())
    }

    fn write(
        device: &Device,
        numbers: Vec<Self>,
        dtype: DType,
        shape: &[usize],
    ) -> Result<Tensor, Error> {
        if dtype == DType::C64 {
            #[expect(clippy::cast_possible_truncation, reason = "rounded to the type")]
            let narrow = |number: Self| Complex32 {
                re: number.re as f32,
                im: number.im as f32,
            };
            let numbers: Vec<_> = numbers.into_iter().map(narrow).collect();
            return Tensor::from_slice(device, &numbers, shape);
        }
        let own = |number: Self| Complex64 {
            re: number.re,
            im: number.im,
        };
        let numbers: Vec<_> = numbers.into_iter().map(own).collect();
        Tensor::from_slice(device, &numbers, shape)
    }

    fn of(real: f64) -> Self {
        Self::new(real, 0.0)
    }

    fn of_parts(re: f64, im: f64) -> Self {
        Self::new(re, im)
    }

    fn parts(self) -> [f64; 2] {
        [self.re, self.im]
    }

    fn conjugate(self) -> Self {
        self.conj()
    }

    fn largest(numbers: &[Self]) -> f64 {
        let parts = numbers.iter().flat_map(|number| [number.re, number.im]);
        let bits = parts.map(|part| part.abs().to_bits());
        f64::from_bits(bits.fold(0, Ord::max))
    }

    fn singular(a: &Mat<Self>, sides: [usize; 2]) -> Option<Singular<Self>> {
        spectral::singular(a.as_ref(), sides)
    }
}

/// The element type of real results: singular values, norms.
pub(crate) const fn real_type(dtype: DType) -> DType {
    match dtype {
        DType::C64 => DType::F32,
        DType::C128 => DType::F64,
        other => other,
    }
}
