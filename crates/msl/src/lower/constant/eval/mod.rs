//! Runs a function on constants: what `constexpr` functions are for.
//!
//! Works on the IR, so a constant expression means exactly what it would mean at run time.
//! Everything that depends on threads or on memory from outside is refused.

mod memory;
mod operation;

use crate::arena::Arena;
use crate::lower::constant::{budget::Budget, fold};
use crate::{
    hash::HashMap,
    ir::{
        Block, Const, Function, FunctionId, Global, LocalId, Loop, Op, Scalar, Stmt, TypeArena,
        TypeId, ValueId,
    },
    lower::expr::arithmetic::components,
    source::Span,
};
use memory::{Base, Pointer};
use std::cell::Cell;

/// Calls inside each other.
const MAX_CALLS: usize = 64;

/// Blocks inside each other, over all calls; each is a few hundred bytes of stack.
const MAX_BLOCKS: usize = 256;

/// Why an expression has no constant value.
#[derive(Clone, Debug)]
pub(in crate::lower) struct NotConstant {
    pub(in crate::lower) span: Span,
    pub(in crate::lower) reason: String,
    /// Whether values of function constants would make it one.
    pub(in crate::lower) waits: bool,
}

/// What a run can see.
pub(in crate::lower) struct World<'w> {
    pub(in crate::lower) types: &'w TypeArena,
    pub(in crate::lower) globals: &'w Arena<Global>,
    /// Steps taken by earlier constants.
    pub(in crate::lower) steps: &'w Cell<u64>,
    /// The body of an instance.
    pub(in crate::lower) function: &'w dyn Fn(FunctionId) -> Option<&'w Function>,
}

/// The result of a function without parameters.
pub(in crate::lower) fn run<'w>(
    world: &'w World<'w>,
    function: &'w Function,
) -> Result<Const, NotConstant> {
    let mut machine = Machine {
        world,
        frames: Vec::new(),
        budget: Budget::new(world.steps),
        blocks: 0,
    };
    match machine.call(function, Vec::new(), function.span)? {
        Some(Slot::Const(constant)) => Ok(constant),
        _ => Err(NotConstant {
            span: function.span,
            waits: false,
            reason: "it has no value".into(),
        }),
    }
}

#[derive(Clone, Debug)]
enum Slot {
    Const(Const),
    Pointer(Pointer),
}

struct Frame<'w> {
    function: &'w Function,
    arguments: Vec<Slot>,
    values: HashMap<ValueId, Slot>,
    locals: HashMap<LocalId, Slot>,
}

enum Flow {
    Next,
    Break,
    Continue,
    Return(Option<Slot>),
}

struct Machine<'w> {
    world: &'w World<'w>,
    frames: Vec<Frame<'w>>,
    budget: Budget<'w>,
    blocks: usize,
}

pub(in crate::lower::constant) type Result<T, E = NotConstant> = std::result::Result<T, E>;

pub(in crate::lower::constant) fn refuse<T>(span: Span, reason: impl Into<String>) -> Result<T> {
    Err(NotConstant {
        span,
        reason: reason.into(),
        waits: false,
    })
}

impl<'w> Machine<'w> {
    fn call(
        &mut self,
        function: &'w Function,
        arguments: Vec<Slot>,
        span: Span,
    ) -> Result<Option<Slot>> {
        if self.frames.len() >= MAX_CALLS {
            return refuse(span, "it calls too deeply");
        }
        let (values, locals) = (HashMap::default(), HashMap::default());
        self.frames.push(Frame {
            function,
            arguments,
            values,
            locals,
        });
        let flow = self.block(&function.body);
        self.frames.pop();
        match flow? {
            Flow::Return(result) => Ok(result),
            Flow::Next | Flow::Break | Flow::Continue => Ok(None),
        }
    }

