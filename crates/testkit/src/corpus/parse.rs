//! The corpus format, read strictly: what is not understood is an error with its line.

use super::{Case, Expect, Formula, Input, Output, Values, values};
use crate::{
    array::{Array, Number},
    closeness::Tolerance,
};
use kernsmith_msl::{
    contract::{BodyKernel, TemplateValue},
    dtype::DType,
    ir::MathMode,
};
use std::str::FromStr;

/// What is wrong with a corpus file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}")]
pub struct ParseError {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Words that begin a directive.
const DIRECTIVES: [&str; 14] = [
    "kernel",
    "input",
    "output",
    "template",
    "grid",
    "threadgroup",
    "init_value",
    "atomic_outputs",
    "row_contiguous",
    "math",
    "expect",
    "reference",
    "findings",
    "log",
];

pub(super) fn parse(file: &str, text: &str) -> Result<Case, ParseError> {
    let mut case = blank(file);
    let lines: Vec<&str> = text.lines().collect();
    let fail = |line: usize, message: String| ParseError {
        file: file.to_owned(),
        line: line + 1,
        message,
    };
    let start = lines.iter().position(|line| word(line) == Some("kernel"));
    let mut at = start.ok_or_else(|| fail(0, "expected a line `// kernel: NAME`".into()))?;
    let sections = loop {
        let Some(line) = lines.get(at) else {
            return Err(fail(at, "expected `// body:`, found the end".into()));
        };
        let directive = line.strip_prefix("//").map(str::trim);
        let Some(directive) = directive else {
            return Err(fail(at, format!("expected a directive, found `{line}`")));
        };
        if matches!(directive, "header:" | "body:") {
            break at;
        }
        let first = at;
        let (whole, last) = joined(&lines, first).map_err(|message| fail(first, message))?;
        read(&mut case, &whole).map_err(|message| fail(first, message))?;
        at = last + 1;
    };
    split(&mut case, &lines, sections).map_err(|message| fail(sections, message))?;
    complete(&case).map_err(|message| fail(0, message))?;
    Ok(case)
}

/// A case of which nothing is said yet.
pub(super) fn blank(name: &str) -> Case {
    Case {
        name: name.to_owned(),
        kernel: BodyKernel::default(),
        inputs: Vec::new(),
        outputs: Vec::new(),
        template: Vec::new(),
        grid: [0; 3],
        threadgroup: [1; 3],
        init_value: None,
        row_contiguous: true,
        findings: Vec::new(),
        log: Vec::new(),
        expects: Vec::new(),
        reference: None,
    }
}

/// The directive that begins at a comment line, with the lines that its bracket goes on over, and the
/// last of them.
pub(super) fn joined(lines: &[&str], first: usize) -> Result<(String, usize), String> {
    let comment = |at: usize| lines.get(at).and_then(|line| line.strip_prefix("//"));
    let mut whole = comment(first).unwrap_or_default().trim().to_owned();
    let mut at = first;
    while !whole.starts_with("log:") && whole.matches('[').count() > whole.matches(']').count() {
        at += 1;
        whole.push_str(comment(at).ok_or("expected `]`")?);
    }
    Ok((whole, at))
}

/// The word that begins a comment line, if it is a directive's.
fn word(line: &str) -> Option<&str> {
    let text = line.strip_prefix("//")?.trim_start();
    let word = text.split([':', ' ']).next()?;
    let known = DIRECTIVES.iter().find(|known| **known == word)?;
    text[known.len()..].starts_with([':', ' ']).then_some(known)
}

/// Header and body, each with the line that it begins at.
fn split(case: &mut Case, lines: &[&str], sections: usize) -> Result<(), String> {
    let is_body = |line: &&str| line.trim_end() == "// body:";
    let body = lines
        .iter()
        .position(is_body)
        .ok_or("expected a line `// body:`")?;
    let line_number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let file = format!("{}.metal", case.name);
    let kernel = &mut case.kernel;
    if sections < body {
        kernel.header = lines[sections + 1..body].join("\n") + "\n";
        kernel.header_name = file.clone();
        kernel.header_first_line = line_number(sections + 2);
    }
    kernel.source = lines[body + 1..].join("\n") + "\n";
    kernel.source_name = file;
    kernel.source_first_line = line_number(body + 2);
    Ok(())
}

pub(super) fn complete(case: &Case) -> Result<(), String> {
    if case.outputs.is_empty() {
        return Err("no output is declared".into());
    }
    if case.grid == [0; 3] {
        return Err("no grid is declared".into());
    }
    let expected = |output| case.expects.iter().any(|expect| expect.output == output);
    let open = (0..case.outputs.len()).find(|&output| !expected(output));
    match open {
        Some(output) if case.reference.is_none() && case.findings.is_empty() => Err(format!(
            "nothing says what `{}` must hold",
            case.kernel.outputs[output]
        )),
        _ => Ok(()),
    }
}

pub(super) fn read(case: &mut Case, directive: &str) -> Result<(), String> {
    if let Some(rest) = directive.strip_prefix("input ") {
        return input(case, rest);
    }
    if let Some(rest) = directive.strip_prefix("output ") {
        return output(case, rest);
    }
    if let Some(rest) = directive.strip_prefix("expect ") {
        return expect(case, rest);
    }
    let unknown = || format!("expected a directive, found `{directive}`");
    let (key, value) = directive.split_once(':').ok_or_else(unknown)?;
    let value = value.trim();
    match key {
        "kernel" => case.kernel.name = value.to_owned(),
        "template" => {
            let arguments: Result<Vec<_>, String> = value.split(',').map(argument).collect();
            case.template = arguments?;
        }
        "grid" => case.grid = size(value)?,
        "threadgroup" => case.threadgroup = size(value)?,
        "init_value" => case.init_value = Some(parsed(value)?),
        "atomic_outputs" => case.kernel.atomic_outputs = parsed(value)?,
        "row_contiguous" => case.row_contiguous = parsed(value)?,
        "math" => {
            case.kernel.math_mode = match value {
                "safe" => MathMode::Safe,
                "relaxed" => MathMode::Relaxed,
                "fast" => MathMode::Fast,
                _ => return Err(format!("expected a math mode, found `{value}`")),
            }
        }
        "reference" => {
            let (name, tolerance) = tolerance(value)?;
            case.reference = Some((name.to_owned(), tolerance));
        }
        "findings" => {
            case.findings = value
                .split(',')
                .map(|name| name.trim().to_owned())
                .collect();
            case.findings.sort();
        }
        "log" => case.log.push(value.to_owned()),
        _ => return Err(unknown()),
    }
    Ok(())
}

pub(super) fn parsed<T: FromStr>(value: &str) -> Result<T, String> {
    value
        .trim()
        .parse()
        .map_err(|_| format!("`{value}` is not a valid value"))
}

fn size(value: &str) -> Result<[u32; 3], String> {
    let axes: Result<Vec<u32>, String> = value.split_whitespace().map(parsed).collect();
    axes?
        .try_into()
        .map_err(|_| format!("expected three sizes, found `{value}`"))
}

pub(super) fn argument(text: &str) -> Result<(String, TemplateValue), String> {
    let expected = || format!("expected `NAME=VALUE`, found `{text}`");
    let (name, value) = text.split_once('=').ok_or_else(expected)?;
    let value = match value.trim() {
        "true" => TemplateValue::Bool(true),
        "false" => TemplateValue::Bool(false),
        value => match value.parse() {
            Ok(int) => TemplateValue::Int(int),
            Err(_) => TemplateValue::Type(parsed(value)?),
        },
    };
    Ok((name.trim().to_owned(), value))
}

/// `float32[2, 3]`, or `float32` for a zero-dimensional array.
fn array_type(text: &str) -> Result<(DType, Vec<usize>), String> {
    let text = text.trim();
    let Some((dtype, dims)) = text.split_once('[') else {
        return Ok((parsed(text)?, Vec::new()));
    };
    let dims = dims.trim().strip_suffix(']').ok_or("expected `]`")?;
    let dims: Result<Vec<usize>, String> = dims.split(',').map(parsed).collect();
    Ok((parsed(dtype)?, dims?))
}

fn input(case: &mut Case, text: &str) -> Result<(), String> {
    let form = || format!("expected `NAME: TYPE = VALUES`, found `{text}`");
    let (name, rest) = text.split_once(':').ok_or_else(form)?;
    let (ty, content) = rest.split_once('=').ok_or_else(form)?;
    let (ty, transposed) = match ty.trim().strip_suffix(" transposed") {
        Some(ty) => (ty, true),
        None => (ty, false),
    };
    let (dtype, shape) = array_type(ty)?;
    let count = shape.iter().product();
    let numbers = match values::number(content) {
        Some(number) if shape.is_empty() => vec![number],
        _ => content_of(content, count)?,
    };
    case.kernel.inputs.push(name.trim().to_owned());
    case.inputs.push(Input {
        array: Array::new(dtype, &shape, &numbers),
        transposed,
    });
    Ok(())
}

fn output(case: &mut Case, text: &str) -> Result<(), String> {
    let form = || format!("expected `NAME: TYPE`, found `{text}`");
    let (name, ty) = text.split_once(':').ok_or_else(form)?;
    let (dtype, shape) = array_type(ty)?;
    case.kernel.outputs.push(name.trim().to_owned());
    case.outputs.push(Output { dtype, shape });
    Ok(())
}

/// So many numbers, listed or generated.
fn content_of(text: &str, count: usize) -> Result<Vec<Number>, String> {
    let numbers = match (values::list(text), values::fill(text)) {
        (Some(list), _) => list?,
        (None, Some(fill)) => fill.values(count).into_iter().map(Number::Float).collect(),
        (None, None) => return Err(format!("expected values, found `{}`", text.trim())),
    };
    if numbers.len() != count {
        return Err(format!("expected {count} values, found {}", numbers.len()));
    }
    Ok(numbers)
}

fn expect(case: &mut Case, text: &str) -> Result<(), String> {
    let (text, tolerance) = tolerance(text)?;
    let form = || format!("expected `NAME = VALUES`, found `{text}`");
    let (target, content) = text.split_once('=').ok_or_else(form)?;
    let (name, is_formula) = match target.trim().strip_suffix("[i]") {
        Some(name) => (name, true),
        None => (target.trim(), false),
    };
    let output = case.kernel.outputs.iter().position(|known| known == name);
    let output = output.ok_or_else(|| format!("no output is called `{name}`"))?;
    let values = if is_formula {
        Values::Formula(Formula::parse(content)?)
    } else {
        Values::List(content_of(
            content,
            case.outputs[output].shape.iter().product(),
        )?)
    };
    case.expects.push(Expect {
        output,
        values,
        tolerance,
    });
    Ok(())
}

/// Splits a tolerance off the end.
fn tolerance(text: &str) -> Result<(&str, Tolerance), String> {
    let text = text.trim();
    if let Some(rest) = text.strip_suffix(" exact") {
        return Ok((rest, Tolerance::Exact));
    }
    if let Some((rest, units)) = text.rsplit_once(" within ") {
        let units = units
            .strip_suffix(" ulp")
            .ok_or("expected `within N ulp`")?;
        return Ok((rest, Tolerance::Ulp(parsed(units)?)));
    }
    if let Some((rest, bounds)) = text.rsplit_once(" atol ") {
        let (atol, rtol) = bounds
            .split_once(" rtol ")
            .ok_or("expected `atol A rtol R`")?;
        let (atol, rtol) = (parsed(atol)?, parsed(rtol)?);
        return Ok((rest, Tolerance::Close { atol, rtol }));
    }
    Ok((text, Tolerance::Exact))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "\
// Prose, even with a colon: here.
//
// kernel: scaled
// input a: float32[2, 2] transposed = [1, 2,
//   3, 4]
// input s: int32 = -2
// output out: float32[4]
// template: T=float16, N=-4, B=true
// grid: 4 1 1
// threadgroup: 32 1 1
// expect out[i] = a[i] * 2 within 2 ulp
// header:
#define TWO 2
// body:
out[0] = TWO;
";

    #[test]
    fn a_whole_file() {
        let case = Case::parse("scaled", GOOD).unwrap();
        assert_eq!(case.kernel.inputs, ["a", "s"]);
        assert_eq!(case.inputs[0].array.shape, [2, 2]);
        assert!(case.inputs[0].transposed && !case.inputs[1].transposed);
        assert_eq!(case.inputs[1].array.shape, [0usize; 0]);
        assert_eq!(case.kernel.header, "#define TWO 2\n");
        assert_eq!(case.kernel.source, "out[0] = TWO;\n");
        assert_eq!(case.kernel.source_first_line, 15);
        assert_eq!(case.template[0].1, TemplateValue::Type(DType::F16));
        assert_eq!(case.template[1].1, TemplateValue::Int(-4));
        let right = Array::from_floats(DType::F32, &[4], &[2.0, 4.0, 6.0, 8.0]);
        case.check(&[right], &[]).unwrap();
        let wrong = Array::from_floats(DType::F32, &[4], &[2.0, 4.0, 6.0, 8.5]);
        assert!(case.check(&[wrong], &[]).unwrap_err().contains("element 3"));
    }

    #[test]
    fn mistakes_name_their_line() {
        let cases = [
            (
                "// grid: 4 1 1",
                "// grid: 4 1",
                9,
                "expected three sizes, found `4 1`",
            ),
            (
                "// grid: 4 1 1",
                "// gird: 4 1 1",
                9,
                "expected a directive, found `gird: 4 1 1`",
            ),
            ("//   3, 4]", "//   3]", 4, "expected 4 values, found 3"),
            (
                "int32 = -2",
                "int33 = -2",
                6,
                "`int33` is not a valid value",
            ),
            ("out[i]", "result[i]", 11, "no output is called `result`"),
            ("a[i] * 2", "a[i] * ", 11, "expected a value, found the end"),
            ("// body:", "// boody:", 12, "expected a line `// body:`"),
        ];
        for (from, to, line, message) in cases {
            let error = Case::parse("f", &GOOD.replace(from, to)).unwrap_err();
            assert_eq!((error.line, error.message.as_str()), (line, message));
        }
    }
}
