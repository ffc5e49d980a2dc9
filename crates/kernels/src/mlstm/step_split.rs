//! The step as an operation that is tuned: how many threads share the rows of a column.

use std::collections::BTreeMap;

use kernsmith_runtime::{DType, TemplateValue};

use super::reference::{StepArrays, step};
use crate::{
    Error, HostTensor, OpSpec, Operand, Rows,
    bank::{InputSet, Range},
    close::Closeness,
    knob::{Configuration, Knob, KnobPlace, int},
    plan::{BodySource, Plan, grid},
    shape::{Signature, Suite},
};

pub(super) const NAME: &str = "mlstm_step_full";
const DIMENSIONS: &[&str] = &["B", "NH", "DHQK", "DHHV"];

/// What the suites add to the normalizer.
const SUITE_EPS: f64 = 1e-6;

static KERNEL: BodySource = BodySource {
    name: "step_split",
    file: "step_split.metal",
    source: include_str!("step_split.metal"),
    header: include_str!("../../include/kernsmith/log_sigmoid.h"),
    inputs: &[
        "q", "k", "v", "i_pre", "f_pre", "c_in", "n_in", "m_in", "eps",
    ],
    outputs: &["c", "n", "m", "h"],
};

/// Columns of a threadgroup; with [`SPLIT`] at most 1024 threads.
const COLUMNS: Knob = Knob {
    name: "threadgroup_x",
    place: KnobPlace::Launch,
    values: &[int(32), int(64), int(128)],
    baseline: int(128),
};

/// Threads that share the rows of a column.
const SPLIT: Knob = Knob {
    name: "row_split",
    place: KnobPlace::Launch,
    values: &[int(1), int(2), int(4), int(8)],
    baseline: int(1),
};

const UNROLL: Knob = Knob {
    name: "unroll",
    place: KnobPlace::Template,
    values: &[int(1), int(2), int(4)],
    baseline: int(1),
};

/// The operation, for those who tune it.
pub struct MlstmStep;

