//! Checking files, several at a time.

use std::{
    num::NonZero,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use kernsmith_msl::{diagnostic::Diagnostics, source::SourceMap};
use kernsmith_runtime::{Device, Logged};

use super::{Setup, subject::Subject};
use crate::{
    commands::whole_file::{self, Kind},
    error::Error,
    findings::Count,
    launch::Ready,
};

/// What is known of a file after the check.
pub(super) struct Checked {
    /// The file.
    pub(super) path: PathBuf,
    /// What there is to say, with the texts that it speaks of.
    pub(super) said: Vec<(Diagnostics, SourceMap)>,
    /// What it logged when it was launched.
    pub(super) logged: Vec<Logged>,
    /// How it ended.
    pub(super) verdict: Verdict,
    /// The files of the user that a fix may change.
    pub(super) own: Vec<PathBuf>,
    /// Other files that it was made of.
    pub(super) depends: Vec<PathBuf>,
}

/// How the check of a file ended.
pub(super) enum Verdict {
    /// It compiles, and has these kernels, beside those that need what is not supported.
    Compiles {
        kernels: Vec<String>,
        refused: Vec<String>,
    },
    /// It was launched.
    Ran { kernel: String, threads: u128 },
    /// It does not compile.
    Broken,
    /// It could not be checked.
    Unusable(Error),
}

impl Checked {
    /// How many findings there are.
    pub(super) fn count(&self) -> Count {
        let counts = self.said.iter().map(|(list, _)| Count::of(list));
        counts.fold(Count::default(), Count::plus)
    }

    fn new(path: PathBuf, verdict: Verdict) -> Self {
        Self {
            own: vec![path.clone()],
            path,
            said: Vec::new(),
            logged: Vec::new(),
            verdict,
            depends: Vec::new(),
        }
    }
}

/// Checks all of them on all processors. The order is that of the subjects.
pub(super) fn all(subjects: &[Subject], setup: &Setup) -> Vec<Checked> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(subject) = subjects.get(at) else {
                return done;
            };
            done.push((at, one(subject, setup)));
        }
    };
    let mut checked = thread::scope(|scope| {
        let others = 1..threads.min(subjects.len());
        let others: Vec<_> = others.map(|_| scope.spawn(work)).collect();
        let mut done = work();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        done
    });
    checked.sort_by_key(|(at, _)| *at);
    checked.into_iter().map(|(_, checked)| checked).collect()
}

/// Checks one file.
pub(super) fn one(subject: &Subject, setup: &Setup) -> Checked {
    let path = subject.path.clone();
    let checked = match subject.kind {
        Kind::Metal => file(subject, setup),
        Kind::Launch => launch(subject, setup),
    };
    let mut checked = checked.unwrap_or_else(|error| Checked::new(path, Verdict::Unusable(error)));
    for (list, _) in &mut checked.said {
        *list = setup.levels.apply(std::mem::take(list));
    }
    checked
}

fn file(subject: &Subject, setup: &Setup) -> Result<Checked, Error> {
    let compiled = whole_file::compile(&subject.path, &setup.options, setup.levels.advice())?;
    let refused = compiled.refused.iter().map(|kernel| kernel.name.clone());
    let refused = refused.collect();
    let verdict = compiled
        .kernels()
        .map_or(Verdict::Broken, |kernels| Verdict::Compiles {
            kernels,
            refused,
        });
    let mut checked = Checked::new(subject.path.clone(), verdict);
    checked.said.push((compiled.diagnostics, compiled.sources));
    checked.depends = compiled.depends;
    Ok(checked)
}

fn launch(subject: &Subject, setup: &Setup) -> Result<Checked, Error> {
    let mut file = setup.options.launch(&subject.path)?;
    file.advice = setup.levels.advice();
    let mut checked = Checked::new(subject.path.clone(), Verdict::Broken);
    let texts = file.kernel.texts();
    checked.own = texts.iter().map(|text| PathBuf::from(&text.file)).collect();
    checked.depends.clone_from(&checked.own);
    let mut outcome = || {
        let kernel = Ready::new(&file, &Device::check())?;
        checked.said.push(kernel.warnings()?);
        let outcome = kernel.run()?;
        checked.said.extend(outcome.findings());
        checked.logged = outcome.logged;
        Ok(())
    };
    match outcome().map_err(Error::into_diagnostics) {
        Ok(()) => {
            let threads = file.grid.iter().map(|&extent| u128::from(extent));
            checked.verdict = Verdict::Ran {
                kernel: file.kernel.name.clone(),
                threads: threads.product(),
            };
        }
        Err(Ok(wrong)) => checked.said.push(wrong),
        Err(Err(error)) => checked.verdict = Verdict::Unusable(error),
    }
    Ok(checked)
}
