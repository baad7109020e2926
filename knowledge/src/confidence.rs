//! How likely the best section is to answer: a logistic regression over a few readable figures.
//!
//! A score ranks sections but says nothing by itself about whether the charter answers at all.
//! These features compare what the question asks with what the section holds.

use serde::Serialize;

/// Below this probability the assistant says nothing from the charter.
pub const THRESHOLD: f32 = 0.5;

/// What the probability rests on; each from 0 to 1.
///
/// None is a score: scores depend on how long a charter is and how it is written, and what holds
/// on the charters fitted on must hold on others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Features {
    /// Share of the question's words that the best section contains.
    pub words: f32,
    /// Share of the question's words that the best section contains or treats the subject of.
    pub treated: f32,
    /// Share of the section's own heading, by rarity, that the question names.
    pub heading: f32,
    /// Share of the question's concepts that no section touches.
    pub foreign: f32,
    /// Whether the question touches a matter charters seldom treat and the best section does not.
    pub outside: f32,
    /// Whether the question asks for a figure, a date, a name or a place rather than a rule.
    pub asks_fact: f32,
}

impl Features {
    /// The figures in the order of [`COEFFICIENTS`].
    #[must_use]
    pub fn values(&self) -> [f32; 6] {
        [
            self.words,
            self.treated,
            self.heading,
            self.foreign,
            self.outside,
            self.asks_fact,
        ]
    }
}

/// Weights of the features and the intercept.
pub(crate) struct Coefficients {
    pub weights: [f32; 6],
    pub intercept: f32,
}

/// Fitted by `cargo run --release -p bonsens-knowledge --example fit -- knowledge/eval/groups.toml`
/// on the training questions over four charters of three organisations, in two languages.
///
/// A question is labelled 1 when the first candidate is a right section and 0 when no charter
/// answers it; the latter get a fixed share of the weight, whatever their number. One that another
/// section answers is labelled 0 at a tenth of the weight, since neither the quote nor silence is
/// right there. The probability is therefore that of the quote being right rather than silence.
/// The log-loss is minimised with a quadratic penalty. Features, penalty and shares were chosen by
/// fitting on two organisations and measuring on the third. Fit again whenever ranking, the
/// lexicon or a feature changes.
pub(crate) const COEFFICIENTS: Coefficients = Coefficients {
    weights: [0.704, 0.875, 1.441, -1.052, -1.549, -0.924],
    intercept: -0.465,
};

/// The probability that the best section answers.
pub(crate) fn probability(features: &Features) -> f32 {
    let sum: f32 = features
        .values()
        .iter()
        .zip(COEFFICIENTS.weights)
        .map(|(value, weight)| value * weight)
        .sum();
    1.0 / (1.0 + (-(sum + COEFFICIENTS.intercept)).exp())
}
