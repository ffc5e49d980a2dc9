//! What goes from device memory to threadgroup memory as it is, without a stop in registers.
//!
//! # The idea
//!
//! A load of sixteen bytes that nobody writes, stored to threadgroup memory and used for nothing else, becomes an
//! asynchronous copy. A thread waits for its copies before a barrier, from which on others may read them, and before
//! it touches threadgroup memory itself, where a copy of its own may be on its way: so they overlap with what comes in
//! between. Loads of simdgroup matrices are no such touch: a lane has other lanes' elements, and only a barrier lets it
//! see them.
//!
//! Where copies may be on their way is found by following the jumps.
//!
//! Source: PTX ISA 8.0, clauses 9.7.8.22 (`cp.async`) and 9.7.8.22.3 (`cp.async.wait_all`).

use std::collections::{BTreeMap, BTreeSet};

use super::instruction::{begins_block, ends_block, functions, mentions, name};

/// The text with copies that do not wait.
pub(super) fn copy_across(ptx: &str) -> String {
    let mut text = String::new();
    for lines in functions(ptx) {
        for line in copied(&lines) {
            text.push_str(&line);
            text.push('\n');
        }
    }
    text
}

fn copied(lines: &[&str]) -> Vec<String> {
    let mentions = mentions(lines);
    let mut out: Vec<String> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let pair = lines
            .get(at + 1)
            .and_then(|next| copy(lines[at], next, &mentions));
        at += 1 + usize::from(pair.is_some());
        out.push(pair.unwrap_or_else(|| lines[at - 1].to_owned()));
    }
    match out.len() == lines.len() {
        true => out,
        false => waiting(&out),
    }
}

/// The copy that a load and a store are.
fn copy(load: &str, store: &str, mentions: &BTreeMap<&str, usize>) -> Option<String> {
    let load = load.trim().strip_prefix("ld.global.nc.v4.u32 \t{")?;
    let (loaded, from) = load.split_once("}, [")?;
    let from = from.strip_suffix("];")?;
    let store = store.trim().strip_prefix("st.shared.v4.u32 \t[")?;
    let (to, stored) = store.split_once("], {")?;
    let is_all = stored.strip_suffix("};") == Some(loaded);
    let is_used_up = loaded
        .split(", ")
        .all(|register| mentions.get(register) == Some(&2));
    (is_all && is_used_up).then(|| format!("\tcp.async.cg.shared.global \t[{to}], [{from}], 16;"))
}

/// A basic block, and whether copies may be on their way where it begins.
struct Block<'a> {
    lines: &'a [String],
    is_pending: bool,
}

/// With waits where copies may be on their way.
fn waiting(lines: &[String]) -> Vec<String> {
    let mut blocks: Vec<Block<'_>> = lines
        .chunk_by(|line, next| !ends_block(line) && !begins_block(next))
        .map(|lines| Block {
            lines,
            is_pending: false,
        })
        .collect();
    let labels: BTreeMap<&str, usize> = (blocks.iter().enumerate())
        .filter_map(|(at, block)| Some((block.lines[0].trim().strip_suffix(':')?, at)))
        .collect();
    let mut reached: BTreeSet<usize> = (0..blocks.len()).collect();
    while let Some(at) = reached.pop_first() {
        if !leaves_pending(&blocks[at]) {
            continue;
        }
        for next in following(&blocks, at, &labels) {
            if !blocks[next].is_pending {
                blocks[next].is_pending = true;
                reached.insert(next);
            }
        }
    }
    let mut out = Vec::new();
    for block in blocks {
        let mut is_pending = block.is_pending;
        for line in block.lines {
            if is_pending && waits(line) {
                out.push("\tcp.async.wait_all;".to_owned());
                is_pending = false;
            }
            is_pending |= is_copy(line);
            out.push(line.clone());
        }
    }
    out
}

fn leaves_pending(block: &Block<'_>) -> bool {
    block
        .lines
        .iter()
        .fold(block.is_pending, |is_pending, line| {
            is_copy(line) || (is_pending && !waits(line))
        })
}

