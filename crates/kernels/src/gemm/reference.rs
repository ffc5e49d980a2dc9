//! Products in double precision, in plain loops, and how far others may be off.

use kernsmith_runtime::DType;

use super::call::Activation;

/// Half the distance of neighbouring floats at 1.
const UNIT: f64 = 1.0 / (1 << 24) as f64;

/// A value, and how far a sum in float32 may be off before it is rounded to its element type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounded {
    /// The value.
    pub value: f64,
    /// The bound.
    pub error: f64,
}

impl Bounded {
    /// Whether a result, rounded to its element type once, is within the bound. NaN never is.
    #[must_use]
    pub fn admits(&self, dtype: DType, found: f64) -> bool {
        let unit = match dtype {
            DType::F16 => 2f64.powi(-11),
            DType::BF16 => 2f64.powi(-8),
            _ => UNIT,
        };
        let rounding = unit * (self.value.abs() + self.error) + 1e-7 * unit;
        (found - self.value).abs() <= self.error + rounding
    }
}

/// `activation(alpha * a b + beta * c + bias)` of one element: its products, its `c` and its `bias`.
///
/// The bound is that of `k` fused steps and a few roundings: `gamma(k + 4)` times the sum of the absolute
/// values (Higham 2002, chapter 3), times 2 for the slope of an activation, and 8 units for its functions.
#[must_use]
pub fn gemm_reference(
    products: &[[f64; 2]],
    [alpha, beta]: [f64; 2],
    [c, bias]: [f64; 2],
    activation: Activation,
) -> Bounded {
    let (mut sum, mut size) = (0.0, 0.0);
    for [a, b] in products {
        sum += a * b;
        size += (a * b).abs();
    }
    let inner = alpha * sum + beta * c + bias;
    let size = (alpha * size).abs() + (beta * c).abs() + bias.abs();
    let steps = (products.len() + 4) as f64 * UNIT;
    let error = steps / (1.0 - steps) * size;
    let value = match activation {
        Activation::None => inner,
        Activation::Relu if inner < 0.0 => 0.0,
        Activation::Relu => inner,
        Activation::Silu => inner / (1.0 + (-inner).exp()),
        Activation::Gelu => {
            let angle = 0.797_884_560_802_865_4 * (inner + 0.044_715 * inner.powi(3));
            0.5 * inner * (1.0 + angle.tanh())
        }
    };
    let function = match activation {
        Activation::None | Activation::Relu => 0.0,
        Activation::Silu | Activation::Gelu => error + 8.0 * UNIT * inner.abs().max(value.abs()),
    };
    Bounded {
        value,
        error: error + function,
    }
}
