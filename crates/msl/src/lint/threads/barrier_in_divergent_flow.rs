//! A barrier in a branch or loop that threads of its scope take differently.

use crate::{
    analysis::{
        context::{Jump, JumpKind, Kind},
        spread::Spread,
    },
    diagnostic::Diagnostic,
    ir::{BarrierScope, Loop, Op, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
    source::Span,
};
use std::collections::BTreeMap;

pub(crate) const LINT: Lint = Lint {
    name: "barrier-in-divergent-flow",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        let mut flows = BTreeMap::new();
        for (value, _) in body.operations() {
            let Some(scope) = scope(subject, body, value) else {
                continue;
            };
            let flow = flows
                .entry(scope)
                .or_insert_with(|| Flow::new(subject, body, scope));
            if let Some((why, label)) = flow.reason(value) {
                let who = who(scope);
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(value),
                        format!("not all threads of the {who} may come to this barrier"),
                    )
                    .with_related(why, label)
                    .with_help("let all threads come to the barrier, and guard the work around it"),
                );
            }
        }
    }
}

/// Who waits in this operation, if it is a barrier or a call that holds one.
pub(super) fn scope(
    subject: &Subject<'_>,
    body: &Body<'_>,
    value: ValueId,
) -> Option<BarrierScope> {
    match body.op(value) {
        Op::Barrier { scope, .. } => Some(*scope),
        _ => subject
            .waits(body, value)
            .then_some(BarrierScope::Threadgroup),
    }
}

pub(super) const fn who(scope: BarrierScope) -> &'static str {
    match scope {
        BarrierScope::Threadgroup => "threadgroup",
        BarrierScope::Simdgroup => "simdgroup",
    }
}

/// Whether threads of the scope surely have different values.
pub(super) fn differs(
    subject: &Subject<'_>,
    body: &Body<'_>,
    value: ValueId,
    scope: BarrierScope,
) -> bool {
    match subject.fact(body, value).spread {
        Spread::Thread => true,
        Spread::Simdgroup => scope == BarrierScope::Threadgroup,
        Spread::Threadgroup | Spread::Unknown => false,
    }
}

/// Where the threads of a scope part.
struct Flow<'s, 'a> {
    subject: &'s Subject<'a>,
    body: &'s Body<'a>,
    scope: BarrierScope,
    /// For each loop, the first `break` or `continue` that some threads take.
    leaves: BTreeMap<*const Loop, Span>,
}

impl<'s, 'a> Flow<'s, 'a> {
    fn new(subject: &'s Subject<'a>, body: &'s Body<'a>, scope: BarrierScope) -> Self {
        let mut flow = Self {
            subject,
            body,
            scope,
            leaves: BTreeMap::new(),
        };
        for jump in body.contexts.jumps() {
            if let (true, Some(repeat)) = (jump.kind != JumpKind::Return, flow.left_by_some(&jump))
            {
                flow.leaves.entry(repeat).or_insert(jump.span);
            }
        }
        flow
    }

    /// The loop that a jump belongs to, if threads part before the jump.
    fn left_by_some(&self, jump: &Jump) -> Option<*const Loop> {
        let mut parts = false;
        for kind in self.body.contexts.around_jump(jump) {
            match kind {
                Kind::Branch(condition) => parts |= self.differs(condition),
                Kind::Loop(repeat) => return parts.then_some(std::ptr::from_ref(repeat)),
                Kind::Body => {}
            }
        }
        None
    }

    /// What keeps threads from the barrier, and how.
    fn reason(&self, barrier: ValueId) -> Option<(Span, &'static str)> {
        self.body
            .contexts
            .around(barrier)
            .find_map(|kind| match kind {
                Kind::Branch(condition) if self.differs(condition) => {
                    Some((self.body.span(condition), "this differs between them"))
                }
                Kind::Loop(repeat) => self.parts(repeat),
                Kind::Body | Kind::Branch(_) => None,
            })
    }

    /// Why threads take different numbers of the loop's turns, or leave one.
    fn parts(&self, repeat: &Loop) -> Option<(Span, &'static str)> {
        let mut tests = [repeat.while_, repeat.again_if].into_iter().flatten();
        let test = tests.find(|test| self.differs(*test));
        if let Some(test) = test.filter(|_| !self.subject.iterations(self.body).is_even(repeat)) {
            let label = "threads leave the loop at different times";
            return Some((self.body.span(test), label));
        }
        let jump = self.leaves.get(&std::ptr::from_ref(repeat))?;
        Some((*jump, "threads leave the iteration here"))
    }

    fn differs(&self, value: ValueId) -> bool {
        differs(self.subject, self.body, value, self.scope)
    }
}
