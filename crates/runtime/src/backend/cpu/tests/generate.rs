//! Random kernels, the same for the same seed.

use super::WORDS;
use kernsmith_msl::{
    ir::{
        AddressSpace, BinaryOp, BufferAccess, BuiltIn, Case, CompareOp, Const, EntryParam,
        EntryPoint, Function, FunctionBuilder, FunctionId, LocalId, Loop, Module, Op, Param,
        Scalar, SimdOp, Stmt, Type, TypeId, ValueId,
    },
    source::{FileId, Span},
};

const SPAN: Span = Span {
    file: FileId(0),
    start: 0,
    end: 0,
};
/// Variables of each function.
const VARIABLES: usize = 5;
/// Elements of its array.
const ELEMENTS: u32 = 8;

/// SplitMix64 (Steele et al., 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % limit
    }
}

pub(super) struct Generator {
    random: Random,
    module: Module,
    builder: FunctionBuilder,
    int: TypeId,
    bool: TypeId,
    variables: Vec<LocalId>,
    array: LocalId,
    helper: Option<FunctionId>,
    loops: u32,
    switches: u32,
    /// What the thread's part of the output begins with; none in a helper.
    output: Option<ValueId>,
    stores: u64,
}

impl Generator {
    /// A kernel `k` over an input and an output.
    pub(super) fn kernel(seed: u64) -> Module {
        let mut module = Module::default();
        let int = module.types.scalar(Scalar::I32);
        let bool = module.types.scalar(Scalar::Bool);
        let void = module.types.intern(Type::Void);
        let uint = module.types.scalar(Scalar::U32);
        let uint3 = module.types.vector(Scalar::U32, 3);
        let thread_int = module.types.pointer(AddressSpace::Thread, int);
        let device_int = module.types.pointer(AddressSpace::Device, int);
        let param = |name: &str, ty| Param {
            name: name.into(),
            ty,
            span: SPAN,
        };

        let params = vec![param("x", int), param("y", thread_int)];
        let mut helper = Self::new(
            seed,
            module,
            FunctionBuilder::new("helper", params, int, SPAN),
            [int, bool],
        );
        let x = helper.builder.param(0);
        helper.begin(x);
        helper.block(2);
        let value = helper.read();
        helper.builder.stmt(Stmt::Return(Some(value), SPAN));
        let (function, mut module) = helper.finish();
        let helper = module.functions.push(function);

        let params = vec![
            param("a", device_int),
            param("out", device_int),
            param("gid", uint3),
            param("size", uint3),
            param("index", uint),
        ];
        let builder = FunctionBuilder::new("k_body", params, void, SPAN);
        let mut it = Self::new(seed ^ 0xabcd, module, builder, [int, bool]);
        it.helper = Some(helper);
        let thread = it.thread();
        it.begin(thread);
        let words = it.int(WORDS as i32);
        it.output = Some(it.binary(BinaryOp::Mul, thread, words));
        it.block(3);
        it.simd();
        it.block(3);
        for index in 0..VARIABLES {
            let address = it.variable(index);
            let value = it.builder.load(&it.module.types, address, SPAN);
            it.store(index as i32, value);
        }
        let (function, mut module) = it.finish();
        let function = module.functions.push(function);
        module.kernels.push(EntryPoint {
            name: "k".into(),
            function,
            params: vec![
                EntryParam::Buffer {
                    index: 0,
                    access: BufferAccess::Read,
                },
                EntryParam::Buffer {
                    index: 1,
                    access: BufferAccess::ReadWrite,
                },
                EntryParam::BuiltIn(BuiltIn::ThreadPositionInGrid),
                EntryParam::BuiltIn(BuiltIn::ThreadsPerGrid),
                EntryParam::BuiltIn(BuiltIn::ThreadIndexInThreadgroup),
            ],
            undecided: std::collections::BTreeMap::new(),
            max_threads: None,
        });
        module
    }

