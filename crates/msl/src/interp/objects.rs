//! Memory that is not shared between threadgroups: variables and constant tables.
//!
//! Objects lie one after another in a stack of bytes; the last ones made are the first to go, as
//! calls return.

use super::{memory::Word, pointer::OBJECT_LIMIT};

/// A stack of objects.
#[derive(Clone, Debug, Default)]
pub(super) struct Objects {
    bytes: Vec<u8>,
    written: Vec<bool>,
    ranges: Vec<Object>,
}

/// Where an object lies, and whose it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Object {
    start: usize,
    pub(super) len_bytes: usize,
    /// An index into the program's table of variable names.
    pub(super) name: u32,
}

impl Objects {
    /// Makes an object without content and returns its number.
    pub(super) fn push(&mut self, len_bytes: usize, name: u32) -> usize {
        assert!(
            self.ranges.len() < OBJECT_LIMIT,
            "`prepare` bounds the variables of a call chain"
        );
        let start = self.bytes.len();
        self.bytes.resize(start + len_bytes, 0);
        self.written.resize(start + len_bytes, false);
        self.ranges.push(Object {
            start,
            len_bytes,
            name,
        });
        self.ranges.len() - 1
    }

    /// Takes an object's content away.
    pub(super) fn forget(&mut self, object: usize) {
        let Object {
            start, len_bytes, ..
        } = self.ranges[object];
        self.written[start..start + len_bytes].fill(false);
    }

    /// How many objects there are.
    pub(super) fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Drops all but the first `count` objects.
    pub(super) fn truncate(&mut self, count: usize) {
        if let Some(first) = self.ranges.get(count) {
            self.bytes.truncate(first.start);
            self.written.truncate(first.start);
            self.ranges.truncate(count);
        }
    }

    pub(super) fn get(&self, object: usize) -> Option<Object> {
        self.ranges.get(object).copied()
    }

    /// Up to eight bytes within bounds, zero-extended, and whether all were written.
    pub(super) fn read(&self, object: usize, at: usize, size: usize) -> Word {
        let start = self.ranges[object].start + at;
        let mut value = [0; 8];
        value[..size].copy_from_slice(&self.bytes[start..start + size]);
        let written = self.written[start..start + size].iter().all(|&known| known);
        (u64::from_le_bytes(value), written)
    }

    /// Writes up to eight bytes within bounds.
    pub(super) fn write(&mut self, object: usize, at: usize, size: usize, value: Word) {
        let (value, written) = value;
        let start = self.ranges[object].start + at;
        self.bytes[start..start + size].copy_from_slice(&value.to_le_bytes()[..size]);
        self.written[start..start + size].fill(written);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_a_stack() {
        let mut objects = Objects::default();
        let first = objects.push(4, 0);
        objects.write(first, 0, 4, (7, true));
        let second = objects.push(8, 1);
        assert_eq!(objects.read(second, 0, 8), (0, false));
        objects.write(second, 2, 2, (0xabcd, true));
        assert_eq!(objects.read(second, 2, 2), (0xabcd, true));
        objects.truncate(1);
        assert!(objects.get(second).is_none());
        let again = objects.push(8, 1);
        assert_eq!(objects.read(again, 2, 2), (0, false));
        assert_eq!(objects.read(first, 0, 4), (7, true));
        objects.forget(first);
        assert!(!objects.read(first, 3, 1).1);
    }
}
