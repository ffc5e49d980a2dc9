//! The fuzz targets on changed corpus files, for a moment; `cargo fuzz` runs them for longer.

use kernsmith_testkit::fuzz::{Mutator, TARGETS, seeds};
use std::{
    panic::catch_unwind,
    time::{Duration, Instant},
};

/// Changed texts of each seed.
const CHANGES: usize = 3;
/// For a text of a few kilobytes; each takes about a millisecond on an idle machine.
const LIMIT: Duration = Duration::from_secs(5);

#[test]
fn whatever_is_handed_over_nothing_panics_or_hangs() {
    let mut mutator = Mutator::new(0);
    for seed in seeds(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus")) {
        for _ in 0..CHANGES {
            let text = mutator.mutate(&seed);
            for (name, target) in TARGETS {
                let start = Instant::now();
                let survived = catch_unwind(|| target(&text)).is_ok();
                assert!(survived, "`{name}` fails:\n{text}");
                assert!(start.elapsed() < LIMIT, "`{name}` is slow:\n{text}");
            }
        }
    }
}
