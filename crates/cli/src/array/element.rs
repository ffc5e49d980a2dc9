//! Single elements: a number as written, to bytes and back.

use std::fmt;

use half::{bf16, f16};
use kernsmith_runtime::DType;
use serde_json::Value;

use super::Error;

/// A number as people write it, or as a result is shown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Number {
    /// `true`, `false`.
    Bool(bool),
    /// An integer of any width.
    Int(i128),
    /// A real number that an array of this precision holds.
    Float(f64),
    /// As [`Number::Float`], shown with no more digits than `float32` has.
    Single(f32),
    /// Real and imaginary part.
    Complex(f64, f64),
    /// As [`Number::Complex`], shown with no more digits than `float32` has.
    SingleComplex(f32, f32),
}

impl Number {
    /// The number as a real one; the real part of a complex one.
    pub(crate) fn to_f64(self) -> f64 {
        match self {
            Self::Bool(value) => f64::from(u8::from(value)),
            #[expect(clippy::cast_precision_loss, reason = "for a summary")]
            Self::Int(value) => value as f64,
            Self::Float(value) | Self::Complex(value, _) => value,
            Self::Single(value) | Self::SingleComplex(value, _) => f64::from(value),
        }
    }

    /// The number as JSON has it; what JSON has not is text, and a complex number is a pair.
    pub(crate) fn to_json(self) -> Value {
        let finite = |text: String| text.parse().ok().and_then(serde_json::Number::from_f64);
        let real = |value: Self| {
            let text = value.to_string();
            finite(text.clone()).map_or(Value::String(text), Value::Number)
        };
        match self {
            Self::Bool(value) => Value::Bool(value),
            Self::Int(value) => serde_json::Number::from_i128(value)
                .map_or_else(|| Value::String(value.to_string()), Value::Number),
            Self::Float(_) | Self::Single(_) => real(self),
            Self::Complex(re, im) => {
                Value::Array([re, im].map(|part| real(Self::Float(part))).into())
            }
            Self::SingleComplex(re, im) => {
                Value::Array([re, im].map(|part| real(Self::Single(part))).into())
            }
        }
    }

    /// Whether any part is not a number.
    pub(crate) fn is_nan(self) -> bool {
        match self {
            Self::Float(value) => value.is_nan(),
            Self::Single(value) => value.is_nan(),
            Self::Complex(re, im) => re.is_nan() || im.is_nan(),
            Self::SingleComplex(re, im) => re.is_nan() || im.is_nan(),
            Self::Bool(_) | Self::Int(_) => false,
        }
    }

    /// Whether any part is infinite and none is not a number.
    pub(crate) fn is_infinite(self) -> bool {
        match self {
            Self::Float(value) => value.is_infinite(),
            Self::Single(value) => value.is_infinite(),
            Self::Complex(re, im) => !self.is_nan() && (re.is_infinite() || im.is_infinite()),
            Self::SingleComplex(re, im) => Self::Complex(re.into(), im.into()).is_infinite(),
            Self::Bool(_) | Self::Int(_) => false,
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(value) => write!(f, "{value}"),
            Self::Int(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{}", Shown(*value, format!("{value:?}"))),
            Self::Single(value) => {
                write!(f, "{}", Shown(f64::from(*value), format!("{value:?}")))
            }
            Self::Complex(re, im) => {
                let sign = if im.is_sign_negative() { '-' } else { '+' };
                write!(f, "{}{sign}{}i", Self::Float(*re), Self::Float(im.abs()))
            }
            Self::SingleComplex(re, im) => {
                let sign = if im.is_sign_negative() { '-' } else { '+' };
                write!(f, "{}{sign}{}i", Self::Single(*re), Self::Single(im.abs()))
            }
        }
    }
}

/// A real number with its shortest digits; `nan`, `inf` and `-inf` as other tools have them.
struct Shown(f64, String);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_nan() {
            f.write_str("nan")
        } else {
            f.write_str(&self.1)
        }
    }
}

