//! Spot tests: five lessons on kernels, each as a slow and a fast form of the same computation.
//!
//! What it is not: a benchmark of a device, or of these kernels. A lesson is a claim about hardware
//! that people repeat; here it can be measured where it is to be believed. Which form is faster is not
//! assumed anywhere: `slow` and `fast` are what the lesson says.
//!
//! Each `.metal` file holds both forms. They are verified against a reference in double precision and
//! against each other before anybody times them.

mod barrier;
mod division;
mod half_io;
mod select;
mod stack_array;

use kernsmith_runtime::{Call, DType, Device, Function, Stream, Tensor};

use crate::{
    Error, HostTensor,
    bank::{InputSet, Range},
    close::{Closeness, Gap},
    dispatch, host,
    plan::WholeFile,
};

/// A lesson.
#[derive(Debug)]
pub struct Spot {
    /// Its name on the command line.
    pub name: &'static str,
    /// What it claims, in one line.
    pub lesson: &'static str,
    /// What the slow form does.
    pub slow: &'static str,
    /// What the fast form does.
    pub fast: &'static str,
    /// Both forms.
    pub file: WholeFile,
    functions: [&'static str; 2],
    prepare: fn(&Device, usize) -> Result<Exercise, Error>,
}

/// Both forms with their arrays on a device: the slow one, the fast one.
#[derive(Debug)]
pub struct Exercise {
    /// How they are called.
    pub calls: [Call; 2],
    /// Bytes that each has to read and write.
    pub bytes: [u64; 2],
    expected: Vec<f64>,
}

/// How far the forms are from the reference, and from each other.
#[derive(Clone, Debug)]
pub struct Verified {
    /// The slow form from the reference.
    pub slow: Gap,
    /// The fast form from the reference.
    pub fast: Gap,
    /// The fast form from the slow one.
    pub between: Gap,
}

impl Verified {
    /// Whether every element is near enough.
    #[must_use]
    pub fn passes(&self) -> bool {
        [&self.slow, &self.fast, &self.between]
            .iter()
            .all(|gap| gap.passes())
    }
}

/// All lessons.
pub static SPOTS: [&Spot; 5] = [
    &division::SPOT,
    &stack_array::SPOT,
    &barrier::SPOT,
    &half_io::SPOT,
    &select::SPOT,
];

/// The lesson of a name; underscores and hyphens do not count.
#[must_use]
pub fn find(name: &str) -> Option<&'static Spot> {
    let bare = |name: &str| name.replace(['_', '-'], "");
    SPOTS.into_iter().find(|spot| bare(spot.name) == bare(name))
}

impl Spot {
    /// Both forms, compiled.
    ///
    /// # Errors
    /// [`Error::Runtime`] if the file does not compile.
    pub fn functions(&'static self) -> Result<[Function; 2], Error> {
        let [slow, fast] = self.functions;
        Ok([
            dispatch::function(self.name, &self.file, slow)?,
            dispatch::function(self.name, &self.file, fast)?,
        ])
    }

    /// Arrays of about so many elements.
    ///
    /// # Errors
    /// [`Error::TooLarge`] for 2^32 elements and more, [`Error::Runtime`] if there is no room.
    pub fn exercise(&self, device: &Device, elems: usize) -> Result<Exercise, Error> {
        if u32::try_from(elems).is_err() {
            return Err(Error::TooLarge {
                op: self.name,
                shape: elems.to_string(),
                threads: elems as u128,
            });
        }
        (self.prepare)(device, elems)
    }

    /// Runs both forms on outputs full of nonsense, and compares each element.
    ///
    /// # Errors
    /// [`Error::Runtime`] if a form does not compile or launch, or the checking device finds
    /// something.
    pub fn verify(&'static self, stream: &Stream, exercise: &Exercise) -> Result<Verified, Error> {
        let mut found = Vec::new();
        for (function, call) in self.functions()?.iter().zip(&exercise.calls) {
            let output = function
                .call(stream, &call.clone().poison_outputs(0xff))
                .and_then(|outputs| Ok((outputs[0].dtype(), outputs[0].to_bytes()?)));
            let (dtype, bytes) = output.map_err(dispatch::runtime(self.name))?;
            found.push((dtype, host::decode(dtype, &bytes)));
        }
        let near = |at: usize, expected: &[f64]| {
            let (dtype, values): &(_, Vec<f64>) = &found[at];
            Closeness::single_rounding(*dtype).compare(*dtype, expected.len(), values, expected)
        };
        Ok(Verified {
            slow: near(0, &exercise.expected),
            fast: near(1, &exercise.expected),
            between: near(1, &found[0].1),
        })
    }
}

fn upload(op: &'static str, device: &Device, host: &HostTensor) -> Result<Tensor, Error> {
    Tensor::from_bytes(device, &host.bytes, host.dtype, &host.shape).map_err(dispatch::runtime(op))
}

/// Normal numbers, the same always.
fn floats(dtype: DType, shape: &[usize]) -> HostTensor {
    let elems = shape.iter().product();
    let range = Range::multiplied(dtype);
    HostTensor::from_values(
        dtype,
        shape,
        &InputSet::Normal(1).values(0, elems, elems, range),
    )
}
