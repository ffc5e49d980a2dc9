//! Statements that choose and repeat.

use super::declaration::statement_of;
use crate::syntax::parser::{Parsed, Parser, item::Place};
use crate::{
    source::Span,
    syntax::{
        ast::{Expr, Stmt, StmtKind},
        token::{Punct, TokenKind},
    },
};

impl Parser<'_> {
    /// `if`, also `if constexpr`.
    pub(super) fn if_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let constexpr = self.eat_word("constexpr");
        let condition = self.condition()?;
        let then = Box::new(self.statement()?);
        let otherwise = if self.eat_word("else") {
            Some(Box::new(self.statement()?))
        } else {
            None
        };
        Ok(StmtKind::If {
            constexpr,
            condition,
            then,
            otherwise,
        })
    }

    /// `(c)`. A condition that does not parse is skipped, so that the body is still read.
    fn condition(&mut self) -> Parsed<Expr> {
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        let result = self.condition_content(open);
        if let Ok(condition) = result {
            return Ok(condition);
        }
        self.skip_parens();
        if self.at_end() || self.is(Punct::RightBrace) {
            return Err(crate::syntax::parser::Reported);
        }
        Ok(self.error_expr(open))
    }

    fn condition_content(&mut self, open: Span) -> Parsed<Expr> {
        if self.starts_declaration() {
            return Err(self.unsupported(self.span(), "declarations in a condition are"));
        }
        let condition = self.bracketed(|p| p.nested(Self::expr))?;
        self.expect_close(Punct::RightParen, open)?;
        Ok(condition)
    }

    pub(super) fn while_statement(&mut self) -> Parsed<StmtKind> {
        let unroll = self.unrolls.get(&self.at).copied();
        self.bump();
        let condition = self.condition()?;
        let body = Box::new(self.statement()?);
        Ok(StmtKind::While {
            condition,
            body,
            unroll,
        })
    }

    pub(super) fn do_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let body = Box::new(self.statement()?);
        if !self.eat_word("while") {
            return Err(self.expected("`while` after the body of `do`"));
        }
        let condition = self.condition()?;
        self.expect_semicolon("`do … while (…)`")?;
        Ok(StmtKind::DoWhile { body, condition })
    }

    pub(super) fn for_statement(&mut self) -> Parsed<StmtKind> {
        let unroll = self.unrolls.get(&self.at).copied();
        self.bump();
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        self.scopes.enter();
        let header = self.bracketed(|p| p.for_header(open));
        let result = match header {
            Ok(header) => Ok(header),
            Err(reported) => {
                self.skip_for_header();
                if self.at_end() {
                    Err(reported)
                } else {
                    Ok(self.error_header(open))
                }
            }
        };
        let kind = result.and_then(|(init, condition, step)| {
            Ok(StmtKind::For {
                init: Box::new(init),
                condition,
                step,
                body: Box::new(self.statement()?),
                unroll,
            })
        });
        self.scopes.leave();
        kind
    }

    fn for_header(&mut self, open: Span) -> Parsed<(Stmt, Option<Expr>, Option<Expr>)> {
        let start = self.span();
        let mut inits = Vec::new();
        if self.eat(Punct::Semicolon) {
            inits.push(StmtKind::Empty);
        } else if self.starts_declaration() {
            let mut items = Vec::new();
            let range = self.at_range_for();
            if range {
                return Err(self.unsupported(self.span(), "`for` over a range is"));
            }
            self.declaration(None, Place::Block, &mut items)?;
            inits.extend(items.into_iter().map(statement_of));
        } else {
            let expr = self.nested(Self::expr)?;
            self.expect(Punct::Semicolon)?;
            inits.push(StmtKind::Expr(expr));
        }
        let init = Stmt {
            kind: inits.pop().unwrap_or(StmtKind::Empty),
            span: self.since(start),
        };
        let condition = if self.is(Punct::Semicolon) {
            None
        } else {
            Some(self.nested(Self::expr)?)
        };
        self.expect(Punct::Semicolon)?;
        let step = if self.is(Punct::RightParen) {
            None
        } else {
            Some(self.nested(Self::expr)?)
        };
        self.expect_close(Punct::RightParen, open)?;
        Ok((init, condition, step))
    }

    /// `for (T x : xs)`: a colon before the first semicolon.
    fn at_range_for(&self) -> bool {
        (0..16)
            .map(|ahead| self.token_at(ahead).kind)
            .take_while(|kind| {
                !matches!(
                    kind,
                    TokenKind::Eof
                        | TokenKind::Punct(
                            Punct::Semicolon | Punct::Equal | Punct::Question | Punct::LeftBrace
                        )
                )
            })
            .any(|kind| kind == TokenKind::Punct(Punct::Colon))
    }

    /// To after the `)` of a `for` whose header did not parse.
    fn skip_for_header(&mut self) {
        for _ in 0..3 {
            self.skip_parens();
            if !self.is(Punct::Semicolon) {
                return;
            }
            self.bump();
        }
    }

    fn error_header(&self, open: Span) -> (Stmt, Option<Expr>, Option<Expr>) {
        let init = Stmt {
            kind: StmtKind::Error,
            span: open,
        };
        (init, None, None)
    }

    pub(super) fn switch_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let selector = self.condition()?;
        if !self.is(Punct::LeftBrace) {
            return Err(self.expected("`{`"));
        }
        let body = self.block()?;
        Ok(StmtKind::Switch { selector, body })
    }
}
