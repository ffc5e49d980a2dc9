//! A tuning file that is changed in one place.

use std::{fs, io, path::Path};

use kernsmith_runtime::{Device, DeviceKind};
use serde_json::{Map, Value, json};

use crate::error::Error;

/// Sections of back ends, whose members are devices.
#[derive(Debug)]
pub(super) struct TuningFile(Map<String, Value>);

impl TuningFile {
    /// The file's content; nothing where there is no file.
    pub(super) fn read(path: &Path) -> Result<Self, Error> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self(Map::new())),
            Err(source) => {
                let path = path.to_owned();
                return Err(Error::Read { path, source });
            }
        };
        let wrong = |found: String| Error::Tuning {
            path: path.to_owned(),
            found,
        };
        match serde_json::from_str(&text) {
            Ok(Value::Object(sections)) => match sections.values().all(is_section) {
                true => Ok(Self(sections)),
                false => Err(wrong("a member that is no section of devices".to_owned())),
            },
            Ok(_) => Err(wrong("JSON of another kind".to_owned())),
            Err(error) => Err(wrong(error.to_string())),
        }
    }

    /// Puts what was found into the device's entry, whose other members stay, with what it was chosen by.
    pub(super) fn set(
        &mut self,
        device: &Device,
        name: &str,
        write: impl FnOnce(&mut Map<String, Value>) -> Value,
    ) {
        let section = match device.kind() {
            DeviceKind::Cuda => "cuda",
            _ => "cpu",
        };
        let entry = member(member(&mut self.0, section), &device.info().model);
        let mut rationale = write(entry);
        rationale["kernsmith"] = json!(env!("CARGO_PKG_VERSION"));
        member(entry, "rationale").insert(name.to_owned(), rationale);
    }

    pub(super) fn text(&self) -> String {
        let text = serde_json::to_string_pretty(&self.0).expect("JSON values have a text");
        text + "\n"
    }
}

/// Whether all members are entries, or the section is one of comments that begins with `$`.
fn is_section(value: &Value) -> bool {
    match value {
        Value::Object(entries) => entries.values().all(Value::is_object),
        _ => value.is_string(),
    }
}

/// Puts members into an object that is a member.
pub(super) fn merge(object: &mut Map<String, Value>, name: &str, members: Value) {
    if let Value::Object(members) = members {
        member(object, name).extend(members);
    }
}

/// An object that is a member, made anew where it is none.
fn member<'a>(object: &'a mut Map<String, Value>, name: &str) -> &'a mut Map<String, Value> {
    let value = object.entry(name).or_insert_with(|| json!({}));
    if !value.is_object() {
        *value = json!({});
    }
    value.as_object_mut().expect("it was just made one")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::tune::gemm::{Best, Found};

    #[test]
    fn what_others_wrote_stays() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("tuning.json");
        let device = Device::cpu();
        let model = device.info().model;
        let old = json!({
            "$schema": "tuning.schema.json",
            "cuda": { "sm_90": { "ivf_tpb": 128 } },
            "cpu": { model.as_str(): { "ivf_tpb": 64, "gemm_tiles": { "av": "4x4" } } },
        });
        fs::write(&path, old.to_string()).expect("the folder is ours");
        let best = |rows, pad| Best {
            tile: kernsmith_kernels::settings::Tile { rows, columns: 32 },
            pad,
            double_buffer: false,
            measured: None,
        };
        let found = Found {
            side: 8,
            candidates: 3,
            av: best(16, true),
            atb: best(64, false),
        };
        let mut file = TuningFile::read(&path).expect("it is a tuning file");
        file.set(&device, "gemm", |entry| found.write(entry));
        let new: Value = serde_json::from_str(&file.text()).expect("it is JSON");
        let entry = &new["cpu"][&model];
        assert_eq!(new["cuda"], old["cuda"]);
        assert_eq!(entry["ivf_tpb"], 64);
        assert_eq!(
            entry["gemm_tiles"],
            json!({ "av": "16x32", "atb": "64x32" })
        );
        assert_eq!(
            entry["gemm"],
            json!({ "pad": true, "double_buffer": false })
        );
        assert_eq!(entry["rationale"]["gemm"]["candidates"], 3);
    }

    #[test]
    fn what_is_no_tuning_file_is_refused() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("tuning.json");
        for (text, found) in [
            ("[]", "JSON of another kind"),
            (
                r#"{"m3": {"av": "32x8"}}"#,
                "a member that is no section of devices",
            ),
            ("{", "EOF while parsing an object at line 1 column 1"),
        ] {
            fs::write(&path, text).expect("the folder is ours");
            let error = TuningFile::read(&path).expect_err("it is none").to_string();
            assert!(error.ends_with(found), "{error}");
        }
    }
}
