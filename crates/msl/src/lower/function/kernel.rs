//! Kernels: what a launch binds to their parameters.

use crate::lower::{
    Lowerer,
    function::{DeclId, Signature},
    scope::ScopeId,
    spelling::base_name,
    template::TemplateArg,
    ty::{Target, Ty, TyKind},
};
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{AddressSpace, BufferAccess, BuiltIn, EntryParam, Op, Scalar, ValueId},
    source::Span,
    syntax::ast,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// Of a parameter about which an error was reported.
const NO_INDEX: u32 = u32::MAX;

/// A kernel that the module will offer.
pub(in crate::lower) struct Kernel {
    pub(in crate::lower) name: String,
    pub(in crate::lower) instance: usize,
    /// `None` for a parameter that function constants leave out.
    pub(in crate::lower) params: Vec<Option<EntryParam>>,
    /// As in [`EntryPoint`](crate::ir::EntryPoint).
    pub(in crate::lower) undecided: BTreeMap<usize, BTreeSet<u32>>,
    pub(in crate::lower) max_threads: Option<u32>,
}

impl<'a> Lowerer<'a> {
    /// Takes a kernel's instance into the module.
    pub(in crate::lower) fn declare_kernel(
        &mut self,
        decl: DeclId,
        arguments: Vec<TemplateArg>,
        signature: Rc<Signature>,
        (host_name, span): (Option<String>, Span),
    ) {
        let declaration = self.functions[decl.0].clone();
        let Some(ast) = declaration.ast.function() else {
            return;
        };
        if signature.ret != Some(Ty::VOID) && signature.ret != Some(Ty::ERROR) {
            let mut diagnostic =
                Diagnostic::error("type-mismatch", declaration.span, "a kernel returns `void`")
                    .with_help("write results to a buffer");
            if let Some(name) = ast.ret.as_ref().and_then(base_name) {
                let ret = ast.ret.as_ref().map_or(name.span, |ret| ret.span);
                diagnostic =
                    diagnostic.with_suggestion(Suggestion::replace(ret, &name.name, "void"));
            }
            self.report(diagnostic);
        }
        let ((params, undecided), refusals) =
            self.declaring(|lowerer| lowerer.entry_params(ast, &signature));
        let name = host_name
            .or_else(|| self.host_name(&ast.attributes))
            .unwrap_or_else(|| declaration.name.to_owned());
        if self.kernels.iter().any(|kernel| kernel.name == name) {
            let message = format!("there is a kernel `{name}` already");
            return self.error("redeclaration", span, message);
        }
        let max_threads = self.max_threads(&ast.attributes, signature.scope);
        let key = (decl, arguments, None);
        let Some(instance) = self.instance(key, signature, declaration.span) else {
            return;
        };
        self.instances[instance].refusals.extend(refusals);
        self.kernels.push(Kernel {
            name,
            instance,
            params,
            undecided,
            max_threads,
        });
    }

    pub(super) fn host_name(&mut self, attributes: &'a [ast::Attribute]) -> Option<String> {
        let attribute = attributes.iter().find(|a| a.name.name == "host_name")?;
        match attribute.arguments.first().map(|argument| &argument.kind) {
            Some(ast::ExprKind::String(name)) => Some(name.clone()),
            _ => {
                self.error(
                    "type-mismatch",
                    attribute.name.span,
                    "`host_name` takes a string",
                );
                None
            }
        }
    }

    fn max_threads(&mut self, attributes: &'a [ast::Attribute], scope: ScopeId) -> Option<u32> {
        let named = |a: &&ast::Attribute| a.name.name == "max_total_threads_per_threadgroup";
        let attribute = attributes.iter().find(named)?;
        let (_, bits) = self.constant_integer(attribute.arguments.first()?, scope)?;
        u32::try_from(bits).ok()
    }

