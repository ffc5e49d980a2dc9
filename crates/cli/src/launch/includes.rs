//! The files that a Metal file includes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// How many files one may include; a project's own headers are far fewer.
const INCLUDES: usize = 1024;

/// The files that a text includes.
#[derive(Debug, Default)]
pub(crate) struct Included {
    /// Text and place, by the name that is written.
    pub(crate) found: BTreeMap<String, (PathBuf, String)>,
    /// Where files would be that are not there.
    pub(crate) missing: Vec<PathBuf>,
}

impl Included {
    /// The files that `#include "..."` and `#include <...>` may mean: in the folder of the file,
    /// then in `folders`; likewise those that these include. One that cannot be read is left out;
    /// the compiler says where it is missed.
    pub(crate) fn by(path: &Path, text: &str, folders: &[PathBuf]) -> Self {
        let own = path.parent().unwrap_or(Path::new(""));
        let mut included = Self::default();
        let mut wanted = named(text);
        while let Some(name) = wanted.pop() {
            if included.found.len() >= INCLUDES || included.found.contains_key(&name) {
                continue;
            }
            let mut places = std::iter::once(own).chain(folders.iter().map(PathBuf::as_path));
            let found = places.find_map(|folder| {
                let path = folder.join(&name);
                let text = fs::read_to_string(&path).ok()?;
                Some((path, text))
            });
            match found {
                Some((path, text)) => {
                    wanted.extend(named(&text));
                    included.found.insert(name, (path, text));
                }
                None => included.missing.push(own.join(name)),
            }
        }
        included
    }

    /// The texts, by the name that is written.
    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        let found = self.found.iter();
        let texts = found.map(|(name, (_, text))| (name.clone(), text.clone()));
        texts.collect()
    }
}

/// As [`Included::by`], the texts alone.
pub(crate) fn includes(path: &Path, text: &str, folders: &[PathBuf]) -> BTreeMap<String, String> {
    Included::by(path, text, folders).texts()
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
