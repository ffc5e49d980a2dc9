//! `.safetensors`: named arrays after a JSON header, little endian.

use kernsmith_runtime::DType;
use safetensors::{Dtype, SafeTensors, tensor::TensorView};

use super::{Array, Error, swap_words};

/// Element types and what the format calls them.
const NAMES: [(DType, Dtype); 13] = [
    (DType::Bool, Dtype::BOOL),
    (DType::U8, Dtype::U8),
    (DType::U16, Dtype::U16),
    (DType::U32, Dtype::U32),
    (DType::U64, Dtype::U64),
    (DType::I8, Dtype::I8),
    (DType::I16, Dtype::I16),
    (DType::I32, Dtype::I32),
    (DType::I64, Dtype::I64),
    (DType::F16, Dtype::F16),
    (DType::BF16, Dtype::BF16),
    (DType::F32, Dtype::F32),
    (DType::C64, Dtype::C64),
];

/// Reads one tensor of a whole file; without a name, the only one.
pub(super) fn parse(file: &[u8], name: Option<&str>) -> Result<Array, Error> {
    let tensors = SafeTensors::deserialize(file).map_err(malformed)?;
    let mut known: Vec<String> = tensors.names().iter().map(ToString::to_string).collect();
    known.sort();
    let chosen = match (name, known.as_slice()) {
        (Some(name), _) => tensors.tensor(name).ok(),
        (None, [only]) => tensors.tensor(only).ok(),
        (None, _) => None,
    };
    let Some(tensor) = chosen else {
        return Err(Error::Tensor {
            name: name.map(str::to_owned),
            known,
        });
    };
    let dtype = tensor.dtype();
    let Some(&(dtype, _)) = NAMES.iter().find(|(_, theirs)| *theirs == dtype) else {
        return Err(Error::ElementType {
            found: format!("{dtype:?}"),
            help: "bool, integers, float16, bfloat16, float32 and complex64 are",
        });
    };
    let mut bytes = tensor.data().to_vec();
    if cfg!(target_endian = "big") {
        swap_words(dtype, &mut bytes);
    }
    Ok(Array {
        dtype,
        shape: tensor.shape().to_vec(),
        bytes,
    })
}

/// The file of these arrays.
pub(super) fn write(arrays: &[(&str, &Array)]) -> Result<Vec<u8>, Error> {
    let mut little: Vec<Array> = arrays.iter().map(|(_, array)| (*array).clone()).collect();
    if cfg!(target_endian = "big") {
        for array in &mut little {
            swap_words(array.dtype, &mut array.bytes);
        }
    }
    let views = arrays.iter().zip(&little).map(|((name, _), array)| {
        let (_, dtype) = NAMES
            .iter()
            .find(|(ours, _)| *ours == array.dtype)
            .expect("the table has all element types that kernels take");
        let view = TensorView::new(*dtype, array.shape.clone(), &array.bytes).map_err(malformed)?;
        Ok(((*name).to_owned(), view))
    });
    let views = views.collect::<Result<Vec<_>, Error>>()?;
    safetensors::serialize(views, None).map_err(malformed)
}

fn malformed(error: safetensors::SafeTensorError) -> Error {
    Error::Malformed {
        format: ".safetensors",
        reason: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::array::byte_count;

    fn array(dtype: DType, shape: &[usize]) -> Array {
        let bytes = vec![1; byte_count(dtype, shape).expect("small")];
        Array {
            dtype,
            shape: shape.to_vec(),
            bytes,
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for &dtype in DType::of_kernels() {
            let (a, b) = (array(dtype, &[2, 3]), array(DType::F32, &[]));
            let file = write(&[("a", &a), ("b", &b)]).expect("the format has it");
            assert_eq!(parse(&file, Some("a")).expect("it was written"), a);
            assert_eq!(parse(&file, Some("b")).expect("it was written"), b);
        }
    }

    #[test]
    fn a_name_is_needed_where_there_are_several() {
        let a = array(DType::U8, &[1]);
        let one = write(&[("a", &a)]).expect("the format has it");
        assert_eq!(parse(&one, None).expect("there is one"), a);
        let two = write(&[("a", &a), ("b", &a)]).expect("the format has it");
        let error = parse(&two, None).expect_err("there are two").to_string();
        assert_eq!(
            error,
            "expected the name of a tensor\nhelp: the file holds `a`, `b`"
        );
        let error = parse(&two, Some("c"))
            .expect_err("there is no `c`")
            .to_string();
        assert_eq!(error, "no tensor `c`\nhelp: the file holds `a`, `b`");
    }

    #[test]
    fn no_cut_and_no_flipped_byte_panics() {
        let file = write(&[("a", &array(DType::F32, &[4]))]).expect("the format has it");
        for end in 0..file.len() {
            assert!(parse(&file[..end], None).is_err(), "cut at {end}");
        }
        for at in 0..file.len() {
            let mut file = file.clone();
            file[at] ^= 0x15;
            drop(parse(&file, None));
        }
    }
}
