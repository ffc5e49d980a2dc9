//! Launches `turned.metal`: matrices by column, as [`pivoted`](super::pivoted) has them, and `L` by row again.

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use super::pivoted::words;
use crate::{Error, error::runtime, host::Operand};

/// The file, for those who launch it themselves.
pub static TURNED: WholeFile = WholeFile {
    file: "turned.metal",
    text: include_str!("turned.metal"),
};

/// Sides of the tiles, as the kernels have them.
const SQUARE: usize = 32;

/// `[batches, columns, rows]`.
pub(super) fn by_column(
    (op, stream): (&'static str, &Stream),
    a: Operand<'_>,
) -> Result<Tensor, Error> {
    let batches: usize = a.outer.iter().product();
    let call = Call::new()
        .buffer(0, a.tensor)
        .output(1, [batches, a.columns, a.rows], DType::F32)
        .bytes(2, words(&[a.rows, a.columns]));
    let sides = [a.rows, a.columns, batches];
    Ok(launch((op, stream), "lu_begin", call, sides)?.remove(0))
}

/// `[batches, rows, inner]`, lower triangular with ones on the diagonal, of `[batches, at least inner, rows]`; and the
/// order of rows as int64.
pub(super) fn by_row(
    (op, stream): (&'static str, &Stream),
    [lower, order]: [&Tensor; 2],
    inner: usize,
) -> Result<(Tensor, Tensor), Error> {
    let [batches, pitch, rows] = lower.shape() else {
        unreachable!("it was made with three axes");
    };
    let call = Call::new()
        .buffer(0, lower)
        .buffer(1, order)
        .output(2, [*batches, *rows, inner], DType::F32)
        .output(3, [*batches, *rows], DType::I64)
        .bytes(4, words(&[*rows, inner, *pitch]));
    let made = launch((op, stream), "lu_end", call, [*rows, inner, *batches])?;
    let [l, rows] = made
        .try_into()
        .expect("a kernel has as many outputs as were bound");
    Ok((l, rows))
}

fn launch(
    (op, stream): (&'static str, &Stream),
    name: &'static str,
    call: Call,
    [rows, columns, batches]: [usize; 3],
) -> Result<Vec<Tensor>, Error> {
    let tiles = [columns, rows].map(|side| side.div_ceil(SQUARE));
    let call = call
        .grid([32 * tiles[0], 8 * tiles[1], batches])
        .threadgroup([32, 8, 1]);
    let launched = function(op, &TURNED, name)?.launch_once(stream, call);
    Ok(launched.map_err(runtime(op))?.outputs)
}
