//! What a function does with the memory that its parameters lead to.
//!
//! Pointers are followed through offsets, casts, variables that hold them, and calls. The answer is on
//! the safe side: a parameter that is not said to be read or written is neither.

use std::collections::BTreeSet;

use crate::ir::{AtomicOp, Function, FunctionId, LocalId, MatrixOp, Module, Op, ValueId};

/// What is done with the memory behind one parameter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Access {
    /// It is read.
    pub read: bool,
    /// It is written.
    pub written: bool,
    /// Some of that is atomic.
    pub atomic: bool,
}

impl Access {
    const READ: Self = Self {
        read: true,
        written: false,
        atomic: false,
    };
    const WRITTEN: Self = Self {
        read: false,
        written: true,
        atomic: false,
    };

    fn add(&mut self, other: Self) {
        self.read |= other.read;
        self.written |= other.written;
        self.atomic |= other.atomic;
    }

    const fn of(op: AtomicOp) -> Self {
        Self {
            read: !matches!(op, AtomicOp::Store),
            written: !matches!(op, AtomicOp::Load),
            atomic: true,
        }
    }
}

/// The accesses of a function, one a parameter.
#[must_use]
pub fn accesses(module: &Module, function: FunctionId) -> Vec<Access> {
    let mut summaries: Vec<Vec<Access>> = Vec::new();
    // A callee comes before its callers.
    for (id, function_of_module) in module.functions.iter() {
        summaries.push(Roots::of(function_of_module).accesses(&summaries));
        if id == function {
            break;
        }
    }
    summaries.pop().unwrap_or_default()
}

/// What a pointer may lead into.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Root {
    Param(usize),
    Local(LocalId),
}

/// Where every value of a function may lead.
struct Roots<'a> {
    function: &'a Function,
    values: Vec<BTreeSet<Root>>,
    /// What pointers each variable holds.
    contents: Vec<BTreeSet<Root>>,
    changed: bool,
}

impl<'a> Roots<'a> {
    fn of(function: &'a Function) -> Self {
        let mut roots = Self {
            function,
            values: vec![BTreeSet::new(); function.values.len()],
            contents: vec![BTreeSet::new(); function.locals.len()],
            changed: true,
        };
        while roots.changed {
            roots.changed = false;
            for (id, value) in function.values.iter() {
                roots.flow(id, &value.op);
            }
        }
        roots
    }

    fn flow(&mut self, id: ValueId, op: &Op) {
        let found = match op {
            Op::Param(index) => BTreeSet::from([Root::Param(*index as usize)]),
            Op::LocalAddress(local) => BTreeSet::from([Root::Local(*local)]),
            Op::Field { pointer, .. }
            | Op::Element { pointer, .. }
            | Op::Offset { pointer, .. }
            | Op::PointerCast(pointer) => self.at(*pointer).clone(),
            Op::Load(pointer) => self.held(*pointer),
            Op::Store { pointer, value } => {
                let value = self.at(*value).clone();
                return self.hold(*pointer, &value);
            }
            Op::Compare(..) | Op::PointerDifference { .. } | Op::Address(_) => return,
            Op::Call { args, .. } => {
                let given: BTreeSet<Root> =
                    args.iter().flat_map(|arg| self.at(*arg)).copied().collect();
                // What is called may keep any pointer it is given in any variable it is given.
                args.iter().for_each(|arg| self.hold(*arg, &given));
                given
            }
            other => {
                let mut all = BTreeSet::new();
                other.for_each_operand(|operand| all.extend(self.at(operand)));
                all
            }
        };
        self.changed |= add(&mut self.values[id.index()], &found);
    }

    fn at(&self, value: ValueId) -> &BTreeSet<Root> {
        &self.values[value.index()]
    }

    fn locals(&self, pointer: ValueId) -> Vec<usize> {
        let roots = self.at(pointer).iter();
        let locals = roots.filter_map(|root| match root {
            Root::Local(local) => Some(local.index()),
            Root::Param(_) => None,
        });
        locals.collect()
    }

    /// What the variables hold that a pointer may lead to.
    fn held(&self, pointer: ValueId) -> BTreeSet<Root> {
        let held = self.locals(pointer).into_iter();
        held.flat_map(|local| self.contents[local].iter().copied())
            .collect()
    }

