//! Positions where numbers are expected: `uint i = thread_position_in_grid;`.
//!
//! Not a check: the mistake is found by `lower`, which knows types and no text. Here the fix is added,
//! since the component that is meant is nearly always `.x`: for the parameters of kernels that stand for
//! positions and extents, and only where the name alone is what does not fit.

use std::collections::BTreeSet;

use super::{Diagnostics, Suggestion};
use crate::{
    ir::BuiltIn,
    source::SourceMap,
    syntax::ast::{self, ItemKind},
};

/// What `lower` advises where a scalar is expected and a vector found.
pub(crate) const ADVICE: &str = "name a component, such as `.x`";

/// Adds the fix to findings about such parameters.
pub(crate) fn suggest(file: &ast::File, sources: &SourceMap, found: Diagnostics) -> Diagnostics {
    let mut names = BTreeSet::new();
    collect(&file.items, &mut names);
    found.map(|diagnostic| {
        let text = &sources.file(diagnostic.span.file).text;
        let text = text.get(diagnostic.span.start as usize..diagnostic.span.end as usize);
        match text.filter(|text| names.contains(text)) {
            Some(name) if diagnostic.help.as_deref() == Some(ADVICE) => {
                let suggestion = Suggestion::replace(diagnostic.span, name, &format!("{name}.x"));
                diagnostic.with_suggestion(suggestion)
            }
            _ => diagnostic,
        }
    })
}

/// The names of parameters that are positions or extents.
fn collect<'a>(items: &'a [ast::Item], names: &mut BTreeSet<&'a str>) {
    let is_vector = |attribute: &ast::Attribute| {
        let mut known = BuiltIn::ALL.iter();
        known.any(|(built_in, name)| built_in.is_vector() && attribute.name.name == *name)
    };
    for item in items {
        match &item.kind {
            ItemKind::Function(function) => {
                let params = function.params.iter();
                let params = params.filter(|param| param.attributes.iter().any(is_vector));
                names.extend(params.filter_map(|param| Some(param.name.as_ref()?.name.as_str())));
            }
            ItemKind::Namespace { items, .. } => collect(items, names),
            _ => {}
        }
    }
}
