//! Lists one after another, as a device reads them.

use std::sync::{Mutex, PoisonError};

use kernsmith_runtime::{DType, Device, DeviceKind, Tensor};

use super::ROWS;
use crate::Error;

/// All lists of an index in one array: list `l` begins at row `offsets[l]`, a multiple of 32.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    /// Blocks of vectors or codes.
    pub(crate) numbers: Tensor,
    /// Ids of rows; -1 beyond a list's last.
    pub(crate) ids: Tensor,
    /// First row and rows of each list: `[lists, 2]`.
    pub(crate) spans: Tensor,
    pub(crate) offsets: Vec<usize>,
}

impl Packed {
    /// Lists as the bytes of their blocks and ids.
    pub(crate) fn new<'a>(
        device: &Device,
        dtype: DType,
        lists: impl Iterator<Item = (&'a [u8], &'a [i64])>,
    ) -> Result<Self, Error> {
        let mut offsets = Vec::new();
        let mut numbers = Vec::new();
        let mut ids = Vec::new();
        let mut spans = Vec::new();
        let number = |at: usize| i64::try_from(at).expect("memory holds fewer than 2^63 vectors");
        for (blocks, list) in lists {
            offsets.push(ids.len());
            spans.push([ids.len(), list.len()].map(number));
            numbers.extend_from_slice(blocks);
            ids.extend_from_slice(list);
            ids.resize(ids.len().next_multiple_of(ROWS), -1);
        }
        Ok(Self {
            numbers: Tensor::from_bytes(
                device,
                &numbers,
                dtype,
                [numbers.len() / dtype.size_bytes()],
            )?,
            ids: Tensor::from_slice(device, &ids, [ids.len()])?,
            spans: Tensor::from_slice(device, spans.as_flattened(), [spans.len(), 2])?,
            offsets,
        })
    }
}

/// What devices have of something that the host has, too; made at the first use there.
#[derive(Debug)]
pub(crate) struct OnDevices<T = Packed>(Mutex<Vec<(DeviceKind, &'static str, T)>>);

impl<T> Default for OnDevices<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T: Clone> OnDevices<T> {
    /// After a change of the lists.
    pub(crate) fn clear(&mut self) {
        let all = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        all.clear();
    }

    pub(crate) fn get(
        &self,
        device: &Device,
        pack: impl FnOnce() -> Result<T, Error>,
    ) -> Result<T, Error> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let here = (device.kind(), device.name());
        if let Some((.., packed)) = all.iter().find(|entry| (entry.0, entry.1) == here) {
            return Ok(packed.clone());
        }
        let packed = pack()?;
        all.push((device.kind(), device.name(), packed.clone()));
        Ok(packed)
    }
}
