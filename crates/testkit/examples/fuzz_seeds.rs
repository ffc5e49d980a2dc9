//! Writes the seeds of the fuzz targets into a folder: `fuzz_seeds FOLDER`.

use kernsmith_testkit::fuzz::seeds;
use std::{env, fs, io, path::PathBuf};

fn main() -> io::Result<()> {
    let folder = env::args_os().nth(1).map(PathBuf::from);
    let folder = folder.ok_or_else(|| io::Error::other("expected a folder to write to"))?;
    fs::create_dir_all(&folder)?;
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../msl/tests/corpus");
    for (number, text) in seeds(corpus).into_iter().enumerate() {
        fs::write(folder.join(format!("{number:04}.metal")), text)?;
    }
    Ok(())
}
