//! Where the warnings of kernels go: to whoever asks, or to a function that the program gives.
//!
//! Not to a stream of the process: a library does not print. A warning of one place in the text is told
//! once for each kernel or library, however often it is launched.

use kernsmith_msl::{diagnostic::Diagnostics, source::SourceMap};
use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

type Tell = dyn Fn(&Diagnostics, &SourceMap) + Send + Sync;

/// Takes the warnings of a kernel or library, if anything does.
#[derive(Clone, Default)]
pub(crate) struct Sink(Option<Arc<Open>>);

struct Open {
    tell: Box<Tell>,
    /// Name, file and place of what was told.
    told: Mutex<BTreeSet<(&'static str, String, u32)>>,
}

impl Sink {
    /// A sink that calls a function.
    pub(crate) fn new(tell: impl Fn(&Diagnostics, &SourceMap) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(Open {
            tell: Box::new(tell),
            told: Mutex::default(),
        })))
    }

    /// Whether warnings are worth making.
    pub(crate) const fn is_open(&self) -> bool {
        self.0.is_some()
    }

    /// Hands on what was not told before.
    pub(crate) fn tell(&self, mut found: Diagnostics, sources: &SourceMap) {
        let Some(open) = &self.0 else { return };
        {
            let mut told = open.told.lock().unwrap_or_else(PoisonError::into_inner);
            found.retain(|said| {
                let file = sources.file(said.span.file).name.clone();
                told.insert((said.name, file, said.span.start))
            });
        }
        if !found.is_empty() {
            (open.tell)(&found, sources);
        }
    }
}

impl fmt::Debug for Sink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.is_open() {
            "Sink(open)"
        } else {
            "Sink(closed)"
        })
    }
}
