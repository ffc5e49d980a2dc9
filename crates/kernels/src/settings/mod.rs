//! What steers a kernel without changing its results: one order of places, and every value knows its own.
//!
//! ```text
//! a block (`scoped`)  >  the process (`configure_gemm`)  >  the environment  >  the tuning file  >  a rule
//! ```
//!
//! Not a knob of a search ([`crate::knob`]), whose values a record holds. Values are resolved at each call and
//! are a part of what is compiled, so a change takes effect at the next call, also after the first use.
//! What has a wrong form is an error that names where it stands; it is never passed by in silence.

mod environment;
mod ivf;
mod place;
mod qr;
mod resolve;
mod tile;
mod tuning;

pub use ivf::{IvfOverrides, IvfSettings, configure_ivf, ivf_config, scoped_ivf};
pub use place::{Place, Setting};
pub use qr::{DotMode, NoDotMode, QrOverrides, QrSettings, configure_qr, qr_config, scoped_qr};
pub use resolve::GemmSettings;
pub use tile::{NoTile, Tile};

use std::{
    cell::RefCell,
    sync::{Mutex, PoisonError},
};

use kernsmith_runtime::Device;

use crate::Error;

/// What a program asks of products of matrices. `None` leaves it as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GemmOverrides {
    /// One more column in each tile of threadgroup memory, so that columns lie in different banks.
    pub pad: Option<bool>,
    /// Tiles whose columns are whole simdgroups.
    pub align_execw: Option<bool>,
    /// Two tiles of each matrix: one is loaded while the other is multiplied.
    pub double_buffer: Option<bool>,
    /// Products of 16-bit matrices by simdgroup matrices.
    pub simdgroups: Option<bool>,
    /// Rows and columns that a threadgroup computes of `A V`.
    pub tile_av: Option<Tile>,
    /// Rows and columns that a threadgroup computes of `A^T B`.
    pub tile_atb: Option<Tile>,
}

impl GemmOverrides {
    /// These, and `below` where they say nothing.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        Self {
            pad: self.pad.or(below.pad),
            align_execw: self.align_execw.or(below.align_execw),
            double_buffer: self.double_buffer.or(below.double_buffer),
            simdgroups: self.simdgroups.or(below.simdgroups),
            tile_av: self.tile_av.or(below.tile_av),
            tile_atb: self.tile_atb.or(below.tile_atb),
        }
    }
}

static PROCESS: Mutex<GemmOverrides> = Mutex::new(GemmOverrides {
    pad: None,
    align_execw: None,
    double_buffer: None,
    simdgroups: None,
    tile_av: None,
    tile_atb: None,
});

thread_local! {
    static BLOCKS: RefCell<Vec<GemmOverrides>> = const { RefCell::new(Vec::new()) };
}

/// Sets what is `Some`, for the whole process.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, GemmOverrides, Place};
/// use kernsmith_runtime::Device;
///
/// settings::configure_gemm(GemmOverrides { pad: Some(true), ..Default::default() });
/// let config = settings::runtime_config(&Device::cpu())?;
/// assert_eq!((config.pad.value, config.pad.place), (true, Place::Process));
/// settings::reset_runtime_config();
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn configure_gemm(overrides: GemmOverrides) {
    let mut process = PROCESS.lock().unwrap_or_else(PoisonError::into_inner);
    *process = overrides.over(*process);
}

/// Takes back what [`configure_gemm`], [`configure_ivf`] and [`configure_qr`] set.
pub fn reset_runtime_config() {
    ivf::reset();
    qr::reset();
    *PROCESS.lock().unwrap_or_else(PoisonError::into_inner) = GemmOverrides::default();
}

/// Runs `work` with settings that hold for the calls of this thread in it, and not after it, also if it
/// panics.
///
/// # Examples
/// ```
/// use kernsmith_kernels::settings::{self, GemmOverrides, Place};
/// use kernsmith_runtime::Device;
///
/// let overrides = GemmOverrides { double_buffer: Some(true), ..Default::default() };
/// let inside = settings::scoped(overrides, || settings::runtime_config(&Device::cpu()))?;
/// assert_eq!(inside.double_buffer.place, Place::Block);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn scoped<R>(overrides: GemmOverrides, work: impl FnOnce() -> R) -> R {
    /// Leaves the block, whatever happens in it.
    struct Block;
    impl Drop for Block {
        fn drop(&mut self) {
            BLOCKS.with_borrow_mut(|blocks| blocks.pop());
        }
    }
    BLOCKS.with_borrow_mut(|blocks| blocks.push(overrides));
    let _block = Block;
    work()
}

/// All settings as they hold for a device now, each with its place.
///
/// # Errors
/// [`Error::Setting`] for a variable or a tuning file of a wrong form.
pub fn runtime_config(device: &Device) -> Result<GemmSettings, Error> {
    let block = BLOCKS.with_borrow(|blocks| {
        let inner_first = blocks.iter().rev();
        inner_first.fold(GemmOverrides::default(), |all, outer| all.over(*outer))
    });
    let process = *PROCESS.lock().unwrap_or_else(PoisonError::into_inner);
    let file = tuning::of(device, &environment::variable)?;
    resolve::gemm([block, process], &environment::variable, &file, device)
}
