//! Uses values where variables held them, folds what that makes constant, computes what is the
//! same once, drops the rest.
//!
//! One walk in order of execution keeps, for each variable, the node it is known to hold. What a
//! branch or a loop may write is forgotten there and after it. A node never gets a use outside of
//! the block that defines it: what a nested block makes known is forgotten at its end.

use super::{Args, Kernel, NodeId, NodeOp, Pure, Stmt, VarId, fold};
use kernsmith_msl::ir::Scalar;
use std::collections::HashMap;

/// Runs the pass.
pub(in crate::backend::cpu) fn forward(kernel: &mut Kernel) {
    let body = std::mem::take(&mut kernel.body);
    let mut known = Known {
        held: vec![None; kernel.vars.len()],
        changes: Vec::new(),
        computed: HashMap::new(),
        order: Vec::new(),
    };
    let body = block(kernel, &mut known, body);
    let live = Live::of(kernel, &body);
    kernel.body = sweep(&live, body);
}

/// An operation on nodes.
type Operation = (Pure, Args, Scalar);

/// What variables hold and which operations have been done, with journals to go back by.
struct Known {
    held: Vec<Option<NodeId>>,
    changes: Vec<(VarId, Option<NodeId>)>,
    computed: HashMap<Operation, NodeId>,
    order: Vec<Operation>,
}

impl Known {
    fn set(&mut self, var: VarId, node: Option<NodeId>) {
        let held = &mut self.held[var.0 as usize];
        self.changes.push((var, *held));
        *held = node;
    }

    /// The state to go back to.
    fn mark(&self) -> [usize; 2] {
        [self.changes.len(), self.order.len()]
    }

    fn back_to(&mut self, [changes, order]: [usize; 2]) {
        while self.changes.len() > changes {
            if let Some((var, before)) = self.changes.pop() {
                self.held[var.0 as usize] = before;
            }
        }
        for operation in self.order.drain(order..) {
            self.computed.remove(&operation);
        }
    }

    fn forget(&mut self, vars: &[VarId]) {
        for &var in vars {
            self.set(var, None);
        }
    }

    /// The node that has done this before; else `node` has from now on. Comparisons are made anew,
    /// so that each can be part of its branch.
    fn before(&mut self, operation: Operation, node: NodeId) -> Option<NodeId> {
        if matches!(operation.0, Pure::Compare(_)) {
            return None;
        }
        let known = self.computed.get(&operation).copied();
        if known.is_none() {
            self.computed.insert(operation, node);
            self.order.push(operation);
        }
        known
    }
}

fn block(kernel: &mut Kernel, known: &mut Known, stmts: Vec<Stmt>) -> Vec<Stmt> {
    let mut out = Vec::with_capacity(stmts.len());
    for mut stmt in stmts {
        stmt.for_each_use_mut(&mut |node| *node = kernel.resolve(*node));
        match stmt {
            Stmt::Eval(node) => {
                if !folds(kernel, known, node) {
                    out.push(stmt);
                }
            }
            Stmt::Get { result, var } => match known.held[var.0 as usize] {
                Some(held) => kernel.nodes[result.0 as usize].op = NodeOp::Same(held),
                None => {
                    known.set(var, Some(result));
                    out.push(stmt);
                }
            },
            Stmt::Set { var, value } => {
                known.set(var, Some(value));
                out.push(stmt);
            }
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } if kernel.constant(condition).is_some() => {
                let holds = kernel.constant(condition) != Some(0);
                out.extend(block(kernel, known, if holds { then } else { otherwise }));
            }
            _ => {
                nested(kernel, known, &mut stmt);
                out.push(stmt);
            }
        }
    }
    out
}

