//! What a product is asked for, and whether its arguments fit.

use kernsmith_runtime::{DType, Tensor};

use crate::{Error, dispatch::expect};

pub(super) const NAME: &str = "gemm";

/// What is done with a sum before it is rounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Activation {
    /// Nothing.
    #[default]
    None,
    /// `max(x, 0)`; NaN stays.
    Relu,
    /// `x * sigmoid(x)`.
    Silu,
    /// `x * Phi(x)`, `Phi` by its hyperbolic tangent form (Hendrycks and Gimpel 2016).
    Gelu,
}

/// `activation(alpha * op(a) op(b) + beta * c + bias)`.
#[derive(Clone, Copy, Debug)]
pub struct GemmCall<'a> {
    /// `a` is `[..., k, m]`.
    pub transpose_a: bool,
    /// `b` is `[..., n, k]`.
    pub transpose_b: bool,
    /// What the product is multiplied with.
    pub alpha: f32,
    /// What `c` is multiplied with.
    pub beta: f32,
    /// Like the result.
    pub c: Option<&'a Tensor>,
    /// `[n]`, added to every row.
    pub bias: Option<&'a Tensor>,
    /// What is done at the end.
    pub activation: Activation,
}

impl Default for GemmCall<'_> {
    fn default() -> Self {
        Self {
            transpose_a: false,
            transpose_b: false,
            alpha: 1.0,
            beta: 0.0,
            c: None,
            bias: None,
            activation: Activation::None,
        }
    }
}

/// Sizes of a product whose arguments fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sizes {
    /// Extents before the matrix.
    pub(super) outer: Vec<usize>,
    pub(super) batches: usize,
    pub(super) m: usize,
    pub(super) n: usize,
    pub(super) k: usize,
    /// `b` is one matrix for all batches.
    pub(super) one_b: bool,
    pub(super) dtype: DType,
}

impl Sizes {
    pub(super) fn of(a: &Tensor, b: &Tensor, call: &GemmCall<'_>) -> Result<Self, Error> {
        if !a.dtype().is_float() && a.dtype() != DType::F64 {
            return Err(Error::ElementType {
                op: NAME,
                argument: "a",
                expected: "`float16`, `bfloat16`, `float32` or `float64`".to_owned(),
                found: a.dtype(),
            });
        }
        let (outer, [rows, columns]) = matrix("a", a)?;
        let [m, k] = swapped([rows, columns], call.transpose_a);
        let (b_outer, [rows, columns]) = matrix("b", b)?;
        let [b_k, n] = swapped([rows, columns], call.transpose_b);
        let sizes = Self {
            outer: outer.to_vec(),
            batches: outer.iter().product(),
            m,
            n,
            k,
            one_b: b_outer.is_empty(),
            dtype: a.dtype(),
        };
        if b_k != k || !(b_outer.is_empty() || b_outer == outer) {
            let [k, n] = swapped(["k", "n"].map(str::to_owned), call.transpose_b);
            let (k, n) = (
                k.replace('k', &sizes.k.to_string()),
                n.replace('k', &sizes.k.to_string()),
            );
            let outer: String = outer.iter().map(|extent| format!("{extent}, ")).collect();
            return Err(Error::Shape {
                op: NAME,
                argument: "b",
                expected: format!("[{outer}{k}, {n}]"),
                found: b.shape().to_vec(),
            });
        }
        expect(NAME, "b", b, b.shape(), a.dtype())?;
        if let Some(c) = call.c {
            expect(NAME, "c", c, &sizes.shape(), a.dtype())?;
        }
        if let Some(bias) = call.bias {
            expect(NAME, "bias", bias, &[n], a.dtype())?;
        }
        Ok(sizes)
    }

    /// The shape of the result.
    pub(super) fn shape(&self) -> Vec<usize> {
        [&self.outer[..], &[self.m, self.n]].concat()
    }
}

/// The outer extents and the matrix of an argument.
fn matrix<'a>(
    argument: &'static str,
    tensor: &'a Tensor,
) -> Result<(&'a [usize], [usize; 2]), Error> {
    match tensor.shape() {
        [outer @ .., rows, columns] => Ok((outer, [*rows, *columns])),
        found => Err(Error::Shape {
            op: NAME,
            argument,
            expected: "[..., rows, columns]".to_owned(),
            found: found.to_vec(),
        }),
    }
}

fn swapped<T>([first, second]: [T; 2], swap: bool) -> [T; 2] {
    match swap {
        true => [second, first],
        false => [first, second],
    }
}
