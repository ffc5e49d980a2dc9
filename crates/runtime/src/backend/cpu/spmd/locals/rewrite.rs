//! Accesses to variables become what their homes take: reads and writes of registers, of rows, of
//! thread memory.

use super::Home;
use crate::backend::cpu::spmd::{Address, Args, Base, Kernel, NodeId, NodeOp, Pure, Stmt, VarId};
use kernsmith_msl::ir::{BinaryOp, Scalar};

/// One walk over the kernel.
pub(super) struct Rewrite<'k> {
    pub(super) kernel: &'k mut Kernel,
    homes: Vec<Home>,
    pub(super) last: bool,
}

impl<'k> Rewrite<'k> {
    /// Rewrites every access to a variable that has a home now.
    pub(super) fn run(kernel: &'k mut Kernel, homes: Vec<Home>, last: bool) {
        let body = std::mem::take(&mut kernel.body);
        let mut pass = Self {
            kernel,
            homes,
            last,
        };
        let body = pass.block(body);
        pass.kernel.body = body;
    }

    fn block(&mut self, block: Vec<Stmt>) -> Vec<Stmt> {
        let mut out = Vec::with_capacity(block.len());
        for mut stmt in block {
            for nested in stmt.blocks_mut() {
                let old = std::mem::take(nested);
                *nested = self.block(old);
            }
            self.statement(stmt, &mut out);
        }
        out
    }

    pub(super) fn home_of(&self, address: &Address) -> Home {
        match address.base {
            Base::Local(local) => self.homes[local as usize].clone(),
            Base::Object(_) => Home::Unchanged,
        }
    }

    fn statement(&mut self, mut stmt: Stmt, out: &mut Vec<Stmt>) {
        match stmt {
            Stmt::Load {
                ref results,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (at, &result) in (0i64..).zip(results) {
                        let offset =
                            address.constant + at * i64::from(self.kernel.ty(result).size_bytes());
                        self.get(result, vars[&offset][0], out);
                    }
                }
                Home::Rows(rows) => {
                    for (at, &result) in (0i64..).zip(results) {
                        let index = self.row_index(rows, address, at, out);
                        let element = self.kernel.rows[rows as usize].ty;
                        let raw = self.as_if(result, element);
                        out.push(Stmt::RowGet {
                            result: raw,
                            rows,
                            index,
                        });
                        self.cast_into(result, raw, out);
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::Store {
                ref values,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (at, &value) in (0i64..).zip(values) {
                        let offset =
                            address.constant + at * i64::from(self.kernel.ty(value).size_bytes());
                        let var = vars[&offset][0];
                        let ty = self.kernel.vars[var.0 as usize].ty;
                        let value = self.cast(value, ty, out);
                        out.push(Stmt::Set { var, value });
                    }
                }
                Home::Rows(rows) => {
                    for (at, &value) in (0i64..).zip(values) {
                        let index = self.row_index(rows, address, at, out);
                        let value = self.cast(value, self.kernel.rows[rows as usize].ty, out);
                        out.push(Stmt::RowSet { rows, index, value });
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::LoadPointer {
                results,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (result, &var) in results.into_iter().zip(&vars[&address.constant]) {
                        out.push(Stmt::Get { result, var });
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::StorePointer {
                values,
                ref address,
            } => match self.home_of(address) {
                Home::Vars(vars) => {
                    for (value, &var) in values.into_iter().zip(&vars[&address.constant]) {
                        out.push(Stmt::Set { var, value });
                    }
                }
                _ => self.in_memory(stmt, out),
            },
            Stmt::Atomic(ref mut atomic) => {
                self.rebase(&mut atomic.address);
                out.push(stmt);
            }
            other => out.push(other),
        }
    }

    fn get(&mut self, result: NodeId, var: VarId, out: &mut Vec<Stmt>) {
        let raw = self.as_if(result, self.kernel.vars[var.0 as usize].ty);
        out.push(Stmt::Get { result: raw, var });
        self.cast_into(result, raw, out);
    }

    /// The node itself, or one of the other type that it is to be cast from.
    fn as_if(&mut self, result: NodeId, ty: Scalar) -> NodeId {
        if self.kernel.ty(result) == ty {
            result
        } else {
            self.kernel.node(NodeOp::Defined, ty)
        }
    }

    fn cast_into(&mut self, result: NodeId, raw: NodeId, out: &mut Vec<Stmt>) {
        if raw != result {
            self.kernel.nodes[result.0 as usize].op =
                NodeOp::Pure(Pure::Bitcast, Args::new(&[raw]));
            out.push(Stmt::Eval(result));
        }
    }

    fn cast(&mut self, value: NodeId, ty: Scalar, out: &mut Vec<Stmt>) -> NodeId {
        if self.kernel.ty(value) == ty {
            value
        } else {
            self.pure(Pure::Bitcast, &[value], ty, out)
        }
    }

    /// `(constant + sum) / element size + at`, as `I32`; what wraps there is out of range anyway.
    fn row_index(&mut self, rows: u32, address: &Address, at: i64, out: &mut Vec<Stmt>) -> NodeId {
        let bytes = i64::from(self.kernel.rows[rows as usize].ty.size_bytes());
        let first = address.constant.div_euclid(bytes).wrapping_add(at);
        let mut index = None;
        for term in &address.terms {
            let from = self.kernel.resolve(term.index);
            let mut part = match self.kernel.ty(from) {
                Scalar::I32 => from,
                _ => self.pure(Pure::Convert, &[from], Scalar::I32, out),
            };
            if term.scale != bytes {
                let scale = self.constant((term.scale / bytes) as u32 as u64, Scalar::I32);
                part = self.pure(
                    Pure::Binary(BinaryOp::Mul),
                    &[part, scale],
                    Scalar::I32,
                    out,
                );
            }
            index = Some(match index {
                None => part,
                Some(sum) => self.pure(Pure::Binary(BinaryOp::Add), &[sum, part], Scalar::I32, out),
            });
        }
        let start = self.constant(first as u32 as u64, Scalar::I32);
        match index {
            None => start,
            Some(index) if first == 0 => index,
            Some(index) => self.pure(
                Pure::Binary(BinaryOp::Add),
                &[index, start],
                Scalar::I32,
                out,
            ),
        }
    }

    pub(super) fn constant(&mut self, bits: u64, ty: Scalar) -> NodeId {
        self.kernel.node(NodeOp::Const(bits), ty)
    }

    pub(super) fn pure(
        &mut self,
        op: Pure,
        args: &[NodeId],
        ty: Scalar,
        out: &mut Vec<Stmt>,
    ) -> NodeId {
        let node = self.kernel.node(NodeOp::Pure(op, Args::new(args)), ty);
        out.push(Stmt::Eval(node));
        node
    }

    pub(super) fn define(&mut self, node: NodeId, op: Pure, args: &[NodeId], out: &mut Vec<Stmt>) {
        self.kernel.nodes[node.0 as usize].op = NodeOp::Pure(op, Args::new(args));
        out.push(Stmt::Eval(node));
    }
}
