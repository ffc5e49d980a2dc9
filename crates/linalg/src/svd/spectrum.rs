//! Launches `spectrum.metal`: columns of matrices before they are made orthogonal and after, in order of their lengths.

use kernsmith_kernels::{
    gemm::{GemmCall, gemm, gemm_at_b},
    plan::WholeFile,
    random::{Key, normal},
};
use kernsmith_runtime::{Call, DType, Tensor};

use super::jacobi::{Launcher, SIDE, Stacked, words};
use crate::{Error, error::runtime};

/// The file, for those who launch it themselves.
pub static SPECTRUM: WholeFile = WholeFile {
    file: "spectrum.metal",
    text: include_str!("spectrum.metal"),
};

/// Parts that a matrix is searched in, as the kernels have it.
const PARTS: usize = 32;
const THREADS: usize = 256;
/// What the kernel says of a matrix that is not finite.
const NOT_FINITE: i32 = 1000;
/// Lengths that count as zero, as the kernels have it: the largest element is at least 1.
const NOTHING: f32 = 1e-15;

/// Matrices of at least as many rows as columns.
pub(super) struct Source<'a> {
    pub(super) tensor: &'a Tensor,
    pub(super) batches: usize,
    pub(super) rows: usize,
    pub(super) columns: usize,
    /// The matrices are square, and their rows count as columns.
    pub(super) is_transposed: bool,
}

/// Columns in order of their lengths.
pub(super) struct Order {
    batches: usize,
    /// How many of each matrix.
    count: usize,
    places: Tensor,
    factors: Tensor,
    ones: Tensor,
    ranks: Tensor,
    /// How many are not zero, for each matrix.
    nonzero: Vec<usize>,
    /// Lengths, not growing, of the matrices before they were scaled.
    pub(super) lengths: Vec<f32>,
}

/// Scaled columns, above the identity where vectors are asked for; and by which exponents of two each matrix was divided.
pub(super) fn begin(
    launcher: Launcher<'_>,
    source: &Source<'_>,
    has_vectors: bool,
) -> Result<(Stacked, Tensor), Error> {
    let Source { batches, .. } = *source;
    let (rows, pitch) = (
        source.rows.next_multiple_of(SIDE),
        source.columns.next_multiple_of(SIDE),
    );
    let all_rows = rows + if has_vectors { pitch } else { 0 };
    let elements = source.rows * source.columns;
    let largest = largest(launcher, source.tensor, batches, elements)?;
    let sizes = [
        source.rows,
        source.columns,
        usize::from(source.is_transposed),
        rows,
        all_rows,
        pitch,
    ];
    let call = Call::new()
        .buffer(0, source.tensor)
        .buffer(1, &largest)
        .output(2, [batches, all_rows, pitch], DType::F32)
        .output(3, [batches], DType::I32)
        .bytes(4, words(&sizes))
        .grid([pitch, all_rows, batches])
        .threadgroup([32, 8, 1]);
    let [columns, exponents] = launcher.outputs(&SPECTRUM, "begin_columns", call)?;
    let stacked = Stacked {
        columns,
        batches,
        rows,
        all_rows,
        pitch,
    };
    Ok((stacked, exponents))
}

/// The largest absolute values of parts of each matrix, infinity where one is not finite: `[batches, 32]`.
pub(crate) fn largest(
    launcher: Launcher<'_>,
    tensor: &Tensor,
    batches: usize,
    elements: usize,
) -> Result<Tensor, Error> {
    let call = Call::new()
        .buffer(0, tensor)
        .output(1, [batches, PARTS], DType::F32)
        .bytes(2, words(&[elements]))
        .grid([THREADS * PARTS, batches, 1])
        .threadgroup([THREADS, 1, 1]);
    let [largest] = launcher.outputs(&SPECTRUM, "largest_part", call)?;
    Ok(largest)
}

