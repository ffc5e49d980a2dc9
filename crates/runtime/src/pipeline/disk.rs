//! Compiled code on disk, for the next start of a program.
//!
//! Not the pipelines of a running program, which [`super::Cache`] has. A file is named by a hash of
//! everything that decides what it holds, so an entry is never out of date; it carries a checksum of
//! its contents, so a damaged one is never trusted but removed and made anew. It is written beside its
//! place and renamed into it, so that other processes see a whole file or none. A folder that cannot
//! be written costs time, and nothing else.
//!
//! Code of the executor for the host is not kept: making it takes less time than reading a file.

use crate::environment;
use sha2::{Digest, Sha256};
use std::{
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process,
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, SystemTime},
};

/// The first bytes of a file; the number is of this format.
const MAGIC: &[u8; 12] = b"kernsmith 1\n";
const CHECKSUM_BYTES: usize = 32;
/// An entry that is used gets a new time no more often than this.
const TOUCHED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// What an entry is found by.
pub(crate) struct Key(String);

impl Key {
    /// The key of code that these parts decide, each in its place, together with this version of
    /// kernsmith.
    pub(crate) fn of(parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in [env!("CARGO_PKG_VERSION")].iter().chain(parts) {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let mut name = String::with_capacity(2 * CHECKSUM_BYTES);
        for byte in hash.finalize() {
            write!(name, "{byte:02x}").expect("a text can be written to");
        }
        Self(name)
    }
}

/// The code of a key, if it is kept.
pub(crate) fn load(key: &Key) -> Option<Vec<u8>> {
    CodeCache::of_environment()?.load(key)
}

/// Keeps code.
pub(crate) fn save(key: &Key, code: &[u8]) {
    if let Some(cache) = CodeCache::of_environment() {
        cache.save(key, code);
    }
}

/// Compiled code on disk.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::CodeCache;
///
/// # let folder = std::env::temp_dir().join(format!("kernsmith-doc-{}", std::process::id()));
/// let cache = CodeCache::in_folder(&folder);
/// assert_eq!(cache.stats().entries, 0);
/// cache.prune(1 << 30);
/// ```
#[derive(Clone, Debug)]
pub struct CodeCache {
    folder: PathBuf,
}

/// What a cache holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct CacheStats {
    /// Files.
    pub entries: usize,
    /// What they take.
    pub bytes: u64,
}

struct Entry {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

impl CodeCache {
    /// The cache of this user: `KERNSMITH_CACHE_DIR`, or `kernsmith` in `XDG_CACHE_HOME`, or in
    /// `.cache` of the home folder. `None` where there is none of them.
    #[must_use]
    pub fn of_environment() -> Option<Self> {
        let own = environment::path("KERNSMITH_CACHE_DIR");
        let folder = own
            .or_else(|| Some(environment::path("XDG_CACHE_HOME")?.join("kernsmith")))
            .or_else(|| Some(environment::path("HOME")?.join(".cache/kernsmith")))?;
        Some(Self::in_folder(folder))
    }

    /// The cache in a folder, which need not exist.
    #[must_use]
    pub fn in_folder(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
        }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What it holds.
    #[must_use]
    pub fn stats(&self) -> CacheStats {
        let entries = self.entries();
        CacheStats {
            entries: entries.len(),
            bytes: entries.iter().map(|entry| entry.bytes).sum(),
        }
    }

    /// Removes entries, those first that were not used for longest, until the rest takes no more than
    /// so many bytes. Gives what was removed.
    pub fn prune(&self, most_bytes: u64) -> CacheStats {
        let mut entries = self.entries();
        entries.sort_by(|a, b| (a.used, &a.path).cmp(&(b.used, &b.path)));
        let mut left: u64 = entries.iter().map(|entry| entry.bytes).sum();
        let mut removed = CacheStats::default();
        for entry in entries {
            if left <= most_bytes {
                break;
            }
            left -= entry.bytes;
            if fs::remove_file(&entry.path).is_ok() {
                removed.entries += 1;
                removed.bytes += entry.bytes;
            }
        }
        removed
    }

    /// Removes all entries. Gives what was removed.
    pub fn clear(&self) -> CacheStats {
        self.prune(0)
    }

    fn code_folder(&self) -> PathBuf {
        self.folder.join("code")
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.code_folder().join(&key.0[..2]).join(&key.0)
    }

    fn load(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let mut bytes = fs::read(&path).ok()?;
        let code_start = MAGIC.len() + CHECKSUM_BYTES;
        let whole = bytes.len() >= code_start
            && bytes.starts_with(MAGIC)
            && *Sha256::digest(&bytes[code_start..]) == bytes[MAGIC.len()..code_start];
        if !whole {
            // Whether or not it can be removed, it is not used.
            let _ = fs::remove_file(&path);
            return None;
        }
        touch(&path);
        Some(bytes.split_off(code_start))
    }

