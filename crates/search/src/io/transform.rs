//! What is done to vectors before they come to an index: linear maps, and the length 1 that says a cosine.
//!
//! ```text
//! chain     = number of transforms  transforms
//! transform = kind's own numbers  [ has a bias  A  b ]  numbers before  numbers after  trained
//! ```

use std::io::Read;

use super::{
    flat::{Header, write_header},
    reader::{Failure, Reader},
    writer::Writer,
};
use crate::{
    Error, Index, Metric,
    transform::{
        AnyTransform, Components, Itq, ItqOptions, Linear, Pca, PcaOptions, RandomRotation,
        Transform,
    },
};

/// Kinds of transforms that are read.
const KINDS: &str = "a transform of kind `VNrm`, `LTra`, `rrot`, `Pcam` or `Viqm`";
/// Transforms of a file at most: no file of more was meant to be one.
const MOST: usize = 64;
/// The seed that rotations for signs have in FAISS.
const ITQ_SEED: usize = 123;

/// What comes before an index that is not alone.
pub(super) fn write(
    writer: &mut Writer<'_>,
    transforms: &[AnyTransform],
    index: &dyn Index,
) -> Result<(), Error> {
    let cosine = index.metric() == Metric::Cosine;
    let first = transforms.first();
    writer.bytes(b"IxPT")?;
    let header = Header {
        dims: first.map_or(index.dims(), |any| any.transform().dims_in()),
        len: index.len(),
        metric: match index.metric() {
            Metric::L2 => Metric::L2,
            Metric::InnerProduct | Metric::Cosine => Metric::InnerProduct,
        },
    };
    write_header(writer, &header)?;
    writer.int("transforms", transforms.len() + usize::from(cosine))?;
    transforms
        .iter()
        .try_for_each(|any| write_one(writer, any))?;
    if cosine {
        writer.bytes(b"VNrm")?;
        writer.floats([2.0].into_iter())?;
        write_end(writer, [index.dims(); 2])?;
    }
    Ok(())
}

fn write_one(writer: &mut Writer<'_>, any: &AnyTransform) -> Result<(), Error> {
    let linear = any.transform().linear()?;
    match any {
        AnyTransform::Rotation(_) => writer.bytes(b"rrot")?,
        AnyTransform::Pca(pca) => {
            writer.bytes(b"Pcam")?;
            write_components(writer, pca)?;
        }
        AnyTransform::Itq(itq) => {
            writer.bytes(b"Viqm")?;
            writer.int("iterations", itq.options.iterations)?;
            writer.int("seed", ITQ_SEED)?;
        }
        AnyTransform::Linear(_) | AnyTransform::Opq(_) => writer.bytes(b"LTra")?,
    }
    writer.flag(!linear.bias().is_empty())?;
    for numbers in [linear.matrix(), linear.bias()] {
        write_vector(writer, numbers)?;
    }
    write_end(writer, any.dims())
}

fn write_components(writer: &mut Writer<'_>, pca: &Pca) -> Result<(), Error> {
    let options = &pca.options;
    // FAISS has the power of the variance.
    writer.floats([options.eigen_power / 2.0, options.epsilon].into_iter())?;
    writer.flag(options.rotation)?;
    writer.int("bins", 0)?;
    let found = pca.found.as_ref();
    let found = found.ok_or(Error::UntrainedTransform { transform: "pca" })?;
    for numbers in [&found.mean, &found.variances, &found.rows] {
        write_vector(writer, numbers)?;
    }
    Ok(())
}

fn write_vector(writer: &mut Writer<'_>, numbers: &[f32]) -> Result<(), Error> {
    writer.count(numbers.len())?;
    writer.floats(numbers.iter().copied())
}

fn write_end(writer: &mut Writer<'_>, dims: [usize; 2]) -> Result<(), Error> {
    writer.int("dims_in", dims[0])?;
    writer.int("dims_out", dims[1])?;
    writer.flag(true)
}

/// What comes before an index.
pub(super) struct Chain {
    pub(super) transforms: Vec<AnyTransform>,
    /// Whether vectors are brought to length 1 at last.
    pub(super) cosine: bool,
}

/// After the kind.
pub(super) fn read(reader: &mut Reader<impl Read>) -> Result<Chain, Failure> {
    let header = Header::read(reader)?;
    let at = reader.offset();
    let count = reader.number::<i32>()?;
    let count = usize::try_from(count).ok().filter(|count| *count <= MOST);
    let expected = format!("at most {MOST} transforms");
    let count = count.ok_or_else(|| reader.wrong(at, expected, "another number".to_owned()))?;
    let mut chain = Chain {
        transforms: Vec::new(),
        cosine: false,
    };
    let mut dims = header.dims;
    for _ in 0..count {
        let at = reader.offset();
        if chain.cosine {
            let found = "another one after it".to_owned();
            return Err(reader.wrong(at, "`VNrm` as the last transform", found));
        }
        let kind = reader.fourcc()?;
        let [before, after] = match &kind {
            b"VNrm" => {
                chain.cosine = true;
                read_norm(reader)?
            }
            _ => {
                let any = read_one(reader, kind)?;
                let dims = any.dims();
                chain.transforms.push(any);
                dims
            }
        };
        if before != dims {
            let expected = format!("a transform of vectors of {dims} numbers");
            return Err(reader.wrong(at, expected, before.to_string()));
        }
        dims = after;
    }
    Ok(chain)
}

