//! A bar on standard error that says how far a search is; nothing where nobody watches.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use kernsmith_discover::{Event, Observer};

/// The bar.
pub(super) struct Progress {
    bar: ProgressBar,
    failed: usize,
}

impl Progress {
    /// A bar, hidden unless someone watches.
    pub(super) fn new(is_watched: bool) -> Self {
        let target = if is_watched {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        let style = ProgressStyle::with_template("{bar:32} {pos}/{len} {elapsed} {wide_msg}")
            .expect("the template is right");
        bar.set_style(style.progress_chars("=> "));
        Self { bar, failed: 0 }
    }
}

impl Observer for Progress {
    fn observe(&mut self, event: &Event<'_>) {
        match event {
            Event::Started { done, total, .. } => {
                self.bar.set_length(count(*total));
                self.bar.set_position(count(*done));
                self.bar.set_message("measuring how fast memory is copied");
            }
            Event::Evaluating { candidate } => self.bar.set_message(candidate.function.clone()),
            Event::Evaluated { outcome, done, .. } => {
                self.failed += usize::from(outcome.metrics().is_none());
                self.bar.set_position(count(*done));
            }
            Event::Final { left, right } => {
                self.bar
                    .set_message(format!("{} against {}", left.function, right.function));
            }
            _ => {}
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
