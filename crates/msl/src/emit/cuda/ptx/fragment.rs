//! Loads of simdgroup matrices, four at a time.
//!
//! `ldmatrix` takes up to four matrices, each eight lanes giving the addresses of one; the prelude loads one at a
//! time, for which all lanes compute the addresses of its rows. Which matrices lie at equal distances is seen only
//! where loops are unrolled, after the compiler: so this works on its PTX.
//!
//! # The idea
//!
//! Between writes of memory and barriers, loads whose addresses differ by numbers ([`Addresses`]) become one, at the
//! place of the first, and each eight lanes add to its address how far their matrix is from the first. Four that one
//! product takes as its left factor go together, and the right factors of two products: the assembler then has them in
//! neighboring registers, as products want them, and moves nothing.
//!
//! Source: PTX ISA 8.0, clause 9.7.13.4.15 (`ldmatrix`).

use std::{
    collections::{BTreeMap, BTreeSet},
    mem,
};

use super::{
    address::{Addresses, Sum},
    instruction::{begins_block, ends_block, functions, name, registers},
};

/// The text with loads joined.
pub(super) fn join_loads(ptx: &str) -> String {
    let parts = functions(ptx).map(|lines| Function::of(&lines).text());
    parts.collect()
}

/// A load of one matrix.
struct Load<'a> {
    line: usize,
    to: &'a str,
    /// The register that holds the address.
    at: &'a str,
    /// ` .trans`, if it is.
    form: &'a str,
    sum: Sum<'a>,
}

impl<'a> Load<'a> {
    /// As the prelude writes it, into a register that nothing else writes.
    fn of(line: usize, text: &'a str, addresses: &Addresses<'a>) -> Option<Self> {
        let rest = text.trim().strip_prefix("ldmatrix.sync.aligned.m8n8.x1")?;
        let (form, operands) = rest.split_once(".shared.b16 {")?;
        let (to, at) = operands.split_once("}, [")?;
        let at = at.strip_suffix("];")?;
        addresses.is_written_once(to).then(|| Self {
            line,
            to,
            at,
            form,
            sum: addresses.sum(at),
        })
    }
}

/// Loads that become one: the matrices of each eight lanes, in order.
struct Group<'a> {
    loads: Vec<Load<'a>>,
    step: Step,
}

/// How far the second matrix is from the first, and the third, which is as far from the fourth.
type Step = [u32; 2];

impl<'a> Group<'a> {
    /// Of two loads, or of four.
    fn of(loads: Vec<Load<'a>>) -> Result<Self, Vec<Load<'a>>> {
        let first = &loads[0];
        let is_alike =
            |load: &Load<'_>| load.form == first.form && load.sum.terms == first.sum.terms;
        let past = |at: usize| {
            loads.get(at).map_or(0, |load: &Load<'_>| {
                load.sum.constant.wrapping_sub(first.sum.constant)
            })
        };
        let step = [past(1), past(2)];
        let is_even = loads.len() == 2 || past(3) == step[0].wrapping_add(step[1]);
        match loads.iter().all(is_alike) && is_even {
            true => Ok(Self { loads, step }),
            false => Err(loads),
        }
    }

    /// Where it stands: at the place of the load that was first.
    fn line(&self) -> usize {
        self.loads
            .iter()
            .map(|load| load.line)
            .min()
            .unwrap_or_default()
    }
}

/// By the terms of addresses and the step: the register with an address, and the address's constant.
type Bases<'a> = BTreeMap<(BTreeMap<&'a str, u32>, Step), (usize, u32)>;

struct Function<'a> {
    lines: Vec<&'a str>,
    /// Registers that a product takes together, in order.
    factors: Vec<Vec<&'a str>>,
    /// What stands instead of a line.
    changed: BTreeMap<usize, String>,
    /// The register that holds a lane's part of such a step.
    steps: BTreeMap<Step, usize>,
    /// Registers for addresses, so far.
    bases: usize,
}

