//! Vectors of 16-bit numbers: FAISS's scalar quantizers that are only a type.
//!
//! ```text
//! quantizer = type  2 numbers that nothing means  dims  bytes of a vector  no numbers of training
//! ```

use std::io::Read;

use half::{bf16, f16};

use super::{
    reader::{Failure, Reader},
    writer::Writer,
};
use crate::{Error, Storage};

/// Writes what says how vectors of so many numbers are kept.
pub(super) fn write(writer: &mut Writer<'_>, dims: usize, storage: Storage) -> Result<(), Error> {
    writer.int("type", kind(storage))?;
    writer.int("range", 0)?;
    writer.floats([0.0].into_iter())?;
    writer.count(dims)?;
    writer.count(dims * storage.bytes())?;
    writer.count(0)
}

/// The number of a type.
fn kind(storage: Storage) -> usize {
    match storage {
        Storage::Bf16 => 7,
        Storage::F16 | Storage::F32 => 4,
    }
}

pub(super) fn read(reader: &mut Reader<impl Read>, dims: usize) -> Result<Storage, Failure> {
    let at = reader.offset();
    let storage = match reader.number::<i32>()? {
        4 => Storage::F16,
        7 => Storage::Bf16,
        other => {
            let expected = "vectors of type 4 (float16) or 7 (bfloat16)";
            return Err(reader.wrong(at, expected, other.to_string()));
        }
    };
    reader.number::<i32>()?;
    reader.number::<f32>()?;
    let at = reader.offset();
    let found = (reader.count()?, reader.count()?);
    reader.vector::<f32>()?;
    if found != (dims, dims * storage.bytes()) {
        let expected = format!("vectors of {dims} numbers of {} bytes", storage.bytes());
        return Err(reader.wrong(at, expected, format!("{found:?}")));
    }
    Ok(storage)
}

/// Bytes of a vector.
pub(super) fn bytes(row: impl Iterator<Item = f32>, storage: Storage) -> Vec<u8> {
    match storage {
        Storage::F32 => row.flat_map(f32::to_le_bytes).collect(),
        Storage::F16 => row.flat_map(|x| f16::from_f32(x).to_le_bytes()).collect(),
        Storage::Bf16 => row.flat_map(|x| bf16::from_f32(x).to_le_bytes()).collect(),
    }
}

/// The vector of so many bytes.
pub(super) fn vector(code: &[u8], storage: Storage) -> Vec<f32> {
    let pair = |bytes: &[u8]| [bytes[0], bytes[1]];
    match storage {
        Storage::F32 => {
            let number =
                |bytes: &[u8]| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
            code.chunks_exact(4).map(number).collect()
        }
        Storage::F16 => {
            let pairs = code.chunks_exact(2).map(pair);
            pairs
                .map(|bytes| f16::from_le_bytes(bytes).to_f32())
                .collect()
        }
        Storage::Bf16 => {
            let pairs = code.chunks_exact(2).map(pair);
            pairs
                .map(|bytes| bf16::from_le_bytes(bytes).to_f32())
                .collect()
        }
    }
}
