//! Syntax tree to typed IR: names, overloads, templates, conversions and constants are settled here.
//!
//! What it is not: no pass over the IR, no optimizer. Three simplifications are made on the way
//! because they need the source: constant expressions are folded, branches whose condition is
//! constant are dropped, and a variable that nothing in its function can change is a value and
//! takes no memory.
//!
//! # How it goes
//!
//! 1. `item` declares everything of program scope. Templates stay syntax.
//! 2. Kernels, explicit instantiations and ordinary functions are lowered. A call of a function
//!    asks only for its signature and puts the instance on a list; the list is worked off
//!    afterwards, so chains of calls need no stack here.
//! 3. `link` finds recursion, leaves out the kernels that need what is not supported, and keeps what the
//!    others reach, callees first.
//!
//! Constant expressions are lowered like any other, into a function of their own that is never
//! part of the module; `constant` folds or runs it.
//!
//! # Errors
//!
//! Everything is reported once, at the user's token. What an erroneous expression is used for is
//! not reported again: it has the error type, which everything accepts.
//!
//! The rules are those of C++14 (\[conv\], \[over\], \[temp\]) with clauses 2, 4 and 5 of the Metal
//! specification on top.

mod constant;
mod context;
mod conversion;
mod expr;
mod function;
mod item;
mod link;
mod mutation;
mod overload;
mod record;
mod scope;
mod spelling;
mod stmt;
mod template;
mod ty;

pub(crate) use mutation::{Node, walk};

use crate::{
    arena::Arena,
    diagnostic::{Diagnostic, Diagnostics},
    hash::HashMap,
    ir::{self, Global, GlobalId, MathMode, TypeArena},
    source::{FileId, SourceMap, Span},
    syntax::ast,
    unit::Unit,
};
pub use link::Refused;

use context::{Breakable, Context, ContextKind, Return, Storage, Variable};
use link::unique::UniqueNames;
use scope::{Scope, ScopeId, ScopeKind};
use std::{
    cell::Cell,
    collections::{BTreeMap, BTreeSet},
};
use ty::TyArena;

/// Expressions, statements, types and bodies inside each other that are followed; the stack of a
/// thread with 2 MiB holds about twice as many in an unoptimised build.
const MAX_DEPTH: u32 = 400;

/// Functions and structs that templates may bring into being.
const MAX_INSTANCES: usize = 8192;

/// Instances that ask for each other in a row.
const MAX_INSTANCE_DEPTH: u32 = 128;

/// Of instances inside each other, how many a finding names.
const MAX_REQUESTS_SHOWN: usize = 2;

/// Expressions, statements and types that are looked at, counting each for every instance of a
/// template: what a file of 100,000 lines needs, and some seconds of work.
const MAX_WORK: u32 = 1 << 22;

/// Pointers, arrays and structs inside each other; every pass walks over them.
const MAX_TYPE_DEPTH: u32 = 128;

/// Bytes of one variable.
const MAX_OBJECT_BYTES: u64 = 1 << 26;

/// What lowering makes.
#[derive(Clone, Debug)]
pub struct Lowered {
    /// It means something only if no error was reported.
    pub module: ir::Module,
    /// Expressions, statements and types that were looked at, each for every instance of a template.
    pub work: u32,
    /// The kernels that need what is not supported, which are not in the module.
    pub refused: Vec<Refused>,
}

/// Lowers a translation unit.
pub fn lower(
    file: &ast::File,
    sources: &SourceMap,
    unit: &Unit,
    diagnostics: &mut Diagnostics,
) -> Lowered {
    let mut lowerer = Lowerer::new(sources, unit.math_mode);
    lowerer.function_constants.given.clone_from(&unit.constants);
    lowerer.take_refusals(diagnostics);
    let root = lowerer.root;
    lowerer.items(&file.items, root);
    lowerer.lower_roots();
    let (module, refused) = lowerer.link();
    let (of_file, unneeded) = lowerer.other_refusals(&refused);
    let work = lowerer.work;
    let mut findings: Vec<Diagnostic> = lowerer.certain;
    findings.extend(lowerer.diagnostics.iter().cloned());
    findings.extend(of_file);
    findings.extend(unneeded);
    findings.sort_by_key(|finding| (finding.span.file, finding.span.start));
    for finding in findings {
        diagnostics.push(finding);
    }
    Lowered {
        module,
        work,
        refused,
    }
}