    fn save(&self, key: &Key, code: &[u8]) {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let path = self.path(key);
        let Some(folder) = path.parent() else { return };
        if fs::create_dir_all(folder).is_err() {
            return;
        }
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let beside = folder.join(format!(".{}-{number}", process::id()));
        let bytes = [&MAGIC[..], &Sha256::digest(code)[..], code].concat();
        let saved = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path));
        if saved.is_err() {
            let _ = fs::remove_file(&beside);
        }
    }

    fn entries(&self) -> Vec<Entry> {
        let folders = fs::read_dir(self.code_folder())
            .into_iter()
            .flatten()
            .flatten();
        let files = folders.flat_map(|folder| fs::read_dir(folder.path()).into_iter().flatten());
        let entries = files.flatten().filter_map(|file| {
            let facts = file.metadata().ok().filter(fs::Metadata::is_file)?;
            Some(Entry {
                path: file.path(),
                bytes: facts.len(),
                used: facts.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            })
        });
        entries.collect()
    }
}

/// Notes that an entry was used.
fn touch(path: &Path) {
    let old = fs::metadata(path)
        .and_then(|facts| facts.modified())
        .is_ok_and(|used| used.elapsed().is_ok_and(|since| since > TOUCHED_AFTER));
    if old && let Ok(file) = fs::File::options().append(true).open(path) {
        // A time that stays old makes the entry go earlier, and that is all.
        let _ = file.set_modified(SystemTime::now());
    }
}

#[cfg(test)]
mod tests {
    use super::{CacheStats, CodeCache, Key};
    use std::fs;

    #[test]
    fn keys_are_complete_and_keep_parts_apart() {
        let keys = [&["a", "b"][..], &["ab"], &["b", "a"], &["a", "b", ""], &[]].map(Key::of);
        for (at, key) in keys.iter().enumerate() {
            assert_eq!(key.0.len(), 64);
            assert!(keys[..at].iter().all(|other| other.0 != key.0), "{at}");
        }
    }

    #[test]
    fn a_damaged_entry_is_not_used_and_heals() {
        let folder = tempfile::tempdir().unwrap();
        let cache = CodeCache::in_folder(folder.path());
        let key = Key::of(&["k"]);
        assert_eq!(cache.load(&key), None);
        cache.save(&key, b"code");
        assert_eq!(cache.load(&key).unwrap(), b"code");
        let whole = fs::read(cache.path(&key)).unwrap();
        let mut flipped = whole.clone();
        *flipped.last_mut().unwrap() ^= 1;
        for damaged in [
            &flipped[..],
            &whole[..20],
            &[],
            b"something else altogether",
        ] {
            fs::write(cache.path(&key), damaged).unwrap();
            assert_eq!(cache.load(&key), None);
            assert!(!cache.path(&key).exists());
            cache.save(&key, b"code");
            assert_eq!(cache.load(&key).unwrap(), b"code");
        }
        assert_eq!(cache.stats().entries, 1);
    }

    #[test]
    fn pruning_removes_what_was_not_used_for_longest() {
        let folder = tempfile::tempdir().unwrap();
        let cache = CodeCache::in_folder(folder.path());
        let keys = ["a", "b", "c"].map(|name| Key::of(&[name]));
        for (age, key) in keys.iter().enumerate() {
            cache.save(key, &[0; 100]);
            let file = fs::File::options()
                .append(true)
                .open(cache.path(key))
                .unwrap();
            let time = std::time::SystemTime::now() - std::time::Duration::from_secs(age as u64);
            file.set_modified(time).unwrap();
        }
        let each = cache.stats().bytes / 3;
        let removed = cache.prune(2 * each);
        assert_eq!(
            removed,
            CacheStats {
                entries: 1,
                bytes: each
            }
        );
        assert!(cache.load(&keys[2]).is_none() && cache.load(&keys[0]).is_some());
        assert_eq!(cache.clear().entries, 2);
        assert_eq!(cache.stats(), CacheStats::default());
    }

    #[test]
    fn many_writers_of_one_entry_leave_a_whole_one() {
        let folder = tempfile::tempdir().unwrap();
        let cache = CodeCache::in_folder(folder.path());
        let key = Key::of(&["k"]);
        let code = vec![7; 100_000];
        std::thread::scope(|scope| {
            for _ in 0..8 {
                scope.spawn(|| {
                    for _ in 0..20 {
                        cache.save(&key, &code);
                        assert!(cache.load(&key).is_none_or(|found| found == code));
                    }
                });
            }
        });
        assert_eq!(cache.load(&key).unwrap(), code);
        assert_eq!(cache.stats().entries, 1);
    }
}
