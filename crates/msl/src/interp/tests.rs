//! Kernels built by hand, run by a whole launch.

use super::{BufferInit, Finding, Launch, Memory};
use crate::{
    ir::{
        AddressSpace, BarrierScope, BinaryOp, BufferAccess, BuiltIn, CompareOp, Const, EntryParam,
        EntryPoint, FunctionBuilder, Loop, MemoryFlags, Module, Op, Param, Scalar, SimdOp, Stmt,
        Type, TypeId, ValueId,
    },
    source::{FileId, Span},
};

/// A kernel of one `int` buffer `a`, with the thread's position.
struct Kernel {
    module: Module,
    builder: FunctionBuilder,
    int: TypeId,
    bool: TypeId,
    at: u32,
}

impl Kernel {
    fn new() -> Self {
        let mut module = Module::default();
        let int = module.types.scalar(Scalar::I32);
        let bool = module.types.scalar(Scalar::Bool);
        let uint3 = module.types.vector(Scalar::U32, 3);
        let void = module.types.intern(Type::Void);
        let pointer = module.types.pointer(AddressSpace::Device, int);
        let param = |name: &str, ty| Param {
            name: name.into(),
            ty,
            span: span(0),
        };
        let params = vec![param("a", pointer), param("gid", uint3)];
        let builder = FunctionBuilder::new("k", params, void, span(0));
        Self {
            module,
            builder,
            int,
            bool,
            at: 1,
        }
    }

    /// Every operation has a span of its own.
    fn span(&mut self) -> Span {
        self.at += 1;
        span(self.at)
    }

    fn eval(&mut self, op: Op, ty: TypeId) -> ValueId {
        let span = self.span();
        self.builder.eval(op, ty, span)
    }

    fn int(&mut self, value: i32) -> ValueId {
        let bits = u64::from(value.cast_unsigned());
        self.builder
            .constant(self.int, Const::Scalar(bits), span(0))
    }

    fn binary(&mut self, op: BinaryOp, a: ValueId, b: ValueId) -> ValueId {
        self.eval(Op::Binary(op, a, b), self.int)
    }

    fn compare(&mut self, op: CompareOp, a: ValueId, b: ValueId) -> ValueId {
        self.eval(Op::Compare(op, a, b), self.bool)
    }

    fn thread(&mut self) -> ValueId {
        let whole = self.builder.param(1);
        let uint = self.module.types.scalar(Scalar::U32);
        let x = self.eval(Op::Extract { whole, index: 0 }, uint);
        self.eval(Op::Convert(x), self.int)
    }

    fn element(&mut self, index: ValueId) -> ValueId {
        let pointer = self.builder.param(0);
        let ty = self.builder.ty(pointer);
        self.eval(Op::Offset { pointer, index }, ty)
    }

    fn load(&mut self, pointer: ValueId) -> ValueId {
        self.eval(Op::Load(pointer), self.int)
    }

    fn store(&mut self, pointer: ValueId, value: ValueId) {
        let void = self.module.types.intern(Type::Void);
        self.eval(Op::Store { pointer, value }, void);
    }

    fn simd_sum(&mut self, value: ValueId) -> ValueId {
        let args = vec![value];
        self.eval(
            Op::Simd {
                op: SimdOp::Sum,
                args,
            },
            self.int,
        )
    }

    fn barrier(&mut self) {
        self.barrier_that(true);
    }

    fn barrier_that(&mut self, orders: bool) {
        self.barrier_with(MemoryFlags {
            threadgroup: orders,
            device: orders,
        });
    }

    fn barrier_with(&mut self, flags: MemoryFlags) {
        let void = self.module.types.intern(Type::Void);
        let scope = BarrierScope::Threadgroup;
        self.eval(Op::Barrier { scope, flags }, void);
    }

    fn local(&mut self, space: AddressSpace, length: u32) -> ValueId {
        let ty = self.module.types.intern(Type::Array {
            element: self.int,
            length,
        });
        let local = self.builder.local("tile", ty, space, span(0));
        self.builder
            .local_address(&mut self.module.types, local, span(0))
    }

