//! What is done with the variables of a function: stores, loads, and whether the address of one goes
//! elsewhere.
//!
//! A store or load counts where its pointer is the variable's address itself, or that of a
//! component, field or element of it. Any other use of an address makes the variable escape: then
//! nothing is known of its content.

use crate::ir::{Block, Function, LocalId, Op, Stmt, ValueId};

/// What is done with one variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// `Store`s into it, whole or in part, in the order of the text.
    pub stores: Vec<ValueId>,
    /// `Load`s from it, whole or in part, in the order of the text.
    pub loads: Vec<ValueId>,
    /// Its address is passed, stored, cast or compared.
    pub escapes: bool,
}

/// What is done with all variables.
#[derive(Clone, Debug)]
pub struct Variables {
    uses: Vec<Uses>,
}

impl Variables {
    /// Looks at every operation that is evaluated.
    #[must_use]
    pub fn new(function: &Function) -> Self {
        let mut variables = Self {
            uses: vec![Uses::default(); function.locals.len()],
        };
        for_each_eval(&function.body, &mut |value| {
            variables.note(function, value);
        });
        variables
    }

    /// What is done with a variable.
    #[must_use]
    pub fn of(&self, local: LocalId) -> &Uses {
        &self.uses[local.index()]
    }

    fn note(&mut self, function: &Function, value: ValueId) {
        let op = &function.values[value].op;
        match op {
            Op::Load(pointer) => {
                if let Some(local) = local_of(function, *pointer) {
                    self.uses[local.index()].loads.push(value);
                }
            }
            Op::Store {
                pointer,
                value: stored,
            } => {
                if let Some(local) = local_of(function, *pointer) {
                    self.uses[local.index()].stores.push(value);
                }
                self.escape(function, *stored);
            }
            // A part's address counts where it is used.
            Op::Field { .. } | Op::Forget(_) => {}
            Op::Element { index, .. } => self.escape(function, *index),
            _ => op.for_each_operand(|operand| self.escape(function, operand)),
        }
    }

    fn escape(&mut self, function: &Function, value: ValueId) {
        if let Some(local) = local_of(function, value) {
            self.uses[local.index()].escapes = true;
        }
    }
}

/// The variable that a pointer is the address of, or of a part of.
#[must_use]
pub fn local_of(function: &Function, mut pointer: ValueId) -> Option<LocalId> {
    loop {
        pointer = match &function.values[pointer].op {
            Op::LocalAddress(local) => return Some(*local),
            Op::Field { pointer, .. } | Op::Element { pointer, .. } => *pointer,
            _ => return None,
        };
    }
}

/// Calls `visit` with each value that a block evaluates, nested blocks included, in order.
pub fn for_each_eval(block: &Block, visit: &mut impl FnMut(ValueId)) {
    for stmt in block {
        match stmt {
            Stmt::Eval(value) => visit(*value),
            Stmt::If {
                then, otherwise, ..
            } => {
                for_each_eval(then, visit);
                for_each_eval(otherwise, visit);
            }
            Stmt::Loop(repeat) => {
                for part in [&repeat.before, &repeat.body, &repeat.step] {
                    for_each_eval(part, visit);
                }
            }
            Stmt::Switch { cases, .. } => {
                for case in cases {
                    for_each_eval(&case.body, visit);
                }
            }
            Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(..) => {}
        }
    }
}
