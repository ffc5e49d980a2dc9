//! Kernels as test data: a `.metal` file with its launch and its expectation in comments.
//!
//! ```text
//! // What the kernel is about, in prose.
//! //
//! // kernel: scaled
//! // input a: float32[4] = [1, 2, 3, 4]
//! // output out: float32[4]
//! // template: T=float32, N=4, B=true
//! // grid: 4 1 1
//! // threadgroup: 32 1 1
//! // expect out[i] = a[i] * 4 within 2 ulp
//! // header:
//! #include <metal_stdlib>
//! // body:
//! uint i = thread_position_in_grid.x;
//! out[i] = N * a[i];
//! ```
//!
//! Prose ends at the first directive; from there to `header:` or `body:` every line is one. A list
//! goes on over following lines until its bracket closes. An input is `DTYPE[dims] = VALUES`, or
//! `DTYPE = VALUE` for a zero-dimensional one; values are a list, `arange`, `arange(start, step)`,
//! `fill(x)`, `normal(seed)`, `uniform(low, high, seed)` or `integers(low, high, seed)`; a
//! `transposed` after the dimensions makes it a view with swapped strides. The rest is:
//!
//! * `expect OUT = VALUES`, `expect OUT[i] = FORMULA` or `reference: NAME` (a function that the
//!   test registers), with `exact` (if nothing is said), `within N ulp` or `atol A rtol R`;
//! * `findings: name, name`, what the checker must report (an output may then be left open);
//! * `log: LEVEL X,Y,Z TEXT`, once for each message in order, by the thread's position; what is logged
//!   must be just that;
//! * `init_value: x`, `atomic_outputs: true`, `row_contiguous: false`, `math: fast`.
//!
//! Whole files, with kernels of their own signatures, are [`FileRun`]s.

mod file;
mod formula;
mod parse;
mod reference;
mod run;
mod values;

pub use file::FileRun;
pub use parse::ParseError;
pub use reference::REFERENCES;
pub use run::{
    CompiledCase, Outcome, compile_case, diagnose, interpret, log_line, lost_line, run, text,
};

use crate::{
    array::{Array, Number},
    closeness::{self, Tolerance},
};
use formula::{Formula, Scope};
use kernsmith_msl::{
    contract::{BodyKernel, TemplateValue},
    dtype::DType,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A kernel with its launch and its expectation.
#[derive(Clone, Debug)]
pub struct Case {
    /// The file's path below the corpus, for messages.
    pub name: String,
    /// The kernel.
    pub kernel: BodyKernel,
    /// Inputs, in the kernel's order.
    pub inputs: Vec<Input>,
    /// Outputs, in the kernel's order.
    pub outputs: Vec<Output>,
    /// Template arguments.
    pub template: Vec<(String, TemplateValue)>,
    /// Threads, by axis.
    pub grid: [u32; 3],
    /// Threads of a threadgroup, before clamping.
    pub threadgroup: [u32; 3],
    /// What outputs hold before the launch.
    pub init_value: Option<f32>,
    /// Whether inputs are made row-contiguous.
    pub row_contiguous: bool,
    /// Names of the findings that the checker must report, sorted.
    pub findings: Vec<String>,
    /// What the kernel must log, in order.
    pub log: Vec<String>,
    expects: Vec<Expect>,
    reference: Option<(String, Tolerance)>,
}

/// An input.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its content, row-major by its shape.
    pub array: Array,
    /// It is a view of an array with the reverse order of axes.
    pub transposed: bool,
}

impl Input {
    /// The array that this is the transposed view of: axes reversed, elements moved.
    #[must_use]
    pub fn stored(&self) -> Array {
        let shape: Vec<usize> = self.array.shape.iter().rev().copied().collect();
        let size = self.array.dtype.size_bytes();
        let mut bytes = vec![0; self.array.bytes.len()];
        for (index, element) in self.array.bytes.chunks(size).enumerate() {
            // The last axis of the view is the first of the array.
            let (mut rest, mut place, mut step) = (index, 0, self.array.elements());
            for &dim in self.array.shape.iter().rev() {
                step /= dim;
                place += rest % dim * step;
                rest /= dim;
            }
            bytes[place * size..][..size].copy_from_slice(element);
        }
        Array {
            dtype: self.array.dtype,
            shape,
            bytes,
        }
    }
}

/// An output.
#[derive(Clone, Debug)]
pub struct Output {
    /// Element type.
    pub dtype: DType,
    /// Elements by axis.
    pub shape: Vec<usize>,
}

/// What an output must hold.
#[derive(Clone, Debug)]
struct Expect {
    output: usize,
    values: Values,
    tolerance: Tolerance,
}

#[derive(Clone, Debug)]
enum Values {
    List(Vec<Number>),
    Formula(Formula),
}

/// A float64 function that computes every output of a case.
pub type Reference = fn(&Case) -> Vec<Vec<f64>>;

/// The folders of a corpus that hold cases, relative to it, in order: `seeds`, `run`, and the
/// folder `run` of each topic.
///
/// # Panics
/// If the corpus cannot be read.
#[must_use]
pub fn folders(root: impl AsRef<Path>) -> Vec<String> {
    let root = root.as_ref();
    let entries = fs::read_dir(root)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", root.display()));
    let topics = entries.map(|entry| entry.expect("a folder's entry can be read").file_name());
    let runs = topics.map(|topic| format!("{}/run", topic.to_string_lossy()));
    let mut folders: Vec<String> = runs.filter(|run| root.join(run).is_dir()).collect();
    folders.extend(["seeds".to_owned(), "run".to_owned()]);
    folders.sort();
    folders
}

