//! Operations on constants: what each gives, and which have no constant value.

use super::memory::child;
use super::{Machine, Result, Slot, refuse};
use crate::lower::constant::fold;
use crate::{
    ir::{BinaryOp, CompareOp, Const, MathFn, Op, Scalar, UnaryOp, ValueId},
    lower::expr::arithmetic::from_components,
    source::Span,
};

impl<'w> Machine<'w> {
    pub(super) fn evaluate(&mut self, value: ValueId) -> Result<Option<Slot>> {
        let function = self.frame().function;
        let span = function.values[value].span;
        let constant = match &function.values[value].op {
            Op::Load(pointer) => {
                let pointer = self.pointer(*pointer)?;
                return self.load(&pointer, span).map(Some);
            }
            Op::Store { pointer, value } => {
                let pointer = self.pointer(*pointer)?;
                let slot = self.slot(*value)?;
                self.store(&pointer, slot, span)?;
                return Ok(None);
            }
            Op::Field { pointer, index } => {
                return self.step_into(*pointer, i64::from(*index)).map(Some);
            }
            Op::Element { pointer, index } => {
                let index = self.index(*index)?;
                return self.step_into(*pointer, index).map(Some);
            }
            Op::Offset { pointer, index } => {
                let index = self.index(*index)?;
                return self.offset(*pointer, index).map(Some);
            }
            Op::Call {
                function: callee,
                args,
            } => {
                let Some(callee) = (self.world.function)(*callee) else {
                    return refuse(span, "it calls a function that is not defined yet");
                };
                let args = args
                    .iter()
                    .map(|arg| self.slot(*arg))
                    .collect::<Result<_>>()?;
                return self.call(callee, args, span);
            }
            Op::Extract { whole, index } => {
                let whole = self.constant(*whole)?;
                child(&whole, *index as usize, span)?.clone()
            }
            Op::ExtractDynamic { whole, index } => {
                let index = self.index(*index)?;
                let whole = self.constant(*whole)?;
                child(&whole, usize::try_from(index).unwrap_or(usize::MAX), span)?.clone()
            }
            Op::Compose(members) => Const::Composite(
                members
                    .iter()
                    .map(|member| self.constant(*member))
                    .collect::<Result<_>>()?,
            ),
            Op::Select {
                condition,
                accept,
                reject,
            } => {
                let taken = self.bits(*condition)? != 0;
                return self.slot(if taken { *accept } else { *reject }).map(Some);
            }
            op => from_components(self.arithmetic(op, value, span)?),
        };
        Ok(Some(Slot::Const(constant)))
    }

    /// Operations component by component.
    fn arithmetic(&mut self, op: &Op, value: ValueId, span: Span) -> Result<Vec<u64>> {
        let lanes: Option<Vec<u64>> = match op {
            Op::Unary(op, a) => self.unary(*op, *a)?,
            Op::Binary(op, a, b) => self.binary(*op, *a, *b)?,
            Op::Compare(op, a, b) => Some(self.compare(*op, *a, *b)?),
            Op::Convert(a) => {
                let (from, to) = (self.scalar(*a)?, self.scalar(value)?);
                self.lanes(*a)?
                    .iter()
                    .map(|bits| fold::convert(from, to, *bits))
                    .collect()
            }
            Op::Bitcast(a) => Some(self.lanes(*a)?),
            Op::Splat(a) => {
                let (_, lanes) = self.shape(value)?;
                Some(vec![self.bits(*a)?; usize::from(lanes)])
            }
            Op::Swizzle { whole, order } => {
                let whole = self.lanes(*whole)?;
                order
                    .iter()
                    .map(|at| whole.get(usize::from(*at)).copied())
                    .collect()
            }
            Op::Math { function, args, .. } => self.math(*function, args)?,
            _ => return refuse(span, "it depends on what only a running kernel knows"),
        };
        match lanes {
            Some(lanes) => Ok(lanes),
            None => refuse(span, "it has no defined value"),
        }
    }

    fn unary(&mut self, op: UnaryOp, a: ValueId) -> Result<Option<Vec<u64>>> {
        let scalar = self.scalar(a)?;
        Ok(self
            .lanes(a)?
            .iter()
            .map(|bits| fold::unary(op, scalar, *bits))
            .collect())
    }

    fn binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> Result<Option<Vec<u64>>> {
        let scalar = self.scalar(a)?;
        let (a, b) = (self.lanes(a)?, self.lanes(b)?);
        Ok(a.iter()
            .zip(&b)
            .map(|(a, b)| fold::binary(op, scalar, *a, *b))
            .collect())
    }

    fn compare(&mut self, op: CompareOp, a: ValueId, b: ValueId) -> Result<Vec<u64>> {
        let scalar = self.scalar(a)?;
        let (a, b) = (self.lanes(a)?, self.lanes(b)?);
        Ok(a.iter()
            .zip(&b)
            .map(|(a, b)| u64::from(fold::compare(op, scalar, *a, *b)))
            .collect())
    }

    /// The exact functions that `constexpr` code uses.
    fn math(&mut self, function: MathFn, args: &[ValueId]) -> Result<Option<Vec<u64>>> {
        let scalar = self.scalar(args[0])?;
        let lists = args
            .iter()
            .map(|arg| self.lanes(*arg))
            .collect::<Result<Vec<_>>>()?;
        let less = |a, b| fold::compare(CompareOp::Less, scalar, a, b);
        let pick = |first: bool| {
            lists[0]
                .iter()
                .zip(&lists[1])
                .map(|(a, b)| if less(*a, *b) == first { *a } else { *b })
                .collect()
        };
        Ok(match function {
            MathFn::Min => Some(pick(true)),
            MathFn::Max => Some(pick(false)),
            MathFn::Abs => lists[0]
                .iter()
                .map(|bits| Some(fold::wrap(scalar, fold::integer(scalar, *bits)?.abs())))
                .collect(),
            MathFn::Clz | MathFn::Ctz | MathFn::Popcount => lists[0]
                .iter()
                .map(|bits| Some(count_bits(function, scalar, *bits)))
                .collect(),
            _ => None,
        })
    }

    fn index(&mut self, value: ValueId) -> Result<i64> {
        let scalar = self.scalar(value)?;
        let bits = self.bits(value)?;
        let index = fold::integer(scalar, bits).and_then(|index| i64::try_from(index).ok());
        match index {
            Some(index) => Ok(index),
            None => refuse(self.span(value), "an index is out of range"),
        }
    }

    fn step_into(&mut self, pointer: ValueId, index: i64) -> Result<Slot> {
        let mut pointer = self.pointer(pointer)?;
        pointer.path.push(index);
        Ok(Slot::Pointer(pointer))
    }

    fn offset(&mut self, value: ValueId, index: i64) -> Result<Slot> {
        let mut pointer = self.pointer(value)?;
        match pointer.path.last_mut() {
            Some(last) => *last = last.saturating_add(index),
            None if index == 0 => {}
            None => {
                return refuse(
                    self.span(value),
                    "it leaves a variable by pointer arithmetic",
                );
            }
        }
        Ok(Slot::Pointer(pointer))
    }
}

/// `clz`, `ctz` and `popcount` of the bits of an integer.
fn count_bits(function: MathFn, scalar: Scalar, bits: u64) -> u64 {
    let size = 8 * scalar.size_bytes();
    let bits = bits & (u64::MAX >> (64 - size));
    let count = match function {
        MathFn::Clz => bits.leading_zeros() + size - 64,
        MathFn::Ctz => bits.trailing_zeros().min(size),
        _ => bits.count_ones(),
    };
    count.into()
}