impl<'a> Function<'a> {
    fn of(lines: &[&'a str]) -> Self {
        let addresses = Addresses::of(lines);
        let mut function = Self {
            lines: lines.to_vec(),
            factors: factors(lines),
            changed: BTreeMap::new(),
            steps: BTreeMap::new(),
            bases: 0,
        };
        let mut loads = BTreeMap::new();
        for (at, line) in lines.iter().enumerate() {
            match Load::of(at, line, &addresses) {
                Some(load) => {
                    loads.insert(load.to, load);
                }
                None if !is_passed(line) => function.join(mem::take(&mut loads)),
                None => {}
            }
        }
        function.join(loads);
        function
    }

    /// Joins what it can of loads, by the registers that they fill, with nothing between them that they could notice.
    fn join(&mut self, mut loads: BTreeMap<&'a str, Load<'a>>) {
        if loads.len() < 2 {
            return;
        }
        let mut groups = Vec::new();
        let mut waiting: BTreeMap<usize, Vec<Load<'a>>> = BTreeMap::new();
        // What a product takes together, a load gives together: then nothing has to be moved.
        for factor in &self.factors {
            if !factor.iter().all(|register| loads.contains_key(register)) {
                continue;
            }
            let alike = waiting.entry(factor.len()).or_default();
            alike.extend(factor.iter().filter_map(|register| loads.remove(register)));
            while alike.len() >= 4 {
                let after = alike.split_off(4);
                match Group::of(mem::replace(alike, after)) {
                    Ok(group) => groups.push(group),
                    Err(four) => pairs(four, &mut groups),
                }
            }
        }
        for few in waiting.into_values() {
            pairs(few, &mut groups);
        }
        groups.sort_by_key(Group::line);
        let mut bases = Bases::new();
        for group in groups {
            self.replace(&group, &mut bases);
        }
    }

    fn replace(&mut self, group: &Group<'a>, bases: &mut Bases<'a>) {
        let first = &group.loads[0];
        let terms = first.sum.terms.clone();
        let mut text = String::new();
        let (base, constant) = *bases.entry((terms, group.step)).or_insert_with(|| {
            let count = self.steps.len();
            let lanes = *self.steps.entry(group.step).or_insert(count);
            let base = self.bases;
            self.bases += 1;
            // The load at this place has its address here; the first matrix may lie elsewhere.
            let earliest = group
                .loads
                .iter()
                .min_by_key(|load| load.line)
                .unwrap_or(first);
            text = format!(
                "\tadd.s32 \t%ks_base{base}, {}, %ks_step{lanes};\n",
                earliest.at
            );
            (base, earliest.sum.constant)
        });
        let past = first.sum.constant.wrapping_sub(constant).cast_signed();
        let to: Vec<&str> = group.loads.iter().map(|load| load.to).collect();
        let (count, form, to) = (to.len(), first.form, to.join(", "));
        text += &format!(
            "\tldmatrix.sync.aligned.m8n8.x{count}{form}.shared.b16 {{{to}}}, [%ks_base{base}+{past}];\n"
        );
        for load in &group.loads {
            self.changed.insert(load.line, String::new());
        }
        self.changed.insert(group.line(), text);
    }

    fn text(&self) -> String {
        let mut text = String::new();
        let declarations = self
            .lines
            .iter()
            .rposition(|line| line.trim_start().starts_with(".reg"));
        for (at, line) in self.lines.iter().enumerate() {
            match self.changed.get(&at) {
                Some(instead) => text.push_str(instead),
                None => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
            if Some(at) == declarations && self.bases > 0 {
                text.push_str(&self.head());
            }
        }
        text
    }

    /// Declares the registers, and computes each lane's part of the steps.
    fn head(&self) -> String {
        let mut text = format!(
            "\t.reg .b32 \t%ks_base<{}>;\n\t.reg .b32 \t%ks_step<{}>;\n\t.reg .b32 \t%ks_lane<3>;\n\
             \tmov.u32 \t%ks_lane0, %tid.x;\n\tshr.u32 \t%ks_lane1, %ks_lane0, 3;\n\
             \tand.b32 \t%ks_lane1, %ks_lane1, 1;\n\tshr.u32 \t%ks_lane2, %ks_lane0, 4;\n\
             \tand.b32 \t%ks_lane2, %ks_lane2, 1;\n",
            self.bases,
            self.steps.len()
        );
        for (step, lanes) in &self.steps {
            let [one, two] = step.map(u32::cast_signed);
            text += &format!(
                "\tmul.lo.s32 \t%ks_step{lanes}, %ks_lane1, {one};\n\
                 \tmad.lo.s32 \t%ks_step{lanes}, %ks_lane2, {two}, %ks_step{lanes};\n"
            );
        }
        text
    }
}

/// Joins what can be of loads two by two.
fn pairs<'a>(loads: Vec<Load<'a>>, groups: &mut Vec<Group<'a>>) {
    let mut loads = loads.into_iter();
    while let (Some(first), Some(second)) = (loads.next(), loads.next()) {
        groups.extend(Group::of(vec![first, second]));
    }
}

/// The registers of factors that products take, each once.
fn factors<'a>(lines: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut taken = BTreeSet::new();
    let products = lines
        .iter()
        .filter(|line| name(line).starts_with("mma.sync."));
    let factors = products.flat_map(|line| line.split('{').skip(2).take(2));
    factors
        .map(|list| registers(list.split('}').next().unwrap_or_default()).collect::<Vec<_>>())
        .filter(|factor| taken.insert(factor.clone()))
        .collect()
}

