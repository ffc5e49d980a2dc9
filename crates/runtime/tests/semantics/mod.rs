//! What expressions mean, row by row, each with the clause that says so.
//!
//! The tables' values were worked out from the clauses, with exact fractions where something is
//! rounded. Every row runs on every device, with operands that come from a buffer and with
//! literals, so that what the compiler works out is what devices do.

mod promotion;
mod row;
mod scalar;
mod sweep;
mod table;

#[test]
fn integers() {
    table::check("integer");
}

#[test]
fn conversions() {
    table::check("conversion");
}

#[test]
fn rounding() {
    table::check("rounding");
}

#[test]
fn special_values() {
    table::check("special");
}

#[test]
fn literals() {
    table::check("literal");
}

#[test]
fn what_is_undefined() {
    table::check_undefined("undefined");
}
