//! Arrays go through files: what one launch saves, another reads.

use std::{fs, path::Path, process::Output};

use crate::{root, transcript};

const PRODUCE: &str = r#"
[kernel]
name = "produce"
source = '''
uint i = thread_position_in_grid.x;
out[i] = T(i) - T(2);
half_out[i] = half(i) / 2;
'''

[[output]]
name = "out"
dtype = "bfloat16"
shape = [2, 3]
save = "both.safetensors"

[[output]]
name = "half_out"
dtype = "float16"
shape = [6]
save = "half.npy"

[launch]
grid = [6]
threadgroup = [32]

[template]
T = "bfloat16"
"#;

/// Reads the matrix as its transpose, without a copy.
const CONSUME: &str = r#"
[kernel]
name = "consume"
ensure_row_contiguous = false
source = '''
uint i = thread_position_in_grid.x;
uint row = i / a_shape[1], column = i % a_shape[1];
out[i] = float(a[row * a_strides[0] + column * a_strides[1]]) + float(b[i]);
'''

[[input]]
name = "a"
file = "both.safetensors"
tensor = "out"
shape = [3, 2]
strides = [1, 3]

[[input]]
name = "b"
file = "half.npy"

[[output]]
name = "out"
dtype = "float32"
shape = [3, 2]

[launch]
grid = [6]
threadgroup = [4]
"#;

fn run(folder: &Path, name: &str, text: &str, device: &str) -> Output {
    let path = folder.join(name);
    fs::write(&path, text).expect("the folder is ours");
    let path = path.to_str().expect("our names are text");
    let mut command = transcript::kernsmith(root());
    let output = command
        .args(["run", path, "--json", "--device", device])
        .output();
    output.expect("the command was built for this test")
}

#[test]
fn what_one_launch_saves_another_reads() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let produced = run(folder.path(), "produce.toml", PRODUCE, "cpu");
    assert!(produced.status.success(), "{produced:?}");
    for device in ["cpu", "check"] {
        let consumed = run(folder.path(), "consume.toml", CONSUME, device);
        assert!(consumed.status.success(), "{consumed:?}");
        let document: serde_json::Value =
            serde_json::from_slice(&consumed.stdout).expect("one document");
        // a is [[-2, -1, 0], [1, 2, 3]] transposed, b is 0, 0.5, 1, ...
        let expected = serde_json::json!([-2.0, 1.5, 0.0, 3.5, 2.0, 5.5]);
        assert_eq!(document["outputs"][0]["values"], expected);
    }
}

#[test]
fn a_run_that_fails_saves_nothing() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let wrong = PRODUCE.replace("half(i) / 2", "half(j) / 2");
    assert_eq!(
        run(folder.path(), "produce.toml", &wrong, "cpu")
            .status
            .code(),
        Some(1)
    );
    let names: Vec<_> = fs::read_dir(folder.path())
        .expect("the folder is ours")
        .map(|entry| entry.expect("the folder is ours").file_name())
        .collect();
    assert_eq!(names, ["produce.toml"]);
}
