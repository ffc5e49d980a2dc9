//! The two forms of a kernel, run side by side.

use kernsmith_runtime::Device;
use serde_json::json;

use super::Launches;
use crate::{
    array::{Array, decode},
    error::Error,
    exit::Exit,
    launch::Ready,
    report::Report,
};

/// Elements that differ, of which so many are shown.
const SHOWN: usize = 3;

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
            let Some(differing) = differing(&results[0][*old], &results[1][new]) else {
                continue;
            };
            let (name, device) = (&output.name, device.name());
            report.note(format!(
                "error: the two forms differ in `{name}` on `{device}`: {differing}"
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

/// Which elements differ in their bits, and how; `None` where none does.
fn differing(given: &Array, ported: &Array) -> Option<String> {
    if given.bytes == ported.bytes {
        return None;
    }
    let size = given.dtype.size_bytes();
    let pairs = given.bytes.chunks(size).zip(ported.bytes.chunks(size));
    let pairs = pairs.enumerate().filter(|(_, (old, new))| old != new);
    let places: Vec<_> = pairs.collect();
    let shown = places.iter().take(SHOWN).map(|(at, (old, new))| {
        let [old, new] = [old, new].map(|bytes| decode(given.dtype, bytes));
        format!("element {at} is {old} as given and {new} in its new form")
    });
    let shown: Vec<String> = shown.collect();
    Some(format!(
        "{}; {} of {} elements differ",
        shown.join(", "),
        places.len(),
        given.len_elems()
    ))
}

#[cfg(test)]
mod tests {
    use kernsmith_runtime::DType;

    use super::*;

    #[test]
    fn a_difference_names_the_elements() {
        let floats = |values: &[f32]| Array {
            dtype: DType::F32,
            shape: vec![values.len()],
            bytes: values.iter().flat_map(|v| v.to_ne_bytes()).collect(),
        };
        let given = floats(&[1.0, 2.0, 0.0, 4.0, 5.0, f32::NAN]);
        assert_eq!(differing(&given, &given), None);
        let found = differing(&given, &floats(&[1.0, 2.5, -0.0, 4.0, 6.0, 7.0]));
        assert_eq!(
            found.as_deref(),
            Some(
                "element 1 is 2.0 as given and 2.5 in its new form, element 2 is 0.0 as given and -0.0 \
                 in its new form, element 4 is 5.0 as given and 6.0 in its new form; 4 of 6 elements differ"
            )
        );
    }
}
