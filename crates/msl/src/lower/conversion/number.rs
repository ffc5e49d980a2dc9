//! The types that numbers meet at (\[conv.prom\], \[expr\]/10; clauses 2.1, 2.7).

use crate::ir::Scalar;

/// The type that two numbers are brought to before an operation (\[expr\]/10; clauses 2.1, 2.7).
pub(in crate::lower) fn usual_arithmetic(left: Scalar, right: Scalar) -> Scalar {
    if left == right && left.is_float() {
        return left;
    }
    match (left.is_float(), right.is_float()) {
        (true, true) => Scalar::F32,
        (true, false) => left,
        (false, true) => right,
        (false, false) => usual_integer(promote(left), promote(right)),
    }
}

/// Integer promotion (\[conv.prom\]).
pub(in crate::lower) fn promote(scalar: Scalar) -> Scalar {
    if scalar.is_float() || scalar.size_bytes() >= 4 {
        scalar
    } else {
        Scalar::I32
    }
}

fn usual_integer(left: Scalar, right: Scalar) -> Scalar {
    match (left.size_bytes(), right.size_bytes()) {
        (a, b) if a > b => left,
        (a, b) if a < b => right,
        _ if left.is_signed() => right,
        _ => left,
    }
}

#[cfg(test)]
mod tests {
    use super::{Scalar, promote, usual_arithmetic};
    use crate::lower::conversion::rank::{Rank, rank_scalar};

    #[test]
    fn operands_meet_as_the_standard_says() {
        use Scalar::{BF16, Bool, F16, F32, I8, I32, I64, U8, U16, U32, U64};
        let rows = [
            (I32, I32, I32),
            (I8, U8, I32),
            (Bool, Bool, I32),
            (U16, I32, I32),
            (U32, I32, U32),
            (U32, I64, I64),
            (U64, I64, U64),
            (F16, F16, F16),
            (F16, F32, F32),
            (BF16, F32, F32),
            (F16, I32, F16),
            (BF16, U64, BF16),
            (F32, U64, F32),
            (F16, BF16, F32),
        ];
        for (left, right, expected) in rows {
            assert_eq!(
                usual_arithmetic(left, right),
                expected,
                "{left:?} and {right:?}"
            );
            assert_eq!(
                usual_arithmetic(right, left),
                expected,
                "{right:?} and {left:?}"
            );
        }
    }

    #[test]
    fn small_integers_promote_to_int() {
        assert_eq!(promote(Scalar::U16), Scalar::I32);
        assert_eq!(promote(Scalar::U32), Scalar::U32);
        assert_eq!(rank_scalar(Scalar::I8, Scalar::I32), Rank::Promotion);
        assert_eq!(rank_scalar(Scalar::I8, Scalar::I16), Rank::Conversion);
    }
}
