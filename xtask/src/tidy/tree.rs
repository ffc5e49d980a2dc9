//! The files of the repository, read once.

use std::{collections::BTreeMap, fs, path::Path};

use crate::error::Error;

/// Folders that hold no source: what is built, what runs leave, what git keeps.
const SKIPPED: [&str; 3] = ["target", "runs", ".git"];

/// Endings of the files whose text rules read.
const TEXT: [&str; 6] = [".rs", ".metal", ".md", ".toml", ".h", ".yml"];

/// All files by their path relative to the root, with `/` between names.
#[derive(Debug, Default)]
pub(super) struct Tree {
    files: BTreeMap<String, Option<String>>,
}

impl Tree {
    /// Reads the tree below `root`.
    pub(super) fn read(root: &Path) -> Result<Self, Error> {
        let mut tree = Self::default();
        tree.read_folder(root, "")?;
        Ok(tree)
    }

    /// A tree made of these files.
    #[cfg(test)]
    pub(super) fn of(files: &[(&str, &str)]) -> Self {
        Self {
            files: files
                .iter()
                .map(|&(path, text)| (path.to_owned(), Some(text.to_owned())))
                .collect(),
        }
    }

    fn read_folder(&mut self, folder: &Path, prefix: &str) -> Result<(), Error> {
        let failed = |source| Error::Read {
            path: folder.to_owned(),
            source,
        };
        for entry in fs::read_dir(folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let kind = entry.file_type().map_err(failed)?;
            if kind.is_dir() {
                if !SKIPPED.contains(&name.as_str()) {
                    self.read_folder(&entry.path(), &format!("{path}/"))?;
                }
            } else if kind.is_file() {
                let text = if TEXT.iter().any(|ending| name.ends_with(ending)) {
                    let read = fs::read(entry.path());
                    let bytes = read.map_err(|source| Error::Read {
                        path: entry.path(),
                        source,
                    })?;
                    Some(String::from_utf8_lossy(&bytes).into_owned())
                } else {
                    None
                };
                self.files.insert(path, text);
            }
        }
        Ok(())
    }

    /// All paths, in order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether it is a file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// Whether it is a folder with files in it.
    pub(super) fn has_folder(&self, path: &str) -> bool {
        let prefix = format!("{path}/");
        self.files
            .range(prefix.clone()..)
            .next()
            .is_some_and(|(key, _)| key.starts_with(&prefix))
    }

    /// The text of a file of a kind that rules read.
    pub(super) fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path)?.as_deref()
    }

    /// Paths with this ending and their texts.
    pub(super) fn texts<'a>(
        &'a self,
        ending: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> + 'a {
        self.files
            .iter()
            .filter(move |(path, _)| path.ends_with(ending))
            .filter_map(|(path, text)| Some((path.as_str(), text.as_deref()?)))
    }
}

/// The part of a path after the last `/`.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// The part of a path before the last `/`; empty for a file of the root.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
