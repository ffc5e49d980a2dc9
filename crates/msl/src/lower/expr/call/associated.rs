//! Functions that the arguments' types bring along (\[basic.lookup.argdep\]).

use super::Called;
use crate::lower::expr::operand::Operand;
use crate::{
    lower::{
        Lowerer,
        function::DeclId,
        scope::{Entity, ScopeId, join},
        ty::{Ty, TyKind},
    },
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    /// Adds what the arguments' types bring along to what an unqualified name means.
    pub(super) fn add_associated(
        &mut self,
        called: &mut Called<'a>,
        path: &ast::Path,
        args: &[Operand],
    ) {
        let member = |decl: &DeclId| self.functions[decl.0].record.is_some();
        // Lookup finds members of a struct and its bases, or none.
        if path.global || path.segments.len() > 1 || called.decls.first().is_some_and(member) {
            return;
        }
        join(&mut called.decls, self.associated(args, called.name));
    }

    /// Functions of the namespaces around the structs and enumerations among the arguments
    /// (\[basic.lookup.argdep\]); in a template's instance also those declared after it.
    pub(in crate::lower::expr) fn associated(
        &mut self,
        args: &[Operand],
        name: &str,
    ) -> Vec<DeclId> {
        let time = if self.cx().generic {
            u32::MAX
        } else {
            self.horizon
        };
        let mut found = Vec::new();
        for arg in args {
            let Some(scope) = self.scope_of_argument(arg.ty) else {
                continue;
            };
            let around = self.namespace_of(scope);
            let named = self.as_of(time, |lowerer| lowerer.lookup_in(around, name));
            let Some(Entity::Functions(decls)) = named else {
                continue;
            };
            join(&mut found, decls);
        }
        found
    }

    /// The members of the struct or enumeration at the bottom of a type.
    fn scope_of_argument(&self, mut ty: Ty) -> Option<ScopeId> {
        loop {
            ty = match self.tys[ty] {
                TyKind::Pointer(target) | TyKind::Reference(target) => target.ty,
                TyKind::Array { element, .. } => element,
                TyKind::Record(id) => return self.records[id.index()].scope,
                TyKind::Enum(id) => return Some(self.enums[id as usize].scope),
                _ => return None,
            };
        }
    }
}
