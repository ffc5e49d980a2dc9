//! A way around an instruction that NVIDIA's assembler gets wrong.
//!
//! For compute capability 9.0, the assembler of CUDA 12.9 and 13.0 moves a negation of 16 bits behind the
//! extension of its result to 32 bits, by which the negation of -32768 becomes 32768; and in a maximum of
//! three numbers, of which one is such a negation and another the number itself, it loses the negation.
//!
//! # The idea
//!
//! The complement plus one is the same, and the assembler takes it as it is.
//!
//! Source: PTX ISA 8.0, clause 9.7.1 (`neg`, `not`); `PRMT` and `VIMNMX3.S16x2` as disassembled.

use std::borrow::Cow;

use super::instruction::Instruction;

/// The PTX without negations of 16 bits; as it was where there are none.
pub(super) fn guard_negations(ptx: Cow<'_, str>) -> Cow<'_, str> {
    if !ptx.lines().any(|line| guarded(line).is_some()) {
        return ptx;
    }
    let lines = ptx.lines().flat_map(|line| match guarded(line) {
        Some(text) => [Cow::Owned(text), Cow::Borrowed("\n")],
        None => [Cow::Borrowed(line), Cow::Borrowed("\n")],
    });
    Cow::Owned(lines.collect())
}

fn guarded(line: &str) -> Option<String> {
    let instruction = Instruction::of(line)?;
    let [to, from] = match (instruction.name, &instruction.operands[..]) {
        ("neg.s16", [to, from]) | ("sub.s16", [to, "0", from]) => [to, from],
        _ => return None,
    };
    Some(format!(
        "\t{{ .reg .b16 complement; not.b16 complement, {from}; add.s16 {to}, complement, 1; }}"
    ))
}

#[cfg(test)]
mod tests {
    use super::guard_negations;

    #[test]
    fn a_negation_is_a_complement_plus_one() {
        for text in ["\tneg.s16 \t%rs4, %rs3;\n", "sub.s16 %rs4, 0, %rs3;\n"] {
            assert_eq!(
                guard_negations(text.into()),
                "\t{ .reg .b16 complement; not.b16 complement, %rs3; add.s16 %rs4, complement, 1; }\n"
            );
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in [
            "\tneg.s32 \t%r4, %r3;\n",
            "\tneg.f16 \t%rs4, %rs3;\n",
            "\tsub.s16 \t%rs4, %rs3, %rs2;\n",
        ] {
            assert_eq!(guard_negations(text.into()), text);
        }
    }
}
