//! Operations: a name, and what is written after the operands.

use crate::ir::{BarrierScope, MemoryFlags, Module, Op, Precision};

/// The operation's name, and what stands after its operands.
pub(super) fn describe(module: &Module, op: &Op) -> (String, Option<String>) {
    let name = match op {
        Op::Const(_) | Op::Param(_) | Op::LocalAddress(_) | Op::GlobalAddress(_) => "ambient",
        Op::Load(_) => "load",
        Op::Store { .. } => "store",
        Op::Field { index, .. } => return ("field".to_owned(), Some(index.to_string())),
        Op::Element { .. } => "element",
        Op::Offset { .. } => "offset",
        Op::PointerDifference { .. } => "pointer_difference",
        Op::PointerCast(_) => "pointer_cast",
        Op::Address(_) => "address",
        Op::Forget(local) => return ("forget".to_owned(), Some(format!("%{}", local.index()))),
        Op::Unary(op, _) => return (snake(op), None),
        Op::Binary(op, ..) => return (snake(op), None),
        Op::Compare(op, ..) => return (snake(op), None),
        Op::Select { .. } => "select",
        Op::Convert(_) => "convert",
        Op::Bitcast(_) => "bitcast",
        Op::Splat(_) => "splat",
        Op::Compose(_) => "compose",
        Op::Extract { index, .. } => return ("extract".to_owned(), Some(index.to_string())),
        Op::ExtractDynamic { .. } => "extract_dynamic",
        Op::Swizzle { order, .. } => {
            let order = order.iter().map(|&at| match at {
                0 => 'x',
                1 => 'y',
                2 => 'z',
                3 => 'w',
                _ => '?',
            });
            return ("swizzle".to_owned(), Some(order.collect()));
        }
        Op::Math {
            function,
            precision,
            ..
        } => {
            let namespace = match precision {
                Precision::Default => "",
                Precision::Fast => "fast::",
                Precision::Precise => "precise::",
            };
            return (format!("{namespace}{}", snake(function)), None);
        }
        Op::Call { function, .. } => {
            let function = module.functions.get(*function);
            let name = function.map_or("?", |function| &function.name);
            return (format!("call {name}"), None);
        }
        Op::Simd { op, .. } => return (format!("simd {}", snake(op)), None),
        Op::Matrix { op, .. } => return (format!("matrix {}", snake(op)), None),
        Op::Atomic { op, order, .. } => {
            return (format!("atomic {}", snake(op)), Some(snake(order)));
        }
        Op::Barrier { scope, flags } => return (dump_barrier(*scope, *flags), None),
        Op::Log { format, .. } => return (dump_log(module, *format), None),
        Op::Fence { flags, order } => {
            return (format!("fence {}", dump_flags(*flags)), Some(snake(order)));
        }
    };
    (name.to_owned(), None)
}

fn dump_log(module: &Module, format: u32) -> String {
    let Some(format) = module.logs.get(format as usize) else {
        return "log ?".to_owned();
    };
    let logger = format.logger.as_ref().map_or_else(String::new, |logger| {
        format!("({:?}, {:?})", logger.subsystem, logger.category)
    });
    let (text, strings) = format.text();
    let strings: String = strings
        .iter()
        .map(|string| format!(" {string:?}"))
        .collect();
    format!("{}{logger} {text:?}{strings}", format.level.method())
}

fn dump_barrier(scope: BarrierScope, flags: MemoryFlags) -> String {
    let scope = match scope {
        BarrierScope::Threadgroup => "threadgroup",
        BarrierScope::Simdgroup => "simdgroup",
    };
    format!("{scope}_barrier {}", dump_flags(flags))
}

const fn dump_flags(flags: MemoryFlags) -> &'static str {
    match (flags.device, flags.threadgroup) {
        (false, false) => "none",
        (true, false) => "device",
        (false, true) => "threadgroup",
        (true, true) => "device+threadgroup",
    }
}

/// A variant's name as the dump writes it: `FrexpMantissa` is `frexp_mantissa`.
fn snake(variant: &impl std::fmt::Debug) -> String {
    let mut text = String::new();
    for (at, char) in format!("{variant:?}").chars().enumerate() {
        if char.is_ascii_uppercase() && at > 0 {
            text.push('_');
        }
        text.push(char.to_ascii_lowercase());
    }
    text
}
