//! kernsmith.
