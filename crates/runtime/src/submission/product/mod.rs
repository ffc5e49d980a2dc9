//! Products of matrices that a library makes: cuBLASLt on CUDA, faer on the host.
//!
//! Not a kernel: there is no text and nothing is compiled. But a launch like any other, in order on its stream,
//! waited for by who reads it, timed and recorded in graphs. Not a choice either: who asks for a library gets it or
//! an error that says why not ([`NoProduct`]); what a kernel would do instead is the caller's.
//!
//! ```text
//! views -> checked -> how each matrix lies -> a submission whose program is the library's
//! ```

mod refusal;
mod request;

pub use refusal::NoProduct;
pub(crate) use request::{Leading, Matrix, Request};

use super::{Argument, BoundInput, Extents, Launched, LogSink, Output, Start, Submission, submit};
use crate::{
    backend::Program,
    device::Device,
    error::Error,
    launch::{Input, extent},
    pipeline::Pipeline,
    stream::Stream,
    submission::Given,
    tensor::{Room, Tensor},
};
use kernsmith_msl::dtype::DType;
use std::{path::PathBuf, sync::Arc};

/// What errors call it.
const NAME: &str = "product";

/// The library that makes products on a device.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProductLibrary {
    /// What it is called.
    pub name: &'static str,
    /// Its version; `None` where it is a part of this program.
    pub version: Option<String>,
    /// Where it lies, or what the loader knows it by.
    pub path: Option<PathBuf>,
}

/// `activation(alpha * a b + beta * c + bias)` of each matrix of a batch, by the device's library.
///
/// # Shapes
/// `a`: `[batches, m, k]`, `b`: `[batches, k, n]` or `[1, k, n]` for all, `c`: `[batches, m, n]`, `bias`: `[n]`; the
/// result `[batches, m, n]`. All may be views: of transposed matrices nothing is copied.
///
/// # Numerics
/// Float16, bfloat16 and float32 with sums in float32, never in less (no TF32), rounded once at the end; float64 with
/// sums in float64. The order of sums is the library's. NaN and infinities go through as IEEE has them.
///
/// # Errors
/// [`Error::Product`] where there is no library, or it does not make just this.
///
/// # Examples
/// ```
/// use kernsmith_runtime::{Device, Product, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0, 4.0], [1, 2, 2])?;
/// let transposed = a.permute([0, 2, 1])?;
/// let product = Product { alpha: 2.0, ..Product::new(&a, &transposed) };
/// let launched = product.launch(&device.default_stream()?)?;
/// assert_eq!(launched.outputs[0].to_vec::<f32>()?, [10.0, 22.0, 22.0, 50.0]);
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Product<'a> {
    /// The first matrix.
    pub a: &'a Tensor,
    /// The second matrix.
    pub b: &'a Tensor,
    /// What is added, times `beta`.
    pub c: Option<&'a Tensor>,
    /// What is added to every row.
    pub bias: Option<&'a Tensor>,
    /// What the product is multiplied with.
    pub alpha: f32,
    /// What `c` is multiplied with.
    pub beta: f32,
    /// What is done at the end, to each element.
    pub activation: Option<fn(f32) -> f32>,
    /// How often it is made, one after the other; each is timed where it is more than once.
    pub repeats: u32,
}

impl Device {
    /// The library that makes products on this device.
    ///
    /// # Errors
    /// Why there is none.
    pub fn product_library(&self) -> Result<ProductLibrary, NoProduct> {
        Program::product_library(self)
    }
}

impl<'a> Product<'a> {
    /// `a b`, and nothing else.
    #[must_use]
    pub const fn new(a: &'a Tensor, b: &'a Tensor) -> Self {
        Self {
            a,
            b,
            c: None,
            bias: None,
            alpha: 1.0,
            beta: 0.0,
            activation: None,
            repeats: 1,
        }
    }

    /// Whether the device's library makes just this. Nothing is computed; on CUDA the library is asked for the way
    /// that it would take, which is kept.
    ///
    /// # Errors
    /// [`Error::Product`] where it does not.
    pub fn check(&self, device: &Device) -> Result<(), Error> {
        let shape = self.shape()?;
        let request = self.request(shape, &self.inputs(device)?);
        Program::check_product(device, &request)
    }

