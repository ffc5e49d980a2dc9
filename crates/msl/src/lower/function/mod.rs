//! Functions: declarations with their signatures, and instances with their bodies.

mod binding;
mod instance;
mod instantiation;
mod kernel;
mod parameter;
mod pointer;
mod signature;

pub(super) use kernel::Kernel;
pub(super) use pointer::Pointed;

use crate::lower::{
    Lowerer,
    link::Refusals,
    record::{RecordId, member_template},
    scope::{Entity, ScopeId},
    template::TemplateArg,
    ty::{Target, Ty, TyKind},
};
use crate::{
    ir::{AddressSpace, Function},
    source::Span,
    syntax::ast,
};
use std::rc::Rc;

/// A declaration of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::lower) struct DeclId(pub(in crate::lower) usize);

/// The syntax of a function.
#[derive(Clone, Copy)]
pub(in crate::lower) enum Source<'a> {
    Function(&'a ast::Function),
    /// The call operator of a closure type.
    Lambda(&'a ast::Lambda, usize),
    /// What the calls through pointers of a type call.
    Pointer(Ty),
}

impl<'a> Source<'a> {
    pub(in crate::lower) fn params(self) -> &'a [ast::Parameter] {
        match self {
            Self::Function(function) => &function.params,
            Self::Lambda(lambda, _) => &lambda.params,
            Self::Pointer(_) => &[],
        }
    }

    pub(in crate::lower) fn body(self) -> Option<&'a ast::Block> {
        match self {
            Self::Function(function) => function.body.as_ref(),
            Self::Lambda(lambda, _) => Some(&lambda.body),
            Self::Pointer(_) => None,
        }
    }

    pub(in crate::lower) fn function(self) -> Option<&'a ast::Function> {
        match self {
            Self::Function(function) => Some(function),
            Self::Lambda(..) | Self::Pointer(_) => None,
        }
    }

    /// The closure type whose captures come before the parameters.
    pub(in crate::lower) fn closure(self) -> Option<usize> {
        match self {
            Self::Function(_) | Self::Pointer(_) => None,
            Self::Lambda(_, closure) => Some(closure),
        }
    }
}

/// A declared function.
#[derive(Clone)]
pub(in crate::lower) struct FunctionDecl<'a> {
    pub(in crate::lower) ast: Source<'a>,
    /// The identifier, or an operator's punctuation.
    pub(in crate::lower) name: &'a str,
    pub(in crate::lower) span: Span,
    /// The scope it was declared in.
    pub(in crate::lower) scope: ScopeId,
    /// The struct it is a member of.
    pub(in crate::lower) record: Option<RecordId>,
    pub(in crate::lower) constructor: bool,
    /// When it was declared.
    pub(in crate::lower) since: u32,
    /// The declaration in the struct, with its default arguments, where `ast` is the definition
    /// outside.
    pub(in crate::lower) defaults: Option<&'a ast::Function>,
    /// Resolved once, where it is no template.
    pub(in crate::lower) signature: Option<Rc<Signature>>,
}

impl<'a> FunctionDecl<'a> {
    /// The default argument of a parameter.
    pub(in crate::lower) fn default(&self, param: usize) -> Option<&'a ast::Expr> {
        let declared = self.defaults.and_then(|ast| ast.params.get(param));
        let declared = declared.and_then(|param| param.default.as_ref());
        declared.or(self.ast.params().get(param)?.default.as_ref())
    }

    /// Template parameters; `None` for an ordinary function.
    pub(in crate::lower) fn template(&self) -> Option<&'a [ast::TemplateParameter]> {
        let template = member_template(self.ast.function()?);
        template.filter(|params| !params.is_empty())
    }
}

/// Types of a function.
#[derive(Clone, Debug)]
pub(in crate::lower) struct Signature {
    pub(in crate::lower) params: Vec<Ty>,
    /// For each of them its parameter in the text: a pack is one there.
    pub(in crate::lower) origins: Vec<usize>,
    /// `None` for `auto`.
    pub(in crate::lower) ret: Option<Ty>,
    /// Where the body's names are looked up.
    pub(in crate::lower) scope: ScopeId,
}

