//! The kernel that is ported: its entry in the module, and its function in the tree.

use super::{Error, refusal};
use crate::{
    diagnostic::Diagnostic,
    ir::{EntryPoint, Module},
    source::{FileId, SourceMap},
    syntax::ast::{self, ExprKind, Item, ItemKind, TemplateArgument},
};

/// A kernel of a file.
pub(super) struct Choice<'a> {
    /// What a host launches.
    pub(super) entry: &'a EntryPoint,
    /// The whole declaration.
    pub(super) item: &'a Item,
    /// The same, as a function.
    pub(super) function: &'a ast::Function,
    /// Its statements, with their braces.
    pub(super) block: &'a ast::Block,
    /// What its template is instantiated with.
    pub(super) arguments: &'a [TemplateArgument],
}

/// The entry of this name, or the only one.
pub(super) fn entry<'a>(module: &'a Module, name: Option<&str>) -> Result<&'a EntryPoint, Error> {
    let kernels = &module.kernels;
    let found = match (name, kernels.as_slice()) {
        (_, []) => return Err(Error::Empty),
        (None, [only]) => Some(only),
        (None, _) => None,
        (Some(name), kernels) => kernels.iter().find(|kernel| kernel.name == name),
    };
    found.ok_or_else(|| Error::NoKernel {
        name: name.map(str::to_owned),
        known: kernels.iter().map(|kernel| kernel.name.clone()).collect(),
    })
}

/// The function of an entry, in the file itself.
pub(super) fn choose<'a>(
    (module, entry): (&'a Module, &'a EntryPoint),
    tree: &'a ast::File,
    (file, sources): (FileId, &SourceMap),
) -> Result<Choice<'a>, Box<Diagnostic>> {
    let span = module.functions[entry.function].span;
    let elsewhere = || {
        let name = &entry.name;
        let message = format!("kernel `{name}` is not written out at the top of this file");
        let help = "move it out of its include file, namespace or macro";
        Box::new(refusal(span, message, help))
    };
    let mut items = tree.items.iter();
    let found = items.find_map(|item| {
        let at = item.span;
        let inside = at.file == span.file && at.start <= span.start && span.end <= at.end;
        let ItemKind::Function(function) = &item.kind else {
            return None;
        };
        let block = function.body.as_ref()?;
        (inside && function.specifiers.kernel).then_some((item, &**function, block))
    });
    let (item, function, block) = found.ok_or_else(elsewhere)?;
    let text = sources.text(block.span);
    if span.file != file || !text.starts_with('{') || !text.ends_with('}') {
        return Err(elsewhere());
    }
    Ok(Choice {
        entry,
        item,
        function,
        block,
        arguments: instance(tree, entry).unwrap_or_default(),
    })
}

/// The arguments of the explicit instantiation that has the entry's name.
fn instance<'a>(tree: &'a ast::File, entry: &EntryPoint) -> Option<&'a [TemplateArgument]> {
    let named = |attribute: &ast::Attribute| {
        attribute.name.name == "host_name"
            && matches!(attribute.arguments.first().map(|a| &a.kind),
                Some(ExprKind::String(name)) if *name == entry.name)
    };
    tree.items.iter().find_map(|item| match &item.kind {
        ItemKind::Instantiation(instance) if instance.attributes.iter().any(named) => {
            instance.path.segments.last()?.arguments.as_deref()
        }
        _ => None,
    })
}
