//! A call checked against its kernel's parameters.

use super::{
    Function,
    call::{Bound, Call},
};
use crate::{
    buffer::Buffer,
    device::Device,
    error::Error,
    launch::Input,
    pipeline::Pipeline,
    submission::{Argument, BoundInput, Extents, Given, Output, Start, Submission},
    tensor::Tensor,
};
use kernsmith_msl::{
    analysis::layout::layout,
    dtype::DType,
    ir::{BufferAccess, EntryParam, Scalar, Type, TypeId},
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
    let parameters = Parameters::of(function);
    let threadgroup_lengths = parameters.threadgroup_lengths(call)?;
    let given_bytes = threadgroup_lengths
        .iter()
        .map(|&bytes| u64::from(bytes))
        .sum();
    extents.check_limits(function.name(), device, &pipeline, given_bytes)?;
    let mut plan = Plan {
        function,
        device,
        inputs: Vec::new(),
        outputs: Vec::new(),
    };
    let mut bindings = parameters.bindings(call)?;
    let count = parameters
        .buffers
        .keys()
        .next_back()
        .map_or(0, |last| last + 1);
    let arguments = (0..count).map(|index| match parameters.buffers.get(&index) {
        None => Ok(Argument::Nothing),
        Some(parameter) => {
            let bound = bindings.remove(&index);
            plan.argument(parameter, bound, call.poison)
        }
    });
    Ok(Submission {
        arguments: arguments.collect::<Result<_, _>>()?,
        kernel: function.name().to_owned(),
        device: device.clone(),
        pipeline,
        inputs: plan.inputs,
        outputs: plan.outputs,
        threadgroup_lengths,
        extents,
        repeats: call.repeats.unwrap_or(1),
    })
}

/// What a kernel takes.
struct Parameters<'a> {
    function: &'a Function,
    buffers: BTreeMap<u32, Parameter>,
    threadgroups: BTreeMap<u32, Parameter>,
}

/// A parameter with memory.
struct Parameter {
    /// As an error says it.
    place: String,
    name: String,
    writable: bool,
    pointee: TypeId,
}

impl<'a> Parameters<'a> {
    fn of(function: &'a Function) -> Self {
        let module = function.library.module();
        let entry = function.entry();
        let types = module.functions[entry.function].params.iter();
        let (mut buffers, mut threadgroups) = (BTreeMap::new(), BTreeMap::new());
        for (param, declared) in entry.params.iter().zip(types) {
            let Type::Pointer { pointee, .. } = module.types[declared.ty] else {
                continue;
            };
            let name = declared.name.clone();
            let parameter = |kind: &str, index: u32, writable| Parameter {
                place: format!("`{name}` [[{kind}({index})]]"),
                name: name.clone(),
                writable,
                pointee,
            };
            match *param {
                EntryParam::Buffer { index, access } => {
                    let writable = access == BufferAccess::ReadWrite;
                    buffers.insert(index, parameter("buffer", index, writable));
                }
                EntryParam::Threadgroup { index } => {
                    threadgroups.insert(index, parameter("threadgroup", index, true));
                }
                EntryParam::BuiltIn(_) => {}
            }
        }
        Self {
            function,
            buffers,
            threadgroups,
        }
    }

    /// What is given at each index, each of which is a parameter's.
    fn bindings<'c>(&self, call: &'c Call) -> Result<BTreeMap<u32, &'c Bound>, Error> {
        let mut bindings = BTreeMap::new();
        for (index, bound) in &call.bindings {
            self.check_index("buffer", *index, &self.buffers)?;
            if bindings.insert(*index, bound).is_some() {
                return Err(self.twice("buffer", *index));
            }
        }
        Ok(bindings)
    }

    /// The length of each threadgroup argument.
    fn threadgroup_lengths(&self, call: &Call) -> Result<Vec<u32>, Error> {
        let mut given = BTreeMap::new();
        for (index, bytes) in &call.threadgroup_bytes {
            self.check_index("threadgroup", *index, &self.threadgroups)?;
            if given.insert(*index, *bytes).is_some() {
                return Err(self.twice("threadgroup", *index));
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
                mismatch(self.function, &parameter.place, "a length in bytes", "none")
            }),
        });
        lengths.collect()
    }

    fn check_index(
        &self,
        kind: &'static str,
        index: u32,
        known: &BTreeMap<u32, Parameter>,
    ) -> Result<(), Error> {
        if known.contains_key(&index) {
            return Ok(());
        }
        let places: Vec<&str> = known.values().map(|p| p.place.as_str()).collect();
        let expected = match places.is_empty() {
            true => format!("no argument at [[{kind}(...)]]"),
            false => format!("an argument for one of {}", places.join(", ")),
        };
        let found = format!("one for [[{kind}({index})]]");
        Err(mismatch(self.function, "its parameters", expected, found))
    }

    fn twice(&self, kind: &'static str, index: u32) -> Error {
        let place = format!("[[{kind}({index})]]");
        mismatch(self.function, place, "one argument", "two")
    }
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
    inputs: Vec<BoundInput>,
    outputs: Vec<Output>,
}

