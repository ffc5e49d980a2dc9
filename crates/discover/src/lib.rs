//! kernsmith-discover.
#![forbid(unsafe_code)]
