//! Launches `adc.metal` over items.

use kernsmith_kernels::{dispatch::launch, plan::BodySource};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use crate::{
    Error,
    scan::{Items, PART, Rows, search, threads},
    select::{expect_type, shape},
};

const NAME: &str = "ivfpq_list_topk_adc";

/// The body, for those who launch it themselves.
pub static ADC: BodySource = BodySource {
    name: "adc",
    file: "adc.metal",
    source: include_str!("adc.metal"),
    header: include_str!("../../include/kernsmith/queue.h"),
    inputs: &["tables", "bases", "codes", "row_ids", "items", "k"],
    outputs: &["distances", "ids"],
};

/// Codes that lie in an array, with their ids.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CodeRows<'a> {
    pub(crate) codes: &'a Tensor,
    pub(crate) ids: &'a Tensor,
    /// In blocks of 32 instead of one after another.
    pub(crate) blocked: bool,
    pub(crate) bits: u32,
}

/// What is launched for a batch of queries.
pub(crate) struct AdcScan<'a> {
    pub(crate) similarity: bool,
    /// `[t, M, E]`.
    pub(crate) tables: &'a Tensor,
    /// `[t]`.
    pub(crate) bases: &'a Tensor,
    pub(crate) rows: CodeRows<'a>,
    /// Threads of a threadgroup.
    pub(crate) threads: u32,
}

impl AdcScan<'_> {
    /// The first `k` of each query. `asked` goes by query.
    pub(crate) fn search(
        &self,
        stream: &Stream,
        queries: usize,
        asked: &[Rows],
        k: usize,
    ) -> Result<(Tensor, Tensor), Error> {
        search(stream, queries, (asked, PART), k, |items| {
            self.launch(stream, items)
        })
    }

    fn launch(&self, stream: &Stream, items: &Items) -> Result<(Tensor, Tensor), Error> {
        let template = [
            ("SIMILARITY", TemplateValue::Bool(self.similarity)),
            ("BLOCKED", TemplateValue::Bool(self.rows.blocked)),
            ("BITS", TemplateValue::Int(self.rows.bits.cast_signed())),
        ];
        let plan = items.plan(&ADC, self.threads, template)?;
        let inputs = [
            self.tables,
            self.bases,
            self.rows.codes,
            self.rows.ids,
            &items.table,
            &items.k,
        ];
        let mut outputs = launch(stream, &plan, &inputs)?;
        let ids = outputs.remove(1);
        Ok((outputs.remove(0), ids))
    }
}

/// One list of codes in an array.
#[derive(Clone, Copy, Debug)]
pub struct CodeList<'a> {
    /// `[m, bytes]` of `uint8`: a byte for each part where tables have 256 entries; two parts a byte, the first in the
    /// lower half, where they have 16.
    pub codes: &'a Tensor,
    /// `[m]` of `int64`; one below 0 is no code.
    pub ids: &'a Tensor,
    /// Neighbors.
    pub k: usize,
    /// Threads of a threadgroup, a multiple of 32 from 32 to 1024; the setting where it is `None`.
    pub tpb: Option<u32>,
}

/// The `k` codes of a list whose entries in a table have the smallest sums, by sum, then id.
///
/// # Shapes
/// `table`: `[M, E]` with `E` of 16 or 256; sums and ids: `[k]`, with infinity and -1 where the list has fewer.
///
/// # Numerics
/// Float32, added in the order of the parts.
///
/// # Errors
/// [`Error::Kernels`] for arrays and threads that do not fit.
pub fn ivfpq_list_topk_adc(
    stream: &Stream,
    table: &Tensor,
    list: &CodeList<'_>,
) -> Result<(Tensor, Tensor), Error> {
    let &[parts, entries] = table.shape() else {
        return Err(shape(NAME, "table", "[M, E]", table));
    };
    let table = table.reshape([1, parts, entries])?;
    let (sums, ids) = ivfpq_list_topk_adc_batch(stream, &table, list)?;
    Ok((sums.reshape([list.k])?, ids.reshape([list.k])?))
}

/// As [`ivfpq_list_topk_adc`], for a table of each query: `[b, M, E]`; sums and ids are `[b, k]`.
///
/// # Errors
/// As [`ivfpq_list_topk_adc`].
pub fn ivfpq_list_topk_adc_batch(
    stream: &Stream,
    tables: &Tensor,
    list: &CodeList<'_>,
) -> Result<(Tensor, Tensor), Error> {
    let (batch, parts, bits) = match *tables.shape() {
        [batch, parts, 16] => (batch, parts, 4),
        [batch, parts, 256] => (batch, parts, 8),
        _ => return Err(shape(NAME, "tables", "[b, M, 16] or [b, M, 256]", tables)),
    };
    let bytes = (parts * bits as usize).div_ceil(8);
    let rows = match *list.codes.shape() {
        [rows, found] if found == bytes => rows,
        _ => return Err(shape(NAME, "codes", &format!("[m, {bytes}]"), list.codes)),
    };
    if list.ids.shape() != [rows] {
        return Err(shape(NAME, "ids", &format!("[{rows}]"), list.ids));
    }
    expect_type(NAME, "tables", tables, DType::F32)?;
    expect_type(NAME, "codes", list.codes, DType::U8)?;
    expect_type(NAME, "ids", list.ids, DType::I64)?;
    let scan = AdcScan {
        similarity: false,
        tables,
        bases: &Tensor::full(stream.device(), 0.0, DType::F32, [batch])?,
        rows: CodeRows {
            codes: list.codes,
            ids: list.ids,
            blocked: false,
            bits,
        },
        threads: threads(stream.device(), list.k, list.tpb)?,
    };
    scan.search(stream, batch, &Rows::of_one_list(batch, rows), list.k)
}
