//! What operators, functions and flags are called.

use crate::ir::{BarrierScope, CompareOp, MemoryFlags, MemoryOrder, Op, Precision, UnaryOp};

/// Whether the operation makes an address, which is written where it is used.
pub(super) const fn is_address(op: &Op) -> bool {
    matches!(
        op,
        Op::LocalAddress(_)
            | Op::GlobalAddress(_)
            | Op::Field { .. }
            | Op::Element { .. }
            | Op::Offset { .. }
            | Op::PointerCast(_)
    )
}

pub(super) fn component(index: usize) -> char {
    ['x', 'y', 'z', 'w'][index]
}

pub(super) const fn unary(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Negate => "-",
        UnaryOp::Not => "!",
        UnaryOp::Complement => "~",
    }
}

pub(super) const fn compare(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Equal => "==",
        CompareOp::NotEqual => "!=",
        CompareOp::Less => "<",
        CompareOp::LessEqual => "<=",
        CompareOp::Greater => ">",
        CompareOp::GreaterEqual => ">=",
    }
}

pub(super) const fn namespace(precision: Precision) -> &'static str {
    match precision {
        Precision::Default => "",
        Precision::Fast => "fast::",
        Precision::Precise => "precise::",
    }
}

pub(super) const fn order_name(order: MemoryOrder) -> &'static str {
    match order {
        MemoryOrder::Relaxed => "memory_order_relaxed",
        MemoryOrder::Acquire => "memory_order_acquire",
        MemoryOrder::Release => "memory_order_release",
        MemoryOrder::AcquireRelease => "memory_order_acq_rel",
        MemoryOrder::SequentiallyConsistent => "memory_order_seq_cst",
    }
}

pub(super) fn barrier(scope: BarrierScope, flags: MemoryFlags) -> String {
    let scope = match scope {
        BarrierScope::Threadgroup => "threadgroup",
        BarrierScope::Simdgroup => "simdgroup",
    };
    format!("{scope}_barrier({})", flag_names(flags))
}

pub(super) const fn flag_names(flags: MemoryFlags) -> &'static str {
    match (flags.device, flags.threadgroup) {
        (false, false) => "mem_flags::mem_none",
        (true, false) => "mem_flags::mem_device",
        (false, true) => "mem_flags::mem_threadgroup",
        (true, true) => "mem_flags::mem_device | mem_flags::mem_threadgroup",
    }
}

/// A text as a string literal.
pub(in crate::emit::msl) fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for char in text.chars() {
        match char {
            '\n' => quoted += "\\n",
            '\t' => quoted += "\\t",
            '\r' => quoted += "\\r",
            '"' => quoted += "\\\"",
            '\\' => quoted += "\\\\",
            // Three digits end an octal escape whatever follows.
            char if char.is_ascii_control() => quoted += &format!("\\{:03o}", u32::from(char)),
            char => quoted.push(char),
        }
    }
    quoted + "\""
}
