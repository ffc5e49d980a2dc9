//! Makes a program smaller while it still does what makes it interesting.
//!
//! An edit drops a statement, puts a block in the place of its statement, or a literal or a child
//! of the same type in the place of an expression. Edits are numbered in the order of a walk over
//! the program. An edited program need not compile: the caller's test refuses it then.

use super::{Expr, Part, Program, Scalar, Stmt, tree::Piece};

impl Program {
    /// A program that no single edit makes smaller without losing what `interesting` sees.
    #[must_use]
    pub fn shrink(mut self, interesting: &mut dyn FnMut(&Self) -> bool) -> Self {
        loop {
            let mut changed = false;
            let mut number = 0;
            while let Some(candidate) = self.edited(number) {
                if interesting(&candidate) {
                    // The next edit now has this number.
                    self = candidate;
                    changed = true;
                } else {
                    number += 1;
                }
            }
            if !changed {
                return self;
            }
        }
    }

    /// The program after the edit of this number, if there are so many.
    fn edited(&self, number: usize) -> Option<Self> {
        let mut copy = self.clone();
        let mut walk = Walk { left: number };
        let Self {
            body,
            helpers,
            approximate,
            results,
            tiles,
            ..
        } = &mut copy;
        let done = walk.block(body)
            || walk.block(helpers)
            || walk.removal(approximate)
            || walk.removal(results)
            || walk.removal(tiles)
            || approximate.iter_mut().any(|stmt| walk.stmt(stmt));
        done.then_some(copy)
    }
}

/// Counts edits until the wanted one.
struct Walk {
    left: usize,
}

impl Walk {
    fn is_next(&mut self) -> bool {
        let next = self.left == 0;
        self.left = self.left.wrapping_sub(1);
        next
    }

    fn removal<T>(&mut self, list: &mut Vec<T>) -> bool {
        if self.left >= list.len() {
            self.left -= list.len();
            return false;
        }
        list.remove(self.left);
        true
    }

    fn block(&mut self, block: &mut Vec<Stmt>) -> bool {
        if self.removal(block) {
            return true;
        }
        for at in 0..block.len() {
            let inner = block[at].parts.iter().position(Part::is_block);
            if let Some(inner) = inner.filter(|_| self.is_next()) {
                if let Part::Block(stmts) = block[at].parts.swap_remove(inner) {
                    block.splice(at..=at, stmts);
                }
                return true;
            }
        }
        block.iter_mut().any(|stmt| self.stmt(stmt))
    }

    fn stmt(&mut self, stmt: &mut Stmt) -> bool {
        stmt.parts.iter_mut().any(|part| match part {
            Part::Text(_) => false,
            Part::Expr(expr) => self.expr(expr),
            Part::Block(block) => self.block(block),
        })
    }

    fn expr(&mut self, expr: &mut Expr) -> bool {
        if expr.size() > 1 && self.is_next() {
            *expr = literal(expr);
            return true;
        }
        for at in 0..expr.pieces.len() {
            let Piece::Child(child) = &expr.pieces[at] else {
                continue;
            };
            if child.ty == expr.ty && self.is_next() {
                *expr = child.clone();
                return true;
            }
        }
        expr.pieces.iter_mut().any(|piece| match piece {
            Piece::Text(_) => false,
            Piece::Child(child) => self.expr(child),
        })
    }
}

fn literal(expr: &Expr) -> Expr {
    let text = match expr.ty.scalar {
        Scalar::Bool => "true".to_owned(),
        _ => format!("{}(1)", expr.ty.name()),
    };
    Expr::leaf(expr.ty, text)
}

impl Part {
    fn is_block(&self) -> bool {
        matches!(self, Self::Block(_))
    }
}
