//! Metal compute kernels, compiled, checked, tuned and run anywhere.
//!
//! A kernel is the body of a Metal compute function, as for MLX's `mx.fast.metal_kernel`. It is compiled
//! here, with nothing installed, and runs on the processor (`cpu`) or on the reference interpreter
//! (`check`), which says what is wrong with it.
//!
//! ```
//! use kernsmith::{DType, Device, Kernel, Launch, Tensor};
//!
//! let exp1d = Kernel::builder("exp1d")
//!     .inputs(["a"])
//!     .outputs(["out"])
//!     .source("
//!         uint elem = thread_position_in_grid.x;
//!         T tmp = a[elem];
//!         out[elem] = metal::exp(tmp);
//!     ")
//!     .build()?;
//!
//! let device = Device::cpu();
//! let a = Tensor::from_slice(&device, &[0.0f32, 1.0, 2.0, 3.0], [2, 2])?;
//! let launch = Launch::new()
//!     .inputs([&a])
//!     .template("T", DType::F32)
//!     .grid([4, 1, 1]) // threads, not threadgroups
//!     .threadgroup([256, 1, 1])
//!     .output([2, 2], DType::F32);
//! let outputs = exp1d.call(&device.default_stream()?, &launch)?; // returns at once
//! let exp = outputs[0].to_vec::<f32>()?; // waits
//! assert!((exp[3] - 3f32.exp()).abs() < 1e-5);
//! # Ok::<(), kernsmith::Error>(())
//! ```
//!
//! What is wrong with the text is said at its own lines:
//!
//! ```
//! use kernsmith::{DType, Device, Kernel, Launch};
//!
//! let kernel = Kernel::builder("typo")
//!     .outputs(["out"])
//!     .source("out[thread_position_in_grid.x] = sqroot(2.0f);")
//!     .source_file("typo.metal", 7)
//!     .build()?;
//! let launch = Launch::new()
//!     .output([1], DType::F32)
//!     .grid([1, 1, 1])
//!     .threadgroup([1, 1, 1]);
//! let error = kernel.call(&Device::cpu().default_stream()?, &launch).unwrap_err();
//! let text = error.to_string();
//! assert!(text.contains("typo.metal:7:34") && text.contains("`sqroot`"), "{text}");
//! # Ok::<(), kernsmith::Error>(())
//! ```
//!
//! And what is wrong with a launch, by running it on the device `check`:
//!
//! ```
//! use kernsmith::{DType, Device, Error, Kernel, Launch, Tensor};
//!
//! let kernel = Kernel::builder("next")
//!     .inputs(["a"])
//!     .outputs(["out"])
//!     .source("uint i = thread_position_in_grid.x; out[i] = a[i + 1];")
//!     .build()?;
//! let device = Device::check();
//! let a = Tensor::from_slice(&device, &[1.0f32; 10], [10])?;
//! let launch = Launch::new()
//!     .inputs([&a])
//!     .output([10], DType::F32)
//!     .grid([10, 1, 1])
//!     .threadgroup([10, 1, 1]);
//! let outputs = kernel.call(&device.default_stream()?, &launch)?;
//! let Err(Error::Findings(findings)) = outputs[0].to_vec::<f32>() else { panic!() };
//! assert_eq!(findings.list[0].name, "out-of-bounds");
//! assert_eq!(findings.list[0].thread, [9, 0, 0]);
//! # Ok::<(), kernsmith::Error>(())
//! ```
#![forbid(unsafe_code)]

pub use kernsmith_discover as discover;
pub use kernsmith_kernels as kernels;
pub use kernsmith_linalg as linalg;
pub use kernsmith_msl as msl;
pub use kernsmith_runtime::{
    CacheStats, Call, CodeCache, CompileError, Completed, Complex32, Complex64, ConstantKey,
    ConstantValue, Constants, CopyBandwidth, CudaFailure, CudaRefused, CudaReport, CudaUnavailable,
    DType, Device, DeviceInfo, DeviceKind, Element, Error, Event, Finding, Findings, FoundLibrary,
    Function, FunctionConstant, Graph, Input, Kernel, KernelBuilder, Launch, Launched, Library,
    LibraryBuilder, Limits, MathMode, MemoryUse, NoProduct, Number, Parameter, ParameterMemory,
    Product, ProductLibrary, Stream, TemplateValue, Tensor, Unsupported,
};
pub use kernsmith_search as search;

/// The Rust in the README compiles and runs.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;
