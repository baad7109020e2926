//! A judgement being learnt: logistic regression by FTRL-Proximal.

use super::sets::Row;

const EPOCHS: usize = 20;
const ALPHA: f64 = 0.08;
const BETA: f64 = 1.0;
/// Pull towards zero, and what it takes to leave it.
const L2: f64 = 2.0;
const L1: f64 = 0.4;
/// One judgement being learnt.
pub struct Learner {
    z: Vec<f64>,
    n: Vec<f64>,
    /// What these come to.
    weights: Vec<f64>,
}

impl Learner {
    /// The weight of a feature, by its number plus one; 0 is what is always there.
    pub fn weight(&self, id: usize) -> f64 {
        self.weights[id]
    }

    fn weighed(&self, id: usize) -> f64 {
        let z = self.z[id];
        let l1 = if id == 0 { 0.0 } else { L1 };
        if z.abs() <= l1 {
            return 0.0;
        }
        let l2 = if id == 0 { 0.0 } else { L2 };
        -(z - z.signum() * l1) / ((BETA + self.n[id].sqrt()) / ALPHA + l2)
    }

    /// The log-odds that these features add up to.
    pub fn odds(&self, features: &[(u32, f32)]) -> f64 {
        let each = features.iter();
        self.weight(0)
            + each
                .map(|(id, value)| self.weight(*id as usize + 1) * f64::from(*value))
                .sum::<f64>()
    }

    fn learn(&mut self, features: &[(u32, f32)], holds: bool, cost: f64) {
        let odds = self.odds(features);
        let miss = (1.0 / (1.0 + (-odds).exp()) - f64::from(u8::from(holds))) * cost;
        let always = std::iter::once((0, 1.0));
        let each = features
            .iter()
            .map(|(id, value)| (*id as usize + 1, f64::from(*value)));
        for (id, value) in always.chain(each) {
            let slope = miss * value;
            let before = self.n[id];
            let sigma = ((before + slope * slope).sqrt() - before.sqrt()) / ALPHA;
            self.z[id] += slope - sigma * self.weight(id);
            self.n[id] = before + slope * slope;
            self.weights[id] = self.weighed(id);
        }
    }
}

/// Learns one judgement.
pub fn fit(rows: &[&Row], judgement: usize, features: usize) -> Learner {
    let mut learner = Learner {
        z: vec![0.0; features + 1],
        n: vec![0.0; features + 1],
        weights: vec![0.0; features + 1],
    };
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    for _ in 0..EPOCHS {
        for at in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(at, usize::try_from(state % (at as u64 + 1)).unwrap_or(0));
        }
        for at in &order {
            let row = rows[*at];
            let (holds, cost) = row.labels[judgement];
            if cost > 0.0 {
                learner.learn(&row.features, holds, cost);
            }
        }
    }
    learner
}
