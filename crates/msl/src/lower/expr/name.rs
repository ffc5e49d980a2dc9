//! Names as expressions.

use super::operand::{Operand, Place};
use crate::{
    ir::{AddressSpace, Op, Type, ValueId},
    lower::{
        ContextKind, Lowerer, Storage, Variable,
        record::RecordId,
        scope::{Entity, ScopeId},
        spelling::{Named, path_text},
        ty::{Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};

/// What to do about a variable in a constant expression.
pub(in crate::lower) const MAKE_CONSTANT: &str =
    "declare it `constexpr` if its value is a constant";

impl<'a> Lowerer<'a> {
    /// A path that stands for a value.
    pub(in crate::lower) fn path_expr(&mut self, path: &'a ast::Path) -> Operand {
        let scope = self.scope();
        let named = self.named(path, scope);
        self.named_expr(named, path, scope)
    }

    /// What a path names as a value.
    pub(in crate::lower) fn named_expr(
        &mut self,
        named: Named<'a>,
        path: &'a ast::Path,
        scope: ScopeId,
    ) -> Operand {
        let span = path.span;
        match named {
            Named::Entity(entity) => self.entity(&entity, span),
            Named::Unknown(ident) => {
                self.undeclared(&ident.name, ident.span, scope);
                if path.segments.len() == 1 {
                    // Said once, not at each use that follows.
                    self.bind(scope, &ident.name, Entity::Error);
                }
                Operand::error(span)
            }
            Named::Error => Operand::error(span),
            Named::Functions(decls, explicit) => {
                match self.function_value(decls, explicit, scope, span) {
                    Some(ty) => self.function_operand(ty, span),
                    None => Operand::error(span),
                }
            }
            Named::Library(..) => {
                let message = format!("the function `{}` can only be called", path_text(path));
                self.error("unsupported-feature", span, message);
                Operand::error(span)
            }
            Named::Type(_) | Named::Namespace(_) => {
                let message = format!("expected a value, found the type `{}`", path_text(path));
                self.error("type-mismatch", span, message);
                Operand::error(span)
            }
        }
    }

    fn entity(&mut self, entity: &Entity, span: Span) -> Operand {
        match entity {
            Entity::Local(index) => self.local_operand(*index, span),
            Entity::Static(id) => {
                let (ty, storage) = self.static_value(*id, span);
                self.stored(ty, true, &storage, span)
            }
            Entity::Constant(ty, constant) => Operand::constant(*ty, constant.clone(), span),
            Entity::Field(record, index) => self.own_field(*index, *record, span),
            Entity::Bits(record, index, bits) => {
                let storage = self.own_field(*index, *record, span);
                self.bits_of(storage, *record, (*index, *bits))
            }
            Entity::Function(ty) => self.function_operand(*ty, span),
            Entity::Pack(_) => {
                let diagnostic = crate::diagnostic::Diagnostic::error(
                    "type-mismatch",
                    span,
                    "expected a value, found a pack",
                );
                self.report(diagnostic.with_help("expand it with `...`"));
                Operand::error(span)
            }
            _ => Operand::error(span),
        }
    }

    /// The content or place of a variable.
    pub(in crate::lower) fn stored(
        &mut self,
        ty: Ty,
        constant: bool,
        storage: &Storage,
        span: Span,
    ) -> Operand {
        match storage {
            Storage::Place(pointer, space) => self.place(
                ty,
                Place {
                    pointer: *pointer,
                    space: *space,
                    constant,
                },
                span,
            ),
            Storage::Value(value) => Operand::value(ty, *value, span),
            Storage::Const(constant) => Operand::constant(ty, constant.clone(), span),
            Storage::Global(global) => {
                let pointee = self.ir(ty);
                let pointer = self.types.pointer(AddressSpace::Constant, pointee);
                let pointer = self.eval(Op::GlobalAddress(*global), pointer, span);
                let space = AddressSpace::Constant;
                self.place(
                    ty,
                    Place {
                        pointer,
                        space,
                        constant: true,
                    },
                    span,
                )
            }
            Storage::Closure(values) => Operand::new(
                ty,
                super::operand::OperandKind::Closure(values.clone()),
                span,
            ),
            Storage::BuiltIn(built_in) => self.global_built_in_value(*built_in, ty, span),
            Storage::Unknown => self.stand_in(ty, span),
            Storage::Error => Operand::error(span),
        }
    }

    fn local_operand(&mut self, index: usize, span: Span) -> Operand {
        let Variable {
            ty,
            constant,
            storage,
            context,
            usable,
            span: declared,
        } = self.variables[index].clone();
        let current = self.cx();
        if current.id == context {
            return self.stored(ty, constant, &storage, span);
        }
        let kind = current.kind;
        match storage {
            Storage::Global(_) | Storage::Error => self.stored(ty, constant, &storage, span),
            Storage::Const(_) if usable || kind == ContextKind::Unevaluated => {
                self.stored(ty, constant, &storage, span)
            }
            _ if kind == ContextKind::Unevaluated => self.stand_in(ty, span),
            _ if kind == ContextKind::Constant => {
                self.report(
                    crate::diagnostic::Diagnostic::error(
                        "not-a-constant",
                        span,
                        "the value of this variable is known only when the kernel runs",
                    )
                    .with_related(declared, "declared here")
                    .with_help(MAKE_CONSTANT),
                );
                Operand::error(span)
            }
            Storage::Const(_) => self.stored(ty, constant, &storage, span),
            _ => {
                self.report(
                    crate::diagnostic::Diagnostic::error(
                        "undeclared-identifier",
                        span,
                        "a variable of another function is out of reach here",
                    )
                    .with_related(declared, "declared here")
                    .with_help("capture it with `[&]`, or pass it as a parameter"),
                );
                Operand::error(span)
            }
        }
    }

    /// Something of a type, where only the type matters.
    pub(super) fn stand_in(&mut self, ty: Ty, span: Span) -> Operand {
        if let TyKind::Closure(_) = self.tys[ty] {
            return Operand::new(ty, super::operand::OperandKind::Closure(Vec::new()), span);
        }
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        self.place(
            ty,
            Place {
                pointer,
                space: AddressSpace::Thread,
                constant: false,
            },
            span,
        )
    }

    /// `this` of the surrounding function, for an operand that is not evaluated.
    pub(in crate::lower) fn outer_this(&mut self) -> Option<(ValueId, Target)> {
        let (_, outer) = self.contexts.split_last()?;
        let (_, target) = outer.iter().rev().find_map(|context| context.this)?;
        let span = self.cx().builder.function().span;
        let pointer = self.local_place("", target.ty, AddressSpace::Thread, span);
        Some((
            pointer,
            Target {
                space: AddressSpace::Thread,
                ..target
            },
        ))
    }

    /// `this`.
    pub(super) fn this_pointer(&mut self, span: Span) -> Operand {
        match self.cx().this {
            Some((value, target)) => {
                let ty = self.tys.pointer(target);
                Operand::value(ty, value, span)
            }
            None => {
                self.error(
                    "undeclared-identifier",
                    span,
                    "`this` exists in methods only",
                );
                Operand::error(span)
            }
        }
    }

    /// A field of the object at work, named without `this`.
    fn own_field(&mut self, index: u32, owner: RecordId, span: Span) -> Operand {
        let Some((value, target)) = self.cx().this else {
            if self.cx().kind == ContextKind::Unevaluated {
                // `decltype(T::field)` (\[expr.prim.id\]).
                let ty = self.records[owner.index()].fields[index as usize].ty;
                return self.stand_in(ty, span);
            }
            self.error("undeclared-identifier", span, "this field needs an object");
            return Operand::error(span);
        };
        let object = self.place_at(value, target, span);
        let Some(part) = self.part_of(object, owner, span) else {
            self.error(
                "undeclared-identifier",
                span,
                "this is a field of another struct",
            );
            return Operand::error(span);
        };
        self.field_of(part, index, span)
    }

    /// A field of a struct in memory or of a struct value.
    pub(in crate::lower) fn field_of(
        &mut self,
        object: Operand,
        index: u32,
        span: Span,
    ) -> Operand {
        let Some(record) = self.tys.record(object.ty) else {
            return Operand::error(span);
        };
        let field = self.records[record.index()].fields[index as usize].clone();
        if field.ty == Ty::ERROR {
            return Operand::error(span);
        }
        let member = match &object.kind {
            super::operand::OperandKind::Place(place) => {
                let pointer = self.field_address(*place, index, field.ty, span);
                let constant = place.constant || field.constant;
                self.place(
                    field.ty,
                    Place {
                        pointer,
                        constant,
                        ..*place
                    },
                    span,
                )
            }
            super::operand::OperandKind::Const(constant) => {
                let member = super::operand::child(constant, index as usize).cloned();
                Operand::constant(field.ty, member.unwrap_or(crate::ir::Const::Zero), span)
            }
            _ => {
                let whole = self.value(&object);
                let value = self.member_value(whole, index, field.ty, span);
                Operand::value(field.ty, value, span)
            }
        };
        self.through_reference(member)
    }

    /// A place or value that holds a reference gives what it refers to.
    fn through_reference(&mut self, operand: Operand) -> Operand {
        let TyKind::Reference(target) = self.tys[operand.ty] else {
            return operand;
        };
        let span = operand.span;
        let pointer = self.content_value(&operand);
        if !matches!(
            self.types[self
                .contexts
                .last()
                .expect("in a context")
                .builder
                .ty(pointer)],
            Type::Pointer { .. }
        ) {
            return Operand::error(span);
        }
        self.place_at(pointer, target, span)
    }
}
