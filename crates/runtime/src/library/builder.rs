//! Making a library, step by step.

use super::{Inner, Library};
use crate::{
    error::Error,
    pipeline::{Cache, Typed},
};
use kernsmith_msl::{
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use std::{collections::BTreeMap, sync::Arc};

/// A library in the making; see [`Library::builder`].
#[derive(Clone, Debug, Default)]
pub struct LibraryBuilder {
    name: Option<String>,
    text: String,
    includes: BTreeMap<String, String>,
    defines: Vec<(String, String)>,
    math_mode: MathMode,
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
        let text = (sources.clone(), unit.clone());
        let typed = Typed::compile(&name, &mut sources, &unit)?;
        Ok(Library(Arc::new(Inner {
            name,
            typed: Arc::new(typed),
            text,
            specialized: Cache::default(),
            pipelines: Cache::default(),
        })))
    }
}
