//! The table.

/// What a row is measured against.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Target {
    AtMost(f64),
    AtLeast(f64),
    /// Only to be seen.
    None,
}

/// A line of the table.
pub(crate) struct Row {
    what: String,
    measured: String,
    /// What the target is about.
    value: f64,
    target: Target,
}

impl Row {
    /// A number, with the words that it is made of.
    pub(crate) fn new(
        what: impl Into<String>,
        measured: impl Into<String>,
        value: f64,
        target: Target,
    ) -> Self {
        Self {
            what: what.into(),
            measured: measured.into(),
            value,
            target,
        }
    }

    /// A part that did not come to its end.
    pub(crate) fn failed(what: impl Into<String>, error: impl Into<String>) -> Self {
        Self::new(what, error, f64::NAN, Target::AtMost(0.0))
    }

    /// Whether the target is reached. What is no number reaches none.
    pub(crate) fn is_met(&self) -> bool {
        match self.target {
            Target::AtMost(most) => self.value <= most,
            Target::AtLeast(least) => self.value >= least,
            Target::None => true,
        }
    }

    fn target(&self) -> String {
        match self.target {
            Target::AtMost(most) => format!("<= {most}"),
            Target::AtLeast(least) => format!(">= {least}"),
            Target::None => String::new(),
        }
    }
}

/// All rows as a table in Markdown.
pub(crate) fn table(rows: &[Row]) -> String {
    let mut text = "| what | measured | value | target | met |\n|---|---|---|---|---|\n".to_owned();
    for row in rows {
        let met = if row.is_met() { "yes" } else { "**no**" };
        let Row {
            what,
            measured,
            value,
            ..
        } = row;
        let target = row.target();
        text.push_str(&format!(
            "| {what} | {measured} | {value:.3} | {target} | {met} |\n"
        ));
    }
    text
}
