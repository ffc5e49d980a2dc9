//! Atomic operations, one active lane after the other in order.
//!
//! Device memory is shared by threadgroups that run in parallel, so these are the machine's own
//! atomics, always sequentially consistent: no order that Metal names is stronger.

use super::place::{Place, locate, resolve};
use crate::backend::cpu::{
    code::{AtomicForm, Inst},
    frame::{Flow, Frame, Lane},
};
use kernsmith_msl::ir::{AtomicOp, Scalar};
use std::sync::atomic::{AtomicU8, AtomicU32, AtomicU64, Ordering::SeqCst};

/// `d = op(x, a, b)` on 32 bits.
#[inline(always)]
pub(super) fn atomic32(frame: &mut Frame, inst: &Inst) -> Flow {
    if frame.code.atomics[inst.c.raw() as usize].scalar == Scalar::Bool {
        return flags(frame, inst);
    }
    each::<u32>(frame, inst, size_of::<u32>(), |to, form, a, b| {
        // SAFETY: aligned and inside of a buffer, checked by `each`; every access that is meant
        // to be concurrent goes through an atomic.
        let it = unsafe { AtomicU32::from_ptr(to.cast()) };
        match form.op {
            AtomicOp::Load => it.load(SeqCst),
            AtomicOp::Store | AtomicOp::Exchange => it.swap(a, SeqCst),
            AtomicOp::CompareExchange => match it.compare_exchange(a, b, SeqCst, SeqCst) {
                Ok(old) | Err(old) => old,
            },
            AtomicOp::And => it.fetch_and(a, SeqCst),
            AtomicOp::Or => it.fetch_or(a, SeqCst),
            AtomicOp::Xor => it.fetch_xor(a, SeqCst),
            AtomicOp::Add | AtomicOp::Sub | AtomicOp::Min | AtomicOp::Max => {
                let update = |old: u32| Some(arithmetic32(form, old, a));
                let (Ok(old) | Err(old)) = it.fetch_update(SeqCst, SeqCst, update);
                old
            }
        }
    })
}

/// `d = op(x, a, b)` on 64 bits.
#[inline(always)]
pub(super) fn atomic64(frame: &mut Frame, inst: &Inst) -> Flow {
    each::<u64>(frame, inst, size_of::<u64>(), |to, form, a, b| {
        // SAFETY: as for 32 bits.
        let it = unsafe { AtomicU64::from_ptr(to.cast()) };
        match form.op {
            AtomicOp::Load => it.load(SeqCst),
            AtomicOp::Store | AtomicOp::Exchange => it.swap(a, SeqCst),
            AtomicOp::CompareExchange => match it.compare_exchange(a, b, SeqCst, SeqCst) {
                Ok(old) | Err(old) => old,
            },
            AtomicOp::And => it.fetch_and(a, SeqCst),
            AtomicOp::Or => it.fetch_or(a, SeqCst),
            AtomicOp::Xor => it.fetch_xor(a, SeqCst),
            AtomicOp::Add => it.fetch_add(a, SeqCst),
            AtomicOp::Sub => it.fetch_sub(a, SeqCst),
            AtomicOp::Min | AtomicOp::Max => {
                let signed = form.scalar == Scalar::I64;
                let least = form.op == AtomicOp::Min;
                let update = |old: u64| {
                    let below = if signed {
                        (old as i64) < a as i64
                    } else {
                        old < a
                    };
                    Some(if below == least { old } else { a })
                };
                let (Ok(old) | Err(old)) = it.fetch_update(SeqCst, SeqCst, update);
                old
            }
        }
    })
}

/// `d = op(x, a, b)` on `bool`s, which take a byte: any but 0 is true.
#[inline(always)]
fn flags(frame: &mut Frame, inst: &Inst) -> Flow {
    each::<u32>(frame, inst, size_of::<u8>(), |to, form, a, b| {
        // SAFETY: as for 32 bits.
        let it = unsafe { AtomicU8::from_ptr(to) };
        let next = |old: u8| match form.op {
            AtomicOp::Load => None,
            AtomicOp::CompareExchange if (old != 0) != (a != 0) => None,
            AtomicOp::CompareExchange => Some(u8::from(b != 0)),
            _ => Some(u8::from(a != 0)),
        };
        let (Ok(old) | Err(old)) = it.fetch_update(SeqCst, SeqCst, next);
        if old == 0 { 0 } else { !0 }
    })
}

fn arithmetic32(form: AtomicForm, old: u32, by: u32) -> u32 {
    let (x, y) = (f32::from_bits(old), f32::from_bits(by));
    match (form.op, form.scalar) {
        (AtomicOp::Add, Scalar::F32) => (x + y).to_bits(),
        (AtomicOp::Sub, Scalar::F32) => (x - y).to_bits(),
        (AtomicOp::Min, Scalar::F32) => x.min(y).to_bits(),
        (AtomicOp::Max, Scalar::F32) => x.max(y).to_bits(),
        (AtomicOp::Add, _) => old.wrapping_add(by),
        (AtomicOp::Sub, _) => old.wrapping_sub(by),
        (AtomicOp::Min, Scalar::I32) => (old as i32).min(by as i32) as u32,
        (AtomicOp::Max, Scalar::I32) => (old as i32).max(by as i32) as u32,
        (AtomicOp::Min, _) => old.min(by),
        _ => old.max(by),
    }
}

/// Runs `f` for every active lane whose place is inside of its object and aligned.
#[inline(always)]
fn each<T: Lane>(
    frame: &mut Frame,
    inst: &Inst,
    size: usize,
    f: impl Fn(*mut u8, AtomicForm, T, T) -> T,
) -> Flow {
    let form = frame.code.atomics[inst.c.raw() as usize];
    let addr = frame.addr(form.addr);
    let place: Place = resolve(frame, addr);
    let active = frame.active();
    let a = frame.lanes::<T>(inst.a, 0);
    let b = frame.lanes::<T>(inst.b, 1);
    for lane in 0..frame.count {
        if active[lane] == 0 {
            continue;
        }
        let found = locate(frame, &place, lane, size as u64);
        let old = match found {
            Some((to, writable))
                if to.addr() % size == 0 && (writable || form.op == AtomicOp::Load) =>
            {
                f(to, form, a[lane], b[lane])
            }
            _ => T::from_bits(0),
        };
        if form.result {
            frame.write::<T>(inst.d.raw())[lane] = old;
        }
    }
    Flow::Next
}
