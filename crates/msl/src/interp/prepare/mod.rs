//! From a module to a [`Program`]: what does not change between threads is worked out once.

mod flow;
mod matrix;
mod operation;
mod registers;

use super::{
    Error,
    code::{Bound, Inst, Program, Routine, Slot, Variable},
    pointer::{Pointer, Region},
};
use crate::{
    analysis::layout::layout,
    ir::{AddressSpace, EntryParam, Function, FunctionId, Module, Op, Stmt, ValueId},
};
use flow::Exit;
use registers::{fill_constant, shape_of};

/// Registers that a call may have, 32 MiB of them.
const REGISTER_LIMIT: usize = 1 << 22;

/// Prepares a kernel with everything it calls.
pub(super) fn prepare(module: &Module, kernel: &str) -> Result<Program, Error> {
    let entry = module.kernels.iter().find(|entry| entry.name == kernel);
    let entry = entry.ok_or_else(|| Error::UnknownKernel {
        kernel: kernel.into(),
    })?;
    let mut program = Program {
        names: vec![String::new()],
        library: module.library.clone(),
        ..Program::default()
    };
    for (_, global) in module.globals.iter() {
        add_global(module, global, &mut program)?;
    }
    let mut routines = vec![None; module.functions.len()];
    for (id, function) in reachable(module, entry.function) {
        let routine = Preparation::new(module, function, &mut program, &routines).finish()?;
        routines[id.index()] = Some(program.routines.len());
        program.routines.push(routine);
    }
    program.entry = program.routines.len() - 1;
    let fixed = program.shared.len();
    for (param, name) in entry
        .params
        .iter()
        .zip(&module.functions[entry.function].params)
    {
        program.bindings.push(match *param {
            EntryParam::Buffer { index, .. } => {
                let index = index as usize;
                program.buffer_names.push((index, name.name.clone()));
                Bound::Buffer(index)
            }
            EntryParam::Threadgroup { index } => Bound::Threadgroup(fixed + index as usize),
            EntryParam::BuiltIn(builtin) => Bound::BuiltIn(builtin),
        });
    }
    Ok(program)
}

/// The functions that an entry reaches, callees first, itself last.
fn reachable(module: &Module, entry: FunctionId) -> Vec<(FunctionId, &Function)> {
    let mut wanted = vec![false; module.functions.len()];
    wanted[entry.index()] = true;
    let mut list = Vec::new();
    for (id, function) in module.functions.iter().rev() {
        if !wanted[id.index()] {
            continue;
        }
        for (_, value) in function.values.iter() {
            if let Op::Call { function, .. } = value.op {
                wanted[function.index()] = true;
            }
        }
        list.push((id, function));
    }
    list.reverse();
    list
}

fn add_global(
    module: &Module,
    global: &crate::ir::Global,
    program: &mut Program,
) -> Result<(), Error> {
    let shape = shape_of(&module.types, global.ty).ok_or_else(|| Error::TooLarge {
        name: global.name.clone(),
    })?;
    let size = layout(&module.types, global.ty).size_bytes;
    let mut bytes = vec![0; usize::try_from(size).expect("`shape_of` bounds sizes")];
    registers::constant_bytes(&module.types, global.ty, &global.init, &mut bytes);
    debug_assert!(shape.size_bytes() as usize <= bytes.len());
    program.names.push(global.name.clone());
    let name = u32::try_from(program.names.len() - 1).expect("fewer names than 2^32");
    let object = program.globals.push(bytes.len(), name);
    for (at, byte) in bytes.into_iter().enumerate() {
        program.globals.write(object, at, 1, (byte.into(), true));
    }
    Ok(())
}

/// A function being prepared.
struct Preparation<'a> {
    module: &'a Module,
    function: &'a Function,
    /// Where functions went, by their index in the module.
    routines: &'a [Option<usize>],
    program: &'a mut Program,
    routine: Routine,
    slots: Vec<Option<Slot>>,
    params: Vec<Slot>,
    variables: Vec<Slot>,
    exits: Vec<Exit>,
    too_large: bool,
}

impl<'a> Preparation<'a> {
    fn new(
        module: &'a Module,
        function: &'a Function,
        program: &'a mut Program,
        routines: &'a [Option<usize>],
    ) -> Self {
        Self {
            module,
            function,
            routines,
            program,
            routine: Routine::default(),
            slots: vec![None; function.values.len()],
            params: Vec::new(),
            variables: Vec::new(),
            exits: Vec::new(),
            too_large: false,
        }
    }

