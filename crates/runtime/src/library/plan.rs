//! A call checked against its kernel's parameters.

use super::{
    Function,
    call::{Bound, Call},
    parameter::{self, Parameter, ParameterMemory},
};
use crate::{
    buffer::Buffer,
    device::Device,
    error::Error,
    launch::Input,
    pipeline::Pipeline,
    submission::{Argument, BoundInput, Extents, Given, Output, Start, Submission},
    tensor::{Room, Tensor},
};
use kernsmith_msl::{
    analysis::{access::accesses, layout::layout},
    dtype::DType,
    ir::{EntryParam, EntryPoint, Module, Type},
};
use std::{collections::BTreeMap, sync::Arc};

/// Binds what a call gives to what the kernel takes.
pub(super) fn submission(
    function: &Function,
    device: &Device,
    pipeline: Arc<Pipeline>,
    call: &Call,
) -> Result<Submission, Error> {
    let given = Given {
        grid: call.grid.as_ref(),
        threadgroup: call.threadgroup.as_ref(),
    };
    let extents = Extents::new(function.name(), given)?;
    let parameters = &*function.parameters;
    let threadgroup_lengths = parameters.threadgroup_lengths(function, call)?;
    let given_bytes = threadgroup_lengths
        .iter()
        .map(|&bytes| u64::from(bytes))
        .sum();
    extents.check_limits(function.name(), device, &pipeline, given_bytes)?;
    let mut plan = Plan {
        function,
        device,
        call,
        inputs: Vec::new(),
        outputs: Vec::new(),
    };
    let mut bindings = parameters.bindings(function, call)?;
    let count = parameters
        .buffers
        .keys()
        .next_back()
        .map_or(0, |last| last + 1);
    let arguments = (0..count).map(|index| match parameters.buffers.get(&index) {
        None => Ok(Argument::Nothing),
        Some(parameter) => {
            let bound = bindings.remove(&index);
            plan.argument(parameter, bound)
        }
    });
    Ok(Submission {
        arguments: arguments.collect::<Result<_, _>>()?,
        kernel: Arc::clone(&function.name),
        log: function.library().0.log.clone(),
        device: device.clone(),
        pipeline,
        inputs: plan.inputs,
        outputs: plan.outputs,
        threadgroup_lengths,
        extents,
        repeats: call.repeats.unwrap_or(1),
        timed: call.timed || call.repeats.is_some(),
    })
}

/// What a kernel takes, by index.
pub(super) struct Parameters {
    buffers: BTreeMap<u32, Parameter>,
    threadgroups: BTreeMap<u32, Parameter>,
}

impl Parameters {
    pub(super) fn of(module: &Module, entry: &EntryPoint) -> Self {
        let parameters = parameter::parameters(module, entry).into_iter();
        let (threadgroups, buffers): (Vec<_>, Vec<_>) =
            parameters.partition(|parameter| parameter.memory == ParameterMemory::Threadgroup);
        let by_index = |parameters: Vec<Parameter>| {
            let parameters = parameters.into_iter();
            parameters
                .map(|parameter| (parameter.index, parameter))
                .collect()
        };
        Self {
            buffers: by_index(buffers),
            threadgroups: by_index(threadgroups),
        }
    }

    /// What is given at each index, each of which is a parameter's.
    fn bindings<'c>(
        &self,
        function: &Function,
        call: &'c Call,
    ) -> Result<BTreeMap<u32, &'c Bound>, Error> {
        let mut bindings = BTreeMap::new();
        for (index, bound) in &call.bindings {
            check_index(function, "buffer", *index, &self.buffers)?;
            if bindings.insert(*index, bound).is_some() {
                return Err(twice(function, "buffer", *index));
            }
        }
        Ok(bindings)
    }

    /// The length of each threadgroup argument.
    fn threadgroup_lengths(&self, function: &Function, call: &Call) -> Result<Vec<u32>, Error> {
        let mut given = BTreeMap::new();
        for (index, bytes) in &call.threadgroup_bytes {
            check_index(function, "threadgroup", *index, &self.threadgroups)?;
            if given.insert(*index, *bytes).is_some() {
                return Err(twice(function, "threadgroup", *index));
            }
        }
        let count = self
            .threadgroups
            .keys()
            .next_back()
            .map_or(0, |last| last + 1);
        let lengths = (0..count).map(|index| match self.threadgroups.get(&index) {
            None => Ok(0),
            Some(parameter) => given.get(&index).copied().ok_or_else(|| {
                mismatch(function, parameter.to_string(), "a length in bytes", "none")
            }),
        });
        lengths.collect()
    }
}

fn check_index(
    function: &Function,
    kind: &'static str,
    index: u32,
    known: &BTreeMap<u32, Parameter>,
) -> Result<(), Error> {
    if known.contains_key(&index) {
        return Ok(());
    }
    let places: Vec<String> = known.values().map(Parameter::to_string).collect();
    let expected = match places.is_empty() {
        true => format!("no argument at [[{kind}(...)]]"),
        false => format!("an argument for one of {}", places.join(", ")),
    };
    let found = format!("one for [[{kind}({index})]]");
    Err(mismatch(function, "its parameters", expected, found))
}

