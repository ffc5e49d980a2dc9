//! Statements, C++14 [stmt].

use super::{Parsed, Parser, builtin_name, item::Place, scope::NameKind};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        ast::{Block, Expr, Item, ItemKind, Stmt, StmtKind},
        token::{Punct, TokenKind},
    },
};

impl Parser<'_> {
    /// `{ … }` with a scope of its own.
    pub(super) fn block(&mut self) -> Parsed<Block> {
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
        let diagnostic = Diagnostic::error(
            "unbalanced-bracket",
            self.error_span(),
            "expected `}`, found the end of the source",
        );
        self.report(diagnostic.with_related(open, "this `{` is not closed"));
        self.silence();
    }

    /// Reads a statement, or reports and skips what is none.
    fn statement_or_skip(&mut self, out: &mut Vec<Stmt>) {
        let start = self.span();
        let at = self.at;
        if self.nested(|p| p.statement_into(out)).is_ok() {
            return;
        }
        if !(self.at > at && self.token().line_start && self.ended_statement()) {
            self.skip_statement();
        }
        if self.at == at && !self.is(Punct::RightBrace) {
            self.bump();
        }
        out.push(Stmt {
            kind: StmtKind::Error,
            span: self.since(start),
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
            "template" | "namespace" => {
                let what = format!("`{}` inside a function is", self.word());
                return Err(self.unsupported(start, &what));
            }
            word if !word.is_empty() && self.at_name() && self.is_at(1, Punct::Colon) => {
                return Err(self.unsupported(start, "labels are"));
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

    /// `if`, also `if constexpr`.
    fn if_statement(&mut self) -> Parsed<StmtKind> {
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
            return Err(super::Reported);
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

    fn while_statement(&mut self) -> Parsed<StmtKind> {
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

    fn do_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let body = Box::new(self.statement()?);
        if !self.eat_word("while") {
            return Err(self.expected("`while` after the body of `do`"));
        }
        let condition = self.condition()?;
        self.expect_semicolon("`do … while (…)`")?;
        Ok(StmtKind::DoWhile { body, condition })
    }

    fn for_statement(&mut self) -> Parsed<StmtKind> {
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

    fn switch_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let selector = self.condition()?;
        if !self.is(Punct::LeftBrace) {
            return Err(self.expected("`{`"));
        }
        let body = self.block()?;
        Ok(StmtKind::Switch { selector, body })
    }

    /// Variables, or a type, of block scope.
    fn declaration_statement(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        let mut items: Vec<Item> = Vec::new();
        self.declaration(None, Place::Block, &mut items)?;
        out.extend(items.into_iter().map(|item| Stmt {
            span: item.span,
            kind: statement_of(item),
        }));
        Ok(())
    }

    /// Whether a declaration begins here rather than an expression (C++14 [stmt.ambig]): whatever
    /// begins with a type, unless it goes on like a functional cast.
    pub(super) fn starts_declaration(&self) -> bool {
        let word = self.word();
        if self.declares_kernel() {
            return false;
        }
        if builtin_name::is_specifier(word) || word == "typedef" {
            return true;
        }
        let (kind, tokens) = if builtin_name::is_type_word(word) {
            let words = (0..4).take_while(|&ahead| builtin_name::is_type_word(self.word_at(ahead)));
            (Some(NameKind::Type), words.count())
        } else {
            match self.path_shape() {
                Some(shape) => (shape.kind, shape.tokens),
                None => return false,
            }
        };
        let name_follows = self.is_name(tokens) || self.word_at(tokens) == "operator";
        match kind {
            // After `int` and the like an expression goes on with a bracket only.
            Some(_) if builtin_name::is_type_word(word) && !self.opens_bracket(tokens) => true,
            Some(kind) if kind.is_type() => match self.token_at(tokens).kind {
                TokenKind::Punct(Punct::LeftParen) => self.declares_grouped(tokens),
                TokenKind::Punct(punct) => {
                    matches!(
                        punct,
                        Punct::Star | Punct::Ampersand | Punct::AmpersandAmpersand
                    )
                }
                TokenKind::Ident => true,
                TokenKind::Literal(_) | TokenKind::String | TokenKind::Eof => false,
            },
            Some(NameKind::Value | NameKind::ValueTemplate) => false,
            // A name of which nothing is known can only be meant as a type if a name follows.
            _ => {
                let pointer = self.is_at(tokens, Punct::Star) && self.is_name(tokens + 1);
                name_follows || pointer && self.is_at(tokens + 2, Punct::Equal)
            }
        }
    }

    fn opens_bracket(&self, ahead: usize) -> bool {
        self.is_at(ahead, Punct::LeftParen) || self.is_at(ahead, Punct::LeftBrace)
    }

    /// `(*name)` or `(&name)` after a type.
    fn declares_grouped(&self, tokens: usize) -> bool {
        let operator =
            self.is_at(tokens + 1, Punct::Star) || self.is_at(tokens + 1, Punct::Ampersand);
        operator && self.is_name(tokens + 2) && self.is_at(tokens + 3, Punct::RightParen)
    }
}

fn statement_of(item: Item) -> StmtKind {
    match item.kind {
        ItemKind::Variables(declaration) => StmtKind::Declare(declaration),
        ItemKind::Error => StmtKind::Error,
        _ => StmtKind::Item(Box::new(item)),
    }
}
