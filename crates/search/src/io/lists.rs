//! Inverted lists: for each list its codes, one after another, and its ids.

use std::io::Read;

use super::{
    reader::{Failure, Reader},
    writer::Writer,
};
use crate::Error;

/// The kind of array lists.
const ARRAYS: [u8; 4] = *b"ilar";

/// Writes lists of so many codes each; `list` writes the codes and the ids of one.
pub(super) fn write<'a>(
    writer: &mut Writer<'a>,
    sizes: &[usize],
    code_bytes: usize,
    mut list: impl FnMut(&mut Writer<'a>, usize) -> Result<(), Error>,
) -> Result<(), Error> {
    writer.bytes(&ARRAYS)?;
    writer.count(sizes.len())?;
    writer.count(code_bytes)?;
    let full = || sizes.iter().enumerate().filter(|(_, size)| **size > 0);
    if full().count() > sizes.len() / 2 {
        writer.bytes(b"full")?;
        writer.count(sizes.len())?;
        sizes.iter().try_for_each(|size| writer.count(*size))?;
    } else {
        writer.bytes(b"sprs")?;
        writer.count(2 * full().count())?;
        for (at, &size) in full() {
            writer.count(at)?;
            writer.count(size)?;
        }
    }
    full().try_for_each(|(at, _)| list(writer, at))
}

/// Reads lists; `list` takes the bytes of the codes and the ids of one.
pub(super) fn read<R: Read>(
    reader: &mut Reader<R>,
    lists: usize,
    code_bytes: usize,
    mut list: impl FnMut(usize, &[u8], &[i64]),
) -> Result<usize, Failure> {
    let at = reader.offset();
    let kind = reader.fourcc()?;
    if kind != ARRAYS {
        let found = format!("`{}`", kind.escape_ascii());
        return Err(reader.wrong(at, "lists of kind `ilar`", found));
    }
    let at = reader.offset();
    let found = (reader.count()?, reader.count()?);
    if found != (lists, code_bytes) {
        let expected = format!("{lists} lists of codes of {code_bytes} bytes");
        return Err(reader.wrong(at, expected, format!("{found:?}")));
    }
    let mut all = 0;
    for (which, size) in sizes(reader, lists)? {
        let at = reader.offset();
        let bytes = size.saturating_mul(code_bytes);
        let codes = reader.numbers::<u8>(bytes)?;
        let ids = reader.numbers::<i64>(size)?;
        if let Some(id) = ids.iter().find(|id| **id < 0) {
            return Err(reader.wrong(at, "ids from 0 on", id.to_string()));
        }
        list(which, &codes, &ids);
        all += size;
    }
    Ok(all)
}

/// Lists that hold something, with their sizes, in order.
fn sizes<R: Read>(reader: &mut Reader<R>, lists: usize) -> Result<Vec<(usize, usize)>, Failure> {
    let at = reader.offset();
    let kind = reader.fourcc()?;
    let numbers = reader.vector::<u64>()?;
    let number = |x: &u64| usize::try_from(*x).unwrap_or(usize::MAX);
    let sizes: Vec<(usize, usize)> = match &kind {
        b"full" if numbers.len() == lists => numbers.iter().map(number).enumerate().collect(),
        b"sprs" if numbers.len().is_multiple_of(2) => numbers
            .chunks_exact(2)
            .map(|pair| (number(&pair[0]), number(&pair[1])))
            .collect(),
        _ => {
            let found = format!("`{}` with {} numbers", kind.escape_ascii(), numbers.len());
            let expected = format!("sizes of {lists} lists, `full` or `sprs`");
            return Err(reader.wrong(at, expected, found));
        }
    };
    let ordered = sizes.is_sorted_by(|a, b| a.0 < b.0);
    if !ordered || sizes.last().is_some_and(|(list, _)| *list >= lists) {
        let expected = format!("lists below {lists} in order");
        return Err(reader.wrong(at, expected, "others".to_owned()));
    }
    Ok(sizes)
}
