//! What a function would do with a matrix, and why: nothing is computed.
//!
//! ```
//! use kernsmith_linalg::plan::{Operation, plan};
//! use kernsmith_linalg::Policy;
//! use kernsmith_runtime::{DType, Device};
//!
//! let found = plan(&Device::cpu(), Operation::Svd, [65536, 64], DType::F32, Policy::default())?;
//! assert_eq!(
//!     found.to_string(),
//!     "svd of 65536x64 float32\n\
//!      executor: host (the arrays are in host memory)\n\
//!      algorithm: QR, then bidiagonal form of R by divide and conquer (more than 1.5 times as many rows as columns)\n\
//!      numbers: float32\n\
//!      operations: 1615855616\n\
//!      bytes: 33571072"
//! );
//! let found = plan(&Device::check(), Operation::Eig, [9, 9], DType::F64, Policy::default())?;
//! assert_eq!(found.executor.to_string(), "host (no kernels for this function: the processor computes)");
//! # Ok::<(), kernsmith_linalg::Error>(())
//! ```

use std::fmt;

use kernsmith_kernels::{
    plan::{Cost, Costed},
    settings::{Place, Setting, device_rates},
};
use kernsmith_runtime::{DType, Device};

use crate::{
    Error, Executor, Policy, cholesky, eigen,
    host::tall::is_in_parts,
    policy::Built,
    qr::{self, QrOptions},
    svd::{self, SvdOptions},
};

/// A function that can be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// [`cholesky`](crate::cholesky::cholesky).
    Cholesky,
    /// [`solve`](crate::lu::solve).
    Solve,
    /// [`qr`](crate::qr::qr), without pivoting.
    Qr,
    /// [`qr`](crate::qr::qr) with pivoting.
    PivotedQr,
    /// [`svd`](crate::svd::svd).
    Svd,
    /// [`topk_svd`](crate::svd::topk_svd) of so many values.
    TopkSvd(usize),
    /// [`eigh`](crate::eigen::eigh).
    Eigh,
    /// [`eig`](crate::eigen::eig).
    Eig,
}

impl Operation {
    /// The function's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cholesky => "cholesky",
            Self::Solve => "solve",
            Self::Qr | Self::PivotedQr => "qr",
            Self::Svd => "svd",
            Self::TopkSvd(_) => "topk_svd",
            Self::Eigh => "eigh",
            Self::Eig => "eig",
        }
    }
}

/// Who computes by which algorithm, each with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The function.
    pub operation: Operation,
    /// Rows and columns.
    pub sides: [usize; 2],
    /// Element type of the argument.
    pub dtype: DType,
    /// Who computes.
    pub executor: Setting<Executor>,
    /// In words.
    pub algorithm: Setting<&'static str>,
    /// The type that is computed in.
    pub computed_in: DType,
    /// The method's operations as textbooks count them, whatever the executor does beside (Golub and Van Loan 2013); of
    /// leading singular values those of one turn, of a solution with one right-hand side.
    pub cost: Cost,
}

impl Costed for Plan {
    fn cost(&self) -> &Cost {
        &self.cost
    }
}

impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [rows, columns] = self.sides;
        writeln!(
            f,
            "{} of {rows}x{columns} {}",
            self.operation.name(),
            self.dtype
        )?;
        writeln!(f, "executor: {}", self.executor)?;
        writeln!(f, "algorithm: {}", self.algorithm)?;
        writeln!(f, "numbers: {}", self.computed_in)?;
        write!(f, "{}", self.cost)
    }
}

/// What a function would do with matrices of so many rows and columns.
///
/// # Errors
/// [`Error::Unbuilt`] where the executor does not have it.
pub fn plan(
    device: &Device,
    operation: Operation,
    sides: [usize; 2],
    dtype: DType,
    policy: Policy,
) -> Result<Plan, Error> {
    let built = built(operation, sides, policy);
    let executor = policy.resolve(operation.name(), device, (dtype, built))?;
    let (algorithm, why) = match executor.value {
        Executor::Kernels => algorithm_of_kernels(operation, sides),
        Executor::Auto | Executor::Host => algorithm(operation, sides),
    };
    let computed_in = match (operation, dtype) {
        (Operation::Eig, DType::F32) => DType::F64,
        (_, DType::C64) => DType::C128,
        (_, dtype) => dtype,
    };
    let cost = cost(device, operation, (sides, computed_in), executor.value)?;
    Ok(Plan {
        operation,
        sides,
        dtype,
        executor,
        algorithm: Setting {
            value: algorithm,
            place: Place::Rule(why),
        },
        computed_in,
        cost,
    })
}