/// The lengths of columns: `[batches, pitch]`.
pub(crate) fn column_lengths(launcher: Launcher<'_>, stacked: &Stacked) -> Result<Tensor, Error> {
    let Stacked { batches, pitch, .. } = *stacked;
    let call = Call::new()
        .buffer(0, &stacked.columns)
        .output(1, [batches, pitch], DType::F32)
        .bytes(2, words(&[stacked.rows, stacked.all_rows, pitch]))
        .grid([THREADS * pitch / 32, batches, 1])
        .threadgroup([THREADS, 1, 1]);
    let [lengths] = launcher.outputs(&SPECTRUM, "column_lengths", call)?;
    Ok(lengths)
}

/// The first columns in order of their lengths; `None` where a matrix was not finite.
pub(super) fn order(
    launcher: Launcher<'_>,
    stacked: &Stacked,
    exponents: &Tensor,
    count: usize,
) -> Result<Option<Order>, Error> {
    let Stacked { batches, pitch, .. } = *stacked;
    let lengths = column_lengths(launcher, stacked)?;
    let failed = runtime(launcher.op);
    let exponents = exponents.to_vec::<i32>().map_err(&failed)?;
    let lengths = lengths.to_vec::<f32>().map_err(&failed)?;
    if exponents.contains(&NOT_FINITE) || !lengths.iter().all(|length| length.is_finite()) {
        return Ok(None);
    }
    let mut places = Vec::with_capacity(batches * count);
    for lengths in lengths.chunks_exact(pitch) {
        // Those beyond the matrix are zero and come last.
        let mut own: Vec<u32> = (0..).take(count).collect();
        own.sort_by(|i, j| lengths[*j as usize].total_cmp(&lengths[*i as usize]));
        places.extend(own);
    }
    let sorted: Vec<f32> = (0..batches * count)
        .map(|at| lengths[at / count * pitch + places[at] as usize])
        .collect();
    Order::upload(launcher, [batches, count], (places, sorted), &exponents).map(Some)
}

/// Columns times a factor each.
pub(super) fn scaled(
    launcher: Launcher<'_>,
    columns: &Tensor,
    factors: &[f32],
) -> Result<Tensor, Error> {
    let [batches, rows, count] = [0, 1, 2].map(|axis| columns.shape()[axis]);
    let (device, failed) = (launcher.stream.device(), runtime(launcher.op));
    let order: Vec<u32> = (0..batches).flat_map(|_| (0..).take(count)).collect();
    let order = Tensor::from_slice(device, &order, [batches, count]).map_err(&failed)?;
    let factors = Tensor::from_slice(device, factors, [batches, count]).map_err(&failed)?;
    let call = Call::new()
        .buffer(0, columns)
        .buffer(1, &order)
        .buffer(2, &factors)
        .output(3, [batches, rows, count], DType::F32)
        .bytes(4, words(&[rows, count, 0, rows, count]))
        .grid([count, rows, batches])
        .threadgroup([32, 8, 1]);
    let [out] = launcher.outputs(&SPECTRUM, "take_columns", call)?;
    Ok(out)
}

impl Order {
    fn upload(
        launcher: Launcher<'_>,
        [batches, count]: [usize; 2],
        (places, sorted): (Vec<u32>, Vec<f32>),
        exponents: &[i32],
    ) -> Result<Self, Error> {
        let device = launcher.stream.device();
        let failed = runtime(launcher.op);
        let inverse = |length: &f32| if *length > NOTHING { 1.0 / length } else { 0.0 };
        let factors: Vec<f32> = sorted.iter().map(inverse).collect();
        let lengths = sorted.iter().enumerate();
        #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
        let lengths = lengths
            .map(|(at, length)| (f64::from(*length) * 2f64.powi(exponents[at / count])) as f32);
        let nonzero: Vec<usize> = factors
            .chunks_exact(count)
            .map(|factors| factors.iter().filter(|factor| **factor > 0.0).count())
            .collect();
        let ranks: Vec<u32> = nonzero
            .iter()
            .map(|rank| u32::try_from(*rank).expect("columns were found to be few"))
            .collect();
        Ok(Self {
            batches,
            count,
            places: Tensor::from_slice(device, &places, [batches, count]).map_err(&failed)?,
            factors: Tensor::from_slice(device, &factors, [batches, count]).map_err(&failed)?,
            ones: Tensor::full(device, 1.0, DType::F32, [batches, count]).map_err(&failed)?,
            ranks: Tensor::from_slice(device, &ranks, [batches]).map_err(&failed)?,
            nonzero,
            lengths: lengths.collect(),
        })
    }

