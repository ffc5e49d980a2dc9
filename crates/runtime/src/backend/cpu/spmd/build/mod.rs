//! Writes the [`Kernel`] of an entry point: calls inlined, vectors taken apart.
//!
//! A value of the IR becomes an [`Item`]: the nodes of its scalars in order of memory, or an
//! address. Statements go to the innermost open block. What is constant is folded at once, so
//! that a branch on a template argument leaves one side only.

mod call;
mod function;
mod leaves;
mod matrix;
mod memory;
mod pointer;
mod statement;
mod value;
mod vector;

use super::{
    Address, Args, Base, ConstructId, FIRST_OBJECT, KERNEL, Kernel, Local, NodeId, NodeOp, Object,
    Pure, Stmt, Var, VarId, fold,
};
use crate::backend::cpu::Unsupported;
use kernsmith_msl::{
    analysis::layout::layout,
    ir::{AddressSpace, BufferAccess, EntryParam, Function, Module, Scalar, Type, TypeId, ValueId},
    source::Span,
};
use leaves::Leaf;
use std::{collections::BTreeMap, rc::Rc};

/// Inlining could grow a kernel without bound; real ones stay far below this.
const MAX_NODES: usize = 1 << 20;

/// A value of the IR.
#[derive(Clone, Debug)]
enum Item {
    Nodes(Vec<NodeId>),
    Pointer(Address),
}

/// One function in the course of being walked.
struct Instance<'m> {
    function: &'m Function,
    values: Vec<Option<Item>>,
    params: Vec<Item>,
    /// Where each variable went.
    locals: Vec<Base>,
    /// What a return leaves, and the variables that it sets before; `None` where the only return
    /// is the last statement, which then is the result.
    target: Option<(ConstructId, Vec<VarId>)>,
    result: Option<Item>,
    breaks: Vec<ConstructId>,
    continues: Vec<(ConstructId, super::Leave)>,
}

struct Builder<'m> {
    module: &'m Module,
    kernel: Kernel,
    open: Vec<Vec<Stmt>>,
    constants: BTreeMap<(u64, Scalar), NodeId>,
    leaves: BTreeMap<TypeId, Rc<[Leaf]>>,
    globals: BTreeMap<u32, u32>,
    /// The statement being walked, for errors.
    span: Span,
}

/// The kernel of this host name.
///
/// # Errors
/// If it uses what this back end cannot do.
pub(in crate::backend::cpu) fn build(module: &Module, kernel: &str) -> Result<Kernel, Unsupported> {
    let entry = module.kernels.iter().find(|entry| entry.name == kernel);
    let entry = entry.expect("the caller looked the kernel up in this module");
    let function = &module.functions[entry.function];
    let mut builder = Builder {
        module,
        kernel: Kernel::new(function.span),
        open: vec![Vec::new()],
        constants: BTreeMap::new(),
        leaves: BTreeMap::new(),
        globals: BTreeMap::new(),
        span: function.span,
    };
    let params = builder.entry_params(function, &entry.params);
    let mut instance = builder.instance(function, params);
    instance.target = Some((KERNEL, Vec::new()));
    builder.block(&mut instance, &function.body)?;
    builder.kernel.body = builder.open.pop().expect("the body is open");
    Ok(builder.kernel)
}

impl<'m> Builder<'m> {
    fn entry_params(&mut self, function: &Function, params: &[EntryParam]) -> Vec<Item> {
        let mut items = Vec::new();
        for (param, declared) in params.iter().zip(&function.params) {
            items.push(match *param {
                EntryParam::Buffer { index, access } => {
                    let writable = access == BufferAccess::ReadWrite;
                    self.object(Object::Buffer { index, writable })
                }
                EntryParam::Threadgroup { index } => self.object(Object::ThreadgroupParam(index)),
                EntryParam::BuiltIn(built_in) => {
                    let ty = &self.module.types[declared.ty];
                    let lanes = ty.lanes().unwrap_or(1);
                    let scalar = ty.scalar().unwrap_or(Scalar::U32);
                    let node = |component| {
                        let node = self
                            .kernel
                            .node(NodeOp::BuiltIn(built_in, component), Scalar::U32);
                        self.pure(Pure::Convert, &[node], scalar)
                    };
                    Item::Nodes((0..lanes).map(node).collect())
                }
            });
        }
        items
    }

    /// A pointer to the start of a new object.
    fn object(&mut self, object: Object) -> Item {
        let number =
            FIRST_OBJECT + u32::try_from(self.kernel.objects.len()).expect("parameters are few");
        self.kernel.objects.push(object);
        let node = self.constant(u64::from(number), Scalar::U32);
        Item::Pointer(Address {
            base: Base::Object(node),
            constant: 0,
            terms: Vec::new(),
        })
    }

    fn instance(&mut self, function: &'m Function, params: Vec<Item>) -> Instance<'m> {
        let locals = function
            .locals
            .iter()
            .map(|(_, local)| self.local(local))
            .collect();
        Instance {
            function,
            values: vec![None; function.values.len()],
            params,
            locals,
            target: None,
            result: None,
            breaks: Vec::new(),
            continues: Vec::new(),
        }
    }

    fn local(&mut self, local: &kernsmith_msl::ir::Local) -> Base {
        let layout = layout(&self.module.types, local.ty);
        if local.space == AddressSpace::Threadgroup {
            let Item::Pointer(address) = self.object(Object::Threadgroup(layout.size_bytes)) else {
                unreachable!("objects are pointers")
            };
            return address.base;
        }
        self.kernel.locals.push(Local {
            size_bytes: layout.size_bytes,
            align_bytes: layout.align_bytes,
            escapes: false,
            promoted: false,
        });
        Base::Local(u32::try_from(self.kernel.locals.len() - 1).expect("inlining is bounded"))
    }

    fn stmt(&mut self, stmt: Stmt) {
        self.open.last_mut().expect("a block is open").push(stmt);
    }

    fn construct(&mut self) -> ConstructId {
        self.kernel.constructs += 1;
        self.kernel.constructs - 1
    }

    fn constant(&mut self, bits: u64, ty: Scalar) -> NodeId {
        if let Some(&known) = self.constants.get(&(bits, ty)) {
            return known;
        }
        let node = self.kernel.node(NodeOp::Const(bits), ty);
        self.constants.insert((bits, ty), node);
        node
    }

    /// Evaluates a pure operation here, or folds it.
    fn pure(&mut self, op: Pure, args: &[NodeId], ty: Scalar) -> NodeId {
        if let Some(folded) = fold::fold(&self.kernel, op, args, ty) {
            return match folded {
                fold::Folded::Constant(bits) => self.constant(bits, ty),
                fold::Folded::Node(node) => node,
            };
        }
        let node = self.kernel.node(NodeOp::Pure(op, Args::new(args)), ty);
        self.stmt(Stmt::Eval(node));
        node
    }

    /// A node that a statement will define.
    fn defined(&mut self, ty: Scalar) -> NodeId {
        self.kernel.node(NodeOp::Defined, ty)
    }

    fn var(&mut self, ty: Scalar) -> VarId {
        self.kernel.vars.push(Var { ty });
        VarId(u32::try_from(self.kernel.vars.len() - 1).expect("inlining is bounded"))
    }

    fn unsupported<T>(&self, feature: &'static str) -> Result<T, Unsupported> {
        Err(Unsupported::new(feature, self.span))
    }

    /// The type of a value.
    fn ty(&self, instance: &Instance, value: ValueId) -> &'m Type {
        &self.module.types[instance.function.values[value].ty]
    }
}
