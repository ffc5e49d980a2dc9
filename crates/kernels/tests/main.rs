//! Every operation against its double-precision reference.

mod functions;
mod ported;
mod spots;
mod variants;
mod whole_files;
