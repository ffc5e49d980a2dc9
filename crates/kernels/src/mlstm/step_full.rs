//! One step of the mLSTM, state in and state out.

use kernsmith_runtime::{DType, Stream, Tensor};

use super::{MlstmStep, step_split::NAME};
use crate::{Error, OpSpec, dispatch, plan::WholeFile, shape::Signature};

/// The kernel as a whole file, for those who launch it themselves.
pub static STEP_FULL: WholeFile = WholeFile {
    file: "step_full.metal",
    text: include_str!("step_full.metal"),
};

/// What a step reads.
#[derive(Clone, Copy, Debug)]
pub struct StepInputs<'a> {
    /// Queries, `[B, NH, DHQK]`; the kernel scales them by `1 / sqrt(DHQK)`.
    pub q: &'a Tensor,
    /// Keys, `[B, NH, DHQK]`.
    pub k: &'a Tensor,
    /// Values, `[B, NH, DHHV]`.
    pub v: &'a Tensor,
    /// Input gates before their activation, `[B, NH]`.
    pub i: &'a Tensor,
    /// Forget gates before their activation, `[B, NH]`.
    pub f: &'a Tensor,
    /// Matrix memory, `[B, NH, DHQK, DHHV]`.
    pub c: &'a Tensor,
    /// Normalizer, `[B, NH, DHQK]`.
    pub n: &'a Tensor,
    /// Stabilizer, `[B, NH]`; 0 in the beginning.
    pub m: &'a Tensor,
}

/// What a step gives.
#[derive(Clone, Debug)]
pub struct StepOutputs {
    /// Matrix memory.
    pub c: Tensor,
    /// Normalizer.
    pub n: Tensor,
    /// Stabilizer.
    pub m: Tensor,
    /// Output, `[B, NH, DHHV]`, of the queries' type.
    pub h: Tensor,
}

/// One step of the mLSTM.
///
/// # Numerics
/// `q`, `k`, `v` and `h` in float16, bfloat16 or float32; gates, states and sums in float32. The
/// exponential gates are stabilized by the running maximum `m`.
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, [`Error::TooLarge`] for
/// a matrix memory of 2^32 elements and more, [`Error::Runtime`] if the kernel does not compile or
/// launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::mlstm::{StepInputs, step_full};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let ones = |shape: &[usize]| Tensor::from_slice(&device, &vec![1.0f32; shape.iter().product()], shape);
/// let (vector, gate, matrix) = (ones(&[1, 1, 4])?, ones(&[1, 1])?, ones(&[1, 1, 4, 4])?);
/// let inputs = StepInputs {
///     q: &vector, k: &vector, v: &vector, i: &gate, f: &gate, c: &matrix, n: &vector, m: &gate,
/// };
/// let h = step_full(&device.default_stream()?, &inputs, 0.0)?.h.to_vec::<f32>()?;
/// assert_eq!(h, [1.0; 4], "memory and normalizer are alike");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn step_full(stream: &Stream, x: &StepInputs<'_>, eps: f32) -> Result<StepOutputs, Error> {
    let shape = check(x)?;
    let plan = MlstmStep.plan(&shape, x.q.dtype(), &MlstmStep.baseline())?;
    let eps = dispatch::scalar(NAME, stream, eps)?;
    let inputs = [x.q, x.k, x.v, x.i, x.f, x.c, x.n, x.m, &eps];
    let outputs = dispatch::launch(stream, &plan, &inputs)?;
    let [c, n, m, h] = <[Tensor; 4]>::try_from(outputs).expect("the kernel has four outputs");
    Ok(StepOutputs { c, n, m, h })
}

fn check(x: &StepInputs<'_>) -> Result<Signature, Error> {
    let [b, nh, dhqk] = sizes("q", x.q)?;
    let dhhv = sizes("v", x.v)?[2];
    let dtype = x.q.dtype();
    if !dtype.is_float() {
        return Err(Error::ElementType {
            op: NAME,
            argument: "q",
            expected: "`float16`, `bfloat16` or `float32`".to_owned(),
            found: dtype,
        });
    }
    let (row, gate) = ([b, nh, dhqk], [b, nh]);
    dispatch::expect(NAME, "k", x.k, &row, dtype)?;
    dispatch::expect(NAME, "v", x.v, &[b, nh, dhhv], dtype)?;
    dispatch::expect(NAME, "c", x.c, &[b, nh, dhqk, dhhv], DType::F32)?;
    dispatch::expect(NAME, "n", x.n, &row, DType::F32)?;
    for (name, tensor) in [("i", x.i), ("f", x.f), ("m", x.m)] {
        dispatch::expect(NAME, name, tensor, &gate, DType::F32)?;
    }
    Ok(MlstmStep.signature(&[b, nh, dhqk, dhhv].map(|extent| extent as u64)))
}

fn sizes(argument: &'static str, tensor: &Tensor) -> Result<[usize; 3], Error> {
    tensor.shape().try_into().map_err(|_| Error::Shape {
        op: NAME,
        argument,
        expected: "[B, NH, D]".to_owned(),
        found: tensor.shape().to_vec(),
    })
}
