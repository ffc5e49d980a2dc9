//! The values of literals, C++14 [lex.literal] with Metal's suffixes `h` and `bf`.

use super::ast::{FloatSuffix, Literal};

/// A literal's value and, where it is doubtful, a word about it.
pub(crate) struct Value {
    /// The value.
    pub(crate) literal: Literal,
    /// What to warn of.
    pub(crate) warning: Option<String>,
}

impl From<Literal> for Value {
    fn from(literal: Literal) -> Self {
        Self {
            literal,
            warning: None,
        }
    }
}

/// The value of a preprocessing number, or what is wrong with it.
pub(crate) fn number(spelling: &str) -> Result<Value, String> {
    let digits: String = spelling.chars().filter(|&c| c != '\'').collect();
    let lower = digits.to_ascii_lowercase();
    if let Some(rest) = lower.strip_prefix("0x") {
        if rest.contains(['.', 'p']) {
            return hex_float(spelling, rest);
        }
        return integer(spelling, rest, 16);
    }
    if let Some(rest) = lower.strip_prefix("0b") {
        return integer(spelling, rest, 2);
    }
    let is_integer = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if lower.strip_suffix('f').is_some_and(is_integer) {
        // C++ has the suffix on numbers with a point or an exponent alone.
        return Err(format!("invalid suffix `f` on the integer `{spelling}`"));
    }
    if lower.contains(['.', 'e']) || lower.ends_with(['f', 'h']) {
        return float(spelling, &lower);
    }
    if lower.len() > 1 && lower.starts_with('0') {
        return integer(spelling, &lower[1..], 8);
    }
    integer(spelling, &lower, 10)
}

/// A number with a suffix of another language as Metal writes it.
pub(crate) fn with_metal_suffix(spelling: &str) -> Option<String> {
    let lower = spelling.to_ascii_lowercase();
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | '\'');
    let end = lower.find(|c| !is_digit(c))?;
    let (digits, suffix) = lower.split_at(end);
    let metal = match suffix.trim_start_matches('_') {
        "hf" | "fh" | "f16" | "h16" => "h",
        "bf16" | "bfloat" => "bf",
        "f" | "d" | "lf" | "l" | "df" | "fd" | "f32" | "f64" | "ff" => "f",
        _ => return None,
    };
    let point = if digits.contains('.') { "" } else { ".0" };
    (!digits.is_empty()).then(|| format!("{digits}{point}{metal}"))
}

fn integer(spelling: &str, digits: &str, radix: u32) -> Result<Value, String> {
    let end = digits
        .find(|c: char| !c.is_digit(radix.max(10)))
        .unwrap_or(digits.len());
    let (digits, suffix) = digits.split_at(end);
    let (unsigned, long) = match suffix {
        "" => (false, false),
        "u" => (true, false),
        "l" | "ll" | "z" => (false, true),
        "ul" | "ull" | "lu" | "llu" | "uz" | "zu" => (true, true),
        _ => {
            return Err(format!(
                "invalid suffix `{suffix}` on the integer `{spelling}`"
            ));
        }
    };
    if let Some(digit) = digits.chars().find(|c| !c.is_digit(radix)) {
        return Err(format!(
            "invalid digit `{digit}` in the {} number `{spelling}`",
            if radix == 8 { "octal" } else { "binary" }
        ));
    }
    if digits.is_empty() && radix != 8 {
        return Err(format!("expected digits, found `{spelling}`"));
    }
    let value = match digits {
        "" => 0,
        _ => u64::from_str_radix(digits, radix)
            .map_err(|_| format!("the integer `{spelling}` does not fit 64 bits"))?,
    };
    Ok(Literal::Int {
        value,
        unsigned,
        long,
        decimal: radix == 10,
    }
    .into())
}

/// Splits the type's suffix off a floating literal in lower case.
fn float_suffix(text: &str) -> (&str, FloatSuffix) {
    if let Some(rest) = text.strip_suffix("bf") {
        (rest, FloatSuffix::Bfloat)
    } else if let Some(rest) = text.strip_suffix('h') {
        (rest, FloatSuffix::Half)
    } else {
        (text.strip_suffix('f').unwrap_or(text), FloatSuffix::Float)
    }
}