fn cost(
    device: &Device,
    operation: Operation,
    (sides, dtype): ([usize; 2], DType),
    executor: Executor,
) -> Result<Cost, Error> {
    let [m, n] = [sides[0].max(sides[1]), sides[0].min(sides[1])].map(|side| side as u128);
    let (operations, results) = match operation {
        Operation::Cholesky => (n * n * n / 3, n * n),
        Operation::Solve => (2 * n * n * n / 3, n),
        // The factors, and the thin basis of the columns from them.
        Operation::Qr | Operation::PivotedQr => (4 * m * n * n - 4 * n * n * n / 3, m * n + n * n),
        Operation::Svd => (6 * m * n * n + 20 * n * n * n, m * n + n * n + n),
        Operation::TopkSvd(k) => {
            let columns = svd::basis(k, sides[0].min(sides[1])) as u128;
            (4 * m * n * columns, (m + n + 1) * k as u128)
        }
        Operation::Eigh => (9 * n * n * n, n * n + n),
        Operation::Eig => (25 * n * n * n, n * n + n),
    };
    // A product of complex numbers is four, and its sum two.
    let each = if matches!(dtype, DType::C64 | DType::C128) {
        4
    } else {
        1
    };
    let bytes = (m * n + results) * dtype.size_bytes() as u128;
    // Of a host beside a device nothing was measured.
    let rates = match executor == Executor::Kernels || !device.kind().is_gpu() {
        true => device_rates(device)?,
        false => None,
    };
    Ok(Cost::new(rates.as_ref(), dtype, each * operations, bytes))
}

/// How many times as many rows as columns a matrix has for which `Q R` comes before singular values: two passes over
/// the rows then cost less than their bidiagonal form.
const TALL: [usize; 2] = [3, 2];

/// Whether `Q R` comes before singular values.
pub(crate) const fn is_tall(rows: usize, columns: usize) -> bool {
    columns > 0 && TALL[1] * rows > TALL[0] * columns
}

fn built(operation: Operation, sides: [usize; 2], policy: Policy) -> Built {
    match operation {
        Operation::Qr | Operation::PivotedQr => {
            let options = QrOptions {
                pivot: operation == Operation::PivotedQr,
                policy,
                ..QrOptions::default()
            };
            qr::built(sides, &options)
        }
        Operation::TopkSvd(k) => {
            let columns = svd::basis(k, sides[0].min(sides[1]));
            svd::built(&sides, columns, policy.check_finite)
        }
        Operation::Svd => {
            let options = SvdOptions {
                policy,
                ..SvdOptions::default()
            };
            svd::built_for_all(&sides, &options)
        }
        Operation::Cholesky => cholesky::built(sides[0], policy.check_finite),
        Operation::Eigh => eigen::built(&sides, policy),
        _ => Built::No,
    }
}

fn algorithm_of_kernels(
    operation: Operation,
    [rows, columns]: [usize; 2],
) -> (&'static str, &'static str) {
    match operation {
        Operation::Qr | Operation::PivotedQr => (
            "block Gram-Schmidt by panels of 64 columns, each made orthonormal by Cholesky factors, twice",
            "products nearly all of it; five times with shifts where columns nearly depend on others, or else reflections \
             on the host",
        ),
        Operation::Cholesky => (
            "block columns of 64: a launch makes one and subtracts the one before from all to the right of it",
            "products nearly all of it; one look at the pivots at the end",
        ),
        Operation::Svd if is_tall(rows.max(columns), rows.min(columns)) => (
            "QR, then block one-sided Jacobi of R^T: pairs of blocks of 32 columns",
            "more than 1.5 times as many rows as columns",
        ),
        Operation::Svd => (
            "block one-sided Jacobi: pairs of blocks of 32 columns",
            "products nearly all of it; one look at the angles a sweep",
        ),
        Operation::Eigh => (
            "block one-sided Jacobi of the matrix subtracted from a multiple of the identity",
            "singular values have kernels",
        ),
        Operation::TopkSvd(_) => (
            "subspace iteration: products in slabs, bases by Cholesky factors, the small matrix on the host",
            "two products with the matrix a turn",
        ),
        _ => unreachable!("no other operation has kernels"),
    }
}

fn algorithm(operation: Operation, [rows, columns]: [usize; 2]) -> (&'static str, &'static str) {
    let (long, short) = (rows.max(columns), rows.min(columns));
    match operation {
        Operation::Cholesky => ("blocked L L^H", "positive definite"),
        Operation::Solve => (
            "blocked L U with row pivoting, one step of refinement",
            "any square",
        ),
        Operation::Qr if is_in_parts(rows, columns) => (
            "Householder reflections of parts of the rows, then of their triangles",
            "parts stay in a cache, and each thread has its own",
        ),
        Operation::Qr => (
            "blocked Householder reflections",
            "stable for every shape and rank",
        ),
        Operation::PivotedQr if rows > columns => (
            "Householder reflections, then R with column pivoting",
            "more rows than columns",
        ),
        Operation::PivotedQr => (
            "Householder reflections with column pivoting",
            "as many columns as rows or more",
        ),
        Operation::Svd if is_tall(long, short) => (
            "QR, then bidiagonal form of R by divide and conquer",
            "more than 1.5 times as many rows as columns",
        ),
        Operation::Svd => (
            "bidiagonal form by divide and conquer",
            "about as many rows as columns",
        ),
        Operation::TopkSvd(_) => (
            "subspace iteration, bases by Householder reflections",
            "few values of many",
        ),
        Operation::Eigh => ("tridiagonal form by divide and conquer", "Hermitian"),
        Operation::Eig => ("Hessenberg form by shifted QR", "any square"),
    }
}
