//! The register program: what a frame executes.
//!
//! [`emit`] walks the kernel's statements once and writes instructions over as many registers as
//! it likes; [`allocate`] then gives those that are not alive together the same row.

mod address;
mod allocate;
mod control;
mod convert;
mod dot;
mod emit;
mod fuse;
mod link;
mod range;
mod reads;
mod registers;
mod select;
mod statement;
mod uses;
mod value;

pub(super) use emit::{Block, emit};

use super::{isa::Handler, spmd::shape::Arrangement};
use kernsmith_msl::ir::{AtomicOp, BuiltIn, MathFn, Scalar, SimdOp};

/// A register, or a small number, of an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Operand(u32);

/// No mask.
pub(super) const NO_MASK: Operand = Operand(Operand::SCALAR - 1 - Operand::LANES);

impl Operand {
    const SCALAR: u32 = 1 << 31;
    const LANES: u32 = 1 << 30;

    /// A number that is no register: a mask, an index, a count.
    pub(super) const fn number(number: u32) -> Self {
        Self(number)
    }

    const fn of_scalar(index: u32) -> Self {
        Self(Self::SCALAR | index)
    }

    /// A lane register before allocation.
    const fn of_lanes(register: u32) -> Self {
        Self(Self::LANES | register)
    }

    /// Whether it is a scalar register.
    #[inline(always)]
    pub(super) const fn is_scalar(self) -> bool {
        self.0 & Self::SCALAR != 0
    }

    /// The number of an allocated lane register, or the number.
    #[inline(always)]
    pub(super) const fn raw(self) -> u32 {
        self.0
    }

    /// The number of a scalar register or a mask.
    #[inline(always)]
    pub(super) const fn index(self) -> usize {
        (self.0 & !Self::SCALAR) as usize
    }

    /// For people: `s3` a scalar register, `7` a lane register or number, `_` none.
    #[cfg(test)]
    fn text(self) -> String {
        match self {
            NO_MASK => "_".into(),
            _ if self.is_scalar() => format!("s{}", self.index()),
            _ => self.0.to_string(),
        }
    }

    /// The number of a lane register before allocation.
    const fn lanes(self) -> Option<u32> {
        if self.0 >> 30 == 1 {
            Some(self.0 & !Self::LANES)
        } else {
            None
        }
    }
}

/// An instruction. Which fields mean what is said at each handler.
#[derive(Clone, Copy, Debug)]
pub(super) struct Inst {
    pub(super) run: Handler,
    pub(super) d: Operand,
    pub(super) a: Operand,
    pub(super) b: Operand,
    pub(super) c: Operand,
    pub(super) x: u32,
}

/// How an index becomes 64 bits wide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extend {
    Wide,
    Signed,
    Unsigned,
}

/// An address: `constant` and scaled indices, in bytes from the start of an object.
#[derive(Clone, Debug)]
pub(super) struct Addr {
    /// The register that holds its number.
    pub(super) object: Operand,
    pub(super) constant: i64,
    pub(super) affine: Vec<AffineTerm>,
    pub(super) lanes: Vec<LaneTerm>,
    /// Bytes from column to column and from row to row, where that is known here.
    pub(super) strides: Option<[i64; 2]>,
}

/// An index in three scalar registers: base, growth by column, growth by row.
#[derive(Clone, Copy, Debug)]
pub(super) struct AffineTerm {
    pub(super) base: Operand,
    pub(super) sx: Operand,
    pub(super) sy: Operand,
    pub(super) uniform: bool,
    pub(super) extend: Extend,
    pub(super) scale: i64,
    /// Bases for which no lane's index wraps, where [`Addr::strides`] are known.
    pub(super) least: i64,
    pub(super) greatest: i64,
}

/// An index in a lane register.
#[derive(Clone, Copy, Debug)]
pub(super) struct LaneTerm {
    pub(super) register: u32,
    pub(super) extend: Extend,
    pub(super) scale: i64,
}

/// What a simdgroup instruction does.
#[derive(Clone, Copy, Debug)]
pub(super) struct SimdForm {
    pub(super) op: SimdOp,
    pub(super) scalar: Scalar,
    pub(super) modulo: Option<Operand>,
}

/// What an atomic instruction does.
#[derive(Clone, Copy, Debug)]
pub(super) struct AtomicForm {
    pub(super) op: AtomicOp,
    pub(super) scalar: Scalar,
    pub(super) addr: u32,
    pub(super) result: bool,
}

/// What a log instruction says.
#[derive(Clone, Debug)]
pub(super) struct LogForm {
    pub(super) format: u32,
    /// For each value, whether it is in the 64-bit registers.
    pub(super) wide: Vec<bool>,
}

/// A loop of products and sums.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dot {
    /// The counter in the first, second and last turn, after it, and the number of turns.
    pub(super) counters: [Operand; 5],
    pub(super) signed: bool,
    /// Addresses of both factors in those three turns.
    pub(super) addrs: [[u32; 2]; 3],
}

/// What a loop whose turns are done several at a time loads and stores, by object number.
#[derive(Clone, Debug, Default)]
pub(super) struct Batch {
    pub(super) loaded: Vec<u32>,
    pub(super) stored: Vec<u32>,
}

/// A register that holds a built-in's component when a block starts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Preset {
    pub(super) built_in: BuiltIn,
    pub(super) component: u8,
    /// Scalar: the value, or its base where it is affine.
    pub(super) register: Operand,
    /// It is the same in every group, and nothing else is ever in its register.
    pub(super) fixed: bool,
}

/// A program for blocks of one arrangement.
#[derive(Debug)]
pub(super) struct Code {
    /// The instructions as text.
    #[cfg(test)]
    pub(super) listing: String,
    pub(super) insts: Vec<Inst>,
    pub(super) addrs: Vec<Addr>,
    pub(super) lists: Vec<Operand>,
    pub(super) simds: Vec<SimdForm>,
    pub(super) atomics: Vec<AtomicForm>,
    pub(super) logs: Vec<LogForm>,
    pub(super) integers: Vec<(MathFn, Scalar)>,
    pub(super) dots: Vec<Dot>,
    pub(super) batches: Vec<Batch>,
    pub(super) presets: Vec<Preset>,
    /// Scalar registers as they are when a block starts.
    pub(super) scalars: Vec<u64>,
    pub(super) masks: usize,
    pub(super) narrow_registers: usize,
    pub(super) wide_registers: usize,
    /// Bytes of thread memory of one lane.
    pub(super) thread_bytes: usize,
    pub(super) arrangement: Arrangement,
    /// Lanes of a block, at most.
    pub(super) width: usize,
    /// As many times those a block may have while it does several turns of a loop.
    pub(super) turns: usize,
}

/// A table of the kernel, as bytes.
#[derive(Clone, Debug)]
pub(super) struct Table {
    pub(super) bytes: Vec<u8>,
}
