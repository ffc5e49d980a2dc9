//! Products of matrices that share a factor, as one operation of the tensor cores.
//!
//! A tensor core multiplies sixteen rows and sixteen columns at a time by what has eight columns, and a
//! product of matrices of 8 by 8 fills a quarter of that. Which products can share an operation is seen
//! only where loops are unrolled, after the compiler: so this works on its PTX.
//!
//! # The idea
//!
//! Within a basic block:
//!
//! 1. two products with the same right factor become one of sixteen rows, at the place of the first;
//! 2. two of those, of which the second adds to just what the first gives, become one that sums over
//!    sixteen columns, at the place of the second.
//!
//! Before that, matrices that were loaded and are never asked for go: the prelude loads each in both
//! directions.
//!
//! A product reads and writes registers only. It moves past lines that mention none of them, and
//! past products that neither give what it takes nor take what it gives.
//!
//! Source: PTX ISA 8.0, clause 9.7.13.4 (`mma.sync`, fragments of `m16n8k8` and `m16n8k16`).

use std::collections::{BTreeMap, BTreeSet};

use super::instruction::{begins_block, ends_block, mentions, registers};

/// The text with products joined.
pub(super) fn join_products(ptx: &str) -> String {
    let mut lines: Vec<&str> = ptx.lines().collect();
    let mut joined = String::with_capacity(ptx.len());
    let mentions = mentions(&lines);
    lines.retain(|line| loaded(line).is_none_or(|register| mentions[register] > 1));
    for block in lines.chunk_by(|line, next| !ends_block(line) && !begins_block(next)) {
        let mut items: Vec<Item> = block.iter().map(|line| Item::of(line)).collect();
        pair(&mut items);
        chain(&mut items, &mentions);
        for item in items {
            match item {
                Item::Line(line) => joined.push_str(line),
                Item::Product(product) => joined.push_str(&product.text()),
                Item::Gone => continue,
            }
            joined.push('\n');
        }
    }
    joined
}

