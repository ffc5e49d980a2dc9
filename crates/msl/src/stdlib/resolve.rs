//! Which row a call means: deduces `T` from the arguments and instantiates parameters and result.

use super::{
    Action, Argument, Mismatch, MismatchKind, Namespace, Resolved,
    row::{self, Class, Param, Ret, Row, What},
    threads::{atomic, barrier, matrix},
};
use crate::ir::{AddressSpace, Precision, Scalar, Type, TypeArena, TypeId};

/// Finds the form of a function that a call means.
///
/// # Errors
/// Where no form fits the arguments, or several do.
pub fn resolve(
    name: &str,
    ns: Namespace,
    args: &[Argument],
    types: &mut TypeArena,
) -> Result<Resolved, Mismatch> {
    if ns == Namespace::Plain {
        let special = atomic::resolve(name, args, types);
        let special = special.or_else(|| barrier::resolve(name, args, types));
        if let Some(result) = special.or_else(|| matrix::resolve(name, args, types)) {
            return result;
        }
    }
    let rows = rows_of(name, ns)?;
    let candidates = || rows.iter().map(|row| row.describe()).collect::<Vec<_>>();
    let fitting: Vec<_> = rows
        .iter()
        .filter(|row| row.params.len() == args.len())
        .collect();
    if fitting.is_empty() {
        let counts = counts(&rows);
        return Err(wrong_count(name, &counts, args.len(), candidates()));
    }
    let mut best: Option<(u8, &Row, Shape)> = None;
    for row in fitting {
        let shape = match deduce(row, args, types) {
            Ok(shape) => shape,
            Err(Conflict::Ambiguous(left, right)) => {
                return Err(ambiguous(name, (left, right), candidates()));
            }
            Err(Conflict::Types) => continue,
        };
        if let Some((cost, shape)) = fit(row, shape)
            && best.is_none_or(|(known, ..)| cost < known)
        {
            best = Some((cost, row, shape));
        }
    }
    let found = best.and_then(|(_, row, shape)| instantiate(row, shape, (ns, args), types));
    found.unwrap_or_else(|| Err(type_mismatch(name, args, types, candidates())))
}

/// `fast::` and `precise::` hold functions of floats only.
fn rows_of(name: &str, ns: Namespace) -> Result<Vec<&'static Row>, Mismatch> {
    let rows: Vec<_> = row::named(name)
        .filter(|row| ns == Namespace::Plain || row.class == Class::Float)
        .collect();
    if !rows.is_empty() {
        return Ok(rows);
    }
    let namespace = match ns {
        Namespace::Plain => "metal",
        Namespace::Fast => "fast",
        Namespace::Precise => "precise",
    };
    Err(Mismatch {
        kind: MismatchKind::Types,
        message: format!("there is no function `{name}` in namespace `{namespace}`"),
        candidates: Vec::new(),
        help: super::is_function(name).then(|| format!("write `metal::{name}`")),
    })
}

/// The element type and the number of components of `T`.
type Shape = (Scalar, u8);

enum Conflict {
    /// Two element types that do not mix.
    Ambiguous(Scalar, Scalar),
    /// No number, or vectors that differ.
    Types,
}

/// What `T` is by the arguments alone. A row without `T` counts as one of `bool`.
fn deduce(row: &Row, args: &[Argument], types: &TypeArena) -> Result<Shape, Conflict> {
    let mut vector: Option<Shape> = None;
    let mut typed: Option<Scalar> = None;
    let mut literal: Option<Scalar> = None;
    for (param, arg) in row.params.iter().zip(args) {
        if *param != Param::T {
            continue;
        }
        let shape = shape(types, arg.ty).ok_or(Conflict::Types)?;
        if shape.1 > 1 {
            if vector.is_some_and(|known| known != shape) {
                return Err(Conflict::Types);
            }
            vector = Some(shape);
        } else if arg.literal {
            literal = Some(literal.map_or(Ok(shape.0), |known| meet(known, shape.0))?);
        } else {
            typed = Some(typed.map_or(Ok(shape.0), |known| meet(known, shape.0))?);
        }
    }
    Ok(match (vector, typed, literal) {
        (Some(vector), ..) => vector,
        (None, Some(typed), Some(Scalar::F32)) if !typed.is_float() => (Scalar::F32, 1),
        (None, Some(typed), Some(literal)) if literal.is_float() && !typed.is_float() => {
            (literal, 1)
        }
        (None, Some(scalar), _) | (None, None, Some(scalar)) => (scalar, 1),
        (None, None, None) => (Scalar::Bool, 1),
    })
}

