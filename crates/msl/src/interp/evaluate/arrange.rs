//! Instructions that move components, members and bits.

use super::super::{
    code::{Code, Lanes, Shape, Slot},
    number,
    thread::Turn,
};
use crate::{ir::Scalar, source::Span};

impl Turn<'_> {
    pub(super) fn arrange(&mut self, code: &Code, span: Span) {
        match code {
            Code::Copy { dst, from, slots } => self.copy(*from, *dst, *slots),
            Code::Select {
                dst,
                condition,
                accept,
                reject,
                slots,
            } => {
                let from = if self.get(*condition) == 0 {
                    *reject
                } else {
                    *accept
                };
                self.copy(from, *dst, *slots);
            }
            Code::SelectLanes {
                dst,
                condition,
                accept,
                reject,
                count,
            } => {
                self.use_vector(*condition, *count, span);
                let count = u32::from(*count);
                let mut missing = 0;
                for lane in 0..count {
                    let from = if self.get(condition + lane) == 0 {
                        *reject
                    } else {
                        *accept
                    };
                    missing |= self.get(from + count) & 1 << lane;
                    self.copy(from + lane, dst + lane, 1);
                }
                self.set(dst + count, missing);
            }
            Code::Bitcast { dst, a, from, to } => self.bitcast(*dst, *a, (*from, *to), span),
            Code::Splat { dst, a, count } => {
                for lane in 0..u32::from(*count) {
                    self.copy(*a, dst + lane, 1);
                }
                self.define(*dst, *count);
            }
            Code::Gather { dst, parts } => {
                for (lane, part) in (0..).zip(parts) {
                    self.copy(*part, dst + lane, 1);
                }
                self.set(dst + parts.len() as u32, 0);
            }
            Code::Compose { whole, parts } => {
                for slot in whole.first..whole.first + Shape::Bytes(whole.bytes).slots() {
                    self.set(slot, 0);
                }
                for part in parts {
                    self.insert(*whole, *part);
                }
            }
            Code::Member { whole, part } => {
                self.take(*whole, *part);
                let single = matches!(part.shape, Shape::Scalar(_) | Shape::Pointer);
                if single && !self.byte(*whole, part.offset).1 {
                    self.unwritten(span);
                }
            }
            Code::Component {
                dst,
                whole,
                index,
                count,
            } => {
                self.component(*dst, (*whole, *count), (*index).into(), span);
            }
            Code::ComponentAt {
                dst,
                whole,
                index,
                scalar,
                count,
            } => {
                let index = number::signed(*scalar, self.get(*index));
                self.component(*dst, (*whole, *count), index, span);
            }
            Code::Swizzle {
                dst,
                whole,
                order,
                count,
            } => {
                let missing = self.get(whole + u32::from(*count));
                let mut moved = 0;
                for (lane, &index) in (0..).zip(order) {
                    moved |= (missing >> index & 1) << lane;
                    self.copy(whole + u32::from(index), dst + lane, 1);
                }
                self.set(dst + order.len() as u32, moved);
            }
            other => unreachable!("`step` and `evaluate` handle {other:?}"),
        }
    }

    fn component(&mut self, dst: Slot, (whole, count): (Slot, u8), index: i64, span: Span) {
        let lane = u32::try_from(index)
            .ok()
            .filter(|&lane| lane < count.into());
        let Some(lane) = lane else {
            self.report("out-of-bounds", span, |_| {
                format!("component {index} of a vector of {count}")
            });
            self.set(dst, 0);
            return;
        };
        if count > 1 && self.get(whole + u32::from(count)) >> lane & 1 == 1 {
            self.unwritten(span);
        }
        self.copy(whole + lane, dst, 1);
    }

    fn bitcast(&mut self, dst: Slot, a: Slot, (from, to): (Lanes, Lanes), span: Span) {
        self.use_vector(a, from.count, span);
        // Four components of eight bytes at most.
        let mut bytes = [0; 32];
        let size = from.scalar.size_bytes() as usize;
        for lane in 0..from.count {
            let bits = self.get(a + u32::from(lane)).to_le_bytes();
            bytes[lane as usize * size..][..size].copy_from_slice(&bits[..size]);
        }
        let size = to.scalar.size_bytes() as usize;
        for lane in 0..to.count {
            let mut bits = [0; 8];
            bits[..size].copy_from_slice(&bytes[lane as usize * size..][..size]);
            let bits = u64::from_le_bytes(bits);
            let bits = if to.scalar == Scalar::Bool {
                u64::from(bits != 0)
            } else {
                bits
            };
            self.set(dst + u32::from(lane), bits);
        }
        self.define(dst, to.count);
    }
}