/// Walks the blocks of a construct.
fn nested(kernel: &mut Kernel, known: &mut Known, stmt: &mut Stmt) {
    let mut written = Vec::new();
    for (_, block) in stmt.blocks() {
        writes(block, &mut written);
    }
    let start = known.mark();
    let repeats = matches!(stmt, Stmt::Loop(_) | Stmt::Switch { .. });
    if repeats {
        known.forget(&written);
    }
    let is_loop = matches!(stmt, Stmt::Loop(_));
    for (index, nested) in stmt.blocks_mut().into_iter().enumerate() {
        let mark = known.mark();
        let mut block_writes = Vec::new();
        writes(nested, &mut block_writes);
        let old = std::mem::take(nested);
        *nested = block(kernel, known, old);
        // What `before` of a loop makes known holds in its body and step.
        if !(is_loop && index == 0) {
            known.back_to(mark);
        }
        if repeats && index > 0 {
            known.forget(&block_writes);
        }
    }
    known.back_to(start);
    known.forget(&written);
    // The conditions of a loop are evaluated inside of it.
    stmt.for_each_use_mut(&mut |node| *node = kernel.resolve(*node));
}

fn writes(block: &[Stmt], vars: &mut Vec<VarId>) {
    for stmt in block {
        if let Stmt::Set { var, .. } = stmt {
            vars.push(*var);
        }
        stmt.blocks()
            .into_iter()
            .for_each(|(_, block)| writes(block, vars));
    }
}

/// Resolves the operands, and replaces the node by what is known already, if it can be.
fn folds(kernel: &mut Kernel, known: &mut Known, node: NodeId) -> bool {
    let index = node.0 as usize;
    let NodeOp::Pure(op, mut args) = kernel.nodes[index].op else {
        return false;
    };
    for arg in args.as_mut_slice() {
        *arg = kernel.resolve(*arg);
    }
    let ty = kernel.nodes[index].ty;
    let folded = match fold::fold(kernel, op, args.as_slice(), ty) {
        Some(fold::Folded::Constant(bits)) => Some(NodeOp::Const(bits)),
        Some(fold::Folded::Node(other)) => Some(NodeOp::Same(other)),
        None => known.before((op, args, ty), node).map(NodeOp::Same),
    };
    kernel.nodes[index].op = folded.unwrap_or(NodeOp::Pure(op, args));
    folded.is_some()
}

/// Reads of variables that only ever hold one constant become that constant; pointers that walk
/// through one object keep a known object so.
pub(in crate::backend::cpu) fn constant_variables(kernel: &mut Kernel) {
    let mut sets = vec![Vec::new(); kernel.vars.len()];
    let mut gets = vec![None; kernel.nodes.len()];
    gather(&kernel.body, &mut sets, &mut gets, &mut Vec::new());
    let mut constants = vec![None; kernel.vars.len()];
    for (var, sets) in sets.iter().enumerate() {
        let own = |node: NodeId| matches!(gets[node.0 as usize].as_deref(), Some([Source::Var(of)]) if *of == var);
        let mut others = sets
            .iter()
            .map(|&node| kernel.resolve(node))
            .filter(|&node| !own(node));
        let first = others.next().and_then(|node| kernel.constant(node));
        if first.is_some() && others.all(|node| kernel.constant(node) == first) {
            constants[var] = first;
        }
    }
    for (node, sources) in kernel.nodes.iter_mut().zip(&gets) {
        if let Some([Source::Var(var)]) = sources.as_deref()
            && let Some(bits) = constants[*var]
        {
            node.op = NodeOp::Const(bits);
        }
    }
    drop_constant_reads(kernel);
}

/// A read whose node is a constant is not needed.
fn drop_constant_reads(kernel: &mut Kernel) {
    fn sweep(kernel: &Kernel, block: &mut Vec<Stmt>) {
        block.retain(
            |stmt| !matches!(stmt, Stmt::Get { result, .. } if kernel.constant(*result).is_some()),
        );
        for stmt in block {
            stmt.blocks_mut()
                .into_iter()
                .for_each(|block| sweep(kernel, block));
        }
    }
    let mut body = std::mem::take(&mut kernel.body);
    sweep(kernel, &mut body);
    kernel.body = body;
}

