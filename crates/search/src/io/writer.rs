//! Numbers to a file.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use bytemuck::Pod;

use crate::Error;

/// Writes little-endian numbers.
pub(super) struct Writer<'a> {
    path: &'a Path,
    to: BufWriter<&'a mut File>,
}

impl<'a> Writer<'a> {
    pub(super) fn new(path: &'a Path, file: &'a mut File) -> Self {
        Self {
            path,
            to: BufWriter::with_capacity(1 << 20, file),
        }
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let io = |source| Error::Io {
            path: self.path.to_owned(),
            source,
        };
        self.to.write_all(bytes).map_err(io)
    }

    pub(super) fn flag(&mut self, value: bool) -> Result<(), Error> {
        self.bytes(&[u8::from(value)])
    }

    /// A 32-bit count.
    pub(super) fn int(&mut self, name: &'static str, value: usize) -> Result<(), Error> {
        let value = i32::try_from(value).map_err(|_| Error::Count {
            name,
            expected: "below 2^31".to_owned(),
            found: value,
        })?;
        self.bytes(&value.to_le_bytes())
    }

    /// A 64-bit count.
    pub(super) fn count(&mut self, value: usize) -> Result<(), Error> {
        self.bytes(&(value as u64).to_le_bytes())
    }

    pub(super) fn floats(&mut self, numbers: impl Iterator<Item = f32>) -> Result<(), Error> {
        for number in numbers {
            self.bytes(&number.to_le_bytes())?;
        }
        Ok(())
    }

    pub(super) fn longs(&mut self, numbers: &[i64]) -> Result<(), Error> {
        match cfg!(target_endian = "little") {
            true => self.plain(numbers),
            false => numbers
                .iter()
                .try_for_each(|x| self.bytes(&x.to_le_bytes())),
        }
    }

    pub(super) fn finish(mut self) -> Result<(), Error> {
        self.to.flush().map_err(|source| Error::Io {
            path: self.path.to_owned(),
            source,
        })
    }

    fn plain<T: Pod>(&mut self, numbers: &[T]) -> Result<(), Error> {
        self.bytes(bytemuck::cast_slice(numbers))
    }
}
