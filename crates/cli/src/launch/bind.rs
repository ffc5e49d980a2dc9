//! A launch file's kernel and launch as the runtime has them, in either form.

use kernsmith_msl::{diagnostic::Diagnostics, ir::Module, source::SourceMap};
use kernsmith_runtime::{
    Call, Device, Error, Function, Kernel, Launch, Launched, Library, ParameterMemory, Stream,
    Tensor,
};

use super::{Body, Form, Heard, Input, LaunchFile, Output, Text, constants};

/// A kernel with what it is launched on.
pub(crate) enum Bound {
    /// A body.
    Body(Kernel, Launch),
    /// A function of a whole file.
    Whole(Whole),
}

/// A function of a whole file with what it is called on.
pub(crate) struct Whole {
    function: Function,
    call: Call,
    text: String,
    /// Of each output of the launch file, its place among those that the call gives back.
    order: Vec<usize>,
}

impl Bound {
    /// Launches it so many times.
    pub(crate) fn launch(&self, stream: &Stream, repeats: u32) -> Result<Launched, Error> {
        match self {
            Self::Body(kernel, launch) => kernel.launch(stream, &launch.clone().repeats(repeats)),
            Self::Whole(whole) => {
                let call = whole.call.clone().repeats(repeats);
                let mut launched = whole.function.launch(stream, &call)?;
                let outputs = whole.order.iter().map(|&at| launched.outputs[at].clone());
                launched.outputs = outputs.collect();
                Ok(launched)
            }
        }
    }

    /// What the compiler warns of, and what the lints say of the launch.
    pub(crate) fn warnings(&self, device: &Device) -> Result<(Diagnostics, SourceMap), Error> {
        match self {
            Self::Body(kernel, launch) => kernel.warnings(device, launch),
            Self::Whole(whole) => whole.function.warnings(device, &whole.call),
        }
    }

    /// The text that is compiled.
    pub(crate) fn source(&self, device: &Device) -> Result<String, Error> {
        match self {
            Self::Body(kernel, launch) => kernel.source_for(device, launch),
            Self::Whole(whole) => Ok(whole.text.clone()),
        }
    }

    /// The typed form.
    pub(crate) fn module(&self, device: &Device) -> Result<Module, Error> {
        match self {
            Self::Body(kernel, launch) => kernel.module_for(device, launch),
            Self::Whole(whole) => Ok(whole.function.module().clone()),
        }
    }
}

impl LaunchFile {
    /// The kernel and its launch, with its inputs on the device. What it logs is heard.
    pub(crate) fn bind(&self, device: &Device, heard: &Heard) -> Result<Bound, Error> {
        match &self.kernel.form {
            Form::Body(body) => Ok(Bound::Body(self.body(body, heard)?, self.launch(device)?)),
            Form::Whole(text) => {
                let library = self.library(text, heard)?;
                let constants = constants(&self.constants, &library);
                let function = library.function_with(&self.kernel.name, &constants)?;
                Ok(Bound::Whole(Whole {
                    call: self.call(&function, device)?,
                    order: self.order(&function),
                    text: text.text.clone(),
                    function,
                }))
            }
        }
    }

    /// A body; its text is compiled when it is launched.
    fn body(&self, body: &Body, heard: &Heard) -> Result<Kernel, Error> {
        let source = &body.source;
        let heard = heard.clone();
        let mut builder = Kernel::builder(&self.kernel.name)
            .inputs(self.inputs.iter().map(|input| &input.name))
            .outputs(self.outputs.iter().map(|output| &output.name))
            .source(&source.text)
            .source_file(&source.file, source.first_line)
            .math_mode(self.kernel.math_mode)
            .ensure_row_contiguous(body.ensure_row_contiguous)
            .atomic_outputs(body.atomic_outputs)
            .on_log(move |logged| heard.hear(logged));
        if let Some(header) = &body.header {
            builder = builder
                .header(&header.text)
                .header_file(&header.file, header.first_line);
        }
        for (name, text) in &self.includes {
            builder = builder.include(name, text);
        }
        for (name, value) in &self.defines {
            builder = builder.define(name, value);
        }
        for lint in &self.advice {
            builder = builder.advice(lint);
        }
        builder.build()
    }

    /// A body's launch.
    fn launch(&self, device: &Device) -> Result<Launch, Error> {
        let mut launch = Launch::new().grid(self.grid).threadgroup(self.threadgroup);
        for input in &self.inputs {
            launch = launch.input(tensor(input, device)?);
        }
        for output in &self.outputs {
            launch = launch.output(&output.shape, output.dtype);
        }
        for (name, value) in &self.template {
            launch = launch.template(name, *value);
        }
        match self.init_value {
            Some(value) => Ok(launch.init_value(value)),
            None => Ok(launch),
        }
    }

