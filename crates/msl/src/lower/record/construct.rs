//! Objects that constructors make, and the part of a constructor before its body.

use crate::lower::{
    Lowerer,
    conversion::Purpose,
    expr::operand::{Operand, Place},
    function::DeclId,
    overload::CallSite,
    ty::{Target, Ty},
};
use crate::{
    ir::{AddressSpace, Op, ValueId},
    source::Span,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    /// An object made from arguments: `T(a, b)`.
    pub(in crate::lower) fn construct(
        &mut self,
        ty: Ty,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let Some(record) = self.tys.record(ty) else {
            return Operand::error(span);
        };
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if let [one] = &args[..]
            && one.ty == ty
        {
            return self.content(one.clone()).at(span);
        }
        if self.records[record.index()].constructors.is_empty() {
            return self.aggregate(ty, args, span);
        }
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        match self.construct_at(place, ty, args, span) {
            true => {
                let made = self.place(ty, place, span);
                self.content(made)
            }
            false => Operand::error(span),
        }
    }

    /// Runs a constructor on a place. False where an error was reported.
    pub(in crate::lower) fn construct_at(
        &mut self,
        place: Place,
        ty: Ty,
        args: Vec<Operand>,
        span: Span,
    ) -> bool {
        let Some(record) = self.tys.record(ty) else {
            return false;
        };
        let this = Target {
            ty,
            space: place.space,
            constant: false,
        };
        let decls = self.records[record.index()].constructors.clone();
        let name = self.ty_name(ty);
        if args.is_empty() && decls.is_empty() {
            return true;
        }
        let site = CallSite {
            name: &name,
            decls: &decls,
            explicit: None,
            args: &args,
            this: Some(this),
            span,
        };
        let Some(candidate) = self.selected(&site) else {
            return false;
        };
        if self.functions[candidate.decl.0].ast.body().is_none() {
            // `= default`
            return true;
        }
        !self
            .call_candidate(&candidate, Some((place.pointer, this)), args, span)
            .is_error()
    }

    pub(in crate::lower) fn field_address(
        &mut self,
        place: Place,
        index: u32,
        ty: Ty,
        span: Span,
    ) -> ValueId {
        let ty = self.ir(ty);
        let ty = self.types.pointer(place.space, ty);
        self.eval(
            Op::Field {
                pointer: place.pointer,
                index,
            },
            ty,
            span,
        )
    }

    /// The part of a constructor before its body: initializers, then defaults, in order of fields.
    pub(in crate::lower) fn construct_fields(&mut self, decl: DeclId) {
        let Some(ast) = self.functions[decl.0].ast.function() else {
            return;
        };
        let Some(record) = self.functions[decl.0].record else {
            return;
        };
        let Some((pointer, target)) = self.cx().this else {
            return;
        };
        let place = Place {
            pointer,
            space: target.space,
            constant: false,
        };
        let fields = self.records[record.index()].fields.clone();
        for (name, _) in &ast.initializers {
            if !fields.iter().any(|field| field.name == name.name) {
                let message = format!("`{}` has no field `{}`", self.ty_name(target.ty), name.name);
                self.error("unknown-member", name.span, message);
            }
        }
        for (index, field) in (0u32..).zip(&fields) {
            let written = ast
                .initializers
                .iter()
                .find(|(name, _)| name.name == field.name);
            let value = match (written, field.default) {
                (Some((name, list)), _) => {
                    let args = list.iter().map(|expr| self.expr(expr)).collect();
                    let source = crate::lower::stmt::Init::Args(args);
                    self.initialize(field.ty, source, Purpose::Initialize, name.span)
                }
                (None, Some(init)) => {
                    self.field_default(record, field, init, Some((pointer, target)))
                }
                (None, None) => continue,
            };
            if !value.is_error() {
                let value = self.content_value(&value);
                let field = self.field_address(place, index, field.ty, field.span);
                self.store_value(field, value, target_span(ast));
            }
        }
    }
}

fn target_span(ast: &ast::Function) -> Span {
    crate::lower::function::function_name(&ast.name).1
}
