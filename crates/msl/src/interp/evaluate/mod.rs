//! Instructions that compute registers from registers.
//!
//! A vector's components may lack a value (its memory was never written). Moving them is no use of
//! them; computing with them is, and is reported once. A scalar without a value is reported where
//! it is loaded or taken out of its vector.

mod aggregate;
mod arrange;
mod compute;

use super::{
    code::{Code, Slot},
    number,
    pointer::{Pointer, Region},
    thread::Turn,
};
use crate::{ir::Scalar, source::Span};

impl Turn<'_> {
    pub(super) fn evaluate(&mut self, code: &Code, span: Span) {
        match code {
            Code::Field {
                dst,
                pointer,
                bytes,
            } => {
                let moved = Pointer(self.get(*pointer)).add(*bytes);
                self.set(*dst, moved.0);
            }
            Code::Index {
                dst,
                pointer,
                index,
                scalar,
                stride,
            } => {
                let bytes = offset_bytes(*scalar, self.get(*index), *stride);
                let moved = Pointer(self.get(*pointer)).add(bytes);
                self.set(*dst, moved.0);
            }
            Code::Difference {
                dst,
                left,
                right,
                stride,
            } => {
                let (left, right) = (Pointer(self.get(*left)), Pointer(self.get(*right)));
                self.set(*dst, ((left.offset() - right.offset()) / stride) as u64);
            }
            Code::ComparePointers { op, dst, a, b } => {
                let key = |pointer: Pointer| {
                    (
                        pointer.region() != Region::Null,
                        pointer.object(),
                        pointer.offset(),
                    )
                };
                let order = key(Pointer(self.get(*a))).cmp(&key(Pointer(self.get(*b))));
                self.set(*dst, number::decide(*op, Some(order)).into());
            }
            Code::Unary { .. }
            | Code::Binary { .. }
            | Code::Compare { .. }
            | Code::Convert { .. }
            | Code::Math { .. }
            | Code::Dot { .. }
            | Code::Quantify { .. } => self.compute(code, span),
            other => self.arrange(other, span),
        }
    }

    fn copy(&mut self, from: Slot, to: Slot, slots: u32) {
        let first = self.base + from as usize;
        let range = first..first + slots as usize;
        self.thread
            .registers
            .copy_within(range, self.base + to as usize);
    }

    /// Marks all components of a vector as having a value.
    fn define(&mut self, dst: Slot, count: u8) {
        if count > 1 {
            self.set(dst + u32::from(count), 0);
        }
    }

    /// Reports components without a value.
    pub(super) fn use_vector(&mut self, slot: Slot, count: u8, span: Span) {
        if count > 1 && self.get(slot + u32::from(count)) != 0 {
            self.unwritten(span);
        }
    }

    pub(super) fn unwritten(&mut self, span: Span) {
        self.report("uninitialized-read", span, |_| {
            "a component that nothing wrote is used".into()
        });
    }
}

/// `index * stride`, or so much that no object reaches there.
fn offset_bytes(scalar: Scalar, index: u64, stride: i64) -> i64 {
    let index = match scalar {
        Scalar::U64 => i64::try_from(index).unwrap_or(i64::MAX),
        other => number::signed(other, index),
    };
    index.saturating_mul(stride)
}
