//! The order of what is found: distance, then id; NaN after all numbers, and nothing after NaN.
//!
//! Not a comparison of floats: a distance becomes a whole number that sorts as it does, and -0 is 0. The kernels'
//! `queue.h` has the same order.

mod best;

pub(crate) use best::{Best, first};

/// Sorts after infinity.
const NAN: u32 = u32::MAX - 1;

/// A distance and an id, in the order of a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ranked {
    key: u32,
    id: i64,
}

impl Ranked {
    /// Where there is nothing.
    pub(crate) const NONE: Self = Self {
        key: u32::MAX,
        id: -1,
    };

    pub(crate) fn new(distance: f32, id: i64) -> Self {
        let bits = (distance + 0.0).to_bits();
        let key = match bits >> 31 {
            _ if distance.is_nan() => NAN,
            0 => bits | 1 << 31,
            _ => !bits,
        };
        Self { key, id }
    }

    /// The distance; infinite where there is nothing.
    pub(crate) fn distance(self) -> f32 {
        match self.key {
            u32::MAX => f32::INFINITY,
            NAN => f32::NAN,
            key if key >> 31 == 1 => f32::from_bits(key ^ 1 << 31),
            key => f32::from_bits(!key),
        }
    }

    pub(crate) fn id(self) -> i64 {
        self.id
    }
}

#[cfg(test)]
mod tests {
    use super::Ranked;

    #[test]
    fn entries_sort_by_distance_then_id_with_nan_last() {
        let distances = [
            f32::NEG_INFINITY,
            f32::MIN,
            -1.5,
            -f32::MIN_POSITIVE,
            0.0,
            1e-45,
            2.0,
            f32::MAX,
            f32::INFINITY,
            f32::NAN,
        ];
        let ranked = distances.map(|distance| Ranked::new(distance, 3));
        assert!(ranked.is_sorted_by(|a, b| a < b));
        assert!(ranked.iter().all(|entry| *entry < Ranked::NONE));
        for (entry, distance) in ranked.iter().zip(distances) {
            assert_eq!(entry.distance().to_bits(), distance.to_bits());
        }
        assert_eq!(Ranked::new(-0.0, 3), Ranked::new(0.0, 3));
        assert_eq!(Ranked::new(-f32::NAN, 3), Ranked::new(f32::NAN, 3));
        assert!(Ranked::new(1.0, 3) < Ranked::new(1.0, 4));
    }
}
