//! Four 32-bit scalars side by side in each lane, `float4` and its like, to and from four rows.
//!
//! Four lanes are a square of four by four, which is turned in registers.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::{
    __m128, _mm_loadu_ps, _mm_movehl_ps, _mm_movelh_ps, _mm_storeu_ps, _mm_unpackhi_ps,
    _mm_unpacklo_ps,
};

/// # Safety
/// `16 * rows[0].len()` bytes from `from` on are readable; rows are of one length.
#[inline(always)]
pub(super) unsafe fn load(from: *const u8, rows: [&mut [u32]; 4]) {
    let count = rows[0].len();
    let turned = turned(count);
    // SAFETY: by the caller; lanes are below `count`.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        for lane in (0..turned).step_by(4) {
            let at = |row: usize| _mm_loadu_ps(from.add((lane + row) * 16).cast());
            let square = turn([at(0), at(1), at(2), at(3)]);
            for (row, vector) in square.into_iter().enumerate() {
                _mm_storeu_ps(rows[row].as_mut_ptr().add(lane).cast(), vector);
            }
        }
        for (scalar, row) in rows.into_iter().enumerate() {
            for (lane, d) in row.iter_mut().enumerate().skip(turned) {
                *d = from
                    .add(lane * 16 + scalar * 4)
                    .cast::<u32>()
                    .read_unaligned();
            }
        }
    }
}

/// # Safety
/// `16 * rows[0].len()` bytes from `to` on are writable; rows are of one length.
#[inline(always)]
pub(super) unsafe fn store(to: *mut u8, rows: [&[u32]; 4]) {
    let count = rows[0].len();
    let turned = turned(count);
    // SAFETY: by the caller; lanes are below `count`.
    unsafe {
        #[cfg(target_arch = "x86_64")]
        for lane in (0..turned).step_by(4) {
            let at = |row: usize| _mm_loadu_ps(rows[row].as_ptr().add(lane).cast());
            let square = turn([at(0), at(1), at(2), at(3)]);
            for (row, vector) in square.into_iter().enumerate() {
                _mm_storeu_ps(to.add((lane + row) * 16).cast(), vector);
            }
        }
        for (scalar, row) in rows.into_iter().enumerate() {
            for (lane, &value) in row.iter().enumerate().skip(turned) {
                to.add(lane * 16 + scalar * 4)
                    .cast::<u32>()
                    .write_unaligned(value);
            }
        }
    }
}

/// How many lanes of this many go by squares.
#[inline(always)]
const fn turned(count: usize) -> usize {
    if cfg!(target_arch = "x86_64") {
        count - count % 4
    } else {
        0
    }
}

/// Rows to columns.
///
/// # Safety
/// None but that it calls intrinsics of SSE, which every x86-64 has.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
unsafe fn turn([a, b, c, d]: [__m128; 4]) -> [__m128; 4] {
    // SAFETY: SSE is part of x86-64.
    unsafe {
        let (ab_low, ab_high) = (_mm_unpacklo_ps(a, b), _mm_unpackhi_ps(a, b));
        let (cd_low, cd_high) = (_mm_unpacklo_ps(c, d), _mm_unpackhi_ps(c, d));
        [
            _mm_movelh_ps(ab_low, cd_low),
            _mm_movehl_ps(cd_low, ab_low),
            _mm_movelh_ps(ab_high, cd_high),
            _mm_movehl_ps(cd_high, ab_high),
        ]
    }
}
