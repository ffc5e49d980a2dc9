//! A launch file's kernel and launch as the runtime has them.

use kernsmith_runtime::{Device, Error, Kernel, Launch, Tensor};

use super::{Input, LaunchFile, Text};

impl LaunchFile {
    /// The kernel; its text is compiled when it is launched.
    pub(crate) fn kernel(&self) -> Result<Kernel, Error> {
        let Text {
            file,
            first_line,
            text,
        } = &self.kernel.source;
        let mut builder = Kernel::builder(&self.kernel.name)
            .inputs(self.inputs.iter().map(|input| &input.name))
            .outputs(self.outputs.iter().map(|output| &output.name))
            .source(text)
            .source_file(file, *first_line)
            .math_mode(self.kernel.math_mode)
            .ensure_row_contiguous(self.kernel.ensure_row_contiguous)
            .atomic_outputs(self.kernel.atomic_outputs);
        if let Some(Text {
            file,
            first_line,
            text,
        }) = &self.kernel.header
        {
            builder = builder.header(text).header_file(file, *first_line);
        }
        for (name, text) in &self.includes {
            builder = builder.include(name, text);
        }
        builder.build()
    }

    /// The launch, with its inputs on the device.
    pub(crate) fn launch(&self, device: &Device) -> Result<Launch, Error> {
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

fn tensor(input: &Input, device: &Device) -> Result<Tensor, Error> {
    let array = &input.array;
    let tensor = Tensor::from_bytes(device, &array.bytes, array.dtype, &array.shape)?;
    match &input.view {
        Some(view) => tensor.as_strided(&view.shape, &view.strides, view.offset),
        None => Ok(tensor),
    }
}
