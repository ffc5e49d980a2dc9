//! Numbers of a file, whose length is known: no count is believed that the rest of the file cannot hold.

use std::{io::Read, path::Path};

use bytemuck::{Pod, Zeroable};

use crate::Error;

/// Why a file cannot be read.
#[derive(Debug)]
pub(super) enum Failure {
    Io(std::io::Error),
    Format {
        offset: u64,
        expected: String,
        found: String,
    },
    /// An index cannot be made of what was read.
    Index(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Index(error)
    }
}

impl Failure {
    /// With the file's name.
    pub(super) fn at(self, path: &Path) -> Error {
        let path = path.to_owned();
        match self {
            Self::Io(source) => Error::Io { path, source },
            Self::Format {
                offset,
                expected,
                found,
            } => Error::Format {
                path,
                offset,
                expected,
                found,
            },
            Self::Index(error) => error,
        }
    }
}

/// Reads little-endian numbers.
pub(super) struct Reader<R> {
    from: R,
    offset: u64,
    length: u64,
}

/// Numbers as they lie in a file.
pub(super) trait Plain: Pod {
    /// From the file's order of bytes to the machine's.
    fn native(self) -> Self;
}

macro_rules! plain {
    ($($number:ty => $from:expr),* $(,)?) => {$(
        impl Plain for $number {
            fn native(self) -> Self {
                let from: fn($number) -> $number = $from;
                from(self)
            }
        }
    )*};
}

plain!(
    u8 => |x| x,
    i32 => i32::from_le,
    u64 => u64::from_le,
    i64 => i64::from_le,
    f32 => |x| f32::from_bits(u32::from_le(x.to_bits())),
);

impl<R: Read> Reader<R> {
    pub(super) fn new(from: R, length: u64) -> Self {
        Self {
            from,
            offset: 0,
            length,
        }
    }

    /// Bytes that were read.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    pub(super) fn wrong(&self, offset: u64, expected: impl Into<String>, found: String) -> Failure {
        Failure::Format {
            offset,
            expected: expected.into(),
            found,
        }
    }

    pub(super) fn fourcc(&mut self) -> Result<[u8; 4], Failure> {
        let mut kind = [0; 4];
        self.fill(&mut kind)?;
        Ok(kind)
    }

    pub(super) fn number<T: Plain + Zeroable>(&mut self) -> Result<T, Failure> {
        let mut number = [T::zeroed()];
        self.fill(bytemuck::cast_slice_mut(&mut number))?;
        Ok(number[0].native())
    }

    /// A byte that is 0 or 1.
    pub(super) fn flag(&mut self) -> Result<bool, Failure> {
        let at = self.offset;
        match self.number::<u8>()? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(self.wrong(at, "0 or 1", other.to_string())),
        }
    }

    /// A count that memory can index.
    pub(super) fn count(&mut self) -> Result<usize, Failure> {
        let at = self.offset;
        let count = self.number::<u64>()?;
        usize::try_from(count).map_err(|_| self.wrong(at, "a count", count.to_string()))
    }

    /// So many numbers.
    pub(super) fn numbers<T: Plain>(&mut self, count: usize) -> Result<Vec<T>, Failure> {
        self.room::<T>(count)?;
        let mut numbers = vec![T::zeroed(); count];
        self.fill(bytemuck::cast_slice_mut(&mut numbers))?;
        if cfg!(target_endian = "big") {
            for number in &mut numbers {
                *number = number.native();
            }
        }
        Ok(numbers)
    }

    /// A count and so many numbers.
    pub(super) fn vector<T: Plain>(&mut self) -> Result<Vec<T>, Failure> {
        let count = self.count()?;
        self.numbers(count)
    }

    /// The file ends here.
    pub(super) fn end(&self) -> Result<(), Failure> {
        match self.length - self.offset {
            0 => Ok(()),
            more => {
                let found = format!("{more} more bytes");
                Err(self.wrong(self.offset, "the end of the file", found))
            }
        }
    }

    fn room<T>(&self, count: usize) -> Result<(), Failure> {
        let left = self.length - self.offset;
        let bytes = (count as u64).checked_mul(size_of::<T>() as u64);
        match bytes.is_some_and(|bytes| bytes <= left) {
            true => Ok(()),
            false => {
                let expected = format!("{count} numbers of {} bytes", size_of::<T>());
                Err(self.wrong(self.offset, expected, format!("{left} bytes")))
            }
        }
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Failure> {
        self.room::<u8>(bytes.len())?;
        self.from.read_exact(bytes).map_err(Failure::Io)?;
        self.offset += bytes.len() as u64;
        Ok(())
    }
}
