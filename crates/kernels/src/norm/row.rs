//! Rows that are read once: a threadgroup keeps one in its registers.
//!
//! Not a variant that is searched: it exists only for rows that are whole accesses of sixteen bytes and
//! that begin at such, and each length of a row is compiled. The functions take it on GPUs, where it
//! applies; a processor's caches make the second reading cheap.

use kernsmith_runtime::{TemplateValue, Tensor};

use super::Rows;
use crate::plan::{ACCESS_BYTES, BodySource, Plan, begins_whole};

/// Threads that one row is worth: with more, a multiprocessor holds too few rows to hide their latency.
const MAX_THREADS: usize = 512;
/// Accesses that a thread's registers hold, each with its weight and residual.
const MAX_ACCESSES: usize = 4;
const SIMDGROUP: usize = 32;

/// The launch for these rows, or `None` where their length or an argument's place does not allow it.
/// `outputs` are like `x`.
pub(super) fn plan(
    op: &'static str,
    source: &'static BodySource,
    rows: &Rows,
    (inputs, outputs): (&[&Tensor], usize),
) -> Option<Plan> {
    let vec = ACCESS_BYTES / rows.dtype.size_bytes();
    if rows.d == 0
        || !rows.d.is_multiple_of(vec)
        || !inputs.iter().all(|input| begins_whole(input, vec))
    {
        return None;
    }
    let accesses = rows.d / vec;
    let threads = accesses.next_multiple_of(SIMDGROUP).min(MAX_THREADS);
    let each = accesses.div_ceil(threads);
    if each > MAX_ACCESSES {
        return None;
    }
    let width = u32::try_from(rows.rows.checked_mul(threads)?).ok()?;
    let number = |value: usize| i32::try_from(value).map(TemplateValue::Int).ok();
    Some(Plan {
        op,
        source,
        function: format!("kernsmith_{}_d{}", source.name, rows.d),
        template: vec![
            ("T", TemplateValue::Type(rows.dtype)),
            ("D", number(rows.d)?),
            ("TG", number(threads)?),
            ("VEC", number(vec)?),
            ("UNROLL", number(each)?),
        ],
        grid: [width, 1, 1],
        threadgroup: [u32::try_from(threads).ok()?, 1, 1],
        outputs: vec![(vec![rows.rows, rows.d], rows.dtype); outputs],
        align_elems: u32::try_from(vec).ok()?,
        memory_bytes: None,
    })
}

#[cfg(test)]
mod tests {
    use kernsmith_runtime::DType;

    use super::*;
    use crate::norm::rms_norm_row;

    fn template(d: usize, dtype: DType) -> Option<Vec<i32>> {
        let rows = Rows { rows: 3, d, dtype };
        let plan = plan("rmsnorm", &rms_norm_row::KERNEL, &rows, (&[], 1))?;
        let number = |value: &TemplateValue| match value {
            TemplateValue::Int(value) => *value,
            _ => 0,
        };
        Some(
            plan.template
                .iter()
                .map(|(_, value)| number(value))
                .collect(),
        )
    }

    #[test]
    fn threads_are_as_many_as_a_row_has_accesses_up_to_a_limit() {
        let cases = [
            (8, DType::F16, [8, 32, 8, 1]),
            (2048, DType::BF16, [2048, 256, 8, 1]),
            (3000, DType::BF16, [3000, 384, 8, 1]),
            (4096, DType::BF16, [4096, 512, 8, 1]),
            (16_384, DType::F16, [16_384, 512, 8, 4]),
            (4, DType::F32, [4, 32, 4, 1]),
            (5000, DType::F32, [5000, 512, 4, 3]),
        ];
        for (d, dtype, expected) in cases {
            assert_eq!(template(d, dtype).unwrap()[1..], expected, "{d} {dtype}");
        }
        for (d, dtype) in [
            (0, DType::F32),
            (7, DType::F32),
            (12, DType::F16),
            (16_392, DType::F16),
        ] {
            assert_eq!(template(d, dtype), None, "{d} {dtype}");
        }
    }
}