fn read_norm(reader: &mut Reader<impl Read>) -> Result<[usize; 2], Failure> {
    let at = reader.offset();
    let norm = reader.number::<f32>()?;
    if norm != 2.0 {
        return Err(reader.wrong(at, "vectors of Euclidean norm 1", format!("norm {norm}")));
    }
    read_end(reader)
}

/// Numbers before and after.
fn read_end(reader: &mut Reader<impl Read>) -> Result<[usize; 2], Failure> {
    let at = reader.offset();
    let dims = [reader.number::<i32>()?, reader.number::<i32>()?];
    let [before, after] = dims.map(|dims| usize::try_from(dims).unwrap_or(0));
    if before == 0 || after == 0 {
        return Err(reader.wrong(at, "vectors of 1 number and more", format!("{dims:?}")));
    }
    let at = reader.offset();
    match reader.flag()? {
        true => Ok([before, after]),
        false => Err(reader.wrong(at, "a trained transform", "one that is not".to_owned())),
    }
}

fn read_one(reader: &mut Reader<impl Read>, kind: [u8; 4]) -> Result<AnyTransform, Failure> {
    let at = reader.offset() - 4;
    match &kind {
        b"LTra" => read_linear(reader).map(AnyTransform::Linear),
        b"rrot" => read_linear(reader).map(|linear| RandomRotation::of(linear).into()),
        b"Viqm" => {
            let iterations = reader.number::<i32>()?;
            reader.number::<i32>()?;
            let options = ItqOptions {
                iterations: usize::try_from(iterations).unwrap_or(0),
                ..ItqOptions::default()
            };
            let linear = read_linear(reader)?;
            if linear.dims_in() != linear.dims_out() {
                let found = "one that is not".to_owned();
                return Err(reader.wrong(at, "a square matrix", found));
            }
            Ok(Itq::of(linear, options).into())
        }
        b"Pcam" => read_pca(reader).map(AnyTransform::Pca),
        _ => Err(reader.wrong(at, KINDS, format!("`{}`", kind.escape_ascii()))),
    }
}

fn read_linear(reader: &mut Reader<impl Read>) -> Result<Linear, Failure> {
    let at = reader.offset();
    let biased = reader.flag()?;
    let (matrix, bias) = (reader.vector::<f32>()?, reader.vector::<f32>()?);
    let [before, after] = read_end(reader)?;
    let fits = before.checked_mul(after) == Some(matrix.len());
    if !fits || biased && bias.len() != after {
        let expected = format!("{after} rows of {before} numbers");
        let found = format!("{} numbers and {} more", matrix.len(), bias.len());
        return Err(reader.wrong(at, expected, found));
    }
    let bias = if biased { bias } else { Vec::new() };
    Ok(Linear::new([before, after], matrix, bias)?)
}

fn read_pca(reader: &mut Reader<impl Read>) -> Result<Pca, Failure> {
    let at = reader.offset();
    let (power, epsilon) = (reader.number::<f32>()?, reader.number::<f32>()?);
    let rotation = reader.flag()?;
    // Bins that variances were spread over: `A` has done it.
    reader.number::<i32>()?;
    let [mean, variances, rows] = [
        reader.vector::<f32>()?,
        reader.vector::<f32>()?,
        reader.vector::<f32>()?,
    ];
    let linear = read_linear(reader)?;
    let dims = AnyTransform::Linear(linear.clone()).dims();
    // With fewer vectors than numbers, FAISS finds as many components as there are vectors.
    let fits = rows.len().is_multiple_of(dims[0]) && rows.len() / dims[0] <= variances.len();
    if mean.len() != dims[0] || !fits || dims[1] > dims[0] {
        let expected = format!("components of vectors of {} numbers", dims[0]);
        let found = format!("{}, {}, {}", mean.len(), variances.len(), rows.len());
        return Err(reader.wrong(at, expected, found));
    }
    let options = PcaOptions {
        eigen_power: 2.0 * power,
        epsilon,
        rotation,
        ..PcaOptions::default()
    };
    let linear = linear.around(mean.clone());
    let found = Components {
        mean,
        variances,
        rows,
        linear,
    };
    Ok(Pca::of(dims, options, found))
}
