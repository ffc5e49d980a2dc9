//! Writes arrays to files, whole or not at all.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use super::{Array, Error, Format, npy, safetensors};
use crate::replace::replace;

/// An array, its name, and the file it goes to.
pub(crate) struct Named<'a> {
    /// Its name in a file of several.
    pub(crate) name: &'a str,
    /// What to write.
    pub(crate) array: &'a Array,
    /// Where to; the ending says which format.
    pub(crate) path: PathBuf,
}

/// Writes them. Several with one `.safetensors` path share that file.
pub(crate) fn save(arrays: &[Named<'_>]) -> Result<(), (PathBuf, Error)> {
    let mut files: BTreeMap<&Path, Vec<(&str, &Array)>> = BTreeMap::new();
    for named in arrays {
        files
            .entry(&named.path)
            .or_default()
            .push((named.name, named.array));
    }
    // Everything is encoded before anything is written.
    let encoded = files.into_iter().map(|(path, arrays)| {
        let bytes = encode(path, &arrays).map_err(|error| (path.to_owned(), error))?;
        Ok((path, bytes))
    });
    for (path, bytes) in encoded.collect::<Result<Vec<_>, _>>()? {
        replace(path, &bytes).map_err(|error| (path.to_owned(), error.into()))?;
    }
    Ok(())
}

fn encode(path: &Path, arrays: &[(&str, &Array)]) -> Result<Vec<u8>, Error> {
    match (Format::of(path)?, arrays) {
        (Format::Npy, [(_, array)]) => npy::write(array),
        (Format::Npy, [_, (name, _), ..]) => Err(Error::NameInNpy((*name).to_owned())),
        (Format::Npy, []) | (Format::Safetensors, _) => safetensors::write(arrays),
    }
}

#[cfg(test)]
mod tests {
    use kernsmith_runtime::DType;

    use super::*;

    fn array(value: u8) -> Array {
        Array {
            dtype: DType::U8,
            shape: vec![1],
            bytes: vec![value],
        }
    }

    #[test]
    fn arrays_share_a_file_and_replace_an_old_one() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("both.safetensors");
        std::fs::write(&path, "old").expect("the folder is ours");
        let (a, b) = (array(1), array(2));
        save(&[
            Named {
                name: "a",
                array: &a,
                path: path.clone(),
            },
            Named {
                name: "b",
                array: &b,
                path: path.clone(),
            },
        ])
        .expect("the folder is ours");
        assert_eq!(Array::load(&path, Some("b")).expect("it was written"), b);
        assert_eq!(
            std::fs::read_dir(folder.path())
                .expect("it is there")
                .count(),
            1
        );
    }

    #[test]
    fn nothing_is_written_when_one_cannot_be() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (good, bad) = (
            array(1),
            Array {
                dtype: DType::BF16,
                shape: vec![],
                bytes: vec![0; 2],
            },
        );
        let result = save(&[
            Named {
                name: "a",
                array: &good,
                path: folder.path().join("a.npy"),
            },
            Named {
                name: "b",
                array: &bad,
                path: folder.path().join("b.npy"),
            },
        ]);
        assert!(matches!(result, Err((_, Error::NotInNpy { .. }))));
        assert_eq!(
            std::fs::read_dir(folder.path())
                .expect("it is there")
                .count(),
            0
        );
    }
}
