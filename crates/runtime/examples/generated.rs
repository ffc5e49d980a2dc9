//! Compares the device `cpu` with the checker on generated kernels: `cargo xtask generated`.
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

use kernsmith_runtime::Device;
use kernsmith_testkit::device::compare_generated;

fn main() -> Result<(), String> {
    let (mut count, mut first) = (3000, 0);
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let target = match arg.as_str() {
            "--count" => &mut count,
            "--seed" => &mut first,
            other => return Err(format!("expected `--count` or `--seed`, found `{other}`")),
        };
        let value = args
            .next()
            .ok_or_else(|| format!("expected a value after `{arg}`"))?;
        *target = value
            .parse::<u64>()
            .map_err(|_| format!("expected a number after `{arg}`, found `{value}`"))?;
    }
    compare_generated(first..first.saturating_add(count), &Device::cpu())?;
    println!("{count} generated kernels from seed {first}: the cpu agrees with the checker");
    Ok(())
}
