//! The runtime from outside, in one binary: the launch contract, corpus and generated kernels on all devices.

mod contract;
mod corpus;
mod generated;
mod launches;
mod library;
mod semantics;
