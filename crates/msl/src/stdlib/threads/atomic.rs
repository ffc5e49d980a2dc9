//! Atomic functions: clause 6.15.

use crate::ir::{AddressSpace, AtomicOp, MemoryOrder, Scalar, Type, TypeArena, TypeId};
use crate::stdlib::{
    Action, Argument, Mismatch, MismatchKind, Resolved,
    constant::{memory_flags, memory_order},
    resolve::{type_mismatch, wrong_count},
};

const FUNCTIONS: [(&str, AtomicOp); 13] = [
    ("atomic_load_explicit", AtomicOp::Load),
    ("atomic_store_explicit", AtomicOp::Store),
    ("atomic_exchange_explicit", AtomicOp::Exchange),
    (
        "atomic_compare_exchange_weak_explicit",
        AtomicOp::CompareExchange,
    ),
    ("atomic_fetch_add_explicit", AtomicOp::Add),
    ("atomic_fetch_sub_explicit", AtomicOp::Sub),
    ("atomic_fetch_min_explicit", AtomicOp::Min),
    ("atomic_fetch_max_explicit", AtomicOp::Max),
    ("atomic_fetch_and_explicit", AtomicOp::And),
    ("atomic_fetch_or_explicit", AtomicOp::Or),
    ("atomic_fetch_xor_explicit", AtomicOp::Xor),
    // Of `ulong`, without a result (6.15.4.6).
    ("atomic_min_explicit", AtomicOp::Min),
    ("atomic_max_explicit", AtomicOp::Max),
];

const FENCE: &str = "atomic_thread_fence";

pub(in crate::stdlib) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|(name, _)| *name).chain([FENCE])
}

fn operation(name: &str) -> Option<AtomicOp> {
    let found = FUNCTIONS.iter().find(|(known, _)| *known == name);
    found.map(|(_, op)| *op)
}

/// `None` where the name is no atomic function's.
pub(in crate::stdlib) fn resolve(
    name: &str,
    args: &[Argument],
    types: &mut TypeArena,
) -> Option<Result<Resolved, Mismatch>> {
    if name == FENCE {
        return Some(fence(args, types));
    }
    operation(name).map(|op| resolve_operation(name, op, args, types))
}

/// The scope, where one is given, may be narrower than the device: the fence is among all threads.
fn fence(args: &[Argument], types: &mut TypeArena) -> Result<Resolved, Mismatch> {
    let candidates = vec![format!("`{FENCE}(mem_flags, memory_order, thread_scope)`")];
    let (2 | 3, [flags, order, ..]) = (args.len(), args) else {
        return Err(wrong_count(FENCE, "2 or 3", args.len(), candidates));
    };
    let order = order.constant.and_then(memory_order);
    let (Some(flags), Some(order)) = (flags.constant, order) else {
        return Err(Mismatch {
            kind: MismatchKind::NotConstant,
            message: format!("expected constant `mem_flags` and memory order for `{FENCE}`"),
            candidates,
            help: Some("write `mem_flags::mem_device, memory_order_seq_cst`".to_owned()),
        });
    };
    Ok(Resolved {
        params: vec![types.scalar(Scalar::U32); args.len()],
        ret: types.intern(Type::Void),
        action: Action::Fence(memory_flags(flags), order),
    })
}

