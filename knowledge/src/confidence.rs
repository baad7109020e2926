//! How likely the best section is to answer: a logistic regression over a few readable figures.
//!
//! A score ranks sections but says nothing by itself about whether the charter answers at all.
//! These features compare what the question asks with what the section holds.

use serde::Serialize;

/// Below this probability the assistant says nothing from the charter.
pub const THRESHOLD: f32 = 0.5;

/// What the probability rests on; each from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Features {
    /// Score of the best section, relative to a section that would match the question perfectly.
    pub score: f32,
    /// How far the second section of the same charter lags behind, relative to the best.
    pub margin: f32,
    /// Share of the question's words, by rarity, that the best section contains.
    pub words: f32,
    /// Share of the question's concepts, by rarity, that the best section touches.
    pub concepts: f32,
    /// Share of the question's words, by rarity, that no section contains.
    pub unknown: f32,
    /// Score of the best passage alone, relative to a perfect one.
    pub passage: f32,
    /// Shared pieces of words between the question and the section.
    pub pieces: f32,
    /// Whether the question and the charter are in the same language.
    pub same_language: f32,
    /// Length of the question, from one word (0) to twelve meaningful words (1).
    pub length: f32,
}

impl Features {
    /// The figures in the order of [`COEFFICIENTS`].
    #[must_use]
    pub fn values(&self) -> [f32; 9] {
        [
            self.score,
            self.margin,
            self.words,
            self.concepts,
            self.unknown,
            self.passage,
            self.pieces,
            self.same_language,
            self.length,
        ]
    }
}

/// Weights of the features and the intercept.
pub(crate) struct Coefficients {
    pub weights: [f32; 9],
    pub intercept: f32,
}

/// Fitted by `cargo run --release -p bonsens-knowledge --example fit`, which labels each training
/// question 1 when the first candidate is a right section and 0 otherwise (unanswerable questions
/// included), and minimises the log-loss with a small quadratic penalty. Fit again whenever
/// ranking, the lexicon or a feature changes.
pub(crate) const COEFFICIENTS: Coefficients = Coefficients {
    weights: [4.0, 1.5, 2.0, 1.0, -2.0, 1.0, 1.0, 0.0, 0.0],
    intercept: -2.5,
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
