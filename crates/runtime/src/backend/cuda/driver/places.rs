//! Where a library of NVIDIA's may lie: beside the loader's path also in toolkits and in Python's wheels.

use crate::environment;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A library by its names and places.
pub(crate) struct Wanted {
    /// Names in the loader's path, the newest first.
    pub(crate) names: &'static [&'static str],
    /// Folders of wheels, below the folder of Python's packages.
    pub(crate) wheel_folders: &'static [&'static str],
    /// The variable that names its folder or file.
    pub(crate) variable: &'static str,
}

/// Folders of a toolkit, below its root.
const TOOLKIT_FOLDERS: [&str; 4] = ["lib64", "lib", "targets/x86_64-linux/lib", "bin"];
/// Files to try, in order, and the folders that were looked through.
pub(crate) struct Places {
    pub(crate) files: Vec<PathBuf>,
    pub(crate) folders: Vec<PathBuf>,
}

/// All places. A file or folder that the user names is the only one.
pub(crate) fn places(wanted: &Wanted) -> Places {
    if let Some(named) = environment::path(wanted.variable) {
        return match named.is_file() {
            true => Places {
                files: vec![named],
                folders: Vec::new(),
            },
            false => in_folders(wanted.names, Vec::new(), vec![named]),
        };
    }
    let mut folders = Vec::new();
    for variable in ["CUDA_PATH", "CUDA_HOME"] {
        folders.extend(
            environment::path(variable)
                .iter()
                .flat_map(|root| toolkit(root)),
        );
    }
    folders.extend(
        children(Path::new("/usr/local"), "cuda")
            .iter()
            .flat_map(|root| toolkit(root)),
    );
    for packages in python_packages() {
        let wheels = wanted.wheel_folders.iter();
        folders.extend(wheels.map(|folder| packages.join(folder)));
    }
    let names = wanted.names;
    in_folders(names, names.iter().map(PathBuf::from).collect(), folders)
}

/// The loader's path and these folders, as a sentence has them.
pub(crate) fn in_words(folders: &[PathBuf]) -> String {
    let folders = folders.iter().map(|path| format!("`{}`", path.display()));
    let list = folders.collect::<Vec<_>>().join(", ");
    match list.is_empty() {
        true => "the loader's path".to_owned(),
        false => format!("the loader's path, {list}"),
    }
}

fn in_folders(names: &[&str], mut files: Vec<PathBuf>, folders: Vec<PathBuf>) -> Places {
    let mut seen = Vec::new();
    for folder in folders {
        if !folder.is_dir() || seen.contains(&folder) {
            continue;
        }
        files.extend(
            names
                .iter()
                .map(|name| folder.join(name))
                .filter(|file| file.is_file()),
        );
        seen.push(folder);
    }
    Places {
        files,
        folders: seen,
    }
}

fn toolkit(root: &Path) -> Vec<PathBuf> {
    TOOLKIT_FOLDERS
        .iter()
        .map(|folder| root.join(folder))
        .collect()
}

/// Folders that packages of Python are installed in: of the active environment, of each `python3` in
/// the path of programs, of the user and of the system.
fn python_packages() -> Vec<PathBuf> {
    let named = ["VIRTUAL_ENV", "CONDA_PREFIX"]
        .into_iter()
        .filter_map(environment::path);
    let programs = environment::program_folders()
        .into_iter()
        .filter(|folder| folder.join("python3").exists() || folder.join("python.exe").exists());
    let programs = programs.filter_map(|folder| folder.parent().map(Path::to_owned));
    let home = environment::path("HOME").map(|home| home.join(".local"));
    let system = ["/usr/local", "/usr"].map(PathBuf::from);
    let prefixes = named.chain(programs).chain(home).chain(system);
    let folders = prefixes.flat_map(|prefix| {
        let library = prefix.join("lib");
        let mut versions = children(&library, "python3");
        versions.push(prefix.join("Lib"));
        versions
    });
    folders
        .flat_map(|folder| [folder.join("site-packages"), folder.join("dist-packages")])
        .filter(|folder| folder.is_dir())
        .collect()
}

/// Entries of a folder that begin so, the greatest name first.
fn children(folder: &Path, beginning: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .filter(|entry| entry.file_name().to_string_lossy().starts_with(beginning))
        .map(|entry| entry.path())
        .collect();
    found.sort_unstable_by(|a, b| b.cmp(a));
    found
}

#[cfg(test)]
mod tests {
    use super::{children, in_folders};
    use std::fs;

    const NAMES: [&str; 2] = ["libnew.so", "libold.so"];

    #[test]
    fn folders_that_exist_are_looked_through_once_and_the_newest_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        for name in [NAMES[1], NAMES[0], "other.so"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        let there = folder.path().to_owned();
        let places = in_folders(
            &NAMES,
            Vec::new(),
            vec![there.clone(), "/no/such".into(), there.clone()],
        );
        assert_eq!(places.folders, std::slice::from_ref(&there));
        assert_eq!(places.files, [there.join(NAMES[0]), there.join(NAMES[1])]);
        assert_eq!(children(&there, "other"), [there.join("other.so")]);
    }
}
