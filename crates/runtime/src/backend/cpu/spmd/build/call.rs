//! Calls, walked in place.

use super::{Builder, Instance, Item};
use crate::backend::cpu::{
    Unsupported,
    spmd::{Stmt, VarId},
};
use kernsmith_msl::ir::{Block, Function, FunctionId, Stmt as IrStmt, Type, TypeId, ValueId};

impl<'m> Builder<'m> {
    /// The result of a call.
    pub(super) fn call(
        &mut self,
        caller: &mut Instance<'m>,
        function: FunctionId,
        args: &[ValueId],
    ) -> Result<Item, Unsupported> {
        let function: &'m Function = &self.module.functions[function];
        let params = args.iter().map(|&arg| self.item(caller, arg)).collect();
        let mut callee = self.instance(function, params);
        if returns_last(&function.body) {
            self.block(&mut callee, &function.body)?;
            if let Some(result) = callee.result {
                return Ok(result);
            }
            // Nothing to return, or no way to the end: then what nobody sets.
            let vars = self.result_vars(function.ret)?;
            return Ok(self.read_result(function.ret, &vars));
        }
        let id = self.construct();
        let vars = self.result_vars(function.ret)?;
        callee.target = Some((id, vars.clone()));
        self.open.push(Vec::new());
        self.block(&mut callee, &function.body)?;
        let body = self.open.pop().expect("opened above");
        self.stmt(Stmt::Region { id, body });
        Ok(self.read_result(function.ret, &vars))
    }

    fn result_vars(&mut self, ty: TypeId) -> Result<Vec<VarId>, Unsupported> {
        let leaves = self.leaves(ty)?;
        let mut vars = Vec::new();
        for leaf in leaves.iter() {
            use kernsmith_msl::ir::Scalar;
            match leaf.scalar {
                Some(scalar) => vars.push(self.var(scalar)),
                None => vars.extend([self.var(Scalar::U32), self.var(Scalar::I64)]),
            }
        }
        Ok(vars)
    }

    fn read_result(&mut self, ty: TypeId, vars: &[VarId]) -> Item {
        let mut nodes = Vec::new();
        for &var in vars {
            let result = self.defined(self.kernel.vars[var.0 as usize].ty);
            self.stmt(Stmt::Get { result, var });
            nodes.push(result);
        }
        match (&self.module.types[ty], nodes.as_slice()) {
            (Type::Pointer { .. }, &[object, offset]) => self.pointer_of([object, offset]),
            _ => Item::Nodes(nodes),
        }
    }
}

/// Whether no path returns but by falling off the end or by the last statement.
fn returns_last(body: &Block) -> bool {
    let (last, others) = match body.split_last() {
        Some((IrStmt::Return(..), others)) => (None, others),
        Some((last, others)) => (Some(last), others),
        None => return true,
    };
    !others.iter().chain(last).any(returns)
}

fn returns(stmt: &IrStmt) -> bool {
    let any = |block: &Block| block.iter().any(returns);
    match stmt {
        IrStmt::Return(..) => true,
        IrStmt::Eval(_) | IrStmt::Break(_) | IrStmt::Continue(_) => false,
        IrStmt::If {
            then, otherwise, ..
        } => any(then) || any(otherwise),
        IrStmt::Loop(it) => any(&it.before) || any(&it.body) || any(&it.step),
        IrStmt::Switch { cases, .. } => cases.iter().any(|case| any(&case.body)),
    }
}
