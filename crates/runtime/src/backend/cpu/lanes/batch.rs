//! Blocks that are several turns of a loop wide; see `code::control::batch`.

use crate::backend::cpu::{
    code::{Batch, Inst, Operand},
    frame::{Flow, Frame, Object, SIMDGROUP},
};

/// In [`Inst::x`] of [`fold`]: the term comes first.
pub(in crate::backend::cpu) const SWAPPED: u32 = 1;

/// Widens the block to several turns of a loop whose counter begins at the first register of list
/// `a`, stays below the second and grows by the third; `c` says whether they are signed. Sets `d` to
/// what the counter grows by in all; to `x` if there are fewer than two turns, or if the turns
/// cannot be done at once. `b` is the number of the [`Batch`].
#[inline(always)]
pub(super) fn widen(frame: &mut Frame, inst: &Inst) -> Flow {
    let &[base, bound, by] = frame.list(inst.a.raw(), 3) else {
        unreachable!("asked for three")
    };
    let extend = |operand: Operand| {
        let bits = frame.scalar::<u32>(operand);
        if inst.c.raw() == 0 {
            i64::from(bits)
        } else {
            i64::from(bits as i32)
        }
    };
    let left = (extend(bound) - extend(base)).max(0) as u64;
    let each = frame.scalar::<u32>(by) as usize;
    let turns = (left / each.max(1) as u64).min((frame.room() / each.max(1)) as u64) as usize;
    let ready = match frame.turn {
        Some(turn) => turn == each,
        None => frame.is_full() && each == frame.count && frame.rows == 1 && apart(frame, inst),
    };
    if turns < 2 || !ready {
        frame.pc = inst.x as usize;
        return Flow::Next;
    }
    frame.turn = Some(each);
    set_lanes(frame, turns * each);
    frame.set_scalar(inst.d, (turns * each) as u32);
    Flow::Next
}

/// Makes the block as wide as it was.
#[inline(always)]
pub(super) fn narrow(frame: &mut Frame, _: &Inst) -> Flow {
    if let Some(each) = frame.turn.take() {
        set_lanes(frame, each);
    }
    Flow::Next
}

/// `d = f(d, a, b)` turn by turn.
#[inline(always)]
pub(super) fn fold(frame: &mut Frame, inst: &Inst, f: impl Fn(f32, f32, f32) -> f32) -> Flow {
    let each = frame.turn.unwrap_or(frame.count);
    let count = frame.count;
    let a = &frame.lanes::<f32>(inst.a, 0)[..count];
    let b = &frame.lanes::<f32>(inst.b, 1)[..count];
    let d = &mut frame.write::<f32>(inst.d.raw())[..each];
    for (a, b) in a.chunks_exact(each).zip(b.chunks_exact(each)) {
        for ((d, &a), &b) in d.iter_mut().zip(a).zip(b) {
            *d = f(*d, a, b);
        }
    }
    Flow::Next
}

/// `d = f(d, a)` turn by turn, or `f(a, d)`, see [`SWAPPED`].
#[inline(always)]
pub(super) fn fold_one(frame: &mut Frame, inst: &Inst, f: impl Fn(f32, f32) -> f32) -> Flow {
    let doubled = Inst { b: inst.a, ..*inst };
    if inst.x == SWAPPED {
        fold(frame, &doubled, |d, a, _| f(a, d))
    } else {
        fold(frame, &doubled, |d, a, _| f(d, a))
    }
}

#[inline(always)]
fn set_lanes(frame: &mut Frame, count: usize) {
    frame.count = count;
    frame.columns = count;
    frame.span = count.next_multiple_of(SIMDGROUP);
}

/// Whether no object that the loop stores shares memory with another of its objects.
#[inline(always)]
fn apart(frame: &Frame, inst: &Inst) -> bool {
    let Batch { loaded, stored } = &frame.code.batches[inst.b.raw() as usize];
    let whole = |number: u32| {
        let object = frame.objects.get(number as usize).copied();
        let it = object.unwrap_or(Object::NONE);
        let start = it.start as usize;
        (
            start - it.before_bytes as usize,
            start + it.len_bytes as usize,
        )
    };
    stored.iter().enumerate().all(|(at, &store)| {
        let (start, end) = whole(store);
        let mut others = loaded.iter().chain(&stored[..at]);
        others.all(|&other| {
            let (other_start, other_end) = whole(other);
            end <= other_start || other_end <= start
        })
    })
}
