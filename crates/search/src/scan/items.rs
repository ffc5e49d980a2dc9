//! Items of a launch: which rows a threadgroup reads for whom, and what becomes of what it finds.

use kernsmith_kernels::{
    plan::{BodySource, Plan},
    settings::{IvfOverrides, ivf_config, scoped_ivf},
};
use kernsmith_runtime::{DType, Device, Stream, TemplateValue, Tensor};

use super::NO_LIST;
use crate::{
    Error,
    rank::Ranked,
    select::{MOST, Segment, groups, room, select},
};

/// Rows of an item: enough to keep a threadgroup busy, few enough for many groups. Not tuned.
pub(crate) const PART: usize = 4096;

/// Rows of one list that one query meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rows {
    pub(crate) query: usize,
    /// What the rows are compared with: the query, or its table for the list.
    pub(crate) source: usize,
    pub(crate) first: usize,
    pub(crate) count: usize,
}

impl Rows {
    /// All of the rows of one list, for each query of a batch.
    pub(crate) fn of_one_list(batch: usize, count: usize) -> Vec<Self> {
        let all = |query| Self {
            query,
            source: query,
            first: 0,
            count,
        };
        (0..batch).map(all).collect()
    }
}

/// Threads of a threadgroup: what a call says, or the setting.
pub(crate) fn threads(device: &Device, k: usize, tpb: Option<u32>) -> Result<u32, Error> {
    let settings = scoped_ivf(IvfOverrides { tpb }, || ivf_config(device, k));
    Ok(settings??.tpb.value)
}

/// Items as a kernel reads them.
pub(crate) struct Items {
    /// `[n, 4]`: source, first row, rows, first output.
    pub(crate) table: Tensor,
    pub(crate) k: Tensor,
    count: usize,
    outputs: usize,
    room: usize,
    selects: bool,
}

impl Items {
    /// The launch of a kernel over these items; the template begins with what all of them take.
    pub(crate) fn plan(
        &self,
        source: &'static BodySource,
        threads: u32,
        template: impl IntoIterator<Item = (&'static str, TemplateValue)>,
    ) -> Result<Plan, Error> {
        let room = room(self.room, threads);
        let mut all = vec![
            ("TPB", TemplateValue::Int(threads.cast_signed())),
            ("ROOM", TemplateValue::Int(room.cast_signed())),
            ("SELECT", TemplateValue::Bool(self.selects)),
        ];
        all.extend(template);
        Ok(Plan {
            op: source.name,
            source,
            function: format!("kernsmith_{}_tg{threads}_r{room}", source.name),
            template: all,
            grid: groups(source.name, self.count, threads)?,
            threadgroup: [threads, 1, 1],
            outputs: [DType::F32, DType::I64]
                .map(|dtype| (vec![self.outputs], dtype))
                .to_vec(),
            align_elems: 1,
            memory_bytes: None,
        })
    }
}

/// The first `k` of each query. `asked` goes by query and is cut into items of `part` rows; `launch` returns distances
/// and ids.
pub(crate) fn search(
    stream: &Stream,
    queries: usize,
    (asked, part): (&[Rows], usize),
    k: usize,
    launch: impl FnOnce(&Items) -> Result<(Tensor, Tensor), Error>,
) -> Result<(Tensor, Tensor), Error> {
    let device = stream.device();
    let items = cut(asked, part);
    let selects = k <= MOST;
    let mut ends = vec![0; queries + 1];
    for item in &items {
        ends[item.query + 1] += if selects { k } else { item.count };
    }
    for query in 0..queries {
        ends[query + 1] += ends[query];
    }
    if items.is_empty() || k == 0 {
        let none = Tensor::from_slice::<f32>(device, &[], [0])?;
        let ids = Tensor::from_slice::<i64>(device, &[], [0])?;
        return select(
            stream,
            &none,
            Some(&ids),
            &segments(&vec![0; queries + 1]),
            k,
        );
    }
    let number = |value: usize| i64::try_from(value).expect("arrays are shorter than 2^63");
    let mut output = 0;
    let mut table = Vec::with_capacity(4 * items.len());
    for item in &items {
        table.extend([item.source, item.first, item.count, output].map(number));
        output += item.count;
    }
    let (distances, ids) = launch(&Items {
        table: Tensor::from_slice(device, &table, [items.len(), 4])?,
        k: Tensor::scalar(device, number(k))?,
        count: items.len(),
        outputs: ends[queries],
        room: k,
        selects,
    })?;
    select(stream, &distances, Some(&ids), &segments(&ends), k)
}

/// Rows that all probed lists hold, by query.
pub(crate) fn probed(
    probes: &[u32],
    per: usize,
    offsets: &[usize],
    rows: impl Fn(usize) -> usize,
) -> Vec<Rows> {
    let lists = |(at, &list): (usize, &u32)| Rows {
        query: at / per,
        source: at / per,
        first: offsets[list as usize],
        count: rows(list as usize),
    };
    let probes = probes.iter().enumerate();
    let probes = probes.filter(|(_, list)| **list != NO_LIST);
    probes.map(lists).filter(|rows| rows.count > 0).collect()
}

fn cut(asked: &[Rows], part: usize) -> Vec<Rows> {
    let parts = asked.iter().flat_map(|rows| {
        (0..rows.count).step_by(part).map(move |start| Rows {
            first: rows.first + start,
            count: part.min(rows.count - start),
            ..*rows
        })
    });
    parts.collect()
}

fn segments(ends: &[usize]) -> Vec<Segment> {
    let segment = |pair: &[usize]| Segment {
        first: pair[0],
        count: pair[1] - pair[0],
        first_id: 0,
    };
    ends.windows(2).map(segment).collect()
}

/// Entries of a search, from what the kernels found.
pub(crate) fn entries(distances: &Tensor, ids: &Tensor) -> Result<Vec<Ranked>, Error> {
    let (distances, ids) = (distances.to_vec::<f32>()?, ids.to_vec::<i64>()?);
    let entry = |(distance, id)| match id {
        -1 => Ranked::NONE,
        id => Ranked::new(distance, id),
    };
    Ok(distances.into_iter().zip(ids).map(entry).collect())
}
