//! What decides whether an output is right: the inputs that a kernel is tried on, and how near it has to
//! be to a reference.

pub mod bank;
pub mod close;
pub mod host;