/// Whether the library declares a type of this name that has values.
pub(crate) fn is_value_type(name: &str) -> bool {
    spelling::library_type(name).is_some_and(|kind| kind != ty::TyKind::Void)
}

/// Overloads, and the template arguments that were written for them.
type FunctionValue = (Vec<function::DeclId>, Option<Vec<template::TemplateArg>>);

/// Where a function is defined, its name, its file and its parameters.
type Definition<'a> = (ScopeId, &'a str, FileId, Vec<ty::Ty>);

/// Everything known so far.
struct Lowerer<'a> {
    /// For fixes that quote the text; nothing else depends on it.
    sources: &'a SourceMap,
    diagnostics: Diagnostics,
    /// What is not supported, and belongs to declarations.
    refusals: link::Known,
    /// Whether something of the error type was seen in the function at work.
    doubtful: bool,
    /// Whether the text has errors that are found before this.
    broken: bool,
    /// Findings that are certain even where the use that led to them is only tried.
    certain: Vec<Diagnostic>,
    types: TypeArena,
    tys: TyArena,
    math_mode: MathMode,
    root: ScopeId,
    scopes: Vec<Scope<'a>>,
    variables: Vec<Variable>,
    statics: Vec<item::Static<'a>>,
    function_constants: item::FunctionConstants,
    globals: Arena<Global>,
    /// Those that are `constexpr` variables of functions, which C++ has in thread memory.
    local_tables: BTreeSet<GlobalId>,
    logs: Vec<ir::LogFormat>,
    enums: Vec<item::EnumInfo>,
    records: Vec<record::Record<'a>>,
    record_templates: Vec<template::RecordTemplate<'a>>,
    record_instances: HashMap<(usize, Vec<template::TemplateArg>), record::RecordId>,
    alias_templates: Vec<template::AliasTemplate<'a>>,
    alias_depth: u32,
    functions: Vec<function::FunctionDecl<'a>>,
    /// Functions with a body that are neither templates nor members.
    definitions: HashMap<Definition<'a>, Span>,
    instances: Vec<function::Instance>,
    closures: Vec<expr::Closure<'a>>,
    /// Types that stand for functions by their names.
    function_values: HashMap<FunctionValue, ty::Ty>,
    pointed: function::Pointed,
    /// Names of functions, and whether one of them may change an argument.
    changing_functions: BTreeMap<&'a str, bool>,
    instance_ids: HashMap<function::InstanceKey, usize>,
    overloads: HashMap<function::DeclId, overload::Overloads>,
    bound_signatures: HashMap<overload::Deduced, Option<overload::Bound>>,
    pending: Vec<usize>,
    /// The type as written of the variable that is initialized.
    declaring: Option<&'a ast::Type>,
    function_specializations: Vec<function::DeclId>,
    static_templates: Vec<template::StaticTemplate<'a>>,
    static_instances: HashMap<(usize, Vec<template::TemplateArg>), usize>,
    instantiations: Vec<(&'a ast::Instantiation, ScopeId)>,
    kernels: Vec<function::Kernel>,
    /// Instances of templates that are being made, with the uses that asked for them.
    requests: Vec<(String, Span)>,
    contexts: Vec<Context<'a>>,
    next_context: usize,
    /// Steps that constant expressions took.
    constant_steps: Cell<u64>,
    depth: u32,
    /// Expressions, statements and types looked at.
    work: u32,
    /// How many names were declared so far.
    clock: u32,
    /// The time of the library's last declaration.
    library_until: u32,
    /// The text at work knows what namespaces had declared by then.
    horizon: u32,
    record_names: UniqueNames,
    global_names: UniqueNames,
}

