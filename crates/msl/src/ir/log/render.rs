//! A record as text.

use super::float;
use crate::ir::{LogConversion, LogFormat, LogLength, LogPart, Scalar};

/// The message of a format with the values of a record, which are [as many words](LogFormat::record_words)
/// as it has, without the header; what is missing counts as zero.
#[must_use]
pub fn render(format: &LogFormat, values: &[u32]) -> String {
    let mut words = values.iter().copied();
    let mut text = String::new();
    for part in &format.parts {
        match part {
            LogPart::Text(plain) => text += plain,
            LogPart::String(conversion, string) => text += &string_text(conversion, string),
            LogPart::Value(conversion, scalar, lanes) => {
                for lane in 0..*lanes {
                    if lane > 0 {
                        text.push(',');
                    }
                    let mut word = || u64::from(words.next().unwrap_or(0));
                    let low = word();
                    let bits = match scalar.size_bytes() {
                        8 => low | word() << 32,
                        _ => low,
                    };
                    text += &value(conversion, *scalar, bits);
                }
            }
        }
    }
    text
}

/// One number.
fn value(spec: &LogConversion, scalar: Scalar, bits: u64) -> String {
    match spec.letter {
        'd' | 'i' => {
            let number = signed(spec.length, scalar, bits);
            let sign = float::sign(spec.flags, number < 0);
            digits(spec, sign, "", number.unsigned_abs().to_string())
        }
        'u' => digits(
            spec,
            "",
            "",
            unsigned(spec.length, scalar, bits).to_string(),
        ),
        'o' => octal(spec, unsigned(spec.length, scalar, bits)),
        'x' | 'X' => {
            let number = unsigned(spec.length, scalar, bits);
            let (prefix, text) = match spec.letter {
                'x' => ("0x", format!("{number:x}")),
                _ => ("0X", format!("{number:X}")),
            };
            let shown = spec.flags.alternative && number != 0;
            digits(spec, "", if shown { prefix } else { "" }, text)
        }
        'c' => padded(spec, char::from(bits as u8).to_string()),
        'p' => padded(spec, format!("{bits:#x}")),
        _ => float::value(spec, f64::from(f32::from_bits(bits as u32))),
    }
}

/// The value as its length modifier reads it.
fn signed(length: LogLength, scalar: Scalar, bits: u64) -> i64 {
    match length {
        LogLength::Hh => i64::from(bits as i8),
        LogLength::H => i64::from(bits as i16),
        _ if scalar.size_bytes() == 8 => bits as i64,
        _ => i64::from(bits as i32),
    }
}

fn unsigned(length: LogLength, scalar: Scalar, bits: u64) -> u64 {
    match length {
        LogLength::Hh => u64::from(bits as u8),
        LogLength::H => u64::from(bits as u16),
        // A negative `int` that is printed as a `long` is one.
        LogLength::L if scalar == Scalar::I32 => i64::from(bits as i32) as u64,
        _ if scalar.size_bytes() == 8 => bits,
        _ => u64::from(bits as u32),
    }
}

fn octal(spec: &LogConversion, number: u64) -> String {
    let mut text = format!("{number:o}");
    // `#` makes the first digit a zero, by raising the precision if need be.
    let precise = spec
        .precision
        .is_some_and(|least| least as usize > text.len());
    if spec.flags.alternative && number != 0 && !precise {
        text.insert(0, '0');
    }
    if spec.flags.alternative && number == 0 && spec.precision == Some(0) {
        return padded(spec, "0".to_owned());
    }
    digits(spec, "", "", text)
}

/// An integer: at least as many digits as the precision says, and no zeros in front if it says any.
fn digits(spec: &LogConversion, sign: &str, prefix: &str, digits: String) -> String {
    let digits = match spec.precision {
        Some(0) if digits == "0" => String::new(),
        Some(least) => format!("{digits:0>width$}", width = least as usize),
        None => digits,
    };
    let zeros = spec.flags.zero && spec.precision.is_none();
    float::filled(spec, &format!("{sign}{prefix}"), &digits, zeros)
}

fn string_text(spec: &LogConversion, string: &str) -> String {
    let most = spec.precision.map_or(usize::MAX, |most| most as usize);
    padded(spec, string.chars().take(most).collect())
}

fn padded(spec: &LogConversion, text: String) -> String {
    float::filled(spec, "", &text, false)
}
