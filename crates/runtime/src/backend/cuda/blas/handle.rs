//! The library on one device, and the algorithms that it chose there.

use super::{
    NAME,
    descriptor::{Described, Preferred},
    library::{Algorithm, Heuristic, Lt, LtHandle, SUCCESS},
};
use crate::{
    backend::cuda::device::{Context, lock},
    error::Error,
    submission::{Leading, Matrix, NoProduct, ProductLibrary, Request},
};
use std::{collections::BTreeMap, ffi::c_int, sync::Mutex};

/// What all products but those of many sizes take; more are asked for again.
const KEPT: usize = 4096;
/// Addresses of outputs are multiples of more.
pub(super) const MOST_ALIGN_BYTES: u32 = 256;

/// The library, started on a device.
pub(crate) struct Handle {
    pub(super) lt: &'static Lt,
    pub(super) handle: LtHandle,
    context: &'static Context,
    algorithms: Mutex<BTreeMap<Key, Result<Chosen, NoProduct>>>,
}

/// How the library makes a product.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen {
    pub(super) algorithm: Algorithm,
    pub(super) workspace_bytes: usize,
}

/// What an algorithm is chosen by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    dtype: &'static str,
    sizes: [usize; 4],
    /// Of both matrices: batch, rows' or columns' distance, which of them.
    lies: [(i64, i64, bool); 2],
    align_bytes: [u32; 3],
    has_c: bool,
    has_bias: bool,
}

impl Handle {
    /// Starts the library on a device.
    pub(crate) fn new(context: &'static Context) -> Result<Self, NoProduct> {
        let lt = Lt::get()?;
        let mut handle = LtHandle::NULL;
        context.bind().map_err(|error| NoProduct::Failed {
            device: context.name(),
            call: "cublasLtCreate",
            name: error.to_string(),
            code: 0,
        })?;
        // SAFETY: the context is bound; one handle is written, which is kept to the end of the process.
        let code = unsafe { (lt.functions.cublasLtCreate)(&raw mut handle) };
        let this = Self {
            lt,
            handle,
            context,
            algorithms: Mutex::default(),
        };
        this.check("cublasLtCreate", code)?;
        Ok(this)
    }

    /// What it is.
    pub(crate) fn library(&self) -> ProductLibrary {
        ProductLibrary {
            name: NAME,
            version: Some(self.lt.version_text()),
            path: Some(self.lt.path().to_owned()),
        }
    }

    /// What a call gave, as a result.
    pub(super) fn check(&self, call: &'static str, code: u32) -> Result<(), NoProduct> {
        match code {
            SUCCESS => Ok(()),
            code => Err(NoProduct::Failed {
                device: self.context.name(),
                call,
                name: self.lt.status(code),
                code,
            }),
        }
    }

    /// How the library makes a product of these sizes and layouts: asked for once.
    pub(super) fn algorithm(&self, request: &Request) -> Result<Chosen, NoProduct> {
        let key = Key::of(request);
        if let Some(known) = lock(&self.algorithms).get(&key) {
            return known.clone();
        }
        let chosen = self.ask(request);
        let mut algorithms = lock(&self.algorithms);
        if algorithms.len() >= KEPT {
            algorithms.clear();
        }
        algorithms.insert(key, chosen.clone());
        chosen
    }

    fn ask(&self, request: &Request) -> Result<Chosen, NoProduct> {
        let unbound = |error: Error| NoProduct::Failed {
            device: self.context.name(),
            call: "cublasLtMatmulAlgoGetHeuristic",
            name: error.to_string(),
            code: 0,
        };
        self.context.bind().map_err(unbound)?;
        let described = Described::new(self, request)?;
        let preferred = Preferred::new(self, request)?;
        let (mut heuristic, mut count): (Heuristic, c_int) = (Heuristic::default(), 0);
        let [b, a, c] = described.layouts();
        let ask = self.lt.functions.cublasLtMatmulAlgoGetHeuristic;
        // SAFETY: all descriptors live; one result and one number are written.
        let code = unsafe {
            ask(
                self.handle,
                described.description(),
                b,
                a,
                c,
                c,
                preferred.handle(),
                1,
                &raw mut heuristic,
                &raw mut count,
            )
        };
        // `CUBLAS_STATUS_NOT_SUPPORTED`, `CUBLAS_STATUS_INVALID_VALUE`: there is none.
        let is_none = matches!(code, 15 | 7) || (code == SUCCESS && count == 0);
        if is_none || (code == SUCCESS && heuristic.state != SUCCESS) {
            return Err(NoProduct::NoAlgorithm {
                library: NAME,
                m: request.m,
                n: request.n,
                k: request.k,
                batches: request.batches,
                dtype: request.dtype.name(),
            });
        }
        self.check("cublasLtMatmulAlgoGetHeuristic", code)?;
        Ok(Chosen {
            algorithm: heuristic.algorithm,
            workspace_bytes: heuristic.workspace_bytes,
        })
    }
}

impl Key {
    fn of(request: &Request) -> Self {
        let lies = |matrix: Matrix| {
            let (distance, by_rows) = match matrix.leading() {
                Some(Leading::Rows(distance)) => (distance, true),
                Some(Leading::Columns(distance)) => (distance, false),
                None => (0, true),
            };
            (matrix.batch, distance, by_rows)
        };
        Self {
            dtype: request.dtype.name(),
            sizes: [request.batches, request.m, request.n, request.k],
            lies: [lies(request.a), lies(request.b)],
            align_bytes: align_bytes(request),
            has_c: request.has_c,
            has_bias: request.has_bias,
        }
    }
}

/// What addresses of `a`, `b` and `c` are multiples of; their memory begins at multiples of more.
pub(super) fn align_bytes(request: &Request) -> [u32; 3] {
    let size = request.dtype.size_bytes();
    let [a, b] = [request.a, request.b].map(|matrix| matrix.offset_elems * size);
    [a, b, request.c_start_bytes].map(|start_bytes| match start_bytes {
        0 => MOST_ALIGN_BYTES,
        start => MOST_ALIGN_BYTES.min(1 << start.trailing_zeros().min(31)),
    })
}