/// What makes two calls call the same function.
pub(in crate::lower) type InstanceKey = (DeclId, Vec<TemplateArg>, Option<Target>);

/// A function that will be in the module if it is reached.
pub(in crate::lower) struct Instance {
    pub(in crate::lower) decl: DeclId,
    pub(in crate::lower) signature: Rc<Signature>,
    pub(in crate::lower) this: Option<Target>,
    pub(in crate::lower) state: State,
    pub(in crate::lower) name: String,
    pub(in crate::lower) calls: Vec<(usize, Span)>,
    pub(in crate::lower) depth: u32,
    /// The use that asked for a template's instance.
    pub(in crate::lower) asked: Option<Span>,
    /// The instance whose body that use is in.
    pub(in crate::lower) parent: Option<usize>,
    /// Whether it is an instance of a template, or stands in one.
    pub(in crate::lower) generic: bool,
    /// What of it is not supported.
    pub(in crate::lower) refusals: Refusals,
    /// Whether something of the error type was seen in it.
    pub(in crate::lower) doubtful: bool,
}

/// How far an instance is.
pub(in crate::lower) enum State {
    Pending,
    InProgress,
    Done(Function),
    Failed,
}

/// What a declarator's name declares in its scope.
pub(in crate::lower) fn function_name(name: &ast::FunctionName) -> (&str, Span) {
    match name {
        ast::FunctionName::Ident(ident) => (&ident.name, ident.span),
        ast::FunctionName::Operator(punctuation, span) => (punctuation, *span),
        ast::FunctionName::Conversion(_, span) => ("operator T", *span),
    }
}

impl<'a> Lowerer<'a> {
    /// Makes a function known in a scope.
    pub(in crate::lower) fn declare_function(
        &mut self,
        ast: &'a ast::Function,
        scope: ScopeId,
        record: Option<RecordId>,
    ) -> DeclId {
        let (name, _) = function_name(&ast.name);
        let constructor = record.is_some()
            && ast.ret.is_none()
            && !matches!(ast.name, ast::FunctionName::Conversion(..));
        let id = self.new_function(ast, scope);
        let decl = &mut self.functions[id.0];
        (decl.record, decl.constructor) = (record, constructor);
        self.note_changes(name, ast);
        if constructor {
            return id;
        }
        match &ast.name {
            ast::FunctionName::Ident(ident) => {
                self.declare(scope, ident, Entity::Functions(vec![id]));
            }
            _ => self.bind(scope, name, Entity::Functions(vec![id])),
        }
        id
    }

    /// A function that no name leads to yet, and that is no member.
    pub(in crate::lower) fn new_function(
        &mut self,
        ast: &'a ast::Function,
        scope: ScopeId,
    ) -> DeclId {
        let (name, span) = function_name(&ast.name);
        let id = DeclId(self.functions.len());
        let since = self.now();
        self.functions.push(FunctionDecl {
            ast: Source::Function(ast),
            name,
            span,
            scope,
            record: None,
            constructor: false,
            since,
            defaults: None,
            signature: None,
        });
        id
    }

    /// Notes whether a function of this name may change an argument.
    pub(in crate::lower) fn note_changes(&mut self, name: &'a str, ast: &ast::Function) {
        let changes = ast
            .params
            .iter()
            .any(|param| is_mutable_reference(&param.ty));
        *self.changing_functions.entry(name).or_insert(false) |= changes;
    }

    /// What `this` points to inside a method, unless a call says otherwise.
    pub(in crate::lower) fn this_target(
        &mut self,
        record: RecordId,
        qualifiers: ast::Qualifiers,
    ) -> Target {
        let space = qualifiers
            .space
            .map_or(AddressSpace::Thread, crate::lower::spelling::space);
        let ty = self.tys.intern(TyKind::Record(record));
        Target {
            ty,
            space,
            constant: qualifiers.constant || space == AddressSpace::Constant,
        }
    }
}

fn is_mutable_reference(ty: &ast::Type) -> bool {
    matches!(&ty.kind, ast::TypeKind::Reference(inner) if !inner.qualifiers.constant)
}
