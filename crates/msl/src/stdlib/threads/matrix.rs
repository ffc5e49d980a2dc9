//! What the library's own Metal text about matrices is built on: clause 6.7. Kernels do not call these;
//! they call the functions of `prelude/simdgroup_matrix.metal`, which hold a matrix's two elements of a
//! thread as a vector.

use crate::ir::{AddressSpace, MatrixOp, Scalar, SimdOp, Type, TypeArena, TypeId};
use crate::stdlib::{Action, Argument, Mismatch, Resolved, resolve::type_mismatch};

const DIAGONAL: &str = "__kernsmith_matrix_diagonal";
const LOAD: &str = "__kernsmith_matrix_load";
const STORE: &str = "__kernsmith_matrix_store";
const MULTIPLY: &str = "__kernsmith_matrix_multiply";

pub(in crate::stdlib) fn names() -> impl Iterator<Item = &'static str> {
    [DIAGONAL, LOAD, STORE, MULTIPLY].into_iter()
}

/// `None` where the name is none of these.
pub(in crate::stdlib) fn resolve(
    name: &str,
    args: &[Argument],
    types: &mut TypeArena,
) -> Option<Result<Resolved, Mismatch>> {
    if names().all(|known| known != name) {
        return None;
    }
    let resolved = form(name, args, types);
    Some(resolved.ok_or_else(|| type_mismatch(name, args, types, Vec::new())))
}

fn form(name: &str, args: &[Argument], types: &mut TypeArena) -> Option<Resolved> {
    let given: Vec<TypeId> = args.iter().map(|arg| arg.ty).collect();
    let (stride, truth) = (types.scalar(Scalar::U64), types.scalar(Scalar::Bool));
    let void = types.intern(Type::Void);
    let (params, ret, action) = match (name, &given[..]) {
        (DIAGONAL, &[value]) => {
            let scalar = float(types, value, 1)?;
            let matrix = types.vector(scalar, 2);
            (vec![value], matrix, Action::Matrix(MatrixOp::Diagonal))
        }
        (LOAD, &[pointer, _, _]) => {
            let (_, scalar) = elements(types, pointer)?;
            let matrix = types.vector(scalar, 2);
            let params = vec![pointer, stride, truth];
            (params, matrix, Action::Matrix(MatrixOp::Load))
        }
        (STORE, &[pointer, matrix, _, _]) => {
            let (space, scalar) = elements(types, pointer)?;
            let fits = space != AddressSpace::Constant && float(types, matrix, 2)? == scalar;
            let params = vec![pointer, matrix, stride, truth];
            fits.then_some((params, void, Action::Matrix(MatrixOp::Store)))?
        }
        (MULTIPLY, &[a, b, c]) => {
            [a, b, c]
                .iter()
                .try_for_each(|&matrix| float(types, matrix, 2).map(|_| ()))?;
            (vec![a, b, c], c, Action::Simd(SimdOp::MultiplyMatrices))
        }
        _ => return None,
    };
    Some(Resolved {
        params,
        ret,
        action,
    })
}

/// The float type of a scalar, or of a vector of two.
fn float(types: &TypeArena, ty: TypeId, lanes: u8) -> Option<Scalar> {
    let scalar = types[ty].scalar().filter(|scalar| scalar.is_float())?;
    (types[ty].lanes() == Some(lanes)).then_some(scalar)
}

/// Where a pointer to floats leads.
fn elements(types: &TypeArena, ty: TypeId) -> Option<(AddressSpace, Scalar)> {
    match types[ty] {
        Type::Pointer { space, pointee } => Some((space, float(types, pointee, 1)?)),
        _ => None,
    }
}
