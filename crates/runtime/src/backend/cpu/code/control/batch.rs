//! Several turns of a row loop at once.
//!
//! In `for (i = lane; i < n; i += lanes) { ... }` the lanes of a turn go on where those of the turn
//! before end, so a block of as many more lanes can do several turns:
//!
//! ```text
//! head:   widen the block to as many turns as there are and it has room for; fewer than 2? -> done
//!         body; i += turns * lanes; -> head
//! done:   the block is as wide as before, and the loop itself does the rest
//! ```
//!
//! What is in the body must come out the same. Its values depend on nothing that differs between
//! lanes but `i` and what is loaded. Variables are only accumulated, which [`Opcode::FoldAddF32`]
//! and its like do turn by turn. No object is both loaded and stored, or stored twice; that they
//! are different memory is asked when the kernel runs.

use crate::backend::cpu::{
    code::{
        Batch, Operand,
        emit::{Draft, Emitter},
        value::is_wide,
    },
    lanes::{Opcode, SWAPPED},
    spmd::{
        Address, Base, Loop, NodeId, NodeOp, Pure, Stmt, THREAD_OBJECT, VarId,
        shape::{Arrangement, Shape, Shapes},
    },
};
use kernsmith_msl::ir::{BinaryOp, MathFn, Scalar};

/// What was found.
struct Found {
    counter: VarId,
    /// Its value in a turn, what it is below, what it grows by.
    k: NodeId,
    bound: NodeId,
    by: NodeId,
    signed: bool,
    sums: Vec<Sum>,
    batch: Batch,
}

/// A variable that is accumulated.
#[derive(Clone, Copy, Debug)]
struct Sum {
    var: VarId,
    before: NodeId,
    term: NodeId,
    after: NodeId,
    op: Opcode,
    swapped: bool,
}

