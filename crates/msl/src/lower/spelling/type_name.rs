//! Types as messages spell them, which is how Metal does.

use crate::lower::{
    Lowerer,
    expr::Code,
    ty::{Target, Ty, TyKind, space_name},
};

impl Lowerer<'_> {
    /// The type as a message spells it.
    pub(in crate::lower) fn ty_name(&self, ty: Ty) -> String {
        match &self.tys[ty] {
            TyKind::Error => "<error>".into(),
            TyKind::Void => "void".into(),
            TyKind::Null => "nullptr_t".into(),
            TyKind::Braces => "{...}".into(),
            TyKind::Closure(id) => self.closure_name(*id),
            TyKind::Function {
                params,
                ret,
                pointer,
            } => {
                let params: Vec<String> = params.iter().map(|ty| self.ty_name(*ty)).collect();
                let star = if *pointer { "(*)" } else { "" };
                format!("{}{star}({})", self.ty_name(*ret), params.join(", "))
            }
            TyKind::Scalar(scalar) => scalar.metal_name().into(),
            TyKind::Vector {
                scalar,
                lanes,
                packed,
            } => {
                let prefix = if *packed { "packed_" } else { "" };
                format!("{prefix}{}{lanes}", scalar.metal_name())
            }
            TyKind::Matrix(matrix) => format!(
                "{}{}x{}",
                matrix.scalar.metal_name(),
                matrix.columns,
                matrix.rows
            ),
            TyKind::Atomic(scalar) => format!("atomic<{}>", scalar.metal_name()),
            TyKind::Enum(id) => self.enums[*id as usize].name.clone(),
            TyKind::Pointer(target) => format!("{}*", self.target_name(*target)),
            TyKind::Reference(target) => format!("{}&", self.target_name(*target)),
            TyKind::Array { .. } => self.array_name(ty),
            TyKind::Record(id) => self.records[id.index()].name.clone(),
        }
    }

    fn closure_name(&self, id: u32) -> String {
        match &self.closures[id as usize].code {
            Code::Lambda { .. } => "lambda".into(),
            Code::Functions(decls, explicit) => {
                let name = decls.first().map_or("", |decl| self.functions[decl.0].name);
                name.to_owned() + &self.arguments_text(explicit.as_deref().unwrap_or(&[]))
            }
        }
    }

    fn array_name(&self, mut ty: Ty) -> String {
        let mut lengths = String::new();
        while let TyKind::Array { element, length } = self.tys[ty] {
            lengths += &format!("[{length}]");
            ty = element;
        }
        self.ty_name(ty) + &lengths
    }

    fn target_name(&self, target: Target) -> String {
        let constant = if target.constant { "const " } else { "" };
        format!(
            "{} {constant}{}",
            space_name(target.space),
            self.ty_name(target.ty)
        )
    }
}
