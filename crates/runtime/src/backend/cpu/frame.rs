//! The state of one block of lanes while it runs.
//!
//! Lane registers are rows of [`Frame::stride`] values, 32-bit and 64-bit ones apart. Scalar
//! registers hold what all lanes share. Masks say which lanes are active; mask 0 is the current
//! one. A frame stops at a barrier and goes on from there, which is how the blocks of a
//! threadgroup meet.

use super::code::{Addr, Code, Operand};
use kernsmith_msl::ir::log::LogBuffer;
use std::sync::Arc;

/// Lanes of a simdgroup; blocks are multiples of it.
pub(super) const SIMDGROUP: usize = 32;

/// What comes after an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// The one at the frame's `pc`.
    Next,
    /// The block waits for the others of its group.
    Barrier,
    /// The block has ended.
    End,
}

/// Which lanes a mask names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MaskState {
    None,
    /// Those whose entry in the mask's row is not zero.
    Some,
    /// Every lane that exists; the row says nothing.
    Full,
}

/// Memory that a kernel reaches by object number.
#[derive(Clone, Copy, Debug)]
pub(super) struct Object {
    /// Where pointers into it begin.
    pub(super) start: *mut u8,
    /// Bytes before that, and from there on.
    pub(super) before_bytes: u64,
    pub(super) len_bytes: u64,
    pub(super) writable: bool,
}

impl Object {
    /// An object on which every access fails.
    pub(super) const NONE: Self = Self {
        start: std::ptr::null_mut(),
        before_bytes: 0,
        len_bytes: 0,
        writable: false,
    };
}

/// A vector register's worth of memory, aligned so that rows are.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
struct Line([u64; 8]);

/// Aligned memory in units of `T`.
#[derive(Debug)]
pub(super) struct Aligned {
    lines: Vec<Line>,
}

impl Aligned {
    /// Zeroed memory of at least this size.
    pub(super) fn new(bytes: usize) -> Self {
        Self {
            lines: vec![Line([0; 8]); bytes.div_ceil(64)],
        }
    }

    pub(super) fn as_mut_ptr(&mut self) -> *mut u8 {
        self.lines.as_mut_ptr().cast()
    }
}

/// A value of one lane.
pub(super) trait Lane: Copy + 'static {
    /// Whether it lives in the 64-bit registers.
    const WIDE: bool;
    /// From a scalar register.
    fn from_bits(bits: u64) -> Self;
    /// To a scalar register.
    fn to_bits(self) -> u64;
}

macro_rules! lane {
    ($($ty:ty, $wide:literal, |$from:ident| $from_bits:expr, |$to:ident| $to_bits:expr;)*) => {$(
        impl Lane for $ty {
            const WIDE: bool = $wide;
            #[inline(always)]
            fn from_bits($from: u64) -> Self {
                $from_bits
            }
            #[inline(always)]
            fn to_bits(self) -> u64 {
                let $to = self;
                $to_bits
            }
        }
    )*};
}

lane! {
    u32, false, |bits| bits as u32, |it| u64::from(it);
    i32, false, |bits| bits as i32, |it| u64::from(it as u32);
    f32, false, |bits| f32::from_bits(bits as u32), |it| u64::from(it.to_bits());
    u64, true, |bits| bits, |it| it;
    i64, true, |bits| bits as i64, |it| it as u64;
}

/// A block of lanes.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) code: Arc<Code>,
    pub(super) pc: usize,
    /// Lanes that exist.
    pub(super) count: usize,
    /// `count` rounded up to whole simdgroups: what loops run over.
    pub(super) span: usize,
    /// Columns and rows of the block.
    pub(super) columns: usize,
    pub(super) rows: usize,
    /// Number of the block's first lane in its threadgroup.
    pub(super) first: usize,
    /// Lanes that a turn of a loop has while the block does several at once.
    pub(super) turn: Option<usize>,
    /// First lane and count that the fixed presets are there for.
    pub(super) lanes_of: Option<(usize, usize)>,
    pub(super) scalars: Vec<u64>,
    pub(super) masks: Vec<MaskState>,
    pub(super) objects: Vec<Object>,
    /// Byte offsets of an access that are not affine, one a lane.
    pub(super) offsets: Vec<i64>,
    /// Messages of the group at work.
    pub(super) log: LogBuffer,
    /// Where the group's first thread is in the grid, and the group's size.
    pub(super) origin: [u32; 3],
    pub(super) size: [u32; 3],
    stride: usize,
    narrow: Aligned,
    wide: Aligned,
    mask_lanes: Vec<u32>,
    private: Aligned,
    scratch: [Aligned; 4],
}

// SAFETY: a frame owns its registers. `objects` holds pointers to memory that the launch keeps
// alive and lets all its workers reach; they are set anew by each worker before it runs.
unsafe impl Send for Frame {}

impl Frame {
    /// A frame of this code for as many lanes as its blocks have.
    pub(super) fn new(code: &Arc<Code>) -> Self {
        let stride = code.width * code.turns;
        let private_bytes = code.thread_bytes * stride;
        Self {
            code: Arc::clone(code),
            pc: 0,
            count: 0,
            span: 0,
            columns: 1,
            rows: 1,
            first: 0,
            turn: None,
            lanes_of: None,
            scalars: code.scalars.clone(),
            masks: vec![MaskState::None; code.masks],
            objects: Vec::new(),
            offsets: vec![0; stride],
            log: LogBuffer::new([1; 3]),
            origin: [0; 3],
            size: [1; 3],
            stride,
            narrow: Aligned::new(code.narrow_registers * stride * 4),
            wide: Aligned::new(code.wide_registers * stride * 8),
            mask_lanes: vec![0; code.masks * stride],
            private: Aligned::new(private_bytes),
            scratch: std::array::from_fn(|_| Aligned::new(stride * 8)),
        }
    }

