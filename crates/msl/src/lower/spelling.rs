//! What a spelled type or path means.

use super::{
    ContextKind, Lowerer, MAX_OBJECT_BYTES, MAX_TYPE_DEPTH,
    function::DeclId,
    scope::{Entity, ScopeId, ScopeKind},
    ty::{QualTy, Target, Ty, TyKind},
};
use crate::{
    analysis::layout::layout,
    diagnostic::Diagnostic,
    ir::{AddressSpace, Const, Scalar},
    source::Span,
    stdlib,
    syntax::ast,
};

/// What a path names.
#[derive(Clone, Debug)]
pub(super) enum Named<'a> {
    Type(QualTy),
    Functions(Vec<DeclId>, Option<&'a [ast::TemplateArgument]>),
    /// A function of the library.
    Library(stdlib::Namespace),
    Entity(Entity, ScopeId),
    Namespace(ScopeId),
    /// Reported.
    Error,
    /// Not found: the name and where it stands.
    Unknown(&'a ast::Ident),
}

/// The address space that a keyword names.
pub(super) const fn space(name: ast::AddressSpaceName) -> AddressSpace {
    match name {
        ast::AddressSpaceName::Device => AddressSpace::Device,
        ast::AddressSpaceName::Constant => AddressSpace::Constant,
        ast::AddressSpaceName::Threadgroup => AddressSpace::Threadgroup,
        ast::AddressSpaceName::Thread => AddressSpace::Thread,
    }
}

impl<'a> Lowerer<'a> {
    /// The type that a spelling means; reports and gives the error type otherwise.
    pub(super) fn spelled(&mut self, ty: &'a ast::Type, scope: ScopeId) -> QualTy {
        let span = ty.span;
        let spelled = self.nested(span, |lowerer| lowerer.spelled_inner(ty, scope));
        let spelled = spelled.unwrap_or(QualTy::ERROR);
        if self.is_too_deep(spelled.ty, span) {
            return QualTy::ERROR;
        }
        spelled
    }

    /// Reports a type that is too deep to walk over.
    pub(super) fn is_too_deep(&mut self, ty: Ty, span: Span) -> bool {
        let deep = self.type_depth(ty) > MAX_TYPE_DEPTH;
        if deep {
            self.error("nesting-too-deep", span, "this type is nested too deeply");
        }
        deep
    }

    fn spelled_inner(&mut self, ty: &'a ast::Type, scope: ScopeId) -> QualTy {
        let base = match &ty.kind {
            ast::TypeKind::Path(path) => self.spelled_path(path, scope),
            ast::TypeKind::Auto => {
                self.error(
                    "unsupported-feature",
                    ty.span,
                    "`auto` is not supported here",
                );
                QualTy::ERROR
            }
            ast::TypeKind::Decltype(expr) => QualTy::plain(self.type_of(expr, scope)),
            ast::TypeKind::Pointer(inner) => {
                let target = self.target(inner, scope);
                QualTy::plain(self.pointer_to(target))
            }
            ast::TypeKind::Reference(inner) => {
                let target = self.target(inner, scope);
                QualTy::plain(self.reference_to(target))
            }
            ast::TypeKind::Array(element, length) => {
                return self.spelled_array(element, length.as_deref(), ty.span, scope);
            }
            ast::TypeKind::Record(record) => {
                QualTy::plain(self.declare_record_in_place(record, scope, ty.span))
            }
            ast::TypeKind::Error => QualTy::ERROR,
        };
        QualTy {
            ty: base.ty,
            constant: base.constant || ty.qualifiers.constant,
            space: ty.qualifiers.space.map(space).or(base.space),
        }
    }

    fn target(&mut self, inner: &'a ast::Type, scope: ScopeId) -> Target {
        let inner = self.spelled(inner, scope);
        let space = inner.space.unwrap_or(AddressSpace::Thread);
        let constant = inner.constant || space == AddressSpace::Constant;
        Target {
            ty: inner.ty,
            space,
            constant,
        }
    }

    pub(super) fn pointer_to(&mut self, target: Target) -> Ty {
        match self.tys[target.ty] {
            TyKind::Error => Ty::ERROR,
            _ => self.tys.pointer(target),
        }
    }

    /// References to references are the inner one. A closure is what it captured, which nothing
    /// changes, so a reference to it is a copy.
    pub(super) fn reference_to(&mut self, target: Target) -> Ty {
        match self.tys[target.ty] {
            TyKind::Error => Ty::ERROR,
            TyKind::Reference(_) | TyKind::Closure(_) => target.ty,
            _ => self.tys.intern(TyKind::Reference(target)),
        }
    }

    fn spelled_array(
        &mut self,
        element: &'a ast::Type,
        length: Option<&'a ast::Expr>,
        span: Span,
        scope: ScopeId,
    ) -> QualTy {
        let element = self.spelled(element, scope);
        let Some(length) = length else {
            self.error("type-mismatch", span, "an array needs a length here");
            return QualTy::ERROR;
        };
        let Some(length) = self.array_length(length, scope) else {
            return QualTy::ERROR;
        };
        QualTy {
            ty: self.array_of(element.ty, length, span),
            ..element
        }
    }

    fn array_length(&mut self, length: &'a ast::Expr, scope: ScopeId) -> Option<u32> {
        let (scalar, bits) = self.constant_integer(length, scope)?;
        let value = super::constant::fold::integer(scalar, bits)?;
        match u32::try_from(value) {
            Ok(length) if length > 0 => Some(length),
            _ => {
                let message = format!("expected an array length of at least 1, found `{value}`");
                self.error("type-mismatch", length.span, message);
                None
            }
        }
    }

    /// The array type, unless it is no object that memory could hold.
    pub(super) fn array_of(&mut self, element: Ty, length: u32, span: Span) -> Ty {
        match self.tys[element] {
            TyKind::Error => return Ty::ERROR,
            TyKind::Void | TyKind::Reference(_) | TyKind::Closure(_) => {
                let message = format!("an array cannot hold `{}`", self.ty_name(element));
                self.error("type-mismatch", span, message);
                return Ty::ERROR;
            }
            _ => {}
        }
        let array = self.tys.array(element, length);
        let ir = self.ir(array);
        if layout(&self.types, ir).size_bytes > MAX_OBJECT_BYTES {
            self.error("object-too-large", span, "this array is larger than 64 MiB");
            return Ty::ERROR;
        }
        array
    }

    fn spelled_path(&mut self, path: &'a ast::Path, scope: ScopeId) -> QualTy {
        match self.named(path, scope) {
            Named::Type(ty) => ty,
            Named::Error => QualTy::ERROR,
            Named::Unknown(ident) => {
                self.unknown_type(ident, scope);
                QualTy::ERROR
            }
            _ => {
                let name = path_text(path);
                self.error(
                    "type-mismatch",
                    path.span,
                    format!("`{name}` is not a type"),
                );
                QualTy::ERROR
            }
        }
    }

    fn unknown_type(&mut self, ident: &'a ast::Ident, scope: ScopeId) {
        if let Some(what) = unsupported_type(&ident.name) {
            return self.unsupported(what, ident.span);
        }
        let mut diagnostic = Diagnostic::error(
            "undeclared-identifier",
            ident.span,
            format!("`{}` names no type here", ident.name),
        );
        if let Some(similar) = self.similar_name(scope, &ident.name) {
            diagnostic = diagnostic.with_help(format!("did you mean `{similar}`?"));
        }
        self.report(diagnostic);
    }

    /// What a path means.
    pub(super) fn named(&mut self, path: &'a ast::Path, scope: ScopeId) -> Named<'a> {
        let names: Vec<&str> = path
            .segments
            .iter()
            .map(|s| s.ident.name.as_str())
            .collect();
        if let Some(value) = stdlib::named_constant(names[names.len() - 1])
            && self
                .lookup(scope, names[0])
                .is_none_or(|_| names[0] == "metal")
        {
            let constant = Entity::Constant(Ty::UINT, Const::Scalar(value));
            return Named::Entity(constant, self.root);
        }
        let mut at = 0;
        let mut library = stdlib::Namespace::Plain;
        let mut current: Option<ScopeId> = path.global.then_some(self.root);
        loop {
            let segment = &path.segments[at];
            let last = at + 1 == path.segments.len();
            let name = segment.ident.name.as_str();
            let found = match current {
                None => self.lookup(scope, name),
                Some(current) => self.lookup_in(current, name).map(|found| (found, current)),
            };
            if found.is_none() && !last && matches!(name, "metal" | "fast" | "precise") {
                library = match name {
                    "fast" => stdlib::Namespace::Fast,
                    "precise" => stdlib::Namespace::Precise,
                    _ => library,
                };
                at += 1;
                continue;
            }
            let inside_type =
                current.is_some_and(|s| self.scopes[s.0].kind != ScopeKind::Namespace);
            let named = match found {
                Some((entity, owner)) if library == stdlib::Namespace::Plain => {
                    self.meaning(entity, owner, segment, scope)
                }
                _ if inside_type => Named::Unknown(&segment.ident),
                _ => self.library_name(library, segment, scope),
            };
            if last {
                return named;
            }
            current = match named {
                Named::Namespace(inner) => Some(inner),
                Named::Type(ty) => match self.scope_of_type(ty.ty, segment) {
                    Some(inner) => Some(inner),
                    None => return Named::Error,
                },
                Named::Error => return Named::Error,
                Named::Unknown(ident) => return Named::Unknown(ident),
                Named::Functions(..) | Named::Library(..) | Named::Entity(..) => {
                    let message = format!("`{name}` is neither a type nor a namespace");
                    self.error("type-mismatch", segment.ident.span, message);
                    return Named::Error;
                }
            };
            at += 1;
        }
    }

    fn scope_of_type(&mut self, ty: Ty, segment: &'a ast::PathSegment) -> Option<ScopeId> {
        match self.tys[ty] {
            TyKind::Record(id) => Some(self.record_scope(id)),
            TyKind::Enum(id) => Some(self.enums[id as usize].scope),
            TyKind::Error => None,
            _ => {
                let message = format!("`{}` has no members to name", self.ty_name(ty));
                self.error("unknown-member", segment.ident.span, message);
                None
            }
        }
    }

    /// What a name found in a scope means with its template arguments.
    fn meaning(
        &mut self,
        entity: Entity,
        owner: ScopeId,
        segment: &'a ast::PathSegment,
        scope: ScopeId,
    ) -> Named<'a> {
        let arguments = segment.arguments.as_deref();
        match entity {
            Entity::Type(ty) => match arguments {
                // Inside of a class template its own name stands for the instance at work.
                Some(arguments) => match self.origin_of(ty.ty) {
                    Some(id) => {
                        let ty = self.record_of(id, arguments, scope, segment.ident.span);
                        Named::Type(QualTy::plain(ty))
                    }
                    None => {
                        let message = format!("`{}` is no template", segment.ident.name);
                        self.error("type-mismatch", segment.ident.span, message);
                        Named::Error
                    }
                },
                None => Named::Type(ty),
            },
            Entity::Namespace(inner) => Named::Namespace(inner),
            Entity::Functions(decls) => Named::Functions(decls, arguments),
            Entity::RecordTemplate(id) => match arguments {
                Some(arguments) => {
                    let ty = self.record_of(id, arguments, scope, segment.ident.span);
                    Named::Type(QualTy::plain(ty))
                }
                None => {
                    let message =
                        format!("expected template arguments after `{}`", segment.ident.name);
                    self.error("no-template-argument", segment.ident.span, message);
                    Named::Error
                }
            },
            Entity::AliasTemplate(id) => {
                let arguments = arguments.unwrap_or(&[]);
                Named::Type(self.alias_of(id, arguments, scope, segment.ident.span))
            }
            Entity::Error => Named::Error,
            Entity::StaticTemplate(id) => {
                let arguments = arguments.unwrap_or(&[]);
                match self.static_of(id, arguments, scope, segment.ident.span) {
                    Some(id) => Named::Entity(Entity::Static(id), owner),
                    None => Named::Error,
                }
            }
            other @ (Entity::Local(_)
            | Entity::Static(_)
            | Entity::Constant(..)
            | Entity::Field(_)) => Named::Entity(other, owner),
        }
    }

    /// The template that a struct is an instance of.
    fn origin_of(&self, ty: Ty) -> Option<usize> {
        let record = self.tys.record(ty)?;
        self.records[record.index()]
            .origin
            .as_ref()
            .map(|(template, _)| *template)
    }

    /// A name that nothing in the unit declares: the library's types, functions and values.
    fn library_name(
        &mut self,
        library: stdlib::Namespace,
        segment: &'a ast::PathSegment,
        scope: ScopeId,
    ) -> Named<'a> {
        let name = segment.ident.name.as_str();
        if let Some(arguments) = &segment.arguments
            && let Some(ty) = self.library_template(name, arguments, scope, segment.ident.span)
        {
            return Named::Type(QualTy::plain(ty));
        }
        if let Some(kind) = library_type(name) {
            return Named::Type(QualTy::plain(self.tys.intern(kind)));
        }
        if stdlib::is_function(name) {
            return Named::Library(library);
        }
        if matches!(name, "mem_flags" | "memory_order" | "thread_scope") {
            return Named::Type(QualTy::plain(Ty::UINT));
        }
        if let Some(what) = unsupported_type(name) {
            self.unsupported(what, segment.ident.span);
            return Named::Error;
        }
        Named::Unknown(&segment.ident)
    }

    /// `vec<T, N>` and `atomic<T>`.
    fn library_template(
        &mut self,
        name: &str,
        arguments: &'a [ast::TemplateArgument],
        scope: ScopeId,
        span: Span,
    ) -> Option<Ty> {
        let packed = name == "packed_vec";
        if !matches!(name, "vec" | "atomic" | "packed_vec") {
            return None;
        }
        let Some(resolved) = self.template_arguments(arguments, scope) else {
            return Some(Ty::ERROR);
        };
        let scalar = resolved
            .first()
            .and_then(|argument| argument.ty())
            .map(|ty| ty.ty);
        if scalar == Some(Ty::ERROR) {
            return Some(Ty::ERROR);
        }
        let scalar = scalar.and_then(|ty| match self.tys[ty] {
            TyKind::Scalar(scalar) => Some(scalar),
            _ => None,
        });
        let lanes = resolved.get(1).and_then(|argument| argument.integer());
        Some(match (name, scalar, lanes) {
            ("atomic", Some(scalar), None) => self.atomic(scalar, span),
            (_, Some(scalar), Some(lanes @ 2..=4)) if name != "atomic" => {
                let lanes = u8::try_from(lanes).expect("matched above");
                self.tys.intern(TyKind::Vector {
                    scalar,
                    lanes,
                    packed,
                })
            }
            (_, Some(scalar), Some(1)) if name != "atomic" => Ty::scalar(scalar),
            _ => {
                let expected = match name {
                    "atomic" => "`atomic<T>` of a scalar type",
                    _ => "a scalar type and a length of 2, 3 or 4",
                };
                self.error("type-mismatch", span, format!("expected {expected}"));
                Ty::ERROR
            }
        })
    }

    fn atomic(&mut self, scalar: Scalar, span: Span) -> Ty {
        if scalar.size_bytes() < 4 && scalar != Scalar::Bool {
            let message = format!("`atomic<{}>`", scalar.metal_name());
            self.unsupported(&message, span);
            return Ty::ERROR;
        }
        self.tys.intern(TyKind::Atomic(scalar))
    }

    /// The type of an expression that is not evaluated, without reference.
    pub(super) fn type_of(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Ty {
        let (ty, _) = self.scratch(ContextKind::Unevaluated, scope, expr.span, |lowerer| {
            let this = lowerer.outer_this();
            lowerer.cx().this = this;
            lowerer.expr(expr).ty
        });
        ty
    }
}

/// A path as a message spells it.
pub(super) fn path_text(path: &ast::Path) -> String {
    let names: Vec<&str> = path
        .segments
        .iter()
        .map(|s| s.ident.name.as_str())
        .collect();
    names.join("::")
}

/// The types that exist without a declaration.
pub(super) fn library_type(name: &str) -> Option<TyKind> {
    let scalar = match name {
        "void" => return Some(TyKind::Void),
        "int8_t" => Scalar::I8,
        "int16_t" => Scalar::I16,
        "int32_t" => Scalar::I32,
        "int64_t" | "ptrdiff_t" => Scalar::I64,
        "uint8_t" => Scalar::U8,
        "uint16_t" => Scalar::U16,
        "uint32_t" => Scalar::U32,
        "uint64_t" | "size_t" | "simd_vote" | "quad_vote" => Scalar::U64,
        "bfloat16_t" => Scalar::BF16,
        "float16_t" => Scalar::F16,
        "float32_t" => Scalar::F32,
        "nullptr_t" => return Some(TyKind::Null),
        _ => return numbered_type(name),
    };
    Some(TyKind::Scalar(scalar))
}

/// `float`, `float4`, `packed_half2`, `atomic_uint`.
fn numbered_type(name: &str) -> Option<TyKind> {
    let by_name = |name: &str| Scalar::ALL.into_iter().find(|s| s.metal_name() == name);
    if let Some(scalar) = by_name(name) {
        return Some(TyKind::Scalar(scalar));
    }
    if let Some(of) = name.strip_prefix("atomic_") {
        let atomic = ["bool", "int", "uint", "ulong", "float"].contains(&of);
        return by_name(of).filter(|_| atomic).map(TyKind::Atomic);
    }
    let (packed, name) = name
        .strip_prefix("packed_")
        .map_or((false, name), |rest| (true, rest));
    let (digit_at, digit) = name.char_indices().next_back()?;
    let lanes = match digit {
        '2' => 2,
        '3' => 3,
        '4' => 4,
        _ => return None,
    };
    by_name(&name[..digit_at]).map(|scalar| TyKind::Vector {
        scalar,
        lanes,
        packed,
    })
}

/// Types of Metal that we do not have, by what to call them.
fn unsupported_type(name: &str) -> Option<&'static str> {
    let matrix = |name: &str| {
        let shape = name.trim_start_matches("half").trim_start_matches("float");
        name != shape && shape.len() == 3 && shape.as_bytes()[1] == b'x'
    };
    Some(match name {
        "double" | "double2" | "double3" | "double4" => "`double`",
        "sampler" => "`sampler`",
        "matrix" => "`matrix`",
        "array" => "`array`",
        "tensor" => "`tensor`",
        "visible_function_table" | "intersection_function_table" => "function tables",
        name if name.starts_with("texture") || name.starts_with("depth2d") => "textures",
        name if name.starts_with("simdgroup_") => "`simdgroup_matrix`",
        name if matrix(name) => "matrices",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{TyKind, library_type, unsupported_type};
    use crate::ir::Scalar;

    #[test]
    fn names_of_types_are_taken_apart() {
        let vector = |scalar, lanes, packed| {
            Some(TyKind::Vector {
                scalar,
                lanes,
                packed,
            })
        };
        assert_eq!(library_type("uchar3"), vector(Scalar::U8, 3, false));
        assert_eq!(library_type("packed_half2"), vector(Scalar::F16, 2, true));
        assert_eq!(library_type("int8_t"), Some(TyKind::Scalar(Scalar::I8)));
        assert_eq!(
            library_type("atomic_uint"),
            Some(TyKind::Atomic(Scalar::U32))
        );
        assert_eq!(library_type("float5"), None);
        assert_eq!(library_type("atomic_half"), None);
    }

    #[test]
    fn what_we_lack_is_known_by_name() {
        assert_eq!(unsupported_type("float4x4"), Some("matrices"));
        assert_eq!(unsupported_type("texture2d"), Some("textures"));
        assert_eq!(unsupported_type("float4"), None);
    }
}