/// Where control may go from a block.
fn following(blocks: &[Block<'_>], at: usize, labels: &BTreeMap<&str, usize>) -> Vec<usize> {
    let last = blocks[at].lines.last().map_or("", |line| line.trim());
    let operation = name(last);
    let next = (at + 1 < blocks.len()).then_some(at + 1);
    if operation.starts_with("brx") {
        return labels.values().copied().collect();
    }
    if operation.starts_with("bra") {
        let target = last.trim_end_matches(';').rsplit([' ', '\t']).next();
        let target = target.and_then(|label| labels.get(label)).copied();
        let falls = last.starts_with('@').then_some(next).flatten();
        return target.into_iter().chain(falls).collect();
    }
    match operation {
        "ret" | "exit" | "trap" if !last.starts_with('@') => Vec::new(),
        _ => next.into_iter().collect(),
    }
}

fn is_copy(line: &str) -> bool {
    name(line) == "cp.async.cg.shared.global"
}

/// Whether a line lets others see threadgroup memory, or touches it itself, or might.
fn waits(line: &str) -> bool {
    let name = name(line);
    let (operation, rest) = name.split_once('.').unwrap_or((name, ""));
    match operation {
        "bar" | "barrier" | "membar" | "fence" | "call" | "atom" | "red" => true,
        "ld" | "st" => !["global", "param", "const", "local"]
            .iter()
            .any(|space| rest.split('.').any(|part| part == *space)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::copy_across;

    const PAIR: &str = "\tld.global.nc.v4.u32 \t{%r1, %r2, %r3, %r4}, [%rd1];\n\
                        \tst.shared.v4.u32 \t[%rd2+16], {%r1, %r2, %r3, %r4};\n";
    const COPY: &str = "\tcp.async.cg.shared.global \t[%rd2+16], [%rd1], 16;\n";
    const WAIT: &str = "\tcp.async.wait_all;\n";

    fn function(body: &str) -> String {
        format!("{{\n{body}\tret;\n}}\n")
    }

    #[test]
    fn a_load_that_is_only_stored_is_a_copy_and_barriers_wait_for_it() {
        let text = function(&format!(
            "{PAIR}\tadd.s32 \t%r9, %r8, 1;\n\tbar.sync \t0;\n\tbar.sync \t0;\n"
        ));
        let copied =
            format!("{COPY}\tadd.s32 \t%r9, %r8, 1;\n{WAIT}\tbar.sync \t0;\n\tbar.sync \t0;\n");
        assert_eq!(copy_across(&text), function(&copied));
    }

    #[test]
    fn a_threads_own_accesses_wait_and_loads_of_matrices_do_not() {
        for (line, waits) in [
            ("\tld.shared.f32 \t%f1, [%rd2];\n", true),
            ("\tst.shared.u32 \t[%rd2], %r9;\n", true),
            ("\tatom.shared.add.u32 \t%r9, [%rd2], 1;\n", true),
            ("\tld.f32 \t%f1, [%rd2];\n", true),
            ("\tld.global.f32 \t%f1, [%rd2];\n", false),
            (
                "\tldmatrix.sync.aligned.m8n8.x1.shared.b16 {%r9}, [%r8];\n",
                false,
            ),
        ] {
            let wait = if waits { WAIT } else { "" };
            assert_eq!(
                copy_across(&function(&format!("{PAIR}{line}"))),
                function(&format!("{COPY}{wait}{line}"))
            );
        }
    }

    #[test]
    fn waits_are_where_jumps_lead() {
        let text = |first: &str, wait: &str| {
            function(&format!(
                "$L1:\n{wait}\tbar.sync \t0;\n\t@%p1 bra \t$L2;\n{first}\tbra.uni \t$L1;\n$L2:\n\tld.shared.f32 \t%f1, [%rd2];\n"
            ))
        };
        assert_eq!(copy_across(&text(PAIR, "")), text(COPY, WAIT));
    }

    #[test]
    fn what_is_used_again_or_may_be_written_stays() {
        for text in [
            format!("{PAIR}\tadd.s32 \t%r9, %r1, 1;\n"),
            PAIR.replace(".nc", ""),
            PAIR.replace("{%r1, %r2, %r3, %r4};", "{%r2, %r1, %r3, %r4};"),
        ] {
            assert_eq!(copy_across(&function(&text)), function(&text));
        }
    }
}
