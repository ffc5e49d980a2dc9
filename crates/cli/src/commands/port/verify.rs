//! The two forms of a kernel, run side by side.

use kernsmith_runtime::Device;
use serde_json::json;

use super::Launches;
use crate::{commands::launched::Ready, error::Error, exit::Exit, report::Report};

/// Runs both on the devices `check` and `cpu`: nothing may be found, and each bit has to agree.
pub(super) fn verify(launches: &Launches, report: &mut Report<'_>) -> Result<Exit, Error> {
    let (given, ported) = (&launches.given, &launches.ported);
    for device in [Device::check(), Device::cpu()] {
        let mut results = Vec::new();
        for (form, file) in [("as given", given), ("in its new form", ported)] {
            let outcome = Ready::new(file, &device)?.run()?;
            if outcome.tell_findings(report) != Exit::Fine {
                report.note(format!(
                    "error: the kernel {form} has findings on `{}`",
                    device.name()
                ));
                report.set("verified", false);
                return Ok(Exit::Findings);
            }
            results.push(outcome.arrays);
        }
        let places = launches.outputs.iter().zip(&ported.outputs).enumerate();
        for (new, (old, output)) in places {
            if results[0][*old].bytes == results[1][new].bytes {
                continue;
            }
            let (name, device) = (&output.name, device.name());
            report.note(format!(
                "error: the two forms differ in `{name}` on `{device}`"
            ));
            report.set("verified", false);
            return Ok(Exit::Findings);
        }
    }
    let elements = ported.outputs.iter();
    let elements: usize = elements
        .map(|output| output.shape.iter().product::<usize>())
        .sum();
    report.line(format!(
        "// verified: both forms give the same {elements} elements on `check` and `cpu`"
    ));
    report.set(
        "verified",
        json!({ "devices": ["check", "cpu"], "elements": elements }),
    );
    Ok(Exit::Fine)
}