/// A line of a block.
enum Item<'a> {
    Line(&'a str),
    Product(Product<'a>),
    /// A product that became part of another.
    Gone,
}

/// A product of up to sixteen rows by eight columns.
#[derive(Clone)]
struct Product<'a> {
    /// `f16` or `bf16`.
    kind: &'a str,
    /// What it gives: the upper eight rows, and the lower.
    gives: [[&'a str; 2]; 2],
    /// For each eight columns of the left factor its upper and lower rows.
    left: Vec<[&'a str; 2]>,
    /// For each eight rows of the right factor.
    right: Vec<&'a str>,
    adds: [[&'a str; 2]; 2],
    /// Whether the lower rows mean something.
    full: bool,
}

impl<'a> Item<'a> {
    fn of(line: &'a str) -> Self {
        Product::parse(line).map_or(Self::Line(line), Self::Product)
    }
}

/// How the prelude writes a product.
const HEAD: &str = "mma.sync.aligned.m16n8k8.row.col.f32.";

impl<'a> Product<'a> {
    /// A product of the prelude, of which the lower rows are zero.
    fn parse(line: &'a str) -> Option<Self> {
        let (types, operands) = line.trim().strip_prefix(HEAD)?.split_once(' ')?;
        let kind = types.split('.').next()?;
        let registers: Vec<&str> = (operands.split(|char: char| "{}, ;".contains(char)))
            .filter(|part| !part.is_empty())
            .collect();
        let [d0, d1, d2, d3, upper, lower, right, c0, c1, c2, c3] = registers[..] else {
            return None;
        };
        Some(Self {
            kind,
            gives: [[d0, d1], [d2, d3]],
            left: vec![[upper, lower]],
            right: vec![right],
            adds: [[c0, c1], [c2, c3]],
            full: false,
        })
    }

    fn text(&self) -> String {
        let columns = 8 * self.left.len();
        let kind = self.kind;
        let list = |registers: Vec<&str>| registers.join(", ");
        format!(
            "\tmma.sync.aligned.m16n8k{columns}.row.col.f32.{kind}.{kind}.f32 \
             {{{}}}, {{{}}}, {{{}}}, {{{}}};",
            list(self.gives.concat()),
            list(self.left.concat()),
            list(self.right.clone()),
            list(self.adds.concat()),
        )
    }

    /// The registers that matter among those it reads.
    fn reads(&self) -> impl Iterator<Item = &'a str> {
        let halves = if self.full { 2 } else { 1 };
        let left = (self.left.iter()).flat_map(move |rows| rows[..halves].to_vec());
        let adds = self.adds[..halves].concat();
        left.chain(self.right.clone())
            .chain(adds)
            .collect::<Vec<_>>()
            .into_iter()
    }

    fn writes(&self) -> impl Iterator<Item = &'a str> {
        let halves = if self.full { 2 } else { 1 };
        self.gives[..halves].concat().into_iter()
    }
}

/// Whether a product may stand on the other side of some items.
fn passes<'a>(product: &Product<'a>, items: &[Item<'a>]) -> bool {
    let reads: BTreeSet<_> = product.reads().collect();
    let writes: BTreeSet<_> = product.writes().collect();
    items.iter().all(|item| match item {
        Item::Gone => true,
        Item::Line(line) => {
            registers(line).all(|register| !reads.contains(register) && !writes.contains(register))
        }
        Item::Product(other) => {
            other
                .writes()
                .all(|register| !reads.contains(register) && !writes.contains(register))
                && other.reads().all(|register| !writes.contains(register))
        }
    })
}

/// Joins products of one right factor by their rows.
fn pair(items: &mut [Item<'_>]) {
    let mut waiting: BTreeMap<(String, String), usize> = BTreeMap::new();
    for at in 0..items.len() {
        let Item::Product(second) = &items[at] else {
            continue;
        };
        let second = second.clone();
        let key = (second.kind.to_owned(), second.right[0].to_owned());
        let first = waiting.remove(&key);
        let joined = first.and_then(|first| match &items[first] {
            Item::Product(upper) if passes(&second, &items[first + 1..at]) => (upper
                .writes()
                .all(|register| second.reads().all(|read| read != register)))
            .then(|| (first, upper.below(&second))),
            _ => None,
        });
        match joined {
            Some((first, product)) => {
                items[first] = Item::Product(product);
                items[at] = Item::Gone;
            }
            None => {
                waiting.insert(key, at);
            }
        }
    }
}

impl<'a> Product<'a> {
    fn below(&self, lower: &Self) -> Self {
        Self {
            kind: self.kind,
            gives: [self.gives[0], lower.gives[0]],
            left: vec![[self.left[0][0], lower.left[0][0]]],
            right: self.right.clone(),
            adds: [self.adds[0], lower.adds[0]],
            full: true,
        }
    }

    fn before(&self, second: &Self) -> Self {
        Self {
            kind: self.kind,
            gives: second.gives,
            left: vec![self.left[0], second.left[0]],
            right: vec![self.right[0], second.right[0]],
            adds: self.adds,
            full: true,
        }
    }
}

/// Joins full products of which one adds to another.
fn chain<'a>(items: &mut [Item<'a>], mentions: &BTreeMap<&'a str, usize>) {
    let mut given: BTreeMap<[[&'a str; 2]; 2], usize> = BTreeMap::new();
    for at in 0..items.len() {
        let Item::Product(second) = &items[at] else {
            continue;
        };
        let second = second.clone();
        if !second.full {
            continue;
        }
        let joined = given
            .remove(&second.adds)
            .and_then(|first| match &items[first] {
                Item::Product(product) => {
                    // Nobody else asks for what the first gives.
                    let alone = product.writes().all(|register| mentions[register] == 2);
                    (alone && passes(product, &items[first + 1..at]))
                        .then(|| (first, product.before(&second)))
                }
                _ => None,
            });
        match joined {
            Some((first, product)) => {
                items[first] = Item::Gone;
                items[at] = Item::Product(product);
            }
            None => {
                given.insert(second.gives, at);
            }
        }
    }
}

/// The register that a load of a matrix fills.
fn loaded(line: &str) -> Option<&str> {
    registers(line.trim().strip_prefix("ldmatrix.")?).next()
}

#[cfg(test)]
mod tests {
    use super::join_products;

    fn product(d: [u32; 2], a: u32, b: u32, c: [u32; 2]) -> String {
        let ([d0, d1], [c0, c1]) = (d, c);
        format!(
            "\tmma.sync.aligned.m16n8k8.row.col.f32.f16.f16.f32 {{%f{d0}, %f{d1}, %f98, %f99}}, \
             {{%r{a}, %r90}}, {{%r{b}}}, {{%f{c0}, %f{c1}, %f97, %f97}};\n"
        )
    }

    #[test]
    fn rows_of_one_right_factor_and_columns_of_one_sum_are_joined() {
        let text = [
            product([11, 12], 1, 5, [1, 2]),
            product([13, 14], 2, 5, [3, 4]),
            "\tmov.u32 %r40, %r41;\n".to_owned(),
            product([21, 22], 3, 6, [11, 12]),
            product([23, 24], 4, 6, [13, 14]),
        ];
        assert_eq!(
            join_products(&text.concat()),
            "\tmov.u32 %r40, %r41;\n\
             \tmma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%f21, %f22, %f23, %f24}, \
             {%r1, %r2, %r3, %r4}, {%r5, %r6}, {%f1, %f2, %f3, %f4};\n"
        );
    }

    #[test]
    fn a_matrix_that_nobody_asks_for_is_not_loaded() {
        let load =
            |to: u32| format!("\tldmatrix.sync.aligned.m8n8.x1.shared.b16 {{%r{to}}}, [%r7];\n");
        let used = format!("{}\tmov.u32 %r3, %r1;\n", load(1));
        assert_eq!(join_products(&(load(2) + &used)), used);
    }

    #[test]
    fn what_is_asked_for_in_between_stays() {
        let pair = product([11, 12], 1, 5, [1, 2]) + &product([13, 14], 2, 5, [3, 4]);
        let with = |between: &str| {
            let again = product([21, 22], 3, 6, [11, 12]) + &product([23, 24], 4, 6, [13, 14]);
            join_products(&format!("{pair}{between}{again}"))
                .matches("m16n8k8.")
                .count()
        };
        assert_eq!(with(""), 0);
        assert_eq!(with("\tadd.f32 %f50, %f11, %f11;\n"), 2);
        assert_eq!(with("\tmov.u32 %r1, %r40;\n"), 2);
        assert_eq!(with("$L__BB0_1:\n"), 2);
        assert_eq!(with("\t@%p1 bra $L__BB0_1;\n"), 2);
    }

    #[test]
    fn a_product_that_needs_the_other_stays() {
        let text = product([11, 12], 1, 5, [1, 2]) + &product([13, 14], 2, 5, [11, 12]);
        assert_eq!(join_products(&text), text);
        let text = product([11, 12], 1, 5, [1, 2])
            + "\tld.shared.u32 %r2, [%rd1];\n"
            + &product([13, 14], 2, 5, [3, 4]);
        assert_eq!(join_products(&text), text);
    }
}
