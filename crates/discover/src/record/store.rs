//! A run's folder, opened by one process at a time.

use std::{
    fs::{self, File, OpenOptions, TryLockError},
    io::{self, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use serde_json::Value;

use super::{History, Meta, Record, replay};
use crate::Error;

const META: &str = "run_meta.json";
const LOG: &str = "run.ndjson";
const LOCK: &str = "run.lock";

/// A run's folder. The lock is the operating system's and goes with the process.
#[derive(Debug)]
pub struct Store {
    dir: PathBuf,
    _lock: File,
    log: File,
}

impl Store {
    /// Starts a run, or goes on with one.
    ///
    /// # Errors
    /// [`Error::RunExists`] and [`Error::NotEmpty`] for a new run in a folder that is not empty,
    /// [`Error::NoRun`] if there is nothing to go on with, [`Error::AnotherRun`] if the run was
    /// started differently, [`Error::Locked`] while another process writes, [`Error::Io`].
    pub fn open(dir: &Path, meta: &Meta, resume: bool) -> Result<(Self, History), Error> {
        if resume && !dir.is_dir() {
            return Err(Error::NoRun { dir: dir.into() });
        }
        fs::create_dir_all(dir).map_err(Error::io("create", dir))?;
        let meta_path = dir.join(META);
        if !meta_path.exists() {
            // Before the lock, so that nothing is left in a folder that is not ours. Also the folder
            // of a run that was killed before it wrote its header.
            refuse_strangers(dir)?;
        }
        let lock = lock(dir)?;
        if meta_path.exists() {
            if !resume {
                return Err(Error::RunExists { dir: dir.into() });
            }
            same(dir, meta, &read_meta(dir)?)?;
        } else {
            write_json(&meta_path, meta)?;
        }
        let log_path = dir.join(LOG);
        let log = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&log_path)
            .map_err(Error::io("open", &log_path))?;
        let read = replay::read_log(&log_path)?;
        if read.torn {
            log.set_len(read.valid_bytes)
                .map_err(Error::io("truncate", &log_path))?;
            log.sync_all().map_err(Error::io("sync", &log_path))?;
        }
        sync_folder(dir)?;
        let store = Self {
            dir: dir.into(),
            _lock: lock,
            log,
        };
        Ok((store, History::of(read.records)))
    }

    /// Reads a run to report on it; nothing is repaired.
    ///
    /// # Errors
    /// [`Error::NoRun`], [`Error::Locked`], [`Error::CorruptRecord`], [`Error::CorruptFile`],
    /// [`Error::Io`].
    pub fn read(dir: &Path) -> Result<(Meta, History), Error> {
        if !dir.join(META).exists() {
            return Err(Error::NoRun { dir: dir.into() });
        }
        let _lock = lock(dir)?;
        let log_path = dir.join(LOG);
        let records = if log_path.exists() {
            replay::read_log(&log_path)?.records
        } else {
            vec![]
        };
        Ok((read_meta(dir)?, History::of(records)))
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The header, as it is on disk.
    ///
    /// # Errors
    /// [`Error::CorruptFile`], [`Error::Io`].
    pub fn meta(&self) -> Result<Meta, Error> {
        read_meta(&self.dir)
    }

    /// Appends a line and waits until it is on disk.
    ///
    /// # Errors
    /// [`Error::Io`].
    pub fn append(&mut self, record: &Record) -> Result<(), Error> {
        let path = self.dir.join(LOG);
        let mut line = canonical(record, &path)?.to_string();
        line.push('\n');
        self.log
            .write_all(line.as_bytes())
            .and_then(|()| self.log.sync_data())
            .map_err(Error::io("write", path))
    }

    /// All that was logged, as it is on disk.
    ///
    /// # Errors
    /// [`Error::CorruptRecord`], [`Error::Io`].
    pub fn history(&self) -> Result<History, Error> {
        Ok(History::of(replay::read_log(&self.dir.join(LOG))?.records))
    }
}

/// Writes a file so that it has its old content or its new one, whatever happens.
///
/// # Errors
/// [`Error::Io`].
pub(crate) fn write_atomically(path: &Path, text: &str) -> Result<(), Error> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".tmp");
    let temporary = path.with_file_name(name);
    let write = || -> io::Result<()> {
        let mut file = File::create(&temporary)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    };
    write().map_err(Error::io("write", path))?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Writes a value as indented JSON, keys sorted.
///
/// # Errors
/// [`Error::Io`].
pub(crate) fn write_json<T: Serialize>(path: &Path, value: &T) -> Result<(), Error> {
    let mut text =
        serde_json::to_string_pretty(&canonical(value, path)?).expect("a JSON value has a text");
    text.push('\n');
    write_atomically(path, &text)
}

/// A value whose keys are sorted.
fn canonical<T: Serialize>(value: &T, path: &Path) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::CorruptFile {
        path: path.into(),
        problem: error.to_string(),
    })
}

fn read_meta(dir: &Path) -> Result<Meta, Error> {
    let path = dir.join(META);
    let text = fs::read_to_string(&path).map_err(Error::io("read", &path))?;
    let corrupt = |problem: String| Error::CorruptFile {
        path: path.clone(),
        problem,
    };
    let value: Value = serde_json::from_str(&text).map_err(|error| corrupt(error.to_string()))?;
    let version = value
        .get("schema_version")
        .and_then(Value::as_str)
        .unwrap_or("none");
    if version != super::schema::SCHEMA_VERSION {
        return Err(corrupt(format!(
            "expected schema version `{}`, found `{version}`",
            super::schema::SCHEMA_VERSION
        )));
    }
    serde_json::from_value(value).map_err(|error| corrupt(error.to_string()))
}

/// Whether two runs do the same; when they were started does not count.
fn same(dir: &Path, wanted: &Meta, found: &Meta) -> Result<(), Error> {
    let path = dir.join(META);
    let (wanted, found) = (canonical(wanted, &path)?, canonical(found, &path)?);
    let (Value::Object(wanted), Value::Object(found)) = (wanted, found) else {
        unreachable!("a struct becomes an object");
    };
    for (field, value) in wanted {
        let other = found.get(&field).unwrap_or(&Value::Null);
        if field != "created_at" && value != *other {
            return Err(Error::AnotherRun {
                dir: dir.into(),
                expected: shorten(&value),
                found: shorten(other),
                field,
            });
        }
    }
    Ok(())
}

fn shorten(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 80 {
        return text;
    }
    text.chars().take(77).chain("...".chars()).collect()
}

fn lock(dir: &Path) -> Result<File, Error> {
    let path = dir.join(LOCK);
    let file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(&path)
        .map_err(Error::io("open", &path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Locked { dir: dir.into() }),
        Err(TryLockError::Error(error)) => Err(Error::io("lock", path)(error)),
    }
}

fn refuse_strangers(dir: &Path) -> Result<(), Error> {
    let ours = [LOCK.to_owned(), format!("{META}.tmp")];
    for entry in fs::read_dir(dir).map_err(Error::io("read", dir))? {
        let name = entry.map_err(Error::io("read", dir))?.file_name();
        if !ours.iter().any(|ours| name == ours.as_str()) {
            return Err(Error::NotEmpty { dir: dir.into() });
        }
    }
    Ok(())
}

/// Makes names of new files last.
fn sync_folder(dir: &Path) -> Result<(), Error> {
    let dir = if dir.as_os_str().is_empty() {
        Path::new(".")
    } else {
        dir
    };
    File::open(dir)
        .and_then(|folder| folder.sync_all())
        .map_err(Error::io("sync", dir))
}
