//! After an error: to where reading makes sense again.

use super::Parser;
use crate::syntax::{
    ast::{Declaration, Initializer, TypeKind, Variable},
    token::{Punct, TokenKind},
};

impl Parser<'_> {
    /// Variables of no type for the names that a wrong declaration began, so that their uses are no
    /// errors too.
    pub(super) fn broken_names(&mut self, begun: usize) -> Option<Declaration> {
        let names = self.begun.split_off(begun);
        let variables = names.into_iter().map(|name| {
            let span = name.span;
            let ty = self.plain_type(TypeKind::Error, span);
            let init = Some(Initializer::Assign(self.error_expr(span)));
            Variable {
                ty,
                name,
                owner: None,
                arguments: None,
                attributes: Vec::new(),
                init,
                bit_width: None,
                span,
            }
        });
        let variables: Vec<Variable> = variables.collect();
        (!variables.is_empty()).then_some(Declaration {
            attributes: Vec::new(),
            template: None,
            constexpr: false,
            is_static: false,
            variables,
        })
    }

    /// Skips to the end of a statement: after its `;`, after a block, before the `}` around it, or
    /// before a line that begins with a statement's keyword.
    pub(super) fn skip_statement(&mut self) {
        let mut depth = 0_usize;
        let start = self.at;
        while !self.at_end() {
            if self.at > start && self.token().line_start && self.begins_statement() {
                return;
            }
            match self.punct() {
                Some(Punct::Semicolon) => {
                    let of_macro = self.token().spelled != self.token().span;
                    self.bump();
                    if of_macro && !self.token().line_start {
                        continue;
                    }
                    return;
                }
                Some(Punct::LeftBrace) => {
                    self.skip_group();
                    if depth == 0 {
                        self.eat(Punct::Semicolon);
                        return;
                    }
                }
                Some(Punct::RightBrace) => return,
                Some(Punct::LeftParen | Punct::LeftBracket) => {
                    depth += 1;
                    self.bump();
                }
                Some(Punct::RightParen | Punct::RightBracket) => {
                    depth = depth.saturating_sub(1);
                    self.bump();
                }
                _ => {
                    self.bump();
                }
            }
        }
    }

    /// Skips to the end of an item; takes at least one token.
    pub(super) fn skip_item(&mut self) {
        let start = self.at;
        while !self.at_end() {
            if self.at > start && self.token().line_start && self.begins_item() {
                return;
            }
            match self.punct() {
                Some(Punct::Semicolon) => {
                    self.bump();
                    return;
                }
                Some(Punct::LeftBrace) => {
                    self.skip_group();
                    self.eat(Punct::Semicolon);
                    return;
                }
                Some(Punct::RightBrace) => {
                    if self.at == start {
                        self.bump();
                    }
                    return;
                }
                _ => {
                    self.bump();
                }
            }
        }
    }

    /// Skips to after the `;` or the braces that end a declaration.
    pub(super) fn skip_declaration(&mut self) {
        while !self.at_end() && !self.is(Punct::RightBrace) {
            match self.punct() {
                Some(Punct::Semicolon) => {
                    self.bump();
                    return;
                }
                Some(Punct::LeftBrace) => {
                    self.skip_group();
                    self.eat(Punct::Semicolon);
                    return;
                }
                _ => {
                    self.bump();
                }
            }
        }
    }

    /// Skips to the `)` of a condition and over it; stops before what cannot be in one.
    pub(super) fn skip_parens(&mut self) {
        let mut depth = 0_usize;
        while !self.at_end() {
            match self.punct() {
                Some(Punct::LeftBrace | Punct::RightBrace | Punct::Semicolon) => return,
                Some(Punct::LeftParen) => depth += 1,
                Some(Punct::RightParen) if depth == 0 => {
                    self.bump();
                    return;
                }
                Some(Punct::RightParen) => depth -= 1,
                _ => {}
            }
            self.bump();
        }
    }

    /// Skips a bracket with all that it holds, up to its twin.
    pub(super) fn skip_group(&mut self) {
        let mut depth = 0_usize;
        while !self.at_end() {
            match self.punct() {
                Some(Punct::LeftBrace | Punct::LeftParen | Punct::LeftBracket) => depth += 1,
                Some(Punct::RightBrace | Punct::RightParen | Punct::RightBracket) => {
                    depth = depth.saturating_sub(1);
                }
                _ => {}
            }
            self.bump();
            if depth == 0 {
                return;
            }
        }
    }

    fn begins_statement(&self) -> bool {
        matches!(
            self.word(),
            "if" | "for"
                | "while"
                | "do"
                | "switch"
                | "case"
                | "default"
                | "return"
                | "break"
                | "continue"
                | "const"
                | "constexpr"
                | "threadgroup"
                | "device"
                | "auto"
                | "static"
                | "float"
                | "half"
                | "int"
                | "uint"
                | "bool"
                | "using"
                | "typedef"
                | "struct"
                | "threadgroup_barrier"
                | "simdgroup_barrier"
        )
    }

    fn begins_item(&self) -> bool {
        let attribute = self.is(Punct::LeftBracket)
            && self.token_at(1).kind == TokenKind::Punct(Punct::LeftBracket);
        attribute
            || matches!(
                self.word(),
                "template"
                    | "struct"
                    | "class"
                    | "union"
                    | "enum"
                    | "namespace"
                    | "using"
                    | "typedef"
                    | "kernel"
                    | "constant"
                    | "inline"
                    | "static"
                    | "constexpr"
                    | "static_assert"
                    | "void"
            )
    }
}
