//! The executor against the reference interpreter, on kernels made from random numbers.
//!
//! A kernel's outputs have to be equal to the last bit, on blocks of several arrangements and
//! with ragged groups. What is generated is integer arithmetic, branches, loops, switches, early
//! leaves, calls, arrays with run-time indices and simdgroup operations; float functions have
//! tests of their own.

mod batch;
mod generate;
mod source;

use super::{Binding, Program};
use generate::Generator;
use kernsmith_msl::{
    interp::{self, BufferInit, Memory},
    ir::Module,
};

/// Words of the output that each thread has for itself.
const WORDS: usize = 16;

struct Case<'m> {
    module: &'m Module,
    grid: [u32; 3],
    threadgroup: [u32; 3],
    input: Vec<u8>,
}

impl Case<'_> {
    fn threads(&self) -> usize {
        self.grid.iter().map(|&by| by as usize).product()
    }

    fn interpret(&self) -> Vec<u8> {
        let output = vec![0; self.threads() * WORDS * 4];
        let memory = Memory::new(vec![
            BufferInit {
                bytes: self.input.clone(),
                initialized: true,
                writable: false,
            },
            BufferInit {
                bytes: output,
                initialized: true,
                writable: true,
            },
        ]);
        let launch = interp::Launch {
            module: self.module,
            kernel: "k",
            grid: self.grid,
            threadgroup: self.threadgroup,
            threadgroup_limit_bytes: 32 << 10,
            threadgroup_lengths: Vec::new(),
        };
        let groups = self.groups();
        for group in 0..groups.iter().product() {
            let position = [
                group % groups[0],
                group / groups[0] % groups[1],
                group / groups[0] / groups[1],
            ];
            interp::run_threadgroup(&launch, &memory, position).expect("the kernel is there");
        }
        memory.into_buffers().remove(1)
    }

    fn groups(&self) -> [u32; 3] {
        std::array::from_fn(|axis| self.grid[axis].div_ceil(self.threadgroup[axis]))
    }

    fn execute(&self) -> Vec<u8> {
        let mut input = self.input.clone();
        let mut output = vec![0; self.threads() * WORDS * 4];
        let bindings = [
            Binding {
                ptr: input.as_mut_ptr(),
                len_bytes: input.len(),
                start_bytes: 0,
                writable: false,
            },
            Binding {
                ptr: output.as_mut_ptr(),
                len_bytes: output.len(),
                start_bytes: 0,
                writable: true,
            },
        ];
        let program = Program::compile(self.module, "k").expect("all of it is supported");
        // SAFETY: both buffers outlive the launch, and nothing else uses them.
        unsafe { program.launch(self.grid, self.threadgroup, &bindings, &[]) };
        output
    }
}

/// Grids and threadgroups: one row, whole rows, neither, ragged, tiny.
const LAUNCHES: [([u32; 3], [u32; 3]); 6] = [
    ([300, 1, 1], [300, 1, 1]),
    ([100, 1, 1], [64, 1, 1]),
    ([32, 10, 1], [16, 8, 1]),
    ([7, 5, 6], [7, 3, 4]),
    ([3, 1, 1], [1, 1, 1]),
    ([512, 2, 1], [256, 2, 1]),
];

#[test]
fn random_kernels_do_what_the_interpreter_says() {
    for seed in 0..48 {
        let module = Generator::kernel(seed);
        if let Err(violation) = kernsmith_msl::valid::validate(&module) {
            panic!("seed {seed}: {violation}\n{}", module.dump());
        }
        let (grid, threadgroup) = LAUNCHES[seed as usize % LAUNCHES.len()];
        let input = (0..4096u32).flat_map(|at| (at.wrapping_mul(0x9e37_79b9) >> 7).to_le_bytes());
        let case = Case {
            module: &module,
            grid,
            threadgroup,
            input: input.collect(),
        };
        let expected = case.interpret();
        let found = case.execute();
        let differs = expected
            .chunks(4)
            .zip(found.chunks(4))
            .position(|(a, b)| a != b);
        if let Some(word) = differs {
            panic!(
                "seed {seed}, thread {}, word {}: expected {:?}, found {:?}\n{}",
                word / WORDS,
                word % WORDS,
                &expected[word * 4..word * 4 + 4],
                &found[word * 4..word * 4 + 4],
                module.dump(),
            );
        }
    }
}
