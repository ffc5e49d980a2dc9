//! Texts to begin with: the corpus and generated kernels, each as one whole file.

use crate::{
    corpus::{self, Case},
    generate::generate,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Generated kernels.
const GENERATED: u64 = 40;

/// Every `.metal` file below a folder, a kernel's body with the signature it gets, and generated
/// kernels. In the same order each time.
///
/// # Panics
/// If the folder cannot be read.
#[must_use]
pub fn seeds(folder: impl AsRef<Path>) -> Vec<String> {
    let mut paths = Vec::new();
    walk(folder.as_ref(), &mut paths);
    paths.sort();
    let files = paths.iter().map(|path| whole(path));
    let generated = (0..GENERATED).map(|seed| assembled(&generate(seed).case()));
    files.chain(generated.flatten()).collect()
}

/// A file's text; where it is a case, the text that is compiled for it.
fn whole(path: &Path) -> String {
    let text = fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    let case = Case::parse("seed", &text).ok();
    case.as_ref().and_then(assembled).unwrap_or(text)
}

fn assembled(case: &Case) -> Option<String> {
    corpus::text(case).ok()
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder's entry can be read").path();
        if path.is_dir() {
            walk(&path, paths);
        } else if path.extension().is_some_and(|ending| ending == "metal") {
            paths.push(path);
        }
    }
}
