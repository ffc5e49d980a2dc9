//! Functions that call themselves, directly or through others.
//!
//! Clause 1.5.4 has recursion among Metal's restrictions; its compiler takes some of it. We have no stack, neither in the
//! registers of `cpu` nor with a limit that a kernel could be told of on every device. A call of itself at
//! a function's end becomes a loop ([`tail`](super::tail)); where the recursion ends while the text is compiled,
//! as in templates that call their own next instance, there is none. Anything else is refused, with the cycle.

use super::tail;
use crate::lower::{Lowerer, function::State};
use crate::{arena::Handle, diagnostic::Diagnostic, source::Span};

/// Of the calls of a cycle, how many are shown.
const MAX_CALLS_SHOWN: usize = 6;

/// Where the search for an instance's callees stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

impl Lowerer<'_> {
    /// Makes loops of what can be one, and refuses the other functions that come back to themselves.
    pub(super) fn refuse_recursion(&mut self) {
        let mut marks = vec![Mark::New; self.instances.len()];
        for root in 0..self.instances.len() {
            self.search(root, &mut marks);
        }
    }

    /// An explicit stack, since chains of calls are as long as the user likes.
    fn search(&mut self, root: usize, marks: &mut [Mark]) {
        if marks[root] != Mark::New {
            return;
        }
        marks[root] = Mark::Open;
        let mut stack = vec![(root, 0)];
        while let Some((instance, next)) = stack.last_mut() {
            let instance = *instance;
            let Some(&(callee, span)) = self.instances[instance].calls.get(*next) else {
                marks[instance] = Mark::Done;
                stack.pop();
                continue;
            };
            *next += 1;
            match marks[callee] {
                Mark::New => {
                    marks[callee] = Mark::Open;
                    stack.push((callee, 0));
                }
                Mark::Open if callee == instance && self.loop_itself(instance) => *next = 0,
                Mark::Open => {
                    let way: Vec<usize> = stack.iter().map(|(instance, _)| *instance).collect();
                    let from = way.iter().position(|at| *at == callee).unwrap_or(0);
                    self.recursion(&way[from..], span);
                }
                Mark::Done => {}
            }
        }
    }

    /// Makes a loop of a function that calls itself at its end. Whether it does not call itself any more.
    fn loop_itself(&mut self, instance: usize) -> bool {
        let State::Done(function) = &self.instances[instance].state else {
            return false;
        };
        let looped = tail::looped(function.clone(), Handle::new(instance), &mut self.types);
        let Some(looped) = looped else { return false };
        self.instances[instance].state = State::Done(looped);
        self.instances[instance]
            .calls
            .retain(|(callee, _)| *callee != instance);
        true
    }

    /// Refuses a cycle's first function, which its last calls at `span`.
    fn recursion(&mut self, cycle: &[usize], span: Span) {
        let first = cycle[0];
        let mut known = self.instances[first].refusals.iter();
        if known.any(|refusal| refusal.name == "recursion") {
            return;
        }
        let name = &self.instances[first].name;
        let message =
            format!("`{name}` calls itself, which is not supported but at a function's end");
        let declared = self.functions[self.instances[first].decl.0].span;
        let mut diagnostic =
            Diagnostic::error("recursion", span, message).with_related(declared, "declared here");
        for step in cycle.windows(2).take(MAX_CALLS_SHOWN) {
            let mut calls = self.instances[step[0]].calls.iter();
            if let Some((_, span)) = calls.find(|(callee, _)| *callee == step[1]) {
                let names = [step[0], step[1]].map(|at| &self.instances[at].name);
                let label = format!("`{}` calls `{}`", names[0], names[1]);
                diagnostic = diagnostic.with_related(*span, label);
            }
        }
        let help = "write it as a loop, with an array for what is still to do";
        let diagnostic = diagnostic.with_help(help);
        self.note_refusals(std::slice::from_ref(&diagnostic));
        self.instances[first].refusals.push(diagnostic);
    }
}
