//! Activations.

mod reference;
mod soft_cap;
mod swiglu;

pub use soft_cap::{SOFT_CAP, soft_cap};
pub use swiglu::{Swiglu, swiglu};
