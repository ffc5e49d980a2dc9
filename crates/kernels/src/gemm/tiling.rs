//! How a product is cut: rows and columns of a threadgroup, of a thread or a simdgroup in it, and steps.

use std::fmt;

use crate::settings::Tile;

/// Threads that a tile of small sides has at most, one for each element.
const MOST_THREADS: u32 = 256;
/// Bytes of threadgroup memory that every device has.
pub(super) const THREADGROUP_BYTES: u32 = 32 << 10;
/// Bytes of it that tiles of simdgroup matrices take where there is more: two threadgroups of a GPU of NVIDIA's have room.
const MATRICES_BYTES: u32 = 72 << 10;
/// Bytes that two stages of tiles of 256x128 take: one threadgroup has nearly all of a large GPU's.
pub(super) const LARGE_BYTES: u32 = 204 << 10;
/// Rows and columns of a simdgroup matrix.
const MATRIX: u32 = 8;
/// Floats that rows of tiles are longer than what they hold, for banks.
pub(super) const PAD: u32 = 4;

/// What multiplies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Each thread, element by element (`gemm.metal`).
    Threads,
    /// Each simdgroup, by matrices of 8x8 (`gemm_simdgroup.metal`); of 16-bit elements.
    Simdgroups,
}

/// A threadgroup's tile and how it is shared out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tiling {
    /// Rows and columns of a threadgroup.
    pub tile: Tile,
    /// What multiplies.
    pub unit: Unit,
    /// Rows and columns of each of them.
    pub each: [u32; 2],
    /// Steps of `k` between barriers.
    pub steps: u32,
}

impl Tiling {
    /// A tile shared out among threads: one element for each where that is few threads, otherwise squares of
    /// up to 8x8.
    pub(super) fn of_threads(tile: Tile, stages: u32, pad: bool) -> Self {
        let row = tile.rows + tile.columns + if pad { 2 * PAD } else { 0 };
        let fits = |steps: &u32| 4 * stages * steps * row <= THREADGROUP_BYTES;
        Self {
            tile,
            unit: Unit::Threads,
            each: each(tile),
            steps: [16, 8].into_iter().find(fits).unwrap_or(4),
        }
    }

    /// A tile shared out among simdgroups of up to 64x32, if it can be, on a device that has so much threadgroup memory.
    /// Of more than 128 rows, a threadgroup has a processor of the device alone: simdgroups of up to 64x64, and
    /// more steps, since nobody else computes at its barriers.
    pub(super) fn of_simdgroups(tile: Tile, stages: u32, device_bytes: u32) -> Option<Self> {
        let side = |of: u32, sides: &[u32]| {
            let mut sides = sides.iter().copied();
            sides.find(|side| of.is_multiple_of(*side))
        };
        let (most, columns, first) = match tile.rows > 128 {
            true => (LARGE_BYTES, &[64, 32, 16][..], 128),
            false => (MATRICES_BYTES, &[32, 16][..], 64),
        };
        let each = [
            side(tile.rows, &[64, 32, 16])?,
            side(tile.columns, columns)?,
        ];
        let cut = |steps| Self {
            tile,
            unit: Unit::Simdgroups,
            each,
            steps,
        };
        let bytes = device_bytes.clamp(THREADGROUP_BYTES, most);
        let steps = [first, 32, 16, MATRIX].into_iter();
        let cut = steps
            .map(cut)
            .find(|cut| cut.matrices_bytes(stages) <= bytes)?;
        (cut.threads() <= 1024).then_some(cut)
    }

    /// Threadgroup memory that simdgroups need for tiles, and afterwards for sums.
    pub(super) fn matrices_bytes(&self, stages: u32) -> u32 {
        let Tile { rows, columns } = self.tile;
        // A tile's rows are longer by one row of a matrix, however it lies.
        let side = |side: u32| side * self.steps + MATRIX * side.max(self.steps);
        let tiles = 2 * stages * (side(rows) + side(columns));
        // Sums leave in strips of eight rows.
        let strips = 4 * MATRIX * (self.each[1] + PAD) * (self.threads() / 32);
        tiles.max(strips).next_multiple_of(16)
    }

    /// Threads of a threadgroup.
    #[must_use]
    pub fn threads(&self) -> u32 {
        let parts = (self.tile.rows / self.each[0]) * (self.tile.columns / self.each[1]);
        match self.unit {
            Unit::Threads => parts,
            Unit::Simdgroups => 32 * parts,
        }
    }
}

impl fmt::Display for Tiling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [rows, columns] = self.each;
        let unit = match self.unit {
            Unit::Threads => "thread",
            Unit::Simdgroups => "simdgroup",
        };
        write!(
            f,
            "{}, {} steps of k, {rows}x{columns} each {unit}",
            self.tile, self.steps
        )
    }
}

fn each(tile: Tile) -> [u32; 2] {
    let mut each = [1, 1];
    let threads = |each: [u32; 2]| (tile.rows / each[0]) * (tile.columns / each[1]);
    let sides = [tile.rows, tile.columns];
    for turn in 0..=8 {
        if threads(each) <= MOST_THREADS {
            break;
        }
        let side = turn % 2;
        if sides[side].is_multiple_of(2 * each[side]) && each[side] < 8 {
            each[side] *= 2;
        }
    }
    each
}

#[cfg(test)]
mod tests {
    use super::{LARGE_BYTES, Tiling};
    use crate::settings::Tile;

    #[test]
    fn threads_are_at_most_so_many_and_tiles_fit() {
        for rows in (4..=128).step_by(4) {
            for columns in (4..=128).step_by(4) {
                let tile = Tile::new(rows, columns).unwrap();
                for (stages, pad) in [(1, false), (2, true)] {
                    let cut = Tiling::of_threads(tile, stages, pad);
                    let [x, y] = cut.each;
                    assert!(rows % x == 0 && columns % y == 0);
                    assert!(cut.threads() <= 1024, "{cut}");
                    assert!(
                        4 * stages * cut.steps * (rows + columns + 8) <= 33 << 10,
                        "{cut}"
                    );
                    let Some(cut) = Tiling::of_simdgroups(tile, stages, 0) else {
                        continue;
                    };
                    let [x, y] = cut.each;
                    assert!(rows % x == 0 && columns % y == 0 && x % 8 == 0 && y % 8 == 0);
                    assert!(cut.threads() <= 1024, "{cut}");
                    assert!(cut.matrices_bytes(stages) <= 32 << 10, "{cut}");
                }
            }
        }
        let large = Tile::new(128, 128).unwrap();
        assert_eq!(Tiling::of_threads(large, 1, true).each, [8, 8]);
        assert_eq!(
            Tiling::of_threads(Tile::new(32, 8).unwrap(), 1, true).each,
            [1, 1]
        );
        for (device_bytes, steps) in [(32 << 10, 16), (64 << 10, 32), (227 << 10, 64)] {
            let simdgroups = Tiling::of_simdgroups(large, 2, device_bytes).unwrap();
            assert_eq!((simdgroups.each, simdgroups.steps), ([64, 32], steps));
        }
        let (rows, columns) = (256, 128);
        let largest = Tiling::of_simdgroups(Tile { rows, columns }, 2, 227 << 10).unwrap();
        assert_eq!((largest.each, largest.steps), ([64, 64], 128));
        assert_eq!(largest.matrices_bytes(2), LARGE_BYTES);
    }
}
