//! Statements that choose and repeat.

use super::declaration::statement_of;
use crate::syntax::parser::{Parsed, Parser, item::Place, scope::NameKind, ty::named_path};
use crate::{
    source::Span,
    syntax::{
        ast::{Block, Expr, ExprKind, Literal, Stmt, StmtKind, Unroll, Variable},
        token::{Punct, TokenKind},
    },
};

impl Parser<'_> {
    /// `if`, also `if constexpr`.
    pub(super) fn if_statement(&mut self) -> Parsed<StmtKind> {
        let start = self.span();
        self.bump();
        let constexpr = self.eat_word("constexpr");
        self.scopes.enter();
        let result = self.if_rest(constexpr);
        self.scopes.leave();
        let (inits, kind) = result?;
        Ok(self.after_inits(inits, kind, start))
    }

    fn if_rest(&mut self, constexpr: bool) -> Parsed<(Vec<Stmt>, StmtKind)> {
        let mut inits = Vec::new();
        let condition = self.condition(&mut inits)?;
        let then = Box::new(self.statement()?);
        let otherwise = if self.eat_word("else") {
            Some(Box::new(self.statement()?))
        } else {
            None
        };
        let kind = StmtKind::If {
            constexpr,
            condition,
            then,
            otherwise,
        };
        Ok((inits, kind))
    }

    /// A statement in a block with what is declared for it.
    fn after_inits(&self, mut stmts: Vec<Stmt>, kind: StmtKind, start: Span) -> StmtKind {
        if stmts.is_empty() {
            return kind;
        }
        let span = self.since(start);
        stmts.push(Stmt { kind, span });
        StmtKind::Block(Block { stmts, span })
    }

    /// `(c)`, or `(init; c)` and `(T x = e)`, whose declarations go to `inits`. A condition that does
    /// not parse is skipped, so that the body is still read.
    fn condition(&mut self, inits: &mut Vec<Stmt>) -> Parsed<Expr> {
        let open = self.span();
        if !self.is(Punct::LeftParen) {
            return Err(self.condition_without_parentheses());
        }
        self.bump();
        let result = self.bracketed(|p| p.condition_content(open, inits));
        if let Ok(condition) = result {
            return Ok(condition);
        }
        self.skip_parens();
        if self.at_end() || self.is(Punct::RightBrace) {
            return Err(crate::syntax::parser::Reported);
        }
        Ok(self.error_expr(open))
    }

    fn condition_content(&mut self, open: Span, inits: &mut Vec<Stmt>) -> Parsed<Expr> {
        if self.semicolon_in_parens() {
            self.condition_init(inits)?;
        }
        let condition = if self.starts_declaration() {
            self.condition_variable(inits)?
        } else {
            self.nested(Self::expr)?
        };
        self.expect_close(Punct::RightParen, open)?;
        Ok(condition)
    }

    /// `int n = f();` or `n = 1;` before a condition.
    fn condition_init(&mut self, inits: &mut Vec<Stmt>) -> Parsed<()> {
        let start = self.span();
        if self.eat(Punct::Semicolon) {
            return Ok(());
        }
        if self.starts_declaration() {
            return self.declaration_statement(inits);
        }
        let expr = self.nested(Self::expr)?;
        self.expect(Punct::Semicolon)?;
        inits.push(Stmt {
            kind: StmtKind::Expr(expr),
            span: self.since(start),
        });
        Ok(())
    }

    /// `T x = e` as a condition: the variable, and then its value.
    fn condition_variable(&mut self, inits: &mut Vec<Stmt>) -> Parsed<Expr> {
        let start = self.span();
        let specifiers = self.specifiers()?;
        let Some(ty) = specifiers.ty.clone() else {
            return Err(self.expected("a type"));
        };
        let declarator = self.declarator(ty.clone())?;
        let place = (Place::Block, NameKind::Value);
        let declaration = self.variables(specifiers, &ty, declarator, place)?;
        let [variable] = &declaration.variables[..] else {
            return Err(self.expected("one variable"));
        };
        let name = variable.name.clone();
        inits.push(Stmt {
            kind: StmtKind::Declare(declaration),
            span: self.since(start),
        });
        Ok(Expr {
            kind: ExprKind::Path(named_path(name.name.clone(), name.span)),
            span: name.span,
        })
    }

    /// Whether a semicolon stands before the `)` that closes the open parenthesis.
    fn semicolon_in_parens(&self) -> bool {
        let mut depth = 0_usize;
        for ahead in 0.. {
            match self.token_at(ahead).kind {
                TokenKind::Eof => return false,
                // In deeper brackets it is of a block, and the parenthesis is not closed.
                TokenKind::Punct(Punct::Semicolon) => return depth == 0,
                TokenKind::Punct(Punct::LeftParen | Punct::LeftBracket | Punct::LeftBrace) => {
                    depth += 1;
                }
                TokenKind::Punct(Punct::RightParen | Punct::RightBracket | Punct::RightBrace) => {
                    match depth.checked_sub(1) {
                        Some(outer) => depth = outer,
                        None => return false,
                    }
                }
                _ => {}
            }
        }
        false
    }

    pub(super) fn while_statement(&mut self) -> Parsed<StmtKind> {
        let unroll = self.unrolls.get(&self.at).copied();
        let start = self.span();
        self.bump();
        self.scopes.enter();
        let result = self.while_rest(unroll, start);
        self.scopes.leave();
        result
    }

    fn while_rest(&mut self, unroll: Option<Unroll>, start: Span) -> Parsed<StmtKind> {
        let mut inits = Vec::new();
        let condition = self.condition(&mut inits)?;
        let body = self.statement()?;
        if inits.is_empty() {
            let body = Box::new(body);
            return Ok(StmtKind::While {
                condition,
                body,
                unroll,
            });
        }
        // `while (T x = e) body` is `while (true) { T x = e; if (x) body else break; }`.
        let span = self.since(start);
        let choice = StmtKind::If {
            constexpr: false,
            condition,
            then: Box::new(body),
            otherwise: Some(Box::new(Stmt {
                kind: StmtKind::Break,
                span,
            })),
        };
        let body = self.after_inits(inits, choice, start);
        Ok(StmtKind::While {
            condition: Expr {
                kind: ExprKind::Literal(Literal::Bool(true)),
                span,
            },
            body: Box::new(Stmt { kind: body, span }),
            unroll,
        })
    }

    pub(super) fn do_statement(&mut self) -> Parsed<StmtKind> {
        self.bump();
        let body = Box::new(self.statement()?);
        if !self.eat_word("while") {
            return Err(self.expected("`while` after the body of `do`"));
        }
        let mut inits = Vec::new();
        let condition = self.condition(&mut inits)?;
        if let Some(init) = inits.first() {
            return Err(self.unsupported(init.span, "declarations in the condition of `do` are"));
        }
        self.expect_semicolon("`do … while (…)`")?;
        Ok(StmtKind::DoWhile { body, condition })
    }

    pub(super) fn for_statement(&mut self) -> Parsed<StmtKind> {
        let unroll = self.unrolls.get(&self.at).copied();
        self.bump();
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        self.scopes.enter();
        if self.starts_declaration() && self.at_range_for() {
            let kind = self.range_for(open, unroll);
            self.scopes.leave();
            return kind;
        }
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

    /// `for (T x : xs)` after its parenthesis.
    fn range_for(&mut self, open: Span, unroll: Option<Unroll>) -> Parsed<StmtKind> {
        let specifiers = self.specifiers()?;
        let Some(ty) = specifiers.ty else {
            return Err(self.missing_type_name());
        };
        let declarator = self.declarator(ty)?;
        let name = self.variable_name(declarator.name)?;
        self.expect(Punct::Colon)?;
        let range = self.bracketed(|p| p.nested(Self::initializer_clause))?;
        self.expect_close(Punct::RightParen, open)?;
        self.declare_value(&name);
        let variable = Variable {
            ty: declarator.ty,
            span: name.span,
            name,
            owner: None,
            arguments: None,
            attributes: specifiers.attributes,
            init: None,
            bit_width: None,
        };
        Ok(StmtKind::RangeFor {
            variable: Box::new(variable),
            range,
            body: Box::new(self.statement()?),
            unroll,
        })
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
                            Punct::Semicolon
                                | Punct::Equal
                                | Punct::Question
                                | Punct::LeftParen
                                | Punct::LeftBrace
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
        let start = self.span();
        self.bump();
        self.scopes.enter();
        let result = self.switch_rest();
        self.scopes.leave();
        let (inits, kind) = result?;
        Ok(self.after_inits(inits, kind, start))
    }

    fn switch_rest(&mut self) -> Parsed<(Vec<Stmt>, StmtKind)> {
        let mut inits = Vec::new();
        let selector = self.condition(&mut inits)?;
        if !self.is(Punct::LeftBrace) {
            return Err(self.expected("`{`"));
        }
        let body = self.block()?;
        Ok((inits, StmtKind::Switch { selector, body }))
    }
}
