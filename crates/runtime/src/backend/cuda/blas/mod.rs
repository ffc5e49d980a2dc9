//! cuBLASLt: NVIDIA's products of matrices, enqueued on our streams in our memory.
//!
//! Not needed: where there is none, [`NoProduct`] says so in a sentence when a product is asked for, and kernels go on.
//! Nothing of it is TensorFloat-32: float32 is multiplied as such. What it would do otherwise than a product is
//! defined (`relu` of NaN, `beta` of 0 with a `c` that is not finite) is refused.
//!
//! ```text
//! request -> descriptors -> the library's heuristic (kept by sizes and layouts) -> its launch on the stream
//! ```
//!
//! Rows there are columns here: the library computes the transposed result of the transposed matrices.
//!
//! | file | what it has |
//! | --- | --- |
//! | [`library`] | functions, and where they are found |
//! | [`handle`] | the library on one device, with the algorithms that it chose |
//! | [`descriptor`] | what the library is told of a product |
//! | [`bound`] | one product with its addresses |
//!
//! Source: the cuBLAS documentation, "Using the cuBLASLt API".

mod bound;
mod descriptor;
mod handle;
mod library;

pub(super) use bound::Bound;
pub(crate) use handle::Handle;
pub(crate) use library::Lt;

use super::device::Context;
use crate::submission::{NoProduct, Request};

/// What it is called.
pub(crate) const NAME: &str = "cuBLASLt";
/// What addresses of a bias have to be multiples of: its elements are read several at a time.
const BIAS_ALIGN_BYTES: usize = 16;

/// A product, ready to be bound.
pub(crate) struct Product {
    pub(super) request: Request,
}

impl Product {
    /// Whether the library makes just this on a device.
    pub(crate) fn check(context: &'static Context, request: &Request) -> Result<(), NoProduct> {
        let handle = context.blas()?;
        let refused = |what| {
            Err(NoProduct::Refused {
                library: NAME,
                what,
            })
        };
        if request.batches * request.m * request.n * request.k == 0 {
            return refused("a product without elements");
        }
        if request.activation.is_some() {
            return refused("an activation through which NaN goes");
        }
        // A factor of 0 means to the library that what it stands before is not read.
        if request.alpha == 0.0 || (request.has_c && request.beta == 0.0) {
            return refused("a product times 0 through which NaN goes");
        }
        if request.has_bias && !request.bias_start_bytes.is_multiple_of(BIAS_ALIGN_BYTES) {
            return refused("a sum with a bias that begins in between");
        }
        handle.algorithm(request).map(drop)
    }

    /// One that was checked.
    pub(crate) const fn new(request: Request) -> Self {
        Self { request }
    }
}
