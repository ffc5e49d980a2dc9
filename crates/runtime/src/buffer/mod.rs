//! Buffers: memory that a launch writes once and everybody may read afterwards.
//!
//! Not a tensor: a buffer is bytes, without shape or type. Views share it.
//!
//! # Who may touch the bytes
//!
//! A buffer is written by exactly one party, which made it: the host that filled it, or the launch
//! whose output it is. Until then nobody reads it; from then on it never changes, so slices
//! of it may be handed out freely and from many threads. The rule is kept by types: a [`Production`]
//! holds the only [`Writer`]s together with the right to complete the [`Event`] that readers wait
//! for, and gives up the writers first. On a device the order of work on its streams keeps it, and
//! nobody reads the bytes but by a copy.

mod memory;
mod pinned;
mod pool;
mod room;

pub(crate) use memory::Memory;
pub use pinned::Pinned;
pub(crate) use pool::{class_bytes, memory_use};
pub(crate) use room::{has_room, host_memory_bytes};

use crate::{
    backend::cuda,
    error::Error,
    event::{Completion, Event, Outcome},
};
use std::{
    any::Any,
    cell::UnsafeCell,
    fmt,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
};

/// Shared memory of a device.
#[derive(Clone)]
pub(crate) struct Buffer(Arc<Inner>);

struct Inner {
    place: Place,
    length_bytes: usize,
    /// `None` where the host filled it.
    produced_by: Option<Event>,
}

/// Where the bytes are.
enum Place {
    Host(UnsafeCell<Memory>),
    Cuda(Arc<cuda::Memory>),
    /// Nowhere yet: what a recorded launch will write. Its event has failed with that.
    Recorded,
}

// SAFETY: memory of the host is written only through the one `Writer`, which is gone before `produced_by` has
// happened, and is read only after that (`Buffer::contents`), with the event's acquire between.
unsafe impl Sync for Inner {}

impl Buffer {
    /// Room for so many bytes, for the host to fill; contents are arbitrary.
    pub(crate) fn room(length_bytes: usize) -> Result<Memory, Error> {
        let memory = has_room(length_bytes).then(|| pool::take(length_bytes));
        memory.flatten().ok_or_else(|| no_room(length_bytes))
    }

    /// Zeroed memory of just so many bytes.
    pub(crate) fn exactly(length_bytes: usize) -> Result<Memory, Error> {
        Memory::zeroed(length_bytes).ok_or_else(|| no_room(length_bytes))
    }

    /// Memory that holds just these bytes.
    pub(crate) fn copied(bytes: &[u8]) -> Result<Memory, Error> {
        let mut memory = Self::exactly(bytes.len())?;
        memory.bytes_mut().copy_from_slice(bytes);
        Ok(memory)
    }

    /// A buffer that the host has filled.
    pub(crate) fn filled(memory: Memory, length_bytes: usize) -> Self {
        assert!(
            length_bytes <= memory.capacity_bytes(),
            "a buffer lies within its memory"
        );
        Self::at(Place::Host(UnsafeCell::new(memory)), length_bytes, None)
    }

    /// A buffer on a device; `produced_by` is the launch that writes it, unless the host does.
    pub(crate) fn on_cuda(
        memory: Arc<cuda::Memory>,
        length_bytes: usize,
        produced_by: Option<Event>,
    ) -> Self {
        Self::at(Place::Cuda(memory), length_bytes, produced_by)
    }

    /// A buffer of a graph that is recorded; `event` has failed with that.
    pub(crate) fn recorded(length_bytes: usize, event: Event) -> Self {
        Self::at(Place::Recorded, length_bytes, Some(event))
    }

    fn at(place: Place, length_bytes: usize, produced_by: Option<Event>) -> Self {
        Self(Arc::new(Inner {
            place,
            length_bytes,
            produced_by,
        }))
    }

    /// Whether it is of a graph that is recorded.
    pub(crate) fn is_recorded(&self) -> bool {
        matches!(self.0.place, Place::Recorded)
    }

    /// A number that no other buffer has while this one lives.
    pub(crate) fn identity(&self) -> usize {
        Arc::as_ptr(&self.0).addr()
    }

    /// The memory of a buffer on a CUDA device.
    pub(crate) fn cuda(&self) -> Result<&Arc<cuda::Memory>, Error> {
        match &self.0.place {
            Place::Cuda(memory) => Ok(memory),
            Place::Recorded => Err(Error::Recorded),
            Place::Host(_) => unreachable!("a launch takes tensors of its own device only"),
        }
    }

    /// The memory of a buffer on a CUDA device that nobody but this handle has.
    pub(crate) fn only_cuda(&self) -> Option<&Arc<cuda::Memory>> {
        match &self.0.place {
            Place::Cuda(memory) if Arc::strong_count(&self.0) == 1 => Some(memory),
            _ => None,
        }
    }

    /// Whether the bytes are on a device, and not where the host can read them.
    pub(crate) fn is_on_cuda(&self) -> bool {
        matches!(self.0.place, Place::Cuda(_))
    }

    /// Waits until it is written and what its launch logged was told, then copies bytes from a device to
    /// `target`.
    pub(crate) fn download(&self, start_bytes: usize, target: &mut [u8]) -> Result<(), Error> {
        let memory = self.cuda()?;
        memory.hear()?;
        memory.download(start_bytes, target)
    }

