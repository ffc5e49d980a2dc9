//! One product with its addresses, which can be enqueued.

use super::{
    Product,
    descriptor::Described,
    handle::{Chosen, Handle},
};
use crate::{
    backend::cuda::{device::Context, driver::StreamHandle},
    error::Error,
    submission::Request,
};
use kernsmith_msl::dtype::DType;
use std::ffi::c_void;

/// A product on its way to a stream.
pub(in super::super) struct Bound {
    handle: &'static Handle,
    described: Described<'static>,
    chosen: Chosen,
    a: u64,
    b: u64,
    c: u64,
    out: u64,
    workspace: u64,
    factors: Factors,
}

/// What the library multiplies with, in the type of its sums.
enum Factors {
    Single([f32; 2]),
    Double([f64; 2]),
}

impl Product {
    /// How many bytes the product needs beside its arrays.
    pub(in super::super) fn workspace_bytes(
        &self,
        context: &'static Context,
    ) -> Result<usize, Error> {
        Ok(context.blas()?.algorithm(&self.request)?.workspace_bytes)
    }

    /// Binds it to the addresses of `a`, `b`, `c` and `bias` as far as there are any, and the result.
    pub(in super::super) fn bind(
        &self,
        context: &'static Context,
        addresses: &[u64],
        workspace: u64,
    ) -> Result<Bound, Error> {
        let request = &self.request;
        let handle = context.blas()?;
        let described = Described::new(handle, request)?;
        let (mut left, out) = match addresses {
            [left @ .., out] => (left.iter().copied(), *out),
            [] => unreachable!("a product binds its result"),
        };
        let mut next = || left.next().expect("a product binds what it asked for");
        let (a, b) = (next(), next());
        let c = if request.has_c { next() } else { out };
        if request.has_bias {
            described.set_bias(next())?;
        }
        Ok(Bound {
            handle,
            described,
            chosen: handle.algorithm(request)?,
            a,
            b,
            c,
            out,
            workspace,
            factors: Factors::of(request),
        })
    }
}

impl Bound {
    /// Enqueues it. The stream's lock is held.
    pub(in super::super) fn issue(&self, stream: StreamHandle) -> Result<(), Error> {
        let [b, a, out] = self.described.layouts();
        let [alpha, beta] = self.factors.pointers();
        let multiply = self.handle.lt.functions.cublasLtMatmul;
        // SAFETY: the descriptors say how the arrays at these addresses lie, which live at least until the ticket of this
        // work; the workspace is as large as the algorithm asked for; factors are read before the call returns.
        let code = unsafe {
            multiply(
                self.handle.handle,
                self.described.description(),
                alpha,
                self.b,
                b,
                self.a,
                a,
                beta,
                self.c,
                out,
                self.out,
                out,
                &raw const self.chosen.algorithm,
                self.workspace,
                self.chosen.workspace_bytes,
                stream,
            )
        };
        Ok(self.handle.check("cublasLtMatmul", code)?)
    }
}

impl Factors {
    fn of(request: &Request) -> Self {
        let beta = if request.has_c { request.beta } else { 0.0 };
        match request.dtype {
            DType::F64 => Self::Double([request.alpha.into(), beta.into()]),
            _ => Self::Single([request.alpha, beta]),
        }
    }

    fn pointers(&self) -> [*const c_void; 2] {
        match self {
            Self::Single([alpha, beta]) => [
                std::ptr::from_ref(alpha).cast(),
                std::ptr::from_ref(beta).cast(),
            ],
            Self::Double([alpha, beta]) => [
                std::ptr::from_ref(alpha).cast(),
                std::ptr::from_ref(beta).cast(),
            ],
        }
    }
}
