//! Launches `panel.metal`: the parts of block Gram-Schmidt, on panels of 64 columns.
//!
//! Not the algorithm: that is [`gram_schmidt`](super::gram_schmidt). Arrays are handed over with the column where a
//! panel begins, so that no panel is copied; `Q` and `R` are written where they lie.

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use crate::{Error, error::runtime};

/// The file, for those who launch it themselves.
pub static PANEL: WholeFile = WholeFile {
    file: "panel.metal",
    text: concat!(
        include_str!("../../include/kernsmith/side.h"),
        include_str!("../../include/kernsmith/block.h"),
        include_str!("../../include/kernsmith/factor.h"),
        include_str!("panel.metal")
    ),
};

/// Columns of a panel, as the kernels have it.
pub(crate) const WIDTH: usize = 64;
/// Elements of a block.
const AREA: usize = WIDTH * WIDTH;
const THREADS: u32 = 256;
/// Threadgroups that sums are cut for: twice what a large GPU runs at once. Not tuned.
const GROUPS: usize = 264;
/// Partial sums that the factor adds itself. Not tuned.
const FEW_SLABS: usize = 16;

/// Some columns of a row-major matrix.
#[derive(Clone, Copy)]
pub(crate) struct Columns<'a> {
    pub(crate) tensor: &'a Tensor,
    /// The element where the first of them begins.
    pub(crate) first: usize,
    /// Elements of a row of the whole matrix.
    pub(crate) pitch: usize,
    pub(crate) count: usize,
}

/// Blocks of sums, which are parts of the sums if there are several slabs.
pub(crate) struct Blocks {
    pub(crate) tensor: Tensor,
    slabs: usize,
}

/// What is to be factored, and how.
pub(crate) struct Turn {
    pub(crate) columns: usize,
    /// What is added to the diagonal, relative to it.
    pub(crate) shift: f32,
    /// The block should be the identity but for rounding.
    pub(crate) is_last: bool,
}

/// A block's factor.
pub(crate) struct Factor {
    pub(crate) inverse: Tensor,
    pub(crate) r: Tensor,
    pub(crate) status: Tensor,
}

/// Where a product goes: a new array of so many columns, or columns of one that nobody else holds.
pub(crate) enum Target {
    New(usize),
    Into {
        array: Tensor,
        first: usize,
        pitch: usize,
        /// Rows and columns of what is written at most.
        sides: [usize; 2],
    },
}

impl Target {
    /// The array, where in it something is written, and how much at most.
    fn parts(self) -> (Option<Tensor>, usize, usize, [usize; 2]) {
        match self {
            Self::New(columns) => (None, 0, columns, [u32::MAX as usize, columns]),
            Self::Into {
                array,
                first,
                pitch,
                sides,
            } => (Some(array), first, pitch, sides),
        }
    }
}

/// `base - left right` or `left right`, row by row.
pub(crate) struct Combination<'a> {
    pub(crate) base: Option<Columns<'a>>,
    pub(crate) left: Columns<'a>,
    /// Dense rows of 64 columns, one for each column of `left`.
    pub(crate) right: &'a Tensor,
    /// What `right` is the inverse of, if it is far from the identity: then what is left of `left` is solved for again.
    pub(crate) factor: Option<&'a Tensor>,
    pub(crate) rows: usize,
    /// Whether the sums of `out^T out` are wanted.
    pub(crate) gram: bool,
}

/// Launches for one function.
#[derive(Clone, Copy)]
pub(crate) struct Panel<'a> {
    pub(crate) op: &'static str,
    pub(crate) stream: &'a Stream,
}

