//! Log messages: records in a buffer that the host reads when the launch is done.
//!
//! Not the buffer's layout, which all devices share: see [`ir::log`](crate::ir::log). A function that logs
//! is told where the buffer is and which thread it runs for.

use super::function::Writer;
use crate::ir::{FunctionId, Module, Op, ValueId};
use std::collections::BTreeSet;

/// The functions that log, be it in a function that they call.
pub(super) fn logging(module: &Module) -> BTreeSet<FunctionId> {
    let mut logging = BTreeSet::new();
    // A callee comes before its callers.
    for (id, function) in module.functions.iter() {
        let mut values = function.values.iter();
        let logs = values.any(|(_, value)| match &value.op {
            Op::Log { .. } => true,
            Op::Call { function, .. } => logging.contains(function),
            _ => false,
        });
        if logs {
            logging.insert(id);
        }
    }
    logging
}

impl Writer<'_> {
    /// Writes a record, where there is room.
    pub(super) fn log(&mut self, format: u32, args: &[ValueId]) {
        let words = self.unit.module.logs[format as usize].record_words();
        let name = u64::from(format) + 1;
        let mut record = "ks_log_record".to_owned();
        for &arg in args {
            for at in 0..usize::from(self.ty(arg).lanes().unwrap_or(1)) {
                record = format!("ks_log_value({record}, {})", self.component(arg, at));
            }
        }
        self.line(&format!(
            "if (ks_u32* ks_log_record = ks_log_begin(ks_log, {name}u, {words}u)) {record};"
        ));
    }
}
