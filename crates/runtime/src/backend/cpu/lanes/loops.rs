//! Loops over lanes, generic over what is done in each.
//!
//! The compiler vectorizes them: slices of registers never overlap, and their length is a
//! multiple of a simdgroup.

use crate::backend::cpu::{
    code::Inst,
    frame::{Flow, Frame, Lane},
};

/// `d = f(a)`.
#[inline(always)]
pub(super) fn unary<T: Lane, R: Lane>(frame: &mut Frame, inst: &Inst, f: impl Fn(T) -> R) -> Flow {
    if inst.d.is_scalar() {
        let a = frame.scalar(inst.a);
        frame.set_scalar(inst.d, f(a));
    } else if inst.a.is_scalar() {
        let value = f(frame.scalar(inst.a));
        frame.write::<R>(inst.d.raw()).fill(value);
    } else {
        let a = frame.read::<T>(inst.a.raw());
        let d = frame.write::<R>(inst.d.raw());
        for (d, &a) in d.iter_mut().zip(a) {
            *d = f(a);
        }
    }
    Flow::Next
}

/// `d = f(a, b)`, with loops of their own for scalar operands.
#[inline(always)]
pub(super) fn binary<T: Lane, R: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    f: impl Fn(T, T) -> R,
) -> Flow {
    if inst.d.is_scalar() {
        let (a, b) = (frame.scalar(inst.a), frame.scalar(inst.b));
        frame.set_scalar(inst.d, f(a, b));
        return Flow::Next;
    }
    let d = frame.write::<R>(inst.d.raw());
    match (inst.a.is_scalar(), inst.b.is_scalar()) {
        (false, false) => {
            let (a, b) = (frame.read::<T>(inst.a.raw()), frame.read::<T>(inst.b.raw()));
            for ((d, &a), &b) in d.iter_mut().zip(a).zip(b) {
                *d = f(a, b);
            }
        }
        (false, true) => {
            let (a, b) = (frame.read::<T>(inst.a.raw()), frame.scalar(inst.b));
            for (d, &a) in d.iter_mut().zip(a) {
                *d = f(a, b);
            }
        }
        (true, false) => {
            let (a, b) = (frame.scalar(inst.a), frame.read::<T>(inst.b.raw()));
            for (d, &b) in d.iter_mut().zip(b) {
                *d = f(a, b);
            }
        }
        (true, true) => d.fill(f(frame.scalar(inst.a), frame.scalar(inst.b))),
    }
    Flow::Next
}

/// `d = f(a, b)` for what is rare or slow: one loop.
#[inline(always)]
pub(super) fn binary_rare<A: Lane, B: Lane, R: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    f: impl Fn(A, B) -> R,
) -> Flow {
    if inst.d.is_scalar() {
        let (a, b) = (frame.scalar(inst.a), frame.scalar(inst.b));
        frame.set_scalar(inst.d, f(a, b));
        return Flow::Next;
    }
    let (a, b) = (frame.lanes::<A>(inst.a, 0), frame.lanes::<B>(inst.b, 1));
    let d = frame.write::<R>(inst.d.raw());
    for ((d, &a), &b) in d.iter_mut().zip(a).zip(b) {
        *d = f(a, b);
    }
    Flow::Next
}

/// `d = f(a, b, c)`.
#[inline(always)]
pub(super) fn ternary<A: Lane, B: Lane, C: Lane, R: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    f: impl Fn(A, B, C) -> R,
) -> Flow {
    if inst.d.is_scalar() {
        let (a, b, c) = (
            frame.scalar(inst.a),
            frame.scalar(inst.b),
            frame.scalar(inst.c),
        );
        frame.set_scalar(inst.d, f(a, b, c));
        return Flow::Next;
    }
    let a = frame.lanes::<A>(inst.a, 0);
    let b = frame.lanes::<B>(inst.b, 1);
    let c = frame.lanes::<C>(inst.c, 2);
    let d = frame.write::<R>(inst.d.raw());
    for (((d, &a), &b), &c) in d.iter_mut().zip(a).zip(b).zip(c) {
        *d = f(a, b, c);
    }
    Flow::Next
}

/// `d = base + column * sx + row * sy`, from three scalars.
#[inline(always)]
pub(super) fn iota<T: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    f: impl Fn(T, T, T, usize, usize) -> T,
) -> Flow {
    let (base, sx, sy) = (
        frame.scalar(inst.a),
        frame.scalar(inst.b),
        frame.scalar(inst.c),
    );
    let d = frame.write::<T>(inst.d.raw());
    let columns = frame.columns;
    if frame.rows == 1 {
        for (column, d) in d.iter_mut().enumerate() {
            *d = f(base, sx, sy, column, 0);
        }
        return Flow::Next;
    }
    for (row, d) in d.chunks_mut(columns).enumerate() {
        for (column, d) in d.iter_mut().enumerate() {
            *d = f(base, sx, sy, column, row);
        }
    }
    Flow::Next
}
