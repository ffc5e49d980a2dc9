//! Activations.

mod reference;
mod soft_cap;
mod soft_cap_flat;
mod swiglu;
mod swiglu_wide;

pub use soft_cap::{SOFT_CAP, soft_cap};
pub use soft_cap_flat::SoftCap;
pub use swiglu::{Swiglu, swiglu, swiglu_plan};
