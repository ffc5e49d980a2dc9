//! A launch of a whole file's kernel, written as arguments of the command.
//!
//! ```text
//! --input x=float32[1024]:normal --input a=float32:2.5 --input w=weights.npy --output y=float32[1024]
//! ```

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    str::FromStr,
};

use kernsmith_runtime::{DType, MathMode};

use super::{
    Constant, Error, Form, Kernel, LaunchFile, Problem, Text,
    resolve::{self, Folder},
    schema,
};
use crate::array::Fill;

/// The arguments that describe a launch.
#[derive(Debug, clap::Args)]
pub(crate) struct Inline {
    /// The kernel of a Metal file, by its name on the host
    #[arg(long, value_name = "NAME", requires_all = ["grid", "threadgroup"])]
    pub(crate) kernel: Option<String>,
    #[command(flatten)]
    pub(crate) arrays: Arrays,
}

/// What a kernel is launched on; the command says which kernel with `--kernel`.
#[derive(Debug, clap::Args)]
pub(crate) struct Arrays {
    /// An array or number for the parameter NAME: `TYPE[SHAPE]:FILL` (`zeros`, `ones`, `arange`,
    /// `uniform`, `normal` or a number), `TYPE:NUMBER`, `FILE.npy`, `FILE.safetensors:TENSOR`
    #[arg(long = "input", value_name = "NAME=ARRAY", requires = "kernel")]
    inputs: Vec<Input>,
    /// An array that the kernel writes: `TYPE[SHAPE]`, with `:FILE` to save it; of an input that it
    /// updates the name is enough
    #[arg(
        long = "output",
        value_name = "NAME[=TYPE[SHAPE][:FILE]]",
        requires_all = ["kernel", "grid", "threadgroup"]
    )]
    outputs: Vec<Output>,
    /// The value of a function constant, by its name or its index: `true`, a number, or the components
    /// of a vector
    #[arg(
        long = "constant",
        value_name = "NAME=VALUE[,VALUE...]",
        requires = "kernel"
    )]
    constants: Vec<Constant>,
    /// Bytes of a threadgroup parameter
    #[arg(long, value_name = "NAME=BYTES", value_parser = length, requires = "kernel")]
    threadgroup_memory: Vec<(String, u32)>,
    /// Threads along one to three axes
    #[arg(long, value_name = "X[,Y[,Z]]", value_parser = extents, requires = "kernel")]
    grid: Option<[u32; 3]>,
    /// Threads of a threadgroup along one to three axes
    #[arg(long, value_name = "X[,Y[,Z]]", value_parser = extents, requires = "kernel")]
    threadgroup: Option<[u32; 3]>,
}

impl Arrays {
    /// Whether there is a launch.
    pub(crate) const fn is_given(&self) -> bool {
        self.grid.is_some() && self.threadgroup.is_some()
    }

    /// The values of function constants.
    pub(crate) fn constants(&self) -> &[Constant] {
        &self.constants
    }

    /// The launch of one kernel of a file's text.
    pub(crate) fn launch_file(
        &self,
        kernel: &str,
        text: Text,
        math_mode: MathMode,
        (includes, defines): (BTreeMap<String, String>, Vec<(String, String)>),
    ) -> Result<LaunchFile, Box<Error>> {
        let path = Path::new(&text.file).to_owned();
        let failed = |problem| {
            Box::new(Error {
                path: path.clone(),
                line: None,
                problem,
            })
        };
        let here = Folder(Path::new(""));
        let inputs = self.inputs.iter();
        let inputs = inputs.map(|input| resolve::input(here, input.to_schema()).map_err(failed));
        let inputs: Vec<super::Input> = inputs.collect::<Result<_, _>>()?;
        let outputs = self.outputs.iter();
        let outputs = outputs.map(|output| {
            let updated = inputs.iter().find(|input| input.name == output.name);
            let output = output.to_schema(updated).map_err(failed)?;
            resolve::output(here, output).map_err(failed)
        });
        Ok(LaunchFile {
            kernel: Kernel {
                name: kernel.to_owned(),
                math_mode,
                form: Form::Whole(text),
            },
            includes,
            defines,
            advice: BTreeSet::new(),
            outputs: outputs.collect::<Result<_, _>>()?,
            inputs,
            template: Vec::new(),
            grid: self.grid.unwrap_or([0; 3]),
            threadgroup: self.threadgroup.unwrap_or([1; 3]),
            init_value: None,
            constants: self.constants.clone(),
            threadgroup_memory: self.threadgroup_memory.iter().cloned().collect(),
        })
    }
}

