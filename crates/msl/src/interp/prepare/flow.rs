//! Structured control flow as jumps that keep the order of the text.

use super::{super::code::Code, Preparation};
use crate::{
    ir::{Case, Loop, Stmt, Type, ValueId},
    source::Span,
};

/// Where `break` and `continue` go, once known.
pub(super) struct Exit {
    is_loop: bool,
    breaks: Vec<usize>,
    continues: Vec<usize>,
}

impl Exit {
    fn new(is_loop: bool) -> Self {
        Self {
            is_loop,
            breaks: Vec::new(),
            continues: Vec::new(),
        }
    }
}

/// A target that is patched later.
const UNKNOWN: usize = usize::MAX;

impl Preparation<'_> {
    pub(super) fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(value) => self.operation(*value),
            Stmt::If {
                condition,
                then,
                otherwise,
                span,
            } => {
                let skip = self.unless(*condition, *span);
                self.block(then);
                if otherwise.is_empty() {
                    self.land(&[skip]);
                } else {
                    let end = self.emit(Code::Jump { target: UNKNOWN }, *span);
                    self.land(&[skip]);
                    self.block(otherwise);
                    self.land(&[end]);
                }
            }
            Stmt::Loop(inner) => self.repeat(inner),
            Stmt::Switch {
                selector,
                cases,
                span,
            } => self.switch(*selector, cases, *span),
            Stmt::Break(span) => {
                let jump = self.emit(Code::Jump { target: UNKNOWN }, *span);
                if let Some(exit) = self.exits.last_mut() {
                    exit.breaks.push(jump);
                }
            }
            Stmt::Continue(span) => {
                let jump = self.emit(Code::Jump { target: UNKNOWN }, *span);
                if let Some(exit) = self.exits.iter_mut().rev().find(|exit| exit.is_loop) {
                    exit.continues.push(jump);
                }
            }
            Stmt::Return(value, span) => {
                let (value, slots) = match value {
                    Some(value) => {
                        let shape = self.shape(self.function.values[*value].ty);
                        (self.slot(*value), shape.slots())
                    }
                    None => (0, 0),
                };
                self.emit(Code::Return { value, slots }, *span);
            }
        }
    }

    fn unless(&mut self, condition: ValueId, span: Span) -> usize {
        let condition = self.slot(condition);
        self.emit(
            Code::Unless {
                condition,
                target: UNKNOWN,
            },
            span,
        )
    }

    /// Lets jumps go to the next instruction.
    fn land(&mut self, jumps: &[usize]) {
        let here = self.here();
        for &jump in jumps {
            match &mut self.routine.insts[jump].code {
                Code::Jump { target } | Code::Unless { target, .. } => *target = here,
                other => unreachable!("only jumps are patched, not {other:?}"),
            }
        }
    }

    fn repeat(&mut self, inner: &Loop) {
        let span = inner.span;
        self.emit(Code::Enter, span);
        let start = self.here();
        self.exits.push(Exit::new(true));
        self.block(&inner.before);
        let mut leaves = Vec::new();
        if let Some(condition) = inner.while_ {
            leaves.push(self.unless(condition, span));
        }
        self.block(&inner.body);
        let exit = self.exits.pop().expect("pushed above");
        self.land(&exit.continues);
        self.block(&inner.step);
        if let Some(condition) = inner.again_if {
            leaves.push(self.unless(condition, span));
        }
        self.emit(Code::Again { target: start }, span);
        self.land(&leaves);
        self.land(&exit.breaks);
        self.emit(Code::Leave, span);
    }

    fn switch(&mut self, selector: ValueId, cases: &[Case], span: Span) {
        let Type::Scalar(scalar) = self.module.types[self.function.values[selector].ty] else {
            unreachable!("a selector is a scalar")
        };
        let selector = self.slot(selector);
        let dispatch = self.emit(Code::Leave, span);
        self.exits.push(Exit::new(false));
        let mut table = Vec::new();
        let mut default = None;
        let mut ends = Vec::new();
        for case in cases {
            let here = self.here();
            table.extend(case.labels.iter().map(|&label| (label, here)));
            if case.default {
                default = Some(here);
            }
            self.block(&case.body);
            if !case.falls_through {
                ends.push(self.emit(Code::Jump { target: UNKNOWN }, span));
            }
        }
        let exit = self.exits.pop().expect("pushed above");
        self.land(&ends);
        self.land(&exit.breaks);
        self.routine.insts[dispatch].code = Code::Switch {
            selector,
            scalar,
            table: table.into(),
            default: default.unwrap_or(self.here()),
        };
    }
}
