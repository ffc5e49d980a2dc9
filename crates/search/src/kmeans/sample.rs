//! A random choice without repetition, by key.

use std::collections::BTreeMap;

use kernsmith_kernels::random::philox;

/// `count` different numbers below `all`, in random order: the beginning of a shuffle (Fisher and Yates 1938), of which
/// only moved places are kept.
///
/// # Panics
/// If `count` is greater than `all`.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    reason = "the halves of the seed and of the number, and a remainder below `all`"
)]
pub fn sample(seed: u64, all: usize, count: usize) -> Vec<usize> {
    assert!(count <= all, "{count} of {all}");
    let key = [seed as u32, (seed >> 32) as u32];
    let mut moved = BTreeMap::new();
    let mut chosen = Vec::with_capacity(count);
    for at in 0..count {
        let number = at as u64;
        // 64 bits scaled to the range: no number is more likely than another by more than 2^-32 of itself.
        let [a, b, ..] = philox([number as u32, (number >> 32) as u32, 0, 0], key);
        let random = u128::from(a) << 32 | u128::from(b);
        let other = at + ((random * (all - at) as u128) >> 64) as usize;
        chosen.push(moved.get(&other).copied().unwrap_or(other));
        let here = moved.get(&at).copied().unwrap_or(at);
        moved.insert(other, here);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::sample;

    #[test]
    fn no_number_is_chosen_twice() {
        for (all, count) in [(0, 0), (1, 1), (10, 10), (1000, 300)] {
            let mut chosen = sample(7, all, count);
            assert_eq!(chosen, sample(7, all, count));
            assert!(all < 10 || chosen != sample(8, all, count));
            assert!(chosen.iter().all(|&at| at < all));
            chosen.sort_unstable();
            chosen.dedup();
            assert_eq!(chosen.len(), count);
        }
    }
}
