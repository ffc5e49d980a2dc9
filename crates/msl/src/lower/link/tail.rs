//! Functions that end with a call of themselves, as loops.
//!
//! Metal has no recursion, and its compiler takes this form of it nonetheless, since nothing of the outer call
//! is left when the inner one begins. Each parameter becomes a variable that the next round reads:
//!
//! ```text
//! f(x) { if (x == 0) { return; } f(x - 1); }
//! f(x) { v = x; loop { if (v == 0) { return; } v = v - 1; } }
//! ```
//!
//! A call that is not the last thing that its function does stays a call, and is refused; so is one that hands
//! over an address of the outer call's variables, which the inner call would overwrite.

use crate::ir::{
    AddressSpace, Block, Const, Function, FunctionId, Local, Loop, Op, Scalar, Stmt, Type,
    TypeArena, TypeId, Value, ValueId,
};

/// Turns calls of itself at a function's end into a loop. `None` if there is another call of itself.
pub(super) fn looped(
    mut function: Function,
    own: FunctionId,
    types: &mut TypeArena,
) -> Option<Function> {
    let mut round = Round {
        own,
        addresses: Vec::new(),
    };
    let reads = round.parameters_as_variables(&mut function, types)?;
    let body = std::mem::take(&mut function.body);
    let mut body = round.rewrite(body, true, &mut function, types)?;
    if let Some(Stmt::Eval(_) | Stmt::If { .. } | Stmt::Loop(_) | Stmt::Switch { .. }) | None =
        body.last()
        && matches!(types[function.ret], Type::Void)
    {
        body.push(Stmt::Break(function.span));
    }
    let span = function.span;
    let mut start = Vec::new();
    let void = types.intern(Type::Void);
    let types_of: Vec<TypeId> = function.params.iter().map(|param| param.ty).collect();
    for ((index, &pointer), ty) in (0..).zip(&round.addresses).zip(types_of) {
        let value = push(&mut function, Op::Param(index), ty);
        let op = Op::Store { pointer, value };
        start.push(Stmt::Eval(push(&mut function, op, void)));
    }
    let body = reads.into_iter().map(Stmt::Eval).chain(body).collect();
    start.push(Stmt::Loop(Box::new(Loop {
        before: Vec::new(),
        while_: None,
        body,
        step: Vec::new(),
        again_if: None,
        unroll: None,
        span,
    })));
    function.body = start;
    Some(function)
}

/// What a call of itself sets.
struct Round {
    own: FunctionId,
    /// Where each parameter's variable lies.
    addresses: Vec<ValueId>,
}

impl Round {
    /// Makes a variable for each parameter; the values that were parameters read them.
    fn parameters_as_variables(
        &mut self,
        function: &mut Function,
        types: &mut TypeArena,
    ) -> Option<Vec<ValueId>> {
        for param in function.params.clone() {
            if holds_pointer(param.ty, types) {
                return None;
            }
            let local = function.locals.push(Local {
                name: param.name,
                ty: param.ty,
                space: AddressSpace::Thread,
                span: param.span,
            });
            let pointer = types.pointer(AddressSpace::Thread, param.ty);
            let address = push(function, Op::LocalAddress(local), pointer);
            self.addresses.push(address);
        }
        let values: Vec<ValueId> = function.values.iter().map(|(value, _)| value).collect();
        let mut reads = Vec::new();
        for value in values {
            if let Op::Param(index) = function.values[value].op {
                function.values[value].op = Op::Load(self.addresses[index as usize]);
                reads.push(value);
            }
        }
        Some(reads)
    }

