//! Index files, in FAISS's format: what is written here FAISS reads, and the other way round.
//!
//! Not every index of FAISS: `IndexFlat`, `IndexIVFFlat` and `IndexIVFPQ` with flat centers, by squared distance and inner
//! product; `IndexScalarQuantizer` and `IndexIVFScalarQuantizer` of float16 and bfloat16; these behind linear maps (`LinearTransform`, which `OPQMatrix` is, too, `RandomRotationMatrix`, `PCAMatrix`,
//! `ITQMatrix`); and for cosines behind a `NormalizationTransform` at last. Others are errors that name them.
//!
//! Little-endian. A file is read up to its end and not a byte is asked for beyond it, so that a broken one is an error
//! that says where. It is written beside its place and then moved there.
//!
//! ```text
//! index    = [ "IxPT" header transforms ]  flat | ivf
//! flat     = ("IxF2" | "IxFI" | "IxSQ") header  [ quantizer ]  numbers
//! ivf      = ("IwFl" | "IwSq" | "IwPQ") header  lists  probes  flat  direct map  [ codes' quantizer ]  lists of codes
//! header   = dims  vectors  2 numbers that nothing means  trained  metric
//! ```
//!
//! Source: `faiss/impl/index_write.cpp` is the format's only description.

mod flat;
mod ivf;
mod lists;
mod reader;
mod scalar;
mod transform;
mod writer;

use std::{
    fs::{self, File},
    io::BufReader,
    path::Path,
};

use reader::Reader;
use writer::Writer;

use crate::{
    Error, Flat, Index, IvfFlat, IvfPq, Metric, Neighbors, Search, SearchPlan, Transformed,
    kmeans::KMeans, transform::AnyTransform,
};
use kernsmith_runtime::{Device, Stream};

/// An index of a file, of whichever kind it is.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnyIndex {
    /// All vectors.
    Flat(Flat),
    /// Lists of vectors.
    IvfFlat(IvfFlat),
    /// Lists of codes.
    IvfPq(IvfPq),
    /// One of these behind transforms.
    Transformed(Box<Transformed<Self>>),
}

impl AnyIndex {
    /// Reads an index file.
    ///
    /// # Errors
    /// [`Error::Io`] if the file cannot be read, [`Error::Format`] if it is no index file, a broken one, or one of an index
    /// that this crate does not have.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref();
        let io = |source| Error::Io {
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(io)?;
        let length = file.metadata().map_err(io)?.len();
        let mut reader = Reader::new(BufReader::with_capacity(1 << 20, file), length);
        Self::read(&mut reader).map_err(|error| error.at(path))
    }

    fn read(reader: &mut Reader<impl std::io::Read>) -> Result<Self, reader::Failure> {
        let at = reader.offset();
        let mut kind = reader.fourcc()?;
        let mut chain = None;
        if kind == *b"IxPT" {
            chain = Some(transform::read(reader)?);
            kind = reader.fourcc()?;
        }
        let mut index = match &kind {
            b"IxF2" | b"IxFI" | b"IxFl" => Self::Flat(flat::read(reader)?),
            b"IxSQ" => Self::Flat(flat::read_scalar(reader)?),
            b"IwFl" => Self::IvfFlat(ivf::read_flat(reader)?),
            b"IwSq" => Self::IvfFlat(ivf::read_scalar(reader)?),
            b"IwPQ" => Self::IvfPq(ivf::read_pq(reader)?),
            _ => {
                let expected = "an index of kind `IxF2`, `IxFI`, `IxSQ`, `IwFl`, `IwSq` or `IwPQ`";
                return Err(reader.wrong(at, expected, format!("`{}`", kind.escape_ascii())));
            }
        };
        reader.end()?;
        let Some(chain) = chain else {
            return Ok(index);
        };
        if chain.cosine {
            if index.index().metric() != Metric::InnerProduct {
                let expected = "an inner product of normalized vectors";
                return Err(reader.wrong(at, expected, "squared distances".to_owned()));
            }
            index.be_cosine();
        }
        if chain.transforms.is_empty() {
            return Ok(index);
        }
        let index = Transformed::new(chain.transforms, index)?;
        Ok(Self::Transformed(Box::new(index)))
    }

    /// The index, of whichever kind it is.
    #[must_use]
    pub fn index(&self) -> &dyn Index {
        match self {
            Self::Flat(index) => index,
            Self::IvfFlat(index) => index,
            Self::IvfPq(index) => index,
            Self::Transformed(index) => &**index,
        }
    }

    fn index_mut(&mut self) -> &mut dyn Index {
        match self {
            Self::Flat(index) => index,
            Self::IvfFlat(index) => index,
            Self::IvfPq(index) => index,
            Self::Transformed(index) => &mut **index,
        }
    }

