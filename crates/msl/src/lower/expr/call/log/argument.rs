//! An argument of a log message, and whether its conversion prints it.

use super::{Given, Text};
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{LogConversion, LogLength, LogPart, Scalar, ValueId, log::Conversion},
    lower::{
        Lowerer,
        conversion::promote,
        expr::operand::Operand,
        ty::{Ty, TyKind},
    },
    source::Span,
};

impl Lowerer<'_> {
    /// A conversion with its argument, evaluated; `None` where an error was reported.
    pub(super) fn log_part(
        &mut self,
        format: &Text,
        conversion: &Conversion,
        argument: Given,
    ) -> Option<(LogPart, Option<ValueId>)> {
        let spec = conversion.spec;
        let operand = match argument {
            Given::Text(string) if spec.letter == 's' => {
                return Some((LogPart::String(spec, string.text), None));
            }
            Given::Text(string) => {
                let instead = LogConversion {
                    letter: 's',
                    ..spec
                };
                let found = "a string".to_owned();
                self.log_mismatch(format, conversion, (found, string.span), Some(instead));
                return None;
            }
            Given::Value(operand) => operand,
        };
        if matches!(
            self.tys[operand.ty],
            TyKind::Pointer(_) | TyKind::Array { .. }
        ) && spec.letter == 'p'
        {
            let pointer = self.rvalue(operand);
            let pointer = self.value(&pointer);
            let number = self.address_of_pointer(pointer, format.place(&conversion.at));
            let value = self.value(&number);
            return Some((LogPart::Value(spec, Scalar::U64, 1), Some(value)));
        }
        self.log_number(format, conversion, operand)
    }

    /// A number or vector, as C passes it to a function of variable arguments.
    fn log_number(
        &mut self,
        format: &Text,
        conversion: &Conversion,
        operand: Operand,
    ) -> Option<(LogPart, Option<ValueId>)> {
        let (spec, written) = (conversion.spec, operand.ty);
        let operand = self.unpacked(operand);
        let shape = self.tys.shape(operand.ty);
        let fits = shape.is_some_and(|(scalar, lanes)| {
            lanes == spec.lanes
                && match spec.letter {
                    's' | 'p' => false,
                    letter => scalar.is_float() == is_float(letter),
                }
        });
        let Some((scalar, lanes)) = shape.filter(|_| fits) else {
            let mut instead = shape.map(|(scalar, lanes)| natural(spec, scalar, lanes));
            if let TyKind::Pointer(_) = self.tys[operand.ty] {
                instead = Some(LogConversion {
                    letter: 'p',
                    lanes: 1,
                    length: LogLength::Own,
                    ..spec
                });
            }
            let found = format!("`{}`", self.ty_name(written));
            self.log_mismatch(format, conversion, (found, operand.span), instead);
            return None;
        };
        self.check_log_size(format, conversion, (scalar, written));
        let to = match scalar {
            Scalar::F16 | Scalar::BF16 | Scalar::F32 => Scalar::F32,
            scalar => promote(scalar),
        };
        let ty = match lanes {
            1 => Ty::scalar(to),
            _ => self.tys.vector(to, lanes),
        };
        let promoted = self.convert_value(&operand, ty);
        let value = self.value(&promoted);
        Some((LogPart::Value(spec, to, lanes), Some(value)))
    }

    fn log_mismatch(
        &mut self,
        format: &Text,
        conversion: &Conversion,
        (found, argument): (String, Span),
        instead: Option<LogConversion>,
    ) {
        let written = &format.text[conversion.at.clone()];
        let at = format.place(&conversion.at);
        let message = format!(
            "expected {} for `{written}`, found {found}",
            wanted(&conversion.spec)
        );
        let mut diagnostic = Diagnostic::error("log-argument-mismatch", at, message)
            .with_related(argument, "this is its argument");
        if let Some(instead) = instead.map(|instead| instead.spelling()) {
            diagnostic = diagnostic
                .with_help(format!("write `{instead}`"))
                .with_suggestion(Suggestion::replace(at, written, &instead));
        }
        self.report(diagnostic);
    }

    /// Warns of 64 bits that are said to be 32, and the reverse.
    fn check_log_size(
        &mut self,
        format: &Text,
        conversion: &Conversion,
        (scalar, ty): (Scalar, Ty),
    ) {
        let spec = conversion.spec;
        let is_long = scalar.size_bytes() == 8;
        if scalar.is_float() || is_long == (spec.length == LogLength::L) {
            return;
        }
        let instead = natural(spec, scalar, spec.lanes).spelling();
        let written = &format.text[conversion.at.clone()];
        let at = format.place(&conversion.at);
        let bits = if is_long { 32 } else { 64 };
        let message = format!(
            "`{written}` is for {bits} bits, and its argument is `{}`",
            self.ty_name(ty)
        );
        let diagnostic = Diagnostic::warning("log-argument-mismatch", at, message)
            .with_note("here the whole value is printed all the same")
            .with_help(format!("write `{instead}`"))
            .with_suggestion(Suggestion::replace(at, written, &instead));
        self.report(diagnostic);
    }
}

fn is_float(letter: char) -> bool {
    "fFeEgGaA".contains(letter)
}

/// What a conversion takes.
fn wanted(spec: &LogConversion) -> String {
    let (one, many) = match spec.letter {
        's' => return "a string literal".to_owned(),
        'p' => return "a pointer".to_owned(),
        letter if is_float(letter) => ("a float", "floats"),
        _ => ("an integer", "integers"),
    };
    match spec.lanes {
        1 => one.to_owned(),
        lanes => format!("a vector of {lanes} {many}"),
    }
}

/// The conversion for a type, as like this one as can be.
fn natural(spec: LogConversion, scalar: Scalar, lanes: u8) -> LogConversion {
    let kept = scalar.is_float() == is_float(spec.letter) && !"sp".contains(spec.letter);
    let letter = match scalar {
        _ if kept && (lanes == 1 || spec.letter != 'c') => spec.letter,
        scalar if scalar.is_float() => 'f',
        Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64 => 'u',
        _ => 'd',
    };
    let length = match scalar.size_bytes() {
        8 => LogLength::L,
        _ => LogLength::Own,
    };
    LogConversion {
        letter,
        lanes,
        length,
        ..spec
    }
}
