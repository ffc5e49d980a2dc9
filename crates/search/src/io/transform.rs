//! Vectors that are brought to length 1 before they come to an index: how a cosine is said.

use std::io::Read;

use super::{
    flat::{Header, write_header},
    reader::{Failure, Reader},
    writer::Writer,
};
use crate::{Error, Metric};

/// What comes before the index of normalized vectors.
pub(super) fn write(writer: &mut Writer<'_>, dims: usize, len: usize) -> Result<(), Error> {
    writer.bytes(b"IxPT")?;
    write_header(
        writer,
        &Header {
            dims,
            len,
            metric: Metric::InnerProduct,
        },
    )?;
    writer.int("transforms", 1)?;
    writer.bytes(b"VNrm")?;
    writer.floats([2.0].into_iter())?;
    writer.int("dims", dims)?;
    writer.int("dims", dims)?;
    writer.flag(true)
}

/// After the kind: one transform, to length 1.
pub(super) fn read(reader: &mut Reader<impl Read>) -> Result<(), Failure> {
    Header::read(reader)?;
    let at = reader.offset();
    let (count, kind) = (reader.number::<i32>()?, reader.fourcc()?);
    if count != 1 || kind != *b"VNrm" {
        let found = format!("{count}, the first `{}`", kind.escape_ascii());
        return Err(reader.wrong(at, "one transform, `VNrm`", found));
    }
    let norm = reader.number::<f32>()?;
    if norm != 2.0 {
        return Err(reader.wrong(at, "vectors of Euclidean norm 1", format!("norm {norm}")));
    }
    reader.numbers::<i32>(2)?;
    reader.flag()?;
    Ok(())
}
