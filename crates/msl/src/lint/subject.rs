//! What a lint looks at: a module with everything that the analyses know of it.

use crate::{
    analysis::{
        context::Contexts,
        iteration::Iterations,
        origin::{Object, origin},
        spread::{Fact, Facts, constant},
        variables::Variables,
    },
    ir::{
        AddressSpace, BarrierScope, EntryParam, EntryPoint, Function, FunctionId, Module, Op,
        Scalar, Type, ValueId,
    },
    source::{FileId, Origin, SourceMap, Span},
    syntax::ast,
};
use std::{cell::OnceCell, collections::BTreeSet};

/// A module.
pub(super) struct Subject<'a> {
    pub(super) module: &'a Module,
    pub(super) sources: &'a SourceMap,
    /// The syntax tree; none where a launch is looked at.
    pub(super) tree: Option<&'a ast::File>,
    /// Made when they are first asked for.
    facts: OnceCell<Facts>,
    /// Functions that the caller's texts hold, and kernels.
    pub(super) bodies: Vec<Body<'a>>,
    /// Functions in which, or in whose callees, there is a barrier of the threadgroup.
    waiting: BTreeSet<FunctionId>,
}

/// A function.
pub(super) struct Body<'a> {
    pub(super) id: FunctionId,
    pub(super) function: &'a Function,
    pub(super) variables: Variables,
    pub(super) contexts: Contexts<'a>,
    /// What binds to its parameters, where it is a kernel.
    pub(super) kernel: Option<&'a EntryPoint>,
}

impl<'a> Subject<'a> {
    pub(super) fn new(module: &'a Module, tree: &'a ast::File, sources: &'a SourceMap) -> Self {
        let is_callers = |span: Span| sources.file(span.file).origin == Origin::User;
        let bodies = module.functions.iter().filter_map(|(id, function)| {
            let kernel = module.kernels.iter().find(|kernel| kernel.function == id);
            let counts = kernel.is_some() || is_callers(function.span);
            counts.then(|| Body::new(module, id, kernel))
        });
        Self {
            tree: Some(tree),
            ..Self::of(module, sources, bodies.collect())
        }
    }

    /// A kernel alone.
    pub(super) fn of_kernel(
        module: &'a Module,
        sources: &'a SourceMap,
        kernel: &'a EntryPoint,
    ) -> Self {
        let body = Body::new(module, kernel.function, Some(kernel));
        Self::of(module, sources, vec![body])
    }

    fn of(module: &'a Module, sources: &'a SourceMap, bodies: Vec<Body<'a>>) -> Self {
        Self {
            module,
            sources,
            tree: None,
            facts: OnceCell::new(),
            bodies,
            waiting: waiting(module),
        }
    }

    /// Whether other calls or instances may say other things of the same text.
    pub(super) fn is_specialized(&self) -> bool {
        self.bodies.iter().any(|body| {
            let is_ours = self.sources.file(body.function.span.file).origin == Origin::Builtin;
            is_ours || body.function.name.contains('<')
        })
    }

    pub(super) fn fact(&self, body: &Body<'_>, value: ValueId) -> Fact {
        self.facts
            .get_or_init(|| Facts::new(self.module))
            .of(body.id, value)
    }

    pub(super) fn ty(&self, body: &Body<'_>, value: ValueId) -> &'a Type {
        &self.module.types[body.function.ty(value)]
    }

    /// The scalar of a scalar or vector value.
    pub(super) fn scalar(&self, body: &Body<'_>, value: ValueId) -> Option<Scalar> {
        self.ty(body, value).scalar()
    }

    pub(super) fn constant(&self, body: &Body<'_>, value: ValueId) -> Option<i64> {
        constant(self.module, body.function, value)
    }

    /// The space that a pointer points into.
    pub(super) fn space(&self, body: &Body<'_>, pointer: ValueId) -> Option<AddressSpace> {
        match self.ty(body, pointer) {
            Type::Pointer { space, .. } => Some(*space),
            _ => None,
        }
    }

    pub(super) fn iterations<'b>(&'b self, body: &'b Body<'a>) -> Iterations<'b> {
        Iterations {
            module: self.module,
            function: body.function,
            variables: &body.variables,
            contexts: &body.contexts,
        }
    }

    /// The caller's file that the statements of a function with a generated signature are in.
    pub(super) fn body_file(&self, body: &Body<'_>) -> Option<FileId> {
        // Files come in the order of the unit: the body follows its signature.
        let signature = body.function.span.file;
        let mut later = self.sources.files().skip_while(|(id, _)| *id <= signature);
        later
            .find(|(_, file)| file.origin == Origin::User)
            .map(|(id, _)| id)
    }

    /// Whether the definition of a macro that is used has a word.
    pub(super) fn in_macros(&self, word: &str) -> bool {
        let mut expansions = self.tree.iter().flat_map(|tree| &tree.expansions);
        expansions.any(|expansion| self.sources.text(expansion.body).contains(word))
    }

    /// The text of a value.
    pub(super) fn text(&self, body: &Body<'_>, value: ValueId) -> &str {
        self.sources.text(body.span(value))
    }

    /// Whether the whole threadgroup waits in this operation.
    pub(super) fn waits(&self, body: &Body<'_>, value: ValueId) -> bool {
        match &body.function.values[value].op {
            Op::Barrier { scope, .. } => *scope == BarrierScope::Threadgroup,
            Op::Call { function, .. } => self.waiting.contains(function),
            _ => false,
        }
    }
}

fn waiting(module: &Module) -> BTreeSet<FunctionId> {
    let mut waiting = BTreeSet::new();
    for (id, function) in module.functions.iter() {
        let waits = function.values.iter().any(|(_, value)| match &value.op {
            Op::Barrier { scope, .. } => *scope == BarrierScope::Threadgroup,
            Op::Call { function, .. } => waiting.contains(function),
            _ => false,
        });
        if waits {
            waiting.insert(id);
        }
    }
    waiting
}

impl<'a> Body<'a> {
    fn new(module: &'a Module, id: FunctionId, kernel: Option<&'a EntryPoint>) -> Self {
        let function = &module.functions[id];
        Self {
            id,
            function,
            variables: Variables::new(function),
            contexts: Contexts::new(function),
            kernel,
        }
    }

    /// All operations that are evaluated, in the order of the text.
    pub(super) fn operations(&self) -> impl Iterator<Item = (ValueId, &'a Op)> {
        let function = self.function;
        let values = self.contexts.values();
        values.map(move |value| (value, &function.values[value].op))
    }

    pub(super) fn op(&self, value: ValueId) -> &'a Op {
        &self.function.values[value].op
    }

    pub(super) fn span(&self, value: ValueId) -> Span {
        self.function.values[value].span
    }

    /// The object that a pointer points into.
    pub(super) fn origin(&self, pointer: ValueId) -> Option<Object> {
        origin(self.function, &self.variables, pointer)
    }

    /// What binds to a parameter of the kernel.
    pub(super) fn bound(&self, object: Object) -> Option<EntryParam> {
        match object {
            Object::Param(index) => self.kernel?.params.get(index as usize).copied(),
            Object::Local(_) | Object::Global(_) => None,
        }
    }
}
