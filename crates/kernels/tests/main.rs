//! Every operation against its double-precision reference.

mod forms;
mod functions;
mod gemm;
mod nvrtc;
mod ported;
mod random;
mod repeat;
mod spots;
mod sum;
mod variants;
mod whole_files;
