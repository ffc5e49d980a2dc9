//! What each diagnostic and each finding means: what, why, what to write instead, an example that
//! has it and one that has not.
//!
//! What it is not: it is not consulted while a source is compiled.
//!
//! The idea: the explanations are pages of Markdown beside this file, one a part of the compiler.
//! `kernsmith explain` prints a section of them, and the reference of the documentation is made
//! from all. Tests compile every example, and hold the list against the names that the compiler
//! says.

mod page;

use page::Page;
use std::{fmt::Write as _, sync::LazyLock};

/// The pages, in the order of the reference.
const TEXTS: [&str; 7] = [
    include_str!("preprocessor.md"),
    include_str!("grammar.md"),
    include_str!("meaning.md"),
    include_str!("contract.md"),
    include_str!("lint.md"),
    include_str!("limit.md"),
    include_str!("run.md"),
];

static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| TEXTS.map(Page::parse).into());

/// What one name means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The stable name, such as `undeclared-identifier`.
    pub name: &'static str,
    /// The title of the page that it is on.
    pub topic: &'static str,
    /// One line.
    pub summary: &'static str,
    /// Paragraphs of Markdown: why, what it costs, what to do. May be empty.
    pub text: String,
    /// A source that has it; a few have none that is short.
    pub bad: Option<&'static str>,
    /// A source like that one that does not have it.
    pub good: Option<&'static str>,
}

/// All explanations, in the order of the reference.
pub fn all() -> impl Iterator<Item = &'static Explanation> {
    PAGES.iter().flat_map(|page| &page.sections)
}

/// The explanation of a name.
///
/// # Examples
/// ```
/// use kernsmith_msl::diagnostic::explain;
///
/// let found = explain::find("recursion").expect("it is a diagnostic");
/// assert_eq!(found.summary, "a function that calls itself, directly or through others");
/// assert!(explain::find("no-such-name").is_none());
/// ```
#[must_use]
pub fn find(name: &str) -> Option<&'static Explanation> {
    all().find(|explanation| explanation.name == name)
}

impl Explanation {
    /// The explanation as text, with the examples indented.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut text = format!("{}: {}\n", self.name, self.summary);
        if !self.text.is_empty() {
            text += &format!("\n{}\n", self.text);
        }
        for (title, example) in [("Instead of", self.bad), ("write", self.good)] {
            let Some(example) = example else { continue };
            text += &format!("\n{title}\n\n");
            for line in example.lines() {
                text += format!("    {line}").trim_end();
                text.push('\n');
            }
        }
        text
    }

    fn to_markdown(&self) -> String {
        let mut text = format!("### {}\n\n{}.\n", self.name, capitalized(self.summary));
        if !self.text.is_empty() {
            text += &format!("\n{}\n", self.text);
        }
        for (title, example) in [("Instead of", self.bad), ("write", self.good)] {
            if let Some(example) = example {
                text += &format!("\n{title}\n\n```metal\n{example}```\n");
            }
        }
        text
    }
}

/// The whole reference as a page of Markdown.
#[must_use]
pub fn reference() -> String {
    let mut text = include_str!("reference.md").to_owned();
    for page in &*PAGES {
        write!(text, "\n## {}\n\n", page.title).expect("a string takes any text");
        text += "| name | meaning |\n| --- | --- |\n";
        for section in &page.sections {
            text += &format!("| `{}` | {} |\n", section.name, section.summary);
        }
        for section in &page.sections {
            text.push('\n');
            text += &section.to_markdown();
        }
    }
    text
}

/// With a capital at the beginning, unless that is code.
fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}
