//! Arithmetic on `half` alone that a `float` literal turns into arithmetic on `float`.

use half::{bf16, f16};

use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{Op, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "half-with-float-literal",
    level: Level::Warning,
    check,
};

/// Operations of one expression that are looked at.
const LIMIT: u32 = 64;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let small = subject.scalar(body, value).filter(|to| is_small(*to));
            let (Op::Convert(result), Some(small)) = (op, small) else {
                continue;
            };
            let mut tree = Tree {
                subject,
                body,
                small,
                at: None,
                fits: true,
                left: LIMIT,
            };
            tree.visit(*result);
            if let (true, Some(at)) = (tree.fits, tree.at) {
                let diagnostic = diagnostic(body, at, small);
                // Of one operation that float computes, half rounds the same to the same (IEEE 754: 24 digits
                // are twice 11 and 2 more); of several it may not.
                let change = (at == *result).then(|| suffixed(subject, body, at, small));
                found.push(Diagnostic {
                    suggestions: change.flatten().into_iter().collect(),
                    ..diagnostic
                });
            }
        }
    }
}

const fn is_small(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::F16 | Scalar::BF16)
}

/// An expression of `float` whose result becomes `half` again.
struct Tree<'s, 'a> {
    subject: &'s Subject<'a>,
    body: &'s Body<'a>,
    small: Scalar,
    /// The first operation on a `half` and a literal.
    at: Option<ValueId>,
    /// Every operand is a `half` that was widened by the way, or a literal.
    fits: bool,
    left: u32,
}

impl Tree<'_, '_> {
    fn visit(&mut self, value: ValueId) {
        self.left = self.left.saturating_sub(1);
        let Op::Binary(_, left, right) = *self.body.op(value) else {
            self.fits = false;
            return;
        };
        if self.left == 0 || self.subject.scalar(self.body, value) != Some(Scalar::F32) {
            self.fits = false;
            return;
        }
        for operand in [left, right] {
            if !self.is_literal(operand) && !self.is_widened(operand) {
                self.visit(operand);
            }
        }
        let mixes = [(left, right), (right, left)]
            .iter()
            .any(|(a, b)| self.is_literal(*a) && self.is_widened(*b));
        if mixes {
            self.at = self.at.or(Some(value));
        }
    }

    fn is_literal(&self, value: ValueId) -> bool {
        match self.body.op(value) {
            Op::Const(_) => true,
            Op::Splat(of) => self.is_literal(*of),
            _ => false,
        }
    }

    /// Whether it is a `half` that the text does not turn into `float`.
    fn is_widened(&self, value: ValueId) -> bool {
        match self.body.op(value) {
            Op::Convert(from) => {
                let asked = self.subject.text(self.body, value).contains("float");
                self.subject.scalar(self.body, *from) == Some(self.small) && !asked
            }
            Op::Splat(of) => self.is_widened(*of),
            _ => false,
        }
    }
}

/// The literal with the suffix of the small type, where that type has its value.
fn suffixed(
    subject: &Subject<'_>,
    body: &Body<'_>,
    at: ValueId,
    small: Scalar,
) -> Option<Suggestion> {
    let Op::Binary(_, left, right) = *body.op(at) else {
        return None;
    };
    let literal = [left, right]
        .into_iter()
        .find_map(|value| match body.op(value) {
            Op::Splat(of) => Some(*of).filter(|of| matches!(body.op(*of), Op::Const(_))),
            Op::Const(_) => Some(value),
            _ => None,
        })?;
    let text = subject.text(body, literal);
    let digits = text.trim_end_matches(['f', 'F']);
    let value: f32 = digits.parse().ok()?;
    let (kept, suffix) = match small {
        Scalar::F16 => (f16::from_f32(value).to_f32(), "h"),
        _ => (bf16::from_f32(value).to_f32(), "bf"),
    };
    let is_plain = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    (kept == value && is_plain)
        .then(|| Suggestion::replace(body.span(literal), text, &format!("{digits}{suffix}")))
}

fn diagnostic(body: &Body<'_>, at: ValueId, small: Scalar) -> Diagnostic {
    let name = small.metal_name();
    let suffix = if small == Scalar::F16 { "h" } else { "bf" };
    Diagnostic::warning(
        LINT.name,
        body.span(at),
        format!("a `float` literal turns this arithmetic on `{name}` into `float`, and back"),
    )
    .with_help(format!(
        "give the literal the suffix `{suffix}`, or write `float(...)` if the precision is meant"
    ))
}
