//! The kernel as one program for many lanes: scalars only, calls inlined, pointers resolved.
//!
//! What it is not: it is not tied to a register file or to an instruction set, so another code
//! generator can start from it.
//!
//! The idea, stage by stage:
//!
//! 1. [`build`] walks the kernel's function and everything it calls, and writes scalar
//!    [`Node`]s and structured [`Stmt`]s. A vector is as many nodes as it has components, a
//!    pointer an object and a byte offset. What a pointer points into is a constant wherever the
//!    source makes it one.
//! 2. [`locals`] turns variables into [`Var`]s (registers) where every access is at a known
//!    place, into rows where the index varies but the elements are alike, and into bytes of
//!    thread memory otherwise.
//! 3. [`forward`] replaces reads of variables by the value they hold where that is known, folds
//!    constants, computes what is the same once and drops what is not used; [`hoist`] takes out of
//!    loops what does not change in them.
//! 4. [`shape`] finds what is the same in all lanes (uniform), what grows by a constant from
//!    lane to lane (affine), what varies, and where control flow may diverge.

pub(super) mod build;
pub(super) mod fold;
pub(super) mod forward;
pub(super) mod hoist;
pub(super) mod locals;
pub(super) mod shape;
pub(super) mod walk;

use kernsmith_msl::{
    ir::{AtomicOp, BinaryOp, BuiltIn, CompareOp, GlobalId, MathFn, Scalar, SimdOp, UnaryOp},
    source::Span,
};

/// Index of a [`Node`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct NodeId(pub(super) u32);

/// Index of a [`Var`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct VarId(pub(super) u32);

/// Number of a construct that control may diverge in; the kernel itself is [`KERNEL`].
pub(super) type ConstructId = u32;

/// The target of a return from the kernel.
pub(super) const KERNEL: ConstructId = 0;

/// Each lane's private bytes. Object 0 is none: no access to it succeeds.
pub(super) const THREAD_OBJECT: u32 = 1;
/// Number of the first object of [`Kernel::objects`].
pub(super) const FIRST_OBJECT: u32 = 2;

/// One kernel.
#[derive(Clone, Debug)]
pub(super) struct Kernel {
    /// Its declaration.
    pub(super) span: Span,
    pub(super) nodes: Vec<Node>,
    pub(super) vars: Vec<Var>,
    pub(super) locals: Vec<Local>,
    pub(super) rows: Vec<Rows>,
    pub(super) body: Vec<Stmt>,
    /// Object [`FIRST_OBJECT`]` + i` is the i-th.
    pub(super) objects: Vec<Object>,
    /// How many constructs there are, the kernel included.
    pub(super) constructs: u32,
    /// Bytes of thread memory of one lane.
    pub(super) thread_bytes: u64,
    /// Whether threads of one group see each other's work: the group must run as a whole.
    pub(super) cooperative: bool,
}

/// What an object number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Object {
    /// `[[buffer(n)]]`.
    Buffer { index: u32, writable: bool },
    /// `[[threadgroup(n)]]`.
    ThreadgroupParam(u32),
    /// A threadgroup variable of this size.
    Threadgroup(u64),
    /// A table.
    Global(GlobalId),
}

/// A scalar value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) op: NodeOp,
    pub(super) ty: Scalar,
}

/// How a node comes by its value.
#[derive(Clone, Copy, Debug)]
pub(super) enum NodeOp {
    /// Bits, zero-extended; `Bool` is 0 or 1.
    Const(u64),
    /// A component of a built-in, `U32`.
    BuiltIn(BuiltIn, u8),
    /// Where a variable lies in thread memory, `I64`; a constant after [`locals`].
    LocalBase(u32),
    /// A function of other nodes.
    Pure(Pure, Args),
    /// The statement that lists it as a result defines it.
    Defined,
    /// The same as another node.
    Same(NodeId),
}

/// Operands of a pure node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Args {
    items: [NodeId; 4],
    len: u8,
}

impl Args {
    pub(super) fn new(args: &[NodeId]) -> Self {
        let mut items = [NodeId(0); 4];
        items[..args.len()].copy_from_slice(args);
        let len = u8::try_from(args.len()).expect("no operation has more than four operands");
        Self { items, len }
    }

    pub(super) fn as_slice(&self) -> &[NodeId] {
        &self.items[..usize::from(self.len)]
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [NodeId] {
        &mut self.items[..usize::from(self.len)]
    }
}

/// An operation without an effect. Operand types are those of the operand nodes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Pure {
    Unary(UnaryOp),
    Binary(BinaryOp),
    Compare(CompareOp),
    /// Condition, accept, reject.
    Select,
    Convert,
    Bitcast,
    Math(MathFn),
}

/// A scalar variable in a register.
#[derive(Clone, Copy, Debug)]
pub(super) struct Var {
    pub(super) ty: Scalar,
}

/// A variable of the source in thread memory.
#[derive(Clone, Debug)]
pub(super) struct Local {
    pub(super) size_bytes: u64,
    pub(super) align_bytes: u32,
    /// Its address is used as a value.
    pub(super) escapes: bool,
    /// It is in registers or rows: no statement reaches it by address any more.
    pub(super) promoted: bool,
}

