//! `P A = L U` of float32 by kernels (`pivoted.metal`): panels of 16 columns, of more than 2048
//! rows of 8, one a launch.
//!
//! A panel waits for each of its pivots, and one threadgroup makes it, whose threads hold its rows in registers. So the
//! launch that makes one also subtracts the one before from all that is to the right, on the rest of a device; the panel
//! itself subtracts that on its own. Matrices lie by column, so that threads of neighboring rows read side by side, and are
//! written where they are not read: a row is moved by reading it from where it was.
//!
//! ```text
//! for each panel k, p = k - 1, each with the rows where p moved them:
//!     U_pk = L_pp^-1 A_pk;  A_ik - L_ip U_pk for i >= k, whose columns are eliminated one by one: L_ik, U_kk
//!     U_pj = L_pp^-1 A_pj;  A_ij -= L_ip U_pj                                                     for i >= k, j > k
//! ```
//!
//! A column whose pivot is zero needs no elimination. Equally large pivots are told apart by their places, as the host
//! does. The host looks once, at the end.

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use super::turned;
use crate::{Error, error::runtime, host::Operand, policy::Built};

/// The file, for those who launch it themselves: panels of 16 columns and at most 2048 rows.
pub static PIVOTED: WholeFile = WholeFile {
    file: "pivoted.metal",
    text: concat!(
        "#define PANEL_WIDTH 16\n#define PANEL_EACH 4\n",
        include_str!("../../include/kernsmith/pivot.h"),
        include_str!("pivoted.metal")
    ),
};

/// The same for panels of 8 columns and at most 4096 rows.
pub static PIVOTED_TALL: WholeFile = WholeFile {
    file: "pivoted_tall.metal",
    text: concat!(
        "#define PANEL_WIDTH 8\n#define PANEL_EACH 8\n",
        include_str!("../../include/kernsmith/pivot.h"),
        include_str!("pivoted.metal")
    ),
};

const THREADS: usize = 512;
/// Rows of a panel at most: threads hold four rows of 16 columns, or eight of 8.
const ROWS: [usize; 2] = [4 * THREADS, 8 * THREADS];
/// Sides of a tile of the update, as the kernels have them.
const TILE: [usize; 2] = [128, 64];
/// Columns that are counted in 32 bits together with the rows of a tile.
const COLUMNS: usize = 1 << 19;

/// What there is as kernels for matrices of these sides.
pub(crate) fn built([rows, columns]: [usize; 2], check_finite: bool) -> Built {
    match check_finite {
        true => Built::LOOKS_FOR_FINITE,
        false if rows.min(columns) == 0 || columns > COLUMNS => Built::NO_SIDES,
        false if rows > ROWS[1] => Built::Not(
            "its form as kernels for more than 4096 rows",
            "no kernels for more than 4096 rows, which threads hold: the processor computes",
        ),
        false => Built::Single,
    }
}

/// Factors of matrices in a batch.
pub(super) struct Factors {
    /// `[batches, rows, inner]`.
    pub(super) l: Tensor,
    /// `[batches, inner, columns]`.
    pub(super) u: Tensor,
    /// `[batches, rows]`, as int64.
    pub(super) rows: Tensor,
}

/// What the kernels found of the pivots, on its way.
pub(super) struct Found(Tensor);

/// The factors of all matrices, which are enqueued.
pub(super) fn factor(
    (op, stream): (&'static str, &Stream),
    a: Operand<'_>,
) -> Result<(Factors, Found), Error> {
    let mut work = Work::begin((op, stream), a)?;
    for panel in 0..=work.panels() {
        work = work.step(panel)?;
    }
    work.end()
}

/// The first pivot that is zero, of each matrix; `None` where one is not finite. Waits for the factors.
pub(super) fn zeros(op: &'static str, found: &Found) -> Result<Option<Vec<Option<usize>>>, Error> {
    let status = found.0.to_vec::<u32>().map_err(runtime(op))?;
    let zero = |[not_finite, pivot]: &[u32; 2]| match (not_finite, pivot.checked_sub(1)) {
        (0, pivot) => Some(pivot.map(|pivot| pivot as usize)),
        _ => None,
    };
    Ok(status.as_chunks::<2>().0.iter().map(zero).collect())
}

/// Factors in the making.
struct Work<'a> {
    op: &'static str,
    stream: &'a Stream,
    batches: usize,
    sides: [usize; 2],
    file: &'static WholeFile,
    /// Columns of a panel, as the kernels have it.
    width: usize,
    /// By turns read and written.
    matrices: [Tensor; 2],
    lower: Tensor,
    upper: Tensor,
    order: Tensor,
    /// By turns read and written.
    moves: [Tensor; 2],
    status: Tensor,
}