    /// How many bytes it holds.
    pub(crate) fn length_bytes(&self) -> usize {
        self.0.length_bytes
    }

    /// The launch that writes it, unless the host did.
    pub(crate) fn produced_by(&self) -> Option<&Event> {
        self.0.produced_by.as_ref()
    }

    /// Waits until it is written; the error is that of the launch that should have. For memory of the
    /// host.
    pub(crate) fn bytes(&self) -> Result<&[u8], Error> {
        if let Some(event) = &self.0.produced_by {
            event.wait()?;
        }
        Ok(self.contents())
    }

    /// Waits until nobody writes it any more, then gives what is there, written or not.
    pub(crate) fn contents(&self) -> &[u8] {
        if let Some(event) = &self.0.produced_by {
            event.outcome();
        }
        let Place::Host(memory) = &self.0.place else {
            unreachable!("who reads bytes in place has looked where they are");
        };
        // SAFETY: the producing event has happened, so the writer is gone and nobody writes again.
        let memory = unsafe { &*memory.get() };
        &memory.bytes()[..self.0.length_bytes]
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        if let Place::Host(memory) = &mut self.place {
            let nothing = Memory::zeroed(0).expect("an empty block takes no memory");
            pool::give_back(std::mem::replace(memory.get_mut(), nothing));
        }
    }
}

impl fmt::Debug for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Buffer({} bytes)", self.0.length_bytes)
    }
}

/// The right to write a buffer; exists once and only inside a [`Production`].
pub(crate) struct Writer(Arc<Inner>);

impl Writer {
    /// The bytes, to write.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        let Place::Host(memory) = &self.0.place else {
            unreachable!("a production makes memory of the host");
        };
        // SAFETY: this is the buffer's only writer, borrowed exclusively, and readers wait for an
        // event that happens after it is dropped.
        let memory = unsafe { &mut *memory.get() };
        &mut memory.bytes_mut()[..self.0.length_bytes]
    }
}

/// Work that writes buffers.
pub(crate) struct Production {
    writers: Vec<Writer>,
    completion: Option<Completion>,
}

impl Production {
    /// New buffers of these lengths, the event of their being written, and the work to do.
    pub(crate) fn new(lengths_bytes: &[usize]) -> Result<(Self, Vec<Buffer>, Event), Error> {
        let (event, completion) = Event::new();
        let mut buffers = Vec::with_capacity(lengths_bytes.len());
        for &length_bytes in lengths_bytes {
            let place = Place::Host(UnsafeCell::new(Buffer::room(length_bytes)?));
            buffers.push(Buffer::at(place, length_bytes, Some(event.clone())));
        }
        let writers = buffers.iter().map(|b| Writer(Arc::clone(&b.0))).collect();
        let production = Self {
            writers,
            completion: Some(completion),
        };
        Ok((production, buffers, event))
    }

    /// Does the work. A panic in it becomes the event's error.
    pub(crate) fn run(mut self, name: &str, work: impl FnOnce(&mut [Writer]) -> Outcome) {
        let writers = &mut self.writers;
        let outcome = catch_unwind(AssertUnwindSafe(|| work(writers)));
        let outcome = outcome.unwrap_or_else(|payload| {
            Outcome::failed(Error::Panicked {
                kernel: name.to_owned(),
                message: panic_message(payload.as_ref()),
            })
        });
        self.end(outcome);
    }

    fn end(&mut self, outcome: Outcome) {
        // First the writers, then the event: what `Inner` is sound by.
        self.writers.clear();
        if let Some(completion) = self.completion.take() {
            completion.complete(outcome);
        }
    }
}

impl Drop for Production {
    /// Work that is never done must not keep its readers waiting.
    fn drop(&mut self) {
        self.end(Outcome::failed(Error::Abandoned));
    }
}

fn no_room(bytes: usize) -> Error {
    Error::OutOfMemory {
        bytes,
        device: None,
    }
}

fn panic_message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no message".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Buffer, Production};
    use crate::{error::Error, event::Outcome};

    #[test]
    fn readers_wait_for_the_writer() {
        let (production, buffers, event) = Production::new(&[4, 0]).unwrap();
        assert!(!event.is_done());
        let reader = {
            let buffer = buffers[0].clone();
            std::thread::spawn(move || buffer.bytes().map(<[u8]>::to_vec))
        };
        production.run("k", |writers| {
            writers[0].bytes_mut().copy_from_slice(&[1, 2, 3, 4]);
            Outcome::fine()
        });
        assert_eq!(reader.join().unwrap().unwrap(), [1, 2, 3, 4]);
        assert_eq!(buffers[1].bytes().unwrap(), []);
    }

    #[test]
    fn a_panic_and_work_never_done_reach_the_reader() {
        let (production, buffers, _) = Production::new(&[4]).unwrap();
        production.run("k", |_| panic!("boom"));
        let error = buffers[0].bytes().unwrap_err();
        assert!(
            matches!(&error, Error::Panicked { message, .. } if message == "boom"),
            "{error}"
        );
        let (production, buffers, _) = Production::new(&[4]).unwrap();
        drop(production);
        assert!(matches!(buffers[0].bytes(), Err(Error::Abandoned)));
    }

    #[test]
    fn too_much_memory_is_an_error() {
        assert!(matches!(
            Buffer::room(usize::MAX / 2),
            Err(Error::OutOfMemory { .. })
        ));
    }
}
