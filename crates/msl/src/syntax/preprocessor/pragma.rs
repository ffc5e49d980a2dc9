//! `#pragma` and `_Pragma`: requests to unroll loops are kept, what changes nothing is ignored.

use super::{Item, Preprocessor};
use crate::{
    diagnostic::Diagnostic,
    syntax::{
        ast::{Literal, Unroll},
        lexer::Lexer,
        literal,
        token::{Punct, RawKind, RawToken},
    },
};

/// Namespaces of pragmas that other compilers read and that change no meaning.
const IGNORED: [&str; 11] = [
    "clang",
    "GCC",
    "METAL",
    "mark",
    "message",
    "region",
    "endregion",
    "omp",
    "push_macro",
    "pop_macro",
    "unused",
];

impl Preprocessor<'_> {
    /// Obeys a pragma that stands before the next token of the output.
    pub(super) fn pragma(&mut self, line: &[RawToken]) {
        let at = self.output.len();
        if let Some(unroll) = self.pragma_before(line) {
            self.unrolls.insert(at, unroll);
        }
    }

    /// What the pragma asks of the statement that follows it.
    pub(super) fn pragma_before(&mut self, line: &[RawToken]) -> Option<Unroll> {
        let words: Vec<&str> = line
            .iter()
            .take(4)
            .map(|token| self.symbols.text(token.text))
            .collect();
        match words[..] {
            ["once", ..] => {
                let file = self.open_files.last()?.lexer.file();
                self.once.insert(file);
                None
            }
            ["unroll", ..] => Some(self.unroll_factor(&line[1..])),
            ["nounroll", ..] => Some(Unroll::By(1)),
            ["clang", "loop", ..] => self.loop_pragma(&line[2..]),
            ["STDC", ..] | [] => None,
            [first, ..] if IGNORED.contains(&first) => None,
            [first, ..] => {
                let message = format!("the pragma `{first}` is not known and does nothing");
                self.diagnostics
                    .push(Diagnostic::warning("unknown-pragma", line[0].span, message));
                None
            }
        }
    }

    /// `unroll(full)`, `unroll_count(4)` and others after `#pragma clang loop`.
    fn loop_pragma(&mut self, options: &[RawToken]) -> Option<Unroll> {
        let mut found = None;
        for (at, token) in options.iter().enumerate() {
            let argument = options
                .get(at + 2)
                .map(|token| self.symbols.text(token.text));
            match (self.symbols.text(token.text), argument) {
                ("unroll", Some("disable")) => found = Some(Unroll::By(1)),
                ("unroll", Some("full" | "enable")) => found = Some(Unroll::Full),
                ("unroll_count", Some(_)) => found = Some(self.unroll_factor(&options[at + 1..])),
                _ => {}
            }
        }
        found
    }

    /// `4`, `(4)`, or nothing; what is no number after the macros are replaced (a template
    /// parameter, say) asks for a whole unrolling.
    fn unroll_factor(&mut self, tokens: &[RawToken]) -> Unroll {
        let items: Vec<Item> = tokens.iter().map(|&token| token.into()).collect();
        let expanded = self.expand_list(items);
        let number = expanded
            .iter()
            .map(|item| item.token)
            .find(|token| !token.is(Punct::LeftParen));
        let Some(number) = number.filter(|token| token.kind == RawKind::Number) else {
            return Unroll::Full;
        };
        match literal::number(self.symbols.text(number.text)).map(|value| value.literal) {
            Ok(Literal::Int { value, .. }) => {
                Unroll::By(u32::try_from(value).unwrap_or(u32::MAX).max(1))
            }
            _ => Unroll::Full,
        }
    }

    /// The tokens of a pragma in a string.
    pub(super) fn pragma_tokens(&mut self, string: RawToken) -> Vec<RawToken> {
        let spelling = self.symbols.text(string.text);
        let text = literal::string(spelling).unwrap_or_default();
        let mut lexer = Lexer::new(string.span.file, text.as_str().into());
        let mut tokens = lexer.rest_of_line(&mut self.symbols);
        for token in &mut tokens {
            token.span = string.span;
            token.spelled = string.spelled;
        }
        tokens
    }
}
