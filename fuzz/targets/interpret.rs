//! See `kernsmith_testkit::fuzz::interpret`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kernsmith_testkit::fuzz::interpret(text));
