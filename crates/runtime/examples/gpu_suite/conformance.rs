//! Corpus and generated kernels, compared with what they should give.

use crate::{
    Outcome,
    report::{Row, Target},
};
use kernsmith_runtime::{Device, Error};
use kernsmith_testkit::{
    corpus::{Case, REFERENCES, folders},
    device::{compare, run},
    generate::generate,
};
use std::{
    num::NonZero,
    ops::Range,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// What runs now, so that what never ends has a name.
#[derive(Clone, Default)]
struct Watched(Arc<Mutex<(String, u32)>>);

impl Watched {
    fn begin(&self, name: &str) {
        *self.0.lock().expect("nobody panics with it") = (name.to_owned(), 0);
    }

    /// Says from time to time what has run for long.
    fn watch(&self) {
        let watched = Arc::clone(&self.0);
        thread::spawn(move || {
            loop {
                thread::sleep(Duration::from_secs(5));
                let mut now = watched.lock().expect("nobody panics with it");
                now.1 += 1;
                if now.1 > 1 && !now.0.is_empty() {
                    println!("  still at {}", now.0);
                }
            }
        });
    }
}

/// How many generated kernels give something else than the reference interpreter. Most of the time is that of
/// compiling, so all processors take part.
fn differing(device: &Device, generated: Range<u64>) -> u32 {
    let (next, differing) = (AtomicU64::new(generated.start), AtomicU32::new(0));
    let work = || {
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            if seed >= generated.end {
                break;
            }
            if let Err(disagreement) = compare(&generate(seed), device)
                && differing.fetch_add(1, Ordering::Relaxed) < 5
            {
                let text: String = disagreement.to_string().chars().take(600).collect();
                println!("  seed {seed}: {text}");
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    differing.into_inner()
}

pub(crate) fn rows(device: &Device, root: &str, generated: Range<u64>) -> Outcome {
    let cases: Vec<Case> = folders(root)
        .into_iter()
        .flat_map(|folder| Case::all_in(format!("{root}{folder}")))
        // What the checker objects to may do anything here.
        .filter(|case| case.findings.is_empty())
        .collect();
    let start = Instant::now();
    let mut wrong = Vec::new();
    let mut lost = false;
    let watched = Watched::default();
    watched.watch();
    for case in &cases {
        if lost {
            break;
        }
        watched.begin(&case.name);
        let outcome = run(case, device);
        lost = matches!(&outcome, Err(Error::Cuda(failure)) if failure.context_lost);
        let checked = outcome.map_err(|error| error.to_string());
        let checked = checked.and_then(|outcome| {
            case.check_log(&outcome.log)?;
            case.check(&outcome.outputs, &REFERENCES)
        });
        if let Err(error) = checked {
            let first: String = error.chars().take(600).collect();
            println!("  {}: {first}", case.name);
            wrong.push(case.name.clone());
        }
    }
    watched.begin("");
    let corpus = start.elapsed();
    let count = generated.end - generated.start;
    let start = Instant::now();
    let differing = if lost {
        0
    } else {
        differing(device, generated)
    };
    #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
    let wrong_count = wrong.len() as f64;
    Ok(vec![
        Row::new(
            format!("corpus: {} kernels", cases.len()),
            format!(
                "{} wrong, {:.1} s{}",
                wrong.len(),
                corpus.as_secs_f64(),
                if lost { ", context lost" } else { "" }
            ),
            if lost { f64::NAN } else { wrong_count },
            Target::AtMost(0.0),
        ),
        Row::new(
            format!("{count} generated kernels"),
            format!(
                "{differing} differ from `check`, {:.1} s",
                start.elapsed().as_secs_f64()
            ),
            if lost { f64::NAN } else { f64::from(differing) },
            Target::AtMost(0.0),
        ),
    ])
}
