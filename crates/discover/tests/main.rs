//! Sessions, from request to report.

mod kill;
mod records;
mod sessions;
mod synthetic;
