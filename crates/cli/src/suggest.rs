//! "Did you mean": the known name nearest to a mistyped one.

/// The known name at the smallest edit distance, where that is at most a third of its length.
pub(crate) fn nearest<'a>(
    given: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (distance(given, name), name))
        .filter(|(distance, name)| *distance > 0 && 3 * distance <= name.chars().count().max(3))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// How many characters must be inserted, removed, replaced or swapped with their neighbor (the
/// optimal string alignment). Names longer than any we know are far away.
fn distance(a: &str, b: &str) -> usize {
    const LONGEST_CHARS: usize = 64;
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len() > LONGEST_CHARS || b.len() > LONGEST_CHARS {
        return usize::MAX / 4;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 0..a.len() {
        let mut row = vec![i + 1];
        for j in 0..b.len() {
            let replaced = last[j] + usize::from(a[i] != b[j]);
            let mut best = replaced.min(row[j] + 1).min(last[j + 1] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_suggested_and_far_ones_are_not() {
        let known = ["shape", "strides", "save", "dtype"];
        assert_eq!(nearest("shap", known), Some("shape"));
        assert_eq!(nearest("stride", known), Some("strides"));
        assert_eq!(nearest("dtpye", known), Some("dtype"));
        assert_eq!(nearest("dxxpe", known), None);
        assert_eq!(nearest("type", known), Some("dtype"));
        assert_eq!(nearest("values", known), None);
        assert_eq!(nearest("shape", known), None);
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
