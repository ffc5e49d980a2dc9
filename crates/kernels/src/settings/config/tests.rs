//! Every setting in every place: the stronger one holds, also after the first use, in threads and in blocks.

use std::thread;

use super::*;
use crate::settings::{
    DotMode, GemmOverrides, IvfOverrides, ModelOverrides, QrOverrides, SvdOverrides,
    configure_gemm, configure_ivf, configure_model, configure_qr, configure_svd,
    reset_runtime_config, scoped, scoped_ivf, scoped_model, scoped_qr, scoped_svd,
};

/// A setting with a value for each place: a block, the process, the environment, the user's file, what is built in. Each
/// differs from the one below it.
struct Row {
    name: &'static str,
    names: Names,
    overrides: fn(&str) -> Overrides,
    /// How a file says it.
    member: &'static str,
    values: [&'static str; 5],
}

enum Overrides {
    Gemm(GemmOverrides),
    Qr(QrOverrides),
    Svd(SvdOverrides),
    Ivf(IvfOverrides),
    Model(ModelOverrides),
}

impl Overrides {
    fn configure(self) {
        match self {
            Self::Gemm(overrides) => configure_gemm(overrides),
            Self::Qr(overrides) => configure_qr(overrides),
            Self::Svd(overrides) => configure_svd(overrides).unwrap(),
            Self::Ivf(overrides) => configure_ivf(overrides).unwrap(),
            Self::Model(overrides) => configure_model(overrides),
        }
    }

