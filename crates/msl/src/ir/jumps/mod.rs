//! Jumps become flags: the same function with neither `Break`, `Continue` nor an early `Return`.
//!
//! Threads that jump leave their simdgroup's common flow at one place and join it again at another, and
//! a target whose threads must say who is with them cannot tell. After this pass a thread leaves only
//! where an `If` or a loop's condition says so, which is a place where all of them can vote.
//!
//! # The idea
//!
//! One variable, `jump`, says what a thread is about to do. What follows a statement that may jump
//! stands in `if (jump == NONE) { … }`. The statement that a jump leads out of sets it back.
//!
//! ```text
//! loop { a; if (c) break; b; }     loop { a; if (c) jump = BREAK;
//!                                         if (jump == NONE) { b; }
//!                                         if (!(jump == NONE)) leave; }
//!                                  jump = jump == BREAK ? NONE : jump;
//! ```

mod leaving;
mod piece;
mod switch;

use super::{
    Block, CompareOp, Function, LocalId, Loop, Scalar, Stmt, Type, TypeArena, TypeId, ValueId,
};
use crate::source::Span;
use leaving::{Leaves, is_rewritten};
use piece::branch;

const NONE: u64 = 0;
const CONTINUE: u64 = 1;
const BREAK: u64 = 2;
const RETURN: u64 = 3;
/// The function without jumps, but for a `Return` as its last statement. A switch with no jump out of it
/// keeps its `Break`s, unless one of its blocks is such that `together` says so.
pub fn without_jumps(
    types: &mut TypeArena,
    function: &Function,
    together: &impl Fn(&Block) -> bool,
) -> Function {
    let body = match &function.body[..] {
        [before @ .., Stmt::Return(..)] => before,
        body => body,
    };
    if is_rewritten(body, together) {
        rewritten(types, function, together)
    } else {
        function.clone()
    }
}

fn rewritten(
    types: &mut TypeArena,
    function: &Function,
    together: &impl Fn(&Block) -> bool,
) -> Function {
    let int = types.scalar(Scalar::I32);
    let mut rewriter = Rewriter {
        bool: types.scalar(Scalar::Bool),
        void: types.intern(Type::Void),
        int,
        jump: LocalId::new(0),
        result: None,
        function: function.clone(),
        types,
        together,
    };
    rewriter.jump = rewriter.local("jump", int);
    rewriter.whole();
    rewriter.function
}

struct Rewriter<'a, F> {
    function: Function,
    types: &'a mut TypeArena,
    together: &'a F,
    jump: LocalId,
    /// What the function will return.
    result: Option<LocalId>,
    bool: TypeId,
    int: TypeId,
    void: TypeId,
}

