//! A launch file's kernel on a device: compiled, launched, read.

use std::{sync::Arc, time::Duration};

use kernsmith_msl::{diagnostic::Diagnostics, source::SourceMap};
use kernsmith_runtime::{Device, Findings, Logged, Stream, Tensor};

use crate::{
    array::Array,
    error::Error,
    exit::Exit,
    launch::{Bound, Heard, LaunchFile, messages},
    report::Report,
};

/// A kernel with its inputs on a device, ready to launch.
pub(crate) struct Ready<'a> {
    file: &'a LaunchFile,
    device: Device,
    bound: Bound,
    stream: Stream,
    heard: Heard,
}

/// What a launch left.
pub(crate) struct Outcome {
    /// The outputs, in the kernel's order.
    pub(crate) arrays: Vec<Array>,
    findings: Option<Arc<Findings>>,
    /// What it logged.
    pub(crate) logged: Vec<Logged>,
}

impl<'a> Ready<'a> {
    /// Puts the inputs on the device.
    pub(crate) fn new(file: &'a LaunchFile, device: &Device) -> Result<Self, Error> {
        let heard = Heard::default();
        Ok(Self {
            file,
            device: device.clone(),
            bound: file.bind(device, &heard)?,
            heard,
            stream: device.default_stream()?,
        })
    }

    /// The text that is compiled.
    pub(crate) fn source(&self) -> Result<String, Error> {
        Ok(self.bound.source(&self.device)?)
    }

    /// Compiles, and reports what the compiler warns of.
    pub(crate) fn compile(&self, report: &mut Report<'_>) -> Result<(), Error> {
        report.set("kernel", &self.file.kernel.name);
        report.set("device", self.device.name());
        let (warnings, sources) = self.warnings()?;
        report.diagnostics("warnings", &warnings, &sources);
        Ok(())
    }

    /// Compiles; what the compiler warns of.
    pub(crate) fn warnings(&self) -> Result<(Diagnostics, SourceMap), Error> {
        Ok(self.bound.warnings(&self.device)?)
    }

    /// Launches once and waits.
    pub(crate) fn run(&self) -> Result<Outcome, Error> {
        self.read(&self.bound.launch(&self.stream, 1)?.outputs)
    }

    /// Launches so many times and waits; how long each took, and what the last one left.
    pub(crate) fn repeat(&self, times: u32) -> Result<(Vec<Duration>, Outcome), Error> {
        let launched = self.bound.launch(&self.stream, times)?;
        let outcome = self.read(&launched.outputs)?;
        Ok((launched.event.durations()?.to_vec(), outcome))
    }

    fn read(&self, outputs: &[Tensor]) -> Result<Outcome, Error> {
        let mut outcome = Outcome {
            arrays: Vec::new(),
            findings: None,
            logged: Vec::new(),
        };
        for tensor in outputs {
            let (bytes, findings) = tensor.to_bytes_and_findings()?;
            let (dtype, shape) = (tensor.dtype(), tensor.shape().to_vec());
            outcome.arrays.push(Array {
                dtype,
                shape,
                bytes,
            });
            outcome.findings = outcome.findings.or(findings);
        }
        outcome.logged = self.heard.take();
        Ok(outcome)
    }
}

impl Outcome {
    /// What the device `check` found, if that is where it ran and there is something.
    pub(crate) fn findings(&self) -> Option<(Diagnostics, SourceMap)> {
        let found = self.findings.as_ref()?;
        Some((found.diagnostics(), found.sources.clone()))
    }

    /// Reports what the kernel logged.
    pub(crate) fn tell_log(&self, report: &mut Report<'_>) {
        for logged in &self.logged {
            report.note(logged.to_string());
        }
        report.set("log", messages(&self.logged));
        report.set(
            "log_lost",
            self.logged.iter().map(|logged| logged.lost).sum::<u64>(),
        );
    }

    /// Reports what the device `check` found, if that is where it ran.
    pub(crate) fn tell_findings(&self, report: &mut Report<'_>) -> Exit {
        let Some((found, sources)) = self.findings() else {
            report.set("findings", [(); 0]);
            return Exit::Fine;
        };
        report.diagnostics("findings", &found, &sources);
        Exit::Findings
    }
}
