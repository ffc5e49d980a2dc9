//! Which block each variable belongs to.

use super::Path;
use crate::backend::cpu::spmd::{ConstructId, Kernel, Stmt};

/// Where a variable lives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Home {
    /// The innermost block that holds all mentions of it.
    pub(crate) path: Path,
    /// A loop of that block that alone reads it, after the block itself has set it: lanes that
    /// have left this loop do not care what the others write.
    pub(crate) only_loop: Option<ConstructId>,
}

/// Mentions of a variable.
#[derive(Clone, Debug, Default)]
struct Mentions {
    home: Option<Path>,
    /// The path of each, whether it is a read, and its place in the order of the text.
    all: Vec<(Path, bool)>,
}

/// The homes of all variables.
pub(super) fn homes(kernel: &Kernel) -> Vec<Home> {
    let mut mentions = vec![Mentions::default(); kernel.vars.len()];
    let mut loops = vec![false; kernel.constructs as usize];
    gather(&kernel.body, &mut Vec::new(), &mut mentions, &mut loops);
    mentions.into_iter().map(|it| home(it, &loops)).collect()
}

fn gather(block: &[Stmt], path: &mut Path, mentions: &mut [Mentions], loops: &mut [bool]) {
    for stmt in block {
        if let Stmt::Get { var, .. } | Stmt::Set { var, .. } = stmt {
            let it = &mut mentions[var.0 as usize];
            let home = it.home.get_or_insert_with(|| path.clone());
            let common = home
                .iter()
                .zip(path.iter())
                .take_while(|(a, b)| a == b)
                .count();
            home.truncate(common);
            it.all
                .push((path.clone(), matches!(stmt, Stmt::Get { .. })));
        }
        if let Some(id) = stmt.construct() {
            loops[id as usize] = matches!(stmt, Stmt::Loop(_));
            for (index, block) in stmt.blocks() {
                path.push((id, index));
                gather(block, path, mentions, loops);
                path.pop();
            }
        }
    }
}

fn home(mentions: Mentions, loops: &[bool]) -> Home {
    let path = mentions.home.unwrap_or_default();
    let depth = path.len();
    let inside = |at: &Path| at.get(depth).map(|&(id, _)| id);
    let sets = mentions
        .all
        .iter()
        .take_while(|(at, reads)| inside(at).is_none() && !reads)
        .count();
    let mut rest = mentions.all[sets..].iter().map(|(at, _)| inside(at));
    let first = rest.next().flatten().filter(|&id| loops[id as usize]);
    let alone = sets > 0 && first.is_some() && rest.all(|id| id == first);
    Home {
        path,
        only_loop: first.filter(|_| alone),
    }
}