    fn new(
        seed: u64,
        mut module: Module,
        mut builder: FunctionBuilder,
        [int, bool]: [TypeId; 2],
    ) -> Self {
        let variables = (0..VARIABLES)
            .map(|at| builder.local(format!("v{at}"), int, AddressSpace::Thread, SPAN))
            .collect();
        let many = module.types.intern(Type::Array {
            element: int,
            length: ELEMENTS,
        });
        let array = builder.local("array", many, AddressSpace::Thread, SPAN);
        let random = Random(seed);
        let (helper, output) = (None, None);
        Self {
            random,
            module,
            builder,
            int,
            bool,
            variables,
            array,
            helper,
            loops: 0,
            switches: 0,
            output,
            stores: 0,
        }
    }

    fn finish(self) -> (Function, Module) {
        (self.builder.finish(), self.module)
    }

    /// Gives every variable a value.
    fn begin(&mut self, thread: ValueId) {
        for index in 0..VARIABLES {
            let value = match self.random.below(3) {
                0 => thread,
                1 => self.constant(),
                _ => {
                    let constant = self.constant();
                    self.binary(BinaryOp::Mul, thread, constant)
                }
            };
            let address = self.variable(index);
            self.builder
                .store(&mut self.module.types, address, value, SPAN);
        }
        for at in 0..ELEMENTS as i32 {
            let index = self.int(at);
            let address = self.element(index);
            let value = self.constant();
            self.builder
                .store(&mut self.module.types, address, value, SPAN);
        }
    }

    /// The number of the thread in the grid.
    fn thread(&mut self) -> ValueId {
        let (gid, size) = (self.builder.param(2), self.builder.param(3));
        let component = |it: &mut Self, whole, index| {
            let uint = it.module.types.scalar(Scalar::U32);
            let value = it.builder.eval(Op::Extract { whole, index }, uint, SPAN);
            it.builder.eval(Op::Convert(value), it.int, SPAN)
        };
        let [x, y, z] = [0, 1, 2].map(|index| component(self, gid, index));
        let [sx, sy] = [0, 1].map(|index| component(self, size, index));
        let layer = self.binary(BinaryOp::Mul, z, sy);
        let row = self.binary(BinaryOp::Add, layer, y);
        let row = self.binary(BinaryOp::Mul, row, sx);
        self.binary(BinaryOp::Add, row, x)
    }

    fn int(&mut self, value: i32) -> ValueId {
        let bits = Const::Scalar(u64::from(value as u32));
        self.builder.constant(self.int, bits, SPAN)
    }

    fn constant(&mut self) -> ValueId {
        let value = match self.random.below(4) {
            0 => self.random.below(u64::from(u32::MAX)) as i32,
            _ => self.random.below(9) as i32 - 2,
        };
        self.int(value)
    }

    fn binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> ValueId {
        self.builder.eval(Op::Binary(op, a, b), self.int, SPAN)
    }

    fn variable(&mut self, index: usize) -> ValueId {
        let local = self.variables[index];
        self.builder
            .local_address(&mut self.module.types, local, SPAN)
    }

    fn element(&mut self, index: ValueId) -> ValueId {
        let pointer = self
            .builder
            .local_address(&mut self.module.types, self.array, SPAN);
        let ty = self.module.types.pointer(AddressSpace::Thread, self.int);
        self.builder.eval(Op::Element { pointer, index }, ty, SPAN)
    }

    /// The content of some variable.
    fn read(&mut self) -> ValueId {
        let index = self.random.below(VARIABLES as u64) as usize;
        let address = self.variable(index);
        self.builder.load(&self.module.types, address, SPAN)
    }

    /// A value in `0..limit`, a power of two.
    fn small(&mut self, limit: i32) -> ValueId {
        let value = self.read();
        let mask = self.int(limit - 1);
        self.binary(BinaryOp::And, value, mask)
    }

