//! Finds loops of products and sums, `for (k = …; k < n; k += c) acc += x[…] * y[…]`.
//!
//! Such a loop is also made as one instruction, which runs if its addresses are straight lines in
//! `k`, and otherwise lets the loop itself follow.

use super::{
    Dot, Operand,
    emit::{Draft, Emitter},
    value::Value,
};
use crate::backend::cpu::{
    lanes::Opcode,
    spmd::{Address, Base, Loop, NodeId, NodeOp, Pure, Stmt, VarId, shape::Shape, signed},
};
use kernsmith_msl::ir::{BinaryOp, CompareOp, Scalar};

/// What was found.
struct Found<'l> {
    counter: VarId,
    /// Its value in a turn.
    k: NodeId,
    bound: NodeId,
    step: u64,
    signed: bool,
    sum: VarId,
    factors: [&'l Address; 2],
    /// Uniform and affine nodes of the body.
    indices: Vec<NodeId>,
}

impl Emitter<'_> {
    /// The instruction, if the loop is of this kind; `end` is where it goes then.
    pub(super) fn dot(&mut self, it: &Loop, end: super::emit::Label) {
        let Some(found) = self.find(it) else { return };
        let counter = self.var(found.counter);
        let sum = self.var(found.sum);
        self.path.push((it.id, 0));
        self.block(&it.before);
        self.path.pop();
        let bound = self.operand(found.bound);
        let step = self.constant(found.step);
        let counters: [Operand; 5] = std::array::from_fn(|_| self.scalar());
        let x = u32::try_from(self.dots.len()).expect("fewer than nodes");
        self.dots.push(Dot {
            counters,
            signed: found.signed,
            addrs: [[0; 2]; 3],
        });
        self.push(Draft {
            a: counter,
            b: bound,
            c: step,
            x,
            ..Draft::new(Opcode::DotBegin)
        });
        for (turn, &at) in counters[..3].iter().enumerate() {
            self.set_value(found.k, Value::In(at));
            for &node in &found.indices {
                let value = self.pure(node);
                self.set_value(node, value);
            }
            let addrs = found.factors.map(|address| self.address(address));
            self.dots[x as usize].addrs[turn] = addrs;
        }
        let c = self.label_operand(end);
        self.push(Draft {
            d: sum,
            a: counter,
            c,
            x,
            ..Draft::new(Opcode::DotRun)
        });
    }

    fn find<'l>(&self, it: &'l Loop) -> Option<Found<'l>> {
        let (counter, k, step) = self.counted(it)?;
        let (bound, is_signed) = self.bound(it, k)?;
        let mut indices = Vec::new();
        let (mut loads, mut gets, mut set, mut floats) = (Vec::new(), Vec::new(), None, Vec::new());
        for stmt in &it.body {
            match stmt {
                Stmt::Eval(node) if self.kernel.ty(*node) == Scalar::F32 => floats.push(*node),
                Stmt::Eval(node) if self.shape(*node) != Shape::Varying => indices.push(*node),
                Stmt::Get { result, var } => gets.push((*result, *var)),
                Stmt::Load { results, address } if results.len() == 1 => {
                    loads.push((results[0], address))
                }
                Stmt::Set { var, value } if set.is_none() => set = Some((*var, *value)),
                _ => return None,
            }
        }
        let (&[product, total], &[(x, first), (y, second)], (sum, value)) =
            (floats.as_slice(), loads.as_slice(), set?)
        else {
            return None;
        };
        let &[(before, var)] = gets.as_slice() else {
            return None;
        };
        let once = |node: NodeId| self.uses.counts[self.kernel.resolve(node).0 as usize] == 1;
        let floats = [x, y]
            .iter()
            .all(|&node| self.kernel.ty(node) == Scalar::F32);
        let shaped = self.is_binary(product, BinaryOp::Mul, x, y)
            && self.is_binary(total, BinaryOp::Add, before, product)
            && self.kernel.resolve(value) == total;
        let used = [x, y, product, total, before].into_iter().all(once);
        if var != sum || var == counter || !floats || !shaped || !used || self.is_copy(before) {
            return None;
        }
        let mut path = self.path.clone();
        path.push((it.id, 1));
        let varying = self.shapes.vars[sum.0 as usize] == Shape::Varying;
        if !varying || self.shapes.parts_users(&path, sum) {
            return None;
        }
        let inside = |node: NodeId| indices.contains(&node);
        for address in [first, second] {
            self.straight(address, k, &inside)?;
        }
        Some(Found {
            counter,
            k,
            bound,
            step,
            signed: is_signed,
            sum,
            factors: [first, second],
            indices,
        })
    }

    /// The counter, its value in a turn, and the constant it grows by.
    fn counted(&self, it: &Loop) -> Option<(VarId, NodeId, u64)> {
        let mut gets = it.before.iter().filter_map(|stmt| match stmt {
            Stmt::Get { result, var } => Some((*result, *var)),
            _ => None,
        });
        let (k, counter) = gets.next()?;
        let pure = it.before.iter().all(|stmt| match stmt {
            Stmt::Get { .. } => true,
            Stmt::Eval(node) => self.shape(*node) == Shape::Uniform,
            _ => false,
        });
        let &[Stmt::Eval(next), Stmt::Set { var, value }] = it.step.as_slice() else {
            return None;
        };
        let NodeOp::Pure(Pure::Binary(BinaryOp::Add), args) = self.kernel.nodes[next.0 as usize].op
        else {
            return None;
        };
        let by = self.kernel.constant(args.as_slice()[1])?;
        let grows =
            self.kernel.resolve(args.as_slice()[0]) == k && self.kernel.resolve(value) == next;
        let uniform = self.shapes.vars[counter.0 as usize] == Shape::Uniform;
        let alone = gets.next().is_none() && var == counter && uniform && !self.is_copy(k);
        let positive = signed(by, self.kernel.ty(k)) > 0;
        (pure && grows && alone && positive && it.again_if.is_none()).then_some((counter, k, by))
    }

    /// The bound of `k < bound`, and whether it is signed.
    fn bound(&self, it: &Loop, k: NodeId) -> Option<(NodeId, bool)> {
        let condition = self.kernel.resolve(it.while_?);
        let NodeOp::Pure(Pure::Compare(CompareOp::Less), args) =
            self.kernel.nodes[condition.0 as usize].op
        else {
            return None;
        };
        let &[left, bound] = args.as_slice() else {
            return None;
        };
        let ty = self.kernel.ty(left);
        let whole = matches!(ty, Scalar::I32 | Scalar::U32);
        // The bound must not depend on the counter, or it would be computed anew in each turn.
        let inside = |node: NodeId| {
            it.before
                .iter()
                .any(|stmt| matches!(stmt, Stmt::Eval(at) if *at == node))
        };
        let fixed =
            self.degree(bound, k, &inside) == Some(0) && self.shape(bound) == Shape::Uniform;
        (whole && fixed && self.kernel.resolve(left) == k).then_some((bound, ty == Scalar::I32))
    }

    /// Whether an address is a straight line in `k`, as far as that can be seen here: at most one
    /// term depends on it, and that to the first degree.
    fn straight(
        &self,
        address: &Address,
        k: NodeId,
        inside: &impl Fn(NodeId) -> bool,
    ) -> Option<()> {
        let Base::Object(object) = address.base else {
            return None;
        };
        self.kernel.constant(object)?;
        let mut depending = 0;
        for term in &address.terms {
            if self.shape(term.index) == Shape::Varying {
                return None;
            }
            depending += self.degree(term.index, k, inside)?;
        }
        (depending <= 1).then_some(())
    }

    /// The degree of a node in `k`, if it is at most a first-degree polynomial with wrapping
    /// coefficients.
    fn degree(&self, node: NodeId, k: NodeId, inside: &impl Fn(NodeId) -> bool) -> Option<u32> {
        let node = self.kernel.resolve(node);
        if node == k {
            return Some(1);
        }
        if !inside(node) {
            return Some(0);
        }
        let NodeOp::Pure(op, args) = self.kernel.nodes[node.0 as usize].op else {
            return Some(0);
        };
        let mut degrees = [0; 4];
        for (degree, &arg) in degrees.iter_mut().zip(args.as_slice()) {
            *degree = self.degree(arg, k, inside)?;
        }
        let [a, b, ..] = degrees;
        if degrees.iter().all(|&degree| degree == 0) {
            return Some(0);
        }
        let same_size =
            |arg: NodeId| self.kernel.ty(arg).size_bytes() == self.kernel.ty(node).size_bytes();
        let degree = match op {
            Pure::Binary(BinaryOp::Add | BinaryOp::Sub) => a.max(b),
            Pure::Binary(BinaryOp::Mul) => a + b,
            Pure::Binary(BinaryOp::Shl) if b == 0 => a,
            // Wider: only of the counter itself, which does not wrap.
            Pure::Convert => {
                let arg = args.as_slice()[0];
                let whole = self.kernel.ty(arg).is_integer() && self.kernel.ty(node).is_integer();
                if !whole || !(same_size(arg) || self.kernel.resolve(arg) == k) {
                    return None;
                }
                a
            }
            _ => return None,
        };
        (degree <= 1).then_some(degree)
    }

    fn is_binary(&self, node: NodeId, op: BinaryOp, a: NodeId, b: NodeId) -> bool {
        let NodeOp::Pure(Pure::Binary(found), args) = self.kernel.nodes[node.0 as usize].op else {
            return false;
        };
        let &[x, y] = args.as_slice() else {
            return false;
        };
        let (x, y) = (self.kernel.resolve(x), self.kernel.resolve(y));
        found == op && ((x, y) == (a, b) || (x, y) == (b, a))
    }
}
