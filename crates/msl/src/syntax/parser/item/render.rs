//! Functions of the render pipeline, which are left out: a file may hold them beside its kernels.

use crate::diagnostic::Diagnostic;
use crate::syntax::{parser::Parser, token::Punct};

/// What a function of the render pipeline begins with, bare or in `[[…]]`.
const STAGES: [&str; 5] = ["vertex", "fragment", "mesh", "object", "intersection"];

impl Parser<'_> {
    /// The stage whose function begins here.
    pub(super) fn render_stage(&self) -> Option<&'static str> {
        let attribute = self.is(Punct::LeftBracket) && self.is_at(1, Punct::LeftBracket);
        let at = if attribute { 2 } else { 0 };
        let stage = STAGES
            .into_iter()
            .find(|stage| *stage == self.word_at(at))?;
        let begins = attribute || self.starts_type_at(1);
        begins.then_some(stage)
    }

    /// Says that a function is left out, and leaves it out.
    pub(super) fn skip_render_function(&mut self, stage: &str) {
        let message = format!("`{stage}` functions are not supported: this one is left out");
        let warning = Diagnostic::warning("unsupported-feature", self.span(), message)
            .with_note("the kernels beside it are compiled all the same");
        self.report(warning);
        while !self.at_end() {
            if self.is(Punct::LeftBrace) {
                self.skip_group();
                self.eat(Punct::Semicolon);
                return;
            }
            let ends = self.is(Punct::Semicolon);
            self.bump();
            if ends {
                return;
            }
        }
    }
}
