//! The mLSTM in double precision, in plain loops.

/// The arrays of a step: inputs, or the state that it leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StepArrays {
    /// Queries, `[heads, dhqk]`.
    pub q: Vec<f64>,
    /// Keys, `[heads, dhqk]`.
    pub k: Vec<f64>,
    /// Values, `[heads, dhhv]`.
    pub v: Vec<f64>,
    /// Input gates before their activation, one a head.
    pub i: Vec<f64>,
    /// Forget gates before their activation, one a head.
    pub f: Vec<f64>,
    /// Matrix memory, `[heads, dhqk, dhhv]`.
    pub c: Vec<f64>,
    /// Normalizer, `[heads, dhqk]`.
    pub n: Vec<f64>,
    /// Stabilizer, one a head.
    pub m: Vec<f64>,
}

/// One step of all heads: the memory, the normalizer, the stabilizer and the output after it.
#[must_use]
pub fn step(x: &StepArrays, eps: f64) -> [Vec<f64>; 4] {
    let heads = x.i.len().max(1);
    let (dhqk, dhhv) = (x.q.len() / heads, x.v.len() / heads);
    let (mut c, mut n) = (x.c.clone(), x.n.clone());
    let (mut m, mut h) = (x.m.clone(), Vec::with_capacity(x.v.len()));
    for (head, (&gate, &forget)) in x.i.iter().zip(&x.f).enumerate() {
        let decay = x.m[head] - (-forget).exp().ln_1p();
        let new_m = decay.max(gate);
        let (keep, take) = ((decay - new_m).exp(), (gate - new_m).exp());
        m[head] = new_m;
        let rows = head * dhqk..(head + 1) * dhqk;
        let columns = head * dhhv..(head + 1) * dhhv;
        for row in rows.clone() {
            let key = take * x.k[row];
            n[row] = keep * n[row] + key;
            let cells = &mut c[row * dhhv..(row + 1) * dhhv];
            for (cell, value) in cells.iter_mut().zip(&x.v[columns.clone()]) {
                *cell = keep * *cell + key * value;
            }
        }
        let scale = (dhqk as f64).sqrt().recip();
        let dot: f64 = rows.clone().map(|row| scale * x.q[row] * n[row]).sum();
        for column in 0..dhhv {
            let products = rows.clone();
            let products = products.map(|row| scale * x.q[row] * c[row * dhhv + column]);
            h.push(products.sum::<f64>() / (dot.abs().max((-new_m).exp()) + eps));
        }
    }
    [c, n, m, h]
}
