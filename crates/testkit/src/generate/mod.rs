//! Random valid kernels, the same for the same seed: what every back end must agree on.
//!
//! A kernel uses all scalar types, vectors, control flow with bounded loops, helper functions,
//! arrays, simdgroup operations and threadgroup exchange. It is free of undefined behaviour, so
//! the checker must find nothing, and every value but those of `approx` is exact: back ends must
//! agree to the bit (NaN for NaN). `approx` takes inexact functions of exact values.

mod expression;
mod shrink;
mod statement;
mod tree;

use crate::{
    array::Array,
    closeness::{self, Tolerance},
    corpus::{Case, Input, Outcome, Output},
    data::Fill,
};
use expression::INPUT_ELEMENTS;
use kernsmith_msl::{contract::BodyKernel, dtype::DType};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tree::{Expr, Part, Scalar, Stmt, Ty, write_block};

/// Inexact functions that `approx` takes, of arguments in [-10, 10].
const APPROXIMATE: [&str; 6] = ["exp", "sin", "cos", "tanh", "exp2", "atan"];

/// Names of the outputs.
const OUTPUTS: [&str; 3] = ["ints", "floats", "approx"];

/// A generated kernel with its launch.
#[derive(Clone, Debug, PartialEq)]
pub struct Program {
    /// What it was generated from.
    pub seed: u64,
    /// Threads.
    pub threads: u32,
    /// Threads of a threadgroup.
    pub threadgroup: u32,
    helpers: Vec<Stmt>,
    tiles: Vec<String>,
    body: Vec<Stmt>,
    approximate: Vec<Stmt>,
    /// What is stored at the end.
    results: Vec<Variable>,
}

#[derive(Clone, Debug, PartialEq)]
struct Variable {
    name: String,
    ty: Ty,
    assignable: bool,
}

#[derive(Clone, Debug)]
struct Helper {
    name: String,
    params: Vec<Ty>,
    ret: Ty,
}

/// The state of generation.
struct Writer {
    random: ChaCha8Rng,
    scope: Vec<Variable>,
    helpers: Vec<Helper>,
    tiles: Vec<String>,
    names: usize,
    /// How many loops a `break` could leave.
    loops: usize,
    /// All threads of the group are here.
    uniform: bool,
    /// Inputs and built-ins are in reach: not in a helper.
    in_kernel: bool,
    /// It may log: some kernels do not, for devices without messages.
    messages: bool,
}

/// A kernel from a seed.
#[must_use]
pub fn generate(seed: u64) -> Program {
    let mut writer = Writer {
        random: ChaCha8Rng::seed_from_u64(seed),
        scope: Vec::new(),
        helpers: Vec::new(),
        tiles: Vec::new(),
        names: 0,
        loops: 0,
        uniform: true,
        in_kernel: false,
        messages: seed % 4 == 3,
    };
    writer.program(seed)
}

impl Writer {
    fn program(&mut self, seed: u64) -> Program {
        let threads = *self.pick(&[1, 7, 32, 33, 64, 100, 128]);
        let threadgroup = *self.pick(&[32, 64, 128, 20]);
        let helpers = (0..self.random.random_range(0..3))
            .map(|_| self.helper())
            .collect();
        self.in_kernel = true;
        let count = self.random.random_range(3..14);
        let body = self.open_block(count);
        let approximate = (0..2)
            .map(|at| {
                let argument = self.expr(Ty::of(Scalar::Float), 2);
                let function = *self.pick(&APPROXIMATE);
                let text = format!("approx[gid * 2 + {at}] = {function}(clamp($, -10.0f, 10.0f));");
                Stmt::form(&text, [argument])
            })
            .collect();
        Program {
            seed,
            threads,
            threadgroup,
            helpers,
            tiles: std::mem::take(&mut self.tiles),
            body,
            approximate,
            results: std::mem::take(&mut self.scope),
        }
    }
}