    /// The bindings, and which of them function constants decide.
    fn entry_params(
        &mut self,
        ast: &'a ast::Function,
        signature: &Signature,
    ) -> (Vec<Option<EntryParam>>, BTreeMap<usize, BTreeSet<u32>>) {
        let mut binder = Binder::default();
        for param in &ast.params {
            for attribute in &param.attributes {
                if attribute.name.name == "buffer"
                    && let Some(index) = self.attribute_index(attribute)
                {
                    binder.taken.insert(index);
                }
            }
        }
        let mut params = Vec::new();
        let mut undecided = BTreeMap::new();
        let mut exist = 0;
        for (param, &ty) in ast.params.iter().zip(&signature.params) {
            let entry = self.entry_param(param, ty, &mut binder);
            let condition = param.attributes.iter();
            let condition = condition
                .into_iter()
                .find(|a| a.name.name == "function_constant");
            let exists = condition.map(|a| self.parameter_exists(a, signature.scope));
            if let Some(Err(indices)) = &exists {
                undecided.insert(exist, indices.clone());
            }
            let exists = !matches!(exists, Some(Ok(false)));
            exist += usize::from(exists);
            params.push(exists.then_some(entry));
        }
        self.check_built_ins(ast, signature, &params);
        self.check_indices(ast, &params, &undecided);
        (params, undecided)
    }

    /// Two parameters have one index only where function constants choose between them.
    fn check_indices(
        &mut self,
        ast: &'a ast::Function,
        params: &[Option<EntryParam>],
        undecided: &BTreeMap<usize, BTreeSet<u32>>,
    ) {
        let mut taken: BTreeMap<(bool, u32), Span> = BTreeMap::new();
        let mut exist = 0;
        for (param, declared) in params.iter().zip(&ast.params) {
            let Some(param) = param else { continue };
            let key = match *param {
                EntryParam::Buffer {
                    index: NO_INDEX, ..
                } => None,
                EntryParam::Buffer { index, .. } => Some((false, index)),
                EntryParam::Threadgroup { index } => Some((true, index)),
                EntryParam::BuiltIn(_) => None,
            };
            let certain = !undecided.contains_key(&exist);
            exist += 1;
            let Some(key) = key.filter(|_| certain) else {
                continue;
            };
            if let Some(&other) = taken.get(&key) {
                let message = format!("another parameter has the index {} already", key.1);
                let free = (0..).find(|index| !taken.contains_key(&(key.0, *index)));
                let diagnostic = Diagnostic::error("redeclaration", declared.span, message)
                    .with_related(other, "declared here")
                    .with_help(format!("take another one, such as {}", free.unwrap_or(0)));
                self.report(diagnostic);
            }
            taken.insert(key, declared.span);
        }
    }

    fn attribute_index(&mut self, attribute: &'a ast::Attribute) -> Option<u32> {
        let (_, bits) = self.constant_integer(attribute.arguments.first()?, self.root)?;
        u32::try_from(bits).ok().filter(|index| *index < 31)
    }

    fn entry_param(
        &mut self,
        param: &'a ast::Parameter,
        ty: Ty,
        binder: &mut Binder,
    ) -> EntryParam {
        let fallback = EntryParam::Buffer {
            index: NO_INDEX,
            access: BufferAccess::Read,
        };
        for attribute in &param.attributes {
            let name = attribute.name.name.as_str();
            let built_in = BuiltIn::ALL.iter().find(|(_, spelled)| *spelled == name);
            if let Some((built_in, _)) = built_in {
                self.check_built_in(*built_in, ty, &param.ty);
                return EntryParam::BuiltIn(*built_in);
            }
            match name {
                "buffer" | "threadgroup" => {
                    let Some(index) = self.attribute_index(attribute) else {
                        let message = format!("expected an index from 0 to 30 in `{name}(...)`");
                        self.error("type-mismatch", attribute.name.span, message);
                        return fallback;
                    };
                    return self.memory_param(param, ty, index, name == "threadgroup");
                }
                "stage_in" | "texture" | "sampler" => {
                    // The type is the reason that a reader understands.
                    if ty != Ty::ERROR {
                        let what = format!("a parameter with `[[{name}]]`");
                        self.unsupported(&what, attribute.name.span);
                    }
                    return fallback;
                }
                _ => {}
            }
        }
        self.unbound_param(param, ty, binder).unwrap_or(fallback)
    }

