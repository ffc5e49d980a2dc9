//! What a search costs at least, counted from its sizes.
//!
//! Not what an executor does beside: comparisons of a selection, tables and distances on their way through memory, and
//! the scaling of queries by their lengths are not counted. The numbers of a distance are: a difference, a product and a
//! sum each for a squared distance, a product and a sum each for an inner product.

use kernsmith_kernels::{plan::Cost, settings::device_rates};
use kernsmith_runtime::{DType, Device};

use crate::{Error, Executor, Metric};

/// Bytes of a number of a query or a center, and of an id.
const NUMBER_BYTES: u128 = 4;
const ID_BYTES: u128 = 8;

/// Operations and bytes so far.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Count {
    metric: Metric,
    operations: u128,
    bytes: u128,
}

impl Count {
    /// Queries of so many numbers are read, and `k` distances and ids of each are written.
    pub(crate) fn of(metric: Metric, [queries, dims]: [usize; 2], k: usize) -> Self {
        let [queries, dims, k] = [queries, dims, k].map(|size| size as u128);
        let each = dims * NUMBER_BYTES + k * (NUMBER_BYTES + ID_BYTES);
        Self {
            metric,
            operations: 0,
            bytes: queries * each,
        }
    }

    /// So many distances between vectors of so many numbers.
    pub(crate) fn distances(self, count: u128, dims: usize) -> Self {
        let each = match self.metric {
            Metric::L2 => 3,
            Metric::InnerProduct | Metric::Cosine => 2,
        };
        self.operations(count * dims as u128 * each)
    }

    pub(crate) fn operations(mut self, operations: u128) -> Self {
        self.operations += operations;
        self
    }

    /// Vectors or codes of so many bytes are read once.
    pub(crate) fn rows(mut self, rows: u128, bytes: usize) -> Self {
        self.bytes += rows * bytes as u128;
        self
    }

    /// So many numbers are read once.
    pub(crate) fn numbers(mut self, numbers: usize) -> Self {
        self.bytes += numbers as u128 * NUMBER_BYTES;
        self
    }

    /// The ids of so many vectors or codes are read once.
    pub(crate) fn ids(mut self, rows: u128) -> Self {
        self.bytes += rows * ID_BYTES;
        self
    }

    /// On a device, by an executor.
    ///
    /// # Errors
    /// [`Error::Kernels`] for settings of a wrong form.
    pub(crate) fn cost(self, device: &Device, executor: Executor) -> Result<Cost, Error> {
        // Of a host beside a device nothing was measured.
        let rates = match executor == Executor::Kernels || !device.kind().is_gpu() {
            true => device_rates(device)?,
            false => None,
        };
        Ok(Cost::new(
            rates.as_ref(),
            DType::F32,
            self.operations,
            self.bytes,
        ))
    }
}
