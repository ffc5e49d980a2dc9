//! Whole Metal files as test data: several kernels in a text, each with launches and what they should give.
//!
//! ```text
//! // What the file is about, in prose.
//! //
//! // run: scaled
//! // input x: float32[4] = [1, 2, 3, 4]
//! // input by: float32 = 2
//! // output y: float32[4]
//! // grid: 4 1 1
//! // threadgroup: 4 1 1
//! // expect y[i] = x[i] * by
//! //
//! // run: offset
//! // ...
//! // file:
//! #include <metal_stdlib>
//! kernel void scaled(...) { ... }
//! ```
//!
//! A `run:` names a kernel by its name on the host; a file may have many, also of one kernel. What follows is
//! said as in a [`Case`], whose inputs and outputs are here the kernel's parameters by their names, whatever
//! their indices. An output that is an input too begins with that content. Beyond that there is
//!
//! * `constants: NAME=VALUE, NAME=VALUE`, ints and bools;
//! * `shared NAME: BYTES`, the length of a threadgroup parameter;
//! * `math: fast`, which holds for the run.

use super::{
    Case, ParseError,
    parse::{self, argument, joined, parsed, read},
};
use kernsmith_msl::{contract::TemplateValue, ir::ConstantValue};
use std::{fs, path::Path};

/// A launch of one of a file's kernels.
#[derive(Clone, Debug)]
pub struct FileRun {
    /// The launch and what it must give; its kernel has a name and no text.
    pub case: Case,
    /// The whole file, directives and all.
    pub text: String,
    /// Function constants.
    pub constants: Vec<(String, ConstantValue)>,
    /// Bytes of threadgroup parameters.
    pub shared: Vec<(String, u32)>,
}

impl FileRun {
    /// All runs of a file's text, in order.
    ///
    /// # Errors
    /// If the text does not follow the format; the error names file and line.
    pub fn parse_all(file: &str, text: &str) -> Result<Vec<Self>, ParseError> {
        let lines: Vec<&str> = text.lines().collect();
        let fail = |line: usize, message: String| ParseError {
            file: file.to_owned(),
            line: line + 1,
            message,
        };
        let mut runs: Vec<(usize, Self)> = Vec::new();
        let mut at = 0;
        loop {
            let line = lines.get(at).and_then(|line| line.strip_prefix("//"));
            let Some(directive) = line.map(str::trim) else {
                return Err(fail(
                    at,
                    "expected a line `// file:` behind the runs".into(),
                ));
            };
            let first = at;
            at += 1;
            match (directive.strip_prefix("run:"), runs.last_mut()) {
                (Some(kernel), _) => runs.push((first, Self::new(file, text, kernel.trim()))),
                (None, Some(_)) if directive == "file:" => break,
                (None, Some((_, run))) if !directive.is_empty() => {
                    let (whole, last) = joined(&lines, first).map_err(|m| fail(first, m))?;
                    run.read(&whole).map_err(|message| fail(first, message))?;
                    at = last + 1;
                }
                // Prose, or a line between runs.
                _ => {}
            }
        }
        for (line, run) in &runs {
            parse::complete(&run.case).map_err(|message| fail(*line, message))?;
        }
        Ok(runs.into_iter().map(|(_, run)| run).collect())
    }

    /// All runs of the `.metal` files of a folder, by the files' names.
    ///
    /// # Panics
    /// If a file cannot be read or does not follow the format.
    #[must_use]
    pub fn all_in(folder: impl AsRef<Path>) -> Vec<Self> {
        let paths = super::metal_files(folder.as_ref());
        let read = |path: &std::path::PathBuf| {
            let text = fs::read_to_string(path)
                .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            Self::parse_all(&name, &text).unwrap_or_else(|error| panic!("{error}"))
        };
        paths.iter().flat_map(read).collect()
    }

    fn new(file: &str, text: &str, kernel: &str) -> Self {
        let mut case = parse::blank(&format!("{file}.metal, {kernel}"));
        kernel.clone_into(&mut case.kernel.name);
        Self {
            case,
            text: text.to_owned(),
            constants: Vec::new(),
            shared: Vec::new(),
        }
    }

    fn read(&mut self, directive: &str) -> Result<(), String> {
        if let Some(rest) = directive.strip_prefix("constants:") {
            for text in rest.split(',') {
                let (name, value) = argument(text)?;
                let value = match value {
                    TemplateValue::Bool(value) => ConstantValue::from(value),
                    TemplateValue::Int(value) => ConstantValue::from(value),
                    TemplateValue::Type(_) => {
                        return Err(format!("expected a value, found `{text}`"));
                    }
                };
                self.constants.push((name, value));
            }
            return Ok(());
        }
        if let Some(rest) = directive.strip_prefix("shared ") {
            let form = || format!("expected `NAME: BYTES`, found `{rest}`");
            let (name, bytes) = rest.split_once(':').ok_or_else(form)?;
            self.shared.push((name.trim().to_owned(), parsed(bytes)?));
            return Ok(());
        }
        read(&mut self.case, directive)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::array::Array;
    use kernsmith_msl::dtype::DType;

    const GOOD: &str = "\
// Prose: of any kind.
//
// run: twice
// input x: float32[2] = [1,
//   2]
// output y: float32[2]
// constants: n=2, on=true
// shared tile: 64
// grid: 2 1 1
// expect y[i] = x[i] * 2
//
// run: once
// output y: float32[1]
// grid: 1 1 1
// expect y = [1]
// file:
kernel void twice() {}
";

    #[test]
    fn a_file_has_many_runs() {
        let runs = FileRun::parse_all("f", GOOD).unwrap();
        let names: Vec<_> = runs
            .iter()
            .map(|run| run.case.kernel.name.as_str())
            .collect();
        assert_eq!(names, ["twice", "once"]);
        assert_eq!(runs[0].case.kernel.inputs, ["x"]);
        assert_eq!(
            runs[0].constants[1],
            ("on".into(), ConstantValue::from(true))
        );
        assert_eq!(runs[0].shared, [("tile".to_owned(), 64)]);
        assert!(runs[1].constants.is_empty());
        let right = Array::from_floats(DType::F32, &[2], &[2.0, 4.0]);
        runs[0].case.check(&[right], &[]).unwrap();
    }

    #[test]
    fn mistakes_name_their_line() {
        let cases = [
            (
                "// file:\n",
                "",
                16,
                "expected a line `// file:` behind the runs",
            ),
            ("// run: twice", "// ran: twice", 12, ""),
            (
                "grid: 2 1 1",
                "grid: 2",
                9,
                "expected three sizes, found `2`",
            ),
            (
                "n=2",
                "n=float32",
                7,
                "expected a value, found ` n=float32`",
            ),
            (
                "tile: 64",
                "tile",
                8,
                "expected `NAME: BYTES`, found `tile`",
            ),
            (
                "expect y = [1]",
                "init_value: 0",
                12,
                "nothing says what `y` must hold",
            ),
        ];
        for (from, to, line, message) in cases {
            match FileRun::parse_all("f", &GOOD.replace(from, to)) {
                Ok(runs) => assert_eq!((runs.len(), message), (1, ""), "prose hides a run"),
                Err(error) => assert_eq!((error.line, error.message.as_str()), (line, message)),
            }
        }
    }
}
