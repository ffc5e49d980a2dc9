//! Transcripts in pages: commands with what they print, executed and compared.
//!
//! A transcript is a block fenced as `console`. A line that begins with `$ ` is a command; what
//! follows, up to the next one, is what it prints: standard output, then standard error. A last
//! line `[exit N]` says an exit code other than 0. `[..]` stands for any text in a line, and a line
//! `...` for any lines; numbers with a fraction match within the accuracy of `float` functions. Commands are `kernsmith ...`, run in the repository's root, with `$TMP` as a
//! folder of the page, and `cat FILE`, which shows that a page quotes a file as it is.

mod number;

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use kernsmith_testkit::golden;

/// The command under test, in a folder and with an environment of its own.
pub(crate) fn kernsmith(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kernsmith"));
    command.current_dir(folder);
    for variable in [
        "NO_COLOR",
        "KERNSMITH_COLOR",
        "KERNSMITH_DEVICE",
        "KERNSMITH_TUNING",
    ] {
        command.env_remove(variable);
    }
    command
}

/// A part of a page.
enum Part {
    /// Lines that are no transcript, or the fence of one.
    Text(String),
    /// A command with what the page says it prints.
    Step {
        line: usize,
        command: String,
        expected: Vec<String>,
    },
}

/// Runs every transcript of a page and compares, or writes what is printed where `BLESS` is set.
pub(crate) fn check(root: &Path, page: &str) {
    let path = root.join(page);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{page}: {error}"));
    let folder = tempfile::tempdir().expect("a folder for the page");
    let folder = folder.path().display().to_string();
    let parts = parts(&text);
    assert!(
        parts.iter().any(|part| matches!(part, Part::Step { .. })),
        "{page} has no transcript"
    );
    let (mut wrong, mut blessed) = (Vec::new(), String::new());
    for part in parts {
        let (line, command, expected) = match part {
            Part::Text(line) => {
                blessed.push_str(&line);
                blessed.push('\n');
                continue;
            }
            Part::Step {
                line,
                command,
                expected,
            } => (line, command, expected),
        };
        let printed = run(root, &command.replace("$TMP", &folder)).replace(&folder, "$TMP");
        let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        let matches = lines_match(&expected, &printed);
        let kept = if matches { &expected } else { &printed };
        blessed.push_str(&format!("$ {command}\n"));
        blessed.extend(kept.iter().flat_map(|line| [line, "\n"]));
        if !matches {
            wrong.push(format!(
                "{page}:{line}: $ {command}\n{}",
                printed.join("\n")
            ));
        }
    }
    if golden::bless() {
        fs::write(&path, blessed).unwrap_or_else(|error| panic!("{page}: {error}"));
    } else {
        assert!(
            wrong.is_empty(),
            "these print something else:\n\n{}\n",
            wrong.join("\n\n")
        );
    }
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut inside = false;
    for (number, line) in text.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
            parts.push(Part::Text(line.to_owned()));
            continue;
        }
        match (inside, line.strip_prefix("$ "), parts.last_mut()) {
            (true, Some(command), _) => parts.push(Part::Step {
                line: number + 1,
                command: command.to_owned(),
                expected: Vec::new(),
            }),
            (true, None, Some(Part::Step { expected, .. })) => {
                expected.push(line.trim_end().to_owned());
            }
            (true, None, _) => panic!("line {}: text before the first command", number + 1),
            (false, ..) => parts.push(Part::Text(line.to_owned())),
        }
    }
    parts
}

fn run(root: &Path, command: &str) -> String {
    let words = words(command);
    let (program, args) = words.split_first().expect("a command has a name");
    match program.as_str() {
        "cat" => args
            .iter()
            .map(|file| {
                fs::read_to_string(root.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
            })
            .collect(),
        "kernsmith" => show(&kernsmith(root).args(args).output().expect("it was built")),
        other => panic!("a transcript runs `kernsmith` and `cat`, found `{other}`"),
    }
}

fn show(output: &Output) -> String {
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    match output.status.code() {
        Some(0) => {}
        Some(code) => text.push_str(&format!("[exit {code}]\n")),
        None => text.push_str(&format!("[{}]\n", output.status)),
    }
    text
}

/// Words between blanks; quotes keep blanks together.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote, mut begun) = (String::new(), None, false);
    for c in command.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => (quote, begun) = (Some(c), true),
            (' ', None) => {
                if begun {
                    words.push(std::mem::take(&mut word));
                }
                begun = false;
            }
            (c, _) => {
                word.push(c);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

/// Whether lines are as expected, where `...` stands for any lines, also none.
fn lines_match(expected: &[&str], printed: &[&str]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((&"...", rest)) => (0..=printed.len()).any(|skip| lines_match(rest, &printed[skip..])),
        Some((first, rest)) => match printed.split_first() {
            Some((line, printed)) => line_matches(first, line) && lines_match(rest, printed),
            None => false,
        },
    }
}

/// Whether a line is as expected, where `[..]` stands for any text.
fn line_matches(expected: &str, line: &str) -> bool {
    match expected.split_once("[..]") {
        None => expected == line || number::lines_are_close(expected, line),
        Some((start, rest)) => line.strip_prefix(start).is_some_and(|line| {
            line.char_indices()
                .map(|(at, _)| at)
                .chain([line.len()])
                .any(|at| line_matches(rest, &line[at..]))
        }),
    }
}

#[test]
fn wildcards_stand_for_what_they_should() {
    assert!(line_matches("a [..] c", "a b c") && line_matches("[..]", ""));
    assert!(!line_matches("a [..] c", "a b d") && !line_matches("a", "ab"));
    assert!(lines_match(&["a", "...", "c"], &["a", "b", "b", "c"]));
    assert!(!lines_match(&["a", "c"], &["a", "b", "c"]));
    assert!(line_matches("[1.000001, b]", "[1.000002, b]"));
    assert!(!line_matches("[1.000001, b]", "[1.001, b]"));
}