/// Whether a load may be on either side of a line: it computes in registers, or reads.
fn is_passed(line: &str) -> bool {
    const PASSED: [&str; 24] = [
        "add",
        "sub",
        "mul",
        "mad",
        "fma",
        "shl",
        "shr",
        "and",
        "or",
        "xor",
        "not",
        "neg",
        "min",
        "max",
        "cvt",
        "cvta",
        "mov",
        "setp",
        "selp",
        "ldmatrix",
        "mma",
        "movmatrix",
        "ld",
        "prmt",
    ];
    if ends_block(line) || begins_block(line) {
        return false;
    }
    let trimmed = line.trim_start();
    let operation = name(line).split('.').next().unwrap_or_default();
    trimmed.is_empty()
        || trimmed.starts_with("//")
        || trimmed.starts_with(".loc")
        || PASSED.contains(&operation)
}

#[cfg(test)]
mod tests {
    use super::join_loads;

    fn load(to: u32, at: u32) -> String {
        format!("\tldmatrix.sync.aligned.m8n8.x1.shared.b16 {{%r{to}}}, [%r{at}];\n")
    }

    /// Four loads whose addresses are `%r1` and so much, with these lines between, and a product of them.
    fn four(constants: [u32; 4], between: &str) -> String {
        let mut text = "{\n\t.reg .b32 \t%r<99>;\n\tld.param.u32 \t%r1, [a];\n".to_owned();
        for (number, constant) in (10..).zip(constants) {
            let at = number + 10;
            text += &format!("\tadd.s32 \t%r{at}, %r1, {constant};\n");
            text += &load(number, at);
            text += between;
        }
        text + "\tmma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%f1, %f2, %f3, %f4}, \
                {%r10, %r12, %r11, %r13}, {%r2, %r3}, {%f5, %f6, %f7, %f8};\n}\n"
    }

    #[test]
    fn loads_at_even_steps_are_one_in_a_products_order() {
        let joined = join_loads(&four([0, 128, 1024, 1152], ""));
        let one = "\tadd.s32 \t%ks_base0, %r20, %ks_step0;\n\tldmatrix.sync.aligned.m8n8.x4.shared.b16 \
                   {%r10, %r12, %r11, %r13}, [%ks_base0+0];\n";
        assert!(joined.contains(one), "{joined}");
        for step in [
            "mul.lo.s32 \t%ks_step0, %ks_lane1, 1024;",
            "mad.lo.s32 \t%ks_step0, %ks_lane2, 128, %ks_step0;",
        ] {
            assert!(joined.contains(step), "{joined}");
        }
        assert_eq!(joined.matches("ldmatrix").count(), 1);
    }

    #[test]
    fn pairs_are_joined_where_four_are_not_even() {
        let joined = join_loads(&four([128, 0, 512, 640], ""));
        assert!(joined.contains("{%r10, %r12}, [%ks_base0+0];"), "{joined}");
        assert!(joined.contains("{%r11, %r13}, "), "{joined}");
        assert_eq!(joined.matches(".x2.").count(), 2);
    }

    #[test]
    fn loads_stay_on_their_side_of_what_they_could_notice() {
        for between in [
            "\tbar.sync \t0;\n",
            "\tst.shared.u32 \t[%r1], %r1;\n",
            "$L1:\n",
            "\t@%p1 bra \t$L1;\n",
            "\tnew;\n",
        ] {
            let text = four([0, 128, 256, 384], between);
            assert_eq!(join_loads(&text), text);
        }
        let text = four([0, 128, 256, 384], "") + &load(10, 1);
        let text = text.replace("}\n\tld", "\tld") + "}\n";
        assert_eq!(join_loads(&text), text, "a register that is written twice");
    }
}