impl<'a> Lowerer<'a> {
    fn new(sources: &'a SourceMap, math_mode: MathMode) -> Self {
        let mut lowerer = Self {
            sources,
            diagnostics: Diagnostics::default(),
            refusals: link::Known::default(),
            doubtful: false,
            broken: false,
            certain: Vec::new(),
            types: TypeArena::default(),
            tys: TyArena::new(),
            math_mode,
            root: ScopeId(0),
            scopes: Vec::new(),
            variables: Vec::new(),
            statics: Vec::new(),
            function_constants: item::FunctionConstants::default(),
            globals: Arena::default(),
            local_tables: BTreeSet::new(),
            logs: Vec::new(),
            enums: Vec::new(),
            records: Vec::new(),
            record_templates: Vec::new(),
            record_instances: HashMap::default(),
            alias_templates: Vec::new(),
            alias_depth: 0,
            definitions: HashMap::default(),
            functions: Vec::new(),
            instances: Vec::new(),
            closures: Vec::new(),
            function_values: HashMap::default(),
            pointed: function::Pointed::default(),
            changing_functions: BTreeMap::new(),
            instance_ids: HashMap::default(),
            overloads: HashMap::default(),
            bound_signatures: HashMap::default(),
            pending: Vec::new(),
            declaring: None,
            function_specializations: Vec::new(),
            static_templates: Vec::new(),
            static_instances: HashMap::default(),
            instantiations: Vec::new(),
            kernels: Vec::new(),
            requests: Vec::new(),
            contexts: Vec::new(),
            next_context: 0,
            constant_steps: Cell::new(0),
            depth: 0,
            work: 0,
            clock: 0,
            library_until: 0,
            horizon: u32::MAX,
            record_names: UniqueNames::default(),
            global_names: UniqueNames::default(),
        };
        lowerer.root = lowerer.new_scope(None, ScopeKind::Namespace);
        lowerer
    }

    fn report(&mut self, mut diagnostic: Diagnostic) {
        let count = self.requests.len();
        for (at, (name, span)) in self.requests.iter().enumerate().rev() {
            // The use that the user wrote first, and those next to the finding.
            let shown = at == 0 || at + MAX_REQUESTS_SHOWN >= count;
            if shown && *span != diagnostic.span {
                diagnostic =
                    diagnostic.with_related(*span, format!("in instantiation of `{name}`"));
            }
        }
        self.diagnostics.push(diagnostic);
    }

    /// Runs `work` for a template's instance: findings say who asked for it.
    fn on_behalf<R>(
        &mut self,
        request: Option<(String, Span)>,
        work: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let kept = self.requests.len();
        self.requests.extend(request);
        let result = work(self);
        self.requests.truncate(kept);
        result
    }

    fn error(&mut self, name: &'static str, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::error(name, span, message));
    }

    fn unsupported(&mut self, what: &str, span: Span) {
        self.error(
            "unsupported-feature",
            span,
            format!("{what} is not supported"),
        );
    }

    /// Runs `work` with findings set aside; says whether it reported errors, and forgets them.
    fn attempt<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> Option<R> {
        let (outer, doubtful) = (std::mem::take(&mut self.diagnostics), self.doubtful);
        let result = work(self);
        let inner = std::mem::replace(&mut self.diagnostics, outer);
        self.doubtful = doubtful;
        (!inner.has_errors()).then_some(result)
    }

    /// Runs `work` whose findings stand even if the use that asked for it is only tried.
    fn hard<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let outer = std::mem::take(&mut self.diagnostics);
        let result = work(self);
        let inner = std::mem::replace(&mut self.diagnostics, outer);
        self.certain.extend(inner.iter().cloned());
        result
    }

    /// One level deeper into the source, unless that is too deep.
    fn nested<R>(&mut self, span: Span, work: impl FnOnce(&mut Self) -> R) -> Option<R> {
        if self.depth >= MAX_DEPTH {
            self.error("nesting-too-deep", span, "this is nested too deeply");
            return None;
        }
        if self.work >= MAX_WORK {
            return self.too_much_work(span);
        }
        self.work += 1;
        self.depth += 1;
        let result = work(self);
        self.depth -= 1;
        Some(result)
    }

    /// Counts work that no expression of its own does; the next expression says so if it was too much.
    fn spend(&mut self, work: usize) {
        if self.work < MAX_WORK {
            let work = u32::try_from(work).unwrap_or(MAX_WORK);
            self.work = self.work.saturating_add(work).min(MAX_WORK);
        }
    }

    /// Says so once, even where a use is only tried.
    fn too_much_work<R>(&mut self, span: Span) -> Option<R> {
        if self.work == MAX_WORK {
            self.work += 1;
            let message = "the templates of this source ask for too much";
            self.hard(|lowerer| lowerer.error("instantiation-too-deep", span, message));
        }
        None
    }
}
