//! Runs a function on constants: what `constexpr` functions are for.
//!
//! Works on the IR, so a constant expression means exactly what it would mean at run time.
//! Everything that depends on threads or on memory from outside is refused.

use super::{budget::Budget, fold};
use crate::arena::Arena;
use crate::{
    ir::{
        BinaryOp, Block, CompareOp, Const, Function, FunctionId, Global, GlobalId, LocalId, Loop,
        MathFn, Op, Scalar, Stmt, Type, TypeArena, TypeId, UnaryOp, ValueId,
    },
    lower::expr::arithmetic::{components, from_components},
    source::Span,
};
use std::{cell::Cell, collections::HashMap};

/// Calls inside each other.
const MAX_CALLS: usize = 64;
/// Blocks inside each other, over all calls; each is a few hundred bytes of stack.
const MAX_BLOCKS: usize = 256;

/// Why an expression has no constant value.
#[derive(Clone, Debug)]
pub(in crate::lower) struct NotConstant {
    pub(in crate::lower) span: Span,
    pub(in crate::lower) reason: String,
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
            reason: "it has no value".into(),
        }),
    }
}

#[derive(Clone, Debug)]
enum Slot {
    Const(Const),
    Pointer(Pointer),
}

#[derive(Clone, Debug)]
struct Pointer {
    base: Base,
    path: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    Local(usize, LocalId),
    Global(GlobalId),
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

pub(super) type Result<T, E = NotConstant> = std::result::Result<T, E>;

pub(super) fn refuse<T>(span: Span, reason: impl Into<String>) -> Result<T> {
    Err(NotConstant {
        span,
        reason: reason.into(),
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
        let (values, locals) = (HashMap::new(), HashMap::new());
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

    fn evaluate(&mut self, value: ValueId) -> Result<Option<Slot>> {
        let function = self.frame().function;
        let span = function.values[value].span;
        let constant = match &function.values[value].op {
            Op::Load(pointer) => {
                let pointer = self.pointer(*pointer)?;
                return self.load(&pointer, span).map(Some);
            }
            Op::Store { pointer, value } => {
                let pointer = self.pointer(*pointer)?;
                let slot = self.slot(*value)?;
                self.store(&pointer, slot, span)?;
                return Ok(None);
            }
            Op::Field { pointer, index } => {
                return self.step_into(*pointer, i64::from(*index)).map(Some);
            }
            Op::Element { pointer, index } => {
                let index = self.index(*index)?;
                return self.step_into(*pointer, index).map(Some);
            }
            Op::Offset { pointer, index } => {
                let index = self.index(*index)?;
                return self.offset(*pointer, index).map(Some);
            }
            Op::Call {
                function: callee,
                args,
            } => {
                let Some(callee) = (self.world.function)(*callee) else {
                    return refuse(span, "it calls a function that is not defined yet");
                };
                let args = args
                    .iter()
                    .map(|arg| self.slot(*arg))
                    .collect::<Result<_>>()?;
                return self.call(callee, args, span);
            }
            Op::Extract { whole, index } => {
                let whole = self.constant(*whole)?;
                child(&whole, *index as usize, span)?.clone()
            }
            Op::ExtractDynamic { whole, index } => {
                let index = self.index(*index)?;
                let whole = self.constant(*whole)?;
                child(&whole, usize::try_from(index).unwrap_or(usize::MAX), span)?.clone()
            }
            Op::Compose(members) => Const::Composite(
                members
                    .iter()
                    .map(|member| self.constant(*member))
                    .collect::<Result<_>>()?,
            ),
            Op::Select {
                condition,
                accept,
                reject,
            } => {
                let taken = self.bits(*condition)? != 0;
                return self.slot(if taken { *accept } else { *reject }).map(Some);
            }
            op => from_components(self.arithmetic(op, value, span)?),
        };
        Ok(Some(Slot::Const(constant)))
    }

    /// Operations component by component.
    fn arithmetic(&mut self, op: &Op, value: ValueId, span: Span) -> Result<Vec<u64>> {
        let lanes: Option<Vec<u64>> = match op {
            Op::Unary(op, a) => self.unary(*op, *a)?,
            Op::Binary(op, a, b) => self.binary(*op, *a, *b)?,
            Op::Compare(op, a, b) => Some(self.compare(*op, *a, *b)?),
            Op::Convert(a) => {
                let (from, to) = (self.scalar(*a)?, self.scalar(value)?);
                self.lanes(*a)?
                    .iter()
                    .map(|bits| fold::convert(from, to, *bits))
                    .collect()
            }
            Op::Bitcast(a) => Some(self.lanes(*a)?),
            Op::Splat(a) => {
                let (_, lanes) = self.shape(value)?;
                Some(vec![self.bits(*a)?; usize::from(lanes)])
            }
            Op::Swizzle { whole, order } => {
                let whole = self.lanes(*whole)?;
                order
                    .iter()
                    .map(|at| whole.get(usize::from(*at)).copied())
                    .collect()
            }
            Op::Math { function, args, .. } => self.math(*function, args)?,
            _ => return refuse(span, "it depends on what only a running kernel knows"),
        };
        match lanes {
            Some(lanes) => Ok(lanes),
            None => refuse(span, "it has no defined value"),
        }
    }

    fn unary(&mut self, op: UnaryOp, a: ValueId) -> Result<Option<Vec<u64>>> {
        let scalar = self.scalar(a)?;
        Ok(self
            .lanes(a)?
            .iter()
            .map(|bits| fold::unary(op, scalar, *bits))
            .collect())
    }

    fn binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> Result<Option<Vec<u64>>> {
        let scalar = self.scalar(a)?;
        let (a, b) = (self.lanes(a)?, self.lanes(b)?);
        Ok(a.iter()
            .zip(&b)
            .map(|(a, b)| fold::binary(op, scalar, *a, *b))
            .collect())
    }

    fn compare(&mut self, op: CompareOp, a: ValueId, b: ValueId) -> Result<Vec<u64>> {
        let scalar = self.scalar(a)?;
        let (a, b) = (self.lanes(a)?, self.lanes(b)?);
        Ok(a.iter()
            .zip(&b)
            .map(|(a, b)| u64::from(fold::compare(op, scalar, *a, *b)))
            .collect())
    }

    /// The exact functions that `constexpr` code uses.
    fn math(&mut self, function: MathFn, args: &[ValueId]) -> Result<Option<Vec<u64>>> {
        let scalar = self.scalar(args[0])?;
        let lists = args
            .iter()
            .map(|arg| self.lanes(*arg))
            .collect::<Result<Vec<_>>>()?;
        let less = |a, b| fold::compare(CompareOp::Less, scalar, a, b);
        let pick = |first: bool| {
            lists[0]
                .iter()
                .zip(&lists[1])
                .map(|(a, b)| if less(*a, *b) == first { *a } else { *b })
                .collect()
        };
        Ok(match function {
            MathFn::Min => Some(pick(true)),
            MathFn::Max => Some(pick(false)),
            MathFn::Abs => lists[0]
                .iter()
                .map(|bits| Some(fold::wrap(scalar, fold::integer(scalar, *bits)?.abs())))
                .collect(),
            _ => None,
        })
    }

    fn index(&mut self, value: ValueId) -> Result<i64> {
        let scalar = self.scalar(value)?;
        let bits = self.bits(value)?;
        let index = fold::integer(scalar, bits).and_then(|index| i64::try_from(index).ok());
        match index {
            Some(index) => Ok(index),
            None => refuse(self.span(value), "an index is out of range"),
        }
    }

    fn step_into(&mut self, pointer: ValueId, index: i64) -> Result<Slot> {
        let mut pointer = self.pointer(pointer)?;
        pointer.path.push(index);
        Ok(Slot::Pointer(pointer))
    }

    fn offset(&mut self, value: ValueId, index: i64) -> Result<Slot> {
        let mut pointer = self.pointer(value)?;
        match pointer.path.last_mut() {
            Some(last) => *last = last.saturating_add(index),
            None if index == 0 => {}
            None => {
                return refuse(
                    self.span(value),
                    "it leaves a variable by pointer arithmetic",
                );
            }
        }
        Ok(Slot::Pointer(pointer))
    }

    fn load(&self, pointer: &Pointer, span: Span) -> Result<Slot> {
        let mut constant = match pointer.base {
            Base::Global(global) => &self.world.globals[global].init,
            Base::Local(frame, local) => {
                let frame = self.frames.get(frame);
                match frame.and_then(|frame| frame.locals.get(&local)) {
                    Some(Slot::Const(constant)) => constant,
                    Some(slot) if pointer.path.is_empty() => return Ok(slot.clone()),
                    Some(Slot::Pointer(_)) => return refuse(span, "it uses an address"),
                    None => &Const::Zero,
                }
            }
        };
        for &index in &pointer.path {
            constant = child(constant, usize::try_from(index).unwrap_or(usize::MAX), span)?;
        }
        self.budget.copy(constant, span).map(Slot::Const)
    }

    fn store(&mut self, pointer: &Pointer, slot: Slot, span: Span) -> Result<()> {
        let Base::Local(frame, local) = pointer.base else {
            return refuse(span, "it stores to constant memory");
        };
        let Some(frame) = self.frames.get_mut(frame) else {
            return refuse(span, "it stores to a variable that is gone");
        };
        if pointer.path.is_empty() {
            frame.locals.insert(local, slot);
            return Ok(());
        }
        let Slot::Const(value) = slot else {
            return refuse(span, "it stores an address");
        };
        let ty = frame.function.locals[local].ty;
        let place = frame
            .locals
            .entry(local)
            .or_insert(Slot::Const(Const::Zero));
        match place {
            Slot::Const(place) => {
                let at = (self.world.types, self.budget, span);
                *member_at(at, ty, place, &pointer.path)? = value;
                Ok(())
            }
            Slot::Pointer(_) => refuse(span, "it uses an address"),
        }
    }
}

fn child(whole: &Const, index: usize, span: Span) -> Result<&Const> {
    match crate::lower::expr::operand::child(whole, index) {
        Some(child) => Ok(child),
        None => refuse(span, "an index is out of range"),
    }
}

/// The member that a path leads to; zeros on the way are written out.
fn member_at<'c>(
    (types, budget, span): (&TypeArena, Budget<'_>, Span),
    ty: TypeId,
    place: &'c mut Const,
    path: &[i64],
) -> Result<&'c mut Const> {
    let Some((&index, rest)) = path.split_first() else {
        return Ok(place);
    };
    let length = match &types[ty] {
        Type::Vector { lanes, .. } => usize::from(*lanes),
        Type::Array { length, .. } => *length as usize,
        Type::Struct { fields, .. } => fields.len(),
        _ => return refuse(span, "it stores into something that has no members"),
    };
    if *place == Const::Zero {
        budget.take(length as u64, span)?;
        *place = Const::Composite(vec![Const::Zero; length]);
    }
    let Const::Composite(members) = place else {
        return refuse(span, "it stores into something that has no members");
    };
    let index = usize::try_from(index).unwrap_or(usize::MAX);
    let member_ty = match &types[ty] {
        Type::Array { element, .. } => *element,
        Type::Struct { fields, .. } if index < fields.len() => fields[index].ty,
        _ => ty,
    };
    match members.get_mut(index) {
        Some(member) => member_at((types, budget, span), member_ty, member, rest),
        None => refuse(span, "an index is out of range"),
    }
}
