//! The kernel itself: what the host hands over, where the thread stands, and the body.

use super::{Unit, function::Writer, threadgroup_memory};
use crate::{
    emit::Error,
    ir::{BufferAccess, BuiltIn, EntryParam, EntryPoint},
};

pub(super) struct Kernel {
    pub(super) text: String,
    pub(super) symbol: String,
    pub(super) threadgroup_bytes: u32,
}

pub(super) fn kernel(unit: &Unit<'_>, index: usize) -> Result<Kernel, Error> {
    let entry = &unit.module.kernels[index];
    let mut writer = Writer::new(*unit, entry.function);
    let (places, threadgroup_bytes) = threadgroup_memory(unit, entry.function)?;
    let (mut arguments, lines) = parameters(&writer, entry);
    arguments.push("const ks_launch ks_host".to_owned());
    let logs = unit.logging.contains(&entry.function);
    if logs {
        arguments.push("ks_u32* ks_log_words".to_owned());
    }
    let symbol = format!("ks_{}", unit.names.kernel(index));
    let bounds = match (unit.options.max_threads, entry.max_threads) {
        (Some(threads), _) | (None, Some(threads)) => {
            format!(" __launch_bounds__({})", threads.next_multiple_of(32))
        }
        (None, None) => String::new(),
    };
    writer.line("alignas(128) extern __shared__ unsigned char ks_memory[];");
    let arguments = arguments.join(",\n  ");
    writer.line(&format!(
        "extern \"C\" __global__ void{bounds} {symbol}(\n  {arguments}) {{"
    ));
    writer.indent += 1;
    writer.line("ks_after_before();");
    where_it_stands(unit, &mut writer, entry);
    if logs {
        let thread = position(BuiltIn::ThreadPositionInGrid);
        writer.line(&format!(
            "const ks_logger ks_log = {{ks_log_words, {thread}}};"
        ));
    }
    for line in lines {
        writer.line(&line);
    }
    for (local, offset) in places {
        let ty = writer.spell(writer.function.locals[local].ty);
        let name = writer.local(local).to_owned();
        writer.line(&format!("{ty}& {name} = *({ty}*)(ks_memory + {offset});"));
    }
    writer.body();
    writer.indent -= 1;
    writer.line("}");
    Ok(Kernel {
        text: writer.text,
        symbol,
        threadgroup_bytes,
    })
}

/// The kernel's arguments, and the variables that the function's other parameters become.
fn parameters(writer: &Writer<'_>, entry: &EntryPoint) -> (Vec<String>, Vec<String>) {
    let (mut arguments, mut lines) = (Vec::new(), Vec::new());
    let params = writer.function.params.iter().zip(&writer.params);
    for (binding, (param, name)) in entry.params.iter().zip(params) {
        let ty = writer.spell(param.ty);
        match binding {
            EntryParam::Buffer {
                access: BufferAccess::ReadWrite,
                ..
            } => arguments.push(format!("{ty} __restrict__ {name}")),
            EntryParam::Buffer { index, .. } => {
                arguments.push(format!("const {ty} __restrict__ ks_buffer{index}"));
                lines.push(format!("{ty} const {name} = ({ty})ks_buffer{index};"));
            }
            EntryParam::Threadgroup { index } => {
                arguments.push(format!("ks_u32 ks_offset{index}"));
                lines.push(format!(
                    "{ty} {name} = ({ty})(ks_memory + ks_offset{index});"
                ));
            }
            EntryParam::BuiltIn(built_in) => {
                lines.push(format!("const {ty} {name} = {};", position(*built_in)));
            }
        }
    }
    (arguments, lines)
}

/// Threads beyond the grid's edge vote, and end.
fn where_it_stands(unit: &Unit<'_>, writer: &mut Writer<'_>, entry: &EntryPoint) {
    let together = unit.together.is_function(entry.function);
    let index = match unit.matrices {
        true => "(threadIdx.x & ~31u) | ks_lane()",
        false => "threadIdx.x",
    };
    writer.line(&format!(
        "const ks_place ks_here = ks_find_place(ks_host, {index});"
    ));
    if together {
        writer.line(
            "const ks_u32 ks_mask = __ballot_sync(0xffffffffu, ks_here.index < ks_here.count);",
        );
        writer.mask = "ks_mask".to_owned();
    }
    writer.line("if (ks_here.index >= ks_here.count) return;");
}

/// A position or size, from `ks_here` and `ks_host`.
const fn position(built_in: BuiltIn) -> &'static str {
    match built_in {
        BuiltIn::ThreadPositionInGrid => {
            "{ks_here.group.x * ks_host.group[0] + ks_here.thread.x, \
             ks_here.group.y * ks_host.group[1] + ks_here.thread.y, \
             ks_here.group.z * ks_host.group[2] + ks_here.thread.z}"
        }
        BuiltIn::ThreadPositionInThreadgroup => "ks_here.thread",
        BuiltIn::ThreadgroupPositionInGrid => "ks_here.group",
        BuiltIn::ThreadsPerThreadgroup => "ks_here.size",
        BuiltIn::ThreadsPerGrid | BuiltIn::GridSize => {
            "{ks_host.grid[0], ks_host.grid[1], ks_host.grid[2]}"
        }
        BuiltIn::ThreadgroupsPerGrid => "{ks_host.groups[0], ks_host.groups[1], ks_host.groups[2]}",
        BuiltIn::GridOrigin => "{0, 0, 0}",
        BuiltIn::DispatchThreadsPerThreadgroup => {
            "{ks_host.group[0], ks_host.group[1], ks_host.group[2]}"
        }
        BuiltIn::ThreadIndexInThreadgroup => "ks_here.index",
        BuiltIn::ThreadIndexInSimdgroup => "ks_here.index % 32",
        BuiltIn::SimdgroupIndexInThreadgroup => "ks_here.index / 32",
        BuiltIn::SimdgroupsPerThreadgroup => "(ks_here.count + 31) / 32",
        BuiltIn::ThreadsPerSimdgroup | BuiltIn::ThreadExecutionWidth => "32",
        BuiltIn::DispatchSimdgroupsPerThreadgroup => {
            "(ks_host.group[0] * ks_host.group[1] * ks_host.group[2] + 31) / 32"
        }
        BuiltIn::ThreadIndexInQuadgroup => "ks_here.index % 4",
        BuiltIn::QuadgroupIndexInThreadgroup => "ks_here.index / 4",
        BuiltIn::QuadgroupsPerThreadgroup => "(ks_here.count + 3) / 4",
        BuiltIn::DispatchQuadgroupsPerThreadgroup => {
            "(ks_host.group[0] * ks_host.group[1] * ks_host.group[2] + 3) / 4"
        }
    }
}
