//! What a kernel does with each of its objects.

use super::{Base, FIRST_OBJECT, Kernel, Stmt};

/// For each object, whether the kernel only writes it, without atomics.
pub(in crate::backend::cpu) fn only_stored(kernel: &Kernel) -> Vec<bool> {
    let mut only_stored = vec![true; kernel.objects.len()];
    visit(kernel, &kernel.body, &mut only_stored);
    only_stored
}

fn visit(kernel: &Kernel, block: &[Stmt], only_stored: &mut [bool]) {
    for stmt in block {
        match stmt {
            Stmt::Load { address, .. } | Stmt::LoadPointer { address, .. } => {
                let number = match address.base {
                    Base::Object(object) => kernel.constant(object),
                    Base::Local(_) => continue,
                };
                match number {
                    Some(number) => {
                        let index = number.checked_sub(u64::from(FIRST_OBJECT));
                        let known = index.and_then(|index| only_stored.get_mut(index as usize));
                        known.into_iter().for_each(|it| *it = false);
                    }
                    // A pointer that may go anywhere.
                    None => only_stored.fill(false),
                }
            }
            // Threads may tell each other by these that other memory is ready.
            Stmt::Atomic(_) => only_stored.fill(false),
            _ => {}
        }
        for (_, block) in stmt.blocks() {
            visit(kernel, block, only_stored);
        }
    }
}