    fn hold(&mut self, pointer: ValueId, roots: &BTreeSet<Root>) {
        for local in self.locals(pointer) {
            self.changed |= add(&mut self.contents[local], roots);
        }
    }

    fn accesses(&self, summaries: &[Vec<Access>]) -> Vec<Access> {
        let mut found = vec![Access::default(); self.function.params.len()];
        for (_, value) in self.function.values.iter() {
            match &value.op {
                Op::Load(pointer) => mark(&mut found, self.at(*pointer), Access::READ),
                Op::Store { pointer, .. } => mark(&mut found, self.at(*pointer), Access::WRITTEN),
                Op::Atomic { op, pointer, .. } => {
                    mark(&mut found, self.at(*pointer), Access::of(*op));
                }
                Op::Matrix { op, args } => {
                    let access = match op {
                        MatrixOp::Store => Access::WRITTEN,
                        MatrixOp::Load | MatrixOp::Diagonal => Access::READ,
                    };
                    args.iter()
                        .for_each(|arg| mark(&mut found, self.at(*arg), access));
                }
                Op::Call { function, args } => {
                    let callee = summaries
                        .get(function.index())
                        .map_or(&[][..], Vec::as_slice);
                    for (arg, access) in args.iter().zip(callee) {
                        mark(&mut found, self.at(*arg), *access);
                        // Through a variable that holds the pointer anything may happen.
                        let held = self.held(*arg);
                        mark(&mut found, &held, Access::READ);
                        mark(&mut found, &held, Access::WRITTEN);
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// Whether something was new.
fn add(to: &mut BTreeSet<Root>, from: &BTreeSet<Root>) -> bool {
    let before = to.len();
    to.extend(from);
    to.len() > before
}

fn mark(found: &mut [Access], roots: &BTreeSet<Root>, access: Access) {
    for root in roots {
        if let Root::Param(index) = root {
            found[*index].add(access);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        compile::compile,
        ir::MathMode,
        source::{Origin, SourceMap},
        unit::Unit,
    };

    /// For each parameter of the last kernel: `r` where it is read, `w` where written, `a` atomically.
    fn of(text: &str) -> Vec<String> {
        let mut sources = SourceMap::default();
        let file = sources.add("a.metal", text, Origin::User);
        let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
        let module = compilation.module.expect("it compiles");
        let kernel = module.kernels.last().expect("it has a kernel");
        let word = |access: Access| {
            let letters = [
                (access.read, "r"),
                (access.written, "w"),
                (access.atomic, "a"),
            ];
            letters
                .iter()
                .filter(|(is, _)| *is)
                .map(|(_, letter)| *letter)
                .collect()
        };
        accesses(&module, kernel.function)
            .into_iter()
            .map(word)
            .collect()
    }

    #[test]
    fn direct_accesses_are_told_apart() {
        let text =
            "kernel void k(device float* a, device float* b, device float* c, device float* d) {
            b[1] = a[0]; c[0] += 1; }";
        assert_eq!(of(text), ["r", "w", "rw", ""]);
    }

    #[test]
    fn pointers_are_followed_through_variables_and_calls() {
        let text = "void put(device float* to, device float* from) { *to = *from; }
            device float* second(device float* p) { return p + 1; }
            kernel void k(device float* a, device float* b, device float* c) {
                device float* p = a;
                for (int i = 0; i < 3; ++i) { p += 1; }
                put(second(p), b);
                device float4* v = (device float4*)c;
                v->x = 1;
            }";
        assert_eq!(of(text), ["w", "r", "w"]);
    }

    #[test]
    fn a_pointer_behind_a_reference_may_be_used_in_any_way() {
        let text = "void next(device float* thread& p) { *p = 1; p += 1; }
            kernel void k(device float* a, device float* b) {
                device float* p = a;
                next(p);
                *b = 2;
            }";
        assert_eq!(of(text), ["rw", "w"]);
    }

    #[test]
    fn atomics_say_so() {
        let text = "kernel void k(device atomic_uint* a, device atomic_uint* b) {
            atomic_fetch_add_explicit(a, 1u, memory_order_relaxed);
            atomic_store_explicit(b, 1u, memory_order_relaxed); }";
        assert_eq!(of(text), ["rwa", "wa"]);
    }
}