impl OpSpec for MlstmStep {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "one step of the mLSTM: states in, states and output out"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "mlstm_step_columns"
    }

    fn inputs(&self) -> &'static [Operand] {
        const {
            &[
                Operand::of("q", &["B", "NH", "DHQK"]),
                Operand::of("k", &["B", "NH", "DHQK"]),
                Operand::of("v", &["B", "NH", "DHHV"]),
                float("i_pre", &["B", "NH"]),
                float("f_pre", &["B", "NH"]),
                float("c_in", DIMENSIONS),
                float("n_in", &["B", "NH", "DHQK"]),
                float("m_in", &["B", "NH"]),
                float("eps", &[]),
            ]
        }
    }

    fn outputs(&self) -> &'static [Operand] {
        const {
            &[
                float("c", DIMENSIONS),
                float("n", &["B", "NH", "DHQK"]),
                float("m", &["B", "NH"]),
                Operand::of("h", &["B", "NH", "DHHV"]),
            ]
        }
    }

    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                Suite {
                    name: "xlstm_7b_decode",
                    shapes: &[&[1, 8, 256, 512], &[2, 8, 256, 512], &[4, 8, 256, 512]],
                },
                Suite {
                    name: "xlstm_7b_batch",
                    shapes: &[&[32, 8, 256, 512], &[128, 8, 256, 512]],
                },
            ]
        }
    }

    fn dimensions(&self) -> &'static [&'static str] {
        DIMENSIONS
    }

    fn check_shapes(&self) -> &'static [&'static [u64]] {
        &[&[1, 2, 8, 64], &[2, 1, 5, 7]]
    }

    fn signature(&self, sizes: &[u64]) -> Signature {
        Signature::zip(DIMENSIONS, sizes)
    }

    fn attributes(&self) -> BTreeMap<&'static str, f64> {
        BTreeMap::from([("eps", SUITE_EPS)])
    }

    fn knobs(&self) -> &'static [Knob] {
        const { &[COLUMNS, SPLIT, UNROLL] }
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        configuration.check(NAME, self.knobs())?;
        let knob = |name: &str| configuration.number(name);
        let (columns, split) = (knob(COLUMNS.name), knob(SPLIT.name));
        let unroll = knob(UNROLL.name);
        let [b, nh, dhqk, dhhv] = extents(shape);
        let threadgroup = [columns.unsigned_abs(), split.unsigned_abs(), 1];
        let state = |extents: &[usize]| (extents.to_vec(), DType::F32);
        Ok(Plan {
            op: NAME,
            source: &KERNEL,
            function: format!("kernsmith_mlstm_step_tg{columns}_s{split}_u{unroll}"),
            template: vec![
                ("T", TemplateValue::Type(dtype)),
                ("TG", TemplateValue::Int(columns)),
                ("SPLIT", TemplateValue::Int(split)),
                ("UNROLL", TemplateValue::Int(unroll)),
            ],
            grid: whole_groups(shape, threadgroup)?,
            threadgroup,
            outputs: vec![
                state(&[b, nh, dhqk, dhhv]),
                state(&[b, nh, dhqk]),
                state(&[b, nh]),
                (vec![b, nh, dhhv], dtype),
            ],
            align_elems: 1,
            memory_bytes: None,
        })
    }

    fn rows(&self, shape: &Signature) -> Rows {
        Rows {
            count: shape.elems("B") * shape.elems("NH"),
            elems: shape.elems("DHHV"),
        }
    }

    /// Keys, values and the two states they are added to are hard; what they meet in exponentials and
    /// in the quotient is not, or no digit of a float would be left.
    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let [b, nh, dhqk, dhhv] = extents(shape);
        let (keys, values, gates) = ([b, nh, dhqk], [b, nh, dhhv], [b, nh]);
        let range = |dtype| Range {
            large: 100.0,
            ..Range::multiplied(dtype)
        };
        let draw = |operand, set: InputSet, dtype, shape: &[usize]| {
            let row = *shape.last().expect("no operand here is a scalar");
            let values = set.values(operand, shape.iter().product(), row, range(dtype));
            HostTensor::from_values(dtype, shape, &values)
        };
        let mild = set.mild();
        vec![
            draw(0, mild, dtype, &keys),
            draw(1, set, dtype, &keys),
            draw(2, set, dtype, &values),
            draw(3, mild, DType::F32, &gates),
            draw(4, mild, DType::F32, &gates),
            draw(5, set, DType::F32, &[b, nh, dhqk, dhhv]),
            draw(6, set, DType::F32, &keys),
            draw(7, mild, DType::F32, &gates),
            HostTensor::from_values(DType::F32, &[], &[SUITE_EPS]),
        ]
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        let values: Vec<Vec<f64>> = inputs.iter().map(HostTensor::values).collect();
        let [q, k, v, i, f, c, n, m, eps] =
            <[Vec<f64>; 9]>::try_from(values).expect("the operation has nine inputs");
        let arrays = StepArrays {
            q,
            k,
            v,
            i,
            f,
            c,
            n,
            m,
        };
        step(&arrays, eps[0]).into()
    }

    /// The output is a quotient of sums that cancel: what they lose grows with their length.
    fn closeness(&self, dtype: DType) -> Closeness {
        let single = Closeness::single_rounding(dtype);
        Closeness {
            rtol: single.rtol.max(2f64.powi(-12)),
            scale: 2f64.powi(-16),
            ..single
        }
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        let [b, nh, dhqk, dhhv] = extents(shape).map(|extent| extent as u64);
        // Both states and the stabilizer in and out, two gates.
        let states = 2 * (dhqk * dhhv + dhqk + 1) + 2;
        let vectors = 2 * (dhqk + dhhv) * dtype.size_bytes() as u64;
        b * nh * (states * DType::F32.size_bytes() as u64 + vectors)
    }

    fn flops(&self, shape: &Signature) -> u64 {
        let cells: u64 = DIMENSIONS.iter().map(|name| shape.size(name)).product();
        5 * cells
    }
}

const fn float(name: &'static str, shape: &'static [&'static str]) -> Operand {
    Operand {
        name,
        shape,
        dtype: Some(DType::F32),
    }
}

fn extents(shape: &Signature) -> [usize; 4] {
    ["B", "NH", "DHQK", "DHHV"].map(|name| shape.elems(name))
}

/// A group for each stretch of columns and each head.
fn whole_groups(shape: &Signature, [columns, split, _]: [u32; 3]) -> Result<[u32; 3], Error> {
    let cells: u128 = shape.iter().map(|(_, extent)| u128::from(extent)).product();
    // The kernel indexes all elements with 32 bits.
    grid(NAME, shape, cells)?;
    let heads = u128::from(shape.size("B")) * u128::from(shape.size("NH"));
    let [heads, ..] = grid(NAME, shape, heads)?;
    let groups = shape.size("DHHV").max(1).div_ceil(u64::from(columns));
    let [columns, ..] = grid(NAME, shape, u128::from(groups) * u128::from(columns))?;
    Ok([columns, split, heads])
}
