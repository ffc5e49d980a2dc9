//! Operations between the lanes of a simdgroup, on the lanes that are active.
//!
//! Reductions run in the tree that all back ends share: each step adds lane `i + w` to lane `i`,
//! for `w` from 16 down to 1, with the identity in place of lanes that are not active.

use super::matrix;
use crate::backend::cpu::{
    code::{Inst, Operand, SimdForm},
    frame::{Flow, Frame, Lane, SIMDGROUP},
    math::{convert, fmax, fmin},
};
use kernsmith_msl::ir::{Scalar, SimdOp};

/// `d = op(a, …)` on 32-bit lanes.
#[inline(always)]
pub(super) fn simd32(frame: &mut Frame, inst: &Inst) -> Flow {
    let form = frame.code.simds[inst.x as usize];
    match form.scalar {
        Scalar::F32 => floats(frame, inst, form, |it| it),
        Scalar::F16 => floats(frame, inst, form, convert::round_f16),
        Scalar::BF16 => floats(frame, inst, form, convert::round_bf16),
        Scalar::Bool => flags(frame, inst, form),
        scalar => integers32(frame, inst, form, scalar),
    }
    Flow::Next
}

/// `d = op(a, …)` on 64-bit lanes.
#[inline(always)]
pub(super) fn simd64(frame: &mut Frame, inst: &Inst) -> Flow {
    let form = frame.code.simds[inst.x as usize];
    match form.op {
        SimdOp::Ballot | SimdOp::QuadBallot => masks(frame, inst, form, Some(inst.a)),
        SimdOp::ActiveThreads | SimdOp::QuadActiveThreads => masks(frame, inst, form, None),
        op if form.scalar == Scalar::I64 => {
            let min = |a: u64, b: u64| (a as i64).min(b as i64) as u64;
            let max = |a: u64, b: u64| (a as i64).max(b as i64) as u64;
            match op {
                SimdOp::Min => reduce(frame, inst, SIMDGROUP, i64::MAX as u64, min),
                SimdOp::Max => reduce(frame, inst, SIMDGROUP, i64::MIN as u64, max),
                SimdOp::QuadMin => reduce(frame, inst, 4, i64::MAX as u64, min),
                SimdOp::QuadMax => reduce(frame, inst, 4, i64::MIN as u64, max),
                _ => integers(frame, inst, form, |it: u64| it, u64::from_bits),
            }
        }
        _ => integers(frame, inst, form, |it: u64| it, u64::from_bits),
    }
    Flow::Next
}

#[inline(always)]
fn floats(frame: &mut Frame, inst: &Inst, form: SimdForm, round: impl Fn(f32) -> f32 + Copy) {
    let sum = |a: f32, b: f32| round(a + b);
    let product = |a: f32, b: f32| round(a * b);
    match form.op {
        SimdOp::Sum => reduce(frame, inst, SIMDGROUP, 0.0, sum),
        SimdOp::Product => reduce(frame, inst, SIMDGROUP, 1.0, product),
        SimdOp::Min => reduce(frame, inst, SIMDGROUP, f32::INFINITY, fmin),
        SimdOp::Max => reduce(frame, inst, SIMDGROUP, f32::NEG_INFINITY, fmax),
        SimdOp::QuadSum => reduce(frame, inst, 4, 0.0, sum),
        SimdOp::QuadProduct => reduce(frame, inst, 4, 1.0, product),
        SimdOp::QuadMin => reduce(frame, inst, 4, f32::INFINITY, fmin),
        SimdOp::QuadMax => reduce(frame, inst, 4, f32::NEG_INFINITY, fmax),
        SimdOp::PrefixInclusiveSum | SimdOp::QuadPrefixInclusiveSum => {
            prefix(frame, inst, form, (true, 0.0), sum);
        }
        SimdOp::PrefixExclusiveSum | SimdOp::QuadPrefixExclusiveSum => {
            prefix(frame, inst, form, (false, 0.0), sum);
        }
        SimdOp::PrefixInclusiveProduct | SimdOp::QuadPrefixInclusiveProduct => {
            prefix(frame, inst, form, (true, 1.0), product);
        }
        SimdOp::PrefixExclusiveProduct | SimdOp::QuadPrefixExclusiveProduct => {
            prefix(frame, inst, form, (false, 1.0), product);
        }
        SimdOp::MultiplyMatrices => matrix::multiply(frame, inst, form, round),
        _ => moves::<f32>(frame, inst, form),
    }
}