    /// A parameter without an attribute that binds it: memory takes the next free index.
    fn unbound_param(
        &mut self,
        param: &'a ast::Parameter,
        ty: Ty,
        binder: &mut Binder,
    ) -> Option<EntryParam> {
        let (TyKind::Pointer(target) | TyKind::Reference(target)) = self.tys[ty] else {
            if ty != Ty::ERROR {
                let diagnostic = self.unbound(param, ty);
                self.report(diagnostic);
            }
            return None;
        };
        let threadgroup = target.space == AddressSpace::Threadgroup;
        let index = if threadgroup {
            binder.next_threadgroup()
        } else {
            binder.next_buffer()
        };
        Some(self.memory_param(param, ty, index, threadgroup))
    }

    fn memory_param(
        &mut self,
        param: &'a ast::Parameter,
        ty: Ty,
        index: u32,
        threadgroup: bool,
    ) -> EntryParam {
        let target = match self.tys[ty] {
            TyKind::Pointer(target) | TyKind::Reference(target) => Some(target),
            _ => None,
        };
        let fits = |target: &Target| match target.space {
            AddressSpace::Threadgroup => threadgroup,
            AddressSpace::Device | AddressSpace::Constant => !threadgroup,
            AddressSpace::Thread => false,
        };
        if ty != Ty::ERROR && !target.as_ref().is_some_and(fits) {
            let expected = match threadgroup {
                true => "a pointer or reference to `threadgroup` memory",
                false => "a pointer or reference to `device` or `constant` memory",
            };
            let message = format!("expected {expected}, found `{}`", self.ty_name(ty));
            let diagnostic = Diagnostic::error("address-space-mismatch", param.span, message);
            let diagnostic = self.with_space(diagnostic, param, threadgroup);
            self.report(diagnostic);
        }
        let constant = target.is_some_and(|target| target.constant);
        let access = if constant {
            BufferAccess::Read
        } else {
            BufferAccess::ReadWrite
        };
        match threadgroup {
            true => EntryParam::Threadgroup { index },
            false => EntryParam::Buffer { index, access },
        }
    }

    /// The bindings, where the instance is a kernel's.
    pub(in crate::lower) fn kernel_params(
        &self,
        instance: usize,
    ) -> Option<Vec<Option<EntryParam>>> {
        let kernel = self
            .kernels
            .iter()
            .find(|kernel| kernel.instance == instance)?;
        Some(kernel.params.clone())
    }

    /// The type that a built-in has in the IR.
    pub(in crate::lower) fn built_in_ty(&mut self, built_in: BuiltIn) -> Ty {
        let lanes = if built_in.is_vector() { 3 } else { 1 };
        self.tys.vector(Scalar::U32, lanes)
    }

    /// A built-in as the type its parameter declares.
    pub(in crate::lower) fn built_in_value(
        &mut self,
        built_in: BuiltIn,
        value: ValueId,
        ty: Ty,
        span: Span,
    ) -> ValueId {
        let Some((_, lanes)) = self.tys.shape(ty) else {
            return value;
        };
        let mut value = value;
        if built_in.is_vector() && lanes < 3 {
            let part = self.tys.vector(Scalar::U32, lanes);
            let part = self.ir(part);
            let op = match lanes {
                1 => Op::Extract {
                    whole: value,
                    index: 0,
                },
                _ => Op::Swizzle {
                    whole: value,
                    order: vec![0, 1],
                },
            };
            value = self.eval(op, part, span);
        }
        let ty = self.ir(ty);
        if self.cx().builder.ty(value) != ty {
            value = self.eval(Op::Convert(value), ty, span);
        }
        value
    }
}

/// Indices that buffers without one take.
#[derive(Default)]
struct Binder {
    taken: BTreeSet<u32>,
    threadgroup: u32,
}

impl Binder {
    fn next_buffer(&mut self) -> u32 {
        let free = (0..)
            .find(|index| !self.taken.contains(index))
            .expect("indices do not end");
        self.taken.insert(free);
        free
    }

    fn next_threadgroup(&mut self) -> u32 {
        self.threadgroup += 1;
        self.threadgroup - 1
    }
}
