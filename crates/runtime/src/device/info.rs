//! What is known about a device.

use super::Limits;
use crate::{
    backend::{cpu::instruction_set, cuda::Context},
    buffer::host_memory_bytes,
};
use std::fs;

/// Facts about a device, for people and for the keys of what was measured on it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeviceInfo {
    /// As [`Device::name`](super::Device::name) has it.
    pub name: &'static str,
    /// The processor or GPU as its maker calls it; the architecture where that is not to be had.
    pub model: String,
    /// Threads that kernels run on; of a GPU, all that can be resident at once.
    pub threads: usize,
    /// The vector instructions that kernels run on; of a GPU its architecture, such as `sm_90`.
    pub instruction_set: String,
    /// The memory that buffers are in, where its size is known.
    pub memory_bytes: Option<u64>,
    /// What a launch may ask for.
    pub limits: Limits,
    /// Tells devices apart that run a kernel at different speeds: name, architecture, instruction
    /// set, threads and model, such as `cpu/x86_64/avx512/2/intel-xeon-processor-2-50ghz`.
    pub fingerprint: String,
}

impl DeviceInfo {
    pub(super) fn new(name: &'static str, threads: usize, limits: Limits) -> Self {
        let model = processor_model();
        let instruction_set = instruction_set();
        let arch = std::env::consts::ARCH;
        let slug = slug(&model);
        Self {
            name,
            threads,
            instruction_set: instruction_set.to_owned(),
            memory_bytes: host_memory_bytes(),
            limits,
            fingerprint: format!("{name}/{arch}/{instruction_set}/{threads}/{slug}"),
            model,
        }
    }

    pub(super) fn of_cuda(context: &Context, limits: Limits) -> Self {
        let facts = context.facts();
        let instruction_set = format!("sm_{}", facts.architecture);
        let (model, processors) = (facts.model.clone(), facts.multiprocessors);
        Self {
            name: context.name(),
            threads: processors * facts.threads_per_multiprocessor,
            memory_bytes: Some(facts.memory_bytes as u64),
            limits,
            // Not the index: equal devices are as fast.
            fingerprint: format!("cuda/{instruction_set}/{processors}/{}", slug(&model)),
            instruction_set,
            model,
        }
    }
}

fn processor_model() -> String {
    let text = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = text.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        let value = value.trim();
        (key.trim() == "model name" && !value.is_empty()).then(|| value.to_owned())
    });
    model.unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

/// Lower case letters and digits, everything between as one hyphen.
fn slug(text: &str) -> String {
    let text = text.replace("(R)", " ").replace("(TM)", " ");
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-").to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn a_model_becomes_a_plain_word() {
        assert_eq!(
            slug("Intel(R) Xeon(R) Processor @ 2.50GHz"),
            "intel-xeon-processor-2-50ghz"
        );
        assert_eq!(slug(""), "");
    }
}
