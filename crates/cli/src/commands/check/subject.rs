//! What is checked: the files named, and those below the folders named.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::{commands::whole_file::Kind, error::Error};

/// A file to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Where it is.
    pub(super) path: PathBuf,
    /// What it is.
    pub(super) kind: Kind,
}

/// What the paths mean.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subjects {
    /// Each file once, in the order of the paths and within a folder by name.
    pub(super) files: Vec<Subject>,
    /// Files of folders that are no whole files: the bodies and headers of launch files, which are
    /// checked with these.
    pub(super) parts: BTreeSet<PathBuf>,
}

/// The files that the paths mean.
pub(super) fn subjects(paths: &[PathBuf]) -> Result<Subjects, Error> {
    let (mut subjects, mut known) = (Subjects::default(), BTreeSet::new());
    for path in paths {
        let found = if path.is_dir() {
            let mut found = Found::default();
            found.walk(path)?;
            found.whole(path, &mut subjects.parts)?
        } else {
            let kind = Kind::of(path)?;
            let path = path.clone();
            vec![Subject { path, kind }]
        };
        let new = |subject: &Subject| known.insert(subject.path.clone());
        subjects.files.extend(found.into_iter().filter(new));
    }
    Ok(subjects)
}

/// What is below a folder.
#[derive(Default)]
struct Found {
    metal: Vec<PathBuf>,
    launches: Vec<PathBuf>,
}

impl Found {
    /// Links to folders are not followed, so there is an end.
    fn walk(&mut self, folder: &Path) -> Result<(), Error> {
        let mut folders = vec![folder.to_owned()];
        while let Some(folder) = folders.pop() {
            let failed = |source| Error::Read {
                path: folder.clone(),
                source,
            };
            for entry in fs::read_dir(&folder).map_err(failed)? {
                let entry = entry.map_err(failed)?;
                let is_folder = entry.file_type().map_err(failed)?.is_dir();
                let path = entry.path();
                let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
                match path.extension().and_then(|ending| ending.to_str()) {
                    _ if is_folder && is_hidden => {}
                    _ if is_folder => folders.push(path),
                    Some("metal") => self.metal.push(path),
                    Some("toml") => self.launches.push(path),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// The whole files; what launch files use as parts goes to `parts`.
    fn whole(
        mut self,
        folder: &Path,
        parts: &mut BTreeSet<PathBuf>,
    ) -> Result<Vec<Subject>, Error> {
        if self.metal.is_empty() {
            return Err(Error::NothingIn(folder.to_owned()));
        }
        self.metal.sort();
        let used = self.launches.iter().flat_map(|launch| parts_of(launch));
        let used: BTreeSet<PathBuf> = used.collect();
        let is_part =
            |path: &PathBuf| fs::canonicalize(path).is_ok_and(|real| used.contains(&real));
        let (bodies, whole): (Vec<_>, Vec<_>) = self.metal.into_iter().partition(is_part);
        parts.extend(bodies);
        let whole = whole.into_iter().map(|path| Subject {
            path,
            kind: Kind::Metal,
        });
        Ok(whole.collect())
    }
}

/// The files that a launch file uses as body and header. A file that is none has no such parts.
fn parts_of(launch: &Path) -> Vec<PathBuf> {
    let text = fs::read_to_string(launch).unwrap_or_default();
    let document: toml::Table = text.parse().unwrap_or_default();
    let kernel = document.get("kernel").and_then(toml::Value::as_table);
    let files = ["source_file", "header_file"].into_iter();
    let files = files.filter_map(|key| kernel?.get(key)?.as_str());
    let folder = launch.parent().unwrap_or(Path::new(""));
    let files = files.filter_map(|file| fs::canonicalize(folder.join(file)).ok());
    files.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_searched_for_whole_files() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let root = folder.path();
        for name in [
            "b/z.metal",
            "a.metal",
            ".git/x.metal",
            "b/n.toml",
            "b/c/y.metal",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("it is below the root")).expect("ours");
            fs::write(path, "").expect("the folder is ours");
        }
        let named = [
            root.join("b/z.metal"),
            root.to_owned(),
            root.join("b/n.toml"),
        ];
        let text = "[kernel]\nsource_file = \"../a.metal\"";
        fs::write(root.join("b/n.toml"), text).expect("the folder is ours");
        let Subjects { files, parts } = subjects(&named).expect("there are files");
        let names: Vec<_> = files
            .iter()
            .map(|s| s.path.strip_prefix(root).expect("below the root"))
            .collect();
        let expected = ["b/z.metal", "b/c/y.metal", "b/n.toml"].map(Path::new);
        assert_eq!(names, expected);
        assert_eq!(files[2].kind, Kind::Launch);
        assert_eq!(parts, BTreeSet::from([root.join("a.metal")]));
    }

    #[test]
    fn a_folder_without_metal_is_an_error() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let error = subjects(&[folder.path().to_owned()]).expect_err("it is empty");
        assert!(error.to_string().starts_with("expected `.metal` files in "));
    }
}
