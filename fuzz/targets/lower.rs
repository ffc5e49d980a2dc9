//! See `kernsmith_testkit::fuzz::lower`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kernsmith_testkit::fuzz::lower(text));
