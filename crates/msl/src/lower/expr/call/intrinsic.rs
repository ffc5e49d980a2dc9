//! Calls of functions that the compiler knows without a header: Clang's, such as `__builtin_ctz(x)`, and those
//! that Metal's own headers are made of, such as `__metal_exp(x, mode)`: kernels
//! that bring overloads for types of their own call them, too.
//!
//! Each is the library's function of the same name; the last argument of many says how exact it is
//! (`__METAL_FAST_MATH__` and its like, which are macros here).

use crate::lower::{
    Lowerer,
    expr::operand::{Operand, OperandKind, Place},
    ty::{Ty, TyKind},
};
use crate::{
    ir::{AddressSpace, Const, Scalar},
    source::Span,
    stdlib::{self, Namespace},
};

/// Functions of Clang's, without `__builtin_`, and of the library.
const BUILTINS: [(&str, &str); 22] = [
    ("clz", "clz"),
    ("clzl", "clz"),
    ("clzll", "clz"),
    ("ctz", "ctz"),
    ("ctzl", "ctz"),
    ("ctzll", "ctz"),
    ("popcount", "popcount"),
    ("popcountl", "popcount"),
    ("popcountll", "popcount"),
    ("bitreverse32", "reverse_bits"),
    ("fabsf", "fabs"),
    ("fmaf", "fma"),
    ("fmaxf", "fmax"),
    ("fminf", "fmin"),
    ("sqrtf", "sqrt"),
    ("floorf", "floor"),
    ("ceilf", "ceil"),
    ("truncf", "trunc"),
    ("roundf", "round"),
    ("rintf", "rint"),
    ("isnan", "isnan"),
    ("isinf", "isinf"),
];

/// How many threads a simdgroup has.
const SIMDGROUP_THREADS: u64 = 32;

impl Lowerer<'_> {
    /// The call of such a function; `None` if it is none.
    pub(super) fn intrinsic(
        &mut self,
        name: &str,
        args: &[Operand],
        span: Span,
    ) -> Option<Operand> {
        if name == "assert" && args.len() == 1 {
            // It stops no kernel: the headers define it as nothing unless they are told otherwise.
            return Some(Operand::constant(Ty::VOID, Const::Zero, span));
        }
        if let Some(name) = name.strip_prefix("__builtin_") {
            return self.builtin(name, args, span);
        }
        let name = name.strip_prefix("__metal_")?;
        if name == "get_simdgroup_size" {
            let size = Operand::constant(
                Ty::scalar(Scalar::U32),
                Const::Scalar(SIMDGROUP_THREADS),
                span,
            );
            return Some(size);
        }
        if !stdlib::is_function(name) {
            return None;
        }
        let (float, uint) = (Ty::scalar(Scalar::F32), Ty::scalar(Scalar::U32));
        let mode = args.last().and_then(|mode| mode_of(name, mode));
        let count = args.len() - usize::from(mode.is_some());
        let args: Vec<Operand> = args[..count].iter().map(|arg| self.pointed(arg)).collect();
        let namespace = mode.unwrap_or(Namespace::Plain);
        if let ("simd_and" | "simd_or" | "simd_xor", [data]) = (name, &args[..])
            && data.ty == float
        {
            // The library's own takes no `float`; this one takes its bits.
            let bits = self.as_type(data.clone(), uint, span);
            let bits = self.intrinsic(&format!("__metal_{name}"), &[bits], span)?;
            return Some(self.as_type(bits, float, span));
        }
        let resolved = self.library_call(namespace, name, None, &args);
        let resolved = resolved.or_else(|_| self.library_call(Namespace::Plain, name, None, &args));
        let resolved = resolved.ok()?;
        Some(self.emit_library(&resolved, args, name, span))
    }

    /// One of Clang's, which is the library's by another name.
    fn builtin(&mut self, name: &str, args: &[Operand], span: Span) -> Option<Operand> {
        if name == "unreachable" && args.is_empty() {
            return Some(Operand::constant(Ty::VOID, Const::Zero, span));
        }
        let &(_, name) = BUILTINS.iter().find(|(known, _)| *known == name)?;
        let resolved = self.library_call(Namespace::Plain, name, None, args).ok()?;
        Some(self.emit_library(&resolved, args.to_vec(), name, span))
    }

    /// What a pointer to thread memory leads to, since the library takes a reference there.
    fn pointed(&mut self, arg: &Operand) -> Operand {
        match (&arg.kind, self.tys[arg.ty].clone()) {
            (OperandKind::Value(pointer), TyKind::Pointer(target))
                if target.space == AddressSpace::Thread =>
            {
                let place = Place {
                    pointer: *pointer,
                    space: target.space,
                    constant: target.constant,
                };
                self.place(target.ty, place, arg.span)
            }
            _ => arg.clone(),
        }
    }
}

/// How exact a call is, where its last argument says so.
fn mode_of(name: &str, argument: &Operand) -> Option<Namespace> {
    let exact = name.starts_with("simd_") || name.starts_with("quad_");
    if exact || matches!(name, "frexp" | "modf" | "nextafter" | "sincos") {
        return None;
    }
    let int = Ty::scalar(Scalar::I32);
    match (&argument.kind, argument.ty) {
        (OperandKind::Const(Const::Scalar(0)), ty) if ty == int => Some(Namespace::Precise),
        (OperandKind::Const(Const::Scalar(1)), ty) if ty == int => Some(Namespace::Fast),
        (OperandKind::Const(Const::Scalar(2)), ty) if ty == int => Some(Namespace::Plain),
        _ => None,
    }
}
