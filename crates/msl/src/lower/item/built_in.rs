//! Built-ins at program scope: `uint i [[thread_position_in_grid]];`, which every function of the file reads.
//!
//! Metal's compiler takes the attributes of kernel parameters on "parameters and global builtin variables". While
//! functions are lowered a use is a parameter that is not there yet ([`FIRST`]); `link` gives it to each
//! function that needs it.

use crate::lower::{
    ContextKind, Lowerer, Storage,
    expr::operand::Operand,
    item::{Static, StaticState},
    link::Refusals,
    scope::{Entity, ScopeId},
};
use crate::{
    ir::{BuiltIn, Op},
    source::Span,
    syntax::ast,
};

/// Parameters from this index on stand for built-ins of program scope, in the order of [`BuiltIn::ALL`].
pub(in crate::lower) const FIRST: u32 = 1 << 31;

/// The built-in that an attribute of a variable names.
pub(super) fn built_in(variable: &ast::Variable, of: &[ast::Attribute]) -> Option<BuiltIn> {
    let mut attributes = variable.attributes.iter().chain(of);
    attributes.find_map(|attribute| {
        let mut known = BuiltIn::ALL.iter();
        let known = known.find(|(_, name)| *name == attribute.name.name);
        known.map(|(built_in, _)| *built_in)
    })
}

impl<'a> Lowerer<'a> {
    /// Declares a built-in of program scope.
    pub(super) fn global_built_in(
        &mut self,
        variable: &'a ast::Variable,
        built_in: BuiltIn,
        scope: ScopeId,
    ) {
        let ty = self.spelled(&variable.ty, scope).ty;
        self.check_built_in(built_in, ty, &variable.ty);
        let id = self.statics.len();
        self.declare(scope, &variable.name, Entity::Static(id));
        let since = self.now();
        self.statics.push(Static {
            variable,
            scope,
            since,
            state: StaticState::Done(ty, Storage::BuiltIn(built_in)),
            refusals: Refusals::new(),
        });
    }

    /// The value of a built-in of program scope, for the thread at work.
    pub(in crate::lower) fn global_built_in_value(
        &mut self,
        built_in: BuiltIn,
        ty: crate::lower::ty::Ty,
        span: Span,
    ) -> Operand {
        if self.cx().kind == ContextKind::Constant {
            self.error(
                "not-a-constant",
                span,
                "a built-in differs from thread to thread",
            );
            return Operand::error(span);
        }
        let place = BuiltIn::ALL
            .iter()
            .position(|(known, _)| *known == built_in);
        let place = u32::try_from(place.unwrap_or(0)).expect("built-ins are few");
        let whole = self.built_in_ty(built_in);
        let whole = self.ir(whole);
        let value = self.eval(Op::Param(FIRST + place), whole, span);
        let value = self.built_in_value(built_in, value, ty, span);
        Operand::value(ty, value, span)
    }
}
