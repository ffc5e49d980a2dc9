//! Products of matrices on the host, by faer.
//!
//! Not a kernel and not a fallback for one: a program of its own, which a launch names. Matrices of 16 bits are widened
//! to float32 first, which is exact, and their products are rounded once; so sums are in float32 as kernels have them.
//!
//! ```text
//! batches on all threads where they are many, or each on all threads
//! each:  widen a and b (16 bits only) -> faer's product -> alpha, c, bias, activation -> round (16 bits only)
//! ```

mod ending;
mod widen;

use crate::{
    backend::Binding,
    device::on_kernel_threads,
    error::Error,
    submission::{Matrix, NoProduct, ProductLibrary, Request},
    tensor::zeroed,
};
use bytemuck::{Pod, Zeroable};
use ending::{Ending, Real};
use faer::{Accum, MatMut, MatRef, Par, linalg::matmul::matmul, traits::ComplexField};
use half::{bf16, f16};
use kernsmith_msl::dtype::DType;
use rayon::prelude::*;
use widen::{Narrow, Widened};

const NAME: &str = "faer";
/// Fused steps below which a product is made on one thread: handing out work takes longer. Not tuned.
const SMALL: usize = 1 << 15;

/// What makes products.
pub(crate) const fn library() -> ProductLibrary {
    ProductLibrary {
        name: NAME,
        version: None,
        path: None,
    }
}

/// A product, ready to be made.
pub(crate) struct Product(Request);

/// Elements of a view, and where its first one lies among them.
#[derive(Clone, Copy)]
struct View<'a, T> {
    elements: &'a [T],
    start: usize,
}

/// What a launch binds.
struct Operands<'a, T> {
    a: View<'a, T>,
    b: View<'a, T>,
    c: Option<&'a [T]>,
    bias: Option<&'a [T]>,
}

impl Product {
    /// Whether faer makes just this.
    pub(crate) fn check(request: &Request) -> Result<(), NoProduct> {
        match (request.dtype, request.activation) {
            (DType::F64, Some(_)) => Err(NoProduct::Refused {
                library: NAME,
                what: "an activation of float64",
            }),
            _ => Ok(()),
        }
    }

    /// One that was checked.
    pub(crate) const fn new(request: Request) -> Self {
        Self(request)
    }

    /// Makes it: the last binding is written, the others are read.
    pub(crate) fn run(&self, bindings: &mut [Binding<'_>]) -> Result<(), Error> {
        let Some((Binding::Write { bytes: out, .. }, read)) = bindings.split_last_mut() else {
            unreachable!("a product binds its result last");
        };
        let read: Vec<(&[u8], usize)> = read.iter().filter_map(Binding::read).collect();
        let out: &mut [u8] = out;
        on_kernel_threads(|| match self.0.dtype {
            DType::F64 => self.plain::<f64>(&read, out),
            DType::F32 => self.plain::<f32>(&read, out),
            DType::F16 => self.widened::<f16>(&read, out),
            DType::BF16 => self.widened::<bf16>(&read, out),
            _ => unreachable!("a product is of floats, as was checked"),
        })
    }

    /// Of elements that faer multiplies as they are.
    fn plain<T: Real + Pod + ComplexField>(
        &self,
        read: &[(&[u8], usize)],
        out: &mut [u8],
    ) -> Result<(), Error> {
        let request = &self.0;
        let operands = self.operands::<T>(read);
        let ending = Ending::<T>::of(request, operands.c, operands.bias);
        let each = |(batch, out): (usize, &mut [T]), par| {
            multiply(
                out,
                (operands.a.of_batch(batch, request.a), request.a),
                (operands.b.of_batch(batch, request.b), request.b),
                par,
            );
            ending.apply(batch, out);
            Ok(())
        };
        self.each_batch(bytemuck::cast_slice_mut(out), &each)
    }

    /// Of elements of 16 bits.
    fn widened<T: Narrow + Pod>(
        &self,
        read: &[(&[u8], usize)],
        out: &mut [u8],
    ) -> Result<(), Error> {
        let request = &self.0;
        let operands = self.operands::<T>(read);
        let [c, bias] = [operands.c, operands.bias].map(|more| more.map(widen::widened));
        let [c, bias] = [c.transpose()?, bias.transpose()?];
        let ending = Ending::<f32>::of(request, c.as_deref(), bias.as_deref());
        let one_b = match request.b.batch {
            0 => Some(Widened::of(operands.b, 0, request.b)?),
            _ => None,
        };
        let each = |(batch, out): (usize, &mut [T]), par| {
            let a = Widened::of(operands.a, batch, request.a)?;
            let own_b = match one_b {
                Some(_) => None,
                None => Some(Widened::of(operands.b, batch, request.b)?),
            };
            let b = own_b.as_ref().or(one_b.as_ref());
            let b = b.expect("one of both was made");
            let mut sums: Vec<f32> = room(out.len())?;
            multiply(&mut sums, a.matrix(), b.matrix(), par);
            ending.apply(batch, &mut sums);
            widen::narrow(&sums, out);
            Ok(())
        };
        self.each_batch(bytemuck::cast_slice_mut(out), &each)
    }

    /// Calls `each` for all matrices of the result: many at a time where they are many or small.
    fn each_batch<T: Send>(
        &self,
        out: &mut [T],
        each: &(impl Fn((usize, &mut [T]), Par) -> Result<(), Error> + Sync),
    ) -> Result<(), Error> {
        let Request {
            batches, m, n, k, ..
        } = self.0;
        if m * n == 0 || batches == 0 {
            return Ok(());
        }
        let is_small = m.saturating_mul(n).saturating_mul(k) < SMALL;
        let threads = rayon::current_num_threads();
        let par = match is_small {
            true => Par::Seq,
            false => Par::rayon(threads),
        };
        match batches >= threads && batches > 1 {
            true => (out.par_chunks_exact_mut(m * n).enumerate())
                .try_for_each(|chunk| each(chunk, Par::Seq)),
            false => out
                .chunks_exact_mut(m * n)
                .enumerate()
                .try_for_each(|chunk| each(chunk, par)),
        }
    }

    fn operands<'a, T: Pod>(&self, read: &[(&'a [u8], usize)]) -> Operands<'a, T> {
        let view = |(bytes, start): (&'a [u8], usize)| View {
            elements: bytemuck::cast_slice(bytes),
            start: start / size_of::<T>(),
        };
        let mut more = read[2..].iter().map(|read| view(*read).unbroken());
        Operands {
            a: view(read[0]),
            b: view(read[1]),
            c: more.next_if(self.0.has_c),
            bias: more.next_if(self.0.has_bias),
        }
    }
}

