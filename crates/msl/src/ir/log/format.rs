//! Reads a format string: text, and conversion specifications with their places in it.
//!
//! It knows no arguments. What is wrong with a conversion by itself is a [`Fault`]; whether it fits its
//! argument is for whoever has that.

use crate::ir::{LogConversion, LogFlags, LogLength};
use std::ops::Range;

/// No conversion is required to print more (C11 7.21.6.1/15).
const MAX_CHARACTERS: u32 = 4095;

/// A part of a format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Printed as it stands, `%%` as one `%`.
    Text(String),
    /// Takes an argument.
    Conversion(Conversion),
}

/// A conversion specification and where it stands in the format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// What it says.
    pub spec: LogConversion,
    /// Its bytes.
    pub at: Range<usize>,
}

/// What is wrong with a conversion specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its bytes.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<&'static str>,
    /// Another spelling that does it.
    pub instead: Option<String>,
}

/// The parts of a format, and all that is wrong with them.
#[must_use]
pub fn parse(text: &str) -> (Vec<Piece>, Vec<Fault>) {
    let (mut pieces, mut faults) = (Vec::new(), Vec::new());
    let mut plain = String::new();
    let mut rest = text;
    while let Some(percent) = rest.find('%') {
        plain += &rest[..percent];
        rest = &rest[percent..];
        if let Some(behind) = rest.strip_prefix("%%") {
            plain.push('%');
            rest = behind;
            continue;
        }
        let start = text.len() - rest.len();
        let mut reader = Reader { rest: &rest[1..] };
        let result = reader.conversion();
        rest = reader.rest;
        let at = start..text.len() - rest.len();
        match result {
            Ok(spec) => {
                if !plain.is_empty() {
                    pieces.push(Piece::Text(std::mem::take(&mut plain)));
                }
                pieces.push(Piece::Conversion(Conversion { spec, at }));
            }
            Err((message, help)) => faults.push(Fault {
                instead: foreign(&text[at.clone()]),
                at,
                message,
                help,
            }),
        }
    }
    plain += rest;
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    (pieces, faults)
}

/// Habits of other languages, and what C writes.
fn foreign(conversion: &str) -> Option<String> {
    let to = match conversion.chars().last()? {
        'b' | 'D' => 'd',
        'h' => 'x',
        'U' => 'u',
        'S' => 's',
        _ => return None,
    };
    let kept = &conversion[..conversion.len() - 1];
    let known = parse(&format!("{kept}{to}")).1.is_empty();
    known.then(|| format!("{kept}{to}"))
}

type Wrong = (String, Option<&'static str>);

struct Reader<'t> {
    rest: &'t str,
}

impl Reader<'_> {
    fn take(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// What follows a `%`.
    fn conversion(&mut self) -> Result<LogConversion, Wrong> {
        let flags = self.flags();
        let width = self.number()?.unwrap_or(0);
        let precision = match self.take(".") {
            true => Some(self.number()?.unwrap_or(0)),
            false => None,
        };
        let lanes = self.lanes()?;
        let length = self.length();
        let letter = self.letter()?;
        let spec = LogConversion {
            flags,
            width,
            precision,
            lanes,
            length,
            letter,
        };
        check(&spec)?;
        Ok(spec)
    }

    fn flags(&mut self) -> LogFlags {
        let mut flags = LogFlags::default();
        loop {
            let flag = match self.rest.bytes().next() {
                Some(b'-') => &mut flags.left,
                Some(b'+') => &mut flags.plus,
                Some(b' ') => &mut flags.space,
                Some(b'#') => &mut flags.alternative,
                Some(b'0') => &mut flags.zero,
                _ => return flags,
            };
            *flag = true;
            self.rest = &self.rest[1..];
        }
    }

    fn number(&mut self) -> Result<Option<u32>, Wrong> {
        if self.take("*") {
            let message = "a width or precision that is an argument, `*`, is not supported";
            return Err((message.to_owned(), Some("write the number into the format")));
        }
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(digits);
        self.rest = rest;
        if digits.is_empty() {
            return Ok(None);
        }
        match digits.parse() {
            Ok(number) if number <= MAX_CHARACTERS => Ok(Some(number)),
            _ => {
                let message =
                    format!("expected at most {MAX_CHARACTERS} characters, found {digits}");
                Err((message, None))
            }
        }
    }

    fn lanes(&mut self) -> Result<u8, Wrong> {
        if !self.take("v") {
            return Ok(1);
        }
        match self.number()? {
            Some(lanes @ 2..=4) => Ok(lanes as u8),
            found => {
                let found = found.map_or_else(|| "no number".to_owned(), |n| format!("`{n}`"));
                let message = format!("expected 2, 3 or 4 components after `v`, found {found}");
                Err((message, None))
            }
        }
    }

    fn length(&mut self) -> LogLength {
        // The longer ones first.
        let words = [
            ("hh", LogLength::Hh),
            ("hl", LogLength::Hl),
            ("h", LogLength::H),
            ("ll", LogLength::L),
            ("l", LogLength::L),
            ("z", LogLength::L),
            ("t", LogLength::L),
            ("j", LogLength::L),
        ];
        let found = words.into_iter().find(|(word, _)| self.take(word));
        found.map_or(LogLength::Own, |(_, length)| length)
    }

    fn letter(&mut self) -> Result<char, Wrong> {
        let Some(letter) = self.rest.chars().next() else {
            let message = "expected a conversion such as `%d` after `%`, found the end".to_owned();
            return Err((message, Some("write `%%` for a percent sign")));
        };
        if letter.is_ascii_alphanumeric() {
            self.rest = &self.rest[1..];
        }
        match letter {
            _ if "diouxXfFeEgGaAcsp".contains(letter) => Ok(letter),
            'n' => Err((
                "`%n` writes to memory, which a log message cannot".to_owned(),
                None,
            )),
            _ if letter.is_ascii_alphanumeric() => {
                Err((format!("unknown conversion `{letter}`"), Some(KNOWN)))
            }
            _ => {
                let message =
                    format!("expected a conversion such as `%d` after `%`, found `{letter}`");
                Err((message, Some("write `%%` for a percent sign")))
            }
        }
    }
}

const KNOWN: &str = "there are `%d`, `%u`, `%x`, `%o`, `%f`, `%e`, `%g`, `%a`, `%c`, `%s`, `%p`, each with `v2`, \
                     `v3` or `v4` for vectors, and `%%`";

/// What no conversion can have.
fn check(spec: &LogConversion) -> Result<(), Wrong> {
    if spec.lanes > 1 && "csp".contains(spec.letter) {
        return Err((format!("`%{}` has no vector form", spec.letter), None));
    }
    if spec.lanes == 1 && spec.length == LogLength::Hl {
        let message = "the length `hl` is for vectors only".to_owned();
        return Err((message, Some("leave it out")));
    }
    Ok(())
}
