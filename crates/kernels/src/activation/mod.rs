//! Activations.

mod reference;
mod soft_cap;
mod swiglu;
mod swiglu_wide;

pub use soft_cap::{SOFT_CAP, soft_cap};
pub use swiglu::{Swiglu, swiglu, swiglu_plan};
