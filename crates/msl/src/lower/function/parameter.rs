//! Parameters in the IR, and what a body's names for them stand for.

use super::{DeclId, FunctionDecl, Signature, Source};
use crate::lower::{
    Lowerer, Storage, Variable,
    scope::{Entity, ScopeKind},
    ty::{QualTy, Target, Ty, TyKind},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, Const, EntryParam, Param, ValueId},
    source::Origin,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    pub(super) fn ir_params(
        &mut self,
        decl: DeclId,
        signature: &Signature,
        this: Option<Target>,
        kernel: Option<&[Option<EntryParam>]>,
    ) -> Vec<Param> {
        let FunctionDecl { ast, span, .. } = self.functions[decl.0];
        let mut params = Vec::new();
        if let Some(target) = this {
            let ty = self.tys.pointer(target);
            params.push(Param {
                name: "this".into(),
                ty: self.ir(ty),
                span,
            });
        }
        if let Some(closure) = ast.closure() {
            self.capture_params(closure, "", &mut params);
        }
        for (index, (&origin, &ty)) in signature.origins.iter().zip(&signature.params).enumerate() {
            let param = &ast.params()[origin];
            let name = param.name.as_ref().map_or("", |name| name.name.as_str());
            if let TyKind::Closure(closure) = self.tys[ty] {
                self.capture_params(closure as usize, name, &mut params);
                continue;
            }
            let ty = match kernel.and_then(|kernel| kernel.get(index)) {
                Some(None) => continue,
                Some(Some(EntryParam::BuiltIn(built_in))) => self.built_in_ty(*built_in),
                _ => ty,
            };
            params.push(Param {
                name: name.to_owned(),
                ty: self.ir(ty),
                span: param.span,
            });
        }
        params
    }

    fn capture_params(&mut self, closure: usize, of: &str, params: &mut Vec<Param>) {
        if let Some(target) = self.closures[closure].this {
            let ty = self.tys.pointer(target);
            params.push(Param {
                name: "this".into(),
                ty: self.ir(ty),
                span: self.closure_span(closure),
            });
        }
        let captures = self.closures[closure].captures.clone();
        for capture in captures {
            if let TyKind::Closure(inner) = self.tys[capture.ty] {
                self.capture_params(inner as usize, &capture.name.name, params);
                continue;
            }
            let name = if of.is_empty() {
                capture.name.name.to_string()
            } else {
                format!("{of}_{}", capture.name.name)
            };
            params.push(Param {
                name,
                ty: self.ir(capture.ty),
                span: capture.name.span,
            });
        }
    }

    pub(super) fn bind_params(
        &mut self,
        ast: Source<'a>,
        signature: &Signature,
        kernel: Option<&[Option<EntryParam>]>,
    ) {
        let mut position = u32::from(self.cx().this.is_some());
        if let Some(closure) = ast.closure() {
            if let Some(target) = self.closures[closure].this {
                let value = self.next_param(&mut position);
                self.cx().this = Some((value, target));
            }
            self.bind_captures(closure, &mut position);
            // Parameters may hide what is captured.
            let inner = self.new_scope(Some(self.scope()), ScopeKind::Block);
            self.cx().scope = inner;
        }
        for (at, param) in ast.params().iter().enumerate() {
            let own = signature.origins.iter().enumerate();
            let own: Vec<usize> = own
                .filter(|(_, origin)| **origin == at)
                .map(|(index, _)| index)
                .collect();
            let outer = self.scope();
            let mut elements = Vec::new();
            for index in own {
                if param.pack {
                    let inner = self.new_scope(Some(outer), ScopeKind::Block);
                    self.cx().scope = inner;
                }
                let built_in = kernel.and_then(|kernel| kernel.get(index));
                self.bind_one(param, signature.params[index], built_in, &mut position);
                if let (true, Some(name)) = (param.pack, &param.name) {
                    elements.extend(self.entity_of(self.scope(), &name.name).cloned());
                }
            }
            self.cx().scope = outer;
            if let (true, Some(name)) = (param.pack, &param.name) {
                self.bind(outer, &name.name, Entity::Pack(elements));
            }
        }
    }

    fn bind_captures(&mut self, closure: usize, position: &mut u32) {
        let scope = self.scope();
        let mut packs: Vec<(&'a ast::Ident, Vec<Entity>)> = Vec::new();
        for capture in self.closures[closure].captures.clone() {
            let Some(at) = capture.element else {
                self.bind_argument(capture.name, (capture.ty, capture.constant), position);
                continue;
            };
            let inner = self.new_scope(Some(scope), ScopeKind::Block);
            self.cx().scope = inner;
            self.bind_argument(capture.name, (capture.ty, capture.constant), position);
            self.cx().scope = scope;
            let Some(element) = self.entity_of(inner, &capture.name.name).cloned() else {
                continue;
            };
            let of_pack = packs.iter().position(|(name, _)| *name == capture.name);
            let of_pack = of_pack.unwrap_or_else(|| {
                // Elements that need no capture stand as they are.
                let known = match self.lookup(scope, &capture.name.name) {
                    Some((Entity::Pack(elements), _)) => elements,
                    _ => Vec::new(),
                };
                packs.push((capture.name, known));
                packs.len() - 1
            });
            if let Some(known) = packs[of_pack].1.get_mut(at) {
                *known = element;
            }
        }
        for (name, elements) in packs {
            self.bind(scope, &name.name, Entity::Pack(elements));
        }
    }

    fn bind_one(
        &mut self,
        param: &'a ast::Parameter,
        ty: Ty,
        entry: Option<&Option<EntryParam>>,
        position: &mut u32,
    ) {
        if let TyKind::Closure(closure) = self.tys[ty] {
            match &param.name {
                Some(name) => self.bind_argument(name, (ty, true), position),
                None => {
                    let count = self.capture_count(closure as usize);
                    *position += u32::try_from(count).expect("captures are few");
                }
            }
            return;
        }
        let value = match entry {
            // Left out: memory is nowhere, and a built-in is zero.
            Some(None) => {
                let ir = self.ir(ty);
                self.cx().builder.constant(ir, Const::Zero, param.span)
            }
            Some(Some(EntryParam::BuiltIn(built_in))) => {
                let value = self.next_param(position);
                self.built_in_value(*built_in, value, ty, param.span)
            }
            _ => self.next_param(position),
        };
        if let Some(name) = &param.name {
            self.bind_param(name, ty, param.ty.qualifiers.constant, value);
        }
    }

    /// Makes a captured variable, or a closure's captures, known.
    fn bind_argument(&mut self, name: &'a ast::Ident, (ty, constant): (Ty, bool), at: &mut u32) {
        let TyKind::Closure(closure) = self.tys[ty] else {
            let value = self.next_param(at);
            return self.bind_param(name, ty, constant, value);
        };
        let values = (0..self.capture_count(closure as usize)).map(|_| self.next_param(at));
        let storage = Storage::Closure(values.collect());
        self.declare_local(name, QualTy::of(ty, true), storage, false);
    }

    /// Values that a closure consists of.
    fn capture_count(&self, closure: usize) -> usize {
        let captures = self.closures[closure].captures.iter();
        let count = |ty: Ty| match self.tys[ty] {
            TyKind::Closure(inner) => self.capture_count(inner as usize),
            _ => 1,
        };
        let own: usize = captures.map(|capture| count(capture.ty)).sum();
        own + usize::from(self.closures[closure].this.is_some())
    }

    fn next_param(&mut self, position: &mut u32) -> ValueId {
        let value = self.cx().builder.param(*position);
        *position += 1;
        value
    }

    /// Makes a parameter known: as a place where the body changes it, as its value otherwise.
    pub(in crate::lower) fn bind_param(
        &mut self,
        name: &'a ast::Ident,
        ty: Ty,
        constant: bool,
        value: ValueId,
    ) {
        let span = name.span;
        let (ty, constant, storage) = match self.tys[ty] {
            TyKind::Error => (ty, false, Storage::Error),
            TyKind::Reference(target) => (
                target.ty,
                target.constant,
                Storage::Place(value, target.space),
            ),
            ref kind => {
                let pointer = matches!(kind, TyKind::Pointer(_) | TyKind::Function { .. });
                if self.cx().mutated.contains(&name.name, pointer) {
                    let place = self.local_place(&name.name, ty, AddressSpace::Thread, span);
                    self.store_value(place, value, span);
                    self.mark_initialized(place);
                    (ty, constant, Storage::Place(place, AddressSpace::Thread))
                } else {
                    (ty, constant, Storage::Value(value))
                }
            }
        };
        self.declare_local(name, QualTy::of(ty, constant), storage, false);
    }

    /// Makes a variable of the current function known.
    pub(in crate::lower) fn declare_local(
        &mut self,
        name: &'a ast::Ident,
        ty: QualTy,
        storage: Storage,
        usable: bool,
    ) {
        let QualTy { ty, constant, .. } = ty;
        let context = self.cx().id;
        let scope = self.scope();
        let span = name.span;
        let previous = match self.entity_of(scope, &name.name) {
            Some(Entity::Local(index)) => Some(self.variables[*index].span),
            _ => None,
        };
        if let Some(previous) = previous {
            let diagnostic = Diagnostic::error(
                "redeclaration",
                span,
                format!("`{}` is declared already in this scope", name.name),
            )
            .with_related(previous, "declared here first");
            let is_ours = self.sources.file(previous.file).origin == Origin::Builtin;
            return self.report(match is_ours {
                true => diagnostic
                    .with_note("the launch gives the kernel an input or output of this name"),
                false => diagnostic,
            });
        }
        let index = self.variables.len();
        self.variables.push(Variable {
            ty,
            constant,
            storage,
            context,
            usable,
            span,
        });
        self.bind(scope, &name.name, Entity::Local(index));
    }

    pub(in crate::lower) fn mark_initialized(&mut self, address: ValueId) {
        let context = self.cx();
        if let Some(local) = context.builder.function().local_of(address) {
            context.initialized.insert(local);
        }
    }
}