/// An array in registers, one row of lanes per element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    pub(super) ty: Scalar,
    pub(super) length: u32,
}

/// An address: `base + constant + sum(index * scale)`, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Address {
    pub(super) base: Base,
    pub(super) constant: i64,
    pub(super) terms: Vec<Term>,
}

/// What an address counts from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The start of an object, whose number is a `U32` node.
    Object(NodeId),
    /// The start of a variable.
    Local(u32),
}

/// A part of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// Any integer, taken by its sign.
    pub(super) index: NodeId,
    pub(super) scale: i64,
}

/// A statement.
#[derive(Clone, Debug)]
pub(super) enum Stmt {
    /// Evaluates a pure node.
    Eval(NodeId),
    /// Reads a variable.
    Get {
        result: NodeId,
        var: VarId,
    },
    /// Writes a variable.
    Set {
        var: VarId,
        value: NodeId,
    },
    /// Reads scalars of one type that lie side by side.
    Load {
        results: Vec<NodeId>,
        address: Address,
    },
    /// Writes scalars of one type side by side.
    Store {
        values: Vec<NodeId>,
        address: Address,
    },
    /// Reads an object number (`U32`) and an offset (`I64`).
    LoadPointer {
        results: [NodeId; 2],
        address: Address,
    },
    /// Writes them.
    StorePointer {
        values: [NodeId; 2],
        address: Address,
    },
    /// Reads `rows[index]`, zero if there is none; the index is in `I64`.
    RowGet {
        result: NodeId,
        rows: u32,
        index: NodeId,
    },
    /// Writes `rows[index]`, if there is one.
    RowSet {
        rows: u32,
        index: NodeId,
        value: NodeId,
    },
    Atomic(Box<Atomic>),
    Simd {
        op: SimdOp,
        result: NodeId,
        args: Args,
    },
    Barrier,
    /// Logs a message with these values.
    Log {
        format: u32,
        values: Vec<NodeId>,
    },
    If {
        id: ConstructId,
        condition: NodeId,
        then: Vec<Self>,
        otherwise: Vec<Self>,
    },
    Loop(Box<Loop>),
    Switch {
        id: ConstructId,
        selector: NodeId,
        cases: Vec<Case>,
    },
    /// A body that can be left early: an inlined call.
    Region {
        id: ConstructId,
        body: Vec<Self>,
    },
    Leave {
        target: ConstructId,
        how: Leave,
    },
}

/// How control leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leave {
    /// Goes after the construct.
    End,
    /// Goes to the step of the loop.
    Continue,
}

/// An atomic operation.
#[derive(Clone, Debug)]
pub(super) struct Atomic {
    pub(super) op: AtomicOp,
    pub(super) scalar: Scalar,
    pub(super) result: Option<NodeId>,
    pub(super) address: Address,
    pub(super) args: Vec<NodeId>,
}

/// A loop, as the IR has it.
#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub(super) id: ConstructId,
    pub(super) before: Vec<Stmt>,
    pub(super) while_: Option<NodeId>,
    pub(super) body: Vec<Stmt>,
    pub(super) step: Vec<Stmt>,
    pub(super) again_if: Option<NodeId>,
}

/// A case of a switch, as the IR has it.
#[derive(Clone, Debug)]
pub(super) struct Case {
    pub(super) labels: Vec<i64>,
    pub(super) default: bool,
    pub(super) body: Vec<Stmt>,
    pub(super) falls_through: bool,
}

impl Kernel {
    /// One without content.
    pub(super) fn new(span: Span) -> Self {
        Self {
            span,
            nodes: Vec::new(),
            vars: Vec::new(),
            locals: Vec::new(),
            rows: Vec::new(),
            body: Vec::new(),
            objects: Vec::new(),
            constructs: KERNEL + 1,
            thread_bytes: 0,
            cooperative: false,
        }
    }

    /// Adds a node.
    pub(super) fn node(&mut self, op: NodeOp, ty: Scalar) -> NodeId {
        self.nodes.push(Node { op, ty });
        NodeId(u32::try_from(self.nodes.len() - 1).expect("the builder bounds the nodes"))
    }

    /// The node that this one is the same as.
    pub(super) fn resolve(&self, mut node: NodeId) -> NodeId {
        while let NodeOp::Same(other) = self.nodes[node.0 as usize].op {
            node = other;
        }
        node
    }

    /// The type of a node.
    pub(super) fn ty(&self, node: NodeId) -> Scalar {
        self.nodes[node.0 as usize].ty
    }

    /// The bits of a constant.
    pub(super) fn constant(&self, node: NodeId) -> Option<u64> {
        match self.nodes[self.resolve(node).0 as usize].op {
            NodeOp::Const(bits) => Some(bits),
            _ => None,
        }
    }
}

/// A constant integer as a number, by the type's sign.
pub(super) fn signed(bits: u64, ty: Scalar) -> i64 {
    match ty {
        Scalar::I8 => i64::from(bits as i8),
        Scalar::I16 => i64::from(bits as i16),
        Scalar::I32 => i64::from(bits as i32),
        Scalar::U8 => i64::from(bits as u8),
        Scalar::U16 => i64::from(bits as u16),
        Scalar::U32 => i64::from(bits as u32),
        _ => bits as i64,
    }
}
