//! Loops over lanes, generic over what is done in each.
//!
//! The compiler vectorizes them: slices of registers never overlap, and their length is a
//! multiple of a simdgroup.

use crate::backend::cpu::{
    code::Inst,
    frame::{Flow, Frame, Lane},
    isa::Isa,
    math,
    vector::Vector,
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

/// `d = a` rounded to `half`.
#[inline(always)]
pub(super) fn round_half<I: Isa>(frame: &mut Frame, inst: &Inst) -> Flow {
    if inst.d.is_scalar() || inst.a.is_scalar() {
        return unary(frame, inst, math::convert::round_f16);
    }
    let a = frame.read::<f32>(inst.a.raw());
    let d = frame.write::<f32>(inst.d.raw());
    let lanes = <I::Floats as Vector>::LANES;
    for (d, a) in d.chunks_exact_mut(lanes).zip(a.chunks_exact(lanes)) {
        // SAFETY: chunks are of the vectors' length, which divides that of a simdgroup; this is
        // compiled for their instruction set.
        unsafe {
            I::Floats::load(a.as_ptr())
                .round_half()
                .store(d.as_mut_ptr())
        };
    }
    Flow::Next
}

/// `d = fast(a)`, but `slow` where an argument is too large for it.
#[inline(always)]
pub(super) fn patched(
    frame: &mut Frame,
    inst: &Inst,
    (fast, slow): (impl Fn(f32) -> f32, impl Fn(f64) -> f64),
) -> Flow {
    let large = |a: f32| a.abs() > math::LARGE && a.is_finite();
    let exact = |a: f32| {
        if large(a) {
            slow(f64::from(a)) as f32
        } else {
            fast(a)
        }
    };
    if inst.d.is_scalar() {
        let a = frame.scalar(inst.a);
        frame.set_scalar(inst.d, exact(a));
        return Flow::Next;
    }
    let a = frame.lanes::<f32>(inst.a, 0);
    let d = frame.write::<f32>(inst.d.raw());
    let mut any = false;
    for (d, &a) in d.iter_mut().zip(a) {
        *d = fast(a);
        any |= large(a);
    }
    if any {
        for (d, &a) in d.iter_mut().zip(a).filter(|(_, a)| large(**a)) {
            *d = exact(a);
        }
    }
    Flow::Next
}

/// In [`Inst::x`] of [`binary`] and [`accumulate`]: `d` is a variable, to be written where active.
pub(in crate::backend::cpu) const MASKED: u32 = 1;

/// `d = f(a, b)`, with loops of their own for scalar operands and for `d` being `a`.
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
    if inst.x == MASKED && !frame.is_full() {
        return binary_masked(frame, inst, f);
    }
    if inst.d == inst.a {
        return in_place(frame, inst, f);
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

/// `d = f(d, b)`; only where operands and result are of one kind.
#[inline(always)]
fn in_place<T: Lane, R: Lane>(frame: &mut Frame, inst: &Inst, f: impl Fn(T, T) -> R) -> Flow {
    let g = |a: R, b: T| f(T::from_bits(a.to_bits()), b);
    let d = frame.write::<R>(inst.d.raw());
    if inst.b == inst.d {
        d.iter_mut()
            .for_each(|d| *d = g(*d, T::from_bits(d.to_bits())));
    } else if inst.b.is_scalar() {
        let b = frame.scalar(inst.b);
        d.iter_mut().for_each(|d| *d = g(*d, b));
    } else {
        for (d, &b) in d.iter_mut().zip(frame.read::<T>(inst.b.raw())) {
            *d = g(*d, b);
        }
    }
    Flow::Next
}

/// `d = f(a, b)` where active; `d` may be an operand.
#[inline(always)]
fn binary_masked<T: Lane, R: Lane>(frame: &mut Frame, inst: &Inst, f: impl Fn(T, T) -> R) -> Flow {
    let (a, b) = (
        frame.lanes::<T>(inst.a, 0).as_ptr(),
        frame.lanes::<T>(inst.b, 1).as_ptr(),
    );
    let d = frame.write::<R>(inst.d.raw()).as_mut_ptr();
    for (lane, &on) in frame.mask(0).iter().enumerate() {
        if on != 0 {
            // SAFETY: all rows have as many lanes as the mask. No slices of them are alive, so
            // that it does not matter if they are the same.
            unsafe { *d.add(lane) = f(*a.add(lane), *b.add(lane)) };
        }
    }
    Flow::Next
}

/// `d = c + a * b`, each rounded; `d` may be `c`.
#[inline(always)]
pub(super) fn accumulate(frame: &mut Frame, inst: &Inst) -> Flow {
    if inst.x == MASKED && !frame.is_full() {
        let a = frame.lanes::<f32>(inst.a, 0);
        let b = frame.lanes::<f32>(inst.b, 1);
        let c = frame.lanes::<f32>(inst.c, 2).as_ptr();
        let d = frame.write::<f32>(inst.d.raw()).as_mut_ptr();
        for (lane, &on) in frame.mask(0).iter().enumerate() {
            if on != 0 {
                // SAFETY: as for `binary_masked`.
                unsafe { *d.add(lane) = *c.add(lane) + a[lane] * b[lane] };
            }
        }
    } else if inst.d != inst.c {
        return ternary(frame, inst, |a: f32, b: f32, c: f32| c + a * b);
    } else {
        let d = frame.write::<f32>(inst.d.raw());
        let (a, b) = if inst.a.is_scalar() {
            (inst.b, inst.a)
        } else {
            (inst.a, inst.b)
        };
        let a = frame.lanes::<f32>(a, 0);
        if b.is_scalar() {
            let b = frame.scalar::<f32>(b);
            d.iter_mut().zip(a).for_each(|(d, &a)| *d += a * b);
        } else {
            let b = frame.read::<f32>(b.raw());
            d.iter_mut()
                .zip(a)
                .zip(b)
                .for_each(|((d, &a), &b)| *d += a * b);
        }
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
