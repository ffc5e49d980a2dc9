//! Loads what a launch file names and checks that it fits together.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use kernsmith_runtime::DType;
use toml::Spanned;

use super::{
    Body, Constant, Form, Input, Kernel, LaunchFile, Output, Problem, Text, View, includes, line,
    schema,
};
use crate::array::{self, Array, Format, Number, encode};

/// An error and the byte where its cause stands.
type Result<T> = std::result::Result<T, (usize, Problem)>;

/// The launch that `document`, the content of the file `path`, describes.
pub(super) fn resolve(path: &Path, text: &str, document: schema::Document) -> Result<LaunchFile> {
    let folder = Folder(path.parent().unwrap_or(Path::new("")));
    let at = document.kernel.span().start;
    let kernel = kernel(path, text, folder, at, document.kernel.into_inner())?;
    let named = document.include.into_iter();
    let named = named.map(|(name, file)| Ok((name, folder.read(&file)?.text)));
    let mut included: BTreeMap<String, String> = named.collect::<Result<_>>()?;
    match &kernel.form {
        Form::Whole(_) if !document.template.0.is_empty() => {
            return Err((at, Problem::BodyOnly("[template]")));
        }
        Form::Whole(text) => {
            for (name, text) in includes(Path::new(&text.file), &text.text, &[]) {
                included.entry(name).or_insert(text);
            }
        }
        Form::Body(_) if !document.threadgroup_memory.is_empty() => {
            return Err((at, Problem::WholeOnly));
        }
        Form::Body(_) if !document.constants.is_empty() => {
            return Err((at, Problem::NoConstants));
        }
        Form::Body(_) => {}
    }
    let constants = document.constants.iter();
    let constants = constants.map(|(name, values)| Constant::new(name, values));
    let inputs = document.inputs.into_iter().map(|entry| {
        let at = entry.span().start;
        input(folder, entry.into_inner()).map_err(|problem| (at, problem))
    });
    let outputs = document.outputs.into_iter().map(|entry| {
        let at = entry.span().start;
        output(folder, entry.into_inner()).map_err(|problem| (at, problem))
    });
    Ok(LaunchFile {
        kernel,
        includes: included,
        defines: Vec::new(),
        advice: BTreeSet::new(),
        inputs: inputs.collect::<Result<_>>()?,
        outputs: outputs.collect::<Result<_>>()?,
        template: document.template.0,
        grid: document.launch.grid,
        threadgroup: document.launch.threadgroup,
        init_value: document.launch.init_value,
        constants: constants.collect(),
        threadgroup_memory: document.threadgroup_memory,
    })
}

/// Where the launch file lies; what it names is relative to it.
#[derive(Clone, Copy)]
pub(super) struct Folder<'a>(pub(super) &'a Path);

impl Folder<'_> {
    fn path(self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn read(self, name: &Spanned<String>) -> Result<Text> {
        let path = self.path(name.get_ref());
        match std::fs::read_to_string(&path) {
            Ok(text) => Ok(Text {
                file: path.display().to_string(),
                first_line: 1,
                text,
            }),
            Err(source) => Err((name.span().start, Problem::Read { path, source })),
        }
    }
}

fn kernel(
    path: &Path,
    text: &str,
    folder: Folder<'_>,
    at: usize,
    kernel: schema::Kernel,
) -> Result<Kernel> {
    let inline = |value: Spanned<String>| {
        let quote = &text[value.span()];
        // The line break after an opening `"""` or `'''` is not part of the string.
        let skipped = ["\"\"\"\n", "'''\n", "\"\"\"\r\n", "'''\r\n"];
        let skipped = usize::from(skipped.iter().any(|open| quote.starts_with(open)));
        let first_line = line(text, value.span().start) + skipped;
        Text {
            file: path.display().to_string(),
            first_line: u32::try_from(first_line).unwrap_or(u32::MAX),
            text: value.into_inner(),
        }
    };
    let either =
        |given: Option<Spanned<String>>, file: Option<Spanned<String>>, key| match (given, file) {
            (Some(_), Some(file)) => Err((file.span().start, Problem::TextTwice(key))),
            (Some(given), None) => Ok(Some(inline(given))),
            (None, Some(file)) => folder.read(&file).map(Some),
            (None, None) => Ok(None),
        };
    let body_only = [
        ("source", kernel.source.is_some()),
        ("source_file", kernel.source_file.is_some()),
        ("header", kernel.header.is_some()),
        ("header_file", kernel.header_file.is_some()),
        (
            "ensure_row_contiguous",
            kernel.ensure_row_contiguous.is_some(),
        ),
        ("atomic_outputs", kernel.atomic_outputs.is_some()),
    ];
    let form = match kernel.file {
        Some(file) => match body_only.into_iter().find(|(_, given)| *given) {
            Some((key, _)) => return Err((file.span().start, Problem::BodyOnly(key))),
            None => Form::Whole(folder.read(&file)?),
        },
        None => Form::Body(Body {
            source: either(kernel.source, kernel.source_file, "source")?
                .ok_or((at, Problem::NoSource))?,
            header: either(kernel.header, kernel.header_file, "header")?,
            ensure_row_contiguous: kernel.ensure_row_contiguous.unwrap_or(true),
            atomic_outputs: kernel.atomic_outputs.unwrap_or(false),
        }),
    };
    Ok(Kernel {
        name: kernel.name,
        math_mode: kernel.math_mode,
        form,
    })
}

