//! What there is as kernels for a planned call: what the function itself asks.

use super::Operation;
use crate::{
    Policy, cholesky, eigen, lu,
    policy::Built,
    qr::{self, QrOptions},
    svd::{self, SvdOptions},
    triangular,
};

pub(super) fn built(operation: Operation, sides: [usize; 2], policy: Policy) -> Built {
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
        Operation::Svd | Operation::Lstsq => {
            let options = SvdOptions {
                policy,
                ..SvdOptions::default()
            };
            svd::built_for_all(&sides, &options)
        }
        Operation::Cholesky | Operation::CholeskyInverse => {
            cholesky::built(sides[0], policy.check_finite)
        }
        Operation::SolveTriangular => triangular::built(sides[0], 1, policy.check_finite),
        Operation::InverseTriangular => triangular::built(sides[0], sides[0], policy.check_finite),
        Operation::Eigh => eigen::built(&sides, policy),
        Operation::ProjectCoeffs | Operation::UpdateVector | Operation::PowerStep(_) => {
            Built::Single
        }
        Operation::Lu | Operation::Determinant => lu::built(sides, policy.check_finite),
        Operation::Solve => lu::built_for_sides(sides[0], 1, policy.check_finite),
        Operation::Inverse => lu::built_for_sides(sides[0], sides[0], policy.check_finite),
        Operation::Eig | Operation::Expm | Operation::Norm => Built::No,
    }
}