    fn finish(mut self) -> Result<Routine, Error> {
        for param in &self.function.params {
            let shape = self.shape(param.ty);
            let slot = self.registers(shape.slots());
            self.params.push(slot);
            self.routine.params.push((slot, shape));
        }
        for (_, local) in self.function.locals.iter() {
            let slot = self.local(local);
            self.variables.push(slot);
        }
        self.block(&self.function.body);
        self.emit(
            super::code::Code::Return { value: 0, slots: 0 },
            self.function.span,
        );
        if self.too_large {
            return Err(Error::TooLarge {
                name: self.function.name.clone(),
            });
        }
        self.measure();
        Ok(self.routine)
    }

    /// Makes a variable and returns the register of its address.
    fn local(&mut self, local: &crate::ir::Local) -> Slot {
        let slot = self.registers(1);
        let size = layout(&self.module.types, local.ty).size_bytes;
        self.program.names.push(local.name.clone());
        let name = u32::try_from(self.program.names.len() - 1).expect("fewer names than 2^32");
        if local.space == AddressSpace::Threadgroup {
            let object = self.program.shared.len();
            self.program.shared.push((size, name));
            self.set(slot, Pointer::new(Region::Threadgroup, object).0);
        } else {
            self.too_large |= size > 1 << 30;
            self.routine.variables.push(Variable {
                slot,
                len_bytes: usize::try_from(size).unwrap_or(usize::MAX),
                name,
            });
        }
        slot
    }

    /// What a call takes with everything it calls, for the launch's limit.
    fn measure(&mut self) {
        let own = self.routine.variables.iter();
        // A byte of memory has another for whether it was written.
        let memory: u64 = own.map(|variable| 2 * variable.len_bytes as u64).sum();
        let (mut bytes, mut variables) = (0, 0);
        for (_, value) in self.function.values.iter() {
            if let Op::Call { function, .. } = value.op {
                let callee = &self.program.routines[self.callee(function)];
                bytes = bytes.max(callee.deep_bytes);
                variables = variables.max(callee.deep_variables);
            }
        }
        let routine = &mut self.routine;
        routine.deep_bytes = (8 * routine.registers.len() as u64 + memory).saturating_add(bytes);
        routine.deep_variables = variables.saturating_add(routine.variables.len() as u64);
    }

    fn callee(&self, function: FunctionId) -> usize {
        self.routines[function.index()].expect("a callee comes before its callers")
    }

    /// Sets registers aside.
    fn registers(&mut self, count: u32) -> Slot {
        let first = self.routine.registers.len();
        if first + count as usize > REGISTER_LIMIT {
            self.too_large = true;
            return 0;
        }
        self.routine.registers.resize(first + count as usize, 0);
        u32::try_from(first).expect("bounded just above")
    }

    fn set(&mut self, slot: Slot, bits: u64) {
        if let Some(register) = self.routine.registers.get_mut(slot as usize) {
            *register = bits;
        }
    }

    fn emit(&mut self, code: super::code::Code, span: crate::source::Span) -> usize {
        self.routine.insts.push(Inst { code, span });
        self.routine.insts.len() - 1
    }

    /// Where the next instruction goes.
    fn here(&self) -> usize {
        self.routine.insts.len()
    }

    /// The registers of a value.
    fn slot(&mut self, value: ValueId) -> Slot {
        if let Some(slot) = self.slots[value.index()] {
            return slot;
        }
        let slot = match &self.function.values[value].op {
            Op::Param(index) => self.params[*index as usize],
            Op::LocalAddress(local) => self.variables[local.index()],
            Op::GlobalAddress(global) => {
                let slot = self.registers(1);
                self.set(slot, Pointer::new(Region::Global, global.index()).0);
                slot
            }
            Op::Const(constant) => {
                let ty = self.function.values[value].ty;
                let shape = self.shape(ty);
                let slot = self.registers(shape.slots());
                if !self.too_large {
                    let registers = &mut self.routine.registers[slot as usize..];
                    fill_constant(&self.module.types, ty, constant, registers);
                }
                slot
            }
            _ => {
                let shape = self.shape(self.function.values[value].ty);
                self.registers(shape.slots())
            }
        };
        self.slots[value.index()] = Some(slot);
        slot
    }

    fn block(&mut self, block: &[Stmt]) {
        for stmt in block {
            self.stmt(stmt);
        }
    }
}
