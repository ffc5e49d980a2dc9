//! Barriers: clause 6.9.1.

use crate::ir::{BarrierScope, Scalar, Type, TypeArena};
use crate::stdlib::{
    Action, Argument, Mismatch, MismatchKind, Resolved, constant::memory_flags,
    resolve::wrong_count,
};

const FUNCTIONS: [(&str, BarrierScope); 2] = [
    ("threadgroup_barrier", BarrierScope::Threadgroup),
    ("simdgroup_barrier", BarrierScope::Simdgroup),
];

pub(in crate::stdlib) fn names() -> impl Iterator<Item = &'static str> {
    FUNCTIONS.iter().map(|(name, _)| *name)
}

fn scope(name: &str) -> Option<BarrierScope> {
    let found = FUNCTIONS.iter().find(|(known, _)| *known == name);
    found.map(|(_, scope)| *scope)
}

/// `None` where the name is no barrier's.
pub(in crate::stdlib) fn resolve(
    name: &str,
    args: &[Argument],
    types: &mut TypeArena,
) -> Option<Result<Resolved, Mismatch>> {
    scope(name).map(|scope| resolve_scope(name, scope, args, types))
}

/// The second argument, a `thread_scope`, can only repeat what the name says.
fn resolve_scope(
    name: &str,
    scope: BarrierScope,
    args: &[Argument],
    types: &mut TypeArena,
) -> Result<Resolved, Mismatch> {
    let candidates = vec![format!("`{name}(mem_flags)`")];
    let (1 | 2, Some(flags)) = (args.len(), args.first()) else {
        return Err(wrong_count(name, "1", args.len(), candidates));
    };
    let Some(bits) = flags.constant.filter(|_| !flags.literal) else {
        let kind = if flags.literal {
            MismatchKind::Types
        } else {
            MismatchKind::NotConstant
        };
        return Err(Mismatch {
            kind,
            message: format!("expected constant `mem_flags` for `{name}`"),
            candidates,
            help: Some("write `mem_flags::mem_threadgroup` or `mem_flags::mem_device`".to_owned()),
        });
    };
    let uint = types.scalar(Scalar::U32);
    Ok(Resolved {
        params: vec![uint; args.len()],
        ret: types.intern(Type::Void),
        action: Action::Barrier(scope, memory_flags(bits)),
    })
}