impl Panel<'_> {
    /// `X_j^T Y` for each block `j` of 64 columns of `X`, over so many rows, as partial sums.
    pub(crate) fn cross(
        self,
        x: Columns<'_>,
        y: Columns<'_>,
        rows: usize,
    ) -> Result<Blocks, Error> {
        let blocks = x.count.div_ceil(WIDTH);
        let slab = slab(rows, blocks);
        let slabs = rows.div_ceil(slab);
        let narrow = [x.pitch, y.pitch, rows, slab, x.count, y.count];
        let call = Call::new()
            .buffer(0, x.tensor)
            .buffer(1, y.tensor)
            .output(2, [slabs * blocks, AREA], DType::F32)
            .bytes(3, bytes(&[x.first, y.first], &narrow))
            .grid([THREADS * count(blocks), count(slabs), 1]);
        let tensor = self.launch("cross_products", call)?.remove(0);
        Ok(Blocks { tensor, slabs })
    }

    /// A diagonal matrix of signs: times it, the largest element of each of 64 columns is positive.
    pub(crate) fn signs(self, columns: &Tensor) -> Result<Tensor, Error> {
        let call = Call::new()
            .buffer(0, columns)
            .output(1, [WIDTH, WIDTH], DType::F32)
            .value(2, count(columns.shape()[0]))
            .grid([THREADS * count(WIDTH), 1, 1]);
        Ok(self.launch("column_signs", call)?.remove(0))
    }

    /// Partial sums, added.
    pub(crate) fn added(self, blocks: Blocks) -> Result<Tensor, Error> {
        if blocks.slabs == 1 {
            return Ok(blocks.tensor);
        }
        let rows = blocks.tensor.shape()[0] / blocks.slabs;
        let call = Call::new()
            .buffer(0, &blocks.tensor)
            .output(1, [rows, AREA], DType::F32)
            .value(2, count(blocks.slabs))
            .grid([THREADS * count(rows * AREA / 32), 1, 1]);
        Ok(self.launch("add_slabs", call)?.remove(0))
    }

    /// `R` and its inverse of `G = R^T R`, with the status of all factors so far.
    pub(crate) fn factor(
        self,
        gram: Blocks,
        status: &Tensor,
        turn: &Turn,
    ) -> Result<Factor, Error> {
        let gram = match gram.slabs > FEW_SLABS {
            true => Blocks {
                tensor: self.added(gram)?,
                slabs: 1,
            },
            false => gram,
        };
        let mut sizes = bytes(&[], &[gram.slabs, turn.columns]);
        sizes.extend(turn.shift.to_ne_bytes());
        sizes.extend(u32::from(turn.is_last).to_ne_bytes());
        let call = Call::new()
            .buffer(0, &gram.tensor)
            .buffer(1, status)
            .output(2, [WIDTH, WIDTH], DType::F32)
            .output(3, [WIDTH, WIDTH], DType::F32)
            .output(4, [2], DType::F32)
            .bytes(5, sizes)
            .grid([THREADS, 1, 1]);
        let [inverse, r, status] = self.outputs("factor_block", call)?;
        Ok(Factor { inverse, r, status })
    }

    /// A product of a panel, and the partial sums of its own.
    pub(crate) fn combine(
        self,
        what: &Combination<'_>,
        target: Target,
    ) -> Result<(Tensor, Blocks), Error> {
        let slab = slab(what.rows, 1);
        let slabs = what.rows.div_ceil(slab);
        let base = what.base.unwrap_or(what.left);
        let (array, first, pitch, [_, columns]) = target.parts();
        let narrow = [
            base.pitch,
            what.left.pitch,
            pitch,
            what.rows,
            slab,
            what.left.count,
            base.count,
            columns,
            usize::from(what.base.is_some()),
            usize::from(what.gram),
            usize::from(what.factor.is_some()),
            0,
        ];
        let call = Call::new()
            .buffer(0, base.tensor)
            .buffer(1, what.left.tensor)
            .buffer(2, what.right)
            .buffer(6, what.factor.unwrap_or(what.right))
            .bytes(5, bytes(&[base.first, what.left.first, first], &narrow))
            .grid([THREADS * count(slabs), 1, 1]);
        let call = match &array {
            None => call.output(3, [what.rows, columns], DType::F32),
            Some(array) => call.update(3, array),
        };
        // From here on nobody else holds it.
        drop(array);
        let kept = if what.gram { slabs } else { 0 };
        let [out, tensor] = self.outputs("combine", call.output(4, [kept, AREA], DType::F32))?;
        Ok((out, Blocks { tensor, slabs }))
    }

    /// A block column of `R`: `S1 + S2 R1` above `R2 R1`, or `S` above `R` where there was no turn before.
    pub(crate) fn assemble(
        self,
        before: Option<[&Tensor; 2]>,
        [s, r]: [&Tensor; 2],
        (blocks, diagonal): (usize, bool),
        target: Target,
    ) -> Result<Tensor, Error> {
        let blocks_in_all = blocks + usize::from(diagonal);
        let (array, first, pitch, [rows, columns]) = target.parts();
        let [s_before, r_before] = before.unwrap_or([s, r]);
        let narrow = [
            pitch,
            blocks,
            rows,
            columns,
            usize::from(before.is_some()),
            0,
        ];
        let call = Call::new()
            .buffer(0, s_before)
            .buffer(1, r_before)
            .buffer(2, s)
            .buffer(3, r)
            .bytes(5, bytes(&[first], &narrow))
            .grid([THREADS * count(blocks_in_all), 1, 1]);
        let call = match &array {
            None => call.output(4, [blocks_in_all, AREA], DType::F32),
            Some(array) => call.update(4, array),
        };
        drop(array);
        Ok(self.launch("assemble", call)?.remove(0))
    }

    fn launch(self, name: &'static str, call: Call) -> Result<Vec<Tensor>, Error> {
        let call = call.threadgroup([THREADS, 1, 1]);
        let launched = function(self.op, &PANEL, name)?.launch_once(self.stream, call);
        Ok(launched.map_err(runtime(self.op))?.outputs)
    }

    fn outputs<const N: usize>(self, name: &'static str, call: Call) -> Result<[Tensor; N], Error> {
        let outputs = self.launch(name, call)?;
        Ok(outputs
            .try_into()
            .expect("a kernel has as many outputs as were bound"))
    }
}

/// Rows that a threadgroup sums: whole blocks, and enough of them for few threadgroups.
fn slab(rows: usize, blocks: usize) -> usize {
    (rows * blocks)
        .div_ceil(GROUPS)
        .next_multiple_of(WIDTH)
        .max(WIDTH)
}

/// A structure of 64-bit and then 32-bit numbers, as the kernels read it.
fn bytes(wide: &[usize], narrow: &[usize]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(8 * wide.len() + 4 * narrow.len());
    for number in wide {
        bytes.extend((*number as u64).to_ne_bytes());
    }
    for number in narrow {
        bytes.extend(count(*number).to_ne_bytes());
    }
    bytes
}

/// A number that the caller has found to be small enough.
fn count(number: usize) -> u32 {
    u32::try_from(number).expect("sides were found to be below 2^31")
}
