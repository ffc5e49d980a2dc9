//! Lambdas.

use crate::syntax::parser::{Parsed, Parser, Reported};
use crate::syntax::{
    ast::{CaptureInit, ExprKind, Lambda},
    token::Punct,
};

impl Parser<'_> {
    /// `[captures](params) -> T { body }`.
    pub(super) fn lambda(&mut self) -> Parsed<ExprKind> {
        if self.speculating > 0 {
            // A body declares names; a guess must not.
            return Err(Reported);
        }
        let (captures, inits) = self.captures()?;
        self.scopes.enter();
        for init in &inits {
            self.declare_value(&init.name);
        }
        let lambda = self.lambda_rest(captures, inits);
        self.scopes.leave();
        Ok(ExprKind::Lambda(Box::new(lambda?)))
    }

    /// `[…]`: the plain captures as spelled, and those with a value.
    fn captures(&mut self) -> Parsed<(String, Vec<CaptureInit>)> {
        let open = self.span();
        self.bump();
        let mut plain: Vec<String> = Vec::new();
        let mut inits = Vec::new();
        while !self.is(Punct::RightBracket) {
            let first = self.at;
            let reference = self.eat(Punct::Ampersand);
            let has_value = [Punct::Equal, Punct::LeftBrace, Punct::LeftParen]
                .into_iter()
                .any(|punct| self.is_at(1, punct));
            if self.at_name() && has_value {
                inits.push(self.capture_init(reference)?);
            } else {
                let ends = matches!(
                    self.punct(),
                    Some(Punct::Comma | Punct::RightBracket | Punct::LeftBrace | Punct::Semicolon)
                );
                if !ends && !self.at_end() {
                    self.bump();
                    while self.is(Punct::Ellipsis) || self.word() == "this" {
                        self.bump();
                    }
                }
                let spelled = self.tokens[first..self.at].iter();
                plain.push(spelled.map(|token| self.symbols.text(token.text)).collect());
            }
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect_close(Punct::RightBracket, open)?;
        Ok((plain.join(", "), inits))
    }

    /// `x = e`, `x{e}`, `x(e)`.
    fn capture_init(&mut self, reference: bool) -> Parsed<CaptureInit> {
        let name = self.take_ident();
        let open = self.span();
        let close = match self.punct() {
            Some(Punct::LeftBrace) => Some(Punct::RightBrace),
            Some(Punct::LeftParen) => Some(Punct::RightParen),
            _ => None,
        };
        self.bump();
        let value = self.bracketed(|p| p.nested(Self::assignment))?;
        if let Some(close) = close {
            self.expect_close(close, open)?;
        }
        Ok(CaptureInit {
            name,
            reference,
            value,
        })
    }

    fn lambda_rest(&mut self, captures: String, inits: Vec<CaptureInit>) -> Parsed<Lambda> {
        let params = if self.is(Punct::LeftParen) {
            self.parameters()?
        } else {
            Vec::new()
        };
        let mut mutable = false;
        while matches!(self.word(), "mutable" | "constexpr") {
            mutable |= self.word() == "mutable";
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
            inits,
            params,
            mutable,
            ret,
            body,
        })
    }
}
