//! The runtime from outside, in one binary: the launch contract, corpus and generated kernels on all devices.

mod contract;
mod corpus;
mod generated;
mod graphs;
mod launches;
mod library;
mod nvrtc;
mod product;
mod semantics;
mod streams;
