//! Which jumps leave a piece of text, and whether there are any.

use crate::ir::{Block, Stmt};

/// Which jumps may leave a piece of text.
#[derive(Clone, Copy, Default, PartialEq)]
pub(super) struct Leaves {
    pub(super) continues: bool,
    pub(super) breaks: bool,
    pub(super) returns: bool,
}

impl Leaves {
    pub(super) const fn any(self) -> bool {
        self.continues || self.breaks || self.returns
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self {
            continues: self.continues || other.continues,
            breaks: self.breaks || other.breaks,
            returns: self.returns || other.returns,
        }
    }
}
/// Whether a `Continue` or `Return` stands in a switch's case, and not in a loop of its own.
pub(super) fn leaves_switch(block: &Block) -> bool {
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
pub(super) fn is_rewritten(block: &[Stmt], together: &impl Fn(&Block) -> bool) -> bool {
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
