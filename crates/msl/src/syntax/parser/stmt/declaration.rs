//! Declarations in a block, and what tells them from expressions (C++14 [stmt.ambig]).

use crate::syntax::parser::{Parsed, Parser, item::Place, scope::NameKind};
use crate::syntax::{
    ast::{Bindings, Item, ItemKind, Stmt, StmtKind},
    token::{Punct, TokenKind},
};

impl Parser<'_> {
    /// Variables, or a type, of block scope.
    pub(super) fn declaration_statement(&mut self, out: &mut Vec<Stmt>) -> Parsed<()> {
        if let Some(kind) = self.bindings()? {
            out.push(kind);
            return Ok(());
        }
        let mut items: Vec<Item> = Vec::new();
        self.declaration(None, Place::Block, &mut items)?;
        out.extend(items.into_iter().map(|item| Stmt {
            span: item.span,
            kind: statement_of(item),
        }));
        Ok(())
    }

    /// `auto [a, b] = e;`, if that is what stands here.
    fn bindings(&mut self) -> Parsed<Option<Stmt>> {
        let start = self.span();
        let qualifier = |word: &str| matches!(word, "const" | "constexpr" | "thread" | "device");
        let auto = (0..)
            .find(|&at| !qualifier(self.word_at(at)))
            .unwrap_or_default();
        let reference = self.is_at(auto + 1, Punct::Ampersand)
            || self.is_at(auto + 1, Punct::AmpersandAmpersand);
        let bracket = auto + 1 + usize::from(reference);
        let binds = self.word_at(auto) == "auto"
            && self.is_at(bracket, Punct::LeftBracket)
            && self.is_name(bracket + 1);
        if !binds {
            return Ok(None);
        }
        let constant = (0..auto).any(|at| matches!(self.word_at(at), "const" | "constexpr"));
        let open = self.token_at(bracket).span;
        (0..=bracket).for_each(|_| _ = self.bump());
        let mut names = Vec::new();
        loop {
            names.push(self.ident("a name")?);
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect_close(Punct::RightBracket, open)?;
        for name in &names {
            self.declare_value(name);
        }
        let Some(init) = self.initializer(Place::Block)? else {
            return Err(self.expected("`=`"));
        };
        self.expect_semicolon("this declaration")?;
        let bindings = Bindings {
            constant,
            reference,
            names,
            init,
        };
        Ok(Some(Stmt {
            kind: StmtKind::Bindings(Box::new(bindings)),
            span: self.since(start),
        }))
    }

    /// Whether a declaration begins here rather than an expression (C++14 [stmt.ambig]): whatever
    /// begins with a type, unless it goes on like a functional cast.
    pub(in crate::syntax::parser) fn starts_declaration(&self) -> bool {
        let word = self.word();
        if self.declares_kernel() {
            return false;
        }
        if word == "decltype" {
            // `decltype(e)::f()`, `decltype(e)(x)` and `decltype(e){}` are expressions.
            let after = self.after_group(1);
            let goes_on = [Punct::ColonColon, Punct::LeftParen, Punct::LeftBrace];
            return !goes_on.into_iter().any(|punct| self.is_at(after, punct))
                || self.is_at(after, Punct::ColonColon) && self.is_name(after + 2);
        }
        if self.known_word(0).specifier || word == "typedef" {
            return true;
        }
        let of_type = self.known_word(0).of_type;
        let (kind, tokens) = if of_type {
            let words = (0..4).take_while(|&ahead| self.known_word(ahead).of_type);
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
            Some(_) if of_type && !self.opens_bracket(tokens) => true,
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

    /// The place after the brackets that open `ahead`.
    pub(in crate::syntax::parser) fn after_group(&self, ahead: usize) -> usize {
        let mut depth = 0_usize;
        for at in ahead.. {
            match self.token_at(at).kind {
                TokenKind::Punct(Punct::LeftParen | Punct::LeftBracket | Punct::LeftBrace) => {
                    depth += 1;
                }
                TokenKind::Punct(Punct::RightParen | Punct::RightBracket | Punct::RightBrace) => {
                    depth = depth.saturating_sub(1);
                }
                TokenKind::Eof => return at,
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        ahead
    }

    fn opens_bracket(&self, ahead: usize) -> bool {
        self.is_at(ahead, Punct::LeftParen) || self.is_at(ahead, Punct::LeftBrace)
    }

    /// `(*name)` or `(&name)` after a type, and `(**name)(` or `(*name[n])(` of pointers to functions.
    fn declares_grouped(&self, tokens: usize) -> bool {
        let operator =
            self.is_at(tokens + 1, Punct::Star) || self.is_at(tokens + 1, Punct::Ampersand);
        let stars = (tokens + 1..).take_while(|&at| self.is_at(at, Punct::Star));
        let name = tokens + 1 + stars.count().max(1);
        if !operator || !self.is_name(name) {
            return false;
        }
        let mut after = name + 1;
        while self.is_at(after, Punct::LeftBracket) {
            after = self.after_group(after);
        }
        let plain = after == tokens + 3;
        self.is_at(after, Punct::RightParen) && (plain || self.is_at(after + 1, Punct::LeftParen))
    }
}

pub(super) fn statement_of(item: Item) -> StmtKind {
    match item.kind {
        ItemKind::Variables(declaration) => StmtKind::Declare(declaration),
        ItemKind::Error => StmtKind::Error,
        _ => StmtKind::Item(Box::new(item)),
    }
}
