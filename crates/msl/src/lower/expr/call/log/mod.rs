//! Log messages: `os_log`'s methods, and `printf`, which Metal does not have and people write.
//!
//! The format is read here, since it must be known when a kernel is compiled; what it becomes and how
//! records lie is in [`log`](crate::ir::log).

mod argument;

use crate::lower::expr::operand::Operand;
use crate::{
    diagnostic::{Diagnostic, Suggestion, closest},
    ir::{
        Const, LogFormat, LogLevel, LogPart, Logger, Op, ValueId,
        log::{self, Conversion, Piece},
    },
    lower::{Lowerer, scope::Entity, spelling::Named, ty::Ty},
    source::Span,
    syntax::ast::{self, ExprKind, Initializer},
};
use std::ops::Range;

const DEFAULT_LOGGER: &str = "os_log_default";

/// A string that the program writes.
struct Text {
    text: String,
    span: Span,
}

/// An argument behind the format.
enum Given {
    Text(Text),
    Value(Operand),
}

/// A call that logs.
struct Call {
    level: LogLevel,
    logger: Option<Logger>,
    span: Span,
}

impl<'a> Lowerer<'a> {
    /// A method of the library's `os_log`; `None` if the object is no such.
    pub(super) fn log_method(
        &mut self,
        (base, object): (&'a ast::Expr, &Operand),
        method: &'a ast::Ident,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Option<Operand> {
        let record = self.tys.record(object.ty)?;
        if self.records[record.index()].name != "os_log" {
            return None;
        }
        let mut levels = LogLevel::ALL.into_iter();
        let Some(level) = levels.find(|level| level.method() == method.name) else {
            self.exprs(args);
            self.no_log_method(method);
            return Some(Operand::error(span));
        };
        let logger = self.logger(base);
        let call = Call {
            level,
            logger,
            span,
        };
        Some(self.log(call, args))
    }

    fn no_log_method(&mut self, method: &ast::Ident) {
        let methods = LogLevel::ALL.map(LogLevel::method);
        let message = format!("`os_log` has no method `{}`", method.name);
        let diagnostic = Diagnostic::error("unknown-member", method.span, message);
        self.report(match closest(&method.name, methods) {
            Some(similar) => diagnostic.with_meant(&method.name, similar),
            None => diagnostic.with_help(format!("there are `{}`", methods.join("`, `"))),
        });
    }

    /// `printf(format, …)`.
    pub(super) fn print_call(
        &mut self,
        name: &'a ast::Ident,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Operand {
        let instead = format!("{DEFAULT_LOGGER}.log");
        let diagnostic = Diagnostic::warning("printf-call", name.span, "Metal has no `printf`")
            .with_note("here it logs a message at the default level")
            .with_help(format!(
                "write `{instead}(...)`, which `<metal_logging>` declares"
            ))
            .with_suggestion(Suggestion::replace(name.span, &name.name, &instead));
        self.report(diagnostic);
        let call = Call {
            level: LogLevel::Default,
            logger: None,
            span,
        };
        self.log(call, args)
    }

    /// What the constructor of a logger was given, where the program names it.
    fn logger(&mut self, base: &'a ast::Expr) -> Option<Logger> {
        let ExprKind::Path(path) = &base.kind else {
            return None;
        };
        let scope = self.scope();
        let Named::Entity(Entity::Static(id)) = self.named(path, scope) else {
            return None;
        };
        let variable = self.statics[id].variable;
        if variable.name.name == DEFAULT_LOGGER {
            return None;
        }
        let (Initializer::Parens(args) | Initializer::Braces(args)) = variable.init.as_ref()?
        else {
            return None;
        };
        match args.as_slice() {
            [
                ast::Expr {
                    kind: ExprKind::String(subsystem),
                    ..
                },
                ast::Expr {
                    kind: ExprKind::String(category),
                    ..
                },
            ] => Some(Logger {
                subsystem: subsystem.clone(),
                category: category.clone(),
            }),
            _ => None,
        }
    }

    fn log(&mut self, call: Call, args: &'a [ast::Expr]) -> Operand {
        let span = call.span;
        let mut given = self.log_arguments(args).into_iter();
        let format = match given.next() {
            Some(Given::Text(format)) => format,
            other => {
                self.no_format(other, span);
                return Operand::error(span);
            }
        };
        let given: Vec<Given> = given.collect();
        let (pieces, faults) = log::parse(&format.text);
        let failed = !faults.is_empty();
        for fault in faults {
            let at = format.place(&fault.at);
            let mut diagnostic = Diagnostic::error("invalid-log-format", at, fault.message);
            if let Some(help) = fault.help {
                diagnostic = diagnostic.with_help(help);
            }
            if let Some(instead) = &fault.instead {
                let written = &format.text[fault.at.clone()];
                diagnostic = diagnostic.with_suggestion(Suggestion::replace(at, written, instead));
            }
            self.report(diagnostic);
        }
        let is_error = |given: &Given| matches!(given, Given::Value(value) if value.is_error());
        if failed || given.iter().any(is_error) {
            return Operand::error(span);
        }
        match self.log_parts(&format, pieces, given) {
            Some((parts, args)) => self.log_value(call, parts, args),
            None => Operand::error(span),
        }
    }

    fn log_value(&mut self, call: Call, parts: Vec<LogPart>, args: Vec<ValueId>) -> Operand {
        let span = call.span;
        let format = LogFormat {
            level: call.level,
            logger: call.logger,
            parts,
            span,
        };
        // A call that is tried first and lowered then is one message.
        let known = self.logs.iter().rposition(|known| *known == format);
        let index = known.unwrap_or(self.logs.len());
        if known.is_none() {
            self.logs.push(format);
        }
        let format = u32::try_from(index).expect("a source has fewer calls");
        let void = self.ir(Ty::VOID);
        self.eval(Op::Log { format, args }, void, span);
        Operand::constant(Ty::VOID, Const::Zero, span)
    }

    /// Strings stay text; all else is evaluated.
    fn log_arguments(&mut self, args: &'a [ast::Expr]) -> Vec<Given> {
        let mut given = Vec::new();
        for arg in args {
            match written(arg) {
                Some(text) => given.push(Given::Text(text)),
                None => {
                    for operand in self.exprs(std::slice::from_ref(arg)) {
                        given.push(match self.known_text(&operand) {
                            Some(text) => Given::Text(text),
                            None => Given::Value(operand),
                        });
                    }
                }
            }
        }
        given
    }

    /// The text of an array of `char` in constant memory.
    fn known_text(&mut self, operand: &Operand) -> Option<Text> {
        let content = self.table_content(operand)?;
        let bytes = content.iter().map(|byte| match byte {
            Const::Scalar(bits) => *bits as u8,
            _ => 0,
        });
        let bytes: Vec<u8> = bytes.take_while(|byte| *byte != 0).collect();
        Some(Text {
            text: String::from_utf8_lossy(&bytes).into_owned(),
            span: operand.span,
        })
    }

    fn no_format(&mut self, found: Option<Given>, span: Span) {
        let (found, at) = match found {
            Some(Given::Value(value)) if value.is_error() => return,
            Some(Given::Value(value)) => (format!("`{}`", self.ty_name(value.ty)), value.span),
            _ => ("none".to_owned(), span),
        };
        let message = format!("expected a string literal as format, found {found}");
        let diagnostic = Diagnostic::error("invalid-log-format", at, message);
        self.report(diagnostic.with_help("the format must be known when the kernel is compiled"));
    }

    /// Conversions with their arguments; `None` where an error was reported.
    fn log_parts(
        &mut self,
        format: &Text,
        pieces: Vec<Piece>,
        given: Vec<Given>,
    ) -> Option<(Vec<LogPart>, Vec<ValueId>)> {
        let count = given.len();
        let mut given = given.into_iter();
        let (mut parts, mut values) = (Vec::new(), Vec::new());
        let mut failed = false;
        for piece in pieces {
            let conversion = match piece {
                Piece::Text(text) => {
                    parts.push(LogPart::Text(text));
                    continue;
                }
                Piece::Conversion(conversion) => conversion,
            };
            let Some(argument) = given.next() else {
                self.no_log_argument(format, &conversion, count);
                return None;
            };
            match self.log_part(format, &conversion, argument) {
                Some((part, value)) => {
                    parts.push(part);
                    values.extend(value);
                }
                None => failed = true,
            }
        }
        if let Some(extra) = given.next() {
            let span = match extra {
                Given::Text(text) => text.span,
                Given::Value(value) => value.span,
            };
            let message = "no conversion of the format prints this argument";
            self.error("log-argument-mismatch", span, message);
            failed = true;
        }
        (!failed).then_some((parts, values))
    }

    fn no_log_argument(&mut self, format: &Text, conversion: &Conversion, count: usize) {
        let written = &format.text[conversion.at.clone()];
        let given = match count {
            0 => "none is given".to_owned(),
            1 => "1 is given".to_owned(),
            _ => format!("{count} are given"),
        };
        let message = format!("expected an argument for `{written}`; {given}");
        let at = format.place(&conversion.at);
        let mut diagnostic = Diagnostic::error("log-argument-mismatch", at, message);
        if conversion.spec.flags.space {
            diagnostic = diagnostic.with_help("write `%%` for a percent sign");
        }
        self.report(diagnostic);
    }
}

impl Text {
    /// Where a part of the text stands in the source: the literal as a whole where that has escapes that
    /// can be written in several ways, or consists of several literals.
    fn place(&self, at: &Range<usize>) -> Span {
        let length = |text: &str| text.chars().map(written_bytes).sum::<usize>();
        let quoted = (self.span.end - self.span.start) as usize;
        if length(&self.text) + 2 != quoted {
            return self.span;
        }
        let offset = |byte: usize| 1 + length(&self.text[..byte]) as u32;
        Span {
            start: self.span.start + offset(at.start),
            end: self.span.start + offset(at.end),
            ..self.span
        }
    }
}

/// Bytes that a character takes in a literal.
const fn written_bytes(char: char) -> usize {
    match char {
        '\n' | '\t' | '\r' | '\x07' | '\x08' | '\x0b' | '\x0c' | '\\' | '"' => 2,
        _ => char.len_utf8(),
    }
}

/// A string literal.
fn written(expr: &ast::Expr) -> Option<Text> {
    match &expr.kind {
        ExprKind::String(text) => Some(Text {
            text: text.clone(),
            span: expr.span,
        }),
        ExprKind::Paren(inner) => written(inner),
        _ => None,
    }
}
