//! Lambdas.

use crate::syntax::parser::{Parsed, Parser, Reported};
use crate::syntax::{
    ast::{ExprKind, Lambda},
    token::Punct,
};

impl Parser<'_> {
    /// `[captures](params) -> T { body }`.
    pub(super) fn lambda(&mut self) -> Parsed<ExprKind> {
        if self.speculating > 0 {
            // A body declares names; a guess must not.
            return Err(Reported);
        }
        let captures = self.captures()?;
        self.scopes.enter();
        let lambda = self.lambda_rest(captures);
        self.scopes.leave();
        Ok(ExprKind::Lambda(Box::new(lambda?)))
    }

    /// `[…]` as spelled between the brackets.
    fn captures(&mut self) -> Parsed<String> {
        let open = self.span();
        self.bump();
        let first = self.at;
        while !self.is(Punct::RightBracket) {
            let ends = matches!(
                self.punct(),
                Some(Punct::Semicolon | Punct::LeftBrace | Punct::RightBrace)
            );
            if ends || self.at_end() {
                break;
            }
            self.bump();
        }
        let spelled = self.tokens[first..self.at].iter();
        let text: String = spelled.map(|token| self.symbols.text(token.text)).collect();
        self.expect_close(Punct::RightBracket, open)?;
        Ok(text.replace(',', ", "))
    }

    fn lambda_rest(&mut self, captures: String) -> Parsed<Lambda> {
        let params = if self.is(Punct::LeftParen) {
            self.parameters()?
        } else {
            Vec::new()
        };
        while matches!(self.word(), "mutable" | "constexpr") {
            self.bump();
        }
        self.attributes(&mut Vec::new())?;
        let ret = if self.eat(Punct::Arrow) {
            Some(self.type_id()?)
        } else {
            None
        };
        if !self.is(Punct::LeftBrace) {
            return Err(self.expected("`{` before the body of this lambda"));
        }
        let body = self.block()?;
        Ok(Lambda {
            captures,
            params,
            ret,
            body,
        })
    }
}