    fn element_of(&mut self, array: ValueId, space: AddressSpace, index: ValueId) -> ValueId {
        let ty = self.module.types.pointer(space, self.int);
        self.eval(
            Op::Element {
                pointer: array,
                index,
            },
            ty,
        )
    }

    /// Runs it on so many threads in groups of 32 over `a`.
    fn run(self, threads: u32, a: &[i32]) -> (Vec<i32>, Vec<Finding>) {
        self.run_with(threads, a, true)
    }

    fn run_with(mut self, threads: u32, a: &[i32], initialized: bool) -> (Vec<i32>, Vec<Finding>) {
        let function = self.module.functions.push(self.builder.finish());
        self.module.kernels.push(EntryPoint {
            name: "k".into(),
            function,
            params: vec![
                EntryParam::Buffer {
                    index: 0,
                    access: BufferAccess::ReadWrite,
                },
                EntryParam::BuiltIn(BuiltIn::ThreadPositionInGrid),
            ],
            undecided: std::collections::BTreeMap::new(),
            max_threads: None,
        });
        let launch = Launch {
            module: &self.module,
            kernel: "k",
            grid: [threads, 1, 1],
            threadgroup: [threads.min(64), 1, 1],
            threadgroup_limit_bytes: 1024,
            threadgroup_lengths: Vec::new(),
        };
        let memory = Memory::new(vec![BufferInit {
            bytes: a.iter().flat_map(|x| x.to_le_bytes()).collect(),
            initialized,
            writable: true,
        }]);
        let prepared = launch.prepare().unwrap().with_step_limit(10_000);
        let mut findings = Vec::new();
        for group in 0..prepared.threadgroups()[0] {
            findings.extend(prepared.run_threadgroup(&memory, [group, 0, 0], &mut prepared.log()));
        }
        let buffers = memory.into_buffers();
        let ints = buffers[0].chunks(4);
        let ints = ints.map(|c| i32::from_le_bytes(c.try_into().unwrap()));
        (ints.collect(), findings)
    }
}

fn span(at: u32) -> Span {
    Span {
        file: FileId(0),
        start: at,
        end: at + 1,
    }
}

fn names(findings: &[Finding]) -> Vec<(&'static str, u64)> {
    findings.iter().map(|f| (f.name, f.count)).collect()
}

#[test]
fn every_thread_of_a_ragged_grid_runs_once() {
    let mut k = Kernel::new();
    let i = k.thread();
    let place = k.element(i);
    let old = k.load(place);
    let one = k.int(1);
    let sum = k.binary(BinaryOp::Add, old, one);
    k.store(place, sum);
    let before: Vec<i32> = (0..70).collect();
    let (after, findings) = k.run(70, &before);
    assert_eq!(findings, []);
    assert_eq!(after, (1..71).collect::<Vec<_>>());
}

#[test]
fn accesses_outside_are_found_and_harmless() {
    let mut k = Kernel::new();
    let i = k.thread();
    let place = k.element(i);
    let old = k.load(place);
    k.store(place, old);
    let (after, findings) = k.run(6, &[7, 8, 9, 10]);
    assert_eq!(
        names(&findings),
        [("out-of-bounds", 2), ("out-of-bounds", 2)]
    );
    assert_eq!(
        findings[0].message,
        "load of `int` at byte 16 of `a`, which has 16 bytes"
    );
    assert_eq!(findings[0].thread, [4, 0, 0]);
    assert_eq!(after, [7, 8, 9, 10]);
}

#[test]
fn reading_what_nothing_wrote_is_found() {
    let mut k = Kernel::new();
    let i = k.thread();
    let place = k.element(i);
    let old = k.load(place);
    k.store(place, old);
    let (_, findings) = k.run_with(4, &[1, 2, 3, 4], false);
    assert_eq!(names(&findings), [("uninitialized-read", 4)]);
}

