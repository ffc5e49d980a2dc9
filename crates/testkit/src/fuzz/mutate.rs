//! Texts made of a text by small changes.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// What is put into texts: what opens, closes, names and breaks things.
const PIECES: [&str; 48] = [
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "<",
    ">",
    ";",
    ",",
    "::",
    ".",
    "->",
    "=",
    "==",
    "+",
    "-",
    "*",
    "&",
    "&&",
    "<<",
    "?",
    ":",
    "...",
    "#if 1\n",
    "#define A(x) x A\n",
    "\n#endif\n",
    "\\\n",
    "/*",
    "\"",
    "'",
    "0x",
    "1e",
    ".5h",
    "18446744073709551615ul",
    "template <typename T> ",
    "struct S ",
    "threadgroup ",
    "constant ",
    "thread ",
    "device ",
    "float4 ",
    "half",
    "auto ",
    "operator",
    "const ",
    "return ",
    "for (;;) ",
];

/// The most bytes that one change takes out or doubles.
const LONGEST: usize = 40;

/// Makes texts from a text. The same seed makes the same texts.
#[derive(Debug)]
pub struct Mutator(ChaCha8Rng);

impl Mutator {
    /// A mutator of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// One to four changes of the text.
    pub fn mutate(&mut self, text: &str) -> String {
        let mut characters: Vec<char> = text.chars().collect();
        for _ in 0..self.0.random_range(1..=4) {
            self.change(&mut characters);
        }
        characters.into_iter().collect()
    }

    fn change(&mut self, text: &mut Vec<char>) {
        let start = self.0.random_range(0..=text.len());
        let end = (start + self.0.random_range(0..LONGEST)).min(text.len());
        match self.0.random_range(0..4) {
            0 => drop(text.drain(start..end)),
            1 => {
                let piece = text[start..end].to_vec();
                let to = self.0.random_range(0..=text.len());
                text.splice(to..to, piece);
            }
            2 => {
                let piece = PIECES[self.0.random_range(0..PIECES.len())];
                text.splice(start..start, piece.chars());
            }
            _ => {
                let piece = PIECES[self.0.random_range(0..PIECES.len())];
                text.splice(start..end, piece.chars());
            }
        }
    }
}
