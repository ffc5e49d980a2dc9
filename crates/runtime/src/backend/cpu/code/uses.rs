//! How often nodes are used, and which serve only to decide a branch.

use crate::backend::cpu::spmd::{Kernel, NodeOp, Pure, Stmt};

/// Facts about the uses of each node.
pub(super) struct Uses {
    pub(super) counts: Vec<u32>,
    /// Comparisons that are used once, as the condition of a branch or loop.
    pub(super) deciding: Vec<bool>,
}

impl Uses {
    /// Counts them.
    pub(super) fn of(kernel: &Kernel) -> Self {
        let mut uses = Self {
            counts: vec![0; kernel.nodes.len()],
            deciding: vec![false; kernel.nodes.len()],
        };
        uses.block(kernel, &kernel.body);
        for (deciding, &count) in uses.deciding.iter_mut().zip(&uses.counts) {
            *deciding &= count == 1;
        }
        uses
    }

    fn block(&mut self, kernel: &Kernel, block: &[Stmt]) {
        for stmt in block {
            stmt.for_each_use(&mut |node| self.counts[kernel.resolve(node).0 as usize] += 1);
            match stmt {
                Stmt::Eval(node) => {
                    if let NodeOp::Pure(_, args) = kernel.nodes[node.0 as usize].op {
                        for &arg in args.as_slice() {
                            self.counts[kernel.resolve(arg).0 as usize] += 1;
                        }
                    }
                }
                Stmt::If { condition, .. } => self.decides(kernel, *condition),
                Stmt::Loop(it) => {
                    it.while_
                        .into_iter()
                        .chain(it.again_if)
                        .for_each(|node| self.decides(kernel, node));
                }
                _ => {}
            }
            stmt.blocks()
                .into_iter()
                .for_each(|(_, block)| self.block(kernel, block));
        }
    }

    fn decides(&mut self, kernel: &Kernel, condition: crate::backend::cpu::spmd::NodeId) {
        let node = kernel.resolve(condition).0 as usize;
        self.deciding[node] = matches!(kernel.nodes[node].op, NodeOp::Pure(Pure::Compare(_), _));
    }
}
