//! Lints about arithmetic: operations that are slow, and types that are too small or too large.

pub(super) mod constant_comparison;
pub(super) mod division_in_loop;
pub(super) mod exp_of_infinity;
pub(super) mod half_accumulator;
pub(super) mod half_with_float_literal;
pub(super) mod mixed_sign_comparison;
pub(super) mod unsigned_index;
pub(super) mod wide_type;
