//! Small constant arguments: shapes, strides, numbers, structs.
//!
//! A kernel reads them through a pointer, so they must lie on the device, and a copy for each launch
//! would cost as much as the launch. What was bound once stays there and is found by its bytes.

use crate::backend::cuda::{
    device::{Context, lock},
    memory::Memory,
};
use crate::error::Error;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
};

/// Longer ones are copied for each launch.
const KEPT_BYTES: usize = 256;
/// How many are kept; more begin anew.
const KEPT: usize = 4096;

/// The constants of a device.
#[derive(Default)]
pub(crate) struct Constants(Mutex<HashMap<Box<[u8]>, Arc<Memory>>>);

impl Constants {
    /// Memory that holds these bytes.
    pub(crate) fn find(
        &self,
        context: &'static Context,
        bytes: &[u8],
    ) -> Result<Arc<Memory>, Error> {
        if bytes.len() > KEPT_BYTES {
            return Ok(Arc::new(Memory::upload(context, bytes)?));
        }
        if let Some(known) = lock(&self.0).get(bytes) {
            return Ok(Arc::clone(known));
        }
        let memory = Arc::new(Memory::upload(context, bytes)?);
        // Waited for once, so that no launch has to make its stream wait.
        memory.wait_written()?;
        let mut known = lock(&self.0);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(bytes.into(), Arc::clone(&memory));
        Ok(memory)
    }
}
