//! Facts about a module that several stages need.

pub mod access;
pub mod alignment;
pub mod context;
pub mod iteration;
pub mod layout;
pub mod origin;
pub mod spread;
#[cfg(test)]
mod tests;
pub mod users;
pub mod variables;