    /// What kind it is, in words.
    fn kind(&self) -> &'static str {
        match self {
            Self::Flat(_) => "a flat index",
            Self::IvfFlat(_) => "an inverted file of vectors",
            Self::IvfPq(_) => "an inverted file of codes",
            Self::Transformed(_) => "an index behind transforms",
        }
    }

    fn be_cosine(&mut self) {
        match self {
            Self::Flat(index) => index.metric = Metric::Cosine,
            Self::IvfFlat(index) => {
                index.metric = Metric::Cosine;
                index.coarse.metric = Metric::Cosine;
            }
            Self::IvfPq(index) => {
                index.metric = Metric::Cosine;
                index.coarse.metric = Metric::Cosine;
            }
            Self::Transformed(index) => index.index.be_cosine(),
        }
    }
}

impl Index for AnyIndex {
    fn dims(&self) -> usize {
        self.index().dims()
    }

    fn metric(&self) -> Metric {
        self.index().metric()
    }

    fn len(&self) -> usize {
        self.index().len()
    }

    fn train_on(&mut self, stream: &Stream, vectors: &[f32], kmeans: &KMeans) -> Result<(), Error> {
        self.index_mut().train_on(stream, vectors, kmeans)
    }

    fn add_on(&mut self, stream: &Stream, vectors: &[f32]) -> Result<(), Error> {
        self.index_mut().add_on(stream, vectors)
    }

    fn search(
        &self,
        stream: &Stream,
        queries: &[f32],
        search: &Search,
    ) -> Result<Neighbors, Error> {
        self.index().search(stream, queries, search)
    }

    fn explain(
        &self,
        device: &Device,
        queries: usize,
        search: &Search,
    ) -> Result<SearchPlan, Error> {
        self.index().explain(device, queries, search)
    }
}

/// Writes an index, behind transforms where there are some.
fn save(
    path: &Path,
    transforms: &[AnyTransform],
    index: &dyn Index,
    write: impl FnOnce(&mut Writer<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    replace(path, |writer| {
        if !transforms.is_empty() || index.metric() == Metric::Cosine {
            transform::write(writer, transforms, index)?;
        }
        write(writer)
    })
}

/// Saving and loading of one kind of index.
macro_rules! file {
    ($index:ident, $write:path) => {
        impl $index {
            /// Writes the index to a file, whole or not at all; FAISS reads it, too.
            ///
            /// # Errors
            /// [`Error::Io`] if the file cannot be written, [`Error::Untrained`] for an index without centers,
            /// [`Error::Count`] for vectors of more numbers than the format counts.
            pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
                save(path.as_ref(), &[], self, |writer| $write(writer, self))
            }

            /// Reads an index of this kind from a file.
            ///
            /// # Errors
            /// As [`AnyIndex::load`], and [`Error::Kind`] for a file of another kind of index.
            pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
                match AnyIndex::load(path)? {
                    AnyIndex::$index(index) => Ok(index),
                    other => Err(Error::Kind {
                        expected: stringify!($index),
                        found: other.kind(),
                    }),
                }
            }
        }

        impl Transformed<$index> {
            /// Writes transforms and index to a file, whole or not at all; FAISS reads it, too.
            ///
            /// # Errors
            /// As those of the index, and [`Error::UntrainedTransform`].
            pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
                let write = |writer: &mut Writer<'_>| $write(writer, &self.index);
                save(path.as_ref(), &self.transforms, &self.index, write)
            }

            /// Reads an index of this kind with its transforms from a file.
            ///
            /// # Errors
            /// As [`AnyIndex::load`], and [`Error::Kind`] for a file of another kind of index, and of one without
            /// transforms.
            pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
                let kind = |found| Error::Kind {
                    expected: concat!("Transformed<", stringify!($index), ">"),
                    found,
                };
                match AnyIndex::load(path)? {
                    AnyIndex::Transformed(all) => match all.index {
                        AnyIndex::$index(index) => Self::new(all.transforms, index),
                        other => Err(kind(other.kind())),
                    },
                    other => Err(kind(other.kind())),
                }
            }
        }
    };
}

file!(Flat, flat::write);
file!(IvfFlat, ivf::write_flat);
file!(IvfPq, ivf::write_pq);

/// Puts what `write` writes in the place of the file.
fn replace(
    path: &Path,
    write: impl FnOnce(&mut Writer<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
    let io = |source| Error::Io {
        path: path.to_owned(),
        source,
    };
    let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = real
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".kernsmith-")
        .suffix(".tmp")
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .map_err(io)?;
    let mut writer = Writer::new(path, file.as_file_mut());
    write(&mut writer)?;
    writer.finish()?;
    if let Ok(old) = fs::metadata(&real) {
        let same = file.as_file().set_permissions(old.permissions());
        same.map_err(io)?;
    }
    file.as_file().sync_all().map_err(io)?;
    file.persist(&real).map_err(|error| io(error.error))?;
    Ok(())
}
