//! Computes before a loop what is the same in each of its turns.
//!
//! Operations have no effect and never fail, so it does no harm where the loop takes no turn.
//! Comparisons stay, so that each can be part of its branch.

use super::{Kernel, NodeId, NodeOp, Pure, Stmt};

/// Runs the pass.
pub(in crate::backend::cpu) fn hoist(kernel: &mut Kernel) {
    let body = std::mem::take(&mut kernel.body);
    kernel.body = block(kernel, body);
}

fn block(kernel: &Kernel, stmts: Vec<Stmt>) -> Vec<Stmt> {
    let mut out = Vec::with_capacity(stmts.len());
    for mut stmt in stmts {
        for nested in stmt.blocks_mut() {
            *nested = block(kernel, std::mem::take(nested));
        }
        if matches!(stmt, Stmt::Loop(_)) {
            out.extend(invariant(kernel, &mut stmt));
        }
        out.push(stmt);
    }
    out
}

/// Takes the operations out of a loop that depend on nothing in it.
fn invariant(kernel: &Kernel, stmt: &mut Stmt) -> Vec<Stmt> {
    let mut inside = vec![false; kernel.nodes.len()];
    for (_, block) in stmt.blocks() {
        defined(block, &mut inside);
    }
    let mut taken = Vec::new();
    for block in stmt.blocks_mut() {
        block.retain(|stmt| {
            let Stmt::Eval(node) = *stmt else { return true };
            let goes = depends_not(kernel, node, &inside);
            if goes {
                inside[node.0 as usize] = false;
                taken.push(Stmt::Eval(node));
            }
            !goes
        });
    }
    taken
}

fn depends_not(kernel: &Kernel, node: NodeId, inside: &[bool]) -> bool {
    match kernel.nodes[node.0 as usize].op {
        NodeOp::Pure(Pure::Compare(_), _) => false,
        NodeOp::Pure(_, args) => args
            .as_slice()
            .iter()
            .all(|&arg| !inside[kernel.resolve(arg).0 as usize]),
        _ => false,
    }
}

/// Marks the nodes that statements define.
fn defined(block: &[Stmt], inside: &mut [bool]) {
    let mut mark = |nodes: &[NodeId]| nodes.iter().for_each(|node| inside[node.0 as usize] = true);
    for stmt in block {
        match stmt {
            Stmt::Eval(node) => mark(&[*node]),
            Stmt::Get { result, .. } | Stmt::RowGet { result, .. } | Stmt::Simd { result, .. } => {
                mark(&[*result]);
            }
            Stmt::Load { results, .. } => mark(results),
            Stmt::LoadPointer { results, .. } => mark(results),
            Stmt::Atomic(atomic) => atomic.result.iter().for_each(|&result| mark(&[result])),
            _ => {}
        }
    }
    for stmt in block {
        stmt.blocks()
            .into_iter()
            .for_each(|(_, block)| defined(block, inside));
    }
}
