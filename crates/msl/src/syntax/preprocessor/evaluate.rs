//! The value of an `#if`'s expression, C++14 [cpp.cond]/4.
//!
//! Arithmetic is that of 64-bit integers, signed unless an operand is unsigned. A name that is no
//! macro counts as 0, `true` as 1. What is not evaluated (`0 && 1 / 0`) cannot be wrong.

use super::MAX_EXPANSION_DEPTH;
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::Span,
    syntax::{
        ast::Literal,
        literal,
        token::{Punct, RawKind, RawToken, Symbols},
    },
};

/// A value with its signedness.
#[derive(Clone, Copy)]
struct Value {
    bits: u64,
    unsigned: bool,
}

impl Value {
    fn signed(value: i64) -> Self {
        Self {
            bits: value.cast_unsigned(),
            unsigned: false,
        }
    }

    fn truth(holds: bool) -> Self {
        Self::signed(i64::from(holds))
    }

    fn is_true(self) -> bool {
        self.bits != 0
    }
}

/// What is wrong, and where.
struct Problem {
    span: Span,
    message: String,
}

type Evaluated = Result<Value, Problem>;

/// Whether the expression is not 0; one that does not make sense is reported and counts as 0.
pub(super) fn evaluate(
    tokens: &[RawToken],
    directive: Span,
    symbols: &Symbols,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut evaluator = Evaluator {
        tokens,
        at: 0,
        depth: 0,
        directive,
        symbols,
    };
    let value = evaluator
        .conditional(true)
        .and_then(|value| match evaluator.peek() {
            None => Ok(value),
            Some(_) => Err(evaluator.unexpected("an operator")),
        });
    match value {
        Ok(value) => value.is_true(),
        Err(Problem { span, message }) => {
            diagnostics.push(Diagnostic::error("invalid-condition", span, message));
            false
        }
    }
}

struct Evaluator<'a> {
    tokens: &'a [RawToken],
    at: usize,
    depth: usize,
    directive: Span,
    symbols: &'a Symbols,
}

impl Evaluator<'_> {
    fn peek(&self) -> Option<RawToken> {
        self.tokens.get(self.at).copied()
    }

    fn peek_punct(&self) -> Option<Punct> {
        match self.peek()?.kind {
            RawKind::Punct(punct) => Some(punct),
            RawKind::Ident => Punct::from_word(self.symbols.text(self.peek()?.text)),
            _ => None,
        }
    }

    fn eat(&mut self, punct: Punct) -> bool {
        let found = self.peek_punct() == Some(punct);
        self.at += usize::from(found);
        found
    }

    fn unexpected(&self, expected: &str) -> Problem {
        let (span, found) = match self.peek() {
            Some(token) => (token.span, format!("`{}`", self.symbols.text(token.text))),
            None => (
                self.tokens
                    .last()
                    .map_or(self.directive, |token| token.span),
                "the end of the line".to_owned(),
            ),
        };
        Problem {
            span,
            message: format!("expected {expected}, found {found}"),
        }
    }

    fn nested(&mut self, read: impl FnOnce(&mut Self) -> Evaluated) -> Evaluated {
        if self.depth >= MAX_EXPANSION_DEPTH {
            return Err(Problem {
                span: self.directive,
                message: "this condition is nested too deeply".to_owned(),
            });
        }
        self.depth += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    /// `a ? b : c`; `live` where the value matters.
    fn conditional(&mut self, live: bool) -> Evaluated {
        let condition = self.binary(0, live)?;
        if !self.eat(Punct::Question) {
            return Ok(condition);
        }
        let holds = condition.is_true();
        let then = self.nested(|e| e.conditional(live && holds))?;
        if !self.eat(Punct::Colon) {
            return Err(self.unexpected("`:`"));
        }
        let otherwise = self.nested(|e| e.conditional(live && !holds))?;
        Ok(if holds { then } else { otherwise })
    }

    fn binary(&mut self, least: u8, live: bool) -> Evaluated {
        let mut left = self.nested(|e| e.unary(live))?;
        while let Some((punct, precedence)) = self
            .peek_punct()
            .and_then(|punct| Some((punct, precedence(punct)?)))
            .filter(|(_, precedence)| *precedence >= least)
        {
            let span = self.peek().map_or(self.directive, |token| token.span);
            self.at += 1;
            let matters = match punct {
                Punct::AmpersandAmpersand => live && left.is_true(),
                Punct::BarBar => live && !left.is_true(),
                _ => live,
            };
            let right = self.nested(|e| e.binary(precedence + 1, matters))?;
            left = match apply(punct, left, right) {
                Some(value) => value,
                None if live => {
                    return Err(Problem {
                        span,
                        message: "division by zero in a condition".to_owned(),
                    });
                }
                None => Value::signed(0),
            };
        }
        Ok(left)
    }

    fn unary(&mut self, live: bool) -> Evaluated {
        let Some(punct) = self.peek_punct() else {
            return self.primary();
        };
        if punct == Punct::LeftParen {
            self.at += 1;
            let value = self.conditional(live)?;
            if !self.eat(Punct::RightParen) {
                return Err(self.unexpected("`)`"));
            }
            return Ok(value);
        }
        if !matches!(
            punct,
            Punct::Plus | Punct::Minus | Punct::Bang | Punct::Tilde
        ) {
            return Err(self.unexpected("a value"));
        }
        self.at += 1;
        let Value { bits, unsigned } = self.nested(|e| e.unary(live))?;
        Ok(match punct {
            Punct::Minus => Value {
                bits: bits.wrapping_neg(),
                unsigned,
            },
            Punct::Tilde => Value {
                bits: !bits,
                unsigned,
            },
            Punct::Bang => Value::truth(bits == 0),
            _ => Value { bits, unsigned },
        })
    }

    fn primary(&mut self) -> Evaluated {
        let Some(token) = self.peek() else {
            return Err(self.unexpected("a value"));
        };
        let text = self.symbols.text(token.text);
        let parsed = match token.kind {
            RawKind::Ident => Ok(Literal::Bool(text == "true")),
            RawKind::Number => literal::number(text).map(|value| value.literal),
            RawKind::Char => literal::character(text),
            _ => return Err(self.unexpected("a value")),
        };
        self.at += 1;
        let problem = |message| Problem {
            span: token.span,
            message,
        };
        match parsed.map_err(problem)? {
            Literal::Int {
                value, unsigned, ..
            } => Ok(Value {
                bits: value,
                unsigned: unsigned || i64::try_from(value).is_err(),
            }),
            Literal::Bool(holds) => Ok(Value::truth(holds)),
            Literal::Char(byte) => Ok(Value::signed(i64::from(byte.cast_signed()))),
            Literal::Float(..) | Literal::Null => Err(problem(format!(
                "expected an integer in a condition, found `{text}`"
            ))),
        }
    }
}