impl Program {
    /// How close two back ends must be, for each output.
    pub const TOLERANCES: [Tolerance; 3] = [
        Tolerance::Exact,
        Tolerance::Exact,
        Tolerance::Close {
            atol: 1e-6,
            rtol: 1e-5,
        },
    ];

    /// The kernel as a case without an expectation: outputs are `ints`, `floats` and `approx`.
    #[must_use]
    pub fn case(&self) -> Case {
        let (source, slots) = self.source();
        let inputs = inputs();
        let threads = self.threads as usize;
        let output = |dtype, count: usize| Output {
            dtype,
            shape: vec![threads * count.max(1)],
        };
        let kernel = BodyKernel {
            name: format!("generated_{}", self.seed),
            inputs: inputs.iter().map(|(name, _)| (*name).to_owned()).collect(),
            outputs: OUTPUTS.map(str::to_owned).to_vec(),
            header: self.header(),
            source,
            source_name: format!("generated_{}.metal", self.seed),
            ..BodyKernel::default()
        };
        let inputs = inputs.into_iter().map(|(_, array)| Input {
            array,
            transposed: false,
        });
        Case::unchecked(
            kernel,
            inputs.collect(),
            vec![
                output(DType::I64, slots.ints),
                output(DType::F32, slots.floats),
                output(DType::F32, 2),
            ],
            [self.threads, self.threadgroup],
        )
    }

    fn header(&self) -> String {
        let mut text = "#include <metal_stdlib>\nusing namespace metal;\n".to_owned();
        write_block(&self.helpers, 0, &mut text);
        text
    }

    fn source(&self) -> (String, Slots) {
        let mut slots = Slots { ints: 0, floats: 0 };
        let mut stores = Vec::new();
        for variable in &self.results {
            slots.add(variable, &mut stores);
        }
        let mut text = String::from(
            "uint gid = thread_position_in_grid.x;\n\
             uint lid = thread_index_in_threadgroup;\n\
             uint lane = thread_index_in_simdgroup;\n",
        );
        for tile in &self.tiles {
            text.push_str(tile);
            text.push('\n');
        }
        write_block(&self.body, 0, &mut text);
        for (is_float, place, value) in stores {
            let (output, count, cast) = match is_float {
                true => ("floats", slots.floats, "float"),
                false => ("ints", slots.ints, "long"),
            };
            text.push_str(&format!(
                "{output}[gid * {count} + {place}] = {cast}({value});\n"
            ));
        }
        if slots.ints == 0 {
            text.push_str("ints[gid] = lid + lane;\n");
        }
        if slots.floats == 0 {
            text.push_str("floats[gid] = 0;\n");
        }
        write_block(&self.approximate, 0, &mut text);
        (text, slots)
    }
}

/// What a back end made of a program, or why nothing.
pub type Run = Result<Outcome, String>;

/// How two back ends differ on a program, or why one refuses it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Disagreement {
    /// The oracle does not run it.
    #[error("the oracle refuses the kernel: {0}")]
    Oracle(String),
    /// The oracle finds undefined behaviour, which generation should avoid.
    #[error("the oracle found {0:?}")]
    Findings(Vec<String>),
    /// The other back end does not run it.
    #[error("the back end refuses the kernel: {0}")]
    BackEnd(String),
    /// What it logs differs.
    #[error("the log differs: {0}")]
    Log(String),
    /// An output differs.
    #[error("`{output}` differs: {message}")]
    Output {
        /// Its name.
        output: &'static str,
        /// Where and how.
        message: String,
    },
}

impl Disagreement {
    /// What must stay the same while the program shrinks.
    #[must_use]
    pub fn kind(&self) -> &str {
        match self {
            Self::Oracle(_) => "oracle",
            Self::Findings(names) => names.first().map_or("findings", String::as_str),
            Self::BackEnd(_) => "back end",
            Self::Log(_) => "log",
            Self::Output { output, .. } => output,
        }
    }
}

