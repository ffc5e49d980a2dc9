//! Inverted files of vectors and of codes.

use std::io::Read;

use super::{
    flat::{self, Header, write_header},
    lists,
    reader::{Failure, Reader},
    scalar,
    writer::Writer,
};
use crate::{Error, Flat, Index, IvfFlat, IvfPq, Storage, pq::ProductQuantizer};

/// What inverted files have in common: the header and the centers of lists.
struct Beginning {
    header: Header,
    centers: Flat,
}

fn begin(
    writer: &mut Writer<'_>,
    kind: &[u8; 4],
    index: &dyn Index,
    centers: &Flat,
) -> Result<(), Error> {
    writer.bytes(kind)?;
    write_header(
        writer,
        &Header {
            dims: index.dims(),
            len: index.len(),
            metric: index.metric(),
        },
    )?;
    writer.count(centers.len())?;
    // Probes are asked for by each search.
    writer.count(1)?;
    flat::write(writer, centers)?;
    // No map from ids to places.
    writer.bytes(&[0])?;
    writer.count(0)
}

impl Beginning {
    fn read<R: Read>(reader: &mut Reader<R>) -> Result<Self, Failure> {
        let header = Header::read(reader)?;
        let at = reader.offset();
        let lists = reader.count()?;
        reader.count()?;
        let kind = reader.fourcc()?;
        if !matches!(&kind, b"IxF2" | b"IxFI" | b"IxFl") {
            let found = format!("`{}`", kind.escape_ascii());
            return Err(reader.wrong(at, "centers of kind `IxF2` or `IxFI`", found));
        }
        let centers = flat::read(reader)?;
        let found = (centers.len(), centers.dims(), centers.metric());
        if found != (lists, header.dims, header.metric) || lists == 0 {
            let expected = format!("{lists} centers of {} numbers", header.dims);
            let found = format!("{} of {}, {}", found.0, found.1, found.2);
            return Err(reader.wrong(at, expected, found));
        }
        Self::skip_map(reader)?;
        Ok(Self { header, centers })
    }

    /// The map from ids to places, which is not kept.
    fn skip_map<R: Read>(reader: &mut Reader<R>) -> Result<(), Failure> {
        let at = reader.offset();
        let kind = reader.number::<u8>()?;
        reader.vector::<i64>()?;
        match kind {
            0 | 1 => Ok(()),
            2 => {
                let pairs = reader.count()?;
                reader.numbers::<i64>(pairs.saturating_mul(2)).map(drop)
            }
            other => Err(reader.wrong(at, "a map of kind 0, 1 or 2", other.to_string())),
        }
    }

    fn check_len<R: Read>(&self, reader: &Reader<R>, found: usize) -> Result<(), Failure> {
        let expected = self.header.len;
        match found == expected {
            true => Ok(()),
            false => {
                let expected = format!("{expected} vectors in the lists");
                Err(reader.wrong(reader.offset(), expected, found.to_string()))
            }
        }
    }
}

pub(super) fn write_flat(writer: &mut Writer<'_>, index: &IvfFlat) -> Result<(), Error> {
    let storage = index.storage();
    let bytes = storage.bytes() * index.dims();
    let kind = match storage {
        Storage::F32 => b"IwFl",
        Storage::F16 | Storage::Bf16 => b"IwSq",
    };
    begin(writer, kind, index, index.coarse.trained()?)?;
    if storage != Storage::F32 {
        scalar::write(writer, index.dims(), storage)?;
        writer.count(bytes)?;
        // Not of what is left after a list's center.
        writer.flag(false)?;
    }
    let sizes: Vec<usize> = index.lists.iter().map(|list| list.len()).collect();
    lists::write(writer, &sizes, bytes, |writer, at| {
        let list = &index.lists[at];
        let row = |row| scalar::bytes(list.blocks.row(row), storage);
        (0..list.len()).try_for_each(|at| writer.bytes(&row(at)))?;
        writer.longs(&list.ids)
    })
}

