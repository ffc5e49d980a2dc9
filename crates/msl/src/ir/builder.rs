//! Builds a function statement by statement; `lower` and hand-written tests use it.

use super::{
    AddressSpace, Block, Const, Function, Local, LocalId, Op, Param, Stmt, Type, TypeArena, TypeId,
    Value, ValueId,
};
use crate::hash::HashMap;
use crate::{arena::Arena, source::Span};

/// A function under construction. Statements go to the innermost open block.
#[derive(Debug)]
pub struct FunctionBuilder {
    function: Function,
    open: Vec<Block>,
    constants: HashMap<(TypeId, Const), ValueId>,
    params: HashMap<u32, ValueId>,
    addresses: HashMap<LocalId, ValueId>,
}

impl FunctionBuilder {
    /// An empty function.
    #[must_use]
    pub fn new(name: impl Into<String>, params: Vec<Param>, ret: TypeId, span: Span) -> Self {
        let function = Function {
            name: name.into(),
            params,
            ret,
            locals: Arena::default(),
            values: Arena::default(),
            body: Vec::new(),
            span,
        };
        Self {
            function,
            open: vec![Vec::new()],
            constants: HashMap::default(),
            params: HashMap::default(),
            addresses: HashMap::default(),
        }
    }

    /// The function as far as it is built; its body is not there yet.
    #[must_use]
    pub fn function(&self) -> &Function {
        &self.function
    }

    /// The type of a value.
    #[must_use]
    pub fn ty(&self, value: ValueId) -> TypeId {
        self.function.values[value].ty
    }

    /// Adds a variable.
    pub fn local(
        &mut self,
        name: impl Into<String>,
        ty: TypeId,
        space: AddressSpace,
        span: Span,
    ) -> LocalId {
        self.function.locals.push(Local {
            name: name.into(),
            ty,
            space,
            span,
        })
    }

    /// The address of a variable.
    pub fn local_address(&mut self, types: &mut TypeArena, local: LocalId, span: Span) -> ValueId {
        if let Some(&known) = self.addresses.get(&local) {
            return known;
        }
        let Local { ty, space, .. } = self.function.locals[local];
        let ty = types.pointer(space, ty);
        let value = self.function.values.push(Value {
            op: Op::LocalAddress(local),
            ty,
            span,
        });
        self.addresses.insert(local, value);
        value
    }

    /// The parameter of this index.
    ///
    /// # Panics
    /// If the function has no such parameter.
    pub fn param(&mut self, index: u32) -> ValueId {
        if let Some(&known) = self.params.get(&index) {
            return known;
        }
        let Param { ty, span, .. } = self.function.params[index as usize];
        let value = self.function.values.push(Value {
            op: Op::Param(index),
            ty,
            span,
        });
        self.params.insert(index, value);
        value
    }

    /// A constant.
    pub fn constant(&mut self, ty: TypeId, constant: Const, span: Span) -> ValueId {
        let key = (ty, constant);
        if let Some(&known) = self.constants.get(&key) {
            return known;
        }
        let value = self.function.values.push(Value {
            op: Op::Const(key.1.clone()),
            ty,
            span,
        });
        self.constants.insert(key, value);
        value
    }

    /// Evaluates an operation here; an ambient one is only made.
    pub fn eval(&mut self, op: Op, ty: TypeId, span: Span) -> ValueId {
        let ambient = op.is_ambient();
        let value = self.function.values.push(Value { op, ty, span });
        if !ambient {
            self.stmt(Stmt::Eval(value));
        }
        value
    }

    /// Loads from a pointer.
    ///
    /// # Panics
    /// If the value is no pointer.
    pub fn load(&mut self, types: &TypeArena, pointer: ValueId, span: Span) -> ValueId {
        let Type::Pointer { pointee, .. } = types[self.ty(pointer)] else {
            panic!("a load takes a pointer")
        };
        self.eval(Op::Load(pointer), pointee, span)
    }

    /// Stores through a pointer.
    pub fn store(&mut self, types: &mut TypeArena, pointer: ValueId, value: ValueId, span: Span) {
        let void = types.intern(Type::Void);
        self.eval(Op::Store { pointer, value }, void, span);
    }

    /// Adds a statement to the innermost open block.
    pub fn stmt(&mut self, stmt: Stmt) {
        self.open
            .last_mut()
            .expect("a block is open until `finish`")
            .push(stmt);
    }

    /// Opens a block: statements go there until [`close`](Self::close).
    pub fn open(&mut self) {
        self.open.push(Vec::new());
    }

    /// Closes the innermost block and hands it over.
    ///
    /// # Panics
    /// If no block was opened.
    pub fn close(&mut self) -> Block {
        assert!(self.open.len() > 1, "every `close` has its `open`");
        self.open.pop().expect("checked above")
    }

    /// Ends the function.
    ///
    /// # Panics
    /// If a block is still open.
    #[must_use]
    pub fn finish(mut self) -> Function {
        let body = self.open.pop().expect("the body is open");
        assert!(self.open.is_empty(), "every `open` has its `close`");
        self.function.body = body;
        self.function
    }
}
