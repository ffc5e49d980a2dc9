//! How near an output must be to the reference: element by element, never by two maxima.
//!
//! An element `c` passes against `r` if `|c - r| <= rtol * |r| + atol`. The absolute part belongs
//! to the row that the element lies in: `scale * rms(row of r) + floor`, so that it follows the
//! data. A NaN passes only where the reference is NaN, an infinity only where the reference rounds
//! to the same infinity. Rounding is also reported as distance in units in the last place of `r`.

use kernsmith_runtime::DType;

use crate::host::{is_infinite_in, max_finite, unit_in_last_place};

/// Bounds of one element type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Closeness {
    /// Share of the reference's magnitude.
    pub rtol: f64,
    /// Share of the root mean square of the reference's row.
    pub scale: f64,
    /// What the type cannot resolve, whatever the data.
    pub floor: f64,
}

impl Closeness {
    /// For operations that give the numbers that they take: less than any element type resolves.
    pub const EXACT: Self = Self {
        rtol: 0.0,
        scale: 0.0,
        floor: f64::MIN_POSITIVE,
    };

    /// For operations that compute in float and round once: two units in the last place for
    /// 16-bit types (one for the rounding, one for a neighbor after a sum that was rounded
    /// before), 256 half units for float, whose sums are as long as a row.
    #[must_use]
    pub fn single_rounding(dtype: DType) -> Self {
        let (rtol, floor) = match dtype {
            DType::F16 => (2f64.powi(-9), 2f64.powi(-24)),
            DType::BF16 => (2f64.powi(-6), f64::from(f32::MIN_POSITIVE)),
            _ => (2f64.powi(-16), f64::from(f32::MIN_POSITIVE)),
        };
        Self {
            rtol,
            scale: 2f64.powi(-20),
            floor,
        }
    }

    /// Compares an output with its reference, row by row.
    #[must_use]
    pub fn compare(&self, dtype: DType, row_elems: usize, found: &[f64], expected: &[f64]) -> Gap {
        let mut gap = Gap {
            length: (found.len(), expected.len()),
            ..Gap::default()
        };
        let rows = row_elems.max(1);
        for (row, (found, expected)) in found.chunks(rows).zip(expected.chunks(rows)).enumerate() {
            let atol = self.scale * root_mean_square(dtype, expected) + self.floor;
            for (column, (&c, &r)) in found.iter().zip(expected).enumerate() {
                gap.add(row * rows + column, c, r, self.judge(dtype, atol, c, r));
            }
        }
        gap.finish();
        gap
    }

    /// Distance over allowance; at most 1 where the element passes, infinite where one of the two
    /// is not finite and the other does not agree.
    fn judge(&self, dtype: DType, atol: f64, c: f64, r: f64) -> Verdict {
        if c.is_finite() && r.is_finite() {
            let error = (c - r).abs();
            return Verdict {
                error,
                share: error / (self.rtol * r.abs() + atol),
                ulps: error / unit_in_last_place(dtype, r),
            };
        }
        let same = (c.is_nan() && r.is_nan())
            || (c.is_infinite() && is_infinite_in(dtype, r) && c.signum() == r.signum());
        let error = if same { 0.0 } else { f64::INFINITY };
        Verdict {
            error,
            share: error,
            ulps: error,
        }
    }
}

struct Verdict {
    error: f64,
    share: f64,
    ulps: f64,
}

/// The root mean square of the elements that the type can hold.
fn root_mean_square(dtype: DType, row: &[f64]) -> f64 {
    let (sum, count) = row
        .iter()
        .filter(|value| value.abs() <= max_finite(dtype))
        .fold((0.0, 0u64), |(sum, count), value| {
            (sum + value * value, count + 1)
        });
    if count == 0 {
        0.0
    } else {
        (sum / count as f64).sqrt()
    }
}

/// The element that is furthest beyond what is allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Worst {
    /// Its position in the output.
    pub index: usize,
    /// What the kernel gave.
    pub found: f64,
    /// What the reference says.
    pub expected: f64,
    /// Distance over allowance.
    pub share: f64,
}

/// How far an output is from its reference.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Gap {
    /// Elements found and expected.
    pub length: (usize, usize),
    /// Largest absolute error; infinite where one side is not finite and the other differs.
    pub max_abs: f64,
    /// Largest error over the reference's magnitude, where that is not zero.
    pub max_rel: f64,
    /// Largest error in units in the last place of the reference.
    pub max_ulps: f64,
    /// Mean of the errors in units in the last place.
    pub mean_ulps: f64,
    /// The element nearest to or furthest beyond its allowance.
    pub worst: Option<Worst>,
    /// How many elements are beyond their allowance.
    pub failing: u64,
}

