//! Names of the library's types.

use super::path::Named;
use crate::lower::{
    Lowerer,
    scope::ScopeId,
    ty::{MatrixTy, QualTy, Ty, TyKind},
};
use crate::{ir::Scalar, source::Span, stdlib, syntax::ast};

impl<'a> Lowerer<'a> {
    /// A name that nothing in the unit declares: the library's types, functions and values.
    pub(super) fn library_name(
        &mut self,
        library: stdlib::Namespace,
        segment: &'a ast::PathSegment,
        scope: ScopeId,
    ) -> Named<'a> {
        let name = segment.ident.name.as_str();
        if let Some(arguments) = &segment.arguments
            && let Some(ty) = self.library_template(name, arguments, scope, segment.ident.span)
        {
            return Named::Type(QualTy::plain(ty));
        }
        if let Some(kind) = library_type(name) {
            return Named::Type(QualTy::plain(self.tys.intern(kind)));
        }
        if stdlib::is_function(name) {
            return Named::Library(library);
        }
        if matches!(name, "mem_flags" | "memory_order" | "thread_scope") {
            return Named::Type(QualTy::plain(Ty::UINT));
        }
        if let Some(what) = unsupported_type(name) {
            self.unsupported(what, segment.ident.span);
            return Named::Error;
        }
        Named::Unknown(&segment.ident)
    }

    /// `vec<T, N>`, `matrix<T, C, R>` and `atomic<T>`.
    fn library_template(
        &mut self,
        name: &str,
        arguments: &'a [ast::TemplateArgument],
        scope: ScopeId,
        span: Span,
    ) -> Option<Ty> {
        let packed = name == "packed_vec";
        if !matches!(name, "vec" | "atomic" | "packed_vec" | "matrix") {
            return None;
        }
        let Some(resolved) = self.template_arguments(arguments, scope) else {
            return Some(Ty::ERROR);
        };
        let scalar = resolved
            .first()
            .and_then(|argument| argument.ty())
            .map(|ty| ty.ty);
        if scalar == Some(Ty::ERROR) {
            return Some(Ty::ERROR);
        }
        let scalar = scalar.and_then(|ty| match self.tys[ty] {
            TyKind::Scalar(scalar) => Some(scalar),
            _ => None,
        });
        let lanes = resolved.get(1).and_then(|argument| argument.integer());
        if name == "matrix" {
            let rows = resolved.get(2).and_then(|argument| argument.integer());
            return Some(self.matrix(scalar, lanes.zip(rows), span));
        }
        Some(match (name, scalar, lanes) {
            ("atomic", Some(scalar), None) => self.atomic(scalar, span),
            (_, Some(scalar), Some(lanes @ 2..=4)) if name != "atomic" => {
                let lanes = u8::try_from(lanes).expect("matched above");
                self.tys.intern(TyKind::Vector {
                    scalar,
                    lanes,
                    packed,
                })
            }
            (_, Some(scalar), Some(1)) if name != "atomic" => Ty::scalar(scalar),
            _ => {
                let expected = match name {
                    "atomic" => "`atomic<T>` of a scalar type",
                    _ => "a scalar type and a length of 2, 3 or 4",
                };
                self.error("type-mismatch", span, format!("expected {expected}"));
                Ty::ERROR
            }
        })
    }

    fn matrix(&mut self, scalar: Option<Scalar>, shape: Option<(u64, u64)>, span: Span) -> Ty {
        match (scalar, shape) {
            (Some(scalar), Some((columns @ 2..=4, rows @ 2..=4))) if scalar.is_float() => {
                let count = |count: u64| u8::try_from(count).expect("matched above");
                self.tys.intern(TyKind::Matrix(MatrixTy {
                    scalar,
                    columns: count(columns),
                    rows: count(rows),
                }))
            }
            _ => {
                let message =
                    "expected `matrix<T, C, R>` of a float type, with 2 to 4 columns and rows";
                self.error("type-mismatch", span, message);
                Ty::ERROR
            }
        }
    }

    fn atomic(&mut self, scalar: Scalar, span: Span) -> Ty {
        if scalar.size_bytes() < 4 && scalar != Scalar::Bool {
            let message = format!("`atomic<{}>`", scalar.metal_name());
            self.unsupported(&message, span);
            return Ty::ERROR;
        }
        self.tys.intern(TyKind::Atomic(scalar))
    }
}

