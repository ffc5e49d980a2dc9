//! A shape of the suite with everything that is needed to verify and time a candidate on it.

use kernsmith_kernels::{HostTensor, OpSpec, bank::InputSet, dispatch, shape::Signature};
use kernsmith_runtime::{DType, Stream, Tensor};

use crate::{
    Error,
    record::schema::{Shape, shape_of},
};

/// A set of inputs on the device, and what has to come out.
pub(super) struct InputCase {
    pub(super) set: InputSet,
    pub(super) inputs: Vec<Tensor>,
    pub(super) expected: Vec<Vec<f64>>,
}

/// A shape with its inputs.
pub(super) struct ShapeCase {
    pub(super) signature: Signature,
    pub(super) bytes_moved: u64,
    /// The first set is also the one that is timed.
    pub(super) sets: Vec<InputCase>,
}

impl ShapeCase {
    pub(super) fn new(
        op: &dyn OpSpec,
        dtype: DType,
        stream: &Stream,
        signature: Signature,
        sets: &[InputSet],
    ) -> Result<Self, Error> {
        let case = |set: &InputSet| -> Result<InputCase, Error> {
            let host = op.generate(&signature, dtype, *set);
            let upload = |tensor: &HostTensor| dispatch::upload(op.name(), stream, tensor);
            Ok(InputCase {
                set: *set,
                expected: op.reference(&signature, &host),
                inputs: host.iter().map(upload).collect::<Result<_, _>>()?,
            })
        };
        Ok(Self {
            bytes_moved: op.bytes_moved(&signature, dtype),
            sets: sets.iter().map(case).collect::<Result<_, _>>()?,
            signature,
        })
    }

    /// The shape as records have it.
    pub(super) fn shape(&self) -> Shape {
        shape_of(&self.signature)
    }

    /// The inputs that are timed.
    pub(super) fn timed(&self) -> Vec<&Tensor> {
        self.sets[0].inputs.iter().collect()
    }
}
