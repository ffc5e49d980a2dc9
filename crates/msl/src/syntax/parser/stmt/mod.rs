//! Statements, C++14 [stmt].

mod brace;
mod declaration;
mod flow;

use crate::syntax::parser::{Parsed, Parser, item::Place};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        ast::{Block, Expr, Stmt, StmtKind},
        token::{Punct, TokenKind},
    },
};

impl Parser<'_> {
    /// `{ … }` with a scope of its own.
    pub(in crate::syntax::parser) fn block(&mut self) -> Parsed<Block> {
        self.scopes.enter();
        let block = self.bracketed(|p| p.nested(Self::block_content));
        self.scopes.leave();
        block
    }

    fn block_content(&mut self) -> Parsed<Block> {
        let open = self.span();
        self.expect(Punct::LeftBrace)?;
        let mut stmts = Vec::new();
        loop {
            if self.outside(open) {
                self.unclosed_block(open);
                break;
            }
            if !self.is(Punct::RightBrace) {
                self.statement_or_skip(&mut stmts);
            } else if self.same_author(open) {
                self.bump();
                break;
            } else {
                // A caller's brace does not close what was put around the caller's text.
                let message = "unexpected `}`: no `{` of this source is open here";
                self.error("unbalanced-bracket", self.span(), message);
                self.bump();
            }
        }
        Ok(Block {
            stmts,
            span: self.since(open),
        })
    }

    /// The text ended inside a block; what is around it is then not closed either.
    fn unclosed_block(&mut self, open: Span) {
        let mut diagnostic = Diagnostic::error(
            "unbalanced-bracket",
            self.error_span(),
            "expected `}`, found the end of the source",
        );
        if self.is_heard()
            && let Some(brace) = self.missing_brace(open)
        {
            diagnostic = diagnostic.with_suggestion(brace);
        }
        self.report(diagnostic.with_related(open, "this `{` is not closed"));
        self.silence();
    }

    /// Reads a statement, or reports and skips what is none.
    fn statement_or_skip(&mut self, out: &mut Vec<Stmt>) {
        let start = self.span();
        let (at, begun) = (self.at, self.begun.len());
        if self.nested(|p| p.statement_into(out)).is_ok() {
            self.begun.truncate(begun);
            return;
        }
        let broken = self.broken_names(begun);
        if !(self.at > at && self.token().line_start && self.ended_statement()) {
            self.skip_statement();
        }
        if self.at == at && !self.is(Punct::RightBrace) {
            self.bump();
        }
        let span = self.since(start);
        out.extend(broken.map(|names| Stmt {
            kind: StmtKind::Declare(names),
            span,
        }));
        out.push(Stmt {
            kind: StmtKind::Error,
            span,
        });
    }

    fn ended_statement(&self) -> bool {
        let last = self.tokens[self.at.saturating_sub(1)].kind;
        matches!(last, TokenKind::Punct(Punct::Semicolon | Punct::RightBrace))
    }

    /// One statement, where the grammar has one.
    fn statement(&mut self) -> Parsed<Stmt> {
        let start = self.span();
        let mut stmts = Vec::new();
        self.scopes.enter();
        let result = self.nested(|p| p.statement_into(&mut stmts));
        self.scopes.leave();
        result?;
        if stmts.len() == 1
            && let Some(stmt) = stmts.pop()
        {
            return Ok(stmt);
        }
        let span = self.since(start);
        Ok(Stmt {
            kind: StmtKind::Block(Block { stmts, span }),
            span,
        })
    }

    fn statement_into(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        let start = self.span();
        if self.at_attribute() && !self.declares_kernel() {
            self.attributes(&mut Vec::new())?;
        }
        let kind = match self.punct() {
            Some(Punct::LeftBrace) => StmtKind::Block(self.block()?),
            Some(Punct::Semicolon) => {
                self.bump();
                StmtKind::Empty
            }
            _ => match self.keyword_statement()? {
                Some(kind) => kind,
                None if self.starts_declaration() => return self.declaration_statement(out),
                None => self.expression_statement()?,
            },
        };
        out.push(Stmt {
            kind,
            span: self.since(start),
        });
        Ok(())
    }

    fn keyword_statement(&mut self) -> Parsed<Option<StmtKind>> {
        let start = self.span();
        if !self.known_word(0).reserved {
            if self.at_name() && self.is_at(1, Punct::Colon) {
                return Err(self.unsupported(start, "labels are"));
            }
            return Ok(None);
        }
        Ok(Some(match self.word() {
            "if" => self.if_statement()?,
            "for" => self.for_statement()?,
            "while" => self.while_statement()?,
            "do" => self.do_statement()?,
            "switch" => self.switch_statement()?,
            "case" => {
                self.bump();
                let value = self.nested(Self::conditional)?;
                self.expect(Punct::Colon)?;
                StmtKind::Case(value)
            }
            "default" => {
                self.bump();
                self.expect(Punct::Colon)?;
                StmtKind::Default
            }
            "break" => self.jump(StmtKind::Break, "`break`")?,
            "continue" => self.jump(StmtKind::Continue, "`continue`")?,
            "return" => self.return_statement()?,
            "using" | "static_assert" | "_Static_assert" => {
                let mut items = Vec::new();
                self.item(Place::Block, &mut items)?;
                match items.pop() {
                    Some(item) => StmtKind::Item(Box::new(item)),
                    None => StmtKind::Empty,
                }
            }
            "goto" => return Err(self.unsupported(start, "`goto` is")),
            "try" => self.skip_try(),
            "asm" | "__asm__" | "__asm" => return Err(self.unsupported(start, "assembly is")),
            "else" => {
                let reported = self.error("syntax-error", start, "`else` without `if`");
                return Err(reported);
            }
            "namespace" if self.is_at(2, Punct::Equal) => {
                let mut items = Vec::new();
                self.item(Place::Block, &mut items)?;
                match items.pop() {
                    Some(item) => StmtKind::Item(Box::new(item)),
                    None => StmtKind::Empty,
                }
            }
            "template" | "namespace" => {
                let what = format!("`{}` inside a function is", self.word());
                return Err(self.unsupported(start, &what));
            }
            _ => return Ok(None),
        }))
    }

    /// `try { … } catch (…) { … }`.
    fn skip_try(&mut self) -> StmtKind {
        self.unsupported(self.span(), "exceptions are");
        loop {
            self.bump();
            while self.is(Punct::LeftParen) || self.is(Punct::LeftBrace) {
                self.skip_group();
            }
            if self.word() != "catch" {
                return StmtKind::Error;
            }
        }
    }

    fn jump(&mut self, kind: StmtKind, name: &str) -> Parsed<StmtKind> {
        self.bump();
        self.expect_semicolon(name)?;
        Ok(kind)
    }

    fn return_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let value = if self.is(Punct::Semicolon) || self.is(Punct::RightBrace) {
            None
        } else {
            Some(self.initializer_clause_or_expr()?)
        };
        self.expect_semicolon("`return`")?;
        Ok(StmtKind::Return(value))
    }

    fn initializer_clause_or_expr(&mut self) -> Parsed<Expr> {
        if self.is(Punct::LeftBrace) {
            self.initializer_clause()
        } else {
            self.expr()
        }
    }

    fn expression_statement(&mut self) -> Parsed<StmtKind> {
        if self.declares_kernel() {
            let diagnostic = Diagnostic::error(
                "syntax-error",
                self.span(),
                "a kernel cannot be defined inside a function",
            );
            return Err(self.report(diagnostic.with_help(
                "where only a body is expected, leave out the kernel's signature and its braces",
            )));
        }
        let expr = self.expr()?;
        self.expect_semicolon("this expression")?;
        Ok(StmtKind::Expr(expr))
    }
}
