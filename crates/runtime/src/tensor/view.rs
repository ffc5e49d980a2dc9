//! Other views of the same elements.

use super::{
    Tensor,
    layout::{Layout, checked_bytes},
};
use crate::error::Error;
use std::{ops::Range, sync::Arc};

impl Tensor {
    /// The same elements in row-major order under another shape. A view where the tensor is
    /// row-contiguous, else a copy, for which it waits.
    ///
    /// # Errors
    /// If the shape holds another number of elements, or the copy fails.
    pub fn reshape(&self, shape: impl AsRef<[usize]>) -> Result<Self, Error> {
        let shape = shape.as_ref();
        let (expected, _) = checked_bytes("reshape", shape, self.dtype())?;
        if expected != self.elements() {
            return Err(self.no_view("reshape", format!("shape {shape:?}")));
        }
        let mut tensor = self.contiguous()?;
        let offset_elems = tensor.layout.offset_elems;
        tensor.layout = Arc::new(Layout {
            offset_elems,
            ..Layout::row_major(shape)
        });
        Ok(tensor)
    }

    /// The axes in reverse order.
    #[must_use]
    pub fn transpose(&self) -> Self {
        let mut tensor = self.clone();
        let layout = Arc::make_mut(&mut tensor.layout);
        layout.shape.reverse();
        layout.strides.reverse();
        tensor
    }

    /// The axes in the order given: axis `i` of the result is axis `axes[i]`.
    ///
    /// # Errors
    /// If `axes` is no permutation of the axes.
    pub fn permute(&self, axes: impl AsRef<[usize]>) -> Result<Self, Error> {
        let axes = axes.as_ref();
        let mut sorted = axes.to_vec();
        sorted.sort_unstable();
        if !sorted.into_iter().eq(0..self.ndim()) {
            return Err(self.no_view("permute", format!("the order of axes {axes:?}")));
        }
        let mut tensor = self.clone();
        let layout = Arc::make_mut(&mut tensor.layout);
        layout.shape = axes.iter().map(|&axis| self.layout.shape[axis]).collect();
        layout.strides = axes.iter().map(|&axis| self.layout.strides[axis]).collect();
        Ok(tensor)
    }

    /// The elements of `range` along an axis.
    ///
    /// # Errors
    /// If there is no such axis, or the range does not lie within it.
    pub fn slice(&self, axis: usize, range: Range<usize>) -> Result<Self, Error> {
        self.slice_step(axis, range, 1)
    }

    /// Every `step`th element of `range` along an axis; a negative step begins at the range's end.
    ///
    /// # Errors
    /// If there is no such axis, the range does not lie within it, or the step is zero.
    pub fn slice_step(&self, axis: usize, range: Range<usize>, step: i64) -> Result<Self, Error> {
        let valid =
            self.layout.shape.get(axis).is_some_and(|&length| {
                range.start <= range.end && range.end <= length && step != 0
            });
        let stride = self
            .layout
            .strides
            .get(axis)
            .and_then(|s| s.checked_mul(step));
        let (true, Some(stride)) = (valid, stride) else {
            let request = format!("the range {range:?} by {step} along axis {axis}");
            return Err(self.no_view("slice", request));
        };
        let taken = range.end - range.start;
        let step_elems = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
        let mut tensor = self.clone();
        let layout = Arc::make_mut(&mut tensor.layout);
        layout.shape[axis] = taken.div_ceil(step_elems);
        // Without elements the offset stays, so that it never leaves the buffer.
        if taken > 0 && self.elements() > 0 {
            let first = if step > 0 { range.start } else { range.end - 1 };
            layout.move_to(axis, first);
        }
        layout.strides[axis] = stride;
        Ok(tensor)
    }

    /// An axis backwards.
    ///
    /// # Errors
    /// If there is no such axis.
    pub fn flip(&self, axis: usize) -> Result<Self, Error> {
        let length = self.layout.shape.get(axis).copied().unwrap_or(0);
        self.slice_step(axis, 0..length, -1)
    }

