//! How matrices lie, and what is refused.

use super::{Leading, Matrix, Product};
use crate::{device::Device, tensor::Tensor};
use kernsmith_msl::dtype::DType;

fn ones(shape: [usize; 3]) -> Tensor {
    Tensor::full(&Device::cpu(), 1.0, DType::F32, shape).unwrap()
}

fn leading(tensor: &Tensor) -> Option<Leading> {
    Matrix::of(&tensor.layout).leading()
}

#[test]
fn rows_or_columns_without_gaps_are_found() {
    let whole = ones([2, 6, 8]);
    assert_eq!(leading(&whole), Some(Leading::Rows(8)));
    let turned = whole.permute([0, 2, 1]).unwrap();
    assert_eq!(leading(&turned), Some(Leading::Columns(8)));
    let part = whole.slice(2, 1..4).unwrap();
    assert_eq!(leading(&part), Some(Leading::Rows(8)));
    // The stride along an axis of one element does not matter.
    assert_eq!(
        leading(&whole.slice(1, 2..3).unwrap()),
        Some(Leading::Rows(8))
    );
    assert_eq!(
        leading(&whole.slice(2, 2..3).unwrap()),
        Some(Leading::Rows(8))
    );
    for gaps in [
        whole.slice_step(2, 0..8, 2).unwrap(),
        whole.flip(1).unwrap(),
        whole
            .slice(1, 0..1)
            .unwrap()
            .broadcast_to([2, 6, 8])
            .unwrap(),
    ] {
        assert_eq!(leading(&gaps), None);
    }
}

#[test]
fn what_no_library_makes_is_a_sentence() {
    let cpu = Device::cpu();
    let (a, b) = (ones([2, 3, 4]), ones([2, 4, 5]));
    let said =
        |product: Product<'_>, device: &Device| product.check(device).unwrap_err().to_string();
    assert_eq!(
        said(Product::new(&a, &a), &cpu),
        "product: expected `b` of `float32` [2, 4, n], found `float32` [2, 3, 4]"
    );
    let bias = Tensor::full(&cpu, 1.0, DType::F32, [4]).unwrap();
    let with = Product {
        bias: Some(&bias),
        ..Product::new(&a, &b)
    };
    assert_eq!(
        said(with, &cpu),
        "product: expected `bias` of `float32` [5], found `float32` [4]"
    );
    let whole = Tensor::full(&cpu, 1.0, DType::I32, [1, 1, 1]).unwrap();
    assert_eq!(
        said(Product::new(&whole, &whole), &cpu),
        "product: expected `a` of elements of a float type, found `int32` [1, 1, 1]"
    );
    let check = Device::check();
    let one = Tensor::full(&check, 1.0, DType::F32, [1, 1, 1]).unwrap();
    assert_eq!(
        said(Product::new(&one, &one), &check),
        "device `check` has no library of products: it runs kernels only"
    );
}

/// A machine without CUDA has no cuBLASLt to try; the reason names what is missing and what to do.
#[test]
fn a_missing_library_says_what_to_install() {
    let missing = super::NoProduct::Missing {
        looked_in: vec!["/a".into()],
    };
    assert_eq!(
        missing.to_string(),
        "no cuBLASLt, NVIDIA's library of products: none is found in the loader's path, `/a`; help: \
         `pip install nvidia-cublas-cu12`, or set `KERNSMITH_CUBLASLT` to its folder"
    );
    match Device::cuda_report().products {
        Ok(found) => assert!(!found.version.is_empty()),
        Err(reason) => assert!(reason.to_string().contains("cuBLASLt"), "{reason}"),
    }
}
