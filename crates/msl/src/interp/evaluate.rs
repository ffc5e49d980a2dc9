//! Instructions that compute registers from registers.
//!
//! A vector's components may lack a value (its memory was never written). Moving them is no use of
//! them; computing with them is, and is reported once. A scalar without a value is reported where
//! it is loaded or taken out of its vector.

use super::{
    code::{Code, Lanes, Shape, Slot},
    number::{self, Fault},
    pointer::{Pointer, Region},
    thread::Turn,
};
use crate::{
    ir::{BinaryOp, MathFn, Scalar},
    source::Span,
};

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
            Code::Copy { dst, from, slots } => self.copy(*from, *dst, *slots),
            Code::Unary { op, dst, a, lanes } => {
                self.use_vector(*a, lanes.count, span);
                for lane in 0..u32::from(lanes.count) {
                    let bits = number::unary(*op, lanes.scalar, self.get(a + lane));
                    self.set(dst + lane, bits);
                }
                self.define(*dst, lanes.count);
            }
            Code::Binary {
                op,
                dst,
                a,
                b,
                lanes,
            } => {
                self.use_vector(*a, lanes.count, span);
                self.use_vector(*b, lanes.count, span);
                for lane in 0..u32::from(lanes.count) {
                    let (x, y) = (self.get(a + lane), self.get(b + lane));
                    let (bits, fault) = number::binary(*op, lanes.scalar, x, y);
                    self.set(dst + lane, bits);
                    if let Some(fault) = fault {
                        self.fault(fault, span, *op, lanes.scalar, y);
                    }
                }
                self.define(*dst, lanes.count);
            }
            Code::Compare {
                op,
                dst,
                a,
                b,
                lanes,
            } => {
                self.use_vector(*a, lanes.count, span);
                self.use_vector(*b, lanes.count, span);
                for lane in 0..u32::from(lanes.count) {
                    let (x, y) = (self.get(a + lane), self.get(b + lane));
                    self.set(dst + lane, number::compare(*op, lanes.scalar, x, y).into());
                }
                self.define(*dst, lanes.count);
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
            Code::Convert { dst, a, from, to } => {
                self.use_vector(*a, from.count, span);
                for lane in 0..u32::from(from.count) {
                    let (bits, fault) = number::convert(from.scalar, *to, self.get(a + lane));
                    if fault.is_some() {
                        self.invalid_conversion(from.scalar, *to, self.get(a + lane), span);
                    }
                    self.set(dst + lane, bits);
                }
                self.define(*dst, from.count);
            }
            Code::Math {
                dst,
                function,
                args,
                lanes,
            } => {
                self.math(*dst, *function, args, *lanes, span);
            }
            Code::Dot { dst, a, b, lanes } => self.dot(*dst, *a, *b, *lanes, span),
            other => self.rearrange(other, span),
        }
    }

    /// Instructions that move components.
    fn rearrange(&mut self, code: &Code, span: Span) {
        match code {
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
            Code::Bitcast { dst, a, from, to } => self.bitcast(*dst, *a, *from, *to, span),
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
            Code::Compose { dst, parts, bytes } => {
                for slot in *dst..dst + Shape::Bytes(*bytes).slots() {
                    self.set(slot, 0);
                }
                for &(part, shape, offset) in parts {
                    self.insert(*dst, *bytes, offset, part, shape);
                }
            }
            Code::Member {
                dst,
                whole,
                bytes,
                offset,
                shape,
            } => {
                self.take(*whole, *bytes, *offset, *dst, *shape);
                if matches!(shape, Shape::Scalar(_) | Shape::Pointer)
                    && self.missing(*whole, *bytes, *offset)
                {
                    self.unwritten(span);
                }
            }
            Code::Component {
                dst,
                whole,
                index,
                count,
            } => {
                self.component(*dst, *whole, (*index).into(), *count, span);
            }
            Code::ComponentAt {
                dst,
                whole,
                index,
                scalar,
                count,
            } => {
                let index = number::signed(*scalar, self.get(*index));
                self.component(*dst, *whole, index, *count, span);
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
            Code::Quantify { dst, a, count, all } => {
                self.use_vector(*a, *count, span);
                let mut components = (0..u32::from(*count)).map(|lane| self.get(a + lane) != 0);
                let holds = if *all {
                    components.all(|c| c)
                } else {
                    components.any(|c| c)
                };
                self.set(*dst, holds.into());
            }
            other => unreachable!("`step` and `evaluate` handle {other:?}"),
        }
    }

    pub(super) fn copy(&mut self, from: Slot, to: Slot, slots: u32) {
        let first = self.base + from as usize;
        let range = first..first + slots as usize;
        self.thread
            .registers
            .copy_within(range, self.base + to as usize);
    }

    /// Marks all components of a vector as having a value.
    pub(super) fn define(&mut self, dst: Slot, count: u8) {
        if count > 1 {
            self.set(dst + u32::from(count), 0);
        }
    }

    /// Reports components without a value.
    fn use_vector(&mut self, slot: Slot, count: u8, span: Span) {
        if count > 1 && self.get(slot + u32::from(count)) != 0 {
            self.unwritten(span);
        }
    }

    fn unwritten(&mut self, span: Span) {
        self.report("uninitialized-read", span, |_| {
            "a component that nothing wrote is used".into()
        });
    }

    fn component(&mut self, dst: Slot, whole: Slot, index: i64, count: u8, span: Span) {
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

    fn math(&mut self, dst: Slot, function: MathFn, args: &[(Slot, u8)], lanes: Lanes, span: Span) {
        for &(slot, count) in args {
            self.use_vector(slot, count, span);
        }
        for lane in 0..u32::from(lanes.count) {
            let mut values = [0; 4];
            for (value, &(slot, count)) in values.iter_mut().zip(args) {
                *value = self.get(if count == 1 { slot } else { slot + lane });
            }
            let bits = number::math(function, lanes.scalar, &values[..args.len().min(4)]);
            self.set(dst + lane, bits);
        }
        self.define(dst, lanes.count);
    }

    /// Products and sums in order, in `float`, rounded to the type at the end.
    fn dot(&mut self, dst: Slot, a: Slot, b: Slot, lanes: Lanes, span: Span) {
        self.use_vector(a, lanes.count, span);
        self.use_vector(b, lanes.count, span);
        let mut sum = None;
        for lane in 0..u32::from(lanes.count) {
            let x = number::float(lanes.scalar, self.get(a + lane));
            let product = x * number::float(lanes.scalar, self.get(b + lane));
            sum = Some(sum.map_or(product, |sum: f32| sum + product));
        }
        self.set(dst, number::from_float(lanes.scalar, sum.unwrap_or(0.0)));
    }

    fn bitcast(&mut self, dst: Slot, a: Slot, from: Lanes, to: Lanes, span: Span) {
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

    fn fault(&mut self, fault: Fault, span: Span, op: BinaryOp, scalar: Scalar, right: u64) {
        match fault {
            Fault::DivisionByZero => self.report("division-by-zero", span, |_| {
                let what = if op == BinaryOp::Rem {
                    "remainder"
                } else {
                    "division"
                };
                format!("{what} of `{}` by zero", scalar.metal_name())
            }),
            Fault::ShiftOutOfRange => self.report("shift-out-of-range", span, |_| {
                let count = number::signed(scalar, right);
                format!("a `{}` is shifted by {count}", scalar.metal_name())
            }),
            Fault::InvalidConversion => {}
        }
    }

    fn invalid_conversion(&mut self, from: Scalar, to: Scalar, bits: u64, span: Span) {
        self.report("invalid-conversion", span, |_| {
            let value = number::float(from, bits);
            format!("{value} cannot be converted to `{}`", to.metal_name())
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
