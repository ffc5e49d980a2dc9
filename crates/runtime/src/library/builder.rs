//! Making a library, step by step.

use super::{Inner, Library};
use crate::{
    error::Error,
    pipeline::{Cache, Typed},
    submission::{LogSink, Logged},
    warning::Sink,
};
use kernsmith_msl::{
    diagnostic::Diagnostics,
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// A library in the making; see [`Library::builder`].
#[derive(Clone, Debug, Default)]
pub struct LibraryBuilder {
    name: Option<String>,
    text: String,
    includes: BTreeMap<String, String>,
    defines: Vec<(String, String)>,
    math_mode: MathMode,
    advice: BTreeSet<String>,
    sink: Sink,
    log: LogSink,
}

impl LibraryBuilder {
    /// The text.
    #[must_use]
    pub fn source(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// What diagnostics call the text.
    #[must_use]
    pub fn source_file(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// A file that the text may include by `name`.
    #[must_use]
    pub fn include(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.includes.insert(name.into(), text.into());
        self
    }

    /// A macro without parameters that is defined before the text.
    #[must_use]
    pub fn define(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.defines.push((name.into(), value.into()));
        self
    }

    /// How exact arithmetic is; `Safe` unless set.
    #[must_use]
    pub fn math_mode(mut self, mode: MathMode) -> Self {
        self.math_mode = mode;
        self
    }

    /// Hands the warnings of each launch to a function, each place in the text once: what the compiler
    /// and its lints say, and what lints say of the launch. Without it they are dropped unless
    /// [`Library::warnings`](super::Library::warnings) asks for them.
    ///
    /// # Examples
    ///
    /// ```
    /// use kernsmith_runtime::Library;
    /// use std::sync::{Arc, Mutex};
    ///
    /// let heard = Arc::new(Mutex::new(String::new()));
    /// let sink = Arc::clone(&heard);
    /// let text = "kernel void k(device float* out, device const float* x) { out[0] = 1; }";
    /// Library::builder()
    ///     .source(text)
    ///     .on_warnings(move |warnings, sources| {
    ///         *sink.lock().unwrap() += &warnings.render(sources, kernsmith_msl::diagnostic::RenderStyle::Plain);
    ///     })
    ///     .build()?;
    /// assert!(heard.lock().unwrap().starts_with("warning[unused-input]: the kernel does not use `x`"));
    /// # Ok::<(), kernsmith_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn on_warnings(
        mut self,
        tell: impl Fn(&Diagnostics, &SourceMap) + Send + Sync + 'static,
    ) -> Self {
        self.sink = Sink::new(tell);
        self
    }

    /// Hands what each launch logs to a function, before the launch's event happens. Without it the
    /// messages are written to standard error.
    #[must_use]
    pub fn on_log(mut self, tell: impl Fn(&Logged) + Send + Sync + 'static) -> Self {
        self.log = LogSink::new(tell);
        self
    }

    /// Lets a lint that is advice speak, too; `kernsmith explain` lists the lints.
    #[must_use]
    pub fn advice(mut self, lint: impl Into<String>) -> Self {
        self.advice.insert(lint.into());
        self
    }

    /// Compiles.
    ///
    /// # Errors
    /// [`Error::Compile`] with all that is wrong with the text.
    pub fn build(self) -> Result<Library, Error> {
        let name = self.name.unwrap_or_else(|| "<source>".to_owned());
        let mut sources = SourceMap::default();
        let file = sources.add(&name, self.text, Origin::User);
        let mut unit = Unit::new(vec![file], self.math_mode);
        unit.includes = self.includes;
        unit.defines.extend(self.defines);
        unit.advice = self.advice;
        let text = (sources.clone(), unit.clone());
        let typed = Typed::of_library(&name, &mut sources, &unit)?;
        self.sink.tell(typed.warnings.clone(), &typed.sources);
        Ok(Library(Arc::new(Inner {
            name,
            typed: Arc::new(typed),
            sink: self.sink,
            log: self.log,
            text,
            specialized: Cache::default(),
            pipelines: Cache::default(),
        })))
    }
}