/// After the kind.
pub(super) fn read_flat<R: Read>(reader: &mut Reader<R>) -> Result<IvfFlat, Failure> {
    let beginning = Beginning::read(reader)?;
    read_lists(reader, beginning, Storage::F32)
}

/// As [`read_flat`], of numbers of 16 bits.
pub(super) fn read_scalar<R: Read>(reader: &mut Reader<R>) -> Result<IvfFlat, Failure> {
    let beginning = Beginning::read(reader)?;
    let storage = scalar::read(reader, beginning.header.dims)?;
    reader.count()?;
    let at = reader.offset();
    if reader.flag()? {
        let found = "what is left after a list's center".to_owned();
        return Err(reader.wrong(at, "16-bit numbers of whole vectors", found));
    }
    read_lists(reader, beginning, storage)
}

fn read_lists<R: Read>(
    reader: &mut Reader<R>,
    beginning: Beginning,
    storage: Storage,
) -> Result<IvfFlat, Failure> {
    let Header { dims, metric, .. } = beginning.header;
    let index = IvfFlat::new(dims, beginning.centers.len(), metric)?;
    let mut index = index.with_storage(storage);
    let bytes = storage.bytes() * dims;
    let found = lists::read(reader, index.lists.len(), bytes, |at, codes, ids| {
        let list = &mut index.lists[at];
        list.reserve(ids.len());
        for (code, &id) in codes.chunks_exact(bytes).zip(ids) {
            list.push(&scalar::vector(code, storage), id);
        }
    })?;
    beginning.check_len(reader, found)?;
    index.len = found;
    index.coarse.set(beginning.centers);
    Ok(index)
}

pub(super) fn write_pq(writer: &mut Writer<'_>, index: &IvfPq) -> Result<(), Error> {
    begin(writer, b"IwPQ", index, index.coarse.trained()?)?;
    let quantizer = &index.quantizer;
    let bytes = quantizer.code_bytes();
    writer.flag(index.by_residual)?;
    writer.count(bytes)?;
    writer.count(quantizer.dims())?;
    writer.count(quantizer.parts())?;
    writer.count(quantizer.bits() as usize)?;
    writer.count(quantizer.centers().len())?;
    writer.floats(quantizer.centers().iter().copied())?;
    let sizes: Vec<usize> = index.lists.iter().map(|list| list.ids.len()).collect();
    lists::write(writer, &sizes, bytes, |writer, at| {
        let list = &index.lists[at];
        (0..list.ids.len()).try_for_each(|row| writer.bytes(&list.code(row, bytes)))?;
        writer.longs(&list.ids)
    })
}

/// After the kind.
pub(super) fn read_pq<R: Read>(reader: &mut Reader<R>) -> Result<IvfPq, Failure> {
    let beginning = Beginning::read(reader)?;
    let by_residual = reader.flag()?;
    let at = reader.offset();
    let code_bytes = reader.count()?;
    let (dims, parts, bits) = (reader.count()?, reader.count()?, reader.count()?);
    if dims != beginning.header.dims {
        let expected = format!("parts of vectors of {} numbers", beginning.header.dims);
        return Err(reader.wrong(at, expected, dims.to_string()));
    }
    let centers = reader.vector::<f32>()?;
    let bits = u32::try_from(bits).unwrap_or(u32::MAX);
    let quantizer = ProductQuantizer::from_centers(dims, parts, bits, centers)?;
    if code_bytes != quantizer.code_bytes() {
        let expected = format!("codes of {} bytes", quantizer.code_bytes());
        return Err(reader.wrong(at, expected, code_bytes.to_string()));
    }
    let lists = beginning.centers.len();
    let mut index = IvfPq::new(lists, quantizer, beginning.header.metric)?;
    index.by_residual = by_residual;
    let found = lists::read(reader, lists, code_bytes, |at, codes, ids| {
        for (code, &id) in codes.chunks_exact(code_bytes).zip(ids) {
            index.lists[at].push(code, id);
        }
    })?;
    beginning.check_len(reader, found)?;
    index.len = found;
    index.coarse.set(beginning.centers);
    Ok(index)
}