    fn scoped<R>(self, work: impl FnOnce() -> R) -> R {
        match self {
            Self::Gemm(overrides) => scoped(overrides, work),
            Self::Qr(overrides) => scoped_qr(overrides, work),
            Self::Svd(overrides) => scoped_svd(overrides, work).unwrap(),
            Self::Ivf(overrides) => scoped_ivf(overrides, work).unwrap(),
            Self::Model(overrides) => scoped_model(overrides, work),
        }
    }
}

fn gemm_with(set: impl FnOnce(&mut GemmOverrides)) -> Overrides {
    let mut overrides = GemmOverrides::default();
    set(&mut overrides);
    Overrides::Gemm(overrides)
}

const ON_OFF: [&str; 5] = ["true", "false", "true", "false", "true"];
const TILES: [&str; 5] = ["4x8", "8x4", "16x32", "32x16", "64x64"];

const ROWS: [Row; 13] = [
    Row {
        name: "gemm_pad",
        names: PAD,
        overrides: |value| gemm_with(|set| set.pad = value.parse().ok()),
        member: r#""gemm": {"pad": VALUE}"#,
        values: ON_OFF,
    },
    Row {
        name: "gemm_align_execw",
        names: ALIGN_EXECW,
        overrides: |value| gemm_with(|set| set.align_execw = value.parse().ok()),
        member: r#""gemm": {"align_execw": VALUE}"#,
        values: ON_OFF,
    },
    Row {
        name: "gemm_double_buffer",
        names: DOUBLE_BUFFER,
        overrides: |value| gemm_with(|set| set.double_buffer = value.parse().ok()),
        member: r#""gemm": {"double_buffer": VALUE}"#,
        values: ON_OFF,
    },
    Row {
        name: "gemm_simdgroups",
        names: SIMDGROUPS,
        overrides: |value| gemm_with(|set| set.simdgroups = value.parse().ok()),
        member: r#""gemm": {"simdgroups": VALUE}"#,
        values: ON_OFF,
    },
    Row {
        name: "gemm_split_k",
        names: SPLIT_K,
        overrides: |value| gemm_with(|set| set.split_k = value.parse().ok()),
        member: r#""gemm": {"split_k": VALUE}"#,
        values: ON_OFF,
    },
    Row {
        name: "gemm_library",
        names: LIBRARY,
        overrides: |value| gemm_with(|set| set.library = value.parse().ok()),
        member: r#""gemm": {"library": VALUE}"#,
        values: ON_OFF,
    },
    Row {
        name: "gemm_tile_av",
        names: TILE_AV,
        overrides: |value| gemm_with(|set| set.tile_av = value.parse().ok()),
        member: r#""gemm_tiles": {"av": "VALUE"}"#,
        values: TILES,
    },
    Row {
        name: "gemm_tile_atb",
        names: TILE_ATB,
        overrides: |value| gemm_with(|set| set.tile_atb = value.parse().ok()),
        member: r#""atb": "VALUE""#,
        values: TILES,
    },
    Row {
        name: "qr_dot_mode",
        names: QR_DOT,
        overrides: |value| {
            let dot_mode = value.parse().ok();
            Overrides::Qr(QrOverrides { dot_mode })
        },
        member: r#""qr_dot_mode": "VALUE""#,
        values: ["simple", "simd", "simple", "simd", "simple"],
    },
    Row {
        name: "svd_band",
        names: SVD_BAND,
        overrides: |value| {
            let band = value.parse().ok();
            let streams = None;
            Overrides::Svd(SvdOverrides { band, streams })
        },
        member: r#""svd_band": VALUE"#,
        values: ["8", "0", "16", "48", "32"],
    },
    Row {
        name: "svd_streams",
        names: SVD_STREAMS,
        overrides: |value| {
            let streams = value.parse().ok();
            let band = None;
            Overrides::Svd(SvdOverrides { band, streams })
        },
        member: r#""svd_streams": VALUE"#,
        values: ["1", "2", "3", "4", "8"],
    },
    Row {
        name: "ivf_tpb",
        names: IVF_TPB,
        overrides: |value| {
            let tpb = value.parse().ok();
            Overrides::Ivf(IvfOverrides { tpb })
        },
        member: r#""ivf_tpb": VALUE"#,
        values: ["32", "64", "96", "128", "160"],
    },
    Row {
        name: "fast_head",
        names: FAST_HEAD,
        overrides: |value| {
            let fast_head = value.parse().ok();
            Overrides::Model(ModelOverrides { fast_head })
        },
        member: r#""fast_head": VALUE"#,
        values: ON_OFF,
    },
];

/// A file's text for the device `cpu`.
fn file(row: &Row, value: &str) -> String {
    let member = row.member.replace("VALUE", value);
    format!(r#"{{"cpu": {{"default": {{{member}}}}}}}"#)
}

/// What holds with a variable, a user's file and a built-in one.
fn config(variable: Option<[&str; 2]>, user: Option<&str>, built_in: &str) -> RuntimeConfig {
    try_config(variable, user, built_in).unwrap()
}

fn try_config(
    variable: Option<[&str; 2]>,
    user: Option<&str>,
    built_in: &str,
) -> Result<RuntimeConfig, Error> {
    let device = Device::cpu();
    let user = user.map(|text| (text, Some("t.json".into())));
    let tuning = Tuning::parse(user, built_in, &device)?;
    let find = |name: &str| {
        let [known, value] = variable?;
        (known == name).then(|| value.to_owned())
    };
    resolve(&device, &find, &tuning)
}

/// How a variable writes a value.
fn variable(value: &str) -> &str {
    match value {
        "true" => "1",
        "false" => "0",
        other => other,
    }
}

#[track_caller]
fn expect(row: &Row, found: &RuntimeConfig, value: &str, place: &Place) {
    let knob = found.get(row.name).unwrap();
    assert_eq!(
        (knob.value.as_deref(), &knob.place),
        (Some(value), place),
        "{}",
        row.name
    );
    // Nothing else is touched.
    for other in found.knobs().iter().filter(|knob| knob.name != row.name) {
        assert!(matches!(other.place, Place::Rule(_)), "{other}");
    }
}

impl Row {
    fn check(&self, alias: &'static str) {
        let [block, process, environment, user, built_in] = self.values;
        let texts = [user, built_in].map(|value| file(self, value));
        let tuned = |path: Option<&str>| Place::Tuning {
            path: path.map(Into::into),
            entry: "default".to_owned(),
        };
        let rule = config(None, None, "{}");
        let rule = &rule.get(self.name).unwrap().place;
        assert!(matches!(rule, Place::Rule(_)));
        let found = config(None, None, &texts[1]);
        expect(self, &found, built_in, &tuned(None));
        let found = config(None, Some(&texts[0]), &texts[1]);
        expect(self, &found, user, &tuned(Some("t.json")));
        let all = || {
            config(
                Some([alias, variable(environment)]),
                Some(&texts[0]),
                &texts[1],
            )
        };
        expect(self, &all(), environment, &Place::Environment(alias));
        // All of this was used before; what the program sets holds from here on.
        (self.overrides)(process).configure();
        expect(self, &all(), process, &Place::Process);
        (self.overrides)(process).scoped(|| {
            (self.overrides)(block).scoped(|| {
                expect(self, &all(), block, &Place::Block);
                let elsewhere = thread::scope(|scope| scope.spawn(all).join().unwrap());
                expect(self, &elsewhere, process, &Place::Process);
            });
            expect(self, &all(), process, &Place::Block);
        });
        expect(self, &all(), process, &Place::Process);
        reset_runtime_config();
        expect(self, &all(), environment, &Place::Environment(alias));
        let found = config(None, None, &texts[1]);
        expect(self, &found, built_in, &tuned(None));
    }
}

/// One test, since the process's settings are one for all tests.
#[test]
fn every_setting_has_one_order_of_places() {
    for row in &ROWS {
        row.names.0.iter().for_each(|alias| row.check(alias));
    }
    let names: Vec<_> = ROWS.iter().map(|row| row.name).collect();
    let found = config(None, None, "{}");
    let known: Vec<_> = found.knobs().iter().map(|knob| knob.name).collect();
    assert_eq!(names, known, "a row for each setting");

    // `auto` of the program reaches the threshold of the file, which a block does not change.
    let text = r#"{"cpu": {"default": {"qr_dot_mode": "simd_threshold_99"}}}"#;
    let auto = QrOverrides {
        dot_mode: Some(DotMode::Auto),
    };
    for overrides in [QrOverrides::default(), auto] {
        let found = scoped_qr(overrides, || config(None, Some(text), "{}"));
        let said = found.get("qr_dot_mode").unwrap().to_string();
        assert_eq!(
            said,
            "qr_dot_mode: simd_threshold_99 (`default` of `t.json`)"
        );
    }
}

#[test]
fn a_variable_of_a_wrong_form_is_named() {
    let cases = [
        (["XLSTM_GEMM_PAD", "yes"], "0 or 1"),
        (
            ["KERNSMITH_GEMM_TILE_AV", "32"],
            "a tile such as `32x8`, whose sides are multiples of 4 from 4 to 128",
        ),
        (["QR_DOT_MODE", "fast"], "`auto`, `simd` or `simple`"),
        (["IVF_TPB", "100"], "a multiple of 32 from 32 to 1024"),
        (
            ["METALFAISS_SVD_BAND", "20"],
            "0 for all columns or a multiple of 8 from 8 to 48",
        ),
        (["KERNSMITH_SVD_STREAMS", "0"], "from 1 to 8"),
        (["XLSTM_MLX_FAST_HEAD", "on"], "0 or 1"),
    ];
    for ([name, value], expected) in cases {
        let error = try_config(Some([name, value]), None, "{}").unwrap_err();
        assert_eq!(
            error.to_string(),
            format!("expected `{name}` to be {expected}, found `{value}`")
        );
    }
}