impl Plan<'_> {
    fn argument(
        &mut self,
        parameter: &Parameter,
        bound: Option<&Bound>,
        poison: Option<u8>,
    ) -> Result<Argument, Error> {
        match bound {
            None => Err(self.mismatch(parameter, "an argument", "none")),
            Some(Bound::Bytes(bytes, dtype)) => self.bytes(parameter, bytes, *dtype),
            Some(Bound::Array(array)) => {
                if parameter.writable {
                    let expected = "`output` or `update`, since the kernel may write it";
                    return Err(self.mismatch(parameter, expected, "`buffer`"));
                }
                let input = self.input(parameter, array)?;
                self.inputs.push(input);
                Ok(Argument::Input(self.inputs.len() - 1))
            }
            Some(Bound::Output(shape, dtype)) => {
                let start = poison.map_or(Start::Undefined, Start::Poison);
                self.output(parameter, shape.clone(), *dtype, start)
            }
            Some(Bound::Update(array)) => {
                let start = Start::Copied(self.input(parameter, array)?);
                self.output(parameter, array.shape().to_vec(), array.dtype(), start)
            }
        }
    }

    fn input(&self, parameter: &Parameter, array: &Tensor) -> Result<BoundInput, Error> {
        let what = || format!("{} of kernel `{}`", parameter.place, self.function.name());
        BoundInput::new(self.device, &Input::from(array), true, what)
    }

    fn output(
        &mut self,
        parameter: &Parameter,
        shape: Vec<usize>,
        dtype: DType,
        start: Start,
    ) -> Result<Argument, Error> {
        if !parameter.writable {
            let expected = "`buffer`, `value` or `bytes`, since the kernel only reads it";
            return Err(self.mismatch(parameter, expected, "an output"));
        }
        self.outputs.push(Output {
            name: parameter.name.clone(),
            shape,
            dtype,
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
        let types = &self.function.library.module().types;
        if parameter.writable {
            let expected = "`output` or `update`, since the kernel may write it";
            return Err(self.mismatch(parameter, expected, "bytes"));
        }
        if let (Some(dtype), Type::Scalar(scalar)) = (dtype, &types[parameter.pointee])
            && element_type(*scalar) != dtype
        {
            let expected = format!("a `{}`", element_type(*scalar));
            return Err(self.mismatch(parameter, expected, format!("a `{dtype}`")));
        }
        let least = layout(types, parameter.pointee).size_bytes;
        if (bytes.len() as u64) < least {
            let expected = format!("at least {least} bytes");
            return Err(self.mismatch(parameter, expected, format!("{}", bytes.len())));
        }
        Ok(Argument::Bytes(Buffer::copied(bytes)?))
    }

    fn mismatch(
        &self,
        parameter: &Parameter,
        expected: impl Into<String>,
        found: impl Into<String>,
    ) -> Error {
        mismatch(self.function, &parameter.place, expected, found)
    }
}

/// The element type of arrays of a scalar.
const fn element_type(scalar: Scalar) -> DType {
    match scalar {
        Scalar::Bool => DType::Bool,
        Scalar::I8 => DType::I8,
        Scalar::I16 => DType::I16,
        Scalar::I32 => DType::I32,
        Scalar::I64 => DType::I64,
        Scalar::U8 => DType::U8,
        Scalar::U16 => DType::U16,
        Scalar::U32 => DType::U32,
        Scalar::U64 => DType::U64,
        Scalar::F16 => DType::F16,
        Scalar::BF16 => DType::BF16,
        Scalar::F32 => DType::F32,
    }
}