impl<'a> Work<'a> {
    fn begin((op, stream): (&'static str, &'a Stream), a: Operand<'_>) -> Result<Self, Error> {
        let batches: usize = a.outer.iter().product();
        let sides @ [rows, columns] = [a.rows, a.columns];
        let (file, width) = match rows <= ROWS[0] {
            true => (&PIVOTED, 16),
            false => (&PIVOTED_TALL, 8),
        };
        let inner = rows.min(columns);
        let device = stream.device();
        let full =
            |dtype, shape: &[usize]| Tensor::full(device, 0.0, dtype, shape).map_err(runtime(op));
        let first = turned::by_column((op, stream), a)?;
        let order: Vec<u32> = (0..batches).flat_map(|_| 0..number(rows)).collect();
        let order = Tensor::from_slice(device, &order, [batches, rows]).map_err(runtime(op))?;
        Ok(Self {
            op,
            stream,
            batches,
            sides,
            file,
            width,
            matrices: [first, full(DType::F32, &[batches, columns, rows])?],
            lower: full(DType::F32, &[batches, inner.next_multiple_of(width), rows])?,
            upper: full(DType::F32, &[batches, inner, columns])?,
            order,
            moves: [
                full(DType::U32, &[batches, rows])?,
                full(DType::U32, &[batches, rows])?,
            ],
            status: full(DType::U32, &[batches, 2])?,
        })
    }

    fn inner(&self) -> usize {
        self.sides[0].min(self.sides[1])
    }

    fn panels(&self) -> usize {
        self.inner().div_ceil(self.width)
    }

    /// A panel, if it is one, and what is left to do of the one before.
    fn step(self, panel: usize) -> Result<Self, Error> {
        let [rows, columns] = self.sides;
        let has_panel = usize::from(panel < self.panels());
        let (first, right) = (panel * self.width, (panel + has_panel) * self.width);
        let row_tiles = rows.saturating_sub(first).div_ceil(TILE[0]).max(1);
        let (column_tiles, moved) = match panel {
            0 => (0, 0),
            _ => (
                columns.saturating_sub(right).div_ceil(TILE[1]),
                (first - self.width + 1).div_ceil(THREADS / self.width),
            ),
        };
        let groups = has_panel + row_tiles * column_tiles + moved;
        let sizes = [rows, columns, self.inner(), panel, row_tiles, column_tiles];
        let [before, after] = self.matrices;
        let [from, to] = self.moves;
        let mut call = Call::new()
            .buffer(0, &before)
            .buffer(5, &from)
            .bytes(8, words(&sizes))
            .grid([THREADS * groups, self.batches, 1])
            .threadgroup([THREADS, 1, 1]);
        let written = [after, self.lower, self.upper, self.order, to, self.status];
        for (index, array) in [1, 2, 3, 4, 6, 7].into_iter().zip(&written) {
            call = call.update(index, array);
        }
        // From here on the call alone holds them.
        drop(written);
        let step = function(self.op, self.file, "lu_step")?;
        let launched = step.launch_once(self.stream, call);
        let outputs = launched.map_err(runtime(self.op))?.outputs;
        let [after, lower, upper, order, to, status] = outputs
            .try_into()
            .expect("a kernel has as many outputs as were bound");
        // The first panel read the matrix, and left it as it is.
        let matrices = match panel {
            0 => [before, after],
            _ => [after, before],
        };
        Ok(Self {
            matrices,
            lower,
            upper,
            order,
            moves: [to, from],
            status,
            ..self
        })
    }

    fn end(self) -> Result<(Factors, Found), Error> {
        let arrays = [&self.lower, &self.order];
        let (l, rows) = turned::by_row((self.op, self.stream), arrays, self.inner())?;
        let factors = Factors {
            l,
            u: self.upper,
            rows,
        };
        Ok((factors, Found(self.status)))
    }
}

/// 32-bit numbers as a structure that the kernels read.
pub(super) fn words(numbers: &[usize]) -> Vec<u8> {
    let bytes = numbers.iter().flat_map(|it| number(*it).to_ne_bytes());
    bytes.collect()
}

fn number(number: usize) -> u32 {
    u32::try_from(number).expect("sides were found to be below 2^20")
}
