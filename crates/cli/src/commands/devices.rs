//! `kernsmith devices`: what kernels can run on here. Why others are missing, `doctor` says.

use kernsmith_runtime::{Device, DeviceInfo};
use serde_json::json;

use crate::{error::Error, exit::Exit, printer::Printer};

/// How much memory is copied to measure bandwidth: more than caches hold, and done in a second.
const COPY_BYTES: usize = 256 << 20;

/// List the devices that kernels can run on
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith devices
  kernsmith devices --bandwidth --json")]
pub(crate) struct Args {
    /// Measure how fast each device copies memory
    #[arg(long)]
    bandwidth: bool,
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let mut listed = Vec::new();
    for device in Device::all() {
        let copy_gb_per_s = match args.bandwidth {
            true => Some(device.copy_bandwidth(COPY_BYTES)?.gb_per_s()),
            false => None,
        };
        let info = device.info();
        printer.line(render(&info, copy_gb_per_s));
        listed.push(json!({
            "name": info.name,
            "model": info.model,
            "threads": info.threads,
            "instruction_set": info.instruction_set,
            "max_threads_per_threadgroup": info.limits.max_threads_per_threadgroup,
            "threadgroup_memory_bytes": info.limits.threadgroup_memory_bytes,
            "fingerprint": info.fingerprint,
            "copy_gb_per_s": copy_gb_per_s,
        }));
    }
    printer.json(&json!({ "devices": listed }));
    Ok(Exit::Fine)
}

fn render(info: &DeviceInfo, copy_gb_per_s: Option<f64>) -> String {
    let what = match info.name {
        "check" => "the reference interpreter: slow, and says what is wrong with a kernel",
        "cpu" => "the fast executor",
        _ => "an NVIDIA GPU",
    };
    let mut text = format!(
        "{}: {what}\n  {}, {} threads, {}\n  up to {} threads and {} bytes of threadgroup memory in a threadgroup",
        info.name,
        info.model,
        info.threads,
        info.instruction_set,
        info.limits.max_threads_per_threadgroup,
        info.limits.threadgroup_memory_bytes,
    );
    if let Some(rate) = copy_gb_per_s {
        text.push_str(&format!(
            "\n  copies {rate:.1} GB/s (read and written together)"
        ));
    }
    text
}
