//! What can be wrong with a call of an index.

/// An index's arguments, state or launch are wrong.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A count that an index is made with does not fit.
    #[error("expected `{name}` {expected}, found {found}")]
    Count {
        /// What is counted.
        name: &'static str,
        /// What would fit.
        expected: String,
        /// What was given.
        found: usize,
    },
    /// Numbers that are not whole vectors.
    #[error("expected vectors of {dims} numbers, found {found} numbers")]
    Dimensions {
        /// Numbers of a vector.
        dims: usize,
        /// Numbers that were given.
        found: usize,
    },
    /// A vector that nothing can be trained with.
    #[error("expected finite numbers to train with, found others in vector {row}")]
    NotFinite {
        /// The vector.
        row: usize,
    },
    /// As many ids as vectors.
    #[error("expected an id for each of {expected} vectors, found {found}")]
    Ids {
        /// Vectors.
        expected: usize,
        /// Ids.
        found: usize,
    },
    /// An id that cannot be told from none.
    #[error("expected ids from 0 on, found {found}")]
    Id {
        /// The id.
        found: i64,
    },
    /// The index has no lists or codes yet.
    #[error("the index is not trained; help: call `train` with vectors like those to be added")]
    Untrained,
    /// A transform has seen no vectors yet.
    #[error(
        "the transform `{transform}` is not trained; help: call `train` with vectors like those to be added"
    )]
    UntrainedTransform {
        /// The transform.
        transform: &'static str,
    },
    /// A file cannot be read or written.
    #[error("`{}`: {source}", path.display())]
    Io {
        /// The file.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is no index file, a broken one, or of an index that this crate does not have.
    #[error("`{}`, byte {offset}: expected {expected}, found {found}", path.display())]
    Format {
        /// The file.
        path: std::path::PathBuf,
        /// Where.
        offset: u64,
        /// What would fit.
        expected: String,
        /// What is there.
        found: String,
    },
    /// A file has another kind of index.
    #[error("expected a file of `{expected}`, found {found}")]
    Kind {
        /// The kind that was asked for.
        expected: &'static str,
        /// The file's.
        found: &'static str,
    },
    /// An operation on tensors refused its arguments or its launch.
    #[error(transparent)]
    Kernels(#[from] kernsmith_kernels::Error),
    /// A decomposition failed.
    #[error(transparent)]
    Linalg(#[from] kernsmith_linalg::Error),
    /// A tensor could not be made or read.
    #[error(transparent)]
    Runtime(#[from] kernsmith_runtime::Error),
}

impl Error {
    /// A count is not at least 1.
    pub(crate) fn positive(name: &'static str, found: usize) -> Result<(), Self> {
        match found {
            0 => Err(Self::Count {
                name,
                expected: "of 1 and more".to_owned(),
                found,
            }),
            _ => Ok(()),
        }
    }
}
