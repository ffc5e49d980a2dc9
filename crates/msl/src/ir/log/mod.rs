//! Log messages: what a kernel may say, and how a message lies in a launch's log buffer.
//!
//! What it is not: it neither collects the records of a GPU nor decides who gets the messages; the
//! runtime does.
//!
//! There is one renderer for all devices. It follows C11 7.21.6.1 to the letter where that says what is
//! printed, so a message reads as on a Mac: integers narrower than `int` are promoted, floats are
//! printed exactly from their binary value and rounded half to even. A vector's components are
//! converted one by one, with a comma between two (OpenCL C 6.15.14). Where C leaves it open, a
//! NaN has no sign, and a null pointer is `0x0`.
//!
//! # The buffer
//!
//! Every device that runs kernels elsewhere than in the host's own code writes one buffer of 32-bit
//! words a launch, which begins with zeros:
//!
//! ```text
//! word 0    words that records asked for, this header not counted
//! word 1    records for which there was no room
//! word 2..  records, one after the other
//! ```
//!
//! A thread takes room for a record of `n` words by adding `n` to word 0 (relaxed, device scope). If the
//! sum is more than the buffer has, it adds 1 to word 1 instead of writing; once word 0 has reached
//! the end it need not add to it any more, so that it never wraps. A record is:
//!
//! ```text
//! word 0       1 + index of the format in `Module::logs`; 0 where no record begins
//! word 1..3    the thread's position in the grid: x, y, z
//! word 4..     the values, in the order of the operands of `Op::Log`
//! ```
//!
//! A value is of 32 bits and takes a word, or of 64 and takes two, the lower half first; a vector is its
//! components. Bits of a float are those of IEEE binary32.
//!
//! The host puts records in order of their threadgroups (x fastest), then of threads in it; those of
//! one thread keep the order in which it took room for them.
//!
//! Source: clause "Logging" of the specification (`<metal_logging>`).

mod buffer;
mod float;
mod format;
mod render;

pub use buffer::{LogBuffer, LogRecord};
pub use format::{Conversion, Fault, Piece, parse};
pub use render::render;

use super::Scalar;
use crate::source::Span;

/// Bytes of a launch's log buffer, as Metal has it by default.
pub const LOG_BUFFER_BYTES: usize = 1 << 20;
/// Words before the first record.
pub const LOG_BUFFER_HEADER_WORDS: usize = 2;
/// Words of a record before its values.
pub const LOG_RECORD_HEADER_WORDS: usize = 4;

/// How grave a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LogLevel {
    /// `log_debug`.
    Debug,
    /// `log_info`.
    Info,
    /// `log`.
    Default,
    /// `log_error`.
    Error,
    /// `log_fault`.
    Fault,
}

impl LogLevel {
    /// All, the least grave first.
    pub const ALL: [Self; 5] = [
        Self::Debug,
        Self::Info,
        Self::Default,
        Self::Error,
        Self::Fault,
    ];

    /// The method of `os_log` that logs at this level.
    #[must_use]
    pub const fn method(self) -> &'static str {
        match self {
            Self::Debug => "log_debug",
            Self::Info => "log_info",
            Self::Default => "log",
            Self::Error => "log_error",
            Self::Fault => "log_fault",
        }
    }

    /// What a person calls it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debug => "debug",
            Self::Info => "info",
            Self::Default => "log",
            Self::Error => "error",
            Self::Fault => "fault",
        }
    }
}

/// Where an `os_log` of the program's own belongs.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Logger {
    /// First argument of its constructor.
    pub subsystem: String,
    /// Second argument of its constructor.
    pub category: String,
}

/// A message that some [`Op::Log`](super::Op::Log) logs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFormat {
    /// How grave.
    pub level: LogLevel,
    /// Whose; `None` is `os_log_default`.
    pub logger: Option<Logger>,
    /// The text, with the places of values in it.
    pub parts: Vec<LogPart>,
    /// The call.
    pub span: Span,
}

