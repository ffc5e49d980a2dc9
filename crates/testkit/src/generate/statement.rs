//! Random statements.

use super::{
    Helper, Variable, Writer,
    tree::{Expr, Scalar, Stmt, Ty},
};
use rand::RngExt;

/// How deep expressions of statements go.
const DEPTH: u32 = 3;

impl Writer {
    /// Statements of one block. What it declares goes out of scope.
    pub(super) fn block(&mut self, count: usize, nesting: u32) -> Vec<Stmt> {
        let known = self.scope.len();
        let block = (0..count).map(|_| self.stmt(nesting)).collect();
        self.scope.truncate(known);
        block
    }

    /// Statements whose variables stay in scope.
    pub(super) fn open_block(&mut self, count: usize) -> Vec<Stmt> {
        (0..count).map(|_| self.stmt(0)).collect()
    }

    fn stmt(&mut self, nesting: u32) -> Stmt {
        match self.random.random_range(0..21) {
            0..5 => self.declaration(),
            5..9 => self.assignment(),
            9 | 10 if nesting < 3 => self.branch(nesting),
            11 | 12 if nesting < 2 => self.repeat(nesting),
            13 if nesting < 3 => self.switch(nesting),
            14 => self.array(),
            15 => self.component_store(),
            16 if self.loops > 0 && !self.uniform => self.exit(),
            17 => self.simd(),
            18 if self.uniform => self.exchange(),
            20 if self.messages => self.message(),
            _ => self.assignment(),
        }
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("v{}", self.names)
    }

    fn any_type(&mut self) -> Ty {
        if self.chance(25) {
            self.vector_type()
        } else {
            Ty::of(*self.pick(&Scalar::ALL))
        }
    }

    fn declare(&mut self, name: &str, ty: Ty) {
        self.scope.push(Variable {
            name: name.to_owned(),
            ty,
            assignable: true,
        });
    }

    fn declaration(&mut self) -> Stmt {
        let ty = self.any_type();
        let value = self.expr(ty, DEPTH);
        let name = self.name();
        self.declare(&name, ty);
        Stmt::form(&format!("{} {name} = $;", ty.name()), [value])
    }

    fn target(&mut self) -> Option<Variable> {
        let assignable = self.scope.iter().filter(|variable| variable.assignable);
        let list: Vec<Variable> = assignable.cloned().collect();
        (!list.is_empty()).then(|| self.pick(&list).clone())
    }

    fn assignment(&mut self) -> Stmt {
        let Some(Variable { name, ty, .. }) = self.target() else {
            return self.declaration();
        };
        let value = self.expr(ty, DEPTH);
        let arithmetic = ty.scalar != Scalar::Bool;
        if arithmetic && self.chance(10) && ty.lanes == 1 && ty.scalar.is_integer() {
            let operator = *self.pick(&["++", "--"]);
            return Stmt::form(&format!("{name}{operator};"), []);
        }
        let operator = match arithmetic && self.chance(40) {
            true if ty.scalar.is_integer() => *self.pick(&["+=", "-=", "*=", "^=", "&=", "|="]),
            true => *self.pick(&["+=", "-=", "*="]),
            false => "=",
        };
        Stmt::form(&format!("{name} {operator} $;"), [value])
    }

    fn component_store(&mut self) -> Stmt {
        let vectors = self.scope.iter().filter(|v| v.assignable && v.ty.lanes > 1);
        let vectors: Vec<Variable> = vectors.cloned().collect();
        if vectors.is_empty() {
            return self.declaration();
        }
        let Variable { name, ty, .. } = self.pick(&vectors).clone();
        let value = self.expr(Ty::of(ty.scalar), DEPTH);
        if ty.lanes != 3 && self.chance(30) {
            let index = self.expr(Ty::INT, 1);
            let mask = ty.lanes - 1;
            return Stmt::form(&format!("{name}[($) & {mask}] = $;"), [index, value]);
        }
        let at = self.random.random_range(0..ty.lanes as usize);
        let operator = *self.pick(&["=", "+="]);
        Stmt::form(
            &format!("{name}.{} {operator} $;", &"xyzw"[at..=at]),
            [value],
        )
    }