    /// The elements repeated along axes of one and along new leading axes, as NumPy broadcasts.
    ///
    /// # Errors
    /// If an axis has another length, or the shape is too large.
    pub fn broadcast_to(&self, shape: impl AsRef<[usize]>) -> Result<Self, Error> {
        let shape = shape.as_ref();
        checked_bytes("broadcast_to", shape, self.dtype())?;
        let refuse = || self.no_view("broadcast_to", format!("shape {shape:?}"));
        let new_axes = shape.len().checked_sub(self.ndim()).ok_or_else(refuse)?;
        let mut strides = vec![0; new_axes];
        let axes = self.layout.shape.iter().zip(&self.layout.strides);
        for ((&length, &stride), &wanted) in axes.zip(&shape[new_axes..]) {
            match length {
                _ if length == wanted => strides.push(stride),
                1 => strides.push(0),
                _ => return Err(refuse()),
            }
        }
        let mut tensor = self.clone();
        tensor.layout = Arc::new(Layout {
            shape: shape.to_vec(),
            strides,
            offset_elems: self.layout.offset_elems,
        });
        Ok(tensor)
    }

    /// Any elements of the tensor's buffer: strides and offset count elements from the buffer's start,
    /// whatever part of it this tensor shows.
    ///
    /// # Errors
    /// If shape and strides differ in length, or an element lies outside the buffer.
    pub fn as_strided(
        &self,
        shape: impl AsRef<[usize]>,
        strides: impl AsRef<[i64]>,
        offset_elems: usize,
    ) -> Result<Self, Error> {
        let (shape, strides) = (shape.as_ref(), strides.as_ref());
        checked_bytes("as_strided", shape, self.dtype())?;
        let layout = Layout {
            shape: shape.to_vec(),
            strides: strides.to_vec(),
            offset_elems,
        };
        let buffer_elems = self.buffer.length_bytes() / self.dtype().size_bytes();
        if shape.len() != strides.len() || !layout.lies_within(buffer_elems) {
            let request = format!("shape {shape:?}, strides {strides:?}, offset {offset_elems}");
            return Err(self.no_view("as_strided", request));
        }
        let mut tensor = self.clone();
        tensor.layout = Arc::new(layout);
        Ok(tensor)
    }

    fn no_view(&self, op: &'static str, request: String) -> Error {
        Error::InvalidView {
            op,
            shape: self.shape().to_vec(),
            request,
        }
    }
}

impl Layout {
    /// Begins at another position of an axis.
    fn move_to(&mut self, axis: usize, position: usize) {
        let distance = i64::try_from(position).expect("a shape is checked when made");
        let moved = i64::try_from(self.offset_elems)
            .ok()
            .and_then(|offset| offset.checked_add(self.strides[axis].checked_mul(distance)?));
        self.offset_elems = moved
            .and_then(|offset| usize::try_from(offset).ok())
            .unwrap_or(self.offset_elems);
    }
}

#[cfg(test)]
mod tests {
    use super::Tensor;
    use crate::{Device, Error};

    fn counted(shape: &[usize]) -> Tensor {
        let count: usize = shape.iter().product();
        let elements: Vec<i32> = (0i32..).take(count).collect();
        Tensor::from_slice(&Device::cpu(), &elements, shape).unwrap()
    }

    fn read(tensor: &Tensor) -> (Vec<usize>, Vec<i64>, Vec<i32>) {
        let (shape, strides) = (tensor.shape().to_vec(), tensor.strides().to_vec());
        (shape, strides, tensor.to_vec().unwrap())
    }

