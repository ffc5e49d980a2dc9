//! Instruction sets that the lane loops are built for.
//!
//! The loops are plain Rust, written once and generic over [`Isa`]; each is compiled into a
//! function with that set's target features, so that the compiler vectorizes it for the set. The
//! set is chosen once, by what the machine has. Builds with debug assertions, which vectorize
//! little, have the baseline only, and take a third of the time to build.

use super::{
    code::Inst,
    frame::{Flow, Frame},
    vector::{self, Vector},
};

/// One instruction, executed. Its registers are those of the frame's code, and the machine has
/// the instruction set that it was built for.
pub(super) type Handler = unsafe fn(&mut Frame, &Inst) -> Flow;

/// What an instruction does, for any set.
pub(super) trait Body {
    /// Executes it.
    fn run<I: Isa>(frame: &mut Frame, inst: &Inst) -> Flow;
}

/// A set of instructions.
pub(super) trait Isa: 'static {
    /// Whether a fused multiply-add is one instruction.
    const FMA: bool;

    /// Its vectors.
    type Floats: Vector;

    /// `B` compiled for this set.
    fn handler<B: Body>() -> Handler;
}

macro_rules! isa {
    ($(#[$doc:meta])* $name:ident, vectors: $vectors:ident, fma: $fma:literal $(, features: $features:literal)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub(super) struct $name;

        impl Isa for $name {
            const FMA: bool = $fma;
            type Floats = vector::$vectors;

            fn handler<B: Body>() -> Handler {
                $(#[target_feature(enable = $features)])?
                unsafe fn enter<B: Body>(frame: &mut Frame, inst: &Inst) -> Flow {
                    B::run::<$name>(frame, inst)
                }
                enter::<B>
            }
        }
    };
}

isa!(
    /// What every machine of the target has.
    Baseline,
    vectors: BaselineVector,
    fma: false
);
#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
isa!(
    /// 256-bit vectors.
    Avx2,
    vectors: Avx,
    fma: true,
    features: "avx2,fma,f16c,bmi1,bmi2,lzcnt,popcnt"
);
#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
isa!(
    /// 512-bit vectors.
    Avx512,
    vectors: Avx512f,
    fma: true,
    features: "avx512f,avx512bw,avx512dq,avx512vl,avx512cd,avx2,fma,f16c,bmi1,bmi2,lzcnt,popcnt"
);

/// The sets by name, worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// [`Baseline`].
    Baseline,
    /// [`Avx2`].
    #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
    Avx2,
    /// [`Avx512`].
    #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
    Avx512,
}

impl Chosen {
    /// The best that this machine has.
    pub(super) fn detect() -> Self {
        #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
        {
            let avx2 = is_x86_feature_detected!("avx2")
                && is_x86_feature_detected!("fma")
                && is_x86_feature_detected!("f16c")
                && is_x86_feature_detected!("bmi1")
                && is_x86_feature_detected!("bmi2")
                && is_x86_feature_detected!("lzcnt")
                && is_x86_feature_detected!("popcnt");
            if avx2
                && is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512bw")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512cd")
            {
                return Self::Avx512;
            }
            if avx2 {
                return Self::Avx2;
            }
        }
        Self::Baseline
    }

    /// What it is called.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Baseline if cfg!(target_arch = "aarch64") => "neon",
            Self::Baseline if cfg!(target_arch = "x86_64") => "sse2",
            Self::Baseline => "baseline",
            #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
            Self::Avx2 => "avx2",
            #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
            Self::Avx512 => "avx512",
        }
    }

    /// `B` compiled for the set.
    pub(super) fn handler<B: Body>(self) -> Handler {
        match self {
            Self::Baseline => Baseline::handler::<B>(),
            #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
            Self::Avx2 => Avx2::handler::<B>(),
            #[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
            Self::Avx512 => Avx512::handler::<B>(),
        }
    }
}
