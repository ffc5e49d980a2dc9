//! `kernsmith cache`: compiled code that is kept on disk.

use kernsmith_runtime::{CacheStats, CodeCache};
use serde_json::json;

use crate::{error::Error, exit::Exit, printer::Printer};

/// Look at the compiled code that is kept on disk, or remove it
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith cache stats
  kernsmith cache prune --mib 100
  KERNSMITH_CACHE_DIR=build/code kernsmith cache clear")]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Say how much there is
    Stats,
    /// Remove what was not used for longest
    Prune {
        /// How many MiB may stay
        #[arg(long, value_name = "MIB", default_value_t = 256)]
        mib: u64,
    },
    /// Remove all of it
    Clear,
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let cache = CodeCache::of_environment();
    let cache = cache.ok_or(Error::Usage("`KERNSMITH_CACHE_DIR`, or a home folder"))?;
    let removed = match args.action {
        Action::Stats => None,
        Action::Prune { mib } => Some(cache.prune(mib.saturating_mul(1 << 20))),
        Action::Clear => Some(cache.clear()),
    };
    let left = cache.stats();
    if let Some(removed) = removed {
        printer.line(format!("removed {}", said(removed)));
    }
    printer.line(format!(
        "`{}` holds {}",
        cache.folder().display(),
        said(left)
    ));
    printer.json(&json!({
        "folder": cache.folder(),
        "entries": left.entries,
        "bytes": left.bytes,
        "removed_entries": removed.map(|removed| removed.entries),
        "removed_bytes": removed.map(|removed| removed.bytes),
    }));
    Ok(Exit::Fine)
}

fn said(stats: CacheStats) -> String {
    let files = if stats.entries == 1 { "file" } else { "files" };
    format!(
        "{} {files} of compiled code, {} bytes",
        stats.entries, stats.bytes
    )
}
