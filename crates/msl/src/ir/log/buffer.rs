//! The records of a launch on the host: in order, and no more than a limit.
//!
//! Which records are kept does not depend on who writes first: they are the first ones in the order of
//! threadgroups, threads and turns that have room together. Behind one that has none there is none.
//!
//! ```text
//! push: append; if there is more than twice the limit, tidy
//! tidy: sort by thread, keeping the order of a thread's own records; drop what is past the limit
//! ```
//!
//! What tidying drops would be dropped at the end too, since more records before it only push it
//! further back. The place of the first that was dropped is kept, so that nothing behind it comes in
//! where another part of the launch left room.

use crate::ir::{LOG_BUFFER_BYTES, LOG_BUFFER_HEADER_WORDS, LOG_RECORD_HEADER_WORDS, LogFormat};

/// A record: which format, of which thread, with which values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogRecord {
    /// Index in [`Module::logs`](crate::ir::Module::logs).
    pub format: u32,
    /// Position of the thread in the grid.
    pub thread: [u32; 3],
    /// The values, as [`ir`](crate::ir) lays them out.
    pub values: Vec<u32>,
}

/// Records of a launch, or of a part of it: all those of some threads.
#[derive(Clone, Debug)]
pub struct LogBuffer {
    /// Threads of a threadgroup, by axis.
    threadgroup: [u32; 3],
    limit_words: usize,
    records: Vec<LogRecord>,
    words: usize,
    lost: u64,
    /// The thread of the first record that was dropped.
    cut: Option<Key>,
}

/// Threadgroup and thread in it, each with the slowest axis first.
type Key = ([u32; 3], [u32; 3]);

impl LogBuffer {
    /// An empty one, for a launch in threadgroups of this size.
    #[must_use]
    pub fn new(threadgroup: [u32; 3]) -> Self {
        Self::with_limit(threadgroup, LOG_BUFFER_BYTES)
    }

    /// As [`new`](Self::new), with room for so many bytes of records.
    #[must_use]
    pub fn with_limit(threadgroup: [u32; 3], bytes: usize) -> Self {
        Self {
            threadgroup: threadgroup.map(|size| size.max(1)),
            limit_words: bytes / 4,
            records: Vec::new(),
            words: 0,
            lost: 0,
            cut: None,
        }
    }

    /// Adds a record, the last of its thread so far.
    pub fn push(&mut self, record: LogRecord) {
        if self.cut.is_some_and(|cut| self.key(&record) >= cut) {
            self.lost += 1;
            return;
        }
        self.words += size(&record);
        self.records.push(record);
        if self.words > 2 * self.limit_words {
            self.tidy();
        }
    }

    /// Adds those of another part of the launch, and empties that.
    pub fn append(&mut self, other: &mut Self) {
        let empty = Self::with_limit(other.threadgroup, 4 * other.limit_words);
        let other = std::mem::replace(other, empty);
        self.lost += other.lost;
        for record in other.records {
            self.push(record);
        }
        self.cut = match (self.cut, other.cut) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// Adds what a device wrote, as [`ir`](crate::ir) lays it out.
    pub fn read(&mut self, words: &[u32], formats: &[LogFormat]) {
        self.lost += words.get(1).map_or(0, |&lost| u64::from(lost));
        let mut rest = words.get(LOG_BUFFER_HEADER_WORDS..).unwrap_or(&[]);
        while let [name, x, y, z, ..] = *rest {
            let index = (name as usize).checked_sub(1);
            let Some(format) = index.and_then(|index| formats.get(index)) else {
                return;
            };
            let Some((record, behind)) = rest.split_at_checked(format.record_words()) else {
                return;
            };
            self.push(LogRecord {
                format: name - 1,
                thread: [x, y, z],
                values: record[LOG_RECORD_HEADER_WORDS..].to_vec(),
            });
            rest = behind;
        }
    }

    /// Whether nothing was logged.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.is_empty() && self.lost == 0
    }

    /// The records in order, and how many there was no room for.
    #[must_use]
    pub fn finish(mut self) -> (Vec<LogRecord>, u64) {
        self.tidy();
        (self.records, self.lost)
    }

    fn key(&self, record: &LogRecord) -> Key {
        let axes = [2, 1, 0];
        (
            axes.map(|axis| record.thread[axis] / self.threadgroup[axis]),
            axes.map(|axis| record.thread[axis] % self.threadgroup[axis]),
        )
    }

    fn tidy(&mut self) {
        let mut records = std::mem::take(&mut self.records);
        records.sort_by_key(|record| self.key(record));
        let mut words = 0;
        // A record of the very thread that was cut came before the cut.
        let fits = |record: &LogRecord| {
            words += size(record);
            words <= self.limit_words && self.cut.is_none_or(|cut| self.key(record) <= cut)
        };
        let kept = records.iter().map(fits).take_while(|fits| *fits).count();
        if let Some(first) = records.get(kept) {
            let first = self.key(first);
            self.cut = Some(self.cut.map_or(first, |cut| cut.min(first)));
        }
        self.lost += (records.len() - kept) as u64;
        records.truncate(kept);
        self.words = records.iter().map(size).sum();
        self.records = records;
    }
}

/// Words of a record.
fn size(record: &LogRecord) -> usize {
    LOG_RECORD_HEADER_WORDS + record.values.len()
}
