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
    /// Object macros that are defined before the first file: name and replacement.
    pub defines: Vec<(String, String)>,
    /// How inexact arithmetic may be.
    pub math_mode: MathMode,
    /// Lints that are advice and speak nonetheless.
    pub advice: BTreeSet<String>,
    /// The function constants that the host gives, by name. `None` where that is not known: the text is
    /// then checked for any, and kernels that need some cannot be run.
    pub constants: Option<BTreeMap<String, ConstantValue>>,
}

/// The macros that Metal's compiler defines by itself.
const STANDARD: [(&str, &str); 8] = [
    ("__METAL__", "1"),
    ("__METAL_VERSION__", "320"),
    ("__METAL_MACOS__", "1"),
    ("__HAVE_BFLOAT__", "1"),
    ("__cplusplus", "201703L"),
    ("__clang__", "1"),
    ("METAL_FUNC", "inline"),
    ("METAL_INTERNAL", "inline"),
];

impl Unit {
    /// A unit of these files with the macros that Metal's own compiler defines, and without
    /// include files.
    #[must_use]
    pub fn new(files: Vec<FileId>, math_mode: MathMode) -> Self {
        let mut defines: Vec<_> = STANDARD
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        if math_mode == MathMode::Fast {
            defines.push(("__FAST_MATH__".to_owned(), "1".to_owned()));
        }
        Self {
            files,
            includes: BTreeMap::new(),
            defines,
            math_mode,
            advice: BTreeSet::new(),
            constants: None,
        }
    }
}
