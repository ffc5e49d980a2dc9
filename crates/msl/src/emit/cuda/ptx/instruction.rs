//! A line of PTX: its instruction, its registers, and whether a basic block begins or ends there.

use std::collections::BTreeMap;

/// An instruction without a guard: its name and its operands, of which it writes the first.
pub(super) struct Instruction<'a> {
    pub(super) name: &'a str,
    pub(super) operands: Vec<&'a str>,
}

impl<'a> Instruction<'a> {
    pub(super) fn of(line: &'a str) -> Option<Self> {
        let (name, operands) = line.trim().strip_suffix(';')?.split_once(['\t', ' '])?;
        let operands = operands.split(',').map(str::trim).collect();
        Some(Self { name, operands })
    }
}

/// The name of the instruction of a line, behind its guard; empty for what is none.
pub(super) fn name(line: &str) -> &str {
    let line = line.trim_start();
    let unguarded = match line.strip_prefix('@') {
        Some(guarded) => guarded.split_once([' ', '\t']).map_or("", |(_, rest)| rest),
        None => line,
    };
    let unguarded = unguarded.trim_start();
    let end = unguarded.find([' ', '\t', ';']);
    end.map_or("", |end| &unguarded[..end])
}

/// How often each register is mentioned, but for declarations, which name ranges.
pub(super) fn mentions<'a>(lines: &[&'a str]) -> BTreeMap<&'a str, usize> {
    let mut mentions = BTreeMap::new();
    for line in lines {
        for register in registers(line) {
            *mentions.entry(register).or_default() += 1;
        }
    }
    mentions
}

pub(super) fn registers(line: &str) -> impl Iterator<Item = &str> {
    line.split(|char: char| char != '%' && char != '_' && !char.is_ascii_alphanumeric())
        .filter(|word| word.starts_with('%'))
}

pub(super) fn ends_block(line: &str) -> bool {
    let line = line.trim_start();
    let word = line.split([' ', '\t', ';']).next().unwrap_or_default();
    line.starts_with('@')
        || matches!(word, "ret" | "exit" | "trap")
        || word.starts_with("bra")
        || word.starts_with("call")
        || word.starts_with("brx")
}

pub(super) fn begins_block(line: &str) -> bool {
    line.trim_end().ends_with(':') || line.starts_with('{')
}

/// The text by functions: what stands between the braces of one, and what stands between functions.
pub(super) fn functions(ptx: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines: Vec<&str> = ptx.lines().collect();
    let mut rest = lines.as_slice();
    let parts = std::iter::from_fn(move || {
        let length = match rest.first()? {
            &"{" => rest.iter().position(|line| *line == "}").map(|end| end + 1),
            _ => rest.iter().position(|line| *line == "{"),
        };
        let (part, after) = rest.split_at(length.unwrap_or(rest.len()));
        rest = after;
        Some(part.to_vec())
    });
    parts.collect::<Vec<_>>().into_iter()
}
