//! Who uses a value.

use crate::ir::{Function, ValueId};

/// The operations that take each value of a function.
#[derive(Clone, Debug)]
pub struct Users {
    lists: Vec<Vec<ValueId>>,
}

impl Users {
    /// Looks at every operation.
    #[must_use]
    pub fn new(function: &Function) -> Self {
        let mut lists = vec![Vec::new(); function.values.len()];
        for (user, value) in function.values.iter() {
            value
                .op
                .for_each_operand(|operand| lists[operand.index()].push(user));
        }
        Self { lists }
    }

    /// The operations that take a value. Statements that test it are not among them.
    #[must_use]
    pub fn of(&self, value: ValueId) -> &[ValueId] {
        &self.lists[value.index()]
    }
}
