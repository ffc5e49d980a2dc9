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

mod algorithm;
mod built;
mod cost;

use std::fmt;

use kernsmith_kernels::{
    plan::{Cost, Costed},
    settings::{Place, Setting, SvdSettings, svd_config},
};
use kernsmith_runtime::{DType, Device};

use crate::{Error, Executor, Policy};

/// A function that can be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// [`cholesky`](crate::cholesky::cholesky).
    Cholesky,
    /// [`cholesky_inv`](crate::cholesky::cholesky_inv).
    CholeskyInverse,
    /// [`lu`](crate::lu::lu).
    Lu,
    /// [`solve`](crate::lu::solve).
    Solve,
    /// [`inv`](crate::lu::inv).
    Inverse,
    /// [`det`](crate::lu::det) and [`slogdet`](crate::lu::slogdet).
    Determinant,
    /// [`solve_triangular`](crate::triangular::solve_triangular).
    SolveTriangular,
    /// [`inv_triangular`](crate::triangular::inv_triangular).
    InverseTriangular,
    /// [`qr`](crate::qr::qr), without pivoting.
    Qr,
    /// [`qr`](crate::qr::qr) with pivoting.
    PivotedQr,
    /// [`svd`](crate::svd::svd).
    Svd,
    /// [`topk_svd`](crate::svd::topk_svd) of so many values.
    TopkSvd(usize),
    /// [`lstsq`](crate::svd::lstsq).
    Lstsq,
    /// [`eigh`](crate::eigen::eigh).
    Eigh,
    /// [`eig`](crate::eigen::eig).
    Eig,
    /// [`expm`](crate::expm::expm), without the squarings that a large norm asks for.
    Expm,
    /// [`norm`](crate::norm::norm) of Frobenius.
    Norm,
    /// [`project_coeffs`](crate::projection::project_coeffs).
    ProjectCoeffs,
    /// [`update_vector`](crate::projection::update_vector).
    UpdateVector,
    /// [`power_iter_step`](crate::projection::power_iter_step) of so many vectors.
    PowerStep(usize),
}

impl Operation {
    /// The function's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cholesky => "cholesky",
            Self::CholeskyInverse => "cholesky_inv",
            Self::Lu => "lu",
            Self::Solve => "solve",
            Self::Inverse => "inv",
            Self::Determinant => "det",
            Self::SolveTriangular => "solve_triangular",
            Self::InverseTriangular => "inv_triangular",
            Self::Qr | Self::PivotedQr => "qr",
            Self::Svd => "svd",
            Self::TopkSvd(_) => "topk_svd",
            Self::Eigh => "eigh",
            Self::Lstsq => "lstsq",
            Self::Eig => "eig",
            Self::Expm => "expm",
            Self::Norm => "norm",
            Self::ProjectCoeffs => "project_coeffs",
            Self::UpdateVector => "update_vector",
            Self::PowerStep(_) => "power_iter_step",
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
    /// Columns of a launch and streams, of leading singular values by kernels.
    pub schedule: Option<SvdSettings>,
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
        if let Some(SvdSettings { band, streams }) = &self.schedule {
            writeln!(f, "columns of a launch: {band}")?;
            writeln!(f, "streams: {streams}")?;
        }
        write!(f, "{}", self.cost)
    }
}

/// What a function would do with matrices of so many rows and columns.
///
/// # Errors
/// [`Error::Unbuilt`] where the executor does not have it; [`Error::Kernels`] for settings of a wrong form.
pub fn plan(
    device: &Device,
    operation: Operation,
    sides: [usize; 2],
    dtype: DType,
    policy: Policy,
) -> Result<Plan, Error> {
    let built = built::built(operation, sides, policy);
    let executor = policy.resolve(operation.name(), device, (dtype, built))?;
    let (algorithm, why) = match executor.value {
        Executor::Kernels => algorithm::of_kernels(operation, sides),
        Executor::Auto | Executor::Host => algorithm::of_host(operation, sides),
    };
    let computed_in = match (operation, dtype) {
        (Operation::Eig, DType::F32) => DType::F64,
        (_, DType::C64) => DType::C128,
        (_, dtype) => dtype,
    };
    let is_scheduled =
        matches!(operation, Operation::TopkSvd(_)) && executor.value == Executor::Kernels;
    let schedule = is_scheduled.then(|| svd_config(device)).transpose()?;
    let cost = cost::cost(device, operation, (sides, computed_in), executor.value)?;
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
        schedule,
        cost,
    })
}

/// How many times as many rows as columns a matrix has for which `Q R` comes before singular values: two passes over
/// the rows then cost less than their bidiagonal form.
const TALL: [usize; 2] = [3, 2];

/// Whether `Q R` comes before singular values.
pub(crate) const fn is_tall(rows: usize, columns: usize) -> bool {
    columns > 0 && TALL[1] * rows > TALL[0] * columns
}
