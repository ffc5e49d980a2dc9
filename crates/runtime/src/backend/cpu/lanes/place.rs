//! Where the lanes of a block access memory.
//!
//! An address whose parts are all uniform or affine is checked once for the whole block, by its
//! least and greatest offset. Any other is computed for each lane, and checked there: what lies
//! outside of the object cannot be reached.

use crate::backend::cpu::{
    code::{Addr, Extend, Operand},
    frame::{Frame, Object},
    spmd::THREAD_OBJECT,
};

/// Where the lanes of a block access an object.
pub(super) struct Place {
    pub(super) object: Object,
    /// Bytes from one lane's own memory to the next lane's.
    pub(super) lane_stride: usize,
    pub(super) form: Form,
}

/// Offsets of the lanes.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// By column and row.
    Affine { start: i64, sx: i64, sy: i64 },
    /// In [`Frame::offsets`].
    Scattered,
    /// The object is another for each lane; its number is in this register.
    Objects(u32),
}

/// Resolves an address for the current block.
#[inline(always)]
pub(super) fn resolve(frame: &mut Frame, addr: &Addr) -> Place {
    if let Some([sx, sy]) = addr.strides
        && let Some(start) = start(frame, addr)
    {
        let number = frame.scalar::<u32>(addr.object) as usize;
        return Place {
            object: frame.objects.get(number).copied().unwrap_or(Object::NONE),
            lane_stride: 0,
            form: Form::Affine { start, sx, sy },
        };
    }
    if !addr.object.is_scalar() {
        scatter(frame, addr);
        return Place {
            object: Object::NONE,
            lane_stride: 0,
            form: Form::Objects(addr.object.raw()),
        };
    }
    let number = frame.scalar::<u32>(addr.object) as usize;
    let object = frame.objects.get(number).copied().unwrap_or(Object::NONE);
    let private = number == THREAD_OBJECT as usize;
    let lane_stride = if private { frame.code.thread_bytes } else { 0 };
    let affine = if private || !addr.lanes.is_empty() {
        None
    } else {
        affine(frame, addr)
    };
    let form = affine.unwrap_or_else(|| {
        scatter(frame, addr);
        Form::Scattered
    });
    Place {
        object,
        lane_stride,
        form,
    }
}

/// The offset of the first lane of an address with known strides, if no index wraps.
#[inline(always)]
fn start(frame: &Frame, addr: &Addr) -> Option<i64> {
    let mut start = addr.constant;
    for term in &addr.affine {
        let base = extend(frame.scalars[term.base.index()], term.extend);
        if base < term.least || base > term.greatest {
            return None;
        }
        start = start.wrapping_add(base.wrapping_mul(term.scale));
    }
    Some(start)
}

/// The offsets by column and row, if no index wraps on the way.
#[inline(always)]
fn affine(frame: &Frame, addr: &Addr) -> Option<Form> {
    let (mut start, mut x, mut y) = (addr.constant, 0i64, 0i64);
    let columns = frame.columns as i64 - 1;
    let rows = frame.rows as i64 - 1;
    for term in &addr.affine {
        let base = extend(frame.scalars[term.base.index()], term.extend);
        start = start.wrapping_add(base.wrapping_mul(term.scale));
        if term.uniform {
            continue;
        }
        let (sx, sy) = (
            frame.scalars[term.sx.index()],
            frame.scalars[term.sy.index()],
        );
        let (sx, sy) = match term.extend {
            Extend::Wide => (sx as i64, sy as i64),
            Extend::Signed | Extend::Unsigned => (i64::from(sx as i32), i64::from(sy as i32)),
        };
        // Strides of 32 bits times at most 1024 lanes fit easily; of 64 bits they wrap as the
        // kernel's own arithmetic does.
        let (dx, dy) = (sx.wrapping_mul(columns), sy.wrapping_mul(rows));
        let low = base.wrapping_add(dx.min(0)).wrapping_add(dy.min(0));
        let high = base.wrapping_add(dx.max(0)).wrapping_add(dy.max(0));
        let fits = match term.extend {
            Extend::Wide => true,
            Extend::Signed => low >= i64::from(i32::MIN) && high <= i64::from(i32::MAX),
            Extend::Unsigned => low >= 0 && high <= i64::from(u32::MAX),
        };
        if !fits {
            return None;
        }
        x = x.wrapping_add(sx.wrapping_mul(term.scale));
        y = y.wrapping_add(sy.wrapping_mul(term.scale));
    }
    Some(Form::Affine {
        start,
        sx: x,
        sy: y,
    })
}

#[inline(always)]
fn extend(bits: u64, how: Extend) -> i64 {
    match how {
        Extend::Wide => bits as i64,
        Extend::Signed => i64::from(bits as i32),
        Extend::Unsigned => i64::from(bits as u32),
    }
}

