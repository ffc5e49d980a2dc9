//! Floats as C prints them, and the filling up of any conversion to its width.
//!
//! The digits are exact: the binary value in decimal, rounded half to even where it is cut off.

use crate::ir::{LogConversion, LogFlags};

/// Digits behind the point if nothing else is said (C11 7.21.6.1/8).
const DEFAULT_PRECISION: usize = 6;
const MANTISSA_BITS: u32 = 52;

/// A conversion of a `double`.
pub(super) fn value(spec: &LogConversion, value: f64) -> String {
    let sign = sign(spec.flags, value.is_sign_negative() && !value.is_nan());
    let magnitude = value.abs();
    if !value.is_finite() {
        let name = if value.is_nan() { "nan" } else { "inf" };
        return cased(spec, &filled(spec, sign, name, false));
    }
    let (prefix, digits) = match spec.letter.to_ascii_lowercase() {
        'f' => (
            "",
            fixed(magnitude, precision(spec), spec.flags.alternative),
        ),
        'e' => (
            "",
            exponential(magnitude, precision(spec), spec.flags.alternative),
        ),
        'g' => ("", general(spec, magnitude)),
        _ => ("0x", hexadecimal(spec, magnitude)),
    };
    let text = filled(spec, &format!("{sign}{prefix}"), &digits, spec.flags.zero);
    cased(spec, &text)
}

/// What stands before a number.
pub(super) const fn sign(flags: LogFlags, negative: bool) -> &'static str {
    match (negative, flags.plus, flags.space) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    }
}

/// Filled up to the width: on the right, with zeros behind what stands in front, or on the left.
pub(super) fn filled(spec: &LogConversion, front: &str, text: &str, zeros: bool) -> String {
    let length = front.chars().count() + text.chars().count();
    let missing = (spec.width as usize).saturating_sub(length);
    if spec.flags.left {
        return format!("{front}{text}{}", " ".repeat(missing));
    }
    if zeros {
        return format!("{front}{}{text}", "0".repeat(missing));
    }
    format!("{}{front}{text}", " ".repeat(missing))
}

fn cased(spec: &LogConversion, text: &str) -> String {
    if spec.letter.is_ascii_uppercase() {
        text.to_ascii_uppercase()
    } else {
        text.to_owned()
    }
}

fn precision(spec: &LogConversion) -> usize {
    let given = spec.precision.map(|digits| digits as usize);
    given.unwrap_or(DEFAULT_PRECISION)
}

fn fixed(value: f64, precision: usize, point: bool) -> String {
    let mut text = format!("{value:.precision$}");
    if precision == 0 && point {
        text.push('.');
    }
    text
}

/// `d.ddde+dd`.
fn exponential(value: f64, precision: usize, point: bool) -> String {
    let text = format!("{value:.precision$e}");
    let (digits, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    let point = if precision == 0 && point { "." } else { "" };
    format!("{digits}{point}{}", exponent_text(exponent))
}

/// With its sign and at least two digits.
fn exponent_text(exponent: &str) -> String {
    match exponent.strip_prefix('-') {
        Some(digits) => format!("e-{digits:0>2}"),
        None => format!("e+{exponent:0>2}"),
    }
}

/// The shorter of both, as C11 7.21.6.1/8 has it for `g`.
fn general(spec: &LogConversion, value: f64) -> String {
    let significant = precision(spec).max(1);
    let text = format!("{value:.*e}", significant - 1);
    let exponent = text.split_once('e').and_then(|(_, text)| text.parse().ok());
    let exponent: i64 = exponent.unwrap_or(0);
    let alternative = spec.flags.alternative;
    let is_fixed = (-4..significant as i64).contains(&exponent);
    let text = if is_fixed {
        let behind = significant as i64 - 1 - exponent;
        fixed(value, usize::try_from(behind).unwrap_or(0), alternative)
    } else {
        exponential(value, significant - 1, alternative)
    };
    if alternative {
        return text;
    }
    let (digits, exponent) = text
        .split_once('e')
        .map_or((&*text, None), |(a, b)| (a, Some(b)));
    let digits = match digits.contains('.') {
        true => digits.trim_end_matches('0').trim_end_matches('.'),
        false => digits,
    };
    exponent.map_or_else(
        || digits.to_owned(),
        |exponent| format!("{digits}e{exponent}"),
    )
}

/// `h.hhhp+d`, without the `0x`.
fn hexadecimal(spec: &LogConversion, value: f64) -> String {
    let bits = value.to_bits();
    let mantissa = bits & ((1 << MANTISSA_BITS) - 1);
    let biased = (bits >> MANTISSA_BITS) as i64;
    let (lead, exponent) = match biased {
        0 if mantissa == 0 => (0, 0),
        0 => (0, -1022),
        _ => (1u64, biased - 1023),
    };
    let mut significand = lead << MANTISSA_BITS | mantissa;
    let all = MANTISSA_BITS as usize / 4;
    let kept = spec
        .precision
        .map_or(all, |digits| (digits as usize).min(all));
    let dropped = (all - kept) as u32 * 4;
    if dropped > 0 {
        let half = 1 << (dropped - 1);
        let rest = significand & ((1 << dropped) - 1);
        significand >>= dropped;
        significand += u64::from(rest > half || (rest == half && significand & 1 == 1));
        significand <<= dropped;
    }
    let digits = format!("{:013x}", significand & ((1 << MANTISSA_BITS) - 1));
    let digits = match spec.precision {
        Some(wanted) => format!("{:0<width$}", &digits[..kept], width = wanted as usize),
        None => digits.trim_end_matches('0').to_owned(),
    };
    let point = if digits.is_empty() && !spec.flags.alternative {
        ""
    } else {
        "."
    };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!(
        "{}{point}{digits}p{sign}{}",
        significand >> MANTISSA_BITS,
        exponent.abs()
    )
}
