//! A file's new content, whole or not at all.
//!
//! It is written beside its place under another name and then moved there, so that a crash or a full
//! disk leaves the old file or none, and never a part.

use std::{fs, io, io::Write, path::Path};

/// Puts `bytes` in the place of the file. Who may read it stays as it was, and a link still leads to it.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".kernsmith-")
        .suffix(".tmp")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    if let Ok(old) = fs::metadata(&real) {
        file.as_file().set_permissions(old.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&real).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn links_and_permissions_stay() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let (file, link) = (folder.path().join("a"), folder.path().join("b"));
        fs::write(&file, "old").expect("the folder is ours");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("it is ours");
        symlink(&file, &link).expect("the folder is ours");
        replace(&link, b"new").expect("the folder is ours");
        assert_eq!(fs::read(&file).expect("it is there"), b"new");
        let mode = fs::metadata(&file)
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o640);
        assert!(
            fs::symlink_metadata(&link)
                .expect("it is there")
                .is_symlink()
        );
    }
}