#[inline(always)]
fn integers32(frame: &mut Frame, inst: &Inst, form: SimdForm, scalar: Scalar) {
    let bits = scalar.size_bytes() * 8;
    if scalar.is_signed() {
        let low = i32::MIN >> (32 - bits);
        let wrap = |it: u32| (((it << (32 - bits)) as i32) >> (32 - bits)) as u32;
        let min = |a: u32, b: u32| (a as i32).min(b as i32) as u32;
        let max = |a: u32, b: u32| (a as i32).max(b as i32) as u32;
        match form.op {
            SimdOp::Min => reduce(frame, inst, SIMDGROUP, !low as u32, min),
            SimdOp::Max => reduce(frame, inst, SIMDGROUP, low as u32, max),
            SimdOp::QuadMin => reduce(frame, inst, 4, !low as u32, min),
            SimdOp::QuadMax => reduce(frame, inst, 4, low as u32, max),
            _ => integers(frame, inst, form, wrap, u32::from_bits),
        }
    } else {
        let wrap = |it: u32| it & (u32::MAX >> (32 - bits));
        integers(frame, inst, form, wrap, u32::from_bits);
    }
}

/// What is the same for all integers, the order taken as unsigned.
#[inline(always)]
fn integers<T: Whole>(
    frame: &mut Frame,
    inst: &Inst,
    form: SimdForm,
    wrap: impl Fn(T) -> T + Copy,
    from: fn(u64) -> T,
) {
    let (zero, one, ones) = (from(0), from(1), wrap(from(u64::MAX)));
    let sum = |a: T, b: T| wrap(a.add(b));
    let product = |a: T, b: T| wrap(a.mul(b));
    match form.op {
        SimdOp::Sum => reduce(frame, inst, SIMDGROUP, zero, sum),
        SimdOp::Product => reduce(frame, inst, SIMDGROUP, one, product),
        SimdOp::Min => reduce(frame, inst, SIMDGROUP, ones, T::min),
        SimdOp::Max => reduce(frame, inst, SIMDGROUP, zero, T::max),
        SimdOp::And => reduce(frame, inst, SIMDGROUP, ones, T::and),
        SimdOp::Or => reduce(frame, inst, SIMDGROUP, zero, T::or),
        SimdOp::Xor => reduce(frame, inst, SIMDGROUP, zero, T::xor),
        SimdOp::QuadSum => reduce(frame, inst, 4, zero, sum),
        SimdOp::QuadProduct => reduce(frame, inst, 4, one, product),
        SimdOp::QuadMin => reduce(frame, inst, 4, ones, T::min),
        SimdOp::QuadMax => reduce(frame, inst, 4, zero, T::max),
        SimdOp::QuadAnd => reduce(frame, inst, 4, ones, T::and),
        SimdOp::QuadOr => reduce(frame, inst, 4, zero, T::or),
        SimdOp::QuadXor => reduce(frame, inst, 4, zero, T::xor),
        SimdOp::PrefixInclusiveSum | SimdOp::QuadPrefixInclusiveSum => {
            prefix(frame, inst, form, (true, zero), sum);
        }
        SimdOp::PrefixExclusiveSum | SimdOp::QuadPrefixExclusiveSum => {
            prefix(frame, inst, form, (false, zero), sum);
        }
        SimdOp::PrefixInclusiveProduct | SimdOp::QuadPrefixInclusiveProduct => {
            prefix(frame, inst, form, (true, one), product);
        }
        SimdOp::PrefixExclusiveProduct | SimdOp::QuadPrefixExclusiveProduct => {
            prefix(frame, inst, form, (false, one), product);
        }
        _ => moves::<T>(frame, inst, form),
    }
}

