//! A barrier that orders memory which no thread reads from another.

use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{AddressSpace, BufferAccess, EntryParam, Function, FunctionId, Module, Op, Type, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "barrier-wider-than-needed",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        if body.kernel.is_none() {
            continue;
        }
        let device = shares_device(subject, body);
        let threadgroup = touches(subject.module, body.id, AddressSpace::Threadgroup);
        for (value, op) in body.operations() {
            let Op::Barrier { flags, .. } = op else {
                continue;
            };
            let (memory, why) = if flags.device && !device {
                ("device", "no thread reads what another one wrote there")
            } else if flags.threadgroup && !threadgroup {
                ("threadgroup", "the kernel does not use any")
            } else {
                continue;
            };
            let message = format!("this barrier orders {memory} memory, and {why}");
            let mut diagnostic = Diagnostic::warning(LINT.name, body.span(value), message)
                .with_help(format!(
                    "leave `mem_flags::mem_{memory}` out, or the barrier if nothing else needs it"
                ));
            let text = subject.text(body, value);
            // Threads that share threadgroup memory wait for that, whatever else they order.
            let instead = match threadgroup {
                true => "mem_threadgroup",
                false => "mem_none",
            };
            if let Some(narrower) = narrowed(text, memory, instead) {
                let change = Suggestion::replace(body.span(value), text, &narrower);
                diagnostic = diagnostic.with_suggestion(change);
            }
            found.push(diagnostic);
        }
    }
}

/// The call of a barrier without the flag of one memory, and with another where it is the only one.
fn narrowed(call: &str, memory: &str, instead: &str) -> Option<String> {
    let (name, rest) = call.split_once('(')?;
    let flags = rest.strip_suffix(')')?.trim();
    let flag = format!("mem_{memory}");
    let (dropped, kept): (Vec<&str>, Vec<&str>) = flags
        .split('|')
        .map(str::trim)
        .partition(|one| one.ends_with(&flag));
    let dropped = dropped.first()?;
    let is_flag = |one: &&str| {
        one.bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"_:".contains(&b))
    };
    let flags = match kept[..] {
        [] => dropped.replace(&flag, instead),
        _ if kept.iter().all(is_flag) => kept.join(" | "),
        _ => return None,
    };
    Some(format!("{name}({flags})"))
}

/// Whether device memory may carry something from one thread to another: a buffer that may be
/// written is read, or it cannot be told which one is.
fn shares_device(subject: &Subject<'_>, body: &Body<'_>) -> bool {
    let is_device = |pointer| subject.space(body, pointer) == Some(AddressSpace::Device);
    body.operations().any(|(_, op)| match op {
        Op::Load(pointer) => is_device(*pointer) && !is_input(body, *pointer),
        Op::Atomic { pointer, .. } => is_device(*pointer),
        Op::Matrix { .. } => true,
        Op::Call { args, .. } => args.iter().any(|arg| may_be_output(subject, body, *arg)),
        _ => false,
    })
}

/// Whether the pointer surely is into what the kernel only reads.
fn is_input(body: &Body<'_>, pointer: ValueId) -> bool {
    let bound = body.origin(pointer).and_then(|object| body.bound(object));
    matches!(
        bound,
        Some(EntryParam::Buffer {
            access: BufferAccess::Read,
            ..
        })
    )
}

/// Whether a callee may read a buffer through this that the kernel writes.
fn may_be_output(subject: &Subject<'_>, body: &Body<'_>, arg: ValueId) -> bool {
    match subject.ty(body, arg) {
        Type::Pointer {
            space: AddressSpace::Device,
            ..
        } => !is_input(body, arg),
        Type::Pointer {
            space: AddressSpace::Thread,
            ..
        }
        | Type::Struct { .. } => true,
        _ => false,
    }
}

/// Whether a function, or one that it calls, accesses memory of this space.
fn touches(module: &Module, id: FunctionId, space: AddressSpace) -> bool {
    let mut seen = BTreeSet::new();
    let mut waiting = vec![id];
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        let function = &module.functions[id];
        for (_, value) in function.values.iter() {
            match &value.op {
                Op::Load(pointer) | Op::Store { pointer, .. } | Op::Atomic { pointer, .. }
                    if points_into(module, function, *pointer, space) =>
                {
                    return true;
                }
                Op::Matrix { args, .. }
                    if args
                        .iter()
                        .any(|arg| points_into(module, function, *arg, space)) =>
                {
                    return true;
                }
                Op::Call { function, .. } => waiting.push(*function),
                _ => {}
            }
        }
    }
    false
}

fn points_into(
    module: &Module,
    function: &Function,
    pointer: ValueId,
    space: AddressSpace,
) -> bool {
    matches!(&module.types[function.ty(pointer)], Type::Pointer { space: found, .. } if *found == space)
}
