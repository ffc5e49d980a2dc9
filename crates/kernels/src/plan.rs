//! A kernel's source, and one launch of one of its variants, as data; and what a plan's work costs.

use std::{fmt, time::Duration};

use kernsmith_runtime::{DType, TemplateValue, Tensor};

use crate::{
    Error,
    knob::{ACCESSES, Configuration, FLAT, THREADGROUP_X, VECTOR_WIDTH},
    settings::{Rates, Setting},
    shape::Signature,
};

/// What a thread takes at most, in elements: indices past the end must not overflow.
const STRETCH_ELEMS: u64 = 32;

/// A header with `wide_at`: elements side by side, by one access.
pub const WIDE: &str = include_str!("../include/kernsmith/wide.h");

/// The text of a kernel in the body-only form.
#[derive(Debug, PartialEq, Eq)]
pub struct BodySource {
    /// The kernel's name.
    pub name: &'static str,
    /// The file that the body is in.
    pub file: &'static str,
    /// The body.
    pub source: &'static str,
    /// Helpers that stand before it.
    pub header: &'static str,
    /// Names of the inputs.
    pub inputs: &'static [&'static str],
    /// Names of the outputs.
    pub outputs: &'static [&'static str],
}

impl BodySource {
    /// The whole text, as records keep it.
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}\n{}", self.header, self.source)
    }
}

/// The text of a whole file, whose kernels have signatures of their own.
#[derive(Debug, PartialEq, Eq)]
pub struct WholeFile {
    /// The file.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// One launch: everything but the inputs.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// The operation.
    pub op: &'static str,
    /// The kernel.
    pub source: &'static BodySource,
    /// The variant's name in records.
    pub function: String,
    /// Template arguments.
    pub template: Vec<(&'static str, TemplateValue)>,
    /// Threads of the grid.
    pub grid: [u32; 3],
    /// Threads of a threadgroup.
    pub threadgroup: [u32; 3],
    /// Shapes and element types of the outputs.
    pub outputs: Vec<(Vec<usize>, DType)>,
    /// Arrays have to begin at a multiple of so many elements.
    pub align_elems: u32,
    /// Threadgroup memory that it needs, where that is more than all devices have.
    pub memory_bytes: Option<u32>,
}

/// What a plan's work costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Floating-point operations.
    pub operations: u128,
    /// Bytes that are read and written at least: each array once.
    pub bytes: u128,
    /// How long it takes at least, at the best rates that were measured of the device; `None` where none were.
    pub least: Option<Setting<Duration>>,
}

/// Plans that say what their work costs.
pub trait Costed {
    /// What it costs.
    fn cost(&self) -> &Cost;
}

impl Cost {
    /// Of so many operations on an element type and so many bytes, on a device of these rates.
    #[must_use]
    pub fn new(
        rates: Option<&Setting<Rates>>,
        dtype: DType,
        operations: u128,
        bytes: u128,
    ) -> Self {
        // 10^9 a second are 1 a nanosecond.
        let nanoseconds = |count: u128, rate: u64| count / u128::from(rate.max(1));
        let least = rates.and_then(|rates| {
            let moved = nanoseconds(bytes, rates.value.gigabytes?);
            let computed = nanoseconds(operations, rates.value.operations(dtype)?);
            let longer = u64::try_from(moved.max(computed)).unwrap_or(u64::MAX);
            Some(Setting {
                value: Duration::from_nanos(longer),
                place: rates.place.clone(),
            })
        });
        Self {
            operations,
            bytes,
            least,
        }
    }
}

impl fmt::Display for Cost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "operations: {}", self.operations)?;
        write!(f, "bytes: {}", self.bytes)?;
        match &self.least {
            Some(Setting { value, place }) => write!(f, "\nat least: {value:.1?} ({place})"),
            None => Ok(()),
        }
    }
}

/// A plan of the [`FLAT`] knobs for `N` elements: each thread takes a stretch of them, and one array like
/// the input comes out.
///
/// # Errors
/// [`Error::Configuration`] for what is not in the space, [`Error::TooLarge`] for more elements than 32
/// bits index.
pub(crate) fn flat(
    op: &'static str,
    source: &'static BodySource,
    shape: &Signature,
    dtype: DType,
    configuration: &Configuration,
) -> Result<Plan, Error> {
    configuration.check(op, FLAT)?;
    let knob = |name: &str| configuration.number(name);
    let (vec, unroll) = (knob(VECTOR_WIDTH.name), knob(ACCESSES.name));
    let threads = knob(THREADGROUP_X.name);
    let elems = shape.size("N");
    if elems > u64::from(u32::MAX) - STRETCH_ELEMS {
        return Err(Error::TooLarge {
            op,
            shape: shape.to_string(),
            threads: u128::from(elems),
        });
    }
    let each = u64::from(vec.unsigned_abs() * unroll.unsigned_abs());
    let grid = grid(op, shape, u128::from(elems.div_ceil(each)))?;
    Ok(Plan {
        op,
        source,
        function: format!("kernsmith_{}_tg{threads}_v{vec}_u{unroll}", source.name),
        template: vec![
            ("T", TemplateValue::Type(dtype)),
            ("VEC", TemplateValue::Int(vec)),
            ("UNROLL", TemplateValue::Int(unroll)),
        ],
        grid,
        threadgroup: [threads.unsigned_abs().min(grid[0].max(1)), 1, 1],
        outputs: vec![(vec![shape.elems("N")], dtype)],
        align_elems: vec.unsigned_abs(),
        memory_bytes: None,
    })
}

/// Bytes of the widest access.
pub(crate) const ACCESS_BYTES: usize = 16;

/// Whether a kernel reads the array from a multiple of so many elements on. Views that are no rows one after
/// the other are copied before the launch, and copies are aligned.
pub(crate) fn begins_whole(input: &Tensor, elems: usize) -> bool {
    !input.is_row_contiguous() || input.offset().is_multiple_of(elems)
}

/// A one-dimensional grid.
///
/// # Errors
/// [`Error::TooLarge`] where there are more threads than a grid counts.
pub(crate) fn grid(
    op: &'static str,
    shape: impl fmt::Display,
    threads: u128,
) -> Result<[u32; 3], Error> {
    let width = u32::try_from(threads).map_err(|_| Error::TooLarge {
        op,
        shape: shape.to_string(),
        threads,
    })?;
    Ok([width, 1, 1])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::Place;

    #[test]
    fn a_cost_is_the_longer_of_moving_and_computing() {
        let rates = Setting {
            value: Rates {
                gigabytes: Some(100),
                float32: Some(50),
                ..Rates::default()
            },
            place: Place::Tuning {
                path: None,
                entry: "sm_90".to_owned(),
            },
        };
        let said = |rates, dtype, operations, bytes| {
            Cost::new(rates, dtype, operations, bytes).to_string()
        };
        assert_eq!(
            said(Some(&rates), DType::F32, 1_000_000, 3_000_000),
            "operations: 1000000\nbytes: 3000000\nat least: 30.0µs (built-in tuning of `sm_90`)"
        );
        let long = Cost::new(Some(&rates), DType::F32, 5_000_000_000, 1).least;
        assert_eq!(
            long.map(|least| least.value),
            Some(Duration::from_millis(100))
        );
        for (rates, dtype) in [(None, DType::F32), (Some(&rates), DType::F16)] {
            assert_eq!(said(rates, dtype, 1, 2), "operations: 1\nbytes: 2");
        }
    }
}
