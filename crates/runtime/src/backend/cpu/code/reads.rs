//! Which reads of variables have to be copies.
//!
//! A read may stand for the variable's own register, unless the variable is written while the
//! value is still needed.

use crate::backend::cpu::spmd::{Kernel, NodeId, NodeOp, Pure, Stmt, VarId};

/// For each node: whether it is a read that has to be a copy.
pub(super) fn copies(kernel: &Kernel) -> Vec<bool> {
    let mut scan = Scan {
        kernel,
        at: 0,
        loops: Vec::new(),
        lives: vec![Life::default(); kernel.nodes.len()],
        sets: vec![Vec::new(); kernel.vars.len()],
        gets: Vec::new(),
    };
    scan.block(&kernel.body);
    // What a conversion without an instruction stands for lives as long as it does; so do the
    // operands of a comparison, which may be made as late as at the branch that it is for.
    for (index, node) in kernel.nodes.iter().enumerate().rev() {
        if let NodeOp::Pure(Pure::Convert | Pure::Bitcast | Pure::Compare(_), args) = node.op {
            let end = scan.lives[index].end;
            for &arg in args.as_slice() {
                let of = kernel.resolve(arg).0 as usize;
                scan.lives[of].end = scan.lives[of].end.max(end);
            }
        }
    }
    let mut copies = vec![false; kernel.nodes.len()];
    for &(node, var) in &scan.gets {
        let Life { start, end, .. } = scan.lives[node.0 as usize];
        copies[node.0 as usize] = scan.sets[var.0 as usize]
            .iter()
            .any(|&set| start < set && set < end);
    }
    copies
}

#[derive(Clone, Copy, Debug, Default)]
struct Life {
    start: usize,
    end: usize,
    /// Loops open where it begins.
    depth: usize,
}

struct Scan<'k> {
    kernel: &'k Kernel,
    at: usize,
    /// For each open loop, what from outside is used in it.
    loops: Vec<Vec<NodeId>>,
    lives: Vec<Life>,
    sets: Vec<Vec<usize>>,
    gets: Vec<(NodeId, VarId)>,
}

impl Scan<'_> {
    fn begin(&mut self, node: NodeId) {
        self.lives[node.0 as usize] = Life {
            start: self.at,
            end: self.at,
            depth: self.loops.len(),
        };
    }

    fn use_(&mut self, node: NodeId) {
        let node = self.kernel.resolve(node);
        let life = &mut self.lives[node.0 as usize];
        life.end = life.end.max(self.at);
        if let Some(outer) = self.loops.get_mut(life.depth) {
            outer.push(node);
        }
    }

    fn block(&mut self, block: &[Stmt]) {
        for stmt in block {
            self.at += 1;
            match stmt {
                Stmt::Eval(node) => {
                    self.begin(*node);
                    if let NodeOp::Pure(_, args) = self.kernel.nodes[node.0 as usize].op {
                        args.as_slice().iter().for_each(|&arg| self.use_(arg));
                    }
                }
                Stmt::Get { result, var } => {
                    self.begin(*result);
                    self.gets.push((*result, *var));
                }
                Stmt::Loop(it) => {
                    self.loops.push(Vec::new());
                    for block in [&it.before, &it.body, &it.step] {
                        self.block(block);
                        it.while_.into_iter().for_each(|node| self.use_(node));
                        self.at += 1;
                    }
                    it.again_if.into_iter().for_each(|node| self.use_(node));
                    self.at += 1;
                    for node in self.loops.pop().into_iter().flatten() {
                        let life = &mut self.lives[node.0 as usize];
                        life.end = life.end.max(self.at);
                        if let Some(outer) = self.loops.get_mut(life.depth) {
                            outer.push(node);
                        }
                    }
                    continue;
                }
                other => {
                    if let Stmt::Set { var, .. } = other {
                        self.sets[var.0 as usize].push(self.at);
                    }
                    other.for_each_use(&mut |node| self.use_(node));
                    if let Stmt::Load { results, .. } = other {
                        results.iter().for_each(|&result| self.begin(result));
                    }
                }
            }
            // A condition may be looked at again between the blocks of its construct.
            for (_, block) in stmt.blocks() {
                self.block(block);
                self.at += 1;
                stmt.for_each_use(&mut |node| self.use_(node));
            }
        }
    }
}
