//! What a function is called with, and whether its arguments fit.

use kernsmith_runtime::{DType, Device, Stream, Tensor};

use crate::{Error, Executor, Policy, error::runtime, policy::Built};

/// One call of a function on the host.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) op: &'static str,
    pub(crate) device: &'a Device,
    pub(crate) check_finite: bool,
}

/// An argument whose last two axes are matrices.
#[derive(Clone, Copy)]
pub(crate) struct Operand<'a> {
    pub(crate) argument: &'static str,
    pub(crate) tensor: &'a Tensor,
    /// Extents before the matrix.
    pub(crate) outer: &'a [usize],
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl<'a> Call<'a> {
    /// A call that the host computes, or why it does not. All arguments have the first's element type.
    pub(crate) fn host(
        op: &'static str,
        stream: &'a Stream,
        policy: Policy,
        arguments: &[(&'static str, &Tensor)],
    ) -> Result<Self, Error> {
        let (call, executor) = Self::begin(op, stream, policy, arguments, Built::No)?;
        debug_assert_eq!(executor, Executor::Host);
        Ok(call)
    }

    /// A call, and who computes it.
    pub(crate) fn begin(
        op: &'static str,
        stream: &'a Stream,
        policy: Policy,
        arguments: &[(&'static str, &Tensor)],
        built: Built,
    ) -> Result<(Self, Executor), Error> {
        let device = stream.device();
        let call = Self {
            op,
            device,
            check_finite: policy.check_finite,
        };
        call.check(arguments)?;
        let executor = policy.resolve(op, device, (arguments[0].1.dtype(), built))?;
        Ok((call, executor.value))
    }

    fn check(&self, arguments: &[(&'static str, &Tensor)]) -> Result<(), Error> {
        let first = arguments[0].1.dtype();
        for &(argument, tensor) in arguments {
            if tensor.device().name() != self.device.name() {
                return Err(runtime(self.op)(kernsmith_runtime::Error::DeviceMismatch {
                    op: format!("`{argument}`"),
                    expected: self.device.name().to_owned(),
                    found: tensor.device().name().to_owned(),
                }));
            }
            if tensor.dtype() != first {
                return Err(self.element_type(argument, format!("`{first}`"), tensor.dtype()));
            }
        }
        if matches!(first, DType::F32 | DType::F64 | DType::C64 | DType::C128) {
            return Ok(());
        }
        let expected = "`float32`, `float64`, `complex64` or `complex128`".to_owned();
        Err(self.element_type(arguments[0].0, expected, first))
    }

    fn element_type(&self, argument: &'static str, expected: String, found: DType) -> Error {
        Error::ElementType {
            op: self.op,
            argument,
            expected,
            found,
        }
    }

    /// An argument of at least two axes.
    pub(crate) fn matrices<'t>(
        &self,
        argument: &'static str,
        tensor: &'t Tensor,
    ) -> Result<Operand<'t>, Error> {
        match tensor.shape() {
            [outer @ .., rows, columns] => Ok(Operand {
                argument,
                tensor,
                outer,
                rows: *rows,
                columns: *columns,
            }),
            found => Err(self.shape(argument, "[..., rows, columns]", found)),
        }
    }

    /// An argument of square matrices.
    pub(crate) fn squares<'t>(
        &self,
        argument: &'static str,
        tensor: &'t Tensor,
    ) -> Result<Operand<'t>, Error> {
        let operand = self.matrices(argument, tensor);
        match operand {
            Ok(operand) if operand.rows == operand.columns => Ok(operand),
            _ => Err(self.shape(argument, "[..., n, n]", tensor.shape())),
        }
    }

    pub(crate) fn shape(
        &self,
        argument: &'static str,
        expected: impl Into<String>,
        found: &[usize],
    ) -> Error {
        Error::Shape {
            op: self.op,
            argument,
            expected: expected.into(),
            found: found.to_vec(),
        }
    }

    /// Right sides for a matrix of `rows` rows: `[..., rows, k]` with its outer extents, or one vector.
    pub(crate) fn right_sides<'t>(
        &self,
        a: &Operand<'_>,
        b: &'t Tensor,
    ) -> Result<Operand<'t>, Error> {
        if let ([rows], []) = (b.shape(), a.outer)
            && *rows == a.rows
        {
            return Ok(Operand {
                argument: "b",
                tensor: b,
                outer: &[],
                rows: *rows,
                columns: 1,
            });
        }
        match b.shape() {
            [outer @ .., rows, columns] if outer == a.outer && *rows == a.rows => Ok(Operand {
                argument: "b",
                tensor: b,
                outer,
                rows: *rows,
                columns: *columns,
            }),
            found => {
                let outer: String = a.outer.iter().map(|extent| format!("{extent}, ")).collect();
                let rows = a.rows;
                let vector = match a.outer {
                    [] => format!(" or [{rows}]"),
                    _ => String::new(),
                };
                Err(self.shape("b", format!("[{outer}{rows}, k]{vector}"), found))
            }
        }
    }
}

/// Calls a function for the kind of number that an element type is computed with. The type was checked.
macro_rules! by_scalar {
    ($dtype:expr, $function:ident $arguments:tt) => {
        match $dtype {
            kernsmith_runtime::DType::F32 => $function::<f32> $arguments,
            kernsmith_runtime::DType::F64 => $function::<f64> $arguments,
            _ => $function::<faer::c64> $arguments,
        }
    };
}
pub(crate) use by_scalar;