/// `NAME=ARRAY`
#[derive(Clone, Debug, PartialEq)]
struct Input {
    name: String,
    contents: Contents,
}

#[derive(Clone, Debug, PartialEq)]
enum Contents {
    File(String, Option<String>),
    Fill(DType, Vec<usize>, Fill),
}

impl FromStr for Input {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, array) = text
            .split_once('=')
            .ok_or_else(|| format!("expected `NAME=ARRAY`, found `{text}`"))?;
        Ok(Self {
            name: name.to_owned(),
            contents: array.parse()?,
        })
    }
}

impl FromStr for Contents {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.ends_with(".npy") {
            return Ok(Self::File(text.to_owned(), None));
        }
        if let Some((file, tensor)) = text.rsplit_once(':')
            && file.ends_with(".safetensors")
        {
            return Ok(Self::File(file.to_owned(), Some(tensor.to_owned())));
        }
        let (form, fill) = text.rsplit_once(':').ok_or_else(|| {
            format!("expected `TYPE[SHAPE]:FILL`, `TYPE:NUMBER` or a file, found `{text}`")
        })?;
        let (dtype, shape) = typed(form)?;
        Ok(Self::Fill(dtype, shape, rule(fill)?))
    }
}

impl Input {
    fn to_schema(&self) -> schema::Input {
        let mut input = schema::Input {
            name: self.name.clone(),
            dtype: None,
            shape: None,
            strides: None,
            offset: None,
            values: None,
            file: None,
            tensor: None,
            fill: None,
        };
        match &self.contents {
            Contents::File(file, tensor) => {
                (input.file, input.tensor) = (Some(file.clone()), tensor.clone());
            }
            Contents::Fill(dtype, shape, fill) => {
                (input.dtype, input.shape) = (Some(*dtype), Some(shape.clone()));
                input.fill = Some(*fill);
            }
        }
        input
    }
}

/// `NAME[=TYPE[SHAPE][:FILE]]`
#[derive(Clone, Debug, PartialEq)]
struct Output {
    name: String,
    form: Option<(DType, Vec<usize>)>,
    save: Option<String>,
}

impl FromStr for Output {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, form) = match text.split_once('=') {
            Some((name, form)) => (name, Some(form)),
            None => (text, None),
        };
        let (form, save) = match form.map(|form| form.split_once(':').ok_or(form)) {
            Some(Ok((form, save))) => (Some(typed(form)?), Some(save.to_owned())),
            Some(Err(form)) => (Some(typed(form)?), None),
            None => (None, None),
        };
        Ok(Self {
            name: name.to_owned(),
            form,
            save,
        })
    }
}

impl Output {
    /// `updated` is the input of the same name.
    fn to_schema(&self, updated: Option<&super::Input>) -> Result<schema::Output, Problem> {
        let of_input = || updated.map(|input| (input.array.dtype, input.array.shape.clone()));
        let form = self.form.clone().or_else(of_input);
        let (dtype, shape) = form.ok_or_else(|| Problem::NoForm(self.name.clone()))?;
        Ok(schema::Output {
            name: self.name.clone(),
            dtype,
            shape,
            save: self.save.clone(),
        })
    }
}