fn float(spelling: &str, lower: &str) -> Result<Value, String> {
    let (digits, suffix) = float_suffix(lower);
    let well_formed = digits
        .bytes()
        .all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'e' | b'+' | b'-'));
    let invalid = || format!("invalid number `{spelling}`");
    if !well_formed {
        return Err(invalid());
    }
    // A float is rounded once, from the text: by way of a double it might be rounded twice.
    let value = match suffix {
        FloatSuffix::Float => f64::from(digits.parse::<f32>().map_err(|_| invalid())?),
        FloatSuffix::Half | FloatSuffix::Bfloat => digits.parse().map_err(|_| invalid())?,
    };
    Ok(checked_float(spelling, value, suffix))
}

fn hex_float(spelling: &str, digits: &str) -> Result<Value, String> {
    let (digits, suffix) = float_suffix(digits);
    let Some((mantissa, exponent)) = digits.split_once('p') else {
        return Err(format!(
            "expected an exponent in the hexadecimal float `{spelling}`"
        ));
    };
    let invalid = || format!("invalid number `{spelling}`");
    let exponent: i64 = exponent.parse().map_err(|_| invalid())?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.is_empty() && fraction.is_empty() {
        return Err(invalid());
    }
    let mut bits: u64 = 0;
    let mut scale = exponent.clamp(-100_000, 100_000);
    let fraction_start = whole.len();
    for (index, c) in whole.chars().chain(fraction.chars()).enumerate() {
        let digit = u64::from(c.to_digit(16).ok_or_else(invalid)?);
        let fractional = index >= fraction_start;
        if bits >> 59 == 0 {
            bits = bits << 4 | digit;
            scale -= if fractional { 4 } else { 0 };
        } else {
            // What is shifted out is kept as one sticky bit, so that rounding stays exact.
            bits |= u64::from(digit != 0);
            scale += if fractional { 0 } else { 4 };
        }
    }
    Ok(checked_float(spelling, scaled(bits, scale, suffix), suffix))
}

/// `bits * 2^scale`, rounded once to float where that is the type.
fn scaled(bits: u64, scale: i64, suffix: FloatSuffix) -> f64 {
    if bits == 0 {
        return 0.0;
    }
    let top = 63 - i64::from(bits.leading_zeros()) + scale;
    // The last place that the type keeps at this magnitude: 24 or 53 significant bits, fewer in
    // the subnormal range.
    let (digits, lowest) = match suffix {
        FloatSuffix::Float => (24, -149),
        FloatSuffix::Half | FloatSuffix::Bfloat => (53, -1074),
    };
    let unit = (top - digits + 1).max(lowest);
    let dropped = unit - scale;
    let kept = match dropped {
        ..=0 => return bits as f64 * power_of_two(scale),
        1..=64 => {
            let wide = u128::from(bits);
            let kept = wide >> dropped;
            let rest = wide & ((1 << dropped) - 1);
            let half = 1_u128 << (dropped - 1);
            kept + u128::from(rest > half || rest == half && kept & 1 == 1)
        }
        _ => 0,
    };
    kept as f64 * power_of_two(unit)
}

/// `2^exponent` without a rounding on the way down.
fn power_of_two(exponent: i64) -> f64 {
    let exponent = i32::try_from(exponent.clamp(-1074, 1100)).expect("it was clamped");
    // Halves are exact down to the smallest subnormal.
    2.0_f64.powi(exponent / 2) * 2.0_f64.powi(exponent - exponent / 2)
}

fn checked_float(spelling: &str, value: f64, suffix: FloatSuffix) -> Value {
    let (name, largest) = match suffix {
        FloatSuffix::Float => ("float", f64::from(f32::MAX)),
        FloatSuffix::Half => ("half", 65504.0),
        FloatSuffix::Bfloat => ("bfloat", f64::from(half::bf16::MAX)),
    };
    Value {
        literal: Literal::Float(value, suffix),
        warning: (value > largest)
            .then(|| format!("`{spelling}` is larger than the largest {name}: it is infinite")),
    }
}

