//! Where variables are declared: at the top of their function, or, where their content begins anew
//! in a loop, just there.
//!
//! The statements are numbered in order. A variable with one [`Op::Forget`] can be declared there if
//! all its uses have numbers between the statement's own and that of its block's end.

use crate::ir::{Block, Function, LocalId, Op, Stmt, ValueId};
use std::collections::{BTreeMap, BTreeSet};

/// The variables that are declared where they are forgotten.
pub(super) fn declared_inside(function: &Function) -> BTreeSet<LocalId> {
    let mut places = Places {
        function,
        now: 0,
        uses: BTreeMap::new(),
        begins: BTreeMap::new(),
    };
    places.block(&function.body);
    let inside = |(local, begins): (&LocalId, &Vec<Range>)| {
        let [(begin, end)] = begins[..] else {
            return None;
        };
        let used = places.uses.get(local);
        let within = used.is_none_or(|&(first, last)| begin < first && last < end);
        within.then_some(*local)
    };
    places.begins.iter().filter_map(inside).collect()
}

type Range = (usize, usize);

struct Places<'a> {
    function: &'a Function,
    /// The number of the statement that is looked at.
    now: usize,
    /// First and last use of each variable's address.
    uses: BTreeMap<LocalId, Range>,
    /// For each `Forget` its own number and that of its block's end.
    begins: BTreeMap<LocalId, Vec<Range>>,
}

impl Places<'_> {
    fn block(&mut self, block: &Block) {
        let mut here = Vec::new();
        for stmt in block {
            self.now += 1;
            if let Stmt::Eval(value) = stmt
                && let Op::Forget(local) = self.function.values[*value].op
            {
                here.push((local, self.now));
            }
            self.stmt(stmt);
        }
        self.now += 1;
        for (local, begin) in here {
            let ranges = self.begins.entry(local).or_default();
            ranges.push((begin, self.now));
        }
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(value) => {
                let function = self.function;
                let op = &function.values[*value].op;
                op.for_each_operand(|operand| self.used(operand));
            }
            Stmt::If {
                then, otherwise, ..
            } => {
                self.block(then);
                self.block(otherwise);
            }
            Stmt::Loop(inner) => {
                for block in [&inner.before, &inner.body, &inner.step] {
                    self.block(block);
                }
            }
            Stmt::Switch { cases, .. } => cases.iter().for_each(|case| self.block(&case.body)),
            Stmt::Return(Some(value), _) => self.used(*value),
            Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(None, _) => {}
        }
    }

    fn used(&mut self, value: ValueId) {
        if let Some(local) = self.function.local_of(value) {
            let range = self.uses.entry(local).or_insert((self.now, self.now));
            range.1 = self.now;
        }
    }
}
