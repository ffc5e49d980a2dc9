//! `kernsmith doctor`: what there is on this machine, and why the rest is not.

use std::fmt::Display;

use kernsmith_runtime::{CodeCache, CudaReport, Device, DeviceInfo, FoundLibrary};
use serde_json::{Value, json};

use crate::{error::Error, exit::Exit, printer::Printer};

/// Say what kernels can run on here, and what is missing for the rest
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith doctor
  KERNSMITH_NVRTC=/opt/cuda/lib64 kernsmith doctor")]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let host = Device::cpu().info();
    let cuda = Device::cuda_report();
    let cache = CodeCache::of_environment();
    printer.line(format!(
        "cpu, check: {}, {} threads, {}",
        host.model, host.threads, host.instruction_set
    ));
    for line in cuda_lines(&cuda) {
        printer.line(line);
    }
    printer.line(match &cache {
        Some(cache) => format!("compiled code is kept in `{}`", cache.folder().display()),
        None => "compiled code is not kept: there is no home folder".to_owned(),
    });
    printer.json(&json!({
        "cpu": { "model": host.model, "threads": host.threads, "instruction_set": host.instruction_set },
        "cuda": {
            "driver": or_reason(cuda.driver.as_ref().map(|version| json!(version))),
            "nvrtc": or_reason(cuda.nvrtc.as_ref().map(library)),
            "cublaslt": or_reason(cuda.products.as_ref().map(library)),
            "devices": cuda.devices.iter().map(|device| {
                or_reason(device.as_ref().map(|info| json!({ "name": info.name, "model": info.model })))
            }).collect::<Vec<_>>(),
        },
        "cache": cache.map(|cache| cache.folder().to_owned()),
    }));
    Ok(Exit::Fine)
}

fn library(found: &FoundLibrary) -> Value {
    json!({ "version": found.version, "path": found.path })
}

fn or_reason(found: Result<Value, &impl Display>) -> Value {
    found.unwrap_or_else(|reason| json!({ "missing": reason.to_string() }))
}

fn cuda_lines(report: &CudaReport) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(match &report.driver {
        Ok(version) => format!("cuda: the driver is of CUDA {version}"),
        Err(reason) => format!("cuda: {}", said(reason)),
    });
    lines.push(match &report.nvrtc {
        Ok(found) => format!("  NVRTC {} in `{}`", found.version, found.path.display()),
        Err(reason) => format!("  {}", said(reason)),
    });
    // A library that kernels stand in for is not missed where nothing of CUDA is.
    if report.driver.is_ok() || report.products.is_ok() {
        lines.push(match &report.products {
            Ok(found) => format!("  cuBLASLt {} in `{}`", found.version, found.path.display()),
            Err(reason) => format!(
                "  {}; products of matrices are made by kernels",
                said(reason)
            ),
        });
    }
    lines.extend(report.devices.iter().map(|device| match device {
        Ok(info) => device_line(info),
        Err(reason) => format!("  {}", said(reason)),
    }));
    lines
}

fn device_line(info: &DeviceInfo) -> String {
    let gib = info.memory_bytes.unwrap_or(0) >> 30;
    format!(
        "  {}: {}, {}, {gib} GiB",
        info.name, info.model, info.instruction_set
    )
}

/// A help gets its own line, as in errors.
fn said(reason: &impl Display) -> String {
    reason.to_string().replace("; help: ", "\n  help: ")
}
