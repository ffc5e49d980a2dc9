//! Shapes and strides: where the elements of a view lie in its buffer.
//!
//! Strides count elements, may be zero (a broadcast) or negative (a flip), and are those that a
//! kernel sees as `NAME_strides`. A [`Layout`] always lies within its buffer: whoever makes one has
//! checked that.

use crate::error::Error;
use kernsmith_msl::dtype::DType;
use std::sync::Arc;

/// The elements of a view, in a buffer of elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) shape: Vec<usize>,
    pub(crate) strides: Vec<i64>,
    /// Where the first element lies.
    pub(crate) offset_elems: usize,
}

/// What a new row-major array takes. Cheap to clone.
#[derive(Clone, Debug)]
pub(crate) struct Room {
    pub(crate) layout: Arc<Layout>,
    pub(crate) dtype: DType,
    pub(crate) bytes: usize,
}

impl Room {
    /// Room for a shape; `op` is what an error calls it.
    pub(crate) fn new(op: &'static str, shape: &[usize], dtype: DType) -> Result<Self, Error> {
        let (_, bytes) = checked_bytes(op, shape, dtype)?;
        Ok(Self {
            layout: Arc::new(Layout::row_major(shape)),
            dtype,
            bytes,
        })
    }
}

impl Layout {
    /// Row-major, without gaps.
    pub(crate) fn row_major(shape: &[usize]) -> Self {
        let mut strides = vec![0; shape.len()];
        let mut stride = 1i64;
        for (stride_of_axis, &length) in strides.iter_mut().zip(shape).rev() {
            *stride_of_axis = stride;
            stride *= i64::try_from(length.max(1)).expect("`elements` has checked the shape");
        }
        Self {
            shape: shape.to_vec(),
            strides,
            offset_elems: 0,
        }
    }

    /// How many elements there are. Cannot overflow, as all axes were checked when it was made.
    pub(crate) fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// Whether the elements follow one another without gaps, last axis fastest. The strides of
    /// axes of one element do not matter; a view without elements is row-contiguous.
    pub(crate) fn is_row_contiguous(&self) -> bool {
        let mut expected = 1;
        for (&length, &stride) in self.shape.iter().zip(&self.strides).rev() {
            if length == 0 {
                return true;
            }
            if length > 1 && stride != expected {
                return false;
            }
            expected *= i64::try_from(length).expect("a shape is checked when made");
        }
        true
    }

    /// Length and stride of each axis, without axes of one, and with those as one that lie so.
    pub(crate) fn merged_axes(&self) -> Vec<(usize, i64)> {
        let mut axes: Vec<(usize, i64)> = Vec::with_capacity(self.shape.len());
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            if length == 1 {
                continue;
            }
            let count = i64::try_from(length).expect("a layout lies within its buffer");
            match axes.last_mut() {
                Some((outer, outer_stride)) if *outer_stride == stride * count => {
                    *outer *= length;
                    *outer_stride = stride;
                }
                _ => axes.push((length, stride)),
            }
        }
        axes
    }

    /// The lowest and the highest element that is touched, relative to the first; `None` without any.
    /// An error where they do not fit 64 bits.
    pub(crate) fn reach(&self) -> Option<Result<(i64, i64), Overflow>> {
        if self.shape.contains(&0) {
            return None;
        }
        let (mut low, mut high) = (0i64, 0i64);
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            let last = i64::try_from(length - 1).ok();
            let Some(far) = last.and_then(|last| stride.checked_mul(last)) else {
                return Some(Err(Overflow));
            };
            let end = if far < 0 { &mut low } else { &mut high };
            match end.checked_add(far) {
                Some(sum) => *end = sum,
                None => return Some(Err(Overflow)),
            }
        }
        Some(Ok((low, high)))
    }

    /// Whether every element lies in a buffer of so many.
    pub(crate) fn lies_within(&self, buffer_elems: usize) -> bool {
        let Some(reach) = self.reach() else {
            return self.offset_elems <= buffer_elems;
        };
        let Ok((low, high)) = reach else { return false };
        let Ok(offset) = i64::try_from(self.offset_elems) else {
            return false;
        };
        let first = offset.checked_add(low);
        let last = (offset.checked_add(high)).and_then(|last| usize::try_from(last).ok());
        first.is_some_and(|first| first >= 0) && last.is_some_and(|last| last < buffer_elems)
    }
}

/// A sum that does not fit.
#[derive(Debug)]
pub(crate) struct Overflow;

/// How many elements and bytes a shape has.
///
/// # Errors
/// If that does not fit the machine's address space, zeros apart.
pub(crate) fn checked_bytes(
    op: &'static str,
    shape: &[usize],
    dtype: DType,
) -> Result<(usize, usize), Error> {
    // Zeros count as ones, so that strides of an empty shape fit as well.
    let room = shape
        .iter()
        .try_fold(dtype.size_bytes(), |bytes, &n| bytes.checked_mul(n.max(1)))
        .filter(|&bytes| isize::try_from(bytes).is_ok());
    if room.is_none() {
        return Err(Error::ShapeTooLarge {
            op,
            shape: shape.to_vec(),
            dtype,
        });
    }
    let elements: usize = shape.iter().product();
    Ok((elements, elements * dtype.size_bytes()))
}

#[cfg(test)]
mod tests {
    use super::{DType, Layout, checked_bytes};

    fn layout(shape: &[usize], strides: &[i64], offset_elems: usize) -> Layout {
        Layout {
            shape: shape.to_vec(),
            strides: strides.to_vec(),
            offset_elems,
        }
    }

    #[test]
    fn row_contiguity_ignores_axes_of_one() {
        assert!(Layout::row_major(&[2, 3, 4]).is_row_contiguous());
        assert!(layout(&[1, 3], &[99, 1], 0).is_row_contiguous());
        assert!(layout(&[3, 1], &[1, -7], 0).is_row_contiguous());
        assert!(layout(&[], &[], 3).is_row_contiguous());
        assert!(layout(&[2, 0], &[5, 5], 0).is_row_contiguous());
        assert!(!layout(&[2, 3], &[1, 2], 0).is_row_contiguous());
        assert!(!layout(&[4], &[-1], 3).is_row_contiguous());
        assert!(!layout(&[4], &[0], 0).is_row_contiguous());
    }

    #[test]
    fn a_layout_knows_whether_it_lies_within() {
        assert!(layout(&[4], &[-1], 3).lies_within(4));
        assert!(!layout(&[4], &[-1], 2).lies_within(4));
        assert!(layout(&[1000, 2], &[0, 1], 0).lies_within(2));
        assert!(!layout(&[2], &[i64::MAX], 1).lies_within(4));
        assert!(!layout(&[3, 3], &[i64::MAX, i64::MAX], 0).lies_within(4));
        assert!(layout(&[0], &[i64::MAX], 4).lies_within(4));
        assert!(!layout(&[0], &[1], 5).lies_within(4));
    }

    #[test]
    fn shapes_that_no_memory_holds_are_refused() {
        assert_eq!(checked_bytes("t", &[3, 4], DType::F32).unwrap(), (12, 48));
        assert_eq!(checked_bytes("t", &[3, 0], DType::F32).unwrap(), (0, 0));
        assert_eq!(checked_bytes("t", &[], DType::C64).unwrap(), (1, 8));
        for shape in [[usize::MAX, 2], [usize::MAX, 0], [1 << 62, 2]] {
            assert!(checked_bytes("t", &shape, DType::U8).is_err(), "{shape:?}");
        }
    }
}
