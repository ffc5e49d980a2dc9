//! Arrays on the host: an element type, a shape, and bytes in row-major order.
//!
//! What it is not: a tensor. It has no device, no views and no arithmetic; it is what files hold,
//! what launch files describe and what results are printed from.

mod element;
mod fill;
mod npy;
mod safetensors;
mod save;
mod summary;

use std::path::Path;

use kernsmith_runtime::DType;

pub(crate) use element::{Number, decode, encode};
pub(crate) use fill::Fill;
pub(crate) use save::{Named, save};
pub(crate) use summary::{Extent, Summary};

/// An array whose bytes are in the machine's own order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Array {
    /// Type of the elements.
    pub(crate) dtype: DType,
    /// Extents, slowest first; empty for a scalar.
    pub(crate) shape: Vec<usize>,
    /// Elements in row-major order.
    pub(crate) bytes: Vec<u8>,
}

/// Why an array cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    /// Not a file of its kind.
    #[error("not a `{format}` file: {reason}")]
    Malformed {
        format: &'static str,
        reason: String,
    },
    /// An element type that kernels do not take.
    #[error("element type `{found}` is not one that kernels take\nhelp: {help}")]
    ElementType { found: String, help: &'static str },
    /// The data are not as long as the header says.
    #[error("expected {expected} bytes of data, found {found}")]
    Length { expected: usize, found: usize },
    /// The shape's product does not fit.
    #[error("shape {shape:?} has more elements than memory can hold")]
    TooLarge { shape: Vec<usize> },
    /// `.npy` has no such element type.
    #[error("`.npy` cannot hold `{dtype}`\nhelp: use a `.safetensors` file")]
    NotInNpy { dtype: DType },
    /// A file of several arrays, and none or a wrong one named.
    #[error("{}", wrong_tensor(.name.as_deref(), .known))]
    Tensor {
        name: Option<String>,
        known: Vec<String>,
    },
    /// A name for one array of a file that holds just one.
    #[error("a `.npy` file holds one array without a name, found tensor name `{0}`")]
    NameInNpy(String),
    /// An ending that says neither format.
    #[error("expected a file ending in `.npy` or `.safetensors`, found `{0}`")]
    Ending(String),
    /// The value does not fit the element type.
    #[error("expected a value of `{dtype}`, found `{value}`")]
    Value { dtype: DType, value: String },
    /// The file system refused.
    #[error("{0}")]
    Io(#[from] std::io::Error),
}

fn wrong_tensor(name: Option<&str>, known: &[String]) -> String {
    let shown = known
        .iter()
        .take(8)
        .map(|known| format!("`{known}`"))
        .collect::<Vec<_>>();
    let more = if known.len() > shown.len() {
        ", ..."
    } else {
        ""
    };
    let help = format!("the file holds {}{more}", shown.join(", "));
    match name {
        Some(name) => format!("no tensor `{name}`\nhelp: {help}"),
        None => format!("expected the name of a tensor\nhelp: {help}"),
    }
}

/// The formats that arrays are kept in, by the ending of the file's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// NumPy's format for one array.
    Npy,
    /// Named arrays with a JSON header.
    Safetensors,
}

impl Format {
    /// The format that the ending names.
    pub(crate) fn of(path: &Path) -> Result<Self, Error> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("npy") => Ok(Self::Npy),
            Some("safetensors") => Ok(Self::Safetensors),
            _ => Err(Error::Ending(path.display().to_string())),
        }
    }
}

impl Array {
    /// Reads a `.npy` file, or one tensor of a `.safetensors` file; the name may be left out where
    /// the file holds one tensor only.
    pub(crate) fn load(path: &Path, tensor: Option<&str>) -> Result<Self, Error> {
        let format = Format::of(path)?;
        let bytes = std::fs::read(path)?;
        match (format, tensor) {
            (Format::Npy, None) => npy::parse(&bytes),
            (Format::Npy, Some(name)) => Err(Error::NameInNpy(name.to_owned())),
            (Format::Safetensors, name) => safetensors::parse(&bytes, name),
        }
    }

    /// How many elements there are.
    pub(crate) fn len_elems(&self) -> usize {
        self.bytes.len() / self.dtype.size_bytes()
    }
}

/// How many elements a shape has.
pub(crate) fn element_count(shape: &[usize]) -> Result<usize, Error> {
    shape
        .iter()
        .try_fold(1_usize, |count, &extent| count.checked_mul(extent))
        .ok_or_else(|| Error::TooLarge {
            shape: shape.to_vec(),
        })
}

/// How many bytes the elements of a shape take.
pub(crate) fn byte_count(dtype: DType, shape: &[usize]) -> Result<usize, Error> {
    element_count(shape)?
        .checked_mul(dtype.size_bytes())
        .filter(|&bytes| isize::try_from(bytes).is_ok())
        .ok_or_else(|| Error::TooLarge {
            shape: shape.to_vec(),
        })
}

/// The unit in which an element's bytes are ordered: each half of a complex number by itself.
const fn word_bytes(dtype: DType) -> usize {
    match dtype {
        DType::C64 => 4,
        DType::C128 => 8,
        other => other.size_bytes(),
    }
}

/// Turns bytes of one order into bytes of the other.
fn swap_words(dtype: DType, bytes: &mut [u8]) {
    for word in bytes.chunks_exact_mut(word_bytes(dtype)) {
        word.reverse();
    }
}
