//! What was found fastest for products of about one shape, as tuning files write it.

use std::{collections::BTreeMap, fmt, str::FromStr};

use kernsmith_runtime::DType;

use super::{Setting, Tile};

/// Products that are as fast as each other: sizes up to the next power of two.
///
/// In files `float32 nn 1x4096x4096x4096`: element type, which matrices are transposed, batches, rows, columns and `k`;
/// and `odd` where rows as they lie are no multiples of 8 elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bucket {
    /// Element type.
    pub dtype: DType,
    /// Which matrices lie transposed.
    pub transposed: [bool; 2],
    /// Batches, rows, columns and `k`, each a power of two.
    pub sizes: [usize; 4],
    /// Whether rows as they lie are no multiples of 8 elements.
    pub is_odd: bool,
}

impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b] = self.transposed.map(|turned| if turned { 't' } else { 'n' });
        let [batches, m, n, k] = self.sizes;
        write!(f, "{} {a}{b} {batches}x{m}x{n}x{k}", self.dtype)?;
        if self.is_odd {
            f.write_str(" odd")?;
        }
        Ok(())
    }
}

/// Who was the fastest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Winner {
    /// The device's library.
    Library,
    /// Our kernels.
    Kernels {
        /// With this tile; by the rule without.
        tile: Option<Tile>,
        /// With `k` in so many parts; by the rule without.
        parts: Option<u32>,
    },
}

/// A text that is no winner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`library`, `kernels`, a tile such as `64x64`, or one with parts of k such as `64x64/8`")]
pub struct NoWinner;

impl fmt::Display for Winner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Library => f.write_str("library"),
            Self::Kernels { tile: None, .. } => f.write_str("kernels"),
            Self::Kernels {
                tile: Some(tile),
                parts: None,
            } => tile.fmt(f),
            Self::Kernels {
                tile: Some(tile),
                parts: Some(parts),
            } => write!(f, "{tile}/{parts}"),
        }
    }
}

impl FromStr for Winner {
    type Err = NoWinner;

    fn from_str(text: &str) -> Result<Self, NoWinner> {
        let (tile, parts) = match (text, text.split_once('/')) {
            ("library", _) => return Ok(Self::Library),
            ("kernels", _) => (None, None),
            (_, Some((tile, parts))) => (Some(tile), Some(parts)),
            (tile, None) => (Some(tile), None),
        };
        let parts: Option<u32> = parts.map(str::parse).transpose().map_err(|_| NoWinner)?;
        if parts.is_some_and(|parts| !(1..=999).contains(&parts)) {
            return Err(NoWinner);
        }
        let tile = tile.map(str::parse).transpose().map_err(|_| NoWinner)?;
        Ok(Self::Kernels { tile, parts })
    }
}

/// Winners by the names of their buckets.
pub type Winners = BTreeMap<String, Setting<Winner>>;

/// Whether a text names a bucket.
pub(super) fn is_bucket(text: &str) -> bool {
    let text = text.strip_suffix(" odd").unwrap_or(text);
    let mut words = text.split(' ');
    let known = ["float16", "bfloat16", "float32", "float64"];
    let is_size = |size: &str| {
        (1..=12).contains(&size.len()) && size.bytes().all(|byte| byte.is_ascii_digit())
    };
    words.next().is_some_and(|dtype| known.contains(&dtype))
        && words
            .next()
            .is_some_and(|form| ["nn", "nt", "tn", "tt"].contains(&form))
        && words
            .next()
            .is_some_and(|sizes| sizes.split('x').count() == 4 && sizes.split('x').all(is_size))
        && words.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn winners_are_read_as_they_are_written() {
        for text in ["library", "kernels", "64x64", "128x32/16"] {
            assert_eq!(text.parse::<Winner>().unwrap().to_string(), text);
        }
        for text in [
            "",
            "vendor",
            "64",
            "64x64/",
            "64x64/0",
            "64x64/1000",
            "3x3",
            "64x64/8/8",
        ] {
            assert!(text.parse::<Winner>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_bucket_has_a_name() {
        let bucket = Bucket {
            dtype: DType::F16,
            transposed: [true, false],
            sizes: [2, 64, 128, 65_536],
            is_odd: true,
        };
        assert_eq!(bucket.to_string(), "float16 tn 2x64x128x65536 odd");
        assert!(is_bucket(&bucket.to_string()));
        for text in [
            "",
            "float16 tn",
            "int32 nn 1x1x1x1",
            "float16 tn 1x1x1",
            "float16 nx 1x1x1x1",
            "float32 nn 1x1x1x1 even",
        ] {
            assert!(!is_bucket(text), "{text}");
        }
    }
}