/// How tightly an operator binds.
fn precedence(punct: Punct) -> Option<u8> {
    Some(match punct {
        Punct::BarBar => 0,
        Punct::AmpersandAmpersand => 1,
        Punct::Bar => 2,
        Punct::Caret => 3,
        Punct::Ampersand => 4,
        Punct::EqualEqual | Punct::BangEqual => 5,
        Punct::Less | Punct::LessEqual | Punct::Greater | Punct::GreaterEqual => 6,
        Punct::LessLess | Punct::GreaterGreater => 7,
        Punct::Plus | Punct::Minus => 8,
        Punct::Star | Punct::Slash | Punct::Percent => 9,
        _ => return None,
    })
}

/// `None` for a division by zero.
fn apply(punct: Punct, left: Value, right: Value) -> Option<Value> {
    let unsigned = left.unsigned || right.unsigned;
    let (a, b) = (left.bits, right.bits);
    let (signed_a, signed_b) = (a.cast_signed(), b.cast_signed());
    let number = |bits: u64| Some(Value { bits, unsigned });
    let truth = |holds: bool| Some(Value::truth(holds));
    let shift = u32::try_from(b & 63).expect("it is at most 63");
    match punct {
        Punct::Plus => number(a.wrapping_add(b)),
        Punct::Minus => number(a.wrapping_sub(b)),
        Punct::Star => number(a.wrapping_mul(b)),
        Punct::Slash | Punct::Percent if b == 0 => None,
        Punct::Slash if unsigned => number(a / b),
        Punct::Slash => number(signed_a.wrapping_div(signed_b).cast_unsigned()),
        Punct::Percent if unsigned => number(a % b),
        Punct::Percent => number(signed_a.wrapping_rem(signed_b).cast_unsigned()),
        Punct::LessLess => Some(Value {
            bits: a << shift,
            unsigned: left.unsigned,
        }),
        Punct::GreaterGreater if left.unsigned => Some(Value {
            bits: a >> shift,
            unsigned: true,
        }),
        Punct::GreaterGreater => Some(Value::signed(signed_a >> shift)),
        Punct::Ampersand => number(a & b),
        Punct::Bar => number(a | b),
        Punct::Caret => number(a ^ b),
        Punct::AmpersandAmpersand => truth(a != 0 && b != 0),
        Punct::BarBar => truth(a != 0 || b != 0),
        Punct::EqualEqual => truth(a == b),
        Punct::BangEqual => truth(a != b),
        Punct::Less => truth(if unsigned { a < b } else { signed_a < signed_b }),
        Punct::LessEqual => truth(if unsigned {
            a <= b
        } else {
            signed_a <= signed_b
        }),
        Punct::Greater => truth(if unsigned { a > b } else { signed_a > signed_b }),
        _ => truth(if unsigned {
            a >= b
        } else {
            signed_a >= signed_b
        }),
    }
}
