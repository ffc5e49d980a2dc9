//! The end: registers get their rows, labels their places, instructions their loops.

use super::{
    Code, Inst, Operand,
    allocate::allocate,
    emit::{Draft, Emitter},
};
use crate::backend::cpu::{isa::Chosen, lanes::Opcode};

impl Emitter<'_> {
    /// The code of what was written.
    pub(super) fn finish(mut self, width: usize, isa: Chosen) -> Code {
        // Positions are there from the first instruction on, some for good.
        for preset in &self.presets {
            if let Some(register) = preset.register.lanes() {
                let register = &mut self.registers[register as usize];
                register.start = 0;
                if preset.fixed {
                    register.end = self.drafts.len();
                }
            }
        }
        let allocation = allocate(&self.registers);
        let place = |operand: Operand| match operand.lanes() {
            Some(register) => Operand::number(allocation.rows[register as usize]),
            None => operand,
        };
        let labels = std::mem::take(&mut self.labels);
        let at = |label: usize| u32::try_from(labels[label]).expect("fewer than nodes");
        let link = |draft: &Draft| {
            let [d, a, b, c] = [draft.d, draft.a, draft.b, draft.c].map(place);
            let mut inst = Inst {
                run: draft.op.handler(isa),
                d,
                a,
                b,
                c,
                x: draft.x,
            };
            match draft.op {
                op if is_jump(op) => inst.x = at(draft.x as usize),
                Opcode::RowGet32 | Opcode::RowSet32 => inst.x += allocation.narrow,
                Opcode::RowGet64 | Opcode::RowSet64 => inst.x += allocation.wide,
                _ => {}
            }
            match draft.op {
                Opcode::RangeTest => inst.b = Operand::number(at(b.index())),
                Opcode::DotRun => inst.c = Operand::number(at(c.index())),
                _ => {}
            }
            inst
        };
        let insts = self.drafts.iter().map(link).collect();
        #[cfg(test)]
        let listing = self
            .drafts
            .iter()
            .map(|draft| {
                let it = link(draft);
                let jump = if is_jump(draft.op) {
                    format!(" -> {}", it.x)
                } else {
                    String::new()
                };
                let [d, a, b, c] = [it.d, it.a, it.b, it.c].map(Operand::text);
                format!("{:?} {d} {a} {b} {c}{jump}\n", draft.op)
            })
            .collect();
        for addr in &mut self.addrs {
            addr.object = place(addr.object);
            for term in &mut addr.lanes {
                term.register = allocation.rows[term.register as usize];
            }
        }
        self.lists
            .iter_mut()
            .for_each(|operand| *operand = place(*operand));
        for form in &mut self.simds {
            form.modulo = form.modulo.map(place);
        }
        for preset in &mut self.presets {
            preset.register = place(preset.register);
        }
        Code {
            #[cfg(test)]
            listing,
            insts,
            addrs: self.addrs,
            lists: self.lists,
            simds: self.simds,
            atomics: self.atomics,
            logs: self.logs,
            integers: self.integers,
            dots: self.dots,
            turns: if self.batches.is_empty() {
                1
            } else {
                self.turns
            },
            batches: self.batches,
            presets: self.presets,
            scalars: self.scalars,
            masks: self.masks as usize,
            narrow_registers: (allocation.narrow + self.row_counts[0]) as usize,
            wide_registers: (allocation.wide + self.row_counts[1]) as usize,
            thread_bytes: usize::try_from(self.kernel.thread_bytes.next_multiple_of(16))
                .expect("bounded"),
            arrangement: self.arrangement,
            width,
        }
    }
}

const fn is_jump(op: Opcode) -> bool {
    matches!(
        op,
        Opcode::Jump
            | Opcode::JumpIfZero
            | Opcode::JumpIfNotZero
            | Opcode::JumpIfNone
            | Opcode::RangeTest
            | Opcode::Widen
            | Opcode::JoinMask
            | Opcode::IfThen
            | Opcode::IfElse
            | Opcode::JoinRest
            | Opcode::Filter
            | Opcode::LeaveMask
            | Opcode::Case
    )
}
