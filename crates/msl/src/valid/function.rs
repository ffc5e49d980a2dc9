//! Rules 3 to 9: functions, the order of evaluation and control flow.

use super::{Checked, Violation, ensure, op, ty};
use crate::{
    ir::{
        AddressSpace, Block, Case, Function, FunctionId, Loop, Module, Scalar, Stmt, Type,
        TypeArena, ValueId,
    },
    source::Span,
};
use std::collections::BTreeSet;

pub(super) fn check_all(module: &Module) -> Checked {
    let mut names = BTreeSet::new();
    let kernels: BTreeSet<_> = module
        .kernels
        .iter()
        .map(|kernel| kernel.function)
        .collect();
    for (id, function) in module.functions.iter() {
        let in_function = |violation: Violation| Violation {
            function: Some(function.name.clone()),
            span: violation.span.or(Some(function.span)),
            ..violation
        };
        ensure(3, names.insert(&function.name), || {
            "the function's name is there twice".to_owned()
        })
        .and_then(|()| check_declarations(&module.types, function, kernels.contains(&id)))
        .and_then(|()| check_body(module, id, function))
        .map_err(in_function)?;
    }
    Ok(())
}

/// Rule 4.
fn check_declarations(types: &TypeArena, function: &Function, kernel: bool) -> Checked {
    ty::get(types, function.ret)?;
    for param in &function.params {
        ensure(4, ty::is_sized(types, param.ty), || {
            format!("parameter `{}` has no size", param.name)
        })?;
    }
    for (_, local) in function.locals.iter() {
        ensure(4, ty::is_sized(types, local.ty), || {
            format!("variable `{}` has no size", local.name)
        })?;
        let placed = match local.space {
            AddressSpace::Thread => true,
            AddressSpace::Threadgroup => kernel,
            AddressSpace::Device | AddressSpace::Constant => false,
        };
        ensure(4, placed, || {
            let space = local.space.metal_name();
            format!("variable `{}` cannot lie in `{space}` memory", local.name)
        })?;
    }
    Ok(())
}

fn check_body(module: &Module, id: FunctionId, function: &Function) -> Checked {
    let mut flow = Flow {
        module,
        id,
        function,
        evaluated: vec![Evaluated::Never; function.values.len()],
        visible: Vec::new(),
    };
    flow.block(&function.body, Place::default())
}

#[derive(Clone, Copy, PartialEq)]
enum Evaluated {
    Never,
    /// Its `Eval` holds here.
    Visible,
    /// Its `Eval` is in a block that has ended.
    Gone,
}

/// What encloses a statement.
#[derive(Clone, Copy, Default)]
struct Place {
    in_loop: bool,
    in_loop_or_switch: bool,
    /// In a loop's `before` or `step`.
    straight: bool,
}

struct Flow<'a> {
    module: &'a Module,
    id: FunctionId,
    function: &'a Function,
    evaluated: Vec<Evaluated>,
    /// The values that are visible, in order of their `Eval`.
    visible: Vec<ValueId>,
}

