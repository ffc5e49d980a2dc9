//! Variables under a mask, and arrays that lie in rows of registers.

use crate::backend::cpu::{
    code::Inst,
    frame::{Flow, Frame, Lane},
};

/// `d = a` where active.
#[inline(always)]
pub(super) fn blend<T: Lane>(frame: &mut Frame, inst: &Inst) -> Flow {
    let a = frame.lanes::<T>(inst.a, 0);
    let d = frame.write::<T>(inst.d.raw());
    if frame.is_full() {
        d.copy_from_slice(a);
        return Flow::Next;
    }
    let mask = frame.mask(0);
    for ((d, &a), &on) in d.iter_mut().zip(a).zip(mask.iter()) {
        *d = if on != 0 { a } else { *d };
    }
    Flow::Next
}

/// `d = rows[a]`, of the `b` rows that begin at register `x`; zero out of range.
#[inline(always)]
pub(super) fn get<T: Lane>(frame: &mut Frame, inst: &Inst) -> Flow {
    let d = frame.write::<T>(inst.d.raw());
    let rows = inst.b.raw();
    if inst.a.is_scalar() {
        match frame.scalar::<u32>(inst.a) {
            index if index < rows => d.copy_from_slice(frame.read::<T>(inst.x + index)),
            _ => d.fill(T::from_bits(0)),
        }
        return Flow::Next;
    }
    let index = frame.read::<u32>(inst.a.raw());
    for (lane, d) in d.iter_mut().enumerate() {
        *d = match index[lane] {
            index if index < rows => frame.read::<T>(inst.x + index)[lane],
            _ => T::from_bits(0),
        };
    }
    Flow::Next
}

/// `rows[a] = c` where active, of the `b` rows that begin at register `x`; nothing out of range.
#[inline(always)]
pub(super) fn set<T: Lane>(frame: &mut Frame, inst: &Inst) -> Flow {
    let value = frame.lanes::<T>(inst.c, 0);
    let rows = inst.b.raw();
    if inst.a.is_scalar() {
        let index = frame.scalar::<u32>(inst.a);
        if index < rows {
            let row = frame.write::<T>(inst.x + index);
            if frame.is_full() {
                row.copy_from_slice(value);
            } else {
                for ((d, &a), &on) in row.iter_mut().zip(value).zip(frame.mask(0).iter()) {
                    *d = if on != 0 { a } else { *d };
                }
            }
        }
        return Flow::Next;
    }
    let index = frame.read::<u32>(inst.a.raw());
    let mask = frame.active();
    for lane in 0..frame.count {
        if mask[lane] != 0 && index[lane] < rows {
            frame.write::<T>(inst.x + index[lane])[lane] = value[lane];
        }
    }
    Flow::Next
}