/// An input with its contents.
pub(super) fn input(
    folder: Folder<'_>,
    input: schema::Input,
) -> std::result::Result<Input, Problem> {
    let name = input.name.clone();
    let found = usize::from(input.values.is_some())
        + usize::from(input.file.is_some())
        + usize::from(input.fill.is_some());
    if found != 1 {
        return Err(Problem::HowMany { input: name, found });
    }
    if input.tensor.is_some() && input.file.is_none() {
        return Err(Problem::KeyWithout {
            input: name,
            key: "tensor",
            with: "file",
        });
    }
    if input.offset.is_some() && input.strides.is_none() {
        return Err(Problem::KeyWithout {
            input: name,
            key: "offset",
            with: "strides",
        });
    }
    let view = view(&input)?;
    let array = contents(folder, &input, view.as_ref())?;
    match &view {
        Some(view) => check_view(&input.name, view, array.len_elems())?,
        None => check_shape(&input, &array)?,
    }
    let array = match (&view, &input.shape) {
        // A file's or a list's elements, seen with the shape that was asked for.
        (None, Some(shape)) => Array {
            shape: shape.clone(),
            ..array
        },
        _ => array,
    };
    Ok(Input { name, array, view })
}

fn view(input: &schema::Input) -> std::result::Result<Option<View>, Problem> {
    let Some(strides) = &input.strides else {
        return Ok(None);
    };
    let name = || input.name.clone();
    let shape = input.shape.clone();
    let shape = shape.ok_or_else(|| Problem::KeyMissing {
        input: name(),
        key: "shape",
    })?;
    if shape.len() != strides.len() {
        let (expected, found) = (shape.len(), strides.len());
        return Err(Problem::Strides {
            input: name(),
            expected,
            found,
        });
    }
    Ok(Some(View {
        shape,
        strides: strides.clone(),
        offset: input.offset.unwrap_or(0),
    }))
}

/// The first and the last element that a view reaches; `None` for one without elements.
fn reach(view: &View) -> Option<(i128, i128)> {
    let offset = i128::try_from(view.offset).ok()?;
    let (mut first, mut last) = (offset, offset);
    for (&extent, &stride) in view.shape.iter().zip(&view.strides) {
        let steps = i128::try_from(extent)
            .ok()?
            .checked_sub(1)
            .filter(|&steps| steps >= 0)?;
        let far = steps * i128::from(stride);
        first += far.min(0);
        last += far.max(0);
    }
    Some((first, last))
}

fn check_view(input: &str, view: &View, length: usize) -> std::result::Result<(), Problem> {
    let Some((first, last)) = reach(view) else {
        return Ok(());
    };
    let outside = |reached: i128| reached < 0 || reached >= i128::try_from(length).unwrap_or(0);
    match [first, last].into_iter().find(|&reached| outside(reached)) {
        Some(reached) => Err(Problem::View {
            input: input.to_owned(),
            reached,
            length,
        }),
        None => Ok(()),
    }
}

fn check_shape(input: &schema::Input, array: &Array) -> std::result::Result<(), Problem> {
    let Some(expected) = &input.shape else {
        return Ok(());
    };
    // Values may be written flat whatever the shape is; a file has the shape that it has.
    let is_flat_list = input.values.is_some()
        && array.shape.len() <= 1
        && array::element_count(expected).ok() == Some(array.len_elems());
    if *expected == array.shape || is_flat_list {
        return Ok(());
    }
    Err(Problem::Shape {
        input: input.name.clone(),
        expected: expected.clone(),
        found: array.shape.clone(),
    })
}

