//! The one thread that tells of events: it calls who asked to be called, and asks the devices.
//!
//! Not a thread for each event, and none at all before the first call is asked for. An event of a
//! device's is asked again and again while somebody wants to be told of it, less often the longer it
//! takes. The driver's own callbacks are not used: they may not call the driver, which what is called
//! here often will, and they do not come once a context is lost.

use crate::event::Event;
use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        LazyLock,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::Duration,
};

/// The pause between two rounds of questions, which doubles from the first to the second.
const FIRST_PAUSE: Duration = Duration::from_micros(20);
const LAST_PAUSE: Duration = Duration::from_millis(1);

type Task = Box<dyn FnOnce() + Send>;

enum Message {
    Run(Task),
    Watch(Event),
}

/// The way to the thread; `None` where the system gives none.
static THREAD: LazyLock<Option<Sender<Message>>> = LazyLock::new(|| {
    let (sender, messages) = channel();
    let thread = thread::Builder::new().name("kernsmith-events".to_owned());
    thread.spawn(move || work(&messages)).ok().map(|_| sender)
});

/// Runs a task on the thread; here, where there is none.
pub(crate) fn run(task: Task) {
    if let Err(Message::Run(task)) = send(Message::Run(task)) {
        quietly(task);
    }
}

/// Asks an event until it has happened.
pub(crate) fn watch(event: Event) {
    if let Err(Message::Watch(event)) = send(Message::Watch(event)) {
        event.outcome();
    }
}

/// Does what may panic without ending the thread.
pub(crate) fn quietly(task: impl FnOnce()) {
    // What went wrong was the caller's, and the panic's message has been printed.
    let _ = catch_unwind(AssertUnwindSafe(task));
}

fn send(message: Message) -> Result<(), Message> {
    match &*THREAD {
        Some(sender) => sender.send(message).map_err(|unsent| unsent.0),
        None => Err(message),
    }
}

fn work(messages: &Receiver<Message>) {
    let mut watched: Vec<Event> = Vec::new();
    let mut pause = FIRST_PAUSE;
    loop {
        let message = match watched.is_empty() {
            true => messages.recv().map_err(|_| RecvTimeoutError::Disconnected),
            false => messages.recv_timeout(pause),
        };
        match message {
            Ok(Message::Run(task)) => quietly(task),
            Ok(Message::Watch(event)) => {
                watched.push(event);
                pause = FIRST_PAUSE;
            }
            Err(RecvTimeoutError::Timeout) => pause = (pause * 2).min(LAST_PAUSE),
            Err(RecvTimeoutError::Disconnected) => return,
        }
        let before = watched.len();
        watched.retain(|event| !event.is_done());
        if watched.len() < before {
            pause = FIRST_PAUSE;
        }
    }
}