    /// Runs `inner` where threads may differ.
    fn divergent<T>(&mut self, inner: impl FnOnce(&mut Self) -> T) -> T {
        let uniform = std::mem::replace(&mut self.uniform, false);
        let result = inner(self);
        self.uniform = uniform;
        result
    }

    fn branch(&mut self, nesting: u32) -> Stmt {
        let condition = self.expr(Ty::BOOL, DEPTH);
        self.divergent(|writer| {
            let count = writer.random.random_range(1..4);
            let then = writer.block(count, nesting + 1);
            let stmt = Stmt::form("if ($) ", [condition]).block(then);
            if writer.chance(50) {
                let otherwise = writer.block(2, nesting + 1);
                stmt.then(" else ", []).block(otherwise)
            } else {
                stmt
            }
        })
    }

    fn repeat(&mut self, nesting: u32) -> Stmt {
        let counter = self.name();
        let known = self.scope.len();
        self.scope.push(Variable {
            name: counter.clone(),
            ty: Ty::INT,
            assignable: false,
        });
        let body_size = self.random.random_range(1..4);
        let stmt = if self.chance(30) {
            let turns = self.random.random_range(1..5);
            // Nothing leaves it early, so all threads go round together.
            let loops = std::mem::replace(&mut self.loops, 0);
            let body = self.block(body_size, nesting + 1);
            self.loops = loops;
            let head = format!("for (int {counter} = 0; {counter} < {turns}; ++{counter}) ");
            Stmt::form(&head, []).block(body)
        } else {
            let turns = self.expr(Ty::INT, 2);
            self.loops += 1;
            let body = self.divergent(|writer| writer.block(body_size, nesting + 1));
            self.loops -= 1;
            self.bounded_loop(&counter, turns, body)
        };
        self.scope.truncate(known);
        stmt
    }

    fn bounded_loop(&mut self, counter: &str, turns: Expr, body: Vec<Stmt>) -> Stmt {
        match self.random.random_range(0..3) {
            0 => {
                let head = format!("{{ int {counter} = -1; while (++{counter} < ($ & 7)) ");
                Stmt::form(&head, [turns]).block(body).then(" }", [])
            }
            1 => {
                let head = format!("{{ int {counter} = 0; do ");
                let foot = format!(" while (++{counter} < ($ & 7)); }}");
                Stmt::form(&head, []).block(body).then(&foot, [turns])
            }
            _ => {
                let head = format!("for (int {counter} = 0; {counter} < ($ & 7); ++{counter}) ");
                Stmt::form(&head, [turns]).block(body)
            }
        }
    }

    fn exit(&mut self) -> Stmt {
        let condition = self.expr(Ty::BOOL, 2);
        let how = *self.pick(&["break", "continue"]);
        Stmt::form(&format!("if ($) {{ {how}; }}"), [condition])
    }

    fn switch(&mut self, nesting: u32) -> Stmt {
        let selector = self.expr(Ty::INT, 2);
        // `break` and `continue` of a loop would be a switch's own.
        let loops = std::mem::replace(&mut self.loops, 0);
        let stmt = self.divergent(|writer| {
            let mut stmt = Stmt::form("switch ($ & 3) { ", [selector]);
            for case in ["case 0: ", " case 2: case 3: ", " default: "] {
                let body = writer.block(2, nesting + 1);
                let end = if writer.chance(70) { " break;" } else { "" };
                stmt = stmt.then(case, []).block(body).then(end, []);
            }
            stmt.then(" }", [])
        });
        self.loops = loops;
        stmt
    }