/// The value of a character literal with its quotes.
pub(crate) fn character(spelling: &str) -> Result<Literal, String> {
    let inside = spelling
        .find('\'')
        .map_or("", |at| &spelling[at + 1..spelling.len() - 1]);
    let bytes = unescape(inside)?;
    match bytes[..] {
        [byte] => Ok(Literal::Char(byte)),
        [] => Err("expected a character between the quotes, found none".to_owned()),
        _ => Err(format!("expected one character, found {spelling}")),
    }
}

/// The content of a string literal with its quotes and prefix.
pub(crate) fn string(spelling: &str) -> Result<String, String> {
    let (prefix, rest) = spelling.split_once('"').unwrap_or(("", spelling));
    let inside = &rest[..rest.len().saturating_sub(1)];
    if prefix.ends_with('R') {
        let delimiter = inside.find('(').unwrap_or(0);
        let end = inside.len().saturating_sub(delimiter + 1);
        return Ok(inside.get(delimiter + 1..end).unwrap_or("").to_owned());
    }
    Ok(String::from_utf8_lossy(&unescape(inside)?).into_owned())
}

/// The bytes that a text with escape sequences stands for.
fn unescape(text: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        if c == '\\' {
            let (byte, length) = escape(rest)?;
            bytes.push(byte);
            rest = &rest[length..];
        } else {
            bytes.extend_from_slice(&rest.as_bytes()[..c.len_utf8()]);
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(bytes)
}

/// The byte of the escape sequence at the beginning of `text`, and its length.
fn escape(text: &str) -> Result<(u8, usize), String> {
    let simple = match text.as_bytes().get(1) {
        Some(b'n') => b'\n',
        Some(b't') => b'\t',
        Some(b'r') => b'\r',
        Some(b'a') => 0x07,
        Some(b'b') => 0x08,
        Some(b'f') => 0x0c,
        Some(b'v') => 0x0b,
        Some(&byte @ (b'\\' | b'\'' | b'"' | b'?')) => byte,
        Some(b'x') => return numeric_escape(text, 2, 16),
        Some(b'0'..=b'7') => return numeric_escape(text, 1, 8),
        _ => {
            let found: String = text.chars().take(2).collect();
            return Err(format!("unknown escape `{found}`"));
        }
    };
    Ok((simple, 2))
}

/// `\x41` or `\101`; the digits begin at `start`.
fn numeric_escape(text: &str, start: usize, radix: u32) -> Result<(u8, usize), String> {
    // [lex.ccon]: an octal escape has at most three digits, a hexadecimal one any number.
    let most = if radix == 8 { 3 } else { usize::MAX };
    let digits = text[start..]
        .chars()
        .take(most)
        .take_while(|c| c.is_digit(radix))
        .count();
    let written = &text[..start + digits];
    u8::from_str_radix(&text[start..start + digits], radix)
        .map(|byte| (byte, start + digits))
        .map_err(|_| format!("the escape `{written}` is not a byte"))
}

#[cfg(test)]
mod tests {
    use super::{character, number, string};
    use crate::syntax::ast::{FloatSuffix, Literal};

    #[track_caller]
    fn int(text: &str) -> (u64, bool, bool, bool) {
        match number(text).map(|value| value.literal) {
            Ok(Literal::Int {
                value,
                unsigned,
                long,
                decimal,
            }) => (value, unsigned, long, decimal),
            other => panic!("{text}: {:?}", other.err()),
        }
    }

    #[track_caller]
    fn float(text: &str) -> (f64, FloatSuffix) {
        match number(text).map(|value| value.literal) {
            Ok(Literal::Float(value, suffix)) => (value, suffix),
            other => panic!("{text}: {:?}", other.err()),
        }
    }

    #[test]
    fn integers_have_values_and_suffixes() {
        assert_eq!(int("0"), (0, false, false, true));
        assert_eq!(int("42"), (42, false, false, true));
        assert_eq!(int("052"), (42, false, false, false));
        assert_eq!(int("0x2A"), (42, false, false, false));
        assert_eq!(int("0b101010"), (42, false, false, false));
        assert_eq!(int("1'000'000"), (1_000_000, false, false, true));
        assert_eq!(int("7u"), (7, true, false, true));
        assert_eq!(int("7L"), (7, false, true, true));
        for suffix in ["ul", "UL", "lu", "ull", "LLU", "uz"] {
            assert_eq!(int(&format!("0xff{suffix}")), (255, true, true, false));
        }
        assert_eq!(int("18446744073709551615").0, u64::MAX);
    }

    #[test]
    fn floats_have_the_type_of_their_suffix() {
        for text in [
            "1.5", "1.5f", "1.5F", "15e-1", "0x1.8p0", "0x18p-4f", ".15e+1",
        ] {
            assert_eq!(float(text), (1.5, FloatSuffix::Float), "{text}");
        }
        assert_eq!(float("1."), (1.0, FloatSuffix::Float));
        assert_eq!(float("3e0f"), (3.0, FloatSuffix::Float));
        assert_eq!(float("1.5h"), (1.5, FloatSuffix::Half));
        assert_eq!(float("1.5H"), (1.5, FloatSuffix::Half));
        assert_eq!(float("2h"), (2.0, FloatSuffix::Half));
        assert_eq!(float("1.5bf"), (1.5, FloatSuffix::Bfloat));
        assert_eq!(float("2BF"), (2.0, FloatSuffix::Bfloat));
    }

    /// By way of a double this number would be rounded to even twice, to the wrong float.
    #[test]
    fn floats_are_rounded_once() {
        // 1 + 2^-24 + 2^-60 lies above the middle between 1 and the next float.
        let above = "1.00000005960464477626053403387";
        assert_eq!(float(above).0, f64::from(1.0_f32.next_up()));
        assert_eq!(
            float("0x1.000001000000001p0").0,
            f64::from(1.0_f32.next_up())
        );
        assert_eq!(float("0x1.000001p0").0, 1.0);
        assert_eq!(
            float("0x1.000003p0").0,
            f64::from(1.0_f32.next_up().next_up())
        );
    }

    #[test]
    fn hexadecimal_floats_reach_the_ends_of_the_range() {
        assert_eq!(float("0x1p-149").0, f64::from(f32::from_bits(1)));
        assert_eq!(float("0x1p-150").0, 0.0);
        assert_eq!(float("0x1.8p-150").0, f64::from(f32::from_bits(1)));
        assert_eq!(float("0x1.fffffep127").0, f64::from(f32::MAX));
        assert_eq!(float("0x0p0").0, 0.0);
        assert_eq!(float("0x0.0000000000000000000001p88").0, 1.0);
        assert_eq!(float("0x100000000000000000000p-80").0, 1.0);
        let huge = number("0x1p99999999").map(|value| value.warning.is_some());
        assert_eq!(huge, Ok(true));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "1x",
            "0b",
            "0b2",
            "0x",
            "08",
            "1.0.0",
            "1e",
            "1e+",
            "0x1.0",
            "0x.p1",
            "0x1p",
            "1.0ff",
            "99999999999999999999",
            "1_000",
            "0xg",
            "1u8",
            "1.5l",
        ] {
            assert!(number(text).is_err(), "{text}");
        }
    }

    #[test]
    fn escapes_stand_for_bytes() {
        assert_eq!(character("'a'"), Ok(Literal::Char(b'a')));
        assert_eq!(character(r"'\n'"), Ok(Literal::Char(b'\n')));
        assert_eq!(character(r"'\0'"), Ok(Literal::Char(0)));
        assert_eq!(character(r"'\x7f'"), Ok(Literal::Char(0x7f)));
        assert_eq!(character(r"'\101'"), Ok(Literal::Char(b'A')));
        assert_eq!(character("u8'a'"), Ok(Literal::Char(b'a')));
        for text in ["''", "'ab'", r"'\q'", r"'\x'", r"'\x100'", "'é'"] {
            assert!(character(text).is_err(), "{text}");
        }
        assert_eq!(string(r#""a\tb\"""#), Ok("a\tb\"".to_owned()));
        assert_eq!(string(r#"R"x(a\t")")x""#), Ok(r#"a\t")""#.to_owned()));
        assert_eq!(string("\"é\""), Ok("é".to_owned()));
    }
}
