//! `kernsmith explain`: what a diagnostic means.

use kernsmith_msl::diagnostic::explain::{self, Explanation};
use serde_json::{Value, json};

use crate::{error::Error, exit::Exit, printer::Printer, suggest};

/// Say what a diagnostic, a lint or a finding means, and what to write instead
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith explain division-in-loop
  kernsmith explain")]
pub(crate) struct Args {
    /// Its name, as the brackets of `error[...]` and `warning[...]` have it; all names without one
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    match &args.name {
        Some(name) => one(name, printer)?,
        None => list(printer),
    }
    Ok(Exit::Fine)
}

fn one(name: &str, printer: &mut Printer) -> Result<(), Error> {
    let Some(explanation) = explain::find(name) else {
        let known = explain::all().map(|explanation| explanation.name);
        return Err(Error::UnknownDiagnostic {
            name: name.to_owned(),
            suggestion: suggest::nearest(name, known).map(str::to_owned),
        });
    };
    printer.line(explanation.to_text().trim_end());
    printer.json(&to_json(explanation));
    Ok(())
}

fn list(printer: &mut Printer) {
    let width = explain::all()
        .map(|explanation| explanation.name.len())
        .max();
    let mut topic = "";
    for explanation in explain::all() {
        if explanation.topic != topic {
            let space = if topic.is_empty() { "" } else { "\n" };
            topic = explanation.topic;
            printer.line(format!("{space}{topic}"));
        }
        printer.line(format!(
            "  {:width$}  {}",
            explanation.name,
            explanation.summary,
            width = width.unwrap_or(0)
        ));
    }
    printer.json(&explain::all().map(to_json).collect::<Value>());
}

fn to_json(explanation: &Explanation) -> Value {
    json!({
        "name": explanation.name,
        "topic": explanation.topic,
        "summary": explanation.summary,
        "text": explanation.text,
        "bad": explanation.bad,
        "good": explanation.good,
    })
}