fn resolve_operation(
    name: &str,
    op: AtomicOp,
    args: &[Argument],
    types: &mut TypeArena,
) -> Result<Resolved, Mismatch> {
    let (form, count) = form(op);
    let candidates = vec![format!("`{name}({form})`")];
    if args.len() != count {
        let count = count.to_string();
        return Err(wrong_count(name, &count, args.len(), candidates));
    }
    let Some(scalar) = pointee(types, args[0].ty) else {
        return Err(not_atomic(name, args, types, candidates));
    };
    if !takes(op, scalar) {
        let mut mismatch = type_mismatch(name, &args[..1], types, candidates);
        mismatch.help = Some(format!(
            "there is no atomic operation of this kind on `{}`",
            scalar.metal_name()
        ));
        return Err(mismatch);
    }
    let order = order(name, op, args, &candidates)?;
    let value = types.scalar(scalar);
    let uint = types.scalar(Scalar::U32);
    let mut params = vec![value; args.len()];
    params[0] = args[0].ty;
    *params.last_mut().expect("the count was checked") = uint;
    let mut ret = value;
    let mut action = Action::Atomic(op, order);
    if op == AtomicOp::CompareExchange {
        if !points_to(types, args[1].ty, value) {
            return Err(type_mismatch(name, args, types, candidates));
        }
        params[1] = args[1].ty;
        params[3] = uint;
        ret = types.scalar(Scalar::Bool);
        action = Action::CompareExchange(order);
    } else if op == AtomicOp::Store || !name.contains("_fetch_") && is_arithmetic(op) {
        ret = types.intern(Type::Void);
    }
    Ok(Resolved {
        params,
        ret,
        action,
    })
}

fn form(op: AtomicOp) -> (&'static str, usize) {
    match op {
        AtomicOp::Load => ("atomic<T>*, memory_order", 2),
        AtomicOp::CompareExchange => ("atomic<T>*, thread T*, T, memory_order, memory_order", 5),
        _ => ("atomic<T>*, T, memory_order", 3),
    }
}

/// The scalar of a pointer to an atomic of device or threadgroup memory.
fn pointee(types: &TypeArena, ty: TypeId) -> Option<Scalar> {
    let Type::Pointer { space, pointee } = types[ty] else {
        return None;
    };
    let reachable = matches!(space, AddressSpace::Device | AddressSpace::Threadgroup);
    match types[pointee] {
        Type::Atomic(scalar) if reachable => Some(scalar),
        _ => None,
    }
}

fn points_to(types: &TypeArena, ty: TypeId, value: TypeId) -> bool {
    matches!(types[ty], Type::Pointer { pointee, .. } if pointee == value)
}

const fn is_arithmetic(op: AtomicOp) -> bool {
    matches!(op, AtomicOp::Min | AtomicOp::Max)
}

/// Clause 2.6 has which operations exist on which atomic types.
const fn takes(op: AtomicOp, scalar: Scalar) -> bool {
    match op {
        AtomicOp::Load | AtomicOp::Store | AtomicOp::Exchange | AtomicOp::CompareExchange => true,
        AtomicOp::Add | AtomicOp::Sub => !matches!(scalar, Scalar::Bool),
        AtomicOp::Min | AtomicOp::Max | AtomicOp::And | AtomicOp::Or | AtomicOp::Xor => {
            scalar.is_integer()
        }
    }
}

fn not_atomic(
    name: &str,
    args: &[Argument],
    types: &TypeArena,
    candidates: Vec<String>,
) -> Mismatch {
    let mut mismatch = type_mismatch(name, args, types, candidates);
    let help = match types[args[0].ty] {
        Type::Pointer {
            space: AddressSpace::Thread | AddressSpace::Constant,
            ..
        } => "an atomic lies in device or threadgroup memory",
        Type::Pointer { .. } => {
            "the buffer must hold atomics: declare it `device atomic<T>*`, or set `atomic_outputs`"
        }
        _ => "pass the address of an atomic, as in `&a[i]`",
    };
    mismatch.help = Some(help.to_owned());
    mismatch
}

/// The order of success; that of failure, where there is one, must only be a constant.
fn order(
    name: &str,
    op: AtomicOp,
    args: &[Argument],
    candidates: &[String],
) -> Result<MemoryOrder, Mismatch> {
    let first = match op {
        AtomicOp::CompareExchange => 3,
        _ => args.len() - 1,
    };
    let orders = args[first..]
        .iter()
        .map(|arg| arg.constant.and_then(memory_order));
    orders
        .collect::<Option<Vec<_>>>()
        .map(|orders| orders[0])
        .ok_or_else(|| Mismatch {
            kind: MismatchKind::NotConstant,
            message: format!("expected a constant memory order for `{name}`"),
            candidates: candidates.to_vec(),
            help: Some("write `memory_order_relaxed`".to_owned()),
        })
}
