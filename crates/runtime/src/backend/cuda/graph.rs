//! A list of launches as one graph of the driver's, which starts with a single call.
//!
//! The launches are enqueued once on a stream of their own that only records. All memory is bound
//! then, so a replay copies its inputs to where the recorded launches read them, and its outputs and what
//! they log to new memory: what a caller holds of an earlier replay does not change.

use super::{
    device::{Context, lock},
    driver::{Graph as GraphHandle, GraphExec},
    launch::Bound,
    log::{self, Told},
    mark::Mark,
    memory::{Memory, fill::copy},
    queue::Queue,
};
use crate::{error::Error, event::Event, submission::Submission};
use std::sync::{Arc, Mutex};

/// `CU_STREAM_CAPTURE_MODE_RELAXED`: other threads may do what they like meanwhile.
const RELAXED: i32 = 2;

/// A graph that can be started.
pub(crate) struct Graph {
    context: &'static Context,
    exec: GraphExec,
    /// Everything that the graph's launches use, which lives as long as it does.
    used: Vec<Arc<Memory>>,
    /// What the launches log, in the memory that they log to.
    logs: Vec<Told>,
    /// Where the last replay was enqueued.
    last: Mutex<Option<(Arc<Queue>, u64)>>,
}

/// Memory to copy: from the first to the second, so many bytes.
pub(crate) type Copy = (Arc<Memory>, u64, Arc<Memory>, usize);

impl Graph {
    /// Records launches, each with the memory of its outputs.
    pub(crate) fn new(
        queue: &Arc<Queue>,
        launches: &[(&Submission, Vec<Arc<Memory>>)],
    ) -> Result<Self, Error> {
        let context = queue.context();
        let mut bound = Vec::with_capacity(launches.len());
        for (submission, outputs) in launches {
            bound.push(Bound::new(queue, submission, outputs.clone())?);
        }
        // What is waited for now is there at every replay.
        queue.synchronize()?;
        let mut used = Vec::new();
        for launch in &bound {
            launch.wait_written(&mut used)?;
        }
        let logs = bound.iter().filter_map(Bound::told).collect();
        queue.set_capturing(true);
        let recorded = record(queue, &bound);
        queue.set_capturing(false);
        let exec = instantiate(context, recorded?)?;
        drop(bound);
        Ok(Self {
            context,
            exec,
            used,
            logs,
            last: Mutex::new(None),
        })
    }

    /// Enqueues `before`, the graph, and `after`.
    pub(crate) fn replay(
        &self,
        queue: &Arc<Queue>,
        before: &[Copy],
        after: &[Copy],
    ) -> Result<Event, Error> {
        let mut last = lock(&self.last);
        if let Some((other, ticket)) = &*last {
            queue.wait_for(other, *ticket)?;
        }
        for (from, ..) in before {
            from.ready_on(queue)?;
        }
        let mut logs = Vec::with_capacity(self.logs.len());
        for told in &self.logs {
            logs.push(told.in_memory(Arc::new(Memory::new(queue, log::BUFFER_BYTES)?)));
        }
        let logged = self.logs.iter().zip(&logs);
        let logged = logged.map(|(from, to)| {
            let (from, to) = (Arc::clone(from.memory()), Arc::clone(to.memory()));
            (from, 0, to, log::BUFFER_BYTES)
        });
        let after: Vec<Copy> = after.iter().cloned().chain(logged).collect();
        let context = self.context;
        let ticket = queue.enqueue_logging(None, logs, |stream| {
            for (from, start_bytes, to, bytes) in before {
                let from = from.address() + start_bytes;
                copy(context, stream, (to.address(), *bytes), from)?;
            }
            // SAFETY: the graph was instantiated in this context, and what it uses lives.
            let code = unsafe { (context.driver().functions.cuGraphLaunch)(self.exec, stream) };
            context.check("cuGraphLaunch", code)?;
            for (from, start_bytes, to, bytes) in &after {
                let from = from.address() + start_bytes;
                copy(context, stream, (to.address(), *bytes), from)?;
            }
            Ok(())
        })?;
        for (from, ..) in before {
            from.used_by(queue, ticket);
        }
        for (_, _, to, _) in &after {
            to.written_by(ticket);
        }
        *last = Some((Arc::clone(queue), ticket));
        let event = Event::pending(Mark {
            queue: Arc::clone(queue),
            ticket,
            timing: None,
        });
        if !self.logs.is_empty() {
            // Somebody has to ask, so that messages arrive.
            event.on_complete(|_| {});
        }
        Ok(event)
    }
}

fn record(queue: &Queue, launches: &[Bound<'_>]) -> Result<GraphHandle, Error> {
    let context = queue.context();
    let functions = &context.driver().functions;
    queue.enqueue(None, |stream| {
        // SAFETY: the stream is a live one, and only this thread uses it.
        let code = unsafe { (functions.cuStreamBeginCapture_v2)(stream, RELAXED) };
        context.check("cuStreamBeginCapture", code)
    })?;
    let issued = launches.iter().try_for_each(|launch| {
        queue
            .enqueue(None, |stream| launch.issue(stream, None))
            .map(drop)
    });
    let mut graph = GraphHandle::NULL;
    let ended = queue.enqueue(None, |stream| {
        // SAFETY: the stream records since above; one handle is written.
        let code = unsafe { (functions.cuStreamEndCapture)(stream, &raw mut graph) };
        context.check("cuStreamEndCapture", code)
    });
    issued.and(ended)?;
    Ok(graph)
}

fn instantiate(context: &Context, graph: GraphHandle) -> Result<GraphExec, Error> {
    let functions = &context.driver().functions;
    let mut exec = GraphExec::NULL;
    // SAFETY: the graph was recorded and is destroyed once; an instance is on its own.
    let code = unsafe {
        let code = (functions.cuGraphInstantiateWithFlags)(&raw mut exec, graph, 0);
        (functions.cuGraphDestroy)(graph);
        code
    };
    context.check("cuGraphInstantiate", code)?;
    Ok(exec)
}

impl Drop for Graph {
    fn drop(&mut self) {
        if let Some((queue, ticket)) = &*lock(&self.last) {
            for memory in &self.used {
                memory.used_by(queue, *ticket);
            }
        }
        if self.context.bind().is_ok() {
            // SAFETY: nobody starts it again; the driver keeps it until what was started has ended.
            unsafe { (self.context.driver().functions.cuGraphExecDestroy)(self.exec) };
        }
    }
}
