//! A launch that is made again: the second time it is bound for good, and from then on only new outputs
//! are made.
//!
//! What a caller hands over does not change between calls of the same [`Launch`](crate::Launch) or
//! [`Call`](crate::Call): neither do its arrays, which are written once. So what the checks and bindings
//! came to is kept inside of it. Only for GPUs, where a launch takes less time than they do.

use super::{Launched, Submission, submit};
use crate::{
    backend::cuda::Prepared,
    device::Device,
    error::Error,
    stream::{Queue, Stream},
};
use std::{
    any::Any,
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

/// What a launch keeps for the next time. A clone begins anew: it may be changed.
#[derive(Default)]
pub(crate) struct Again {
    called: AtomicBool,
    kept: OnceLock<Option<Kept>>,
}

/// What is launched: the code's owner, and the kernel's name in it.
pub(crate) struct Target<'a> {
    pub(crate) owner: Arc<dyn Any + Send + Sync>,
    pub(crate) name: &'a str,
}

struct Kept {
    owner: Arc<dyn Any + Send + Sync>,
    device: Device,
    prepared: Prepared,
}

impl Again {
    /// Submits what was kept; `None` where this is another kernel or device, or nothing was kept.
    pub(crate) fn submit<O: Any>(
        &self,
        (owner, name): (&Arc<O>, &str),
        stream: &Stream,
    ) -> Option<Result<Launched, Error>> {
        let kept = self.kept.get()?.as_ref()?;
        let Queue::Cuda(queue) = stream.queue() else {
            return None;
        };
        let same = std::ptr::addr_eq(Arc::as_ptr(&kept.owner), Arc::as_ptr(owner))
            && kept.prepared.kernel() == name
            && kept.device.is_same(stream.device());
        same.then(|| kept.prepared.submit(queue))
    }

    /// Submits for the first time, or for the second and keeps what it can.
    pub(crate) fn begin(
        &self,
        target: Target<'_>,
        stream: &Stream,
        submission: Submission,
    ) -> Result<Launched, Error> {
        let Queue::Cuda(queue) = stream.queue() else {
            return submit(stream, submission);
        };
        if !self.called.swap(true, Ordering::Relaxed) || self.kept.get().is_some() {
            return submit(stream, submission);
        }
        debug_assert_eq!(&*submission.kernel, target.name);
        let device = submission.device.clone();
        let submission = Arc::new(submission);
        let prepared = Prepared::new(queue, &submission)?;
        let launched = crate::backend::cuda::submit(queue, &submission);
        // Another thread may have been faster, which makes no difference.
        let _ = self.kept.set(prepared.map(|prepared| Kept {
            owner: target.owner,
            device,
            prepared,
        }));
        launched
    }
}

impl Clone for Again {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Again {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_kept = matches!(self.kept.get(), Some(Some(_)));
        f.debug_tuple("Again").field(&is_kept).finish()
    }
}