/// Appends the bytes of `value` as an element of `dtype`. Reals round to nearest even; an integer
/// type takes whole numbers in its range only.
pub(crate) fn encode(dtype: DType, value: Number, bytes: &mut Vec<u8>) -> Result<(), Error> {
    let wrong = || Error::Value {
        dtype,
        value: value.to_string(),
    };
    match dtype {
        DType::Bool => bytes.push(u8::from(to_bool(value).ok_or_else(wrong)?)),
        #[expect(clippy::cast_possible_truncation, reason = "rounding to the type")]
        DType::F32 => bytes.extend((value.to_f64() as f32).to_ne_bytes()),
        DType::F16 => bytes.extend(f16::from_f64(value.to_f64()).to_ne_bytes()),
        DType::BF16 => bytes.extend(bf16::from_f64(value.to_f64()).to_ne_bytes()),
        #[expect(clippy::cast_possible_truncation, reason = "rounding to the type")]
        DType::C64 => {
            let parts = parts(value).map(|part| part as f32);
            bytes.extend(parts.iter().flat_map(|part| part.to_ne_bytes()));
        }
        DType::F64 => bytes.extend(value.to_f64().to_ne_bytes()),
        DType::C128 => bytes.extend(parts(value).iter().flat_map(|part| part.to_ne_bytes())),
        DType::U8 => bytes.extend(to_int::<u8>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::U16 => bytes.extend(to_int::<u16>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::U32 => bytes.extend(to_int::<u32>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::U64 => bytes.extend(to_int::<u64>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::I8 => bytes.extend(to_int::<i8>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::I16 => bytes.extend(to_int::<i16>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::I32 => bytes.extend(to_int::<i32>(value).ok_or_else(wrong)?.to_ne_bytes()),
        DType::I64 => bytes.extend(to_int::<i64>(value).ok_or_else(wrong)?.to_ne_bytes()),
    }
    Ok(())
}

/// Real and imaginary part.
fn parts(value: Number) -> [f64; 2] {
    match value {
        Number::Complex(re, im) => [re, im],
        Number::SingleComplex(re, im) => [re.into(), im.into()],
        real => [real.to_f64(), 0.0],
    }
}

fn to_bool(value: Number) -> Option<bool> {
    match value {
        Number::Bool(value) => Some(value),
        Number::Int(value @ 0..=1) => Some(value == 1),
        _ => None,
    }
}

fn to_int<T: TryFrom<i128>>(value: Number) -> Option<T> {
    let whole = match value {
        Number::Bool(value) => i128::from(value),
        Number::Int(value) => value,
        #[expect(clippy::cast_possible_truncation, reason = "whole and in range")]
        Number::Float(value) if value.fract() == 0.0 && value.abs() < 1e30 => value as i128,
        _ => return None,
    };
    T::try_from(whole).ok()
}

/// The element in `bytes`, which are as many as the type has.
pub(crate) fn decode(dtype: DType, bytes: &[u8]) -> Number {
    match dtype {
        DType::Bool => Number::Bool(bytes.iter().any(|&byte| byte != 0)),
        DType::U8 => Number::Int(u8::from_ne_bytes(word(bytes)).into()),
        DType::U16 => Number::Int(u16::from_ne_bytes(word(bytes)).into()),
        DType::U32 => Number::Int(u32::from_ne_bytes(word(bytes)).into()),
        DType::U64 => Number::Int(u64::from_ne_bytes(word(bytes)).into()),
        DType::I8 => Number::Int(i8::from_ne_bytes(word(bytes)).into()),
        DType::I16 => Number::Int(i16::from_ne_bytes(word(bytes)).into()),
        DType::I32 => Number::Int(i32::from_ne_bytes(word(bytes)).into()),
        DType::I64 => Number::Int(i64::from_ne_bytes(word(bytes)).into()),
        DType::F16 => Number::Single(f16::from_ne_bytes(word(bytes)).to_f32()),
        DType::BF16 => Number::Single(bf16::from_ne_bytes(word(bytes)).to_f32()),
        DType::F32 => Number::Single(f32::from_ne_bytes(word(bytes))),
        DType::C64 => Number::SingleComplex(
            f32::from_ne_bytes(word(&bytes[..4])),
            f32::from_ne_bytes(word(&bytes[4..])),
        ),
        DType::F64 => Number::Float(f64::from_ne_bytes(word(bytes))),
        DType::C128 => Number::Complex(
            f64::from_ne_bytes(word(&bytes[..8])),
            f64::from_ne_bytes(word(&bytes[8..])),
        ),
    }
}

fn word<const N: usize>(bytes: &[u8]) -> [u8; N] {
    bytes
        .try_into()
        .expect("an element has the bytes of its type")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round_trip(dtype: DType, value: Number) -> Result<String, Error> {
        let mut bytes = Vec::new();
        encode(dtype, value, &mut bytes)?;
        assert_eq!(bytes.len(), dtype.size_bytes());
        Ok(decode(dtype, &bytes).to_string())
    }

    #[test]
    fn values_keep_what_their_type_can_hold() {
        for (dtype, value, shown) in [
            (DType::Bool, Number::Int(1), "true"),
            (DType::U8, Number::Int(255), "255"),
            (DType::I8, Number::Int(-128), "-128"),
            (
                DType::U64,
                Number::Int(u64::MAX.into()),
                "18446744073709551615",
            ),
            (
                DType::I64,
                Number::Int(i64::MIN.into()),
                "-9223372036854775808",
            ),
            (DType::I32, Number::Float(3.0), "3"),
            (DType::F32, Number::Float(0.1), "0.1"),
            (DType::F16, Number::Float(2049.0), "2048.0"),
            (DType::BF16, Number::Float(257.0), "256.0"),
            (DType::F32, Number::Float(f64::NAN), "nan"),
            (DType::F16, Number::Float(1e9), "inf"),
            (DType::C64, Number::Complex(1.0, -2.0), "1.0-2.0i"),
            (DType::F64, Number::Float(0.1), "0.1"),
            (DType::C128, Number::Complex(0.1, -2.0), "0.1-2.0i"),
        ] {
            assert_eq!(round_trip(dtype, value).expect("it fits"), shown, "{dtype}");
        }
    }

    #[test]
    fn json_has_text_for_what_it_cannot_say() {
        for (number, json) in [
            (Number::Single(0.1), "0.1"),
            (Number::Single(f32::NAN), "\"nan\""),
            (Number::Single(f32::NEG_INFINITY), "\"-inf\""),
            (Number::Int(u64::MAX.into()), "18446744073709551615"),
            (Number::Bool(true), "true"),
            (Number::SingleComplex(0.1, f32::INFINITY), "[0.1,\"inf\"]"),
            (Number::Complex(0.1, f64::INFINITY), "[0.1,\"inf\"]"),
        ] {
            assert_eq!(number.to_json().to_string(), json);
        }
    }

    #[test]
    fn values_that_do_not_fit_are_refused() {
        for (dtype, value) in [
            (DType::U8, Number::Int(256)),
            (DType::U8, Number::Int(-1)),
            (DType::I32, Number::Float(0.5)),
            (DType::I32, Number::Float(f64::NAN)),
            (DType::Bool, Number::Int(2)),
            (DType::Bool, Number::Float(1.0)),
        ] {
            assert!(
                matches!(round_trip(dtype, value), Err(Error::Value { .. })),
                "{dtype}"
            );
        }
    }
}
