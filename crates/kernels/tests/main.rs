//! Every operation against its double-precision reference.

mod functions;
mod variants;
