//! Launches `thin.metal`: products of a matrix with at most 64 columns, in bands of them.
//!
//! ```text
//! for each band, on one stream or another:   partial sums over slabs of the matrix
//! in the order of bands:                     the slabs, added into the band's columns
//! ```
//!
//! Slabs do not depend on bands, so that no bit of a product does.

use std::ops::Range;

use kernsmith_kernels::{plan::WholeFile, settings::svd_config};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use super::jacobi::{Launcher, words};
use crate::{Error, error::runtime, qr::panel};

/// The file, for those who launch it themselves.
pub static THIN: WholeFile = WholeFile {
    file: "thin.metal",
    text: include_str!("thin.metal"),
};

/// Columns of a band: these or a smaller multiple of [`EIGHT`].
const WIDEST: usize = 48;
const EIGHT: usize = 8;
/// Columns that there are.
const PITCH: usize = panel::WIDTH;
const LENGTH: usize = 128;
const STEPS: usize = 32;
/// Threadgroups that a product is cut into: about two for each multiprocessor of a large GPU. Not tuned.
const GROUPS: usize = 264;

/// By number of eights less one: the product with the matrix, and with its transpose.
const PARTS: [[&str; 2]; 6] = [
    ["row_parts_8", "column_parts_8"],
    ["row_parts_16", "column_parts_16"],
    ["row_parts_24", "column_parts_24"],
    ["row_parts_32", "column_parts_32"],
    ["row_parts_40", "column_parts_40"],
    ["row_parts_48", "column_parts_48"],
];

/// A matrix for products, and how they are launched.
pub(super) struct Thin<'a> {
    launcher: Launcher<'a>,
    /// Rows begin at multiples of four elements, zeros fill them.
    a: Tensor,
    columns: usize,
    /// Columns of a launch at most; 0 where nothing is asked for.
    band: usize,
    /// Streams beside the caller's.
    streams: Vec<Stream>,
}

impl<'a> Thin<'a> {
    /// Of a dense matrix, with the settings as they hold now.
    pub(super) fn new(launcher: Launcher<'a>, a: Tensor) -> Result<Self, Error> {
        let device = launcher.stream.device();
        let settings = svd_config(device)?;
        let streams = (1..settings.streams.value).map(|number| device.stream(number));
        let columns = a.shape()[1];
        let is_even = columns.is_multiple_of(4) && a.offset().is_multiple_of(4);
        Ok(Self {
            a: match is_even {
                true => a,
                false => wide(launcher, &a, columns.next_multiple_of(4))?,
            },
            launcher,
            columns,
            band: settings.band.value as usize,
            streams: streams
                .collect::<Result<_, _>>()
                .map_err(runtime(launcher.op))?,
        })
    }

    /// Columns in rows of 64, as products take them.
    pub(super) fn widened(&self, columns: &Tensor) -> Result<Tensor, Error> {
        wide(self.launcher, columns, PITCH)
    }

    /// `A Y`, or `A^T Y`, in 64 columns, where `Y` has 64 columns, of which no more than `count` are not zero.
    pub(super) fn product(
        &self,
        y: &Tensor,
        count: usize,
        is_transposed: bool,
    ) -> Result<Tensor, Error> {
        let (rows, columns) = (self.a.shape()[0], self.columns);
        let length = if is_transposed { columns } else { rows };
        let bands = bands(count, self.band);
        let parts = bands.iter().enumerate().map(|(turn, band)| {
            let stream = match turn % (1 + self.streams.len()) {
                0 => self.launcher.stream,
                other => &self.streams[other - 1],
            };
            self.parts(stream, y, band, is_transposed)
        });
        // All of them are on their way before the first is waited for.
        let parts = parts.collect::<Result<Vec<_>, _>>()?;
        let mut out = None;
        for (band, partial) in bands.iter().zip(&parts) {
            out = Some(self.sums(out, partial, band, length)?);
        }
        Ok(out.expect("a band has columns"))
    }

    /// Partial sums of a band: `[slabs, length, columns of the band]`.
    fn parts(
        &self,
        stream: &Stream,
        y: &Tensor,
        band: &Range<usize>,
        is_transposed: bool,
    ) -> Result<Tensor, Error> {
        let [rows, pitch] = [self.a.shape()[0], self.a.shape()[1]];
        let (length, steps) = match is_transposed {
            true => (self.columns, rows),
            false => (rows, self.columns),
        };
        let blocks = length.div_ceil(LENGTH);
        let slab = (steps * blocks).div_ceil(GROUPS).next_multiple_of(STEPS);
        let slabs = steps.div_ceil(slab);
        let threads = LENGTH / 8 * band.len() / 4;
        let call = Call::new()
            .buffer(0, &self.a)
            .buffer(1, y)
            .output(2, [slabs, length, band.len()], DType::F32)
            .bytes(3, words(&[rows, self.columns, pitch, slab, band.start]))
            .grid([threads * blocks, slabs, 1])
            .threadgroup([threads, 1, 1]);
        let name = PARTS[band.len() / EIGHT - 1][usize::from(is_transposed)];
        let launcher = Launcher {
            op: self.launcher.op,
            stream,
        };
        let [partial] = launcher.outputs(&THIN, name, call)?;
        Ok(partial)
    }

