//! Instructions that compute numbers, component by component.

use super::super::{
    code::{Code, Lanes, Slot},
    number::{self, Fault},
    thread::Turn,
};
use crate::{
    ir::{BinaryOp, MathFn, Scalar},
    source::Span,
};

impl Turn<'_> {
    pub(super) fn compute(&mut self, code: &Code, span: Span) {
        match code {
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
                        self.fault(fault, (*op, lanes.scalar), y, span);
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
            Code::Convert { dst, a, from, to } => {
                self.use_vector(*a, from.count, span);
                for lane in 0..u32::from(from.count) {
                    let (bits, fault) = number::convert(from.scalar, *to, self.get(a + lane));
                    if fault.is_some() {
                        self.invalid_conversion((from.scalar, *to), self.get(a + lane), span);
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
                self.math(*dst, (*function, args), *lanes, span);
            }
            Code::Dot { dst, a, b, lanes } => self.dot(*dst, [*a, *b], *lanes, span),
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
            other => unreachable!("`evaluate` sends only arithmetic here, not {other:?}"),
        }
    }

    fn math(
        &mut self,
        dst: Slot,
        (function, args): (MathFn, &[(Slot, u8)]),
        lanes: Lanes,
        span: Span,
    ) {
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
    fn dot(&mut self, dst: Slot, [a, b]: [Slot; 2], lanes: Lanes, span: Span) {
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

    fn fault(&mut self, fault: Fault, (op, scalar): (BinaryOp, Scalar), right: u64, span: Span) {
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

    fn invalid_conversion(&mut self, (from, to): (Scalar, Scalar), bits: u64, span: Span) {
        self.report("invalid-conversion", span, |_| {
            let value = number::float(from, bits);
            format!("{value} cannot be converted to `{}`", to.metal_name())
        });
    }
}
