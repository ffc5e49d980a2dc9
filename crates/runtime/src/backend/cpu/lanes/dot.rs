//! A whole loop of products and sums, `for k: acc += a[…k…] * b[…k…]`, as one instruction.
//!
//! Both addresses are known for the first, the second and the last turn. If that is a straight
//! line, and all of it is inside of the objects, the loop runs with its sums in registers: tiles
//! of lanes outside, turns inside. Every sum gets its products in the loop's order and rounds as
//! the instructions one by one would. Otherwise nothing is done, and they follow.

use super::place::{Form, resolve};
use crate::backend::cpu::{
    code::{Dot, Inst},
    frame::{Flow, Frame},
    isa::Isa,
    vector::Vector,
};

/// Fewer turns are not worth it.
const MIN_TURNS: i64 = 4;

/// Counts the turns of `for (k = a; k < b; k += c)` of form `x`, and sets the first three
/// registers of its list to `k` in the first, second and last turn, the fourth to what it ends
/// with, the fifth to the number of turns: zero if that is too few, or `k` would wrap.
#[inline(always)]
pub(super) fn begin(frame: &mut Frame, inst: &Inst) -> Flow {
    let Dot {
        signed, counters, ..
    } = frame.code.dots[inst.x as usize];
    let extend = |bits: u32| {
        if signed {
            i64::from(bits as i32)
        } else {
            i64::from(bits)
        }
    };
    let [first, bound, step] =
        [inst.a, inst.b, inst.c].map(|operand| extend(frame.scalar::<u32>(operand)));
    let turns = if step > 0 && bound > first {
        (bound - first + step - 1) / step
    } else {
        0
    };
    let after = first + turns * step;
    let limit = if signed {
        i64::from(i32::MAX)
    } else {
        i64::from(u32::MAX)
    };
    let turns = if turns < MIN_TURNS || after > limit {
        0
    } else {
        turns
    };
    let last = first + (turns - 1) * step;
    for (register, value) in counters
        .into_iter()
        .zip([first, first + step, last, after, turns])
    {
        frame.set_scalar(register, value as u32);
    }
    Flow::Next
}

/// Where an operand lies: for lane 0 in the first turn, and bytes from column to column, from row
/// to row, from turn to turn.
#[derive(Clone, Copy)]
struct Line {
    start: *const u8,
    column: isize,
    row: isize,
    turn: isize,
}

/// Runs form `x` on the sums in `d`. On success sets `a` to what the counter ends with, and jumps
/// to `c`.
#[inline(always)]
pub(super) fn run<I: Isa>(frame: &mut Frame, inst: &Inst) -> Flow {
    let dot = &{ frame.code.dots[inst.x as usize] };
    let turns = frame.scalar::<u32>(dot.counters[4]) as usize;
    if turns == 0 || frame.count != frame.columns * frame.rows {
        return Flow::Next;
    }
    let (Some(a), Some(b)) = (line(frame, dot, 0, turns), line(frame, dot, 1, turns)) else {
        return Flow::Next;
    };
    // Products commute, so the one that is alike for all columns comes first.
    let (a, b) = if b.column == 0 { (b, a) } else { (a, b) };
    let width = size_of::<f32>() as isize;
    let acc = frame.write::<f32>(inst.d.raw());
    let tile = Tile {
        acc: acc.as_mut_ptr(),
        turns,
        columns: frame.columns,
        rows: frame.rows,
    };
    // SAFETY: all that the lines reach is inside of their objects, `acc` has a float for each
    // lane, and this code is compiled for the instruction set that the vectors are of.
    unsafe {
        match (a.column, b.column) {
            (0, column) if column == width => tile.run::<I::Floats, true>(a, b),
            (first, second) if first == width && second == width => {
                tile.run::<I::Floats, false>(a, b)
            }
            _ => return Flow::Next,
        }
    }
    let after = frame.scalar::<u32>(dot.counters[3]);
    frame.set_scalar(inst.a, after);
    frame.pc = inst.c.raw() as usize;
    Flow::Next
}

/// The line of an operand, if it is one and all of it is inside of its object.
#[inline(always)]
fn line(frame: &mut Frame, dot: &Dot, operand: usize, turns: usize) -> Option<Line> {
    let mut places = [(0i64, 0i64, 0i64); 3];
    let mut object = None;
    for (place, addrs) in places.iter_mut().zip(&dot.addrs) {
        let addr = frame.addr(addrs[operand]);
        let it = resolve(frame, addr);
        let Form::Affine { start, sx, sy } = it.form else {
            return None;
        };
        *place = (start, sx, sy);
        object = Some(it.object);
    }
    let object = object?;
    let [(first, sx, sy), (second, sx1, sy1), (last, sx2, sy2)] = places;
    let turn = second.checked_sub(first)?;
    let count = turns as i128 - 1;
    let straight = i128::from(first) + i128::from(turn) * count == i128::from(last);
    if !straight || sx != sx1 || sx != sx2 || sy != sy1 || sy != sy2 {
        return None;
    }
    let mut low = i128::from(first);
    let mut high = low + size_of::<f32>() as i128;
    let steps = [
        (sx, frame.columns as i128 - 1),
        (sy, frame.rows as i128 - 1),
        (turn, count),
    ];
    for (by, count) in steps {
        let far = i128::from(by) * count;
        low += far.min(0);
        high += far.max(0);
    }
    if low < -i128::from(object.before_bytes) || high > i128::from(object.len_bytes) {
        return None;
    }
    // SAFETY: lane 0's first access is inside of the object.
    let start = unsafe { object.start.offset(first as isize) };
    Some(Line {
        start,
        column: sx as isize,
        row: sy as isize,
        turn: turn as isize,
    })
}