    /// Adds the slabs of a band: the first makes the array, with zeros beyond it, others write into it.
    fn sums(
        &self,
        out: Option<Tensor>,
        partial: &Tensor,
        band: &Range<usize>,
        length: usize,
    ) -> Result<Tensor, Error> {
        let sizes = words(&[partial.shape()[0], band.start, band.len()]);
        let width = if out.is_some() { band.len() } else { PITCH };
        let call = Call::new()
            .buffer(0, partial)
            .bytes(2, sizes)
            .grid([width, length, 1])
            .threadgroup([width, 4, 1]);
        let call = match &out {
            None => call.output(1, [length, PITCH], DType::F32),
            Some(out) => call.update(1, out),
        };
        // From here on the call alone holds it.
        drop(out);
        let [out] = self.launcher.outputs(&THIN, "part_sums", call)?;
        Ok(out)
    }
}

/// A dense matrix with zeros at the ends of its rows, up to a pitch.
fn wide(launcher: Launcher<'_>, a: &Tensor, pitch: usize) -> Result<Tensor, Error> {
    let [rows, columns] = [a.shape()[0], a.shape()[1]];
    let call = Call::new()
        .buffer(0, a)
        .output(1, [rows, pitch], DType::F32)
        .bytes(2, words(&[columns]))
        .grid([pitch, rows, 1])
        .threadgroup([32, 8, 1]);
    let [wide] = launcher.outputs(&THIN, "wide_rows", call)?;
    Ok(wide)
}

/// Bands of so many columns, the last one of what is left; about equally wide ones where nothing is asked for. Each is a
/// multiple of [`EIGHT`], so that the last may reach beyond the columns.
fn bands(count: usize, asked: usize) -> Vec<Range<usize>> {
    let columns = count.next_multiple_of(EIGHT);
    let band = match asked {
        0 => {
            let launches = columns.div_ceil(WIDEST);
            columns.div_ceil(launches).next_multiple_of(EIGHT)
        }
        asked => asked,
    };
    let starts = (0..columns).step_by(band);
    starts
        .map(|start| start..(start + band).min(columns))
        .collect()
}

#[cfg(test)]
mod tests {
    use kernsmith_kernels::settings::{SvdOverrides, scoped_svd};
    use kernsmith_runtime::{Device, Tensor};

    use super::{Launcher, PITCH, Thin, bands};

    const OP: &str = "topk_svd";
    /// Columns that are not zero.
    const COUNT: usize = 11;

    fn number(i: usize, j: usize) -> f32 {
        ((i * 7 + j * 3) % 13) as f32 - 6.0
    }

    fn array(device: &Device, rows: usize, columns: usize, count: usize) -> Tensor {
        let element = |at: usize| match at % columns {
            column if column < count => number(at / columns, column),
            _ => 0.0,
        };
        let numbers: Vec<f32> = (0..rows * columns).map(element).collect();
        Tensor::from_slice(device, &numbers, [rows, columns]).unwrap()
    }

    /// Sums of small whole numbers are exact. The checking device looks for races and for places out of bounds.
    #[test]
    fn products_in_bands_are_right_and_have_no_findings() {
        let device = Device::check();
        let stream = device.default_stream().unwrap();
        let launcher = Launcher {
            op: OP,
            stream: &stream,
        };
        let asked = SvdOverrides {
            band: Some(8),
            streams: Some(2),
        };
        for [rows, columns] in [[37, 22], [9, 36]] {
            let a = array(&device, rows, columns, columns);
            let thin = scoped_svd(asked, || Thin::new(launcher, a).unwrap()).unwrap();
            for is_transposed in [false, true] {
                let (length, steps) = if is_transposed {
                    (columns, rows)
                } else {
                    (rows, columns)
                };
                let y = array(&device, steps, COUNT, COUNT);
                let y = thin.widened(&y).unwrap();
                let found = thin.product(&y, COUNT, is_transposed).unwrap();
                let right = (0..length * PITCH).map(|at| {
                    let (i, j) = (at / PITCH, at % PITCH);
                    let of = |step| {
                        if is_transposed {
                            number(step, i)
                        } else {
                            number(i, step)
                        }
                    };
                    let terms = (0..steps).map(|step| of(step) * number(step, j));
                    if j < COUNT { terms.sum::<f32>() } else { 0.0 }
                });
                let found = found.to_vec::<f32>().unwrap();
                assert_eq!(found, right.collect::<Vec<_>>(), "{rows}x{columns}");
            }
        }
    }

    #[test]
    fn bands_are_whole_eights_and_as_wide_as_is_asked_for() {
        let of = |count, asked| {
            bands(count, asked)
                .iter()
                .map(ExactSizeIterator::len)
                .collect::<Vec<_>>()
        };
        assert_eq!(of(1, 0), [8]);
        assert_eq!(of(17, 0), [24]);
        assert_eq!(of(48, 0), [48]);
        assert_eq!(of(49, 0), [32, 24]);
        assert_eq!(of(64, 0), [32, 32]);
        assert_eq!(of(40, 32), [32, 8]);
        assert_eq!(of(40, 48), [40]);
        assert_eq!(of(33, 16), [16, 16, 8]);
        assert_eq!(bands(33, 16)[1], 16..32);
    }
}
