//! Jumps, and the masks that stand for branches lanes take apart.
//!
//! The current mask is mask 0. A construct saves it on entry, works on what is left of it, and
//! gives it back at its end; see `code::control` for how they play together. No instruction but
//! these runs while no lane is active.

use crate::backend::cpu::{
    code::{Inst, NO_MASK, Operand},
    frame::{Flow, Frame, MaskState},
};
use kernsmith_msl::ir::CompareOp;

/// To `x`.
#[inline(always)]
pub(super) fn jump(frame: &mut Frame, inst: &Inst) -> Flow {
    frame.pc = inst.x as usize;
    Flow::Next
}

/// To `x` if the scalar `a` is zero.
#[inline(always)]
pub(super) fn jump_if_zero(frame: &mut Frame, inst: &Inst) -> Flow {
    if frame.scalar::<u32>(inst.a) == 0 {
        frame.pc = inst.x as usize;
    }
    Flow::Next
}

/// To `x` if the scalar `a` is not zero.
#[inline(always)]
pub(super) fn jump_if_not_zero(frame: &mut Frame, inst: &Inst) -> Flow {
    if frame.scalar::<u32>(inst.a) != 0 {
        frame.pc = inst.x as usize;
    }
    Flow::Next
}

/// To `x` if no lane is active.
#[inline(always)]
pub(super) fn jump_if_none(frame: &mut Frame, inst: &Inst) -> Flow {
    if frame.masks[0] == MaskState::None {
        frame.pc = inst.x as usize;
    }
    Flow::Next
}

/// Compares an affine index with a bound for all lanes at once. To `x` if it holds for all, after
/// setting `d` to that if there is a `d`; to `b` if it holds for none; on if it depends.
///
/// List `a` has base, strides and bound; `c` says which comparison, see [`RangeForm`].
#[inline(always)]
pub(super) fn range_test(frame: &mut Frame, inst: &Inst) -> Flow {
    let &[base, sx, sy, bound] = frame.list(inst.a.raw(), 4) else {
        unreachable!("asked for four")
    };
    let (base, bound) = (frame.scalar::<u32>(base), frame.scalar::<u32>(bound));
    let (sx, sy) = (frame.scalar::<u32>(sx), frame.scalar::<u32>(sy));
    let form = RangeForm::of(inst.c.raw());
    let extend = |bits: u32| {
        if form.signed {
            i64::from(bits as i32)
        } else {
            i64::from(bits)
        }
    };
    let spread = |by: u32, count: usize| i64::from(by as i32) * (count as i64 - 1);
    let (dx, dy) = (spread(sx, frame.columns), spread(sy, frame.rows));
    let low = extend(base) + dx.min(0) + dy.min(0);
    let high = extend(base) + dx.max(0) + dy.max(0);
    let bound = extend(bound);
    let (least, greatest) = if form.signed {
        (i64::from(i32::MIN), i64::from(i32::MAX))
    } else {
        (0, i64::from(u32::MAX))
    };
    if low < least || high > greatest {
        return Flow::Next;
    }
    let (all, none) = match form.op {
        CompareOp::Less => (high < bound, low >= bound),
        CompareOp::LessEqual => (high <= bound, low > bound),
        CompareOp::Greater => (low > bound, high <= bound),
        CompareOp::GreaterEqual => (low >= bound, high < bound),
        CompareOp::Equal => (low == high && low == bound, bound < low || bound > high),
        CompareOp::NotEqual => (bound < low || bound > high, low == high && low == bound),
    };
    if all {
        if inst.d != NO_MASK {
            frame.write::<u32>(inst.d.raw()).fill(!0);
        }
        frame.pc = inst.x as usize;
    } else if none {
        frame.pc = inst.b.raw() as usize;
    }
    Flow::Next
}

/// Which comparison a range test makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend::cpu) struct RangeForm {
    pub(in crate::backend::cpu) op: CompareOp,
    pub(in crate::backend::cpu) signed: bool,
}

impl RangeForm {
    const OPS: [CompareOp; 6] = [
        CompareOp::Equal,
        CompareOp::NotEqual,
        CompareOp::Less,
        CompareOp::LessEqual,
        CompareOp::Greater,
        CompareOp::GreaterEqual,
    ];

    /// As a number.
    pub(in crate::backend::cpu) fn number(self) -> u32 {
        let op = Self::OPS.iter().position(|&op| op == self.op).unwrap_or(0);
        (op as u32) << 1 | u32::from(self.signed)
    }

    fn of(number: u32) -> Self {
        Self {
            op: Self::OPS[(number >> 1) as usize % Self::OPS.len()],
            signed: number & 1 != 0,
        }
    }
}

/// Mask `d` becomes the current one.
#[inline(always)]
pub(super) fn save_mask(frame: &mut Frame, inst: &Inst) -> Flow {
    copy(frame, 0, inst.d.index());
    Flow::Next
}

/// The current mask becomes mask `d`.
#[inline(always)]
pub(super) fn restore_mask(frame: &mut Frame, inst: &Inst) -> Flow {
    copy(frame, inst.d.index(), 0);
    Flow::Next
}

/// Mask `d` names no lane.
#[inline(always)]
pub(super) fn clear_mask(frame: &mut Frame, inst: &Inst) -> Flow {
    frame.masks[inst.d.index()] = MaskState::None;
    Flow::Next
}

/// The lanes of mask `d` become active too; to `x` if none is.
#[inline(always)]
pub(super) fn join_mask(frame: &mut Frame, inst: &Inst) -> Flow {
    merge(frame, 0, inst.d.index());
    jump_if_none(frame, inst)
}

