//! Names with qualifiers and template arguments.

use super::{Parsed, Parser, scope::NameKind};
use crate::{
    source::Span,
    stdlib,
    syntax::{
        ast::{ExprKind, Path, PathSegment, Segments, TemplateArgument},
        token::{Punct, Symbol, TokenKind},
    },
};

/// How far to look for the `>` of template arguments before anything is read.
const MAX_ANGLE_TOKENS: usize = 512;

/// What a path at the next token is, found without reading it.
#[derive(Clone, Copy)]
pub(super) struct PathShape {
    /// Kind of its last name, where known.
    pub(super) kind: Option<NameKind>,
    /// How many tokens it has.
    pub(super) tokens: usize,
}

impl Parser<'_> {
    /// The kind of an unqualified name.
    pub(super) fn kind_of(&self, name: Symbol) -> Option<NameKind> {
        let declared = self.scopes.find(name);
        declared.or(self.words[name.index()].kind)
    }

    /// The kind of a name after `::`; `library` where a namespace of the library stands before it.
    fn kind_of_member(&self, name: Symbol, library: bool) -> Option<NameKind> {
        let builtin = self.words[name.index()].kind.filter(|_| library);
        self.scopes.find_member(name).or(builtin)
    }

    /// What the path at the next token is; `None` where there is none.
    pub(super) fn path_shape(&self) -> Option<PathShape> {
        self.path_shape_at(0)
    }

    /// What the path `start` places ahead is.
    pub(super) fn path_shape_at(&self, start: usize) -> Option<PathShape> {
        let mut ahead = start + usize::from(self.is_at(start, Punct::ColonColon));
        let mut library = false;
        let mut first = true;
        loop {
            if !first && self.word_at(ahead) == "template" {
                ahead += 1;
            }
            if !self.is_name(ahead) {
                return None;
            }
            let name = self.token_at(ahead).text;
            let kind = if first {
                self.kind_of(name)
            } else {
                self.kind_of_member(name, library)
            };
            let text = self.symbols.text(name);
            library = kind == Some(NameKind::Namespace) && matches!(text, "metal" | "std" | "simd");
            first = false;
            ahead += 1;
            let absent = kind.is_none() && stdlib::type_family(text).is_some();
            if self.is_at(ahead, Punct::Less) && (absent || self.takes_arguments(kind, ahead)) {
                match self.after_angles(ahead) {
                    Some(after) => ahead = after,
                    None => {
                        return Some(PathShape {
                            kind,
                            tokens: ahead - start,
                        });
                    }
                }
            }
            // `A::operator` names a member outside of its struct.
            if !self.is_at(ahead, Punct::ColonColon) || self.word_at(ahead + 1) == "operator" {
                return Some(PathShape {
                    kind,
                    tokens: ahead - start,
                });
            }
            ahead += 1;
        }
    }

    /// Whether the `<` at `ahead`, after a name of this kind, begins template arguments.
    fn takes_arguments(&self, kind: Option<NameKind>, ahead: usize) -> bool {
        match kind {
            Some(kind) => kind.is_template(),
            None => self.looks_like_arguments(ahead),
        }
    }

    /// For a name of which nothing is known: whether what follows reads as `<…>` before a call, a
    /// `::` or a `{`, or begins with a type, which no comparison does.
    pub(super) fn looks_like_arguments(&self, ahead: usize) -> bool {
        let Some(after) = self.after_angles(ahead) else {
            return false;
        };
        if self.is_type_argument(ahead + 1) {
            return true;
        }
        let goes_on = [Punct::LeftParen, Punct::ColonColon, Punct::LeftBrace];
        goes_on.into_iter().any(|punct| self.is_at(after, punct))
            && (ahead + 1..after).all(|at| is_plausible_argument(self.token_at(at).kind))
    }

    /// Whether a type stands here alone between commas or angle brackets.
    fn is_type_argument(&self, ahead: usize) -> bool {
        let tokens = if self.known_word(ahead).of_type {
            1
        } else {
            match self.path_shape_at(ahead) {
                Some(shape) if shape.kind.is_some_and(NameKind::is_type) => shape.tokens,
                _ => return false,
            }
        };
        let ends = [
            Punct::Comma,
            Punct::Greater,
            Punct::GreaterGreater,
            Punct::Ellipsis,
        ];
        ends.into_iter()
            .any(|punct| self.is_at(ahead + tokens, punct))
    }

    /// The place after the `>` that closes the `<` at `ahead`.
    pub(super) fn after_angles(&self, ahead: usize) -> Option<usize> {
        let mut angles = 0_usize;
        let mut parens = 0_usize;
        for at in ahead..ahead + MAX_ANGLE_TOKENS {
            let TokenKind::Punct(punct) = self.token_at(at).kind else {
                continue;
            };
            match punct {
                Punct::LeftParen | Punct::LeftBracket => parens += 1,
                Punct::RightParen | Punct::RightBracket => parens = parens.checked_sub(1)?,
                Punct::Semicolon | Punct::LeftBrace | Punct::RightBrace => return None,
                _ if parens > 0 => {}
                Punct::Less => angles += 1,
                Punct::Greater => {
                    angles -= 1;
                    if angles == 0 {
                        return Some(at + 1);
                    }
                }
                Punct::GreaterGreater if angles == 1 => return Some(at),
                Punct::GreaterGreater => {
                    angles -= 2;
                    if angles == 0 {
                        return Some(at + 1);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Reads a path; as a type, every `<` begins arguments.
    pub(super) fn path(&mut self, is_type: bool) -> Parsed<Path> {
        let start = self.span();
        let global = self.eat(Punct::ColonColon);
        let first = self.kind_of(self.symbol());
        let segment = self.segment(first, is_type)?;
        let mut library = is_library(&segment);
        let mut segments = Segments::new(segment);
        while self.is(Punct::ColonColon) && (self.is_name(1) || self.word_at(1) == "template") {
            self.bump();
            if segments.len() > 32 {
                return Err(self.expected("a path of fewer names"));
            }
            self.eat_word("template");
            let kind = self.kind_of_member(self.symbol(), library);
            let segment = self.segment(kind, is_type)?;
            library = is_library(&segment);
            segments.push(segment);
        }
        Ok(Path {
            global,
            elaborated: false,
            segments,
            span: self.since(start),
        })
    }

    /// A name of a path, of this kind, with its arguments.
    fn segment(&mut self, kind: Option<NameKind>, is_type: bool) -> Parsed<PathSegment> {
        let ident = self.ident("a name")?;
        let arguments = if self.is(Punct::Less)
            && (is_type && kind != Some(NameKind::Type) || self.takes_arguments(kind, 0))
        {
            Some(self.template_arguments()?)
        } else {
            None
        };
        Ok(PathSegment { ident, arguments })
    }

    /// `<…>`.
    pub(super) fn template_arguments(&mut self) -> Parsed<Vec<TemplateArgument>> {
        let open = self.span();
        self.expect(Punct::Less)?;
        let angle = std::mem::replace(&mut self.angle, true);
        let arguments = self.nested(|p| p.argument_list(open));
        self.angle = angle;
        arguments
    }

    fn argument_list(&mut self, open: Span) -> Parsed<Vec<TemplateArgument>> {
        let mut arguments = Vec::new();
        let mut height = 0;
        if self.eat_greater() {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.template_argument()?);
            height = height.max(self.height);
            if self.eat_greater() {
                self.height = height;
                return Ok(arguments);
            }
            if !self.eat(Punct::Comma) {
                self.expect_close(Punct::Greater, open)?;
            }
        }
    }

    fn template_argument(&mut self) -> Parsed<TemplateArgument> {
        let start = self.span();
        if self.starts_type() && !self.not_types.contains(&self.at) {
            let at = self.at;
            let ty = self.attempt(|p| {
                let ty = p.type_id()?;
                let ends = matches!(
                    p.punct(),
                    Some(Punct::Comma | Punct::Greater | Punct::GreaterGreater | Punct::Ellipsis)
                );
                if ends { Ok(ty) } else { Err(super::Reported) }
            });
            match ty {
                Some(ty) => return Ok(self.maybe_pack(TemplateArgument::Type(ty), start)),
                None => {
                    self.not_types.insert(at);
                }
            }
        }
        let expr = self.conditional()?;
        let argument = match expr.kind {
            ExprKind::Path(path) if !self.scopes_know_value(&path) => {
                TemplateArgument::Ambiguous(path)
            }
            _ => TemplateArgument::Expr(expr),
        };
        Ok(self.maybe_pack(argument, start))
    }

    /// `argument...`.
    fn maybe_pack(&mut self, argument: TemplateArgument, start: Span) -> TemplateArgument {
        if !self.eat(Punct::Ellipsis) {
            return argument;
        }
        TemplateArgument::Expansion(Box::new(argument), self.since(start))
    }

    fn scopes_know_value(&self, path: &Path) -> bool {
        let [segment] = &path.segments[..] else {
            return false;
        };
        self.symbols
            .find(&segment.ident.name)
            .is_some_and(|name| self.scopes.find(name) == Some(NameKind::Value))
    }
}

/// Whether what follows is a name of the library.
fn is_library(segment: &PathSegment) -> bool {
    matches!(segment.ident.name.as_str(), "metal" | "std" | "simd")
}

/// Whether a token may stand among the arguments of a template that nobody declared.
fn is_plausible_argument(kind: TokenKind) -> bool {
    match kind {
        TokenKind::Punct(punct) => matches!(
            punct,
            Punct::ColonColon
                | Punct::Comma
                | Punct::Star
                | Punct::Less
                | Punct::Greater
                | Punct::GreaterGreater
                | Punct::Ampersand
                | Punct::Plus
                | Punct::Minus
                | Punct::Slash
                | Punct::LeftParen
                | Punct::RightParen
                | Punct::Ellipsis
        ),
        TokenKind::Eof => false,
        TokenKind::Ident | TokenKind::Literal(_) | TokenKind::String => true,
    }
}