    #[test]
    fn views_share_the_buffer_and_read_in_their_own_order() {
        let t = counted(&[2, 3]);
        assert_eq!(
            read(&t.transpose()),
            (vec![3, 2], vec![1, 3], vec![0, 3, 1, 4, 2, 5])
        );
        let row = t.slice(0, 1..2).unwrap();
        assert_eq!(read(&row), (vec![1, 3], vec![3, 1], vec![3, 4, 5]));
        assert!(row.is_row_contiguous());
        let flipped = t.flip(1).unwrap();
        assert_eq!(
            read(&flipped),
            (vec![2, 3], vec![3, -1], vec![2, 1, 0, 5, 4, 3])
        );
        assert!(!flipped.is_row_contiguous());
        let odd = counted(&[7]).slice_step(0, 1..7, 2).unwrap();
        assert_eq!(read(&odd), (vec![3], vec![2], vec![1, 3, 5]));
        let back = counted(&[7]).slice_step(0, 1..6, -2).unwrap();
        assert_eq!(read(&back), (vec![3], vec![-2], vec![5, 3, 1]));
        let wide = counted(&[3, 1]).broadcast_to([2, 3, 2]).unwrap();
        assert_eq!(wide.strides(), [0, 1, 0]);
        assert_eq!(
            wide.to_vec::<i32>().unwrap(),
            [0, 0, 1, 1, 2, 2, 0, 0, 1, 1, 2, 2]
        );
        let cube = counted(&[2, 3, 4]).permute([2, 0, 1]).unwrap();
        assert_eq!(
            (cube.shape(), cube.strides()),
            (&[4, 2, 3][..], &[1, 12, 4][..])
        );
        let rows = counted(&[6]).as_strided([2, 3], [2, 1], 1).unwrap();
        assert_eq!(
            read(&rows),
            (vec![2, 3], vec![2, 1], vec![1, 2, 3, 3, 4, 5])
        );
    }

    #[test]
    fn a_reshape_of_a_view_is_in_its_order() {
        let t = counted(&[2, 3]).transpose().reshape([6]).unwrap();
        assert_eq!(read(&t), (vec![6], vec![1], vec![0, 3, 1, 4, 2, 5]));
        let tail = counted(&[6])
            .slice(0, 2..6)
            .unwrap()
            .reshape([2, 2])
            .unwrap();
        assert_eq!(read(&tail), (vec![2, 2], vec![2, 1], vec![2, 3, 4, 5]));
    }

    #[test]
    fn views_that_do_not_exist_are_errors() {
        let t = counted(&[2, 3]);
        let errors = [
            t.reshape([7]),
            t.reshape([usize::MAX, usize::MAX]),
            t.permute([0, 0]),
            t.permute([0]),
            t.slice(2, 0..1),
            t.slice(1, 1..4),
            t.slice_step(1, 0..3, 0),
            t.flip(5),
            t.broadcast_to([3]),
            t.broadcast_to([3, 3]),
            t.broadcast_to([usize::MAX, 2, 3]),
            t.as_strided([2], [6], 0),
            t.as_strided([2], [-1], 0),
            t.as_strided([2], [1, 1], 0),
        ];
        for (index, result) in errors.into_iter().enumerate() {
            assert!(result.is_err(), "case {index}");
        }
        let message = t.slice(1, 1..4).unwrap_err().to_string();
        let expected = "slice: the range 1..4 by 1 along axis 1 is not possible for a tensor of \
                        shape [2, 3]";
        assert_eq!(message, expected);
    }

    #[test]
    fn a_view_larger_than_memory_can_be_made_and_not_be_read() {
        let t = counted(&[1]).broadcast_to([1 << 43]).unwrap();
        let results = [
            t.to_bytes().map(drop),
            t.to_vec::<i32>().map(drop),
            t.contiguous().map(drop),
        ];
        for result in results {
            assert!(matches!(result, Err(Error::OutOfMemory { .. })));
        }
    }

    #[test]
    fn empty_views_of_anything_are_empty() {
        let t = counted(&[4, 5]).slice(0, 4..4).unwrap();
        assert_eq!(read(&t.slice_step(1, 1..5, -3).unwrap()).2, []);
        let far = t.as_strided([0, 4], [i64::MAX, i64::MAX], 20).unwrap();
        assert_eq!(read(&far.slice(1, 3..4).unwrap()).2, []);
        assert_eq!(read(&counted(&[0]).flip(0).unwrap()).2, []);
    }
}
