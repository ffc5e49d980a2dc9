//! Facts about a module that several stages need.

pub mod access;
pub mod layout;
