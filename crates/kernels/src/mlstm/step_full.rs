//! One step of the mLSTM, state in and state out.

use kernsmith_runtime::{Call, DType, Stream, Tensor};

use crate::{Error, dispatch, plan::WholeFile};

const NAME: &str = "mlstm_step_full";

/// Columns of a threadgroup at most; not tuned.
const THREADS: u32 = 256;

/// The file, for those who launch it themselves.
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
    /// Output, `[B, NH, DHHV]`.
    pub h: Tensor,
}

/// One step of the mLSTM.
///
/// # Numerics
/// Float32; the exponential gates are stabilized by the running maximum `m`.
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
    let [b, nh, dhqk] = sizes("q", x.q)?;
    let dhhv = sizes("v", x.v)?[2];
    let float =
        |name, tensor, shape: &[usize]| dispatch::expect(NAME, name, tensor, shape, DType::F32);
    for (name, tensor) in [("q", x.q), ("k", x.k), ("n", x.n)] {
        float(name, tensor, &[b, nh, dhqk])?;
    }
    float("v", x.v, &[b, nh, dhhv])?;
    for (name, tensor) in [("i", x.i), ("f", x.f), ("m", x.m)] {
        float(name, tensor, &[b, nh])?;
    }
    float("c", x.c, &[b, nh, dhqk, dhhv])?;
    let [wide_b, wide_nh, rows, columns] = counts(x.c)?;
    let mut call = Call::new();
    for (tensor, index) in [x.q, x.k, x.v, x.i, x.f, x.c, x.n, x.m]
        .into_iter()
        .zip(0..)
    {
        call = call.buffer(index, tensor);
    }
    for (like, index) in [x.c, x.n, x.m, x.v].into_iter().zip(8..) {
        call = call.output(index, like.shape(), DType::F32);
    }
    let call = call
        .value(12, wide_nh)
        .value(13, rows)
        .value(14, columns)
        .value(15, eps)
        .grid([columns, wide_nh, wide_b])
        .threadgroup([columns.clamp(1, THREADS), 1, 1]);
    let file = (&STEP_FULL, "mlstm_step_full_kernel");
    let outputs = dispatch::call(NAME, stream, file, &call)?;
    let [c, n, m, h] = <[Tensor; 4]>::try_from(outputs).expect("the call has four outputs");
    Ok(StepOutputs { c, n, m, h })
}

fn sizes(argument: &'static str, tensor: &Tensor) -> Result<[usize; 3], Error> {
    tensor.shape().try_into().map_err(|_| Error::Shape {
        op: NAME,
        argument,
        expected: "[B, NH, D]".to_owned(),
        found: tensor.shape().to_vec(),
    })
}

/// The memory's extents as the kernel counts; it indexes all elements with 32 bits.
fn counts(c: &Tensor) -> Result<[u32; 4], Error> {
    let elements: u128 = c.shape().iter().map(|&extent| extent as u128).product();
    let mut counts = [0; 4];
    for (count, &extent) in counts.iter_mut().zip(c.shape()) {
        let fits = u32::try_from(extent).ok();
        *count = fits
            .filter(|_| elements <= u128::from(u32::MAX))
            .ok_or_else(|| Error::TooLarge {
                op: NAME,
                shape: format!("{:?}", c.shape()),
                threads: elements,
            })?;
    }
    Ok(counts)
}
