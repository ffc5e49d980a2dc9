//! Projections on columns and what they leave: `Q^T v`, `v - Q c`, and a step of a power iteration.
//!
//! The building blocks of Gram-Schmidt and of Krylov methods, as functions of their own. In float32 they are kernels
//! that read every element of `Q` once, with neighboring lanes at neighboring elements.

mod power_step;
mod project_coeffs;
mod update_vector;

pub use power_step::power_iter_step;
pub use project_coeffs::{PROJECT, ProjectionOptions, project_coeffs, projection_mode};
pub use update_vector::{UPDATE, update_vector};

use kernsmith_runtime::Tensor;

use crate::{Error, host::Call};

/// Rows and columns of `Q` and the length of a vector, checked.
fn sides(
    call: &Call<'_>,
    q: &Tensor,
    vector: (&'static str, &Tensor),
    long: bool,
) -> Result<[usize; 2], Error> {
    let [rows, columns] = q.shape() else {
        return Err(call.shape("q", "[m, k]", q.shape()));
    };
    let wanted = if long { *rows } else { *columns };
    if vector.1.shape() != [wanted] {
        return Err(call.shape(vector.0, format!("[{wanted}]"), vector.1.shape()));
    }
    Ok([*rows, *columns])
}
