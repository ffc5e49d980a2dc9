//! Who computes a product: our kernels, or the library of the device; and why.
//!
//! Not a measurement: what was measured stands in the tuning file (`kernsmith tune`), by the bucket of the shape
//! ([`Bucket`]). The order, each only where those before say nothing:
//!
//! ```text
//! 1. the library is forbidden           -> kernels
//! 2. a program or a variable sets tiles  -> kernels, since a library has none
//! 3. the library does not make just this -> kernels
//! 4. a setting asks for the library      -> library
//! 5. the tuning file has a winner        -> what won
//! 6. otherwise                           -> library
//! ```

use std::fmt;

use kernsmith_runtime::{DType, Device, Tensor};

use super::{
    call::{GemmCall, Sizes},
    library,
};
use crate::{
    Error,
    plan::begins_whole,
    settings::{Bucket, GemmSettings, Place, Setting, Tile, Winner},
};

/// Who computes a product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Maker {
    /// `gemm.metal` or `gemm_simdgroup.metal`.
    Kernels,
    /// The device's library: [`Device::product_library`].
    Library,
}

impl fmt::Display for Maker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Kernels => "kernels",
            Self::Library => "library",
        })
    }
}

/// What could compute a product, and what keeps it from that, if anything does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub maker: Maker,
    /// What it is, such as `cuBLASLt 12.4` or `kernels, 64x64, 16 steps of k, 8x8 each thread`.
    pub name: String,
    /// Why it cannot.
    pub obstacle: Option<String>,
}

impl fmt::Display for Candidate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.obstacle {
            None => f.write_str(&self.name),
            Some(obstacle) => write!(f, "{}: no, {obstacle}", self.name),
        }
    }
}

/// What decides who computes.
pub(super) struct Question<'a> {
    pub(super) settings: &'a GemmSettings,
    pub(super) tile: &'a Setting<Tile>,
    pub(super) winner: Option<&'a Setting<Winner>>,
}

impl Question<'_> {
    /// Who computes, and who could; kernels as they are called.
    pub(super) fn ask(
        &self,
        device: &Device,
        matrices: [&Tensor; 2],
        (call, kernels): (&GemmCall<'_>, String),
    ) -> Result<(Setting<Maker>, Vec<Candidate>), Error> {
        let is_double = matrices[0].dtype() == DType::F64;
        let library = &self.settings.library;
        let obstacle = match library.value {
            true => library::obstacle(device, matrices, call)?,
            false => Some(format!("libraries are not asked: {}", library.place)),
        };
        let by = self.answer(obstacle.is_none());
        let kernels = Candidate {
            maker: Maker::Kernels,
            name: kernels,
            obstacle: is_double.then(|| "kernels take no float64".to_owned()),
        };
        let library = Candidate {
            maker: Maker::Library,
            name: library_name(device),
            obstacle,
        };
        Ok((by, vec![kernels, library]))
    }

    fn answer(&self, is_able: bool) -> Setting<Maker> {
        let library = &self.settings.library;
        let rule = |value, words| Setting {
            value,
            place: Place::Rule(words),
        };
        if !library.value {
            return Setting {
                value: Maker::Kernels,
                place: library.place.clone(),
            };
        }
        let is_set = matches!(
            self.tile.place,
            Place::Block | Place::Process | Place::Environment(_)
        );
        if is_set && self.tile.place.strength() <= library.place.strength() {
            return rule(Maker::Kernels, "tiles are set, and a library has none");
        }
        if !is_able {
            return rule(Maker::Kernels, "the library does not make this");
        }
        match (&library.place, self.winner) {
            (Place::Rule(_), Some(winner)) => Setting {
                value: match winner.value {
                    Winner::Library => Maker::Library,
                    Winner::Kernels { .. } => Maker::Kernels,
                },
                place: winner.place.clone(),
            },
            (Place::Rule(words), None) => rule(Maker::Library, words),
            (place, _) => Setting {
                value: Maker::Library,
                place: place.clone(),
            },
        }
    }
}

