//! Literal numbers and lists of them in directives.

use crate::{array::Number, data::Fill};

/// A number: `-1`, `0xff`, `1.5e-3`, `inf`, `nan`, `true`, `1+2i`.
pub(super) fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let int = match digits.strip_prefix("0x") {
        Some(digits) => i128::from_str_radix(digits, 16).ok(),
        None => digits.parse().ok(),
    };
    match (text, int) {
        ("true", _) => Some(Number::Int(1)),
        ("false", _) => Some(Number::Int(0)),
        (_, Some(int)) if negative => Some(Number::Int(-int)),
        (_, Some(int)) => Some(Number::Int(int)),
        _ => match text.strip_suffix('i') {
            Some(parts) => complex(parts),
            None => float(text).map(Number::Float),
        },
    }
}

fn complex(parts: &str) -> Option<Number> {
    let sign = parts[1..].rfind(['+', '-'])? + 1;
    let imaginary = parts[sign..].trim_start_matches('+');
    Some(Number::Complex(float(&parts[..sign])?, float(imaginary)?))
}

/// A float, also a whole or hexadecimal number. Words such as `infinity` are not taken.
pub(super) fn float(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some(digits) = text.strip_prefix("0x") {
        return i64::from_str_radix(digits, 16)
            .ok()
            .map(|value| value as f64);
    }
    match text.trim_start_matches('-') {
        "inf" | "nan" => text.parse().ok(),
        digits if digits.starts_with(|c: char| c.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

/// `[1, 2, 3]`.
pub(super) fn list(text: &str) -> Option<Result<Vec<Number>, String>> {
    let inner = text.trim().strip_prefix('[')?.strip_suffix(']')?;
    let items = inner.split(',').filter(|item| !item.trim().is_empty());
    Some(
        items
            .map(|item| number(item).ok_or_else(|| format!("`{}` is no number", item.trim())))
            .collect(),
    )
}

/// `normal(seed)`, `uniform(low, high, seed)`, `integers(low, high, seed)`, `arange`,
/// `arange(start, step)`, `fill(x)`.
pub(super) fn fill(text: &str) -> Option<Fill> {
    let (name, args) = match text.trim().split_once('(') {
        Some((name, args)) => (name, args.strip_suffix(')')?),
        None => (text.trim(), ""),
    };
    let args: Option<Vec<f64>> = args
        .split(',')
        .filter(|arg| !arg.trim().is_empty())
        .map(float)
        .collect();
    match (name, args?.as_slice()) {
        ("arange", []) => Some(Fill::Arange {
            start: 0.0,
            step: 1.0,
        }),
        ("arange", &[start, step]) => Some(Fill::Arange { start, step }),
        ("fill", &[value]) => Some(Fill::Constant(value)),
        ("normal", &[seed]) => Some(Fill::Normal { seed: seed as u64 }),
        ("uniform", &[low, high, seed]) => Some(Fill::Uniform {
            low,
            high,
            seed: seed as u64,
        }),
        ("integers", &[low, high, seed]) => Some(Fill::Integers {
            low: low as i64,
            high: high as i64,
            seed: seed as u64,
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers() {
        let rows = [
            ("-12", Some(Number::Int(-12))),
            ("0xff", Some(Number::Int(255))),
            ("18446744073709551615", Some(Number::Int(u64::MAX.into()))),
            ("true", Some(Number::Int(1))),
            ("1.5e-3", Some(Number::Float(0.0015))),
            ("-inf", Some(Number::Float(f64::NEG_INFINITY))),
            ("1.5-2i", Some(Number::Complex(1.5, -2.0))),
            ("-1+0.5i", Some(Number::Complex(-1.0, 0.5))),
            ("infinity", None),
            ("x", None),
        ];
        for (text, expected) in rows {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
