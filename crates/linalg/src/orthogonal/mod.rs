//! Orthonormal columns, rows and bases: of given vectors, and at random.
//!
//! ```text
//! columns, rows       Q of QR                      basis      the rest of a complete Q
//! blocked             projections and QR in turns  random     Q of normal numbers, which is Haar's for R_kk >= 0
//! ```

mod basis;
mod blocked;
mod columns;
mod random;

pub use basis::complete_basis;
pub use blocked::orthogonalize_blocked;
pub use columns::{orthogonalize_nonsquare, orthonormal_columns, orthonormal_rows};
pub use random::{Determinant, OrthogonalOptions, RotationOptions, orthogonal, random_rotation};
