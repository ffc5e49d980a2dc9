//! The files that a Metal file includes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// How many files one may include; a project's own headers are far fewer.
const INCLUDES: usize = 1024;

/// The files that `#include "..."` and `#include <...>` may mean, by the name that is written: in
/// the folder of the file, then in `folders`; likewise those that these include. One that cannot be
/// read is left out; the compiler says where it is missed.
pub(crate) fn includes(path: &Path, text: &str, folders: &[PathBuf]) -> BTreeMap<String, String> {
    let own = path.parent().unwrap_or(Path::new(""));
    let mut found = BTreeMap::new();
    let mut wanted = named(text);
    while let Some(name) = wanted.pop() {
        if found.len() >= INCLUDES || found.contains_key(&name) {
            continue;
        }
        let mut places = std::iter::once(own).chain(folders.iter().map(PathBuf::as_path));
        if let Some(text) = places.find_map(|folder| fs::read_to_string(folder.join(&name)).ok()) {
            wanted.extend(named(&text));
            found.insert(name, text);
        }
    }
    found
}

fn named(text: &str) -> Vec<String> {
    let lines = text.lines().filter_map(|line| {
        let directive = line.trim_start().strip_prefix('#')?.trim_start();
        let name = directive.strip_prefix("include")?.trim_start();
        match name.strip_prefix('"') {
            Some(name) => name.split_once('"'),
            None => name.strip_prefix('<')?.split_once('>'),
        }
    });
    lines.map(|(name, _)| name.to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn included_files_are_found_and_may_include_each_other() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let put = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("the folder is ours");
        };
        put("a.h", "# include \"b.h\"\n");
        put(
            "b.h",
            "  #include \"a.h\"\n#include \"gone.h\"\n#include <metal_stdlib>\n",
        );
        let text = "#include \"a.h\"\n// #include \"c.h\"\n";
        let found = includes(&folder.path().join("k.metal"), text, &[]);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a.h", "b.h"]);
    }

    #[test]
    fn a_folder_of_includes_comes_after_the_own() {
        let (own, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::write(own.path().join("a.h"), "own").unwrap();
        fs::write(other.path().join("a.h"), "other").unwrap();
        fs::write(other.path().join("b.h"), "other").unwrap();
        let folders = [other.path().to_owned()];
        let text = "#include \"a.h\"\n#include <b.h>\n";
        let found = includes(&own.path().join("k.metal"), text, &folders);
        assert_eq!((&*found["a.h"], &*found["b.h"]), ("own", "other"));
    }
}
