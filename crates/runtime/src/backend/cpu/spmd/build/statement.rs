//! Statements.

use super::{Builder, Instance, Item, MAX_NODES};
use crate::backend::cpu::{
    Unsupported,
    spmd::{Case, ConstructId, Leave, Loop, NodeId, Stmt},
};
use kernsmith_msl::ir::{Block, Case as IrCase, Loop as IrLoop, Stmt as IrStmt, ValueId};

impl<'m> Builder<'m> {
    /// Walks a block into the innermost open one.
    pub(super) fn block(
        &mut self,
        at: &mut Instance<'m>,
        block: &'m Block,
    ) -> Result<(), Unsupported> {
        block.iter().try_for_each(|stmt| self.statement(at, stmt))
    }

    fn nested(
        &mut self,
        at: &mut Instance<'m>,
        block: &'m Block,
    ) -> Result<Vec<Stmt>, Unsupported> {
        self.open.push(Vec::new());
        self.block(at, block)?;
        Ok(self.open.pop().expect("opened above"))
    }

    fn statement(&mut self, at: &mut Instance<'m>, stmt: &'m IrStmt) -> Result<(), Unsupported> {
        if self.kernel.nodes.len() > MAX_NODES {
            return self.unsupported("a kernel of more than a million operations after inlining");
        }
        match stmt {
            IrStmt::Eval(value) => self.eval(at, *value),
            IrStmt::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                let condition = self.scalar(at, *condition);
                if let Some(bits) = self.kernel.constant(condition) {
                    return self.block(at, if bits == 0 { otherwise } else { then });
                }
                let id = self.construct();
                let then = self.nested(at, then)?;
                let otherwise = self.nested(at, otherwise)?;
                self.stmt(Stmt::If {
                    id,
                    condition,
                    then,
                    otherwise,
                });
                Ok(())
            }
            IrStmt::Loop(it) => self.repeat(at, it),
            IrStmt::Switch {
                selector, cases, ..
            } => self.switch(at, *selector, cases),
            IrStmt::Break(_) => {
                let target = *at.breaks.last().expect("the validator finds a target");
                self.stmt(Stmt::Leave {
                    target,
                    how: Leave::End,
                });
                Ok(())
            }
            IrStmt::Continue(_) => {
                let (target, how) = *at.continues.last().expect("the validator finds a target");
                self.stmt(Stmt::Leave { target, how });
                Ok(())
            }
            IrStmt::Return(value, _) => self.return_(at, *value),
        }
    }

    fn return_(
        &mut self,
        at: &mut Instance<'m>,
        value: Option<ValueId>,
    ) -> Result<(), Unsupported> {
        let item = value.map(|value| self.item(at, value));
        let Some((target, vars)) = at.target.clone() else {
            at.result = item;
            return Ok(());
        };
        if let Some(item) = item {
            let nodes = self.flatten(item);
            for (var, value) in vars.into_iter().zip(nodes) {
                self.stmt(Stmt::Set { var, value });
            }
        }
        self.stmt(Stmt::Leave {
            target,
            how: Leave::End,
        });
        Ok(())
    }

    fn repeat(&mut self, at: &mut Instance<'m>, it: &'m IrLoop) -> Result<(), Unsupported> {
        let once = it.before.is_empty() && it.while_.is_none() && it.step.is_empty();
        let once = once
            && it
                .again_if
                .is_some_and(|value| self.known(at, value) == Some(0));
        let id = self.construct();
        at.breaks.push(id);
        at.continues
            .push((id, if once { Leave::End } else { Leave::Continue }));
        if once {
            // `do { … } while (0)` of macros.
            let body = self.nested(at, &it.body)?;
            if leaves(&body, id) {
                self.stmt(Stmt::Region { id, body });
            } else {
                body.into_iter().for_each(|stmt| self.stmt(stmt));
            }
        } else {
            let before = self.nested(at, &it.before)?;
            let while_ = self.condition(at, it.while_);
            let body = self.nested(at, &it.body)?;
            let step = self.nested(at, &it.step)?;
            let again_if = self.condition(at, it.again_if);
            self.stmt(Stmt::Loop(Box::new(Loop {
                id,
                before,
                while_,
                body,
                step,
                again_if,
            })));
        }
        at.breaks.pop();
        at.continues.pop();
        Ok(())
    }

    /// The node of a condition that is not always true.
    fn condition(&mut self, at: &mut Instance<'m>, value: Option<ValueId>) -> Option<NodeId> {
        let node = self.scalar(at, value?);
        match self.kernel.constant(node) {
            Some(bits) if bits != 0 => None,
            _ => Some(node),
        }
    }

    fn known(&mut self, at: &mut Instance<'m>, value: ValueId) -> Option<u64> {
        at.function.values[value]
            .op
            .is_ambient()
            .then(|| self.scalar(at, value))
            .and_then(|node| self.kernel.constant(node))
    }

    fn switch(
        &mut self,
        at: &mut Instance<'m>,
        selector: ValueId,
        cases: &'m [IrCase],
    ) -> Result<(), Unsupported> {
        let selector = self.scalar(at, selector);
        let id = self.construct();
        at.breaks.push(id);
        let mut out = Vec::new();
        for case in cases {
            let body = self.nested(at, &case.body)?;
            let IrCase {
                default,
                falls_through,
                ..
            } = *case;
            out.push(Case {
                labels: case.labels.clone(),
                default,
                body,
                falls_through,
            });
        }
        at.breaks.pop();
        self.stmt(Stmt::Switch {
            id,
            selector,
            cases: out,
        });
        Ok(())
    }

    /// The node of a scalar value.
    pub(super) fn scalar(&mut self, at: &mut Instance<'m>, value: ValueId) -> NodeId {
        match self.item(at, value) {
            Item::Nodes(nodes) if nodes.len() == 1 => nodes[0],
            _ => unreachable!("the validator lets only scalars here"),
        }
    }
}

/// Whether a statement leaves this construct.
fn leaves(block: &[Stmt], id: ConstructId) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Leave { target, .. } => *target == id,
        other => other
            .blocks()
            .into_iter()
            .any(|(_, block)| leaves(block, id)),
    })
}
