//! What the library is told of a product: how to compute, and how each matrix lies.
//!
//! The library's matrices lie column after column. Ours, row after row, are theirs transposed; so it computes
//! `out^T = b^T a^T`, where nothing is transposed in memory.

use super::{
    handle::{Handle, MOST_ALIGN_BYTES, align_bytes},
    library::{Description, Layout, Preference},
};
use crate::submission::{Leading, Matrix, NoProduct, Request};
use kernsmith_msl::dtype::DType;
use std::ffi::c_void;

/// `CUBLAS_COMPUTE_32F`: sums of float32, and products of float32 as such.
const COMPUTE_32F: u32 = 68;
/// `CUBLAS_COMPUTE_64F`.
const COMPUTE_64F: u32 = 70;
/// `CUDA_R_32F`.
const R_32F: u32 = 0;
/// `CUDA_R_64F`.
const R_64F: u32 = 1;
/// `CUDA_R_16F`.
const R_16F: u32 = 2;
/// `CUDA_R_16BF`.
const R_16BF: u32 = 14;
/// `CUBLASLT_MATMUL_DESC_TRANSA`.
const TRANS_A: u32 = 3;
/// `CUBLASLT_MATMUL_DESC_TRANSB`.
const TRANS_B: u32 = 4;
/// `CUBLASLT_MATMUL_DESC_EPILOGUE`.
const EPILOGUE: u32 = 7;
/// `CUBLASLT_MATMUL_DESC_BIAS_POINTER`.
const BIAS_POINTER: u32 = 8;
/// `CUBLAS_OP_T`.
const TRANSPOSED: u32 = 1;
/// `CUBLASLT_EPILOGUE_BIAS`.
const WITH_BIAS: u32 = 4;
/// `CUBLASLT_MATRIX_LAYOUT_BATCH_COUNT`.
const BATCH_COUNT: u32 = 5;
/// `CUBLASLT_MATRIX_LAYOUT_STRIDED_BATCH_OFFSET`.
const BATCH_OFFSET: u32 = 6;
/// `CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES`.
const WORKSPACE: u32 = 1;
/// `CUBLASLT_MATMUL_PREF_REDUCTION_SCHEME_MASK`.
const REDUCTION: u32 = 3;
/// `CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES`; those of the other three matrices are the numbers after it.
const ALIGN_A: u32 = 5;
/// `CUBLASLT_REDUCTION_SCHEME_COMPUTE_TYPE`: parts of `k` are added in float32 also where the result is smaller.
const IN_COMPUTE_TYPE: u32 = 2;
/// What the library's documentation advises for the newest devices.
const WORKSPACE_BYTES: u64 = 32 << 20;

/// Descriptors of a product, for as long as it is asked for or enqueued.
pub(super) struct Described<'a> {
    handle: &'a Handle,
    description: Description,
    /// Of `b`, `a` and the result.
    layouts: [Layout; 3],
}

impl<'a> Described<'a> {
    pub(super) fn new(handle: &'a Handle, request: &Request) -> Result<Self, NoProduct> {
        let (compute, scale) = match request.dtype {
            DType::F64 => (COMPUTE_64F, R_64F),
            _ => (COMPUTE_32F, R_32F),
        };
        let mut this = Self {
            handle,
            description: Description::NULL,
            layouts: [Layout::NULL; 3],
        };
        let create = handle.lt.functions.cublasLtMatmulDescCreate;
        // SAFETY: one handle is written.
        let code = unsafe { create(&raw mut this.description, compute, scale) };
        handle.check("cublasLtMatmulDescCreate", code)?;
        let [b, a] = [request.b, request.a].map(Lies::of);
        this.set(TRANS_A, &b.operation())?;
        this.set(TRANS_B, &a.operation())?;
        if request.has_bias {
            this.set(EPILOGUE, &WITH_BIAS)?;
            // Some address, which is not read: the real one is set before the product is enqueued.
            this.set_bias(u64::from(MOST_ALIGN_BYTES))?;
        }
        let result = Lies {
            rows: request.n,
            columns: request.m,
            distance: i64::try_from(request.n).unwrap_or(i64::MAX),
            batch: i64::try_from(request.m * request.n).unwrap_or(i64::MAX),
            transposed: false,
        };
        for (at, lies) in [b, a, result].into_iter().enumerate() {
            this.layouts[at] = layout(handle, request, lies)?;
        }
        Ok(this)
    }

    pub(super) fn description(&self) -> Description {
        self.description
    }

    pub(super) fn layouts(&self) -> [Layout; 3] {
        self.layouts
    }

    /// Where the bias lies.
    pub(super) fn set_bias(&self, address: u64) -> Result<(), NoProduct> {
        self.set(BIAS_POINTER, &address)
    }

    fn set<T: Copy>(&self, attribute: u32, value: &T) -> Result<(), NoProduct> {
        let set = self.handle.lt.functions.cublasLtMatmulDescSetAttribute;
        let (at, bytes) = (std::ptr::from_ref(value).cast::<c_void>(), size_of::<T>());
        // SAFETY: the description lives; as many bytes as said are read.
        let code = unsafe { set(self.description, attribute, at, bytes) };
        self.handle.check("cublasLtMatmulDescSetAttribute", code)
    }
}

