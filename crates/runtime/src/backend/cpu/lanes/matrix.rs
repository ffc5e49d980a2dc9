//! Products of the 8 by 8 matrices that simdgroups hold.
//!
//! A lane holds two elements of a row. The lanes' registers become rows of an array, the product is
//! three loops over that, and goes back to the lanes.

use crate::backend::cpu::{
    code::{Inst, SimdForm},
    frame::{Frame, SIMDGROUP},
};

/// Rows and columns.
const SIDE: usize = 8;
/// Lanes that hold a row.
const PAIRS: usize = SIDE / 2;

/// Row, and number within the row, of what each lane holds.
const PLACES: [(usize, usize); SIMDGROUP] = {
    let mut places = [(0, 0); SIMDGROUP];
    let mut lane = 0;
    while lane < SIMDGROUP {
        let quad = lane / 4;
        places[lane] = ((quad & 4) + lane / 2 % 4, (quad & 2) + lane % 2);
        lane += 1;
    }
    places
};

/// One element of each lane of `a * b + c`: `a` and `b` are the two elements of the first matrix, `c`
/// is the element of the second, the fourth operand that of the third.
#[inline(always)]
pub(super) fn multiply(
    frame: &mut Frame,
    inst: &Inst,
    form: SimdForm,
    round: impl Fn(f32) -> f32 + Copy,
) {
    let added = form
        .modulo
        .expect("a product of matrices has four operands");
    let active = frame.active();
    let left = [frame.lanes::<f32>(inst.a, 0), frame.lanes::<f32>(inst.b, 1)];
    let right = frame.lanes::<f32>(inst.c, 2);
    let added = frame.lanes::<f32>(added, 3);
    let d = frame.write::<f32>(inst.d.raw());
    for start in (0..d.len()).step_by(SIMDGROUP) {
        let mut a = [[0.0; SIDE]; SIDE];
        let mut b = [[0.0; PAIRS]; SIDE];
        let mut sums = [[0.0; PAIRS]; SIDE];
        for (lane, &(row, pair)) in PLACES.iter().enumerate() {
            let at = start + lane;
            if active[at] != 0 {
                a[row][2 * pair] = left[0][at];
                a[row][2 * pair + 1] = left[1][at];
                b[row][pair] = right[at];
                sums[row][pair] = added[at];
            }
        }
        for (a, sums) in a.iter().zip(&mut sums) {
            for (a, b) in a.iter().zip(&b) {
                for (sum, b) in sums.iter_mut().zip(b) {
                    *sum = a.mul_add(*b, *sum);
                }
            }
        }
        for (lane, &(row, pair)) in PLACES.iter().enumerate() {
            d[start + lane] = round(sums[row][pair]);
        }
    }
}
