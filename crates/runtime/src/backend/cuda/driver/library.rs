//! Shared libraries that are loaded when they are first asked for.
//!
//! Not a table of functions: those are in [`driver`](super), [`nvrtc`](super::super::nvrtc) and
//! [`blas`](super::super::blas), each filled at once, so that no call finds a symbol missing later. A library stays loaded to the end of
//! the process: its functions are called from many threads, and it may have threads of its own.

use std::{ffi::OsStr, mem::ManuallyDrop};

/// A library that is never unloaded.
pub(crate) struct Library(ManuallyDrop<Inner>);

#[cfg(unix)]
type Inner = libloading::os::unix::Library;
#[cfg(windows)]
type Inner = libloading::os::windows::Library;

impl Library {
    /// Loads a library by its name in the loader's path, or by its own path. Libraries that it needs
    /// find it by its name from then on.
    pub(crate) fn open(name: impl AsRef<OsStr>) -> Option<Self> {
        // SAFETY: the libraries that are asked for are the NVIDIA driver, NVRTC and cuBLASLt, whose
        // initialization does nothing that other code relies on not happening.
        let library = unsafe { open(name.as_ref()) };
        library.map(|library| Self(ManuallyDrop::new(library)))
    }

    /// The function of this name.
    ///
    /// # Safety
    /// `F` must be the type of a pointer to that function.
    pub(crate) unsafe fn function<F: Copy>(&self, name: &str) -> Option<F> {
        // SAFETY: the caller says what the symbol's type is.
        let symbol = unsafe { self.0.get::<F>(name) };
        symbol.ok().map(|symbol| *symbol)
    }
}

#[cfg(unix)]
unsafe fn open(name: &OsStr) -> Option<Inner> {
    use libloading::os::unix::{RTLD_GLOBAL, RTLD_NOW};
    // SAFETY: as the caller says.
    unsafe { Inner::open(Some(name), RTLD_NOW | RTLD_GLOBAL).ok() }
}

#[cfg(windows)]
unsafe fn open(name: &OsStr) -> Option<Inner> {
    // SAFETY: as the caller says.
    unsafe { Inner::new(name).ok() }
}

/// Declares a struct of function pointers and how it is filled from a library. `load` gives the name
/// of the first function that is missing.
macro_rules! functions {
    (
        $(#[$doc:meta])*
        struct $table:ident;
        $(fn $name:ident($($ty:ty),*) $(-> $result:ty)?;)*
    ) => {
        $(#[$doc])*
        #[expect(non_snake_case, reason = "functions are called as the library calls them")]
        pub(crate) struct $table {
            $(pub(crate) $name: unsafe extern "system" fn($($ty),*) $(-> $result)?,)*
        }

        impl $table {
            pub(crate) fn load(
                library: &$crate::backend::cuda::driver::library::Library,
            ) -> Result<Self, &'static str> {
                Ok(Self {
                    $($name: {
                        // SAFETY: the type is that of the library's header.
                        let function = unsafe { library.function(stringify!($name)) };
                        function.ok_or(stringify!($name))?
                    },)*
                })
            }
        }
    };
}
pub(crate) use functions;
