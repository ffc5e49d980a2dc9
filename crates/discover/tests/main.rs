//! Sessions, from request to report.

mod faults;
mod kill;
mod records;
mod sessions;
mod synthetic;
