//! The completion of a launch on a stream of the driver's.
//!
//! Nobody completes such an event: it knows its queue and ticket, and asks.

use super::{
    device::{Context, PooledEvent},
    queue::Queue,
};
use crate::{
    error::Error,
    event::{Event, Outcome, Pending},
};
use std::{sync::Arc, time::Duration};

/// A launch's place on its queue.
pub(super) struct Mark {
    pub(super) queue: Arc<Queue>,
    pub(super) ticket: u64,
    /// Begin and end of each run, where times were asked for.
    pub(super) timing: Option<Vec<(PooledEvent, PooledEvent)>>,
}

impl Pending for Mark {
    fn poll(&self, wait: bool) -> Option<Outcome> {
        let ended = match wait {
            true => self.queue.wait(self.ticket).map(|()| true),
            false => self.queue.is_complete(self.ticket),
        };
        match ended {
            Ok(false) => None,
            Ok(true) => Some(self.outcome()),
            Err(error) => Some(Outcome::failed(error)),
        }
    }

    fn asks_a_device(&self) -> bool {
        true
    }
}

impl Mark {
    fn outcome(&self) -> Outcome {
        let context = self.queue.context();
        let times = self.timing.as_ref().map(|runs| {
            let runs = runs.iter().map(|(begin, end)| elapsed(context, begin, end));
            runs.collect::<Result<Vec<Duration>, Error>>()
        });
        match times.transpose() {
            Ok(durations) => Outcome {
                result: Ok(()),
                durations,
            },
            Err(error) => Outcome::failed(error),
        }
    }
}

/// The completion of everything that was enqueued so far.
pub(crate) fn event_of_now(queue: &Arc<Queue>) -> Event {
    Event::pending(Mark {
        queue: Arc::clone(queue),
        ticket: queue.last_ticket(),
        timing: None,
    })
}

/// The time between two events that have happened.
pub(super) fn elapsed(
    context: &Context,
    begin: &PooledEvent,
    end: &PooledEvent,
) -> Result<Duration, Error> {
    let mut milliseconds = 0f32;
    // SAFETY: both events were recorded with timing and live; one number is written.
    let code = unsafe {
        let elapsed = context.driver().functions.cuEventElapsedTime;
        elapsed(&raw mut milliseconds, begin.handle, end.handle)
    };
    context.check("cuEventElapsedTime", code)?;
    Ok(Duration::from_secs_f64(
        f64::from(milliseconds.max(0.0)) / 1e3,
    ))
}