#[test]
fn dividing_by_zero_gives_zero_and_a_finding() {
    let mut k = Kernel::new();
    let i = k.thread();
    let place = k.element(i);
    let one = k.int(100);
    let quotient = k.binary(BinaryOp::Div, one, i);
    k.store(place, quotient);
    let (after, findings) = k.run(3, &[1; 3]);
    assert_eq!(names(&findings), [("division-by-zero", 1)]);
    assert_eq!(after, [0, 100, 50]);
}

#[test]
fn a_barrier_makes_writes_of_others_visible() {
    let mut k = Kernel::new();
    let i = k.thread();
    let tile = k.local(AddressSpace::Threadgroup, 64);
    let mine = k.element_of(tile, AddressSpace::Threadgroup, i);
    k.store(mine, i);
    k.barrier();
    let last = k.int(63);
    let mirror = k.binary(BinaryOp::Sub, last, i);
    let theirs = k.element_of(tile, AddressSpace::Threadgroup, mirror);
    let value = k.load(theirs);
    let place = k.element(i);
    k.store(place, value);
    let (after, findings) = k.run(64, &[0; 64]);
    assert_eq!(findings, []);
    assert_eq!(after, (0..64).rev().collect::<Vec<_>>());
}

/// The read of what another thread wrote is told, with the write and the barrier; reading what is its own
/// is not.
#[test]
fn a_barrier_that_orders_nothing_is_relied_upon_by_those_who_read() {
    let mut k = Kernel::new();
    let i = k.thread();
    let tile = k.local(AddressSpace::Threadgroup, 64);
    let mine = k.element_of(tile, AddressSpace::Threadgroup, i);
    k.store(mine, i);
    k.barrier_that(false);
    let own = k.load(mine);
    let mirror = k.binary(BinaryOp::Xor, own, own);
    let theirs = k.element_of(tile, AddressSpace::Threadgroup, mirror);
    let value = k.load(theirs);
    let place = k.element(i);
    k.store(place, value);
    let (after, findings) = k.run(64, &[7; 64]);
    assert_eq!(names(&findings), [("unordered-read", 63)]);
    assert_eq!(findings[0].thread, [1, 0, 0]);
    let related = &findings[0].related;
    assert_eq!(related[0].1, "written here by thread 0 of the threadgroup");
    assert_eq!(
        related[1].1,
        "this barrier does not order threadgroup memory"
    );
    assert_eq!(after, [0; 64], "every barrier orders here");
}

/// A barrier for threadgroup memory says nothing of buffers.
#[test]
fn a_barrier_orders_the_memory_that_it_names() {
    for device in [false, true] {
        let mut k = Kernel::new();
        let i = k.thread();
        let mine = k.element(i);
        k.store(mine, i);
        k.barrier_with(MemoryFlags {
            threadgroup: true,
            device,
        });
        let last = k.int(63);
        let mirror = k.binary(BinaryOp::Sub, last, i);
        let theirs = k.element(mirror);
        let value = k.load(theirs);
        k.barrier();
        k.store(mine, value);
        let (after, findings) = k.run(64, &[0; 64]);
        assert_eq!(after, (0..64).rev().collect::<Vec<_>>());
        match device {
            true => assert_eq!(findings, []),
            false => {
                assert_eq!(names(&findings), [("unordered-read", 64)]);
                let barrier = &findings[0].related[1].1;
                assert_eq!(barrier, "this barrier does not order device memory");
            }
        }
    }
}

#[test]
fn a_barrier_in_a_branch_is_found_and_passed() {
    let mut k = Kernel::new();
    let i = k.thread();
    let place = k.element(i);
    let limit = k.int(40);
    let condition = k.compare(CompareOp::Less, i, limit);
    k.builder.open();
    k.barrier();
    k.store(place, limit);
    let then = k.builder.close();
    let here = k.span();
    k.builder.stmt(Stmt::If {
        condition,
        then,
        otherwise: Vec::new(),
        span: here,
    });
    let (after, findings) = k.run(64, &[0; 64]);
    assert_eq!(names(&findings), [("divergent-barrier", 1)]);
    assert_eq!(findings[0].thread, [40, 0, 0]);
    assert_eq!(after.iter().filter(|&&x| x == 40).count(), 40);
}