    /// Enqueues it.
    ///
    /// # Errors
    /// As [`Product`] has them, and where there is no room.
    pub fn launch(&self, stream: &Stream) -> Result<Launched, Error> {
        let device = stream.device();
        let shape = self.shape()?;
        let inputs = self.inputs(device)?;
        let request = self.request(shape, &inputs);
        let program = Program::of_product(device, request)?;
        let output = Output {
            name: Arc::from("out"),
            room: Room::new(NAME, &[shape.batches, shape.m, shape.n], self.a.dtype())?,
            start: Start::Undefined,
        };
        let arguments = (0..inputs.len()).map(Argument::Input);
        let one = extent([1u32, 1, 1]);
        let given = Given {
            grid: Some(&one),
            threadgroup: Some(&one),
        };
        let submission = Submission {
            kernel: Arc::from(NAME),
            device: device.clone(),
            pipeline: Arc::new(Pipeline::of_product(program)),
            arguments: arguments.chain([Argument::Output(0)]).collect(),
            inputs,
            outputs: vec![output],
            threadgroup_lengths: Vec::new(),
            extents: Extents::new(NAME, given)?,
            repeats: self.repeats.max(1),
            timed: self.repeats > 1,
            log: LogSink::default(),
        };
        submit(stream, submission)
    }

    /// What is bound, in order. On a GPU a matrix whose rows and columns both have gaps is copied first.
    fn inputs(&self, device: &Device) -> Result<Vec<BoundInput>, Error> {
        let bind = |tensor: &Tensor, is_copied: bool, name: &str| {
            let what = || format!("`{name}` of {NAME}");
            BoundInput::new(device, &Input::from(tensor), is_copied, what)
        };
        let gaps = |tensor: &Tensor| {
            device.kind().is_gpu() && Matrix::of(&tensor.layout).leading().is_none()
        };
        let mut inputs = vec![
            bind(self.a, gaps(self.a), "a")?,
            bind(self.b, gaps(self.b), "b")?,
        ];
        for (more, name) in [(self.c, "c"), (self.bias, "bias")] {
            if let Some(tensor) = more {
                inputs.push(bind(tensor, true, name)?);
            }
        }
        Ok(inputs)
    }

    fn request(&self, shape: Shape, inputs: &[BoundInput]) -> Request {
        let Shape { batches, m, n, k } = shape;
        let start_bytes = |at: usize| {
            let tensor = &inputs[at].tensor;
            match inputs[at].is_copied() {
                true => 0,
                false => tensor.offset() * tensor.dtype().size_bytes(),
            }
        };
        Request {
            dtype: self.a.dtype(),
            batches,
            m,
            n,
            k,
            a: Matrix::of(&inputs[0].layout),
            b: Matrix::of(&inputs[1].layout),
            alpha: self.alpha,
            beta: self.beta,
            has_c: self.c.is_some(),
            has_bias: self.bias.is_some(),
            c_start_bytes: if self.c.is_some() { start_bytes(2) } else { 0 },
            bias_start_bytes: match self.bias {
                Some(_) => start_bytes(inputs.len() - 1),
                None => 0,
            },
            activation: self.activation,
        }
    }

    fn shape(&self) -> Result<Shape, NoProduct> {
        let wrong = |argument, expected: String, found: &Tensor| {
            Err(NoProduct::Argument {
                argument,
                expected,
                found: format!("`{}` {:?}", found.dtype(), found.shape()),
            })
        };
        let dtype = self.a.dtype();
        let &[batches, m, k] = self.a.shape() else {
            return wrong("a", "[batches, rows, columns]".to_owned(), self.a);
        };
        if !dtype.is_float() && dtype != DType::F64 {
            return wrong("a", "elements of a float type".to_owned(), self.a);
        }
        let n = match *self.b.shape() {
            [b_batches, b_k, n]
                if b_k == k
                    && (b_batches == batches || b_batches == 1)
                    && self.b.dtype() == dtype =>
            {
                n
            }
            _ => return wrong("b", format!("`{dtype}` [{batches}, {k}, n]"), self.b),
        };
        let others = [
            ("c", self.c, vec![batches, m, n]),
            ("bias", self.bias, vec![n]),
        ];
        for (argument, tensor, shape) in others {
            match tensor {
                Some(tensor) if tensor.shape() != shape || tensor.dtype() != dtype => {
                    return wrong(argument, format!("`{dtype}` {shape:?}"), tensor);
                }
                _ => {}
            }
        }
        Ok(Shape { batches, m, n, k })
    }
}

#[derive(Clone, Copy)]
struct Shape {
    batches: usize,
    m: usize,
    n: usize,
    k: usize,
}

#[cfg(test)]
mod tests;