impl Emitter<'_> {
    /// The instructions, if the loop is of this kind; the loop itself follows.
    pub(super) fn batch(&mut self, it: &Loop) {
        let Some(found) = self.find_batch(it) else {
            return;
        };
        let (head, done) = (self.label(), self.label());
        let number = u32::try_from(self.batches.len()).expect("fewer than nodes");
        self.batches.push(found.batch.clone());
        self.open_loop();
        self.bind(head);
        let mark = self.spread_mark();
        self.path.push((it.id, 0));
        it.before.iter().for_each(|stmt| self.statement(stmt));
        let [base, ..] = self.parts(found.k);
        let (bound, by) = (self.operand(found.bound), self.operand(found.by));
        let (a, _) = self.list(&[base, bound, by]);
        let grown = self.scalar();
        self.jump(
            Draft {
                d: grown,
                a,
                b: Operand::number(number),
                c: Operand::number(u32::from(found.signed)),
                ..Draft::new(Opcode::Widen)
            },
            done,
        );
        self.path.pop();
        self.path.push((it.id, 1));
        for stmt in &it.body {
            self.turn(stmt, &found.sums);
        }
        self.path.pop();
        self.forget_spread(mark);
        let counter = self.var(found.counter);
        self.push(Draft {
            d: counter,
            a: counter,
            b: grown,
            ..Draft::new(Opcode::AddI32)
        });
        self.jump(Draft::new(Opcode::Jump), head);
        self.close_loop();
        self.bind(done);
        self.push(Draft::new(Opcode::Narrow));
    }

    /// A statement of the body; sums are folded where they are set.
    fn turn(&mut self, stmt: &Stmt, sums: &[Sum]) {
        let sum = |is: &dyn Fn(&Sum) -> bool| sums.iter().find(|sum| is(sum)).copied();
        match *stmt {
            Stmt::Get { result, .. } if sum(&|sum| sum.before == result).is_some() => {}
            Stmt::Eval(node) if sum(&|sum| sum.after == node).is_some() => {}
            Stmt::Set { var, .. } => {
                if let Some(sum) = sum(&|sum| sum.var == var) {
                    self.fold_sum(sum);
                }
            }
            _ => self.statement(stmt),
        }
    }

    fn fold_sum(&mut self, sum: Sum) {
        let d = self.var(sum.var);
        let mut draft = Draft {
            d,
            a: self.operand(sum.term),
            x: if sum.swapped { SWAPPED } else { 0 },
            ..Draft::new(sum.op)
        };
        let once = self.uses.counts[self.kernel.resolve(sum.term).0 as usize] == 1;
        if let Some(&last) = self.last().as_deref()
            && (sum.op, last.op, last.d, last.x) == (Opcode::FoldAddF32, Opcode::MulF32, draft.a, 0)
            && once
            && !last.d.is_scalar()
        {
            self.drafts.pop();
            draft = Draft {
                op: Opcode::FoldMulAddF32,
                a: last.a,
                b: last.b,
                ..draft
            };
        }
        self.push(draft);
    }

    fn find_batch(&self, it: &Loop) -> Option<Found> {
        if self.turns < 2 || self.arrangement != Arrangement::Linear || it.again_if.is_some() {
            return None;
        }
        let (index, bound, signed) = self.range(it.while_?)?.below()?;
        let (counter, k, by) = self.strided(it)?;
        if self.kernel.resolve(index) != k {
            return None;
        }
        let mut found = Found {
            counter,
            k,
            bound,
            by,
            signed,
            sums: Vec::new(),
            batch: Batch::default(),
        };
        let mut own = vec![k];
        for stmt in it.before.iter().chain(&it.body) {
            match stmt {
                Stmt::Eval(node) => own.push(*node),
                Stmt::Load { results, .. } => own.extend(results),
                _ => {}
            }
        }
        own.sort_unstable();
        found.sums = self.sums(&it.body, counter)?;
        let sums = &found.sums;
        let same = |node: NodeId| {
            let node = self.kernel.resolve(node);
            own.binary_search(&node).is_ok() || self.shape(node) == Shape::Uniform
        };
        let mut body = it.before.iter().skip(1).chain(&it.body);
        let alike = body.all(|stmt| self.is_alike(stmt, sums, &same, &mut found.batch));
        let outside = |node: NodeId| self.shape(node) == Shape::Uniform;
        (alike && outside(bound) && outside(by)).then_some(found)
    }

    /// The counter, its value in a turn, and what it grows by from turn to turn.
    fn strided(&self, it: &Loop) -> Option<(VarId, NodeId, NodeId)> {
        let Some(&Stmt::Get {
            result: k,
            var: counter,
        }) = it.before.first()
        else {
            return None;
        };
        let &[Stmt::Eval(next), Stmt::Set { var, value }] = it.step.as_slice() else {
            return None;
        };
        let NodeOp::Pure(Pure::Binary(BinaryOp::Add), args) = self.kernel.nodes[next.0 as usize].op
        else {
            return None;
        };
        let [left, right] = [0, 1].map(|at| self.kernel.resolve(args.as_slice()[at]));
        let by = if left == k { right } else { left };
        let grows = (left == k || right == k) && self.kernel.resolve(value) == next;
        let next_lane = Shapes::known_strides(self.shapes.vars[counter.0 as usize]) == Some((1, 0));
        let fits = var == counter && next_lane && !is_wide(self.kernel.ty(k)) && !self.is_copy(k);
        // What it grows by is known before the loop.
        let inside = |stmt: &Stmt| matches!(stmt, Stmt::Eval(node) if *node == by);
        let known = !it.before.iter().chain(&it.body).any(inside);
        (grows && fits && known).then_some((counter, k, by))
    }

    /// The variables that the body sets, if it does nothing but accumulate them.
    fn sums(&self, body: &[Stmt], counter: VarId) -> Option<Vec<Sum>> {
        let mut sums: Vec<Sum> = Vec::new();
        for stmt in body {
            let Stmt::Set { var, value } = *stmt else {
                continue;
            };
            if var == counter || sums.iter().any(|sum| sum.var == var) {
                return None;
            }
            sums.push(self.sum(body, var, self.kernel.resolve(value))?);
        }
        Some(sums)
    }

    fn sum(&self, body: &[Stmt], var: VarId, after: NodeId) -> Option<Sum> {
        let mut gets = body.iter().filter_map(|stmt| match *stmt {
            Stmt::Get { result, var: of } if of == var => Some(result),
            _ => None,
        });
        let (before, None) = (gets.next()?, gets.next()) else {
            return None;
        };
        let NodeOp::Pure(op, args) = self.kernel.nodes[after.0 as usize].op else {
            return None;
        };
        let op = match (op, self.kernel.ty(after)) {
            (Pure::Binary(BinaryOp::Add), Scalar::F32) => Opcode::FoldAddF32,
            (Pure::Math(MathFn::Fmax | MathFn::Max), Scalar::F32) => Opcode::FoldMaxF32,
            _ => return None,
        };
        let [left, right] = [0, 1].map(|at| self.kernel.resolve(args.as_slice()[at]));
        let swapped = right == before;
        let term = if swapped { left } else { right };
        let once = |node: NodeId| self.uses.counts[node.0 as usize] == 1;
        let evaluated = |stmt: &Stmt| matches!(stmt, Stmt::Eval(node) if *node == after);
        let simple = (swapped || left == before)
            && term != before
            && once(before)
            && once(after)
            && body.iter().any(evaluated)
            && self.shapes.vars[var.0 as usize] == Shape::Varying;
        simple.then_some(Sum {
            var,
            before,
            term,
            after,
            op,
            swapped,
        })
    }

    /// Whether a statement does for the lanes of later turns what it does for those of the first.
    fn is_alike(
        &self,
        stmt: &Stmt,
        sums: &[Sum],
        same: &impl Fn(NodeId) -> bool,
        batch: &mut Batch,
    ) -> bool {
        match stmt {
            Stmt::Eval(node) => match self.kernel.nodes[node.0 as usize].op {
                _ if sums.iter().any(|sum| sum.after == *node) => {
                    sums.iter().all(|sum| sum.after != *node || same(sum.term))
                }
                NodeOp::Pure(_, args) => args.as_slice().iter().all(|&arg| same(arg)),
                _ => false,
            },
            Stmt::Get { result, .. } => sums.iter().any(|sum| sum.before == *result),
            Stmt::Set { var, .. } => sums.iter().any(|sum| sum.var == *var),
            Stmt::Load { address, .. } => match self.plain(address, same) {
                Some(object) if !batch.stored.contains(&object) => {
                    batch.loaded.push(object);
                    true
                }
                _ => false,
            },
            Stmt::Store { values, address } => match self.plain(address, same) {
                Some(object)
                    if !batch.stored.contains(&object) && !batch.loaded.contains(&object) =>
                {
                    batch.stored.push(object);
                    values.iter().all(|&value| same(value))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// The object of an address, if it is known and no lane's own.
    fn plain(&self, address: &Address, same: &impl Fn(NodeId) -> bool) -> Option<u32> {
        let Base::Object(object) = address.base else {
            return None;
        };
        let number = u32::try_from(self.kernel.constant(object)?).ok()?;
        let alike = address.terms.iter().all(|term| same(term.index));
        (alike && number != THREAD_OBJECT).then_some(number)
    }
}