/// The sums, and how many turns they take.
struct Tile {
    acc: *mut f32,
    turns: usize,
    columns: usize,
    rows: usize,
}

impl Tile {
    /// All lanes. With `SPLAT`, `a` is the same for all columns.
    ///
    /// # Safety
    /// Everything that the lines reach is readable; the machine has the vectors' instruction set.
    #[inline(always)]
    unsafe fn run<V: Vector, const SPLAT: bool>(&self, a: Line, b: Line) {
        let whole = self.columns - self.columns % V::LANES;
        let mut row = 0;
        // SAFETY: by the caller; tiles are inside of rows and columns.
        unsafe {
            while self.rows - row >= 8 {
                for column in (0..whole).step_by(V::LANES) {
                    self.vectors::<V, SPLAT, 8, 1>(a, b, row, column);
                }
                row += 8;
            }
            for row in row..self.rows {
                let mut column = 0;
                while whole - column >= 8 * V::LANES {
                    self.vectors::<V, SPLAT, 1, 8>(a, b, row, column);
                    column += 8 * V::LANES;
                }
                for column in (column..whole).step_by(V::LANES) {
                    self.vectors::<V, SPLAT, 1, 1>(a, b, row, column);
                }
            }
            for row in 0..self.rows {
                for column in whole..self.columns {
                    self.single(a, b, row, column);
                }
            }
        }
    }

    /// `ROWS` times `COLUMNS` vectors.
    ///
    /// # Safety
    /// As for [`run`](Self::run), and the tile is inside of rows and columns.
    #[inline(always)]
    unsafe fn vectors<V: Vector, const SPLAT: bool, const ROWS: usize, const COLUMNS: usize>(
        &self,
        a: Line,
        b: Line,
        row: usize,
        column: usize,
    ) {
        // SAFETY: by the caller.
        unsafe {
            let acc = |r: usize, c: usize| {
                self.acc
                    .add((row + r) * self.columns + column + c * V::LANES)
            };
            let mut sums: [[V; COLUMNS]; ROWS] =
                std::array::from_fn(|r| std::array::from_fn(|c| V::load(acc(r, c))));
            let mut at_a: *const u8 = a.start.wrapping_offset(a.row * row as isize);
            if !SPLAT {
                at_a = at_a.wrapping_add(column * 4);
            }
            let mut at_b = b
                .start
                .wrapping_offset(b.row * row as isize)
                .wrapping_add(column * 4);
            let shared = b.row == 0;
            for _ in 0..self.turns {
                let mut right: [V; COLUMNS] =
                    std::array::from_fn(|c| V::load(at_b.add(c * V::LANES * 4).cast()));
                for (r, sums) in sums.iter_mut().enumerate() {
                    if ROWS > 1 && !shared {
                        let from = at_b.offset(b.row * r as isize);
                        right = std::array::from_fn(|c| V::load(from.add(c * V::LANES * 4).cast()));
                    }
                    let from: *const u8 = at_a.offset(a.row * r as isize);
                    for (c, sum) in sums.iter_mut().enumerate() {
                        let left = if SPLAT {
                            V::splat(from.cast())
                        } else {
                            V::load(from.add(c * V::LANES * 4).cast())
                        };
                        *sum = sum.add_product(left, right[c]);
                    }
                }
                at_a = at_a.wrapping_offset(a.turn);
                at_b = at_b.wrapping_offset(b.turn);
            }
            for (r, sums) in sums.into_iter().enumerate() {
                for (c, sum) in sums.into_iter().enumerate() {
                    sum.store(acc(r, c));
                }
            }
        }
    }

    /// One lane.
    ///
    /// # Safety
    /// As for [`vectors`](Self::vectors).
    #[inline(always)]
    unsafe fn single(&self, a: Line, b: Line, row: usize, column: usize) {
        let start = |line: Line| {
            line.start
                .wrapping_offset(line.row * row as isize)
                .wrapping_offset(line.column * column as isize)
        };
        let (mut at_a, mut at_b) = (start(a), start(b));
        // SAFETY: by the caller.
        unsafe {
            let acc = self.acc.add(row * self.columns + column);
            for _ in 0..self.turns {
                *acc += at_a.cast::<f32>().read_unaligned() * at_b.cast::<f32>().read_unaligned();
                at_a = at_a.wrapping_offset(a.turn);
                at_b = at_b.wrapping_offset(b.turn);
            }
        }
    }
}