/// Computes the offset of every lane.
#[inline(always)]
fn scatter(frame: &mut Frame, addr: &Addr) {
    let mut offsets = std::mem::take(&mut frame.offsets);
    let span = frame.span;
    offsets[..span].fill(addr.constant);
    for term in &addr.affine {
        let scalar = |operand: Operand| frame.scalars[operand.index()];
        let (base, sx, sy) = (scalar(term.base), scalar(term.sx), scalar(term.sy));
        if term.uniform {
            let by = extend(base, term.extend).wrapping_mul(term.scale);
            offsets[..span]
                .iter_mut()
                .for_each(|offset| *offset = offset.wrapping_add(by));
            continue;
        }
        for (lane, offset) in offsets[..span].iter_mut().enumerate() {
            let (column, row) = ((lane % frame.columns) as u64, (lane / frame.columns) as u64);
            let index = base
                .wrapping_add(sx.wrapping_mul(column))
                .wrapping_add(sy.wrapping_mul(row));
            *offset = offset.wrapping_add(extend(index, term.extend).wrapping_mul(term.scale));
        }
    }
    for term in &addr.lanes {
        let scale = term.scale;
        match term.extend {
            Extend::Wide => {
                for (offset, &index) in offsets[..span]
                    .iter_mut()
                    .zip(frame.read::<i64>(term.register))
                {
                    *offset = offset.wrapping_add(index.wrapping_mul(scale));
                }
            }
            Extend::Signed => {
                for (offset, &index) in offsets[..span]
                    .iter_mut()
                    .zip(frame.read::<i32>(term.register))
                {
                    *offset = offset.wrapping_add(i64::from(index).wrapping_mul(scale));
                }
            }
            Extend::Unsigned => {
                for (offset, &index) in offsets[..span]
                    .iter_mut()
                    .zip(frame.read::<u32>(term.register))
                {
                    *offset = offset.wrapping_add(i64::from(index).wrapping_mul(scale));
                }
            }
        }
    }
    frame.offsets = offsets;
}

/// The place of one lane's access of this many bytes, if it is inside of its object.
#[inline(always)]
pub(super) fn locate(
    frame: &mut Frame,
    place: &Place,
    lane: usize,
    bytes: u64,
) -> Option<(*mut u8, bool)> {
    let (object, offset, lane_stride) = match place.form {
        Form::Affine { start, sx, sy } => {
            let (column, row) = ((lane % frame.columns) as i64, (lane / frame.columns) as i64);
            let offset = start
                .wrapping_add(sx.wrapping_mul(column))
                .wrapping_add(sy.wrapping_mul(row));
            (place.object, offset, 0)
        }
        Form::Scattered => (place.object, frame.offsets[lane], place.lane_stride),
        Form::Objects(register) => {
            let number = frame.read::<u32>(register)[lane] as usize;
            let object = frame.objects.get(number).copied().unwrap_or(Object::NONE);
            let private = number == THREAD_OBJECT as usize;
            let lane_stride = if private { frame.code.thread_bytes } else { 0 };
            (object, frame.offsets[lane], lane_stride)
        }
    };
    // As if from the very start; an offset before that wraps to a large number.
    let from = (offset as u64).wrapping_add(object.before_bytes);
    let whole = object.before_bytes + object.len_bytes;
    if whole < bytes || from > whole - bytes {
        return None;
    }
    // SAFETY: the access ends inside of the object; for private memory, `len_bytes` is one lane's,
    // and there are as many lanes as the frame has.
    Some((
        unsafe { object.start.add(lane * lane_stride).offset(offset as isize) },
        object.writable,
    ))
}

/// Start and strides of an access of `bytes` a lane, if it is affine and all of it is inside.
#[inline(always)]
pub(super) fn proven(frame: &Frame, place: &Place, bytes: u64) -> Option<(*mut u8, i64, i64)> {
    let Form::Affine { start, sx, sy } = place.form else {
        return None;
    };
    // Numbers beyond this are outside of any object, or soon would be.
    const LIMIT: u64 = 1 << 48;
    if [start, sx, sy].iter().any(|by| by.unsigned_abs() > LIMIT) {
        return None;
    }
    // A block has at most 1024 lanes.
    let spread = |by: i64, count: usize| by * (count as i64 - 1);
    let (dx, dy) = (spread(sx, frame.columns), spread(sy, frame.rows));
    let low = start + dx.min(0) + dy.min(0);
    let high = start + dx.max(0) + dy.max(0) + bytes as i64;
    let (before, len) = (place.object.before_bytes, place.object.len_bytes);
    if low < 0 && low.unsigned_abs() > before || high > 0 && high as u64 > len {
        return None;
    }
    // SAFETY: `start` is the offset of lane 0, which is between `low` and `high`.
    Some((unsafe { place.object.start.offset(start as isize) }, sx, sy))
}