    /// Whether no column is zero.
    pub(super) fn is_whole(&self) -> bool {
        self.nonzero.iter().all(|rank| *rank == self.count)
    }

    /// The columns that were made orthogonal, of length 1 or zero: `[batches, rows, count]`.
    pub(super) fn directions(
        &self,
        launcher: Launcher<'_>,
        stacked: &Stacked,
        rows: usize,
    ) -> Result<Tensor, Error> {
        self.take(launcher, stacked, [0, rows], &self.factors)
    }

    /// What was turned beside them: `[batches, count, count]`.
    pub(super) fn turned(
        &self,
        launcher: Launcher<'_>,
        stacked: &Stacked,
    ) -> Result<Tensor, Error> {
        self.take(launcher, stacked, [stacked.rows, self.count], &self.ones)
    }

    fn take(
        &self,
        launcher: Launcher<'_>,
        stacked: &Stacked,
        [first, rows]: [usize; 2],
        factors: &Tensor,
    ) -> Result<Tensor, Error> {
        let sizes = [stacked.all_rows, stacked.pitch, first, rows, self.count];
        let call = Call::new()
            .buffer(0, &stacked.columns)
            .buffer(1, &self.places)
            .buffer(2, factors)
            .output(3, [self.batches, rows, self.count], DType::F32)
            .bytes(4, words(&sizes))
            .grid([self.count, rows, self.batches])
            .threadgroup([32, 8, 1]);
        let [out] = launcher.outputs(&SPECTRUM, "take_columns", call)?;
        Ok(out)
    }

    /// Columns that are orthonormal to rounding, of some that nearly are; and how far those were from it. Where they count
    /// as directions, zero ones stay zero.
    pub(super) fn polished(
        &self,
        launcher: Launcher<'_>,
        columns: &Tensor,
        is_direction: bool,
    ) -> Result<(Tensor, Tensor), Error> {
        let gram = gemm_at_b(launcher.stream, columns, columns)?;
        let all = u32::try_from(self.count).expect("columns were found to be few");
        let whole;
        let ranks = if is_direction {
            &self.ranks
        } else {
            let ranks = vec![all; self.batches];
            whole = Tensor::from_slice(launcher.stream.device(), &ranks, [self.batches])
                .map_err(runtime(launcher.op))?;
            &whole
        };
        let call = Call::new()
            .buffer(0, &gram)
            .buffer(1, ranks)
            .output(2, [self.batches, PARTS], DType::F32)
            .value(3, all)
            .grid([THREADS * PARTS, self.batches, 1])
            .threadgroup([THREADS, 1, 1]);
        let [farthest] = launcher.outputs(&SPECTRUM, "farthest_part", call)?;
        // A step towards the nearest orthonormal columns, which leaves the square of what it finds.
        let step = GemmCall {
            alpha: -0.5,
            beta: 1.5,
            c: Some(columns),
            ..GemmCall::default()
        };
        Ok((gemm(launcher.stream, columns, &gram, &step)?, farthest))
    }

    /// Noise where columns are zero.
    pub(super) fn filled(&self, launcher: Launcher<'_>, columns: &Tensor) -> Result<Tensor, Error> {
        let [batches, rows, count] = [self.batches, columns.shape()[1], self.count];
        let noise = normal(launcher.stream, Key::new(0), columns.shape())?;
        #[expect(clippy::cast_precision_loss, reason = "a scale")]
        let scale = 1.0 / (rows as f32).sqrt();
        let call = Call::new()
            .buffer(0, columns)
            .buffer(1, &noise)
            .buffer(2, &self.ranks)
            .output(3, columns.shape(), DType::F32)
            .value(4, scale)
            .grid([count, rows, batches])
            .threadgroup([32, 8, 1]);
        let [out] = launcher.outputs(&SPECTRUM, "fill_columns", call)?;
        Ok(out)
    }
}
