//! Gives every variable of the source its home: registers, rows of registers, or thread memory.
//!
//! A variable whose every access is at a known place becomes one [`Var`] a scalar. One that is
//! indexed at run time, yet only as an array of one size of scalars, becomes [`Rows`]: element
//! after element, each a row of lanes, so that an index that all lanes share reads a whole row.
//! All others (their address is kept somewhere, or they are read as something else) lie in bytes
//! of thread memory.

mod memory;
mod rewrite;
mod uses;

use super::{Kernel, NodeOp, Rows, Var, VarId};
use crate::backend::cpu::Unsupported;
use kernsmith_msl::ir::Scalar;
use rewrite::Rewrite;
use std::collections::BTreeMap;
use uses::{Uses, collect};

/// Thread memory of one lane, so that a block of lanes stays of a sane size.
const MAX_THREAD_BYTES: u64 = 64 << 10;

/// Moves to registers what can be; with `last`, decides about everything.
///
/// # Errors
/// If a thread needs more memory than one may have.
pub(in crate::backend::cpu) fn promote(kernel: &mut Kernel, last: bool) -> Result<(), Unsupported> {
    let mut uses = vec![Uses::default(); kernel.locals.len()];
    collect(&kernel.body, kernel, &mut uses);
    let homes = uses
        .iter()
        .enumerate()
        .map(|(index, uses)| home(kernel, index, uses, last))
        .collect::<Vec<_>>();
    if kernel.thread_bytes + rows_bytes(kernel) > MAX_THREAD_BYTES {
        return Err(Unsupported::new(
            "more than 64 KiB of variables in one thread",
            kernel.span,
        ));
    }
    if last {
        place_bases(kernel, &homes);
    }
    Rewrite::run(kernel, homes, last);
    Ok(())
}

/// Where a variable lives.
#[derive(Clone, Debug)]
enum Home {
    Unchanged,
    Vars(BTreeMap<i64, Vec<VarId>>),
    Rows(u32),
    Bytes(u64),
}

fn home(kernel: &mut Kernel, index: usize, uses: &Uses, last: bool) -> Home {
    let local = &kernel.locals[index];
    let (size, align, escapes) = (
        local.size_bytes,
        u64::from(local.align_bytes),
        local.escapes,
    );
    if local.promoted {
        return Home::Unchanged;
    }
    if !escapes && !uses.indexed && !uses.clashes {
        kernel.locals[index].promoted = true;
        let mut vars = BTreeMap::new();
        for (&offset, &scalar) in &uses.places {
            let types =
                scalar.map_or_else(|| vec![Scalar::U32, Scalar::I64], |scalar| vec![scalar]);
            vars.insert(
                offset,
                types.into_iter().map(|ty| var(kernel, ty)).collect(),
            );
        }
        return Home::Vars(vars);
    }
    if !last {
        return Home::Unchanged;
    }
    if let (false, false, Some(ty), Some(bytes)) =
        (escapes, uses.mixed, uses.scalar, uses.element_bytes)
    {
        kernel.locals[index].promoted = true;
        let length = u32::try_from(size / u64::from(bytes)).unwrap_or(u32::MAX);
        kernel.rows.push(Rows { ty, length });
        return Home::Rows(u32::try_from(kernel.rows.len() - 1).expect("locals are bounded"));
    }
    let start = kernel.thread_bytes.next_multiple_of(align);
    kernel.thread_bytes = start.saturating_add(size);
    Home::Bytes(start)
}

fn var(kernel: &mut Kernel, ty: Scalar) -> VarId {
    kernel.vars.push(Var { ty });
    VarId(u32::try_from(kernel.vars.len() - 1).expect("locals are bounded"))
}

fn rows_bytes(kernel: &Kernel) -> u64 {
    kernel
        .rows
        .iter()
        .map(|rows| u64::from(rows.length) * u64::from(rows.ty.size_bytes()))
        .sum()
}

/// Addresses of variables become constants.
fn place_bases(kernel: &mut Kernel, homes: &[Home]) {
    for node in &mut kernel.nodes {
        if let NodeOp::LocalBase(local) = node.op {
            let start = match homes[local as usize] {
                Home::Bytes(start) => start,
                // Its address is used by nothing that is left.
                Home::Unchanged | Home::Vars(_) | Home::Rows(_) => 0,
            };
            node.op = NodeOp::Const(start);
        }
    }
}
