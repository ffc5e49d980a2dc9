//! No kind of text takes more than its share of work: a line takes as many steps in a long text as in a
//! short one.
//! Steps are counted and not timed, so a busy machine changes nothing.

use kernsmith_msl::{
    compile::to_ir,
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::shapes::{SHAPES, mixed};

/// Lines of the shorter text; the longer has four times as many.
const LINES: usize = 500;

/// How many more steps a line of the longer text may take, in percent.
const MOST_MORE: u64 = 10;

/// The lines of a text, which must compile, and the steps that takes.
fn lines_and_steps(name: &str, text: String) -> (u64, u64) {
    let lines = text.lines().count();
    let mut sources = SourceMap::default();
    let file = sources.add(name, text, Origin::User);
    let compilation = to_ir(&mut sources, &Unit::new(vec![file], MathMode::Safe));
    assert!(compilation.module.is_some(), "{name} does not compile");
    (lines as u64, compilation.work.into())
}

/// Checks that a line takes as many steps in a long text as in a short one.
fn check(name: &str, text: impl Fn(usize) -> String) {
    let (short, short_steps) = lines_and_steps(name, text(LINES));
    let (long, long_steps) = lines_and_steps(name, text(4 * LINES));
    assert!(
        long_steps * short * 100 <= short_steps * long * (100 + MOST_MORE),
        "{name}: {short} lines take {short_steps} steps, {long} lines {long_steps}"
    );
}

#[test]
fn steps_grow_with_the_text_and_not_faster() {
    for shape in SHAPES {
        check(shape.name, shape.text);
    }
    check("all of them", mixed);
}
