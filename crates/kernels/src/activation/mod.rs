//! Gated activations.

mod reference;
mod swiglu;

pub use swiglu::{Swiglu, swiglu};
