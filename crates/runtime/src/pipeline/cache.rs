//! Compiled code by key. Each key is compiled once, also when many threads ask for it at the same
//! time, and a failure is remembered as well: it would not change.

use crate::error::Error;
use std::{
    collections::HashMap,
    hash::Hash,
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

type Slot<C> = Arc<OnceLock<Result<Arc<C>, Error>>>;

/// Code of type `C` by keys of type `K`.
pub(crate) struct Cache<K, C> {
    slots: Mutex<HashMap<K, Slot<C>>>,
}

impl<K, C> Default for Cache<K, C> {
    fn default() -> Self {
        Self {
            slots: Mutex::default(),
        }
    }
}

impl<K: Clone + Eq + Hash, C> Cache<K, C> {
    /// Calls `visit` with each key that was asked for, in no order.
    pub(crate) fn for_each_key(&self, visit: impl FnMut(&K)) {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        slots.keys().for_each(visit);
    }

    /// The code of a key; compiled now if it is not there, while others who want it wait.
    pub(crate) fn get_or_compile(
        &self,
        key: K,
        compile: impl FnOnce(&K) -> Result<C, Error>,
    ) -> Result<Arc<C>, Error> {
        let slot = {
            let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(slots.entry(key.clone()).or_default())
        };
        slot.get_or_init(|| compile(&key).map(Arc::new)).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::Cache;
    use crate::error::Error;
    use std::sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    };

    #[test]
    fn a_key_that_many_want_is_compiled_once() {
        let cache: Cache<usize, ()> = Cache::default();
        let compiled = AtomicUsize::new(0);
        let together = Barrier::new(8);
        std::thread::scope(|scope| {
            for thread in 0..8 {
                let (cache, compiled, together) = (&cache, &compiled, &together);
                scope.spawn(move || {
                    together.wait();
                    let outcome = cache.get_or_compile(thread % 2, |_| {
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
