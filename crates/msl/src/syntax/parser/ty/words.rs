//! Types that are spelled in several words, such as `unsigned long`.

use super::named_path;
use crate::syntax::parser::Parser;
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    source::Span,
    syntax::ast::{Name, Qualifiers, Type, TypeKind},
};

/// How often the combinable words of a type were written.
#[derive(Default)]
pub(super) struct TypeWords {
    pub(super) unsigned: bool,
    pub(super) signed: bool,
    pub(super) short: bool,
    pub(super) long: bool,
    pub(super) base: Option<&'static str>,
    pub(super) span: Option<Span>,
}

impl TypeWords {
    /// Adds a word; false if it does not go with the others.
    pub(super) fn add(&mut self, word: &str) -> bool {
        let base = match word {
            "unsigned" if !self.signed => return !std::mem::replace(&mut self.unsigned, true),
            "signed" if !self.unsigned => return !std::mem::replace(&mut self.signed, true),
            "short" if !self.long => return !std::mem::replace(&mut self.short, true),
            "long" if !self.short => {
                self.long = true;
                return true;
            }
            "int" => "int",
            "char" => "char",
            "void" => "void",
            "bool" => "bool",
            "float" => "float",
            "half" => "half",
            "bfloat" => "bfloat",
            "double" => "double",
            _ => return false,
        };
        self.base.replace(base).is_none()
    }

    /// The canonical name; `None` for words that do not go together.
    fn name(&self) -> Option<&'static str> {
        let sized = self.short || self.long;
        let signedness = self.signed || self.unsigned;
        Some(match self.base {
            None | Some("int") => match (self.short, self.long, self.unsigned) {
                (true, _, false) => "short",
                (true, _, true) => "ushort",
                (_, true, false) => "long",
                (_, true, true) => "ulong",
                (_, _, false) => "int",
                (_, _, true) => "uint",
            },
            Some("char") if !sized && self.unsigned => "uchar",
            Some("char") if !sized => "char",
            Some("double") if !signedness => "double",
            Some(base) if !sized && !signedness => base,
            Some(_) => return None,
        })
    }
}

impl Parser<'_> {
    pub(super) fn combined_type(&mut self, words: &TypeWords, span: Span) -> Type {
        let kind = match words.name() {
            Some("double") => {
                self.report(
                    Diagnostic::error("unsupported-feature", span, "`double` is not supported")
                        .with_note("Metal has no double-precision type")
                        .with_help("use `float`")
                        .with_suggestion(Suggestion::replace(span, "double", "float")),
                );
                TypeKind::Error
            }
            Some(name) => TypeKind::Path(named_path(Name::fixed(name), span)),
            None => {
                self.error(
                    "syntax-error",
                    span,
                    "these words do not make a type together",
                );
                TypeKind::Error
            }
        };
        Type {
            kind,
            qualifiers: Qualifiers::default(),
            span,
        }
    }
}