/// The bucket of a product: what was measured of one holds for all of it.
pub(super) fn bucket(sizes: &Sizes, matrices: [&Tensor; 2], transposed: [bool; 2]) -> Bucket {
    let [a_columns, b_columns] = [
        if transposed[0] { sizes.m } else { sizes.k },
        if transposed[1] { sizes.k } else { sizes.n },
    ];
    let is_odd = [a_columns, b_columns].iter().any(|n| !n.is_multiple_of(8))
        || matrices.iter().any(|matrix| !begins_whole(matrix, 8));
    Bucket {
        dtype: sizes.dtype,
        transposed,
        sizes: [sizes.batches, sizes.m, sizes.n, sizes.k].map(|n| n.max(1).next_power_of_two()),
        is_odd,
    }
}

/// What the device's library is called, with its version.
fn library_name(device: &Device) -> String {
    match device.product_library() {
        Ok(found) => match found.version {
            Some(version) => format!("{} {version}", found.name),
            None => found.name.to_owned(),
        },
        Err(_) => "library".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::{GemmOverrides, gemm_config, scoped};

    fn tile(place: Place) -> Setting<Tile> {
        Setting {
            value: Tile::new(32, 32).unwrap(),
            place,
        }
    }

    /// The setting, the tile's place, the winner, whether the library is able; who it is and why.
    type Row = (Option<bool>, Place, Option<Winner>, bool, &'static str);

    const OWN: Winner = Winner::Kernels {
        tile: None,
        parts: None,
    };
    const RULE: Place = Place::Rule("any");
    const BY_RULE: &str = "library (a processor's library is faster than kernels)";
    const FORBIDDEN: &str = "kernels (set for a block)";
    const ASKED: &str = "library (set for a block)";
    const UNABLE: &str = "kernels (the library does not make this)";
    const TILED: &str = "kernels (tiles are set, and a library has none)";

    const ROWS: [Row; 12] = [
        (None, RULE, None, true, BY_RULE),
        (None, RULE, None, false, UNABLE),
        (Some(false), RULE, None, true, FORBIDDEN),
        (Some(false), RULE, Some(Winner::Library), true, FORBIDDEN),
        (Some(true), RULE, Some(OWN), true, ASKED),
        (Some(true), RULE, None, false, UNABLE),
        (None, Place::Block, None, true, TILED),
        (Some(true), Place::Block, None, true, TILED),
        (Some(true), Place::Process, None, true, ASKED),
        (
            None,
            RULE,
            Some(OWN),
            true,
            "kernels (built-in tuning of `sm_90`)",
        ),
        (
            None,
            RULE,
            Some(Winner::Library),
            true,
            "library (built-in tuning of `sm_90`)",
        ),
        (None, RULE, Some(Winner::Library), false, UNABLE),
    ];

    #[test]
    fn who_computes_is_a_table() {
        let tuned = |value| Setting {
            value,
            place: Place::Tuning {
                path: None,
                entry: "sm_90".to_owned(),
            },
        };
        for (at, (library, place, winner, is_able, expected)) in ROWS.into_iter().enumerate() {
            let overrides = GemmOverrides {
                library,
                ..GemmOverrides::default()
            };
            let settings = scoped(overrides, || gemm_config(&Device::cpu())).unwrap();
            let (tile, winner) = (tile(place), winner.map(tuned));
            let question = Question {
                settings: &settings,
                tile: &tile,
                winner: winner.as_ref(),
            };
            assert_eq!(question.answer(is_able).to_string(), expected, "row {at}");
        }
        let check = gemm_config(&Device::check()).unwrap();
        assert!(!check.library.value, "the checking device checks kernels");
    }

    #[test]
    fn buckets_are_powers_of_two_and_say_what_does_not_lie_well() {
        let device = Device::cpu();
        let sizes = |m, n, k| Sizes {
            outer: Vec::new(),
            batches: 1,
            m,
            n,
            k,
            one_b: true,
            dtype: DType::BF16,
        };
        let of = |m, n, k, transposed| {
            let matrix = Tensor::full(&device, 0.0, DType::BF16, [1]).unwrap();
            bucket(&sizes(m, n, k), [&matrix; 2], transposed).to_string()
        };
        assert_eq!(of(4000, 1, 64, [false, true]), "bfloat16 nt 1x4096x1x64");
        assert_eq!(
            of(64, 4095, 64, [true, false]),
            "bfloat16 tn 1x64x4096x64 odd"
        );
    }
}
