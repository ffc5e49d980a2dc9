//! Ctrl-C during a search: the first asks it to stop at the next variant, the second ends the
//! process. Nothing that is on record is lost either way.

use std::sync::{Arc, atomic::AtomicBool};

use signal_hook::{consts::TERM_SIGNALS, flag};

use crate::error::Error;

/// What a shell reports for a process that an interrupt ended: 128 and the signal's number.
const INTERRUPTED: i32 = 130;

/// A flag that is set when someone asks the process to end.
///
/// # Errors
/// If the system does not let signals be heard.
pub(super) fn flag() -> Result<Arc<AtomicBool>, Error> {
    let cancel = Arc::new(AtomicBool::new(false));
    for &signal in TERM_SIGNALS {
        // Called in this order: the second signal finds the flag that the first has set.
        flag::register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&cancel))
            .and_then(|_| flag::register(signal, Arc::clone(&cancel)))
            .map_err(Error::Signal)?;
    }
    Ok(cancel)
}
