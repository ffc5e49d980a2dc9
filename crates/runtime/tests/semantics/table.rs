//! Tables as kernels: one statement a row, twice, with operands from a buffer and with literals.

use super::{
    row::{Row, rows},
    scalar::Scalar,
};
use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Tensor};
use std::fmt::Write;

/// Operands of a row at most.
const OPERANDS: usize = 3;

/// A row with the types that its cells name.
struct Typed {
    row: Row,
    result: Scalar,
    operands: Vec<(Scalar, u64)>,
}

impl Typed {
    fn new(row: Row) -> Self {
        let scalar = |name: &str| Scalar::named(name).unwrap_or_else(|| panic!("{row:?}"));
        let operands = row.operands.iter().map(|operand| {
            let ty = scalar(&operand.ty);
            (ty, ty.parse(&operand.value))
        });
        Self {
            result: scalar(&row.result),
            operands: operands.collect(),
            row,
        }
    }

    /// A block that leaves the bits of the result in `out[at]`, and checks its type.
    fn block(&self, at: usize, bits: impl Fn(usize) -> String) -> String {
        let mut text = String::from("{ ");
        for (number, (ty, _)) in self.operands.iter().enumerate() {
            let (name, value) = (&self.row.operands[number].name, ty.reading(&bits(number)));
            let _ = write!(text, "{} {name} = {value}; ", ty.name);
        }
        let (expression, result) = (&self.row.expression, self.result.name);
        let stored = self.result.bits_of("r");
        let _ = write!(
            text,
            "auto r = {expression}; static_assert(is_same_v<decltype(r), {result}>, \"{expression}\"); \
             out[{at}] = {stored}; }}"
        );
        text
    }

    /// The operands come from a buffer; then they are literals.
    fn blocks(&self, at: usize) -> [String; 2] {
        [
            self.block(2 * at, |operand| format!("in[{}]", OPERANDS * at + operand)),
            self.block(2 * at + 1, |operand| {
                format!("0x{:x}ul", self.operands[operand].1)
            }),
        ]
    }

    /// What is wrong with a result.
    fn judge(&self, device: &Device, form: &str, found: u64) -> Option<String> {
        let Row {
            clause,
            expression,
            value,
            operands,
            ..
        } = &self.row;
        let right = value == "any" || self.result.same(self.result.parse(value), found);
        let shown = self.result.show(found);
        (!right).then(|| {
            format!("{clause}: `{expression}` of {operands:?} {form}, on `{device}`: expected {value}, found {shown}")
        })
    }
}

/// Runs blocks that read `in` and write `out`.
fn run(device: &Device, typed: &[Typed]) -> Result<Vec<u64>, Error> {
    let mut source = String::new();
    for (at, typed) in typed.iter().enumerate() {
        for block in typed.blocks(at) {
            source.push_str(&block);
            source.push('\n');
        }
    }
    let mut operands = vec![0; OPERANDS * typed.len().max(OPERANDS)];
    for (at, typed) in typed.iter().enumerate() {
        for (number, (_, bits)) in typed.operands.iter().enumerate() {
            operands[OPERANDS * at + number] = *bits;
        }
    }
    let kernel = Kernel::builder("table")
        .inputs(["in"])
        .outputs(["out"])
        .source(source)
        .build()?;
    let launch = Launch::new()
        .grid([1, 1, 1])
        .threadgroup([1, 1, 1])
        .inputs([&Tensor::from_slice(device, &operands, [operands.len()])?])
        .output([2 * typed.len()], DType::U64);
    kernel.call(&device.default_stream()?, &launch)?[0].to_vec()
}

/// Every row of a table gives its value on every device.
pub(super) fn check(table: &str) {
    let typed: Vec<Typed> = rows(table).into_iter().map(Typed::new).collect();
    let mut wrong = Vec::new();
    for device in Device::all() {
        let found = run(&device, &typed).unwrap_or_else(|error| panic!("{error}"));
        for (typed, found) in typed.iter().zip(found.chunks(2)) {
            wrong.extend(typed.judge(&device, "from a buffer", found[0]));
            wrong.extend(typed.judge(&device, "as literals", found[1]));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} rows:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Every row is a finding on `check`, and gives its value on `cpu`.
pub(super) fn check_undefined(table: &str) {
    for row in rows(table) {
        let expected = row.finding.clone().expect("the last cell of a row");
        let typed = [Typed::new(row)];
        let found = run(&Device::cpu(), &typed).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(
            typed[0].judge(&Device::cpu(), "from a buffer", found[0]),
            None
        );
        match run(&Device::check(), &typed) {
            Err(Error::Findings(found)) => {
                let names: Vec<&str> = found.list.iter().map(|found| found.name).collect();
                assert!(
                    names.iter().all(|name| *name == expected),
                    "{names:?}, {:?}",
                    typed[0].row
                );
            }
            other => panic!("expected {expected}, found {other:?}: {:?}", typed[0].row),
        }
    }
}
