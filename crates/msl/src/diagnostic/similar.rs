//! Which known name a misspelled one was meant to be.

/// The closest of `known`, if it is close: at most a third of the letters differ, and no more than
/// three.
pub(crate) fn closest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let length = name.chars().count();
    // A long name costs the square of its length, and is no misspelling.
    if length > 64 {
        return None;
    }
    let most = (length / 3).clamp(1, 3);
    known
        .into_iter()
        .filter(|candidate| candidate.len().abs_diff(name.len()) <= most && *candidate != name)
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= most && *distance < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

/// The number of letters to insert, delete, replace or swap with a neighbor (optimal string
/// alignment).
fn distance(a: &str, b: &str) -> usize {
    let a: Vec<char> = a.chars().collect();
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = vec![0; b.len() + 1];
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, &from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &to) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(from != to);
            let mut best = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from == b[j - 1] && a[i - 1] == to {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut above, row);
    }
    above[b.len()]
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_misspelling_finds_its_name() {
        let known = ["float", "float4", "uint", "threadgroup", "half"];
        assert_eq!(closest("flaot4", known), Some("float4"));
        assert_eq!(closest("threadgruop", known), Some("threadgroup"));
        assert_eq!(closest("haff", known), Some("half"));
        assert_eq!(closest("banana", known), None);
        assert_eq!(closest("", known), None);
        assert_eq!(closest("y", ["x"]), None);
    }
}