impl Program {
    /// Whether a back end agrees with the oracle.
    ///
    /// # Errors
    /// Says how they differ.
    pub fn compare(&self, oracle: Run, back_end: Run) -> Result<(), Disagreement> {
        let oracle = oracle.map_err(Disagreement::Oracle)?;
        if !oracle.findings.is_empty() {
            return Err(Disagreement::Findings(oracle.findings));
        }
        let back_end = back_end.map_err(Disagreement::BackEnd)?;
        let (expected, actual) = (oracle.outputs, back_end.outputs);
        if expected.len() != actual.len() {
            let message = format!("{} outputs instead of {}", actual.len(), expected.len());
            return Err(Disagreement::BackEnd(message));
        }
        let rows = OUTPUTS.iter().zip(Self::TOLERANCES);
        for ((output, tolerance), (want, have)) in rows.zip(expected.iter().zip(&actual)) {
            closeness::check(&want.numbers(), have, tolerance).map_err(|mismatch| {
                Disagreement::Output {
                    output,
                    message: mismatch.to_string(),
                }
            })?;
        }
        same_log(&oracle.log, &back_end.log).map_err(Disagreement::Log)
    }

    /// Header and body, for a person.
    #[must_use]
    pub fn text(&self) -> String {
        let (source, _) = self.source();
        let (threads, threadgroup) = (self.threads, self.threadgroup);
        format!(
            "// {threads} threads in groups of {threadgroup}\n{}// body:\n{source}",
            self.header()
        )
    }
}

/// The first line in which two logs differ.
fn same_log(expected: &[String], actual: &[String]) -> Result<(), String> {
    let lines = expected.len().max(actual.len());
    let differs = |&line: &usize| expected.get(line) != actual.get(line);
    match (0..lines).find(differs) {
        None => Ok(()),
        Some(line) => {
            let (want, have) = (expected.get(line), actual.get(line));
            Err(format!("expected {want:?} in line {line}, found {have:?}"))
        }
    }
}

/// Numbers that each thread stores.
struct Slots {
    ints: usize,
    floats: usize,
}

impl Slots {
    /// Adds a store for each component: whether of a float, where, and which value.
    fn add(&mut self, variable: &Variable, stores: &mut Vec<(bool, usize, String)>) {
        let is_float = variable.ty.scalar.is_float();
        let count = if is_float {
            &mut self.floats
        } else {
            &mut self.ints
        };
        for lane in 0..variable.ty.lanes {
            let value = match variable.ty.lanes {
                1 => variable.name.clone(),
                _ => format!("{}[{lane}]", variable.name),
            };
            stores.push((is_float, *count, value));
            *count += 1;
        }
    }
}

/// The inputs that every program has.
fn inputs() -> Vec<(&'static str, Array)> {
    let numbers = |low, high, seed| Fill::Integers { low, high, seed }.values(INPUT_ELEMENTS);
    let floats = |low, high, seed| Fill::Uniform { low, high, seed }.values(INPUT_ELEMENTS);
    let array = |dtype, values: Vec<f64>| Array::from_floats(dtype, &[INPUT_ELEMENTS], &values);
    vec![
        ("int_in", array(DType::I32, numbers(-1000, 1000, 1))),
        ("byte_in", array(DType::U8, numbers(0, 255, 2))),
        (
            "long_in",
            array(DType::I64, numbers(-(1 << 40), 1 << 40, 3)),
        ),
        ("float_in", array(DType::F32, floats(-8.0, 8.0, 4))),
        ("half_in", array(DType::F16, floats(-8.0, 8.0, 5))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_kernel() {
        assert_eq!(generate(7), generate(7));
        assert_ne!(generate(7).body, generate(8).body);
    }

    #[test]
    fn shrinking_keeps_what_is_wanted() {
        let has_loop = |program: &Program| program.source().0.contains("for (int");
        let seed = (0..200).find(|&seed| has_loop(&generate(seed)));
        let program = generate(seed.expect("some program has a loop"));
        let before = program.source().0.len();
        let after = program.shrink(&mut |candidate| has_loop(candidate));
        assert!(has_loop(&after));
        assert!(after.source().0.len() < before);
        assert!(after.body.len() <= 1, "{}", after.source().0);
    }
}