/// The type in which two different scalars meet.
fn meet(left: Scalar, right: Scalar) -> Result<Scalar, Conflict> {
    if left == right {
        return Ok(left);
    }
    match (left.is_float(), right.is_float()) {
        (true, true) => Err(Conflict::Ambiguous(left, right)),
        (true, false) => Ok(left),
        (false, true) => Ok(right),
        (false, false) => Ok(meet_integers(left.promoted(), right.promoted())),
    }
}

/// The usual arithmetic conversions of promoted integers.
fn meet_integers(left: Scalar, right: Scalar) -> Scalar {
    let width = left.size_bytes().max(right.size_bytes());
    let unsigned = |scalar: Scalar| scalar.size_bytes() == width && !scalar.is_signed();
    match (width, unsigned(left) || unsigned(right)) {
        (8, false) => Scalar::I64,
        (8, true) => Scalar::U64,
        (_, false) => Scalar::I32,
        (_, true) => Scalar::U32,
    }
}

/// The `T` of a row that the deduced one becomes, and how far away it is.
fn fit(row: &Row, (scalar, lanes): Shape) -> Option<(u8, Shape)> {
    if !row.extent.contains(lanes) {
        return None;
    }
    if row.class.contains(scalar) {
        // `Data` is there for `bool`; a row of numbers is nearer to a number.
        return Some((u8::from(row.class == Class::Data), (scalar, lanes)));
    }
    // Vectors convert to no other vector.
    let (cost, converted) = match row.class {
        _ if lanes > 1 => return None,
        Class::Integer | Class::Number if scalar == Scalar::Bool => (2, Scalar::I32),
        Class::Bool => (3, Scalar::Bool),
        Class::Float => (3, Scalar::F32),
        Class::Single | Class::Half | Class::Integer | Class::Number | Class::Data => return None,
    };
    Some((cost, (converted, lanes)))
}

/// The components of a scalar or vector type.
fn shape(types: &TypeArena, ty: TypeId) -> Option<Shape> {
    let ty = &types[ty];
    Some((ty.scalar()?, ty.lanes()?))
}

type Instance = Option<Result<Resolved, Mismatch>>;

/// The row with `T` put in; `None` where an argument beside `T` does not fit.
fn instantiate(
    row: &Row,
    (scalar, lanes): Shape,
    (ns, args): (Namespace, &[Argument]),
    types: &mut TypeArena,
) -> Instance {
    let mut params = Vec::with_capacity(args.len());
    for (param, arg) in row.params.iter().zip(args) {
        params.push(parameter(*param, *arg, (scalar, lanes), types)?);
    }
    let ret = match row.ret {
        Ret::T => types.vector(scalar, lanes),
        Ret::ScalarOfT => types.scalar(scalar),
        Ret::Int => types.vector(Scalar::I32, lanes),
        Ret::Bool => types.vector(Scalar::Bool, lanes),
        Ret::Unsigned => types.vector(scalar.to_unsigned(), lanes),
        Ret::OneBool => types.scalar(Scalar::Bool),
        Ret::U64 => types.scalar(Scalar::U64),
        Ret::Fixed(scalar, lanes) => types.vector(scalar, lanes),
    };
    let precision = match ns {
        Namespace::Plain => Precision::Default,
        Namespace::Fast => Precision::Fast,
        Namespace::Precise => Precision::Precise,
    };
    let action = match row.what {
        What::Math(function) => Action::Math(function, precision),
        What::Simd(op) => Action::Simd(op),
        What::Expand(expansion) => Action::Expand(expansion, precision),
    };
    Some(Ok(Resolved {
        params,
        ret,
        action,
    }))
}