/// The `.metal` files of a folder, in order.
fn metal_files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("a folder's entry can be read").path());
    let is_metal = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "metal");
    let mut paths: Vec<PathBuf> = paths.filter(is_metal).collect();
    paths.sort();
    paths
}

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// If the text does not follow the format; the error names file and line.
    pub fn parse(name: &str, text: &str) -> Result<Self, ParseError> {
        parse::parse(name, text)
    }

    /// A case with no expectation, in one dimension: so many threads, in groups of so many.
    #[must_use]
    pub fn unchecked(
        kernel: BodyKernel,
        inputs: Vec<Input>,
        outputs: Vec<Output>,
        [threads, threadgroup]: [u32; 2],
    ) -> Self {
        Self {
            name: kernel.name.clone(),
            kernel,
            inputs,
            outputs,
            template: Vec::new(),
            grid: [threads, 1, 1],
            threadgroup: [threadgroup, 1, 1],
            init_value: None,
            row_contiguous: true,
            findings: Vec::new(),
            log: Vec::new(),
            expects: Vec::new(),
            reference: None,
        }
    }

    /// Reads all `.metal` files of a folder, in order of their names.
    ///
    /// # Panics
    /// If a file cannot be read or does not follow the format.
    #[must_use]
    pub fn all_in(folder: impl AsRef<Path>) -> Vec<Self> {
        let paths = metal_files(folder.as_ref());
        let read = |path: PathBuf| {
            let text = fs::read_to_string(&path)
                .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            Self::parse(&name, &text).unwrap_or_else(|error| panic!("{error}"))
        };
        paths.into_iter().map(read).collect()
    }

    /// Input `index` as 64-bit floats.
    ///
    /// # Panics
    /// If there is no such input.
    #[must_use]
    pub fn floats(&self, index: usize) -> Vec<f64> {
        self.inputs[index].array.floats()
    }

    /// Whether the outputs are what the case expects.
    ///
    /// # Errors
    /// Says which output differs and where, or what is wrong with the expectation.
    pub fn check(&self, outputs: &[Array], references: &[(&str, Reference)]) -> Result<(), String> {
        if outputs.len() != self.outputs.len() {
            return Err(format!("{}: {} outputs", self.name, outputs.len()));
        }
        for (output, expected, tolerance) in self.expected(references)? {
            let name = &self.kernel.outputs[output];
            closeness::check(&expected, &outputs[output], tolerance)
                .map_err(|mismatch| format!("{}: `{name}`: {mismatch}", self.name))?;
        }
        Ok(())
    }

    /// What each output must hold.
    fn expected(
        &self,
        references: &[(&str, Reference)],
    ) -> Result<Vec<(usize, Vec<Number>, Tolerance)>, String> {
        let mut expected = Vec::new();
        if let Some((name, tolerance)) = &self.reference {
            let known = references.iter().find(|(known, _)| known == name);
            let (_, reference) = known.ok_or_else(|| format!("no reference is called `{name}`"))?;
            for (output, values) in reference(self).into_iter().enumerate() {
                let values = values.into_iter().map(Number::Float).collect();
                expected.push((output, values, *tolerance));
            }
        }
        for expect in &self.expects {
            let values = match &expect.values {
                Values::List(values) => values.clone(),
                Values::Formula(formula) => self.evaluate(formula, expect.output)?,
            };
            expected.push((expect.output, values, expect.tolerance));
        }
        Ok(expected)
    }

    /// Whether what was logged is what the case expects.
    ///
    /// # Errors
    /// Says what differs.
    pub fn check_log(&self, log: &[String]) -> Result<(), String> {
        if log == self.log {
            return Ok(());
        }
        let list = |lines: &[String]| lines.join("\n  ");
        Err(format!(
            "{}: expected the log\n  {}\nfound\n  {}",
            self.name,
            list(&self.log),
            list(log)
        ))
    }

    fn evaluate(&self, formula: &Formula, output: usize) -> Result<Vec<Number>, String> {
        let names = self.kernel.inputs.iter().cloned();
        let arrays = names.zip(self.inputs.iter().map(|input| input.array.floats()));
        let arrays = arrays.collect();
        let count: usize = self.outputs[output].shape.iter().product();
        let value = |at: usize| {
            let mut scope = Scope {
                arrays: &arrays,
                variables: vec![("i".to_owned(), at as f64)],
            };
            let value = formula.value(&mut scope);
            value
                .map(Number::Float)
                .map_err(|error| format!("{}: {error}", self.name))
        };
        (0..count).map(value).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_transposed_input_is_stored_by_columns() {
        let numbers: Vec<f64> = (0..6).map(f64::from).collect();
        let input = Input {
            array: Array::from_floats(DType::F32, &[2, 3], &numbers),
            transposed: true,
        };
        let stored = input.stored();
        assert_eq!(stored.shape, [3, 2]);
        assert_eq!(stored.floats(), [0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
    }
}
