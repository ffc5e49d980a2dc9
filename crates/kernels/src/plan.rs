//! A kernel's source, and one launch of one of its variants, as data.

use kernsmith_runtime::{DType, TemplateValue, Tensor};

use crate::Error;

/// The text of a kernel in the body-only form.
#[derive(Debug, PartialEq, Eq)]
pub struct BodySource {
    /// The kernel's name.
    pub name: &'static str,
    /// The file that the body is in.
    pub file: &'static str,
    /// The body.
    pub source: &'static str,
    /// Helpers that stand before it.
    pub header: &'static str,
    /// Names of the inputs.
    pub inputs: &'static [&'static str],
    /// Names of the outputs.
    pub outputs: &'static [&'static str],
}

impl BodySource {
    /// The whole text, as records keep it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}", self.header, self.source)
    }
}

/// The text of a whole file, whose kernels have signatures of their own.
#[derive(Debug, PartialEq, Eq)]
pub struct WholeFile {
    /// The file.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// One launch: everything but the inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The operation.
    pub op: &'static str,
    /// The kernel.
    pub source: &'static BodySource,
    /// The variant's name in records.
    pub function: String,
    /// Template arguments.
    pub template: Vec<(&'static str, TemplateValue)>,
    /// Threads of the grid.
    pub grid: [u32; 3],
    /// Threads of a threadgroup.
    pub threadgroup: [u32; 3],
    /// Shapes and element types of the outputs.
    pub outputs: Vec<(Vec<usize>, DType)>,
    /// Arrays have to begin at a multiple of so many elements.
    pub align_elems: u32,
}

/// A thread for each element.
///
/// # Errors
/// [`Error::TooLarge`] where there are more elements than a grid counts.
pub(crate) fn threads(op: &'static str, x: &Tensor) -> Result<u32, Error> {
    let elements = x.elements() as u128;
    let [threads, ..] = grid(op, format!("{:?}", x.shape()), elements)?;
    Ok(threads)
}

/// A one-dimensional grid.
///
/// # Errors
/// [`Error::TooLarge`] where there are more threads than a grid counts.
pub(crate) fn grid(
    op: &'static str,
    shape: impl std::fmt::Display,
    threads: u128,
) -> Result<[u32; 3], Error> {
    let width = u32::try_from(threads).map_err(|_| Error::TooLarge {
        op,
        shape: shape.to_string(),
        threads,
    })?;
    Ok([width, 1, 1])
}