/// Integers of a register's width.
trait Whole: Lane + Ord {
    fn add(self, other: Self) -> Self;
    fn mul(self, other: Self) -> Self;
    fn and(self, other: Self) -> Self;
    fn or(self, other: Self) -> Self;
    fn xor(self, other: Self) -> Self;
}

macro_rules! whole {
    ($($ty:ty),*) => {$(
        impl Whole for $ty {
            #[inline(always)]
            fn add(self, other: Self) -> Self {
                self.wrapping_add(other)
            }
            #[inline(always)]
            fn mul(self, other: Self) -> Self {
                self.wrapping_mul(other)
            }
            #[inline(always)]
            fn and(self, other: Self) -> Self {
                self & other
            }
            #[inline(always)]
            fn or(self, other: Self) -> Self {
                self | other
            }
            #[inline(always)]
            fn xor(self, other: Self) -> Self {
                self ^ other
            }
        }
    )*};
}

whole!(u32, u64);

#[inline(always)]
fn flags(frame: &mut Frame, inst: &Inst, form: SimdForm) {
    match form.op {
        SimdOp::All | SimdOp::QuadAll => {
            reduce(frame, inst, form.op.width(), !0u32, |a, b| a & b);
        }
        SimdOp::Any | SimdOp::QuadAny => {
            reduce(frame, inst, form.op.width(), 0u32, |a, b| a | b);
        }
        SimdOp::IsFirst | SimdOp::QuadIsFirst => {
            let active = frame.active();
            let d = frame.write::<u32>(inst.d.raw());
            let width = form.op.width();
            for (d, active) in d.chunks_mut(width).zip(active.chunks(width)) {
                d.fill(0);
                if let Some(first) = active.iter().position(|&on| on != 0) {
                    d[first] = !0;
                }
            }
        }
        _ => moves::<u32>(frame, inst, form),
    }
}

/// A bit for each active lane where the condition holds.
#[inline(always)]
fn masks(frame: &mut Frame, inst: &Inst, form: SimdForm, condition: Option<Operand>) {
    let width = form.op.width();
    let active = frame.active();
    let condition = match condition {
        Some(operand) => frame.lanes::<u32>(operand, 0),
        None => active,
    };
    let d = frame.write::<u64>(inst.d.raw());
    for ((d, active), condition) in d
        .chunks_mut(width)
        .zip(active.chunks(width))
        .zip(condition.chunks(width))
    {
        let mut bits = 0;
        for (lane, (&on, &holds)) in active.iter().zip(condition).enumerate() {
            bits |= u64::from(on & holds & 1) << lane;
        }
        d.fill(bits);
    }
}

/// Every lane of a group of `group` gets the combination of all.
#[inline(always)]
fn reduce<T: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    group: usize,
    identity: T,
    f: impl Fn(T, T) -> T,
) {
    let full = frame.is_full() && frame.count == frame.span;
    let active = frame.active();
    let a = frame.lanes::<T>(inst.a, 0);
    let d = frame.write::<T>(inst.d.raw());
    for ((d, a), active) in d
        .chunks_exact_mut(SIMDGROUP)
        .zip(a.chunks_exact(SIMDGROUP))
        .zip(active.chunks_exact(SIMDGROUP))
    {
        let mut lanes = [identity; SIMDGROUP];
        for lane in 0..SIMDGROUP {
            lanes[lane] = if full || active[lane] != 0 {
                a[lane]
            } else {
                identity
            };
        }
        for lanes in lanes.chunks_mut(group) {
            let mut width = group / 2;
            while width > 0 {
                for lane in 0..width {
                    lanes[lane] = f(lanes[lane], lanes[lane + width]);
                }
                width /= 2;
            }
            lanes.fill(lanes[0]);
        }
        d.copy_from_slice(&lanes);
    }
}

/// Every active lane gets the combination of those before it in its group, in order.
#[inline(always)]
fn prefix<T: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    form: SimdForm,
    (inclusive, identity): (bool, T),
    f: impl Fn(T, T) -> T,
) {
    let width = form.op.width();
    let active = frame.active();
    let a = frame.lanes::<T>(inst.a, 0);
    let d = frame.write::<T>(inst.d.raw());
    for start in (0..d.len()).step_by(width) {
        let mut sum = identity;
        for lane in start..start + width {
            if active[lane] == 0 {
                continue;
            }
            let next = f(sum, a[lane]);
            d[lane] = if inclusive { next } else { sum };
            sum = next;
        }
    }
}

