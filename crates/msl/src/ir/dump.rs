//! The IR as text.

use super::{AddressSpace, Type, TypeArena, TypeId};

impl TypeArena {
    /// The type as a reader of a diagnostic knows it: `float4`, `device uint*`, `int[3][2]`.
    #[must_use]
    pub fn name(&self, id: TypeId) -> String {
        match &self[id] {
            Type::Void => "void".to_owned(),
            Type::Scalar(scalar) => scalar.metal_name().to_owned(),
            Type::Vector {
                scalar,
                lanes,
                packed,
            } => {
                let packed = if *packed { "packed_" } else { "" };
                format!("{packed}{}{lanes}", scalar.metal_name())
            }
            Type::Pointer { space, pointee } => {
                format!("{} {}*", space.metal_name(), self.name(*pointee))
            }
            Type::Array { .. } => {
                let mut lengths = String::new();
                let mut element = id;
                while let Type::Array {
                    element: inner,
                    length,
                } = &self[element]
                {
                    lengths.push_str(&format!("[{length}]"));
                    element = *inner;
                }
                self.name(element) + &lengths
            }
            Type::Struct { name, .. } => name.clone(),
            Type::Atomic(scalar) => format!("atomic<{}>", scalar.metal_name()),
        }
    }
}

impl AddressSpace {
    /// The keyword in Metal.
    #[must_use]
    pub const fn metal_name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Constant => "constant",
            Self::Threadgroup => "threadgroup",
            Self::Thread => "thread",
        }
    }
}