    fn value(&mut self, depth: u32) -> ValueId {
        const OPS: [BinaryOp; 10] = [
            BinaryOp::Add,
            BinaryOp::Sub,
            BinaryOp::Mul,
            BinaryOp::And,
            BinaryOp::Or,
            BinaryOp::Xor,
            BinaryOp::Shl,
            BinaryOp::Shr,
            BinaryOp::Div,
            BinaryOp::Rem,
        ];
        if depth == 0 {
            return if self.random.below(3) == 0 {
                self.constant()
            } else {
                self.read()
            };
        }
        match self.random.below(8) {
            0 => {
                let index = self.small(ELEMENTS as i32);
                let address = self.element(index);
                self.builder.load(&self.module.types, address, SPAN)
            }
            1 if self.output.is_some() => {
                let index = self.small(1024);
                self.load(index)
            }
            2 if self.helper.is_some() => self.call(depth),
            3 => {
                let condition = self.condition();
                let (accept, reject) = (self.value(depth - 1), self.value(depth - 1));
                self.builder.eval(
                    Op::Select {
                        condition,
                        accept,
                        reject,
                    },
                    self.int,
                    SPAN,
                )
            }
            _ => {
                let op = OPS[self.random.below(OPS.len() as u64) as usize];
                let (a, b) = (self.value(depth - 1), self.value(depth - 1));
                self.binary(op, a, b)
            }
        }
    }

    fn load(&mut self, index: ValueId) -> ValueId {
        let pointer = self.builder.param(0);
        let ty = self.builder.ty(pointer);
        let address = self.builder.eval(Op::Offset { pointer, index }, ty, SPAN);
        self.builder.load(&self.module.types, address, SPAN)
    }

    fn call(&mut self, depth: u32) -> ValueId {
        let function = self.helper.expect("checked by the caller");
        let x = self.value(depth - 1);
        let index = self.random.below(VARIABLES as u64) as usize;
        let y = self.variable(index);
        self.builder.eval(
            Op::Call {
                function,
                args: vec![x, y],
            },
            self.int,
            SPAN,
        )
    }

    fn condition(&mut self) -> ValueId {
        const OPS: [CompareOp; 4] = [
            CompareOp::Less,
            CompareOp::Equal,
            CompareOp::GreaterEqual,
            CompareOp::NotEqual,
        ];
        let op = OPS[self.random.below(4) as usize];
        let (a, b) = (self.small(16), self.small(8));
        self.builder.eval(Op::Compare(op, a, b), self.bool, SPAN)
    }

    /// `out[thread * WORDS + word] = value`
    fn store(&mut self, word: i32, value: ValueId) {
        let Some(base) = self.output else { return };
        let word = self.int(word);
        let index = self.binary(BinaryOp::Add, base, word);
        let pointer = self.builder.param(1);
        let ty = self.builder.ty(pointer);
        let address = self.builder.eval(Op::Offset { pointer, index }, ty, SPAN);
        self.builder
            .store(&mut self.module.types, address, value, SPAN);
    }

    fn simd(&mut self) {
        const OPS: [SimdOp; 3] = [SimdOp::Sum, SimdOp::Max, SimdOp::PrefixExclusiveSum];
        for op in OPS {
            let data = self.read();
            let value = self.builder.eval(
                Op::Simd {
                    op,
                    args: vec![data],
                },
                self.int,
                SPAN,
            );
            let index = self.random.below(VARIABLES as u64) as usize;
            let address = self.variable(index);
            self.builder
                .store(&mut self.module.types, address, value, SPAN);
        }
    }

    fn block(&mut self, depth: u32) {
        for _ in 0..2 + self.random.below(3) {
            if self.statement(depth) {
                return;
            }
        }
    }

    fn nested(&mut self, depth: u32) -> Vec<Stmt> {
        self.builder.open();
        self.block(depth);
        self.builder.close()
    }

    /// Adds a statement; whether nothing may follow it.
    fn statement(&mut self, depth: u32) -> bool {
        if depth == 0 {
            return self.simple();
        }
        match self.random.below(8) {
            0..=2 => {
                let condition = self.condition();
                let then = self.nested(depth - 1);
                let otherwise = if self.random.below(2) == 0 {
                    Vec::new()
                } else {
                    self.nested(depth - 1)
                };
                self.builder.stmt(Stmt::If {
                    condition,
                    then,
                    otherwise,
                    span: SPAN,
                });
                false
            }
            3 => {
                self.repeat(depth);
                false
            }
            4 => {
                self.switch(depth);
                false
            }
            _ => self.simple(),
        }
    }

