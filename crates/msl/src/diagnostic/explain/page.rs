//! Reads a page of explanations.
//!
//! ```text
//! # Title of the page
//!
//! ## name-of-the-diagnostic
//!
//! the summary, one line
//!
//! Any number of paragraphs.
//!
//! (a fenced block marked `metal bad`, then one marked `metal good`, or neither)
//! ```

use super::Explanation;

/// A page.
pub(super) struct Page {
    pub(super) title: &'static str,
    pub(super) sections: Vec<Explanation>,
}

impl Page {
    pub(super) fn parse(text: &'static str) -> Self {
        let mut parts = text.split("\n## ");
        let head = parts.next().unwrap_or_default();
        let title = head.trim().trim_start_matches("# ");
        let sections = parts.map(|part| section(title, part)).collect();
        Self { title, sections }
    }
}

fn section(topic: &'static str, part: &'static str) -> Explanation {
    let (name, rest) = part.split_once('\n').unwrap_or((part, ""));
    let prose = rest.split_once("```metal").map_or(rest, |(prose, _)| prose);
    let mut paragraphs = prose.trim().split("\n\n");
    let summary = paragraphs.next().unwrap_or_default();
    Explanation {
        name: name.trim(),
        topic,
        summary,
        text: paragraphs.collect::<Vec<_>>().join("\n\n"),
        bad: example(rest, "```metal bad\n"),
        good: example(rest, "```metal good\n"),
    }
}

/// The lines of the block that begins with this fence.
fn example(text: &'static str, fence: &str) -> Option<&'static str> {
    let (_, after) = text.split_once(fence)?;
    let (example, _) = after.split_once("```")?;
    Some(example)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_has_its_parts() {
        let text = "# Title\n\n## first\n\nthe summary\n\nWhy.\n\nHow.\n\n```metal bad\nint x\n```\n\n```metal good\nint x;\n```\n\n## second\n\nshort\n";
        let page = Page::parse(text);
        assert_eq!((page.title, page.sections.len()), ("Title", 2));
        let first = &page.sections[0];
        assert_eq!((first.name, first.summary), ("first", "the summary"));
        assert_eq!(first.text, "Why.\n\nHow.");
        assert_eq!((first.bad, first.good), (Some("int x\n"), Some("int x;\n")));
        assert_eq!(page.sections[1].bad, None);
    }
}
