//! Launched again and again, with every number of threads that there is a choice of, each kernel writes the same bytes:
//! what threads do in another order would show. On the processor, and on a GPU where there is one; the device `check`
//! looks for races itself.

use kernsmith_kernels::{
    HostTensor,
    activation::swiglu_plan,
    bank::InputSet,
    dispatch::{launch, upload},
    gemm::{GemmCall, gemm},
    knob::KnobValue,
    norm::{rms_norm_residual_row, rms_norm_row},
    ops::OPS,
    plan::Plan,
    random::{Key, normal, words},
    settings::{GemmOverrides, scoped},
    spot::SPOTS,
    sum::{AccumMode, SumOptions, gram, products},
};
use kernsmith_runtime::{DType, Device, DeviceKind, Stream, Tensor};

/// Launches of a kernel, all numbers of its threads together: on a GPU, and on the processor, which takes its time for
/// them whenever tests run.
const RUNS: [usize; 2] = [100, 24];

/// Launches, and what they give.
type Run<'a> = Box<dyn Fn(&Stream) -> Vec<Tensor> + 'a>;

/// What is run again, one entry for each number of threads.
struct Family<'a> {
    name: String,
    /// Whether the number of threads changes no bit; otherwise sums are in other orders, which has a bound elsewhere.
    is_same: bool,
    sizes: Vec<Run<'a>>,
}

impl<'a> Family<'a> {
    /// Of a number of threads that the kernel is cut for.
    fn fixed(name: &str, run: impl Fn(&Stream) -> Vec<Tensor> + 'a) -> Self {
        Self {
            name: name.to_owned(),
            is_same: true,
            sizes: vec![Box::new(run)],
        }
    }

    fn check(&self, stream: &Stream) {
        let bytes = |run: &dyn Fn(&Stream) -> Vec<Tensor>| {
            let bytes = |tensor: &Tensor| tensor.to_bytes().unwrap();
            run(stream).iter().map(bytes).collect::<Vec<_>>()
        };
        let runs = RUNS[usize::from(!stream.device().kind().is_gpu())];
        let mut of_first = None;
        for (size, run) in self.sizes.iter().enumerate() {
            let what = || format!("{} {size} on {}", self.name, stream.device());
            let first = bytes(run);
            assert!(first.iter().any(|bytes| !bytes.is_empty()), "{}", what());
            for _ in 1..runs.div_ceil(self.sizes.len()) {
                assert!(bytes(run) == first, "{}: another time", what());
            }
            let expected = of_first.get_or_insert_with(|| first.clone());
            assert!(!self.is_same || *expected == first, "{}", what());
        }
    }
}

/// The processor and, where there is one, a GPU.
fn check(families: impl Fn(&Stream) -> Vec<Family<'static>>) {
    for device in Device::all() {
        if device.kind() != DeviceKind::Check {
            let stream = Stream::new(&device).unwrap();
            families(&stream)
                .iter()
                .for_each(|family| family.check(&stream));
        }
    }
}

/// Inputs of an operation.
fn inputs(stream: &Stream, op: &str, sizes: &[u64], dtype: DType) -> Vec<Tensor> {
    let op = kernsmith_kernels::ops::find(op).unwrap();
    let hosts = op.generate(&op.signature(sizes), dtype, InputSet::Normal(1));
    let upload = |host: &HostTensor| upload(op.name(), stream, host).unwrap();
    hosts.iter().map(upload).collect()
}

fn run(plan: Plan, inputs: Vec<Tensor>) -> impl Fn(&Stream) -> Vec<Tensor> {
    move |stream| launch(stream, &plan, &inputs.iter().collect::<Vec<_>>()).unwrap()
}

#[test]
fn operations_give_the_same_bits_with_all_their_threads() {
    check(|stream| {
        let of = |op: &&'static dyn kernsmith_kernels::OpSpec| {
            let sizes: &[u64] = match op.name() {
                "rope" => &[1, 3, 5, 6],
                "mlstm_step_full" => &[1, 2, 9, 70],
                _ => &[3, 331],
            };
            let inputs = inputs(stream, op.name(), sizes, DType::F32);
            let mut knobs = op.knobs().iter();
            let threads = knobs.find(|knob| knob.name == "threadgroup_x").unwrap();
            let with = |threads: &KnobValue| {
                let configuration = op.baseline().with("threadgroup_x", *threads);
                let plan = op.plan(&op.signature(sizes), DType::F32, &configuration);
                Box::new(run(plan.unwrap(), inputs.clone())) as Run<'static>
            };
            Family {
                name: op.name().to_owned(),
                // The threads of a row add what they have at the end.
                is_same: !op.name().starts_with("rmsnorm"),
                sizes: threads.values.iter().map(with).collect(),
            }
        };
        OPS.iter().map(of).collect()
    });
}

