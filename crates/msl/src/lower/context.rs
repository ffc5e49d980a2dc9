//! The function at work, and what its variables are.

use super::{
    Lowerer,
    function::DeclId,
    mutation::Mutated,
    scope::{ScopeId, ScopeKind},
    ty::{Target, Ty},
};
use crate::{
    ir::{self, FunctionBuilder, LocalId, Op, Scalar, TypeId, ValueId},
    source::Span,
};
use std::{collections::BTreeSet, rc::Rc};

/// A variable of a function.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) ty: Ty,
    pub(super) constant: bool,
    pub(super) storage: Storage,
    /// The context whose builder made the storage.
    pub(super) context: usize,
    /// Whether constant expressions may use it.
    pub(super) usable: bool,
    pub(super) span: Span,
}

/// Where a variable's content is.
#[derive(Clone, Debug)]
pub(super) enum Storage {
    Place(ValueId, ir::AddressSpace),
    Value(ValueId),
    Const(ir::Const),
    /// A table in constant memory.
    Global(ir::GlobalId),
    /// What the launch gives each thread, at program scope.
    BuiltIn(ir::BuiltIn),
    /// What a lambda captured.
    Closure(Vec<ValueId>),
    /// Of a parameter in its own function's result type: only its type is known.
    Unknown,
    Error,
}

/// A function (or a constant expression) that is being lowered.
pub(super) struct Context<'a> {
    pub(super) id: usize,
    pub(super) builder: FunctionBuilder,
    pub(super) scope: ScopeId,
    pub(super) kind: ContextKind,
    /// The function whose body this is.
    pub(super) decl: Option<DeclId>,
    /// The instance whose body this is.
    pub(super) instance: Option<usize>,
    pub(super) ret: Return,
    pub(super) this: Option<(ValueId, Target)>,
    /// Names that the body may change; all others are values.
    pub(super) mutated: Rc<Mutated<'a>>,
    /// What `break` and `continue` may leave, innermost last.
    pub(super) breakable: Vec<Breakable>,
    /// Variables that were stored to where they were declared.
    pub(super) initialized: BTreeSet<LocalId>,
    pub(super) calls: Vec<(usize, Span)>,
    /// How deep this instance is in a chain of instances.
    pub(super) depth: u32,
    /// Whether it is a template's instance: functions are then also looked for where it is used.
    pub(super) generic: bool,
}

/// What a context is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ContextKind {
    Kernel,
    Function,
    /// A constant expression: variables of surrounding functions are out of reach.
    Constant,
    /// Operand of `sizeof` or `decltype`: only its type matters.
    Unevaluated,
}

/// Result type of a function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Return {
    Known(Ty),
    /// `auto`, with the type of the first `return` once it was seen.
    Deduced(Option<Ty>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Breakable {
    Loop,
    Switch,
}

impl<'a> Lowerer<'a> {
    pub(super) fn cx(&mut self) -> &mut Context<'a> {
        self.contexts
            .last_mut()
            .expect("expressions and statements stand in a context")
    }

    pub(super) fn scope(&self) -> ScopeId {
        self.contexts
            .last()
            .map_or(self.root, |context| context.scope)
    }

    /// Evaluates an operation here.
    pub(super) fn eval(&mut self, op: Op, ty: TypeId, span: Span) -> ValueId {
        self.cx().builder.eval(op, ty, span)
    }

    pub(super) fn integer_constant(&mut self, scalar: Scalar, value: u64, span: Span) -> ValueId {
        let ty = self.types.scalar(scalar);
        self.cx()
            .builder
            .constant(ty, ir::Const::Scalar(value), span)
    }

    pub(super) fn local_place(
        &mut self,
        name: &str,
        ty: Ty,
        space: ir::AddressSpace,
        span: Span,
    ) -> ValueId {
        let ty = self.ir(ty);
        let context = self
            .contexts
            .last_mut()
            .expect("variables stand in a context");
        let local = context.builder.local(name, ty, space, span);
        context.builder.local_address(&mut self.types, local, span)
    }

    /// A context with nothing in it.
    pub(super) fn context(
        &mut self,
        builder: FunctionBuilder,
        scope: ScopeId,
        kind: ContextKind,
    ) -> Context<'a> {
        self.next_context += 1;
        Context {
            id: self.next_context,
            builder,
            scope,
            kind,
            decl: None,
            instance: None,
            ret: Return::Deduced(None),
            this: None,
            mutated: Rc::default(),
            breakable: Vec::new(),
            initialized: BTreeSet::new(),
            calls: Vec::new(),
            depth: self.contexts.last().map_or(0, |context| context.depth),
            generic: self.contexts.last().is_some_and(|context| context.generic),
        }
    }

    /// Runs `work` in a context of its own that is thrown away or evaluated.
    pub(super) fn scratch<R>(
        &mut self,
        kind: ContextKind,
        scope: ScopeId,
        span: Span,
        work: impl FnOnce(&mut Self) -> R,
    ) -> (R, Context<'a>) {
        let void = self.ir(Ty::VOID);
        let builder = FunctionBuilder::new("", Vec::new(), void, span);
        let context = self.context(builder, scope, kind);
        self.contexts.push(context);
        let result = work(self);
        let context = self.contexts.pop().expect("pushed above");
        (result, context)
    }

    /// Runs `work` in a new block scope.
    pub(super) fn in_block<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let outer = self.scope();
        let inner = self.new_scope(Some(outer), ScopeKind::Block);
        self.in_scope(inner, work)
    }

    pub(super) fn in_scope<R>(&mut self, scope: ScopeId, work: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::replace(&mut self.cx().scope, scope);
        let result = work(self);
        self.cx().scope = outer;
        result
    }
}