/// The next one, if there should be one.
trait NextIf: Iterator {
    fn next_if(&mut self, has: bool) -> Option<Self::Item> {
        if has { self.next() } else { None }
    }
}

impl<I: Iterator> NextIf for I {}

impl<'a, T> View<'a, T> {
    /// From its first element on, of a view without gaps.
    fn unbroken(self) -> &'a [T] {
        &self.elements[self.start..]
    }

    /// The view of one matrix of a batch.
    fn of_batch(self, batch: usize, matrix: Matrix) -> Self {
        Self {
            start: place(self.start, batch, matrix.batch),
            ..self
        }
    }
}

/// Where something lies, so many strides from a place.
fn place(start: usize, count: usize, stride: i64) -> usize {
    let distance = i64::try_from(count)
        .ok()
        .and_then(|n| n.checked_mul(stride));
    let distance = distance.and_then(|distance| isize::try_from(distance).ok());
    let place = distance.and_then(|distance| start.checked_add_signed(distance));
    place.expect("a view lies within its buffer")
}

/// So many zeros.
fn room<T: Zeroable>(elements: usize) -> Result<Vec<T>, Error> {
    zeroed(elements).ok_or(Error::OutOfMemory {
        bytes: elements.saturating_mul(size_of::<T>()),
        device: None,
    })
}

/// `out = a b`, row after row.
fn multiply<T: ComplexField>(
    out: &mut [T],
    a: (View<'_, T>, Matrix),
    b: (View<'_, T>, Matrix),
    par: Par,
) {
    let (rows, columns) = (a.1.rows, b.1.columns);
    let out = MatMut::from_row_major_slice_mut(out, rows, columns);
    matmul(
        out,
        Accum::Replace,
        matrix(a),
        matrix(b),
        T::one_impl(),
        par,
    );
}

/// A matrix of faer's over a view.
fn matrix<T>((view, lies): (View<'_, T>, Matrix)) -> MatRef<'_, T> {
    let View { elements, start } = view;
    let Matrix {
        rows,
        columns,
        row,
        column,
        ..
    } = lies;
    if rows == 0 || columns == 0 {
        return MatRef::from_row_major_slice(&[], rows, columns);
    }
    let ends = [(rows, row), (columns, column)].map(|(count, stride)| {
        // The furthest element along the axis, in either direction.
        i64::try_from(count - 1)
            .ok()
            .and_then(|last| last.checked_mul(stride))
    });
    let [Some(down), Some(across)] = ends else {
        unreachable!("a view lies within its buffer");
    };
    for corner in [0, down, across, down.saturating_add(across)] {
        assert!(
            place(start, 1, corner) < elements.len(),
            "a view lies within its buffer"
        );
    }
    // SAFETY: all four corners of the matrix lie among the elements, which are borrowed, and so does all between them.
    unsafe {
        let first = elements.as_ptr().add(start);
        MatRef::from_raw_parts(first, rows, columns, row as isize, column as isize)
    }
}
