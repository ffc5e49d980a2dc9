//! Memory that a block of lanes reaches by even strides, without checks.

use super::element::Element;
use crate::backend::cpu::isa::Isa;

/// How far ahead memory is asked for, as multiples of what one access of a block takes: measured,
/// see the design's note on prefetching.
const AHEAD: usize = 4;
/// Below this the processor's own prefetching does.
const MIN_AHEAD_BYTES: usize = 512;

/// Loads rows of `columns` lanes, `sx` bytes from column to column and `sy` from row to row; as
/// many scalars side by side as there are registers.
///
/// # Safety
/// All of it is readable.
#[inline(always)]
pub(super) unsafe fn load<I: Isa, E: Element>(
    from: *const u8,
    [sx, sy]: [isize; 2],
    columns: usize,
    rows: &mut [&mut [E::Lane]],
) {
    let size = size_of::<E::Memory>() as isize;
    let side_by_side = sx == size * rows.len() as isize;
    if side_by_side {
        ahead(from, columns * sx as usize);
    }
    // SAFETY: by the caller.
    unsafe {
        if let [row] = rows {
            let columns = if sy == sx * columns as isize {
                row.len()
            } else {
                columns
            };
            for (at, row) in row.chunks_mut(columns).enumerate() {
                let from = from.offset(sy * at as isize);
                if side_by_side {
                    E::load_side_by_side::<I>(from.cast(), row);
                } else if sx == 0 {
                    row.fill(E::load(from.cast::<E::Memory>().read_unaligned()));
                } else {
                    load_strided::<E>(from, sx, row);
                }
            }
            return;
        }
        if side_by_side && E::load_interleaved(from, [sx, sy], columns, rows) {
            return;
        }
        for (scalar, row) in rows.iter_mut().enumerate() {
            for (at, row) in row.chunks_mut(columns).enumerate() {
                let from = from.offset(sy * at as isize + size * scalar as isize);
                load_strided::<E>(from, sx, row);
            }
        }
    }
}

/// # Safety
/// As many scalars are readable.
#[inline(always)]
unsafe fn load_strided<E: Element>(from: *const u8, stride: isize, row: &mut [E::Lane]) {
    for (lane, d) in row.iter_mut().enumerate() {
        // SAFETY: by the caller.
        *d = E::load(unsafe {
            from.offset(stride * lane as isize)
                .cast::<E::Memory>()
                .read_unaligned()
        });
    }
}

/// Stores rows, as [`load`] loads them.
///
/// # Safety
/// All of it is writable.
#[inline(always)]
pub(super) unsafe fn store<I: Isa, E: Element>(
    to: *mut u8,
    [sx, sy]: [isize; 2],
    columns: usize,
    rows: &[&[E::Lane]],
) {
    let size = size_of::<E::Memory>() as isize;
    let side_by_side = sx == size * rows.len() as isize;
    // SAFETY: by the caller.
    unsafe {
        if let (&[row], true) = (rows, side_by_side) {
            let columns = if sy == sx * columns as isize {
                row.len()
            } else {
                columns
            };
            for (at, row) in row.chunks(columns).enumerate() {
                E::store_side_by_side::<I>(to.offset(sy * at as isize).cast(), row);
            }
            return;
        }
        if side_by_side && E::store_interleaved(to, [sx, sy], columns, rows) {
            return;
        }
        for (scalar, row) in rows.iter().enumerate() {
            for (at, row) in row.chunks(columns).enumerate() {
                let to = to.offset(sy * at as isize + size * scalar as isize);
                for (lane, &value) in row.iter().enumerate() {
                    to.offset(sx * lane as isize)
                        .cast::<E::Memory>()
                        .write_unaligned(E::store(value));
                }
            }
        }
    }
}

/// Asks for memory that the blocks to come will probably load.
#[inline(always)]
fn ahead(from: *const u8, bytes: usize) {
    #[cfg(target_arch = "x86_64")]
    if bytes >= MIN_AHEAD_BYTES {
        let start = from.wrapping_add(bytes * AHEAD);
        for line in (0..bytes).step_by(64) {
            // SAFETY: SSE is part of x86-64. A hint that does nothing for what is not there.
            unsafe {
                std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(
                    start.wrapping_add(line).cast(),
                );
            }
        }
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (from, bytes, AHEAD, MIN_AHEAD_BYTES);
}