#[test]
fn forms_of_one_number_of_threads_give_the_same_bits() {
    check(|stream| {
        let of = |op: &str| inputs(stream, op, &[3, 264], DType::F32);
        let (norm, residual, gated) = (of("rmsnorm"), of("rmsnorm_residual"), of("swiglu"));
        let norm_plan = rms_norm_row(&norm[0], &norm[1]).unwrap();
        let residual_plan = rms_norm_residual_row(&residual[0], &residual[1], &residual[2]);
        let gated_plan = swiglu_plan(&gated[0], &gated[1]).unwrap();
        vec![
            // As many threads as a row has accesses.
            Family::fixed("rms_norm_row", run(norm_plan, norm)),
            Family::fixed(
                "rms_norm_residual_row",
                run(residual_plan.unwrap(), residual),
            ),
            Family::fixed("swiglu_wide", run(gated_plan, gated)),
        ]
    });
}

#[test]
fn products_give_the_same_bits_with_every_tile() {
    let by = |tile: &str| GemmOverrides {
        library: Some(false),
        tile_av: tile.parse().ok(),
        tile_atb: tile.parse().ok(),
        ..GemmOverrides::default()
    };
    let product = |[m, n, k]: [usize; 3], dtype: DType, overrides: GemmOverrides| {
        let numbers = |count: usize| {
            let number = |at: usize| ((at * 37 + at * at % 101) % 89) as f64 / 44.0 - 1.0;
            (0..count).map(number).collect::<Vec<_>>()
        };
        let [a, b] = [[m, k], [k, n]].map(|shape: [usize; 2]| {
            HostTensor::from_values(dtype, &shape, &numbers(shape[0] * shape[1]))
        });
        let work = move |stream: &Stream| {
            let array = |host: &HostTensor| upload("gemm", stream, host).unwrap();
            let (a, b) = (array(&a), array(&b));
            let product = scoped(overrides, || gemm(stream, &a, &b, &GemmCall::default()));
            vec![product.unwrap()]
        };
        Box::new(work) as Run<'static>
    };
    check(|_| {
        // From 32 threads to 256.
        let tiles = ["8x8", "16x16", "32x8", "64x64"];
        let of_tile = |tile: &str| product([37, 29, 31], DType::F32, by(tile));
        let in_parts = GemmOverrides {
            split_k: Some(true),
            ..by("16x16")
        };
        let by_simdgroups = GemmOverrides {
            simdgroups: Some(true),
            ..by("32x32")
        };
        vec![
            Family {
                name: "gemm".to_owned(),
                is_same: true,
                sizes: tiles.map(of_tile).into(),
            },
            Family::fixed("gemm_join", product([3, 5, 1100], DType::F32, in_parts)),
            // A simdgroup for each part of a tile.
            Family::fixed(
                "gemm_simdgroup",
                product([33, 40, 24], DType::F16, by_simdgroups),
            ),
        ]
    });
}

#[test]
fn sums_and_random_arrays_give_the_same_bits() {
    check(|stream| {
        let key = Key::new(7);
        // A simdgroup for each sum, and 256 threads for each draw.
        let mut families = vec![
            Family::fixed("words", move |stream| {
                vec![words(stream, key, [1027]).unwrap()]
            }),
            Family::fixed("normal", move |stream| {
                vec![normal(stream, key, [1027]).unwrap()]
            }),
        ];
        let arrays = inputs(stream, "swiglu", &[70, 5], DType::F32);
        let arrays = [0, 1].map(|at: usize| arrays[at].reshape([70, 5]).unwrap());
        for mode in AccumMode::ALL {
            let (x, y) = (arrays[0].clone(), arrays[1].clone());
            // Only an exact sum may be cut.
            let slices: &[Option<u32>] = match mode {
                AccumMode::Exact => &[None, Some(1), Some(3)],
                _ => &[None],
            };
            let cut = |slices: &Option<u32>| {
                let (x, y) = (x.clone(), y.clone());
                let options = SumOptions {
                    mode,
                    slices: *slices,
                };
                let work = move |stream: &Stream| vec![products(stream, &x, &y, options).unwrap()];
                Box::new(work) as Run<'static>
            };
            families.push(Family {
                name: format!("products, {mode}"),
                is_same: true,
                sizes: slices.iter().map(cut).collect(),
            });
            families.push(Family::fixed(&format!("gram, {mode}"), move |stream| {
                vec![gram(stream, &x, mode).unwrap()]
            }));
        }
        families
    });
}

/// As many threads as their files have.
#[test]
fn spots_give_the_same_bits() {
    check(|stream| {
        let of = |spot: &&'static kernsmith_kernels::spot::Spot| {
            let exercise = spot.exercise(stream.device(), 300).unwrap();
            let functions = spot.functions().unwrap();
            let calls = exercise.calls;
            let name = spot.name;
            Family::fixed(name, move |stream| {
                let pairs = functions.iter().zip(&calls);
                let outputs = pairs.flat_map(|(function, call)| {
                    let call = call.clone().poison_outputs(0xff);
                    function.call(stream, &call).unwrap()
                });
                outputs.collect()
            })
        };
        SPOTS.iter().map(of).collect()
    });
}
