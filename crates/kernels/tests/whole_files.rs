//! Whole files of ours break no rule that they do not give a reason for.

use kernsmith_kernels::{
    activation::SOFT_CAP, copy::MEMCPY, mlstm::STEP_FULL, plan::WholeFile, spot::SPOTS,
};
use kernsmith_msl::{
    compile::compile,
    diagnostic::RenderStyle,
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};

#[test]
fn lints_are_silent_about_them() {
    let of_spots = SPOTS.iter().map(|spot| &spot.file);
    for file in [&MEMCPY, &SOFT_CAP, &STEP_FULL].into_iter().chain(of_spots) {
        let WholeFile { file, text } = file;
        let mut sources = SourceMap::default();
        let id = sources.add(*file, *text, Origin::User);
        let mut unit = Unit::new(vec![id], MathMode::Safe);
        unit.advice.insert("missing-include".to_owned());
        let found = compile(&mut sources, &unit).diagnostics;
        let said = found.render(&sources, RenderStyle::Plain);
        assert!(found.is_empty(), "{said}");
    }
}
