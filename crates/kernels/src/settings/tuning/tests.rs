//! Files of both forms, what is wrong with them, and the schema that says so.

use serde_json::Value;

use super::*;

fn tuning(text: &str) -> Result<Tuning, Error> {
    let user = Some((text, Some("t.json".into())));
    Tuning::parse(user, "{}", &Device::cpu())
}

fn tile(text: &str) -> Result<Option<String>, Error> {
    let found = tuning(text)?.find(|values| values.tile_av);
    Ok(found.map(|tile| tile.value.to_string()))
}

#[test]
fn both_forms_of_an_entry_are_read() {
    let nested = r#"{"cpu": {"default": {"gemm_tiles": {"av": "32x8"}, "qr_dot_mode": "auto"}}}"#;
    let flat = r#"{"metal": {}, "cpu": {"default": {"av": "32x8", "later": 32}}}"#;
    for text in [nested, flat] {
        assert_eq!(tile(text).unwrap().as_deref(), Some("32x8"), "{text}");
    }
    // The older form is of Apple's devices.
    assert_eq!(tile(OLDER).unwrap(), None);
    let metal = &sections(OLDER).unwrap()["metal"];
    assert_eq!(metal["m3"].tiles.av.as_deref(), Some("32x8"));
}

#[test]
fn a_model_goes_before_an_architecture_a_part_and_the_default() {
    let info = Device::cpu().info();
    let part = info.model.split(' ').next().unwrap().to_lowercase();
    let entries = [
        (info.model.clone(), "4x4"),
        (info.instruction_set.clone(), "8x8"),
        (part, "16x16"),
        ("default".to_owned(), "32x32"),
    ];
    for from in 0..entries.len() {
        let members: Vec<String> = entries[from..]
            .iter()
            .map(|(name, tile)| format!(r#""{name}": {{"av": "{tile}"}}"#))
            .collect();
        let text = format!(r#"{{"cpu": {{{}}}}}"#, members.join(", "));
        assert_eq!(
            tile(&text).unwrap().as_deref(),
            Some(entries[from].1),
            "{text}"
        );
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let error = |text| tile(text).unwrap_err().to_string();
    for device in ["cpu", "cuda"] {
        let text = format!(r#"{{"{device}": {{"default": {{"av": "3x3"}}}}}}"#);
        assert_eq!(
            tile(&text).unwrap_err().to_string(),
            "expected `t.json` to be a tile such as `32x8`, whose sides are multiples of 4 from 4 to 128, \
             found `3x3`"
        );
    }
    assert!(
        error("{").starts_with("expected `t.json` to be tuning of devices in JSON, found `EOF")
    );
    assert_eq!(
        error(r#"{"metal": {"m3": {"qr_dot_mode": "simd_threshold_"}}}"#),
        "expected `qr_dot_mode` to be `auto`, `simd`, `simple` or `simd_threshold_ROWS`, found `simd_threshold_`"
    );
    assert_eq!(
        error(r#"{"cpu": {"default": {"ivf_tpb": 33}}}"#),
        "expected `ivf_tpb` to be a multiple of 32 from 32 to 1024, found `33`"
    );
}

const BUCKET: &str = "^(float16|bfloat16|float32|float64) [nt][nt] \
                      [0-9]{1,12}x[0-9]{1,12}x[0-9]{1,12}x[0-9]{1,12}( odd)?$";

const OLDER: &str = r#"{"m3": {"av": "32x8", "atb": "8x32", "qr_dot_mode": "simd"},
    "default": {"av": "16x16", "atb": "16x16", "qr_dot_mode": "auto"}}"#;

const RICHER: &str = r#"{"$schema": "tuning.schema.json",
    "metal": {"Apple M3": {"gemm_tiles": {"av": "32x8", "atb": "8x32"}, "svd_band": 32, "svd_streams": 2,
                           "qr_dot_mode": "simd_threshold_512"}},
    "cuda": {"sm_90": {"gemm_tiles": {"av": "64x8"}, "ivf_tpb": 128, "gemm": {"pad": true}},
             "default": {"fast_head": false, "rationale": {"any": 1}, "gemm": {"library": false},
                         "rates": {"gigabytes": 3010, "float32": 51400},
                         "gemm_winners": {"float32 nn 1x64x64x64": "library", "bfloat16 tn 2x8x8x4096 odd": "64x64/8",
                                          "float16 nt 1x1x1x1": "kernels"}}}}"#;

/// What the schema takes, the parser takes, and the other way round.
#[test]
fn the_schema_and_the_parser_agree_on_both_forms() {
    let right = [OLDER, RICHER, DEFAULTS, "{}"];
    let wrong = [
        "[]",
        r#"{"cpu": {"default": 3}}"#,
        r#"{"cpu": []}"#,
        r#"{"m3": {"av": "3by8"}}"#,
        r#"{"m3": {"av": 32}}"#,
        r#"{"cpu": {"default": {"gemm_tiles": {"atb": "x8"}}}}"#,
        r#"{"cpu": {"default": {"gemm": {"pad": 1}}}}"#,
        r#"{"cuda": {"sm_90": {"ivf_tpb": 100}}}"#,
        r#"{"cuda": {"sm_90": {"ivf_tpb": 2048}}}"#,
        r#"{"cuda": {"sm_90": {"ivf_tpb": "64"}}}"#,
        r#"{"cuda": {"sm_90": {"svd_band": 64}}}"#,
        r#"{"cuda": {"sm_90": {"svd_band": 12}}}"#,
        r#"{"cuda": {"sm_90": {"svd_streams": 0}}}"#,
        r#"{"cuda": {"sm_90": {"svd_streams": 9}}}"#,
        r#"{"cpu": {"default": {"qr_dot_mode": "fast"}}}"#,
        r#"{"cpu": {"default": {"fast_head": "yes"}}}"#,
        r#"{"cpu": {"default": {"gemm": {"library": 1}}}}"#,
        r#"{"cpu": {"default": {"rates": {"float32": 0}}}}"#,
        r#"{"cpu": {"default": {"rates": {"gigabytes": 1.5}}}}"#,
        r#"{"cpu": {"default": {"gemm_winners": ["library"]}}}"#,
        r#"{"cpu": {"default": {"gemm_winners": {"float32 nn 1x64x64": "library"}}}}"#,
        r#"{"cpu": {"default": {"gemm_winners": {"float32 nn 1x64x64x64": "vendor"}}}}"#,
        r#"{"cpu": {"default": {"gemm_winners": {"float32 nn 1x64x64x64": "64x64/0"}}}}"#,
    ];
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    for (texts, expected) in [(&right[..], true), (&wrong[..], false)] {
        for text in texts {
            let value: Value = serde_json::from_str(text).unwrap();
            assert_eq!(is_valid(&schema, &schema, &value), expected, "{text}");
            assert_eq!(tuning(text).is_ok(), expected, "{text}");
        }
    }
}

/// As much of JSON Schema as ours uses; anything else in it is a failure of the test.
fn is_valid(root: &Value, schema: &Value, value: &Value) -> bool {
    let members = schema.as_object().unwrap();
    members
        .iter()
        .all(|(keyword, rule)| match keyword.as_str() {
            "$schema" | "$defs" | "title" | "description" => true,
            "$ref" => {
                let place = rule.as_str().unwrap().trim_start_matches('#');
                is_valid(root, root.pointer(place).unwrap(), value)
            }
            "anyOf" => {
                let mut any = rule.as_array().unwrap().iter();
                any.any(|schema| is_valid(root, schema, value))
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "string" => value.is_string(),
                "boolean" => value.is_boolean(),
                "integer" => value.is_u64(),
                other => panic!("type `{other}`"),
            },
            "properties" => rule.as_object().unwrap().iter().all(|(name, schema)| {
                let member = value.get(name);
                member.is_none_or(|member| is_valid(root, schema, member))
            }),
            "additionalProperties" => {
                let known = schema["properties"].as_object().unwrap();
                let others = value.as_object().into_iter().flatten();
                others
                    .filter(|(name, _)| !known.contains_key(*name))
                    .all(|(_, member)| rule.is_object() && is_valid(root, rule, member))
            }
            "propertyNames" => {
                let names = value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name);
                let mut names = names.map(|name| Value::String(name.clone()));
                names.all(|name| is_valid(root, rule, &name))
            }
            "not" => !is_valid(root, rule, value),
            "enum" => rule.as_array().unwrap().contains(value),
            "pattern" => value
                .as_str()
                .is_none_or(|text| matches(rule.as_str().unwrap(), text)),
            "minimum" => value.as_u64() >= rule.as_u64(),
            "maximum" => value.as_u64() <= rule.as_u64(),
            "multipleOf" => value
                .as_u64()
                .is_none_or(|value| value.is_multiple_of(rule.as_u64().unwrap())),
            other => panic!("keyword `{other}`"),
        })
}

/// The patterns of the schema.
fn matches(pattern: &str, text: &str) -> bool {
    let digits = |text: &str, most| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    match pattern {
        "^[0-9]{1,3}x[0-9]{1,3}$" => text
            .split_once('x')
            .is_some_and(|(rows, columns)| digits(rows, 3) && digits(columns, 3)),
        BUCKET => is_bucket(text),
        "^(library|kernels|[0-9]{1,3}x[0-9]{1,3}(/[1-9][0-9]{0,2})?)$" => {
            ["library", "kernels"].contains(&text) || {
                let (tile, parts) = text.split_once('/').unwrap_or((text, "1"));
                matches("^[0-9]{1,3}x[0-9]{1,3}$", tile)
                    && digits(parts, 3)
                    && !parts.starts_with('0')
            }
        }
        "^(auto|simd|simple|simd_threshold_[0-9]{1,9})$" => {
            let rows = text.strip_prefix("simd_threshold_");
            ["auto", "simd", "simple"].contains(&text) || rows.is_some_and(|rows| digits(rows, 9))
        }
        other => panic!("pattern `{other}`"),
    }
}
