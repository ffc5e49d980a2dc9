//! Addresses as sums: which differ by what is known.
//!
//! # The idea
//!
//! A register that is written once is a sum of registers, each times a number, and of a number, as far as the
//! instructions that make it are sums, products with numbers and shifts. All is taken modulo 2^32, since addresses
//! in threadgroup memory are that short; so it does not matter which of them are wider.
//!
//! What is computed from a register that is written several times (a loop's variable) is a name of its own: two
//! sums of the same names have the same values for these.

use std::collections::BTreeMap;

use super::instruction::{Instruction, name, registers};

/// A sum of registers, each times a number, and of a number, modulo 2^32.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum<'a> {
    pub(super) terms: BTreeMap<&'a str, u32>,
    pub(super) constant: u32,
}

impl<'a> Sum<'a> {
    fn register(register: &'a str) -> Self {
        Self {
            terms: BTreeMap::from([(register, 1)]),
            constant: 0,
        }
    }

    fn number(constant: u32) -> Self {
        Self {
            constant,
            ..Self::default()
        }
    }

    fn plus(mut self, other: &Self, times: u32) -> Self {
        self.constant = self
            .constant
            .wrapping_add(other.constant.wrapping_mul(times));
        for (register, factor) in &other.terms {
            let sum = self.terms.entry(register).or_default();
            *sum = sum.wrapping_add(factor.wrapping_mul(times));
        }
        self.terms.retain(|_, factor| *factor != 0);
        self
    }

    fn times(&self, times: u32) -> Self {
        Self::default().plus(self, times)
    }
}

/// A value: its sum, and which of its lower 32 bits are zero for sure.
#[derive(Clone, Debug)]
struct Value<'a> {
    sum: Sum<'a>,
    zeros: u32,
}

impl Value<'_> {
    /// Below the lowest bit that may be one.
    fn low_zeros(&self) -> u32 {
        low(self.zeros.trailing_ones())
    }
}

/// A number whose so many lower bits are ones.
fn low(bits: u32) -> u32 {
    1u32.checked_shl(bits).map_or(u32::MAX, |bit| bit - 1)
}

/// What is known of the registers of a function.
pub(super) struct Addresses<'a> {
    values: BTreeMap<&'a str, Value<'a>>,
    writes: BTreeMap<&'a str, usize>,
}

impl<'a> Addresses<'a> {
    pub(super) fn of(lines: &[&'a str]) -> Self {
        let mut found = Self {
            values: BTreeMap::new(),
            writes: writes(lines),
        };
        for line in lines {
            let Some(instruction) = Instruction::of(line) else {
                continue;
            };
            let to = instruction.operands[0];
            if !line.trim_start().starts_with('@')
                && found.is_written_once(to)
                && let Some(value) = found.value(&instruction)
            {
                found.values.insert(to, value);
            }
        }
        found
    }

    pub(super) fn is_written_once(&self, register: &str) -> bool {
        self.writes.get(register) == Some(&1)
    }

    /// The sum that a register is.
    pub(super) fn sum(&self, register: &'a str) -> Sum<'a> {
        let value = self.values.get(register);
        value.map_or_else(|| Sum::register(register), |value| value.sum.clone())
    }

    fn operand(&self, operand: &'a str) -> Option<Value<'a>> {
        if let Some(number) = number(operand) {
            let (sum, zeros) = (Sum::number(number), !number);
            return Some(Value { sum, zeros });
        }
        self.is_written_once(operand)
            .then(|| match self.values.get(operand) {
                Some(value) => value.clone(),
                None => Value {
                    sum: Sum::register(operand),
                    zeros: 0,
                },
            })
    }

    fn value(&self, instruction: &Instruction<'a>) -> Option<Value<'a>> {
        let Instruction { name, operands } = instruction;
        let (to, operands) = operands.split_first()?;
        let values: Option<Vec<_>> = operands.iter().map(|of| self.operand(of)).collect();
        let kind = name.rsplit_once('.').map_or(*name, |(kind, _)| kind);
        match (kind, &values?[..]) {
            ("mov" | "cvt.u64" | "cvt.s64" | "cvt.u32", [a]) if is_whole(name) => Some(a.clone()),
            ("add", [a, b]) => Some(added(a, b)),
            ("sub", [a, b]) => Some(Value {
                sum: a.sum.clone().plus(&b.sum, u32::MAX),
                zeros: a.low_zeros() & b.low_zeros(),
            }),
            ("mul.lo" | "mul.wide", [a, b]) => product(a, b),
            ("mad.lo" | "mad.wide", [a, b, c]) => Some(added(&product(a, b)?, c)),
            ("shl", [a, b]) if b.sum.terms.is_empty() && b.sum.constant < 32 => Some(Value {
                sum: a.sum.times(1 << b.sum.constant),
                zeros: (a.zeros << b.sum.constant) | low(b.sum.constant),
            }),
            ("or", [a, b]) if a.zeros | b.zeros == u32::MAX => Some(added(a, b)),
            ("and", [a, b]) => Some(Value {
                sum: Sum::register(to),
                zeros: a.zeros | b.zeros,
            }),
            _ => None,
        }
    }
}

/// Moves and conversions that keep the lower 32 bits.
fn is_whole(name: &str) -> bool {
    let is_move = matches!(
        name,
        "mov.u32" | "mov.b32" | "mov.s32" | "mov.u64" | "mov.b64" | "mov.s64"
    );
    is_move || matches!(name, "cvt.u64.u32" | "cvt.s64.s32" | "cvt.u32.u64")
}

fn added<'a>(a: &Value<'a>, b: &Value<'a>) -> Value<'a> {
    let zeros = match a.zeros | b.zeros {
        // No bit is carried.
        u32::MAX => a.zeros & b.zeros,
        _ => a.low_zeros() & b.low_zeros(),
    };
    Value {
        sum: a.sum.clone().plus(&b.sum, 1),
        zeros,
    }
}

/// Of which one factor is a number.
fn product<'a>(a: &Value<'a>, b: &Value<'a>) -> Option<Value<'a>> {
    let (number, of) = match (a.sum.terms.is_empty(), b.sum.terms.is_empty()) {
        (_, true) => (b.sum.constant, a),
        (true, _) => (a.sum.constant, b),
        _ => return None,
    };
    Some(Value {
        sum: of.sum.times(number),
        zeros: low(number.trailing_zeros() + of.zeros.trailing_ones()),
    })
}

/// A number in the text, modulo 2^32.
fn number(operand: &str) -> Option<u32> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "modulo 2^32"
    )]
    operand.parse::<i64>().ok().map(|number| number as u32)
}

/// How many instructions write each register.
fn writes<'a>(lines: &[&'a str]) -> BTreeMap<&'a str, usize> {
    let mut writes = BTreeMap::new();
    for line in lines {
        let name = name(line);
        let operands = line.split_once(name).map_or("", |(_, rest)| rest).trim();
        if name.is_empty() || name.starts_with('.') || operands.starts_with('[') {
            continue;
        }
        let first = match operands.split_once('}') {
            Some((list, _)) if operands.starts_with('{') => list,
            _ => operands.split(',').next().unwrap_or_default(),
        };
        for register in registers(first) {
            *writes.entry(register).or_default() += 1;
        }
    }
    writes
}

