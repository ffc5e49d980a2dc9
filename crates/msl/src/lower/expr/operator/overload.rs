//! Operators that a struct of the unit defines, as a member or beside it (\[over.oper\]).

use crate::lower::expr::operand::{Operand, OperandKind};
use crate::{
    diagnostic::Diagnostic,
    ir::AddressSpace,
    lower::{
        Lowerer,
        function::DeclId,
        overload::{CallSite, Selection},
        scope::{Entity, ScopeKind},
        ty::{Target, Ty},
    },
    source::Span,
};

impl<'a> Lowerer<'a> {
    /// The result of a struct's own operator; where there is none, the operands as the numbers or
    /// pointers that the structs convert to, for the operator of the language (\[over.built\]).
    pub(super) fn overloaded_or_converted(
        &mut self,
        name: &str,
        args: Vec<Operand>,
        span: Span,
    ) -> Result<Vec<Operand>, Operand> {
        let converts = |lowerer: &mut Self, arg: &Operand| match lowerer.tys.record(arg.ty) {
            Some(record) => lowerer.only_conversion(record).is_some(),
            None => true,
        };
        if !args.iter().all(|arg| converts(self, arg)) || self.has_operator(&args, name) {
            return Err(self.overloaded(name, args, span));
        }
        let converted = args.into_iter().map(|arg| self.as_number(arg));
        Ok(converted.collect())
    }

    /// What a struct's only conversion function gives; anything else as it is.
    pub(in crate::lower) fn as_number(&mut self, operand: Operand) -> Operand {
        let record = self.tys.record(operand.ty);
        let only = record.and_then(|record| Some((record, self.only_conversion(record)?)));
        let Some((record, decl)) = only else {
            return operand;
        };
        let ret = self.signature(decl).ret.unwrap_or(Ty::ERROR);
        match self.conversion_function(record, &operand, ret) {
            Some(candidate) => self.call_conversion(&candidate, operand),
            None => operand,
        }
    }

    /// Whether some overload of an operator takes these operands.
    fn has_operator(&mut self, args: &[Operand], name: &str) -> bool {
        let members = self.member_operators(&args[0], name);
        let free = self.free_operators(args, name);
        if members.is_empty() && free.is_empty() {
            return false;
        }
        let object = &args[0];
        let (space, constant) = match object.kind {
            OperandKind::Place(place) => (place.space, place.constant),
            _ => (AddressSpace::Thread, false),
        };
        let this = Target {
            ty: object.ty,
            space,
            constant,
        };
        let site = |decls, args, this| CallSite {
            name,
            decls,
            explicit: None,
            args,
            this,
            span: object.span,
        };
        let found = |selection| !matches!(selection, Selection::None);
        found(self.select(&site(&members, &args[1..], Some(this))))
            || found(self.select(&site(&free, args, None)))
    }

    /// An operator that a struct of the unit defines, as a member or beside it.
    pub(in crate::lower) fn overloaded(
        &mut self,
        name: &str,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        let members = self.member_operators(&args[0], name);
        let free = self.free_operators(&args, name);
        let mut several = Vec::new();
        if !members.is_empty() {
            let object = self.object(args[0].clone());
            let site = CallSite {
                name,
                decls: &members,
                explicit: None,
                args: &args[1..],
                this: Some(object.1),
                span,
            };
            match self.select(&site) {
                Selection::One(candidate) => {
                    let rest = args[1..].to_vec();
                    return self.call_candidate(&candidate, Some(object), rest, span);
                }
                Selection::Several(found) => several = found,
                Selection::None => {}
            }
        }
        let site = CallSite {
            name,
            decls: &free,
            explicit: None,
            args: &args,
            this: None,
            span,
        };
        match self.select(&site) {
            Selection::One(candidate) => {
                return self.call_candidate(&candidate, None, args, span);
            }
            Selection::Several(found) => several.extend(found),
            Selection::None => {}
        }
        if !several.is_empty() {
            self.ambiguous(name, &several, span);
            return Operand::error(span);
        }
        self.no_overload(name, &args, free.iter().chain(&members), span)
    }

    fn no_overload<'d>(
        &mut self,
        name: &str,
        args: &[Operand],
        candidates: impl Iterator<Item = &'d DeclId>,
        span: Span,
    ) -> Operand {
        let types: Vec<String> = args
            .iter()
            .map(|arg| format!("`{}`", self.ty_name(arg.ty)))
            .collect();
        let message = format!("`{name}` does not take {}", types.join(" and "));
        let mut diagnostic = Diagnostic::error("no-matching-function", span, message);
        for decl in candidates.take(6) {
            let declared = self.functions[decl.0].span;
            diagnostic = diagnostic.with_related(declared, "this one does not fit");
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    fn member_operators(&mut self, object: &Operand, name: &str) -> Vec<DeclId> {
        let Some(record) = self.tys.record(object.ty) else {
            return Vec::new();
        };
        let scope = self.record_scope(record);
        match self.lookup_in(scope, name) {
            Some(Entity::Functions(decls)) => decls,
            _ => Vec::new(),
        }
    }

    /// Operators of the namespaces around the call and around the operands' structs.
    fn free_operators(&mut self, args: &[Operand], name: &str) -> Vec<DeclId> {
        let mut scopes = Vec::new();
        let mut scope = Some(self.scope());
        while let Some(current) = scope {
            if self.scopes[current.0].kind == ScopeKind::Namespace {
                scopes.push(current);
            }
            scope = self.scopes[current.0].parent;
        }
        let mut found = self.associated(args, name);
        for scope in scopes {
            if let Some(Entity::Functions(decls)) = self.lookup_in(scope, name) {
                found.extend(
                    decls
                        .into_iter()
                        .filter(|decl| !found.contains(decl))
                        .collect::<Vec<_>>(),
                );
            }
        }
        found
    }
}