/// What something depends on.
struct Live {
    nodes: Vec<bool>,
    vars: Vec<bool>,
}

impl Live {
    fn of(kernel: &Kernel, body: &[Stmt]) -> Self {
        let mut sets = vec![Vec::new(); kernel.vars.len()];
        let mut gets = vec![None; kernel.nodes.len()];
        let mut roots = Vec::new();
        gather(body, &mut sets, &mut gets, &mut roots);
        let mut live = Self {
            nodes: vec![false; kernel.nodes.len()],
            vars: vec![false; kernel.vars.len()],
        };
        while let Some(node) = roots.pop() {
            let node = kernel.resolve(node).0 as usize;
            if std::mem::replace(&mut live.nodes[node], true) {
                continue;
            }
            if let NodeOp::Pure(_, args) = kernel.nodes[node].op {
                roots.extend(args.as_slice());
            }
            for &operand in gets[node].iter().flatten() {
                match operand {
                    Source::Node(other) => roots.push(other),
                    Source::Var(var) if !live.vars[var] => {
                        live.vars[var] = true;
                        roots.extend(&sets[var]);
                    }
                    Source::Var(_) => {}
                }
            }
        }
        live
    }

    fn any(&self, nodes: &[NodeId]) -> bool {
        nodes.iter().any(|node| self.nodes[node.0 as usize])
    }

    /// Whether the statement has to stay.
    fn keeps(&self, stmt: &Stmt) -> bool {
        match stmt {
            Stmt::Eval(node) => self.nodes[node.0 as usize],
            Stmt::Get { result, .. } | Stmt::RowGet { result, .. } | Stmt::Simd { result, .. } => {
                self.nodes[result.0 as usize]
            }
            Stmt::Set { var, .. } => self.vars[var.0 as usize],
            Stmt::Load { results, .. } => self.any(results),
            Stmt::LoadPointer { results, .. } => self.any(results),
            _ => true,
        }
    }
}

/// What a node that a statement defines comes from.
#[derive(Clone, Copy)]
enum Source {
    Node(NodeId),
    Var(usize),
}

fn gather(
    block: &[Stmt],
    sets: &mut [Vec<NodeId>],
    gets: &mut [Option<Vec<Source>>],
    roots: &mut Vec<NodeId>,
) {
    for stmt in block {
        let mut uses = Vec::new();
        stmt.for_each_use(&mut |node| uses.push(node));
        let sources = || Some(uses.iter().copied().map(Source::Node).collect::<Vec<_>>());
        match stmt {
            Stmt::Set { var, value } => sets[var.0 as usize].push(*value),
            Stmt::Get { result, var } => {
                gets[result.0 as usize] = Some(vec![Source::Var(var.0 as usize)]);
            }
            Stmt::RowGet { result, .. } | Stmt::Simd { result, .. } => {
                gets[result.0 as usize] = sources()
            }
            Stmt::Load { results, .. } => {
                results
                    .iter()
                    .for_each(|result| gets[result.0 as usize] = sources());
            }
            Stmt::LoadPointer { results, .. } => {
                results
                    .iter()
                    .for_each(|result| gets[result.0 as usize] = sources());
            }
            _ => roots.extend(uses),
        }
        stmt.blocks()
            .into_iter()
            .for_each(|(_, block)| gather(block, sets, gets, roots));
    }
}

fn sweep(live: &Live, block: Vec<Stmt>) -> Vec<Stmt> {
    let mut out = Vec::with_capacity(block.len());
    for mut stmt in block {
        if !live.keeps(&stmt) {
            continue;
        }
        for nested in stmt.blocks_mut() {
            let old = std::mem::take(nested);
            *nested = sweep(live, old);
        }
        out.push(stmt);
    }
    out
}
