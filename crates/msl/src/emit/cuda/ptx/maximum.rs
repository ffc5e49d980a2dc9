//! A way around an instruction that NVIDIA's assembler gets wrong.
//!
//! For compute capability 9.0, the assembler of CUDA 12.9 and 13.0 makes one instruction of
//! `d = max(min(a, c), 0)` and of a comparison whether `d` is `c`, and the comparison's result is
//! wrong for most numbers. It was seen for signed integers of 16 and of 32 bits, `==` and `!=`, and a
//! `c` known early or late; a maximum first, then the minimum, is right. Where the three can be
//! traced to come about is seen only after the compiler: so this works on its PTX.
//!
//! # The idea
//!
//! A maximum with zero of a minimum, whose result some comparison for equality reads (perhaps moved or
//! converted on the way), is written as an `and` with the complement of its sign, which the assembler
//! does not join with anything.
//!
//! Source: PTX ISA 8.0, clauses 9.7.1 (`min`, `max`) and 9.7.6 (`setp`); `VIMNMX.RELU` as disassembled.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use super::instruction::Instruction;

/// The PTX without the maxima that the assembler gets wrong; as it was where there are none.
pub(super) fn guard_maxima(ptx: &str) -> Cow<'_, str> {
    let instructions: Vec<_> = ptx.lines().filter_map(Instruction::of).collect();
    let compared = compared(&instructions);
    let minima: BTreeSet<&str> = (instructions.iter())
        .filter(|instruction| is_signed("min", instruction.name))
        .map(|instruction| instruction.operands[0])
        .collect();
    let guarded = |line: &str| {
        let instruction = Instruction::of(line)?;
        let [to, from, "0"] = instruction.operands[..] else {
            return None;
        };
        let is_wrong =
            is_signed("max", instruction.name) && minima.contains(from) && compared.contains(to);
        let bits = instruction.name.strip_prefix("max.s")?;
        is_wrong.then(|| without_sign(bits, to, from))
    };
    if !ptx.lines().any(|line| guarded(line).is_some()) {
        return Cow::Borrowed(ptx);
    }
    let lines = ptx.lines().flat_map(|line| match guarded(line) {
        Some(text) => [Cow::Owned(text), Cow::Borrowed("\n")],
        None => [Cow::Borrowed(line), Cow::Borrowed("\n")],
    });
    Cow::Owned(lines.collect())
}

/// `to = from & ~(from >> 31)`.
fn without_sign(bits: &str, to: &str, from: &str) -> String {
    let places = if bits == "16" { 15 } else { 31 };
    format!(
        "\t{{ .reg .b{bits} sign; shr.s{bits} sign, {from}, {places}; not.b{bits} sign, sign; \
         and.b{bits} {to}, {from}, sign; }}"
    )
}

fn is_signed(operation: &str, name: &str) -> bool {
    name.strip_prefix(operation)
        .is_some_and(|ty| matches!(ty, ".s16" | ".s32"))
}

/// Registers that a comparison for equality reads, and those that are moved or converted into them.
fn compared<'a>(instructions: &[Instruction<'a>]) -> BTreeSet<&'a str> {
    let mut sources: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut waiting = Vec::new();
    for Instruction { name, operands } in instructions {
        if name.starts_with("setp.eq.") || name.starts_with("setp.ne.") {
            waiting.extend(&operands[1..]);
        }
        if ["mov.", "cvt.", "and."]
            .iter()
            .any(|kind| name.starts_with(kind))
        {
            sources
                .entry(operands[0])
                .or_default()
                .extend(&operands[1..]);
        }
    }
    let mut compared = BTreeSet::new();
    while let Some(register) = waiting.pop() {
        if compared.insert(register) {
            waiting.extend(sources.get(register).into_iter().flatten());
        }
    }
    compared
}

#[cfg(test)]
mod tests {
    use super::guard_maxima;

    const BEFORE: &str = "\tmin.s32 \t%r4, %r3, 255;\n\tmax.s32 \t%r5, %r4, 0;\n";

    #[test]
    fn a_maximum_of_a_minimum_that_is_compared_is_written_otherwise() {
        for compared in [
            "\tsetp.eq.s32 \t%p1, %r5, 255;\n",
            "\tsetp.ne.s32 \t%p1, %r1, %r5;\n",
            "\tcvt.u16.u32 \t%rs1, %r5;\n\tand.b16 \t%rs2, %rs1, 255;\n\tsetp.ne.s16 \t%p1, %rs2, 255;\n",
        ] {
            assert_eq!(
                guard_maxima(&format!("{BEFORE}{compared}")),
                format!(
                    "\tmin.s32 \t%r4, %r3, 255;\n\t{{ .reg .b32 sign; shr.s32 sign, %r4, 31; not.b32 sign, \
                     sign; and.b32 %r5, %r4, sign; }}\n{compared}"
                )
            );
        }
        let short = "min.s16 %rs2, %rs1, 7;\nmax.s16 %rs3, %rs2, 0;\nsetp.eq.s16 %p3, %rs3, 7;\n";
        assert!(guard_maxima(short).contains("shr.s16 sign, %rs2, 15;"));
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            BEFORE.to_owned(),
            format!("{BEFORE}\tsetp.lt.s32 \t%p1, %r5, 255;\n"),
            format!("{BEFORE}\tsetp.eq.s32 \t%p1, %r4, 255;\n"),
            BEFORE.replace(", 0;", ", 1;") + "\tsetp.eq.s32 \t%p1, %r5, 255;\n",
            BEFORE.replace("max.s32", "max.s64") + "\tsetp.eq.s32 \t%p1, %r5, 255;\n",
            BEFORE.replace("min.s32", "add.s32") + "\tsetp.eq.s32 \t%p1, %r5, 255;\n",
        ] {
            assert_eq!(guard_maxima(&text), text);
        }
    }
}
