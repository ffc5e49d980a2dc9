//! The module: what the kernels reach, callees before callers.

mod tail;
pub(super) mod unique;

use super::{Lowerer, function::State};
use crate::{
    arena::{Arena, Handle},
    diagnostic::Diagnostic,
    ir::{EntryPoint, Function, FunctionId, Module, Op},
    source::Span,
};
use unique::UniqueNames;

/// Where the search for an instance's callees stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Placed(FunctionId),
}

struct Linker {
    marks: Vec<Mark>,
    functions: Arena<Function>,
    names: UniqueNames,
}

impl Lowerer<'_> {
    /// Assembles the module, and reports recursion.
    pub(super) fn link(&mut self) -> Module {
        let mut linker = Linker {
            marks: vec![Mark::New; self.instances.len()],
            functions: Arena::default(),
            names: UniqueNames::default(),
        };
        let mut kernels = Vec::new();
        for kernel in std::mem::take(&mut self.kernels) {
            self.place_instance(kernel.instance, &mut linker);
            if let Mark::Placed(function) = linker.marks[kernel.instance] {
                kernels.push(EntryPoint {
                    name: kernel.name,
                    function,
                    params: kernel.params.into_iter().flatten().collect(),
                    undecided: kernel.undecided,
                    max_threads: kernel.max_threads,
                });
            }
        }
        // In the order of the text, though templates' instances are known before functions.
        kernels.sort_by_key(|kernel| {
            let span = linker.functions[kernel.function].span;
            (span.file, span.start)
        });
        // What no kernel reaches is checked for recursion all the same, and left out.
        let functions = std::mem::take(&mut linker.functions);
        for instance in 0..self.instances.len() {
            self.place_instance(instance, &mut linker);
        }
        Module {
            types: std::mem::take(&mut self.types),
            globals: std::mem::take(&mut self.globals),
            logs: std::mem::take(&mut self.logs),
            constants: std::mem::take(&mut self.function_constants.declared),
            functions,
            kernels,
            math_mode: self.math_mode,
            ..Module::default()
        }
    }

    /// Places an instance after everything that it calls. An explicit stack, since chains of calls
    /// are as long as the user likes.
    fn place_instance(&mut self, root: usize, linker: &mut Linker) {
        if linker.marks[root] != Mark::New {
            return;
        }
        linker.marks[root] = Mark::Open;
        let mut stack = vec![(root, 0)];
        while let Some((instance, next)) = stack.last_mut() {
            let instance = *instance;
            if let Some(&(callee, span)) = self.instances[instance].calls.get(*next) {
                *next += 1;
                match linker.marks[callee] {
                    Mark::New => {
                        linker.marks[callee] = Mark::Open;
                        stack.push((callee, 0));
                    }
                    Mark::Open if callee == instance && self.loop_itself(instance) => *next = 0,
                    Mark::Open => self.recursion(callee, span),
                    Mark::Placed(_) => {}
                }
                continue;
            }
            stack.pop();
            self.place_function(instance, linker);
        }
    }

    /// Makes a loop of a function that calls itself at its end. Whether it does not call itself any more.
    fn loop_itself(&mut self, instance: usize) -> bool {
        let State::Done(function) = &self.instances[instance].state else {
            return false;
        };
        let looped = tail::looped(function.clone(), Handle::new(instance), &mut self.types);
        let Some(looped) = looped else { return false };
        self.instances[instance].state = State::Done(looped);
        self.instances[instance]
            .calls
            .retain(|(callee, _)| *callee != instance);
        true
    }

    fn recursion(&mut self, callee: usize, span: Span) {
        let instance = &self.instances[callee];
        let declared = self.functions[instance.decl.0].span;
        let message = format!(
            "`{}` calls itself, and Metal has no recursion",
            instance.name
        );
        self.report(
            Diagnostic::error("recursion", span, message)
                .with_related(declared, "declared here")
                .with_help("write it as a loop, with an array for what is still to do"),
        );
    }

    fn place_function(&mut self, instance: usize, linker: &mut Linker) {
        let state = std::mem::replace(&mut self.instances[instance].state, State::Failed);
        let State::Done(mut function) = state else {
            return;
        };
        let handles: Vec<_> = function.values.iter().map(|(handle, _)| handle).collect();
        for handle in handles {
            if let Op::Call {
                function: callee, ..
            } = &mut function.values[handle].op
            {
                match linker.marks[callee.index()] {
                    Mark::Placed(placed) => *callee = placed,
                    // A call that was dropped with its branch keeps an instance that failed.
                    Mark::New | Mark::Open => *callee = Handle::new(0),
                }
            }
        }
        function.name = linker.names.give(&function.name);
        linker.marks[instance] = Mark::Placed(linker.functions.push(function));
    }
}
