//! `kernsmith config`: what steers kernels on a device, and where each value comes from.

use kernsmith_kernels::settings::{Knob, get_runtime_config};
use serde_json::{Map, Value, json};

use crate::{error::Error, exit::Exit, printer::Printer, settings::Settings};

/// Print the settings of kernels as they hold for a device, and where each comes from
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith config
  KERNSMITH_GEMM_PAD=1 kernsmith config --device cuda --json")]
pub(crate) struct Args {
    /// Whose settings
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
}

pub(crate) fn run(args: &Args, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    let device = super::device(args.device.as_deref(), settings)?;
    let config = get_runtime_config(&device)?;
    printer.line(config.to_string());
    let members = config.knobs().iter().map(member);
    printer.json(&json!({
        "device": device.name(),
        "settings": members.collect::<Map<String, Value>>(),
    }));
    Ok(Exit::Fine)
}

fn member(knob: &Knob) -> (String, Value) {
    let value = json!({
        "value": knob.value,
        "from": knob.place.to_string(),
        "variables": knob.variables,
    });
    (knob.name.to_owned(), value)
}
