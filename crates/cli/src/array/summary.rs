//! What is printed of an array.

use kernsmith_runtime::DType;
use serde::{Serialize, Serializer};

use super::{Array, Number, decode};

/// How many elements are shown at each end.
const EDGE_ELEMS: usize = 4;

/// How much of an array is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The first and the last few elements.
    Edges,
    /// All of them.
    Full,
}

/// An array in a few numbers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Summary {
    dtype: String,
    shape: Vec<usize>,
    /// Of the finite elements; `None` where there are none or they are complex.
    min: Option<f64>,
    max: Option<f64>,
    mean: Option<f64>,
    nan: usize,
    infinite: usize,
    /// The elements shown: all of them, or the first and the last.
    #[serde(serialize_with = "as_json")]
    values: Vec<Number>,
    #[serde(skip)]
    gap: Option<usize>,
}

impl Summary {
    /// Looks through the array.
    pub(crate) fn of(array: &Array, extent: Extent) -> Self {
        let element = |index: usize| {
            let size = array.dtype.size_bytes();
            decode(array.dtype, &array.bytes[index * size..][..size])
        };
        let count = array.len_elems();
        let is_complex = matches!(array.dtype, DType::C64 | DType::C128);
        let mut range: Option<(f64, f64)> = None;
        let (mut sum, mut finite, mut nan, mut infinite) = (0.0, 0_u32, 0, 0);
        for value in (0..count).map(element) {
            nan += usize::from(value.is_nan());
            infinite += usize::from(value.is_infinite());
            if !is_complex && !value.is_nan() && !value.is_infinite() {
                let value = value.to_f64();
                let (min, max) = range.unwrap_or((value, value));
                range = Some((min.min(value), max.max(value)));
                sum += value;
                finite = finite.saturating_add(1);
            }
        }
        let gap = (extent == Extent::Edges && count > 2 * EDGE_ELEMS).then_some(EDGE_ELEMS);
        let shown: Vec<usize> = match gap {
            Some(edge) => (0..edge).chain(count - edge..count).collect(),
            None => (0..count).collect(),
        };
        Self {
            dtype: array.dtype.to_string(),
            shape: array.shape.clone(),
            min: range.map(|(min, _)| min),
            max: range.map(|(_, max)| max),
            mean: (finite > 0).then(|| sum / f64::from(finite)),
            nan,
            infinite,
            values: shown.into_iter().map(element).collect(),
            gap,
        }
    }

    /// Two lines for people.
    pub(crate) fn render(&self, name: &str) -> String {
        let mut facts = Vec::new();
        if let (Some(min), Some(max), Some(mean)) = (self.min, self.max, self.mean) {
            facts.push(format!(
                "min {} max {} mean {}",
                short(min),
                short(max),
                short(mean)
            ));
        }
        for (count, word) in [(self.nan, "nan"), (self.infinite, "inf")] {
            if count > 0 {
                facts.push(format!("{count} {word}"));
            }
        }
        let mut values: Vec<String> = self.values.iter().map(Number::to_string).collect();
        if let Some(edge) = self.gap {
            values.insert(edge, "...".to_owned());
        }
        let facts = if facts.is_empty() {
            String::new()
        } else {
            format!("  {}", facts.join(", "))
        };
        format!(
            "{name}: {} {:?}{facts}\n  [{}]",
            self.dtype,
            self.shape,
            values.join(", ")
        )
    }
}

fn as_json<S: Serializer>(values: &[Number], to: S) -> Result<S::Ok, S::Error> {
    to.collect_seq(values.iter().map(|value| value.to_json()))
}

/// About six digits.
fn short(value: f64) -> String {
    if value == 0.0 || (1e-4..1e7).contains(&value.abs()) {
        let digits = value.abs().log10().floor().clamp(-4.0, 6.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and 9"
        )]
        let decimals = if value == 0.0 {
            0
        } else {
            (5.0 - digits).max(0.0) as usize
        };
        let text = format!("{value:.decimals$}");
        if text.contains('.') {
            text.trim_end_matches('0').trim_end_matches('.').to_owned()
        } else {
            text
        }
    } else {
        format!("{value:.4e}")
    }
}

#[cfg(test)]
mod tests {
    use kernsmith_runtime::DType;

    use super::*;

    fn floats(values: &[f32]) -> Array {
        Array {
            dtype: DType::F32,
            shape: vec![values.len()],
            bytes: values
                .iter()
                .flat_map(|value| value.to_ne_bytes())
                .collect(),
        }
    }

    #[test]
    fn the_edges_of_a_long_array_are_shown() {
        let values: Vec<f32> = (0..10_u8).map(f32::from).collect();
        let text = Summary::of(&floats(&values), Extent::Edges).render("a");
        assert_eq!(
            text,
            "a: float32 [10]  min 0 max 9 mean 4.5\n  [0.0, 1.0, 2.0, 3.0, ..., 6.0, 7.0, 8.0, 9.0]"
        );
        let text = Summary::of(&floats(&values), Extent::Full).render("a");
        assert!(text.ends_with("4.0, 5.0, 6.0, 7.0, 8.0, 9.0]"), "{text}");
    }

    #[test]
    fn what_is_not_finite_is_counted_apart() {
        let values = [f32::NAN, 2.0, f32::INFINITY, 4.0];
        let text = Summary::of(&floats(&values), Extent::Edges).render("a");
        assert_eq!(
            text,
            "a: float32 [4]  min 2 max 4 mean 3, 1 nan, 1 inf\n  [nan, 2.0, inf, 4.0]"
        );
        assert_eq!(
            Summary::of(&floats(&[]), Extent::Edges).render("a"),
            "a: float32 [0]\n  []"
        );
    }

    #[test]
    fn numbers_are_short() {
        for (value, text) in [
            (0.0, "0"),
            (1.0, "1"),
            (-0.25, "-0.25"),
            (1234.5678, "1234.57"),
            (1e-9, "1.0000e-9"),
            (123_456_789.0, "1.2346e8"),
        ] {
            assert_eq!(short(value), text);
        }
    }
}
