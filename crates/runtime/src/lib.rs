//! kernsmith-runtime.