    /// A lane's position in the grid.
    pub(super) fn position(&self, lane: usize) -> [u32; 3] {
        let index = (self.first + lane) as u32;
        let [x, y, _] = self.size;
        let local = [index % x, index / x % y, index / x / y];
        std::array::from_fn(|axis| self.origin[axis] + local[axis])
    }

    /// Start of each lane's private bytes, lane after lane.
    pub(super) fn private(&mut self) -> *mut u8 {
        self.private.as_mut_ptr()
    }

    /// Lanes that registers have room for.
    #[inline(always)]
    pub(super) fn room(&self) -> usize {
        self.stride
    }

    /// The row of a lane register.
    #[inline(always)]
    fn row<T: Lane>(&mut self, register: u32) -> *mut T {
        let registers = if T::WIDE {
            self.code.wide_registers
        } else {
            self.code.narrow_registers
        };
        debug_assert!(
            (register as usize) < registers,
            "registers are those of the code"
        );
        let base = if T::WIDE {
            self.wide.as_mut_ptr()
        } else {
            self.narrow.as_mut_ptr()
        };
        // SAFETY: the code generator numbers registers below the counts that the rows were
        // allocated for, and a row has `stride` values.
        unsafe { base.cast::<T>().add(register as usize * self.stride) }
    }

    /// The active part of a lane register, to be read.
    ///
    /// The lifetime is free so that several registers can be at hand; the code generator never
    /// makes an instruction's result one of its operands, and rows of registers do not overlap.
    #[inline(always)]
    pub(super) fn read<'a, T: Lane>(&mut self, register: u32) -> &'a [T] {
        let row = self.row::<T>(register);
        // SAFETY: `span <= stride`, and every bit pattern is a value of a lane type. See above
        // for aliasing. Handlers let go of it before they return, and the frame outlives them.
        unsafe { std::slice::from_raw_parts(row, self.span) }
    }

    /// The active part of a lane register, to be written.
    #[inline(always)]
    pub(super) fn write<'a, T: Lane>(&mut self, register: u32) -> &'a mut [T] {
        let row = self.row::<T>(register);
        // SAFETY: as for `read`.
        unsafe { std::slice::from_raw_parts_mut(row, self.span) }
    }

    /// A scalar register.
    #[inline(always)]
    pub(super) fn scalar<T: Lane>(&self, operand: Operand) -> T {
        T::from_bits(self.scalars[operand.index()])
    }

    /// Sets a scalar register.
    #[inline(always)]
    pub(super) fn set_scalar<T: Lane>(&mut self, operand: Operand, value: T) {
        self.scalars[operand.index()] = value.to_bits();
    }

    /// An operand as lanes; a scalar is spread into scratch row `slot`.
    #[inline(always)]
    pub(super) fn lanes<'a, T: Lane>(&mut self, operand: Operand, slot: usize) -> &'a [T] {
        if !operand.is_scalar() {
            return self.read(operand.raw());
        }
        let value: T = self.scalar(operand);
        let row = self.scratch[slot].as_mut_ptr().cast::<T>();
        // SAFETY: a scratch row has room for `stride >= span` values of 8 bytes; no other slice
        // of this row is alive, since an instruction uses each slot once.
        let row = unsafe { std::slice::from_raw_parts_mut(row, self.span) };
        row.fill(value);
        row
    }

    /// The row of a mask.
    #[inline(always)]
    pub(super) fn mask<'a>(&mut self, mask: usize) -> &'a mut [u32] {
        assert!(mask < self.masks.len(), "masks are those of the code");
        // SAFETY: there are `masks.len() * stride` entries, and `span <= stride`. Handlers hold
        // rows of different masks only.
        unsafe {
            let row = self.mask_lanes.as_mut_ptr().add(mask * self.stride);
            std::slice::from_raw_parts_mut(row, self.span)
        }
    }

    /// The row of the current mask, made good where it says nothing.
    #[inline(always)]
    pub(super) fn active<'a>(&mut self) -> &'a [u32] {
        let row = self.mask(0);
        if self.masks[0] == MaskState::Full {
            row[..self.count].fill(!0);
            row[self.count..].fill(0);
        }
        row
    }

    /// Whether every lane that exists is active.
    #[inline(always)]
    pub(super) fn is_full(&self) -> bool {
        self.masks[0] == MaskState::Full
    }

    /// An address of the code.
    #[inline(always)]
    pub(super) fn addr<'a>(&self, index: u32) -> &'a Addr {
        let addr: *const Addr = &raw const self.code.addrs[index as usize];
        // SAFETY: the frame keeps its code alive and unchanged, and handlers let go of the
        // reference before they return.
        unsafe { &*addr }
    }

    /// A list of registers of the code.
    #[inline(always)]
    pub(super) fn list<'a>(&self, start: u32, len: u32) -> &'a [Operand] {
        let list: *const [Operand] =
            &raw const self.code.lists[start as usize..(start + len) as usize];
        // SAFETY: as for `addr`.
        unsafe { &*list }
    }
}
