//! What every index begins with, and flat indexes.

use std::io::Read;

use super::{
    reader::{Failure, Reader},
    scalar,
    writer::Writer,
};
use crate::{Error, Flat, Index, Metric, Storage};

/// Numbers of the format that nothing means.
const UNUSED: i64 = 1 << 20;

/// What every index begins with, after its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) dims: usize,
    pub(super) len: usize,
    /// Squared distances or inner products.
    pub(super) metric: Metric,
}

impl Header {
    pub(super) fn read(reader: &mut Reader<impl Read>) -> Result<Self, Failure> {
        let at = reader.offset();
        let (dims, len) = (reader.number::<i32>()?, reader.number::<i64>()?);
        let wrong = |expected: &str, found: i64| reader.wrong(at, expected, found.to_string());
        let dims = usize::try_from(dims).ok().filter(|dims| *dims > 0);
        let dims = dims.ok_or_else(|| wrong("vectors of 1 number and more", 0))?;
        let len = usize::try_from(len).map_err(|_| wrong("a number of vectors", len))?;
        reader.numbers::<i64>(2)?;
        let at = reader.offset();
        if !reader.flag()? {
            return Err(reader.wrong(at, "a trained index", "one that is not".to_owned()));
        }
        let at = reader.offset();
        let metric = match reader.number::<i32>()? {
            0 => Metric::InnerProduct,
            1 => Metric::L2,
            other => {
                let expected = "metric 0 (inner product) or 1 (squared distance)";
                return Err(reader.wrong(at, expected, other.to_string()));
            }
        };
        Ok(Self { dims, len, metric })
    }
}

pub(super) fn write_header(writer: &mut Writer<'_>, header: &Header) -> Result<(), Error> {
    writer.int("dims", header.dims)?;
    writer.count(header.len)?;
    writer.longs(&[UNUSED, UNUSED])?;
    writer.flag(true)?;
    writer.int("metric", usize::from(header.metric == Metric::L2))
}

pub(super) fn write(writer: &mut Writer<'_>, index: &Flat) -> Result<(), Error> {
    let storage = index.storage();
    writer.bytes(match (storage, index.metric()) {
        (Storage::F16 | Storage::Bf16, _) => b"IxSQ",
        (Storage::F32, Metric::L2) => b"IxF2",
        (Storage::F32, Metric::InnerProduct | Metric::Cosine) => b"IxFI",
    })?;
    let (dims, len, metric) = (index.dims(), index.len(), index.metric());
    write_header(writer, &Header { dims, len, metric })?;
    if storage != Storage::F32 {
        scalar::write(writer, dims, storage)?;
        writer.count(len * dims * storage.bytes())?;
        let row = |row| scalar::bytes(index.list.blocks.row(row), storage);
        return (0..len).try_for_each(|at| writer.bytes(&row(at)));
    }
    writer.count(len * dims)?;
    (0..len).try_for_each(|row| writer.floats(index.list.blocks.row(row)))
}

/// After the kind.
pub(super) fn read(reader: &mut Reader<impl Read>) -> Result<Flat, Failure> {
    let Header { dims, len, metric } = Header::read(reader)?;
    let at = reader.offset();
    let count = reader.count()?;
    if dims.checked_mul(len) != Some(count) {
        let expected = format!("{len} vectors of {dims} numbers");
        return Err(reader.wrong(at, expected, format!("{count} numbers")));
    }
    let numbers = reader.numbers::<f32>(count)?;
    let mut index = Flat::new(dims, metric)?;
    index.add(&numbers)?;
    Ok(index)
}

/// As [`read`], of numbers of 16 bits.
pub(super) fn read_scalar(reader: &mut Reader<impl Read>) -> Result<Flat, Failure> {
    let Header { dims, len, metric } = Header::read(reader)?;
    let storage = scalar::read(reader, dims)?;
    let at = reader.offset();
    let codes = reader.vector::<u8>()?;
    let bytes = dims * storage.bytes();
    if len.checked_mul(bytes) != Some(codes.len()) {
        let expected = format!("{len} vectors of {bytes} bytes");
        return Err(reader.wrong(at, expected, format!("{} bytes", codes.len())));
    }
    let mut index = Flat::new(dims, metric)?.with_storage(storage);
    for code in codes.chunks_exact(bytes) {
        index.add(&scalar::vector(code, storage))?;
    }
    Ok(index)
}