    fn frame(&mut self) -> &mut Frame<'w> {
        self.frames.last_mut().expect("a call is being run")
    }

    fn block(&mut self, block: &'w Block) -> Result<Flow> {
        if self.blocks >= MAX_BLOCKS {
            let span = self.frame().function.span;
            return refuse(span, "its statements are nested too deeply");
        }
        self.blocks += 1;
        let flow = self.stmts(block);
        self.blocks -= 1;
        flow
    }

    fn stmts(&mut self, block: &'w Block) -> Result<Flow> {
        for stmt in block {
            match self.stmt(stmt)? {
                Flow::Next => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::Next)
    }

    fn stmt(&mut self, stmt: &'w Stmt) -> Result<Flow> {
        match stmt {
            Stmt::Eval(value) => {
                let span = self.frame().function.values[*value].span;
                self.budget.take(1, span)?;
                if let Some(slot) = self.evaluate(*value)? {
                    self.frame().values.insert(*value, slot);
                }
                Ok(Flow::Next)
            }
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                let taken = self.bits(*condition)? != 0;
                self.block(if taken { then } else { otherwise })
            }
            Stmt::Loop(repeat) => self.repeat(repeat),
            Stmt::Switch {
                selector, cases, ..
            } => self.switch(*selector, cases),
            Stmt::Break(_) => Ok(Flow::Break),
            Stmt::Continue(_) => Ok(Flow::Continue),
            Stmt::Return(value, _) => {
                let slot = value.map(|value| self.slot(value)).transpose()?;
                Ok(Flow::Return(slot))
            }
        }
    }

    fn repeat(&mut self, repeat: &'w Loop) -> Result<Flow> {
        loop {
            self.budget.take(1, repeat.span)?;
            self.block(&repeat.before)?;
            if let Some(condition) = repeat.while_
                && self.bits(condition)? == 0
            {
                return Ok(Flow::Next);
            }
            match self.block(&repeat.body)? {
                Flow::Break => return Ok(Flow::Next),
                Flow::Return(result) => return Ok(Flow::Return(result)),
                Flow::Next | Flow::Continue => {}
            }
            self.block(&repeat.step)?;
            if let Some(condition) = repeat.again_if
                && self.bits(condition)? == 0
            {
                return Ok(Flow::Next);
            }
        }
    }

    fn switch(&mut self, selector: ValueId, cases: &'w [crate::ir::Case]) -> Result<Flow> {
        let scalar = self.scalar(selector)?;
        let bits = self.bits(selector)?;
        let value = fold::integer(scalar, bits).unwrap_or_default();
        let hit = cases
            .iter()
            .position(|case| case.labels.iter().any(|label| i128::from(*label) == value))
            .or_else(|| cases.iter().position(|case| case.default));
        let Some(hit) = hit else {
            return Ok(Flow::Next);
        };
        for case in &cases[hit..] {
            match self.block(&case.body)? {
                Flow::Next if case.falls_through => {}
                Flow::Next | Flow::Break => return Ok(Flow::Next),
                other => return Ok(other),
            }
        }
        Ok(Flow::Next)
    }

    /// A copy of a value.
    fn slot(&self, value: ValueId) -> Result<Slot> {
        let frame = self.frames.len() - 1;
        let Frame {
            function,
            arguments,
            values,
            ..
        } = &self.frames[frame];
        let span = function.values[value].span;
        Ok(match &function.values[value].op {
            Op::Const(constant) => Slot::Const(self.budget.copy(constant, span)?),
            Op::Param(index) => self.copied_slot(&arguments[*index as usize], span)?,
            Op::LocalAddress(local) => Slot::Pointer(Pointer {
                base: Base::Local(frame, *local),
                path: Vec::new(),
            }),
            Op::GlobalAddress(global) => Slot::Pointer(Pointer {
                base: Base::Global(*global),
                path: Vec::new(),
            }),
            _ => match values.get(&value) {
                Some(slot) => self.copied_slot(slot, span)?,
                None => return refuse(span, "it has no value"),
            },
        })
    }

    fn copied_slot(&self, slot: &Slot, span: Span) -> Result<Slot> {
        match slot {
            Slot::Const(constant) => self.budget.copy(constant, span).map(Slot::Const),
            Slot::Pointer(_) => Ok(slot.clone()),
        }
    }

    fn constant(&mut self, value: ValueId) -> Result<Const> {
        match self.slot(value)? {
            Slot::Const(constant) => Ok(constant),
            Slot::Pointer(_) => refuse(self.span(value), "it uses an address"),
        }
    }

    fn span(&mut self, value: ValueId) -> Span {
        self.frame().function.values[value].span
    }

    fn ty(&mut self, value: ValueId) -> TypeId {
        self.frame().function.values[value].ty
    }

    fn shape(&mut self, value: ValueId) -> Result<(Scalar, u8)> {
        let ty = self.ty(value);
        let ty = &self.world.types[ty];
        match (ty.scalar(), ty.lanes()) {
            (Some(scalar), Some(lanes)) => Ok((scalar, lanes)),
            _ => refuse(
                self.span(value),
                "it computes with something that is no number",
            ),
        }
    }

    fn scalar(&mut self, value: ValueId) -> Result<Scalar> {
        Ok(self.shape(value)?.0)
    }

    fn lanes(&mut self, value: ValueId) -> Result<Vec<u64>> {
        let (_, lanes) = self.shape(value)?;
        let constant = self.constant(value)?;
        match components(&constant, lanes) {
            Some(bits) => Ok(bits),
            None => refuse(
                self.span(value),
                "it computes with something that is no number",
            ),
        }
    }

    fn bits(&mut self, value: ValueId) -> Result<u64> {
        Ok(self.lanes(value)?[0])
    }

    fn pointer(&mut self, value: ValueId) -> Result<Pointer> {
        match self.slot(value)? {
            Slot::Pointer(pointer) => Ok(pointer),
            Slot::Const(_) => refuse(self.span(value), "it uses an address from outside"),
        }
    }
}
