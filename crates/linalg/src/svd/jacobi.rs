//! Launches `jacobi.metal`: sweeps of block one-sided Jacobi over the columns of matrices.
//!
//! Not the factorization: that is [`device`](super::device). A sweep is enqueued as a whole, and the host looks once, at
//! its end.
//!
//! ```text
//! for each round of a tournament of blocks of 32 columns:     all its pairs at once
//!     G = X^T X of the pair's 64 columns;  J = rotations that make G more diagonal, the longer column first;  X = X J
//! ```
//!
//! A visit rotates each two of the 64 columns once, not until they are orthogonal: in a model in float64, 512 random
//! columns then take 10 sweeps in all, where twice takes 8 of twice the steps. Each sweep near the end leaves about the
//! square of the cosines that it finds, but among columns of nearly the same length, so that it ends only at [`ENOUGH`].
//!
//! Source: de Rijk, *A one-sided Jacobi algorithm for computing the singular value decomposition on a vector computer*
//! (1989); Drmac and Veselic, *New fast and accurate Jacobi SVD algorithm* (2008); the tournament is Brent and Luk's
//! (1985).

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use crate::{Error, error::runtime};

/// The file, for those who launch it themselves.
pub static JACOBI: WholeFile = WholeFile {
    file: "jacobi.metal",
    text: include_str!("jacobi.metal"),
};

/// Columns of a pair of blocks, and rows of a tile, as the kernels have them.
pub(crate) const SIDE: usize = 64;
const THREADS: usize = 256;
/// Threads that compute angles.
const ROTATORS: usize = 512;
/// Parts that the rows of a product are cut into at most. Not tuned.
const SLABS: usize = 8;
/// After a sweep that found no greater cosine between columns, there is none but by rounding.
const ENOUGH: f32 = 2e-5;
/// Sweeps after which it is given up; 12 are the most that were seen.
const SWEEPS: usize = 30;

/// Columns that are made orthogonal, with what is turned beside them in the rows below.
pub(crate) struct Stacked {
    /// `[batches, all_rows, pitch]`.
    pub(crate) columns: Tensor,
    pub(crate) batches: usize,
    /// Rows that are made orthogonal; whole tiles.
    pub(crate) rows: usize,
    pub(crate) all_rows: usize,
    /// Columns; whole pairs of blocks.
    pub(crate) pitch: usize,
}

/// Launches for one function.
#[derive(Clone, Copy)]
pub(crate) struct Launcher<'a> {
    pub(crate) op: &'static str,
    pub(crate) stream: &'a Stream,
}

/// The arrays of a sweep, which each launch takes and gives back.
struct Sweep<'a> {
    launcher: Launcher<'a>,
    /// Batches, rows, all rows, pitch.
    sides: [usize; 4],
    slab: usize,
    columns: Tensor,
    j: Tensor,
    measures: Tensor,
}

/// Turns columns until they are orthogonal; `None` where they did not come to be.
pub(super) fn orthogonal(
    launcher: Launcher<'_>,
    stacked: Stacked,
) -> Result<Option<Stacked>, Error> {
    let Stacked {
        columns,
        batches,
        rows,
        all_rows,
        pitch,
    } = stacked;
    let zeros = |shape: &[usize]| {
        let zeros = Tensor::full(launcher.stream.device(), 0.0, DType::F32, shape);
        zeros.map_err(runtime(launcher.op))
    };
    let pairs = pitch / SIDE;
    let mut sweep = Sweep {
        launcher,
        sides: [batches, rows, all_rows, pitch],
        slab: rows.div_ceil(SLABS).next_multiple_of(SIDE),
        columns,
        j: zeros(&[batches, pairs, SIDE, SIDE])?,
        measures: zeros(&[batches, 2 * pairs - 1, pairs])?,
    };
    for _ in 0..SWEEPS {
        for round in 0..2 * pairs - 1 {
            sweep = sweep.round(round)?;
        }
        let measures = sweep.measures.to_vec::<f32>();
        let measures = measures.map_err(runtime(launcher.op))?;
        if measures.iter().all(|cosine| *cosine <= ENOUGH) {
            return Ok(Some(Stacked {
                columns: sweep.columns,
                batches,
                rows,
                all_rows,
                pitch,
            }));
        }
    }
    Ok(None)
}

impl Sweep<'_> {
    fn round(self, round: usize) -> Result<Self, Error> {
        let [batches, rows, all_rows, pitch] = self.sides;
        let (pairs, slabs) = (pitch / SIDE, rows.div_ceil(self.slab));
        let sizes = words(&[rows, all_rows, pitch, round, self.slab, slabs]);
        let gram = Call::new()
            .buffer(0, &self.columns)
            .output(1, [batches * pairs * slabs, SIDE, SIDE], DType::F32)
            .bytes(2, sizes.clone())
            .grid([THREADS * slabs, pairs, batches])
            .threadgroup([THREADS, 1, 1]);
        let [partial] = self.launcher.outputs(&JACOBI, "pair_gram", gram)?;
        let angles = Call::new()
            .buffer(0, &partial)
            .update(1, &self.j)
            .update(2, &self.measures)
            .bytes(3, sizes.clone())
            .grid([ROTATORS, pairs, batches])
            .threadgroup([ROTATORS, 1, 1]);
        // From here on the call alone holds them.
        drop((self.j, self.measures));
        let [j, measures] = self.launcher.outputs(&JACOBI, "pair_angles", angles)?;
        let turn = Call::new()
            .update(0, &self.columns)
            .buffer(1, &j)
            .buffer(2, &measures)
            .bytes(3, sizes)
            .grid([THREADS * all_rows / SIDE, pairs, batches])
            .threadgroup([THREADS, 1, 1]);
        drop(self.columns);
        let [columns] = self.launcher.outputs(&JACOBI, "pair_turn", turn)?;
        Ok(Self {
            columns,
            j,
            measures,
            ..self
        })
    }
}

impl Launcher<'_> {
    /// The outputs of a kernel.
    pub(crate) fn outputs<const N: usize>(
        self,
        file: &'static WholeFile,
        name: &'static str,
        call: Call,
    ) -> Result<[Tensor; N], Error> {
        let launched = function(self.op, file, name)?.launch_once(self.stream, call);
        let outputs = launched.map_err(runtime(self.op))?.outputs;
        Ok(outputs
            .try_into()
            .expect("a kernel has as many outputs as were bound"))
    }
}

/// 32-bit numbers as a structure that the kernels read.
pub(super) fn words(numbers: &[usize]) -> Vec<u8> {
    let word = |number: &usize| u32::try_from(*number).expect("sides were found to be below 2^31");
    numbers
        .iter()
        .flat_map(|number| word(number).to_ne_bytes())
        .collect()
}
