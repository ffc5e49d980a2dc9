//! Replacing uses of macros, C++14 [cpp.subst], [cpp.stringize], [cpp.concat], [cpp.rescan].

use std::rc::Rc;

use super::{
    Item, MAX_EXPANSION_DEPTH, MAX_PRODUCED, Preprocessor,
    definition::{MacroKind, Part},
    hide_set::HideSet,
};
use crate::{
    diagnostic::{Diagnostic, Expansion},
    source::{FileId, Origin, Span},
    syntax::{
        lexer::Lexer,
        token::{Punct, RawKind, RawToken, Symbol},
    },
};

/// An argument of a function-like macro.
struct Argument {
    /// As written.
    raw: Vec<Item>,
    /// With its own macros replaced; made where it is needed.
    expanded: Option<Rc<[Item]>>,
}

/// What all of one use's replacement has in common.
#[derive(Clone, Copy)]
struct Use {
    span: Span,
    hidden: HideSet,
}

impl Preprocessor<'_> {
    /// The next token that is not to be replaced.
    pub(super) fn next_expanded(&mut self) -> Item {
        loop {
            let item = self.next_item();
            if item.token.kind != RawKind::Ident || !self.expand(item) {
                return item;
            }
            if self.stopped {
                let eof = self.eof();
                return eof.into();
            }
        }
    }

    /// A list of tokens with its macros replaced, as if it were all there is.
    pub(super) fn expand_list(&mut self, items: Vec<Item>) -> Vec<Item> {
        if self.isolation > MAX_EXPANSION_DEPTH {
            if let Some(item) = items.first() {
                let message = format!("macros are nested deeper than {MAX_EXPANSION_DEPTH} levels");
                self.stop(item.token.span, message);
            }
            return items;
        }
        let reversed = items.into_iter().rev().collect();
        let outer = std::mem::replace(&mut self.pending, reversed);
        self.isolation += 1;
        let mut expanded = Vec::new();
        while !self.stopped {
            let item = self.next_expanded();
            if item.token.kind == RawKind::Eof {
                break;
            }
            expanded.push(item);
        }
        self.isolation -= 1;
        self.pending = outer;
        expanded
    }

    /// Replaces the use of a macro that begins with `item`, if it is one.
    fn expand(&mut self, item: Item) -> bool {
        let name = item.token.text;
        if self.hide_sets.contains(item.hidden, name) {
            return false;
        }
        let Some(definition) = self.definition(name) else {
            return false;
        };
        if self.hide_sets.len(item.hidden) >= MAX_EXPANSION_DEPTH {
            let message = format!("macros are nested deeper than {MAX_EXPANSION_DEPTH} levels");
            self.stop(item.token.span, message);
            return true;
        }
        match definition.kind.as_ref() {
            MacroKind::Object(body) => {
                let place = Use {
                    span: item.token.span,
                    hidden: self.hide_sets.with(item.hidden, name),
                };
                self.note(name, body, place);
                self.replace(item, body, &mut [], place);
                true
            }
            MacroKind::Function {
                params,
                variadic,
                body,
            } => self.expand_call(item, *params, *variadic, body),
            MacroKind::File => {
                let file = self.current_file(item.token.span);
                let text = format!("{:?}", self.sources.file(file).name);
                self.push_made(item, RawKind::String, &text)
            }
            MacroKind::Line => {
                let line = self.sources.line_column(item.token.span).line;
                self.push_made(item, RawKind::Number, &line.to_string())
            }
            MacroKind::Counter => {
                let number = self.counter;
                self.counter += 1;
                self.push_made(item, RawKind::Number, &number.to_string())
            }
        }
    }

    fn current_file(&self, span: Span) -> FileId {
        self.open_files
            .last()
            .map_or(span.file, |file| file.lexer.file())
    }

    fn push_made(&mut self, item: Item, kind: RawKind, text: &str) -> bool {
        let text = self.symbols.intern(text);
        let token = RawToken {
            kind,
            text,
            ..item.token
        };
        self.pending.push(token.into());
        true
    }

    fn expand_call(&mut self, name: Item, params: usize, variadic: bool, body: &[Part]) -> bool {
        let open = self.next_item();
        if !open.token.is(Punct::LeftParen) {
            if open.token.kind != RawKind::Eof {
                self.pending.push(open);
            }
            return false;
        }
        let Some((arguments, close)) = self.collect_arguments(name.token, params, variadic) else {
            return true;
        };
        let Some(mut arguments) = self.match_arguments(&name.token, arguments, params, variadic)
        else {
            return true;
        };
        let common = self.hide_sets.intersection(name.hidden, close.hidden);
        let place = Use {
            span: name.token.span.to(close.token.span),
            hidden: self.hide_sets.with(common, name.token.text),
        };
        self.note(name.token.text, body, place);
        self.replace(name, body, &mut arguments, place);
        true
    }

    /// Keeps what findings about a use have to know.
    fn note(&mut self, name: Symbol, body: &[Part], place: Use) {
        let Some(name) = self.definition(name).map(|definition| definition.span) else {
            return;
        };
        if self.sources.file(name.file).origin == Origin::User {
            let body = match body {
                [first, .., last] => first.token.spelled.to(last.token.spelled),
                [only] => only.token.spelled,
                [] => Span {
                    start: name.end,
                    ..name
                },
            };
            self.expansions.push(Expansion {
                at: place.span,
                name,
                body,
            });
        }
    }

    /// What stands between the parentheses, split at commas, and the closing one.
    fn collect_arguments(
        &mut self,
        name: RawToken,
        params: usize,
        variadic: bool,
    ) -> Option<(Vec<Vec<Item>>, Item)> {
        let mut arguments = vec![Vec::new()];
        let mut depth = 0_usize;
        loop {
            let item = self.next_item();
            match item.token.kind {
                RawKind::Eof => {
                    if !self.stopped {
                        let macro_name = self.symbols.text(name.text);
                        let message = format!(
                            "expected `)` after the arguments of the macro `{macro_name}`, found the end of the file"
                        );
                        self.error("unbalanced-bracket", name.span, message);
                        self.cut_short = true;
                    }
                    return None;
                }
                RawKind::Punct(Punct::RightParen) if depth == 0 => {
                    return Some((arguments, item));
                }
                RawKind::Punct(Punct::LeftParen) => depth += 1,
                RawKind::Punct(Punct::RightParen) => depth -= 1,
                RawKind::Punct(Punct::Comma)
                    if depth == 0 && !(variadic && arguments.len() == params) =>
                {
                    arguments.push(Vec::new());
                    continue;
                }
                _ => {}
            }
            // An argument is read again at each level of nesting, so it counts at each.
            self.count(1, name.span);
            arguments.last_mut()?.push(item);
        }
    }

    /// Checks the number of arguments.
    fn match_arguments(
        &mut self,
        name: &RawToken,
        mut arguments: Vec<Vec<Item>>,
        params: usize,
        variadic: bool,
    ) -> Option<Vec<Argument>> {
        let lone_empty = arguments.len() == 1 && arguments[0].is_empty();
        if params == 0 && lone_empty {
            arguments.clear();
        }
        if variadic && arguments.len() + 1 == params {
            arguments.push(Vec::new());
        }
        if arguments.len() != params {
            let text = self.symbols.text(name.text);
            let found = if lone_empty { 0 } else { arguments.len() };
            let message = format!(
                "expected {params} argument{} for the macro `{text}`, found {found}",
                if params == 1 { "" } else { "s" }
            );
            let mut diagnostic = Diagnostic::error("macro-argument-count", name.span, message);
            if let Some(definition) = self.definition(name.text) {
                diagnostic = diagnostic.with_related(definition.span, "the macro is defined here");
            }
            self.diagnostics.push(diagnostic);
            return None;
        }
        Some(
            arguments
                .into_iter()
                .map(|raw| Argument {
                    raw,
                    expanded: None,
                })
                .collect(),
        )
    }

    /// Puts a replacement before what is pending.
    fn replace(&mut self, name: Item, body: &[Part], arguments: &mut [Argument], place: Use) {
        let mut result = self.substitute(body, arguments, place);
        if self.stopped {
            return;
        }
        result.retain(|item| item.token.kind != RawKind::Placemarker);
        self.count(result.len() + 1, place.span);
        if let Some(first) = result.first_mut() {
            first.token.spaced = name.token.spaced;
            first.token.line_start = name.token.line_start;
        }
        for item in result.into_iter().rev() {
            let hidden = self.hide_sets.union(item.hidden, place.hidden);
            let token = item.token;
            self.pending.push(Item { token, hidden });
        }
    }

    fn count(&mut self, tokens: usize, span: Span) {
        self.produced += tokens;
        if self.produced > MAX_PRODUCED {
            self.stop(
                span,
                format!("macros produce more than {MAX_PRODUCED} tokens"),
            );
        }
    }

    /// The body with its parameters replaced, `#` and `##` applied.
    fn substitute(&mut self, body: &[Part], arguments: &mut [Argument], place: Use) -> Vec<Item> {
        let mut result: Vec<Item> = Vec::new();
        let mut pasting = false;
        let mut at = 0;
        while let Some(part) = body.get(at).filter(|_| !self.stopped) {
            at += 1;
            if part.token.is(Punct::HashHash) {
                pasting = true;
                continue;
            }
            let next_pastes = body
                .get(at)
                .is_some_and(|next| next.token.is(Punct::HashHash));
            let operand = body.get(at).and_then(|next| next.param);
            let items = match (part.param, operand) {
                (None, Some(param)) if part.token.is(Punct::Hash) => {
                    at += 1;
                    vec![self.stringize(&arguments[param].raw, part.token, place)]
                }
                (None, _) => vec![placed(part.token, place).into()],
                (Some(param), _) if pasting || next_pastes => {
                    let raw = &arguments[param].raw;
                    let comma = pasting && result.last().is_some_and(|i| i.token.is(Punct::Comma));
                    if comma && param + 1 == arguments.len() {
                        // `, ## __VA_ARGS__`: the comma goes away with the arguments.
                        pasting = false;
                        if raw.is_empty() {
                            result.pop();
                        }
                        raw.clone()
                    } else if raw.is_empty() {
                        vec![self.placemarker(part.token, place)]
                    } else {
                        raw.clone()
                    }
                }
                (Some(param), _) => {
                    let expanded = self.expanded(&mut arguments[param]);
                    let mut items = expanded.to_vec();
                    if let Some(first) = items.first_mut() {
                        first.token.spaced = part.token.spaced;
                    }
                    items
                }
            };
            self.count(items.len(), place.span);
            let mut items = items.into_iter();
            if std::mem::take(&mut pasting)
                && let Some(left) = result.pop()
                && let Some(right) = items.next()
            {
                let pasted = self.paste(left, right, place);
                result.extend(pasted);
            }
            result.extend(items);
        }
        result
    }

    fn expanded(&mut self, argument: &mut Argument) -> Rc<[Item]> {
        if let Some(known) = &argument.expanded {
            return Rc::clone(known);
        }
        let expanded: Rc<[Item]> = self.expand_list(argument.raw.clone()).into();
        argument.expanded = Some(Rc::clone(&expanded));
        expanded
    }

    fn placemarker(&mut self, token: RawToken, place: Use) -> Item {
        let text = Symbol::EMPTY;
        Item::from(RawToken {
            kind: RawKind::Placemarker,
            text,
            ..placed(token, place)
        })
    }

    /// `#x`.
    fn stringize(&mut self, argument: &[Item], hash: RawToken, place: Use) -> Item {
        let mut text = String::from("\"");
        for (index, item) in argument.iter().enumerate() {
            if index > 0 && (item.token.spaced || item.token.line_start) {
                text.push(' ');
            }
            let spelling = self.symbols.text(item.token.text);
            let quoted = matches!(item.token.kind, RawKind::String | RawKind::Char);
            for c in spelling.chars() {
                if quoted && matches!(c, '"' | '\\') {
                    text.push('\\');
                }
                text.push(c);
            }
        }
        text.push('"');
        self.count(text.len() / 8, place.span);
        let text = self.symbols.intern(&text);
        Item::from(RawToken {
            kind: RawKind::String,
            text,
            ..placed(hash, place)
        })
    }

    /// `left ## right`: one token, or both with a diagnostic.
    fn paste(&mut self, left: Item, right: Item, place: Use) -> Vec<Item> {
        if left.token.kind == RawKind::Placemarker {
            return vec![right];
        }
        if right.token.kind == RawKind::Placemarker {
            return vec![left];
        }
        let text = format!(
            "{}{}",
            self.symbols.text(left.token.text),
            self.symbols.text(right.token.text)
        );
        let mut lexer = Lexer::new(place.span.file, text.as_str().into());
        let tokens = lexer.rest_of_line(&mut self.symbols);
        let [token] = tokens[..] else {
            let message = format!("`##` makes `{text}`, which is not one token");
            self.error("invalid-token-paste", place.span, message);
            return vec![left, right];
        };
        // The cost of pasting grows with the text, so text counts too.
        self.count(text.len() / 8, place.span);
        let token = RawToken {
            spaced: left.token.spaced,
            line_start: left.token.line_start,
            spelled: left.token.spelled,
            span: left.token.span,
            ..token
        };
        let hidden = self.hide_sets.intersection(left.hidden, right.hidden);
        vec![Item { token, hidden }]
    }
}

/// A token of a macro's body, at the place of the macro's use.
fn placed(token: RawToken, place: Use) -> RawToken {
    RawToken {
        span: place.span,
        line_start: false,
        ..token
    }
}