#[cfg(test)]
mod tests {
    use super::Addresses;

    /// The terms and the constant of `%r9`.
    fn of(text: &str) -> (Vec<(String, u32)>, u32) {
        let lines: Vec<&str> = text.lines().collect();
        let sum = Addresses::of(&lines).sum("%r9");
        let terms = sum
            .terms
            .iter()
            .map(|(name, times)| ((*name).to_owned(), *times));
        (terms.collect(), sum.constant)
    }

    #[test]
    fn sums_go_through_widths_shifts_and_products() {
        let text = "mov.u32 \t%r1, %tid.x;\nmul.lo.s32 \t%r2, %r1, 4608;\nadd.s32 \t%r3, %r2, 576;\n\
                    cvt.u64.u32 \t%rd3, %r3;\nadd.s64 \t%rd4, %rd3, %rd5;\nshl.b64 \t%rd6, %rd4, 1;\n\
                    mov.u64 \t%rd5, memory;\ncvt.u32.u64 \t%r9, %rd6;\n";
        let terms = [("%r1", 9216), ("%rd5", 2)].map(|(name, times)| (name.to_owned(), times));
        assert_eq!(of(text), (terms.to_vec(), 1152));
    }

    #[test]
    fn an_or_is_a_sum_where_no_bit_meets_another() {
        let or = |mask: u32| {
            format!("ld.u32 \t%r1, [a];\nand.b32 \t%r2, %r1, {mask};\nor.b32 \t%r9, %r2, 40;\n")
        };
        assert_eq!(of(&or(7)), (vec![("%r2".to_owned(), 1)], 40));
        assert_eq!(of(&or(8)), (vec![("%r9".to_owned(), 1)], 0));
        let shifted = "ld.u32 \t%r1, [a];\nmul.lo.s32 \t%r2, %r1, 192;\nor.b32 \t%r9, %r2, 63;\n";
        assert_eq!(of(shifted), (vec![("%r1".to_owned(), 192)], 63));
    }

    #[test]
    fn what_comes_of_a_loops_variable_is_a_name_of_its_own() {
        let text = "mov.u32 \t%r1, 0;\nadd.s32 \t%r2, %r1, 4;\nadd.s32 \t%r1, %r1, 8;\nadd.s32 \t%r9, %r2, 4;\n";
        assert_eq!(of(text), (vec![("%r2".to_owned(), 1)], 4));
        let guarded = "mov.u32 \t%r1, 0;\n@%p1 mov.u32 \t%r1, 5;\nadd.s32 \t%r9, %r1, 4;\n";
        assert_eq!(of(guarded), (vec![("%r9".to_owned(), 1)], 0));
    }
}
