//! See `kernsmith_testkit::fuzz::lex`.
#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| kernsmith_testkit::fuzz::lex(text));
