//! Tiles of a matrix: rows and columns that one threadgroup computes.

use std::{fmt, str::FromStr};

/// Rows and columns, as the seeds' files and variables write them: `32x8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Tile {
    /// Rows.
    pub rows: u32,
    /// Columns.
    pub columns: u32,
}

/// Rows or columns that a tile may have.
const SIDES: std::ops::RangeInclusive<u32> = 4..=128;

/// Why a text or a pair is no tile.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a tile such as `32x8`, whose sides are multiples of 4 from 4 to 128")]
pub struct NoTile;

impl Tile {
    /// A tile of these sides.
    ///
    /// # Errors
    /// [`NoTile`] for sides that are no multiples of 4 from 4 to 128.
    pub fn new(rows: u32, columns: u32) -> Result<Self, NoTile> {
        let fits = |side: u32| side.is_multiple_of(4) && SIDES.contains(&side);
        match fits(rows) && fits(columns) {
            true => Ok(Self { rows, columns }),
            false => Err(NoTile),
        }
    }
}

impl FromStr for Tile {
    type Err = NoTile;

    fn from_str(text: &str) -> Result<Self, NoTile> {
        let (rows, columns) = text.trim().split_once(['x', 'X']).ok_or(NoTile)?;
        let side = |text: &str| text.trim().parse().map_err(|_| NoTile);
        Self::new(side(rows)?, side(columns)?)
    }
}

impl fmt::Display for Tile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.rows, self.columns)
    }
}

#[cfg(test)]
mod tests {
    use super::Tile;

    #[test]
    fn tiles_are_read_as_they_are_written() {
        for (text, rows, columns) in [("32x8", 32, 8), (" 8X32 ", 8, 32), ("128 x 4", 128, 4)] {
            let tile: Tile = text.parse().unwrap();
            assert_eq!((tile.rows, tile.columns), (rows, columns));
            assert_eq!(tile.to_string().parse(), Ok(tile));
        }
        for text in [
            "", "32", "32x", "x8", "0x8", "6x8", "132x8", "-4x8", "8x8x8", "1e1x8",
        ] {
            assert!(text.parse::<Tile>().is_err(), "{text}");
        }
    }
}