impl Drop for Described<'_> {
    fn drop(&mut self) {
        let functions = &self.handle.lt.functions;
        for layout in self
            .layouts
            .into_iter()
            .filter(|layout| *layout != Layout::NULL)
        {
            // SAFETY: it was made by this library and is destroyed once.
            unsafe { (functions.cublasLtMatrixLayoutDestroy)(layout) };
        }
        if self.description != Description::NULL {
            // SAFETY: as above.
            unsafe { (functions.cublasLtMatmulDescDestroy)(self.description) };
        }
    }
}

/// A matrix as the library sees it.
#[derive(Clone, Copy)]
struct Lies {
    rows: usize,
    columns: usize,
    /// Elements from one column to the next.
    distance: i64,
    batch: i64,
    transposed: bool,
}

impl Lies {
    /// Of a matrix that lies well, or was copied so.
    fn of(matrix: Matrix) -> Self {
        let (rows, columns, batch) = (matrix.rows, matrix.columns, matrix.batch);
        match matrix.leading() {
            Some(Leading::Columns(distance)) => Self {
                rows,
                columns,
                distance,
                batch,
                transposed: true,
            },
            leading => Self {
                rows: columns,
                columns: rows,
                distance: match leading {
                    Some(Leading::Rows(distance)) => distance,
                    _ => i64::try_from(columns).unwrap_or(i64::MAX),
                },
                batch,
                transposed: false,
            },
        }
    }

    fn operation(&self) -> u32 {
        if self.transposed { TRANSPOSED } else { 0 }
    }
}

fn layout(handle: &Handle, request: &Request, lies: Lies) -> Result<Layout, NoProduct> {
    let dtype = match request.dtype {
        DType::F16 => R_16F,
        DType::BF16 => R_16BF,
        DType::F64 => R_64F,
        _ => R_32F,
    };
    let mut layout = Layout::NULL;
    let (rows, columns) = (lies.rows as u64, lies.columns as u64);
    let create = handle.lt.functions.cublasLtMatrixLayoutCreate;
    // SAFETY: one handle is written.
    let code = unsafe { create(&raw mut layout, dtype, rows, columns, lies.distance) };
    handle.check("cublasLtMatrixLayoutCreate", code)?;
    if request.batches == 1 {
        return Ok(layout);
    }
    let count = i32::try_from(request.batches).unwrap_or(i32::MAX);
    let set = handle.lt.functions.cublasLtMatrixLayoutSetAttribute;
    // SAFETY: the layout lives; as many bytes as said are read of each value.
    let code = unsafe {
        let counted = set(
            layout,
            BATCH_COUNT,
            (&raw const count).cast(),
            size_of::<i32>(),
        );
        let offset = (&raw const lies.batch).cast();
        counted | set(layout, BATCH_OFFSET, offset, size_of::<i64>())
    };
    match handle.check("cublasLtMatrixLayoutSetAttribute", code) {
        Ok(()) => Ok(layout),
        Err(error) => {
            // SAFETY: it was made above, and nobody else has it.
            unsafe { (handle.lt.functions.cublasLtMatrixLayoutDestroy)(layout) };
            Err(error)
        }
    }
}

/// What an algorithm has to keep to.
pub(super) struct Preferred<'a> {
    handle: &'a Handle,
    preference: Preference,
}

impl<'a> Preferred<'a> {
    pub(super) fn new(handle: &'a Handle, request: &Request) -> Result<Self, NoProduct> {
        let mut preference = Preference::NULL;
        // SAFETY: one handle is written.
        let code =
            unsafe { (handle.lt.functions.cublasLtMatmulPreferenceCreate)(&raw mut preference) };
        handle.check("cublasLtMatmulPreferenceCreate", code)?;
        let this = Self { handle, preference };
        this.set(WORKSPACE, &WORKSPACE_BYTES)?;
        this.set(REDUCTION, &IN_COMPUTE_TYPE)?;
        let [a, b, c] = align_bytes(request);
        for (at, align_bytes) in (ALIGN_A..).zip([b, a, c, MOST_ALIGN_BYTES]) {
            this.set(at, &align_bytes)?;
        }
        Ok(this)
    }

    pub(super) fn handle(&self) -> Preference {
        self.preference
    }

    fn set<T: Copy>(&self, attribute: u32, value: &T) -> Result<(), NoProduct> {
        let set = self
            .handle
            .lt
            .functions
            .cublasLtMatmulPreferenceSetAttribute;
        let (at, bytes) = (std::ptr::from_ref(value).cast::<c_void>(), size_of::<T>());
        // SAFETY: the preference lives; as many bytes as said are read.
        let code = unsafe { set(self.preference, attribute, at, bytes) };
        self.handle
            .check("cublasLtMatmulPreferenceSetAttribute", code)
    }
}

impl Drop for Preferred<'_> {
    fn drop(&mut self) {
        let destroy = self.handle.lt.functions.cublasLtMatmulPreferenceDestroy;
        // SAFETY: it was made by this library and is destroyed once.
        unsafe { destroy(self.preference) };
    }
}