impl Flow<'_> {
    /// A block, and the end of what it evaluated.
    fn block(&mut self, block: &Block, place: Place) -> Checked {
        let mark = self.visible.len();
        self.stmts(block, place)?;
        self.leave(mark);
        Ok(())
    }

    fn leave(&mut self, mark: usize) {
        for value in self.visible.drain(mark..) {
            self.evaluated[value.index()] = Evaluated::Gone;
        }
    }

    fn stmts(&mut self, block: &Block, place: Place) -> Checked {
        block.iter().try_for_each(|stmt| self.stmt(stmt, place))
    }

    fn stmt(&mut self, stmt: &Stmt, place: Place) -> Checked {
        match stmt {
            Stmt::Eval(value) => self.eval(*value),
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                self.condition(*condition)?;
                self.block(then, place)?;
                self.block(otherwise, place)
            }
            Stmt::Loop(inner) => self.repeat(inner, place),
            Stmt::Switch {
                selector, cases, ..
            } => self.switch(*selector, cases, place),
            Stmt::Break(span) => jump("break", place.in_loop_or_switch && !place.straight, *span),
            Stmt::Continue(span) => jump("continue", place.in_loop && !place.straight, *span),
            Stmt::Return(value, span) => {
                jump("return", !place.straight, *span)?;
                self.ret(*value)
            }
        }
    }

    /// Rule 5, and the operation's own rules.
    fn eval(&mut self, id: ValueId) -> Checked {
        let at = |rule, message: &str| self.at(id, Violation::new(rule, message));
        let Some(value) = self.function.values.get(id) else {
            return Err(Violation::new(5, format!("there is no value {id:?}")));
        };
        if value.op.is_ambient() {
            return Err(at(5, "an ambient value is evaluated"));
        }
        if self.evaluated[id.index()] != Evaluated::Never {
            return Err(at(5, "a value is evaluated twice"));
        }
        let mut operands = Vec::new();
        value.op.for_each_operand(|operand| operands.push(operand));
        for operand in operands {
            self.used(operand).map_err(|error| self.at(id, error))?;
        }
        op::check(self.module, (self.id, self.function), value)
            .map_err(|error| self.at(id, error))?;
        self.evaluated[id.index()] = Evaluated::Visible;
        self.visible.push(id);
        Ok(())
    }

    fn at(&self, id: ValueId, violation: Violation) -> Violation {
        let value = self.function.values.get(id);
        Violation {
            value: violation.value.or(Some(id)),
            span: violation.span.or(value.map(|value| value.span)),
            ..violation
        }
    }

    /// Rule 6.
    fn used(&self, id: ValueId) -> Checked {
        let Some(value) = self.function.values.get(id) else {
            return Err(Violation::new(6, format!("there is no value {id:?}")));
        };
        if value.op.is_ambient() {
            return op::check(self.module, (self.id, self.function), value)
                .map_err(|error| self.at(id, error));
        }
        let message = match self.evaluated[id.index()] {
            Evaluated::Visible => return Ok(()),
            Evaluated::Never => "is used before its `Eval`",
            Evaluated::Gone => "is used outside the block of its `Eval`",
        };
        Err(self.at(id, Violation::new(6, format!("{id:?} {message}"))))
    }

    /// Rule 8.
    fn condition(&self, id: ValueId) -> Checked {
        self.used(id)?;
        let ty = &self.module.types[self.function.ty(id)];
        ensure(8, *ty == Type::Scalar(Scalar::Bool), || {
            format!("condition {id:?} is no scalar `bool`")
        })
        .map_err(|error| self.at(id, error))
    }

    fn repeat(&mut self, inner: &Loop, place: Place) -> Checked {
        let straight = Place {
            straight: true,
            ..Place::default()
        };
        let body = Place {
            in_loop: true,
            in_loop_or_switch: true,
            straight: place.straight,
        };
        let mark = self.visible.len();
        self.stmts(&inner.before, straight)?;
        inner.while_.map_or(Ok(()), |value| self.condition(value))?;
        self.block(&inner.body, body)?;
        self.stmts(&inner.step, straight)?;
        inner
            .again_if
            .map_or(Ok(()), |value| self.condition(value))?;
        self.leave(mark);
        Ok(())
    }

    fn switch(&mut self, selector: ValueId, cases: &[Case], place: Place) -> Checked {
        self.used(selector)?;
        let scalar = match self.module.types[self.function.ty(selector)] {
            Type::Scalar(scalar) if scalar.is_integer() => scalar,
            _ => {
                let violation = Violation::new(8, "a selector is no scalar integer");
                return Err(self.at(selector, violation));
            }
        };
        check_labels(scalar, cases).map_err(|error| self.at(selector, error))?;
        let inside = Place {
            in_loop_or_switch: true,
            ..place
        };
        cases
            .iter()
            .try_for_each(|case| self.block(&case.body, inside))
    }

    /// Rule 9.
    fn ret(&self, value: Option<ValueId>) -> Checked {
        let wanted = self.function.ret;
        let void = self.module.types[wanted] == Type::Void;
        let Some(value) = value else {
            return ensure(9, void, || "a return lacks its value".to_owned());
        };
        self.used(value)?;
        ensure(9, !void && self.function.ty(value) == wanted, || {
            "a return's value has not the function's type".to_owned()
        })
        .map_err(|error| self.at(value, error))
    }
}

/// Rule 7. Within `before` and `step` a loop may not even jump inside a loop of its own: these
/// blocks compute conditions.
fn jump(what: &str, allowed: bool, span: Span) -> Checked {
    ensure(7, allowed, || format!("a `{what}` cannot stand here")).map_err(|error| Violation {
        span: Some(span),
        ..error
    })
}

/// Rule 8.
fn check_labels(scalar: Scalar, cases: &[Case]) -> Checked {
    let mut seen = BTreeSet::new();
    for label in cases.iter().flat_map(|case| &case.labels) {
        let unused = 64 - scalar.size_bytes() * 8;
        ensure(8, label << unused >> unused == *label, || {
            format!("label {label} is no `{}`", scalar.metal_name())
        })?;
        ensure(8, seen.insert(label), || format!("two labels {label}"))?;
    }
    let defaults = cases.iter().filter(|case| case.default).count();
    ensure(8, defaults <= 1, || "two defaults".to_owned())
}
