//! What was found, in the forms that it is printed in.

use std::{collections::BTreeSet, path::PathBuf};

use kernsmith_msl::diagnostic::RenderStyle;
use serde_json::{Value, json};

use super::{
    Form,
    checked::{Checked, Verdict},
    fix::Fixed,
};
use crate::{
    exit::Exit,
    findings::{self, Count, counted, github, sarif},
    launch::messages,
    printer::Printer,
};

/// What there is to tell.
#[derive(Default)]
pub(super) struct Told {
    /// The files, in order.
    pub(super) checked: Vec<Checked>,
    /// What was changed before the files were checked as they are now.
    pub(super) fixed: Vec<Fixed>,
    /// Files that were left to the launch files that they are parts of.
    pub(super) parts: BTreeSet<PathBuf>,
}

impl Told {
    /// The exit code: a file that could not be checked goes before what is wrong with others.
    pub(super) fn exit(&self) -> Exit {
        let unusable = |checked: &Checked| matches!(checked.verdict, Verdict::Unusable(_));
        if self.checked.iter().any(unusable) {
            Exit::Failure
        } else if self.count().errors > 0 {
            Exit::Findings
        } else {
            Exit::Fine
        }
    }

    /// Prints it.
    pub(super) fn tell(&self, form: Form, printer: &mut Printer) {
        match form {
            Form::Human | Form::Json => {
                self.human(printer);
                printer.json(&self.document());
            }
            Form::Sarif => {
                let text = format!("{:#}\n", self.sarif());
                printer.bytes(text.as_bytes());
            }
            Form::Github => {
                for line in self.github() {
                    printer.line(line);
                }
            }
        }
    }

    fn count(&self) -> Count {
        let counts = self.checked.iter().map(Checked::count);
        counts.fold(Count::default(), Count::plus)
    }

    fn human(&self, printer: &mut Printer) {
        for fixed in &self.fixed {
            printer.line(fixed.to_string());
        }
        for logged in self.checked.iter().flat_map(|checked| &checked.logged) {
            printer.note(logged.to_string());
        }
        let style = printer.style();
        let texts: Vec<String> = self
            .checked
            .iter()
            .flat_map(|c| rendered(c, style))
            .collect();
        if !texts.is_empty() {
            printer.note(texts.join("\n\n"));
        }
        let (one, count) = (self.checked.len() == 1, self.count());
        if one && count != Count::default() {
            printer.note(format!("\n{count}"));
        }
        match self.checked.as_slice() {
            [only] if self.parts.is_empty() => only
                .praise()
                .into_iter()
                .for_each(|line| printer.line(line)),
            _ => printer.line(self.summary()),
        }
        if let Some(hint) = self.hint() {
            printer.note(if one { hint } else { format!("\n{hint}") });
        }
    }

    /// `3 files: 2 errors, 1 warning`
    fn summary(&self) -> String {
        let count = self.count();
        let unusable = |checked: &&Checked| matches!(checked.verdict, Verdict::Unusable(_));
        let mut words = Vec::new();
        if count != Count::default() {
            words.push(count.to_string());
        }
        match self.checked.iter().filter(unusable).count() {
            0 => {}
            unusable => words.push(format!("{unusable} not checked")),
        }
        if words.is_empty() {
            words.push("nothing found".to_owned());
        }
        let files = counted(self.checked.len(), "file");
        let left_out = match self.parts.len() {
            0 => String::new(),
            parts => format!("; {} of launch files left out", counted(parts, "part")),
        };
        format!("{files}: {}{left_out}", words.join(", "))
    }

    /// That `--fix` has something to do.
    fn hint(&self) -> Option<String> {
        let fixes: usize = self
            .checked
            .iter()
            .map(|c| super::fix::edits(c).len())
            .sum();
        (fixes > 0).then(|| format!("`--fix` makes {}", counted(fixes, "change")))
    }

    fn document(&self) -> Value {
        let count = self.count();
        json!({
            "files": self.checked.iter().map(Checked::document).collect::<Vec<_>>(),
            "left_out": self.parts,
            "fixed": self.fixed.iter().map(Fixed::document).collect::<Vec<_>>(),
            "errors": count.errors,
            "warnings": count.warnings,
        })
    }

    fn sarif(&self) -> Value {
        let mut log = sarif::Log::default();
        for checked in &self.checked {
            for (list, sources) in &checked.said {
                log.add(list, sources);
            }
            if let Verdict::Unusable(error) = &checked.verdict {
                log.fail(&checked.path.display().to_string(), &error.to_string());
            }
        }
        log.finish()
    }

    fn github(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for checked in &self.checked {
            for (list, sources) in &checked.said {
                lines.extend(github::commands(list, sources));
            }
            if let Verdict::Unusable(error) = &checked.verdict {
                let path = checked.path.display().to_string();
                lines.push(github::failure(&path, &error.to_string()));
            }
        }
        lines
    }
}

/// What is wrong with a file, drawn.
fn rendered(checked: &Checked, style: RenderStyle) -> Vec<String> {
    let said = checked.said.iter().filter(|(list, _)| !list.is_empty());
    let mut texts: Vec<String> = said
        .map(|(list, sources)| list.render(sources, style))
        .collect();
    if let Verdict::Unusable(error) = &checked.verdict {
        texts.push(error.render(style));
    }
    texts
}

impl Checked {
    /// What is good about it.
    fn praise(&self) -> Option<String> {
        match &self.verdict {
            Verdict::Compiles { kernels, refused } => {
                let names = if kernels.is_empty() {
                    "none".to_owned()
                } else {
                    kernels.join(", ")
                };
                let refused = match refused.is_empty() {
                    true => String::new(),
                    false => format!("; not supported: {}", refused.join(", ")),
                };
                let path = self.path.display();
                Some(format!("{path}: compiles; kernels: {names}{refused}"))
            }
            Verdict::Ran { kernel, threads } if self.count().errors == 0 => {
                Some(format!("{kernel}: {threads} threads ran, nothing found"))
            }
            Verdict::Ran { .. } | Verdict::Broken | Verdict::Unusable(_) => None,
        }
    }

    fn document(&self) -> Value {
        let said = self.said.iter();
        let diagnostics = said.flat_map(|(list, sources)| findings::to_json(list, sources));
        let mut document = json!({
            "file": self.path,
            "diagnostics": diagnostics.collect::<Vec<_>>(),
        });
        match &self.verdict {
            Verdict::Compiles { kernels, refused } => {
                document["kernels"] = json!(kernels);
                document["refused"] = json!(refused);
            }
            Verdict::Ran { kernel, threads } => {
                document["log"] = json!(messages(&self.logged));
                document["kernels"] = json!([kernel]);
                // More threads than this take longer than anyone waits.
                document["threads"] = json!(u64::try_from(*threads).unwrap_or(u64::MAX));
            }
            Verdict::Broken => {}
            Verdict::Unusable(error) => {
                document["error"] = json!({ "message": error.to_string() });
            }
        }
        document
    }
}
