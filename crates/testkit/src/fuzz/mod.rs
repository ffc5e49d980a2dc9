//! What must hold for any text at all: the bodies of the fuzz targets in `fuzz/`.
//!
//! Each takes a text and panics where the front end breaks a promise. The tests give them mutated
//! corpus files ([`Mutator`]) for a moment; `cargo fuzz` gives them what coverage suggests, for as
//! long as one likes.

mod interpret;
mod lex;
mod lower;
mod mutate;
mod parse;
mod seeds;

pub use interpret::interpret;
pub use lex::lex;
pub use lower::lower;
pub use mutate::Mutator;
pub use parse::parse;
pub use seeds::seeds;

use kernsmith_msl::{
    compile::{Compilation, compile},
    diagnostic::{Diagnostics, RenderStyle},
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};

/// A target, by the name of its file in `fuzz/targets`.
pub type Target = (&'static str, fn(&str));

/// All targets.
pub const TARGETS: [Target; 4] = [
    ("lex", lex),
    ("parse", parse),
    ("lower", lower),
    ("interpret", interpret),
];

/// A text as the only file of a unit.
fn unit(text: &str) -> (SourceMap, Unit) {
    let mut sources = SourceMap::default();
    let file = sources.add("fuzz.metal", text, Origin::User);
    (sources, Unit::new(vec![file], MathMode::Safe))
}

/// Compiles a text as a whole file, and checks what holds for every compilation.
fn compiled(text: &str) -> Compilation {
    let (mut sources, unit) = unit(text);
    let compilation = compile(&mut sources, &unit);
    render(&compilation.diagnostics, &sources);
    let failed = compilation.diagnostics.has_errors();
    assert!(failed || compilation.module.is_some());
    assert_eq!(
        failed,
        compilation.module.is_none() || !compilation.refused.is_empty()
    );
    for said in compilation.diagnostics.iter() {
        assert_ne!(said.name, "internal-error", "{text}");
    }
    compilation
}

/// Drawing a diagnostic must not fail, whatever its spans are.
fn render(diagnostics: &Diagnostics, sources: &SourceMap) {
    let text = diagnostics.render(sources, RenderStyle::Plain);
    assert_eq!(text.is_empty(), diagnostics.is_empty());
}
