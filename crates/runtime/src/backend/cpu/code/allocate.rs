//! Gives registers that are not alive at the same time the same row.
//!
//! Linear scan over instructions in order. A register that is used in a loop but begins outside
//! of it is alive through the whole loop. One that ends where another begins keeps its row for
//! that instruction: no result is ever one of its instruction's operands.

/// A register before allocation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Register {
    pub(super) wide: bool,
    /// First and last instruction that mention it.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Loops that are open around everything that mentions it.
    pub(super) depth: usize,
}

/// The rows, and how many there are of each kind.
pub(super) struct Allocation {
    pub(super) rows: Vec<u32>,
    pub(super) narrow: u32,
    pub(super) wide: u32,
}

/// Allocates.
pub(super) fn allocate(registers: &[Register]) -> Allocation {
    let mut order: Vec<_> = (0..registers.len()).collect();
    order.sort_by_key(|&index| (registers[index].start, index));
    let mut allocation = Allocation {
        rows: vec![0; registers.len()],
        narrow: 0,
        wide: 0,
    };
    let mut free: [Vec<u32>; 2] = [Vec::new(), Vec::new()];
    // (end, register) of those alive, the earliest end first.
    let mut alive = std::collections::BTreeSet::new();
    for index in order {
        let register = registers[index];
        while let Some(&(end, other)) = alive.first() {
            if end >= register.start {
                break;
            }
            alive.remove(&(end, other));
            let other: usize = other;
            free[usize::from(registers[other].wide)].push(allocation.rows[other]);
        }
        let count = if register.wide {
            &mut allocation.wide
        } else {
            &mut allocation.narrow
        };
        allocation.rows[index] = free[usize::from(register.wide)].pop().unwrap_or_else(|| {
            *count += 1;
            *count - 1
        });
        alive.insert((register.end, index));
    }
    allocation
}

#[cfg(test)]
mod tests {
    use super::{Register, allocate};

    fn register(start: usize, end: usize) -> Register {
        Register {
            wide: false,
            start,
            end,
            depth: 0,
        }
    }

    #[test]
    fn rows_are_reused_after_the_last_use_only() {
        let allocation = allocate(&[
            register(0, 2),
            register(1, 5),
            register(2, 3),
            register(3, 4),
        ]);
        // The third begins where the first ends; the fourth after it.
        assert_eq!(allocation.rows, [0, 1, 2, 0]);
        assert_eq!((allocation.narrow, allocation.wide), (3, 0));
    }
}