fn parameter(
    param: Param,
    arg: Argument,
    (scalar, lanes): Shape,
    types: &mut TypeArena,
) -> Option<TypeId> {
    let found = shape(types, arg.ty);
    match param {
        Param::T => Some(types.vector(scalar, lanes)),
        Param::OutT => {
            let place = types.vector(scalar, lanes);
            out(place, arg.ty, types)
        }
        Param::OutInt => {
            let place = types.vector(Scalar::I32, lanes);
            out(place, arg.ty, types)
        }
        Param::Int => takes(found, (Scalar::I32, lanes), types),
        Param::Bool => match found? {
            (_, 1) => Some(types.scalar(Scalar::Bool)),
            _ => takes(found, (Scalar::Bool, lanes), types),
        },
        Param::ScalarOfT => takes(found, (scalar, 1), types),
        Param::U32 => takes(found, (Scalar::U32, 1), types),
        Param::U16 => takes(found, (Scalar::U16, 1), types),
    }
}

/// Scalars convert to anything; a vector only to itself.
fn takes(found: Option<Shape>, wanted: Shape, types: &mut TypeArena) -> Option<TypeId> {
    let found = found?;
    (found.1 == 1 || found == wanted).then(|| types.vector(wanted.0, wanted.1))
}

/// A reference to `place`, or the pointer to it that was passed.
fn out(place: TypeId, arg: TypeId, types: &mut TypeArena) -> Option<TypeId> {
    match types[arg] {
        Type::Pointer { pointee, .. } => (pointee == place).then_some(arg),
        _ => (arg == place).then(|| types.pointer(AddressSpace::Thread, place)),
    }
}

fn counts(rows: &[&Row]) -> String {
    let mut counts: Vec<_> = rows.iter().map(|row| row.params.len()).collect();
    counts.sort_unstable();
    counts.dedup();
    let counts: Vec<_> = counts.iter().map(ToString::to_string).collect();
    counts.join(" or ")
}

pub(super) fn wrong_count(
    name: &str,
    expected: &str,
    found: usize,
    candidates: Vec<String>,
) -> Mismatch {
    let plural = if expected == "1" { "" } else { "s" };
    Mismatch {
        kind: MismatchKind::Count,
        message: format!("expected {expected} argument{plural} for `{name}`, found {found}"),
        candidates,
        help: None,
    }
}

pub(super) fn type_mismatch(
    name: &str,
    args: &[Argument],
    types: &TypeArena,
    candidates: Vec<String>,
) -> Mismatch {
    let found: Vec<_> = args
        .iter()
        .map(|arg| format!("`{}`", types.name(arg.ty)))
        .collect();
    Mismatch {
        kind: MismatchKind::Types,
        message: format!("no form of `{name}` takes {}", found.join(", ")),
        candidates,
        help: None,
    }
}

fn ambiguous(name: &str, pair: (Scalar, Scalar), candidates: Vec<String>) -> Mismatch {
    let (left, right) = (pair.0.metal_name(), pair.1.metal_name());
    let wider = match pair {
        (Scalar::F32, other) | (other, Scalar::F32) => other.metal_name(),
        _ => left,
    };
    Mismatch {
        kind: MismatchKind::Ambiguous,
        message: format!("call of `{name}` with `{left}` and `{right}` is ambiguous"),
        candidates,
        help: Some(format!(
            "convert the `{wider}` argument to `float`: `float(x)`"
        )),
    }
}
