//! `A x = b` of float32 by kernels: substitution with the factors of [`pivoted`](super::pivoted), and one step of
//! refinement (`refined.metal`).
//!
//! ```text
//! P A = L U;  L U x = P b;  r = P (b - A x) in two floats;  L U d = r;  x + d
//! ```
//!
//! The host looks once, at the end. A pivot that is zero it names; numbers that are not finite it leaves to the host's own
//! form.
//!
//! Source: Higham, *Accuracy and Stability of Numerical Algorithms* (2002), chapter 12.

use kernsmith_kernels::{dispatch::function, plan::WholeFile};
use kernsmith_runtime::{Call, DType, Stream, Tensor};

use super::pivoted::{self, Factors, built, words};
use crate::{
    Error,
    cholesky::Triangle,
    error::runtime,
    host::{Operand, unravel},
    policy::Built,
    triangular::{self, Sides, Triangles, TriangularOptions},
};

/// The file, for those who launch it themselves.
pub static REFINED: WholeFile = WholeFile {
    file: "refined.metal",
    text: include_str!("refined.metal"),
};

/// Right sides of which each residual has a simdgroup of its own. Not tuned.
const FEW: usize = 8;

/// What there is as kernels for equations with so many right sides.
pub(crate) fn built_for_sides(side: usize, columns: usize, check_finite: bool) -> Built {
    match built([side, side], check_finite) {
        Built::Single => triangular::built(side, columns, check_finite),
        missing => missing,
    }
}

/// The solutions, or without right sides the inverses; `None` where a number is not finite.
///
/// # Errors
/// [`Error::Singular`] with the first pivot that is zero.
pub(super) fn solve(
    (op, stream): (&'static str, &Stream),
    (a, b): (Operand<'_>, Option<Operand<'_>>),
    refine: bool,
) -> Result<Option<Tensor>, Error> {
    let (factors, found) = pivoted::factor((op, stream), a)?;
    let equations = Equations {
        op,
        stream,
        a,
        b,
        rows: &factors.rows,
    };
    let (x, failed) = equations.solve(&factors, refine)?;
    let Some(zeros) = pivoted::zeros(op, &found)? else {
        return Ok(None);
    };
    if let Some((at, pivot)) = (0..)
        .zip(&zeros)
        .find_map(|(at, zero)| Some((at, (*zero)?)))
    {
        return Err(Error::Singular {
            op,
            matrix: unravel(at, a.outer),
            pivot,
        });
    }
    let failed = failed.item::<u32>().map_err(runtime(op))?;
    Ok((failed == 0).then_some(x))
}

/// Matrices and their right sides, or the identity.
struct Equations<'a> {
    op: &'static str,
    stream: &'a Stream,
    a: Operand<'a>,
    b: Option<Operand<'a>>,
    /// The row of `A` that is at a place.
    rows: &'a Tensor,
}

impl Equations<'_> {
    /// The solutions, and whether something failed.
    fn solve(&self, factors: &Factors, refine: bool) -> Result<(Tensor, Tensor), Error> {
        let status = triangular::new_status((self.op, self.stream))?;
        let (lower, status) = self.triangles(&factors.l, Triangle::Lower, status)?;
        let (upper, status) = self.triangles(&factors.u, Triangle::Upper, status)?;
        let substitute = |sides: &Tensor, status: Tensor| {
            let (inner, status) = lower.solve(&self.sides_of(sides), status)?;
            upper.solve(&self.sides_of(&inner), status)
        };
        let (x, status) = substitute(&self.ordered()?, status)?;
        match self.b {
            Some(b) if refine => {
                let (correction, status) = substitute(&self.residual(b, &x)?, status)?;
                Ok((self.corrected(&x, &correction)?, status))
            }
            _ => Ok((x, status)),
        }
    }

    fn triangles(
        &self,
        factor: &Tensor,
        triangle: Triangle,
        status: Tensor,
    ) -> Result<(Triangles<'_>, Tensor), Error> {
        let options = TriangularOptions {
            triangle,
            unit: triangle == Triangle::Lower,
            ..TriangularOptions::default()
        };
        let operand = Operand {
            tensor: factor,
            outer: self.a.outer,
            ..self.a
        };
        Triangles::of((self.op, self.stream), operand, &options, status)
    }

    fn sides_of<'t>(&'t self, numbers: &'t Tensor) -> Sides<'t> {
        Sides {
            columns: self.columns(),
            shape: self.shape(),
            numbers: Some(numbers),
        }
    }

    fn columns(&self) -> usize {
        self.b.map_or(self.a.rows, |b| b.columns)
    }

    fn shape(&self) -> &[usize] {
        self.b.unwrap_or(self.a).tensor.shape()
    }

    /// `P b`, or `P`.
    fn ordered(&self) -> Result<Tensor, Error> {
        let call = Call::new()
            .buffer(0, self.b.unwrap_or(self.a).tensor)
            .buffer(1, self.rows)
            .output(2, self.shape(), DType::F32)
            .bytes(3, self.sizes());
        self.launch("lu_sides", self.each(call))
    }

    /// `P (b - A x)`.
    fn residual(&self, b: Operand<'_>, x: &Tensor) -> Result<Tensor, Error> {
        let call = Call::new()
            .buffer(0, self.a.tensor)
            .buffer(1, b.tensor)
            .buffer(2, x)
            .buffer(3, self.rows)
            .output(4, self.shape(), DType::F32)
            .bytes(5, self.sizes());
        if b.columns > FEW {
            return self.launch("lu_many", self.each(call));
        }
        let call = call
            .grid([32 * b.rows, b.columns, self.batches()])
            .threadgroup([256, 1, 1]);
        self.launch("lu_few", call)
    }

    fn corrected(&self, x: &Tensor, correction: &Tensor) -> Result<Tensor, Error> {
        let call = Call::new()
            .buffer(0, x)
            .buffer(1, correction)
            .output(2, self.shape(), DType::F32)
            .grid([x.elements(), 1, 1])
            .threadgroup([256, 1, 1]);
        self.launch("lu_add", call)
    }

    fn batches(&self) -> usize {
        self.a.outer.iter().product()
    }

    fn sizes(&self) -> Vec<u8> {
        let is_identity = usize::from(self.b.is_none());
        words(&[self.a.rows, self.columns(), is_identity])
    }

    /// A thread for each element of the right sides.
    fn each(&self, call: Call) -> Call {
        call.grid([self.columns(), self.a.rows, self.batches()])
            .threadgroup([32, 8, 1])
    }

    fn launch(&self, name: &'static str, call: Call) -> Result<Tensor, Error> {
        let launched = function(self.op, &REFINED, name)?.launch_once(self.stream, call);
        Ok(launched.map_err(runtime(self.op))?.outputs.remove(0))
    }
}
