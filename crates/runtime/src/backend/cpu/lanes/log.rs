//! Log messages: a record for each active lane.

use crate::backend::cpu::{
    code::Inst,
    frame::{Flow, Frame},
};
use kernsmith_msl::ir::log::LogRecord;
use std::sync::Arc;

/// Logs message `x` with the `b` values of list `a`, where active.
pub(super) fn log(frame: &mut Frame, inst: &Inst) -> Flow {
    let code = Arc::clone(&frame.code);
    let form = &code.logs[inst.x as usize];
    let values = frame.list(inst.a.raw(), inst.b.raw());
    let active = frame.active();
    let lanes: Vec<usize> = (0..frame.count).filter(|&lane| active[lane] != 0).collect();
    let words: usize = form.wide.iter().map(|&wide| 1 + usize::from(wide)).sum();
    let mut records: Vec<Vec<u32>> = vec![Vec::with_capacity(words); lanes.len()];
    for (&value, &wide) in values.iter().zip(&form.wide) {
        if wide {
            let row = frame.lanes::<u64>(value, 0);
            for (record, &lane) in records.iter_mut().zip(&lanes) {
                record.extend([row[lane] as u32, (row[lane] >> 32) as u32]);
            }
        } else {
            let row = frame.lanes::<u32>(value, 0);
            for (record, &lane) in records.iter_mut().zip(&lanes) {
                record.push(row[lane]);
            }
        }
    }
    for (values, &lane) in records.into_iter().zip(&lanes) {
        let thread = frame.position(lane);
        frame.log.push(LogRecord {
            format: form.format,
            thread,
            values,
        });
    }
    Flow::Next
}
