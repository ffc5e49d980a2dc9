//! Checking again whenever a file changes.
//!
//! Changes are seen by looking at the times and sizes of the files a few times a second. That works on
//! every file system, network ones too, and costs nothing beside the checks.

use std::{
    collections::BTreeMap,
    fs,
    path::PathBuf,
    thread,
    time::{Duration, SystemTime},
};

use super::{Args, Form, Told, checked, subject};
use crate::{error::Error, exit::Exit, findings::counted, printer::Printer};

/// How long a change stays unseen.
const PAUSE: Duration = Duration::from_millis(200);

/// When each file was changed last, and its size; nothing where there is none.
type Stamps = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

/// Checks until it is interrupted, or nobody reads any more.
pub(super) fn watch(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    loop {
        let subjects = subject::subjects(&args.paths)?;
        // Before the check: a change while it runs is one more round.
        let mut seen = stamps(subjects.files.iter().map(|subject| subject.path.clone()));
        let told = Told {
            checked: checked::all(&subjects.files, &args.setup),
            parts: subjects.parts.clone(),
            ..Told::default()
        };
        let depends = told.checked.iter().flat_map(|checked| &checked.depends);
        for (path, stamp) in stamps(depends.cloned()) {
            seen.entry(path).or_insert(stamp);
        }
        told.tell(Form::Human, printer);
        printer.note(format!(
            "watching {}; Ctrl-C ends this",
            counted(subjects.files.len(), "file")
        ));
        printer.flush();
        if printer.is_broken() {
            return Ok(told.exit());
        }
        loop {
            thread::sleep(PAUSE);
            let now = subject::subjects(&args.paths).is_ok_and(|now| now == subjects);
            if !now || stamps(seen.keys().cloned()) != seen {
                break;
            }
        }
    }
}

fn stamps(paths: impl Iterator<Item = PathBuf>) -> Stamps {
    let stamp = |path: PathBuf| {
        let data = fs::metadata(&path).ok();
        let data = data.and_then(|data| Some((data.modified().ok()?, data.len())));
        (path, data)
    };
    paths.map(stamp).collect()
}