    /// A block without calls of the function itself; `tail` where nothing follows the block.
    fn rewrite(
        &self,
        block: Block,
        tail: bool,
        function: &mut Function,
        types: &mut TypeArena,
    ) -> Option<Block> {
        let mut done = Vec::new();
        let mut rest = block.into_iter().peekable();
        while let Some(stmt) = rest.next() {
            let last = match rest.peek() {
                None => tail,
                Some(Stmt::Return(None, _)) => true,
                Some(_) => false,
            };
            match stmt {
                Stmt::Eval(value) if self.calls_itself(function, value) => {
                    let returned = matches!(rest.peek(), Some(Stmt::Return(Some(result), _)) if *result == value);
                    let void = matches!(types[function.ret], Type::Void);
                    if !(returned || void && last) {
                        return None;
                    }
                    self.next_round(value, function, types, &mut done)?;
                    return Some(done);
                }
                Stmt::If {
                    condition,
                    then,
                    otherwise,
                    span,
                } => {
                    let then = self.rewrite(then, last, function, types)?;
                    let otherwise = self.rewrite(otherwise, last, function, types)?;
                    done.push(Stmt::If {
                        condition,
                        then,
                        otherwise,
                        span,
                    });
                }
                other => {
                    if self.is_inside(&other, function) {
                        return None;
                    }
                    done.push(other);
                }
            }
        }
        Some(done)
    }

    fn calls_itself(&self, function: &Function, value: ValueId) -> bool {
        matches!(function.values[value].op, Op::Call { function: callee, .. } if callee == self.own)
    }

    /// Whether a loop or a switch calls the function.
    fn is_inside(&self, stmt: &Stmt, function: &Function) -> bool {
        let any = |block: &Block| block.iter().any(|stmt| self.is_inside(stmt, function));
        match stmt {
            Stmt::Eval(value) => self.calls_itself(function, *value),
            Stmt::If {
                then, otherwise, ..
            } => any(then) || any(otherwise),
            Stmt::Loop(of) => any(&of.before) || any(&of.body) || any(&of.step),
            Stmt::Switch { cases, .. } => cases.iter().any(|case| any(&case.body)),
            Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(..) => false,
        }
    }

    /// Sets the variables to a call's arguments, all of which are known by then, and goes on.
    fn next_round(
        &self,
        call: ValueId,
        function: &mut Function,
        types: &mut TypeArena,
        done: &mut Block,
    ) -> Option<()> {
        let Value { op, span, .. } = function.values[call].clone();
        let Op::Call { args, .. } = op else {
            return None;
        };
        let void = types.intern(Type::Void);
        for (value, &pointer) in args.into_iter().zip(&self.addresses) {
            if let Type::Pointer { space, .. } = types[function.ty(value)]
                && space == AddressSpace::Thread
                && !self.is_handed_on(function, value)
            {
                return None;
            }
            let op = Op::Store { pointer, value };
            let store = push(function, op, void);
            function.values[store].span = span;
            done.push(Stmt::Eval(store));
        }
        // Nothing evaluates the call any more, which would name its own function.
        let dropped = &mut function.values[call];
        dropped.ty = types.intern(Type::Scalar(Scalar::Bool));
        dropped.op = Op::Const(Const::Scalar(0));
        done.push(Stmt::Continue(span));
        Some(())
    }

    /// Whether a pointer leads to where a parameter leads.
    fn is_handed_on(&self, function: &Function, mut pointer: ValueId) -> bool {
        loop {
            pointer = match function.values[pointer].op {
                Op::Field { pointer, .. }
                | Op::Element { pointer, .. }
                | Op::Offset { pointer, .. }
                | Op::PointerCast(pointer) => pointer,
                Op::Load(from) => return self.addresses.contains(&from),
                _ => return false,
            }
        }
    }
}

fn push(function: &mut Function, op: Op, ty: TypeId) -> ValueId {
    let span = function.span;
    function.values.push(Value { op, ty, span })
}

/// Whether an object of a type may hold an address of thread memory.
fn holds_pointer(ty: TypeId, types: &TypeArena) -> bool {
    match &types[ty] {
        Type::Struct { fields, .. } => fields.iter().any(|field| match &types[field.ty] {
            Type::Pointer { space, .. } => *space == AddressSpace::Thread,
            _ => holds_pointer(field.ty, types),
        }),
        Type::Array { element, .. } => match &types[*element] {
            Type::Pointer { space, .. } => *space == AddressSpace::Thread,
            _ => holds_pointer(*element, types),
        },
        _ => false,
    }
}
