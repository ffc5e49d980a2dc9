//! A table's rows.

use std::{fs, path::Path};

/// What an expression must give, and the clause that says so.
#[derive(Clone, Debug)]
pub(super) struct Row {
    pub(super) clause: String,
    /// Type of the result.
    pub(super) result: String,
    pub(super) expression: String,
    pub(super) operands: Vec<Operand>,
    /// The written value; what the checker finds comes behind it in the table of what is undefined.
    pub(super) value: String,
    pub(super) finding: Option<String>,
}

/// A variable of a row.
#[derive(Clone, Debug)]
pub(super) struct Operand {
    pub(super) name: String,
    pub(super) ty: String,
    pub(super) value: String,
}

/// Rows of the table of this name.
pub(super) fn rows(table: &str) -> Vec<Row> {
    let folder = Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/semantics/tables"
    ));
    let path = folder.join(format!("{table}.table"));
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let list: Vec<Row> = lines
        .map(|line| row(line).unwrap_or_else(|| panic!("{line}")))
        .collect();
    assert!(!list.is_empty());
    list
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split(" ; ").map(str::trim).collect();
    let [clause, result, expression, operands, value, rest @ ..] = cells.as_slice() else {
        return None;
    };
    let operands = operands.split(", ").filter(|operand| !operand.is_empty());
    let operands = operands.map(|operand| {
        let mut words = operand.split(' ');
        Some(Operand {
            name: words.next()?.to_owned(),
            ty: words.next()?.to_owned(),
            value: words.next().unwrap_or_default().to_owned(),
        })
    });
    Some(Row {
        clause: (*clause).to_owned(),
        result: (*result).to_owned(),
        expression: (*expression).to_owned(),
        operands: operands.collect::<Option<_>>()?,
        value: (*value).to_owned(),
        finding: rest.first().map(|finding| (*finding).to_owned()),
    })
}
