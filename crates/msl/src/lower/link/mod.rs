//! The module: what the kernels reach, callees before callers.

mod cycle;
mod input;
mod refusal;
mod tail;
pub(super) mod unique;

pub use refusal::Refused;
pub(super) use refusal::{Known, Refusals};

use super::{Lowerer, function::State};
use crate::{
    arena::{Arena, Handle},
    ir::{EntryPoint, Function, FunctionId, Module, Op},
};
use unique::UniqueNames;

/// Where an instance's placing stands.
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
    /// Assembles the module, and says which kernels are not in it.
    pub(super) fn link(&mut self) -> (Module, Vec<Refused>) {
        self.pass_built_ins();
        self.refuse_recursion();
        self.refuse_doubtful();
        let refused = self.refuse_kernels();
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
        let module = Module {
            types: std::mem::take(&mut self.types),
            globals: std::mem::take(&mut self.globals),
            logs: std::mem::take(&mut self.logs),
            constants: std::mem::take(&mut self.function_constants.declared),
            functions: linker.functions,
            kernels,
            math_mode: self.math_mode,
            ..Module::default()
        };
        (module, refused)
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
            if let Some(&(callee, _)) = self.instances[instance].calls.get(*next) {
                *next += 1;
                if linker.marks[callee] == Mark::New {
                    linker.marks[callee] = Mark::Open;
                    stack.push((callee, 0));
                }
                continue;
            }
            stack.pop();
            self.place_function(instance, linker);
        }
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