#[test]
fn lanes_of_a_branch_meet_without_the_others() {
    let mut k = Kernel::new();
    let i = k.thread();
    let place = k.element(i);
    let one = k.int(1);
    let three = k.int(3);
    let low = k.binary(BinaryOp::And, i, three);
    let condition = k.compare(CompareOp::Equal, low, one);
    k.builder.open();
    let sum = k.simd_sum(i);
    k.store(place, sum);
    let then = k.builder.close();
    k.builder.open();
    let sum = k.simd_sum(one);
    k.store(place, sum);
    let otherwise = k.builder.close();
    let here = k.span();
    k.builder.stmt(Stmt::If {
        condition,
        then,
        otherwise,
        span: here,
    });
    let (after, findings) = k.run(32, &[0; 32]);
    assert_eq!(findings, []);
    // 1 + 5 + ... + 29 of the one branch, 24 lanes of the other.
    let expected = |i: usize| if i % 4 == 1 { 120 } else { 24 };
    assert_eq!(after, (0..32).map(expected).collect::<Vec<_>>());
}

/// `do { sum += simd_sum(1); n += 1 } while (n <= gid & 3)`, then `a[gid] = sum + 100 * simd_sum(1)`.
#[test]
fn lanes_that_leave_a_loop_wait_behind_it() {
    let mut k = Kernel::new();
    let i = k.thread();
    let (zero, one) = (k.int(0), k.int(1));
    let (three, hundred) = (k.int(3), k.int(100));
    let turns = k.binary(BinaryOp::And, i, three);
    let state = k.local(AddressSpace::Thread, 2);
    let sum = k.element_of(state, AddressSpace::Thread, zero);
    let count = k.element_of(state, AddressSpace::Thread, one);
    k.store(sum, zero);
    k.store(count, zero);
    k.builder.open();
    let together = k.simd_sum(one);
    let old = k.load(sum);
    let new = k.binary(BinaryOp::Add, old, together);
    k.store(sum, new);
    let old = k.load(count);
    let new = k.binary(BinaryOp::Add, old, one);
    k.store(count, new);
    let body = k.builder.close();
    k.builder.open();
    let now = k.load(count);
    let again = k.compare(CompareOp::LessEqual, now, turns);
    let step = k.builder.close();
    let here = k.span();
    k.builder.stmt(Stmt::Loop(Box::new(Loop {
        before: Vec::new(),
        while_: None,
        body,
        step,
        again_if: Some(again),
        unroll: None,
        span: here,
    })));
    let all = k.simd_sum(one);
    let scaled = k.binary(BinaryOp::Mul, all, hundred);
    let old = k.load(sum);
    let result = k.binary(BinaryOp::Add, old, scaled);
    let place = k.element(i);
    k.store(place, result);
    let (after, findings) = k.run(32, &[0; 32]);
    assert_eq!(findings, []);
    let expected = |i: usize| 3200 + [32, 56, 72, 80][i % 4];
    assert_eq!(after, (0..32).map(expected).collect::<Vec<_>>());
}

#[test]
fn an_endless_loop_is_stopped() {
    let mut k = Kernel::new();
    let here = k.span();
    k.builder.stmt(Stmt::Loop(Box::new(Loop {
        before: Vec::new(),
        while_: None,
        body: Vec::new(),
        step: Vec::new(),
        again_if: None,
        unroll: None,
        span: here,
    })));
    let (_, findings) = k.run(2, &[0; 2]);
    assert_eq!(names(&findings), [("step-limit-exceeded", 2)]);
}

#[test]
fn too_much_threadgroup_memory_is_refused() {
    let mut k = Kernel::new();
    let i = k.thread();
    let tile = k.local(AddressSpace::Threadgroup, 257);
    let mine = k.element_of(tile, AddressSpace::Threadgroup, i);
    k.store(mine, i);
    let (_, findings) = k.run(2, &[0; 2]);
    assert_eq!(names(&findings), [("threadgroup-memory-exceeded", 1)]);
}
