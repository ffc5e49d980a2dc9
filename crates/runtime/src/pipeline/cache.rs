//! Compiled code of one kernel, by key. Each key is compiled once, also when many threads ask for it
//! at the same time, and a failure is remembered as well: it would not change.

use super::{Pipeline, PipelineKey};
use crate::error::Error;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

type Slot = Arc<OnceLock<Result<Arc<Pipeline>, Error>>>;

/// Pipelines by key.
#[derive(Default)]
pub(crate) struct PipelineCache {
    slots: Mutex<HashMap<PipelineKey, Slot>>,
}

impl PipelineCache {
    /// The pipeline of a key; compiled now if it is not there, while others who want it wait.
    pub(crate) fn get_or_compile(
        &self,
        key: PipelineKey,
        compile: impl FnOnce(&PipelineKey) -> Result<Pipeline, Error>,
    ) -> Result<Arc<Pipeline>, Error> {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(key.clone()).or_default())
        };
        slot.get_or_init(|| compile(&key).map(Arc::new)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{PipelineCache, PipelineKey};
    use crate::{device::DeviceKind, error::Error};
    use kernsmith_msl::contract::Specialization;
    use std::sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn a_key_that_many_want_is_compiled_once() {
        let cache = PipelineCache::default();
        let compiled = AtomicUsize::new(0);
        let together = Barrier::new(8);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (cache, compiled, together) = (&cache, &compiled, &together);
                scope.spawn(move || {
                    let device = [DeviceKind::Cpu, DeviceKind::Check][thread % 2];
                    let specialization = Specialization::default();
                    let key = PipelineKey {
                        device,
                        specialization,
                    };
                    together.wait();
                    let outcome = cache.get_or_compile(key, |_| {
                        compiled.fetch_add(1, Ordering::Relaxed);
                        std::thread::sleep(std::time::Duration::from_millis(20));
                        Err(Error::Abandoned)
                    });
                    assert!(matches!(outcome, Err(Error::Abandoned)));
                });
            }
        });
        assert_eq!(compiled.into_inner(), 2);
    }
}