/// `TYPE` or `TYPE[1,2]`
fn typed(text: &str) -> Result<(DType, Vec<usize>), String> {
    let (dtype, shape) = match text.split_once('[') {
        Some((dtype, rest)) => {
            let inner = rest.strip_suffix(']');
            let inner = inner.ok_or_else(|| format!("expected `TYPE[SHAPE]`, found `{text}`"))?;
            (dtype, numbers(inner)?)
        }
        None => (text, Vec::new()),
    };
    let dtype = dtype.parse::<DType>().map_err(|error| error.to_string())?;
    Ok((dtype, shape))
}

fn numbers<N: FromStr>(text: &str) -> Result<Vec<N>, String> {
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let parts = text.split(',').map(str::trim);
    let parts = parts.map(|part| {
        let number = part.parse().ok();
        number.ok_or_else(|| format!("expected a count, found `{part}`"))
    });
    parts.collect()
}

fn rule(text: &str) -> Result<Fill, String> {
    let (start, step) = (0.0, 1.0);
    let (low, high, seed) = (0.0, 1.0, 0);
    let (mean, std) = (0.0, 1.0);
    match text {
        "zeros" => Ok(Fill::Zeros),
        "ones" => Ok(Fill::Ones),
        "arange" => Ok(Fill::Arange { start, step }),
        "uniform" => Ok(Fill::Uniform { low, high, seed }),
        "normal" => Ok(Fill::Normal { mean, std, seed }),
        _ => text.parse().map(Fill::Constant).map_err(|_| {
            format!(
                "expected `zeros`, `ones`, `arange`, `uniform`, `normal` or a number, found `{text}`"
            )
        }),
    }
}

fn length(text: &str) -> Result<(String, u32), String> {
    let pair = text.split_once('=');
    let pair = pair.and_then(|(name, bytes)| Some((name.to_owned(), bytes.parse().ok()?)));
    pair.ok_or_else(|| format!("expected `NAME=BYTES`, found `{text}`"))
}

/// One to three extents; those left out are 1.
fn extents(text: &str) -> Result<[u32; 3], String> {
    let given: Vec<u32> = numbers(text)?;
    if given.is_empty() || given.len() > 3 {
        return Err(format!("expected one to three extents, found `{text}`"));
    }
    let mut extents = [1; 3];
    extents[..given.len()].copy_from_slice(&given);
    Ok(extents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_are_written_in_short() {
        let contents = |text: &str| text.parse::<Input>().map(|input| input.contents);
        assert_eq!(
            contents("x=float16[2, 3]:ones"),
            Ok(Contents::Fill(DType::F16, vec![2, 3], Fill::Ones))
        );
        assert_eq!(
            contents("a=int32:-7"),
            Ok(Contents::Fill(DType::I32, vec![], Fill::Constant(-7.0)))
        );
        assert_eq!(
            contents("w=a/b.safetensors:layer.0"),
            Ok(Contents::File(
                "a/b.safetensors".into(),
                Some("layer.0".into())
            ))
        );
        assert_eq!(
            contents("w=a.npy"),
            Ok(Contents::File("a.npy".into(), None))
        );
        for wrong in [
            "x",
            "x=float32[2]",
            "x=float33[2]:ones",
            "x=float32[2:ones",
            "x=int8[b]:ones",
        ] {
            assert!(contents(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn outputs_may_be_saved_or_be_updated_inputs() {
        let output = |text: &str| text.parse::<Output>().map(|o| (o.form, o.save));
        assert_eq!(output("y"), Ok((None, None)));
        let form = Some((DType::F32, vec![8]));
        assert_eq!(output("y=float32[8]"), Ok((form.clone(), None)));
        assert_eq!(
            output("y=float32[8]:y.npy"),
            Ok((form, Some("y.npy".into())))
        );
        assert!(output("y=8").is_err());
    }

    #[test]
    fn extents_left_out_are_one() {
        assert_eq!(extents("5,2"), Ok([5, 2, 1]));
        assert!(extents("").is_err() && extents("1,2,3,4").is_err() && extents("-1").is_err());
    }
}
