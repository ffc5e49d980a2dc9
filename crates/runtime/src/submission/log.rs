//! Where the messages go that kernels log: to a function that the program gives, or to standard error.
//!
//! Not the reading of records, which is in `msl`: here a launch's records become messages with their
//! places, and find who listens. A launch's messages are told before its event happens, all at once and in
//! order: by threadgroup, by thread in it, and as the thread logged them. On the host it is the stream's
//! thread that tells them, on a GPU whoever learns first that the launch has ended.

use crate::{event::quietly, pipeline::Pipeline};
use kernsmith_msl::{
    ir::log::{LogBuffer, LogRecord, render},
    ir::{LogLevel, Logger},
    source::Span,
};
use std::{
    fmt,
    io::{self, Write},
    sync::Arc,
};

/// What a launch logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// What the kernel is called.
    pub kernel: String,
    /// By threadgroup, by thread in it, and as the thread logged them.
    pub messages: Vec<LogMessage>,
    /// Messages that the launch's log buffer, of 1 MiB, had no room for.
    pub lost: u64,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogMessage {
    /// How grave.
    pub level: LogLevel,
    /// Subsystem and category; `None` for `os_log_default`.
    pub logger: Option<Logger>,
    /// The text, with the values in it.
    pub text: String,
    /// Position of the thread in the grid.
    pub thread: [u32; 3],
    /// Position of its threadgroup, in threadgroups.
    pub threadgroup: [u32; 3],
    /// The file that has the call.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
}

/// `[error] scale.metal:12, thread [5, 0, 0], kernels/debug: too large`.
impl fmt::Display for LogMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            level,
            file,
            line,
            thread,
            text,
            ..
        } = self;
        write!(f, "[{}] {file}:{line}, thread {thread:?}", level.name())?;
        if let Some(Logger {
            subsystem,
            category,
        }) = &self.logger
        {
            write!(f, ", {subsystem}/{category}")?;
        }
        // Of habit, `printf`'s formats end a line.
        write!(f, ": {}", text.strip_suffix('\n').unwrap_or(text))
    }
}

/// The messages, each in a line, then how many were lost.
impl fmt::Display for Logged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, message) in self.messages.iter().enumerate() {
            let end = if index == 0 { "" } else { "\n" };
            write!(f, "{end}{message}")?;
        }
        if self.lost > 0 {
            let end = if self.messages.is_empty() { "" } else { "\n" };
            let messages = if self.lost == 1 {
                "message"
            } else {
                "messages"
            };
            write!(
                f,
                "{end}[log] {} more {messages} of kernel `{}` did not fit in the log buffer",
                self.lost, self.kernel
            )?;
        }
        Ok(())
    }
}

/// Who takes messages.
#[derive(Clone)]
pub(crate) struct LogSink(Arc<Tell>);

type Tell = dyn Fn(&Logged) + Send + Sync;

impl LogSink {
    pub(crate) fn new(tell: impl Fn(&Logged) + Send + Sync + 'static) -> Self {
        Self(Arc::new(tell))
    }

    /// Tells what a launch logged, if anything.
    pub(crate) fn tell(&self, logged: &Logged) {
        if !logged.messages.is_empty() || logged.lost > 0 {
            (self.0)(logged);
        }
    }
}

/// Standard error, as messages of Metal go to the system's log.
impl Default for LogSink {
    fn default() -> Self {
        Self::new(|logged| {
            // Without standard error there is nobody to tell.
            let _ = writeln!(io::stderr().lock(), "{logged}");
        })
    }
}

impl fmt::Debug for LogSink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LogSink")
    }
}

/// What makes messages of a launch's records, and tells them.
#[derive(Clone)]
pub(crate) struct Teller {
    pub(crate) kernel: Arc<str>,
    pub(crate) pipeline: Arc<Pipeline>,
    pub(crate) threadgroup: [u32; 3],
    pub(crate) sink: LogSink,
}

impl Teller {
    /// Tells what a device wrote, as `ir::log` lays it out. A panic of who listens ends that, and no more.
    pub(crate) fn tell_words(&self, words: &[u32]) {
        let mut log = LogBuffer::new(self.threadgroup);
        log.read(words, &self.pipeline.logs);
        quietly(|| self.tell(log));
    }

    /// Tells records.
    pub(crate) fn tell(&self, log: LogBuffer) {
        self.sink.tell(&self.logged(log));
    }

    /// The messages of a launch.
    fn logged(&self, log: LogBuffer) -> Logged {
        let (records, lost) = log.finish();
        let messages = records.iter().filter_map(|record| self.message(record));
        Logged {
            kernel: self.kernel.to_string(),
            messages: messages.collect(),
            lost,
        }
    }

    fn message(&self, record: &LogRecord) -> Option<LogMessage> {
        let format = self.pipeline.logs.get(record.format as usize)?;
        let (file, line) = self.place(format.span);
        let thread = record.thread;
        Some(LogMessage {
            level: format.level,
            logger: format.logger.clone(),
            text: render(format, &record.values),
            thread,
            threadgroup: std::array::from_fn(|axis| thread[axis] / self.threadgroup[axis].max(1)),
            file,
            line,
        })
    }

    fn place(&self, span: Span) -> (String, u32) {
        let sources = &self.pipeline.sources;
        let file = sources.file(span.file).name.clone();
        (file, sources.line_column(span).line)
    }
}