/// The types that exist without a declaration.
pub(in crate::lower) fn library_type(name: &str) -> Option<TyKind> {
    let scalar = match name {
        "void" => return Some(TyKind::Void),
        "int8_t" => Scalar::I8,
        "int16_t" => Scalar::I16,
        "int32_t" => Scalar::I32,
        "int64_t" | "ptrdiff_t" | "intptr_t" => Scalar::I64,
        "uint8_t" => Scalar::U8,
        "uint16_t" => Scalar::U16,
        "uint32_t" => Scalar::U32,
        "uint64_t" | "size_t" | "uintptr_t" => Scalar::U64,
        "bfloat16_t" => Scalar::BF16,
        "float16_t" => Scalar::F16,
        "float32_t" => Scalar::F32,
        "nullptr_t" => return Some(TyKind::Null),
        _ => return simd_type(name).or_else(|| numbered_type(name)),
    };
    Some(TyKind::Scalar(scalar))
}

/// The names of `<simd/simd.h>`, which host and kernel share: `simd_float4x4`, `vector_uint2`.
fn simd_type(name: &str) -> Option<TyKind> {
    let prefixes = ["simd_", "vector_", "matrix_"];
    let plain = prefixes
        .iter()
        .find_map(|prefix| name.strip_prefix(prefix))?;
    let kind = numbered_type(plain)?;
    match (
        &kind,
        name.starts_with("vector_"),
        name.starts_with("matrix_"),
    ) {
        (TyKind::Vector { .. }, _, false) | (TyKind::Matrix(_), false, _) => Some(kind),
        _ => None,
    }
}

/// `float`, `float4`, `packed_half2`, `atomic_uint`.
fn numbered_type(name: &str) -> Option<TyKind> {
    let by_name = |name: &str| Scalar::ALL.into_iter().find(|s| s.metal_name() == name);
    if let Some(scalar) = by_name(name) {
        return Some(TyKind::Scalar(scalar));
    }
    if let Some(of) = name.strip_prefix("atomic_") {
        let atomic = ["bool", "int", "uint", "ulong", "float"].contains(&of);
        return by_name(of).filter(|_| atomic).map(TyKind::Atomic);
    }
    if let Some(matrix) = matrix_type(name) {
        return Some(TyKind::Matrix(matrix));
    }
    let (packed, name) = name
        .strip_prefix("packed_")
        .map_or((false, name), |rest| (true, rest));
    let (digit_at, digit) = name.char_indices().next_back()?;
    let lanes = match digit {
        '2' => 2,
        '3' => 3,
        '4' => 4,
        _ => return None,
    };
    by_name(&name[..digit_at]).map(|scalar| TyKind::Vector {
        scalar,
        lanes,
        packed,
    })
}

/// `float4x4`, `half2x3`: columns, then rows.
fn matrix_type(name: &str) -> Option<MatrixTy> {
    let shape = name.len().checked_sub(3)?;
    let count = |digit: u8| (b'2'..=b'4').contains(&digit).then(|| digit - b'0');
    let [columns, b'x', rows] = *name.as_bytes().get(shape..)? else {
        return None;
    };
    let scalar = match name.get(..shape)? {
        "float" => Scalar::F32,
        "half" => Scalar::F16,
        "bfloat" => Scalar::BF16,
        _ => return None,
    };
    Some(MatrixTy {
        scalar,
        columns: count(columns)?,
        rows: count(rows)?,
    })
}

/// Types of Metal that we do not have, by what to call them.
pub(super) fn unsupported_type(name: &str) -> Option<&'static str> {
    Some(match name {
        "double" | "double2" | "double3" | "double4" => "`double`",
        name if name.starts_with("simdgroup_") => "`simdgroup_matrix`",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{MatrixTy, TyKind, library_type, unsupported_type};
    use crate::ir::Scalar;

    #[test]
    fn names_of_types_are_taken_apart() {
        let vector = |scalar, lanes, packed| {
            Some(TyKind::Vector {
                scalar,
                lanes,
                packed,
            })
        };
        assert_eq!(library_type("uchar3"), vector(Scalar::U8, 3, false));
        assert_eq!(library_type("packed_half2"), vector(Scalar::F16, 2, true));
        assert_eq!(library_type("int8_t"), Some(TyKind::Scalar(Scalar::I8)));
        assert_eq!(
            library_type("atomic_uint"),
            Some(TyKind::Atomic(Scalar::U32))
        );
        assert_eq!(
            library_type("half2x4"),
            Some(TyKind::Matrix(MatrixTy {
                scalar: Scalar::F16,
                columns: 2,
                rows: 4
            }))
        );
        assert_eq!(library_type("float5x4"), None);
        assert_eq!(library_type("float5"), None);
        assert_eq!(library_type("atomic_half"), None);
    }

    #[test]
    fn what_we_lack_is_known_by_name() {
        assert_eq!(unsupported_type("double"), Some("`double`"));
        assert_eq!(unsupported_type("float4"), None);
    }
}
