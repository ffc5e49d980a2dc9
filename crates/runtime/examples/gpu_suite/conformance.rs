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
    sync::{Arc, Mutex},
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
                if now.1 > 1 {
                    println!("  still at {}", now.0);
                }
            }
        });
    }
}

pub(crate) fn rows(device: &Device, root: &str, generated: u64) -> Outcome {
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
    let corpus = start.elapsed();
    let start = Instant::now();
    let mut differing = 0u32;
    for seed in 0..generated {
        if lost {
            break;
        }
        watched.begin(&format!("seed {seed}"));
        if let Err(disagreement) = compare(&generate(seed), device) {
            differing += 1;
            if differing <= 5 {
                let text: String = disagreement.to_string().chars().take(600).collect();
                println!("  seed {seed}: {text}");
            }
        }
    }
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
            format!("{generated} generated kernels"),
            format!(
                "{differing} differ from `check`, {:.1} s",
                start.elapsed().as_secs_f64()
            ),
            if lost { f64::NAN } else { f64::from(differing) },
            Target::AtMost(0.0),
        ),
    ])
}
