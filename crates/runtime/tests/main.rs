//! The runtime from outside: corpus and generated kernels on all devices.

mod corpus;
mod generated;