/// A part of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogPart {
    /// As it stands.
    Text(String),
    /// A string that the program gives for `%s`: known where it is compiled, so no operand.
    String(LogConversion, String),
    /// The next operand: a scalar, or a vector of so many components.
    Value(LogConversion, Scalar, u8),
}

/// A conversion specification: `%-8.3v4f`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogConversion {
    /// `-`, `+`, ` `, `#`, `0`.
    pub flags: LogFlags,
    /// At least so many characters.
    pub width: u32,
    /// Digits, or characters of a string.
    pub precision: Option<u32>,
    /// Components, for a vector; 1 for all else.
    pub lanes: u8,
    /// What is said of the value's size.
    pub length: LogLength,
    /// One of `diouxXfFeEgGaAcsp`.
    pub letter: char,
}

/// Flags of a conversion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogFlags {
    /// `-`: filled up on the right.
    pub left: bool,
    /// `+`: a sign before what is not negative.
    pub plus: bool,
    /// ` `: a space there.
    pub space: bool,
    /// `#`: the alternative form.
    pub alternative: bool,
    /// `0`: filled up with zeros.
    pub zero: bool,
}

/// Length modifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LogLength {
    /// None.
    #[default]
    Own,
    /// `hh`: 8 bits.
    Hh,
    /// `h`: 16 bits.
    H,
    /// `hl`: 32 bits, of vectors.
    Hl,
    /// `l`, and `ll`, `z`, `t` and `j`, which are the same on Metal: 64 bits.
    L,
}

impl LogFormat {
    /// Words of a record of it.
    #[must_use]
    pub fn record_words(&self) -> usize {
        let values = self.values();
        let words = values.map(|(scalar, lanes)| words(scalar) * usize::from(lanes));
        LOG_RECORD_HEADER_WORDS + words.sum::<usize>()
    }

    /// Types of the operands.
    pub fn values(&self) -> impl Iterator<Item = (Scalar, u8)> + '_ {
        self.parts.iter().filter_map(|part| match part {
            LogPart::Value(_, scalar, lanes) => Some((*scalar, *lanes)),
            LogPart::Text(_) | LogPart::String(..) => None,
        })
    }

    /// What is logged, as the program writes it, and the strings for its `%s`.
    #[must_use]
    pub fn text(&self) -> (String, Vec<&str>) {
        let (mut text, mut strings) = (String::new(), Vec::new());
        for part in &self.parts {
            match part {
                LogPart::Text(plain) => text += &plain.replace('%', "%%"),
                LogPart::String(conversion, string) => {
                    text += &conversion.spelling();
                    strings.push(string.as_str());
                }
                LogPart::Value(conversion, ..) => text += &conversion.spelling(),
            }
        }
        (text, strings)
    }
}

/// Words that a value of this type takes.
const fn words(scalar: Scalar) -> usize {
    if scalar.size_bytes() > 4 { 2 } else { 1 }
}

/// Types that values have in a record: C promotes all others to these, and a float stays one.
#[must_use]
pub const fn is_logged(scalar: Scalar) -> bool {
    matches!(
        scalar,
        Scalar::I32 | Scalar::U32 | Scalar::F32 | Scalar::I64 | Scalar::U64
    )
}

impl LogConversion {
    /// As it is written.
    #[must_use]
    pub fn spelling(&self) -> String {
        let mut text = "%".to_owned();
        let LogFlags {
            left,
            plus,
            space,
            alternative,
            zero,
        } = self.flags;
        let flags = [
            (left, '-'),
            (plus, '+'),
            (space, ' '),
            (alternative, '#'),
            (zero, '0'),
        ];
        text.extend(flags.iter().filter(|(is, _)| *is).map(|(_, flag)| flag));
        if self.width > 0 {
            text += &self.width.to_string();
        }
        if let Some(precision) = self.precision {
            text += &format!(".{precision}");
        }
        if self.lanes > 1 {
            text += &format!("v{}", self.lanes);
        }
        text += match self.length {
            LogLength::Own => "",
            LogLength::Hh => "hh",
            LogLength::H => "h",
            LogLength::Hl => "hl",
            LogLength::L => "l",
        };
        text.push(self.letter);
        text
    }
}
