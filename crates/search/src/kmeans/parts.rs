//! Points in parts of the same length, each of which has centers of its own.

use std::borrow::Cow;

use kernsmith_runtime::{Stream, Tensor};

use super::{host, nearest};
use crate::{Error, Executor, metric::Metric};

/// Numbers of points that are moved to a device at once.
const PASS_NUMBERS: usize = 64 << 20;

/// Points and their parts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts<'a> {
    /// Points, one after another.
    pub(crate) points: &'a [f32],
    /// Parts of a point.
    pub(crate) count: usize,
    /// Numbers of a part.
    pub(crate) width: usize,
}

impl Parts<'_> {
    /// Numbers of a point.
    pub(crate) fn dims(&self) -> usize {
        self.count * self.width
    }

    /// One part of all points.
    pub(crate) fn column(&self, part: usize) -> Cow<'_, [f32]> {
        if self.count == 1 {
            return Cow::Borrowed(self.points);
        }
        let rows = self.points.chunks_exact(self.dims());
        let column = rows.flat_map(|row| &row[part * self.width..(part + 1) * self.width]);
        Cow::Owned(column.copied().collect())
    }

    /// The nearest center of each part of each point, point by point, where the device has its vectors. `centers` has those
    /// of each part, as many.
    pub(crate) fn nearest(
        &self,
        stream: &Stream,
        metric: Metric,
        centers: &[f32],
    ) -> Result<Vec<u32>, Error> {
        match Executor::resolve(None, stream.device()).value {
            Executor::Host => Ok(self.nearest_on_host(metric, centers)),
            Executor::Kernels => self.nearest_by_kernels(stream, metric, centers),
        }
    }

    fn nearest_on_host(&self, metric: Metric, centers: &[f32]) -> Vec<u32> {
        let of_part = |part: usize| {
            let each = centers.len() / self.count;
            let centers = &centers[part * each..(part + 1) * each];
            host::assign(centers, &self.column(part), self.width, metric)
        };
        if self.count == 1 {
            return of_part(0);
        }
        let mut all = vec![0; self.points.len() / self.width];
        for part in 0..self.count {
            for (row, number) in of_part(part).into_iter().enumerate() {
                all[row * self.count + part] = number;
            }
        }
        all
    }

    fn nearest_by_kernels(
        &self,
        stream: &Stream,
        metric: Metric,
        centers: &[f32],
    ) -> Result<Vec<u32>, Error> {
        let device = stream.device();
        let entries = centers.len() / self.dims();
        let centers = Tensor::from_slice(device, centers, [self.count, entries, self.width])?;
        let rows = (PASS_NUMBERS / self.dims()).max(1);
        let mut all = Vec::with_capacity(self.points.len() / self.width);
        for points in self.points.chunks(rows * self.dims()) {
            let points =
                Tensor::from_slice(device, points, [points.len() / self.dims(), self.dims()])?;
            let (nearest, _) = nearest::assign(stream, metric, [&points, &centers], None)?;
            all.extend(nearest.transpose().to_vec::<u32>()?);
        }
        Ok(all)
    }
}