fn twice(function: &Function, kind: &'static str, index: u32) -> Error {
    let place = format!("[[{kind}({index})]]");
    mismatch(function, place, "one argument", "two")
}

fn mismatch(
    function: &Function,
    place: impl Into<String>,
    expected: impl Into<String>,
    found: impl Into<String>,
) -> Error {
    Error::Argument {
        kernel: function.name().to_owned(),
        place: place.into(),
        expected: expected.into(),
        found: found.into(),
    }
}

/// Arguments in the making.
struct Plan<'a> {
    function: &'a Function,
    device: &'a Device,
    call: &'a Call,
    inputs: Vec<BoundInput>,
    outputs: Vec<Output>,
}

impl Plan<'_> {
    /// Whether the kernel may write to a parameter, as far as its text tells: many leave `const` out.
    fn is_written(&self, parameter: &Parameter) -> bool {
        let (module, entry) = (self.function.module(), self.function.entry());
        let mut params = entry.params.iter();
        let place = params.position(
            |param| matches!(param, EntryParam::Buffer { index, .. } if *index == parameter.index),
        );
        let accesses = accesses(module, entry.function);
        place.is_none_or(|place| accesses[place].written)
    }

    fn argument(
        &mut self,
        parameter: &Parameter,
        bound: Option<&Bound>,
    ) -> Result<Argument, Error> {
        match bound {
            None => Err(self.mismatch(parameter, "an argument", "none")),
            Some(Bound::Bytes(bytes, dtype)) => self.bytes(parameter, bytes, *dtype),
            Some(Bound::Array(array)) => {
                if parameter.memory == ParameterMemory::Write && self.is_written(parameter) {
                    let expected = "`output` or `update`, since the kernel may write it";
                    return Err(self.mismatch(parameter, expected, "`buffer`"));
                }
                if array.ndim() == 0 {
                    self.check_number(parameter, array.dtype())?;
                }
                self.inputs.push(self.input(parameter, array)?);
                Ok(Argument::Input(self.inputs.len() - 1))
            }
            Some(Bound::Output(shape, dtype)) => {
                let start = Start::of(self.call.init_value, self.call.poison, *dtype);
                self.output(parameter, Room::new("kernel output", shape, *dtype)?, start)
            }
            Some(Bound::Update(array)) => {
                let start = Start::Copied(self.input(parameter, array)?);
                let room = Room::new("kernel output", array.shape(), array.dtype())?;
                self.output(parameter, room, start)
            }
        }
    }

    fn input(&self, parameter: &Parameter, array: &Tensor) -> Result<BoundInput, Error> {
        let what = || format!("{parameter} of kernel `{}`", self.function.name());
        BoundInput::new(self.device, &Input::from(array), true, what)
    }

    fn output(
        &mut self,
        parameter: &Parameter,
        room: Room,
        start: Start,
    ) -> Result<Argument, Error> {
        if parameter.memory != ParameterMemory::Write {
            let expected = "`buffer`, `value` or `bytes`, since the kernel only reads it";
            return Err(self.mismatch(parameter, expected, "an output"));
        }
        self.outputs.push(Output {
            name: parameter.name.as_str().into(),
            room,
            start,
        });
        Ok(Argument::Output(self.outputs.len() - 1))
    }

    fn bytes(
        &self,
        parameter: &Parameter,
        bytes: &[u8],
        dtype: Option<DType>,
    ) -> Result<Argument, Error> {
        let types = &self.function.module().types;
        if parameter.memory == ParameterMemory::Write {
            let expected = "`output` or `update`, since the kernel may write it";
            return Err(self.mismatch(parameter, expected, "bytes"));
        }
        if let Some(dtype) = dtype {
            self.check_number(parameter, dtype)?;
        }
        let least = layout(types, parameter.pointee).size_bytes;
        if (bytes.len() as u64) < least {
            let expected = format!("at least {least} bytes");
            return Err(self.mismatch(parameter, expected, format!("{}", bytes.len())));
        }
        Ok(Argument::Bytes(Arc::new(Buffer::copied(bytes)?)))
    }

    /// A number is read as what it is.
    fn check_number(&self, parameter: &Parameter, found: DType) -> Result<(), Error> {
        match self.function.module().types[parameter.pointee] {
            Type::Scalar(scalar) if DType::from(scalar) != found => {
                let expected = format!("a `{}`", DType::from(scalar));
                Err(self.mismatch(parameter, expected, format!("a `{found}`")))
            }
            _ => Ok(()),
        }
    }

    fn mismatch(
        &self,
        parameter: &Parameter,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Error {
        mismatch(self.function, parameter.to_string(), expected, found)
    }
}