    fn simple(&mut self) -> bool {
        match self.random.below(16) {
            0 if self.loops > 0 => {
                self.builder.stmt(Stmt::Continue(SPAN));
                return true;
            }
            1 if self.loops > 0 || self.switches > 0 => {
                self.builder.stmt(Stmt::Break(SPAN));
                return true;
            }
            2 if self.loops + self.switches > 0 || self.output.is_none() => {
                let value = if self.output.is_some() {
                    None
                } else {
                    Some(self.value(1))
                };
                self.builder.stmt(Stmt::Return(value, SPAN));
                return true;
            }
            3 => {
                let index = self.small(ELEMENTS as i32);
                let value = self.value(1);
                let address = self.element(index);
                self.builder
                    .store(&mut self.module.types, address, value, SPAN);
            }
            4 if self.output.is_some() => {
                self.stores += 1;
                let word = VARIABLES as u64 + self.stores % (WORDS - VARIABLES) as u64;
                let value = self.read();
                self.store(word as i32, value);
            }
            5 if self.output.is_none() => {
                let value = self.value(1);
                let address = self.builder.param(1);
                self.builder
                    .store(&mut self.module.types, address, value, SPAN);
            }
            _ => {
                let value = self.value(2);
                let index = self.random.below(VARIABLES as u64) as usize;
                let address = self.variable(index);
                self.builder
                    .store(&mut self.module.types, address, value, SPAN);
            }
        }
        false
    }

    /// A loop over a counter of its own, that ends.
    fn repeat(&mut self, depth: u32) {
        let counter = self
            .builder
            .local("i", self.int, AddressSpace::Thread, SPAN);
        let address = self
            .builder
            .local_address(&mut self.module.types, counter, SPAN);
        let start = self.int(0);
        self.builder
            .store(&mut self.module.types, address, start, SPAN);
        let limit = if self.random.below(2) == 0 {
            self.int(3)
        } else {
            self.small(8)
        };
        let tests_first = self.random.below(3) > 0;
        let outer = std::mem::replace(&mut self.switches, 0);
        self.loops += 1;
        self.builder.open();
        let while_ = tests_first.then(|| self.counts(address, limit, false));
        let before = self.builder.close();
        let body = self.nested(depth - 1);
        self.loops -= 1;
        self.switches = outer;
        self.builder.open();
        let again = self.counts(address, limit, true);
        let step = self.builder.close();
        let again_if = (!tests_first).then_some(again);
        self.builder.stmt(Stmt::Loop(Box::new(Loop {
            before,
            while_,
            body,
            step,
            again_if,
            unroll: None,
            span: SPAN,
        })));
    }

    /// Whether the counter is below the limit, after a step if asked for.
    fn counts(&mut self, address: ValueId, limit: ValueId, step: bool) -> ValueId {
        let mut now = self.builder.load(&self.module.types, address, SPAN);
        if step {
            let one = self.int(1);
            now = self.binary(BinaryOp::Add, now, one);
            self.builder
                .store(&mut self.module.types, address, now, SPAN);
        }
        self.builder
            .eval(Op::Compare(CompareOp::Less, now, limit), self.bool, SPAN)
    }

    fn switch(&mut self, depth: u32) {
        let selector = self.small(4);
        self.switches += 1;
        let default = self.random.below(4) as i64;
        let mut cases = Vec::new();
        for label in 0..3 {
            let falls_through = label < 2 && self.random.below(3) == 0;
            let body = self.nested(depth - 1);
            cases.push(Case {
                labels: vec![label],
                default: label == default,
                body,
                falls_through,
            });
        }
        self.switches -= 1;
        self.builder.stmt(Stmt::Switch {
            selector,
            cases,
            span: SPAN,
        });
    }
}
