//! What is compiled together: files, includes, macros and a math mode.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ir::{ConstantValue, MathMode},
    source::FileId,
};

/// One translation unit.
#[derive(Clone, Debug, Default)]
pub struct Unit {
    /// Preprocessed one after another as one text: a macro of an earlier file holds in a later one.
    pub files: Vec<FileId>,
    /// The caller's include files: name to text. System headers are known and empty.
    pub includes: BTreeMap<String, String>,
    /// Object macros that are defined before the first file, beside those of Metal's compiler: name and
    /// replacement.
    pub defines: Vec<(String, String)>,
    /// How inexact arithmetic may be.
    pub math_mode: MathMode,
    /// Lints that are advice and speak nonetheless.
    pub advice: BTreeSet<String>,
    /// The function constants that the host gives, by name. `None` where that is not known: the text is
    /// then checked for any, and kernels that need some cannot be run.
    pub constants: Option<BTreeMap<String, ConstantValue>>,
}

impl Unit {
    /// A unit of these files, without include files and macros of its own.
    #[must_use]
    pub fn new(files: Vec<FileId>, math_mode: MathMode) -> Self {
        Self {
            files,
            includes: BTreeMap::new(),
            defines: Vec::new(),
            math_mode,
            advice: BTreeSet::new(),
            constants: None,
        }
    }
}
