//! See `kernsmith_testkit::fuzz::parse`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kernsmith_testkit::fuzz::parse(text));
