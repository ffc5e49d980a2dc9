//! Loads and stores.
//!
//! Where a whole block is inside of its object, the lanes run without checks, side by side where
//! they lie so. Otherwise each lane is checked: what lies outside reads as zero, and is not
//! written. Nothing else of the process can be reached.
//!
//! Threads of a kernel that race on memory race here too: contents are then any bits.

use super::{
    element::Element,
    place::{Form, Place, locate, proven, resolve},
    stream,
};
use crate::backend::cpu::{
    code::{Inst, Operand},
    frame::{Flow, Frame, Lane},
    isa::Isa,
};

/// Loads `b` scalars side by side into the registers of list `a`, at address `x`.
#[inline(always)]
pub(super) fn load<I: Isa, E: Element>(frame: &mut Frame, inst: &Inst) -> Flow {
    let addr = frame.addr(inst.x);
    let results = frame.list(inst.a.raw(), inst.b.raw());
    let place = resolve(frame, addr);
    let size = size_of::<E::Memory>();
    let bytes = (size * results.len()) as u64;
    if results[0].is_scalar() {
        load_uniform::<E>(frame, &place, results);
    } else if let Some((from, sx, sy)) = proven(frame, &place, bytes) {
        if let [result] = *results {
            let row = &mut frame.write::<E::Lane>(result.raw())[..frame.count];
            // SAFETY: every lane's access is inside of the object.
            unsafe {
                stream::load_row::<I, E>(from, [sx as isize, sy as isize], frame.columns, row);
            }
            return Flow::Next;
        }
        let (count, columns) = (frame.count, frame.columns);
        let mut rows: [&mut [E::Lane]; 4] = [&mut [], &mut [], &mut [], &mut []];
        for (row, &result) in rows.iter_mut().zip(results) {
            *row = &mut frame.write::<E::Lane>(result.raw())[..count];
        }
        // SAFETY: every lane's access is inside of the object.
        unsafe {
            stream::load::<E>(
                from,
                [sx as isize, sy as isize],
                columns,
                &mut rows[..results.len()],
            );
        }
    } else {
        load_each::<E>(frame, &place, results);
    }
    Flow::Next
}

#[inline(always)]
fn load_uniform<E: Element>(frame: &mut Frame, place: &Place, results: &[Operand]) {
    let size = size_of::<E::Memory>();
    let found = locate(frame, place, 0, (size * results.len()) as u64);
    for (at, &result) in results.iter().enumerate() {
        let value = match found {
            // SAFETY: inside of the object.
            Some((from, _)) => E::load(unsafe { read::<E>(from.add(at * size)) }),
            None => Lane::from_bits(0),
        };
        frame.set_scalar::<E::Lane>(result, value);
    }
}

/// # Safety
/// The scalar at `from` is readable.
#[inline(always)]
unsafe fn read<E: Element>(from: *const u8) -> E::Memory {
    // SAFETY: by the caller.
    unsafe { from.cast::<E::Memory>().read_unaligned() }
}

#[inline(always)]
fn load_each<E: Element>(frame: &mut Frame, place: &Place, results: &[Operand]) {
    let size = size_of::<E::Memory>();
    let bytes = (size * results.len()) as u64;
    let whole = place.object.before_bytes + place.object.len_bytes;
    if matches!(place.form, Form::Scattered) && place.lane_stride == 0 && whole >= bytes {
        // As `locate`, with what is alike for all lanes before the loop.
        let last = whole - bytes;
        let start = place
            .object
            .start
            .wrapping_sub(place.object.before_bytes as usize);
        let count = frame.count;
        for (at, &result) in results.iter().enumerate() {
            let row = &mut frame.write::<E::Lane>(result.raw())[..count];
            for (d, &offset) in row.iter_mut().zip(&frame.offsets[..count]) {
                let from = (offset as u64).wrapping_add(place.object.before_bytes);
                *d = if from <= last {
                    // SAFETY: inside of the object.
                    E::load(unsafe { read::<E>(start.add(from as usize + at * size)) })
                } else {
                    Lane::from_bits(0)
                };
            }
        }
        return;
    }
    for lane in 0..frame.count {
        let found = locate(frame, place, lane, bytes);
        for (at, &result) in results.iter().enumerate() {
            frame.write::<E::Lane>(result.raw())[lane] = match found {
                // SAFETY: inside of the object.
                Some((from, _)) => E::load(unsafe { read::<E>(from.add(at * size)) }),
                None => Lane::from_bits(0),
            };
        }
    }
}

/// Stores the `b` values of list `a` side by side, at address `x`, where active.
#[inline(always)]
pub(super) fn store<I: Isa, E: Element>(frame: &mut Frame, inst: &Inst) -> Flow {
    let addr = frame.addr(inst.x);
    let values = frame.list(inst.a.raw(), inst.b.raw());
    let place = resolve(frame, addr);
    let size = size_of::<E::Memory>();
    let bytes = (size * values.len()) as u64;
    if frame.is_full()
        && place.object.writable
        && let Some((to, sx, sy)) = proven(frame, &place, bytes)
    {
        let strides = [sx as isize, sy as isize];
        // SAFETY: every lane's access is inside of the object, which may be written.
        unsafe { store_whole::<I, E>(frame, to, strides, values) };
        return Flow::Next;
    }
    let mask = frame.active();
    for (at, &value) in values.iter().enumerate() {
        let row = frame.lanes::<E::Lane>(value, 0);
        for lane in 0..frame.count {
            if mask[lane] != 0
                && let Some((to, true)) = locate(frame, &place, lane, bytes)
            {
                // SAFETY: inside of the object, which may be written.
                unsafe {
                    to.add(at * size)
                        .cast::<E::Memory>()
                        .write_unaligned(E::store(row[lane]));
                }
            }
        }
    }
    Flow::Next
}

/// Stores all lanes from `to` on.
///
/// # Safety
/// All of it is writable.
#[inline(always)]
unsafe fn store_whole<I: Isa, E: Element>(
    frame: &mut Frame,
    to: *mut u8,
    strides: [isize; 2],
    values: &[Operand],
) {
    let (count, columns) = (frame.count, frame.columns);
    if let [value] = *values {
        let row = &frame.lanes::<E::Lane>(value, 0)[..count];
        // SAFETY: by the caller.
        unsafe { stream::store_row::<I, E>(to, strides, columns, row) };
        return;
    }
    let mut rows: [&[E::Lane]; 4] = [&[]; 4];
    for (slot, (row, &value)) in rows.iter_mut().zip(values).enumerate() {
        *row = &frame.lanes::<E::Lane>(value, slot)[..count];
    }
    // SAFETY: by the caller.
    unsafe { stream::store::<I, E>(to, strides, columns, &rows[..values.len()]) };
}