    /// An array with run-time indices, summed into a variable.
    fn array(&mut self) -> Stmt {
        let scalar = *self.pick(&[Scalar::Int, Scalar::Float, Scalar::Uchar, Scalar::Long]);
        let ty = Ty::of(scalar);
        let (array, pointer, result) = (self.name(), self.name(), self.name());
        let values: Vec<Expr> = (0..4).map(|_| self.expr(ty, 2)).collect();
        let (first, second) = (self.expr(Ty::INT, 2), self.expr(Ty::INT, 2));
        let stored = self.expr(ty, 2);
        let name = ty.name();
        let text = format!(
            "{name} {array}[4] = {{$, $, $, $}}; thread {name}* {pointer} = {array} + ($ & 3); \
             *{pointer} = $; {name} {result} = {array}[($ & 3)];"
        );
        let children = values.into_iter().chain([first, stored, second]);
        let stmt = Stmt::form(&text, children);
        self.declare(&result, ty);
        stmt
    }

    /// An operation between the threads that come here together.
    fn simd(&mut self) -> Stmt {
        if !self.in_kernel {
            return self.assignment();
        }
        let scalar = *self.pick(&[Scalar::Int, Scalar::Uint, Scalar::Float, Scalar::Half]);
        let ty = Ty::of(scalar);
        let name = self.name();
        let value = self.expr(ty, 2);
        let text = match self.random.random_range(0..7) {
            0 => "simd_sum($)",
            1 => "simd_min($)",
            2 => "simd_max($)",
            3 => "simd_broadcast_first($)",
            4 if scalar.is_integer() => "simd_xor($)",
            5 if scalar.is_integer() => "simd_prefix_exclusive_sum($)",
            6 if self.uniform => "simd_shuffle($, ushort((lane * 5u + 3u) % simd_sum(1u)))",
            _ => "simd_sum($)",
        };
        let stmt = Stmt::form(&format!("{} {name} = {text};", ty.name()), [value]);
        self.declare(&name, ty);
        stmt
    }

    /// A log message. Integers only: those of all back ends are the same to the last digit.
    fn message(&mut self) -> Stmt {
        let name = self.name();
        let (scalar, conversion) = *self.pick(&[
            (Scalar::Int, "%d"),
            (Scalar::Uint, "%#x"),
            (Scalar::Long, "%ld"),
            (Scalar::Uchar, "%-5hhu|"),
        ]);
        let value = self.expr(Ty::of(scalar), 2);
        let text = format!("os_log_default.log(\"{name} {conversion}\", $);");
        Stmt::form(&text, [value])
    }

    /// Every thread writes its element of a threadgroup array and reads another's.
    fn exchange(&mut self) -> Stmt {
        if !self.in_kernel {
            return self.assignment();
        }
        let scalar = *self.pick(&[Scalar::Int, Scalar::Float, Scalar::Half, Scalar::Ushort]);
        let ty = Ty::of(scalar);
        let result = self.name();
        let tile = self.name();
        self.tiles
            .push(format!("threadgroup {} {tile}[128];", ty.name()));
        let value = self.expr(ty, 2);
        let index = self.expr(Ty::UINT, 2);
        let text = format!(
            "{tile}[lid] = $; threadgroup_barrier(mem_flags::mem_threadgroup); \
             {} {result} = {tile}[$ % threads_per_threadgroup.x]; \
             threadgroup_barrier(mem_flags::mem_threadgroup);",
            ty.name()
        );
        let stmt = Stmt::form(&text, [value, index]);
        self.declare(&result, ty);
        stmt
    }

    /// A helper function with its text.
    pub(super) fn helper(&mut self) -> Stmt {
        let params: Vec<Ty> = (0..2).map(|_| self.any_type()).collect();
        let ret = self.any_type();
        let name = format!("helper{}", self.helpers.len());
        let mut list = Vec::new();
        for &param in &params {
            let name = self.name();
            list.push(format!("{} {name}", param.name()));
            self.declare(&name, param);
        }
        let early = [self.expr(Ty::BOOL, 2), self.expr(ret, 2)];
        let count = self.random.random_range(0..3);
        let body = self.open_block(count);
        let result = self.expr(ret, DEPTH);
        let mut block = vec![Stmt::form("if ($) { return $; }", early)];
        block.extend(body);
        block.push(Stmt::form("return $;", [result]));
        self.scope.clear();
        self.helpers.push(Helper {
            name: name.clone(),
            params,
            ret,
        });
        Stmt::form(&format!("{} {name}({}) ", ret.name(), list.join(", ")), []).block(block)
    }
}