impl<F: Fn(&Block) -> bool> Rewriter<'_, F> {
    fn whole(&mut self) {
        let span = self.function.span;
        let mut body = std::mem::take(&mut self.function.body);
        let last = body.pop_if(|stmt| matches!(stmt, Stmt::Return(..)));
        if self.types[self.function.ret] != Type::Void {
            self.result = Some(self.local("result", self.function.ret));
        }
        let mut whole = Vec::new();
        self.set_jump(&mut whole, NONE, span);
        let tail = last.map(|last| match last {
            Stmt::Return(value, span) => (value, span),
            _ => unreachable!("only returns are taken off"),
        });
        // The value of the last return is stored where a path comes to it without a jump.
        if let Some((Some(value), span)) = tail {
            let result = self
                .result
                .expect("a function that returns a value has a type");
            self.push_store(&mut body, result, value, span);
        }
        self.block(body, &mut whole);
        let value = self
            .result
            .map(|result| self.push_load(&mut whole, result, span));
        whole.push(Stmt::Return(value, tail.map_or(span, |(_, span)| span)));
        self.function.body = whole;
    }

    /// Rewrites the statements of a block onto the end of another.
    fn block(&mut self, block: Block, to: &mut Block) -> Leaves {
        let mut stmts = block.into_iter();
        let mut leaves = Leaves::default();
        while let Some(stmt) = stmts.next() {
            let span = span_of(&self.function, &stmt);
            let jumps = matches!(stmt, Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(..));
            let left = self.stmt(stmt, to);
            leaves = leaves.or(left);
            if jumps {
                // Nothing comes to what follows.
                break;
            }
            if left.any() && stmts.len() > 0 {
                let stays = self.push_is_jump(to, CompareOp::Equal, NONE, span);
                let mut then = Vec::new();
                leaves = leaves.or(self.block(stmts.collect(), &mut then));
                to.push(branch(stays, then, span));
                break;
            }
        }
        leaves
    }

    fn nested(&mut self, block: Block) -> (Block, Leaves) {
        let mut to = Vec::new();
        let leaves = self.block(block, &mut to);
        (to, leaves)
    }

    fn stmt(&mut self, stmt: Stmt, to: &mut Block) -> Leaves {
        let mut leaves = Leaves::default();
        match stmt {
            Stmt::Eval(_) => to.push(stmt),
            Stmt::If {
                condition,
                then,
                otherwise,
                span,
            } => {
                let (then, left) = self.nested(then);
                let (otherwise, right) = self.nested(otherwise);
                leaves = left.or(right);
                to.push(Stmt::If {
                    condition,
                    then,
                    otherwise,
                    span,
                });
            }
            Stmt::Loop(repeat) => leaves = self.repeat(*repeat, to),
            Stmt::Switch {
                selector,
                cases,
                span,
            } => leaves = self.switch(selector, cases, span, to),
            Stmt::Break(span) => {
                self.set_jump(to, BREAK, span);
                leaves.breaks = true;
            }
            Stmt::Continue(span) => {
                self.set_jump(to, CONTINUE, span);
                leaves.continues = true;
            }
            Stmt::Return(value, span) => {
                if let (Some(result), Some(value)) = (self.result, value) {
                    self.push_store(to, result, value, span);
                }
                self.set_jump(to, RETURN, span);
                leaves.returns = true;
            }
        }
        leaves
    }

    fn repeat(&mut self, repeat: Loop, to: &mut Block) -> Leaves {
        let span = repeat.span;
        let (mut body, leaves) = self.nested(repeat.body);
        if leaves.continues {
            self.forget_jump(&mut body, CONTINUE, span);
        }
        let (mut step, mut again_if) = (repeat.step, repeat.again_if);
        if leaves.breaks || leaves.returns {
            (step, again_if) = self.step(step, again_if, span);
        }
        to.push(Stmt::Loop(Box::new(Loop {
            body,
            step,
            again_if,
            ..repeat
        })));
        if leaves.breaks {
            self.forget_jump(to, BREAK, span);
        }
        Leaves {
            returns: leaves.returns,
            ..Leaves::default()
        }
    }

    /// The step of a loop that a lane may leave in its body, and the condition to go round again.
    fn step(
        &mut self,
        mut step: Block,
        again_if: Option<ValueId>,
        span: Span,
    ) -> (Block, Option<ValueId>) {
        let again = self.local("again", self.bool);
        let mut around = Vec::new();
        let stays = self.push_is_jump(&mut around, CompareOp::Equal, NONE, span);
        self.push_store(&mut around, again, stays, span);
        if let Some(condition) = again_if {
            self.push_store(&mut step, again, condition, span);
        }
        if !step.is_empty() {
            around.push(branch(stays, step, span));
        }
        let again = self.push_load(&mut around, again, span);
        (around, Some(again))
    }
}

fn span_of(function: &Function, stmt: &Stmt) -> Span {
    match stmt {
        Stmt::Eval(value) => function.values[*value].span,
        Stmt::Loop(repeat) => repeat.span,
        Stmt::If { span, .. }
        | Stmt::Switch { span, .. }
        | Stmt::Break(span)
        | Stmt::Continue(span)
        | Stmt::Return(_, span) => *span,
    }
}