/// Every lane gets the value of another.
#[inline(always)]
fn moves<T: Lane>(frame: &mut Frame, inst: &Inst, form: SimdForm) {
    let active = frame.active();
    let data = frame.lanes::<T>(inst.a, 0);
    let (filling, by) = if form.op.fills() {
        (frame.lanes::<T>(inst.b, 1), inst.c)
    } else {
        (data, inst.b)
    };
    let modulo = match form.modulo {
        Some(operand) if operand.is_scalar() => frame.scalar::<u32>(operand) as usize,
        Some(operand) => frame.read::<u32>(operand.raw())[0] as usize,
        None => 0,
    };
    let modulo = match modulo {
        modulo if (1..=form.op.width()).contains(&modulo) => modulo,
        _ => form.op.width(),
    };
    let none = matches!(form.op, SimdOp::BroadcastFirst | SimdOp::QuadBroadcastFirst);
    let by = if none {
        &[][..]
    } else {
        frame.lanes::<u32>(by, 2)
    };
    let d = frame.write::<T>(inst.d.raw());
    for start in (0..d.len()).step_by(SIMDGROUP) {
        for lane in 0..SIMDGROUP {
            let by = by.get(start + lane).map_or(0, |&by| by as usize);
            d[start + lane] = match source(form.op, lane, by, modulo) {
                Source::Lane(from) => data[start + from],
                Source::First => {
                    let group = start + lane - lane % form.op.width();
                    let group = group..group + form.op.width();
                    let first = active[group.clone()].iter().position(|&on| on != 0);
                    data[group.start + first.unwrap_or(0)]
                }
                Source::Filling(from) => filling[start + from],
            };
        }
    }
}

enum Source {
    Lane(usize),
    First,
    Filling(usize),
}

/// Where a lane's value comes from.
#[inline(always)]
fn source(op: SimdOp, lane: usize, by: usize, modulo: usize) -> Source {
    const LAST: usize = SIMDGROUP - 1;
    let quad = lane & !3;
    let group = lane - lane % modulo;
    Source::Lane(
        match op {
            SimdOp::Broadcast | SimdOp::Shuffle => by & LAST,
            SimdOp::BroadcastFirst | SimdOp::QuadBroadcastFirst => return Source::First,
            SimdOp::ShuffleDown if lane + by <= LAST => lane + by,
            SimdOp::ShuffleUp if by <= lane => lane - by,
            SimdOp::ShuffleXor => (lane ^ by) & LAST,
            SimdOp::ShuffleRotateDown => (lane + by) & LAST,
            SimdOp::ShuffleRotateUp => lane.wrapping_sub(by) & LAST,
            SimdOp::ShuffleAndFillDown | SimdOp::QuadShuffleAndFillDown => match lane % modulo + by
            {
                at if at < modulo => group + at,
                at => return Source::Filling(group + (at - modulo) % modulo),
            },
            SimdOp::ShuffleAndFillUp | SimdOp::QuadShuffleAndFillUp => {
                match (lane % modulo).checked_sub(by) {
                    Some(at) => group + at,
                    None => {
                        return Source::Filling(
                            group + (modulo - (by - lane % modulo) % modulo) % modulo,
                        );
                    }
                }
            }
            SimdOp::QuadBroadcast | SimdOp::QuadShuffle => quad + (by & 3),
            SimdOp::QuadShuffleDown if (lane & 3) + by < 4 => lane + by,
            SimdOp::QuadShuffleUp if by <= lane & 3 => lane - by,
            SimdOp::QuadShuffleXor => quad + ((lane ^ by) & 3),
            SimdOp::QuadShuffleRotateDown => quad + ((lane + by) & 3),
            SimdOp::QuadShuffleRotateUp => quad + (lane.wrapping_sub(by) & 3),
            _ => lane,
        }
        .min(LAST),
    )
}