/// Saves the current mask to `d` and keeps the lanes where `a` holds; to `x` if none does.
#[inline(always)]
pub(super) fn if_then(frame: &mut Frame, inst: &Inst) -> Flow {
    copy(frame, 0, inst.d.index());
    keep(frame, inst.a, 0, true);
    jump_if_none(frame, inst)
}

/// Saves the current mask to `b`, if there is one, and goes on with those lanes of mask `d` where
/// `a` does not hold; to `x` if there is none.
#[inline(always)]
pub(super) fn if_else(frame: &mut Frame, inst: &Inst) -> Flow {
    if inst.b != NO_MASK {
        copy(frame, 0, inst.b.index());
    }
    copy(frame, inst.d.index(), 0);
    keep(frame, inst.a, 0, false);
    jump_if_none(frame, inst)
}

/// Those lanes of mask `d` where `a` does not hold become active too; to `x` if none is. Mask `d`
/// is lost.
#[inline(always)]
pub(super) fn join_rest(frame: &mut Frame, inst: &Inst) -> Flow {
    keep(frame, inst.a, inst.d.index(), false);
    merge(frame, 0, inst.d.index());
    jump_if_none(frame, inst)
}

/// Lanes where `a` does not hold leave, to mask `b` if there is one; to `x` if all do.
#[inline(always)]
pub(super) fn filter(frame: &mut Frame, inst: &Inst) -> Flow {
    if inst.b != NO_MASK {
        // Mask `d` is free to work in.
        copy(frame, 0, inst.d.index());
        keep(frame, inst.a, inst.d.index(), false);
        merge(frame, inst.b.index(), inst.d.index());
    }
    keep(frame, inst.a, 0, true);
    jump_if_none(frame, inst)
}

/// Lanes that wait in mask `d` become active again, and mask `d` is emptied.
#[inline(always)]
pub(super) fn merge_continue(frame: &mut Frame, inst: &Inst) -> Flow {
    merge(frame, 0, inst.d.index());
    frame.masks[inst.d.index()] = MaskState::None;
    Flow::Next
}

/// All active lanes leave, to mask `b` if there is one; then to `x`.
#[inline(always)]
pub(super) fn leave_mask(frame: &mut Frame, inst: &Inst) -> Flow {
    if inst.b != NO_MASK {
        merge(frame, inst.b.index(), 0);
    }
    frame.masks[0] = MaskState::None;
    jump(frame, inst)
}

/// Those lanes of mask `d` where `a` holds become active too; to `x` if none is. Mask `b` is free
/// to work in.
#[inline(always)]
pub(super) fn case(frame: &mut Frame, inst: &Inst) -> Flow {
    copy(frame, inst.d.index(), inst.b.index());
    keep(frame, inst.a, inst.b.index(), true);
    merge(frame, 0, inst.b.index());
    jump_if_none(frame, inst)
}

/// Waits for the other blocks of the group.
#[inline(always)]
pub(super) fn barrier(_: &mut Frame, _: &Inst) -> Flow {
    Flow::Barrier
}

/// Ends the block.
#[inline(always)]
pub(super) fn end(_: &mut Frame, _: &Inst) -> Flow {
    Flow::End
}

#[inline(always)]
fn copy(frame: &mut Frame, from: usize, to: usize) {
    frame.masks[to] = frame.masks[from];
    if frame.masks[from] == MaskState::Some {
        frame.mask(to).copy_from_slice(frame.mask(from));
    }
}

/// `mask &= (condition == sense)`.
#[inline(always)]
fn keep(frame: &mut Frame, condition: Operand, mask: usize, sense: bool) {
    if condition.is_scalar() {
        if (frame.scalar::<u32>(condition) != 0) != sense {
            frame.masks[mask] = MaskState::None;
        }
        return;
    }
    let flip = if sense { 0 } else { !0 };
    let condition = frame.read::<u32>(condition.raw());
    let count = frame.count;
    let row = frame.mask(mask);
    let mut any = 0;
    match frame.masks[mask] {
        MaskState::None => return,
        MaskState::Some => {
            for (lane, &holds) in row.iter_mut().zip(condition) {
                *lane &= holds ^ flip;
                any |= *lane;
            }
        }
        MaskState::Full => {
            let mut all = !0;
            for (lane, &holds) in row[..count].iter_mut().zip(condition) {
                *lane = holds ^ flip;
                any |= *lane;
                all &= *lane;
            }
            if all == !0 {
                return;
            }
            row[count..].fill(0);
        }
    }
    frame.masks[mask] = if any == 0 {
        MaskState::None
    } else {
        MaskState::Some
    };
}

/// `mask |= other`.
#[inline(always)]
fn merge(frame: &mut Frame, mask: usize, other: usize) {
    match (frame.masks[mask], frame.masks[other]) {
        (_, MaskState::None) | (MaskState::Full, _) => {}
        (MaskState::None, _) | (_, MaskState::Full) => copy(frame, other, mask),
        (MaskState::Some, MaskState::Some) => {
            let count = frame.count;
            let (row, other) = (frame.mask(mask), frame.mask(other));
            let mut all = !0;
            for (lane, &other) in row.iter_mut().zip(other.iter()) {
                *lane |= other;
            }
            for &lane in &row[..count] {
                all &= lane;
            }
            if all == !0 {
                frame.masks[mask] = MaskState::Full;
            }
        }
    }
}