impl Gap {
    /// Whether there are as many elements as expected and each is within its allowance.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.length.0 == self.length.1 && self.failing == 0
    }

    /// Takes in another output or input set; its worst element is kept if it is worse.
    pub fn merge(&mut self, other: &Self) {
        self.max_abs = self.max_abs.max(other.max_abs);
        self.max_rel = self.max_rel.max(other.max_rel);
        self.max_ulps = self.max_ulps.max(other.max_ulps);
        let (mine, theirs) = (self.length.1 as f64, other.length.1 as f64);
        if mine + theirs > 0.0 {
            self.mean_ulps = (self.mean_ulps * mine + other.mean_ulps * theirs) / (mine + theirs);
        }
        self.failing += other.failing;
        self.length.0 += other.length.0;
        self.length.1 += other.length.1;
        let share = |worst: &Option<Worst>| worst.map_or(-1.0, |worst| worst.share);
        if share(&other.worst) > share(&self.worst) {
            self.worst = other.worst;
        }
    }

    fn add(&mut self, index: usize, found: f64, expected: f64, verdict: Verdict) {
        self.max_abs = self.max_abs.max(verdict.error);
        if expected != 0.0 && verdict.error > 0.0 {
            let relative = if verdict.error.is_finite() {
                verdict.error / expected.abs()
            } else {
                f64::INFINITY
            };
            self.max_rel = self.max_rel.max(relative);
        }
        self.max_ulps = self.max_ulps.max(verdict.ulps);
        self.mean_ulps += verdict.ulps;
        // Written so that a NaN counts as beyond.
        let within = verdict.share <= 1.0;
        self.failing += u64::from(!within);
        if self.worst.is_none_or(|worst| verdict.share > worst.share) {
            self.worst = Some(Worst {
                index,
                found,
                expected,
                share: verdict.share,
            });
        }
    }

    fn finish(&mut self) {
        if self.length.1 > 0 {
            self.mean_ulps /= self.length.1 as f64;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gap(dtype: DType, found: &[f64], expected: &[f64]) -> Gap {
        Closeness::single_rounding(dtype).compare(dtype, expected.len(), found, expected)
    }

    #[test]
    fn a_nan_never_passes_against_a_number() {
        for (found, expected) in [
            ([f64::NAN, 1.0], [1.0, 1.0]),
            ([f64::NAN; 2], [0.0; 2]),
            ([1.0, f64::INFINITY], [1.0, 1.0]),
            ([1.0, 1.0], [1.0, f64::NAN]),
            ([f64::NEG_INFINITY, 1.0], [f64::INFINITY, 1.0]),
        ] {
            let gap = gap(DType::F32, &found, &expected);
            assert!(!gap.passes(), "{found:?} against {expected:?}");
            assert_eq!(gap.max_abs, f64::INFINITY);
        }
    }

    #[test]
    fn what_is_not_finite_passes_where_the_reference_agrees() {
        assert!(gap(DType::F32, &[f64::NAN, 1.0], &[f64::NAN, 1.0]).passes());
        assert!(
            gap(DType::F16, &[f64::INFINITY], &[1e5]).passes(),
            "1e5 overflows float16"
        );
        assert!(
            !gap(DType::F32, &[f64::INFINITY], &[1e5]).passes(),
            "1e5 is a float32"
        );
    }

    #[test]
    fn the_rule_is_elementwise_and_not_two_maxima() {
        // Each element is near enough by one of the two parts, though neither part holds for both.
        assert!(gap(DType::F32, &[1000.009, 1e-9], &[1000.0, 0.0]).passes());
    }

    #[test]
    fn exact_admits_no_neighbor() {
        let gap = |found: &[f64], expected: &[f64]| {
            Closeness::EXACT.compare(DType::F32, expected.len(), found, expected)
        };
        let least = f64::from(f32::from_bits(1));
        assert!(gap(&[least, 0.0, 1e30], &[least, 0.0, 1e30]).passes());
        assert_eq!(gap(&[0.0, 1.0], &[least, 1.0]).failing, 1);
        assert_eq!(gap(&[1.0 + f64::from(f32::EPSILON)], &[1.0]).failing, 1);
    }

    #[test]
    fn the_absolute_part_follows_the_data() {
        let gap = gap(DType::F16, &[0.0, 0.0], &[1e-3, -1e-3]);
        assert_eq!(gap.failing, 2, "zeros are not near small outputs");
    }

    #[test]
    fn the_worst_element_is_named() {
        let gap = gap(DType::F16, &[1.0, 2.5, 3.01], &[1.0, 2.0, 3.0]);
        let worst = gap.worst.expect("there are elements");
        assert_eq!((worst.index, worst.found, worst.expected), (1, 2.5, 2.0));
        assert_eq!(gap.failing, 2);
        assert_eq!(gap.max_ulps, 256.0, "an ulp of 2.0 is 2^-9 in float16");
    }

    #[test]
    fn another_length_never_passes() {
        assert!(!gap(DType::F32, &[1.0], &[1.0, 1.0]).passes());
    }
}
