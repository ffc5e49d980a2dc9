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

use super::{
    AddressSpace, Block, Case, CompareOp, Const, Function, Local, LocalId, Loop, Op, Scalar, Stmt,
    Type, TypeArena, TypeId, Value, ValueId,
};
use crate::source::Span;

const NONE: u64 = 0;
const CONTINUE: u64 = 1;
const BREAK: u64 = 2;
const RETURN: u64 = 3;

/// Which jumps may leave a piece of text.
#[derive(Clone, Copy, Default, PartialEq)]
struct Leaves {
    continues: bool,
    breaks: bool,
    returns: bool,
}

impl Leaves {
    const fn any(self) -> bool {
        self.continues || self.breaks || self.returns
    }

    const fn or(self, other: Self) -> Self {
        Self {
            continues: self.continues || other.continues,
            breaks: self.breaks || other.breaks,
            returns: self.returns || other.returns,
        }
    }
}

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

    /// A switch as a row of `if`s, of which those run that a number names.
    fn switch(
        &mut self,
        selector: ValueId,
        cases: Vec<Case>,
        span: Span,
        to: &mut Block,
    ) -> Leaves {
        let stays = cases
            .iter()
            .all(|case| !(self.together)(&case.body) && !leaves_switch(&case.body));
        if stays {
            to.push(Stmt::Switch {
                selector,
                cases,
                span,
            });
            return Leaves::default();
        }
        let at = self.local("at", self.int);
        self.push_number(to, at, cases.len(), span);
        let numbers = (cases.iter().enumerate())
            .map(|(index, case)| {
                let mut body = Vec::new();
                self.push_number(&mut body, at, index, span);
                Case {
                    labels: case.labels.clone(),
                    default: case.default,
                    body,
                    falls_through: false,
                }
            })
            .collect();
        to.push(Stmt::Switch {
            selector,
            cases: numbers,
            span,
        });
        let mut leaves = Leaves::default();
        for (index, case) in cases.into_iter().enumerate() {
            let mut body = case.body;
            if case.falls_through {
                self.push_number(&mut body, at, index + 1, span);
            }
            let number = self.push_load(to, at, span);
            let own = self.number(index, span);
            let condition = self.push(
                to,
                Op::Compare(CompareOp::Equal, number, own),
                self.bool,
                span,
            );
            let (then, left) = self.nested(body);
            leaves = leaves.or(left);
            to.push(branch(condition, then, span));
        }
        if leaves.breaks {
            self.forget_jump(to, BREAK, span);
        }
        Leaves {
            breaks: false,
            ..leaves
        }
    }

    // ---- pieces of text ----

    fn local(&mut self, name: &str, ty: TypeId) -> LocalId {
        self.function.locals.push(Local {
            name: name.to_owned(),
            ty,
            space: AddressSpace::Thread,
            span: self.function.span,
        })
    }

    fn value(&mut self, op: Op, ty: TypeId, span: Span) -> ValueId {
        self.function.values.push(Value { op, ty, span })
    }

    fn push(&mut self, to: &mut Block, op: Op, ty: TypeId, span: Span) -> ValueId {
        let value = self.value(op, ty, span);
        to.push(Stmt::Eval(value));
        value
    }

    fn number(&mut self, number: usize, span: Span) -> ValueId {
        let bits = u64::try_from(number).expect("a switch has fewer than 2^64 cases");
        self.value(Op::Const(Const::Scalar(bits)), self.int, span)
    }

    fn address(&mut self, local: LocalId, span: Span) -> ValueId {
        let ty = self.function.locals[local].ty;
        let pointer = self.types.pointer(AddressSpace::Thread, ty);
        self.value(Op::LocalAddress(local), pointer, span)
    }

    fn push_load(&mut self, to: &mut Block, local: LocalId, span: Span) -> ValueId {
        let pointer = self.address(local, span);
        let ty = self.function.locals[local].ty;
        self.push(to, Op::Load(pointer), ty, span)
    }

    fn push_store(&mut self, to: &mut Block, local: LocalId, value: ValueId, span: Span) {
        let pointer = self.address(local, span);
        self.push(to, Op::Store { pointer, value }, self.void, span);
    }

    fn push_number(&mut self, to: &mut Block, local: LocalId, number: usize, span: Span) {
        let value = self.number(number, span);
        self.push_store(to, local, value, span);
    }

    fn set_jump(&mut self, to: &mut Block, jump: u64, span: Span) {
        let value = self.value(Op::Const(Const::Scalar(jump)), self.int, span);
        self.push_store(to, self.jump, value, span);
    }

    fn push_is_jump(&mut self, to: &mut Block, op: CompareOp, jump: u64, span: Span) -> ValueId {
        let now = self.push_load(to, self.jump, span);
        let than = self.value(Op::Const(Const::Scalar(jump)), self.int, span);
        self.push(to, Op::Compare(op, now, than), self.bool, span)
    }

    /// The end of what a jump leads out of.
    fn forget_jump(&mut self, to: &mut Block, jump: u64, span: Span) {
        let ends = self.push_is_jump(to, CompareOp::Equal, jump, span);
        let mut then = Vec::new();
        self.set_jump(&mut then, NONE, span);
        to.push(branch(ends, then, span));
    }
}

fn branch(condition: ValueId, then: Block, span: Span) -> Stmt {
    Stmt::If {
        condition,
        then,
        otherwise: Vec::new(),
        span,
    }
}

/// Whether a `Continue` or `Return` stands in a switch's case, and not in a loop of its own.
fn leaves_switch(block: &Block) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Continue(_) | Stmt::Return(..) => true,
        Stmt::If {
            then, otherwise, ..
        } => leaves_switch(then) || leaves_switch(otherwise),
        Stmt::Switch { cases, .. } => cases.iter().any(|case| leaves_switch(&case.body)),
        Stmt::Loop(repeat) => returns(&repeat.body),
        Stmt::Eval(_) | Stmt::Break(_) => false,
    })
}

/// Whether there is a jump, or a switch that must become a row of `if`s.
fn is_rewritten(block: &[Stmt], together: &impl Fn(&Block) -> bool) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(..) => true,
        Stmt::If {
            then, otherwise, ..
        } => is_rewritten(then, together) || is_rewritten(otherwise, together),
        Stmt::Switch { cases, .. } => {
            (cases.iter()).any(|case| together(&case.body) || is_rewritten(&case.body, together))
        }
        Stmt::Loop(repeat) => is_rewritten(&repeat.body, together),
        Stmt::Eval(_) => false,
    })
}

fn returns(block: &Block) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Return(..) => true,
        Stmt::If {
            then, otherwise, ..
        } => returns(then) || returns(otherwise),
        Stmt::Switch { cases, .. } => cases.iter().any(|case| returns(&case.body)),
        Stmt::Loop(repeat) => returns(&repeat.body),
        Stmt::Eval(_) | Stmt::Break(_) | Stmt::Continue(_) => false,
    })
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