fn contents(
    folder: Folder<'_>,
    input: &schema::Input,
    view: Option<&View>,
) -> std::result::Result<Array, Problem> {
    let name = || input.name.clone();
    let failed = |source| Problem::Contents {
        input: name(),
        source,
    };
    if let Some(file) = &input.file {
        let path = folder.path(file);
        let array = Array::load(&path, input.tensor.as_deref()).map_err(|error| match error {
            array::Error::Io(source) => Problem::Read {
                path: path.clone(),
                source,
            },
            other => failed(other),
        })?;
        return match input.dtype {
            Some(expected) if expected != array.dtype => Err(Problem::ElementType {
                input: name(),
                expected,
                found: array.dtype,
            }),
            _ => Ok(array),
        };
    }
    let dtype = input.dtype.ok_or_else(|| Problem::KeyMissing {
        input: name(),
        key: "dtype",
    })?;
    match (&input.values, input.fill) {
        (Some(values), _) => listed(&input.name, dtype, values),
        (None, Some(fill)) => {
            let shape = input.shape.as_deref();
            let shape = shape.ok_or_else(|| Problem::KeyMissing {
                input: name(),
                key: "shape",
            })?;
            let memory = view.map(|view| memory_elems(view).map(|count| vec![count]));
            let memory = memory.transpose().map_err(failed)?;
            fill.make(dtype, memory.as_deref().unwrap_or(shape))
                .map_err(failed)
        }
        (None, None) => Err(Problem::HowMany {
            input: name(),
            found: 0,
        }),
    }
}

/// How much memory a view needs.
fn memory_elems(view: &View) -> std::result::Result<usize, array::Error> {
    let last = reach(view).map_or(0, |(_, last)| last.saturating_add(1));
    usize::try_from(last.max(0)).map_err(|_| array::Error::TooLarge {
        shape: view.shape.clone(),
    })
}

/// An array of values as they are nested.
fn listed(
    input: &str,
    dtype: DType,
    values: &schema::Values,
) -> std::result::Result<Array, Problem> {
    let mut shape = Vec::new();
    let mut level = values;
    while let schema::Values::List(list) = level {
        shape.push(list.len());
        match list.first() {
            Some(first) => level = first,
            None => break,
        }
    }
    let mut numbers = Vec::new();
    flatten(values, &shape, &mut numbers).ok_or_else(|| Problem::Ragged {
        input: input.to_owned(),
    })?;
    if matches!(dtype, DType::C64 | DType::C128) {
        numbers = pairs(&mut shape, &numbers).ok_or_else(|| Problem::Ragged {
            input: input.to_owned(),
        })?;
    }
    let mut bytes = Vec::with_capacity(numbers.len() * dtype.size_bytes());
    for number in numbers {
        encode(dtype, number, &mut bytes).map_err(|source| Problem::Contents {
            input: input.to_owned(),
            source,
        })?;
    }
    Ok(Array {
        dtype,
        shape,
        bytes,
    })
}

fn flatten(values: &schema::Values, shape: &[usize], numbers: &mut Vec<Number>) -> Option<()> {
    match (values, shape) {
        (schema::Values::Number(number), []) => numbers.push(*number),
        (schema::Values::List(list), [extent, inner @ ..]) if list.len() == *extent => {
            for value in list {
                flatten(value, inner, numbers)?;
            }
        }
        _ => return None,
    }
    Some(())
}

/// Complex numbers are written as pairs: the innermost dimension is real and imaginary part.
fn pairs(shape: &mut Vec<usize>, numbers: &[Number]) -> Option<Vec<Number>> {
    if shape.pop() != Some(2) {
        return None;
    }
    let pair = |pair: &[Number]| Number::Complex(pair[0].to_f64(), pair[1].to_f64());
    Some(numbers.chunks_exact(2).map(pair).collect())
}

/// An output and where it goes.
pub(super) fn output(
    folder: Folder<'_>,
    output: schema::Output,
) -> std::result::Result<Output, Problem> {
    let save = output.save.as_deref().map(|name| folder.path(name));
    let format = save.as_deref().map(Format::of).transpose();
    let checked = format.and_then(|format| match format {
        Some(Format::Npy) if output.dtype == DType::BF16 => Err(array::Error::NotInNpy {
            dtype: output.dtype,
        }),
        _ => array::byte_count(output.dtype, &output.shape),
    });
    match checked {
        Err(source) => Err(Problem::Save {
            output: output.name,
            source,
        }),
        Ok(_) => Ok(Output {
            name: output.name,
            dtype: output.dtype,
            shape: output.shape,
            save,
        }),
    }
}
