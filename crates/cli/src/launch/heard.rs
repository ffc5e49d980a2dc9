//! What kernels log while a command runs them.

use std::sync::{Arc, Mutex, PoisonError};

use kernsmith_runtime::{LogMessage, Logged};
use serde_json::{Value, json};

/// Keeps what launches log. Cloning is cheap and keeps the same.
#[derive(Clone, Debug, Default)]
pub(crate) struct Heard(Arc<Mutex<Vec<Logged>>>);

impl Heard {
    /// Keeps what a launch logged.
    pub(super) fn hear(&self, logged: &Logged) {
        let mut list = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        list.push(logged.clone());
    }

    /// What was logged since this was called last.
    pub(crate) fn take(&self) -> Vec<Logged> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Messages for programs that read them.
pub(crate) fn messages(logged: &[Logged]) -> Vec<Value> {
    let messages = logged.iter().flat_map(|logged| &logged.messages);
    messages.map(message).collect()
}

fn message(message: &LogMessage) -> Value {
    let LogMessage {
        level,
        logger,
        text,
        thread,
        threadgroup,
        file,
        line,
    } = message;
    let logger = logger.as_ref();
    json!({
        "level": level.name(),
        "text": text,
        "file": file,
        "line": line,
        "thread": thread,
        "threadgroup": threadgroup,
        "subsystem": logger.map(|logger| &logger.subsystem),
        "category": logger.map(|logger| &logger.category),
    })
}
