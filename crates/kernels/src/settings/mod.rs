//! What steers a kernel without changing its results: one order of places, and every value knows its own.
//!
//! ```text
//! a block (`scoped`)  >  the process (`configure_gemm`)  >  the environment  >  the tuning file
//! >  what is built in  >  a rule
//! ```
//!
//! Not a knob of a search ([`crate::knob`]), whose values a record holds. Values are resolved at each call and
//! are a part of what is compiled, so a change takes effect at the next call, also after the first use.
//! What has a wrong form is an error that names where it stands; it is never passed by in silence.

mod config;
mod environment;
mod gemm;
mod ivf;
mod layers;
mod model;
mod place;
mod qr;
mod rates;
mod resolve;
mod svd;
mod tile;
mod tuning;
mod winner;

pub use config::{Knob, RuntimeConfig, get_runtime_config};
pub use gemm::{GemmOverrides, GemmSettings, configure_gemm, gemm_config, scoped};
pub use ivf::{IvfOverrides, IvfSettings, configure_ivf, ivf_config, scoped_ivf};
pub use model::{ModelOverrides, ModelSettings, configure_model, model_config, scoped_model};
pub use place::{Place, Setting};
pub use qr::{DotMode, NoDotMode, QrOverrides, QrSettings, configure_qr, qr_config, scoped_qr};
pub use rates::{Rates, device_rates};
pub use svd::{SvdOverrides, SvdSettings, configure_svd, scoped_svd, svd_config};
pub use tile::{NoTile, Tile};
pub use tuning::SCHEMA;
pub use winner::{Bucket, NoWinner, Winner, Winners};

/// Takes back what [`configure_gemm`], [`configure_qr`], [`configure_svd`], [`configure_ivf`] and [`configure_model`] set.
pub fn reset_runtime_config() {
    gemm::reset();
    ivf::reset();
    model::reset();
    qr::reset();
    svd::reset();
}