    /// A whole file, compiled.
    fn library(&self, text: &Text, heard: &Heard) -> Result<Library, Error> {
        let heard = heard.clone();
        let mut builder = Library::builder()
            .source(&text.text)
            .source_file(&text.file)
            .on_log(move |logged| heard.hear(logged))
            .math_mode(self.kernel.math_mode);
        for (name, text) in &self.includes {
            builder = builder.include(name, text);
        }
        for (name, value) in &self.defines {
            builder = builder.define(name, value);
        }
        for lint in &self.advice {
            builder = builder.advice(lint);
        }
        builder.build()
    }

    /// A call of a whole file's function: arrays go to the parameters of their names. What is both
    /// an input and an output is updated.
    fn call(&self, function: &Function, device: &Device) -> Result<Call, Error> {
        let mut call = Call::new().grid(self.grid).threadgroup(self.threadgroup);
        let parameters = function.parameters();
        self.check_names(function)?;
        for parameter in &parameters {
            let name = &parameter.name;
            if parameter.memory == ParameterMemory::Threadgroup {
                if let Some(bytes) = self.threadgroup_memory.get(name) {
                    call = call.threadgroup_memory(parameter.index, *bytes);
                }
                continue;
            }
            let input = self.inputs.iter().find(|input| input.name == *name);
            let output = self.outputs.iter().find(|output| output.name == *name);
            call = match (input, output) {
                (None, None) => call,
                (Some(input), None) => call.buffer(parameter.index, &tensor(input, device)?),
                (None, Some(output)) => call.output(parameter.index, &output.shape, output.dtype),
                (Some(input), Some(output)) => {
                    let start = tensor(input, device)?;
                    check_update(function, &start, output)?;
                    call.update(parameter.index, &start)
                }
            };
        }
        match self.init_value {
            Some(value) => Ok(call.init_value(value)),
            None => Ok(call),
        }
    }

    /// Where each output is among those that a call gives back, which are in order of their indices.
    fn order(&self, function: &Function) -> Vec<usize> {
        let mut given = function.parameters();
        given.retain(|parameter| self.outputs.iter().any(|o| o.name == parameter.name));
        given.sort_by_key(|parameter| parameter.index);
        let place = |output: &Output| given.iter().position(|p| p.name == output.name);
        self.outputs.iter().filter_map(place).collect()
    }

    /// Each array and each length is some parameter's.
    fn check_names(&self, function: &Function) -> Result<(), Error> {
        let parameters = function.parameters();
        let inputs = self.inputs.iter().map(|input| &input.name);
        let outputs = self.outputs.iter().map(|output| &output.name);
        let mut given = inputs.chain(outputs).chain(self.threadgroup_memory.keys());
        let unknown = given.find(|name| parameters.iter().all(|p| p.name != **name));
        unknown.map_or(Ok(()), |name| {
            let known: Vec<String> = parameters.iter().map(ToString::to_string).collect();
            Err(Error::Argument {
                kernel: function.name().to_owned(),
                place: "its arguments".to_owned(),
                expected: format!("names among {}", known.join(", ")),
                found: format!("`{name}`"),
            })
        })
    }

    /// How many bytes the inputs and outputs have together.
    pub(crate) fn bytes(&self) -> usize {
        let inputs = self.inputs.iter().map(|input| {
            let elems = input
                .view
                .as_ref()
                .map_or(&input.array.shape, |view| &view.shape);
            elems.iter().product::<usize>() * input.array.dtype.size_bytes()
        });
        let outputs = self
            .outputs
            .iter()
            .map(|output| output.shape.iter().product::<usize>() * output.dtype.size_bytes());
        inputs.chain(outputs).sum()
    }
}

/// What is updated keeps its type and shape.
fn check_update(function: &Function, start: &Tensor, output: &Output) -> Result<(), Error> {
    if start.dtype() == output.dtype && start.shape() == output.shape {
        return Ok(());
    }
    let form = |dtype, shape: &[usize]| format!("`{dtype}` {shape:?}");
    Err(Error::Argument {
        kernel: function.name().to_owned(),
        place: format!("output `{}`, which is an input too", output.name),
        expected: form(start.dtype(), start.shape()),
        found: form(output.dtype, &output.shape),
    })
}

fn tensor(input: &Input, device: &Device) -> Result<Tensor, Error> {
    let array = &input.array;
    let tensor = Tensor::from_bytes(device, &array.bytes, array.dtype, &array.shape)?;
    match &input.view {
        Some(view) => tensor.as_strided(&view.shape, &view.strides, view.offset),
        None => Ok(tensor),
    }
}
